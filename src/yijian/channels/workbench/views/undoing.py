"""An officer and a decided task: revoke, retract, cancel, take away, issue again; each act asks first."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from yijian.channels.look.access import access, actor_of, ports_of
from yijian.channels.look.fact_controls import typed
from yijian.channels.look.fields import Choice, Field
from yijian.channels.workbench.presenters import controls
from yijian.channels.workbench.presenters.actions import output_id
from yijian.channels.workbench.presenters.names import names_in
from yijian.channels.workbench.views.acts import (
    METHODS,
    Asked,
    FieldsOf,
    asked_first,
    choosing,
    named,
    text_in,
)
from yijian.channels.workbench.views.responses import OnTask
from yijian.core.cases.undoings import UndoingKind
from yijian.core.errors import Text
from yijian.usecases import handle, issue, undoing
from yijian.usecases.permissions import Permission

REVOKE: Final = Asked(
    command="RevokeDecision",
    title=Text("撤销决定", "Revoke the decision"),
    lead=Text(
        "原来的决定不对，才用撤销。决定和发出的证件、文书从现在起不再有效，扫码核验会显示已撤销。因承诺没有兑现撤销的，"
        "还要记入承诺信用。申请人会收到撤销决定书。",
        "For a decision that was wrong from the beginning. It and what was issued are no longer valid, and the code says so. "
        "After a broken promise a note is made too. The applicant gets the decision of revocation.",
    ),
    button=Text("撤销，发决定书", "Revoke and send the decision"),
    adverse=True,
)
RETRACT: Final = Asked(
    command="RetractLicence",
    title=Text("撤回许可", "Retract the licence"),
    lead=Text(
        "许可本来合法，申请人没有错，只是依据或者客观情况变了，才用撤回。证件从现在起不再有效。给申请人造成的损失怎么补偿，"
        "请按规定另行处理。",
        "For a lawful licence whose holder is not at fault, when its basis or circumstances changed. It is no longer valid. "
        "Compensation, where due, is handled apart from this.",
    ),
    button=Text("撤回，发决定书", "Retract and send the decision"),
    adverse=True,
)
CANCEL: Final = Asked(
    command="CancelResult",
    title=Text("注销", "Cancel the record"),
    lead=Text(
        "证照到期、持有人去世或者终止、自己申请，或者已经撤销、撤回、吊销的，注销登记。申请人会收到注销通知书。",
        "When it has expired, the holder is gone or asks for it, or it was undone before, the record is cancelled. The "
        "applicant gets a notice.",
    ),
    button=Text("注销，发通知书", "Cancel and send the notice"),
    adverse=True,
)
PENALTY: Final = Asked(
    command="RevokeAsPenalty",
    title=Text("吊销", "Take the licence away"),
    lead=Text(
        "这是处罚：持有人违反规定，收走合法取得的许可。请先按处罚程序办完，再登记到这里。申请人会收到吊销决定书。",
        "This is a penalty for what the holder did. Complete the penalty procedure first, then record it here. The applicant "
        "gets the decision.",
    ),
    button=Text("吊销，发决定书", "Take it away and send the decision"),
    adverse=True,
)
REISSUE: Final = Asked(
    command="ReissueOutput",
    title=Text("补发、换发、更正", "Issue again"),
    lead=Text(
        "会生成新的一份，有新的编号和核验码；原来那份马上失效，扫码会显示已经换了新的。之后照常登记送达。",
        "A new copy with its own number and code is made; the old one is no longer valid at once, and its code says that it was "
        "replaced. Record the delivery afterwards as usual.",
    ),
    button=Text("发新的一份", "Issue the new copy"),
)
GROUND: Final = Field(name="ground", label=Text("属于哪一种情况", "Which case it is"), kind="radios")
CLAW_BACK: Final = Field(
    name="claw_back",
    label=Text("已经给的要追回吗", "Is what was given claimed back?"),
    kind="radios",
    choices=(
        Choice(value="yes", label=Text("要追回", "Claim it back")),
        Choice(value="no", label=Text("没有要追回的", "Nothing to claim back")),
    ),
)
WHY_AGAIN: Final = Field(
    name="ground",
    label=Text("为什么再发一份", "Why it is issued again"),
    kind="radios",
    choices=(
        Choice(value="lost", label=Text("丢了，补发", "It was lost")),
        Choice(value="damaged", label=Text("坏了，换发", "It was damaged")),
        Choice(value="misprinted", label=Text("印错了，更正", "It says something wrong")),
    ),
)
LEAVE_EMPTY: Final = Text("只有更正才填；没有印错的不用填", "Only to correct it; leave empty what is right")
NEW_NUMBER: Final = replace(
    controls.NUMBER,
    label=Text("新的证号或文号", "Number of the new copy"),
    hint=Text("不能和原来的一样", "Not that of the old one"),
)


@require_http_methods(METHODS)
@access(Permission.REVOKE_DECISION)
def revoke(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """撤销: the decision was wrong from the beginning."""

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return undoing.revoke(
            **own,
            ground=posted.get(GROUND.name, ""),
            reason=text_in(posted, controls.REASON),
            claw_back=posted.get(CLAW_BACK.name) == "yes",
        )

    fields = (GROUND, CLAW_BACK, controls.REASON)
    return asked_first(
        request, case_id, task, REVOKE, fields, carry_out, fields_of=_with_grounds(UndoingKind.REVOKE, fields)
    )


@require_http_methods(METHODS)
@access(Permission.RETRACT_LICENCE)
def retract(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """撤回: what a lawful licence rested on changed."""

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return undoing.retract(
            **own,
            ground=posted.get(GROUND.name, ""),
            reason=text_in(posted, controls.REASON),
        )

    fields = (GROUND, controls.REASON)
    return asked_first(
        request,
        case_id,
        task,
        RETRACT,
        fields,
        carry_out,
        fields_of=_with_grounds(UndoingKind.RETRACT, fields),
    )


@require_http_methods(METHODS)
@access(Permission.CANCEL_RESULT)
def cancel(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """注销: the licence or record ends in the register."""

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return undoing.cancel(
            **own,
            ground=posted.get(GROUND.name, ""),
            reason=text_in(posted, controls.REASON),
        )

    fields = (GROUND, controls.REASON)
    return asked_first(
        request, case_id, task, CANCEL, fields, carry_out, fields_of=_with_grounds(UndoingKind.CANCEL, fields)
    )


@require_http_methods(METHODS)
@access(Permission.REVOKE_AS_PENALTY)
def take_away(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """吊销: for what the holder did."""

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return undoing.take_away(
            **own,
            reason=text_in(posted, controls.REASON),
        )

    return asked_first(request, case_id, task, PENALTY, (controls.REASON,), carry_out)


@require_http_methods(METHODS)
@access(Permission.REISSUE_OUTPUT)
def reissue(request: HttpRequest, case_id: str, task: str, output: str) -> HttpResponse:
    """Issue one result once more: lost, damaged, or misprinted with its facts put right."""
    view = handle.task(actor=actor_of(request), ports=ports_of(request), case_id=case_id, task=task)
    born = tuple(planned for of, planned in view.issued_facts if of == output)
    names_of = names_in(ports_of(request).definitions.package(), life_event=view.life_event)
    corrected = tuple(
        replace(controls.born_control(planned, names_of), required=False, hint=LEAVE_EMPTY)
        for planned in born
    )
    before = next((one for one in view.outputs if one.ended is None and output_id(one) == output), None)
    number = replace(NEW_NUMBER, required=before is not None and bool(before.number))
    fields = (WHY_AGAIN, *corrected, number, controls.REASON)

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return issue.reissue_output(
            **own,
            output=output,
            ground=posted.get(WHY_AGAIN.name, ""),
            reason=text_in(posted, controls.REASON),
            number=text_in(posted, NEW_NUMBER),
            facts={
                planned.fact: typed(posted, field) for planned, field in zip(born, corrected, strict=True)
            },
        )

    words = replace(REISSUE, title=named(REISSUE.title, before.name if before else None))
    return asked_first(request, case_id, task, words, fields, carry_out, view=view)


def _with_grounds(act: UndoingKind, fields: tuple[Field, ...]) -> FieldsOf:
    """The fields of an act, with the grounds that fit the task now."""
    return choosing(
        fields,
        GROUND,
        lambda view: [(value, words) for value, words, of in view.dispute.grounds if of == act.value],
    )
