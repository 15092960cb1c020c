"""Reading text: names, literals, comments, places, limits, and errors that help."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from yijian.core.feel import (
    Expression,
    FeelError,
    FeelLimitExceeded,
    FeelSyntaxError,
    ast,
    check_types,
    evaluate,
    free_paths,
    parse,
    parse_unary_tests,
    simplify,
    to_text,
    trace,
)
from yijian.core.feel.type_expressions import (
    ANY,
    ContextType,
    FunctionType,
    ListType,
    NamedType,
    RangeType,
    TypeName,
)

PIECES = (
    "and|or|not(|if |then|else|for | in |return|some |every |satisfies|between|..|**|//|/*|*/|a|孩子|1|1e9"
)
MORE_PIECES = '"x"|@"P1Y"|，|（|null|true|instance of|function|count|x.y|item|\\u4e00|\n|\x00|\u3000|\ud800'
FRAGMENTS = st.sampled_from([*"()[]{},:.+-*/<>=@?\"'\\ ", *PIECES.split("|"), *MORE_PIECES.split("|")])


def read_or_refuse(read: Callable[[str], Expression], text: str) -> Expression | FeelError:
    try:
        return read(text)
    except FeelError as error:
        return error


@given(st.one_of(st.text(max_size=40), st.lists(FRAGMENTS, max_size=25).map("".join)))
@example('"\\ud800"')
@example('"\\UFFFFFF"')
@example("1e99999999999999999999")
@settings(max_examples=500, deadline=None)
def test_hostile_text_raises_nothing_but_feel_errors(text: str) -> None:
    for read in (parse, parse_unary_tests):
        tree = read_or_refuse(read, text)
        if isinstance(tree, FeelError):
            assert tree.text.zh
            assert tree.text.en
            assert 0 <= tree.place.start <= len(text)
            continue
        evaluate(tree, {"a": 1})
        trace(tree, {})
        simplify(tree)
        free_paths(tree)
        check_types(tree, {})
        assert to_text(tree)


def nestings(depth: int) -> list[str]:
    """Texts of every construct, nested so deep."""
    return [
        "(" * depth + "1" + ")" * depth,
        "[" * depth + "1" + "]" * depth,
        "{a:" * depth + "1" + "}" * depth,
        "-" * depth + "1",
        "not(" * depth + "x" + ")" * depth,
        "1+(" * depth + "1" + ")" * depth,
        "(a or " * depth + "1" + ")" * depth,
        "+".join(["1"] * depth),
        "a" + ".a" * depth,
        "a" + "[1]" * depth,
        "a[" * depth + "1" + "]" * depth,
        "if a then b else " * depth + "c",
        "if " * depth + "a" + " then b else c" * depth,
        "some x in " * depth + "a" + " satisfies b" * depth,
        "for x in a return " * depth + "b",
        "a in (" * depth + "1" + ")" * depth,
        "a between 1 and (" * depth + "1" + ")" * depth,
        "f(x:" * depth + "1" + ")" * depth,
        "a or b and c = d + e * f ** -(" * depth + "1" + ")" * depth,
    ]


@pytest.mark.parametrize("depth", [201, 3000])
@pytest.mark.parametrize("construct", range(len(nestings(1))))
def test_text_nested_too_deeply_is_refused(construct: int, depth: int) -> None:
    with pytest.raises(FeelLimitExceeded, match="nested"):
        parse(nestings(depth)[construct])


@pytest.mark.parametrize("construct", range(len(nestings(1))))
def test_the_deepest_tree_that_is_read_can_be_used(construct: int) -> None:
    """Whatever `parse` takes, every other function takes too, with the stack already half full."""
    trees = (read_or_refuse(parse, nestings(depth)[construct]) for depth in (198, 98, 65, 27))
    tree = next(each for each in trees if not isinstance(each, FeelError))

    def use(frames: int) -> None:
        if frames:
            use(frames - 1)
            return
        assert parse(to_text(tree)) == tree
        assert hash(tree) == hash(parse(to_text(tree)))
        evaluate(tree, {"a": True, "x": False, "b": 1})
        trace(tree, {})
        simplify(tree, {"a": True})
        free_paths(tree)
        check_types(tree, {})

    use(100)


def test_a_tree_built_too_deep_by_hand_is_refused() -> None:
    tree: Expression = ast.Name("x")
    for _ in range(5000):
        tree = ast.Negation(tree)
    for use in (to_text, simplify, lambda each: evaluate(each, {}), lambda each: check_types(each, {})):
        with pytest.raises(FeelLimitExceeded):
            use(tree)


def test_long_text_is_refused_by_its_bytes() -> None:
    assert parse('"' + "a" * 99_000 + '"') == ast.String("a" * 99_000)
    for text in ('"' + "a" * 100_001 + '"', '"' + "汉" * 40_000 + '"'):
        with pytest.raises(FeelLimitExceeded, match="100 kB"):
            parse(text)


def test_a_wide_rule_is_flat() -> None:
    rule = parse(" and ".join(f"x{position} = 1" for position in range(5000)))
    assert isinstance(rule, ast.Conjunction)
    assert len(rule.operands) == 5000
    assert len(free_paths(rule)) == 5000


@pytest.mark.parametrize("text", ["1e6144", "1e-6144", "1E+99999999999999999999999999", "9" * 7000])
def test_huge_numbers_are_refused(text: str) -> None:
    with pytest.raises(FeelLimitExceeded, match="too large"):
        parse(text)


@pytest.mark.parametrize(
    ("text", "zh", "column"),
    [
        ("a，b", "请改为半角的 ,", 2),
        ("count（child）", "请改为半角的 (", 6),
        ("a ＝ 1", "请改为半角的 =", 3),
        ("a ＞ 1", "请改为半角的 >", 3),
        ("a ≥ 1", "请改为半角的 >=", 3),
        ("a = “汉”", '请改为半角的 "', 5),
        ("a = '汉'", '请改为半角的 "', 5),
        ("a == 1", "请改为半角的 =", 3),
        ("a && b", "请改为半角的 and", 3),
        ("a || b", "请改为半角的 or", 3),
        ("a =< 1", "请改为半角的 <=", 3),
        ("a => 1", "请改为半角的 >=", 3),
        ("a <> 1", "请改为半角的 !=", 3),
        ("!a", "请改为半角的 not(...)", 1),
        ("１ + 1", "请改为半角的 1", 1),
        ("a # b", "请删去它", 3),
        ("(1 + 2", "括号“(”没有配对", 1),
        ("[1, 2", "括号“[”没有配对", 1),
        ("[1..2", "括号“[”没有配对", 1),
        ("count(x", "括号“(”没有配对", 6),
        ("1)", "没有配对的左括号", 2),
        ("(1]", "没有配对的左括号", 3),
        ("]", "没有配对的左括号", 1),
        ("", "没有写完", 1),
        ("a and", "没有写完", 6),
        ("full name > 1", "缺少运算符", 6),
        ("1 2", "不能写在这里", 3),
        ("if a b", "缺少运算符", 6),
        ("if a then", "没有写完", 10),
        ("if a else b", "这里需要“then”", 6),
        ("some x satisfies x", "这里需要“in”", 19),
        ("for 1 in x return 1", "不能写在这里", 5),
        ('"abc', "文本没有结束", 1),
        ("a /* b", "注释没有结束", 3),
        ('"\\ud800"', "半个字符", 2),
        ('"\\U110000"', "没有编码", 2),
        ('@"2024-13-01"', "不是日期", 1),
        ("@1", "不能写在这里", 2),
        ('{"a" 1}', "这里需要“:”", 6),
        ("a\n  == b", "请改为半角的 =", 3),
    ],
)
def test_errors_say_what_to_write_and_where(text: str, zh: str, column: int) -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        parse(text)
    error = caught.value
    assert zh in error.text.zh
    assert error.place.column == column
    assert error.place.line == text[: error.place.start].count("\n") + 1
    assert str(error) == error.text.en
    assert error.fields == {"offset": error.place.start, "line": error.place.line, "column": column}


def test_functions_and_their_types_are_read() -> None:
    function = parse("function(a b: list<number>, c) a b[1] + c")
    assert function == ast.FunctionDefinition(
        (ast.Parameter("a b", ListType(NamedType("number"))), ast.Parameter("c")),
        ast.Arithmetic("+", ast.Filter(ast.Name("a b"), ast.Number(Decimal(1))), ast.Name("c")),
    )
    assert parse("function(x) external {java: {}}").external  # type: ignore[attr-defined]  # a function it is


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("number", NamedType("number")),
        ("date and time", NamedType("date and time")),
        ("days and time duration", NamedType("days and time duration")),
        ("lib.tPerson", NamedType("lib.tPerson")),
        ("range<date>", RangeType(NamedType("date"))),
        ("context<>", ContextType(())),
        (
            "context<a b: string, c: list<Any>>",
            ContextType((("a b", NamedType("string")), ("c", ListType(ANY)))),
        ),
        ("function<>->Any", FunctionType((), ANY)),
        (
            "function<string, number> -> list<Any>",
            FunctionType((NamedType("string"), NamedType("number")), ListType(ANY)),
        ),
    ],
)
def test_types_after_instance_of(text: str, wanted: TypeName) -> None:
    tree = parse(f"x instance of {text}")
    assert tree == ast.InstanceOf(ast.Name("x"), wanted)
    assert parse(to_text(tree)) == tree


@pytest.mark.parametrize(
    "text", ["x instance number", "x instance of 1", "x instance of list<", "function(1) 2", "function(a b"]
)
def test_functions_and_types_that_are_not_whole_are_refused(text: str) -> None:
    with pytest.raises(FeelSyntaxError):
        parse(text)


def test_not_equal_is_legal() -> None:
    assert parse("a != b") == ast.Comparison("!=", ast.Name("a"), ast.Name("b"))


def test_the_longest_declared_name_wins() -> None:
    names = {
        "date",
        "date of birth",
        "date of birth place",
        "a-b",
        "driver's age",
        "出生日期（公历）",
        "x and y",
    }
    assert parse("date of birth", names=names) == ast.Name("date of birth")
    assert parse("date  of\nbirth place", names=names) == ast.Name("date of birth place")
    assert parse("mother.date of birth", names=names) == ast.Path(ast.Name("mother"), "date of birth")
    assert parse("a - b", names=names) == ast.Name("a-b")
    assert parse("a-c", names=names) == ast.Arithmetic("-", ast.Name("a"), ast.Name("c"))
    assert parse("driver's age > 1", names=names) == ast.Comparison(
        ">", ast.Name("driver's age"), ast.Number(Decimal(1))
    )
    assert parse("出生日期（公历）", names=names) == ast.Name("出生日期（公历）")
    assert parse("x and y", names=names) == ast.Name("x and y")
    assert parse("x and z", names=names) == ast.Conjunction((ast.Name("x"), ast.Name("z")))


def test_names_introduced_in_a_rule_may_have_spaces() -> None:
    assert evaluate(parse("{full name: 1, b: full name + 1}.b"), {}).value == 2
    assert evaluate(parse("for each child in [1, 2] return each child * 2"), {}).value == (2, 4)


def test_escapes_and_plain_backslashes() -> None:
    assert parse(r'"\"\\\n\t\r\'\u4e00\U01F40E\ud83d\udc0e\s"') == ast.String("\"\\\n\t\r'一🐎🐎\\s")


def test_spaces_and_comments_are_skipped() -> None:
    assert parse("\ufeff 1\u3000+ // one\n /* and\n more */ 2") == parse("1+2")


def test_spans_are_places_in_the_text() -> None:
    text = "a and\n  (b = 1)"
    rule = parse(text)
    assert isinstance(rule, ast.Conjunction)
    comparison = rule.operands[1]
    assert text[comparison.span.start : comparison.span.end] == "b = 1"
    assert (comparison.span.line, comparison.span.column) == (2, 4)
    assert text[rule.span.start : rule.span.end] == text


def test_nodes_refuse_what_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="negative"):
        ast.Number(Decimal(-1))
    with pytest.raises(ValueError, match="at least one test"):
        ast.In(ast.Name("x"), ast.UnaryTests(()))
