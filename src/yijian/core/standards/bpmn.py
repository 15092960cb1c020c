"""The schedule of a plan as BPMN 2.0 (OMG formal/2013-12-09) with diagram interchange.

One pool with a lane for each authority, and the applicant's pool, which stays closed: what people do there is their
own. Messages go from the applicant to the start and from the end to the applicant. A task's limit is a timer on its
border that does not interrupt it. What BPMN has no word for stands in elements of our own namespace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from yijian.core.compiler.plan_schedule import limits_of
from yijian.core.compiler.rule_words import Subject, rule_words
from yijian.core.decisions.xml_writer import XmlNode, to_xml
from yijian.core.errors import Text
from yijian.core.standards.bpmn_drawing import edge, shape, timer_shapes
from yijian.core.standards.bpmn_tasks import (
    condition_of,
    identifier,
    limit_element,
    schedule_element,
    steps_of,
)
from yijian.core.standards.cpsv_services import iso_duration
from yijian.core.standards.layout import Box, Drawing, drawing_of
from yijian.core.standards.process import END, START, Flow, Node, NodeKind, Process, process_of
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Plan, PlannedTask
from yijian.core.vocabulary.service import Processing
from yijian.core.vocabulary.time_limit import TimeLimit, TimeUnit

FEEL: Final = "https://www.omg.org/spec/DMN/20230324/FEEL/"
LIMIT_LANGUAGE: Final = "urn:yijian:time-limit"
"""The language of a timer that no duration of ISO 8601 says: `20 working_day after acceptance`."""

_NAMESPACES: Final = {
    "xmlns:bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "xmlns:bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "xmlns:dc": "http://www.omg.org/spec/DD/20100524/DC",
    "xmlns:di": "http://www.omg.org/spec/DD/20100524/DI",
    "xmlns:color": "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xmlns:yijian": "urn:yijian:bpmn",
}
_ELEMENTS: Final = {
    NodeKind.START: "startEvent",
    NodeKind.END: "endEvent",
    NodeKind.TASK: "userTask",
    NodeKind.SPLIT: "parallelGateway",
    NodeKind.JOIN: "parallelGateway",
    NodeKind.CHOICE: "exclusiveGateway",
    NodeKind.MERGE: "exclusiveGateway",
}
_APPLICATION: Final = Text("申请", "Application")
_RESULTS: Final = Text("办理结果", "Results")
_CRITICAL: Final = {"color:border-color": "#a4262c", "color:background-color": "#fdf0f0"}
_UNITS: Final = {
    TimeUnit.WORKING_DAY: Text("{n} 个工作日", "{n} working days"),
    TimeUnit.CALENDAR_DAY: Text("{n} 天", "{n} days"),
    TimeUnit.HOUR: Text("{n} 小时", "{n} hours"),
    TimeUnit.MONTH: Text("{n} 个月", "{n} months"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Limit:
    """The limit whose timer a task carries: the one set by law, else the promised one."""

    limit: TimeLimit
    statutory: bool


def to_bpmn(one_thing: OneThing, plan: Plan, *, language: str) -> bytes:
    """The BPMN document of a plan, its names in a language (`zh`, `en`).

    A plan without facts gives the whole of a one thing: what may be part of it stands there with its condition. Raises
    ValueError for a plan without any task.
    """
    return to_xml(_Document(one_thing, plan, language).root())


class _Document:
    """Writes one document; every piece of text is in its language."""

    def __init__(self, one_thing: OneThing, plan: Plan, language: str) -> None:
        self._thing, self._plan, self._language = one_thing, plan, language
        self._tasks = {task.key: task for task in plan.tasks}
        self._scheduled = {task.key: task for task in plan.schedule.tasks}
        steps = steps_of(one_thing, plan)
        self._process: Process = process_of(steps, lead=one_thing.life_event.lead)
        self._limits = {key: limit for step in steps if (limit := self._limit(key := step.key)) is not None}
        self._drawing: Drawing = drawing_of(self._process, timed=frozenset(self._limits))
        self._ids = {node.id: identifier(node.id) for node in self._process.nodes}
        self._flow_ids = [f"Flow_{number}" for number in range(1, len(self._process.flows) + 1)]

    def root(self) -> XmlNode:
        event = self._thing.life_event
        return XmlNode(
            "bpmn:definitions",
            {
                **_NAMESPACES,
                "id": "Definitions",
                "name": self._say(event.name),
                "targetNamespace": f"urn:yijian:one-thing:{identifier(event.id)}",
                "expressionLanguage": FEEL,
                "exporter": "Yijian",
            },
            [*self._messages(), self._collaboration(), self._flow_nodes(), self._diagram()],
        )

    def _say(self, text: Text) -> str:
        return text.in_language(self._language)

    def _both(self, text: Text) -> str:
        """The name in the other language, for the documentation of an element."""
        return text.zh if self._language.startswith("en") else text.en

    def _limit(self, key: str) -> _Limit | None:
        """The limit of a task; None where none is stated, or the task is done on the spot."""
        service = self._thing.services[self._tasks[key].service]
        if service.definition.proactive:
            return None
        statutory = service.limits.statutory
        limit = statutory or service.limits.promised
        if limit is None or limit.amount == 0:
            return None
        return _Limit(limit=limit, statutory=statutory is not None)

    # What is meant

    def _messages(self) -> Iterator[XmlNode]:
        yield XmlNode("bpmn:message", {"id": "Application", "name": self._say(_APPLICATION)})
        yield XmlNode("bpmn:message", {"id": "Results", "name": self._say(_RESULTS)})

    def _collaboration(self) -> XmlNode:
        event = self._thing.life_event
        participant = {"id": "Pool", "name": self._say(event.name), "processRef": "Process"}
        application = {
            "name": self._say(_APPLICATION),
            "sourceRef": "Applicant",
            "targetRef": self._ids[START],
        }
        results = {"name": self._say(_RESULTS), "sourceRef": self._ids[END], "targetRef": "Applicant"}
        return XmlNode(
            "bpmn:collaboration",
            {"id": "Collaboration"},
            [
                XmlNode(
                    "bpmn:participant", {"id": "Applicant", "name": self._say(Text("申请人", "Applicant"))}
                ),
                XmlNode("bpmn:participant", participant),
                XmlNode("bpmn:messageFlow", {"id": "ApplicationMade", **application}),
                XmlNode("bpmn:messageFlow", {"id": "ResultsGiven", **results}),
            ],
        )

    def _flow_nodes(self) -> XmlNode:
        lanes = XmlNode("bpmn:laneSet", {"id": "Lanes"}, map(self._lane, self._process.lanes))
        nodes = [element for node in self._process.nodes for element in self._node(node)]
        flows = map(self._flow, self._flow_ids, self._process.flows)
        timer_flows = (
            XmlNode(
                "bpmn:sequenceFlow",
                {
                    "id": f"{identifier(key)}_passed",
                    "sourceRef": f"{identifier(key)}_timer",
                    "targetRef": f"{identifier(key)}_overdue",
                },
            )
            for key in self._limits
        )
        return XmlNode(
            "bpmn:process",
            {"id": "Process", "name": self._say(self._thing.life_event.name), "isExecutable": "false"},
            [lanes, *nodes, *flows, *timer_flows],
        )

    def _lane(self, authority: str) -> XmlNode:
        names = [node for node in self._process.nodes if node.lane == authority]
        held = [self._ids[node.id] for node in names]
        for node in names:
            if node.kind is NodeKind.TASK and node.task in self._limits:
                held += [f"{identifier(node.task)}_timer", f"{identifier(node.task)}_overdue"]
        return XmlNode(
            "bpmn:lane",
            {"id": identifier(f"Lane:{authority}"), "name": self._lane_name(authority)},
            [XmlNode("bpmn:flowNodeRef", text=name) for name in held],
        )

    def _lane_name(self, authority: str) -> str:
        found = self._thing.authorities.get(authority)
        return authority if found is None else self._say(found.short_name)

    def _node(self, node: Node) -> Iterator[XmlNode]:
        attributes: dict[str, str | None] = {"id": self._ids[node.id], "name": self._node_name(node)}
        children: list[XmlNode | None] = []
        if node.kind is NodeKind.TASK and node.task is not None:
            children += self._task_words(self._tasks[node.task])
        if node.kind is NodeKind.CHOICE:
            around = next(
                number
                for number, flow in enumerate(self._process.flows)
                if flow.source == node.id and flow.skips
            )
            attributes["default"] = self._flow_ids[around]
        if node.kind in (NodeKind.SPLIT, NodeKind.CHOICE):
            attributes["gatewayDirection"] = "Diverging"
        if node.kind in (NodeKind.JOIN, NodeKind.MERGE):
            attributes["gatewayDirection"] = "Converging"
        children += [
            *(XmlNode("bpmn:incoming", text=name) for name in self._touching(node, "target")),
            *(XmlNode("bpmn:outgoing", text=name) for name in self._touching(node, "source")),
        ]
        if node.kind is NodeKind.START:
            children.append(
                XmlNode("bpmn:messageEventDefinition", {"id": "Received", "messageRef": "Application"})
            )
        if node.kind is NodeKind.END:
            children.append(XmlNode("bpmn:messageEventDefinition", {"id": "Sent", "messageRef": "Results"}))
        if node.kind is NodeKind.TASK and self._repeated(node):
            children.append(XmlNode("bpmn:multiInstanceLoopCharacteristics", {"isSequential": "false"}))
        yield XmlNode(f"bpmn:{_ELEMENTS[node.kind]}", attributes, children)
        if node.kind is NodeKind.TASK and node.task in self._limits:
            yield from self._timer(node, self._limits[node.task])

    def _touching(self, node: Node, end: str) -> list[str]:
        return [
            name
            for name, flow in zip(self._flow_ids, self._process.flows, strict=True)
            if getattr(flow, end) == node.id
        ]

    def _repeated(self, node: Node) -> bool:
        """Whether a task stands for all members of a participant whose number is not known."""
        task = self._tasks[str(node.task)]
        repeated = self._thing.services[task.service].repeated_for
        if repeated is None or task.key != task.service:
            return False
        return self._thing.life_event.participants[repeated].most > 1

    def _node_name(self, node: Node) -> str | None:
        match node.kind:
            case NodeKind.START:
                return self._say(Text("收到申请", "Application received"))
            case NodeKind.END:
                return self._say(Text("全部办结", "All done"))
            case NodeKind.TASK:
                return self._task_name(self._tasks[str(node.task)])
            case NodeKind.CHOICE:
                return self._say(Text("要办吗？", "Needed?"))
            case _:
                return None

    def _task_name(self, task: PlannedTask) -> str:
        number = re.search(r"\[(\d+)\]$", task.key)
        name = self._say(task.name)
        return f"{name} {number[1]}" if number else name

    def _task_words(self, task: PlannedTask) -> Iterator[XmlNode]:
        """The other language's name, and in elements of our own what BPMN has no word for."""
        service = self._thing.services[task.service]
        words = [self._both(task.name)]
        condition = condition_of(self._thing, task)
        if condition is not None and service.when is not None:
            scope = {
                name: Subject(one.name, self._thing.entities[one.entity])
                for name, one in self._thing.life_event.participants.items()
                if one.entity in self._thing.entities
            }
            said = rule_words(service.when, scope)
            words += [] if said is None else [self._say(said)]
        yield XmlNode("bpmn:documentation", text="\n".join(words))
        limits = {"statutory": service.limits.statutory, "promised": service.limits.promised}
        if service.definition.proactive or service.definition.processing is Processing.IMMEDIATE:
            limits["promised"] = limits["promised"] or limits_of(service).promised
        yield XmlNode(
            "bpmn:extensionElements",
            children=[
                XmlNode("yijian:service", {"id": task.service, "authority": task.authority, "key": task.key}),
                *(limit_element(kind, limit) for kind, limit in limits.items() if limit is not None),
                schedule_element(self._scheduled.get(task.key)),
            ],
        )

    def _timer(self, node: Node, limit: _Limit) -> Iterator[XmlNode]:
        key = identifier(str(node.task))
        duration = iso_duration(limit.limit)
        expression = {"xsi:type": "bpmn:tFormalExpression"}
        if duration is None:
            start = limit.limit.occurrence or limit.limit.starts.value
            duration = f"{limit.limit.amount} {limit.limit.unit.value} after {start}"
            expression["language"] = LIMIT_LANGUAGE
        yield XmlNode(
            "bpmn:boundaryEvent",
            {
                "id": f"{key}_timer",
                "name": self._limit_words(limit),
                "cancelActivity": "false",
                "attachedToRef": self._ids[node.id],
            },
            [
                XmlNode("bpmn:outgoing", text=f"{key}_passed"),
                XmlNode(
                    "bpmn:timerEventDefinition",
                    {"id": f"{key}_limit"},
                    [XmlNode("bpmn:timeDuration", expression, text=duration)],
                ),
            ],
        )
        yield XmlNode(
            "bpmn:endEvent",
            {"id": f"{key}_overdue", "name": self._say(Text("超期", "Overdue"))},
            [XmlNode("bpmn:incoming", text=f"{key}_passed")],
        )

    def _limit_words(self, limit: _Limit) -> str:
        amount = _UNITS[limit.limit.unit].filled({"n": limit.limit.amount})
        if limit.limit.amount == 1:
            amount = Text(amount.zh, amount.en.removesuffix("s"))
        kind = Text("法定 ", "By law ") if limit.statutory else Text("承诺 ", "Promised ")
        return self._say(Text(kind.zh + amount.zh, kind.en + amount.en))

    def _flow(self, name: str, flow: Flow) -> XmlNode:
        attributes: dict[str, str | None] = {
            "id": name,
            "name": self._flow_name(flow),
            "sourceRef": self._ids[flow.source],
            "targetRef": self._ids[flow.target],
        }
        condition = None
        if flow.condition is not None:
            expression = {"xsi:type": "bpmn:tFormalExpression", "language": FEEL}
            condition = XmlNode("bpmn:conditionExpression", expression, text=flow.condition)
        return XmlNode("bpmn:sequenceFlow", attributes, [condition])

    def _flow_name(self, flow: Flow) -> str | None:
        if flow.condition is not None:
            return self._say(Text("要办", "Yes"))
        return self._say(Text("不办", "No")) if flow.skips else None

    # How it is drawn

    def _diagram(self) -> XmlNode:
        plane = XmlNode("bpmndi:BPMNPlane", {"id": "Plane", "bpmnElement": "Collaboration"}, self._shapes())
        return XmlNode("bpmndi:BPMNDiagram", {"id": "Diagram"}, [plane])

    def _shapes(self) -> Iterator[XmlNode]:
        drawing = self._drawing
        yield shape("Applicant", drawing.applicant, isHorizontal="true")
        yield shape("Pool", drawing.pool, isHorizontal="true")
        for lane, box in drawing.lanes.items():
            yield shape(identifier(f"Lane:{lane}"), box, isHorizontal="true")
        for node in self._process.nodes:
            label = drawing.node_labels.get(node.id)
            marker = "true" if node.kind in (NodeKind.CHOICE, NodeKind.MERGE) else None
            scheduled = self._scheduled.get(str(node.task)) if node.kind is NodeKind.TASK else None
            colour = _CRITICAL if scheduled is not None and scheduled.critical else {}
            yield shape(self._ids[node.id], drawing.nodes[node.id], label, isMarkerVisible=marker, **colour)
        for node_id, timer in drawing.timers.items():
            yield from timer_shapes(self._ids[node_id].removeprefix("Task."), timer)
        labelled = zip(self._flow_ids, self._process.flows, drawing.flows, drawing.flow_labels, strict=True)
        for name, flow, line, words in labelled:
            yield edge(name, line, words if self._flow_name(flow) else None)
        for name, message in (("ApplicationMade", drawing.application), ("ResultsGiven", drawing.results)):
            x, y = message[0][0], drawing.applicant.bottom
            yield edge(name, message, Box(x - 70, y + 26, 60, 14))
