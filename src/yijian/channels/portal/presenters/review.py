"""What a review shows beyond the form: names character by character, and where each missing thing is settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from yijian.channels.look.fact_controls import html_name
from yijian.channels.portal.presenters.answers_section import SLUG
from yijian.channels.portal.presenters.form import section_of
from yijian.channels.portal.presenters.names import members_of, paper_titles, participant_name
from yijian.channels.portal.presenters.read_back import NameReadBack, read_back
from yijian.core.errors import Text
from yijian.core.vocabulary.concept import ConceptType
from yijian.core.vocabulary.provenance import ProvenanceKind
from yijian.usecases.views import ApplicationView, MissingView


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingLink:
    """One missing thing and the page on which it is settled."""

    text: Text
    url: str


def names_read_back(view: ApplicationView) -> tuple[NameReadBack, ...]:
    """The names that somebody typed here (those of registers are printed as the register has them)."""
    sections = [section_of(each) for each in view.fields]
    return tuple(
        read_back(
            each.value,
            whose=participant_name(
                view.one_thing,
                section_of(each),
                members=members_of(sections, section_of(each)),
            ),
        )
        for each in view.fields
        if each.field.type is ConceptType.PERSON_NAME
        and isinstance(each.value, str)
        and not each.hidden
        and each.provenance is not None
        and each.provenance.kind is ProvenanceKind.ANSWER
    )


def missing_links(view: ApplicationView, missing: Iterable[MissingView]) -> tuple[MissingLink, ...]:
    """Each missing thing, with whose it is, and the place to go to."""
    titles = paper_titles(view.one_thing, (each.paper for each in view.papers))
    sections = {each.field.fact: section_of(each) for each in view.fields}
    return tuple(
        MissingLink(text=_whose(view, each, titles, sections), url=_place(view, each)) for each in missing
    )


def _whose(
    view: ApplicationView, missing: MissingView, titles: Mapping[str, Text], sections: Mapping[str, str]
) -> Text:
    """爸爸：姓名; a paper with its owner where several have its name."""
    if missing.kind == "paper":
        return titles.get(missing.subject, missing.text)
    section = sections.get(missing.subject)
    if section is None or missing.kind not in ("field", "co_signer_field"):
        return missing.text
    owner = participant_name(view.one_thing, section, members=members_of(sections.values(), section))
    return Text(f"{owner.zh}：{missing.text.zh}", f"{owner.en}: {missing.text.en}")


def _place(view: ApplicationView, missing: MissingView) -> str:
    if missing.kind == "paper":
        return f"{reverse('portal:papers', args=[view.case_id])}#paper-{html_name(missing.subject)}"
    if missing.kind == "promise":
        anchor = f"promise-conditions-{html_name(missing.subject)}"
        return f"{reverse('portal:papers', args=[view.case_id])}#{anchor}"
    if missing.kind in ("signature", "co_signer_field"):
        return reverse("portal:signatures", args=[view.case_id])
    if missing.kind == "admission":
        return reverse("portal:application", args=[view.case_id])
    for each in view.fields:
        if each.field.fact == missing.subject:
            section = html_name(section_of(each))
            return f"{reverse('portal:form', args=[view.case_id, section])}#{html_name(missing.subject)}"
    return reverse("portal:form", args=[view.case_id, SLUG])
