"""Decision tables: their cells, what is proved of their rows, and the rules that name them.

What is proved of rows is proved over everybody whom the dictionary allows, each overlap and gap with somebody who shows
it; what could not be decided is said to be so, and never counts as proved.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from yijian.core.decisions.boxed import DecisionTable
from yijian.core.decisions.plain_tables import table_of
from yijian.core.decisions.table_expressions import row_conditions, rows_in_order
from yijian.core.errors import Text
from yijian.core.feel import Expression, FeelError, FeelOutsideSubset, Type, ast, parse, to_text
from yijian.core.feel.builtins import BUILTINS
from yijian.core.feel.subset_advice import NULL
from yijian.core.verification.disjoint_cells import disjoint_rows
from yijian.core.verification.findings import Finding
from yijian.core.verification.proof import find_person
from yijian.core.verification.proof_answers import NOBODY, Answer, NotDecided, Outcome, Rule, rule_for_proof
from yijian.core.verification.proof_facts import Persons, Witness
from yijian.core.verification.proof_persons import persons_of
from yijian.core.verification.proof_questions import both_hold, satisfied, without
from yijian.core.verification.references import unknown
from yijian.core.verification.reporting import Part, at_character, error, warning
from yijian.core.verification.rule_uses import TODAY, RuleUse, scope_of_roles, who_plays_roles
from yijian.core.verification.table_uses import ReadTable, UsableTable, read_table
from yijian.core.vocabulary.decision_table import HitPolicy, TableDefinition, name_in_rules, table_text
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.provenance import Facts

_NO_ANSWER: Final = Text(
    "这一行有意留给工作人员判断的，可以保留；不是的，写上结果",
    "If the row is meant to be left to an officer, it may stay; otherwise write its result",
)
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def check_tables(package: DefinitionPackage) -> Iterator[Finding]:
    """What is wrong with the tables of a package, one by one."""
    for definition in package.decision_tables.values():
        yield from _check_names(package, definition)
        table = read_table(package, definition)
        yield from _check_cells(package, table)
        if table.usable is not None:
            yield from _Proofs(package, definition).findings()


def _key(table: TableDefinition) -> str:
    return f"decision-tables/{table.id}"


def _check_names(package: DefinitionPackage, table: TableDefinition) -> Iterator[Finding]:
    """Its roles are of entities that exist, and its name can stand in a rule and is nobody else's."""
    key = _key(table)
    for role, played in table.roles.items():
        part = (key, f"roles/{role}/entity")
        yield from unknown(package, "UNKNOWN_ENTITY", played.entity, package.entities, part)
    name = name_in_rules(table.id)
    others = [one for one in package.decision_tables.values() if name_in_rules(one.id) == name]
    taken = [(_key(one), "id") for one in others if one.id != table.id]
    taken += [
        (f"services/{service.id}", f"roles/{name}")
        for service in package.services.values()
        if name in service.roles
    ]
    taken += [
        (f"life-events/{event.id}", f"participants/{name}")
        for event in package.life_events.values()
        if name in event.participants
    ]
    if taken or not _NAME.fullmatch(name) or name in (*BUILTINS, TODAY):
        yield error(
            package,
            "TABLE_NAME_TAKEN",
            Text(f"规则里不能用“{name}”这个名字指这张表", f"In rules “{name}” cannot stand for this table"),
            Text(
                "换一个编号：字母、数字和连字符，不和角色、参与方、函数同名",
                "Take another id: letters, digits, hyphens; no role, participant or function of that name",
            ),
            (key, "id"),
            *taken,
        )


def _check_cells(package: DefinitionPackage, table: ReadTable) -> Iterator[Finding]:
    key = _key(table.definition)
    inputs, outputs = len(table.definition.inputs), len(table.definition.outputs)
    for at in table.cells.uneven:
        row = table.definition.rules[at]
        yield error(
            package,
            "TABLE_ROW_LENGTH",
            Text(
                f"第 {at + 1} 行有 {len(row.when)} 个条件、{len(row.then)} 个结果，应有 {inputs} 个、{outputs} 个",
                f"Row {at + 1} has {len(row.when)} conditions and {len(row.then)} results for {inputs} inputs"
                f" and {outputs} outputs",
            ),
            Text(
                "每个输入写一格，不问的写 -；每个输出写一格",
                "Write a cell for each input, - where it does not matter, and one for each output",
            ),
            (key, f"rules/{at}"),
        )
    for problem in table.cells.problems:
        if isinstance(problem.error, FeelOutsideSubset):
            words = Text(
                f"{problem.cell.zh}不能被证明，也不能对全体人运行",
                f"{problem.cell.en} can be neither proved nor run over a population",
            )
            found = at_character(
                package, (key, problem.path), problem.error, warning, "TABLE_OUTSIDE_SUBSET", words
            )
            yield replace(found, repair=_NO_ANSWER) if problem.error.reason == NULL[0] else found
        else:
            yield at_character(package, (key, problem.path), problem.error, error, "TABLE_CELL", problem.cell)
    if table.reason is not None:
        yield error(
            package,
            "TABLE_UNUSABLE",
            Text(
                f"这张表变不成一条规则：{table.reason.reason.zh}",
                f"The table cannot be made a rule: {table.reason.reason.en}",
            ),
            Text(
                "换一种命中策略，或把表拆小；按优先级选的，在输出里写 values",
                "Take another hit policy or split the table; for PRIORITY write the `values` of the output",
            ),
            (key, "hit_policy"),
        )


