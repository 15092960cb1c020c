"""One canonical JSON form for the immutable values of the core, and the way back.

It serves the content hash of definitions and artefacts, the journal and the state row. Rules: a dataclass is an
object with its fields in name order, fields equal to their default are left out (so a value keeps its hash when a
type gains a field), an enum is its value, a tuple an array, and what JSON cannot say is tagged: a date
`{"date": ISO}`, a datetime `{"at": ISO}`, a Decimal `{"decimal": text}`. `from_plain` rebuilds a value from the type
hints of its class.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache, partial
from typing import Any, Final, TypeVar

Plain = dict[str, Any] | list[Any] | str | int | float | bool | None
"""What JSON can say."""

T = TypeVar("T")
_Builder = Callable[[Any, str], object]
"""Makes a value of its canonical form; the text says where it stands, for errors."""

_REQUIRED = object()


def to_plain(value: object) -> Any:
    """The JSON form of a value of the core. Raises TypeError for a type the canonical form does not know."""
    kind: Any = type(value)
    return value if kind in _PLAIN else _writer_of(kind)(value)


_PLAIN: Final = frozenset({str, int, bool, float, types.NoneType})


@cache
def _writer_of(kind: type) -> Callable[[Any], Any]:
    """How values of a type are written: the type is looked at once."""
    if issubclass(kind, Enum):
        return lambda value: value.value
    if issubclass(kind, int | float | str):
        return lambda value: value
    if issubclass(kind, datetime):
        return lambda value: {"at": value.isoformat()}
    if issubclass(kind, date):
        return lambda value: {"date": value.isoformat()}
    if issubclass(kind, Decimal):
        return lambda value: {"decimal": str(value)}
    if issubclass(kind, Mapping):
        return lambda value: {str(key): to_plain(item) for key, item in value.items()}
    if issubclass(kind, tuple | list):
        return lambda value: [to_plain(item) for item in value]
    if issubclass(kind, frozenset | set):
        return lambda value: sorted(to_plain(item) for item in value)
    if dataclasses.is_dataclass(kind):
        return partial(_write_fields, _fields_of(kind))
    raise TypeError(f"{kind.__name__} has no canonical form")


def _write_fields(fields: tuple[tuple[str, object], ...], value: object) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for name, default in fields:
        held = getattr(value, name)
        if held is not default and (default is _REQUIRED or held != default):
            kind: Any = type(held)
            plain[name] = held if kind in _PLAIN else _writer_of(kind)(held)
    return plain


def canonical_json(value: object) -> str:
    """The canonical JSON text of a value: sorted keys, no spaces, characters as they are."""
    return json.dumps(to_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_hash(value: object) -> str:
    """The SHA-256 of the canonical JSON text, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def from_plain(kind: type[T], plain: Any) -> T:
    """The value of type `kind` whose canonical form is `plain`. Raises ValueError saying where it does not fit."""
    return typing.cast("T", _build(kind, plain, kind.__name__))


@cache
def _fields_of(kind: type) -> tuple[tuple[str, object], ...]:
    """Each field of a dataclass with its default, or `_REQUIRED` where it has none."""

    def default_of(one: dataclasses.Field[Any]) -> object:
        if one.default is not dataclasses.MISSING:
            return one.default
        if one.default_factory is not dataclasses.MISSING:
            return one.default_factory()
        return _REQUIRED

    return tuple((one.name, default_of(one)) for one in dataclasses.fields(kind))


def _build(kind: Any, plain: Any, where: str) -> object:
    return _builder_of(kind)(plain, where)


@cache
def _builder_of(kind: Any) -> _Builder:
    """How values of a type are built: the type hints are read once."""
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return _union(typing.get_args(kind))
    if kind is Any:
        return lambda plain, _where: plain
    if origin is tuple:
        return _tuple(typing.get_args(kind))
    if origin is frozenset:
        (item,) = typing.get_args(kind)
        return lambda plain, where: frozenset(_build(item, one, where) for one in _as_list(plain, where))
    if origin in (dict, Mapping):
        _, value = typing.get_args(kind)
        return lambda plain, where: {
            key: _build(value, one, f"{where}.{key}") for key, one in _as_object(plain, where).items()
        }
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _dataclass(kind)
    return _scalar(kind)


def _scalar(kind: Any) -> _Builder:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return lambda plain, _where: kind(plain)
    for tagged, tag, read in (
        (datetime, "at", datetime.fromisoformat),
        (date, "date", date.fromisoformat),
        (Decimal, "decimal", Decimal),
    ):
        if kind is tagged:
            return partial(_build_tagged, tag, read)
    return partial(_build_bare, kind)


def _build_tagged(tag: str, read: Callable[[str], object], plain: Any, where: str) -> object:
    text = _as_object(plain, where).get(tag)
    if not isinstance(text, str):
        raise ValueError(f'{where}: {{"{tag}": text}} was expected')
    return read(text)


def _build_bare(kind: Any, plain: Any, where: str) -> object:
    if type(plain) is kind or (kind is types.NoneType and plain is None):
        return plain
    if kind is float and type(plain) is int:
        return float(plain)
    raise ValueError(f"{where}: {getattr(kind, '__name__', kind)} was expected, not {type(plain).__name__}")


def _union(kinds: tuple[Any, ...]) -> _Builder:
    """The first member of a union that fits; tags keep dates, decimals and texts apart."""

    def build(plain: Any, where: str) -> object:
        if plain is None and types.NoneType in kinds:
            return None
        for kind in kinds:
            try:
                return _build(kind, plain, where)
            except (ValueError, TypeError):
                continue
        raise ValueError(f"{where}: none of {kinds} fits")

    return build


def _tuple(items: tuple[Any, ...]) -> _Builder:
    def build_any(plain: Any, where: str) -> object:
        build = _builder_of(items[0])
        return tuple([build(one, f"{where}[{index}]") for index, one in enumerate(_as_list(plain, where))])

    def build_exactly(plain: Any, where: str) -> object:
        values = _as_list(plain, where)
        if len(values) != len(items):
            raise ValueError(f"{where}: {len(items)} items were expected, not {len(values)}")
        return tuple(_build(item, one, where) for item, one in zip(items, values, strict=True))

    return build_any if len(items) == 2 and items[1] is Ellipsis else build_exactly


def _dataclass(kind: type) -> _Builder:
    hints = typing.get_type_hints(kind)
    required = frozenset(name for name, default in _fields_of(kind) if default is _REQUIRED)

    def build(plain: Any, where: str) -> object:
        given = _as_object(plain, where)
        unknown = given.keys() - hints.keys()
        if unknown:
            raise ValueError(f"{where}: unknown field {min(unknown)}")
        missing = required - given.keys()
        if missing:
            raise ValueError(f"{where}: field {min(missing)} is missing")
        return kind(
            **{name: _builder_of(hints[name])(value, f"{where}.{name}") for name, value in given.items()}
        )

    return build


def _as_list(plain: Any, where: str) -> list[Any]:
    if not isinstance(plain, list):
        raise ValueError(f"{where}: an array was expected")
    return plain


def _as_object(plain: Any, where: str) -> dict[str, Any]:
    if not isinstance(plain, dict):
        raise ValueError(f"{where}: an object was expected")
    return plain
