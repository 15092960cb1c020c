"""From tokens to the tree (DMN 1.5 clause 10.3.1.2).

Operators are read with an explicit stack, so only brackets and the words that begin a construct (`if`, `for`, `some`,
`every`) nest calls; the counter in `expression` bounds them, and no text can exhaust Python's stack.
"""

from __future__ import annotations

import contextlib
import decimal
from collections.abc import Callable, Iterable
from typing import Final, TypeVar, cast

from yijian.core.errors import Text
from yijian.core.feel import ast
from yijian.core.feel.errors import FeelLimitExceeded, FeelSyntaxError, Span
from yijian.core.feel.lexer import KEYWORDS, Token
from yijian.core.feel.operator_stack import COMPARISONS, INFIX, SUM, OperatorStack
from yijian.core.feel.signature_reader import SignatureReader
from yijian.core.feel.temporal import read_temporal
from yijian.core.feel.values import NUMBERS

T = TypeVar("T")


def parse(text: str, *, names: Iterable[str] = frozenset()) -> ast.Expression:
    """The tree of a rule.

    `names` are the declared names that are more than one word or hold characters other than letters and digits
    (`date of birth`, `出生日期（公历）`); the longest declared name wins. Raises `FeelError`.
    """
    parser = _Parser(text, names)
    return parser.whole(parser.expression)


def parse_unary_tests(text: str, *, names: Iterable[str] = frozenset()) -> ast.UnaryTests:
    """The tree of the unary tests of a decision table's cell, such as `< 5, [10..20]`, `not("a")` or `-`."""
    parser = _Parser(text, names)
    return parser.whole(parser.unary_tests)


PROPERTIES_OF_TWO_WORDS: Final = frozenset({("time", "offset"), ("start", "included"), ("end", "included")})


