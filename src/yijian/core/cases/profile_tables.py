"""The tables of docs/procedure-profiles.md, written from the profiles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from yijian.core.cases.names import UNDOING_NAMES
from yijian.core.cases.notices import NoticeKind, basis_words, title_of
from yijian.core.cases.procedures import ELECTRONIC_SERVICE, PROCEDURES, Procedure, SilenceEffect
from yijian.core.errors import Text
from yijian.core.vocabulary.marks import Marked
from yijian.core.vocabulary.notice_kinds import Remedy
from yijian.core.vocabulary.service import ServiceKind
from yijian.core.vocabulary.time_limit import TimeLimit, TimeUnit

KIND_NAMES: Final[Mapping[ServiceKind, Text]] = {
    ServiceKind.LICENCE: Text("行政许可", "licence"),
    ServiceKind.CONFIRMATION: Text("行政确认", "confirmation"),
    ServiceKind.BENEFIT: Text("行政给付", "benefit"),
    ServiceKind.REWARD: Text("行政奖励", "reward"),
    ServiceKind.PUBLIC_SERVICE: Text("公共服务", "public service"),
    ServiceKind.OTHER: Text("其他行政权力", "other power"),
}
_UNITS: Final = {
    TimeUnit.WORKING_DAY: "working days",
    TimeUnit.CALENDAR_DAY: "days",
    TimeUnit.HOUR: "hours",
    TimeUnit.MONTH: "months",
}
_REMEDIES: Final = {
    Remedy.REVIEW: "行政复议 reconsideration",
    Remedy.LAWSUIT: "行政诉讼 lawsuit",
    Remedy.OBJECTION: "异议 objection",
}

_INTRODUCTION: Final = """# Procedure profiles

Generated from `yijian.core.cases.procedures` by `yijian.core.cases.profiles_document()`: do not edit.
How a matter is handled follows from its `kind`. A service may say otherwise of its own procedure ([Writing definitions](authoring.md#a-service));
what is found nowhere is the platform's own standard, and says so. After each fact stands its mark of certainty: `published`, `inferred`,
`recalled` or `not_found`. How long a decision takes is said by each service, by law and by promise: no limit by kind was found.
"""


def profiles_document() -> str:
    """The whole of docs/procedure-profiles.md."""
    return "\n".join((_INTRODUCTION, *_facts(), *_undoings(), *_remedies(), *_bases(), *_notes()))


def _facts() -> Iterator[str]:
    yield "## What each kind of matter knows\n"
    yield "| kind | accept, decline or tell what is missing, from receipt | silence then | silence at the end of the limit | extension by the head, once | objection | its answer |"
    yield "|---|---|---|---|---|---|---|"
    for kind, profile in PROCEDURES.items():
        yield _row(
            _name(kind),
            _limit(profile.correction),
            _marked(
                "accepts from receipt" if profile.deemed_acceptance.allowed else "is recorded",
                profile.deemed_acceptance,
            ),
            _marked(_silence(profile), profile.silence),
            _limit(profile.extension),
            _limit(profile.objection),
            _limit(profile.review),
        )
    yield ""


def _undoings() -> Iterator[str]:
    yield "## By which acts a decision can be undone\n"
    yield "| kind | acts |"
    yield "|---|---|"
    for kind, profile in PROCEDURES.items():
        acts = sorted(profile.undoings, key=list(UNDOING_NAMES).index)
        yield _row(_name(kind), ", ".join(f"{UNDOING_NAMES[one].zh} {UNDOING_NAMES[one].en}" for one in acts))
    yield ""


def _remedies() -> Iterator[str]:
    yield "## What can be done against a decision\n"
    yield "| remedy | body | within | kinds |"
    yield "|---|---|---|---|"
    rules = dict.fromkeys(rule for profile in PROCEDURES.values() for rule in profile.remedies)
    for rule in rules:
        having = [profile for profile in PROCEDURES.values() if rule in profile.remedies]
        limits = dict.fromkeys(profile.limit_of(rule.remedy) for profile in having)
        yield _row(
            _REMEDIES[rule.remedy],
            _marked(f"{rule.body.zh} {rule.body.en}", rule),
            "; ".join(_limit(limit) if limit else "`not_found`" for limit in limits),
            "all" if len(having) == len(PROCEDURES) else ", ".join(_name(one.kind) for one in having),
        )
    yield ""


def _bases() -> Iterator[str]:
    yield "## Under which law each notice is written\n"
    yield "A notice that is not in the table has no law found for any kind: it is issued all the same, and says that no clause has been verified.\n"
    yield "| kind | notice | law |"
    yield "|---|---|---|"
    for kind, profile in PROCEDURES.items():
        for notice in NoticeKind:
            basis = profile.basis_of(notice)
            if basis.cite is not None:
                yield _row(_name(kind), title_of(notice).zh, _marked(basis_words(basis).zh, basis))
    yield ""
    without = [_name(kind) for kind, profile in PROCEDURES.items() if not profile.bases]
    yield f"No law found for any notice: {', '.join(without)}.\n"


def _notes() -> Iterator[str]:
    yield "## Where it comes from\n"
    facts: list[Marked] = [ELECTRONIC_SERVICE]
    for profile in PROCEDURES.values():
        facts += [profile.correction, profile.deemed_acceptance, profile.silence, profile.extension]
        facts += [profile.objection, profile.review, *profile.remedies, *profile.bases.values()]
    for note in _once(f"`{fact.certainty.value}`: {fact.note}" for fact in facts if fact.note):
        yield f"* {note}"
    yield ""


def _once(notes: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(notes)


def _silence(profile: Procedure) -> str:
    return (
        "approves"
        if profile.silence.effect is SilenceEffect.APPROVES
        else "is recorded, and told to the head"
    )


def _limit(limit: TimeLimit) -> str:
    return _marked(f"{limit.amount} {_UNITS[limit.unit]}", limit)


def _marked(words: str, fact: Marked) -> str:
    return f"{words} `{fact.certainty.value}`"


def _name(kind: ServiceKind) -> str:
    return f"{KIND_NAMES[kind].zh} `{kind.value}`"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
