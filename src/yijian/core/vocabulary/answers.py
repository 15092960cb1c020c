"""From what a person typed to a typed fact, or to a sentence that says what is wrong and what right looks like.

Nothing here raises for bad input: the channel shows the problem beside the field and keeps what was typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Final

from yijian.core.errors import Text
from yijian.core.feel.types import RATE_DECIMALS
from yijian.core.vocabulary.concept import Code, ConceptType, codes_in, several_codes
from yijian.core.vocabulary.identifiers import (
    PersonIdKind,
    check_mobile_number,
    check_person_id,
    check_person_name,
    check_unified_code,
    normalise_identifier,
    normalise_mobile_number,
    normalise_person_name,
)
from yijian.core.vocabulary.provenance import FactValue

_WIDE_DIGITS = str.maketrans("０１２３４５６７８９．－／：", "0123456789.-/:")
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_TIME = re.compile(r"(\d{1,2})\s*[:：时点]\s*(\d{1,2})\s*分?")

MOST_RATE: Final = Decimal(1_000_000)
"""As large as a rate that is told may be, either way; of a share it is far more than enough."""


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """What is wrong with an answer, and what right looks like."""

    text: Text


@dataclass(frozen=True, slots=True)
class Answer:
    """A typed answer."""

    value: FactValue


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerShape:
    """What an answer must look like. `minimum` and `maximum` are ISO dates, integers, or the word `today`."""

    type: ConceptType
    codes: tuple[Code, ...] = ()
    minimum: str | None = None
    maximum: str | None = None
    max_length: int = 100


def parse_answer(
    *, shape: AnswerShape, typed: str, today: date, id_kind: str | None = None
) -> Answer | AnswerProblem:
    """The fact that a person meant. `id_kind` is the kind of document where the shape is a person's number."""
    text = typed.strip()
    if not text:
        return AnswerProblem(Text("请填写这一项", "Please fill this in"))
    match shape.type:
        case ConceptType.TEXT | ConceptType.ADDRESS:
            return _parse_text(text, shape.max_length)
        case ConceptType.BOOLEAN | ConceptType.CODE:
            return _parse_choice(text, shape)
        case ConceptType.CODES:
            return _parse_choices(text, shape)
        case ConceptType.INTEGER:
            return _parse_integer(text, shape)
        case ConceptType.MONEY:
            return _parse_money(text)
        case ConceptType.RATE:
            return _parse_rate(text, shape)
        case ConceptType.DATE:
            return _parse_date(text, shape, today)
        case ConceptType.TIME:
            return _parse_time(text)
        case ConceptType.BANK_ACCOUNT:
            return _parse_bank_account(text)
        case _:
            return _parse_identifier(shape.type, text, today, id_kind)


def _parse_text(text: str, max_length: int) -> Answer | AnswerProblem:
    if len(text) > max_length:
        return AnswerProblem(
            Text(
                f"最多 {max_length} 个字，多了 {len(text) - max_length} 个",
                f"At most {max_length} characters: {len(text) - max_length} too many",
            )
        )
    hidden = [character for character in text if ord(character) < 32 and character not in "\n\r\t"]
    if hidden:
        return AnswerProblem(
            Text("里面有看不见的字符，请删去重填", "It holds invisible characters: please retype it")
        )
    return Answer(text)


def _parse_choice(text: str, shape: AnswerShape) -> Answer | AnswerProblem:
    if shape.type is ConceptType.BOOLEAN:
        if text in ("true", "false"):
            return Answer(text == "true")
        return AnswerProblem(Text("请选“是”或“否”", "Please choose yes or no"))
    if any(code.code == text for code in shape.codes):
        return Answer(text)
    return AnswerProblem(Text("请从列出的选项里选一个", "Please choose one of the options listed"))


def _parse_choices(text: str, shape: AnswerShape) -> Answer | AnswerProblem:
    chosen = several_codes(codes_in(text), shape.codes)
    if chosen is None:
        return AnswerProblem(Text("请从列出的选项里选，可以多选", "Please choose among the options listed"))
    return Answer(chosen)


def _parse_integer(text: str, shape: AnswerShape) -> Answer | AnswerProblem:
    plain = text.translate(_WIDE_DIGITS)
    if not re.fullmatch(r"-?\d{1,15}", plain):
        return AnswerProblem(Text("请填一个整数，比如 2", "Please enter a whole number, such as 2"))
    value = int(plain)
    if shape.minimum is not None and value < int(shape.minimum):
        return AnswerProblem(Text(f"最小是 {shape.minimum}", f"The least is {shape.minimum}"))
    if shape.maximum is not None and value > int(shape.maximum):
        return AnswerProblem(Text(f"最大是 {shape.maximum}", f"The most is {shape.maximum}"))
    return Answer(value)


