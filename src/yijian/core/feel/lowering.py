"""Lowering a checked rule: from the tree as written to the tree of `lowered`, once for proof, query and code.

`lower` takes what the type check finds inside the verifiable subset. It refuses, with the reason and what to write
instead, the little that the check lets pass and that has no exact meaning over machine integers and tables: texts that
are searched or sorted, decimals that do not end, lists that are filtered twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from yijian.core.errors import Text
from yijian.core.feel import ast, lowered_dates, lowered_numbers, types
from yijian.core.feel import lowered as low
from yijian.core.feel.compilation import ITEM
from yijian.core.feel.errors import FeelOutsideSubset
from yijian.core.feel.logic import reads_subject
from yijian.core.feel.lowered import INTEGERS, Bounds, Lowered, Members, Sort
from yijian.core.feel.lowered_numbers import Ratio, aligned, refusal
from yijian.core.feel.lowering_arithmetic import lower_arithmetic, lower_negation
from yijian.core.feel.lowering_calls import lower_call, temporal
from yijian.core.feel.lowering_loops import lower_for, lower_quantified
from yijian.core.feel.lowering_parts import Entries, Group, Listed, Names, Part, Several, no_single
from yijian.core.feel.type_check import check_types
from yijian.core.feel.type_findings import root_names
from yijian.core.feel.type_rules import NEEDS_ROUNDING
from yijian.core.feel.types import Code, ContextOf, ListOf, Type
from yijian.core.feel.values import Date

DEFAULT_DATES: Final = (Date(1800, 1, 1), Date(2299, 12, 31))
"""Between which days the dates of persons lie where the dictionary declares nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranges:
    """What the dictionary declares of facts, by path without positions (`child.weight`), both ends included.

    The numbers of rates are in units of their last decimal. Numbers that are not listed may be anything that 64 bits hold; dates then lie in `DEFAULT_DATES`. `members` is how
    many a list has at most.
    """

    numbers: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    dates: Mapping[str, tuple[Date, Date]] = field(default_factory=dict)
    members: Mapping[str, int] = field(default_factory=dict)


def lower(expression: ast.Expression, scope: Mapping[str, Type], *, ranges: Ranges | None = None) -> Lowered:
    """The lowered tree of a rule.

    Raises the first finding of `check_types`, where an `if` may end in null, or `FeelOutsideSubset` for what cannot be
    lowered.
    """
    for finding in check_types(expression, scope, open_ends=True).findings:
        raise finding
    return Lowering(scope, ranges or Ranges()).single(expression, {})


def lower_for_proof(
    expression: ast.Expression, scope: Mapping[str, Type], *, ranges: Ranges | None = None
) -> Lowered:
    """The lowered tree of a condition for a proof: a part that cannot be lowered is `Opaque`, so it may be anything.

    Raises the first `FeelTypeError` of `check_types`.
    """
    for finding in check_types(expression, scope, open_ends=True).findings:
        if not isinstance(finding, FeelOutsideSubset):
            raise finding
    return Lowering(scope, ranges or Ranges(), opaque=True).condition(expression, {})


