"""What a change of definitions means, as somebody reads it: on a page and in a terminal, by the same words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from yijian.channels.look.difference_words import FIGURES, ITEMS, SORTS, part_name, value_words
from yijian.core.compiler.difference.running_cases import CaseEffect
from yijian.core.compiler.difference.values import (
    Difference,
    Eligibility,
    EventDifference,
    Fate,
    NamedItem,
    PartChange,
    Person,
    RuleComparison,
    Sort,
    Verdict,
)
from yijian.core.errors import Text

_FATES: Final = {
    Fate.ADDED: Text("新增", "Added"),
    Fate.REMOVED: Text("删去", "Removed"),
    Fate.CHANGED: Text("改了", "Changed"),
}
_NOBODY: Final = Text("没有人（已证明）", "nobody (proved)")
_EVERYBODY: Final = Text("所有人", "everybody")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForWhom:
    """For whom something comes out otherwise: the words, and the facts of a person who shows it."""

    words: Text
    person: Person = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One part that changes in meaning: what, of what, old and new, where it stands, for whom."""

    about: Text
    what: Text
    fate: Text
    old: Text | None
    new: Text | None
    place: str
    whom: tuple[ForWhom, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityLine:
    """Who may have a service, or apply in one go in a region."""

    name: Text
    of: str
    whom: tuple[ForWhom, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLines:
    """What becomes of one life event."""

    name: Text
    regions: Text
    sentences: tuple[Text, ...]
    figures: tuple[tuple[Text, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainLine:
    """Parts that differ without a change of meaning, by sort: what that is, and each with its place."""

    words: Text
    parts: tuple[tuple[Text, Text, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesLines:
    """What moving the running cases would do: sentences, and how many cases of each state."""

    sentences: tuple[Text, ...]
    states: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferencePage:
    """A whole difference, in words. `cases` is None where nobody asked."""

    verdict: Text
    changes: tuple[ChangeLine, ...]
    eligibility: tuple[EligibilityLine, ...]
    events: tuple[EventLines, ...]
    untouched: tuple[Text, ...]
    plain: tuple[PlainLine, ...]
    cases: CasesLines | None
    old: str
    new: str

    @property
    def plain_count(self) -> int:
        """How many parts differ without a change of meaning."""
        return sum(len(line.parts) for line in self.plain)


def difference_page(difference: Difference, effects: Sequence[CaseEffect] | None = None) -> DifferencePage:
    """The difference in words; `effects` on running cases where they were asked for."""
    return DifferencePage(
        verdict=_verdict(difference),
        changes=tuple(_change(part) for part in difference.in_meaning),
        eligibility=tuple(_eligibility(one) for one in difference.eligibility),
        events=tuple(_event(one) for one in difference.events if not one.is_plain),
        untouched=tuple(one.name for one in difference.events if one.is_plain),
        plain=tuple(_plain(difference.parts)),
        cases=None if effects is None else _cases(effects),
        old=difference.old[:12],
        new=difference.new[:12],
    )


def _verdict(difference: Difference) -> Text:
    if difference.old == difference.new and not difference.events:
        return Text("两份定义一样", "The definitions are the same")
    if difference.is_empty_in_meaning:
        n = len(difference.parts)
        return Text(
            f"含义没有变：{n} 处文字不同，对所有人结果都一样",
            f"Nothing changes in meaning: {n} parts of the text differ, and all comes out alike for everybody",
        )
    open_ = sum(1 for part in difference.in_meaning if part.rule and part.rule.verdict is Verdict.NOT_DECIDED)
    events = sum(not event.is_plain for event in difference.events)
    doubt = Text(f"，其中 {open_} 处没有判定", f", {open_} of them not decided") if open_ else Text("", "")
    n = len(difference.in_meaning)
    return Text(
        f"{n} 处含义有变{doubt.zh}，涉及 {events} 件事",
        f"{n} parts change in meaning{doubt.en}; {events} life events are touched",
    )


def _change(part: PartChange) -> ChangeLine:
    place = "" if part.place is None else f"{part.place.file}:{part.place.line}"
    whole = not part.path or (part.fate is not Fate.CHANGED and isinstance(part.old or part.new, dict))
    same = part.rule is not None and part.old == part.new
    return ChangeLine(
        about=part.about,
        what=part_name(part),
        fate=_FATES[part.fate],
        old=None if whole or same else value_words(part.old),
        new=None if whole else value_words(part.new),
        place=place,
        whom=() if part.rule is None else tuple(_whom(part.rule, _of_rule(part, same=same))),
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """How gaining and losing are said of a rule."""

    gained: Text
    lost: Text


_CONDITION: Final = _Said(
    Text("现在符合、原来不符合", "meets it now and did not"),
    Text("原来符合、现在不符合", "met it and does not now"),
)
_NEED: Final = _Said(
    Text("现在要、原来不要", "needs it now and did not"),
    Text("原来要、现在不要", "needed it and does not now"),
)
_SERVICE: Final = _Said(
    Text("现在可以办、原来不可以", "may have it now and could not"),
    Text("原来可以办、现在不可以", "could have it and may not now"),
)
_JOINT: Final = _Said(
    Text("现在可以联办、原来不可以", "may apply in one go now and could not"),
    Text("原来可以联办、现在不可以", "could apply in one go and may not now"),
)


def _of_rule(part: PartChange, *, same: bool) -> _Said:
    names = part.path.split("/")
    said = _CONDITION if "criteria" in names or "conditions" in names else _NEED
    if same:  # the text is as it was: a table that it names is not
        return _Said(
            Text(f"{said.gained.zh}（决策表变了）", f"{said.gained.en} (a decision table changed)"),
            Text(f"{said.lost.zh}（决策表变了）", f"{said.lost.en} (a decision table changed)"),
        )
    return said


def _whom(rule: RuleComparison, said: _Said) -> Iterator[ForWhom]:
    if rule.reason is not None:
        yield ForWhom(
            words=Text(
                f"没有判定对谁不一样，因为{rule.reason.zh}；请人工核对",
                f"For whom it comes out otherwise is not decided, because of {rule.reason.en}: check it by hand",
            )
        )
    for words, person in ((said.gained, rule.gained), (said.lost, rule.lost)):
        if person is not None:
            who = Text("例如", "for example") if person else _EVERYBODY
            yield ForWhom(words=Text(f"{words.zh}：{who.zh}", f"{words.en}: {who.en}"), person=person)
        elif rule.reason is None and (rule.gained is not None or rule.lost is not None):
            yield ForWhom(words=Text(f"{words.zh}：{_NOBODY.zh}", f"{words.en}: {_NOBODY.en}"))
    if rule.otherwise is not None:
        words = Text(
            "一边有结论、一边留给经办人：例如",
            "settled by one of them, left to an officer by the other: for example",
        )
        yield ForWhom(words=words, person=rule.otherwise)
    if rule.never:
        yield ForWhom(
            words=Text(
                "改后谁也不符合（已证明）：这条规则是死的", "Nobody meets it now (proved): the rule is dead"
            )
        )
    elif rule.always:
        yield ForWhom(
            words=Text(
                "改后人人都符合（已证明）：这条规则是多余的",
                "Everybody meets it now (proved): the rule is idle",
            )
        )


def _eligibility(one: Eligibility) -> EligibilityLine:
    kind, _, identifier = one.definition.partition("/")
    said = _SERVICE if kind == "services" else _JOINT
    return EligibilityLine(name=one.name, of=identifier, whom=tuple(_whom(one.comparison, said)))


def _event(event: EventDifference) -> EventLines:
    return EventLines(
        name=event.name,
        regions=_regions(event.regions),
        sentences=tuple(_event_sentences(event)),
        figures=tuple(
            (FIGURES[figure.name], _number(figure.old), _number(figure.new)) for figure in event.figures
        ),
    )


def _event_sentences(event: EventDifference) -> Iterator[Text]:
    if event.fate is not Fate.CHANGED:
        words = _FATES[event.fate]
        yield Text(f"这件事是{words.zh}的", f"The life event is {words.en.lower()}")
    yield from event.broken
    if event.touched:
        names = _listed(event.touched)
        yield Text(f"其中有变的事项：{names.zh}", f"Services of it that change: {names.en}")
    for items in event.items:
        what = ITEMS[items.items]
        for fate, found in ((Fate.ADDED, items.added), (Fate.REMOVED, items.removed)):
            if found:
                names, words = _listed(found), _FATES[fate]
                yield Text(f"{words.zh}{what.zh}：{names.zh}", f"{words.en} {what.en}: {names.en}")
    if event.critical_path is not None:
        old, new = (" → ".join(path) or "–" for path in (event.critical_path.old, event.critical_path.new))
        yield Text(
            f"决定哪天办好的，原来是 {old}，现在是 {new}",
            f"What decides when all is done was {old}, and is {new}",
        )


def _listed(items: Iterable[NamedItem]) -> Text:
    names = list(dict.fromkeys(item.name for item in items))
    return Text("、".join(one.zh for one in names), ", ".join(one.en for one in names))


def _number(value: int | None) -> str:
    return "–" if value is None else str(value)


def _regions(regions: Iterable[str | None]) -> Text:
    names = [
        Text("没有本地规则的地方", "where there are no local rules") if one is None else Text(one, one)
        for one in regions
    ]
    return Text("、".join(one.zh for one in names), ", ".join(one.en for one in names))


def _plain(parts: Iterable[PartChange]) -> Iterator[PlainLine]:
    by_sort: dict[Sort, list[tuple[Text, Text, str]]] = {}
    for part in parts:
        if part.sort is not Sort.MEANING:
            place = "" if part.place is None else f"{part.place.file}:{part.place.line}"
            by_sort.setdefault(part.sort, []).append((part.about, part_name(part), place))
    for sort, words in SORTS.items():
        if sort in by_sort:
            yield PlainLine(words=words, parts=tuple(by_sort[sort]))


def _cases(effects: Sequence[CaseEffect]) -> CasesLines:
    running = Counter(effect.status for effect in effects)
    touched = Counter(effect.status for effect in effects if effect.is_touched)
    return CasesLines(
        sentences=tuple(_case_sentences(effects)),
        states=tuple((status, running[status], touched[status]) for status in sorted(running)),
    )


def _case_sentences(effects: Sequence[CaseEffect]) -> Iterator[Text]:
    touched = [effect for effect in effects if effect.is_touched]
    yield Text(
        f"在办 {len(effects)} 件，各自照开始时的定义办完；如果换到新定义，{len(touched)} 件会有变化",
        f"{len(effects)} cases run, each to its end by the definitions it began under; moved to the new ones,"
        f" {len(touched)} would change",
    )
    counts = (
        (sum(one.gone for one in touched), Text("没有可换的定义", "have nothing to be moved to")),
        (sum(bool(one.unmet) for one in touched), Text("有条件不再符合", "no longer meet a condition")),
        (sum(bool(one.met) for one in touched), Text("有条件变为符合", "meet a condition that they did not")),
        (sum(one.admission_lost for one in touched), Text("不能再联办", "may no longer go in one go")),
        (sum(bool(one.services_removed) for one in touched), Text("少了事项", "lose a service")),
        (sum(bool(one.services_added) for one in touched), Text("多了事项", "gain a service")),
        (sum(bool(one.papers_added) for one in touched), Text("要多交材料", "need another paper")),
        (sum(bool(one.papers_removed) for one in touched), Text("可以少交材料", "need a paper less")),
        (sum(bool(one.to_ask) for one in touched), Text("要多回答", "have more to answer")),
        (sum(bool(one.lost) for one in touched), Text("有回答会丢", "lose an answer")),
    )
    for count, words in counts:
        if count:
            yield Text(f"{count} 件{words.zh}", f"{count} {words.en}")
    lost = Counter((answer.path, answer.reason) for one in touched for answer in one.lost)
    for (path, reason), count in sorted(lost.items(), key=lambda item: item[0][0]):
        yield Text(
            f"会丢的回答：{path}，{count} 件（{reason.zh}）", f"Answer lost: {path}, in {count} ({reason.en})"
        )
