"""The places of an installation (regions of its definitions), and where an application may be handed in (跨域通办)."""

from __future__ import annotations

from dataclasses import dataclass

from yijian.core.cases import CaseState
from yijian.core.cases.handover_commands import ChooseCollection
from yijian.core.cases.handovers import Collection, ResultReturn
from yijian.core.compiler.cross_region import CrossRegionOffer, cross_region_offer
from yijian.core.errors import CommandRefused, Text
from yijian.core.vocabulary.cross_region import CrossRegionMode
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.provenance import Facts
from yijian.ports import Ports
from yijian.usecases.casework import Workspace, artefact, carry_out, facts_of, read_state
from yijian.usecases.handover_views import PlaceView
from yijian.usecases.ownership import require_own_case
from yijian.usecases.permissions import Actor, Permission
from yijian.usecases.planning import situation_of_case


class ReturnUnknown(CommandRefused):
    """Results go to the applicant or to the window that collects."""

    code = "RETURN_UNKNOWN"
    template = Text("没有“{way}”这种取结果的办法", "There is no way “{way}” to get the results")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesView:
    """Where an application may be handed in. `mode` None or no `places`: only at `home`; `barred` are then the names of the
    services that cannot be had elsewhere. `chosen` None: at home."""

    case_id: str
    name: Text
    home: PlaceView
    mode: CrossRegionMode | None
    places: tuple[PlaceView, ...]
    barred: tuple[Text, ...]
    chosen: Collection | None


def place_names(ports: Ports) -> dict[str, Text]:
    """The regions that the definitions know, by code, in order of their codes."""
    named = {one.region: one.region_name for one in ports.definitions.package().overlays.values()}
    return dict(sorted(named.items()))


def place_name(ports: Ports, code: str | None) -> Text:
    """What a place is called; its code where the definitions do not name it."""
    return place_names(ports).get(code or "", Text(code or "—", code or "—"))


def all_places(ports: Ports) -> tuple[str, ...]:
    """The codes of all places."""
    return tuple(place_names(ports))


def collecting_places(ports: Ports, offer: CrossRegionOffer, home: str | None) -> tuple[str, ...]:
    """The places from which all of it can be had."""
    return tuple(code for code in all_places(ports) if offer.reaches(code, home))


def places(*, actor: Actor, ports: Ports, case_id: str) -> PlacesView:
    """Where one's own application may be handed in, as it is filled in now. Raises NotFound."""
    require_own_case(actor, case_id, Permission.APPLY)
    case = read_state(case_id=case_id)
    return places_view(ports=ports, case=case, facts=facts_of(ports=ports, case_id=case_id))


def places_view(*, ports: Ports, case: CaseState, facts: Facts) -> PlacesView:
    """As `places`, of a case at hand."""
    one_thing = artefact(case.one_thing)
    offer = _offer(ports, case, one_thing, facts)
    names = place_names(ports)
    return PlacesView(
        case_id=case.case_id,
        name=one_thing.name,
        home=PlaceView(code=case.region or "", name=place_name(ports, case.region)),
        mode=offer.mode,
        places=tuple(
            PlaceView(code=code, name=names[code]) for code in collecting_places(ports, offer, case.region)
        ),
        barred=tuple(
            dict.fromkeys(one_thing.services[key.partition("[")[0]].definition.name for key in offer.barred)
        ),
        chosen=case.collection,
    )


def choose_place(
    *, actor: Actor, ports: Ports, case_id: str, place: str | None, returns: str, key: str
) -> PlacesView:
    """Hand in elsewhere, or (None) where it is decided. Raises NotCrossRegion, NoSuchPlace, NothingIsCollected,
    ReturnUnknown, NotFound."""
    require_own_case(actor, case_id, Permission.APPLY)
    try:
        way = ResultReturn(returns)
    except ValueError as error:
        raise ReturnUnknown(way=returns) from error

    def prepare(space: Workspace) -> ChooseCollection:
        note_offer(space)
        return ChooseCollection(place=place, returns=way)

    carry_out(actor=actor, ports=ports, case_id=case_id, key=key, prepare=prepare)
    return places(actor=actor, ports=ports, case_id=case_id)


def note_offer(space: Workspace) -> None:
    """Tell the command in which mode, and from which places, all of the application can be had."""
    offer = _offer(space.ports, space.case, space.one_thing, space.facts())
    space.cross_region = offer.mode
    space.places = collecting_places(space.ports, offer, space.case.region)


def _offer(ports: Ports, case: CaseState, one_thing: OneThing, facts: Facts) -> CrossRegionOffer:
    return cross_region_offer(
        situation_of_case(case=case, one_thing=one_thing, facts=facts, now=ports.clock.now())
    )