class Lowering:
    """Lowers the parts of one rule."""

    def __init__(self, scope: Mapping[str, Type], ranges: Ranges, *, opaque: bool = False) -> None:
        self._scope = scope
        self._ranges = ranges
        self._opaque = opaque
        self._variables = 0

    def condition(self, node: ast.Expression, names: Names) -> Lowered:
        """A condition; where parts may be opaque, one that cannot be lowered is."""
        if not self._opaque:
            return self.single(node, names)
        try:
            found = self.single(node, names)
        except FeelOutsideSubset as refused:
            return low.Opaque(refused.reason, sort=Sort.TRUTH, origin=node)
        if found.sort is not Sort.TRUTH and not isinstance(found, low.Nothing):
            raise no_single(node)
        return found

    def part(self, node: ast.Expression, names: Names) -> Part:
        """What a part comes to."""
        handler = _HANDLERS.get(type(node))
        if handler is None:
            raise refusal(
                node,
                Text(
                    "这种写法不能证明，也不能对全体人运行",
                    "This can be neither proved nor run over a population",
                ),
                Text("请用条件和计算写出来", "Write it with conditions and calculations"),
            )
        return handler(self, node, names)

    def ratio(self, node: ast.Expression, names: Names) -> Ratio:
        """A number, perhaps with a fraction."""
        return self.as_ratio(node, self.part(node, names))

    def as_ratio(self, node: ast.Expression, part: Part) -> Ratio:
        """A part as a number, perhaps with a fraction."""
        found = Ratio(part) if isinstance(part, Lowered) else part
        if not isinstance(found, Ratio) or found.numerator.sort not in INTEGERS:
            raise refusal(
                node,
                Text("文本不能拼接，也不能当作数", "Texts are not joined, and are no numbers"),
                Text("请分别比较", "Compare them one by one"),
            )
        return found

    def single(self, node: ast.Expression, names: Names) -> Lowered:
        """A value of one of the sorts; a number must be whole."""
        found = self.part(node, names)
        if isinstance(found, Ratio):
            if found.denominator == 1:
                return found.numerator
            raise refusal(
                node,
                NEEDS_ROUNDING,
                Text("请写在 round half up(...) 里", "Put it inside round half up(...)"),
            )
        if not isinstance(found, Lowered):
            raise no_single(node)
        return found

    def several(self, node: ast.Expression, names: Names) -> Several:
        """A list of facts."""
        found = self.part(node, names)
        if not isinstance(found, Several):
            raise no_single(node)
        return found

    # Names

    def _name(self, node: ast.Name, names: Names) -> Part:
        if node.name in names:
            return names[node.name]
        return self._fact(node, node.name, None, self._scope[node.name], node.name)

    def _fact(
        self, node: ast.Expression, path: str, owner: low.Variable | None, type_: Type, full_path: str
    ) -> Part:
        """The fact at a path (`full_path` through its lists, for the declared ranges)."""
        if isinstance(type_, ContextOf):
            return Group(path, owner, type_, full_path)
        if isinstance(type_, ListOf):
            return self._list_fact(node, path, owner, type_.member, full_path)
        sort = _SORTS.get(type_) or (Sort.SYMBOL if isinstance(type_, Code) else None)
        if sort is None:
            words = type_.words()
            raise refusal(
                node,
                Text(f"{words.zh}没有固定的精度", f"The precision of {words.en} is not declared"),
                Text("请用整数、金额或比率", "Use whole numbers, money or rates"),
            )
        codes = type_.values if isinstance(type_, Code) else ()
        bounds = self._bounds(sort, full_path)
        if type_ == types.RATE:
            scaled = low.Fact(
                path, owner, decimals=types.RATE_DECIMALS, sort=sort, bounds=bounds, origin=node
            )
            return Ratio(scaled, 10**types.RATE_DECIMALS)
        return low.Fact(path, owner, codes, sort=sort, bounds=bounds, origin=node)

    def _bounds(self, sort: Sort, full_path: str) -> Bounds:
        if sort in INTEGERS:
            return Bounds(*self._ranges.numbers.get(full_path, (low.INT64.low, low.INT64.high)))
        if sort is Sort.DATE:
            first, last = self._ranges.dates.get(full_path, DEFAULT_DATES)
            return Bounds(lowered_dates.month_of(first), lowered_dates.month_of(last))
        return low.NO_BOUNDS

    def _list_fact(
        self, node: ast.Expression, path: str, owner: low.Variable | None, member: Type, full_path: str
    ) -> Several:
        variable = low.Variable(self._variables)
        self._variables += 1
        source = low.ListFact(path, owner, self._ranges.members.get(full_path))
        return Several(Members(source, variable), self._fact(node, "", variable, member, full_path))

    def _path(self, node: ast.Path, names: Names) -> Part:
        return self._part_of(node, self.part(node.source, names))

    def _part_of(self, node: ast.Path, source: Part) -> Part:
        if isinstance(source, Group):
            path = f"{source.path}.{node.name}" if source.path else node.name
            return self._fact(
                node, path, source.owner, source.type.members[node.name], f"{source.full_path}.{node.name}"
            )
        if isinstance(source, Entries):
            return source.entries[node.name]
        if isinstance(source, Several):
            return replace(source, value=self._part_of(node, source.value))
        if isinstance(source, Listed):
            return Listed(tuple(self._part_of(node, item) for item in source.items))
        if isinstance(source, Lowered) and source.sort is Sort.DATE:
            return lowered_dates.part_of_date(source, node.name, node)  # type: ignore[arg-type]  # the type check knows the four
        raise no_single(node)

    def _filter(self, node: ast.Filter, names: Names) -> Several:
        found = self.several(node.source, names)
        if found.members.condition is not None:
            raise refusal(
                node,
                Text("筛选过的列表不能再筛选", "A list is filtered once only"),
                Text("请用 and 把条件写在一起", "Join the conditions with and"),
            )
        inner: dict[str, Part] = {**names, ITEM: found.value}
        if isinstance(found.value, Group):
            for name in found.value.type.members.keys() & set(root_names(node.condition)):
                inner[name] = self._part_of(ast.Path(node.source, name, span=node.span), found.value)
        condition = self.condition(node.condition, inner)
        return replace(found, members=replace(found.members, condition=condition))

    def _context(self, node: ast.ContextLiteral, names: Names) -> Entries:
        entries: dict[str, Part] = {}
        for entry in node.entries:
            entries[entry.key] = self.part(entry.value, {**names, **entries})
        return Entries(entries)

    def _list(self, node: ast.ListLiteral, names: Names) -> Listed:
        return Listed(tuple(self.part(item, names) for item in node.items))

    # Literals

    def _number(self, node: ast.Number, _names: Names) -> Ratio:
        return lowered_numbers.ratio_of(node.value, node)

    def _temporal(self, node: ast.Temporal, _names: Names) -> Lowered:
        return temporal(node.value, node)

    # Conditions

    def compare(self, sign: low.Sign, left: Part, right: Part, origin: ast.Expression) -> Lowered:
        """A comparison of two values."""
        if isinstance(left, Ratio) and isinstance(right, low.Nothing):
            left = left.numerator
        elif isinstance(right, Ratio) and isinstance(left, low.Nothing):
            right = right.numerator
        if isinstance(left, Ratio) or isinstance(right, Ratio):
            ratios = (self.as_ratio(origin, left), self.as_ratio(origin, right))
            (left, right), _ = aligned(ratios, origin)
        if not isinstance(left, Lowered) or not isinstance(right, Lowered):
            raise no_single(origin)
        if isinstance(left, low.Nothing):
            left = replace(left, sort=right.sort)
        if isinstance(right, low.Nothing):
            right = replace(right, sort=left.sort)
        if left.sort is Sort.SYMBOL and sign not in ("=", "!="):
            raise refusal(
                origin,
                Text(
                    "文本的先后取决于数据库的排序规则",
                    "The order of texts depends on the collation of the database",
                ),
                Text("文本请只用 = 或 != 比较", "Compare texts with = or != only"),
            )
        return low.Compare(sign, left, right, sort=Sort.TRUTH, origin=origin)

    def _comparison(self, node: ast.Comparison, names: Names) -> Lowered:
        return self.compare(node.operator, self.part(node.left, names), self.part(node.right, names), node)

    def _between(self, node: ast.Between, names: Names) -> Lowered:
        subject, lowest, highest = (self.part(each, names) for each in (node.subject, node.low, node.high))
        ends = (self.compare(">=", subject, lowest, node), self.compare("<=", subject, highest, node))
        return low.All(ends, sort=Sort.TRUTH, origin=node)

    def _in(self, node: ast.In, names: Names) -> Lowered:
        if any(map(reads_subject, node.tests.tests)):
            raise refusal(
                node,
                Text("带 ? 的写法不能证明", "A test that names ? cannot be proved"),
                Text("请直接写成条件", "Write it as a condition"),
            )
        return self._any_test(node, self.part(node.subject, names), node.tests.tests, names)

    def _any_test(
        self, node: ast.Expression, subject: Part, tests: Sequence[ast.Expression], names: Names
    ) -> Lowered:
        results = tuple(self._test(test, subject, names) for test in tests)
        if len(results) == 1:
            return replace(results[0], origin=node)
        return low.Any(results, sort=Sort.TRUTH, origin=node)

    def _test(self, test: ast.Expression, subject: Part, names: Names) -> Lowered:
        above: low.Sign
        below: low.Sign
        if isinstance(test, ast.Range):
            above = ">=" if test.low_included else ">"
            below = "<=" if test.high_included else "<"
            ends = (
                self.compare(above, subject, self.part(test.low, names), test),
                self.compare(below, subject, self.part(test.high, names), test),
            )
            return low.All(ends, sort=Sort.TRUTH, origin=test)
        if isinstance(test, ast.Test):
            return self.compare(test.operator, subject, self.part(test.operand, names), test)
        if isinstance(test, ast.ListLiteral):
            if not test.items or any(isinstance(item, _TESTS_ONLY) for item in test.items):
                raise refusal(
                    test,
                    Text("方括号里只能列出值", "Only values are listed in the square brackets"),
                    Text("区间请写在圆括号里", "Write ranges in round brackets"),
                )
            return self._any_test(test, subject, test.items, names)
        return self.compare("=", subject, self._no_list(test, names), test)

    def _no_list(self, test: ast.Expression, names: Names) -> Part:
        operand = self.part(test, names)
        if isinstance(operand, Several):
            raise refusal(
                test,
                Text("列表在内的 in 不能证明", "A list of facts after in cannot be proved"),
                Text("请用 list contains 或 some", "Use list contains or some"),
            )
        return operand

    def _chain(self, node: ast.Conjunction | ast.Disjunction, names: Names) -> Lowered:
        kind = low.All if isinstance(node, ast.Conjunction) else low.Any
        operands = tuple(self.condition(operand, names) for operand in node.operands)
        return kind(operands, sort=Sort.TRUTH, origin=node)

    def _if(self, node: ast.If, names: Names) -> Lowered | Ratio:
        condition = self.condition(node.condition, names)
        then, otherwise = self.part(node.then, names), self.part(node.otherwise, names)
        if isinstance(then, Ratio) and isinstance(otherwise, low.Nothing):
            otherwise = Ratio(replace(otherwise, sort=then.numerator.sort), then.denominator)
        elif isinstance(otherwise, Ratio) and isinstance(then, low.Nothing):
            then = Ratio(replace(then, sort=otherwise.numerator.sort), otherwise.denominator)
        if isinstance(then, Ratio) or isinstance(otherwise, Ratio):
            one, other = self.as_ratio(node.then, then), self.as_ratio(node.otherwise, otherwise)
            return lowered_numbers.choose_ratio(condition, one, other, node)
        if not isinstance(then, Lowered) or not isinstance(otherwise, Lowered):
            raise no_single(node)
        if isinstance(then, low.Nothing):
            then = replace(then, sort=otherwise.sort)
        elif isinstance(otherwise, low.Nothing):
            otherwise = replace(otherwise, sort=then.sort)
        return low.Choose(
            condition, then, otherwise, sort=then.sort, bounds=then.bounds.hull(otherwise.bounds), origin=node
        )

    def _call(self, node: ast.Call, names: Names) -> Part:
        return lower_call(self, node, names)