def check_naming(
    package: DefinitionPackage, use: RuleUse, tables: Iterable[UsableTable]
) -> Iterator[Finding]:
    """A rule that names a table has the roles whose facts the table reads."""
    for table in (each.definition for each in tables):
        for name, role in table.roles.items():
            own = use.who.get(name)
            if own is not None and (own.entity, own.many) == (role.entity, role.many):
                continue
            words = f"{name}（{role.entity}）", f"{name} ({role.entity})"
            yield error(
                package,
                "TABLE_ROLE",
                Text(
                    f"规则用到的表“{table.name.zh}”读 {words[0]} 的信息，这里没有这样的角色",
                    f"The rule names the table “{table.name.en}”, which reads facts of {words[1]}: no such role here",
                ),
                Text(
                    "角色改成和表里同名、同类，或者不用这张表",
                    "Give the role the name and entity that it has in the table, or do not use the table",
                ),
                use.part,
                (_key(table), f"roles/{name}"),
            )


# Proofs


@dataclass(frozen=True, slots=True)
class _Row:
    """A row in the proof; `at` is its number (from 0) as it stands in the file."""

    at: int
    rule: Rule


def _pair(one: _Row, other: _Row) -> tuple[int, int]:
    return min(one.at, other.at), max(one.at, other.at)


