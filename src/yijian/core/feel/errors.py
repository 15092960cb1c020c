"""What can be wrong with a rule: the errors of the rules language, each with its place, reason and repair.

FeelError
├── FeelSyntaxError        the text is not FEEL
├── FeelLimitExceeded      the text or the evaluation is larger than the limits allow
├── FeelNotSupported       FEEL, but a part of it that this version does not run
├── FeelTypeError          the types do not fit (found by `check_types`)
├── FeelOutsideSubset      sound FEEL that cannot be proved or run over a population (found by `check_types`)
└── FeelEvaluationError    what made a value null (never raised: it stands in `Result.errors`)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from yijian.core.errors import Text, YijianError

NO_REPAIR: Final = Text("", "")


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the text of a rule: `start` and `end` are offsets in characters, `line` and `column` begin at 1."""

    start: int
    end: int
    line: int
    column: int


NOWHERE: Final = Span(0, 0, 1, 1)
"""The place of a node that no text was read for (one built by `simplify`, for example)."""


class FeelError(YijianError):
    """Something about a rule, at a place in its text. `reason` says what is wrong, `repair` what to do about it."""

    code: ClassVar[str] = "FEEL_ERROR"
    template: ClassVar[Text] = Text(
        "第 {line} 行第 {column} 个字符：{reason}{repair}", "Line {line}, column {column}: {reason}{repair}"
    )

    def __init__(self, *, reason: Text, repair: Text = NO_REPAIR, place: Span = NOWHERE) -> None:
        self.reason = reason
        self.repair = repair
        self.place = place
        super().__init__(offset=place.start, line=place.line, column=place.column)

    @property
    def text(self) -> Text:
        """The place, the reason and the repair in one sentence each."""
        place: dict[str, object] = {"line": self.place.line, "column": self.place.column}
        zh = {
            **place,
            "reason": f"{self.reason.zh}。",
            "repair": f"{self.repair.zh}。" if self.repair.zh else "",
        }
        en = {
            **place,
            "reason": f"{self.reason.en}.",
            "repair": f" {self.repair.en}." if self.repair.en else "",
        }
        return Text(self.template.zh.format_map(zh), self.template.en.format_map(en))


class FeelSyntaxError(FeelError):
    """The text is not FEEL."""

    code = "FEEL_SYNTAX"


class FeelLimitExceeded(FeelError):
    """The rule is larger than the limits allow: too long, too deeply nested, or too much work to evaluate."""

    code = "FEEL_LIMIT"


class FeelNotSupported(FeelError):
    """The text is FEEL, but uses a part of it that this version does not run."""

    code = "FEEL_NOT_SUPPORTED"


class FeelTypeError(FeelError):
    """The types of the parts of a rule do not fit together."""

    code = "FEEL_TYPE"


class FeelOutsideSubset(FeelError):
    """Sound FEEL, but outside the subset that can be proved and run over a whole population."""

    code = "FEEL_OUTSIDE_SUBSET"


class FeelEvaluationError(FeelError):
    """Why a value is null. `evaluate` records these in `Result.errors` and never raises them."""

    code = "FEEL_EVALUATION"


def sentence(text: str) -> str:
    """The text with a capital letter at the beginning."""
    return text[:1].upper() + text[1:]


class OperationFailed(Exception):
    """Raised inside the package by an operation on values that has no result; the evaluator turns it into null."""

    def __init__(self, reason: Text) -> None:
        self.reason = reason
        super().__init__(reason.en)
