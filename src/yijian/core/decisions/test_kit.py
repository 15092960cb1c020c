"""The test files of the DMN Technology Compatibility Kit: reading one from its bytes, and comparing results.

A file names a model and holds cases; a case gives inputs and, for each result, the value that is expected. An error is
expected as null, with the reason recorded.
"""

from __future__ import annotations

import contextlib
import decimal
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from yijian.core.decisions.errors import ModelRefused
from yijian.core.decisions.xml_elements import XmlElement, read_xml
from yijian.core.errors import Text
from yijian.core.feel.temporal import read_temporal, same
from yijian.core.feel.values import NUMBERS, Value

NAMESPACE: Final = "http://www.omg.org/spec/DMN/20160719/testcase"
PRECISION: Final = Decimal("1E-8")
"""How far apart two numbers may be: expected values are often written as binary doubles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedResult:
    """A result: the name of what gives it, its value, and whether an error must have been recorded."""

    name: str
    value: Value
    error: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KitCase:
    """A case. `invoked` is the decision service or the knowledge model that it calls, if it calls one."""

    id: str
    inputs: Mapping[str, Value]
    results: tuple[ExpectedResult, ...]
    invoked: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KitFile:
    """A file of cases for one model, by the name of its document."""

    model: str
    cases: tuple[KitCase, ...]


def read_cases(source: bytes) -> KitFile:
    """The cases of a document. Raises `ModelRefused`."""
    root = read_xml(source)
    model = root.text_of("modelName")
    if root.namespace != NAMESPACE or root.name != "testCases" or model is None:
        raise ModelRefused(
            reason=Text("不是测试集的文件", "This is not a file of the compatibility kit"), line=root.line
        )
    return KitFile(model=model.strip(), cases=tuple(map(_case, root.all("testCase"))))


def _case(element: XmlElement) -> KitCase:
    inputs: dict[str, Value] = {}
    for node in element.all("inputNode"):
        namespace = node.get("namespace")
        name = " ".join((node.get("name") or "").split())
        inputs[f"{namespace}#{name}" if namespace else name] = _value(node)
    results = []
    for node in element.all("resultNode"):
        expected = node.first("expected")
        results.append(
            ExpectedResult(
                name=" ".join((node.get("name") or "").split()),
                value=None if expected is None else _value(expected),
                error=node.get("errorResult") == "true",
            )
        )
    return KitCase(
        id=element.get("id") or "",
        inputs=inputs,
        results=tuple(results),
        invoked=element.get("invocableName") if element.get("type") != "decision" else None,
    )


def _value(element: XmlElement) -> Value:
    """The value below an element: a list, the components of a context, or a single value."""
    items = element.first("list")
    if items is not None:
        if items.of_schema_instance("nil") == "true":
            return None
        return tuple(map(_value, items.all("item")))
    components = list(element.all("component"))
    if components:
        return {" ".join((each.get("name") or "").split()): _value(each) for each in components}
    single = element.first("value")
    if single is None or single.of_schema_instance("nil") == "true":
        return None
    return _single(single)


def _single(element: XmlElement) -> Value:
    kind = (element.of_schema_instance("type") or "xsd:string").rpartition(":")[2]
    if kind == "string":
        return element.text
    text = element.text.strip()
    if kind == "boolean":
        return text in ("true", "1")
    if kind in ("decimal", "double", "integer", "int", "long", "float"):
        with contextlib.suppress(decimal.DecimalException):
            return NUMBERS.create_decimal(text)
    if kind in ("date", "time", "dateTime", "duration"):
        value = read_temporal(text)
        if value is not None:
            return value
    raise ModelRefused(
        reason=Text(f"不能读取的值“{text}”（{kind}）", f"The value “{text}” ({kind}) cannot be read"),
        line=element.line,
    )


def agrees(expected: Value, got: Value) -> bool:
    """Whether a result is the one expected: equal as FEEL has it, where numbers may differ by `PRECISION`."""
    if isinstance(expected, Decimal) and isinstance(got, Decimal):
        return abs(NUMBERS.subtract(expected, got)) <= PRECISION
    if isinstance(expected, tuple) and isinstance(got, tuple):
        return len(expected) == len(got) and all(map(agrees, expected, got))
    if isinstance(expected, Mapping) and isinstance(got, Mapping):
        return expected.keys() == got.keys() and all(agrees(expected[key], got[key]) for key in expected)
    return type(expected) is type(got) and (expected == got or same(expected, got) is True)