class _Proofs:
    """What is proved of the rows of one table."""

    def __init__(self, package: DefinitionPackage, table: TableDefinition) -> None:
        self._package = package
        self._table = table
        self._model: DecisionTable = table_of(table_text(table))
        who = who_plays_roles(table.roles)
        self._scope: Mapping[str, Type] = scope_of_roles(package, table.roles)
        self._told: Persons = persons_of(package, who, all_present=True)
        self._conditions = row_conditions(self._model)
        self._open: set[tuple[str, Text]] = set()

    def findings(self) -> Iterator[Finding]:
        try:
            rows = [_Row(at, self._proved(condition)) for at, condition in enumerate(self._conditions)]
        except FeelError:  # a cell outside the subset, which has a finding of its own
            return
        alive = []
        for row in rows:
            if (yield from self._answer(row.at, satisfied(row.rule, persons=self._told))) is NOBODY:
                yield self._dead(row)
            else:
                alive.append(row)
        policy = self._table.hit_policy
        if policy is HitPolicy.UNIQUE:
            yield from self._overlaps(alive)
        elif policy is HitPolicy.ANY:
            yield from self._disagreements(alive)
        elif self._model.aggregation not in ("SUM", "COUNT"):
            yield from self._never_reached(alive)
        yield from self._gap(rows)

    def _proved(self, condition: Expression) -> Rule:
        return rule_for_proof(condition, self._scope, ranges=self._told.ranges)

    def _part(self, row: _Row) -> Part:
        return (_key(self._table), f"rules/{row.at}")

    def _answer(self, at: int, answer: Answer) -> Generator[Finding, None, Answer]:
        """The answer itself, after a finding where there is none (of each reason one)."""
        if isinstance(answer, NotDecided) and (to_text(answer.part), answer.reason) not in self._open:
            self._open.add((to_text(answer.part), answer.reason))
            yield warning(
                self._package,
                "TABLE_NOT_DECIDED",
                Text(
                    f"不能证明第 {at + 1} 行和其他行的关系，因为“{to_text(answer.part)}”：{answer.reason.zh}",
                    f"How row {at + 1} stands to the others is not decided, because of “{to_text(answer.part)}”:"
                    f" {answer.reason.en}",
                ),
                Text("没有证明不等于没有问题，请人工核对", "Not proved is not sound: check it by hand"),
                (_key(self._table), f"rules/{at}"),
            )
        return answer

    def _dead(self, row: _Row) -> Finding:
        return warning(
            self._package,
            "TABLE_ROW_DEAD",
            Text(
                f"第 {row.at + 1} 行的条件谁也不满足",
                f"Nobody meets the conditions of row {row.at + 1}",
            ),
            Text("改正这一行，或删去它", "Correct the row, or remove it"),
            self._part(row),
        )

    def _meeting(self, rows: Sequence[_Row]) -> Iterator[tuple[_Row, _Row]]:
        """Pairs of rows that the texts of their cells do not keep apart."""
        apart = disjoint_rows(self._model)
        for one, other in itertools.combinations(rows, 2):
            if (one.at, other.at) not in apart:
                yield one, other

    def _overlaps(self, rows: Sequence[_Row]) -> Iterator[Finding]:
        """No two rows of a unique table hold for the same person."""
        for one, other in self._meeting(rows):
            answer = yield from self._answer(one.at, both_hold(one.rule, other.rule, persons=self._told))
            if isinstance(answer, Witness):
                yield self._overlap(one, other, answer.facts)

    def _overlap(self, one: _Row, other: _Row, witness: Facts) -> Finding:
        return error(
            self._package,
            "TABLE_OVERLAP",
            Text(
                f"第 {one.at + 1} 行和第 {other.at + 1} 行对同一个人都成立，{self._table.hit_policy} 不允许",
                f"Rows {one.at + 1} and {other.at + 1} hold for the same person, which {self._table.hit_policy} forbids",
            ),
            Text(
                "改正条件；要按先后选的，hit_policy 写 FIRST",
                "Correct the conditions; for the row that stands first write `hit_policy: FIRST`",
            ),
            self._part(one),
            self._part(other),
            witness=witness,
        )

    def _disagreements(self, rows: Sequence[_Row]) -> Iterator[Finding]:
        """Rows that hold for the same person give the same; one that never holds alone says nothing new."""
        for one, other in self._meeting(rows):
            differing = [
                ast.Comparison("!=", parse(left.text), parse(right.text))
                for left, right in zip(
                    self._model.rules[one.at].outputs, self._model.rules[other.at].outputs, strict=True
                )
                if left.text != right.text
            ]
            if differing:
                differs = differing[0] if len(differing) == 1 else ast.Disjunction(tuple(differing))
                wanted = [one.rule, other.rule, self._proved(differs)]
                answer = yield from self._answer(
                    one.at, find_person(*((rule, Outcome.HOLDS) for rule in wanted), persons=self._told)
                )
                if isinstance(answer, Witness):
                    yield self._overlap(one, other, answer.facts)
                continue
            for row, around in ((other, one), (one, other)):
                covered = without(row.rule, around.rule, persons=self._told)
                if (yield from self._answer(row.at, covered)) is NOBODY:
                    yield self._unreached(row, [around])
                    break

    def _never_reached(self, rows: Sequence[_Row]) -> Iterator[Finding]:
        """Of a table where the first row decides, in its order, each row decides for somebody."""
        apart = disjoint_rows(self._model)
        by_number = {row.at: row for row in rows}
        order = [by_number[at] for at in rows_in_order(self._model) if at in by_number]
        for position, row in enumerate(order):
            before = [each for each in order[:position] if _pair(row, each) not in apart]
            over = [each for each in before if self._inside(row, each)]
            if over:
                yield self._unreached(row, over[:1])
            elif len(before) > 1:
                wanted = [(row.rule, Outcome.HOLDS), *((each.rule, Outcome.NOT_HOLDS) for each in before)]
                answer = yield from self._answer(row.at, find_person(*wanted, persons=self._told))
                if answer is NOBODY:
                    yield self._unreached(row, before)

    def _inside(self, row: _Row, other: _Row) -> bool:
        return without(row.rule, other.rule, persons=self._told) is NOBODY

    def _unreached(self, row: _Row, by: Sequence[_Row]) -> Finding:
        numbers = [str(each.at + 1) for each in by]
        return warning(
            self._package,
            "TABLE_ROW_UNREACHED",
            Text(
                f"第 {row.at + 1} 行从不起作用：它成立的人，第 {'、'.join(numbers)} 行已经决定了",
                f"Row {row.at + 1} never decides anything: whoever it holds for is decided by row {', '.join(numbers)}",
            ),
            Text(
                "删去这一行，或改正它和前面的条件",
                "Remove the row, or correct it and the conditions before it",
            ),
            self._part(row),
            *map(self._part, by),
        )

    def _gap(self, rows: Sequence[_Row]) -> Iterator[Finding]:
        """Without a default some row holds for everybody; counting nobody is 0, which is no gap."""
        if not rows or self._model.aggregation == "COUNT":
            return
        if all(output.default is not None for output in self._table.outputs):
            return
        wanted = [(row.rule, Outcome.NOT_HOLDS) for row in rows]
        answer = yield from self._answer(rows[-1].at, find_person(*wanted, persons=self._told))
        if isinstance(answer, Witness):
            yield warning(
                self._package,
                "TABLE_GAP",
                Text(
                    "有人哪一行都不适用，表也没有写 default：用到它的规则对这些人不下结论",
                    "For somebody no row applies and there is no default: the rules that name the table stay undecided",
                ),
                Text(
                    "加上这种情形的行，或在输出里写 default；有意留给工作人员判断的，可以保留",
                    "Add a row for the case or a `default` of the output; what is meant for an officer may stay",
                ),
                (_key(self._table), "rules"),
                witness=answer.facts,
            )
