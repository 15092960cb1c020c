"""The ranges of figures, against everybody there can be."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compiler.small_packages import (
    CALENDAR,
    TODAY,
    compiled,
    concept,
    package,
    paper,
    requirement,
    service,
)
from yijian.core.compiler import ranges
from yijian.core.compiler.plan import specialise
from yijian.core.vocabulary.concept import ConceptType
from yijian.core.vocabulary.life_event import ServiceUse
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Plan, Ranges
from yijian.core.vocabulary.provenance import Facts
from yijian.core.vocabulary.service import Output

FLAGS = "abcd"
UNKNOWN_OF_ALL: Facts = {"owner.name": "n"}

RULES = st.sampled_from(
    (
        "owner.a",
        "not(owner.b)",
        "owner.a and owner.c",
        "owner.b or owner.d",
        "if owner.a then owner.b else owner.c",
        "owner.c != owner.d",
    )
)


@st.composite
def one_things(draw: st.DrawFn) -> OneThing:
    """A service that issues a document, and one that needs it and others; wishes and conditions as drawn."""
    first = service("first", outputs=(Output(id="o", name=concept().name, evidence="issued", of="owner"),))
    second = service(
        "second",
        days=draw(st.sampled_from((1, 3, 7))),
        evidence=(
            requirement("r0", (paper("issued"),), (paper("p0"), paper("p1")), when=draw(RULES)),
            requirement("r1", (paper("p1"),), (paper("p2"),), when=draw(RULES)),
            requirement("r2", (paper("p2"),), when=draw(RULES)),
        ),
    )
    uses = (
        ServiceUse(service="first", optional=draw(st.booleans()), when=draw(st.none() | RULES)),
        ServiceUse(service="second", when=draw(st.none() | RULES)),
    )
    flags = {name: concept(ConceptType.BOOLEAN) for name in FLAGS}
    return compiled(package(first, second, uses=uses, concepts=flags))


def plan(one_thing: OneThing, facts: Facts) -> Plan:
    return specialise(one_thing, facts, today=TODAY, calendar=CALENDAR)


def everybody(one_thing: OneThing) -> list[Plan]:
    """The plans of all that can be answered, the slow definition of every range."""
    paths = [f"owner.{name}" for name in FLAGS] + [f for f in one_thing.questions if f.startswith("wants:")]
    return [
        plan(one_thing, {**UNKNOWN_OF_ALL, **dict(zip(paths, answers, strict=True))})
        for answers in product((True, False), repeat=len(paths))
    ]


def ranges_with_effort(one_thing: OneThing, most: int) -> Ranges:
    """The ranges when that many branches may be measured for each figure."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranges, "MOST_BRANCHES", most)
        patch.setattr(ranges, "remembered", lambda _thing, _kind, _key, compute: compute())
        return plan(one_thing, UNKNOWN_OF_ALL).ranges


@given(one_things())
@settings(max_examples=25, deadline=None)
def test_a_range_ends_where_somebody_is(one_thing: OneThing) -> None:
    """Law: where all branches can be measured, the ends of services and papers are those of the people there can be,
    no wider, no narrower; days are never exceeded."""
    found = ranges_with_effort(one_thing, 1000)
    plans = everybody(one_thing)
    services = [len(one.included) for one in plans]
    papers = [sum(paper.way.value == "applicant" for paper in one.evidence.papers) for one in plans]
    days = [one.schedule.promised_days or 0 for one in plans]
    assert (found.services.least, found.services.most) == (min(services), max(services))
    assert (found.papers.least, found.papers.most) == (min(papers), max(papers))
    assert found.days.least is not None
    assert found.days.most is not None
    assert found.days.least <= min(days) <= max(days) <= found.days.most


@given(one_thing=one_things(), most=st.integers(1, 6))
@settings(max_examples=20, deadline=None)
def test_with_less_effort_a_range_is_wider_never_narrower(one_thing: OneThing, most: int) -> None:
    """Law: a search that was cut short leaves a sound bound."""
    whole, hasty = ranges_with_effort(one_thing, 1000), ranges_with_effort(one_thing, most)
    for name in ("services", "fields", "papers"):
        wide, narrow = getattr(hasty, name), getattr(whole, name)
        assert wide.least <= narrow.least <= narrow.most <= wide.most
