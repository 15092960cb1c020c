"""Writing XML: elements in, text out, everything escaped that needs it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from yijian.core.decisions.errors import ModelInvalid
from yijian.core.errors import Text

_TEXT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
)
_IMPOSSIBLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no document of XML 1.0 can hold."""


class XmlNode:
    """An element to write: attributes that are None are left out; `text` and children exclude each other."""

    __slots__ = ("attributes", "children", "name", "text")

    def __init__(
        self,
        name: str,
        attributes: Mapping[str, str | None] | None = None,
        children: Iterable[XmlNode | None] = (),
        text: str | None = None,
    ) -> None:
        self.name = name
        self.attributes = {} if attributes is None else attributes
        self.children = [child for child in children if child is not None]
        self.text = text


def to_xml(root: XmlNode) -> bytes:
    """The document, in UTF-8. Raises `ModelInvalid` for a text with a character that XML cannot hold."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    waiting: list[tuple[XmlNode | str, int]] = [(root, 0)]
    while waiting:
        node, level = waiting.pop()
        indent = "  " * level
        if isinstance(node, str):
            lines.append(f"{indent}{node}")
            continue
        opening = node.name + "".join(
            f' {name}="{_checked(value, node.name).translate(_ATTRIBUTE)}"'
            for name, value in node.attributes.items()
            if value is not None
        )
        if node.children:
            lines.append(f"{indent}<{opening}>")
            waiting.append((f"</{node.name}>", level))
            waiting.extend((child, level + 1) for child in reversed(node.children))
        elif node.text:
            lines.append(
                f"{indent}<{opening}>{_checked(node.text, node.name).translate(_TEXT)}</{node.name}>"
            )
        else:
            lines.append(f"{indent}<{opening}/>")
    return "\n".join([*lines, ""]).encode()


def _checked(text: str, element: str) -> str:
    found = _IMPOSSIBLE.search(text)
    if found is not None:
        code = f"U+{ord(found[0]):04X}"
        raise ModelInvalid(
            reason=Text(f"XML 不能包含字符 {code}", f"XML cannot hold the character {code}"), element=element
        )
    return text
