"""The elements of BPMN diagram interchange: shapes, lines, labels."""

from __future__ import annotations

from collections.abc import Iterator

from yijian.core.decisions.xml_writer import XmlNode
from yijian.core.standards.layout import Box, Point, Timer


def shape(element: str, box: Box, label: Box | None = None, **attributes: str | None) -> XmlNode:
    """The shape of an element, and where its words stand."""
    return XmlNode(
        "bpmndi:BPMNShape",
        {"id": f"{element}_shape", "bpmnElement": element, **attributes},
        [_bounds(box), None if label is None else XmlNode("bpmndi:BPMNLabel", children=[_bounds(label)])],
    )


def _bounds(box: Box) -> XmlNode:
    sizes = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    return XmlNode("dc:Bounds", {name: str(value) for name, value in sizes.items()})


def edge(element: str, line: tuple[Point, ...], label: Box | None = None) -> XmlNode:
    """The line of a flow, and where its words stand."""
    return XmlNode(
        "bpmndi:BPMNEdge",
        {"id": f"{element}_edge", "bpmnElement": element},
        [
            *(XmlNode("di:waypoint", {"x": str(x), "y": str(y)}) for x, y in line),
            None if label is None else XmlNode("bpmndi:BPMNLabel", children=[_bounds(label)]),
        ],
    )


def timer_shapes(key: str, timer: Timer) -> Iterator[XmlNode]:
    """The timer of a task, the event that it leads to, and the line between them. `key` is the id of the task."""
    yield shape(f"{key}_timer", timer.event, timer.event_label)
    yield shape(f"{key}_overdue", timer.end, timer.end_label)
    yield edge(f"{key}_passed", timer.line)
