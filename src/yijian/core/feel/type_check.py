"""Checking a rule against the dictionary: the types fit, and the rule lies in the verifiable subset.

The subset is what can be proved and run over a whole population with the same result as here: no operation of it
yields null. So division stands inside a rounding and has a divisor that is written out, money is not multiplied by
money, and the distance of two dates is asked for only where one of them is given (a date in the rule, or `today`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, cast

from yijian.core.errors import Text
from yijian.core.feel import ast, subset_advice, types
from yijian.core.feel.calls import LITERALS, arrange, called, wrong_arguments
from yijian.core.feel.compilation import ITEM, PARTIAL, SUBJECT
from yijian.core.feel.errors import FeelError, FeelTypeError, sentence
from yijian.core.feel.evaluate import evaluate
from yijian.core.feel.type_findings import Findings, no_such_name, root_names
from yijian.core.feel.type_rules import NEEDS_ROUNDING, POWER, calculation_type
from yijian.core.feel.types import (
    BOOLEAN,
    DATE,
    INTEGER,
    NUMBER,
    TEXT,
    ContextOf,
    ListOf,
    Type,
    fits,
)
from yijian.core.feel.values import Date, DaysTime, WideDate, YearsMonths, is_whole

Scope: TypeAlias = Mapping[str, Type]
_ROUNDINGS: Final = frozenset({"round half up", "floor", "ceiling"})
_DISTANCES: Final = frozenset({"full years between", "full months between", "years and months duration"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeCheck:
    """`type` is None where a finding leaves it open; a rule without findings has a type and lies in the subset."""

    type: Type | None
    findings: tuple[FeelError, ...]


def check_types(expression: ast.Expression, scope: Scope, *, open_ends: bool = False) -> TypeCheck:
    """The type of a rule whose names have the types of `scope`, and everything that does not fit, each with a repair.

    `open_ends`: an `if` may end in null, "no answer here". That can be proved and run over a population, and yet is
    nothing to write without a thought: only who knows that it is meant allows it.
    """
    ast.check_depth(expression)
    checker = _Checker(open_ends=open_ends)
    found = checker.infer(expression, scope)
    return TypeCheck(type=found, findings=tuple(checker.findings))


class _Checker(Findings):
    def __init__(self, *, open_ends: bool) -> None:
        super().__init__()
        self._open_ends = open_ends

    def infer(self, node: ast.Expression, scope: Scope, *, rounded: bool = False) -> Type | None:
        """The type of a node; `rounded` says that a rounding stands directly around it."""
        if isinstance(node, ast.Arithmetic):
            return self._arithmetic(node, scope, rounded=rounded)
        return _INFERENCES[type(node)](self, node, scope)

    def _expect(self, node: ast.Expression, scope: Scope, wanted: Type) -> None:
        self._fits(node, self.infer(node, scope), wanted)

    def _fits(self, node: ast.Expression, found: Type | None, wanted: Type) -> None:
        if found is not None and not fits(found, wanted):
            given, want = found.words(), wanted.words()
            self.wrong(
                node,
                Text(
                    f"这里需要{want.zh}，而不是{given.zh}",
                    sentence(f"{want.en}, not {given.en}, is expected here"),
                ),
            )

    # Names

    def _name(self, node: ast.Name, scope: Scope) -> Type | None:
        found = scope.get(node.name)
        if found is None:
            self.wrong(node, *no_such_name(node.name, scope))
        return found

    def _path(self, node: ast.Path, scope: Scope) -> Type | None:
        source = self.infer(node.source, scope)
        return None if source is None else self._member(node, source)

    def _member(self, node: ast.Path, source: Type) -> Type | None:
        if isinstance(source, ContextOf):
            if node.name not in source.members:
                self.wrong(node, *no_such_name(node.name, source.members))
            return source.members.get(node.name)
        if isinstance(source, ListOf):
            member = self._member(node, source.member)
            return None if member is None else ListOf(member)
        if source == DATE and node.name in ("year", "month", "day", "weekday"):
            return INTEGER
        words = source.words()
        self.wrong(node, Text(f"{words.zh}没有“{node.name}”", sentence(f"{words.en} has no “{node.name}”")))
        return None

    def _filter(self, node: ast.Filter, scope: Scope) -> Type | None:
        source = self.infer(node.source, scope)
        if not isinstance(source, ListOf):
            if source is not None:
                self.wrong(
                    node.source,
                    Text("方括号前面不是列表", "What stands before the square bracket is no list"),
                )
            return None
        members = source.member.members if isinstance(source.member, ContextOf) else {}
        for name in sorted(members.keys() & scope.keys() & set(root_names(node.condition))):
            self.wrong(
                node.condition,
                Text(f"“{name}”有两种理解", f"“{name}” can be read in two ways"),
                Text(f"成员的信息请写成 {ITEM}.{name}", f"Write {ITEM}.{name} for the fact of the member"),
            )
        condition = self.infer(node.condition, {**scope, **members, ITEM: source.member})
        if condition is not None and fits(condition, NUMBER):
            self.outside(
                node,
                Text(
                    "按位置取成员，列表较短时没有结果",
                    "A member by position is null where the list is shorter",
                ),
                Text("请用 some 或 every", "Use some or every"),
            )
            return source.member
        if condition not in (None, BOOLEAN):
            self.wrong(
                node.condition, Text("方括号里需要条件", "A condition is expected in the square brackets")
            )
        return source

    # Literals

    def _number(self, node: ast.Number, _scope: Scope) -> Type:
        return INTEGER if is_whole(node.value) else NUMBER

    def _temporal(self, node: ast.Temporal, _scope: Scope) -> Type | None:
        if isinstance(node.value, YearsMonths):
            return types.MONTHS
        if isinstance(node.value, DaysTime):
            return types.DAYS
        if isinstance(node.value, Date):
            return DATE
        self.outside(
            node, *subset_advice.FAR_DATE if isinstance(node.value, WideDate) else subset_advice.TIME_OF_DAY
        )
        return None

    def _list(self, node: ast.ListLiteral, scope: Scope) -> Type | None:
        found = [(item, self.infer(item, scope)) for item in node.items]
        member: Type | None = None
        for position, (item, type_) in enumerate(found):
            member = type_ if position == 0 else self.joined_type(item, member, type_)
            if member is None:
                return None
        return ListOf(member if member is not None else types.ANY)

    def _context(self, node: ast.ContextLiteral, scope: Scope) -> Type | None:
        members: dict[str, Type] = {}
        for entry in node.entries:
            found = self.infer(entry.value, {**scope, **members})
            if found is None:
                return None
            members[entry.key] = found
        return ContextOf(members)

    def _unproved(self, node: ast.Expression, scope: Scope) -> None:
        if isinstance(node, ast.Range | ast.Test | ast.Series):
            for child in ast.children(node):
                self.infer(cast("ast.Expression", child), scope)
        foreign = isinstance(node, ast.FunctionDefinition) and node.external
        self.outside(node, *subset_advice.UNPROVED[ast.External if foreign else type(node)])

    # Conditions

    def _comparison(self, node: ast.Comparison, scope: Scope) -> Type:
        left, right = self.infer(node.left, scope), self.infer(node.right, scope)
        self.check_comparison(node, node.operator, (node.left, left), (node.right, right))
        return BOOLEAN

    def _between(self, node: ast.Between, scope: Scope) -> Type:
        subject = self.infer(node.subject, scope)
        for end in (node.low, node.high):
            self.check_comparison(node, "<=", (node.subject, subject), (end, self.infer(end, scope)))
        return BOOLEAN

    def _in(self, node: ast.In, scope: Scope) -> Type:
        self._tests(node.subject, self.infer(node.subject, scope), node.tests, scope)
        return BOOLEAN

    def _unary_tests(self, node: ast.UnaryTests, scope: Scope) -> Type:
        subject = ast.Name(SUBJECT, span=node.span)
        self._tests(subject, self.infer(subject, scope), node, scope)
        return BOOLEAN

    def _tests(
        self, subject: ast.Expression, type_: Type | None, tests: ast.UnaryTests, scope: Scope
    ) -> None:
        inner = scope if type_ is None else {**scope, SUBJECT: type_}
        for test in tests.tests:
            if isinstance(test, ast.Range):
                for end in (test.low, test.high):
                    self.check_comparison(test, "<=", (subject, type_), (end, self.infer(end, inner)))
            elif isinstance(test, ast.Test):
                self.check_comparison(
                    test, test.operator, (subject, type_), (test.operand, self.infer(test.operand, inner))
                )
            elif isinstance(test, ast.ListLiteral):
                self._tests(subject, type_, ast.UnaryTests(test.items), scope)
            elif SUBJECT in root_names(test):
                self._expect(test, inner, BOOLEAN)
            else:
                found = self.infer(test, inner)
                self.check_comparison(
                    test, "=", (subject, type_), (test, found.member if isinstance(found, ListOf) else found)
                )

    def _chain(self, node: ast.Conjunction | ast.Disjunction, scope: Scope) -> Type:
        for operand in node.operands:
            self._expect(operand, scope, BOOLEAN)
        return BOOLEAN

    def _if(self, node: ast.If, scope: Scope) -> Type | None:
        self._expect(node.condition, scope, BOOLEAN)
        ends = (node.then, node.otherwise)
        if self._open_ends and any(isinstance(end, ast.Null) for end in ends):
            told = [end for end in ends if not isinstance(end, ast.Null)]
            if told:
                return self.infer(told[0], scope)
        return self.joined_type(node, *[self.infer(end, scope) for end in ends])

    # Loops

    def _iterate(self, iterators: tuple[ast.Iterator, ...], scope: Scope) -> Scope | None:
        for iterator in iterators:
            domain = iterator.domain
            if isinstance(domain, ast.Series | ast.Range):
                ends = [(end, self.infer(end, scope)) for end in (domain.low, domain.high)]
                if DATE in [found for _, found in ends]:
                    self.outside(domain, *subset_advice.LOOP_OVER_DAYS)
                    return None
                for end, given in ends:
                    self._fits(end, given, INTEGER)
                if isinstance(domain, ast.Range):
                    self.outside(domain, *subset_advice.BRACKETED_STEPS)
                scope = {**scope, iterator.variable: INTEGER}
                continue
            found = self.infer(domain, scope)
            if not isinstance(found, ListOf):
                if found is not None:
                    self.wrong(domain, Text("in 后面不是列表", "What follows in is no list"))
                return None
            scope = {**scope, iterator.variable: found.member}
        return scope

    def _quantified(self, node: ast.Quantified, scope: Scope) -> Type:
        inner = self._iterate(node.iterators, scope)
        if inner is not None:
            self._expect(node.condition, inner, BOOLEAN)
        return BOOLEAN

    def _for(self, node: ast.For, scope: Scope) -> Type | None:
        if PARTIAL not in scope and PARTIAL in root_names(node.result):
            self.outside(node, *subset_advice.RESULTS_SO_FAR)
            return None
        inner = self._iterate(node.iterators, scope)
        member = None if inner is None else self.infer(node.result, inner)
        return None if member is None else ListOf(member)

    # Calculations

    def _negation(self, node: ast.Negation, scope: Scope) -> Type | None:
        found = self.infer(node.operand, scope)
        if found is None or fits(found, types.Either((types.QUANTITY, types.MONTHS, types.DAYS))):
            return found
        words = found.words()
        self.wrong(node, Text(f"{words.zh}不能取负", sentence(f"{words.en} has no negative")))
        return None

    def _arithmetic(self, node: ast.Arithmetic, scope: Scope, *, rounded: bool) -> Type | None:
        left = self.infer(node.left, scope, rounded=rounded)
        right = self.infer(node.right, scope, rounded=rounded)
        if left is None or right is None:
            return None
        found = calculation_type(node.operator, left, right, rounded=rounded)
        if isinstance(found, Text):
            if found == NEEDS_ROUNDING:
                self.outside(
                    node, found, Text("请写在 round half up(...) 里", "Put it inside round half up(...)")
                )
            elif found == POWER:
                self.outside(node, found, Text("请写成连乘", "Write it as a product"))
            else:
                self.wrong(node, found)
            return None
        if node.operator == "/" and not (isinstance(node.right, ast.Number) and node.right.value):
            self.outside(
                node.right,
                Text("除数可能是零", "The divisor may be zero"),
                Text("除数请写成不为零的数", "Write the divisor out as a number"),
            )
        if node.operator == "-" and left == right == DATE:
            self.check_distance(node, node.left, node.right)
        return found

    def _call(self, node: ast.Call, scope: Scope) -> Type | None:
        builtin = called(node)
        if builtin is None:
            if isinstance(node.function, ast.Name) and node.function.name not in scope:
                shown = node.function.name
                self.wrong(node, Text(f"没有名为“{shown}”的函数", f"There is no function “{shown}”"))
            else:
                self._unproved(node, scope)
            return None
        if not builtin.subset:
            self.outside(node, *subset_advice.for_function(builtin))
            return None
        ways = [(way, arranged) for way in builtin.overloads if (arranged := arrange(node, way)) is not None]
        if not ways:
            self.wrong(node, *wrong_arguments(builtin))
            return None
        arguments = ways[0][1]
        inferred = [self.infer(each, scope, rounded=builtin.name in _ROUNDINGS) for each in arguments]
        found = [each for each in inferred if each is not None]
        if len(found) < len(inferred):
            return None
        for overload, _ in ways:
            if all(fits(given, overload.parameter(place).type) for place, given in enumerate(found)):
                break
        else:
            given = [each.words() for each in found]
            zh, en = "、".join(each.zh for each in given), ", ".join(each.en for each in given)
            reason = Text(
                f"函数“{builtin.name}”不能用于：{zh}", f"The function “{builtin.name}” cannot be used on {en}"
            )
            self.wrong(node, reason, wrong_arguments(builtin)[1])
            return None
        if builtin.partial:
            return self._partial(node, arguments)
        if builtin.name in _DISTANCES:
            self.check_distance(node, arguments[0], arguments[1])
        if builtin.name in ("min", "max") and len(found) == 1 and isinstance(found[0], ListOf):
            self.outside(node, Text("列表为空时没有结果", "It is null where the list is empty"))
        return overload.result_type(found)

    def _partial(self, node: ast.Call, arguments: tuple[ast.Expression, ...]) -> Type | None:
        """The type of a call that has a result for some arguments only: they must be written out."""
        if not all(isinstance(argument, LITERALS) for argument in arguments):
            self.outside(
                node,
                Text("参数不同，可能没有结果", "It is null for some arguments"),
                Text("参数请直接写明", "Write the arguments out"),
            )
            return None
        result = evaluate(node, {})
        if result.errors:
            self.findings.append(FeelTypeError(reason=result.errors[0].reason, place=node.span))
            return None
        if isinstance(result.value, YearsMonths):
            return types.MONTHS
        if isinstance(result.value, DaysTime):
            return types.DAYS
        return DATE if DATE.holds(result.value) else types.MONEY


_INFERENCES: Final[dict[type[ast.Expression], Callable[[_Checker, Any, Scope], Type | None]]] = {
    ast.Number: _Checker._number,
    ast.String: lambda _checker, _node, _scope: TEXT,
    ast.Boolean: lambda _checker, _node, _scope: BOOLEAN,
    ast.Temporal: _Checker._temporal,
    ast.Name: _Checker._name,
    ast.Path: _Checker._path,
    ast.Filter: _Checker._filter,
    ast.ListLiteral: _Checker._list,
    ast.ContextLiteral: _Checker._context,
    ast.UnaryTests: _Checker._unary_tests,
    **dict.fromkeys(subset_advice.UNPROVED, _Checker._unproved),
    ast.Call: _Checker._call,
    ast.Negation: _Checker._negation,
    ast.Comparison: _Checker._comparison,
    ast.Between: _Checker._between,
    ast.In: _Checker._in,
    ast.Conjunction: _Checker._chain,
    ast.Disjunction: _Checker._chain,
    ast.If: _Checker._if,
    ast.Quantified: _Checker._quantified,
    ast.For: _Checker._for,
}
