"""The one joint correction notice: composed, read back as a whole, then sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from yijian.channels.look.access import access, actor_of, ports_of, posted_key
from yijian.channels.look.fields import date_of, typed_date
from yijian.channels.workbench.presenters import controls
from yijian.channels.workbench.presenters.defects import (
    DUE,
    NOT_A_DAY,
    TOO_EARLY,
    defect_fields,
    defect_in,
    due_field,
    half_told,
    offered_subjects,
    subjects_of,
    told_of,
)
from yijian.channels.workbench.presenters.names import names_in
from yijian.channels.workbench.views.acts import METHODS
from yijian.channels.workbench.views.desks import clockwork
from yijian.channels.workbench.views.responses import REFUSALS, page, to
from yijian.core.errors import Text
from yijian.usecases import coordinate
from yijian.usecases.handle import Defect
from yijian.usecases.permissions import NotFound, Permission, PermissionDenied
from yijian.usecases.views import DefectView

MOST_OWN: Final = 20
OWN = Text("牵头部门", "Lead authority")
NOTHING_TOLD = Text("一处也没有写，请至少写一处", "Nothing is written yet: give at least one")


@require_http_methods(METHODS)
@access(Permission.COORDINATE)
def correction(request: HttpRequest, case_id: str) -> HttpResponse:
    """Compose the notice. `step` of the form: `more` adds a place for another defect, `read` reads the whole back,
    `send` sends it. Whatever is refused comes back to the composing page with all that was typed."""
    actor, ports = actor_of(request), ports_of(request)
    calendar = ports.definitions.calendar()
    today, _ = clockwork(ports)
    step, refusal = request.POST.get("step", ""), None
    draft = _Draft(posted=request.POST, today=today)
    if step == "send" and draft.complete and draft.due is not None:
        try:
            coordinate.notify_correction(
                actor=actor,
                ports=ports,
                case_id=case_id,
                defects=draft.defects,
                due=draft.due,
                key=posted_key(request),
            )
        except (NotFound, PermissionDenied):
            raise
        except REFUSALS as refused:
            refusal = refused
        else:
            return to("case", case_id)
    view = coordinate.pre_check(actor=actor, ports=ports, case_id=case_id)
    if refusal is None and "NotifyCorrection" not in view.possible:
        return to("case", case_id)
    names = names_in(ports.definitions.package(), life_event=view.name)
    subjects = subjects_of(view.papers, view.fields, names)
    offered = offered_subjects(view.papers, view.fields, names)
    if step == "read" and draft.complete and (draft.defects or view.reported):
        return page(
            request,
            "correction_read",
            {
                "case": view,
                "told": (*told_of(view.reported, subjects), *told_of(draft.views, subjects)),
                "due": draft.due,
                "hidden": draft.hidden,
            },
        )
    blocks = tuple(
        defect_fields(offered, number) for number in range(1, draft.own + (2 if step == "more" else 1))
    )
    day = due_field(today, calendar)
    if step:
        complaining = step != "more"
        blocks = tuple(
            controls.refilled(block, request.POST, draft.problems if complaining else {}) for block in blocks
        )
        (day,) = controls.refilled((day,), request.POST, draft.problems if complaining else {})
    elif request.GET.get("subject-1"):  # told on the page of a paper
        blocks = tuple(controls.refilled(block, request.GET, {}) for block in blocks)
    nothing = step in ("read", "send") and not draft.defects and not view.reported and draft.complete
    return page(
        request,
        "correction",
        {
            "case": view,
            "reported": told_of(view.reported, subjects),
            "blocks": blocks,
            "own": len(blocks),
            "may_add": len(blocks) < MOST_OWN,
            "due": day,
            "fields": (*(field for block in blocks for field in block), day),
            "refusal": refusal,
            "nothing": NOTHING_TOLD if nothing else None,
        },
        status=409 if refusal else 422 if step in ("read", "send") else 200,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """The notice as it was posted so far."""

    posted: QueryDict
    today: date

    @property
    def own(self) -> int:
        """How many places for the coordinator's own defects the form has."""
        told = self.posted.get("own", "")
        return min(max(int(told), 1), MOST_OWN) if told.isascii() and told.isdigit() and len(told) < 4 else 1

    @property
    def defects(self) -> tuple[Defect, ...]:
        """The coordinator's own defects that are told completely."""
        found = (defect_in(self.posted, number) for number in range(1, self.own + 1))
        return tuple(defect for defect in found if defect is not None)

    @property
    def views(self) -> tuple[DefectView, ...]:
        """The same to be read back."""
        return tuple(
            DefectView(authority=OWN, kind=each.kind, subject=each.subject, text=each.text, settled=False)
            for each in self.defects
        )

    @property
    def due(self) -> date | None:
        """The day until which the applicant corrects."""
        return date_of(typed_date(self.posted, DUE.name))

    @property
    def problems(self) -> dict[str, Text]:
        """What is wrong with what was posted, by the name of the field."""
        problems: dict[str, Text] = {}
        for number in range(1, self.own + 1):
            if half_told(self.posted, number):
                fields = defect_fields((), number)
                problems |= controls.empty_ones(fields, self.posted)
        if self.due is None:
            problems[DUE.name] = NOT_A_DAY
        elif self.due <= self.today:
            problems[DUE.name] = TOO_EARLY
        return problems

    @property
    def complete(self) -> bool:
        """Whether nothing that was posted is wrong."""
        return not self.problems

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """All that was posted, to be sent again with the reading back."""
        kept = ("own", "due-year", "due-month", "due-day")
        return tuple(
            (name, value)
            for name, value in self.posted.items()
            if isinstance(value, str)
            and (name in kept or name.partition("-")[0] in ("subject", "problem", "text"))
        )
