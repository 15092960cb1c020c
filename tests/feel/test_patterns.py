"""XPath patterns: the grammar, the flags, and the bound on the work; checked against Python's `re` where both agree."""

from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yijian.core.feel import evaluate, parse
from yijian.core.feel.errors import FeelLimitExceeded, OperationFailed
from yijian.core.feel.pattern_matching import Matcher, program_of
from yijian.core.feel.patterns import matches, replace, split

# Patterns that XPath and Python read alike

_atoms = st.sampled_from(
    ["a", "b", "c", "ab", ".", "[ab]", "[^a]", "[a-c]", "(?:a|b)", "(a)", "(b|ca)", "(a|)", "(?:)", "$", "^"]
)
_quantifiers = st.sampled_from(
    ["", "", "", "?", "*", "+", "??", "*?", "+?", "{2}", "{1,2}", "{1,}", "{0,2}?"]
)


def _quantified(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda atom, quantifier: atom if atom in ("^", "$") else atom + quantifier, inner, _quantifiers
    )


_patterns = st.recursive(
    st.lists(_quantified(_atoms), min_size=1, max_size=4).map("".join),
    lambda inner: st.one_of(
        st.builds(lambda one, other: f"{one}|{other}", inner, inner),
        st.builds(lambda one, quantifier: f"({one}){quantifier}", inner, _quantifiers),
    ),
    max_leaves=4,
)
_texts = st.text("abc", max_size=8)


@given(pattern=_patterns, text=_texts)
def test_the_first_match_is_that_of_a_backtracking_matcher(pattern: str, text: str) -> None:
    expected = re.search(pattern.replace("$", r"\Z"), text)
    found = Matcher(program_of(pattern, ""), text).search()
    assert (found[:2] if found else None) == (expected.span() if expected else None)


@given(pattern=_patterns, text=_texts)
def test_back_references_do_not_change_what_is_found(pattern: str, text: str) -> None:
    """A back-reference to a group that matches nothing turns the memory of failures off; the matches stay."""
    found = Matcher(program_of(pattern, ""), text).search()
    counted = Matcher(program_of(rf"()(?:{pattern})\1", ""), text).search()
    assert (found[:2] if found else None) == (counted[:2] if counted else None)


@pytest.mark.parametrize(
    ("text", "pattern", "flags", "expected"),
    [
        ("abracadabra", "bra", "", True),
        ("abracadabra", "^a.*a$", "", True),
        ("abracadabra", "^bra", "", False),
        ("a\nb", "a.b", "", False),
        ("a\rb", "a.b", "", False),
        ("a\nb", "a.b", "s", True),
        ("a\nb\n", "^b$", "", False),
        ("a\nb\n", "^b$", "m", True),
        ("a\n", "^$", "m", False),  # no line begins after the last newline
        ("\n", "^$", "m", True),
        ("hello world", r"hello\ sworld", "x", True),
        ("hello world", "hello[ ]world", "x", True),
        ("helloworld", "hello[ ]world", "x", False),
        ("abc", r"\p{ L l }+", "x", True),
        ("[", r"\[ ", "x", True),
        ("a.c", "a.c", "q", True),
        ("abc", "a.c", "q", False),
        ("A.C", "a.c", "qi", True),
        ("ABC", "abc", "i", True),
        ("x", "[A-Z-[OI]]", "i", True),
        ("i", "[A-Z-[OI]]", "i", False),
        ("q", "[^Q]", "i", False),
        ("a", r"\p{Lu}", "i", False),
        ("\u212a", "k", "i", True),
        ("k", "\u212a", "i", True),
        ("ſ", "S", "i", True),
        ("aA", r"(a)\1", "i", True),
        ("aA", r"(a)\1", "", False),
        ("abab", r"(ab)\1", "", True),
        ("a1b", r"^\i\d\c$", "", True),
        ("汉字", r"^\w+$", "", True),
        ("汉，字", r"^\w+$", "", False),
        ("汉", r"\p{IsCJKUnifiedIdeographs}", "", True),
        ("é", r"\p{IsLatin-1Supplement}", "", True),
        ("α", r"\p{IsGreek}", "", True),
        ("a", r"\P{L}", "", False),
        ("٣", r"\d", "", True),
        ("a-b", "a[-]b", "", True),
        ("a-b", "a[+-]b", "", True),
        ("5", "[0-9-[5]]", "", False),
        ("^", "[a^]", "", True),
        ("]", r"[\]]", "", True),
        ("aaa", "^a{2}$", "", False),
        ("aaa", "^a{2,}$", "", True),
        ("aaa", "^a{0}", "", True),
        ("", "", "", True),
        ("abcdefghijkk", r"(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)\11", "", True),
        ("aa1", r"(a)\11", "", True),  # there is no group 11: a back-reference, then 1
    ],
)
def test_matching(text: str, pattern: str, flags: str, expected: bool) -> None:
    assert matches(text, pattern, flags) is expected


