"""What `yijian compile --json` says of papers beyond their lists: for whom, how else, how sure, and at what price sooner."""

from __future__ import annotations

from typing import Any

from yijian.core.compiler.paper_document import burden_document, proof_document
from yijian.core.errors import Text
from yijian.core.vocabulary.evidence_plan import OtherWay, PaperChoice, PlannedPaper
from yijian.core.vocabulary.plan import Plan


def evidence_details(plan: Plan) -> dict[str, Any]:
    """Each paper with what asks for it; the other ways; burden against days; the proofs.

    `proofs` can be checked by themselves (`faults_of_document`).
    """
    evidence = plan.evidence
    services = {task.key: task.service for task in plan.tasks}
    return {
        "burden": burden_document(evidence.burden),
        "at_least": burden_document(evidence.at_least),
        "certified": evidence.certified,
        "papers": [_paper(paper, services) for paper in evidence.papers],
        "choices": [_choice(choice) for choice in evidence.choices],
        "trades": [
            {**burden_document(trade.burden), "days": trade.days, "bring": list(trade.bring)}
            for trade in evidence.trades
        ],
        "all_trades": evidence.all_trades,
        "proofs": [proof_document(proof) for proof in evidence.proofs],
    }


def _paper(paper: PlannedPaper, services: dict[str, str]) -> dict[str, Any]:
    return {
        "id": paper.key,
        "type": paper.type,
        "name": _text(paper.name),
        "of": paper.of.split("|"),
        "way": paper.way.value,
        "register": paper.register,
        "certain": paper.certain,
        "needs": list(paper.needs),
        "for": [
            {
                "task": use.task,
                "service": services.get(use.task, use.task.partition("[")[0]),
                "requirement": use.requirement,
                "proves": _text(use.proves),
            }
            for use in paper.uses
        ],
    }


def _choice(choice: PaperChoice) -> dict[str, Any]:
    return {
        "task": choice.task,
        "requirement": choice.requirement,
        "proves": _text(choice.proves),
        "certain": choice.certain,
        "chosen": list(choice.chosen),
        "others": [_other(other) for other in choice.others],
    }


def _other(other: OtherWay) -> dict[str, Any]:
    """`minutes` and `fen` are how much more it takes than what is planned."""
    return {
        "papers": [{"id": paper.key, "type": paper.type, "way": paper.way.value} for paper in other.papers],
        "minutes": other.minutes,
        "fen": other.fen,
        "soonest": other.soonest,
    }


def _text(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
