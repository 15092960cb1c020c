"""Names of several words, and names with characters that are operators elsewhere (DMN 1.5 clause 10.3.1.4).

Such a name is known only because it is declared: by the caller, by the language (`string length`), or earlier in the
same text (a key of a context, the variable of a `for`). Where several fit, the longest wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

from yijian.core.feel.builtins import BUILTINS
from yijian.core.feel.errors import FeelSyntaxError
from yijian.core.feel.lexer import Places, Token, tokenize

_Table: TypeAlias = dict[str, dict[tuple[str, ...], str]]
MAX_PIECES: Final = 40
"""A declared name of more tokens than this is not recognised: nobody means one, and looking for it costs time."""

LANGUAGE_NAMES: Final = tuple(name for name in BUILTINS if " " in name)
"""The names of the language itself that have more than one word."""


class NameTable:
    """The declared names that need more than one token, found by their first token."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first = {first: dict(known) for first, known in _table(frozenset(names)).items()}

    def learn(self, name: str) -> None:
        """Declare one name more. A name that is one plain word needs no declaring."""
        _add(self._by_first, name)

    def match(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        """The longest declared name whose tokens begin at `at`, and how many tokens it has."""
        known = self._by_first.get(tokens[at].text)
        if known is None:
            return None
        texts = tuple(
            [token.text if token.kind != "string" else "" for token in tokens[at : at + MAX_PIECES]]
        )
        for length in range(len(texts), 0, -1):
            name = known.get(texts[:length])
            if name is not None:
                return name, length
        return None


def _pieces(name: str) -> tuple[str, ...] | None:
    """The texts of the tokens of a name, None where it needs no declaring or no text can hold it outside quotes."""
    try:
        tokens = tokenize(name, Places(name))[:-1]
    except FeelSyntaxError:
        return None
    plain = len(tokens) == 1 and tokens[0].kind == "word"
    if plain or not 0 < len(tokens) <= MAX_PIECES or tokens[0].kind not in ("word", "odd"):
        return None
    return None if any(token.kind == "string" for token in tokens) else tuple(token.text for token in tokens)


def _add(table: _Table, name: str) -> None:
    pieces = _pieces(name)
    if pieces is not None:
        table.setdefault(pieces[0], {})[pieces] = " ".join(name.split())


@lru_cache(maxsize=64)
def _table(names: frozenset[str]) -> _Table:
    table: _Table = {}
    for name in sorted({*names, *LANGUAGE_NAMES}):
        _add(table, name)
    return table
