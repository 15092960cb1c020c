"""From a plain tree to a value of the core, or to findings: one for each mistake, at its line, with a repair.

The types of the core are the schema: pydantic checks against the dataclasses themselves, strictly and with unknown
keys forbidden. What it reports is put into words for the author of the definition.
"""

from __future__ import annotations

import dataclasses
import difflib
import json
import types
import typing
from enum import Enum
from functools import cache
from typing import Any, Final

from pydantic import ConfigDict, TypeAdapter, ValidationError

from yijian.connectors.definitions.yaml_reader import Plain, Steps, YamlFile
from yijian.core.errors import Text
from yijian.core.planning.calendars import CalendarYear, Holiday
from yijian.core.verification.findings import Finding, Severity
from yijian.core.vocabulary.decision_table import TableDefinition
from yijian.core.vocabulary.service import Fee
from yijian.core.vocabulary.time_limit import TimeLimit
from yijian.core.vocabulary.writing import Writing

_OLD_BOOLEANS: Final = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}
_MEANT: Final = {
    "on": ("date", "when", "since"),
    "if": ("when", "rule"),
    "from": ("since",),
    "to": ("until",),
}
"""Keys that people write, and the keys that they may mean."""

_LAWS: Final = {
    TimeLimit: Text(
        "amount 在 0 到 9999 之间；写了 occurrence，starts 就写 occurrence，反过来也一样",
        "`amount` lies between 0 and 9999; `occurrence` is named exactly where `starts` is occurrence",
    ),
    Writing: Text(
        "decimals 在 0 到 12 之间，和 unit 一起写；部门的代码里没有空格",
        "`decimals` lies between 0 and 12 and goes with `unit`; a department's code has no spaces",
    ),
    Fee: Text(
        "写 fen（分，不小于 0；0 是免费）；不知道多少就标 certainty: not_found",
        "Give `fen`, 0 or more (0 is free), or mark it `certainty: not_found`",
    ),
    TableDefinition: Text(
        "至少一个输出、一行；hit_policy 是 COLLECT 才写 aggregation，这时只有一个输出；有几个输出时各写各的 name",
        "An output and a row at least; `aggregation` goes with COLLECT and one output; each of several has a `name`",
    ),
    Holiday: Text("last 不早于 first", "`last` is not before `first`"),
    CalendarYear: Text(
        "日子在这一年或前一年 12 月；上班的是周末，又不在假期里",
        "Days lie in the year or the December before; worked days are weekend days outside the holidays",
    ),
}
"""What holds inside a value of these types."""

_OTHER_LAW: Final = Text("各键的含义见 JSON Schema", "The JSON Schema says what each key means")

_WORDS_OF: Final = {
    str: Text("文字", "a text"),
    int: Text("整数", "a whole number"),
    bool: Text("true 或 false", "true or false"),
    dict: Text("“键: 值”的一组", "a group of `key: value`"),
    list: Text("列表", "a list"),
    type(None): Text("空", "nothing"),
}


@cache
def adapter_of(kind: Any) -> TypeAdapter[Any]:
    """The validator of a type. The tuple around it is where pydantic takes a configuration for plain dataclasses."""
    return TypeAdapter(tuple[kind], config=ConfigDict(extra="forbid", strict=True))


def validate(kind: Any, document: YamlFile) -> tuple[Any | None, tuple[Finding, ...]]:
    """The value of type `kind` that a file describes, or None with all that is wrong."""
    try:
        (value,) = adapter_of(kind).validate_json(json.dumps([document.value]))
    except ValidationError as error:
        return None, _findings(kind, document, error)
    return value, ()


def _findings(kind: Any, document: YamlFile, error: ValidationError) -> tuple[Finding, ...]:
    """One finding for each place: where a union offers several types, the one that fits what is written speaks."""
    by_steps: dict[Steps, Finding] = {}
    for detail in error.errors(include_url=False, include_context=False):
        steps, tags = _steps_in(document.value, detail["loc"][1:])
        if detail["type"] == "missing":
            steps = (*steps, str(detail["loc"][-1]))
        written = _value_at(document.value, steps)
        if (
            tags
            and isinstance(written, dict)
            and detail["type"] != "dataclass_type"
            and _is_scalar_tag(tags[-1])
        ):
            continue
        if steps not in by_steps:
            by_steps[steps] = _finding(kind, document, steps, detail["type"], detail["msg"])
    return tuple(by_steps.values())


