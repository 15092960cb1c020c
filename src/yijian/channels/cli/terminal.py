"""What every command does alike at the terminal. Light: each command starts through it."""

from __future__ import annotations

import json


class WrongUsage(Exception):
    """Arguments that cannot be used; the message says what to do."""


def print_json(document: object) -> None:
    """One JSON document on standard output."""
    print(json.dumps(document, ensure_ascii=False, indent=2))
