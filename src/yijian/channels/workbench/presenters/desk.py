"""A desk as its officer reads it: lights with the days left, tabs by whose turn it is, rows by due day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from yijian.channels.look.dates import local_day
from yijian.channels.look.parts import Light as Lamp
from yijian.channels.look.parts import LightKind
from yijian.channels.workbench.presenters.names import numbered
from yijian.core.errors import Text
from yijian.usecases.staff_views import DeskRow, DeskView
from yijian.usecases.views import Light

KINDS: Final[Mapping[Light, LightKind]] = {
    Light.DONE: "done",
    Light.RUNNING: "running",
    Light.SOON: "soon",
    Light.LATE: "late",
    Light.STOPPED: "stopped",
    Light.WAITING: "waiting",
    Light.ENDED: "stopped",
}
_COUNTED: Final[tuple[tuple[Light, Text], ...]] = (
    (Light.LATE, Text("{n} 件超期", "{n} late")),
    (Light.SOON, Text("{n} 件快到期", "{n} due soon")),
    (Light.RUNNING, Text("{n} 件在时限内", "{n} in time")),
    (Light.STOPPED, Text("{n} 件暂停", "{n} stopped")),
    (Light.WAITING, Text("{n} 件在等", "{n} waiting")),
    (Light.DONE, Text("{n} 件有结论", "{n} decided")),
    (Light.ENDED, Text("{n} 件已结束", "{n} over")),
)

WORKING_DAYS_LEFT = Callable[[date, date], int]
"""Working days after the first day up to the second; negative the other way round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyAct:
    """What can be done to many rows of a tab at once: the name of its address, and the words of its button."""

    url_name: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A tab: whose turn it is, and in which statuses; whatever their status: `owes` those that await promised papers, `visits`
    those with a visit ahead, `asked` those for which more time is asked of the head, `mine` those that the officer has in hand. A `rare` one is shown while it holds something. `act` is what can be done to many of them at once."""

    slug: str
    label: Text
    statuses: frozenset[str] = frozenset()
    owes: bool = False
    visits: bool = False
    asked: bool = False
    mine: bool = False
    rare: bool = False
    act: ManyAct | None = None

    def count(self, desk: DeskView) -> int:
        """How many rows of the whole desk stand in this tab."""
        if self.mine:
            return desk.mine
        if self.visits:
            return desk.visiting
        if self.asked:
            return desk.asked
        return desk.owing if self.owes else sum(desk.by_status.get(one, 0) for one in self.statuses)


OFFICER_TURNS: Final = (
    Turn(slug="mine", label=Text("我经办的", "Mine"), mine=True),
    Turn(
        slug="accept",
        label=Text("等受理", "To accept"),
        statuses=frozenset({"dispatched"}),
        act=ManyAct(url_name="workbench:accept-many", label=Text("受理选中的", "Accept the ticked ones")),
    ),
    Turn(
        slug="review",
        label=Text("审查中", "Under review"),
        statuses=frozenset({"accepted", "under_review"}),
        act=ManyAct(url_name="workbench:approve-many", label=Text("批准选中的", "Approve the ticked ones")),
    ),
    Turn(slug="stopped", label=Text("暂停计时", "Stopped"), statuses=frozenset({"suspended"})),
    Turn(
        slug="hand-over",
        label=Text("等出件送达", "To issue and deliver"),
        statuses=frozenset({"approved", "output_issued"}),
    ),
    Turn(slug="take-over", label=Text("等接收", "To take over"), statuses=frozenset({"sent"})),
    Turn(slug="visits", label=Text("踏勘", "Visits"), visits=True, rare=True),
    Turn(slug="owed", label=Text("等补交", "Papers owed"), owes=True),
    Turn(slug="pre-check", label=Text("预审", "Pre-check"), statuses=frozenset({"pre_check"})),
    Turn(slug="returned", label=Text("补正回来", "Corrected"), statuses=frozenset({"returned"})),
    Turn(slug="changed", label=Text("申请人改了", "Changed"), statuses=frozenset({"changed"})),
    Turn(slug="objection", label=Text("等复核", "To review"), statuses=frozenset({"objection"})),
    Turn(slug="sample", label=Text("抽查", "Samples"), statuses=frozenset({"sample"}), rare=True),
    Turn(slug="waiting", label=Text("快来了", "To come"), statuses=frozenset({"waiting"})),
)
HEAD_TURNS: Final = (
    Turn(slug="asked", label=Text("等我批延期", "More time asked"), asked=True),
    *OFFICER_TURNS,
)
"""The head of an authority works as its officers do, and answers for what they ask."""
COORDINATOR_TURNS: Final = (
    Turn(
        slug="take-over",
        label=Text("等接收", "To take over"),
        statuses=frozenset({"sent", "between_places"}),
    ),
    Turn(
        slug="pre-check",
        label=Text("等预审", "To pre-check"),
        statuses=frozenset({"received", "supplemented"}),
    ),
    Turn(
        slug="correction",
        label=Text("等申请人补正", "Being corrected"),
        statuses=frozenset({"correction_notified"}),
    ),
    Turn(slug="progress", label=Text("各部门在办", "In progress"), statuses=frozenset({"in_progress"})),
    Turn(
        slug="hand-over",
        label=Text("等送达归档", "To deliver and close"),
        statuses=frozenset({"decided", "delivered"}),
    ),
)

STATUS_WORDS: Final[Mapping[str, Text]] = {
    "sent": Text("外地窗口移交来的，等您接收", "Handed over from elsewhere, to be taken over"),
    "between_places": Text("退回了外地窗口，等再移交", "Sent back to the window elsewhere"),
    "pre_check": Text("预审中，可以报缺什么", "Pre-check: report what is missing"),
    "returned": Text("补正交来了，再看一遍", "Corrected: look once more"),
    "changed": Text("申请人改了内容，等您回应", "Changed by the applicant: to be answered for"),
    "waiting": Text("等前一件的结果", "Waits for an earlier result"),
    "dispatched": Text("等您受理", "To be accepted by you"),
    "accepted": Text("已受理，等审查", "Accepted, to be reviewed"),
    "under_review": Text("审查中", "Under review"),
    "extension_asked": Text("同事申请延长期限，等您答复", "More time is asked for: your answer"),
    "suspended": Text("暂停计时", "Clock stopped"),
    "approved": Text("批准了，等出件", "Approved, to be issued"),
    "output_issued": Text("出件了，等送达", "Issued, to be delivered"),
    "delivered": Text("送到了", "Delivered"),
    "refused": Text("没有批准", "Refused"),
    "not_accepted": Text("不予受理", "Not accepted"),
    "not_competent": Text("不归本机关办", "Another authority is competent"),
    "cannot_start": Text("缺前一件的结果，没能开始", "Could not begin"),
    "withdrawn": Text("申请人撤回了", "Withdrawn by the applicant"),
    "ended": Text("终止了", "Ended"),
    "dropped": Text("申请人改了，不用办了", "Not wanted after a change"),
    "revoked": Text("决定撤销了", "Decision revoked"),
    "retracted": Text("许可撤回了", "Licence retracted"),
    "revoked_as_penalty": Text("吊销了", "Taken away as a penalty"),
    "cancelled": Text("注销了", "Cancelled"),
    "sample": Text("规则批准的，等抽查", "Approved by rules, to be looked at"),
    "objection": Text("有异议，等复核", "Objection, to be reviewed"),
    "received": Text("收件了，等预审", "Received, to be pre-checked"),
    "supplemented": Text("补正交来了，等再看", "Corrected, to be checked again"),
    "correction_notified": Text("等申请人补正", "Waits for the applicant's correction"),
    "in_progress": Text("各部门在办", "With the authorities"),
    "decided": Text("都有结论了", "All decided"),
    "closed": Text("归档了", "Closed"),
}


_DECIDED: Final[Mapping[str, Text]] = {
    "approved": Text("等出件", "To be issued"),
    "output_issued": Text("等送达", "To be delivered"),
}
"""What is decided has no time left to count: what stands out is what is still to be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One tab as drawn."""

    label: Text
    count: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LampLink:
    """How many have a light; the link shows them alone, or all again where they are `current`."""

    lamp: Lamp
    url: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the queue as drawn."""

    row: DeskRow
    name: Text
    url: str
    light: Lamp
    state: Text
    used: float | None
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The desk as drawn, without its rows: how much there is to do, the lights, the tabs and which of them is chosen."""

    total: int
    lights: tuple[LampLink, ...]
    tabs: tuple[Tab, ...]
    slug: str
    turn: Text | None
    act: ManyAct | None


def turn_of(turns: Sequence[Turn], slug: str) -> Turn | None:
    """The tab that an address names; None: everything to do."""
    return next((each for each in turns if each.slug == slug), None)


def desk_page(
    desk: DeskView, *, turns: Sequence[Turn], turn: Turn | None, home: str, light: Light | None = None
) -> Desk:
    """The desk with its tabs and lights, of which one may be chosen (`turn`, `light`)."""
    return Desk(
        total=desk.total,
        lights=tuple(
            LampLink(
                lamp=Lamp(kind=KINDS[each], words=words.filled({"n": desk.counts[each]})),
                url=home if light is each else f"{home}?light={each.value}",
                current=light is each,
            )
            for each, words in _COUNTED
            if desk.counts.get(each)
        ),
        tabs=(
            Tab(
                label=Text("按期限", "By due day"),
                count=desk.total,
                url=home,
                current=turn is None and light is None,
            ),
            *(
                Tab(
                    label=each.label,
                    count=each.count(desk),
                    url=f"{home}?turn={each.slug}",
                    current=each is turn,
                )
                for each in turns
                if not each.rare or each is turn or each.count(desk)
            ),
        ),
        slug=turn.slug if turn else "",
        turn=turn.label if turn else None,
        act=turn.act if turn else None,
    )


def line_of(row: DeskRow, *, url: str, today: date, working_days: WORKING_DAYS_LEFT) -> Line:
    """One row with its light in words and the share of its time that is gone."""
    timed = row.due is not None and row.light in (Light.RUNNING, Light.SOON, Light.LATE)
    return Line(
        row=row,
        name=numbered(row.name, row.task),
        url=url,
        light=row_light(row, today=today, working_days=working_days),
        state=state_words(row.status, row.waits_for),
        used=row.used if timed else None,
        late=row.light is Light.LATE,
    )


def row_light(row: DeskRow, *, today: date, working_days: WORKING_DAYS_LEFT) -> Lamp:
    """How much time is left, in words; without a due day how long the papers have been there."""
    if row.status in ("pre_check", "returned"):
        return Lamp(kind="waiting", words=Text("预审中", "Pre-check"))
    if row.status == "changed":
        return Lamp(kind="soon", words=Text("等您回应", "To be answered"))
    if row.status in _DECIDED:
        return Lamp(kind="running", words=_DECIDED[row.status])
    match row.light:
        case Light.STOPPED:
            return Lamp(kind="stopped", words=Text("暂停中", "Stopped"))
        case Light.WAITING:
            return Lamp(kind="waiting", words=Text("在等", "Waiting"))
        case Light.DONE:
            return Lamp(kind="done", words=Text("有结论了", "Decided"))
        case Light.ENDED:
            return Lamp(kind="stopped", words=Text("结束了", "Over"))
    if row.due is None:
        received = local_day(row.received_at)
        days = max(working_days(received, today), 0)
        words = (
            Text("今天收到", "Received today")
            if days == 0
            else _days("收到 {n} 个工作日", "Received {n} working day{s} ago", days)
        )
        return Lamp(kind=KINDS[row.light], words=words)
    return Lamp(kind=KINDS[row.light], words=left_words(row.due, today=today, working_days=working_days))


def left_words(due: date, *, today: date, working_days: WORKING_DAYS_LEFT) -> Text:
    """超期 1 个工作日, 今天到期, 还剩 2 个工作日."""
    if due < today:
        return _days("超期 {n} 个工作日", "{n} working day{s} late", max(working_days(due, today), 1))
    if due == today:
        return Text("今天到期", "Due today")
    return _days("还剩 {n} 个工作日", "{n} working day{s} left", working_days(today, due))


def state_words(status: str, waits_for: Sequence[Text]) -> Text:
    """Where it stands; for what waits, what for."""
    if status == "waiting" and waits_for:
        zh, en = "、".join(name.zh for name in waits_for), ", ".join(name.en for name in waits_for)
        return Text(f"等{zh}办好", f"Waits for {en}")
    if status == "in_progress" and waits_for:
        zh, en = "、".join(name.zh for name in waits_for), ", ".join(name.en for name in waits_for)
        return Text(f"等{zh}办", f"With {en}")
    return STATUS_WORDS.get(status, Text(status, status))


def _days(zh: str, en: str, number: int) -> Text:
    return Text(zh, en).filled({"n": number, "s": "" if number == 1 else "s"})
