"""A place in the tokens of a text, and the errors for what should not stand there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NoReturn

from yijian.core.errors import Text
from yijian.core.feel.errors import NO_REPAIR, FeelSyntaxError, Span
from yijian.core.feel.lexer import KEYWORDS, Places, Token, advice_for, check_size, tokenize
from yijian.core.feel.names import NameTable

_CLOSING: Final = {"(": ")", "[": "]", "{": "}"}


class TokenReader:
    """Reads tokens one after another; the base of the parser."""

    def __init__(self, text: str, names: Iterable[str]) -> None:
        check_size(text)
        self._text = text
        self._places = Places(text)
        self._tokens = tokenize(text, self._places)
        self._names = NameTable(names)
        self._at = 0
        self._token = self._tokens[0]

    @property
    def _end(self) -> int:
        return self._tokens[self._at - 1].end if self._at else 0

    def _span(self, start: Token) -> Span:
        return self._places.span(start.start, max(self._end, start.end))

    def _advance(self, count: int = 1) -> None:
        self._at = min(self._at + count, len(self._tokens) - 1)
        self._token = self._tokens[self._at]

    def _is(self, text: str) -> bool:
        return self._token.text == text and self._token.kind in ("symbol", "word")

    def _take(self, text: str) -> bool:
        if not self._is(text):
            return False
        self._advance()
        return True

    def _expect(self, text: str) -> None:
        if not self._take(text):
            self._unexpected(wanted=text)

    def _close(self, opening: Token) -> None:
        closing = _CLOSING.get(opening.text, "]")
        if self._take(closing):
            return
        if self._token.kind != "end":
            self._unexpected(wanted=closing)
        raise FeelSyntaxError(
            reason=Text(f"括号“{opening.text}”没有配对", f"The bracket “{opening.text}” is not closed"),
            repair=Text(f"请补上“{closing}”", f"Add “{closing}”"),
            place=self._places.span(opening.start, opening.end),
        )

    def _unexpected(self, token: Token | None = None, wanted: str = "") -> NoReturn:
        token = token or self._token
        place = self._places.span(token.start, token.end)
        want = Text(f"这里需要“{wanted}”", f"“{wanted}” is expected here") if wanted else NO_REPAIR
        if token.kind == "odd":
            reason, repair = advice_for(token)
            raise FeelSyntaxError(reason=reason, repair=repair, place=place)
        if token.kind == "end":
            raise FeelSyntaxError(
                reason=Text("规则没有写完", "The rule ends too early"), repair=want, place=place
            )
        if token.text in (")", "]", "}") and token.kind == "symbol":
            raise FeelSyntaxError(
                reason=Text(f"“{token.text}”没有配对的左括号", f"“{token.text}” closes no bracket"),
                repair=want
                if wanted
                else Text("请删去它，或补上左括号", "Remove it or add the opening bracket"),
                place=place,
            )
        before = self._tokens[self._at - 1] if token is self._token and self._at else None
        if (
            before is not None
            and "word" == token.kind == before.kind
            and {token.text, before.text}.isdisjoint(KEYWORDS)
        ):
            raise FeelSyntaxError(
                reason=Text(
                    f"“{before.text}”和“{token.text}”之间缺少运算符",
                    f"An operator is missing between “{before.text}” and “{token.text}”",
                ),
                repair=Text(
                    "带空格的名称要先在数据元中登记",
                    "A name with spaces must be declared in the dictionary first",
                ),
                place=place,
            )
        raise FeelSyntaxError(
            reason=Text(f"“{token.text}”不能写在这里", f"“{token.text}” cannot stand here"),
            repair=want,
            place=place,
        )
