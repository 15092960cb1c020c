"""T20: one character somewhere in the journal is another one; every time it is found, and found where it is."""

from __future__ import annotations

import random
import string

import pytest

from tests.storage.given import given_case, undone
from yijian.storage.models import Journal
from yijian.storage.verification import Problem, verify_journal

pytestmark = pytest.mark.django_db

EDITS = 1000
TEXTS = (
    "actor_kind",
    "actor_account",
    "actor_authority",
    "command",
    "idempotency_key",
    "events",
    "previous_hash",
    "hash",
)
SIGNS = string.ascii_letters + string.digits + '，。甲乙{}[]":'


def test_a_thousand_edited_characters_are_all_found() -> None:
    cases = [given_case(f"case-{n}", commands=5) for n in range(4)]
    chance = random.Random(20)
    for _ in range(EDITS):
        case_id, version = chance.choice(cases), chance.randint(1, 5)
        row = Journal.objects.filter(case_id=case_id, version=version)
        texts = row.values(*TEXTS).get()
        # every stored character is as likely as every other
        column = chance.choices(TEXTS, weights=[len(texts[name]) for name in TEXTS])[0]
        before = texts[column]
        position = chance.randrange(len(before))
        other = chance.choice([sign for sign in SIGNS if sign != before[position]])
        with undone():
            row.update(**{column: before[:position] + other + before[position + 1 :]})
            found = {(one.version, one.problem) for one in verify_journal(case_id=case_id).broken}
            assert (version, Problem.ENTRY_CHANGED) in found, f"{column} of {case_id} version {version}"
    assert verify_journal().sound
