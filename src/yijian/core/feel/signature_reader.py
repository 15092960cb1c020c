"""Reading types and the parameters of functions (DMN 1.5 clause 10.3.1.2, rules 26 and 54 to 56)."""

from __future__ import annotations

from typing import Final

from yijian.core.feel import ast
from yijian.core.feel.token_reader import TokenReader
from yijian.core.feel.type_expressions import (
    ANY,
    ContextType,
    FunctionType,
    ListType,
    NamedType,
    RangeType,
    TypeName,
)

_OF_SEVERAL_WORDS: Final = tuple(
    tuple(name.split()) for name in ("date and time", "days and time duration", "years and months duration")
)
_MAX_TYPE_DEPTH: Final = 50


class SignatureReader(TokenReader):
    """Reads types and parameters; a base of the parser."""

    def type_name(self, depth: int = 0) -> TypeName:
        """The type that begins here."""
        start = self._token
        if depth > _MAX_TYPE_DEPTH:
            raise ast.too_deep(self._span(start))
        for words in _OF_SEVERAL_WORDS:
            found = self._tokens[self._at : self._at + len(words)]
            if tuple(token.text for token in found if token.kind == "word") == words:
                self._advance(len(words))
                return NamedType(" ".join(words))
        match = self._names.match(self._tokens, self._at)
        if match is not None:
            self._advance(match[1])
            return NamedType(match[0])
        if start.kind != "word":
            self._unexpected()
        self._advance()
        if start.text in ("list", "range", "context", "function") and self._opens():
            return self._made_of(start.text, depth)
        name = start.text
        while self._is("."):
            self._advance()
            if self._token.kind != "word":
                self._unexpected()
            name = f"{name}.{self._token.text}"
            self._advance()
        return NamedType(name)

    def _opens(self) -> bool:
        return self._is("<") or (self._token.kind == "odd" and self._token.text == "<>")

    def _made_of(self, kind: str, depth: int) -> TypeName:
        """What stands between `<` and `>`; after those of a function, what it gives."""
        parts: list[tuple[str, TypeName]] = []
        if self._take("<"):
            while not self._is(">") or parts:
                name = ""
                if kind == "context":
                    name = self._new_name(":")
                    self._expect(":")
                parts.append((name, self.type_name(depth + 1)))
                if not self._take(","):
                    break
            self._expect(">")
        else:
            self._advance()
        if kind == "context":
            return ContextType(tuple(parts))
        types = tuple(part for _, part in parts)
        if kind == "function":
            self._expect("-")
            self._expect(">")
            return FunctionType(types, self.type_name(depth + 1))
        member = types[0] if len(types) == 1 else ANY
        return ListType(member) if kind == "list" else RangeType(member)

    def parameters(self) -> tuple[ast.Parameter, ...]:
        """The parameters between the brackets that begin here; their names are declared from here on."""
        opening = self._token
        self._expect("(")
        found: list[ast.Parameter] = []
        while not self._is(")") or found:
            start = self._token
            name = self._new_name(":", ",", ")")
            type_ = self.type_name() if self._take(":") else None
            found.append(ast.Parameter(name, type_, span=self._span(start)))
            if not self._take(","):
                break
        self._close(opening)
        return tuple(found)

    def _new_name(self, *stops: str) -> str:
        """A name that is introduced here: everything up to one of `stops`. It is a declared name from here on."""
        first = self._token
        while not any(map(self._is, stops)):
            if self._token.kind in ("end", "string") or (
                self._token.kind == "symbol" and self._token.text in "()[]{},:"
            ):
                self._expect(stops[0])
            self._advance()
        if first is self._token or first.kind not in ("word", "odd"):
            self._unexpected(first)
        name = " ".join(self._text[first.start : self._end].split())
        self._names.learn(name)
        return name
