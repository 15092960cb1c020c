"""What can be wrong with a decision model.

ModelError
├── ModelRefused    a document that is not read: hostile, not XML, or not a decision model that is understood
└── ModelInvalid    a model that cannot be evaluated at all: a reference to nothing, a circle, a name used twice

What is wrong with one expression of a model does not raise: that decision is null, with the reason recorded.
"""

from __future__ import annotations

from typing import ClassVar

from yijian.core.errors import Text, YijianError


class ModelError(YijianError):
    """Something is wrong with a decision model; `reason` says what."""

    code: ClassVar[str] = "DECISION_MODEL"
    template: ClassVar[Text] = Text("{reason}", "{reason}")

    def __init__(self, *, reason: Text, **fields: object) -> None:
        self.reason = reason
        super().__init__(**fields)

    @property
    def text(self) -> Text:
        """The place and the reason."""
        return Text(
            self.template.zh.format_map({**self.fields, "reason": self.reason.zh}),
            self.template.en.format_map({**self.fields, "reason": self.reason.en}),
        )


class ModelRefused(ModelError):
    """A document that is not read; `line` is where it went wrong (0: the whole)."""

    code = "DECISION_MODEL_REFUSED"
    template = Text("第 {line} 行：{reason}。", "Line {line}: {reason}.")

    def __init__(self, *, reason: Text, line: int = 0) -> None:
        super().__init__(reason=reason, line=line)


class ModelInvalid(ModelError):
    """A model that cannot be evaluated; `element` is the name of the part where it shows."""

    code = "DECISION_MODEL_INVALID"
    template = Text("“{element}”：{reason}。", "“{element}”: {reason}.")

    def __init__(self, *, reason: Text, element: str) -> None:
        super().__init__(reason=reason, element=element)
