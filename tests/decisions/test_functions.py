"""Functions of a model: knowledge models, decision services, boxed functions and invocations."""

from __future__ import annotations

import time
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.decisions.models import decide, decision, definitions, given, input_data, item, literal, table
from yijian.core.decisions.boxed import (
    Binding,
    Boxed,
    BoxedContext,
    BoxedFilter,
    BoxedList,
    Conditional,
    ContextEntry,
    FunctionDefinition,
    Invocation,
    Iteration,
    Relation,
)
from yijian.core.decisions.evaluation import DecisionModel
from yijian.core.decisions.model import (
    BusinessKnowledgeModel,
    DecisionService,
    FunctionItem,
    ItemDefinition,
    KnowledgeRequirement,
)
from yijian.core.feel.values import UNKNOWN


def knowledge(
    name: str,
    body: Boxed | str,
    *parameters: str,
    type_ref: str | None = None,
    requires: tuple[str, ...] = (),
) -> BusinessKnowledgeModel:
    """A knowledge model; a parameter may be written `name: type`."""
    return BusinessKnowledgeModel(
        name=name,
        id=name,
        variable=item(name, type_ref),
        logic=FunctionDefinition(
            parameters=tuple(
                item(each.partition(":")[0].strip(), each.partition(":")[2].strip() or None)
                for each in parameters
            ),
            body=literal(body) if isinstance(body, str) else body,
        ),
        knowledge=tuple(KnowledgeRequirement(knowledge=f"#{each}") for each in requires),
    )


TAX = knowledge("tax on", "net amount * rate", "net amount: number", "rate: number", type_ref="number")


def called(text: str, *models: BusinessKnowledgeModel, inputs: tuple[str, ...] = ()) -> DecisionModel:
    return DecisionModel(
        definitions(
            *map(input_data, inputs),
            *models,
            decision("d", text, inputs=inputs, knowledge=[each.name for each in models]),
        )
    )


@pytest.mark.parametrize("text", ["tax on(50, 0.2)", "tax on(rate: 0.2, net amount: 50)"])
def test_a_knowledge_model_is_called_by_position_or_by_name(text: str) -> None:
    assert called(text, TAX).decide("d", {}).value == 10


@pytest.mark.parametrize("text", ["tax on(50)", "tax on(50, 1, 2)", "tax on(50, speed: 1)", 'tax on("a", 1)'])
def test_arguments_that_do_not_fit_give_null_with_a_reason(text: str) -> None:
    result = called(text, TAX).decide("d", {})
    assert result.value is None
    assert result.failures


def test_arguments_are_brought_to_the_types_of_the_parameters() -> None:
    assert called("tax on([50], 0.2)", TAX).decide("d", {}).value == 10


def test_the_result_is_brought_to_the_type_of_the_knowledge_model() -> None:
    wrong = replace(TAX, variable=item("tax on", "string"))
    assert called("tax on(50, 0.2)", wrong).decide("d", {}).value is None
    typed = ItemDefinition(name="tText", function=FunctionItem(output_type="string"))
    model = definitions(
        replace(TAX, variable=item("tax on", "tText")),
        decision("d", "tax on(50, 0.2)", knowledge=["tax on"]),
        types=[typed],
    )
    assert DecisionModel(model).decide("d", {}).value is None


def test_knowledge_models_call_each_other_and_themselves() -> None:
    outer = knowledge("outer", "tax on(n, 0.5) + 1", "n", requires=("tax on",))
    model = definitions(TAX, outer, decision("d", "outer(10)", knowledge=["outer"]))
    assert DecisionModel(model).decide("d", {}).value == 6
    factorial = knowledge("f", "if n <= 1 then 1 else n * f(n - 1)", "n", requires=("f",))
    assert called("f(20)", factorial).decide("d", {}).value == 2432902008176640000


@pytest.mark.parametrize("body", ["f(n + 1)", "f(n + 1) + f(n + 1)", "sum(for i in 1..100 return f(i))"])
def test_endless_recursion_ends_soon_with_a_reason(body: str) -> None:
    endless = knowledge("f", body, "n", requires=("f",))
    begun = time.process_time()
    result = called("f(1)", endless).decide("d", {})
    assert result.value is None
    assert any(failure.error.code == "FEEL_LIMIT" for failure in result.failures)
    assert time.process_time() - begun < 20


