"""The requirements graph: who takes what, by which name, across models; what makes a model meaningless."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.decisions.models import decide, decision, definitions, given, input_data, item, literal
from yijian.core.decisions.boxed import BoxedContext, ContextEntry
from yijian.core.decisions.errors import ModelInvalid
from yijian.core.decisions.evaluation import DecisionModel
from yijian.core.decisions.model import Decision, Definitions, Import, InformationRequirement
from yijian.core.feel.values import UNKNOWN


def test_a_decision_takes_inputs_and_decisions_by_name() -> None:
    model = DecisionModel(
        definitions(
            decision("Total", "Net Price + Tax (19 %)", decisions=["Net Price", "Tax (19 %)"]),
            decision("Tax (19 %)", "Net Price * 0.19", decisions=["Net Price"]),
            decision("Net Price", "pieces * 2", inputs=["pieces"]),
            input_data("pieces", "number"),
        )
    )
    assert model.decide("Total", given({"pieces": 50})).value == 119


def test_a_name_that_is_not_required_is_null_with_a_reason() -> None:
    model = DecisionModel(definitions(decision("a", "1"), decision("b", "a")))
    result = model.decide("b", {})
    assert result.value is None
    assert [failure.element for failure in result.failures] == ["b"]


def test_failures_of_what_is_taken_are_told_with_its_name() -> None:
    model = DecisionModel(definitions(decision("a", '1 < "x"'), decision("b", "a = null", decisions=["a"])))
    result = model.decide("b", {})
    assert result.value is True
    assert [failure.element for failure in result.failures] == ["a"]


def test_an_expression_that_cannot_be_read_spoils_its_own_decision_only() -> None:
    model = DecisionModel(definitions(decision("a", "1 +"), decision("b", "2")))
    assert model.decide("b", {}).value == 2
    assert model.decide("a", {}).failures[0].error.code == "FEEL_SYNTAX"


def test_an_expression_in_another_language_is_not_run() -> None:
    model = DecisionModel(definitions(decision("a", "1"), expression_language="http://www.java.com/java"))
    assert model.decide("a", {}).failures[0].error.code == "FEEL_NOT_SUPPORTED"


def test_missing_inputs_are_null_or_unknown_as_the_caller_says() -> None:
    model = DecisionModel(
        definitions(
            input_data("a"),
            input_data("b"),
            decision("c", "a > 1", inputs=["a"]),
            decision("d", "b > 1 and c", inputs=["b"], decisions=["c"]),
        )
    )
    assert model.decide("d", {}).value is None
    unknown = model.decide("d", {}, absent=UNKNOWN)
    assert unknown.value is UNKNOWN
    assert unknown.needs == {"a", "b"}
    assert model.decide("d", given({"a": 0}), absent=UNKNOWN).value is False


def test_an_entry_of_an_input_may_be_unknown_too() -> None:
    model = DecisionModel(definitions(input_data("p"), decision("d", "p.a + p.b", inputs=["p"])))
    result = model.decide("d", given({"p": {"a": 1}}), absent=UNKNOWN)
    assert result.needs == {"p.b"}
    assert model.decide("d", given({"p": {"a": 1}})).value is None


def test_names_of_entries_are_known_to_those_who_take_the_value() -> None:
    entries = BoxedContext(
        entries=(
            ContextEntry(variable=item("net price"), value=literal("2")),
            ContextEntry(variable=item("gross-price"), value=literal("net price * 2")),
        )
    )
    model = DecisionModel(
        definitions(
            decision("prices", entries),
            decision("sum", "prices.net price + prices.gross-price", decisions=["prices"]),
        )
    )
    assert model.decide("sum", {}).value == 6


def test_a_context_may_end_in_its_result() -> None:
    box = BoxedContext(
        entries=(
            ContextEntry(variable=item("a b"), value=literal("2")),
            ContextEntry(value=literal("a b * 21")),
        )
    )
    assert decide(box).value == 42


def importing(*decisions: Decision, name: str = "base model") -> Definitions:
    return definitions(
        *decisions,
        namespace="top",
        imports=(Import(name=name, namespace="base", import_type="dmn"),),
    )


BASE = definitions(input_data("n", "number"), decision("double it", "n * 2", inputs=["n"]), namespace="base")


def taking(text: str) -> Decision:
    return replace(decision("d", text), information=(InformationRequirement(decision="base#double it"),))


def test_what_is_imported_is_named_after_the_import() -> None:
    model = DecisionModel(importing(taking("base model.double it + 1")), [BASE])
    assert model.decide("d", given({"n": 2})).value == 5
    assert model.decide("d", {"base#n": Decimal(3), "n": Decimal(9)}).value == 7


def test_what_is_imported_without_a_name_is_named_as_it_is() -> None:
    model = DecisionModel(importing(taking("double it + 1"), name=""), [BASE])
    assert model.decide("d", given({"n": 2})).value == 5


def test_imports_may_be_nested() -> None:
    middle = replace(
        importing(replace(taking("base model.double it + 1"), name="m", id="m", variable=item("m"))),
        namespace="mid",
    )
    top = definitions(
        replace(decision("d", "middle.m * 10"), information=(InformationRequirement(decision="mid#m"),)),
        namespace="top",
        imports=(Import(name="middle", namespace="mid", import_type="dmn"),),
    )
    assert DecisionModel(top, [middle, BASE]).decide("d", given({"n": 2})).value == 50


@pytest.mark.parametrize(
    ("model", "imported", "words"),
    [
        (definitions(decision("a", "1", decisions=["missing"])), [], "refers to nothing"),
        (
            definitions(
                decision("a", "1", decisions=["b"]),
                decision("b", "1", decisions=["c"]),
                decision("c", "1", decisions=["b"]),
            ),
            [],
            "b → c → b",
        ),
        (definitions(decision("a", "1", decisions=["a"])), [], "a → a"),
        (definitions(decision("a", "1"), decision("a", "2")), [], "used twice"),
        (definitions(decision("a", "1", type_ref="tNothing")), [], "no type “tNothing”"),
        (importing(taking("1")), [], "refers to nothing"),
        (definitions(taking("1"), namespace="top"), [BASE], "not imported"),
        (
            importing(
                decision("x", "1"),
                replace(
                    taking("1"),
                    knowledge=(),
                    information=(
                        InformationRequirement(decision="#x"),
                        InformationRequirement(decision="base#double it"),
                    ),
                ),
                name="x",
            ),
            [BASE],
            "that of an imported model",
        ),
        (importing(taking("1")), [BASE, replace(BASE, name="other")], "namespace “base” is used twice"),
    ],
)
def test_a_model_that_is_meaningless_is_refused_with_the_reason(
    model: Definitions, imported: list[Definitions], words: str
) -> None:
    with pytest.raises(ModelInvalid, match=words):
        DecisionModel(model, imported)


def test_models_that_import_each_other_are_refused() -> None:
    one = definitions(namespace="one", imports=(Import(name="x", namespace="two", import_type="dmn"),))
    two = definitions(namespace="two", imports=(Import(name="y", namespace="one", import_type="dmn"),))
    with pytest.raises(ModelInvalid, match="import each other"):
        DecisionModel(one, [two])


def test_a_name_that_the_model_does_not_have_is_a_key_error() -> None:
    model = DecisionModel(definitions(decision("a", "1")))
    with pytest.raises(KeyError):
        model.decide("b", {})
    with pytest.raises(KeyError):
        model.invoke("a", {})


def test_a_long_chain_of_decisions_is_no_deep_recursion() -> None:
    chain = [decision("d0", "1")]
    chain += [decision(f"d{n}", f"d{n - 1} + 1", decisions=[f"d{n - 1}"]) for n in range(1, 3000)]
    model = DecisionModel(definitions(*reversed(chain)))
    assert model.decide("d2999", {}).value == 3000
