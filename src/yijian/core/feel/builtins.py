"""The functions of the language by name (DMN 1.5 clause 10.3.4), each theme in a module of its own.

`full years between`, `full months between`, `is defined` and `yuan` are not of the standard, nor is leaving out the scale
of `round half up`: see `docs/rules-language.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from yijian.core.feel import (
    builtins_aggregates,
    builtins_context,
    builtins_lists,
    builtins_numbers,
    builtins_ranges,
    builtins_temporal,
    builtins_text,
)
from yijian.core.feel.signatures import Builtin, Overload, Parameter

__all__ = ["BUILTINS", "Builtin", "Overload", "Parameter"]

_THEMES: Final = (
    builtins_aggregates,
    builtins_context,
    builtins_lists,
    builtins_numbers,
    builtins_ranges,
    builtins_temporal,
    builtins_text,
)

BUILTINS: Final[Mapping[str, Builtin]] = MappingProxyType(
    {builtin.name: builtin for theme in _THEMES for builtin in theme.BUILTINS}
)
"""Every function of the language by its name."""
