"""Who may see which value of which case, worked out from the definitions alone, and what an answer shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import unquote

import pypdfium2
from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver

from yijian.core.vocabulary.concept import ConceptType
from yijian.core.vocabulary.life_event import ChosenParticipant, LifeEvent
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import PublicService

TELLING = frozenset(
    {
        ConceptType.PERSON_NAME,
        ConceptType.PERSON_ID,
        ConceptType.MOBILE,
        ConceptType.ADDRESS,
        ConceptType.BANK_ACCOUNT,
        ConceptType.TEXT,
    }
)
"""Types whose values say who somebody is."""


@dataclass
class Shown:
    """A case with everything in it that is somebody's: each distinctive value with the facts that have it (bare paths),
    each reason with the authority that gave it, each paper's mark with the authorities that ask for such a paper, and
    codes of the applicant."""

    family: str
    case_id: str
    applicant: str
    facts: dict[str, set[str]] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    papers: dict[str, frozenset[str]] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)
    received: bool = True
    co_signers: tuple[str, ...] = ("father",)

    @property
    def everything(self) -> frozenset[str]:
        return frozenset(self.facts) | frozenset(self.reasons) | frozenset(self.papers) | self.codes


def needed_facts(package: DefinitionPackage, life_event: LifeEvent, authority: str) -> frozenset[str]:
    """What an authority's services ask for or judge by, as `participant.concept`, and the applicant's name; nothing for
    an authority that has no part in the life event."""
    uses = [use for use in life_event.services if package.services[use.service].authority == authority]
    if not uses:
        return frozenset()
    found = {f"{who}.name" for who, one in life_event.participants.items() if one.signs}
    for use in uses:
        service = package.services[use.service]
        for role, concept in _named(service):
            bound = use.roles.get(role, role)
            among = bound.among.values() if isinstance(bound, ChosenParticipant) else (bound,)
            found |= {f"{who}.{concept}" for who in among}
        found |= {fact for output in service.outputs for fact in output.facts}
    return frozenset(found)


def _named(service: PublicService) -> Iterator[tuple[str, str]]:
    texts = [one.fact for one in service.information]
    texts += [one.rule for one in service.criteria]
    texts += [one.when for one in service.information if one.when]
    texts += [one.when for one in service.evidence if one.when]
    for text in texts:
        for role, concept in re.findall(r"\b([a-z_]+)\.([a-z_]+)\b", text):
            if role in service.roles:
                yield role, concept


def authorities_of(package: DefinitionPackage, evidence_type: str) -> frozenset[str]:
    """The authorities of which a service may ask for a document of that type."""
    return frozenset(
        service.authority
        for service in package.services.values()
        for requirement in service.evidence
        for option in requirement.any_of
        for document in option
        if document.type == evidence_type
    )


def text_of(response: HttpResponseBase) -> str:
    """Everything that a response tells: headers, cookies, the page or the text of the file."""
    content = bytes(getattr(response, "content", b""))
    told = [unquote(f"{name}: {value}") for name, value in response.headers.items()]
    told += [unquote(morsel.OutputString()) for morsel in response.cookies.values()]
    if content.startswith(b"%PDF-1"):
        document = pypdfium2.PdfDocument(content)
        told += [page.get_textpage().get_text_range() for page in document]
        document.close()
    told.append(unescape(content.decode("utf-8", "replace")))
    return "\n".join(told)


def all_addresses() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every address of the site by its name, with the names of its parts."""

    def walk(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                spaces = f"{prefix}{entry.namespace or entry.app_name or ''}:".lstrip(":")
                yield from walk(entry, spaces)
            elif isinstance(entry, URLPattern):
                yield f"{prefix}{entry.name}", tuple(re.findall(r"<\w+:(\w+)>", str(entry.pattern)))

    yield from walk(get_resolver(), "")
