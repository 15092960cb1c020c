"""Criteria as DMN: written, read back, and judged by the model as by the plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from tests.compiler.small_packages import TODAY
from tests.standards.samples import BASE, REGION
from yijian.connectors.definitions import LoadResult
from yijian.core.compiler.fact_paths import concept_at, member_of
from yijian.core.compiler.facts import read_facts, reference_facts
from yijian.core.compiler.held import Held
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.compiler.plan import admission_of, situation_of, specialise
from yijian.core.compiler.situation import Situation
from yijian.core.decisions import DecisionModel, Definitions, parse_definitions, write_definitions
from yijian.core.decisions.boxed import DecisionTable, LiteralExpression
from yijian.core.feel import evaluate, parse
from yijian.core.feel.values import UNKNOWN, Value
from yijian.core.standards.criteria_model import ALL_HOLD, admission_model, decision_names, service_model
from yijian.core.standards.standard_feel import open_where_null
from yijian.core.vocabulary.concept import ConceptType, codes_in
from yijian.core.vocabulary.one_thing import BoundService, OneThing
from yijian.core.vocabulary.plan import ConditionResult
from yijian.core.vocabulary.provenance import Facts


def read_back(definitions: Definitions) -> DecisionModel:
    """The model as another program would have it: from the document."""
    again = parse_definitions(write_definitions(definitions))
    assert again == definitions
    return DecisionModel(again)


def value_of(situation: Situation, path: str) -> Value:
    """A fact as rules read it: several codes are a list."""
    value = situation.value(path)
    found = concept_at(situation.one_thing, path)
    if found is not None and found[1].type is ConceptType.CODES and isinstance(value, str):
        return codes_in(value)
    return value


def inputs_of(
    definitions: Definitions, situation: Situation, service: BoundService | None, member: int | None
) -> dict[str, Value]:
    """The input data of a model for somebody: each role, or participant, with the facts that its type names."""
    types = {one.name: one for one in definitions.item_definitions}
    inputs: dict[str, Value] = {}
    for each in definitions.input_data:
        if each.name == "today":
            inputs["today"] = situation.today
            continue
        who = each.name if service is None else situation.holder(service, each.name).settled
        if who is None:
            continue
        names = [component.name for component in types[f"t_{each.name}"].components]

        def facts(number: int | None, who: str = who, names: list[str] = names) -> dict[str, Value]:
            return {name: value_of(situation, f"{member_of(who, number)}.{name}") for name in names}

        if each.variable.type_ref == f"t_{each.name}_list":
            inputs[each.name] = tuple(facts(number) for number in situation.members(who))
        else:
            repeated = service is not None and who == service.repeated_for
            inputs[each.name] = facts(member if repeated else None)
    return inputs


def check(
    definitions: Definitions, inputs: dict[str, Value], results: tuple[ConditionResult, ...]
) -> Iterator[bool | None]:
    """Each decision says what the plan says; so does the one that all of them hold. Yields the verdicts."""
    model = read_back(definitions)
    names = decision_names(result.condition for result in results)
    for result in results:
        decided = model.decide(names[result.condition.id], inputs, absent=UNKNOWN).value
        verdict = decided if isinstance(decided, bool) else None
        assert verdict == result.holds, (definitions.name, result.condition.id)
        yield verdict
    together = model.decide(ALL_HOLD, inputs, absent=UNKNOWN).value
    verdicts = {result.holds for result in results}
    expected = False if False in verdicts else None if None in verdicts else True
    assert (together if isinstance(together, bool) else None) == expected


def judged(shipped: LoadResult, thing: OneThing, facts: Facts, today: date) -> Iterator[bool | None]:
    """All criteria of one person, in the plan and by the models."""
    situation = situation_of(thing, facts, today=today, held=Held(), skipped=frozenset())
    plan = specialise(thing, facts, today=today, calendar=shipped.calendar)
    tasks = {task.key: task for task in plan.tasks}
    for service, member, _ in situation.tasks():
        definitions = service_model(shipped.package, service.definition, base=BASE, on=today)
        criteria = tasks[situation.task_key(service.definition.id, member)].criteria
        if definitions is not None and criteria:
            yield from check(definitions, inputs_of(definitions, situation, service, member), criteria)
    definitions = admission_model(thing, base=BASE)
    if definitions is not None:
        inputs = inputs_of(definitions, situation, None, None)
        yield from check(definitions, inputs, admission_of(situation).conditions)


def test_the_reference_cases_of_the_thirteen(shipped: LoadResult, things: tuple[OneThing, ...]) -> None:
    found = [
        verdict
        for thing in things
        for verdict in judged(shipped, thing, reference_facts(thing, TODAY), TODAY)
    ]
    assert len(found) >= 50
    assert {True, None} <= set(found)


def test_the_persons_of_the_authors_tests(shipped: LoadResult) -> None:
    """Also those who fail a criterion, and those of whom not everything is told."""
    compiled: dict[tuple[str, str, str | None], OneThing | None] = {}
    found: list[bool | None] = []
    for event, cases in shipped.author_tests.items():
        for case in cases:
            key = (event, case.date, case.region)
            on = date.fromisoformat(case.date)
            if key not in compiled:
                thing = compile_life_event(shipped.package, event, on=on, region=case.region).one_thing
                compiled[key] = thing
            one = compiled[key]
            if one is not None:
                found += judged(shipped, one, read_facts(one, case.facts), on)
    assert len(found) > 300
    assert set(found) == {True, False, None}


def test_a_model_says_what_it_rests_on(shipped: LoadResult) -> None:
    """Input data with types of the dictionary, sources with their address, the mark of each criterion."""
    service = shipped.package.services["hr.retirement-eligibility"]
    model = service_model(shipped.package, service, base=BASE, on=TODAY)
    assert model is not None
    assert model.namespace == f"{BASE}dmn/service/hr.retirement-eligibility"
    (retirement,) = (one for one in model.item_definitions if one.name == "t_retirement")
    category = next(one for one in retirement.components if one.name == "category")
    assert (category.type_ref, category.allowed_values) == ("string", '"male60", "female55", "female50"')
    assert any(one.location for one in model.knowledge_sources)
    assert {source.name for source in model.knowledge_sources} >= {law.cite for law in service.legal_basis}
    for decision in model.decisions:
        if decision.name != ALL_HOLD:
            assert decision.authorities or "recalled" in str(decision.description)
            assert "certainty: " in str(decision.description)


def test_a_table_that_criteria_name_is_a_decision_that_they_require(shipped: LoadResult) -> None:
    """Cell by cell as it was written, with the notes of rows; the criteria speak of it by its name."""
    service = shipped.package.services["hr.retirement-eligibility"]
    model = service_model(shipped.package, service, base=BASE, on=TODAY)
    assert model is not None
    again = parse_definitions(write_definitions(model))
    decisions = {one.name: one for one in again.decisions}
    tables = {
        name: one.expression for name, one in decisions.items() if isinstance(one.expression, DecisionTable)
    }
    assert set(tables) == {"retirement_age", "minimum_contribution"}
    written = shipped.package.decision_tables["retirement-age"]
    table = tables["retirement_age"]
    assert [rule.inputs for rule in table.rules] == [row.when for row in written.rules]
    assert [rule.annotations for rule in table.rules] == [(row.note,) for row in written.rules]
    assert [clause.label for clause in table.inputs] == ["原法定退休年龄", "出生日期"]
    assert table.hit_policy == "UNIQUE"
    age = decisions["criterion_age"]
    assert isinstance(age.expression, LiteralExpression)
    assert age.expression.text.endswith(">= retirement_age.months")
    required = {each.decision for each in age.information if each.decision}
    assert required == {f"#{decisions['retirement_age'].id}"}
    assert decisions["retirement_age"].authorities
    assert {each.input for each in decisions["minimum_contribution"].information} == {"#input__retirement"}


def test_where_a_table_has_no_answer_a_criterion_is_left_open() -> None:
    """FEEL alone would say that nothing equals it, and refuse."""
    names = frozenset({"fare", "band.amount"})
    assert open_where_null("fare >= 20 or x", names) == "fare >= 20 or x"
    assert open_where_null("x or fare = 20", names) == "x or (if fare = null then null else fare = 20)"
    in_bands = open_where_null("band.amount in (1, 2)", names)
    assert evaluate(parse(in_bands), {"band": {"amount": None}}).value is None
    assert evaluate(parse(in_bands), {"band": {"amount": Decimal(2)}}).value is True


def test_only_what_is_in_force_is_exported(shipped: LoadResult) -> None:
    """The retirement ages of 2025 take the place of the old ones."""
    service = shipped.package.services["hr.retirement-eligibility"]
    dated = [one for one in service.criteria if one.effective.since or one.effective.until]
    assert dated
    days = (date(2024, 6, 1), TODAY)
    models = [service_model(shipped.package, service, base=BASE, on=day) for day in days]
    before, after = ({one.name for one in model.decisions} if model else set() for model in models)
    assert before != after
    names = decision_names(dated)
    for one in dated:
        assert (names[one.id] in after) == (
            one.effective.until is None or one.effective.until >= TODAY.isoformat()
        )


def test_no_function_of_our_own_is_left(shipped: LoadResult, things: tuple[OneThing, ...]) -> None:
    models = [
        service_model(shipped.package, one, base=BASE, on=TODAY) for one in shipped.package.services.values()
    ]
    models += [admission_model(thing, base=BASE) for thing in things]
    documents = [write_definitions(model).decode() for model in models if model is not None]
    assert len(documents) >= 40
    for document in documents:
        assert not any(name in document for name in ("full years", "full months", "yuan(", "is defined("))


def test_without_criteria_there_is_no_model(shipped: LoadResult) -> None:
    service = shipped.package.services["police.birth-registration"]
    assert service_model(shipped.package, service, base=BASE, on=TODAY) is None
    whole = compile_life_event(shipped.package, "newborn", on=TODAY, region=None).one_thing
    assert whole is not None
    assert admission_model(whole, base=BASE) is None
    local = compile_life_event(shipped.package, "newborn", on=TODAY, region=REGION).one_thing
    assert local is not None
    found = admission_model(local, base=BASE)
    assert found is not None
    assert next(one for one in found.input_data if one.name == "child").variable.type_ref == "t_child_list"


@pytest.mark.parametrize("name", ["criterion_born_here", "criterion_wedlock", ALL_HOLD])
def test_unknown_facts_leave_a_decision_open(shipped: LoadResult, name: str) -> None:
    thing = compile_life_event(shipped.package, "newborn", on=TODAY, region=REGION).one_thing
    assert thing is not None
    definitions = admission_model(thing, base=BASE)
    assert definitions is not None
    assert read_back(definitions).decide(name, {"today": TODAY}, absent=UNKNOWN).value is UNKNOWN
