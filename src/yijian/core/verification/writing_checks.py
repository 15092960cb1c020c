"""What departments write differently from the dictionary can be converted exactly, and what they demand can be met at
once (merging one form out of many)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from yijian.core.errors import Text
from yijian.core.verification.bindings import participants_of
from yijian.core.verification.bound_checks import bad_date, day_of
from yijian.core.verification.findings import Finding
from yijian.core.verification.references import unknown
from yijian.core.verification.reporting import Part, error, warning
from yijian.core.vocabulary.concept import CHOICES, Concept, ConceptType
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import InformationRequirement, PublicService
from yijian.core.vocabulary.units import UNIT_NAMES, Unit, decimals_needed, ratio
from yijian.core.vocabulary.writing import MOST_DECIMALS, DateForm, Writing, unit_of

_BOUNDED = frozenset({ConceptType.DATE, ConceptType.INTEGER})
_LIMITED = frozenset({ConceptType.TEXT, ConceptType.ADDRESS})
_FOREVER = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class _Demand:
    """What one service demands of a concept, and where it stands."""

    service: PublicService
    at: int
    need: InformationRequirement
    concept: Concept
    concept_part: Part

    def part(self, path: str = "") -> Part:
        return f"services/{self.service.id}", f"information/{self.at}{path and '/' + path}"


def check_writings(package: DefinitionPackage) -> Iterator[Finding]:
    """Every declared writing has an exact conversion, and services of one thing do not demand what excludes each other."""
    demands = [one for service in package.services.values() for one in _demands(package, service)]
    alike: dict[Part, list[_Demand]] = defaultdict(list)
    for demand in demands:
        alike[demand.concept_part].append(demand)
    for entity in package.entities.values():
        for name, concept in entity.concepts.items():
            yield from _own_unit(package, concept, (f"concepts/{entity.id}", f"concepts/{name}/unit"))
    for demand in demands:
        if demand.need.written is not None:
            yield from _check_writing(package, demand, demand.need.written, alike[demand.concept_part])
        yield from _check_limits(package, demand)
    yield from _check_together(package)


def _demands(package: DefinitionPackage, service: PublicService) -> Iterator[_Demand]:
    for at, need in enumerate(service.information):
        role, _, name = need.fact.partition(".")
        entity = service.roles[role].entity if role in service.roles else ""
        concept = package.concept_of(entity, name)
        if concept is not None:
            yield _Demand(service, at, need, concept, (f"concepts/{entity}", f"concepts/{name}"))


def _own_unit(package: DefinitionPackage, concept: Concept, part: Part) -> Iterator[Finding]:
    if concept.unit is not None and concept.type is not ConceptType.INTEGER:
        yield _does_not_fit(package, concept, "unit", part)


def _does_not_fit(package: DefinitionPackage, concept: Concept, key: str, *parts: Part) -> Finding:
    return error(
        package,
        "WRITING_WRONG_TYPE",
        Text(
            f"“{concept.name.zh}”的类型是 {concept.type}，不能写 {key}",
            f"“{concept.name.en}” is of type {concept.type}: `{key}` says nothing about it",
        ),
        Text(
            "date 用于日期，unit 用于整数和金额（字典里的 unit 只用于整数），codes 用于代码和是否",
            "`date` goes with dates, `unit` with whole numbers and money (in the dictionary with whole numbers"
            " only), `codes` with codes and yes or no",
        ),
        *parts,
    )


def _check_writing(
    package: DefinitionPackage, demand: _Demand, writing: Writing, alike: Sequence[_Demand]
) -> Iterator[Finding]:
    concept = demand.concept
    fits = {
        "date": writing.date is DateForm.ISO or concept.type is ConceptType.DATE,
        "unit": writing.unit is None or concept.type in (ConceptType.INTEGER, ConceptType.MONEY),
        "codes": not writing.codes or concept.type in CHOICES or concept.type is ConceptType.BOOLEAN,
    }
    for key in (key for key, right in fits.items() if not right):
        yield _does_not_fit(package, concept, key, demand.part(f"written/{key}"), demand.concept_part)
    if fits["unit"] and writing.unit is not None:
        yield from _check_unit(package, demand, writing, writing.unit, alike)
    if fits["codes"] and writing.codes:
        yield from _check_codes(package, demand, writing)


def _check_unit(
    package: DefinitionPackage, demand: _Demand, writing: Writing, unit: Unit, alike: Sequence[_Demand]
) -> Iterator[Finding]:
    own, concept = unit_of(demand.concept), demand.concept
    theirs = _alone(unit)
    place = demand.part("written/unit")
    if own is None:
        yield error(
            package,
            "UNIT_MISSING",
            Text(
                f"“{demand.service.name.zh}”按{theirs.zh}记“{concept.name.zh}”，字典却没说自己的单位",
                f"“{demand.service.name.en}” keeps “{concept.name.en}” in {theirs.en}, but the dictionary"
                " does not say its own unit",
            ),
            Text("在字典里给这一项写上 unit", "Give the concept its `unit` in the dictionary"),
            place,
            demand.concept_part,
        )
        return
    factor = ratio(own, unit)
    if factor is None:
        others = [
            other.part()
            for other in alike
            if other.service is not demand.service
            and ratio(own, (other.need.written and other.need.written.unit) or own) is not None
        ]
        yield error(
            package,
            "UNIT_NOT_CONVERTIBLE",
            Text(
                f"“{concept.name.zh}”字典里按{_alone(own).zh}，“{demand.service.name.zh}”要{theirs.zh}，两者换不了",
                f"“{concept.name.en}” is in {_alone(own).en} in the dictionary, and"
                f" “{demand.service.name.en}” wants {theirs.en}: neither can be converted into the other",
            ),
            Text(
                "改成能换算的单位；真是两回事，就在字典里另立一项",
                "Use a unit of the same kind; if another thing is meant, give it a concept of its own",
            ),
            place,
            demand.concept_part,
            *others[:1],
        )
        return
    needed = decimals_needed(factor)
    if needed is None or needed > writing.decimals:
        possible = needed is not None and needed <= MOST_DECIMALS
        yield error(
            package,
            "WRITING_LOSES",
            Text(
                f"“{concept.name.zh}”从{_alone(own).zh}换成{theirs.zh}，{writing.decimals} 位小数写不全，会丢数",
                f"“{concept.name.en}”: from {_alone(own).en} to {theirs.en}, {writing.decimals} decimals are not"
                " enough for every value: something would be lost",
            ),
            Text(f"写 decimals: {needed}", f"Write `decimals: {needed}`")
            if possible
            else Text(
                f"用不尽的小数写不完：让部门收{_alone(own).zh}，或者字典改用更小的单位",
                f"No number of decimals is enough: take {_alone(own).en}, or give the concept a smaller unit",
            ),
            place,
            demand.concept_part,
        )


def _alone(unit: Unit) -> Text:
    """The unit as it is spoken of without a number before it."""
    name = UNIT_NAMES[unit]
    return Text(name.zh.removeprefix("个"), name.en)


def _check_codes(package: DefinitionPackage, demand: _Demand, writing: Writing) -> Iterator[Finding]:
    concept = demand.concept
    ours = ("true", "false") if concept.type is ConceptType.BOOLEAN else tuple(c.code for c in concept.codes)
    for code in writing.codes:
        yield from unknown(package, "UNKNOWN_CODE", code, ours, demand.part(f"written/codes/{code}"))
    words = {"true": Text("是", "yes"), "false": Text("否", "no")}
    words |= {code.code: code.name for code in concept.codes}
    for code in ours:
        if code not in writing.codes:
            name = words[code]
            yield error(
                package,
                "CODE_WITHOUT_COUNTERPART",
                Text(
                    f"“{concept.name.zh}”可以是 {code}（{name.zh}），“{demand.service.name.zh}”的代码里没有它",
                    f"“{concept.name.en}” can be {code} ({name.en}), and “{demand.service.name.en}” has no code for it",
                ),
                Text(
                    "写上部门自己的代码；部门没有，请部门补上",
                    "Give the department's own code; where it has none, ask the department for one",
                ),
                demand.part("written/codes"),
                _place_of_code(package, demand, code),
            )
    by_theirs: dict[str, list[str]] = defaultdict(list)
    for code, theirs in writing.codes.items():
        by_theirs[theirs].append(code)
    for theirs, meant in by_theirs.items():
        if len(meant) > 1:
            yield error(
                package,
                "CODES_COLLAPSE",
                Text(
                    f"{'、'.join(meant)} 都写成“{theirs}”，读不回来是哪一个",
                    f"{', '.join(meant)} are all written as “{theirs}”: which one it was could not be read back",
                ),
                Text("每个代码给一个自己的写法", "Give each code a writing of its own"),
                *(demand.part(f"written/codes/{code}") for code in meant),
            )


def _place_of_code(package: DefinitionPackage, demand: _Demand, code: str) -> Part:
    """Where the dictionary has a code: in a shared list, at the concept, or nowhere (a yes or no)."""
    concept = demand.concept
    shared = package.code_lists.get(concept.code_list or "")
    codes = [one.code for one in (shared.codes if shared else concept.codes)]
    if code not in codes:
        return demand.concept_part
    at = codes.index(code)
    definition, path = demand.concept_part
    return (f"code-lists/{shared.id}", f"codes/{at}") if shared else (definition, f"{path}/codes/{at}")


def _check_limits(package: DefinitionPackage, demand: _Demand) -> Iterator[Finding]:
    """A service's own bounds fit the type, can be read, and leave something of what the dictionary allows."""
    need, concept = demand.need, demand.concept
    for key, bound in (("minimum", need.minimum), ("maximum", need.maximum)):
        if bound is None:
            continue
        if concept.type not in _BOUNDED or (
            concept.type is ConceptType.INTEGER and not bound.removeprefix("-").isdecimal()
        ):
            yield _no_bound(package, bound, demand.part(key))
        elif concept.type is ConceptType.DATE and bound != "today" and day_of(bound) is None:
            yield bad_date(package, bound, demand.part(key))
    if need.max_length is not None and (concept.type not in _LIMITED or need.max_length < 1):
        yield _no_bound(package, str(need.max_length), demand.part("max_length"))
    if not _overlap(concept.type, (need.minimum, need.maximum), (concept.minimum, concept.maximum)):
        yield _contradict(package, concept, demand.part(), demand.concept_part)


