"""`yijian feel`: evaluate one expression of the rules language."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from yijian.channels.cli.reason_words import reason_json, reason_lines
from yijian.channels.cli.terminal import WrongUsage, print_json
from yijian.core.compiler.rule_reasons import Reason, reason_of
from yijian.core.errors import Text
from yijian.core.feel import Expression, FeelError, evaluate, parse
from yijian.core.feel.temporal import Temporal, temporal_text
from yijian.core.feel.value_text import string_of
from yijian.core.feel.values import NOT_APPLICABLE, UNKNOWN, RangeValue, TestValue, Value

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(subparsers: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "feel",
        help="evaluate an expression of the rules language",
        description="Evaluate a FEEL expression. Names that the context does not hold are unknown. 计算一条规则。",
    )
    parser.add_argument("expression", metavar="EXPRESSION")
    parser.add_argument("--context", metavar="JSON", default="{}", help="JSON object of name → value")
    parser.add_argument(
        "--why",
        action="store_true",
        help="how the value came about, in sentences (with --json: under `reason`)",
    )
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 with a value (also unknown or null), 1 for a text that is not FEEL."""
    context = _context(arguments.context)
    try:
        expression = parse(arguments.expression, names=tuple(context))
        result = evaluate(expression, context)
        reason = _reason(expression, context) if arguments.why else None
    except FeelError as error:
        document: dict[str, Any] = {"known": False, "value": None, "errors": [error.text.en], "needs": []}
        failed, reason = 1, None
    else:
        document = {
            "known": result.known,
            "value": encoded(result.value),
            "errors": [error.text.en for error in result.errors],
            "needs": sorted(result.needs),
        }
        if result.value is NOT_APPLICABLE:
            document["not_applicable"] = True
        failed = 0
    if reason is not None:
        document["reason"] = reason_json(reason)
    if arguments.json:
        print_json(document)
    else:
        _print_words(document)
        if reason is not None:
            for language in ("zh", "en"):
                print("\n".join(reason_lines(reason, language, depth=1)))
    return failed


def _reason(expression: Expression, context: Mapping[str, Value]) -> Reason:
    return reason_of(expression, context, {}, asked=lambda need: Text(need, need))


def _context(text: str) -> Mapping[str, Value]:
    try:
        context = json.loads(text, parse_float=Decimal)
    except ValueError as error:
        raise WrongUsage(f"the context is not JSON: {error}") from error
    if not isinstance(context, dict):
        raise WrongUsage("the context must be a JSON object of name → value")
    return context


def encoded(value: Value) -> Any:
    """A value as JSON: whole numbers as numbers, other decimals and dates and durations as text, unknown as null."""
    if value is UNKNOWN or value is NOT_APPLICABLE:
        return None
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    if isinstance(value, Temporal):
        return temporal_text(value)
    if isinstance(value, RangeValue | TestValue):
        return string_of(value)
    if isinstance(value, Mapping):
        return {name: encoded(item) for name, item in value.items()}
    if isinstance(value, tuple | list):
        return [encoded(item) for item in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def _print_words(document: dict[str, Any]) -> None:
    if document["errors"] or document["known"]:
        print(json.dumps(document["value"], ensure_ascii=False))
    else:
        print(f"unknown 未知: {', '.join(document['needs'])}")
    for error in document["errors"]:
        print(f"  {error}")
