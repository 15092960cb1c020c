"""Query trees of lists: a sub-query over the table of the members, correlated with the row of the owner.

What is looked at of each member is worked out in an inner select and aggregated in an outer one, so that an aggregate
never has the columns of the owner as its argument (it would then belong to the owner's query), and nothing is worked
out twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlglot import exp

from yijian.core.feel import ast
from yijian.core.feel import lowered as low
from yijian.core.feel.query_tree_terms import (
    BIGINT,
    Flag,
    Sql,
    Term,
    any_flag,
    both,
    case,
    cast,
    either,
    false,
    is_null,
    negated,
    term_of,
    true,
    truth,
    whole,
)

if TYPE_CHECKING:
    from yijian.core.feel.query_tree import Builder

_CHOSEN: Final = "chosen"
_OPEN: Final = "open"
"""Of each member: is it chosen by the condition of the list, and is that unknown."""


class _Members:
    """The members of a list in a sub-query."""

    def __init__(self, builder: Builder, members: low.Members, origin: ast.Expression) -> None:
        table, owner = builder.list_table(members.source, origin)
        self._table, self._owner = table, owner
        self._alias = builder.enter(members.variable, table)
        self._looked_at: dict[str, Sql] = {}
        self.count = cast(exp.column(table.count, table=owner, quoted=True), BIGINT)
        self.not_applicable = builder.flag(table.not_applicable, owner)
        self.filtered = members.condition is not None
        if members.condition is not None:
            condition = truth(builder.term(members.condition))
            told = case((condition.none, false()), otherwise=condition.value)  # none chooses no member
            self.look_at(_CHOSEN, exp.Coalesce(this=told, expressions=[false()]))
            self.look_at(_OPEN, is_null(told))

    def look_at(self, name: str, value: Sql) -> None:
        """Work out a value of each member."""
        self._looked_at[name] = value

    def seen(self, name: str) -> Sql:
        """What was looked at, for the aggregates."""
        return exp.column(name, table=f"{self._alias}_seen")

    def of_chosen(self, condition: Sql) -> Sql:
        """A condition that counts for the chosen members only."""
        return both(self.seen(_CHOSEN), condition) if self.filtered else condition

    def some(self, condition: Sql) -> Sql:
        """Whether a condition (never NULL) holds of some chosen member; false of no members."""
        return _some(self.of_chosen(condition))

    def open(self) -> Flag:
        """Whether it is unknown of some member whether it is chosen."""
        return _some(self.seen(_OPEN)) if self.filtered else None

    def query(self, aggregate: Sql) -> Sql:
        """The sub-query of an aggregate over what was looked at."""
        rows = exp.Select(
            expressions=[exp.alias_(value, name) for name, value in self._looked_at.items()]
        ).from_(exp.alias_(exp.Table(this=exp.to_identifier(self._table.table, quoted=True)), self._alias))
        rows = rows.where(
            exp.EQ(
                this=exp.column(self._table.key, table=self._alias, quoted=True),
                expression=exp.column(self._table.owner_key, table=self._owner, quoted=True),
            )
        )
        whole_query = exp.Select(expressions=[aggregate]).from_(rows.subquery(f"{self._alias}_seen"))
        return whole_query.subquery()

    def told(self, value: Sql) -> Sql:
        """A value that there is only where the list is told; NULL also where the list does not apply."""
        return case((negated(is_null(self.count)), value))


def _some(condition: Sql) -> Sql:
    found = exp.Anonymous(this="BOOL_OR", expressions=[condition])
    return exp.Coalesce(this=found, expressions=[false()])


def quantify(builder: Builder, node: low.Quantify) -> Term:
    """`some` and `every`: decided by one member, else unknown for one, else none for one."""
    members = _Members(builder, node.members, node.origin)
    condition = truth(builder.term(node.condition))
    members.look_at("holds", condition.value)
    decided = exp.Boolean(this=node.quantifier == "some")
    holds = members.seen("holds")
    deciding = exp.Coalesce(
        this=holds if node.quantifier == "some" else negated(holds), expressions=[false()]
    )
    value = case(
        (members.open(), exp.Null()),
        (members.some(deciding), decided),
        (members.some(is_null(holds)), exp.Null()),
        otherwise=exp.Boolean(this=node.quantifier != "some"),
    )
    none: Flag = None
    if condition.none is not None:
        members.look_at("none", condition.none)
        nothing = members.seen("none")
        undecided = [
            *[flag for flag in (members.open(),) if flag is not None],
            members.some(deciding),
            members.some(both(is_null(holds), negated(nothing))),
        ]
        none = both(members.some(nothing), *map(negated, undecided))
        none = case((negated(is_null(members.count)), members.query(none)), otherwise=false())
    whole_value = members.told(members.query(value))
    return term_of(case((members.not_applicable, false()), otherwise=whole_value), None, none)


def count(builder: Builder, node: low.Count) -> Term:
    """How many members there are, or are chosen."""
    members = _Members(builder, node.members, node.origin)
    if not members.filtered:
        return term_of(members.count, members.not_applicable)
    chosen = exp.Anonymous(this="COUNT", expressions=[case((members.seen(_CHOSEN), whole(1)))])
    value = case((members.open(), exp.Null()), otherwise=cast(chosen, BIGINT))
    return term_of(members.told(members.query(value)), members.not_applicable)


def total(builder: Builder, node: low.Total) -> Term:
    """The sum over the members; none where there are none."""
    members = _Members(builder, node.members, node.origin)
    summand = builder.term(node.value)
    members.look_at("value", summand.value)
    value = members.seen("value")
    chosen = case((members.seen(_CHOSEN), value)) if members.filtered else value
    added = cast(exp.Sum(this=chosen), BIGINT)
    missing = [flag for flag in (members.open(), members.some(is_null(value))) if flag is not None]
    result = members.told(members.query(case((either(*missing), exp.Null()), otherwise=added)))

    open_ = [flag for flag in (members.open(),) if flag is not None]
    not_applicable = members.not_applicable
    stronger = list(open_)
    if summand.not_applicable is not None:
        members.look_at("outside", summand.not_applicable)
        outside = members.some(members.seen("outside"))
        found = members.query(both(outside, *map(negated, open_)))
        not_applicable = any_flag(
            not_applicable, case((negated(is_null(members.count)), found), otherwise=false())
        )
        stronger.append(outside)
    members.look_at("unsure", summand.unknown())
    stronger.append(members.some(members.seen("unsure")))
    causes = [negated(members.some(true()))]
    if summand.none is not None:
        members.look_at("nothing", summand.none)
        causes.append(members.some(members.seen("nothing")))
    none = members.query(both(either(*causes), *map(negated, stronger)))
    told = case((negated(is_null(members.count)), none), otherwise=false())
    return term_of(result, not_applicable, told)
