"""Why a decision came out as it did: golden texts over the shipped rules, and the laws that the sentences keep."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from tests.compiler.reason_cases import FOLDER, decisions, texts
from tests.compiler.small_packages import TODAY
from yijian.connectors.definitions import LoadResult
from yijian.core.compiler.decision_reasons import Decision, DecisionKind, asked_words
from yijian.core.compiler.held import Held
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.compiler.plan import situation_of
from yijian.core.compiler.questions import all_questions
from yijian.core.compiler.representatives import representatives
from yijian.core.compiler.rule_reasons import Reason, reason_of
from yijian.core.compiler.situation import Situation
from yijian.core.errors import Text
from yijian.core.feel import evaluate, parse
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.provenance import Facts

THINGS = ("newborn", "retirement", "disability", "credit-repair", "transport-company")
PERSONS = 25


def test_the_golden_texts_are_what_the_shipped_rules_say() -> None:
    """`python -m tests.compiler.reason_cases` writes them anew: read the difference before it is kept."""
    assert {each.name: each.read_text(encoding="utf-8") for each in FOLDER.iterdir()} == texts()


@pytest.fixture(scope="module", params=THINGS)
def one_thing(request: pytest.FixtureRequest, definitions: LoadResult) -> OneThing:
    found = compile_life_event(definitions.package, request.param, on=TODAY, region="430100").one_thing
    assert found is not None
    return found


def test_the_sentences_say_what_the_rules_say(one_thing: OneThing) -> None:
    """The reasons of every decision, for persons of whom not everything is known, come to its verdict; what an open one
    waits for is named in it."""
    random = Random(one_thing.life_event.id)
    outcomes: set[tuple[bool | None, bool]] = set()
    for _ in range(PERSONS):
        facts = _somebody(one_thing, random)
        situation = situation_of(one_thing, facts, today=TODAY, held=Held(), skipped=frozenset())
        for decision in decisions(one_thing, facts):
            outcomes.add((decision.holds, bool(decision.needs)))
            assert decision.reasons, (decision.subject, facts)
            for reason in decision.reasons:
                assert reason.holds is decision.holds, (decision.subject, facts)
                assert not [*_broken(reason)], (decision.subject, facts)
            _names_its_needs(situation, decision)
    assert {(True, False), (False, False), (None, True)} <= outcomes


def _somebody(one_thing: OneThing, random: Random) -> Facts:
    """A person who answers some of the questions, each as rules tell answers apart."""
    facts: Facts = {}
    situation = situation_of(one_thing, facts, today=TODAY, held=Held(), skipped=frozenset())
    questions = sorted(all_questions(situation))
    told = random.random()
    for fact in questions:
        if random.random() < told:
            facts[fact] = random.choice(representatives(situation, fact))[0]
    return facts


def _names_its_needs(situation: Situation, decision: Decision) -> None:
    said = " ".join(part.text.zh for reason in decision.reasons for part in _all(reason))
    for need in decision.needs if decision.kind is not DecisionKind.SERVICE else ():
        assert asked_words(situation, need).zh in said, (decision.subject, need, said)


def _broken(reason: Reason) -> Iterator[Reason]:
    """Parts that do not bear out the whole."""
    for part in reason.parts:
        if not part.aside and part.holds is not reason.holds:
            yield part
        yield from _broken(part)


def _all(reason: Reason) -> Iterator[Reason]:
    yield reason
    for part in reason.parts:
        yield from _all(part)


@pytest.mark.parametrize(
    ("rule", "context", "said"),
    [
        ("a and b", {"a": True, "b": False}, ["“b”：否"]),
        ("a or b", {"a": False, "b": True}, ["“b”：是"]),
        ("not(a or b)", {"a": False, "b": False}, ["下面几条都不成立", "“a”：否", "“b”：否"]),
        ("a >= 80", {"a": 85}, ["a是 85，至少是 80"]),
        ("80 <= a", {"a": 79}, ["a是 79，少于 80"]),
        ("a >= 80 and b", {"a": 85}, ["还不知道：b"]),
        ("a >= 80 or b", {"a": 85}, ["a是 85，至少是 80"]),
        ("if a then b > 1 else null", {"a": False}, ["这种情形规则没有写结论，由工作人员来看", "“a”：否"]),
        ("if a then b else b", {"b": True}, ["不管是哪种情形，结果都一样", "“b”：是", "“b”：是"]),
        ("a = null", {"a": None}, ["没有a"]),
    ],
)
def test_only_what_decided_is_told(rule: str, context: dict[str, object], said: list[str]) -> None:
    reason = reason_of(parse(rule), context, {}, asked=lambda need: Text(need, need))
    assert [part.text.zh for part in _all(reason)] == said
    verdict = evaluate(parse(rule), context).value
    assert reason.holds is (verdict if isinstance(verdict, bool) else None)


def test_identifying_values_are_never_in_a_sentence(newborn: OneThing) -> None:
    """What a rule looks at may be a name or a number: the sentence says that it is given."""
    from yijian.core.compiler.rule_comparisons import Told, told_words

    concepts = newborn.entities["person"].concepts
    for name in ("name", "id_number"):
        words = told_words(Told(concepts[name].name, concepts[name], "11010519491231002X"))
        assert "11010519491231002X" not in words.zh + words.en
