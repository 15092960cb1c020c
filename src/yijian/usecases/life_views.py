"""A stop and a longer limit of a clock, a handover, a part that could not begin: as values for pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from yijian.core.cases import CaseState, TaskState
from yijian.core.cases.names import TASK_STATUS_NAMES
from yijian.core.cases.needs import failed_first
from yijian.core.errors import Text
from yijian.core.vocabulary.one_thing import OneThing


@dataclass(frozen=True, slots=True, kw_only=True)
class StopView:
    """A stop of the clock: why, since when, how long it may take, what it rests on, whether the person must act."""

    kind: Text
    reason: str
    since: datetime
    until: datetime | None
    limit_days: int | None
    basis: Text
    your_turn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionView:
    """The one extension of a limit: working days, when it was given, and why."""

    days: int
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRequestView:
    """What an officer asked of the head: working days, when, why; and the refusal, where the head has said no."""

    days: int
    at: datetime
    reason: str
    open: bool
    refusal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferView:
    """A task handed on: from whom, to whom, when, and why."""

    by: Text
    to: Text
    at: datetime
    reason: str


def extension_view(*, task: TaskState, texts: Mapping[str, str]) -> ExtensionView | None:
    """The extension of the task, or None."""
    given = task.clock.extension
    if given is None:
        return None
    return ExtensionView(days=given.days, at=given.at, reason=texts.get(given.reason.key, ""))


def extension_request_view(*, task: TaskState, texts: Mapping[str, str]) -> ExtensionRequestView | None:
    """The latest request for more time, while the limit runs and it was not given; or None."""
    if not task.extension_requests or task.settled or task.clock.extension is not None:
        return None
    asked = task.extension_requests[-1]
    return ExtensionRequestView(
        days=asked.days,
        at=asked.at,
        reason=texts.get(asked.reason.key, ""),
        open=asked.open,
        refusal=texts.get(asked.refusal.key, "") if asked.refusal else "",
    )


def transfer_views(
    *, task: TaskState, one_thing: OneThing, texts: Mapping[str, str]
) -> tuple[TransferView, ...]:
    """How the task came to its authority, the latest last."""
    return tuple(
        TransferView(
            by=one_thing.authorities[one.by].short_name,
            to=one_thing.authorities[one.to].short_name,
            at=one.at,
            reason=texts.get(one.reason.key, ""),
        )
        for one in task.transfers
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockView:
    """Why a part could not begin: the part whose result it needs, the one whose failure that goes back to, how that ended,
    and where one can apply for this part alone."""

    needs: Text
    failed: Text
    failed_key: str
    ended: Text
    where: Text | None


def block_view(*, case: CaseState, task: TaskState, one_thing: OneThing) -> BlockView | None:
    """Why the task could not begin, or None."""
    first = failed_first(case, task)
    direct = case.task(task.blocked_by) if task.blocked_by else None
    if first is None or direct is None:
        return None
    return BlockView(
        needs=one_thing.services[direct.spec.service].definition.name,
        failed=one_thing.services[first.spec.service].definition.name,
        failed_key=first.spec.key,
        ended=TASK_STATUS_NAMES[first.status],
        where=one_thing.services[task.spec.service].where,
    )


def life_text_keys(task: TaskState) -> set[str]:
    """The vault keys of all texts that these views show."""
    keys = {one.reason.key for one in task.transfers}
    keys |= {one.finding.key for one in task.changes if one.finding}
    for asked in task.extension_requests:
        keys |= {asked.reason.key} | ({asked.refusal.key} if asked.refusal else set())
    return keys | {task.clock.extension.reason.key} if task.clock.extension else keys
