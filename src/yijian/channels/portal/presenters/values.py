"""Who vouches for a value, in words."""

from __future__ import annotations

from yijian.channels.look.fields import Provenance as Shown
from yijian.channels.portal.presenters.names import register_name, service_name
from yijian.core.errors import Text
from yijian.core.vocabulary.authority import FetchBasis
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.provenance import Provenance, ProvenanceKind
from yijian.usecases.apply import IDENTITY

OWN_ANSWER = Text("您的回答", "Your answer")


def provenance_words(
    one_thing: OneThing,
    provenance: Provenance | None,
    *,
    answered: int | None = None,
    teller: Text | None = None,
) -> Shown | None:
    """The chip that says where a value came from. `answered`: the number of the question, for an own answer;
    `teller`: who answered, where that is not the reader."""
    if provenance is None:
        return None
    match provenance.kind:
        case ProvenanceKind.ANSWER:
            if answered is None:
                return Shown(register=teller or OWN_ANSWER)
            return Shown(register=Text(f"您第 {answered} 题的回答", f"Your answer to question {answered}"))
        case ProvenanceKind.REGISTER if provenance.source == IDENTITY:
            return Shown(register=Text("来自您的登录信息", "From your sign-in"), at=provenance.at)
        case ProvenanceKind.REGISTER:
            name = register_name(one_thing, provenance.source)
            return Shown(
                register=Text(f"来自{name.zh}", f"From {name.en}"),
                at=provenance.at,
                leave=_leave(one_thing, provenance.source),
            )
        case ProvenanceKind.OUTPUT:
            name = service_name(one_thing, provenance.source)
            return Shown(register=Text(f"{name.zh}办出来的", f"Made by {name.en}"), at=provenance.at)
        case ProvenanceKind.OFFICER:
            return Shown(
                register=Text("工作人员录入", "Entered by an officer"),
                at=provenance.at,
            )


def _leave(one_thing: OneThing, register: str) -> Text | None:
    """经同意调取, where the register answers only with consent: the reader's own, or that of whom it is about."""
    found = one_thing.registers.get(register)
    asked = found is not None and any(answer.basis is FetchBasis.CONSENT for answer in found.answers)
    return Text("经同意调取", "fetched with consent") if asked else None
