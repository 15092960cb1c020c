"""Drafts as files: YAML as authors write it, beside what is there and never over it, and the list of what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Final

import yaml

from yijian.connectors.imports.drafting import Drafts
from yijian.connectors.imports.errors import DraftsInTheWay
from yijian.core.errors import Text

LIST: Final = "IMPORT.md"
_WIDTH: Final = 110


def write_drafts(drafts: Drafts, folder: Path) -> tuple[Path, ...]:
    """Write every draft and the list of what is missing. All or nothing is there before: raises DraftsInTheWay where a
    file of that name is. Gives the files, the list first; OSError where the folder cannot be written."""
    files = {folder / f"{_path_of(kind, value)}.yaml": yaml_text(value) for kind, value in drafts.definitions}
    there = tuple(sorted(path.relative_to(folder).as_posix() for path in files if path.exists()))
    if there:
        raise DraftsInTheWay(files=there)
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    listed = folder / LIST
    before = listed.read_text("utf-8") if listed.exists() else ""
    listed.write_text(before + missing_text(drafts), "utf-8")
    return (listed, *sorted(files))


def _path_of(kind: str, value: Any) -> str:
    if kind == "services":
        return f"services/{value.id.replace('.', '/', 1)}"
    if kind == "regions":
        return f"regions/{value.region}/{value.life_event}"
    return f"{kind}/{value.id}"


def missing_text(drafts: Drafts) -> str:
    """What is missing, by definition, and what was there already."""
    by_definition: dict[str, list[str]] = {}
    for each in drafts.missing:
        at = f"（{each.at}）" if each.at else ""
        lines = by_definition.setdefault(each.definition, [])
        lines += [f"- [ ] {each.what.zh}{at}", f"      {each.what.en}"]
    parts = [f"# {drafts.source}：导入后要补的 · What an import left open\n"]
    for definition, lines in by_definition.items():
        parts.append("\n".join((f"## {definition}", "", *lines)) + "\n")
    if drafts.reused:
        parts.append("## 已经有的，沿用 · There already, and used\n")
        parts.append("\n".join(f"- {name} → `{known}`" for name, known in drafts.reused) + "\n")
    return "\n".join(parts) + "\n"


class _Short(dict[str, Any]):
    """A mapping that is written in one line."""


class _Words(_Short):
    """A text in both languages."""


class _Writer(yaml.SafeDumper):
    """Lists under a key are indented, as authors write them."""

    def increase_indent(
        self,
        flow: bool = False,
        indentless: bool = False,  # noqa: ARG002  the library asks for lists that are not indented
    ) -> None:
        super().increase_indent(flow, indentless=False)


for _kind in (_Short, _Words):
    _Writer.add_representer(
        _kind,
        lambda writer, value: writer.represent_mapping(
            "tag:yaml.org,2002:map", value.items(), flow_style=True
        ),
    )


def yaml_text(value: Any) -> str:
    """A definition as YAML: only what differs from what is left out; names, limits and small parts in one line."""
    return yaml.dump(
        _plain(value),
        Dumper=_Writer,
        allow_unicode=True,
        sort_keys=False,
        width=_WIDTH,
        default_flow_style=False,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return _Words(zh=value.zh, en=value.en)
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return _fields(value)
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def _fields(value: Any) -> dict[str, Any]:
    """The id first, the marks last, as authors write them."""
    marks = ("certainty", "source", "note")
    names = [one for one in fields(value) if one.name not in marks]
    names += [one for one in fields(value) if one.name in marks]
    said = {
        one.name: _plain(getattr(value, one.name))
        for one in names
        if getattr(value, one.name) != _default(one)
    }
    small = all(not isinstance(each, (list, dict)) or isinstance(each, _Words) for each in said.values())
    return _Short(said) if small and len(said) <= 6 and "id" not in said else said


def _default(one: Any) -> Any:
    if one.default is not MISSING:
        return one.default
    return one.default_factory() if one.default_factory is not MISSING else MISSING
