"""What people are told when something happens to their case: one short message for each step, shown and mailed.

Messages name the service and the day; reasons and personal values stay on the page behind the link.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yijian.core.cases import (
    CaseClosed,
    CaseDecided,
    CaseDispatched,
    CaseEnded,
    CaseEvent,
    CaseOutcome,
    CaseReceived,
    CaseState,
    CaseSupplemented,
    CaseWithdrawn,
    ClockResumed,
    ClockSuspended,
    CorrectionNotified,
    OutputDelivered,
    OutputIssued,
    RemainderEnded,
    RemainderWithdrawn,
    SignatureGiven,
    SupplementOverdue,
    TaskAccepted,
    TaskApproved,
    TaskBlocked,
    TaskDeemedAccepted,
    TaskEvent,
    TaskNotAccepted,
    TaskNotCompetent,
    TaskRefused,
    TaskState,
    due_of,
)
from yijian.core.cases import events as e
from yijian.core.cases import handover_events as h
from yijian.core.cases import objection_events as o
from yijian.core.cases import rule_decision_events as r
from yijian.core.cases import task_events as t
from yijian.core.cases import undoing_events as u
from yijian.core.cases import visit_events as v
from yijian.core.cases.names import joined
from yijian.core.errors import Text
from yijian.core.planning.day_words import day_words
from yijian.core.vocabulary.one_thing import OneThing
from yijian.ports import Ports
from yijian.storage import accounts
from yijian.storage.messages import NewMessage
from yijian.usecases.fact_names import paper_name

_OF_TASK: dict[type[TaskEvent], Text] = {
    TaskAccepted: Text("“{task}”已经受理，开始计时", "“{task}” is accepted, the clock runs"),
    TaskDeemedAccepted: Text(
        "“{task}”到期没有答复，依法算受理了", "“{task}” was not answered in time and counts as accepted"
    ),
    TaskNotAccepted: Text(
        "“{task}”不予受理，理由请看通知书", "“{task}” is not accepted: the notice says why"
    ),
    TaskNotCompetent: Text(
        "“{task}”不归这个部门办，该找谁请看通知书",
        "“{task}” belongs to another authority: the notice says which",
    ),
    t.TaskTransferred: Text(
        "“{task}”不归原来的部门办，已经移送{authority}，您不用重新申请",
        "“{task}” was handed to {authority}, which is competent: you need not apply again",
    ),
    t.LimitExtended: Text(
        "“{task}”的办理时限延长到{limit}，只延这一次，理由请看告知书",
        "The limit of “{task}” now ends on {limit}, extended this once: the notice says why",
    ),
    t.TaskDropped: Text("您改了申请，“{task}”不用办了", "After your change “{task}” is not wanted any more"),
    t.ChangeAcknowledged: Text(
        "您改的内容，办“{task}”的部门看过了", "The authority of “{task}” has looked at your change"
    ),
    TaskBlocked: Text(
        "“{task}”没能开始：它要用“{blocker}”的结果，那一件没有办成。可以怎么办请看告知书",
        "“{task}” could not begin: “{blocker}”, whose result it needs, did not come about. The notice says what you can do",
    ),
    t.PapersOwed: Text(
        "“{task}”先受理了，还要补交：{papers}。{day}前交到",
        "“{task}” is accepted. Still to bring: {papers}, by {day}",
    ),
    t.OwedPapersReminded: Text(
        "提醒您：“{task}”还没交{papers}，{day}前要交到",
        "A reminder: “{task}” still waits for {papers}, by {day}",
    ),
    t.OwedPapersOverdue: Text(
        "“{task}”的{papers}过了补交的日子。还要办的话，请马上申请延期，只能延一次；不申请，这一件会终止",
        "The day to bring {papers} for “{task}” has passed. To go on, ask for the one extension now; otherwise this part ends",
    ),
    t.OwingExtended: Text(
        "“{task}”延期了，{papers}，{day}前交到，不能再延",
        "“{task}” is extended: bring {papers} by {day}, no longer",
    ),
    t.OwedPapersComplete: Text("“{task}”要补的都收到了", "All that “{task}” waited for is in"),
    t.OwingEnded: Text(
        "“{task}”没有补齐材料，终止了。理由和救济办法请看通知书",
        "“{task}” has ended because what was owed did not come: the notice gives reasons and remedies",
    ),
    t.PromiseKept: Text("“{task}”核查过了，和承诺的一样", "“{task}” was checked: your promise holds"),
    t.PromiseBroken: Text(
        "“{task}”核查发现和承诺的不一样，部门会告诉您怎么改",
        "“{task}” was checked: your promise does not hold. You will be told what to do",
    ),
    t.CorrectionOrdered: Text(
        "“{task}”要在{day}前改正，不改会撤销决定，请看通知书",
        "“{task}” must be put right by {day}, or the decision is revoked: see the notice",
    ),
    t.PromiseCorrected: Text("“{task}”已经改正，决定照样有效", "“{task}” is put right: the decision stands"),
    t.DecisionRevoked: Text(
        "“{task}”的决定撤销了，理由和救济办法请看决定书",
        "The decision on “{task}” is revoked: it gives reasons and remedies",
    ),
    u.LicenceRetracted: Text(
        "“{task}”的许可撤回了，理由和救济办法请看决定书",
        "The licence of “{task}” is retracted: the decision gives reasons and remedies",
    ),
    u.LicenceRevokedAsPenalty: Text(
        "“{task}”吊销了，理由和救济办法请看决定书",
        "“{task}” is taken away as a penalty: the decision gives reasons and remedies",
    ),
    u.ResultCancelled: Text(
        "“{task}”注销了，理由和救济办法请看通知书",
        "“{task}” is cancelled: the notice gives reasons and remedies",
    ),
    u.OutputReplaced: Text(
        "“{task}”的证件文书换了新的一份，原来那份失效了",
        "A document of “{task}” is issued again; the one before is not valid any more",
    ),
    o.ObjectionRaised: Text(
        "您对“{task}”的异议收到了，{day}前答复", "Your objection to “{task}” is received: an answer by {day}"
    ),
    o.ObjectionOverdue: Text(
        "您对“{task}”的异议过了答复的日子，部门会尽快答复，您也可以打 12345",
        "The day to answer your objection to “{task}” has passed. You can also call 12345",
    ),
    o.DecisionUpheld: Text(
        "“{task}”的决定复核过了，维持原决定，理由请看复核决定书",
        "The decision on “{task}” was reviewed and stands: the decision on the review says why",
    ),
    o.DecisionChanged: Text("“{task}”复核以后改为批准", "After the review “{task}” is approved"),
    o.DecisionSetAside: Text(
        "“{task}”复核以后重新办理，原来的决定不算数了",
        "After the review “{task}” is decided again; the decision before does not stand",
    ),
    o.UndoingSetAside: Text("“{task}”复核以后恢复有效", "After the review “{task}” is valid again"),
    o.TaskUnblocked: Text(
        "“{task}”可以接着办了，等前面的结果", "“{task}” goes on: it waits for the earlier result"
    ),
    ClockSuspended: Text(
        "“{task}”暂停计时，原因请看办件页", "The clock of “{task}” stands: the case page says why"
    ),
    ClockResumed: Text("“{task}”恢复计时", "The clock of “{task}” runs again"),
    v.VisitLeft: Text(
        "“{task}”的部门会单独来看现场，另外约日子",
        "The authority of “{task}” comes on its own, on another day",
    ),
    v.FindingRecorded: Text(
        "“{task}”的现场看过了，结果请看踏勘结果告知书",
        "The place was visited for “{task}”: the notice says what was found",
    ),
    r.DecidedByRules: Text(
        "“{task}”由系统按规则核对作出决定，理由请看决定书",
        "“{task}” was decided by the rules: the decision gives the reasons",
    ),
    TaskApproved: Text("“{task}”批准了", "“{task}” is approved"),
    TaskRefused: Text(
        "“{task}”没有批准，理由和救济办法请看决定书",
        "“{task}” is refused: the decision gives reasons and remedies",
    ),
    OutputIssued: Text("“{task}”的结果办好了，可以看了", "A result of “{task}” is ready"),
    h.ResultSent: Text(
        "“{task}”的结果发往代收窗口了，请带身份证件去取",
        "A result of “{task}” is on its way to the window: bring your document of identity",
    ),
    OutputDelivered: Text("“{task}”的结果已经送达", "A result of “{task}” has been delivered"),
}

_OF_CASE: dict[type[CaseEvent], Text] = {
    v.VisitProposed: Text(
        "要到现场看一次，日子请看踏勘告知书。不方便的，可以申请改日期",
        "The place is to be visited: the notice says on which day. If it does not suit you, ask for another",
    ),
    v.VisitMoved: Text("踏勘改了日期，请看新的告知书", "The visit is on another day: see the new notice"),
    v.VisitCalledOff: Text("约好的踏勘取消了", "The visit that was arranged is called off"),
    e.AnswersChanged: Text("您改的申请我们收到了", "We have received your change"),
    h.PapersHandedOver: Text(
        "代收窗口核对过了，已经移交办理地", "The window has checked everything and handed it over"
    ),
    h.CollectingOverdue: Text(
        "代收窗口过了移交的日子，窗口会尽快移交，您也可以打 12345",
        "The window is late in handing over. You can also call 12345",
    ),
    h.HandoverRefused: Text(
        "办理地退回了移交，原因请看办件页，代收窗口会联系您",
        "The deciding place sent the papers back: the case page says why, the window will contact you",
    ),
    h.HandoverComplete: Text("办理地已经接收，开始预审", "The deciding place has taken over and looks at it"),
    CaseReceived: Text("我们收到您的申请了", "We have received your application"),
    CorrectionNotified: Text(
        "请您补几样，都写在一张告知书里", "Some things are missing: one notice tells them all"
    ),
    SupplementOverdue: Text(
        "补正的日子过了，请尽快补齐或撤回", "The day for corrections has passed: complete it or withdraw"
    ),
    CaseSupplemented: Text("您补的我们收到了", "We have received your corrections"),
    CaseDispatched: Text("已经分送各部门", "Every department now has its part"),
    CaseWithdrawn: Text("申请已经撤回", "The application is withdrawn"),
    CaseEnded: Text("办理已经终止，理由请看通知书", "Handling has ended: the notice says why"),
    RemainderWithdrawn: Text("没办完的部分已经撤回", "What was not finished is withdrawn"),
    RemainderEnded: Text("没办完的部分已经终止", "What was not finished has ended"),
    SignatureGiven: Text("对方已经签字", "The other party has signed"),
    CaseClosed: Text("这件事办完了，已经归档", "Everything is done and archived"),
}

_OUTCOMES: dict[CaseOutcome, Text] = {
    CaseOutcome.WHOLLY: Text("全部办成了", "Everything was granted"),
    CaseOutcome.PARTLY: Text(
        "办成了一部分，没办成的请看办件页", "Some parts were granted: the case page tells which"
    ),
    CaseOutcome.REFUSED: Text(
        "这次没有办成，理由请看办件页", "Nothing was granted this time: the case page says why"
    ),
}


def messages_of(
    events: Iterable[CaseEvent],
    *,
    state: CaseState,
    one_thing: OneThing,
    applicant: str | None,
    ports: Ports,
) -> tuple[NewMessage, ...]:
    """The messages of one command: for the applicant, once there is an account to tell, and for heads of authorities."""
    happened = tuple(events)
    heads = tuple(_to_heads(happened, state=state, one_thing=one_thing, ports=ports))
    return (*_to_applicant(happened, state, one_thing, applicant, ports), *heads)


_OF_HEAD: dict[type[TaskEvent], Text] = {
    t.TaskAcceptanceOverdue: Text(
        "“{task}”过了答复受理的期限，还没有答复", "“{task}” was neither accepted nor declined in time"
    ),
    t.TaskOverdue: Text("“{task}”过了办理期限，还没有办结", "“{task}” was not decided within its limit"),
    t.CheckOverdue: Text(
        "“{task}”过了核查承诺的期限，还没有核查", "The promise of “{task}” was not checked in time"
    ),
    o.ObjectionOverdue: Text(
        "“{task}”的异议过了答复的期限，还没有答复", "An objection to “{task}” was not answered in time"
    ),
    t.LimitExtensionRequested: Text(
        "同事申请延长“{task}”的办理期限，等您答复", "More time is asked for “{task}”: please answer"
    ),
}
"""What the heads of an authority are told: times of theirs that passed, and what waits for them."""


def _to_heads(
    events: Iterable[CaseEvent], *, state: CaseState, one_thing: OneThing, ports: Ports
) -> Iterator[NewMessage]:
    """A mail for every head of the authority of the task; it names the service and the case, nothing personal."""
    for event in events:
        template = _OF_HEAD.get(type(event)) if isinstance(event, TaskEvent) else None
        task = state.task(event.task) if isinstance(event, TaskEvent) else None
        if template is None or task is None:
            continue
        name = one_thing.services[task.spec.service].definition.name
        text = Text(template.zh.format(task=name.zh), template.en.format(task=name.en))
        link = f"{ports.public_url}/desk/tasks/{state.case_id}/{task.spec.key}/"
        for head in accounts.officers_of(authority=task.spec.authority):
            if head.kind is accounts.AccountKind.SUPERVISOR:
                yield NewMessage(
                    account=head.id,
                    language=head.language,
                    subject=text,
                    body=Text(
                        f"{text.zh}。\n\n办件号：{state.case_id}\n去办理：{link}\n",
                        f"{text.en}.\n\nCase number: {state.case_id}\nTo the task: {link}\n",
                    ),
                )


def _to_applicant(
    events: tuple[CaseEvent, ...],
    state: CaseState,
    one_thing: OneThing,
    applicant: str | None,
    ports: Ports,
) -> tuple[NewMessage, ...]:
    if applicant is None:
        return ()
    words = list(_words(events, state, one_thing, ports))
    if not words:
        return ()
    language = accounts.account(account_id=applicant).language
    subject = one_thing.name
    return tuple(
        NewMessage(
            account=applicant,
            language=language,
            subject=Text(f"{subject.zh}：{text.zh}", f"{subject.en}: {text.en}"),
            body=_body(text, state, ports),
        )
        for text in words
    )


def _words(
    events: Iterable[CaseEvent], state: CaseState, one_thing: OneThing, ports: Ports
) -> Iterator[Text]:
    for event in events:
        if isinstance(event, CaseDecided):
            yield _OUTCOMES[event.outcome]
        elif isinstance(event, TaskEvent):
            template = _OF_TASK.get(type(event))
            task = state.task(event.task)
            if template is not None and task is not None:
                name = one_thing.services[task.spec.service].definition.name
                values = {
                    "task": name,
                    "papers": _owed(task, one_thing),
                    "day": _day(event, task),
                    "authority": one_thing.authorities[task.spec.authority].name,
                    "limit": _limit(event, task, ports),
                    "blocker": _blocker(state, task, one_thing),
                }
                yield Text(
                    template.zh.format(**{key: value.zh for key, value in values.items()}),
                    template.en.format(**{key: value.en for key, value in values.items()}),
                )
        elif isinstance(event, SignatureGiven) and event.method == "signed_in":
            continue  # the applicant's own
        elif (text := _OF_CASE.get(type(event))) is not None:
            yield text


def _owed(task: TaskState, one_thing: OneThing) -> Text:
    """What the task is still owed, by name."""
    papers = task.owing.outstanding if task.owing else ()
    return joined(
        Text(f"“{name.zh}”", f"“{name.en}”") for name in (paper_name(one_thing, one.paper) for one in papers)
    )


def _day(event: TaskEvent, task: TaskState) -> Text:
    """The day by which the applicant must act."""
    due = (
        event.due
        if isinstance(event, t.CorrectionOrdered | o.ObjectionRaised)
        else task.owing.due
        if task.owing
        else None
    )
    return day_words(due) if due else Text("—", "—")


def _blocker(state: CaseState, task: TaskState, one_thing: OneThing) -> Text:
    """The part whose result a task that could not begin needs."""
    other = state.task(task.blocked_by) if task.blocked_by else None
    return one_thing.services[other.spec.service].definition.name if other else Text("—", "—")


def _limit(event: TaskEvent, task: TaskState, ports: Ports) -> Text:
    """The last day of the limit, where the message is about it."""
    due = due_of(task, ports.definitions.calendar()) if isinstance(event, t.LimitExtended) else None
    return day_words(due.day) if due else Text("—", "—")


def _body(text: Text, state: CaseState, ports: Ports) -> Text:
    link = f"{ports.public_url}/cases/{state.case_id}/"
    return Text(
        f"{text.zh}。\n\n办件号：{state.case_id}\n看详情：{link}\n",
        f"{text.en}.\n\nCase number: {state.case_id}\nDetails: {link}?lang=en\n",
    )
