"""What `decide` must be told besides the state and the command: the time, the calendar, who asks, and the plan's demands.

Everything that is not in the state and could differ from call to call is here, so that the same arguments always give
the same events.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from yijian.core.cases.promises import PromiseKind
from yijian.core.cases.rule_decisions import RuleOutcome
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.vocabulary.cross_region import CrossRegionMode


class ActorKind(StrEnum):
    """In what capacity somebody acts."""

    APPLICANT = "applicant"
    CO_SIGNER = "co_signer"
    OFFICER = "officer"  # of the authority named beside
    AUTHORITY_SYSTEM = "authority_system"  # an authority's own system, by interface
    SUPERVISOR = "supervisor"
    SYSTEM = "system"  # the platform itself: timers, archiving
    RULES = "rules"  # the rules of the definitions: they grant, and decide nothing else


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRef:
    """Who asks: capacity, account id, and the authority acted for, if any; `place`: the
    region it is at, None is where the platform is. Permission was checked by the use case."""

    kind: ActorKind
    id: str
    authority: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """What the plan demands before papers can be received: fact paths, planned paper keys, participants who sign.

    `undecided`: facts without which the plan itself is not certain. `admitted`: whether the joint channel is open to
    this application; None leaves it to an officer. `may_follow`: keys of required papers that may come later on a promise;
    `by_commitment`: of those that a promise replaces; `required_promises`: ids of services that are decided on a promise.
    """

    required_facts: tuple[str, ...] = ()
    required_papers: tuple[str, ...] = ()
    required_signatures: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    admitted: bool | None = True
    may_follow: tuple[str, ...] = ()
    by_commitment: tuple[str, ...] = ()
    required_promises: tuple[str, ...] = ()

    def may_promise(self, kind: PromiseKind, subject: str) -> bool:
        """Whether the plan allows that promise."""
        allowed = {
            PromiseKind.LATER: self.may_follow,
            PromiseKind.INSTEAD: self.by_commitment,
            PromiseKind.CONDITIONS: self.required_promises,
        }
        return subject in allowed[kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts:
    """The circumstances of one decision. `completeness` is wanted by `MakePromise`, `SubmitCase` and
    `SubmitSupplement` only; `competent` by `TransferTask`: ids of the authorities that may handle the service; `cross_region` and `places` by
    `ChooseCollection` and `SubmitCase`: in which mode all of it can be had from other regions, and from which; `rules` by
    the timer of that kind: what the rules say of its task.

    ValueError for a `now` without an offset: it names no instant.
    """

    now: datetime
    calendar: WorkingCalendar
    actor: ActorRef
    completeness: Completeness | None = None
    competent: tuple[str, ...] = ()
    cross_region: CrossRegionMode | None = None
    places: tuple[str, ...] = ()
    rules: RuleOutcome | None = None

    def __post_init__(self) -> None:
        if self.now.utcoffset() is None:
            raise ValueError("a decision needs an instant: `now` has no offset")
