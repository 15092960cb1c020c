"""What the tests of use cases act in, and the ways of the people in it: parents, officers, a coordinator, a worker."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tests.usecases.family_answers import CHILD_NAMES as CHILD_NAMES
from tests.usecases.family_answers import born_value as born_value
from tests.usecases.family_answers import told_by as told_by
from tests.usecases.family_answers import typed_value as typed_value
from tests.usecases.stand_ins import Faults, Outbox
from yijian.core.compiler.fact_paths import without_member
from yijian.core.planning.local_time import local_date
from yijian.demonstration.accounts import demonstration_accounts
from yijian.demonstration.persons import Family, named_families
from yijian.ports import Ports
from yijian.storage import accounts, drafts, journal
from yijian.usecases import advance, apply, coordinate, explore, handle, issue, obtain, sign
from yijian.usecases.answering import read_answers
from yijian.usecases.appoint import NewAccount, actor_of_account, appoint_demonstration
from yijian.usecases.defects import Defect
from yijian.usecases.permissions import VISITOR, Actor
from yijian.usecases.staff_views import OfficerTaskView, PreCheckView
from yijian.usecases.views import ApplicationView, CoSignView, Keeper


class SetClock:
    """`ports.Clock` that stands until it is moved."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def move(self, by: timedelta) -> None:
        self._now += by

    def set(self, to: datetime) -> None:
        self._now = to


