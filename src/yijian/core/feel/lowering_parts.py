"""What the parts of a rule come to while it is lowered: most are a node, some exist only on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from yijian.core.errors import Text
from yijian.core.feel import ast
from yijian.core.feel.errors import FeelOutsideSubset
from yijian.core.feel.lowered import Lowered, Members, Variable
from yijian.core.feel.lowered_numbers import Ratio, refusal
from yijian.core.feel.types import ContextOf


@dataclass(frozen=True, slots=True)
class Group:
    """A group of facts: a participant, or a member of a list. `full_path` leads to it from the top, through lists."""

    path: str
    owner: Variable | None
    type: ContextOf
    full_path: str


@dataclass(frozen=True, slots=True)
class Entries:
    """A context written in the rule."""

    entries: Mapping[str, Part]


@dataclass(frozen=True, slots=True)
class Several:
    """A list of facts: its members, and what is taken of each."""

    members: Members
    value: Part


@dataclass(frozen=True, slots=True)
class Listed:
    """A list written in the rule."""

    items: tuple[Part, ...]


Part: TypeAlias = "Lowered | Ratio | Group | Entries | Several | Listed"
Names: TypeAlias = Mapping[str, Part]


def no_single(node: ast.Expression) -> FeelOutsideSubset:
    """The refusal of a list or a group where one value is wanted, or the other way round."""
    return refusal(
        node,
        Text(
            "这里只能是一个值，不能是列表或一组信息",
            "One value is wanted here, no list and no group of facts",
        ),
        Text("列表请用 some、every、count 或 sum", "Use some, every, count or sum on a list"),
    )
