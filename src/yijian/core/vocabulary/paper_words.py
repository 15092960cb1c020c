"""In words: what another way to meet a requirement takes more, and what is done sooner for more papers."""

from __future__ import annotations

from collections.abc import Iterable

from yijian.core.errors import Text
from yijian.core.vocabulary.evidence_plan import OtherWay, PaperTrade
from yijian.core.vocabulary.money import yuan

_NO_MORE = Text("一样省事", "no more trouble")


def difference_words(*, minutes: int, fen: int) -> Text:
    """多花 10 分钟、5 元; 多花 10 分钟，少花 5 元. What is the same is not told."""
    told: list[Text] = []
    for sign, words in ((1, Text("多花", "more")), (-1, Text("少花", "less"))):
        amounts: list[Text] = []
        if minutes * sign > 0:
            amounts.append(Text(f"{abs(minutes)} 分钟", f"{abs(minutes)} minutes"))
        if fen * sign > 0:
            amounts.append(yuan(abs(fen)))
        if amounts:
            listed = _listed(amounts, last=Text("、", " and "))
            told.append(Text(f"{words.zh} {listed.zh}", f"{listed.en} {words.en}"))
    return _listed(told, last=Text("，", ", ")) if told else _NO_MORE


def way_words(other: OtherWay) -> Text:
    """What another way takes against the planned one, and whether it is the way of whoever is in a hurry."""
    words = difference_words(minutes=other.minutes, fen=other.fen)
    if not other.soonest:
        return words
    return Text(f"{words.zh}，办得最早", f"{words.en}, done soonest")


def plan_trade_words(trades: tuple[PaperTrade, ...]) -> Text:
    """What is planned, against what is done soonest: 现在这样安排，少交 1 份材料，晚 3 个工作日办好。"""
    planned, soonest = trades[0], trades[-1]
    papers, days = soonest.burden[2] - planned.burden[2], planned.days - soonest.days
    if papers > 0:
        spared = Text(f"少交 {papers} 份材料", f"{papers} {_papers(papers)} fewer")
    else:
        spared = difference_words(
            minutes=planned.burden[0] - soonest.burden[0], fen=planned.burden[1] - soonest.burden[1]
        )
    return Text(
        f"现在这样安排，{spared.zh}，晚 {days} 个工作日办好",
        f"As planned: {spared.en}, done {days} working {_days(days)} later",
    )


def trade_words(planned: PaperTrade, sooner: PaperTrade, *, names: Iterable[Text]) -> Text:
    """What is done sooner, and for what: `names` are the papers that are not brought as planned."""
    listed = _listed(list(names), last=Text("、", ", "))
    papers, days = sooner.burden[2] - planned.burden[2], planned.days - sooner.days
    what = Text(f"改交{listed.zh}", f"Bring instead: {listed.en}")
    if papers > 0:
        what = Text(f"多交 {papers} 份材料（{listed.zh}）", f"{papers} more {_papers(papers)} ({listed.en})")
    burden = difference_words(
        minutes=sooner.burden[0] - planned.burden[0], fen=sooner.burden[1] - planned.burden[1]
    )
    return Text(
        f"{what.zh}，{burden.zh}，早 {days} 个工作日，一共 {sooner.days} 个工作日办好",
        f"{what.en}, {burden.en}: {days} working {_days(days)} sooner, done in {sooner.days}",
    )


def _listed(texts: list[Text], *, last: Text) -> Text:
    return Text(last.zh.join(text.zh for text in texts), last.en.join(text.en for text in texts))


def _papers(number: int) -> str:
    return "paper" if number == 1 else "papers"


def _days(number: int) -> str:
    return "day" if number == 1 else "days"
