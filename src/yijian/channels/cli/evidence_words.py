"""Of the papers of a plan for a terminal: how sure it is that none are less, what else is allowed, what is done sooner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yijian.core.errors import Text
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.paper_words import plan_trade_words, trade_words, way_words
from yijian.core.vocabulary.plan import Plan


def paper_choice_lines(one_thing: OneThing, plan: Plan, language: str) -> Iterator[str]:
    """Line by line; nothing where no papers are required."""
    if plan.evidence.proofs:
        yield _proof(plan).in_language(language)
    for choice in plan.evidence.choices:
        service = one_thing.services[choice.task.partition("[")[0]].definition.name
        chosen = _names(one_thing, choice.chosen)
        yield Text(
            f"证明“{choice.proves.zh}”（{service.zh}），除了{chosen.zh}也可以用：",
            f"To prove “{choice.proves.en}” ({service.en}), besides {chosen.en} you may use:",
        ).in_language(language)
        for other in choice.others:
            names = _names(one_thing, (paper.key for paper in other.papers))
            difference = way_words(other)
            yield Text(f"  {names.zh}（{difference.zh}）", f"  {names.en} ({difference.en})").in_language(
                language
            )
    trades = plan.evidence.trades
    if trades:
        yield plan_trade_words(trades).in_language(language)
        for trade in trades[1:]:
            others = [_names(one_thing, (key,)) for key in trade.bring if key not in trades[0].bring]
            yield f"  {trade_words(trades[0], trade, names=others).in_language(language)}"


def _proof(plan: Plan) -> Text:
    evidence = plan.evidence
    if evidence.certified and all(proof.certificate.trivial for proof in evidence.proofs):
        return Text(
            "材料已是最少，不用比较就能定", "No papers could be less burden: nothing had to be searched"
        )
    if evidence.certified:
        return Text("材料已是最少，有证明", "No papers could be less burden: there is a certificate")
    if evidence.minimal:
        return Text("材料已是最少，由求解程序得出", "No papers could be less burden, by the word of a solver")
    spent, least = evidence.burden[0], evidence.at_least[0]
    return Text(
        f"材料要花 {spent} 分钟，最少也要 {least} 分钟：是不是最少，还没有证明",
        f"The papers take {spent} minutes, and none take less than {least}: whether fewer suffice is not proved",
    )


def _names(one_thing: OneThing, keys: Iterable[str]) -> Text:
    names = list(dict.fromkeys(one_thing.evidence_types[key.partition(":")[0]].name for key in keys))
    return Text("和".join(name.zh for name in names), " and ".join(name.en for name in names))
