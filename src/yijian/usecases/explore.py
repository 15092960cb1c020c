"""Before signing in: the catalogue, guides, and questions up to the plan. Nothing here knows a person."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

from yijian.core.compiler.fact_paths import without_member
from yijian.core.compiler.facts import FactRefused, full_path
from yijian.core.compiler.held import Held
from yijian.core.compiler.plan import situation_of, specialise
from yijian.core.compiler.question_plan import question_about
from yijian.core.planning.local_time import local_date
from yijian.core.vocabulary.life_event import LifeEvent
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Question
from yijian.core.vocabulary.provenance import Facts
from yijian.ports import Definitions, Ports
from yijian.storage import drafts
from yijian.storage.transactions import in_transaction
from yijian.usecases.answering import consistent, read_answers
from yijian.usecases.permissions import Actor, NotFound, Permission, require
from yijian.usecases.planning import SKIPPED, plan_of, skipped, told
from yijian.usecases.views import CatalogueEntry, DraftView, GuideView

if TYPE_CHECKING:
    from yijian.core.compiler.guide_report import GuideReport


def catalogue(*, actor: Actor, ports: Ports, query: str = "") -> tuple[CatalogueEntry, ...]:
    """The one things on offer, those that fit people's own words first; without a query in their order of life."""
    require(actor, Permission.LOOK_AROUND)
    return entries(ports.definitions, query=query)


def entries(definitions: Definitions, *, query: str = "") -> tuple[CatalogueEntry, ...]:
    """The catalogue of a package of definitions, as `catalogue` gives it to a visitor."""
    events = definitions.package().life_events.values()
    if query.strip():
        wanted = _words(query)
        scored = [(_fit(event, wanted), event) for event in events]
        events_found = [
            event for score, event in sorted(scored, key=lambda pair: (-pair[0], pair[1].id)) if score
        ]
    else:
        events_found = sorted(events, key=lambda event: event.id)
    return tuple(_entry(definitions.one_thing(event.id)) for event in events_found)


def guide(*, actor: Actor, ports: Ports, life_event: str) -> GuideView:
    """The guide of one thing as of today. Raises NotFound."""
    require(actor, Permission.LOOK_AROUND)
    try:
        return guide_of(ports.definitions, life_event, today=local_date(ports.clock.now()))
    except KeyError as error:
        raise NotFound(what=life_event) from error


def guide_of(definitions: Definitions, life_event: str, *, today: date) -> GuideView:
    """The guide of one thing on a day, from definitions alone. Raises KeyError where there is none."""
    one_thing = definitions.one_thing(life_event)
    return GuideView(
        one_thing=one_thing,
        plan=specialise(one_thing, {}, today=today, calendar=definitions.calendar()),
        claims=one_thing.overlay.published_claims if one_thing.overlay else (),
    )


def published_guides(*, actor: Actor, ports: Ports) -> GuideReport:
    """What published guides say of the whole, against what their own parts allow."""
    require(actor, Permission.LOOK_AROUND)
    return ports.definitions.published_guides()


def start_questions(*, actor: Actor, ports: Ports, life_event: str) -> str:
    """Begin answering; the token under which the answers are kept for thirty days. Raises NotFound."""
    require(actor, Permission.LOOK_AROUND)
    _one_thing(ports, life_event)
    token = ports.randomness.token()
    _save(ports, token, life_event, {})
    return token


def draft(*, actor: Actor, ports: Ports, token: str) -> DraftView:
    """The answers so far and the plan they make. Raises NotFound where the answers have expired."""
    require(actor, Permission.LOOK_AROUND)
    life_event, facts = _load(ports, token)
    one_thing = _one_thing(ports, life_event)
    return DraftView(
        token=token,
        one_thing=one_thing,
        facts=told(facts),
        skipped=skipped(facts),
        plan=plan_of(one_thing=one_thing, facts=facts, ports=ports, now=ports.clock.now()),
    )


def drafted(*, actor: Actor, ports: Ports, token: str) -> str:
    """The life event that the answers are about. Raises NotFound where they have expired."""
    require(actor, Permission.LOOK_AROUND)
    return _load(ports, token)[0]


