"""Lists in proofs: so many members as a rule can tell apart, and where that is enough for everybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import z3

from yijian.core.feel import Expression
from yijian.core.feel import lowered as low
from yijian.core.feel.lowered import Lowered, Variable
from yijian.core.verification.proof_dates import Truth
from yijian.core.verification.proof_facts import Persons
from yijian.core.verification.proof_terms import Condition, States, both, either, negated
from yijian.core.verification.proof_variables import FactVariables

if TYPE_CHECKING:
    from yijian.core.verification.proof_solver import Encoder

MOST_MEMBERS: Final = 4
"""So many members of a list are looked at, at most."""
_EVERYBODY: Final = Condition(True, False)


class Lists:
    """The lists of the person, and the member that each variable of a loop stands for at the moment."""

    def __init__(self, facts: FactVariables, most: int) -> None:
        self._facts = facts
        self._most = most
        self._members: dict[Variable, tuple[str, str]] = {}

    def owner(self, variable: Variable | None) -> tuple[str, str]:
        """The path of a member with its position and without, both up to the name of a fact."""
        return ("", "") if variable is None else self._members[variable]

    def members(self, members: low.Members, encoder: Encoder) -> ListMembers:
        """The members of a list."""
        prefix, list_path = self.owner(members.source.owner)
        path, declared = f"{prefix}{members.source.path}", f"{list_path}{members.source.path}"
        maximum = members.source.maximum
        most = self._most if maximum is None else min(self._most, maximum)
        states, size = self._facts.size_of(path, declared, most)
        return ListMembers(self, members, encoder, path, declared, states, size, most)

    def enter(self, variable: Variable, path: str, declared: str, position: int) -> None:
        """Let a variable stand for the member at a position (from 1)."""
        self._members[variable] = (f"{path}[{position}].", f"{declared}.")


@dataclass(slots=True)
class ListMembers:
    """The members of one list in one place of a rule."""

    lists: Lists
    source: low.Members
    encoder: Encoder
    path: str
    declared: str
    states: States
    size: z3.ArithRef
    most: int

    def each(self) -> Iterator[tuple[Truth, Condition]]:
        """For each member that there may be, while its variable stands for it: is it there, and is it chosen."""
        for position in range(1, self.most + 1):
            self.lists.enter(self.source.variable, self.path, self.declared, position)
            condition = self.source.condition
            chosen = _EVERYBODY if condition is None else self.encoder.condition(condition).truth()
            yield self.size >= position, chosen

    def open(self) -> Truth:
        """Whether it is unknown of some member whether it is chosen."""
        if self.source.condition is None:
            return False
        return either(*[both(present, chosen.unknown()) for present, chosen in self.each()])

    def settled(self) -> Truth:
        """Whether the list is there and it is known which members are chosen."""
        return both(self.states.known(), negated(self.open()))

    def whole_states(self) -> States:
        """The states of what needs to know all members."""
        unknown = either(self.states.unknown, both(self.states.known(), self.open()))
        return States(self.states.not_applicable, unknown)


def most_members(rules: Sequence[Lowered], persons: Persons) -> int:
    """How many members of a list are looked at: as many as the rules can tell apart."""
    needed = max(_told_apart(rules, persons), 1)
    return min(needed, MOST_MEMBERS) if all(_only_quantified(rule) for rule in rules) else MOST_MEMBERS


def _told_apart(rules: Sequence[Lowered], persons: Persons) -> int:
    """Each `some` or `every` asks for one member that decides it, one that is none, one unknown, one not told chosen."""
    quantified = sum(isinstance(node, low.Quantify) for rule in rules for node in low.nodes_of(rule))
    return quantified * (1 + persons.none + 2 * persons.unknown)


def _only_quantified(rule: Lowered) -> bool:
    """Whether a rule asks nothing of its lists but `some` and `every`, one not inside another."""
    for node in low.nodes_of(rule):
        if isinstance(node, low.Count | low.Total):
            return False
        if isinstance(node, low.Quantify) and any(
            isinstance(inner, low.Quantify | low.Count | low.Total)
            for part in low.parts_of(node)
            for inner in low.nodes_of(part)
        ):
            return False
    return True


def unbounded_part(rules: Sequence[Lowered], persons: Persons) -> Expression | None:
    """A part for which the members that are looked at do not stand for all lists; None where they do."""
    if all(map(_only_quantified, rules)) and _told_apart(rules, persons) <= MOST_MEMBERS:
        return None
    for rule in rules:
        for node in low.nodes_of(rule):
            if isinstance(node, low.Quantify | low.Count | low.Total):
                maximum = node.members.source.maximum
                if maximum is None or maximum > MOST_MEMBERS:
                    return node.origin
    return None
