"""Reading facts that came as JSON or as text: typed by the dictionary, or refused with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from yijian.core.compiler.fact_paths import COUNT, PRESENT, WANTS, concept_at, member_of, read_path
from yijian.core.errors import Text, YijianError
from yijian.core.vocabulary.answers import read_rate
from yijian.core.vocabulary.concept import Concept, ConceptType, codes_in, several_codes
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.provenance import Facts, FactValue

TRUE: Final = "true"
FALSE: Final = "false"
TODAY: Final = "today"

_WHOLE_NUMBERS: Final = frozenset({ConceptType.INTEGER, ConceptType.MONEY})


class FactRefused(YijianError):
    """A fact that cannot be taken: nobody knows its name, or its value is not of its type."""

    code = "FACT_REFUSED"
    template = Text("“{path}”不能用：{reason}", "“{path}” cannot be used: {reason_en}")

    def __init__(self, *, path: str, reason: Text) -> None:
        super().__init__(path=path, reason=reason.zh, reason_en=reason.en)


def read_facts(one_thing: OneThing, raw: Mapping[str, object]) -> Facts:
    """Typed facts of a JSON object of fact path → value. Raises FactRefused for the first that does not fit.

    A repeated participant named without a member means the first (`child.name` is `child[1].name`). Dates are ISO
    text, a yes is `true`; where text was typed in, `"true"` and `"3"` are understood too. null is "there is none".
    """
    return {full_path(one_thing, path): read_fact(one_thing, path, value) for path, value in raw.items()}


def reference_facts(one_thing: OneThing, today: date) -> Facts:
    """The facts of the reference case; a date may be the word `today`. Raises FactRefused."""
    raw: dict[str, object] = {}
    for path, value in one_thing.life_event.reference_case.items():
        found = concept_at(one_thing, path)
        is_date = found is not None and found[1].type is ConceptType.DATE
        raw[path] = today if is_date and value == TODAY else value
    return read_facts(one_thing, raw)


def full_path(one_thing: OneThing, path: str) -> str:
    """The path with the member filled in where the participant is repeated. Raises FactRefused for an unknown name."""
    if path.startswith(WANTS):
        service = one_thing.services.get(path.removeprefix(WANTS))
        if service is None or not service.optional:
            raise FactRefused(path=path, reason=Text("没有这个可选事项", "there is no such optional service"))
        return path
    parts = read_path(path)
    participant = one_thing.life_event.participants.get(parts.participant) if parts else None
    if parts is None or participant is None:
        raise FactRefused(path=path, reason=Text("没有这一方", "nobody of that name takes part"))
    own = (parts.name == COUNT and participant.many) or (parts.name == PRESENT and participant.optional)
    if own and parts.member is None:
        return path
    if concept_at(one_thing, path) is None:
        raise FactRefused(path=path, reason=Text("没有这一项", "the dictionary has no such concept"))
    if not participant.many:
        if parts.member is not None:
            raise FactRefused(
                path=path, reason=Text("只有一个，不用编号", "there is only one: no number here")
            )
        return path
    if (parts.member or 1) > participant.most:
        raise FactRefused(
            path=path, reason=Text(f"最多 {participant.most} 个", f"there are at most {participant.most}")
        )
    return f"{member_of(parts.participant, parts.member or 1)}.{parts.name}"


def read_fact(one_thing: OneThing, path: str, raw: object) -> FactValue:
    """The typed value of one fact. Raises FactRefused where it does not fit the type of the path."""
    found = concept_at(one_thing, path)
    if found is not None:
        return None if raw is None else _read_concept(found[1], path, raw)
    parts = read_path(path)
    if parts is not None and parts.name == COUNT:
        participant = one_thing.life_event.participants.get(parts.participant)
        count = _whole_number(path, raw)
        most = participant.most if participant else 1
        if not 1 <= count <= most:
            raise FactRefused(path=path, reason=Text(f"应为 1 到 {most}", f"it must be 1 to {most}"))
        return count
    return _yes_or_no(path, raw)


def _read_concept(concept: Concept, path: str, raw: object) -> FactValue:
    if concept.type is ConceptType.BOOLEAN:
        return _yes_or_no(path, raw)
    if concept.type in _WHOLE_NUMBERS:
        return _whole_number(path, raw)
    if concept.type is ConceptType.RATE:
        rate = None if isinstance(raw, bool) else read_rate(str(raw))
        if rate is None:
            raise FactRefused(
                path=path, reason=Text("应为比率，如 0.055", "it must be a rate, such as 0.055")
            )
        return rate
    if concept.type is ConceptType.DATE:
        return _date(path, raw)
    if concept.type is ConceptType.CODES:
        return _several(concept, path, raw)
    text = _text(path, raw)
    if concept.type is ConceptType.CODE and text not in {code.code for code in concept.codes}:
        raise FactRefused(
            path=path, reason=Text(f"“{text}”不在选项里", f"“{text}” is not one of the choices")
        )
    if len(text) > concept.max_length:
        raise FactRefused(
            path=path,
            reason=Text(
                f"超过 {concept.max_length} 个字符", f"it has more than {concept.max_length} characters"
            ),
        )
    return text


def _several(concept: Concept, path: str, raw: object) -> str:
    """Several codes, as a list or as text with spaces between."""
    chosen = [str(code) for code in raw] if isinstance(raw, list | tuple) else codes_in(_text(path, raw))
    value = several_codes(chosen, concept.codes)
    if value is None:
        written = " ".join(chosen)
        raise FactRefused(
            path=path, reason=Text(f"“{written}”不都在选项里", f"“{written}” are not all among the choices")
        )
    return value


def _yes_or_no(path: str, raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    if raw in (TRUE, FALSE):
        return raw == TRUE
    raise FactRefused(path=path, reason=Text("应为是或否", "it must be true or false"))


def _whole_number(path: str, raw: object) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw.removeprefix("-").isdecimal() and raw.isascii():
        return int(raw)
    raise FactRefused(path=path, reason=Text("应为整数", "it must be a whole number"))


def _date(path: str, raw: object) -> date:
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(raw) if isinstance(raw, str) else _refuse_date(path)
    except ValueError:
        return _refuse_date(path)


def _refuse_date(path: str) -> date:
    raise FactRefused(
        path=path, reason=Text("应为日期，如 2026-11-24", "it must be a date such as 2026-11-24")
    )


def _text(path: str, raw: object) -> str:
    if isinstance(raw, str) and raw:
        return raw
    raise FactRefused(path=path, reason=Text("应为文字", "it must be text"))
