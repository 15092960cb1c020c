"""The page of a co-signer: their own fields, the registers that hold their data, the signature."""

from __future__ import annotations

from dataclasses import dataclass

from yijian.channels.look.fact_controls import control
from yijian.channels.look.fields import Choice, Field
from yijian.channels.look.parts import KnownFact
from yijian.channels.portal.presenters.form import known_fact
from yijian.channels.portal.presenters.registers import RegisterCard, register_cards
from yijian.core.errors import Text
from yijian.core.vocabulary.plan import FieldSource
from yijian.usecases.views import CoSignView, FieldView


@dataclass(frozen=True, slots=True, kw_only=True)
class CoSignForm:
    """What a co-signer fills in and sees. `asked`: fact and control; `tail`: the last four of the own id number."""

    asked: tuple[tuple[str, Field], ...]
    known: tuple[KnownFact, ...]
    cards: tuple[RegisterCard, ...]
    tail: Field
    agree: Field

    @property
    def fields(self) -> tuple[Field, ...]:
        """All controls in the order of the page, for the summary of errors."""
        return (*(field for _, field in self.asked), self.tail, self.agree)


def code_field(*, error: Text | None = None) -> Field:
    """The code that came with the link."""
    return Field(
        name="code",
        label=Text("验证码", "Code"),
        hint=Text("请您签名的人会告诉您", "The person who asks you to sign will tell you"),
        inputmode="numeric",
        autocomplete="one-time-code",
        maxlength=12,
        width="short",
        error=error,
    )


def co_sign_form(view: CoSignView) -> CoSignForm:
    """The form as it is shown first."""
    own = [each for each in view.fields if not each.hidden and each.field.source is not FieldSource.OUTPUT]
    return CoSignForm(
        asked=tuple((each.field.fact, control(each.field)) for each in own if not each.known),
        known=tuple(
            known_fact(view.one_thing, each, teller=_teller(each, view.participant))
            for each in own
            if each.known
        ),
        cards=register_cards(view.registers),
        tail=Field(
            name="id_tail",
            label=Text("您证件号码的最后四位", "The last four characters of your id number"),
            hint=Text("用来确认是您本人，末位是 X 就填 X", "To confirm that it is you"),
            maxlength=4,
            width="short",
        ),
        agree=Field(
            name="agreed",
            label=Text("签名", "Signature"),
            kind="checkboxes",
            choices=(
                Choice(
                    value="yes",
                    label=Text(
                        "我看过了，我的部分是真的，我同意一起办这件事",
                        "I have read this, my part is true, and I agree to this application",
                    ),
                ),
            ),
        ),
    )


def _teller(view: FieldView, reader: str) -> Text | None:
    """Who answered, where that was not the co-signer (whose answers name the participant as their source)."""
    if view.provenance is None or view.provenance.source == reader:
        return None
    return Text("申请人填的，不对请告诉申请人", "Filled in by the applicant: tell them if it is wrong")
