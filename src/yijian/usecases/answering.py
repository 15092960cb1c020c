"""Reading what people typed into fields, questions and forms: typed facts, or all problems at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from yijian.core.compiler.fact_paths import WANTS, concept_at, read_path
from yijian.core.compiler.facts import FactRefused, full_path, read_fact
from yijian.core.compiler.situation import Situation
from yijian.core.errors import CommandRefused, Text
from yijian.core.vocabulary.answers import AnswerProblem, AnswerShape, parse_answer
from yijian.core.vocabulary.concept import ConceptType
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import PlannedField
from yijian.core.vocabulary.provenance import Facts, FactValue

_BOUNDED = frozenset({ConceptType.INTEGER, ConceptType.DATE, ConceptType.TEXT, ConceptType.ADDRESS})


class AnswersRefused(CommandRefused):
    """Some answers cannot be taken; `problems` says for each fact what is wrong. Nothing was saved or lost."""

    code = "ANSWERS_REFUSED"
    template = Text(
        "有 {count} 处要改，改好就能继续", "{count} answers need to be corrected, then you can go on"
    )

    def __init__(self, *, problems: Mapping[str, Text]) -> None:
        self.problems = dict(problems)
        super().__init__(count=len(self.problems))


def read_answers(
    *,
    one_thing: OneThing,
    typed: Mapping[str, str],
    known: Facts,
    today: date,
    fields: Iterable[PlannedField] = (),
) -> Facts:
    """The typed facts. Raises AnswersRefused with all problems.

    `fields` are those of a plan: their bounds count, which may be stricter than the dictionary's, and an empty answer
    to one that is not required is "there is none".
    """
    planned = {field.fact: field for field in fields}
    may_be_empty = frozenset(path for path, field in planned.items() if field.required is False)
    facts: dict[str, FactValue] = {}
    problems: dict[str, Text] = {}
    # a kind of document first: the number beside it is checked by it
    for path in sorted(typed, key=lambda path: path.endswith(".id_number")):
        if path in may_be_empty and not typed[path].strip():
            facts[path] = None
            continue
        try:
            answer = _read_one(one_thing, path, typed[path], {**known, **facts}, today, planned.get(path))
        except FactRefused as refusal:
            problems[path] = refusal.text
            continue
        if isinstance(answer, AnswerProblem):
            problems[path] = answer.text
        else:
            facts[path] = answer
    if problems:
        raise AnswersRefused(problems=problems)
    return facts


def _read_one(
    one_thing: OneThing, path: str, typed: str, known: Facts, today: date, planned: PlannedField | None
) -> FactValue | AnswerProblem:
    full = full_path(one_thing, path)
    found = concept_at(one_thing, full)
    if found is None:
        return read_fact(one_thing, full, typed.strip())
    _, concept = found
    bounds = planned or concept
    answer = parse_answer(
        shape=AnswerShape(
            type=concept.type,
            codes=concept.codes,
            minimum=bounds.minimum,
            maximum=bounds.maximum,
            max_length=bounds.max_length,
        ),
        typed=typed,
        today=today,
        id_kind=_id_kind(full, known) if concept.type is ConceptType.PERSON_ID else None,
    )
    return answer if isinstance(answer, AnswerProblem) else answer.value


def outside_bounds(field: PlannedField, value: FactValue, today: date) -> Text | None:
    """What is wrong with a value that was told before it was known whose bounds it must keep; None: nothing."""
    if field.type not in _BOUNDED or value is None:
        return None
    answer = parse_answer(
        shape=AnswerShape(
            type=field.type, minimum=field.minimum, maximum=field.maximum, max_length=field.max_length
        ),
        typed=value.isoformat() if isinstance(value, date) else str(value),
        today=today,
    )
    return answer.text if isinstance(answer, AnswerProblem) else None


def _id_kind(path: str, known: Facts) -> str | None:
    """The kind of document told beside a person's number."""
    told = known.get(f"{path.rpartition('.')[0]}.id_kind")
    return told if isinstance(told, str) else None


def consistent(one_thing: OneThing, facts: Facts, today: date) -> Facts:
    """The facts without those that can no longer be told of anybody: of an absent participant or a missing member."""
    situation = Situation(one_thing=one_thing, facts=facts, today=today)

    def holds(path: str) -> bool:
        parts = read_path(path)
        if (
            path.startswith(WANTS)
            or parts is None
            or parts.participant not in one_thing.life_event.participants
        ):
            return True
        if parts.member is not None and parts.member > (situation.count(parts.participant) or 1):
            return False
        return facts.get(f"{parts.participant}.present") is not False or parts.name == "present"

    return {path: value for path, value in facts.items() if holds(path)}
