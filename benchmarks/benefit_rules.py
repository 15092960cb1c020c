"""Eight benefit rules over thirteen facts of a person, as one text that every engine reads; nothing of the product here.

Amounts are whole fen. Names are plain letters because the other engines read no Chinese ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Final, TypeAlias

Person: TypeAlias = dict[str, object]

RULES: Final = (
    'age >= 80 and household = "local"',
    "out_of_work = true and months >= 12 and age < 60",
    'level in ["1","2"] and household = "local"',
    'children >= 1 and youngest < 36 and (household = "local" or married = true)',
    "income < 80000 and owns_home = false",
    "owns_home = false and rent * 3 > income and income < 400000",
    'veteran = true and (age >= 60 or level in ["1","2","3"])',
    "months >= 6 and pension * 55 < 12000000",
)
RANGES: Final[Mapping[str, tuple[int, int]]] = {
    "age": (0, 110),
    "months": (0, 480),
    "children": (0, 4),
    "youngest": (0, 300),
    "income": (0, 2_000_000),
    "pension": (0, 900_000),
    "rent": (0, 500_000),
}
FLAGS: Final = ("out_of_work", "married", "owns_home", "veteran")
CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "household": ("local", "elsewhere"),
    "level": ("0", "1", "2", "3"),
}


def persons(number: int, *, seed: int = 1) -> list[Person]:
    """So many persons of whom everything is known."""
    random = Random(seed)
    found: list[Person] = []
    for _ in range(number):
        person: Person = {name: random.randint(*bounds) for name, bounds in RANGES.items()}
        person |= {name: random.random() < 0.4 for name in FLAGS}
        person |= {name: random.choice(codes) for name, codes in CODES.items()}
        found.append(person)
    return found
