"""A process of the server prepares the definitions once a day."""

from __future__ import annotations

from datetime import date
from unittest.mock import Mock

from yijian.ports import Definitions
from yijian.site.readying import ready_the_day


def test_definitions_are_prepared_once_a_day() -> None:
    definitions = Mock(spec=Definitions)
    first, second = date(2026, 11, 24), date(2026, 11, 25)
    readied = ready_the_day(definitions, day=first, readied=None)
    readied = ready_the_day(definitions, day=first, readied=readied)
    assert (readied, definitions.prepare.call_count) == (first, 1)
    readied = ready_the_day(definitions, day=second, readied=readied)
    assert (readied, definitions.prepare.call_count) == (second, 2)