def _is_scalar_tag(tag: str) -> bool:
    return tag in ("str", "int", "bool", "none") or tag.startswith("literal")


def _steps_in(value: Plain, location: tuple[str | int, ...]) -> tuple[Steps, tuple[str, ...]]:
    """The part of a pydantic location that leads through the file, and the names of union members left out of it."""
    steps: list[str | int] = []
    tags: list[str] = []
    for step in location:
        if isinstance(value, dict) and step in value:
            value = value[str(step)]
            steps.append(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
            steps.append(step)
        else:
            tags.append(str(step))
    return tuple(steps), tuple(tags)


def _value_at(value: Plain, steps: Steps) -> Plain:
    for step in steps:
        if isinstance(value, dict) and step in value:
            value = value[str(step)]
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def _finding(kind: Any, document: YamlFile, steps: Steps, problem: str, message: str) -> Finding:
    parent = _type_at(kind, steps[:-1], document.value)
    match problem:
        case "missing":
            return _missing_key(document, steps)
        case "unexpected_keyword_argument" | "extra_forbidden":
            return _unknown_key(document, steps, parent)
        case "enum" | "literal_error":
            return _wrong_word(document, steps, _type_at(kind, steps, document.value))
        case "value_error" | "assertion_error":
            return _bad_value(document, steps, _type_at(kind, steps, document.value), message)
        case _:
            return _wrong_type(document, steps, _type_at(kind, steps, document.value))


def _missing_key(document: YamlFile, steps: Steps) -> Finding:
    key = steps[-1]
    return Finding(
        code="MISSING_KEY",
        severity=Severity.ERROR,
        message=Text(f"少了“{key}”", f"“{key}” is missing"),
        places=(document.place(steps[:-1]),),
        repair=Text(f"补上“{key}:”", f"Add “{key}:”"),
    )


def _unknown_key(document: YamlFile, steps: Steps, parent: Any) -> Finding:
    key = str(steps[-1])
    allowed = sorted(_fields_of(parent))
    meant = [word for word in _MEANT.get(key, ()) if word in allowed]
    near = meant or difflib.get_close_matches(key, allowed, n=1)
    repair = _one_of(near, allowed)
    if " " in key and _value_at(document.value, steps) is None:
        repair = Text(
            "{ } 里的文字带有逗号时，整段加上引号", "Put a text that contains a comma inside { } in quotes"
        )
    return Finding(
        code="UNKNOWN_KEY",
        severity=Severity.ERROR,
        message=Text(f"这里没有“{key}”这个键", f"“{key}” is not a key here"),
        places=(document.place(steps),),
        repair=repair,
    )


def _one_of(near: list[str], allowed: list[str]) -> Text:
    """The repair that lists what may stand here, the likely one first."""
    listed = Text(f"可以写：{'、'.join(allowed)}", f"Possible: {', '.join(allowed)}")
    if not near:
        return listed
    return Text(f"是不是“{near[0]}”？{listed.zh}", f"Is “{near[0]}” meant? {listed.en}")


def _wrong_word(document: YamlFile, steps: Steps, kind: Any) -> Finding:
    written = str(_value_at(document.value, steps))
    allowed = [str(member.value) for member in kind] if _is_enum(kind) else []
    near = difflib.get_close_matches(written, allowed, n=1)
    return Finding(
        code="UNKNOWN_WORD",
        severity=Severity.ERROR,
        message=Text(f"“{written}”不在可选的词里", f"“{written}” is not one of the words that stand here"),
        places=(document.place(steps),),
        repair=_one_of(near, allowed),
    )


def _bad_value(document: YamlFile, steps: Steps, kind: Any, message: str) -> Finding:
    """What a value of the core refuses about itself; `message` is its own reason, in English."""
    return Finding(
        code="BAD_VALUE",
        severity=Severity.ERROR,
        message=Text(
            "这一组的值放在一起不能成立",
            f"These values cannot stand together: {message.removeprefix('Value error, ')}",
        ),
        places=(document.place(steps),),
        repair=next((_LAWS[member] for member in _members_of(kind) if member in _LAWS), _OTHER_LAW),
    )


def _wrong_type(document: YamlFile, steps: Steps, kind: Any) -> Finding:
    written = _value_at(document.value, steps)
    found = _WORDS_OF[type(written)]
    wanted = _words_of_type(kind)
    return Finding(
        code="WRONG_TYPE",
        severity=Severity.ERROR,
        message=Text(f"这里要写{wanted.zh}，写的是{found.zh}", f"Here stands {wanted.en}, not {found.en}"),
        places=(document.place(steps),),
        repair=_repair_of_type(written, kind),
    )


def _repair_of_type(written: Plain, kind: Any) -> Text:
    members = _members_of(kind)
    if str in members and isinstance(written, bool | int):
        return Text('加上引号，例如 "430100"', 'Put it in quotes, such as "430100"')
    if bool in members and isinstance(written, str) and written.lower() in _OLD_BOOLEANS:
        word = _OLD_BOOLEANS[written.lower()]
        return Text(f"写成 {word}，不加引号", f"Write {word}, without quotes")
    if isinstance(written, str) and "：" in written:
        return Text(
            "键后面要用半角冒号加空格“: ”，不是全角“：”",
            "After a key write an ASCII colon and a space, not a full-width one",
        )
    if int in members and isinstance(written, str):
        return Text("只写数字，不加引号", "Write digits only, without quotes")
    if any(typing.get_origin(member) is tuple for member in members):
        return Text("每一项前面写“- ”，或者用 [ ] 括起来", "Begin each item with “- ”, or put them in [ ]")
    if any(typing.get_origin(member) is dict or dataclasses.is_dataclass(member) for member in members):
        return Text("在下一行缩进写“键: 值”", "Write `key: value` on the next line, indented")
    return Text("改成要求的类型", "Write it as that type")


def _words_of_type(kind: Any) -> Text:
    words: list[Text] = []
    for member in _members_of(kind):
        if typing.get_origin(member) is tuple:
            words.append(_WORDS_OF[list])
        elif typing.get_origin(member) is dict or dataclasses.is_dataclass(member):
            words.append(_WORDS_OF[dict])
        elif member in _WORDS_OF:
            words.append(_WORDS_OF[member])
        else:
            words.append(Text("日期等文字", "a text such as a date"))
    unique = list(dict.fromkeys(words))
    return Text("或".join(word.zh for word in unique), " or ".join(word.en for word in unique))


def _type_at(kind: Any, steps: Steps, value: Plain) -> Any:
    """The type that the schema has at a place; of a union, the member that fits what is written."""
    for step in steps:
        kind = _fitting_member(kind, value)
        origin, arguments = typing.get_origin(kind), typing.get_args(kind)
        if dataclasses.is_dataclass(kind) and isinstance(kind, type):
            kind = typing.get_type_hints(kind).get(str(step), Any)
        elif origin is dict:
            kind = arguments[1]
        elif origin is tuple:
            kind = arguments[0]
        else:
            return Any
        value = _value_at(value, (step,))
    return kind


def _fitting_member(kind: Any, value: Plain) -> Any:
    for member in _members_of(kind):
        container = typing.get_origin(member)
        if isinstance(value, dict) and (dataclasses.is_dataclass(member) or container is dict):
            return member
        if isinstance(value, list) and container is tuple:
            return member
    return _members_of(kind)[0]


def _members_of(kind: Any) -> tuple[Any, ...]:
    """The members of a union, or the type itself."""
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return typing.get_args(kind)
    return (kind,)


def _fields_of(kind: Any) -> set[str]:
    for member in _members_of(kind):
        if dataclasses.is_dataclass(member):
            return {one.name for one in dataclasses.fields(member)}
    return set()


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)
