"""The engine's words for a case and a task as lights and plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

from yijian.channels.look.dates import local_day, short_day_words
from yijian.channels.look.parts import Light as Lamp
from yijian.channels.look.parts import LightKind
from yijian.core.errors import Text
from yijian.usecases.views import Light, TaskView

KINDS: Final[dict[Light, LightKind]] = {
    Light.DONE: "done",
    Light.RUNNING: "running",
    Light.SOON: "soon",
    Light.LATE: "late",
    Light.STOPPED: "stopped",
    Light.WAITING: "waiting",
    Light.ENDED: "stopped",
}
TASKS: Final[dict[str, Text]] = {
    "waiting": Text("还没轮到", "Not yet its turn"),
    "dispatched": Text("已送到部门，等受理", "With the authority, to be accepted"),
    "accepted": Text("已受理", "Accepted"),
    "under_review": Text("审查中", "Under review"),
    "suspended": Text("暂停计时", "Clock stopped"),
    "approved": Text("同意了", "Approved"),
    "output_issued": Text("办好了，还没交到您手里", "Done, not yet handed over"),
    "delivered": Text("办好了，已交给您", "Done and handed over"),
    "refused": Text("没有批准", "Refused"),
    "not_accepted": Text("没有受理", "Not accepted"),
    "not_competent": Text("不归这个部门办", "Another authority is competent"),
    "cannot_start": Text("缺前一步的结果，没能开始", "Could not start: an earlier result is missing"),
    "withdrawn": Text("您撤回了", "Withdrawn by you"),
    "ended": Text("终止了", "Ended"),
    "dropped": Text("您改了申请，不用办了", "Not wanted after your change"),
    "revoked": Text("决定撤销了", "Decision revoked"),
    "retracted": Text("许可撤回了", "Licence retracted"),
    "revoked_as_penalty": Text("吊销了", "Taken away as a penalty"),
    "cancelled": Text("注销了", "Cancelled"),
}
CASES: Final[dict[str, tuple[LightKind, Text]]] = {
    "draft": ("waiting", Text("填写中", "Being filled in")),
    "received": ("running", Text("收到了，正在看齐不齐", "Received, being checked")),
    "correction_notified": ("soon", Text("等您补正", "Your turn: something is missing")),
    "supplemented": ("running", Text("补正收到了，正在看", "Your supplement is being checked")),
    "in_progress": ("running", Text("各部门正在办", "The authorities are working on it")),
    "decided": ("done", Text("都有结论了", "All decided")),
    "delivered": ("done", Text("结果都给您了", "All results handed over")),
    "closed": ("done", Text("办好归档了", "Done and archived")),
    "withdrawn": ("stopped", Text("您撤回了", "Withdrawn by you")),
    "ended": ("stopped", Text("终止了", "Ended")),
}
_COUNTED: Final[tuple[tuple[Light, str, str], ...]] = (
    (Light.LATE, "项超期", "late"),
    (Light.SOON, "项快到期", "due soon"),
    (Light.DONE, "项办好", "done"),
    (Light.RUNNING, "项在办", "under way"),
    (Light.STOPPED, "项暂停计时", "clock stopped"),
    (Light.WAITING, "项还没轮到", "not yet their turn"),
    (Light.ENDED, "项没有办成", "not done"),
)


def case_lamp(status: str) -> Lamp:
    """The light of a whole case."""
    kind, words = CASES.get(status, ("waiting", Text(status, status)))
    return Lamp(kind=kind, words=words)


def task_lamp(task: TaskView) -> Lamp:
    """The light of a task: done with its day, waiting with what for, else the engine's word in plain words."""
    words = TASKS.get(task.status, Text(task.status, task.status))
    if task.light is Light.DONE and task.finished_at is not None:
        day = local_day(task.finished_at)
        words = Text(f"{short_day_words(day, 'zh-hans')}办好", f"Done on {short_day_words(day, 'en')}")
    elif task.light is Light.WAITING and task.waits_for:
        names = tuple(dict.fromkeys(task.waits_for))
        words = Text(f"等{names[0].zh}办好", f"Waits for {names[0].en}")
        if len(names) > 1:
            words = Text(f"等前面 {len(names)} 项办好", f"Waits for {len(names)} others")
    elif task.light is Light.LATE:
        words = Text(f"{words.zh}，超期了", f"{words.en}, late")
    elif task.light is Light.SOON:
        words = Text(f"{words.zh}，快到期", f"{words.en}, due soon")
    return Lamp(kind=_kind(task), words=words)


def _kind(task: TaskView) -> LightKind:
    """Granted is done for the reader, whatever is still to be handed over; handed on is not yet begun."""
    if task.status in ("approved", "output_issued"):
        return "done"
    return "waiting" if task.status == "dispatched" else KINDS[task.light]


def named_lamp(light: Light) -> Lamp:
    """The light of a task of which nothing but the light may be told (query by number)."""
    words = {
        Light.DONE: Text("办好了", "Done"),
        Light.RUNNING: Text("正在办", "Under way"),
        Light.SOON: Text("正在办，快到期", "Under way, due soon"),
        Light.LATE: Text("超期了", "Late"),
        Light.STOPPED: Text("暂停计时", "Clock stopped"),
        Light.WAITING: Text("还没轮到", "Not yet its turn"),
        Light.ENDED: Text("没有办成", "Not done"),
    }
    return Lamp(kind=KINDS[light], words=words[light])


def counts(tasks: Sequence[TaskView]) -> tuple[Lamp, ...]:
    """How many tasks stand how, what needs the reader's eye first."""
    number = Counter(task.light for task in tasks if task.status != "dropped")
    return tuple(
        Lamp(kind=KINDS[light], words=Text(f"{number[light]} {zh}", f"{number[light]} {en}"))
        for light, zh, en in _COUNTED
        if number[light]
    )


def moved(first: date | None, now: date | None) -> bool:
    """Whether the promised day is no longer the first one."""
    return first is not None and now is not None and first != now
