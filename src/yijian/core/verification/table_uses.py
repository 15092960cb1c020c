"""Decision tables in rules: which tables there are, what they give, and rules with the tables they name written out.

A rule names a table as it names a fact (`minimum_contribution`, `retirement_age.months`). Written out, it is one
expression over facts alone, and needs nothing beside itself: whoever evaluates, proves, asks, or runs it over a whole
population sees no tables. What its author wrote is kept beside it, for people (`DefinitionPackage.written`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from yijian.core.decisions.errors import ModelError, ModelInvalid
from yijian.core.decisions.plain_tables import table_of
from yijian.core.decisions.table_expressions import ALWAYS, Cases, table_cases
from yijian.core.errors import Text
from yijian.core.feel import Expression, FeelError, Type, ast, free_paths, to_text
from yijian.core.verification.rule_uses import parsed, scope_of_roles
from yijian.core.verification.table_cells import Cells, cells_of
from yijian.core.vocabulary.decision_table import TableDefinition, name_in_rules, table_text
from yijian.core.vocabulary.life_event import LifeEvent, RegionOverlay
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import PublicService

_Ruled = TypeVar("_Ruled")


@dataclass(frozen=True, slots=True, kw_only=True)
class UsableTable:
    """A table that rules can name: its `cases`, `type` what a rule has before it, and the names of its outputs in their
    order (the only one has the empty name)."""

    definition: TableDefinition
    cases: Cases
    names: tuple[str, ...]
    type: Type

    def expression(self, output: str = "") -> Expression:
        """What an output is."""
        at = self.names.index(output)
        return self.cases.chosen(lambda results: results[at])

    def may_be_null(self, output: str) -> bool:
        """Whether an output has no answer where no row holds."""
        always = any(case.condition == ALWAYS for case in self.cases.cases)
        return not always and isinstance(self.cases.otherwise[self.names.index(output)], ast.Null)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTable:
    """A table with what is known of its cells; `usable` is None where something is wrong, of which `reason` says what
    lies not in a cell."""

    definition: TableDefinition
    cells: Cells
    usable: UsableTable | None
    reason: ModelError | FeelError | None = None


def read_tables(package: DefinitionPackage) -> dict[str, ReadTable]:
    """The tables of a package by their names in rules; a name that is somebody's in some rule is not a table's."""
    taken = {role for service in package.services.values() for role in service.roles}
    taken |= {who for event in package.life_events.values() for who in event.participants}
    return {
        name: read_table(package, table)
        for table in package.decision_tables.values()
        if (name := name_in_rules(table.id)) not in taken
    }


def unread_tables(package: DefinitionPackage) -> frozenset[str]:
    """The names in rules of tables whose files could not be read."""
    folder = "decision-tables/"
    return frozenset(
        name_in_rules(key.removeprefix(folder)) for key in package.unread if key.startswith(folder)
    )


def read_table(package: DefinitionPackage, table: TableDefinition) -> ReadTable:
    """A table, ready to be named by rules where nothing is wrong with it."""
    scope = scope_of_roles(package, table.roles)
    if not scope:  # an unknown entity has a finding of its own
        return ReadTable(definition=table, cells=Cells(problems=(), uneven=(), results=None), usable=None)
    cells = cells_of(table, scope)
    given = cells.type(table)
    if given is None:
        return ReadTable(
            definition=table, cells=cells, usable=None, reason=None if cells.wrong else _untyped(table)
        )
    names = tuple((output.name or "") if len(table.outputs) > 1 else "" for output in table.outputs)
    try:
        cases = table_cases(table_of(table_text(table)), zero=cells.zero())
        usable = UsableTable(definition=table, cases=cases, names=names, type=given)
        for name in names:
            ast.check_depth(usable.expression(name))
    except (ModelError, FeelError) as problem:
        return ReadTable(definition=table, cells=cells, usable=None, reason=problem)
    return ReadTable(definition=table, cells=cells, usable=usable)


def _untyped(table: TableDefinition) -> ModelInvalid:
    """Why a table cannot be used though no single cell of it is wrong."""
    reason = Text("有的输出没有一格是规则能用的值", "An output has no cell that a rule could use")
    return ModelInvalid(reason=reason, element=table.id)


def tables_named(rule: Expression, tables: Iterable[str]) -> frozenset[str]:
    """The tables, of these names, that a rule as its author wrote it speaks of."""
    names = frozenset(tables)
    return names and names.intersection(path.partition(".")[0] for path in free_paths(rule))


def written_out(rule: Expression, tables: Mapping[str, UsableTable]) -> Expression:
    """A rule with what it names of these tables in its place; what a table does not have stays a name.

    A comparison with a table becomes a comparison in each of its cases: a fact that does not tell apart how it comes out
    is then not needed. Where no case holds and there is no default it has no answer, whatever it compares with. (A
    comparison of sizes with a table that may have no answer stays one: each way, all is needed and null gives null.)
    """

    def change(node: ast.Node) -> ast.Node:
        if isinstance(node, ast.Comparison | ast.Between | ast.In):
            named = {name for name, output in _references(node) if _has(tables, name, output)}
            if len(named) == 1:
                (name,) = named
                if _told_apart(node, name, tables[name]):
                    return _by_cases(node, name, tables[name])
        if isinstance(node, ast.Name | ast.Path):
            for name, output in _reference(node):
                if _has(tables, name, output):
                    return tables[name].expression(output)
        return ast.with_children(node, change)

    return _expression(change(rule), rule)


def _told_apart(node: Expression, name: str, table: UsableTable) -> bool:
    """Whether a comparison is made in each case of a table."""
    if isinstance(node, ast.In) or (isinstance(node, ast.Comparison) and node.operator in ("=", "!=")):
        return True
    return not any(
        table.may_be_null(output)
        for one, output in _references(node)
        if one == name and output in table.names
    )


def _by_cases(node: Expression, name: str, table: UsableTable) -> Expression:
    """A comparison that names one table, in each case of it."""
    read = {output for one, output in _references(node) if one == name and output in table.names}

    def compared(results: tuple[Expression, ...]) -> Expression:
        values = dict(zip(table.names, results, strict=True))
        if any(isinstance(values[output], ast.Null) for output in read):
            return ast.Null()

        def fill(child: ast.Node) -> ast.Node:
            if isinstance(child, ast.Name | ast.Path):
                for one, output in _reference(child):
                    if one == name and output in values:
                        return values[output]
            return ast.with_children(child, fill)

        return _expression(fill(node), node)

    return table.cases.chosen(compared)


def _reference(node: ast.Node) -> tuple[tuple[str, str], ...]:
    """The table and output that a node may name, by itself."""
    match node:
        case ast.Path(source=ast.Name(name=name), name=output):
            return ((name, output),)
        case ast.Name(name=name):
            return ((name, ""),)
        case _:
            return ()


def _references(node: ast.Node) -> Iterator[tuple[str, str]]:
    """All tables and outputs that may be named in a tree."""
    found = _reference(node)
    yield from found
    if not found:
        for child in ast.children(node):
            yield from _references(child)


def _has(tables: Mapping[str, UsableTable], name: str, output: str) -> bool:
    return name in tables and output in tables[name].names


def _expression(node: ast.Node, otherwise: Expression) -> Expression:
    return node if isinstance(node, ast.Expression) else otherwise


def with_tables_written_out(package: DefinitionPackage) -> DefinitionPackage:
    """The package with every rule that names a table written out; a rule that cannot be stays as it is."""
    usable = {name: table.usable for name, table in read_tables(package).items() if table.usable is not None}
    if not usable:
        return package
    writer = _Writer(usable)
    return replace(
        package,
        services={name: writer.service(each) for name, each in package.services.items()},
        life_events={name: writer.life_event(each) for name, each in package.life_events.items()},
        overlays={name: writer.overlay(each) for name, each in package.overlays.items()},
        written=writer.written,
    )


class _Writer:
    """Writes tables into rules, and remembers what stood there."""

    def __init__(self, tables: Mapping[str, UsableTable]) -> None:
        self._tables = tables
        self._named = re.compile(rf"\b(?:{'|'.join(map(re.escape, tables))})\b")
        self.written: dict[str, str] = {}

    def service(self, service: PublicService) -> PublicService:
        return replace(
            service,
            criteria=self._each(service.criteria, "rule"),
            information=self._each(service.information, "when"),
            evidence=self._each(service.evidence, "when"),
            fees=self._each(service.fees, "when"),
            inspections=self._each(service.inspections, "when"),
            special_procedures=self._each(service.special_procedures, "when"),
            latest=self._each(service.latest, "when"),
            cross_region=self._part(service.cross_region, "when") if service.cross_region else None,
        )

    def life_event(self, event: LifeEvent) -> LifeEvent:
        return replace(event, services=self._each(event.services, "when"))

    def overlay(self, overlay: RegionOverlay) -> RegionOverlay:
        conditions = self._each(overlay.admission.conditions, "rule")
        claims = tuple(replace(one, rules=self._each(one.rules, "rule")) for one in overlay.published_claims)
        return replace(
            overlay, admission=replace(overlay.admission, conditions=conditions), published_claims=claims
        )

    def _each(self, parts: tuple[_Ruled, ...], field: str) -> tuple[_Ruled, ...]:
        return tuple(self._part(part, field) for part in parts)

    def _part(self, part: _Ruled, field: str) -> _Ruled:
        text: str | None = getattr(part, field)
        if text is None or not self._named.search(text):
            return part
        return replace(part, **{field: self._rule(text)})  # type: ignore[type-var]  # every part is a dataclass

    def _rule(self, text: str) -> str:
        rule = parsed(text)
        if rule is None or not tables_named(rule, self._tables):
            return text
        whole = written_out(rule, self._tables)
        try:
            new = to_text(whole)
        except FeelError:
            return text
        self.written[new] = text
        return new