_SORTS: Final[dict[Type, Sort]] = {
    types.BOOLEAN: Sort.TRUTH,
    types.INTEGER: Sort.WHOLE,
    types.MONEY: Sort.WHOLE,
    types.RATE: Sort.WHOLE,
    types.DATE: Sort.DATE,
    types.MONTHS: Sort.MONTHS,
    types.TEXT: Sort.SYMBOL,
}
_TESTS_ONLY: Final = (ast.Range, ast.Test)
_HANDLERS: Final[dict[type[ast.Expression], Callable[[Lowering, Any, Names], Part]]] = {
    ast.Number: Lowering._number,
    ast.String: lambda _lowering, node, _names: low.Constant(node.value, sort=Sort.SYMBOL, origin=node),
    ast.Boolean: lambda _lowering, node, _names: low.Constant(node.value, sort=Sort.TRUTH, origin=node),
    ast.Temporal: Lowering._temporal,
    ast.Null: lambda _lowering, node, _names: low.Nothing(sort=Sort.TRUTH, origin=node),
    ast.Name: Lowering._name,
    ast.Path: Lowering._path,
    ast.Filter: Lowering._filter,
    ast.Call: Lowering._call,
    ast.ListLiteral: Lowering._list,
    ast.ContextLiteral: Lowering._context,
    ast.Negation: lower_negation,
    ast.Arithmetic: lower_arithmetic,
    ast.Comparison: Lowering._comparison,
    ast.Between: Lowering._between,
    ast.In: Lowering._in,
    ast.Conjunction: Lowering._chain,
    ast.Disjunction: Lowering._chain,
    ast.If: Lowering._if,
    ast.Quantified: lower_quantified,
    ast.For: lower_for,
}
