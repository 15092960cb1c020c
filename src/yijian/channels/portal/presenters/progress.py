"""How far an application is: its steps in order, what each still needs, which comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from yijian.channels.look.parts import Light
from yijian.channels.portal.presenters.form import Section
from yijian.channels.portal.presenters.papers import papers_page
from yijian.channels.portal.presenters.registers import STATES, agreed_by
from yijian.core.errors import Text
from yijian.usecases.views import ApplicationView


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of an application: where it is, what it is called, how it stands."""

    name: Text
    url: str
    light: Light
    done: bool


def agreed_here(view: ApplicationView) -> frozenset[str]:
    """The registers to which the applicant has given leave."""
    return agreed_by(view.facts, next((each.participant for each in view.signatures if each.applicant), None))


DONE = Light(kind="done", words=Text("好了", "Done"))


def steps_of(view: ApplicationView, sections: Sequence[Section]) -> tuple[Step, ...]:
    """The steps: fetching, the sections of the form, papers, signatures, review."""
    case = view.case_id
    steps = []
    if view.registers:
        agreed = agreed_here(view)
        waiting = sum(
            register.state == "agreed" or (register.state == "not_asked" and register.register not in agreed)
            for register in view.registers
        )
        fetching = _step(
            Text("替您填好能查到的", "Filled in for you"),
            reverse("portal:registers", args=[case]),
            waiting,
            Text(f"{waiting} 处可以调取", f"{waiting} to be fetched"),
        )
        later = not waiting and any(register.state == "key_missing" for register in view.registers)
        steps.append(replace(fetching, light=STATES["key_missing"]) if later else fetching)
    steps.extend(
        _step(
            section.name,
            reverse("portal:form", args=[case, section.slug]),
            section.missing,
            Text(f"还差 {section.missing} 项", f"{section.missing} still to fill in"),
        )
        for section in sections
    )
    papers = papers_page(view)
    if papers.bring:
        steps.append(
            _step(
                Text("材料", "Papers"),
                reverse("portal:papers", args=[case]),
                papers.missing,
                Text(f"还差 {papers.missing} 份", f"{papers.missing} still to add"),
            )
        )
    others = [each for each in view.signatures if not each.applicant]
    if others:
        unsigned = sum(each.signed_at is None for each in others)
        steps.append(
            _step(
                Text("另一方签名", "The other signature"),
                reverse("portal:signatures", args=[case]),
                unsigned,
                Text(f"还差 {unsigned} 个签名", f"{unsigned} signature still missing"),
            )
        )
    return tuple(steps)


def next_url(view: ApplicationView, steps: Sequence[Step], here: str = "") -> str:
    """Where to go from `here`: the next step after it that needs something, then one before it (what can be fetched
    once a number is filled in), else the review."""
    urls = [step.url for step in steps]
    start = urls.index(here) + 1 if here in urls else 0
    for step in (*steps[start:], *steps[: max(start - 1, 0)]):
        if not step.done:
            return step.url
    return reverse("portal:review", args=[view.case_id])


def _step(name: Text, url: str, missing: int, words: Text) -> Step:
    return Step(
        name=name, url=url, light=Light(kind="waiting", words=words) if missing else DONE, done=not missing
    )
