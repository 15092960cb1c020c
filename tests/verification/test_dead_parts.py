"""What is called dead is dead: no person and no day can bring it to life."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.verification.golden_corpus import BASE
from yijian.connectors.definitions import load_package
from yijian.core.feel import NOT_APPLICABLE, evaluate, parse
from yijian.core.verification.dead_parts import Condition, is_impossible

PACKAGE = load_package(BASE).package
EVENT = PACKAGE.life_events["move"]
NOWHERE = ("life-events/move", "")

CODES = ("01", "02", "03")
OFFSETS = ("P0M", "P1M", "P6M", "P1Y", "P7Y")


def _texts() -> st.SearchStrategy[str]:
    """Conditions over the facts of two persons, in the ways that definitions use."""
    who = st.sampled_from(["person", "other"])
    colour = who.map(lambda name: f"{name}.colour")
    code = st.sampled_from(CODES).map(lambda value: f'"{value}"')
    born = st.tuples(who, st.sampled_from(OFFSETS)).map(lambda part: f'{part[0]}.birth_date + @"{part[1]}"')
    equality = st.sampled_from(["=", "!="])
    order = st.sampled_from(["<", "<=", ">", ">=", "="])
    atoms = st.one_of(
        who.map(lambda name: f"{name}.resident"),
        st.tuples(colour, equality, st.one_of(code, colour)).map(" ".join),
        st.tuples(colour, code, code).map(lambda part: f"{part[0]} in ({part[1]}, {part[2]})"),
        st.tuples(st.just("today"), order, born).map(" ".join),
        st.tuples(born, order, st.just("today")).map(" ".join),
        colour.map(lambda path: f"{path} = null"),
    )
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            inner.map(lambda text: f"not({text})"),
            st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda part: f"({' '.join(part)})"),
            st.tuples(inner, inner, inner).map(lambda part: "(if {} then {} else {})".format(*part)),
        ),
        max_leaves=3,
    )


def _persons() -> st.SearchStrategy[dict[str, object]]:
    days = st.dates(date(2000, 1, 1), date(2040, 12, 31))
    return st.fixed_dictionaries(
        {
            "colour": st.sampled_from([*CODES, None]),
            "resident": st.sampled_from([True, False, None]),
            "birth_date": st.one_of(days, st.none()),
        }
    )


def _conditions(*texts: str) -> list[Condition]:
    return [Condition(parse(text), NOWHERE) for text in texts]


@settings(max_examples=300, deadline=None)
@given(_texts(), _texts(), _persons(), _persons(), st.dates(date(2000, 1, 1), date(2040, 12, 31)))
def test_whoever_meets_both_conditions_proves_that_the_part_is_alive(
    wanted: str, given_: str, person: dict[str, object], other: dict[str, object], today: date
) -> None:
    context = {"person": person, "other": other, "today": today}
    holds = evaluate(parse(wanted), context).value is True
    open_ = evaluate(parse(given_), context).value is not False
    if holds and open_:
        assert not is_impossible(PACKAGE, EVENT, _conditions(wanted, given_))


@settings(max_examples=100, deadline=None)
@given(_texts())
def test_a_condition_and_its_opposite_never_live_together(text: str) -> None:
    """`not(x)` fails wherever x holds, so nothing can meet both."""
    assert is_impossible(PACKAGE, EVENT, _conditions(text, f"not({text})"))


def test_the_end_of_february_does_not_fool_the_proof() -> None:
    """29 February plus a year is 28 February: on that day both of these hold."""
    texts = ('today >= person.birth_date + @"P12M"', 'today <= person.birth_date + @"P1Y"')
    born = {"person": {"birth_date": date(2024, 2, 29)}, "today": date(2025, 2, 28)}
    assert all(evaluate(parse(text), born).value is True for text in texts)
    assert not is_impossible(PACKAGE, EVENT, _conditions(*texts))


def test_what_has_no_representatives_is_proved_by_the_solver() -> None:
    for text in (
        'person.id_number = "1" and person.id_number = "2"',
        "person.birth_date < other.birth_date and person.birth_date > other.birth_date",
        "person.birth_date.year > 2000 and person.birth_date.year < 2000",
        "some host in [person] satisfies false",
    ):
        assert is_impossible(PACKAGE, EVENT, _conditions(text))
    for text in (
        'person.id_number = "1" and other.id_number = "2"',
        "person.birth_date < other.birth_date",
        "person.birth_date.year > 2000 and person.birth_date.month < 2",
    ):
        assert not is_impossible(PACKAGE, EVENT, _conditions(text))


def test_what_cannot_be_proved_proves_nothing() -> None:
    text = 'contains(person.id_number, "1") and not(contains(person.id_number, "1"))'
    assert not is_impossible(PACKAGE, EVENT, _conditions(text))


def test_what_does_not_apply_meets_no_condition() -> None:
    """The newborn's parents: a foreigner has no ethnic group, so "different" does not hold either."""
    assert evaluate(parse("a != b"), {"a": NOT_APPLICABLE, "b": "01"}).value is False
