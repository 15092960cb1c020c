"""Who may do what: the one table of permissions, and the actor that every use case takes.

A channel names the permission of each of its addresses; the use case behind it checks the same permission against
the case in hand, so that no channel can forget to.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from yijian.core.errors import CommandRefused, Text


class ActorKind(StrEnum):
    """In which capacity somebody acts."""

    VISITOR = "visitor"  # not signed in
    APPLICANT = "applicant"  # a person in their own matter
    CO_SIGNER = "co_signer"  # holds a valid link and code for one case
    OFFICER = "officer"  # works on the tasks of one authority
    SUPERVISOR = (
        "supervisor"  # head of one authority: works as its officers do, approves what is for the head
    )
    COORDINATOR = "coordinator"  # pre-checks and dispatches for the lead authority
    COLLECTOR = "collector"  # at a window in another region: takes papers in, hands results out
    AUDITOR = "auditor"  # reads that everything went right, acts on nothing
    OPERATOR = "operator"  # at the terminal of the installation
    SYSTEM = "system"  # timers and deliveries
    RULES = "rules"  # the rules of the definitions, where one lets them decide alone


class Permission(StrEnum):
    """One kind of act. `docs/permissions.md` is the table in words; a test keeps the two in step."""

    LOOK_AROUND = "look_around"  # home, guides, questions up to the plan
    SIGN_IN = "sign_in"
    APPLY = "apply"  # fill, upload, sign, submit, supplement, withdraw, rate one's own case
    READ_OWN_CASE = "read_own_case"
    OBJECT = "object"  # object to a decision of one's own case
    CO_SIGN = "co_sign"
    CHECK_DOCUMENT = "check_document"  # whoever holds the code on a document may check it
    QUERY_CASE = "query_case"  # whoever holds number and query code sees the state, nothing personal
    COORDINATE = "coordinate"  # pre-check, joint correction notice, dispatch
    COLLECT = "collect"  # at a window elsewhere: check identity and form, hand over, hand results out
    TAKE_OVER = "take_over"  # take over or send back what a window elsewhere collected
    HANDLE_TASK = "handle_task"  # accept, decline, suspend, decide, issue for one's own authority
    REVOKE_DECISION = "revoke_decision"  # 撤销
    RETRACT_LICENCE = "retract_licence"  # 撤回
    CANCEL_RESULT = "cancel_result"  # 注销
    REVOKE_AS_PENALTY = "revoke_as_penalty"  # 吊销
    REISSUE_OUTPUT = "reissue_output"  # 补发、换发、更正
    REVIEW_OBJECTION = "review_objection"  # 复核; record what a reconsideration office or a court said
    ASSIGN_TASK = "assign_task"  # say which officer of one's own authority has a task in hand
    EXTEND_LIMIT = "extend_limit"  # give a decision of one's own authority more time, once
    ARCHIVE = "archive"  # take the archive package of a case that is over
    AUDIT = "audit"
    APPOINT_STAFF = "appoint_staff"  # make and disable accounts of staff
    SEE_QUEUES = "see_queues"  # see what waits for a worker, and what was tried in vain
    TEND_QUEUES = "tend_queues"  # have that tried again at once


_OFFICER = frozenset(
    {
        Permission.LOOK_AROUND,
        Permission.SIGN_IN,
        Permission.CHECK_DOCUMENT,
        Permission.HANDLE_TASK,
        Permission.TAKE_OVER,
        Permission.REVOKE_DECISION,
        Permission.RETRACT_LICENCE,
        Permission.CANCEL_RESULT,
        Permission.REVOKE_AS_PENALTY,
        Permission.REISSUE_OUTPUT,
        Permission.REVIEW_OBJECTION,
    }
)

GRANTS: dict[ActorKind, frozenset[Permission]] = {
    ActorKind.VISITOR: frozenset(
        {
            Permission.LOOK_AROUND,
            Permission.SIGN_IN,
            Permission.CHECK_DOCUMENT,
            Permission.QUERY_CASE,
            Permission.CO_SIGN,
        }
    ),
    ActorKind.APPLICANT: frozenset(
        {
            Permission.LOOK_AROUND,
            Permission.SIGN_IN,
            Permission.CHECK_DOCUMENT,
            Permission.QUERY_CASE,
            Permission.CO_SIGN,
            Permission.APPLY,
            Permission.READ_OWN_CASE,
            Permission.OBJECT,
        }
    ),
    ActorKind.CO_SIGNER: frozenset({Permission.CO_SIGN}),
    ActorKind.OFFICER: _OFFICER,
    ActorKind.SUPERVISOR: _OFFICER | {Permission.EXTEND_LIMIT, Permission.ASSIGN_TASK},
    ActorKind.COORDINATOR: frozenset(
        {
            Permission.LOOK_AROUND,
            Permission.SIGN_IN,
            Permission.CHECK_DOCUMENT,
            Permission.COORDINATE,
            Permission.TAKE_OVER,
            Permission.ARCHIVE,
        }
    ),
    ActorKind.COLLECTOR: frozenset(
        {Permission.LOOK_AROUND, Permission.SIGN_IN, Permission.CHECK_DOCUMENT, Permission.COLLECT}
    ),
    ActorKind.AUDITOR: frozenset(
        {
            Permission.LOOK_AROUND,
            Permission.SIGN_IN,
            Permission.CHECK_DOCUMENT,
            Permission.AUDIT,
            Permission.SEE_QUEUES,
        }
    ),
    ActorKind.OPERATOR: frozenset(
        {Permission.APPOINT_STAFF, Permission.SEE_QUEUES, Permission.TEND_QUEUES, Permission.ARCHIVE}
    ),
    ActorKind.SYSTEM: frozenset(),
    ActorKind.RULES: frozenset(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: in which capacity, under which account, for which authority (staff), at which place
    (region code; None: where the platform is), in which language.

    `address`: from which network address, where a channel knows it; only guessing is counted by it.
    """

    kind: ActorKind
    account: str | None = None
    name: str = ""
    authority: str | None = None
    place: str | None = None
    language: str = "zh-hans"
    address: str = ""


VISITOR = Actor(kind=ActorKind.VISITOR)
SYSTEM = Actor(kind=ActorKind.SYSTEM, name="system")
RULES = Actor(kind=ActorKind.RULES, name="rules")


class PermissionDenied(CommandRefused):
    """The actor may not do this; says which permission is missing, never what the case holds."""

    code = "PERMISSION_DENIED"
    template = Text(
        "这一步不归您办。如果应当由您办，请联系牵头部门",
        "This step is not yours. If it should be, please contact the lead authority",
    )


class NotFound(CommandRefused):
    """There is no such thing, or the actor may not know that there is: the two answer alike."""

    code = "NOT_FOUND"
    template = Text("没有找到：{what}", "Not found: {what}")


def require(actor: Actor, permission: Permission) -> None:
    """Raise PermissionDenied unless the actor's kind is granted the permission at all."""
    if permission not in GRANTS[actor.kind]:
        raise PermissionDenied(permission=permission.value)
