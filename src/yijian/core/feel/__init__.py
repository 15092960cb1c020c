"""The rules language: FEEL (OMG DMN 1.5), with facts that are still unknown.

    rule = parse('mother.ethnicity != father.ethnicity')
    evaluate(rule, {"mother": {"ethnicity": "汉"}}).needs    # {'father.ethnicity'}

A rule is read once (`parse`), checked against the dictionary (`check_types`), compiled once (`compile_expression`) and
evaluated many times. `docs/rules-language.md` is the guide, with the truth tables.
"""

from yijian.core.feel.ast import Expression, UnaryTests
from yijian.core.feel.errors import (
    FeelError,
    FeelEvaluationError,
    FeelLimitExceeded,
    FeelNotSupported,
    FeelOutsideSubset,
    FeelSyntaxError,
    FeelTypeError,
    Span,
)
from yijian.core.feel.evaluate import Compiled, Result, compile_expression, evaluate
from yijian.core.feel.parser import parse, parse_unary_tests
from yijian.core.feel.paths import free_paths
from yijian.core.feel.simplify import simplify
from yijian.core.feel.temporal import full_months_between, full_years_between
from yijian.core.feel.text import to_text
from yijian.core.feel.trace import Trace, TracedResult, trace
from yijian.core.feel.type_check import TypeCheck, check_types
from yijian.core.feel.types import (
    BOOLEAN,
    DATE,
    DAYS,
    INTEGER,
    MONEY,
    MONTHS,
    NUMBER,
    RATE,
    TEXT,
    Code,
    ContextOf,
    ListOf,
    Scalar,
    Type,
)
from yijian.core.feel.values import (
    NOT_APPLICABLE,
    UNKNOWN,
    Date,
    DaysTime,
    NotApplicable,
    Unknown,
    Value,
    YearsMonths,
)

__all__ = [
    "BOOLEAN",
    "DATE",
    "DAYS",
    "INTEGER",
    "MONEY",
    "MONTHS",
    "NOT_APPLICABLE",
    "NUMBER",
    "RATE",
    "TEXT",
    "UNKNOWN",
    "Code",
    "Compiled",
    "ContextOf",
    "Date",
    "DaysTime",
    "Expression",
    "FeelError",
    "FeelEvaluationError",
    "FeelLimitExceeded",
    "FeelNotSupported",
    "FeelOutsideSubset",
    "FeelSyntaxError",
    "FeelTypeError",
    "ListOf",
    "NotApplicable",
    "Result",
    "Scalar",
    "Span",
    "Trace",
    "TracedResult",
    "Type",
    "TypeCheck",
    "UnaryTests",
    "Unknown",
    "Value",
    "YearsMonths",
    "check_types",
    "compile_expression",
    "evaluate",
    "free_paths",
    "full_months_between",
    "full_years_between",
    "parse",
    "parse_unary_tests",
    "simplify",
    "to_text",
    "trace",
]
