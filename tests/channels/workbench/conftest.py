"""The workbench alone: its pages with use cases played by the test, so that a view is tested without tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any, cast

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from tests.channels.workbench import samples
from yijian.channels.look import access
from yijian.core.compiler.guide_report import GuideReport
from yijian.core.errors import Text
from yijian.core.planning.calendars import WorkingCalendar, calendar_from_years
from yijian.core.verification.findings import Finding
from yijian.core.vocabulary.author_test import AuthorTest
from yijian.core.vocabulary.authority import Register
from yijian.core.vocabulary.marks import Certainty
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.ports import Ports
from yijian.usecases import coordinate, handle, issue
from yijian.usecases.permissions import Actor, ActorKind
from yijian.usecases.staff_views import DeskView, OfficerTaskView, PreCheckView

OFFICER = Actor(kind=ActorKind.OFFICER, account="1", name="公安经办", authority="police")
COORDINATOR = Actor(kind=ActorKind.COORDINATOR, account="2", name="卫健牵头", authority="health")
APPLICANT = Actor(kind=ActorKind.APPLICANT, account="3", name="张某某")


class StandingClock:
    def now(self) -> datetime:
        return samples.NOW


class CountingRandomness:
    """Tokens that can be told apart in a failure."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def token(self) -> str:
        return f"token-{next(self._numbers)}"

    def digits(self, count: int) -> str:
        return "0" * count


class SmallDefinitions:
    """Names of one register; a calendar without published years."""

    def package(self) -> DefinitionPackage:
        return DefinitionPackage(registers={"population": REGISTER})

    def one_thing(self, life_event: str) -> OneThing:
        raise KeyError(life_event)

    def calendar(self) -> WorkingCalendar:
        return calendar_from_years(())

    def prepare(self) -> None:
        raise LookupError("nothing to prepare here")

    def published_guides(self) -> GuideReport:
        raise LookupError("no guides here")

    def findings(self) -> tuple[Finding, ...]:
        return ()

    def source_of(self, definition: str) -> str:
        raise KeyError(definition)

    def author_tests(self, life_event: str) -> tuple[AuthorTest, ...]:
        return ()


REGISTER = Register(
    id="population",
    name=Text("公安人口库", "Population register"),
    authority="police",
    certainty=Certainty.PUBLISHED,
)


def small_ports() -> Ports:
    """The outside as far as a page needs it: time, keys, names, working days."""
    absent = cast("Any", None)
    return Ports(
        clock=StandingClock(),
        randomness=CountingRandomness(),
        registers=absent,
        notifier=absent,
        inspector=absent,
        documents=absent,
        maker=absent,
        cipher=absent,
        heads=absent,
        definitions=SmallDefinitions(),
        public_url="http://testserver",
        demonstration=True,
    )


@dataclass(frozen=True)
class SignedIn:
    """An account as Django's middleware would have found it."""

    pk: str
    is_authenticated: bool = True


@dataclass
class Office:
    """Who sits at the desk, what the use cases show them, and what was asked of the use cases."""

    client: Client
    actor: Actor = OFFICER
    desk: DeskView = field(default_factory=samples.desk)
    task: OfficerTaskView = field(default_factory=samples.task_view)
    case: PreCheckView = field(default_factory=samples.case_view)
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    answer: Exception | None = None

    def task_url(self, rest: str = "") -> str:
        return f"/desk/tasks/{samples.CASE}/{samples.TASK}/{rest}"

    def case_url(self, rest: str = "") -> str:
        return f"/desk/cases/{samples.CASE}/{rest}"

    def play(self, name: str, view: Callable[[], object] | None = None) -> Callable[..., object]:
        """A use case that writes down what it was asked; one that acts refuses with `answer` where that is set."""

        def played(**asked: Any) -> object:
            self.asked.append((name, {k: v for k, v in asked.items() if k not in ("actor", "ports")}))
            if view is not None:
                return view()
            if self.answer is not None:
                raise self.answer
            return None

        return played

    def play_desk(self, name: str) -> Callable[..., DeskView]:
        """A desk that answers with the part of it that it is asked for."""

        def played(**asked: Any) -> DeskView:
            told = {k: v for k, v in asked.items() if k not in ("actor", "ports")}
            self.asked.append((name, told))
            return samples.shown(self.desk, **told)

        return played

    def act(self, name: str) -> dict[str, Any]:
        """What the one act of that name was asked."""
        (asked,) = [what for act, what in self.asked if act == name]
        return asked


@pytest.fixture
def office(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The workbench mounted as on the site, without tables."""
    settings.MIDDLEWARE = [
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "tests.channels.workbench.conftest.at_the_desk",
        "csp.middleware.CSPMiddleware",
        "yijian.channels.look.middleware.LookMiddleware",
    ]
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "yijian.channels.look.context.look",
                ]
            },
        }
    ]
    made = Office(client=Client())
    monkeypatch.setattr(access, "actor_of_account", lambda **_: made.actor)
    monkeypatch.setattr(handle, "desk", made.play_desk("desk"))
    monkeypatch.setattr(handle, "task", made.play("task", lambda: made.task))
    monkeypatch.setattr(coordinate, "pre_check_desk", made.play_desk("pre_check_desk"))
    monkeypatch.setattr(coordinate, "pre_check", made.play("pre_check", lambda: made.case))
    acts = (
        "accept",
        "decline",
        "suspend",
        "resume",
        "decide",
        "record_external_result",
        "report_defects",
        "take_back_defect",
    )
    for name in acts:
        monkeypatch.setattr(handle, name, made.play(name))
    for name in ("issue_output", "deliver"):
        monkeypatch.setattr(issue, name, made.play(name))
    for name in ("notify_correction", "take_back_defect", "dispatch", "deliver", "end", "close"):
        monkeypatch.setattr(coordinate, name, made.play(name))
    return made


def at_the_desk(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware of these tests: somebody is signed in unless the test sends `X-Visitor`."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.ports = small_ports()  # type: ignore[attr-defined] # as the site's middleware does
        if "X-Visitor" not in request.headers:
            request.user = SignedIn(pk="1")  # type: ignore[assignment] # no tables behind it
        return get_response(request)

    return middleware