@dataclass
class World:
    """One installation and the people who use it."""

    ports: Ports
    clock: SetClock
    faults: Faults
    outbox: Outbox
    page: bytes = b"a photograph"
    keys: itertools.count[int] = field(default_factory=itertools.count)

    def key(self) -> str:
        """A fresh idempotency key."""
        return f"key-{next(self.keys)}"

    def journal_of(self, case_id: str) -> list[str]:
        """The commands of a case so far."""
        return [entry.command for entry in journal.entries(case_id=case_id)]

    def appoint(self) -> None:
        """Make the accounts of the demonstration."""
        wanted = demonstration_accounts(
            package=self.ports.definitions.package(), password_for=lambda name: name
        )
        appoint_demonstration(
            ports=self.ports,
            wanted=tuple(
                NewAccount(
                    username=one.username,
                    password=None,
                    kind=one.kind,
                    name=one.name,
                    email=one.email,
                    authority=one.authority,
                    place=one.place,
                    id_kind=one.id_kind,
                    id_number=one.id_number,
                )
                for one in wanted
            ),
        )

    def actor(self, username: str, *, language: str = "zh-hans") -> Actor:
        """Somebody signed in."""
        found = accounts.account_by_username(username=username)
        assert found is not None
        return actor_of_account(account=found.id, language=language)

    # ── a mother ──

    def answer_all(self, family: Family, *, married: bool = True) -> str:
        """A visitor answers every question that comes; the token of the draft."""
        token = explore.start_questions(actor=VISITOR, ports=self.ports, life_event="newborn")
        answers = told_by(family, married=married)
        for _ in range(60):
            view = explore.draft(actor=VISITOR, ports=self.ports, token=token)
            question = view.plan.questions.next
            if question is None:
                return token
            typed = answers.get(question.fact)
            assert typed is not None, f"nobody has told the test {question.fact}"
            explore.answer(actor=VISITOR, ports=self.ports, token=token, typed={question.fact: typed})
        raise AssertionError("the questions do not end")

    def draft_told(self, family: Family, **otherwise: str) -> str:
        """As `answer_all`, at once: for tests that are not about questions. `otherwise` are answers by `who__what`."""
        one_thing = self.ports.definitions.one_thing("newborn")
        asked = {without_member(fact) for fact in one_thing.questions}
        answers = told_by(family) | {name.replace("__", "."): value for name, value in otherwise.items()}
        facts = read_answers(
            one_thing=one_thing,
            typed={fact: value for fact, value in answers.items() if without_member(fact) in asked and value},
            known={},
            today=local_date(self.clock.now()),
        )
        token = self.ports.randomness.token()
        drafts.save_draft(
            token=token, life_event="newborn", facts=facts, cipher=self.ports.cipher, now=self.clock.now()
        )
        return token

    def fill(self, actor: Actor, case_id: str, family: Family) -> ApplicationView:
        """Fill in whatever is the applicant's and not yet known, and upload what is to be brought."""
        view = apply.application(actor=actor, ports=self.ports, case_id=case_id)
        typed = {
            field.field.fact: typed_value(field.field, family)
            for field in view.fields
            if not field.known and field.keeper is Keeper.APPLICANT and field.field.required is not False
        }
        if typed:
            view = apply.record_answers(
                actor=actor, ports=self.ports, case_id=case_id, typed=typed, key=self.key()
            )
        for paper in view.papers:
            if paper.to_bring and not paper.documents and not paper.promised:
                view = self.attach(actor, case_id, paper.paper.key)
        return view

    def started(self, family_name: str = "married", **otherwise: str) -> tuple[Actor, str]:
        """A mother who has answered, signed in and begun her application."""
        family = named_families()[family_name]
        mother = self.actor(f"{family_name.replace('_', '-')}-mother")
        token = self.draft_told(family, **otherwise)
        return mother, apply.start_case(actor=mother, ports=self.ports, token=token, key=self.key())

    def answer(self, actor: Actor, case_id: str, **typed: str) -> ApplicationView:
        """Type into fields of the form."""
        return apply.record_answers(
            actor=actor, ports=self.ports, case_id=case_id, typed=typed, key=self.key()
        )

    def attach(self, actor: Actor, case_id: str, paper: str, content: bytes | None = None) -> ApplicationView:
        """Upload a file for a paper."""
        return obtain.attach_paper(
            actor=actor,
            ports=self.ports,
            case_id=case_id,
            paper=paper,
            file_name="photo.jpg",
            content=self.page if content is None else content,
            key=self.key(),
        )

    def prefill(
        self, actor: Actor, case_id: str, *, refused: frozenset[str] = frozenset(), key: str = ""
    ) -> ApplicationView:
        """Agree that all registers are asked but those refused."""
        view = apply.application(actor=actor, ports=self.ports, case_id=case_id)
        return obtain.prefill(
            actor=actor,
            ports=self.ports,
            case_id=case_id,
            consents=frozenset(one.register for one in view.registers) - refused,
            refusals=refused,
            key=key or self.key(),
        )

    def invited(self, mother: Actor, case_id: str) -> tuple[str, str]:
        """An invitation of the father: the token of the link, and the code."""
        invitation = sign.invite(
            actor=mother, ports=self.ports, case_id=case_id, participant="father", key=self.key()
        )
        return invitation.link.rstrip("/").rpartition("/")[2], invitation.code

    def typed_by_father(self, view: CoSignView, family: Family) -> dict[str, str]:
        """What the father types into whatever he must and that is not known."""
        return {
            field.field.fact: typed_value(field.field, family)
            for field in view.fields
            if not field.known and field.field.required is not False
        }

    def co_sign(
        self,
        mother: Actor,
        case_id: str,
        family: Family,
        *,
        consent: bool = True,
        agreed: bool = True,
        corrected: dict[str, str] | None = None,
    ) -> CoSignView:
        """The father is invited, lets registers be asked (or not), fills in the rest and signs (or not)."""
        token, code = self.invited(mother, case_id)
        seen = sign.open_invitation(actor=VISITOR, ports=self.ports, token=token, code=code)
        registers = frozenset(register.register for register in seen.registers)
        first = self.sign_as_father(
            token,
            code,
            family,
            consents=registers if consent else frozenset(),
            refusals=frozenset() if consent else registers,
        )
        if not agreed:
            return first
        return self.sign_as_father(
            token, code, family, typed=self.typed_by_father(first, family) | (corrected or {}), agreed=True
        )

    def sign_as_father(
        self,
        token: str,
        code: str,
        family: Family,
        *,
        typed: dict[str, str] | None = None,
        id_tail: str | None = None,
        consents: frozenset[str] = frozenset(),
        refusals: frozenset[str] = frozenset(),
        agreed: bool = False,
    ) -> CoSignView:
        """One form of the page behind the link."""
        assert family.father is not None
        return sign.co_sign(
            actor=VISITOR,
            ports=self.ports,
            token=token,
            code=code,
            typed=typed or {},
            id_tail=family.father.id_number[-4:] if id_tail is None else id_tail,
            consents=consents,
            refusals=refusals,
            agreed=agreed,
            key=self.key(),
        )

    def ready(self, family_name: str = "married", **otherwise: str) -> tuple[Actor, str]:
        """An application in which nothing is missing but the applicant's own signature."""
        family = named_families()[family_name]
        mother, case_id = self.started(family_name, **otherwise)
        self.prefill(mother, case_id)
        self.fill(mother, case_id, family)
        self.co_sign(mother, case_id, family)
        self.fill(mother, case_id, family)
        return mother, case_id

    def submitted(self, family_name: str = "married", **otherwise: str) -> tuple[Actor, str]:
        """An application handed in."""
        mother, case_id = self.ready(family_name, **otherwise)
        apply.submit(actor=mother, ports=self.ports, case_id=case_id, key=self.key())
        return mother, case_id

    def dispatched(self, family_name: str = "married", **otherwise: str) -> tuple[Actor, str]:
        """A case in the hands of the departments."""
        mother, case_id = self.submitted(family_name, **otherwise)
        self.dispatch(case_id)
        return mother, case_id

    # ── the lead authority ──

    @property
    def lead(self) -> Actor:
        """The coordinator."""
        return self.actor("coordinator-health")

    def judged(self, lead: Actor, case_id: str) -> dict[str, bool]:
        """Every admission condition that is left open, judged to hold."""
        view = coordinate.pre_check(actor=lead, ports=self.ports, case_id=case_id)
        return {one.id: True for one in view.admission if one.holds is None}

    def dispatch(self, case_id: str) -> PreCheckView:
        """End the pre-check."""
        return coordinate.dispatch(
            actor=self.lead,
            ports=self.ports,
            case_id=case_id,
            judgements=self.judged(self.lead, case_id),
            judgement_reasons=dict.fromkeys(self.judged(self.lead, case_id), "看过原件"),
            key=self.key(),
        )

    def notify(self, case_id: str, *defects: Defect, due: date = date(2026, 12, 1)) -> PreCheckView:
        """Send the joint correction notice."""
        return coordinate.notify_correction(
            actor=self.lead, ports=self.ports, case_id=case_id, defects=defects, due=due, key=self.key()
        )

    # ── officers ──

    def officer_of(self, authority: str) -> Actor:
        """The officer of an authority."""
        return self.actor(f"officer-{authority}")

    def work_through(self, case_id: str) -> list[str]:
        """Every officer takes what waits on their desk, approves, issues and delivers, until no desk holds anything."""
        done: list[str] = []
        authorities = sorted({s.authority for s in self.ports.definitions.package().services.values()})
        for _ in range(20):
            worked = False
            for authority in authorities:
                officer = self.officer_of(authority)
                for row in handle.desk(actor=officer, ports=self.ports).rows:
                    if row.case_id == case_id and row.task is not None:
                        self.finish(officer, case_id, row.task)
                        done.append(row.task)
                        worked = True
            if not worked:
                return done
        raise AssertionError("the desks do not empty")

    def report(self, officer: Actor, case_id: str, task: str, *defects: Defect) -> OfficerTaskView:
        """Report defects of one task."""
        return handle.report_defects(
            actor=officer, ports=self.ports, case_id=case_id, task=task, defects=defects, key=self.key()
        )

    def accept(self, officer: Actor, case_id: str, task: str) -> OfficerTaskView:
        """Take one task up."""
        return handle.accept(actor=officer, ports=self.ports, case_id=case_id, task=task, key=self.key())

    def refuse(self, officer: Actor, case_id: str, task: str, reason: str = "条件不符") -> OfficerTaskView:
        """Take one task up and decide against the applicant."""
        self.accept(officer, case_id, task)
        return handle.decide(
            actor=officer,
            ports=self.ports,
            case_id=case_id,
            task=task,
            approved=False,
            reason=reason,
            judgements={},
            key=self.key(),
        )

    # ── the worker ──

    def later(self, by: timedelta) -> int:
        """Let time pass and fire what has become due; how many timers."""
        self.clock.move(by)
        return advance.fire_due_timers(ports=self.ports)

    def finish(self, officer: Actor, case_id: str, task: str) -> OfficerTaskView:
        """Accept, approve, issue and deliver one task."""
        view = self.accept(officer, case_id, task)
        view = handle.decide(
            actor=officer,
            ports=self.ports,
            case_id=case_id,
            task=task,
            approved=True,
            reason="",
            judgements={one.id: True for one in view.criteria if one.holds is None},
            key=self.key(),
        )
        for output, _ in view.outputs_to_issue:
            view = issue.issue_output(
                actor=officer,
                ports=self.ports,
                case_id=case_id,
                task=task,
                output=output,
                number=f"DEMO-{next(self.keys):06d}",
                facts={field.fact: born_value(field) for field in view.born_facts},
                key=self.key(),
            )
        if "DeliverOutput" in view.possible:
            for issued in view.outputs:
                view = issue.deliver(
                    actor=officer,
                    ports=self.ports,
                    case_id=case_id,
                    task=task,
                    output=issued.id.rpartition(":")[2],
                    mode="electronic",
                    proof="",
                    key=self.key(),
                )
        return view
