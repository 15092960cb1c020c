"""A form field as a value: what a channel hands to `{% field %}`, and how a typed date is read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from yijian.core.errors import Text

Kind = Literal["text", "textarea", "date", "radios", "checkboxes", "select", "file"]
EffectKind = Literal["same", "more", "later"]
Width = Literal["short", "normal", "wide"]
_MARKS: Final = ("？", "?", "！", "!", "：", ":", "。", ".", "…")
"""What ends a label without a colon after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What choosing an option does to the plan: nothing, more to do, or the question comes again later."""

    kind: EffectKind
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One option. `label` and `hint` may be plain strings where they are data (a person's name, an address)."""

    value: str
    label: Text | str
    hint: Text | str | None = None
    effect: Effect | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Who said a value and when. `leave` names the leave that was given, as 您同意调取; `register` may be 您第 3 题的回答
    with an empty `fact`, for own answers, which carry no time."""

    register: Text
    fact: Text | None = None
    at: datetime | None = None
    leave: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a form.

    `value` is what stands in the field: for `date` `YYYY-MM-DD` with the parts as typed (`2026-2-`), for `checkboxes` the
    chosen values separated by spaces, for `file` the name of a file that is already there. `error` says what is wrong and
    what right looks like. A radio has no value unless the person, or a register, has given one.
    """

    name: str
    label: Text
    kind: Kind = "text"
    value: str = ""
    hint: Text | None = None
    error: Text | None = None
    choices: tuple[Choice, ...] = ()
    provenance: Provenance | None = None
    autocomplete: str = "off"
    inputmode: str = ""
    maxlength: int | None = None
    required: bool = True
    width: Width = "normal"
    unit: Text | None = None
    accept: str = "image/*,application/pdf"
    multiple: bool = False

    @property
    def target(self) -> str:
        """The id that the error summary links to: the first control of the field."""
        suffix = {"radios": "-1", "checkboxes": "-1", "date": "-year"}.get(self.kind, "")
        return self.name + suffix

    @property
    def complaint(self) -> Text | None:
        """Field and error in one line, for the error summary: 手机号：少了 1 位. A label that is a question keeps its
        own mark: 宝宝哪天出生？请填写."""
        if self.error is None:
            return None
        return Text(
            _joined(self.label.zh, "：", self.error.zh),
            _joined(self.label.en, ": ", self.error.en, after_mark=" "),
        )

    @property
    def described_by(self) -> str:
        """The ids of hint, error and source, in reading order; empty if there are none."""
        present = {"hint": self.hint, "error": self.error, "source": self.provenance}
        return " ".join(f"{self.name}-{part}" for part, value in present.items() if value is not None)

    @property
    def input_type(self) -> str:
        """The HTML type that brings up the right keyboard."""
        return {"tel": "tel", "email": "email"}.get(self.autocomplete, "text")

    @property
    def is_group(self) -> bool:
        """Whether the field has several controls, so that it needs a legend and not a label."""
        return self.kind in {"radios", "checkboxes", "date"}

    @property
    def chosen(self) -> tuple[str, ...]:
        """The chosen values: one at most for radios and select, any number for checkboxes."""
        return tuple(self.value.split()) if self.kind == "checkboxes" else (self.value,)

    @property
    def date_parts(self) -> tuple[str, str, str]:
        """Year, month and day as typed."""
        year, month, day, *_ = [*self.value.split("-"), "", "", ""]
        return year, month, day


def _joined(label: str, colon: str, error: str, *, after_mark: str = "") -> str:
    """The two with a colon between them, unless the label ends with a mark of its own."""
    return f"{label}{after_mark if label.endswith(_MARKS) else colon}{error}"


def typed_date(posted: Mapping[str, str], name: str) -> str:
    """The value of a `date` field from the three parts posted as `{name}-year`, `-month`, `-day`.

    `YYYY-MM-DD` when all three are numbers, else the parts as typed, so that they can be shown again; empty if nothing was
    typed.
    """
    parts = [posted.get(f"{name}-{part}", "").strip().replace("-", "") for part in ("year", "month", "day")]
    if not any(parts):
        return ""
    return "-".join(part.zfill(2) if part.isascii() and part.isdigit() else part for part in parts)


def date_of(value: str) -> date | None:
    """The calendar day of a `date` field's value, or None if the parts make no day."""
    try:
        return date.fromisoformat(value) if len(value) == len("2026-03-09") else None
    except ValueError:
        return None
