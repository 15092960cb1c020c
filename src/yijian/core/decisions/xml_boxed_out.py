"""From boxed expressions to their XML, in the order of the schema."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from yijian.core.decisions.boxed import (
    Boxed,
    BoxedContext,
    BoxedFilter,
    BoxedList,
    Conditional,
    ContextEntry,
    DecisionTable,
    FunctionDefinition,
    InformationItem,
    InputClause,
    Invocation,
    Iteration,
    LiteralExpression,
    OutputClause,
    Relation,
    Rule,
)
from yijian.core.decisions.xml_writer import XmlNode


def text_out(name: str, text: str | None) -> XmlNode | None:
    """An element that holds a text."""
    return None if text is None else XmlNode(name, text=text)


def tests_out(name: str, tests: str | None) -> XmlNode | None:
    """An element that holds unary tests."""
    return None if tests is None else XmlNode(name, children=[XmlNode("text", text=tests)])


def item_out(name: str, item: InformationItem) -> XmlNode:
    """A variable, a parameter or a column."""
    return XmlNode(
        name,
        {"name": item.name, "id": item.id, "label": item.label, "typeRef": item.type_ref},
        [text_out("description", item.description)],
    )


def boxed_out(box: Boxed) -> XmlNode:
    """An expression."""
    return _WRITERS[type(box)](box)


def function_out(box: FunctionDefinition, name: str = "functionDefinition") -> XmlNode:
    """A function definition, also where it is the logic of a business knowledge model."""
    children = [item_out("formalParameter", parameter) for parameter in box.parameters]
    return _node(name, box, [*children, _maybe(box.body)], kind=None if box.kind == "FEEL" else box.kind)


def _node(name: str, box: Boxed, children: list[XmlNode | None], **attributes: str | None) -> XmlNode:
    shared = {"id": box.id, "label": box.label, "typeRef": box.type_ref}
    return XmlNode(name, {**shared, **attributes}, [text_out("description", box.description), *children])


def _maybe(box: Boxed | None) -> XmlNode | None:
    return None if box is None else boxed_out(box)


def _holder(name: str, box: Boxed, **attributes: str | None) -> XmlNode:
    return XmlNode(name, attributes, [boxed_out(box)])


def _literal(box: LiteralExpression, name: str = "literalExpression") -> XmlNode:
    return _node(name, box, [XmlNode("text", text=box.text)], expressionLanguage=box.language)


def _entry(entry: ContextEntry) -> XmlNode:
    variable = None if entry.variable is None else item_out("variable", entry.variable)
    return XmlNode("contextEntry", {"id": entry.id}, [variable, boxed_out(entry.value)])


def _context(box: BoxedContext) -> XmlNode:
    return _node("context", box, list(map(_entry, box.entries)))


def _list(box: BoxedList) -> XmlNode:
    return _node("list", box, list(map(boxed_out, box.items)))


def _relation(box: Relation) -> XmlNode:
    columns = [item_out("column", column) for column in box.columns]
    rows = [XmlNode("row", children=map(boxed_out, row)) for row in box.rows]
    return _node("relation", box, [*columns, *rows])


def _invocation(box: Invocation) -> XmlNode:
    bindings = [
        XmlNode("binding", children=[item_out("parameter", each.parameter), _maybe(each.value)])
        for each in box.bindings
    ]
    return _node("invocation", box, [boxed_out(box.function), *bindings])


def _conditional(box: Conditional) -> XmlNode:
    parts = (("if", box.condition), ("then", box.then), ("else", box.otherwise))
    return _node("conditional", box, [_holder(name, part) for name, part in parts])


def _filter(box: BoxedFilter) -> XmlNode:
    return _node("filter", box, [_holder("in", box.source), _holder("match", box.match)])


def _iteration(box: Iteration) -> XmlNode:
    result = _holder("return" if box.kind == "for" else "satisfies", box.result)
    domain = _holder("in", box.domain, typeRef=box.variable.type_ref)
    return _node(box.kind, box, [domain, result], iteratorVariable=box.variable.name)


def _table(box: DecisionTable) -> XmlNode:
    return _node(
        "decisionTable",
        box,
        [
            *map(_input, box.inputs),
            *map(_output, box.outputs),
            *(XmlNode("annotation", {"name": name}) for name in box.annotations),
            *map(_rule, box.rules),
        ],
        hitPolicy=box.hit_policy,
        aggregation=box.aggregation,
        preferredOrientation=box.orientation,
        outputLabel=box.output_label,
    )


def _input(clause: InputClause) -> XmlNode:
    expression = _literal(clause.expression, "inputExpression")
    return XmlNode(
        "input",
        {"id": clause.id, "label": clause.label},
        [expression, tests_out("inputValues", clause.values)],
    )


def _output(clause: OutputClause) -> XmlNode:
    default = None if clause.default is None else _literal(clause.default, "defaultOutputEntry")
    return XmlNode(
        "output",
        {"id": clause.id, "label": clause.label, "name": clause.name, "typeRef": clause.type_ref},
        [tests_out("outputValues", clause.values), default],
    )


def _rule(rule: Rule) -> XmlNode:
    return XmlNode(
        "rule",
        {"id": rule.id},
        [
            text_out("description", rule.description),
            *(tests_out("inputEntry", test) for test in rule.inputs),
            *(_literal(result, "outputEntry") for result in rule.outputs),
            *(tests_out("annotationEntry", text) for text in rule.annotations),
        ],
    )


_WRITERS: Final[dict[type[Boxed], Callable[[Any], XmlNode]]] = {
    LiteralExpression: _literal,
    BoxedContext: _context,
    BoxedList: _list,
    Relation: _relation,
    FunctionDefinition: function_out,
    Invocation: _invocation,
    Conditional: _conditional,
    BoxedFilter: _filter,
    Iteration: _iteration,
    DecisionTable: _table,
}
