"""Decisions with their reasons, line by line, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from yijian.core.compiler.decision_reasons import Decision, Ground
from yijian.core.compiler.rule_reasons import Reason
from yijian.core.errors import Text
from yijian.core.vocabulary.marks import CERTAINTY_WORDS, Certainty

_MARKS: Final = {True: "✓", False: "✗", None: "?"}
_ASIDE: Final = "·"


def why_lines(decisions: Iterable[Decision], language: str) -> Iterator[str]:
    """All decisions under a heading."""
    yield Text("为什么：", "Why:").in_language(language)
    for decision in decisions:
        yield from (f"  {line}" for line in decision_lines(decision, language))


def reason_json(reason: Reason) -> dict[str, Any]:
    """A reason as JSON."""
    return {
        "zh": reason.text.zh,
        "en": reason.text.en,
        "holds": reason.holds,
        "aside": reason.aside,
        "parts": [reason_json(part) for part in reason.parts],
    }


def decision_json(decision: Decision) -> dict[str, Any]:
    """A decision as JSON."""
    return {
        "kind": decision.kind.value,
        "id": decision.subject,
        "service": decision.service,
        "holds": decision.holds,
        "needs": list(decision.needs),
        "outcome": {"zh": decision.outcome.zh, "en": decision.outcome.en},
        "reasons": [reason_json(reason) for reason in decision.reasons],
        "basis": [
            {
                "clause": ground.clause,
                "certainty": ground.certainty,
                "source": ground.source.id if ground.source else None,
            }
            for ground in decision.grounds
        ],
    }


def decision_lines(decision: Decision, language: str) -> Iterator[str]:
    """A decision: its outcome, why, and what it rests on."""
    title, outcome = decision.title.in_language(language), decision.outcome.in_language(language)
    link = Text("：", ": ").in_language(language)
    yield f"{_MARKS[decision.holds]} {title}{link}{outcome}"
    for reason in decision.reasons:
        yield from reason_lines(reason, language, depth=1)
    for words in dict.fromkeys(map(ground_words, decision.grounds)):
        yield f"    {words.in_language(language)}"


def reason_lines(reason: Reason, language: str, *, depth: int = 0) -> Iterator[str]:
    """A reason, with what it rests on further in."""
    mark = _ASIDE if reason.aside else _MARKS[reason.holds]
    yield f"{'    ' * depth}{mark} {reason.text.in_language(language)}"
    for part in reason.parts:
        yield from reason_lines(part, language, depth=depth + 1)


def ground_words(ground: Ground) -> Text:
    """依据：… （已公布）; where nothing was found, that."""
    mark, where = CERTAINTY_WORDS[Certainty(ground.certainty)], ground.source.what if ground.source else ""
    clause = ground.clause if ground.clause and ground.clause not in where else ""
    cited = "，".join(each for each in (clause, where) if each)
    sure = f"{mark.en[:1].lower()}{mark.en[1:]}"
    if not cited:
        return Text(f"依据哪条法律：{mark.zh}", f"Basis in law: {sure}")
    return Text(f"依据：{cited}（{mark.zh}）", f"Basis: {cited} ({sure})")