@pytest.mark.parametrize(
    ("pattern", "flags"),
    [
        ("a", "p"),
        ("a", " "),
        ("(", ""),
        (")", ""),
        ("(?=a)", ""),
        ("(?i)a", ""),
        ("(?<n>a)", ""),
        ("a**", ""),
        ("a*+", ""),
        ("*", ""),
        ("a{2,1}", ""),
        ("a{", ""),
        ("a{,2}", ""),
        ("a{1001}", ""),
        ("a{99999999999}", ""),
        ("]", ""),
        ("}", ""),
        ("[", ""),
        ("[]", ""),
        ("[^]", ""),
        ("[a", ""),
        ("[b-a]", ""),
        ("[a-\\d]", ""),
        ("[a[b]]", ""),
        ("[a-[b]c]", ""),
        ("\\", ""),
        ("\\e", ""),
        ("\\x41", ""),
        ("\\p{Foo}", ""),
        ("\\p{IsNowhere}", ""),
        ("\\p{ Lu}", ""),
        ("\\p{Lu", ""),
        ("\\pL", ""),
        ("(.)\\2", ""),
        ("(a\\1)", ""),
        ("\\1(a)", ""),
        ("(asd)[\\1]", ""),
        ("(" * 101 + ")" * 101, ""),
        ("(a{100}){101}", ""),
        ("a" * 10_001, ""),
    ],
)
def test_what_is_no_pattern(pattern: str, flags: str) -> None:
    with pytest.raises(OperationFailed):
        matches("a", pattern, flags)


@pytest.mark.parametrize(
    ("text", "pattern", "replacement", "flags", "expected"),
    [
        ("banana", "a", "o", "", "bonono"),
        ("banana", "(an)+", "**", "", "b**a"),
        ("banana", "[aeiouy]", "[$0]", "", "b[a]n[a]n[a]"),
        ("abcd", "(ab)|(a)", "[1=$1][2=$2]", "", "[1=ab][2=]cd"),
        ("abc", "b", r"\$1\\", "", r"a$1\c"),
        ("abc", "(b)", "$12", "", "ab2c"),
        ("abc", "b", "$1", "", "ac"),
        ("a.b.c", ".", "$-", "q", "a$-b$-c"),
        ("ABC", "b", "x", "i", "AxC"),
        ("𠮷𠮷a", "𠮷", "吉", "", "吉吉a"),
        ("reluctant", "r.*?t", "X", "", "Xant"),
    ],
)
def test_replacing(text: str, pattern: str, replacement: str, flags: str, expected: str) -> None:
    assert replace(text, pattern, replacement, flags) == expected


@pytest.mark.parametrize(
    ("pattern", "replacement"), [("a*", "b"), ("^", "b"), ("b", "$"), ("b", "$a"), ("b", "\\"), ("b", r"\n")]
)
def test_replacing_without_a_result(pattern: str, replacement: str) -> None:
    with pytest.raises(OperationFailed):
        replace("abc", pattern, replacement)


def test_a_replacement_cannot_grow_without_end() -> None:
    with pytest.raises(OperationFailed):
        replace("a" * 2000, "a", "b" * 10_000)


@pytest.mark.parametrize(
    ("text", "pattern", "expected"),
    [
        ("a;b;c;;", ";", ("a", "b", "c", "", "")),
        ("John Doe", r"\s", ("John", "Doe")),
        ("", ";", ("",)),
        ("abc", "x", ("abc",)),
        ("a1b22c", "[0-9]+", ("a", "b", "c")),
    ],
)
def test_splitting(text: str, pattern: str, expected: tuple[str, ...]) -> None:
    assert split(text, pattern) == expected


@given(parts=st.lists(st.text("ab", max_size=3), min_size=1))
def test_what_is_split_can_be_joined(parts: list[str]) -> None:
    assert split("-".join(parts), "-") == tuple(parts)


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("a" * 20_000 + "b", "^(a+)+$"),
        ("a" * 10_000, "(a|a)*b"),
        ("a" * 5_000, "((a*)*)*b"),
        ("a" * 2_000, "(.*)(.*)(.*)(.*)(.*)x"),
        ("ab" * 5_000, "(a|b|ab)*c"),
        ("a" * 300, "(a?){300}a{300}b"),
        ("a" * 60, r"(a*)*(b?)\2c"),
        ("a" * 3_000, r"(a+)(a+)\1\2b"),
        ("x" * 1_000_000, "xy"),
    ],
)
def test_no_pattern_takes_more_than_the_steps_allowed(text: str, pattern: str) -> None:
    """There is no match; where that is not settled within the bound, the bound's error says so."""
    with contextlib.suppress(OperationFailed):
        assert Matcher(program_of(pattern, ""), text).search() is None


def test_the_bound_is_reached_at_the_same_step_each_time() -> None:
    program = program_of(r"(a+)(a+)\1\2b", "")
    for _ in range(2):
        with pytest.raises(OperationFailed) as caught:
            Matcher(program, "a" * 3_000).search()
        assert "计算量" in caught.value.reason.zh


@given(
    pattern=st.text("ab()[]{}|*+?.^$\\-1,pdwiL", max_size=12), text=_texts, flags=st.text("smixq", max_size=2)
)
def test_nothing_but_a_refusal_comes_out_of_any_text(pattern: str, text: str, flags: str) -> None:
    with contextlib.suppress(OperationFailed):
        assert isinstance(matches(text, pattern, flags), bool)
        assert isinstance(split(text, pattern), tuple)


def test_many_calls_in_one_evaluation_have_a_bound_too() -> None:
    rule = parse(r'for i in 1..100000 return matches(text, "(a+)(a+)\1\2b")')
    (error,) = evaluate(rule, {"text": "a" * 3_000}).errors[-1:]
    assert isinstance(error, FeelLimitExceeded)
