"""What holds after every test of durability, whatever went wrong in between.

I1  no command that was acknowledged is lost
I2  an idempotency key has its effect at most once in a case, and one answer
I3  the versions of a case are 1 … n, without a gap
I4  the state row is the fold of the journal, and the chains verify
I5  every message of a command has its delivery, and nothing waits that was handed over
I6  a timer that was fired is gone, was fired once and not before it was due
I7  a case that is over has no open task and no timer
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from tests.storage.given import fold
from yijian.storage.models import Case, Delivery, Journal, Message, Task, Timer
from yijian.storage.verification import Fold, verify_journal

Told = Mapping[tuple[str, str], int]
"""What somebody was told is durable: the version, by case and key."""


def told_in(acknowledged: Path) -> dict[tuple[str, str], int]:
    """What workers wrote down that they were told. AssertionError where one command was answered in two ways."""
    told: dict[tuple[str, str], int] = {}
    for line in acknowledged.read_text().splitlines():
        case_id, key, version = line.split()
        assert told.setdefault((case_id, key), int(version)) == int(version), (
            f"I2: {key} was answered in two ways"
        )
    return told


def assert_invariants(
    *,
    told: Told | None = None,
    due: Mapping[str, datetime] | None = None,
    all_delivered: bool = False,
    folding: Fold = fold,
) -> None:
    """Hold what is stored against I1 to I7. `due` by command key of a timer: when it was due."""
    rows = list(
        Journal.objects.values_list("case_id", "version", "idempotency_key", "at").order_by(
            "case_id", "version"
        )
    )
    stored = {(case_id, key): version for case_id, version, key, _ in rows}
    lost = [command for command in told or {} if command not in stored]
    assert not lost, f"I1: {len(lost)} acknowledged commands are lost: {lost[:3]}"
    assert len(stored) == len(rows), "I2: a key stands twice in the journal of a case"
    wrong = [command for command, version in (told or {}).items() if stored[command] != version]
    assert not wrong, f"I2: another answer than was told: {wrong[:3]}"
    _assert_versions((case_id, version) for case_id, version, _, _ in rows)
    report = verify_journal(fold=folding)
    assert report.broken == (), f"I4: {report.broken[:3]}"
    _assert_messages(all_delivered=all_delivered)
    _assert_timers(stored, {key: at for _, _, key, at in rows}, due or {})
    over = Case.objects.filter(final=True).values_list("case_id", flat=True)
    assert not Task.objects.filter(case_id__in=over, open=True).exists(), (
        "I7: an open task in a case that is over"
    )
    assert not Timer.objects.filter(case_id__in=over).exists(), "I7: a timer of a case that is over"


def _assert_versions(rows: Iterable[tuple[str, int]]) -> None:
    versions: dict[str, list[int]] = defaultdict(list)
    for case_id, version in rows:
        versions[case_id].append(version)
    for case_id, found in versions.items():
        assert found == list(range(1, len(found) + 1)), f"I3: {case_id} has the versions {found}"
    at = dict(Case.objects.values_list("case_id", "version"))
    assert at == {case_id: len(found) for case_id, found in versions.items()}, (
        "I3: a state row of another version"
    )


def _assert_messages(*, all_delivered: bool) -> None:
    messages = set(Message.objects.values_list("case_id", "version", "ordinal"))
    deliveries = list(Delivery.objects.values_list("case_id", "version", "ordinal", "delivered"))
    assert {row[:3] for row in deliveries} <= messages, "I5: a delivery without its message"
    commands = set(Journal.objects.values_list("case_id", "version"))
    assert {row[:2] for row in messages} <= commands, "I5: a message of a command that was not carried out"
    if all_delivered:
        left = [row for row in deliveries if not row[3]]
        assert not left, f"I5: {len(left)} messages were not delivered"


def _assert_timers(stored: Told, fired_at: Mapping[str, datetime], due: Mapping[str, datetime]) -> None:
    for row in Timer.objects.all():
        key = f"timer:{row.kind}:{row.subject}:{row.generation}"
        assert (row.case_id, key) not in stored, f"I6: {key} of {row.case_id} was fired and is still there"
    for key, moment in due.items():
        if key in fired_at:
            assert fired_at[key] >= moment, f"I6: {key} was fired before it was due"