def test_a_decision_table_is_the_body_of_a_knowledge_model() -> None:
    body = table("score", "r", '> 9 => "high"', '- => "low"', hit_policy="FIRST")
    rating = knowledge("rating", body, "score")
    assert called('rating(10) + " " + rating(1)', rating).decide("d", {}).value == "high low"


def test_unknown_arguments_leave_the_result_open() -> None:
    result = called("tax on(n, 0.2) > 1", TAX, inputs=("n",)).decide("d", {}, absent=UNKNOWN)
    assert result.value is UNKNOWN
    assert result.needs == {"n"}


def test_a_knowledge_model_is_invoked_with_inputs_by_name() -> None:
    (result,) = called("1", TAX).invoke("tax on", given({"net amount": 5, "rate": 2})).values()
    assert result.value == 10


def test_a_function_of_another_language_is_not_run() -> None:
    foreign = replace(
        TAX, logic=FunctionDefinition(kind="PMML", parameters=TAX.logic.parameters if TAX.logic else ())
    )
    result = called("tax on(1, 2)", foreign).decide("d", {})
    assert result.value is None
    assert result.failures[0].error.code == "FEEL_NOT_SUPPORTED"


def test_knowledge_models_go_to_built_ins_that_take_functions() -> None:
    longer = knowledge("before", "a > b", "a", "b")
    assert called("sort([1, 3, 2], before)", longer).decide("d", {}).value == (3, 2, 1)


# Boxes


def context(*entries: tuple[str, Boxed | str]) -> BoxedContext:
    """A context, whose entry without a name is its result."""
    return BoxedContext(
        entries=tuple(
            ContextEntry(
                variable=item(name) if name else None, value=literal(box) if isinstance(box, str) else box
            )
            for name, box in entries
        )
    )


def function(body: str, *parameters: str) -> FunctionDefinition:
    return FunctionDefinition(parameters=tuple(map(item, parameters)), body=literal(body))


def test_a_boxed_function_sees_the_entries_before_it() -> None:
    box = context(("a rate", "0.5"), ("f of", function("x * a rate", "x")), ("", "f of(4)"))
    assert decide(box).value == 2


def test_a_boxed_invocation_names_its_arguments() -> None:
    invocation = Invocation(
        function=literal("f"),
        bindings=(
            Binding(parameter=item("y"), value=literal("1")),
            Binding(parameter=item("x"), value=literal("10")),
        ),
    )
    assert decide(context(("f", function("x - y", "x", "y")), ("", invocation))).value == 9
    wrong = replace(invocation, bindings=(Binding(parameter=item("z"), value=literal("1")),))
    assert decide(context(("f", function("x", "x")), ("", wrong))).failures


def test_lists_and_relations() -> None:
    box = BoxedList(items=(literal("1"), literal("n"), BoxedList(items=())))
    assert decide(box, {"n": 2}).value == (1, 2, ())
    relation = Relation(
        columns=(item("a", "number"), item("b c")),
        rows=((literal("1"), literal("n")), (literal('"x"'), literal("3"))),
    )
    assert decide(relation, {"n": 2}).value == ({"a": 1, "b c": 2}, {"a": None, "b c": 3})


@pytest.mark.parametrize(
    ("box", "value"),
    [
        (Conditional(condition=literal("n > 1"), then=literal('"a"'), otherwise=literal('"b"')), "a"),
        (BoxedFilter(source=literal("[1, 2, 3]"), match=literal("item >= n")), (2, 3)),
        (BoxedFilter(source=literal("[{a: 1}, {a: 2}]"), match=literal("a = n")), ({"a": Decimal(2)},)),
        (
            Iteration(
                kind="for",
                variable=item("each one"),
                domain=literal("[1, 2]"),
                result=literal("each one * n"),
            ),
            (2, 4),
        ),
        (
            Iteration(kind="every", variable=item("x"), domain=literal("[2, 3]"), result=literal("x >= n")),
            True,
        ),
        (
            Iteration(kind="some", variable=item("x"), domain=literal("[0, 1]"), result=literal("x >= n")),
            False,
        ),
    ],
)
def test_boxes_for_conditions_filters_and_loops(box: Boxed, value: object) -> None:
    result = decide(box, {"n": 2})
    assert result.value == value
    assert not result.failures


