"""What would be fetched from which register, on which basis, and that refusing works too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from yijian.channels.look.parts import Consent, Light
from yijian.channels.portal.presenters.names import joined
from yijian.core.errors import Text
from yijian.core.vocabulary.provenance import Facts
from yijian.usecases.planning import CONSENT
from yijian.usecases.views import RegisterView

STATES: Final[dict[str, Light]] = {
    "not_asked": Light(kind="waiting", words=Text("还没调取", "Not asked yet")),
    "key_missing": Light(
        kind="waiting",
        words=Text("填好号码再来，凭号码才能查", "Fill in the numbers first: they are looked up by them"),
    ),
    "agreed": Light(
        kind="soon",
        words=Text("您同意了，还没有问到：按下面的按钮接着问", "You agreed; not asked yet: go on below"),
    ),
    "answered": Light(kind="done", words=Text("调到了，替您填好", "Answered: filled in for you")),
    "nothing_found": Light(
        kind="soon", words=Text("没有查到，请您自己填", "Nothing found: please fill in yourself")
    ),
    "unavailable": Light(
        kind="soon", words=Text("暂时没有答复，请您自己填", "No answer now: please fill in yourself")
    ),
    "refused": Light(kind="stopped", words=Text("您没有同意，自己填", "You refused: you fill in yourself")),
}
OTHER_LEAVE: Final = Light(
    kind="waiting",
    words=Text("您同意了，等另一方也同意", "You agreed; the other person's leave is still missing"),
)
LOOK_UP: Final = Text(
    "每次调取都记下来，提交后在办件页“谁看过我的数据”里查得到。",
    "Each fetch is recorded; once handed in, see “Who has read my data” on the page of the case.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterCard:
    """One register: the consent line (None where a law already allows it), what it answers, how the last try went."""

    id: str
    name: Text
    what: Text
    basis: Text | None
    consent: Consent | None
    light: Light
    open: bool


def register_cards(
    registers: tuple[RegisterView, ...], *, agreed: frozenset[str] = frozenset()
) -> tuple[RegisterCard, ...]:
    """One card a register, in the order of the view. `agreed`: the reader has given leave already; where such a
    register has not been asked, the other person's leave is still missing."""
    return tuple(_card(each, agreed=each.register in agreed) for each in registers)


def agreed_by(facts: Facts, person: str | None) -> frozenset[str]:
    """The registers to which a participant has given leave, from the facts of the application."""
    return frozenset(
        register
        for path, given in facts.items()
        if path.startswith(CONSENT) and given is True
        for register, _, whose in (path.removeprefix(CONSENT).partition(":"),)
        if whose == person
    )


def consent_name(register: str) -> str:
    """The name of the checkbox for a register."""
    return f"consent-{register}"


def _card(view: RegisterView, *, agreed: bool) -> RegisterCard:
    what = joined((*view.facts, *view.papers))
    whole = Text(f"{view.name.zh}（{view.authority.zh}）", f"{view.name.en} ({view.authority.en})")
    consent = Consent(
        name=consent_name(view.register),
        title=whole,
        to_whom=Text(
            f"会调取：{what.zh}。只用于这一件。", f"Would be fetched: {what.en}. For this matter only."
        ),
        agree=Text(f"我同意从{view.name.zh}调取。", f"I agree that this is fetched from {view.name.en}."),
        otherwise=Text(
            "不同意也能办，改为您自己填、自己交。",
            "Refusing works too: you then fill in and bring it yourself.",
        ),
        look_up=LOOK_UP,
        given=agreed or view.state == "answered",
    )
    return RegisterCard(
        id=view.register,
        name=whole,
        what=what,
        basis=view.basis,
        consent=consent if view.consent_needed else None,
        light=OTHER_LEAVE if agreed and view.state == "not_asked" else STATES[view.state],
        open=view.state != "answered",
    )


def chosen(
    registers: tuple[RegisterView, ...], posted: frozenset[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """Consents and refusals: a register that needs consent and is not ticked is refused; one that answers by law is
    asked with the others. `posted`: names ticked."""
    asked = [each for each in registers if each.consent_needed]
    given = frozenset(each.register for each in asked if consent_name(each.register) in posted)
    by_law = frozenset(each.register for each in registers if not each.consent_needed)
    return given | by_law, frozenset(each.register for each in asked) - given
