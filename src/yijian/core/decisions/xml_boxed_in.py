"""From the XML of boxed expressions to their values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, cast, get_args

from yijian.core.decisions.boxed import (
    Aggregation,
    Binding,
    Boxed,
    BoxedContext,
    BoxedFilter,
    BoxedList,
    Conditional,
    ContextEntry,
    DecisionTable,
    FunctionDefinition,
    FunctionKind,
    HitPolicy,
    InformationItem,
    InputClause,
    Invocation,
    Iteration,
    LiteralExpression,
    Orientation,
    OutputClause,
    Relation,
    Rule,
)
from yijian.core.decisions.errors import ModelRefused
from yijian.core.decisions.xml_elements import XmlElement
from yijian.core.errors import Text


def name_of(element: XmlElement) -> str:
    """The name of an element, blanks made single. Raises `ModelRefused` where it has none."""
    name = " ".join((element.get("name") or "").split())
    if not name:
        raise ModelRefused(
            reason=Text(f"元素 {element.name} 没有名称", f"The element {element.name} has no name"),
            line=element.line,
        )
    return name


def item_in(element: XmlElement) -> InformationItem:
    """A variable, a parameter or a column."""
    return InformationItem(
        name=name_of(element),
        type_ref=_type(element),
        id=element.get("id"),
        label=element.get("label"),
        description=element.text_of("description"),
    )


def tests_in(element: XmlElement, name: str) -> str | None:
    """The text of unary tests below an element."""
    child = element.first(name)
    return None if child is None else child.text_of("text")


def boxed_in(parent: XmlElement) -> Boxed | None:
    """The expression directly below an element, if there is one. Raises `ModelRefused` for more than one."""
    found = [child for child in parent.children if child.name in _READERS and _is_dmn(child, parent)]
    if len(found) > 1:
        raise ModelRefused(
            reason=Text("这里只能有一个表达式", "There can be only one expression here"), line=found[1].line
        )
    return _read(found[0]) if found else None


def function_in(element: XmlElement) -> FunctionDefinition:
    """A function definition, also where it is the logic of a business knowledge model."""
    return FunctionDefinition(
        kind=cast("FunctionKind", _choice(element, "kind", FunctionKind, "FEEL")),
        parameters=tuple(map(item_in, element.all("formalParameter"))),
        body=boxed_in(element),
        **_shared(element),
    )


def _is_dmn(child: XmlElement, parent: XmlElement) -> bool:
    return child.namespace == parent.namespace


def _read(element: XmlElement) -> Boxed:
    return _READERS[element.name](element)


def _only(parent: XmlElement, name: str | None = None) -> Boxed:
    """The expression below an element, or below its child of a name. Raises `ModelRefused` where there is none."""
    holder = parent if name is None else parent.first(name)
    boxed = None if holder is None else boxed_in(holder)
    if boxed is None:
        where = parent.name if name is None else f"{parent.name}/{name}"
        raise ModelRefused(
            reason=Text(f"{where} 里缺少表达式", f"An expression is missing in {where}"), line=parent.line
        )
    return boxed


def _type(element: XmlElement) -> str | None:
    reference = element.get("typeRef")
    return None if reference is None else reference.strip()


def _shared(element: XmlElement) -> dict[str, Any]:
    return {
        "type_ref": _type(element),
        "id": element.get("id"),
        "label": element.get("label"),
        "description": element.text_of("description"),
    }


def _choice(element: XmlElement, attribute: str, choices: Any, default: str | None) -> str | None:
    value = element.get(attribute)
    if value is None:
        return default
    if value not in get_args(choices):
        raise ModelRefused(
            reason=Text(f"{attribute} 不能是“{value}”", f"{attribute} cannot be “{value}”"), line=element.line
        )
    return value


def _literal(element: XmlElement) -> LiteralExpression:
    text = element.text_of("text")
    if text is None:
        foreign = element.first("importedValues")
        if foreign is not None:
            raise ModelRefused(
                reason=Text("不支持 importedValues", "importedValues are not supported"), line=foreign.line
            )
    return LiteralExpression(text=text or "", language=element.get("expressionLanguage"), **_shared(element))


def _context(element: XmlElement) -> BoxedContext:
    entries = []
    for entry in element.all("contextEntry"):
        variable = entry.first("variable")
        entries.append(
            ContextEntry(
                value=_only(entry),
                variable=None if variable is None else item_in(variable),
                id=entry.get("id"),
            )
        )
    return BoxedContext(entries=tuple(entries), **_shared(element))


def _expressions(element: XmlElement) -> tuple[Boxed, ...]:
    return tuple(
        _read(child) for child in element.children if child.name in _READERS and _is_dmn(child, element)
    )


def _list(element: XmlElement) -> BoxedList:
    return BoxedList(items=_expressions(element), **_shared(element))


def _relation(element: XmlElement) -> Relation:
    columns = tuple(map(item_in, element.all("column")))
    rows = tuple(map(_expressions, element.all("row")))
    for row, found in zip(element.all("row"), rows, strict=True):
        if len(found) != len(columns):
            raise ModelRefused(
                reason=Text(
                    f"这一行有 {len(found)} 项，应有 {len(columns)} 项",
                    f"The row has {len(found)} expressions for {len(columns)} columns",
                ),
                line=row.line,
            )
    return Relation(columns=columns, rows=rows, **_shared(element))


def _invocation(element: XmlElement) -> Invocation:
    bindings = []
    for binding in element.all("binding"):
        parameter = binding.first("parameter")
        if parameter is None:
            raise ModelRefused(reason=Text("绑定没有参数", "A binding has no parameter"), line=binding.line)
        bindings.append(Binding(parameter=item_in(parameter), value=boxed_in(binding)))
    return Invocation(function=_only(element), bindings=tuple(bindings), **_shared(element))


def _conditional(element: XmlElement) -> Conditional:
    return Conditional(
        condition=_only(element, "if"),
        then=_only(element, "then"),
        otherwise=_only(element, "else"),
        **_shared(element),
    )


def _filter(element: XmlElement) -> BoxedFilter:
    return BoxedFilter(source=_only(element, "in"), match=_only(element, "match"), **_shared(element))


def _iteration(element: XmlElement) -> Iteration:
    variable = " ".join((element.get("iteratorVariable") or "").split())
    domain = element.first("in")
    if not variable or domain is None:
        raise ModelRefused(
            reason=Text("循环缺少变量或列表", "The iteration has no variable or no list"), line=element.line
        )
    return Iteration(
        kind=cast("Any", element.name),
        variable=InformationItem(name=variable, type_ref=_type(domain)),
        domain=_only(element, "in"),
        result=_only(element, "return" if element.name == "for" else "satisfies"),
        **_shared(element),
    )


def _table(element: XmlElement) -> DecisionTable:
    inputs = tuple(map(_input, element.all("input")))
    outputs = tuple(map(_output, element.all("output")))
    if not outputs:
        raise ModelRefused(
            reason=Text("决策表没有输出列", "The decision table has no output"), line=element.line
        )
    return DecisionTable(
        inputs=inputs,
        outputs=outputs,
        rules=tuple(_rule(rule, len(inputs), len(outputs)) for rule in element.all("rule")),
        hit_policy=cast("HitPolicy", _choice(element, "hitPolicy", HitPolicy, "UNIQUE")),
        aggregation=cast("Aggregation | None", _choice(element, "aggregation", Aggregation, None)),
        annotations=tuple(each.get("name") or "" for each in element.all("annotation")),
        output_label=element.get("outputLabel"),
        orientation=cast("Orientation | None", _choice(element, "preferredOrientation", Orientation, None)),
        **_shared(element),
    )


def _input(element: XmlElement) -> InputClause:
    expression = element.first("inputExpression")
    if expression is None:
        raise ModelRefused(
            reason=Text("输入列没有表达式", "An input column has no expression"), line=element.line
        )
    return InputClause(
        expression=_literal(expression),
        values=tests_in(element, "inputValues"),
        id=element.get("id"),
        label=element.get("label"),
    )


def _output(element: XmlElement) -> OutputClause:
    default = element.first("defaultOutputEntry")
    name = element.get("name")
    return OutputClause(
        name=None if name is None else " ".join(name.split()),
        type_ref=_type(element),
        values=tests_in(element, "outputValues"),
        default=None if default is None else _literal(default),
        id=element.get("id"),
        label=element.get("label"),
    )


def _rule(element: XmlElement, inputs: int, outputs: int) -> Rule:
    tests = tuple(entry.text_of("text") or "" for entry in element.all("inputEntry"))
    results = tuple(map(_literal, element.all("outputEntry")))
    if len(tests) != inputs or len(results) != outputs:
        raise ModelRefused(
            reason=Text(
                f"这一行有 {len(tests)} 个条件、{len(results)} 个结果，应有 {inputs} 个、{outputs} 个",
                f"The rule has {len(tests)} conditions and {len(results)} results for {inputs} inputs and "
                f"{outputs} outputs",
            ),
            line=element.line,
        )
    return Rule(
        inputs=tests,
        outputs=results,
        annotations=tuple(each.text_of("text") or "" for each in element.all("annotationEntry")),
        id=element.get("id"),
        description=element.text_of("description"),
    )


_READERS: Final[dict[str, Callable[[XmlElement], Boxed]]] = {
    "literalExpression": _literal,
    "context": _context,
    "list": _list,
    "relation": _relation,
    "functionDefinition": function_in,
    "invocation": _invocation,
    "decisionTable": _table,
    "conditional": _conditional,
    "filter": _filter,
    "for": _iteration,
    "every": _iteration,
    "some": _iteration,
}