class _Parser(SignatureReader):
    def __init__(self, text: str, names: Iterable[str]) -> None:
        super().__init__(text, names)
        self._depth = 0
        self._starts: dict[str, Callable[[Token], ast.Expression]] = {
            "(": self._group,
            "[": self._list_or_range,
            "]": self._reversed_range,
            "{": self._context,
            "@": self._temporal,
            "if": self._if,
            "for": self._for,
            "some": self._quantified,
            "every": self._quantified,
            "true": lambda start: ast.Boolean(True, span=self._word(start)),
            "false": lambda start: ast.Boolean(False, span=self._word(start)),
            "null": lambda start: ast.Null(span=self._word(start)),
            "function": self._function,
        }

        self._tails: dict[str, Callable[[int, ast.Expression], ast.Expression]] = {
            "in": self._in,
            "between": self._between,
            "instance": self._instance,
        }

    def whole(self, read: Callable[[], T]) -> T:
        """What `read` reads, which must be the whole text."""
        result = read()
        if self._token.kind != "end":
            self._unexpected()
        ast.check_depth(cast("ast.Expression", result))
        return result

    # Expressions

    def expression(self, floor: int = 0, *, ends_range: bool = False) -> ast.Expression:
        """An expression whose operators bind at least as tightly as `floor`."""
        self._depth += 1
        if self._depth > ast.MAX_DEPTH:
            raise ast.too_deep(self._span(self._token))
        stack = OperatorStack(self._places)
        while True:
            while self._is("-"):
                stack.push_minus(self._token)
                self._advance()
            start = self._token
            node = self._begin(start)(start)
            while self._token.kind == "symbol" and self._token.text in (".", "(", "["):
                if self._is("[") and ends_range and not self._begins_expression(self._tokens[self._at + 1]):
                    break
                node = self._postfix(start, node)
            stack.push(node, start.start, self._end)
            if not self._infix(stack, floor):
                break
        self._depth -= 1
        return stack.pop()[0]

    def _infix(self, stack: OperatorStack, floor: int) -> bool:
        """Read the operator after an operand; False where the expression ends here."""
        while True:
            token = self._token
            level = INFIX.get(token.text, -1) if token.kind in ("word", "symbol") else -1
            if level < max(floor, 1):
                stack.reduce(0)
                return False
            stack.reduce(level)
            self._advance()
            if token.text not in self._tails:
                stack.push_operator(token)
                return True
            subject, start = stack.pop()
            stack.push(self._tails[token.text](start, subject), start, self._end)

    def _begin(self, token: Token) -> Callable[[Token], ast.Expression]:
        """What reads the operand that begins with this token."""
        if token.kind == "number":
            return self._number
        if token.kind == "string":
            return self._string
        if token.kind in ("word", "odd") and self._names.match(self._tokens, self._at):
            return self._name
        if token.kind in ("word", "symbol") and token.text in self._starts:
            return self._starts[token.text]
        if token.kind != "word" or token.text in KEYWORDS:
            self._unexpected()
        return self._name

    def _begins_expression(self, token: Token) -> bool:
        if token.kind in ("number", "string"):
            return True
        if token.kind == "word":
            return token.text in self._starts or token.text not in KEYWORDS
        return token.kind == "symbol" and token.text in "([{@-"

    def _number(self, start: Token) -> ast.Number:
        self._advance()
        exponent = start.text.lower().partition("e")[2]
        digits = exponent.lstrip("+-").lstrip("0")
        value = None
        if len(digits) <= 4 and int(digits or 0) <= -NUMBERS.Emin:
            with contextlib.suppress(decimal.DecimalException):
                value = NUMBERS.create_decimal(start.text)
        if value is None:
            raise FeelLimitExceeded(
                reason=Text("这个数太大，或指数太大", "This number or its exponent is too large"),
                repair=Text("指数请在 -6143 至 6143 之间", "Keep the exponent between -6143 and 6143"),
                place=self._span(start),
            )
        return ast.Number(value, span=self._span(start))

    def _string(self, start: Token) -> ast.String:
        self._advance()
        return ast.String(start.text, span=self._span(start))

    def _word(self, start: Token) -> Span:
        self._advance()
        return self._span(start)

    def _name(self, start: Token) -> ast.Name:
        return ast.Name(self._read_name(), span=self._span(start))

    def _read_name(self) -> str:
        """The longest declared name here, or else the one word here."""
        match = self._names.match(self._tokens, self._at)
        if match is not None:
            name, length = match
            self._advance(length)
            return name
        if self._token.kind != "word":
            self._unexpected()
        name = self._token.text
        self._advance()
        return name

    def _read_property(self) -> str:
        """The name after a point: one of the language of two words, or as everywhere."""
        words = tuple(token.text for token in self._tokens[self._at : self._at + 2])
        if words in PROPERTIES_OF_TWO_WORDS and self._names.match(self._tokens, self._at) is None:
            self._advance(2)
            return " ".join(words)
        return self._read_name()

    def _group(self, start: Token) -> ast.Expression:
        self._advance()
        if self._token.kind == "symbol" and self._token.text in COMPARISONS:
            test = self._test(0)
            self._close(start)
            return test
        node = self.expression()
        if self._is(".."):
            return self._range(start, node, included=False)
        self._close(start)
        return node

    def _list_or_range(self, start: Token) -> ast.Expression:
        self._advance()
        items: list[ast.Expression] = []
        while not self._is("]") or items:
            items.append(self._test(0))
            if len(items) == 1 and self._is(".."):
                return self._range(start, items[0], included=True)
            if not self._take(","):
                break
        self._close(start)
        return ast.ListLiteral(tuple(items), span=self._span(start))

    def _reversed_range(self, start: Token) -> ast.Expression:
        if not any(token.kind == "symbol" and token.text == ".." for token in self._tokens[self._at :]):
            self._unexpected()
        self._advance()
        return self._range(start, self.expression(SUM), included=False)

    def _range(self, start: Token, low: ast.Expression, *, included: bool) -> ast.Range:
        self._expect("..")
        high = self.expression(SUM, ends_range=True)
        closing = self._token
        if closing.kind != "symbol" or closing.text not in ")][":
            self._close(start)  # refuses: none of the brackets that end a range stands here
        self._advance()
        return ast.Range(low, high, included, closing.text == "]", span=self._span(start))

    def _context(self, start: Token) -> ast.ContextLiteral:
        self._advance()
        entries: list[ast.Entry] = []
        while not self._is("}") or entries:
            key = self._token
            if key.kind == "string":
                self._advance()
                self._names.learn(key.text)
                name = key.text
            else:
                name = self._new_name(":")
            self._expect(":")
            entries.append(ast.Entry(name, self.expression(), span=self._span(key)))
            if not self._take(","):
                break
        self._close(start)
        return ast.ContextLiteral(tuple(entries), span=self._span(start))

    def _temporal(self, start: Token) -> ast.Temporal:
        self._advance()
        token = self._token
        if token.kind != "string":
            self._unexpected()
        self._advance()
        value = read_temporal(token.text)
        if value is None:
            raise FeelSyntaxError(
                reason=Text(
                    f"“{token.text}”不是日期、时间或时长",
                    f"“{token.text}” is neither a date nor a time nor a duration",
                ),
                repair=Text(
                    '请写成 @"2024-01-31"、@"08:30:00"、@"P1Y6M" 或 @"P10D"',
                    'Write @"2024-01-31", @"08:30:00", @"P1Y6M" or @"P10D"',
                ),
                place=self._span(start),
            )
        return ast.Temporal(value, span=self._span(start))

    def _if(self, start: Token) -> ast.If:
        self._advance()
        condition = self.expression()
        self._expect("then")
        then = self.expression()
        self._expect("else")
        return ast.If(condition, then, self.expression(), span=self._span(start))

    def _for(self, start: Token) -> ast.For:
        self._advance()
        iterators = self._iterators("return")
        return ast.For(iterators, self.expression(), span=self._span(start))

    def _quantified(self, start: Token) -> ast.Quantified:
        self._advance()
        iterators = self._iterators("satisfies")
        quantifier: ast.Quantifier = "some" if start.text == "some" else "every"
        return ast.Quantified(quantifier, iterators, self.expression(), span=self._span(start))

    def _function(self, start: Token) -> ast.FunctionDefinition:
        self._advance()
        parameters = self.parameters()
        external = self._take("external")
        return ast.FunctionDefinition(parameters, self.expression(), external, span=self._span(start))

    def _iterators(self, stop: str) -> tuple[ast.Iterator, ...]:
        iterators: list[ast.Iterator] = []
        while True:
            start = self._token
            variable = self._new_name("in")
            self._expect("in")
            domain = self.expression()
            if self._take(".."):
                domain = ast.Series(domain, self.expression(), span=self._span(start))
            iterators.append(ast.Iterator(variable, domain, span=self._span(start)))
            if not self._take(","):
                break
        self._expect(stop)
        return tuple(iterators)

    # What follows an operand

    def _postfix(self, start: Token, source: ast.Expression) -> ast.Expression:
        opening = self._token
        self._advance()
        if opening.text == ".":
            return ast.Path(source, self._read_property(), span=self._span(start))
        if opening.text == "[":
            condition = self.expression()
            self._close(opening)
            return ast.Filter(source, condition, span=self._span(start))
        arguments: list[ast.Argument] = []
        while not self._is(")") or arguments:
            first = self._token
            name = self._argument_name()
            arguments.append(ast.Argument(name, self.expression(), span=self._span(first)))
            if not self._take(","):
                break
        self._close(opening)
        return ast.Call(source, tuple(arguments), span=self._span(start))

    def _argument_name(self) -> str | None:
        """The declared name or the words before a colon, if there are any."""
        declared = self._names.match(self._tokens, self._at)
        at = self._at + (declared[1] if declared is not None else 0)
        while declared is None and self._tokens[at].kind in ("word", "number"):
            at += 1
        if at == self._at or self._tokens[at].text != ":" or self._tokens[at].kind != "symbol":
            return None
        words = " ".join(token.text for token in self._tokens[self._at : at])
        self._advance(at + 1 - self._at)
        return words if declared is None else declared[0]

    def _between(self, start: int, subject: ast.Expression) -> ast.Between:
        low = self.expression(SUM)
        self._expect("and")
        high = self.expression(SUM)
        return ast.Between(subject, low, high, span=self._places.span(start, self._end))

    def _instance(self, start: int, subject: ast.Expression) -> ast.InstanceOf:
        self._expect("of")
        return ast.InstanceOf(subject, self.type_name(), span=self._places.span(start, self._end))

    def _in(self, start: int, subject: ast.Expression) -> ast.In:
        opening = self._token
        if not self._take("("):
            tests: tuple[ast.Expression, ...] = (self._test(SUM),)
        else:
            self._depth += 1  # this construct nests twice as many calls as a bracket
            first = self._test(0)
            if self._is(".."):
                tests = (self._range(opening, first, included=False),)
            else:
                tests = self._more_tests(first)
                self._close(opening)
            self._depth -= 1
        unary = ast.UnaryTests(tests, span=self._span(opening))
        return ast.In(subject, unary, span=self._places.span(start, self._end))

    # Unary tests

    def unary_tests(self) -> ast.UnaryTests:
        """The content of a cell of a decision table."""
        start = self._token
        if self._is("-") and self._tokens[1].kind == "end":
            self._advance()
            return ast.UnaryTests((), span=self._span(start))
        negated = start.kind == "word" and start.text == "not" and self._tokens[1].text == "("
        if not negated:
            return ast.UnaryTests(self._more_tests(self._test(0)), span=self._span(start))
        opening = self._tokens[1]
        self._advance(2)
        tests = self._more_tests(self._test(0))
        self._close(opening)
        return ast.UnaryTests(tests, True, span=self._span(start))

    def _test(self, floor: int) -> ast.Expression:
        start = self._token
        if start.kind != "symbol" or start.text not in COMPARISONS:
            return self.expression(floor)
        self._advance()
        operator = cast("ast.ComparisonOperator", start.text)
        return ast.Test(operator, self.expression(SUM), span=self._span(start))

    def _more_tests(self, first: ast.Expression) -> tuple[ast.Expression, ...]:
        tests = [first]
        while self._take(","):
            tests.append(self._test(0))
        return tuple(tests)
