"""Draft definitions of single services, with the kinds of paper and the authorities that they name.

Rule 1: what is written is published, or the list says that it is not. A kind, an authority, a condition that nobody has
published is never filled in by likelihood; where a definition cannot stand without one, it is the one that promises
least (其他 for a kind, the lead for an authority), and the list says so.
Rule 2: what the definitions know already by the same name is used, and the list says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from yijian.connectors.imports import missing_words as words
from yijian.connectors.imports.departments import authority_for
from yijian.connectors.imports.naming import id_of, of_the_same_name
from yijian.connectors.imports.published import Necessity, PublishedLimit, PublishedMatter, PublishedPaper
from yijian.core.errors import Text
from yijian.core.vocabulary.authority import Authority
from yijian.core.vocabulary.evidence import (
    EvidenceItem,
    EvidenceMaker,
    EvidenceRequirement,
    EvidenceType,
    Listing,
)
from yijian.core.vocabulary.life_event import Audience
from yijian.core.vocabulary.marks import Certainty, LegalBasis, Source
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import (
    Fee,
    Output,
    Presence,
    Processing,
    PublicService,
    Role,
    ServiceKind,
    TimeLimits,
)
from yijian.core.vocabulary.time_limit import TimeLimit, TimeUnit

APPLICANT: Final = "applicant"
NOBODY: Final = "没有公布的部门"
_LISTINGS: Final = {Necessity.REQUIRED: Listing.REQUIRED, Necessity.NOT_REQUIRED: Listing.CONDITIONAL}


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One thing that is not published, or not in a form that can be taken over: in which definition, about what of the
    source (its place), and what the author does about it."""

    definition: str
    at: str
    what: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """Definitions by the folder they stand in; `source`: the id of what they were read from; `reused`: (name as published,
    definition) of what was there already."""

    source: str
    definitions: tuple[tuple[str, Any], ...]
    reused: tuple[tuple[str, str], ...]
    missing: tuple[Missing, ...]


