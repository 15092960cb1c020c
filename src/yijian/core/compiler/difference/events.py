"""What a change comes to for whole one things: services, papers, questions, fields, days, savings, in every region.

Both versions are compiled; only where the artefacts differ by their hash is anything compared. Figures are those of the
reference case, so that there is one of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from yijian.core.compiler.count_savings import savings_of
from yijian.core.compiler.difference.values import (
    EventDifference,
    Fate,
    FigureChange,
    ItemsChange,
    NamedItem,
    PathChange,
)
from yijian.core.compiler.fact_paths import concept_at, present_path, read_path
from yijian.core.compiler.facts import reference_facts
from yijian.core.compiler.fees import planned_fees
from yijian.core.compiler.merge import planned_fields
from yijian.core.compiler.paper_trade import plan_papers_with_choices
from yijian.core.compiler.pipeline import Compilation, compile_life_event
from yijian.core.compiler.plan_schedule import schedule_of
from yijian.core.compiler.situation import Situation
from yijian.core.errors import Text
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.verification.findings import Severity
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.package import DefinitionPackage

WANTS = "wants:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One version of the definitions, with the calendar that its days are counted on."""

    package: DefinitionPackage
    calendar: WorkingCalendar
    on: date

    def compiled(self, life_event: str, region: str | None) -> Compilation:
        """A life event as it is in this version, in a region."""
        return compile_life_event(self.package, life_event, on=self.on, region=region)

    def regions(self, life_event: str) -> frozenset[str]:
        """Where it has local rules."""
        return frozenset(one.region for one in self.package.overlays.values() if one.life_event == life_event)


def event_differences(old: Side, new: Side) -> Iterator[EventDifference]:
    """Every life event that was added or removed, or whose artefact differs somewhere; regions alike are told once."""
    for life_event in sorted({**old.package.life_events, **new.package.life_events}):
        was, is_ = old.package.life_events.get(life_event), new.package.life_events.get(life_event)
        declared = is_ or was
        if declared is None or was is None or is_ is None:
            fate = Fate.ADDED if was is None else Fate.REMOVED
            yield _whole(old if is_ is None else new, life_event, fate)
            continue
        found: dict[EventDifference, list[str | None]] = {}
        here = old.regions(life_event) | new.regions(life_event)
        for region in (None, *sorted(here)):
            one = _differing(old, new, life_event, region)
            if one is not None:
                found.setdefault(one, []).append(region)
        for one, regions in found.items():
            yield replace(one, regions=tuple(regions))


def _whole(side: Side, life_event: str, fate: Fate) -> EventDifference:
    """A life event that is there on one side only: its services, nothing more."""
    event = side.package.life_events[life_event]
    services = tuple(
        NamedItem(key=use.service, name=_service_name(side.package, use.service)) for use in event.services
    )
    added, removed = (services, ()) if fate is Fate.ADDED else ((), services)
    items = (ItemsChange(items="services", added=added, removed=removed),)
    regions = (None, *sorted(side.regions(life_event)))
    return EventDifference(life_event=life_event, name=event.name, regions=regions, fate=fate, items=items)


def _service_name(package: DefinitionPackage, service: str) -> Text:
    found = package.services.get(service)
    return found.name if found else Text(service, service)


def _differing(old: Side, new: Side, life_event: str, region: str | None) -> EventDifference | None:
    was, is_ = old.compiled(life_event, region), new.compiled(life_event, region)
    name = new.package.life_events[life_event].name
    before, after = was.one_thing, is_.one_thing
    if (
        before is not None
        and after is not None
        and before.hash == after.hash
        and old.calendar == new.calendar
    ):
        return None
    if after is None or before is None:
        if after is before:
            return None  # it does not compile, and did not
        errors = tuple(finding.message for finding in is_.findings if finding.severity is Severity.ERROR)
        mended = (Text("原来不能编译，现在能", "It did not compile, and does now"),)
        return EventDifference(
            life_event=life_event,
            name=name,
            regions=(),
            fate=Fate.CHANGED,
            broken=errors if after is None else mended,
        )
    left, right = Shown(before, old), Shown(after, new)
    items = tuple(_items_changes(left.items, right.items))
    figures = tuple(
        FigureChange(name=figure, old=left.figures[figure], new=right.figures[figure])
        for figure in left.figures
        if left.figures[figure] != right.figures[figure]
    )
    path = PathChange(old=left.critical_path, new=right.critical_path)
    return EventDifference(
        life_event=life_event,
        name=name,
        regions=(),
        fate=Fate.CHANGED,
        items=items,
        figures=figures,
        critical_path=None if path.old == path.new else path,
    )


