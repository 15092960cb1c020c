"""Types of a model, and values brought to them (DMN 1.5 clause 10.3.2.9.4)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from tests.decisions.models import decide, decision, definitions, given, input_data
from yijian.core.decisions.boxed import LiteralExpression
from yijian.core.decisions.errors import ModelInvalid
from yijian.core.decisions.evaluation import DecisionModel
from yijian.core.decisions.model import Import, ItemDefinition
from yijian.core.feel.temporal import read_temporal
from yijian.core.feel.values import UNKNOWN

TYPES = (
    ItemDefinition(name="tAge", type_ref="number", allowed_values="[0..150]"),
    ItemDefinition(name="tAges", type_ref="tAge", is_collection=True, type_constraint="count(?) < 3"),
    ItemDefinition(
        name="tPerson",
        components=(
            ItemDefinition(name="full name", type_ref="string"),
            ItemDefinition(name="age", type_ref="tAge"),
            ItemDefinition(name="children", type_ref="tPerson", is_collection=True),
        ),
    ),
    ItemDefinition(name="tPersons", type_ref="tPerson", is_collection=True),
)
CHILD = {"full name": "b", "age": 1, "children": None}
PERSON = {"full name": "a", "age": 30, "children": [CHILD]}


def brought(text: str, type_ref: str, inputs: dict[str, Any] | None = None) -> Any:
    """The value of a decision of a type, and whether a reason was recorded."""
    result = decide(
        LiteralExpression(text=text, type_ref=type_ref), {} if inputs is None else inputs, types=TYPES
    )
    return result.value, bool(result.failures)


@pytest.mark.parametrize(
    ("text", "type_ref", "value"),
    [
        ("1", "number", 1),
        ("1", "string", None),
        ("null", "string", None),
        ("[1]", "number", 1),
        ('["a"]', "number", None),
        ("[1, 2]", "number", None),
        ("200", "tAge", None),
        ("[20]", "tAge", 20),
        ("20", "tAges", (20,)),
        ("[20, 200]", "tAges", None),
        ("[1, 2, 3]", "tAges", None),
        ("[]", "tAges", ()),
        ("null", "tAges", None),
        ('@"2024-01-31"', "date and time", read_temporal("2024-01-31T00:00:00Z")),
        ('@"2024-01-31"', "date", dt.date(2024, 1, 31)),
        ('@"2024-01-31T00:00:00"', "date", None),
        ("1", "Any", 1),
        ("1", "feel:number", 1),
        ('@"P1Y"', "years and months duration", read_temporal("P1Y")),
        ('@"P1Y"', "days and time duration", None),
    ],
)
def test_a_value_is_brought_to_its_type_or_is_null_with_a_reason(
    text: str, type_ref: str, value: object
) -> None:
    assert brought(text, type_ref) == (value, value is None and text != "null")


def test_a_context_conforms_when_it_has_all_entries_and_may_have_more() -> None:
    feel = given({"p": PERSON})["p"]
    assert brought("p", "tPerson", {"p": PERSON}) == (feel, False)
    assert brought("p", "tPersons", {"p": PERSON}) == ((feel,), False)
    more = {**PERSON, "height": 180}
    assert brought("p", "tPerson", {"p": more}) == (given({"p": more})["p"], False)
    assert brought("p", "tPerson", {"p": {"full name": "a", "age": 30}}) == (None, True)
    deep = {**PERSON, "children": [{**CHILD, "age": 151}]}
    assert brought("p", "tPerson", {"p": deep}) == (None, True)


def test_names_of_components_are_known_in_expressions() -> None:
    model = DecisionModel(
        definitions(
            input_data("p", "tPerson"), decision("d", "p.children[1].full name", inputs=["p"]), types=TYPES
        )
    )
    assert model.decide("d", given({"p": PERSON})).value == "b"


def test_an_input_of_the_wrong_type_is_null_with_a_reason() -> None:
    model = DecisionModel(
        definitions(input_data("n", "tAge"), decision("d", "n = null", inputs=["n"]), types=TYPES)
    )
    result = model.decide("d", given({"n": 200}))
    assert result.value is True
    assert [failure.element for failure in result.failures] == ["n"]


def test_what_is_not_known_may_still_be_of_the_type() -> None:
    model = DecisionModel(
        definitions(input_data("p", "tPerson"), decision("d", "p.age", inputs=["p"]), types=TYPES)
    )
    partly = model.decide("d", {"p": {"full name": "a"}}, absent=UNKNOWN)
    assert partly.needs == {"p.age"}
    assert not partly.failures
    assert model.decide("d", {"p": {"age": "a"}}, absent=UNKNOWN).value is None


def test_a_type_of_an_imported_model_is_named_after_the_import() -> None:
    base = definitions(namespace="base", types=TYPES)
    for prefix, reference in (("lib", "lib.tAge"), ("", "tAge")):
        top = definitions(
            decision("d", "200", type_ref=reference),
            namespace="top",
            imports=(Import(name=prefix, namespace="base", import_type="dmn"),),
        )
        assert DecisionModel(top, [base]).decide("d", {}).value is None


def test_instance_of_knows_the_types_of_the_model_and_looks_at_shapes_alone() -> None:
    base = definitions(namespace="base", types=TYPES)
    text = (
        "[p instance of tPerson, 200 instance of tAge, p.age instance of lib.tAge, [p] instance of lib.tPersons, "
        "{age: 1} instance of lib.tPerson, p instance of list<tPerson>]"
    )
    top = definitions(
        input_data("p", "tPerson"),
        decision("d", text, inputs=["p"]),
        namespace="top",
        types=TYPES,
        imports=(Import(name="lib", namespace="base", import_type="dmn"),),
    )
    result = DecisionModel(top, [base]).decide("d", given({"p": PERSON}))
    assert result.value == (True, True, True, True, False, False)
    unknown = decide("1 instance of tNothing")
    assert unknown.value is None
    assert unknown.failures


@pytest.mark.parametrize("collection", [False, True])
def test_a_type_that_is_only_another_name_of_itself_is_refused(collection: bool) -> None:
    circle = [
        ItemDefinition(name="a", type_ref="b"),
        ItemDefinition(name="b", type_ref="c"),
        ItemDefinition(name="c", type_ref="b", is_collection=collection),
    ]
    with pytest.raises(ModelInvalid, match="defined by each other"):
        DecisionModel(definitions(types=circle))


def test_allowed_values_that_cannot_be_read_are_refused() -> None:
    broken = ItemDefinition(name="t", type_ref="number", allowed_values="1 +")
    with pytest.raises(ModelInvalid, match="t”"):
        DecisionModel(definitions(types=[broken]))


def test_python_values_are_taken_as_facts() -> None:
    assert decide("a + b", {"a": 1, "b": Decimal("0.5")}).value == Decimal("1.5")
    assert decide("a", {"a": object()}).failures