@dataclass(slots=True)
class Drafting:
    """What has been drafted so far from one source, beside the definitions that are there."""

    package: DefinitionPackage
    source: Source
    definitions: list[tuple[str, Any]] = field(default_factory=list)
    reused: dict[str, str] = field(default_factory=dict)
    missing: list[Missing] = field(default_factory=list)
    evidence: dict[str, EvidenceType] = field(default_factory=dict)
    authorities: dict[str, Authority] = field(default_factory=dict)
    services: dict[str, PublicService] = field(default_factory=dict)

    def done(self) -> Drafts:
        """Everything that was drafted."""
        self._outputs_are_papers()
        sources = [] if self.source.id in self.package.sources else [("sources", self.source)]
        return Drafts(
            source=self.source.id,
            definitions=(*sources, *self.definitions),
            reused=tuple(sorted(self.reused.items())),
            missing=tuple(self.missing),
        )

    def _outputs_are_papers(self) -> None:
        """A result that bears the name of a kind of paper is that paper: so an order between services can be derived."""
        kinds = {**self.package.evidence, **self.evidence}
        for at, (folder, value) in enumerate(self.definitions):
            if folder == "services":
                outputs = tuple(replace(one, evidence=self._kind_of(one, kinds)) for one in value.outputs)
                self.definitions[at] = (folder, replace(value, outputs=outputs))

    def _kind_of(self, output: Output, kinds: Mapping[str, EvidenceType]) -> str | None:
        kind = of_the_same_name(output.name.zh, kinds, lambda one: one.name.zh)
        if kind is not None:
            self.reused[output.name.zh] = f"evidence/{kind}"
        return kind

    def lacks(self, definition: str, at: str, what: Text, **fields: object) -> None:
        """Note what is missing."""
        self.missing.append(Missing(definition=definition, at=at, what=what.filled(fields)))

    def keep(self, folder: str, value: Any) -> None:
        """A new draft. Its English name is still the Chinese one."""
        self.definitions.append((folder, value))
        if folder != "regions":
            self.lacks(f"{folder}/{value.id}", "", words.NOT_TRANSLATED)

    # Parts

    def authority(self, name: str) -> str | None:
        """The authority of a name, drafted where there is none; None where no name is given."""
        if not name:
            return None
        known = authority_for(name, (*self.package.authorities.values(), *self.authorities.values()))
        if known is not None:
            if known.id in self.package.authorities:
                self.reused[name] = f"authorities/{known.id}"
            return known.id
        return self._new_authority(name, Certainty.PUBLISHED)

    def nobody(self) -> str:
        """Stands for an authority that nobody has published, until the author finds it out."""
        known = next((one.id for one in self.authorities.values() if one.name.zh == NOBODY), None)
        return known or self._new_authority(NOBODY, Certainty.NOT_FOUND)

    def _new_authority(self, name: str, certainty: Certainty) -> str:
        draft = Authority(
            id=id_of(name, {**self.package.authorities, **self.authorities}),
            name=untranslated(name),
            short_name=untranslated(name),
            certainty=certainty,
            source=self.source.id if certainty is Certainty.PUBLISHED else None,
        )
        self.authorities[draft.id] = draft
        self.keep("authorities", draft)
        return draft.id

    def paper(self, paper: PublishedPaper, entity: str) -> str:
        """The kind of paper of a name, drafted where there is none."""
        known = of_the_same_name(paper.name, self.package.evidence, lambda one: one.name.zh)
        if known is not None:
            self.reused[paper.name] = f"evidence/{known}"
            return known
        drafted = of_the_same_name(paper.name, self.evidence, lambda one: one.name.zh)
        if drafted is not None:
            return drafted
        draft = EvidenceType(
            id=id_of(paper.name, {**self.package.evidence, **self.evidence}),
            name=untranslated(paper.name),
            maker=paper.maker or EvidenceMaker.APPLICANT,
            entity=entity,
            certainty=Certainty.PUBLISHED,
            source=self.source.id,
            note="；".join(paper.remarks).replace("\n", " ") or None,
        )
        self.evidence[draft.id] = draft
        self.keep("evidence", draft)
        definition = f"evidence/{draft.id}"
        if paper.maker is None:
            self.lacks(definition, paper.at, words.MAKER_NOT_SAID)
        if paper.checked_elsewhere:
            self.lacks(definition, paper.at, words.LOOKED_UP)
        return draft.id

    def requirement(
        self, paper: PublishedPaper, service: str, entity: str, taken: set[str]
    ) -> EvidenceRequirement:
        """That a service asks for a paper, of the applicant."""
        kind = self.paper(paper, entity)
        identifier = id_of(paper.name, taken)
        taken.add(identifier)
        definition = f"services/{service}"
        if paper.necessity is Necessity.NOT_REQUIRED:
            self.lacks(definition, paper.at, words.WHEN_NOT_SAID, paper=paper.name)
        elif paper.necessity is None:
            self.lacks(definition, paper.at, words.NECESSITY_NOT_SAID, paper=paper.name)
        return EvidenceRequirement(
            id=identifier,
            proves=untranslated(paper.name),
            any_of=((EvidenceItem(type=kind, of=APPLICANT),),),
            may_follow=paper.necessity is Necessity.MAY_FOLLOW,
            listed=_LISTINGS.get(paper.necessity) if paper.necessity else None,
            legal_basis=self.bases(paper.bases),
            certainty=Certainty.PUBLISHED,
            source=self.source.id,
        )

    def bases(self, cites: tuple[str, ...]) -> tuple[LegalBasis, ...]:
        """Citations as they are published."""
        return tuple(
            LegalBasis(cite=cite, certainty=Certainty.PUBLISHED, source=self.source.id) for cite in cites
        )

    def limit(self, limit: PublishedLimit | None, definition: str, at: str) -> TimeLimit | None:
        """A limit in working days where no unit is published, which is then in the list."""
        if limit is None:
            return None
        if limit.unit is None:
            self.lacks(definition, at, words.UNIT_NOT_SAID, amount=limit.amount, words=limit.words or "—")
        return TimeLimit(
            amount=limit.amount,
            unit=limit.unit or TimeUnit.WORKING_DAY,
            certainty=Certainty.PUBLISHED if limit.unit else Certainty.INFERRED,
            source=self.source.id,
            note=limit.words if limit.unit is None and limit.words else None,
        )

    # Definitions

    def service(self, matter: PublishedMatter, *, lead: str | None) -> str:
        """A service; the one of the same name where the definitions have it."""
        known = of_the_same_name(matter.name, self.package.services, lambda one: one.name.zh)
        if known is not None:
            self.reused[matter.name] = f"services/{known}"
            return known
        named = self.authority(matter.authority)
        authority = named or lead or self.nobody()
        taken = {*self.package.services, *self.services}
        identifier = id_of(matter.name, taken, prefix=f"{authority}.")
        definition = f"services/{identifier}"
        entity = entity_of(matter.audience)
        self._say_what_is_missing(matter, definition, named=named is not None)
        ids: set[str] = set()
        draft = PublicService(
            id=identifier,
            name=untranslated(matter.name),
            authority=authority,
            kind=matter.kind or ServiceKind.OTHER,
            summary=untranslated(matter.name),
            processing=matter.processing or Processing.PROMISED,
            legal_basis=self.bases(matter.bases),
            roles={APPLICANT: Role(entity=entity, name=Text("申请人", "the applicant"))},
            evidence=tuple(self.requirement(one, identifier, entity, ids) for one in matter.papers),
            fees=self._fees(matter),
            time_limits=TimeLimits(
                statutory=self.limit(matter.statutory, definition, matter.at),
                promised=self.limit(matter.promised, definition, matter.at),
            ),
            presence=Presence(
                visits=matter.visits,
                certainty=Certainty.NOT_FOUND if matter.visits is None else Certainty.PUBLISHED,
                source=None if matter.visits is None else self.source.id,
            ),
            outputs=tuple(self._outputs(matter)),
            where=untranslated(matter.where) if matter.where else None,
            certainty=Certainty.PUBLISHED,
            source=self.source.id,
            note=f"编码 {matter.code}" if matter.code else None,
        )
        self.services[identifier] = draft
        self.keep("services", draft)
        return identifier

    def _say_what_is_missing(self, matter: PublishedMatter, definition: str, *, named: bool) -> None:
        if not named:
            self.lacks(definition, matter.at, words.AUTHORITY_NOT_SAID)
        if matter.kind is None:
            self.lacks(definition, matter.at, words.KIND_NOT_SAID, words=matter.kind_words or "—")
        if matter.processing is None:
            self.lacks(definition, matter.at, words.PROCESSING_NOT_SAID)
        if matter.audience is None:
            self.lacks(definition, matter.at, words.AUDIENCE_NOT_SAID)
        if not matter.bases:
            self.lacks(definition, matter.at, words.BASIS_NOT_SAID)
        for condition in matter.conditions:
            self.lacks(definition, matter.at, words.CONDITION, condition=condition)
        if matter.statutory is None and matter.promised is None:
            self.lacks(definition, matter.at, words.LIMIT_NOT_SAID)
        if matter.visits is None:
            self.lacks(definition, matter.at, words.VISITS_NOT_SAID)
        if not matter.results:
            self.lacks(definition, matter.at, words.RESULT_NOT_SAID)
        self.lacks(definition, matter.at, words.INFORMATION)

    def _fees(self, matter: PublishedMatter) -> tuple[Fee, ...]:
        if matter.free is None and not matter.fee_words:
            return ()
        name = untranslated(matter.fee_words or "收费")
        if matter.free:
            return (Fee(id="fee", name=name, fen=0, certainty=Certainty.PUBLISHED, source=self.source.id),)
        return (Fee(id="fee", name=name, note=matter.fee_words or None),)

    def _outputs(self, matter: PublishedMatter) -> Iterator[Output]:
        taken: set[str] = set()
        for result in matter.results:
            identifier = id_of(result, taken)
            taken.add(identifier)
            yield Output(
                id=identifier,
                name=untranslated(result),
                of=APPLICANT,
                certainty=Certainty.PUBLISHED,
                source=self.source.id,
            )


def untranslated(text: str) -> Text:
    """A text of which only the Chinese is published: it stands for both until somebody translates it."""
    return Text(text, text)


def entity_of(audience: Audience | None) -> str:
    """Of what kind an applicant is."""
    return "enterprise" if audience is Audience.ENTERPRISE else "person"
