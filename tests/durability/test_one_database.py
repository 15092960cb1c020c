"""T19: what decides and what is shown are read from the one database that is written to: there is no replica to be late."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

SOURCE = Path(__file__).parents[2] / "src" / "yijian"


def test_there_is_one_database_and_nothing_chooses_another() -> None:
    assert set(settings.DATABASES) == {"default"}
    assert settings.DATABASE_ROUTERS == []
    chosen = re.compile(r"\.using\(|\busing=|connections\[")
    found = [path for path in SOURCE.rglob("*.py") if chosen.search(path.read_text(encoding="utf-8"))]
    assert found == []
