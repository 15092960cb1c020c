"""How long the server works on a page: the whole request in this process, middleware, tables and template, no network.

The floor is an empty page through the same middleware.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.urls import include, path, reverse

from benchmarks.measuring import Seconds, in_turns
from tests.usecases.world import World, told_by
from yijian.channels.portal.views.draft_cookie import DraftCookie, keep_cookie
from yijian.demonstration.persons import named_families
from yijian.storage.models import Account
from yijian.usecases import explore
from yijian.usecases.permissions import VISITOR

ROUNDS = 9
ANSWERED = 5
"""Questions answered before the next one is measured: the middle of the way."""


def empty(_: HttpRequest) -> HttpResponse:
    """A page with nothing on it."""
    return HttpResponse("")


urlpatterns = [path("empty/", empty), path("", include("yijian.site.urls"))]


def measure(world: World) -> dict[str, Seconds]:
    """Seconds of `empty`, `guide`, `next_question` and `case` in each round."""
    _, case_id = world.dispatched("married")
    with override_settings(ROOT_URLCONF=__name__):
        signed_in = Client()
        signed_in.force_login(
            Account.objects.get(username="married-mother"),
            backend="django.contrib.auth.backends.ModelBackend",
        )
        return in_turns(
            {
                "empty": (getting(Client(), "/empty/"), 10),
                "guide": (getting(Client(), reverse("portal:guide", args=["newborn"])), 2),
                "next_question": (
                    getting(answering(world), reverse("portal:questions", args=["newborn"])),
                    2,
                ),
                "case": (getting(signed_in, reverse("portal:case", args=[case_id])), 2),
            },
            rounds=ROUNDS,
        )


def answering(world: World) -> Client:
    """A visitor in the middle of the questions."""
    token = explore.start_questions(actor=VISITOR, ports=world.ports, life_event="newborn")
    answers = told_by(named_families()["married"])
    for _ in range(ANSWERED):
        question = explore.draft(actor=VISITOR, ports=world.ports, token=token).plan.questions.next
        if question is None:
            raise RuntimeError(f"there are no {ANSWERED} questions any more")
        fact = question.fact
        explore.answer(actor=VISITOR, ports=world.ports, token=token, typed={fact: answers[fact]})
    visitor, given = Client(), HttpResponse()
    keep_cookie(HttpRequest(), given, DraftCookie(token))
    visitor.cookies = given.cookies
    return visitor


def getting(client: Client, address: str) -> Callable[[], None]:
    """One request, which must succeed."""

    def act() -> None:
        status = client.get(address).status_code
        if status != HTTPStatus.OK:
            raise RuntimeError(f"{address} answered {status}")

    return act