@pytest.mark.parametrize(
    "box",
    [
        BoxedFilter(source=literal("[1, 2]"), match=literal('"x"')),
        BoxedFilter(source=literal("[1, 2]"), match=literal("1")),
        BoxedFilter(source=literal("[1, 2]"), match=literal('if item = 2 then true else "x"')),
        Iteration(
            kind="some",
            variable=item("x"),
            domain=literal("[1, 2]"),
            result=literal('if x = 2 then true else "x"'),
        ),
        Iteration(kind="every", variable=item("x"), domain=literal("[1]"), result=literal("x")),
    ],
)
def test_a_boxed_condition_that_is_neither_true_nor_false_makes_the_whole_null(box: Boxed) -> None:
    result = decide(box)
    assert result.value is None
    assert result.failures


# Decision services


def service_model(*outputs: str, type_ref: str | None = None, text: str = "s(2, 30)") -> DecisionModel:
    """A service over `rate` (a decision) and `n` (an input), used by a decision that also takes both itself."""
    return DecisionModel(
        definitions(
            input_data("n", "number"),
            decision("rate", "7", type_ref="number"),
            decision("product", "n * rate", inputs=["n"], decisions=["rate"]),
            decision("sum", "inner + rate", decisions=["inner", "rate"]),
            decision("inner", "n", inputs=["n"]),
            DecisionService(
                name="s",
                id="s",
                variable=item("s", type_ref),
                output_decisions=tuple(f"#{each}" for each in outputs),
                encapsulated_decisions=("#inner",),
                input_decisions=("#rate",),
                input_data=("#n",),
            ),
            decision("d", text, inputs=["n"], decisions=["rate"], knowledge=["s"]),
        )
    )


def test_a_service_is_a_function_of_its_input_data_and_then_its_input_decisions() -> None:
    assert service_model("product").decide("d", given({"n": 100})).value == 60
    by_name = service_model("product", text="s(rate: 30, n: 2)")
    assert by_name.decide("d", given({"n": 100})).value == 60


def test_a_service_does_not_change_what_the_caller_sees() -> None:
    model = service_model("product", text="[s(2, 30), n, rate, s(3, 30)]")
    assert model.decide("d", given({"n": 100})).value == (60, 100, 7, 90)


def test_several_output_decisions_are_a_context() -> None:
    model = service_model("product", "sum")
    assert model.decide("d", given({"n": 100})).value == {"product": 60, "sum": 32}
    assert service_model("product", "sum", text="s(2, 30).sum").decide("d", {}).value == 32


def test_a_service_is_invoked_with_inputs_by_name() -> None:
    results = service_model("product", "sum").invoke("s", given({"n": 2, "rate": 30}))
    assert {name: result.value for name, result in results.items()} == {"product": 60, "sum": 32}
    missing = service_model("product").invoke("s", given({"n": 2}))["product"]
    assert missing.value is None
    assert service_model("product").invoke("s", given({"n": 2}), absent=UNKNOWN)["product"].needs == {"rate"}


@pytest.mark.parametrize("text", ['s("a", 30)', "s(2)", "s(2, 30, 1)", "s(n: 2, speed: 30)"])
def test_a_service_is_not_called_with_arguments_that_do_not_fit(text: str) -> None:
    result = service_model("product", text=text).decide("d", {})
    assert result.value is None
    assert result.failures


def test_a_service_that_calls_itself_ends_soon_with_a_reason() -> None:
    model = DecisionModel(
        definitions(
            decision("d", "[s(), s()]", knowledge=["s"]),
            DecisionService(name="s", id="s", variable=item("s"), output_decisions=("#d",)),
        )
    )
    result = model.decide("d", {})
    assert any(failure.error.code == "FEEL_LIMIT" for failure in result.failures)


def test_the_result_of_a_service_is_brought_to_its_type() -> None:
    model = service_model("product", type_ref="string")
    assert model.decide("d", {}).value is None
    assert model.invoke("s", given({"n": 2, "rate": 30}))["product"].failures
