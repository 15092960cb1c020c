"""A planned field or a question as a form field of the look, and what was posted for it back as typed text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.http import QueryDict

from yijian.channels.look.fact_values import NO, YES
from yijian.channels.look.fields import Choice, Field, Kind, Width, typed_date
from yijian.core.errors import Text
from yijian.core.vocabulary.concept import Code, ConceptType
from yijian.core.vocabulary.plan import PlannedField
from yijian.core.vocabulary.units import UNIT_NAMES, Unit

MOST_RADIOS = 6
"""More choices than this are a list to open."""
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
_DECIMAL = frozenset({ConceptType.MONEY, ConceptType.RATE})
_NUMERIC = frozenset({ConceptType.INTEGER, ConceptType.MOBILE, ConceptType.BANK_ACCOUNT})
_WIDTHS: dict[ConceptType, Width] = {
    ConceptType.ADDRESS: "wide",
    ConceptType.INTEGER: "short",
    ConceptType.MONEY: "short",
    ConceptType.RATE: "short",
    ConceptType.TIME: "short",
}


def control_kind(kind: ConceptType, choices: int) -> Kind:
    """The kind of control for values of a type, of which there are so many to choose from (0: free entry)."""
    if kind is ConceptType.CODES:
        return "checkboxes"
    if kind is ConceptType.BOOLEAN or 0 < choices <= MOST_RADIOS:
        return "radios"
    if choices:
        return "select"
    return "date" if kind is ConceptType.DATE else "text"


def choices_of(kind: ConceptType, codes: Sequence[Code]) -> tuple[Choice, ...]:
    """What can be chosen; a yes and a no where the dictionary names no words of its own."""
    if kind is ConceptType.BOOLEAN and not codes:
        return (Choice(value="true", label=YES), Choice(value="false", label=NO))
    return tuple(Choice(value=code.code, label=code.name) for code in codes)


def html_name(path: str) -> str:
    """A fact path, section, criterion or paper key as name and id of a control: `child[1].name` is `child-1-name`."""
    return _UNSAFE.sub("-", path).strip("-")


def control(
    planned: PlannedField, *, value: str = "", error: Text | None = None, label: Text | None = None
) -> Field:
    """The control for one field of the form; `label` where its own name does not say whose it is."""
    return free_control(
        name=html_name(planned.fact),
        label=label or planned.name,
        hint=planned.hint,
        kind=planned.type,
        choices=choices_of(planned.type, planned.codes),
        value=value,
        error=error,
        required=planned.required is not False,
        max_length=planned.max_length,
        unit=planned.unit,
    )


def free_control(
    *,
    name: str,
    label: Text,
    kind: ConceptType,
    choices: tuple[Choice, ...] = (),
    hint: Text | None = None,
    value: str = "",
    error: Text | None = None,
    required: bool = True,
    max_length: int = 100,
    unit: Unit | None = None,
) -> Field:
    """A control for a value of a type, whatever it belongs to."""
    drawn = control_kind(kind, len(choices))
    free = drawn == "text"
    return Field(
        name=name,
        label=label,
        kind=drawn,
        value=value,
        hint=hint,
        error=error,
        choices=choices,
        inputmode="numeric" if kind in _NUMERIC else "decimal" if kind in _DECIMAL else "",
        maxlength=max_length if free and kind in (ConceptType.TEXT, ConceptType.ADDRESS) else None,
        required=required,
        width=_WIDTHS.get(kind, "normal"),
        unit=UNIT_NAMES[Unit.YUAN] if kind is ConceptType.MONEY else UNIT_NAMES[unit] if unit else None,
    )


def typed(posted: Mapping[str, str], field: Field) -> str:
    """What was typed into the field: the text, the chosen value (several with spaces between), or `YYYY-MM-DD`."""
    if field.kind == "date":
        return typed_date(posted, field.name)
    if field.kind == "checkboxes" and isinstance(posted, QueryDict):
        return " ".join(posted.getlist(field.name))
    return posted.get(field.name, "").strip()


def with_problem(field: Field, *, value: str, error: Text | None) -> Field:
    """The field as typed, with what is wrong."""
    return replace(field, value=value, error=error)
