"""The other ways to meet each requirement, for whoever does not have the paper that was chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from yijian.core.compiler.paper_needs import Paper, PaperNeed
from yijian.core.compiler.papers import Folder, cost_of
from yijian.core.compiler.situation import Situation
from yijian.core.vocabulary.evidence_plan import OtherWay, PaperChoice, PaperWay, WayPaper


def paper_choices(
    situation: Situation, folder: Folder, *, needs: Iterable[PaperNeed], soonest: Folder | None
) -> tuple[PaperChoice, ...]:
    """Every requirement that can be met in several ways. `needs` have them all, also those that the folder was chosen
    without because they take longer; `soonest` are the papers of whoever wants the fewest days."""
    options_of = {_name(need): need.options for need in needs}
    in_a_hurry = {} if soonest is None else {_name(need): _keys(option) for need, option in soonest.taken}
    uses: dict[str, int] = {}
    for _, option in folder.taken:
        for key in {paper.key for paper in _brought(option)}:
            uses[key] = uses.get(key, 0) + 1
    return tuple(
        PaperChoice(
            task=need.task,
            requirement=need.requirement.id,
            proves=need.requirement.proves,
            certain=bool(need.verdict.holds),
            chosen=tuple(paper.key for paper in chosen),
            others=tuple(
                _other(situation, uses, chosen, option, soonest=in_a_hurry.get(_name(need)) == _keys(option))
                for option in options_of[_name(need)]
                if _keys(option) != _keys(chosen)
            ),
        )
        for need, chosen in folder.taken
        if any(_keys(option) != _keys(chosen) for option in options_of[_name(need)])
    )


def _other(
    situation: Situation,
    uses: dict[str, int],
    chosen: Sequence[Paper],
    option: Sequence[Paper],
    *,
    soonest: bool,
) -> OtherWay:
    more = {paper.key: paper for paper in _brought(option) if paper.key not in uses}
    less = {
        paper.key: paper
        for paper in _brought(chosen)
        if uses[paper.key] == 1 and paper.key not in _keys(option)
    }
    cost = [(1, cost_of(situation, paper.type)) for paper in more.values()]
    cost += [(-1, cost_of(situation, paper.type)) for paper in less.values()]
    return OtherWay(
        papers=tuple(
            WayPaper(
                key=paper.key,
                type=paper.type,
                name=situation.one_thing.evidence_types[paper.type].name,
                of=paper.of,
                way=paper.way,
            )
            for paper in option
        ),
        minutes=sum(sign * one.minutes for sign, one in cost),
        fen=sum(sign * one.fen for sign, one in cost),
        soonest=soonest,
    )


def _brought(option: Iterable[Paper]) -> list[Paper]:
    return [paper for paper in option if paper.way is PaperWay.APPLICANT]


def _keys(option: Iterable[Paper]) -> frozenset[str]:
    return frozenset(paper.key for paper in option)


def _name(need: PaperNeed) -> tuple[str, str]:
    return need.task, need.requirement.id
