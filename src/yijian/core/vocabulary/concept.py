"""The shared dictionary: what one datum is, wherever a department asks for it (CCCEV InformationConcept).

A *fact path* is `participant.concept` (`mother.ethnicity`), for one member of a repeated participant
`child[2].name` (members count from 1), and `child.count` for how many members there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from yijian.core.errors import Text
from yijian.core.vocabulary.marks import Marked
from yijian.core.vocabulary.units import Unit


class ConceptType(StrEnum):
    """The type of a concept's values: how they are asked, checked, stored and compared."""

    TEXT = "text"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    MONEY = "money"  # integer fen
    RATE = "rate"  # a share of one, with at most six decimals: 0.055 is 5.5 %
    CODE = "code"  # one value of `codes`
    CODES = "codes"  # several of them: kept as their codes with a space between, in the order of the list
    DATE = "date"
    TIME = "time"  # HH:MM
    PERSON_NAME = "person_name"
    PERSON_ID = "person_id"  # checked by the kind told in the sibling concept `id_kind`
    UNIFIED_CODE = "unified_code"  # GB 32100
    MOBILE = "mobile"
    ADDRESS = "address"
    BANK_ACCOUNT = "bank_account"


CHOICES: Final = frozenset({ConceptType.CODE, ConceptType.CODES})
"""The types whose values come from a code list."""


class Sensitivity(StrEnum):
    """How a value may be shown: freely, to those whose service needs it, or masked even there in lists."""

    PUBLIC = "public"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One value of a code list with its words."""

    code: str
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList(Marked):
    """A list of codes that several concepts share (ethnic groups, provinces), with the standard it comes from."""

    id: str
    name: Text
    codes: tuple[Code, ...]
    standard: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept(Marked):
    """One datum of an entity.

    `question` asks for it as a person would ask; `{who}` in it is replaced by the participant's name.
    `register` answers for it; `applies_when` is FEEL over sibling concepts (ethnicity applies to citizens):
    where it is false the value is not applicable and never asked. `max_length` counts characters.
    `codes` are written here, or taken from the shared list `code_list` by whoever loads the definitions: a loaded
    concept always carries them. `unit` is what a whole number counts; money is always in fen.
    """

    name: Text
    type: ConceptType
    question: Text
    hint: Text | None = None
    codes: tuple[Code, ...] = ()
    code_list: str | None = None
    register: str | None = None
    sensitivity: Sensitivity = Sensitivity.PERSONAL
    applies_when: str | None = None
    minimum: str | None = None
    maximum: str | None = None
    max_length: int = 100
    unit: Unit | None = None
    seconds_to_answer: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A kind of thing that facts are about (person, marriage, application), with its concepts by short id."""

    id: str
    name: Text
    concepts: dict[str, Concept] = field(default_factory=dict)


def codes_in(value: str) -> tuple[str, ...]:
    """The codes that a value of type `codes` holds."""
    return tuple(value.split())


def several_codes(chosen: Iterable[str], codes: Iterable[Code]) -> str | None:
    """The value for some codes of a list, or None where one is not in it or none was chosen."""
    wanted = set(chosen)
    held = [code.code for code in codes if code.code in wanted]
    return " ".join(held) if held and len(held) == len(wanted) else None
