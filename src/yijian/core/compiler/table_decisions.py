"""Which row of a decision table decided: what a person is told, and an officer checks, beside a verdict.

The verdict itself comes from the rule in which the tables are written out. Here the conditions of the rows are asked one
by one, in the order in which the hit policy prefers them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypedDict

from yijian.core.compiler.memory import remembered
from yijian.core.compiler.rule_words import Subject
from yijian.core.compiler.rules import Verdict
from yijian.core.decisions.plain_tables import table_of
from yijian.core.decisions.table_expressions import row_conditions, rows_in_order
from yijian.core.errors import Text
from yijian.core.feel import ast, free_paths, parse, to_text
from yijian.core.vocabulary.concept import Concept, ConceptType, Entity
from yijian.core.vocabulary.decision_table import Aggregation, TableDefinition, name_in_rules, table_text
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.plan import TableDecision

Judge = Callable[[str], Verdict]
"""The verdict of a rule for somebody."""


class TablesUsed(TypedDict):
    """The fields of an artefact that say of its tables."""

    decision_tables: dict[str, TableDefinition]
    written: dict[str, str]


def tables_used(package: DefinitionPackage, one_thing: OneThing) -> TablesUsed:
    """The tables that rules of an artefact were written with, and these rules as they were written."""
    if not package.written:
        return TablesUsed(decision_tables={}, written={})
    texts = {*_texts(one_thing)}
    written = {text: rule for text, rule in package.written.items() if text in texts}
    names = {path.partition(".")[0] for rule in written.values() for path in free_paths(parse(rule))}
    tables = {name: table for name, table in package.decision_tables.items() if name_in_rules(name) in names}
    return TablesUsed(decision_tables=tables, written=written)


def _texts(one_thing: OneThing) -> Iterator[str | None]:
    """The rules of the services, of their place in the whole, and of the joint channel."""
    for service in one_thing.services.values():
        yield service.when
        definition = service.definition
        yield from (one.rule for one in definition.criteria)
        for parts in (
            definition.information,
            definition.evidence,
            definition.fees,
            definition.inspections,
            definition.special_procedures,
            definition.latest,
        ):
            yield from (part.when for part in parts)
        if definition.cross_region is not None:
            yield definition.cross_region.when
    if one_thing.overlay is not None:
        yield from (one.rule for one in one_thing.overlay.admission.conditions)


def tables_of(one_thing: OneThing, rule: str) -> tuple[TableDefinition, ...]:
    """The tables that a rule was written with."""
    written = one_thing.written.get(rule)
    if written is None:
        return ()
    names = {path.partition(".")[0] for path in free_paths(parse(written))}
    return tuple(table for name, table in one_thing.decision_tables.items() if name_in_rules(name) in names)


def table_subject(table: TableDefinition) -> Subject:
    """A table as what a rule in words speaks of: its outputs are its facts, and the only one has no name."""
    several = len(table.outputs) > 1
    concepts = {
        (output.name or "") if several else "": Concept(
            name=_words_of_output(table, output.title), type=ConceptType.INTEGER, question=table.name
        )
        for output in table.outputs
    }
    return Subject(None, Entity(id=table.id, name=table.name, concepts=concepts))


def _words_of_output(table: TableDefinition, title: Text | None) -> Text:
    title = title or Text("值", "the value")
    return Text(f"“{table.name.zh}”表里的{title.zh}", f"{title.en} in the table “{table.name.en}”")


def words_of_decision(table: TableDefinition, decision: TableDecision) -> Text:
    """Which rows decided, with what a reader must know of them: 按“最低缴费年限”表第 1 行：2029 年以前退休的."""
    name = f"“{table.name.zh}”表", f"the table “{table.name.en}”"
    if not decision.rows:
        if all(output.default is None for output in table.outputs):
            return Text(f"{name[0]}没有适用的行", f"No row of {name[1]} applies")
        return Text(f"{name[0]}没有适用的行，按表的默认值", f"No row of {name[1]} applies: by its default")
    rows = [table.rules[number - 1] for number in decision.rows]
    numbers = "、".join(map(str, decision.rows)), ", ".join(map(str, decision.rows))
    notes = [row.note for row in rows if row.note]
    return Text(
        f"按{name[0]}第 {numbers[0]} 行" + (f"：{'；'.join(notes)}" if notes else ""),
        f"By row {numbers[1]} of {name[1]}" + (f": {'; '.join(notes)}" if notes else ""),
    )


def decided_by(one_thing: OneThing, rule: str, judge: Judge) -> tuple[TableDecision, ...]:
    """The tables on which the verdict of a rule hangs, and by which rows they decided; one that waits for facts still
    unknown has decided nothing yet."""
    tables = remembered(one_thing, "tables of a rule", rule, lambda: tables_of(one_thing, rule))
    if not tables:
        return ()
    probe = remembered(one_thing, "probe of tables", rule, lambda: _probe(one_thing.written[rule], tables))
    untold = {need.rpartition(".")[2] for need in judge(probe).needs}
    return tuple(
        TableDecision(table=table.id, rows=rows)
        for table in tables
        if (not table.roles or _untold(table) in untold)
        and (rows := _rows(one_thing, table, judge)) is not None
    )


def _untold(table: TableDefinition) -> str:
    """The name of a fact that nobody ever tells."""
    return f"table_{name_in_rules(table.id)}"


def _probe(written: str, tables: tuple[TableDefinition, ...]) -> str:
    """The rule with a fact that nobody ever tells in the place of each table: does it wait for that?"""
    facts: dict[str, ast.Expression] = {
        name_in_rules(table.id): ast.Path(ast.Name(role), _untold(table))
        if (role := next(iter(table.roles), None)) is not None
        else ast.Null()
        for table in tables
    }

    def change(node: ast.Node) -> ast.Node:
        match node:
            case ast.Path(source=ast.Name(name=name)) | ast.Name(name=name) if name in facts:
                return facts[name]
            case _:
                return ast.with_children(node, change)

    rule = parse(written)
    changed = change(rule)
    return to_text(changed if isinstance(changed, ast.Expression) else rule)


def _rows(one_thing: OneThing, table: TableDefinition, judge: Judge) -> tuple[int, ...] | None:
    """The rows (from 1) that decide; None while it is open which do."""
    conditions = remembered(one_thing, "rows of a table", table.id, lambda: _conditions(table))
    together = table.aggregation in (Aggregation.SUM, Aggregation.COUNT)
    rows: list[int] = []
    for number, condition in conditions:
        verdict = judge(condition)
        if verdict.open:
            return None
        if verdict.holds:
            rows.append(number)
            if not together:
                break
    return tuple(rows)


def _conditions(table: TableDefinition) -> tuple[tuple[int, str], ...]:
    """Each row (from 1) with its condition, in the order in which they are asked."""
    model = table_of(table_text(table))
    conditions = row_conditions(model)
    return tuple((at + 1, to_text(conditions[at])) for at in rows_in_order(model))