def answer(
    *,
    actor: Actor,
    ports: Ports,
    token: str,
    typed: Mapping[str, str],
    unknown: Collection[str] = (),
) -> None:
    """Answer the questions of a page, or answer them anew: all of them or, where one is refused, none.

    `typed` by fact; of the facts in `unknown` somebody says “I don't know”: they are not asked again, and the plan keeps
    a range. `draft` gives the plan then. Raises NotFound, AnswersRefused with what is wrong about each answer.
    """
    require(actor, Permission.LOOK_AROUND)

    def change(one_thing: OneThing, facts: Facts) -> Facts:
        for fact in unknown:
            if not _is_asked(one_thing, fact):
                raise NotFound(what=fact)
        today = local_date(ports.clock.now())
        answers = read_answers(one_thing=one_thing, typed=typed, known=told(facts), today=today)
        kept = _without(facts, *typed, *unknown)
        return consistent(one_thing, {**kept, **answers, **{SKIPPED + fact: True for fact in unknown}}, today)

    _change(ports, token, change)


def take_back(*, actor: Actor, ports: Ports, token: str, fact: str) -> None:
    """Forget one answer, so that the question comes again. Raises NotFound where the answers have expired."""
    require(actor, Permission.LOOK_AROUND)
    _change(ports, token, lambda _, facts: _without(facts, fact))


def questions(*, actor: Actor, ports: Ports, token: str, facts: Collection[str]) -> tuple[Question, ...]:
    """Questions that were answered before (or are open), to be shown again on one page: as they stand with everything
    known but the answers to them. Raises NotFound."""
    require(actor, Permission.LOOK_AROUND)
    life_event, known = _load(ports, token)
    one_thing = _one_thing(ports, life_event)
    for fact in facts:
        if not _is_asked(one_thing, fact):
            raise NotFound(what=fact)
    situation = situation_of(
        one_thing,
        {path: value for path, value in told(known).items() if path not in facts},
        today=local_date(ports.clock.now()),
        held=Held(),
        skipped=skipped(known).difference(facts),
    )
    calendar = ports.definitions.calendar()
    return tuple(question_about(situation, fact, calendar) for fact in facts)


def _change(ports: Ports, token: str, change: Callable[[OneThing, Facts], Facts]) -> None:
    def work() -> None:
        life_event, facts = _load(ports, token)
        _save(ports, token, life_event, change(_one_thing(ports, life_event), facts))

    in_transaction(work)


def _without(facts: Facts, *forgotten: str) -> Facts:
    gone = {path for fact in forgotten for path in (fact, SKIPPED + fact)}
    return {path: value for path, value in facts.items() if path not in gone}


def _is_asked(one_thing: OneThing, fact: str) -> bool:
    """Whether the fact is a question of this one thing, of one member or another."""
    try:
        return without_member(full_path(one_thing, fact)) in {
            without_member(asked) for asked in one_thing.questions
        }
    except FactRefused:
        return False


def _one_thing(ports: Ports, life_event: str) -> OneThing:
    try:
        return ports.definitions.one_thing(life_event)
    except KeyError as error:
        raise NotFound(what=life_event) from error


def _load(ports: Ports, token: str) -> tuple[str, Facts]:
    found = drafts.load_draft(token=token, cipher=ports.cipher, now=ports.clock.now())
    if found is None:
        raise NotFound(what="draft")
    return found.life_event, found.facts


def _save(ports: Ports, token: str, life_event: str, facts: Facts) -> None:
    drafts.save_draft(
        token=token, life_event=life_event, facts=facts, cipher=ports.cipher, now=ports.clock.now()
    )


def _entry(one_thing: OneThing) -> CatalogueEntry:
    event = one_thing.life_event
    return CatalogueEntry(
        id=event.id,
        name=event.name,
        plain_name=event.plain_name,
        summary=event.summary,
        stage=event.stage,
        audience=event.audience.value,
        keywords=event.keywords,
        services=len(one_thing.services),
        authorities=len({service.definition.authority for service in one_thing.services.values()}),
    )


def _words(text: str) -> frozenset[str]:
    """The words of a text, cut for search; punctuation and single particles fall away."""
    # Its dictionary takes a moment to load, which is nobody's who does not search.
    import rjieba

    return frozenset(
        word for word in rjieba.cut_for_search(text.lower(), True) if word.strip() and word.isalnum()
    )


def _fit(event: LifeEvent, wanted: frozenset[str]) -> int:
    """How well a life event fits the words: its names count double, people's keywords as much, the summary once."""
    names = " ".join(
        (event.name.zh, event.name.en, event.plain_name.zh, event.plain_name.en, *event.keywords)
    )
    return 2 * len(wanted & _words(names)) + len(wanted & _words(f"{event.summary.zh} {event.summary.en}"))
