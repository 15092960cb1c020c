"""The question page: the next questions in words, why each is asked, and what each answer changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from yijian.core.compiler.askable import open_questions
from yijian.core.compiler.fact_paths import COUNT, WANTS, concept_at, read_path
from yijian.core.compiler.facts import FALSE, TRUE, read_fact, reference_facts
from yijian.core.compiler.goals import OpenGoal, open_goals
from yijian.core.compiler.memory import remembered
from yijian.core.compiler.paper_trade import plan_papers
from yijian.core.compiler.plan_schedule import schedule_of
from yijian.core.compiler.question_pages import page_of
from yijian.core.compiler.questions import all_questions, in_order, interview, questions_as_in, state_of
from yijian.core.compiler.representatives import choices, representatives
from yijian.core.compiler.situation import Situation
from yijian.core.errors import Text
from yijian.core.feel.values import UNKNOWN
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.vocabulary.concept import CHOICES, Code, ConceptType
from yijian.core.vocabulary.evidence_plan import PaperWay
from yijian.core.vocabulary.marks import Marked
from yijian.core.vocabulary.one_thing import GoalKind
from yijian.core.vocabulary.plan import AnswerEffect, EffectKind, Question, QuestionPlan, QuestionReason

MOST_EFFECTS: Final = 12
"""Of more choices that can be ticked together, and of more numbers, nothing is said about each."""

_YES_AND_NO = (Code(code=TRUE, name=Text("是", "Yes")), Code(code=FALSE, name=Text("否", "No")))


def question_plan(situation: Situation, calendar: WorkingCalendar) -> QuestionPlan:
    """The questions that still matter, with everything that the next page needs."""
    everything = all_questions(situation)
    return QuestionPlan(
        page=tuple(question_about(situation, fact, calendar) for fact in page_of(situation)),
        open=in_order(situation),
        answered=tuple(sorted(fact for fact in everything if fact in situation.facts)),
        total=len(everything),
        expected=interview(situation).mean,
        usual=questions_as_in(situation, reference_facts(situation.one_thing, situation.today)),
    )


def question_about(situation: Situation, fact: str, calendar: WorkingCalendar) -> Question:
    """The page of a question, open or (to change an answer) told already. `fact` is a full path."""
    found = concept_at(situation.one_thing, fact)
    parts = read_path(fact)
    reasons = tuple(dict.fromkeys(_reasons(situation, fact)))
    if found is not None and parts is not None:
        concept = found[1]
        offered: tuple[Code, ...] = _YES_AND_NO if concept.type is ConceptType.BOOLEAN else ()
        if concept.type in CHOICES:
            possible = choices(situation, fact)
            offered = tuple(code for code in concept.codes if code.code in possible)
        return Question(
            fact=fact,
            text=situation.worded(concept.question, parts.participant, parts.member),
            hint=concept.hint,
            type=concept.type,
            choices=offered,
            effects=_effects(situation, fact, offered, calendar),
            reasons=reasons,
            minimum=concept.minimum,
            maximum=concept.maximum,
            max_length=concept.max_length,
        )
    text, kind, offered = _of_structure(situation, fact)
    return Question(
        fact=fact,
        text=text,
        hint=None,
        type=kind,
        choices=offered,
        effects=_effects(situation, fact, offered, calendar),
        reasons=reasons,
    )


def _of_structure(situation: Situation, fact: str) -> tuple[Text, ConceptType, tuple[Code, ...]]:
    """The question about a wish, a count or a presence, which no concept of the dictionary stands behind."""
    one_thing = situation.one_thing
    if fact.startswith(WANTS):
        definition = one_thing.services[fact.removeprefix(WANTS)].definition
        name = definition.plain_name or definition.name
        return (
            Text(f"要一并办“{name.zh}”吗？", f"Do you also want “{name.en}”?"),
            ConceptType.BOOLEAN,
            _YES_AND_NO,
        )
    parts = read_path(fact)
    assert parts is not None  # noqa: S101 -- every other fact is a path
    participant = one_thing.life_event.participants[parts.participant]
    if parts.name == COUNT:
        numbers = tuple(
            Code(code=str(count), name=Text(f"{count} 个", str(count)))
            for count in range(1, participant.most + 1)
        )
        return (
            participant.count_question
            or Text(f"有几个{participant.name.zh}？", f"How many are there? ({participant.name.en})"),
            ConceptType.INTEGER,
            numbers,
        )
    return (
        participant.presence_question
        or Text(
            f"{participant.name.zh}要写进这次办理吗？",
            f"Does {participant.name.en} take part in this application?",
        ),
        ConceptType.BOOLEAN,
        _YES_AND_NO,
    )


def _reasons(situation: Situation, fact: str) -> Iterator[QuestionReason]:
    for one in open_goals(situation):
        if fact in open_questions(situation, one.verdict.needs):
            yield _reason(situation, one)


def _reason(situation: Situation, one: OpenGoal) -> QuestionReason:
    one_thing, goal = situation.one_thing, one.goal
    service_id = goal.service or (goal.subject.removeprefix(WANTS) if goal.kind in _OF_SERVICE else None)
    service = one_thing.services[service_id].definition if service_id else None
    mark: Marked | None = None
    zh = f"“{service.name.zh}”" if service else ""
    en = f"“{service.name.en}”" if service else ""
    match goal.kind:
        case GoalKind.ADMISSION:
            conditions = one_thing.overlay.admission.conditions if one_thing.overlay else ()
            condition = next(c for c in conditions if c.id == goal.subject)
            mark = condition
            text = Text(
                f"联办条件：{condition.text.zh}", f"Condition of the joint channel: {condition.text.en}"
            )
        case GoalKind.SERVICE:
            mark = next(use for use in one_thing.life_event.services if use.service == service_id)
            text = Text(f"决定要不要办{zh}", f"Decides whether {en} is part of it")
        case GoalKind.CHOICE:
            mark = next(use for use in one_thing.life_event.services if use.service == service_id)
            text = Text(f"{zh}可办可不办，由您决定", f"{en} is optional: you decide")
        case GoalKind.PAPER if service:
            paper = next(p for p in service.evidence if p.id == goal.subject)
            mark = paper
            text = Text(
                f"决定办{zh}时要不要证明“{paper.proves.zh}”",
                f"Decides whether {en} needs proof of “{paper.proves.en}”",
            )
        case GoalKind.FIELD if service:
            mark = next(i for i in service.information if i.fact == goal.subject)
            found = concept_at(one_thing, _participant_fact(situation, goal.subject, service_id))
            name = found[1].name if found else Text(goal.subject, goal.subject)
            text = Text(f"决定办{zh}时要不要填“{name.zh}”", f"Decides whether {en} asks for “{name.en}”")
        case GoalKind.CRITERION if service:
            criterion = next(c for c in service.criteria if c.id == goal.subject)
            mark = criterion
            text = Text(f"办{zh}的条件：{criterion.text.zh}", f"Condition of {en}: {criterion.text.en}")
        case GoalKind.COUNT:
            text = Text("每个人各办一份", "Each of them has a part of their own")
        case GoalKind.PRESENCE:
            text = Text("决定要不要填另一方的信息和材料", "Decides whose data and papers are needed")
        case _:
            text = Text(f"决定办{zh}时用谁的信息和材料", f"Decides whose data and papers {en} uses")
    return QuestionReason(
        service=service_id,
        text=text,
        certainty=mark.certainty if mark else "inferred",
        source=mark.source if mark else None,
    )


_OF_SERVICE = frozenset({GoalKind.SERVICE, GoalKind.CHOICE})


def _participant_fact(situation: Situation, role_fact: str, service_id: str | None) -> str:
    role, _, name = role_fact.partition(".")
    service = situation.one_thing.services[service_id] if service_id else None
    candidates = situation.holder(service, role).candidates if service else ()
    return f"{candidates[0]}.{name}" if candidates else role_fact


@dataclass(frozen=True, slots=True)
class _Outline:
    """What is certain for somebody, in short."""

    services: frozenset[str]
    papers: frozenset[str]
    days: int | None
    admitted: bool | None


def _outline(situation: Situation, calendar: WorkingCalendar) -> _Outline:
    folder = plan_papers(situation, calendar)
    return _Outline(
        services=frozenset(
            situation.task_key(service.definition.id, member)
            for service, member, included in situation.tasks()
            if included.holds
        ),
        papers=frozenset(
            paper.key for paper in folder.plan.papers if paper.certain and paper.way is PaperWay.APPLICANT
        ),
        days=schedule_of(situation, calendar, folder.waits).promised_days,
        admitted=situation.admitted().holds,
    )


def _effects(
    situation: Situation, fact: str, offered: tuple[Code, ...], calendar: WorkingCalendar
) -> dict[str, AnswerEffect]:
    """What each choice changes against what is certain now. Choices that no rule tells apart are tried once."""
    held = situation.held
    key = (fact, state_of(situation), held.evidence, held.not_held, held.unavailable, calendar)
    return remembered(
        situation.one_thing, "effects", key, lambda: _work_out_effects(situation, fact, offered, calendar)
    )


def _work_out_effects(
    situation: Situation, fact: str, offered: tuple[Code, ...], calendar: WorkingCalendar
) -> dict[str, AnswerEffect]:
    if situation.value(fact) is not UNKNOWN:
        facts = {path: value for path, value in situation.facts.items() if path != fact}
        situation = situation.with_only(facts)
    found = concept_at(situation.one_thing, fact)
    several = found is not None and found[1].type is ConceptType.CODES
    counted = found is None and len(offered) > len(_YES_AND_NO)
    if (several or counted) and len(offered) > MOST_EFFECTS:
        return {}  # each would need a plan of its own, and nobody reads so many lines
    now = _outline(situation, calendar)
    standing = {value: value for value, _ in representatives(situation, fact)}
    effects: dict[str, AnswerEffect] = {}
    tried: dict[object, AnswerEffect] = {}
    for code in offered:
        value = read_fact(situation.one_thing, fact, code.code)
        alike = value if several else next(reversed(standing.values()), value)
        stand_in = standing.get(value, alike)
        if stand_in not in tried:
            tried[stand_in] = _effect(now, _outline(situation.told(fact, stand_in), calendar))
        effects[code.code] = tried[stand_in]
    return effects


def _effect(now: _Outline, then: _Outline) -> AnswerEffect:
    services = _difference(now.services, then.services)
    papers = _difference(now.papers, then.papers)
    if then.admitted is False and now.admitted is not False:
        kind = EffectKind.OUT
    elif services[0] or papers[0]:
        kind = EffectKind.MORE
    elif services[1] or papers[1]:
        kind = EffectKind.LESS
    else:
        kind = EffectKind.SAME
    days = then.days - now.days if then.days is not None and now.days is not None else None
    return AnswerEffect(
        kind=kind,
        services_added=services[0],
        services_removed=services[1],
        papers_added=papers[0],
        papers_removed=papers[1],
        days=days,
    )


def _difference(now: frozenset[str], then: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What was added and removed; the first member is the same thing with and without its number."""
    before = {key.replace("[1]", ""): key for key in now}
    after = {key.replace("[1]", ""): key for key in then}
    return (
        tuple(sorted(after[key] for key in after.keys() - before.keys())),
        tuple(sorted(before[key] for key in before.keys() - after.keys())),
    )
