"""What to write instead of what lies outside the verifiable subset: the reason and the repair of each finding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

from yijian.core.errors import Text
from yijian.core.feel import ast
from yijian.core.feel.builtins import BUILTINS
from yijian.core.feel.signatures import Builtin

Advice: TypeAlias = tuple[Text, Text]

TIME_OF_DAY: Final[Advice] = (
    Text("时间不能证明", "A time of day cannot be proved"),
    Text("请只写日期", "Write the date alone"),
)
FAR_DATE: Final[Advice] = (
    Text("1 至 9999 年以外的日期不能证明", "A date outside the years 1 to 9999 cannot be proved"),
    Text("请写 1 至 9999 年的日期", "Write a date of the years 1 to 9999"),
)
NULL: Final[Advice] = (
    Text("可证明的规则里没有空值", "A rule that can be proved has no null"),
    Text("请用 is defined(...)", "Use is defined(...)"),
)
LOOSE_RANGE: Final[Advice] = (
    Text("区间只能写在 in 后面", "A range stands only after in"),
    Text("请写成 x in [1..5]", "Write x in [1..5]"),
)
BRACKETED_STEPS: Final[Advice] = (
    Text("循环里的区间不能带方括号", "A loop that can be proved goes over a range without brackets"),
    Text("请写成 i in 1..5", "Write i in 1..5"),
)
LOOP_OVER_DAYS: Final[Advice] = (
    Text("逐日循环不能证明", "A loop over the days of a period cannot be proved"),
    Text("请直接比较日期的先后", "Compare the dates themselves"),
)
RESULTS_SO_FAR: Final[Advice] = (
    Text("循环里的 partial 不能证明", "The results so far of a loop, partial, cannot be proved"),
    Text("请用 sum 或 count", "Use sum or count"),
)
_FUNCTION: Final[Advice] = (
    Text("规则里自己定义的函数不能证明", "A function that a rule defines cannot be proved"),
    Text("请在用到的地方直接写出计算", "Write the calculation out where it is used"),
)
_FOREIGN: Final[Advice] = (
    Text("外部函数不能证明", "A function of another language cannot be proved"),
    Text("请用 FEEL 直接写出计算", "Write the calculation out in FEEL"),
)
_INSTANCE_OF: Final[Advice] = (
    Text("instance of 不能证明", "“instance of” cannot be proved"),
    Text(
        "数据元已规定类型，请删去；要问是否填报请用 is defined(...)",
        "The dictionary fixes the type: remove it, or ask is defined(...)",
    ),
)
UNPROVED: Final[Mapping[type[ast.Expression], Advice]] = {
    ast.FunctionDefinition: _FUNCTION,
    ast.Call: _FUNCTION,
    ast.External: _FOREIGN,
    ast.InstanceOf: _INSTANCE_OF,
    ast.Range: LOOSE_RANGE,
    ast.Series: LOOSE_RANGE,
    ast.Test: LOOSE_RANGE,
    ast.Null: NULL,
}
"""For the nodes that the subset does not have at all; `ast.Call` is the call of a function that is a value."""

_GIVEN_DATE: Final = Text("请用决定当天的日期 today", "Use the fact today, the date of the decision")
IN_PLACE_OF: Final[Mapping[str, Text]] = {
    "now": _GIVEN_DATE,
    "today": _GIVEN_DATE,
    "sort": Text("请用 min 或 max", "Use min or max"),
    "matches": Text("请用 starts with 或代码表", "Use starts with, or a code list"),
    **dict.fromkeys(
        ("decimal", "round up", "round down", "round half down"),
        Text("请用 round half up、floor 或 ceiling", "Use round half up, floor or ceiling"),
    ),
    **dict.fromkeys(
        ("before", "after", "during", "includes", "overlaps", "coincides", "starts", "finishes", "meets"),
        Text("请直接比较，例如 x in [1..5]", "Compare directly, such as x in [1..5]"),
    ),
}
"""What to write in place of a function, where something special can be said."""


def for_function(builtin: Builtin) -> Advice:
    """Of a function of the language that cannot be proved."""
    reason = Text(f"函数“{builtin.name}”不能证明", f"The function “{builtin.name}” cannot be proved")
    repair = IN_PLACE_OF.get(builtin.name)
    if repair is None:
        names = sorted(each.name for each in BUILTINS.values() if each.subset)
        repair = Text(f"可以证明的函数：{'、'.join(names)}", f"Those that can be: {', '.join(names)}")
    return reason, repair
