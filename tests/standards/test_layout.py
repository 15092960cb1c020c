"""A drawing that can be read: nothing lies over anything else."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given, settings

from tests.standards.samples import steps
from yijian.core.standards.layout import Box, Drawing, Point, drawing_of
from yijian.core.standards.process import Process, Step, process_of
from yijian.core.standards.tracks import Hop, Track, tracks_of
from yijian.core.vocabulary.one_thing import OneThing


def overlap(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def inside(inner: Box, outer: Box) -> bool:
    return (
        outer.x <= inner.x
        and outer.y <= inner.y
        and inner.right <= outer.right
        and inner.bottom <= outer.bottom
    )


def runs_through(line: tuple[Point, ...], box: Box) -> bool:
    """Whether a line of level and upright parts comes inside a box."""
    return any(
        min(a[0], b[0]) < box.right
        and max(a[0], b[0]) > box.x
        and min(a[1], b[1]) < box.bottom
        and max(a[1], b[1]) > box.y
        for a, b in pairwise(line)
    )


def run_along(one: tuple[Point, ...], other: tuple[Point, ...]) -> bool:
    """Whether two lines share more than a point of a part that has the same direction."""
    for a, b in pairwise(one):
        for c, d in pairwise(other):
            for axis in (0, 1):
                same_level = a[axis] == b[axis] == c[axis] == d[axis]
                across = 1 - axis
                low = max(min(a[across], b[across]), min(c[across], d[across]))
                high = min(max(a[across], b[across]), max(c[across], d[across]))
                if same_level and low < high:
                    return True
    return False


def check(process: Process, drawing: Drawing) -> None:
    """All laws of a drawing."""
    boxes = dict(drawing.nodes)
    labels = dict(drawing.node_labels)
    hosts = {}
    for name, timer in drawing.timers.items():
        boxes[f"{name} timer"], boxes[f"{name} overdue"] = timer.event, timer.end
        labels[f"{name} timer"], labels[f"{name} overdue"] = timer.event_label, timer.end_label
        hosts[f"{name} timer"] = name
    for (one, a), (other, b) in combinations(boxes.items(), 2):
        assert not overlap(a, b) or hosts.get(other) == one or hosts.get(one) == other, (one, other)
    for (label, a), (name, b) in ((x, y) for x in labels.items() for y in boxes.items()):
        assert not overlap(a, b), (label, name)
    for node in process.nodes:
        assert inside(drawing.nodes[node.id], drawing.lanes[node.lane]), node
    for timer in drawing.timers.values():
        assert any(inside(timer.end, lane) and inside(timer.event, lane) for lane in drawing.lanes.values())
    lanes = list(drawing.lanes.values())
    for upper, lower in pairwise(lanes):
        assert upper.bottom == lower.y
    assert (lanes[0].y, lanes[-1].bottom) == (drawing.pool.y, drawing.pool.bottom)
    assert all(inside(lane, drawing.pool) for lane in lanes)
    assert not overlap(drawing.applicant, drawing.pool)
    check_lines(process, drawing, boxes)


def check_lines(process: Process, drawing: Drawing, boxes: dict[str, Box]) -> None:
    drawn = list(zip(process.flows, drawing.flows, strict=True))
    for flow, line in drawn:
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(line)), "a slanting line"
        assert all(a != b for a, b in pairwise(line)), "a part without length"
        for name, box in boxes.items():
            assert not runs_through(line, box), (flow, name)
        assert touches(line[0], drawing.nodes[flow.source])
        assert touches(line[-1], drawing.nodes[flow.target])
    for (one, a), (other, b) in combinations(drawn, 2):
        if one.source != other.source and one.target != other.target:
            assert not run_along(a, b), (one, other)
    for message in (drawing.application, drawing.results):
        assert not any(runs_through(message, box) for box in boxes.values())


def touches(point: Point, box: Box) -> bool:
    x, y = box.centre
    return point in ((box.x, y), (box.right, y), (x, box.y), (x, box.bottom))


@settings(max_examples=150)
@given(steps(most=12))
def test_nothing_lies_over_anything_else_whatever_the_plan(drawn: tuple[Step, ...]) -> None:
    process = process_of(drawn, lead="lead")
    check(process, drawing_of(process, timed=frozenset(step.key for step in drawn[::2])))


def test_lines_that_change_places_turn_twice() -> None:
    """From row 0 to 1 and from row 1 to 0: neither can turn first."""
    tracks = tracks_of((Hop("down", 0, 1), Hop("up", 1, 0)))
    assert tracks.width == 3
    turned = {name: track for name, track in tracks.nets.items() if track.second is not None}
    assert len(turned) == 1


def test_a_line_turns_away_before_another_comes_into_its_row() -> None:
    tracks = tracks_of((Hop("second", 1, 0), Hop("first", 0, 2)))
    assert tracks.nets == {"first": Track(0), "second": Track(1)}
    assert tracks_of((Hop("straight", 3, 3),)).width == 0


def test_the_same_plan_gives_the_same_drawing(things: tuple[OneThing, ...]) -> None:
    parts = tuple(
        Step(
            key=name, lane=bound.definition.authority, after=tuple(need.service for need in bound.depends_on)
        )
        for name, bound in things[0].services.items()
    )
    once, again = (drawing_of(process_of(parts, lead="lead"), timed=frozenset()) for _ in range(2))
    assert once == again
