"""The clock of a task as an officer reads it: the day, the stroke of used and granted time, the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.safestring import SafeString, mark_safe

from yijian.channels.look.dates import local_day
from yijian.channels.look.parts import Light as Lamp
from yijian.channels.look.strokes import hatch, stroke
from yijian.channels.workbench.presenters.desk import KINDS, WORKING_DAYS_LEFT, left_words
from yijian.core.errors import Text
from yijian.core.planning.day_words import day_words
from yijian.usecases.staff_views import OfficerTaskView
from yijian.usecases.views import Light, StopView

STOP_SHARE: Final = 22.0
"""Per cent of the stroke that shows a standing clock: how long it will stand is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the ledger. `at` is a moment where one is known, else the day."""

    at: date | datetime
    words: Text
    reason: str = ""

    @property
    def moment(self) -> bool:
        """Whether the time of day is known."""
        return isinstance(self.at, datetime)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The clock as drawn. `used` is a share of the granted time, 0 to 1; None without a limit in working days."""

    heading: Text
    due: date | None
    note: Text | None
    used: float | None
    stopped: bool
    late: bool
    words: Text
    ledger: tuple[Entry, ...]


def clock_of(view: OfficerTaskView, *, today: date) -> Clock:
    """The clock of the task on a day."""
    stop = open_stop(view)
    return Clock(
        heading=_heading(view, stop),
        due=None if view.decided_at else view.due,
        note=_note(view, stop),
        used=min(view.used_days / view.allowed_days, 1.0) if view.allowed_days and view.accepted_at else None,
        stopped=stop is not None,
        late=view.due is not None and today > view.due and view.decided_at is None,
        words=_used_words(view),
        ledger=_ledger(view),
    )


def time_left(view: OfficerTaskView, *, today: date, working_days: WORKING_DAYS_LEFT) -> Lamp | None:
    """The time left of a running clock as a light; None while none runs."""
    if (
        view.due is None
        or view.decided_at is not None
        or view.light not in (Light.RUNNING, Light.SOON, Light.LATE)
    ):
        return None
    return Lamp(kind=KINDS[view.light], words=left_words(view.due, today=today, working_days=working_days))


def open_stop(view: OfficerTaskView) -> StopView | None:
    """The stop that lasts now."""
    return view.stops[-1] if view.status == "suspended" and view.stops else None


def _heading(view: OfficerTaskView, stop: StopView | None) -> Text:
    if stop is not None:
        return Text("时间停着，恢复后重新算日子", "The clock stands: the day is set when it runs again")
    if view.decided_at is not None:
        return Text("有结论了，不再计时", "Decided: the clock has ended")
    if view.accepted_at is None:
        return Text("还没开始计时，受理才开始", "The clock has not started: acceptance starts it")
    if view.due is None:
        return Text("没有找到这一项的时限", "No time limit was found for this service")
    return Text("最晚办结", "To be decided by")


def _note(view: OfficerTaskView, stop: StopView | None) -> Text | None:
    if stop is not None and stop.limit_days is not None:
        return Text(f"这次最多停 {stop.limit_days} 天", f"This stop may take {stop.limit_days} days at most")
    if view.decided_at is not None and view.due is not None:
        due = day_words(view.due)
        return Text(f"期限是{due.zh}", f"It was due by {due.en}")
    if view.provisional:
        return Text(
            "有的放假安排还没公布，这个日子可能会变",
            "The holidays are not all published yet: this day may move",
        )
    return None


def _used_words(view: OfficerTaskView) -> Text:
    if view.allowed_days is None:
        return Text(f"已用 {view.used_days} 个工作日", f"{view.used_days} working days used")
    if view.extension is not None:
        return Text(
            f"连延长的一共 {view.allowed_days} 个工作日，已用 {view.used_days} 个",
            f"{view.used_days} of {view.allowed_days} working days used, the extension included",
        )
    return Text(
        f"承诺 {view.allowed_days} 个工作日，已用 {view.used_days} 个",
        f"{view.used_days} of {view.allowed_days} working days used",
    )


def _ledger(view: OfficerTaskView) -> tuple[Entry, ...]:
    entries = [
        Entry(
            at=one.at,
            words=Text(f"{one.by.zh}移送来", f"Handed on by {one.by.en}"),
            reason=one.reason,
        )
        for one in view.transfers
    ]
    entries.append(Entry(at=view.received_at, words=Text("收到", "Received")))
    if view.accepted_at is not None:
        entries.append(Entry(at=view.accepted_at, words=Text("受理，开始计时", "Accepted, the clock starts")))
    for stop in view.stops:
        words = Text(f"暂停：{stop.kind.zh}", f"Stopped: {stop.kind.en}")
        entries.append(Entry(at=local_day(stop.since), words=words, reason=stop.reason))
        if stop.until is not None:
            entries.append(Entry(at=local_day(stop.until), words=Text("恢复计时", "Runs again")))
    if view.extension is not None:
        given = view.extension
        entries.append(
            Entry(
                at=given.at,
                words=Text(f"延长 {given.days} 个工作日", f"Extended by {given.days} working days"),
                reason=given.reason,
            )
        )
        entries.sort(key=lambda one: local_day(one.at) if isinstance(one.at, datetime) else one.at)
    if view.decided_at is not None:
        entries.append(Entry(at=view.decided_at, words=Text("有结论，计时结束", "Decided, the clock ends")))
    return tuple(entries)


def draw_clock(clock: Clock) -> SafeString:
    """Used time cut straight, a standing clock hatched, what is left as an outline; red when late."""
    if clock.used is None:
        return mark_safe("")
    if clock.late:
        bars = stroke(kind="key", x=0.0, width=100.0, y=12, height=11, late=True)
    else:
        room = 100.0 - STOP_SHARE if clock.stopped else 100.0
        used = room * clock.used
        gap = STOP_SHARE if clock.stopped else 0.0
        bars = ""
        if used + gap < 100:
            bars += stroke(kind="promised", x=used + gap, width=100 - used - gap, y=12, height=11)
        if used:
            bars += stroke(kind="running", x=0.0, width=used, y=12, height=11)
        if clock.stopped:
            bars += hatch("clock-hatch") + stroke(
                kind="stopped", x=used, width=gap, y=12, height=11, pattern="clock-hatch"
            )
    drawn = (
        f'<svg class="yj-chart" width="100%" height="32" aria-hidden="true" focusable="false">{bars}</svg>'
    )
    return mark_safe(drawn)  # noqa: S308 - fixed shapes and numbers
