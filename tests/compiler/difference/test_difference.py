"""What a change means, on the shipped definitions with a few lines changed: for whom, by whom that is shown, and what of it
does not matter."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date

import pytest

from tests.compiler.difference.edited_definitions import (
    DEFINITIONS,
    Edited,
    difference,
    edited,
    shipped,
    side,
)
from yijian.core.compiler.difference import Difference, difference_of
from yijian.core.compiler.difference.values import EventDifference, Fate, PartChange, Person, Sort, Verdict
from yijian.core.feel import evaluate, parse

__all__ = ["edited"]

CERTIFICATE = "services/disabled-federation/certificate.yaml"
SPEECH = 'holder.disability_kind != "speech" or today >= holder.birth_date + @"P3Y"'
REGISTRATION = "services/police/birth-registration.yaml"
ETHNICITY = """  - id: ethnicity
    proves: {zh: 宝宝随哪一方的民族, en: Choice of the ethnic group}
    when: mother.ethnicity != father.ethnicity
    any_of: [[{type: ethnicity-application, of: child, signed_by: [mother, father]}]]
    certainty: published
    source: HN
    note: 由父母双方签名凭一般知识
"""


def context(person: Person) -> Mapping[str, object]:
    """The facts of a witness as rules read them."""
    found: dict[str, object] = {"today": date(2026, 11, 24)}
    for fact in person:
        name, _, concept = fact.path.rpartition(".")
        if name:
            members = found.setdefault(name, {})
            assert isinstance(members, dict)
            members[concept] = fact.value
        else:
            found[concept] = fact.value
    return found


def part_at(found: Difference, definition: str, path: str) -> PartChange:
    return next(one for one in found.parts if (one.definition, one.path) == (definition, path))


def event(found: Difference, name: str, region: str | None = None) -> EventDifference:
    (one,) = [one for one in found.events if one.life_event == name and region in one.regions]
    return one


def items(one: EventDifference) -> dict[str, tuple[list[str], list[str]]]:
    return {
        each.items: ([item.key for item in each.added], [item.key for item in each.removed])
        for each in one.items
    }


def test_a_definition_against_itself_is_no_difference() -> None:
    found = difference(DEFINITIONS)
    assert (found.parts, found.eligibility, found.events) == ((), (), ())
    assert found.is_empty_in_meaning


def test_a_copy_is_compared_in_far_less_than_five_seconds(edited: Edited) -> None:
    """Files are read again, and nothing but their hash is compared."""
    folder = edited()
    began = time.process_time()
    found = difference(folder)
    assert not found.parts
    assert time.process_time() - began < 5


def test_a_stricter_age_is_shown_by_a_person_who_loses_and_none_gains(edited: Edited) -> None:
    """Speech is assessed from the age of five instead of three: the witness is between both, and confirmed by the evaluator."""
    changed = SPEECH.replace("P3Y", "P5Y")
    found = difference(edited((CERTIFICATE, SPEECH, changed)))
    (who,) = found.eligibility
    assert who.definition == "services/disabled-federation.certificate"
    assert who.comparison.verdict is Verdict.DIFFERENT
    assert who.comparison.gained is None
    assert who.comparison.reason is None  # proved, not given up
    assert who.comparison.lost
    facts = context(who.comparison.lost)
    assert evaluate(parse(SPEECH), facts).value is True
    assert evaluate(parse(changed), facts).value is False
    rule = part_at(found, "services/disabled-federation.certificate", "criteria/speech/rule")
    assert (rule.old, rule.new, rule.sort) == (SPEECH, changed, Sort.MEANING)
    assert rule.place is not None
    assert (rule.place.file, rule.place.line) == (CERTIFICATE, 19)
    assert [item.key for item in event(found, "disability").touched] == ["disabled-federation.certificate"]


def test_a_wider_age_is_shown_by_a_person_who_gains(edited: Edited) -> None:
    found = difference(edited((CERTIFICATE, SPEECH, SPEECH.replace("P3Y", "P1Y"))))
    (who,) = found.eligibility
    assert who.comparison.gained
    assert who.comparison.lost is None


@pytest.mark.parametrize(
    "rewritten",
    [
        'not(holder.disability_kind = "speech" and today < holder.birth_date + @"P3Y")',
        'if holder.disability_kind = "speech" then today >= holder.birth_date + @"P36M" else true',
        'today >= holder.birth_date + @"P3Y" or holder.disability_kind != "speech"',
    ],
)
def test_a_rule_written_otherwise_is_proved_to_be_the_same(edited: Edited, rewritten: str) -> None:
    found = difference(edited((CERTIFICATE, SPEECH, rewritten)))
    assert found.is_empty_in_meaning
    assert not found.eligibility
    (part,) = found.parts
    assert part.sort is Sort.REWRITTEN
    assert part.rule is not None
    assert part.rule.verdict is Verdict.SAME


def test_what_no_proof_reaches_counts_as_a_change(edited: Edited) -> None:
    """A rule outside the verifiable subset is not decided, which is never counted as proved to be the same."""
    changed = SPEECH + ' or matches(holder.name, "a+b")'
    found = difference(edited((CERTIFICATE, SPEECH, changed)))
    rule = part_at(found, "services/disabled-federation.certificate", "criteria/speech/rule").rule
    assert rule is not None
    assert not found.is_empty_in_meaning
    assert rule.gained is not None or rule.verdict is Verdict.NOT_DECIDED


def test_a_rule_that_nobody_can_meet_is_dead(edited: Edited) -> None:
    changed = 'holder.disability_kind = "speech" and holder.disability_kind = "mental"'
    found = difference(edited((CERTIFICATE, SPEECH, changed)))
    rule = part_at(found, "services/disabled-federation.certificate", "criteria/speech/rule").rule
    assert rule is not None
    assert rule.never
    assert rule.lost


def test_a_paper_that_is_dropped(edited: Edited) -> None:
    """Of whoever needed it, somebody is shown, and nobody needs it now; the one thing loses paper and, with it, a rule."""
    found = difference(edited((REGISTRATION, ETHNICITY, "")))
    part = part_at(found, "services/police.birth-registration", "evidence/ethnicity")
    assert part.fate is Fate.REMOVED
    assert part.rule is not None
    assert part.rule.lost
    facts = context(part.rule.lost)
    assert evaluate(parse("mother.ethnicity != father.ethnicity"), facts).value is True
    for region in (None, "430100"):
        one = event(found, "newborn", region)
        assert items(one)["papers"] == ([], ["ethnicity-application"])
    assert not found.eligibility


def test_other_promised_days_move_the_days_of_the_whole(edited: Edited) -> None:
    promised = "promised: {amount: 10, unit: working_day, certainty: published"
    found = difference(edited((REGISTRATION, promised, promised.replace("10", "7"))))
    (part,) = found.parts
    assert (part.path, part.old, part.new) == ("time_limits/promised/amount", 10, 7)
    figures = {one.name: (one.old, one.new) for one in event(found, "newborn").figures}
    assert figures["promised_days"] == (45, 42)
    assert figures["days_after"] == (45, 42)


def test_a_service_that_is_added_to_a_life_event(edited: Edited) -> None:
    """With its papers and questions, in the region too."""
    line = "  - {service: culture.card-use, certainty: published, source: HN-social-security-card}\n"
    service = (DEFINITIONS / "services/culture/card-use.yaml").read_text("utf-8")
    written = service.replace("id: culture.card-use", "id: culture.reader-card")
    found = difference(
        edited(
            (
                "life-events/social-security-card.yaml",
                line,
                f"{line}{line.replace('culture.card-use', 'culture.reader-card')}",
            ),
            ("services/culture/reader-card.yaml", "", written),
        )
    )
    assert part_at(found, "services/culture.reader-card", "").fate is Fate.ADDED
    one = event(found, "social-security-card")
    assert items(one)["services"] == (["culture.reader-card"], [])


def test_only_words_only_marks_only_order(edited: Edited) -> None:
    """A name, a source and the order of conditions change nothing for anybody, and say so."""
    speech, mental = (
        (DEFINITIONS / CERTIFICATE)
        .read_text("utf-8")
        .partition(f"  - id: {name}\n")[2]
        .partition("  - id: ")[0]
        for name in ("speech", "mental")
    )
    first = f"  - id: speech\n{speech}"
    second = f"  - id: mental\n{mental}"
    found = difference(
        edited(
            (CERTIFICATE, first + second, second + first),
            (REGISTRATION, "name: {zh: 出生登记（申报户口）", "name: {zh: 出生登记"),
            (
                REGISTRATION,
                "    certainty: inferred\n    source: ZS\n",
                "    certainty: recalled\n    source: ZS\n",
            ),
        )
    )
    assert {part.path: part.sort for part in found.parts} == {
        "criteria": Sort.ORDER,
        "name": Sort.WORDING,
        "evidence/birth/certainty": Sort.MARKS,
    }
    assert found.is_empty_in_meaning
    assert {one.life_event for one in found.events if one.is_plain} == {"disability", "newborn"}


def test_a_table_changes_in_meaning_through_the_rules_that_name_it(edited: Edited) -> None:
    """A month more in one row: who is told apart by it is shown where the rule stands, which itself has not changed."""
    table = "decision-tables/minimum-contribution.yaml"
    found = difference(edited((table, "then: [180]", "then: [181]")))
    row = part_at(found, "decision-tables/minimum-contribution", "rules/1/then")
    assert row.sort is Sort.MEANING
    rule = part_at(found, "services/hr.retirement-eligibility", "criteria/contribution/rule")
    assert rule.old == rule.new
    assert rule.rule is not None
    assert rule.rule.lost
    assert rule.rule.gained is None


def test_added_and_removed_are_the_mirror_of_each_other(edited: Edited) -> None:
    """What is gained one way is lost the other way; figures, lists and parts change places."""
    folder = edited((REGISTRATION, ETHNICITY, ""), (CERTIFICATE, SPEECH, SPEECH.replace("P3Y", "P5Y")))
    before, after = shipped(), side(folder)
    there, back = difference_of(before, after), difference_of(after, before)
    turned = {Fate.ADDED: Fate.REMOVED, Fate.REMOVED: Fate.ADDED, Fate.CHANGED: Fate.CHANGED}
    assert {(one.definition, one.path, turned[one.fate], one.sort) for one in there.parts} == {
        (one.definition, one.path, one.fate, one.sort) for one in back.parts
    }
    for one, other in zip(there.eligibility, back.eligibility, strict=True):
        assert (one.comparison.gained is None) is (other.comparison.lost is None)
        assert (one.comparison.lost is None) is (other.comparison.gained is None)
    for one_event, other_event in zip(there.events, back.events, strict=True):
        assert [(each.added, each.removed) for each in one_event.items] == [
            (each.removed, each.added) for each in other_event.items
        ]
        assert [(each.old, each.new) for each in one_event.figures] == [
            (each.new, each.old) for each in other_event.figures
        ]


def test_a_life_event_that_compiles_no_more_says_why(edited: Edited) -> None:
    """Its lead service is gone from the folder: nothing else is said of it."""
    folder = edited()
    (folder / "services/culture/card-use.yaml").unlink()
    found = difference(folder)
    one = event(found, "social-security-card")
    assert one.broken
    assert not one.is_plain
    assert not one.figures


def test_who_is_admitted_in_a_region(edited: Edited) -> None:
    """A condition less opens the joint channel for somebody, in that region only."""
    overlay = "regions/430100/newborn.yaml"
    text = (DEFINITIONS / overlay).read_text("utf-8")
    first, _, rest = text.partition("  conditions:\n")[2].partition("\n    - id: ")
    found = difference(edited((overlay, f"{first}\n    - id: ", "    - id: ")))
    (who,) = found.eligibility
    assert rest
    assert who.definition == "regions/430100/newborn"
    assert who.comparison.gained is not None
    assert who.comparison.lost is None
