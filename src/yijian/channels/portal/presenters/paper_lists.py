"""The papers of a plan: what the person brings, what comes by itself, for whom each is, and what else is allowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from yijian.channels.portal.presenters.names import (
    joined,
    paper_name,
    paper_titles,
    register_name,
    task_name,
)
from yijian.channels.portal.presenters.summary import own_papers
from yijian.core.errors import Text
from yijian.core.vocabulary.evidence_plan import OtherWay, PaperChoice, PaperWay, PlannedPaper
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.paper_words import plan_trade_words, trade_words, way_words
from yijian.core.vocabulary.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """One paper: what it proves and for which service, and where it comes from unless the person brings it."""

    name: Text
    uses: Text
    source: Text | None = None
    hint: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherLine:
    """Papers that may be used instead, and what that takes against what is planned."""

    names: Text
    difference: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceLine:
    """What must be proved, for which services, the papers planned for it and those allowed as well. `brought`: the person
    brings what is planned."""

    proves: Text
    services: Text
    planned: Text
    brought: bool
    others: tuple[OtherLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeLines:
    """Burden against days: what is planned, what is done sooner, and whether that is all there is."""

    planned: Text
    sooner: tuple[Text, ...]
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLists:
    """All papers of a plan. `perhaps` hang on what is not yet known."""

    yours: tuple[PaperLine, ...]
    perhaps: tuple[PaperLine, ...]
    ours: tuple[PaperLine, ...]
    choices: tuple[ChoiceLine, ...]
    trades: TradeLines | None


def paper_lists(thing: OneThing, plan: Plan) -> PaperLists:
    """The lists in the order of the plan."""
    own, titles = own_papers(plan), paper_titles(thing, plan.evidence.papers)
    return PaperLists(
        yours=tuple(_own_line(thing, paper, titles[paper.key]) for paper in own if paper.certain),
        perhaps=tuple(_own_line(thing, paper, titles[paper.key]) for paper in own if not paper.certain),
        ours=tuple(
            _our_line(thing, paper, titles[paper.key])
            for paper in plan.evidence.papers
            if paper.way is not PaperWay.APPLICANT
        ),
        choices=_choices(thing, plan),
        trades=_trades(thing, plan),
    )


def other_lines(plan: Plan, key: str) -> tuple[OtherLine, ...]:
    """What may be used instead of a paper, where it is all that is planned for each of its uses, in the same ways."""
    chosen = [choice for choice in plan.evidence.choices if key in choice.chosen]
    uses = next((len(paper.uses) for paper in plan.evidence.papers if paper.key == key), 0)
    if not chosen or len(chosen) < uses or any(choice.chosen != (key,) for choice in chosen):
        return ()
    same = [other for other in chosen[0].others if all(other in choice.others for choice in chosen)]
    return tuple(_other(other) for other in same)


def uses_of(thing: OneThing, paper: PlannedPaper) -> Text:
    """What a paper proves and who asks for it: 户籍（出生登记）."""
    services = joined(dict.fromkeys(task_name(thing, use.task) for use in paper.uses))
    proves = joined(dict.fromkeys(use.proves for use in paper.uses))
    return Text(f"{proves.zh}（{services.zh}）", f"{proves.en} ({services.en})")


def _own_line(thing: OneThing, paper: PlannedPaper, title: Text) -> PaperLine:
    return PaperLine(name=title, uses=uses_of(thing, paper), hint=paper.hint)


def _our_line(thing: OneThing, paper: PlannedPaper, title: Text) -> PaperLine:
    if paper.way is PaperWay.REGISTER and paper.register:
        register = register_name(thing, paper.register)
        source = Text(f"您同意后，从{register.zh}调取", f"With your consent, from {register.en}")
    elif paper.way is PaperWay.OUTPUT:
        source = Text("前一步办好就有，直接送到后一步", "Made by an earlier step and passed on")
    elif paper.signed_by:
        source = Text("按您填的内容生成，在手机上签名", "Made from the form, signed on the screen")
    else:
        source = Text("按您填的内容自动生成", "Made from the form")
    return PaperLine(name=title, uses=uses_of(thing, paper), source=source)


def _choices(thing: OneThing, plan: Plan) -> tuple[ChoiceLine, ...]:
    """Each choice once, however many services leave it in the same way."""
    own = {paper.key for paper in own_papers(plan)}
    alike: dict[tuple[tuple[str, ...], tuple[OtherWay, ...]], list[PaperChoice]] = {}
    for choice in plan.evidence.choices:
        alike.setdefault((choice.chosen, choice.others), []).append(choice)
    return tuple(
        ChoiceLine(
            proves=joined(dict.fromkeys(choice.proves for choice in same)),
            services=joined(dict.fromkeys(task_name(thing, choice.task) for choice in same)),
            planned=_together(paper_name(thing, key) for key in chosen),
            brought=own.issuperset(chosen),
            others=tuple(_other(other) for other in others),
        )
        for (chosen, others), same in alike.items()
    )


def _other(other: OtherWay) -> OtherLine:
    return OtherLine(names=_together(paper.name for paper in other.papers), difference=way_words(other))


def _together(names: Iterable[Text]) -> Text:
    """Papers of which all are needed: 甲和乙."""
    given = tuple(dict.fromkeys(names))
    return Text("和".join(name.zh for name in given), " and ".join(name.en for name in given))


def _trades(thing: OneThing, plan: Plan) -> TradeLines | None:
    trades = plan.evidence.trades
    if not trades:
        return None
    planned = trades[0]
    return TradeLines(
        planned=plan_trade_words(trades),
        sooner=tuple(
            trade_words(
                planned,
                trade,
                names=[paper_name(thing, key) for key in trade.bring if key not in planned.bring],
            )
            for trade in trades[1:]
        ),
        complete=plan.evidence.all_trades,
    )