def _no_bound(package: DefinitionPackage, written: str, part: Part) -> Finding:
    return error(
        package,
        "BAD_BOUND",
        Text(f"“{written}”不能作这一项的界限", f"“{written}” is no bound for a value of this type"),
        Text(
            "整数写数字，日期写 2026-01-31 或 today；max_length 用于文字和地址，至少 1",
            "A whole number takes digits, a date 2026-01-31 or today; `max_length` goes with texts and addresses",
        ),
        part,
    )


def _overlap(kind: ConceptType, *spans: tuple[str | None, str | None]) -> bool:
    """Whether some value lies within all the spans. `today` is any day: only what never overlaps is found."""
    lows = [low for low in (_number(kind, span[0], -1) for span in spans) if low is not None]
    highs = [high for high in (_number(kind, span[1], _FOREVER) for span in spans) if high is not None]
    return not lows or not highs or max(lows) <= min(highs)


def _number(kind: ConceptType, bound: str | None, today: int) -> int | None:
    if bound is None:
        return None
    if kind is ConceptType.DATE:
        day = day_of(bound)
        return day.toordinal() if day else today
    return int(bound) if bound.removeprefix("-").isdecimal() else None


def _contradict(package: DefinitionPackage, concept: Concept, *parts: Part) -> Finding:
    return error(
        package,
        "BOUNDS_CONTRADICT",
        Text(
            f"“{concept.name.zh}”两处的界限互相排除，没有一个值两边都收",
            f"The bounds of “{concept.name.en}” exclude each other: no value is taken in both places",
        ),
        Text("按两边的依据改正其中一处", "Correct one of them by its basis"),
        *parts,
    )