def _parse_money(text: str) -> Answer | AnswerProblem:
    """Yuan as typed, kept as whole fen."""
    try:
        fen = Decimal(text.translate(_WIDE_DIGITS).replace(",", "").removesuffix("元")) * 100
    except InvalidOperation:
        return AnswerProblem(Text("请填金额，比如 1280.50", "Please enter an amount, such as 1280.50"))
    if not fen.is_finite() or fen != fen.to_integral_value() or not 0 <= fen < 10**15:
        return AnswerProblem(
            Text("金额最多到分，比如 1280.50", "An amount has at most two decimals, such as 1280.50")
        )
    return Answer(int(fen))


def read_rate(text: str) -> Decimal | None:
    """The rate that a text writes, `5.5%` or `0.055`; None where it is none, or has more than `RATE_DECIMALS` decimals."""
    plain = text.strip().translate(_WIDE_DIGITS).replace("％", "%")
    if not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,9})?%?", plain):
        return None
    value = Decimal(plain.removesuffix("%"))
    value = value.scaleb(-2) if plain.endswith("%") else value
    whole = value.scaleb(RATE_DECIMALS)
    return value.normalize() + 0 if whole == whole.to_integral_value() and abs(value) <= MOST_RATE else None


def _parse_rate(text: str, shape: AnswerShape) -> Answer | AnswerProblem:
    """A share or a percentage as typed, kept as a share of one."""
    value = read_rate(text)
    if value is None:
        return AnswerProblem(
            Text("请填比率，比如 5.5% 或 0.055", "Please enter a rate, such as 5.5% or 0.055")
        )
    least, most = (read_rate(bound) if bound else None for bound in (shape.minimum, shape.maximum))
    if least is not None and value < least:
        return AnswerProblem(Text(f"最小是 {shape.minimum}", f"The least is {shape.minimum}"))
    if most is not None and value > most:
        return AnswerProblem(Text(f"最大是 {shape.maximum}", f"The most is {shape.maximum}"))
    return Answer(value)


def _parse_date(text: str, shape: AnswerShape, today: date) -> Answer | AnswerProblem:
    found = _DATE.fullmatch(text.translate(_WIDE_DIGITS))
    try:
        value = date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return AnswerProblem(Text(f"没有 {text} 这一天，请再看看", f"There is no such day as {text}"))
    if value is None:
        return AnswerProblem(
            Text("请按年、月、日填，比如 2026-11-02", "Please give year, month and day, such as 2026-11-02")
        )
    earliest, latest = _day_bound(shape.minimum, today), _day_bound(shape.maximum, today)
    if latest is not None and value > latest:
        return AnswerProblem(
            Text(f"不能晚于 {latest.isoformat()}", f"It cannot be later than {latest.isoformat()}")
        )
    if earliest is not None and value < earliest:
        return AnswerProblem(
            Text(f"不能早于 {earliest.isoformat()}", f"It cannot be earlier than {earliest.isoformat()}")
        )
    return Answer(value)


def _day_bound(bound: str | None, today: date) -> date | None:
    if bound is None:
        return None
    return today if bound == "today" else date.fromisoformat(bound)


def _parse_time(text: str) -> Answer | AnswerProblem:
    found = _TIME.fullmatch(text.translate(_WIDE_DIGITS))
    try:
        value = time(int(found[1]), int(found[2])) if found else None
    except ValueError:
        value = None
    if value is None:
        return AnswerProblem(Text("请填时和分，比如 08:15", "Please give hour and minute, such as 08:15"))
    return Answer(value.strftime("%H:%M"))


def _parse_bank_account(text: str) -> Answer | AnswerProblem:
    number = re.sub(r"[\s-]", "", text.translate(_WIDE_DIGITS))
    if not re.fullmatch(r"\d{8,30}", number):
        return AnswerProblem(
            Text(
                "请只填卡号上的数字，8 到 30 位",
                "Please enter the digits of the account only, 8 to 30 of them",
            )
        )
    return Answer(number)


def _parse_identifier(
    kind: ConceptType, text: str, today: date, id_kind: str | None
) -> Answer | AnswerProblem:
    match kind:
        case ConceptType.PERSON_NAME:
            value, problem = normalise_person_name(text), check_person_name(text)
        case ConceptType.MOBILE:
            value, problem = normalise_mobile_number(text), check_mobile_number(text)
        case ConceptType.UNIFIED_CODE:
            value, problem = normalise_identifier(text), check_unified_code(text)
        case _:
            document = PersonIdKind(id_kind) if id_kind else PersonIdKind.CITIZEN_ID
            value, problem = normalise_identifier(text), check_person_id(document, text, as_of=today)
    return AnswerProblem(problem.text) if problem else Answer(value)