def _items_changes(
    old: Mapping[str, Mapping[str, NamedItem]], new: Mapping[str, Mapping[str, NamedItem]]
) -> Iterator[ItemsChange]:
    for name in old:
        added = tuple(item for key, item in new[name].items() if key not in old[name])
        removed = tuple(item for key, item in old[name].items() if key not in new[name])
        if added or removed:
            yield ItemsChange(items=name, added=added, removed=removed)


class Shown:
    """What a one thing shows to everybody: what can be asked for by it, and the figures of its reference case."""

    def __init__(self, one_thing: OneThing, side: Side) -> None:
        self._thing = one_thing
        self._side = side

    @cached_property
    def items(self) -> dict[str, dict[str, NamedItem]]:
        """Services, papers that can be needed, questions that can be asked, fields, results: each by its key."""
        thing = self._thing
        services = {key: one.definition for key, one in thing.services.items()}
        papers = {
            f"{one.service}#{one.requirement}#{document.type}": NamedItem(
                key=document.type, name=thing.evidence_types[document.type].name, service=one.service
            )
            for one in thing.evidence
            for option in one.options
            for document in option
        }
        outputs = {
            f"{key}#{output.id}": NamedItem(key=output.id, name=output.name, service=key)
            for key, one in services.items()
            for output in one.outputs
        }
        return {
            "services": {key: NamedItem(key=key, name=one.name) for key, one in services.items()},
            "papers": papers,
            "questions": {path: NamedItem(key=path, name=self._fact_name(path)) for path in thing.questions},
            "fields": {
                one.fact: NamedItem(key=one.fact, name=self._fact_name(one.fact)) for one in thing.form.fields
            },
            "outputs": outputs,
        }

    def _fact_name(self, path: str) -> Text:
        thing = self._thing
        if path.startswith(WANTS):
            name = _service_name(self._side.package, path.removeprefix(WANTS))
            return Text(f"要不要办{name.zh}", f"whether “{name.en}” is wanted")
        parts, found = read_path(path), concept_at(thing, path)
        participant = thing.life_event.participants.get(parts.participant) if parts else None
        if participant is None:
            return Text(path, path)
        who = participant.name
        if found is not None:
            return Text(f"{who.zh}：{found[1].name.zh}", f"{who.en}: {found[1].name.en}")
        if parts is not None and path == present_path(parts.participant):
            return Text(f"有没有{who.zh}", f"whether there is {who.en}")
        return Text(f"{who.zh}有几个", f"how many of {who.en}")

    @cached_property
    def _reference(self) -> Situation:
        facts = reference_facts(self._thing, self._side.on)
        return Situation(one_thing=self._thing, facts=facts, today=self._side.on)

    @cached_property
    def figures(self) -> dict[str, int | None]:
        """The figures of the reference case, by name."""
        situation, calendar = self._reference, self._side.calendar
        folder = plan_papers_with_choices(situation, calendar)
        schedule = schedule_of(situation, calendar, folder.waits)
        self.critical_path = schedule.critical_path
        fields = planned_fields(situation)
        savings = savings_of(situation, fields=fields, evidence=folder.plan, schedule=schedule)
        fees = planned_fees(situation)
        found: dict[str, int | None] = {
            "promised_days": schedule.promised_days,
            "first_result_days": schedule.first_result_days,
            "statutory_days": schedule.statutory_days,
            "typical_days": schedule.typical_days,
            "worst_days": schedule.worst_days,
            "questions": len(self._thing.questions),
            "fees_at_least": fees.at_least,
        }
        for name in ("days", "visits", "papers", "steps", "fields", "inspections"):
            saving = getattr(savings, name)
            found[f"{name}_before"] = None if saving is None else saving.before
            found[f"{name}_after"] = None if saving is None else saving.after
        return found

    critical_path: tuple[str, ...] = ()
