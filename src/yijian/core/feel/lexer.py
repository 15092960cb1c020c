"""From text to tokens (DMN 1.5 clause 10.3.1.2, rules 27 to 69).

The lexer refuses only what no reading could repair: an open string, an open comment, a bad escape. A character that
FEEL does not know becomes an `odd` token, because a declared name may hold it (出生日期（公历）); where no name does,
the parser refuses it with the advice of `advice_for`.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from yijian.core.errors import Text
from yijian.core.feel.errors import FeelLimitExceeded, FeelSyntaxError, Span

MAX_TEXT_BYTES: Final = 100_000
KEYWORDS: Final = frozenset(
    ["true", "false", "null", "and", "or", "between", "in", "instance", "of", "if", "then", "else"]
).union(["for", "return", "some", "every", "satisfies", "function"])
TokenKind: TypeAlias = Literal["number", "string", "word", "symbol", "odd", "end"]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text; of a string token `text` is the decoded content."""

    kind: TokenKind
    text: str
    start: int
    end: int


_SPACE = r"[\t-\r \x85\xa0\u1680\u180e\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]+"
# Rule 30, less the full-width punctuation inside its ranges (it is far likelier a slip of the input method than a name).
_START = (
    r"?A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    r"\u3004-\u3007\u3021-\u302f\u3031-\ud7ff\uf900-\ufdcf\ufdf0-\ufeff\uff21-\uff3a\uff41-\uff5a\uff66-\uffdc"
    r"\U00010000-\U000effff"
)
WORD: Final = rf"[{_START}][{_START}0-9\xb7\u0300-\u036f\u203f\u2040]*"
"""The pattern of a name that needs no declaring (if it is no keyword)."""

_TOKEN: Final = re.compile(
    rf"(?P<skip>{_SPACE}|//[^\n\r\u2028\u2029]*|/\*.*?\*/)"
    r"|(?P<open_comment>/\*)"
    r"|(?P<number>(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)"
    r'|(?P<string>"(?:[^"\\\n\r]|\\.)*")'
    r'|(?P<open_string>")'
    r"|(?P<odd>==+|=<|=>|<>|&&|\|\||:=)"
    r"|(?P<symbol>\*\*|\.\.|<=|>=|!=|[()\[\]{},:.+\-*/=<>@])"
    rf"|(?P<word>{WORD})"
    r"|(?P<other>.)",
    re.DOTALL | re.ASCII,
)
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|(.))", re.DOTALL)
_SIMPLE_ESCAPES: Final = {'"': '"', "\\": "\\", "n": "\n", "r": "\r", "t": "\t", "'": "'"}

_MEANT: Final[dict[str, str]] = {
    **dict(zip("，（）＝＞＜：；＋－×÷＊／【】［］｛｝。．！？＠", ",()=><:,+-*/*/[][]{}..!?@", strict=True)),
    **dict(zip("０１２３４５６７８９", "0123456789", strict=True)),
    **dict.fromkeys("“”„‘’＂＇「」『』'", '"'),
    **dict(
        zip(
            ("≥", "≤", "≠", "、", "…", "—", "–", "−"),
            (">=", "<=", "!=", ",", "..", "-", "-", "-"),
            strict=True,
        )
    ),
    **dict.fromkeys(("==", "===", ":="), "="),
    **dict.fromkeys(("&&", "&", "＆"), "and"),
    **dict.fromkeys(("||", "|", "｜"), "or"),
    "=<": "<=",
    "=>": ">=",
    "<>": "!=",
    "!": "not(...)",
    "^": "**",
    ";": ",",
    "`": '"',
}


def advice_for(token: Token) -> tuple[Text, Text]:
    """What to say of an `odd` token: the reason and the repair."""
    shown = token.text if token.text.isprintable() else f"U+{ord(token.text[0]):04X}"
    meant = _MEANT.get(token.text)
    if meant is None:
        return Text(f"规则里不能出现“{shown}”", f"“{shown}” cannot stand in a rule"), Text(
            "请删去它", "Remove it"
        )
    if token.text.isascii():
        reason = Text(f"规则里没有“{shown}”这种写法", f"A rule does not write “{shown}”")
    else:
        reason = Text(f"“{shown}”是全角或特殊符号", f"“{shown}” is a full-width or typographic character")
    return reason, Text(f"请改为半角的 {meant}", f"Write {meant} instead")


class Places:
    """The line and column of each offset of one text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer(r"\r\n|[\n\r\u2028\u2029]", text))]

    def span(self, start: int, end: int) -> Span:
        """The place between two offsets."""
        line = bisect.bisect_right(self._starts, start)
        return Span(start, end, line, start - self._starts[line - 1] + 1)


def tokenize(text: str, places: Places) -> list[Token]:
    """The tokens of a text, the last one of kind `end`."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        piece, start, end = match.group(), match.start(), match.end()
        if kind == "skip":
            continue
        if kind in ("word", "symbol", "number"):
            tokens.append(Token(kind, piece, start, end))  # type: ignore[arg-type]  # narrowed by the line above
        elif kind == "string":
            tokens.append(Token("string", _decode(piece[1:-1], start + 1, places), start, end))
        elif kind in ("open_string", "open_comment"):
            raise _left_open(kind, places.span(start, end))
        else:
            tokens.append(Token("odd", piece, start, end))
    tokens.append(Token("end", "", len(text), len(text)))
    return tokens


def check_size(text: str) -> None:
    """Refuse a text of more than `MAX_TEXT_BYTES` bytes in UTF-8."""
    if len(text) > MAX_TEXT_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_TEXT_BYTES:
        raise FeelLimitExceeded(
            reason=Text("规则超过 100 kB", "The rule is longer than 100 kB"),
            repair=Text("请拆成几条规则", "Split it into several rules"),
        )


def _decode(content: str, offset: int, places: Places) -> str:
    def escaped(match: re.Match[str]) -> str:
        digits = match[1] or match[2]
        if digits is None:
            # Patterns are written with plain backslashes: "\s" is left as it stands.
            return _SIMPLE_ESCAPES.get(match[3], match[0])
        if int(digits, 16) > 0x10FFFF:
            raise FeelSyntaxError(
                reason=Text(f"没有编码为 {digits} 的字符", f"No character has the code {digits}"),
                place=places.span(offset + match.start(), offset + match.end()),
            )
        return chr(int(digits, 16))

    decoded = _ESCAPE.sub(escaped, content)
    if re.search(r"[\ud800-\udfff]", decoded):
        decoded = re.sub(
            r"([\ud800-\udbff])([\udc00-\udfff])",
            lambda pair: chr(0x10000 + ((ord(pair[1]) - 0xD800) << 10) + ord(pair[2]) - 0xDC00),
            decoded,
        )
        if re.search(r"[\ud800-\udfff]", decoded):
            raise FeelSyntaxError(
                reason=Text(
                    "文本里有半个字符（单独的代理码位）",
                    "The string holds half a character (a lone surrogate)",
                ),
                place=places.span(offset, offset + len(content)),
            )
    return decoded


def _left_open(kind: str, place: Span) -> FeelSyntaxError:
    if kind == "open_string":
        return FeelSyntaxError(
            reason=Text("文本没有结束", "The string is not closed"),
            repair=Text('请在同一行补上英文双引号 "', 'Add the closing " on the same line'),
            place=place,
        )
    return FeelSyntaxError(
        reason=Text("注释没有结束", "The comment is not closed"),
        repair=Text("请补上 */", "Add */"),
        place=place,
    )
