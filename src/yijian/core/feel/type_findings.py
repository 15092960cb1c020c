"""What is wrong with the types of a rule, collected with places and repairs; the base of the type checker."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Final

from yijian.core.errors import Text
from yijian.core.feel import ast, types
from yijian.core.feel.errors import NO_REPAIR, FeelError, FeelOutsideSubset, FeelTypeError, sentence
from yijian.core.feel.paths import free_paths
from yijian.core.feel.types import DATE, NUMBER, Code, Type, fits, joined

TODAY: Final = "today"
"""The name under which the date of the decision is in scope: it is given, not a fact of a person."""


class Findings:
    """The findings so far, and the checks that make more."""

    def __init__(self) -> None:
        self.findings: list[FeelError] = []

    def wrong(self, node: ast.Node, reason: Text, repair: Text = NO_REPAIR) -> None:
        """The types do not fit at this node."""
        self.findings.append(FeelTypeError(reason=reason, repair=repair, place=node.span))

    def outside(self, node: ast.Node, reason: Text, repair: Text = NO_REPAIR) -> None:
        """This node lies outside the verifiable subset."""
        self.findings.append(FeelOutsideSubset(reason=reason, repair=repair, place=node.span))

    def joined_type(self, node: ast.Node, left: Type | None, right: Type | None) -> Type | None:
        """The common type of two; a finding at `node` where there is none."""
        if left is None or right is None:
            return None
        found = joined(left, right)
        if found is None:
            one, other = left.words(), right.words()
            money = types.MONEY in (left, right) and (fits(left, NUMBER) or fits(right, NUMBER))
            repair = Text("金额请写成 yuan(100)", "Write an amount as yuan(100)") if money else NO_REPAIR
            self.wrong(
                node,
                Text(f"{one.zh}和{other.zh}不能放在一起", sentence(f"{one.en} does not go with {other.en}")),
                repair,
            )
        return found

    def check_comparison(
        self,
        node: ast.Node,
        sign: str,
        left: tuple[ast.Expression, Type | None],
        right: tuple[ast.Expression, Type | None],
    ) -> None:
        """Whether two expressions of these types can be compared with this sign."""
        common = self.joined_type(node, left[1], right[1])
        if common is None:
            return
        for (_, coded), (other, _) in ((left, right), (right, left)):
            if isinstance(coded, Code):
                self._check_code(other, coded)
        if sign not in ("=", "!="):
            if isinstance(left[1], Code) or isinstance(right[1], Code) or not fits(common, types.ORDERED):
                words = common.words()
                self.wrong(node, Text(f"{words.zh}没有大小之分", sentence(f"{words.en} has no order")))
        elif common == DATE and not _one_given(left[0], right[0]):
            self.outside(
                node,
                Text(
                    "两个日期是否同一天不能证明",
                    "Whether two dates of persons are the same day cannot be proved",
                ),
                Text("请用 < 或 <= 比较", "Compare with < or <="),
            )

    def _check_code(self, node: ast.Expression, code: Code) -> None:
        if isinstance(node, ast.String) and code.values and node.value not in code.values:
            known = "、".join(code.values[:12]), ", ".join(code.values[:12])
            self.wrong(
                node,
                Text(
                    f"“{node.value}”不在代码表“{code.list_name}”里",
                    f"“{node.value}” is not in the code list {code.list_name}",
                ),
                Text(f"可用的值：{known[0]}", f"Use one of {known[1]}"),
            )

    def check_distance(self, node: ast.Node, left: ast.Expression, right: ast.Expression) -> None:
        """Whether the distance of two dates is asked for where one of them is given."""
        if not _one_given(left, right):
            self.outside(
                node,
                Text(
                    "两个日期都要填报，它们的间隔不能证明",
                    "The distance of two dates that are both facts cannot be proved",
                ),
                Text(
                    f"其中一个请用 {TODAY} 或写明的日期", f"Use {TODAY} or a date written out for one of them"
                ),
            )


def _one_given(left: ast.Expression, right: ast.Expression) -> bool:
    """Whether one of two dates is given: it reads no fact but `today`."""
    return any(set(free_paths(each)) <= {TODAY} for each in (left, right))


def root_names(node: ast.Node) -> Iterator[str]:
    """Every name in a tree."""
    if isinstance(node, ast.Name):
        yield node.name
    for child in ast.children(node):
        yield from root_names(child)


def no_such_name(name: str, known: Mapping[str, Type]) -> tuple[Text, Text]:
    """The reason and the repair for a name that is not declared."""
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    reason = Text(f"数据元里没有“{name}”", f"The dictionary has no “{name}”")
    if not near:
        return reason, Text("请先登记，或改用已有的名称", "Declare it, or use a name that is there")
    return reason, Text(f"是不是：{'、'.join(near)}", f"Did you mean {', '.join(near)}")
