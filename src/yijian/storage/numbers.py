"""Numbers that people read out: of cases, one after the other within a region and a day."""

from __future__ import annotations

from datetime import date

from django.db import connection

from yijian.storage.errors import storage_errors

# last is qualified: in the DO UPDATE of PostgreSQL a bare name could also mean the row that was to be inserted
_NEXT = """
    INSERT INTO storage_numberseries (series, last) VALUES (%s, 1)
    ON CONFLICT (series) DO UPDATE SET last = storage_numberseries.last + 1
    RETURNING last
"""


def next_number(*, series: str) -> int:
    """The next number of a series, from 1; no two callers get the same.

    The series is locked until the surrounding transaction ends. Outside a transaction it is free at once, at the
    price of a gap where what the number was meant for fails.
    """
    with storage_errors(), connection.cursor() as cursor:
        cursor.execute(_NEXT, [series])
        (number,) = cursor.fetchone()
    return int(number)


def next_case_id(*, region: str, day: date) -> str:
    """A case id that says where and when: `430100-20261124-000123`."""
    stem = f"{region}-{day:%Y%m%d}"
    return f"{stem}-{next_number(series=f'case:{stem}'):06d}"
