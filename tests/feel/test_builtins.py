"""The table of functions: complete, with the names of the standard."""

from __future__ import annotations

import pytest

from yijian.core.feel import evaluate, parse
from yijian.core.feel.builtins import BUILTINS
from yijian.core.feel.names import LANGUAGE_NAMES

OUR_OWN = {"full years between", "full months between", "is defined", "yuan"}
STANDARD = """
not; number from, grouping separator, decimal separator; string from; date from | year, month, day;
date and time from | date, time; time from | hour, minute, second, offset; duration from;
years and months duration from, to; range from;
substring string, start position, length; string length string; upper case string; lower case string;
substring before string, match; substring after string, match; replace input, pattern, replacement, flags;
contains string, match; starts with string, match; ends with string, match; matches input, pattern, flags;
split string, delimiter; string join list, delimiter;
list contains list, element; count list; min list; max list; sum list; mean list; all list; any list;
sublist list, start position, length; append list, item; concatenate list; insert before list, position, newItem;
remove list, position; list replace list, position, newItem | list, match, newItem; reverse list;
index of list, match; union list; distinct values list; flatten list; product list; median list; stddev list;
mode list; sort list, precedes;
decimal n, scale; floor n, scale; ceiling n, scale; round up n, scale; round down n, scale;
round half up n, scale; round half down n, scale; abs n; modulo dividend, divisor; sqrt number; log number;
exp number; odd number; even number; is value1, value2;
before point1, point2 | point, range | range, point | range1, range2;
after point1, point2 | point, range | range, point | range1, range2;
meets range1, range2; met by range1, range2; overlaps range1, range2; overlaps before range1, range2;
overlaps after range1, range2; finishes point, range | range1, range2; finished by range, point | range1, range2;
includes range, point | range1, range2; during point, range | range1, range2;
starts point, range | range1, range2; started by range, point | range1, range2;
coincides point1, point2 | range1, range2;
day of year date; day of week date; month of year date; week of year date; now; today;
get value m, key; get entries m; context entries; context put context, key, value | context, keys, value;
context merge contexts
"""


def standard_functions() -> dict[str, set[tuple[str, ...]]]:
    """The functions of DMN 1.5 clause 10.3.4 with the names of the parameters of each way to call them."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for row in STANDARD.replace("\n", " ").split(";"):
        name = max((each for each in BUILTINS if f"{row.strip()} ".startswith(f"{each} ")), key=len)
        ways = row.strip().removeprefix(name).split("|")
        found[name] = {tuple(each.strip() for each in way.split(",") if each.strip()) for way in ways}
    return found


def test_every_function_of_the_standard_is_there() -> None:
    assert standard_functions().keys() | OUR_OWN == BUILTINS.keys()


@pytest.mark.parametrize("name", sorted(standard_functions().keys() - {"not"}))
def test_the_parameters_have_the_names_of_the_standard(name: str) -> None:
    known = [tuple(parameter.name for parameter in way.parameters) for way in BUILTINS[name].overloads]
    for names in standard_functions()[name]:
        assert names in known


def test_every_function_of_several_words_is_read_as_one_name() -> None:
    assert "years and months duration" in LANGUAGE_NAMES
    for name in BUILTINS:
        assert f"{name}(" in str(evaluate(parse(f"{name}(1, 2, 3, 4, 5, wrong: 5)"), {}).errors[0]), name


@pytest.mark.parametrize("name", sorted(BUILTINS))
def test_no_arguments_of_any_kind_make_a_function_raise(name: str) -> None:
    kinds = [
        "null",
        "1",
        "-1E+6000",
        '"a"',
        "true",
        "[]",
        "[[1], null]",
        "{}",
        "[1..2]",
        '@"P1D"',
        '@"10:00:00"',
    ]
    for first in kinds:
        for second in kinds:
            for arguments in ([first, second], [first, "1", second, second]):
                result = evaluate(parse(f"{name}({', '.join(arguments)})"), {})
                assert result.known
                assert all(error.reason.zh and error.reason.en for error in result.errors)


def test_no_function_takes_null_for_a_value_it_needs() -> None:
    for name, builtin in BUILTINS.items():
        required = [each for way in builtin.overloads for each in way.parameters if not each.nullable]
        if required and not builtin.open:
            result = evaluate(
                parse(f"{name}({', '.join(['null'] * len(builtin.overloads[0].parameters))})"), {}
            )
            assert result.value is None
            assert result.errors
