"""What somebody promises, word for word, before they promise it; and the words of times and states.

A promise to bring a paper later says what the rules want of it (policy.md section 2): that it is of one's own will, that
one knows the paper and its day, that all that is given is true, and that the paper will come in time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from yijian.core.cases.promises import PromiseKind
from yijian.core.errors import Text
from yijian.core.vocabulary.evidence import ByCommitment
from yijian.core.vocabulary.evidence_plan import PlannedPaper
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.time_limit import LimitStart, TimeLimit, TimeUnit

_UNITS: Final[Mapping[TimeUnit, Text]] = {
    TimeUnit.WORKING_DAY: Text("个工作日", "working day"),
    TimeUnit.CALENDAR_DAY: Text("天", "day"),
    TimeUnit.HOUR: Text("小时", "hour"),
    TimeUnit.MONTH: Text("个月", "month"),
}

_CONSEQUENCE: Final = Text(
    "承诺不属实的，部门会责令限期改正；不改正的，撤销决定，追回已经给的，记入承诺信用，以后不能再用承诺的方式。",
    "If it does not hold, the authority orders me to put it right by a day; if I do not, the decision is revoked, what was "
    "given is claimed back, it is noted, and I can make no further promises.",
)
_CREDIT: Final = Text(
    "我同意部门查我以前有没有兑现承诺。",
    "I agree that the authorities look up whether I kept promises before.",
)


def later_statement(*, one_thing: OneThing, paper: PlannedPaper, within: TimeLimit) -> Text:
    """The promise to bring a paper later."""
    time = limit_words(within)
    start = Text("收件后", "receipt") if within.starts is LimitStart.RECEIPT else Text("受理后", "acceptance")
    return Text(
        f"我办理“{one_thing.name.zh}”，自愿先交申请、后补材料。我知道还要交“{paper.name.zh}”，{start.zh} {time.zh}内交到。"
        f"我已经交的材料都是真实的。到期没有交齐的，部门可以终止办理，并记入承诺信用。{_CREDIT.zh}",
        f"I apply for “{one_thing.name.en}” and choose of my own will to bring a paper later. I know that “{paper.name.en}” "
        f"is still to come, within {time.en} of {start.en}. All that I have handed in is true. If it has not come by then, "
        f"the authority may end the matter and make a note of it. {_CREDIT.en}",
    )


def commitment_statement(*, one_thing: OneThing, commitment: ByCommitment, what: Text) -> Text:
    """The promise that something holds: the text of the definition, else what is to be proved; then what follows."""
    stated = commitment.text or Text(f"{what.zh}，情况属实。", f"{what.en}: this holds.")
    checked = (
        Text(
            f"决定作出后 {limit_words(commitment.checked_within).zh}内，部门会来核查。",
            f"Within {limit_words(commitment.checked_within).en} of the decision the authority checks it.",
        )
        if commitment.checked_within
        else Text("决定作出后，部门会来核查。", "After the decision the authority checks it.")
    )
    return Text(
        f"我办理“{one_thing.name.zh}”，自愿用告知承诺的方式，并且知道要符合什么条件。我承诺：{stated.zh}{checked.zh}"
        f"{_CONSEQUENCE.zh}{_CREDIT.zh}",
        f"I apply for “{one_thing.name.en}” and choose notice and promise of my own will; I know the conditions. I promise: "
        f"{stated.en} {checked.en} {_CONSEQUENCE.en} {_CREDIT.en}",
    )


def statement_of(*, one_thing: OneThing, paper: PlannedPaper, kind: PromiseKind) -> Text | None:
    """The promise about a paper, where the plan allows one of that kind; else None."""
    if kind is PromiseKind.LATER and paper.may_follow:
        limits = [use.follows_within for use in paper.uses if use.follows_within]
        within = min(limits, key=lambda limit: limit.amount)
        return later_statement(one_thing=one_thing, paper=paper, within=within)
    if kind is PromiseKind.INSTEAD and paper.by_commitment:
        for use in paper.uses:
            if use.by_commitment is not None:
                return commitment_statement(
                    one_thing=one_thing, commitment=use.by_commitment, what=use.proves
                )
    return None


def conditions_statement(*, one_thing: OneThing, service: str) -> Text | None:
    """The promise that all conditions of a service are met, where it is decided so; else None."""
    definition = one_thing.services[service].definition
    if definition.by_commitment is None:
        return None
    what = Text(f"符合“{definition.name.zh}”的条件", f"The conditions of “{definition.name.en}” are met")
    return commitment_statement(one_thing=one_thing, commitment=definition.by_commitment, what=what)


def limit_words(limit: TimeLimit) -> Text:
    """A limit as a number and its unit: 5 个工作日 / 5 working days."""
    unit = _UNITS[limit.unit]
    return Text(f"{limit.amount} {unit.zh}", f"{limit.amount} {unit.en}{'' if limit.amount == 1 else 's'}")
