"""The facts of an unknown person in a proof: within what the dictionary allows; and the witness.

Law: whoever can be, is looked at; and whoever is looked at can be. A code is one of its list (as many of those that no
rule names as could ever matter); a text is one of those written in the rules, or another; a date is a day of the
calendar between its bounds; what does not apply is what the dictionary says does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from yijian.core.feel import lowered as low
from yijian.core.feel.lowered import Lowered
from yijian.core.feel.lowering import Ranges
from yijian.core.vocabulary.provenance import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Persons:
    """Who is looked at.

    `not_applicable` gives for a path (without positions) the condition under which the fact does not apply, over facts
    from the top; True where it may apply or not. `unknown`: facts may be untold; `none`: there may be none.
    """

    ranges: Ranges = field(default_factory=Ranges)
    not_applicable: Mapping[str, Lowered | bool] = field(default_factory=dict)
    unknown: bool = False
    none: bool = False


def outside(rules: Sequence[Lowered], persons: Persons) -> list[Lowered]:
    """The conditions that say when facts of the rules do not apply, and when the facts of those do not."""
    found: dict[str, Lowered] = {}
    waiting = list(rules)
    while waiting:
        for fact in low.facts_of([waiting.pop()]):
            condition = persons.not_applicable.get(fact.path)
            if isinstance(condition, Lowered) and fact.path not in found:
                found[fact.path] = condition
                waiting.append(condition)
    return list(found.values())


def texts_of(rules: Sequence[Lowered]) -> tuple[str, ...]:
    """The texts that formulas tell apart: those that the rules name, and of each code list as many others as it has facts.

    No rule can tell apart two codes that none names, unless it compares two facts of the list.
    """
    named: dict[str, None] = {}
    lists: dict[tuple[str, ...], int] = {}
    for rule in rules:
        for node in low.nodes_of(rule):
            if isinstance(node, low.Constant) and isinstance(node.value, str):
                named[node.value] = None
            elif isinstance(node, low.Fact) and node.codes:
                lists[node.codes] = lists.get(node.codes, 0) + 1
    for codes, facts in lists.items():
        others = [code for code in codes if code not in named]
        named |= dict.fromkeys(others[: facts * _MEMBERS_TOLD_APART + 1])
    return tuple(named)


_MEMBERS_TOLD_APART: Final = 4
"""As many members of a list as are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Somebody who shows it: `facts` as a finding has them, and the same as rules read them.

    Facts that are unknown are in neither; those that do not apply are in `context` only.
    """

    facts: Facts
    context: Mapping[str, object]


OTHER_TEXT: Final = "另一文本"
"""What a text that no rule names is called in a witness."""


def put_fact(context: dict[str, object], path: str, value: object) -> bool:
    """Put a value at a path (`child[2].name`); False where the list has no such member."""
    names = path.split(".")
    inner: object = context
    for position, name in enumerate(names):
        head, _, index = name.partition("[")
        last = position == len(names) - 1
        if not isinstance(inner, dict):
            return False
        if not index:
            if last:
                inner[head] = value
                return True
            inner = inner.setdefault(head, {})
            continue
        members = inner.get(head)
        at = int(index.removesuffix("]")) - 1
        if not isinstance(members, list) or at >= len(members):
            return False
        if last:
            members[at] = value
            return True
        inner = members[at]
    return False
