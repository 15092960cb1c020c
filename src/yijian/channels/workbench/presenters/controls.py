"""Form fields of the officers' pages, and what was posted for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from yijian.channels.look.fact_controls import control, typed
from yijian.channels.look.fields import Choice, Field
from yijian.channels.workbench.presenters.names import Names
from yijian.core.cases.deliveries import DeliveryMode
from yijian.core.cases.handling import LONGEST_STOP
from yijian.core.errors import Text
from yijian.core.vocabulary.plan import PlannedField

LONGEST_REASON: Final = 1000
"""Characters of a reason; a notice stays within a page or two."""

REASON: Final = Field(
    name="reason",
    label=Text("理由", "Reason"),
    hint=Text("申请人会看到。说清是什么、为什么", "The applicant reads this: say what and why"),
    kind="textarea",
    maxlength=LONGEST_REASON,
    width="wide",
)
BASIS: Final = Field(
    name="basis",
    label=Text("依据的条款", "Clause it rests on"),
    hint=Text(
        "写法规全名和第几条，自己核对过再写", "Full title and article: write only what you have checked"
    ),
    maxlength=200,
    width="wide",
)
SYSTEM: Final = Field(
    name="system",
    label=Text("在哪个系统办的", "System in which it was decided"),
    hint=Text("系统的全名", "Its full name"),
    maxlength=100,
    width="wide",
)
EXTERNAL_NUMBER: Final = Field(name="number", label=Text("那边的编号", "Its number there"), maxlength=100)
EXTERNAL_RESULT: Final = Field(
    name="result",
    label=Text("那边的结果", "Its result"),
    kind="radios",
    choices=(
        Choice(value="approved", label=Text("批准了", "Approved")),
        Choice(value="refused", label=Text("没有批准，下面写理由", "Refused: give the reason below")),
    ),
)
NUMBER: Final = Field(
    name="number",
    label=Text("证号或文号", "Number of the document"),
    hint=Text("没有就不填", "Leave empty if it has none"),
    maxlength=100,
    required=False,
)
MODE_NAMES: Final[Mapping[DeliveryMode, Text]] = {
    DeliveryMode.ELECTRONIC: Text("电子送达", "Electronically"),
    DeliveryMode.POST: Text("邮寄", "By post"),
    DeliveryMode.COLLECTED: Text("本人来取", "Collected in person"),
    DeliveryMode.COUNTER: Text("窗口当面交", "Handed over at the counter"),
}
MODE: Final = Field(
    name="mode",
    label=Text("怎么送到的", "How it reached the person"),
    kind="radios",
    choices=tuple(Choice(value=mode.value, label=name) for mode, name in MODE_NAMES.items()),
)
PROOF: Final = Field(
    name="proof",
    label=Text("送达的证明", "Proof of delivery"),
    hint=Text("邮件号、签收记录，没有就不填", "Tracking number or signature; leave empty if there is none"),
    maxlength=200,
    required=False,
    width="wide",
)
LIMIT_DAYS: Final = Field(
    name="limit_days",
    label=Text("最多停几天", "Longest time it may take"),
    hint=Text(
        "规定了时长的程序按规定，不用填；别的到这个时间自动恢复计时，不填就等您来恢复",
        "Leave empty where the rule says it. Otherwise the clock runs again by itself then; "
        "if empty, when you let it",
    ),
    inputmode="numeric",
    maxlength=3,
    required=False,
    width="short",
    unit=Text("个工作日", "working days"),
)
NOT_DAYS: Final = Text(
    f"要填 1 到 {LONGEST_STOP} 的整数，或者不填", f"Give a whole number from 1 to {LONGEST_STOP}, or nothing"
)
PLEASE_CHOOSE: Final = Text("请选一个", "Please choose one")
PLEASE_CHOOSE_SOME: Final = Text("请至少选一件", "Please choose at least one")
PLEASE_FILL_IN: Final = Text("请填写", "Please fill in")
GIVE_REASON: Final = Text("请写明理由，申请人会看到", "Please give the reason: the applicant will read it")


def stop_kind(kinds: Sequence[tuple[str, Text]]) -> Field:
    """Why the clock stops: the special procedures of the service, or another with a reason."""
    return Field(
        name="kind",
        label=Text("为什么暂停", "Why the clock stops"),
        kind="radios",
        choices=tuple(Choice(value=kind, label=name) for kind, name in kinds),
    )


def limit_days_in(posted: Mapping[str, str]) -> int | None:
    """How many working days a stop may take, as typed; None where nothing was. ValueError for what is no such number."""
    told = typed(posted, LIMIT_DAYS)
    if not told:
        return None
    if not (told.isascii() and told.isdigit() and len(told) <= 3 and 1 <= int(told) <= LONGEST_STOP):
        raise ValueError(told)
    return int(told)


def days_problem(posted: Mapping[str, str]) -> dict[str, Text]:
    """What is wrong with the longest time of a stop, by the name of its field."""
    try:
        limit_days_in(posted)
    except ValueError:
        return {LIMIT_DAYS.name: NOT_DAYS}
    return {}


def born_control(planned: PlannedField, names: Names) -> Field:
    """The control for a fact that is born with a result, such as the child's number, with whose it is."""
    return control(planned, label=names.owned(planned.section, planned.name))


def refilled(
    fields: Sequence[Field], posted: Mapping[str, str], problems: Mapping[str, Text]
) -> tuple[Field, ...]:
    """The fields as they were sent, each with what is wrong with it (`problems` by name)."""
    return tuple(
        replace(field, value=typed(posted, field), error=problems.get(field.name)) for field in fields
    )


def empty_ones(fields: Sequence[Field], posted: Mapping[str, str]) -> dict[str, Text]:
    """What is wrong with required fields that were left empty, by name."""
    return {field.name: _wanted(field) for field in fields if field.required and not typed(posted, field)}


def _wanted(field: Field) -> Text:
    if field.name == REASON.name:
        return GIVE_REASON
    return PLEASE_CHOOSE if field.kind in ("radios", "select") else PLEASE_FILL_IN