def _check_together(package: DefinitionPackage) -> Iterator[Finding]:
    """Services of one life event that ask the same fact of the same participant; each pair of them is told once."""
    seen: set[tuple[Part, Part, str]] = set()
    for event in package.life_events.values():
        asked: dict[tuple[str, str], list[_Demand]] = defaultdict(list)
        for use in event.services:
            service = package.services.get(use.service)
            for demand in _demands(package, service) if service else ():
                role, _, name = demand.need.fact.partition(".")
                for who in participants_of(event, use, role):
                    asked[(who, name)].append(demand)
        for demands in asked.values():
            for finding, key in _conflicts(package, demands):
                if key not in seen:
                    seen.add(key)
                    yield finding


def _conflicts(
    package: DefinitionPackage, demands: Sequence[_Demand]
) -> Iterator[tuple[Finding, tuple[Part, Part, str]]]:
    kind = demands[0].concept.type
    for one, other in combinations(demands, 2):
        pair = (one.part(), other.part())
        spans = [(each.need.minimum, each.need.maximum) for each in (one, other)]
        if not _overlap(kind, *spans):
            yield _contradict(package, one.concept, *pair), (*pair, "BOUNDS_CONTRADICT")
        elif None not in map(_limits, (one, other)) and _limits(one) != _limits(other):
            yield _differ(package, one, *pair), (*pair, "BOUNDS_DIFFER")
    always = next((each for each in demands if not each.need.optional and each.need.when is None), None)
    free = next((each for each in demands if each.need.optional and each.need.when is None), None)
    if always is not None and free is not None:
        pair = (always.part(), free.part())
        yield _required(package, always, free), (*pair, "REQUIRED_DIFFERS")


def _limits(demand: _Demand) -> tuple[str | None, str | None, int | None] | None:
    """A service's own bounds; None where it has none and takes what the dictionary allows."""
    limits = (demand.need.minimum, demand.need.maximum, demand.need.max_length)
    return limits if any(one is not None for one in limits) else None


def _differ(package: DefinitionPackage, demand: _Demand, *parts: Part) -> Finding:
    return warning(
        package,
        "BOUNDS_DIFFER",
        Text(
            f"“{demand.concept.name.zh}”两个事项的界限或字数不同，一张表单按更严的收",
            f"Two services bound “{demand.concept.name.en}” differently: the one form takes the stricter",
        ),
        Text(
            "请两个部门对一对；统一后写进字典",
            "Let the two departments agree; write what they agree on into the dictionary",
        ),
        *parts,
    )


def _required(package: DefinitionPackage, always: _Demand, free: _Demand) -> Finding:
    return warning(
        package,
        "REQUIRED_DIFFERS",
        Text(
            f"“{always.concept.name.zh}”在“{always.service.name.zh}”必填，在“{free.service.name.zh}”可以不填，"
            "一起办时必填",
            f"“{always.concept.name.en}” is required by “{always.service.name.en}” and may stay empty for"
            f" “{free.service.name.en}”: together it is required",
        ),
        Text(
            "请两个部门对一对；能不填的就都不填",
            "Let the two departments agree; what may stay empty for one may for both",
        ),
        always.part(),
        free.part(),
    )
