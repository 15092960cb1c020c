"""The package as others see it."""

from __future__ import annotations

import subprocess
import sys

import yijian.core.feel
from yijian.core.errors import Text
from yijian.core.feel import FeelError, Span
from yijian.core.feel import errors as feel_errors
from yijian.core.feel.errors import sentence

BLOCKED = """
import sys
from importlib.abc import MetaPathFinder

class Block(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top != "yijian" and top not in sys.stdlib_module_names:
            raise ImportError(f"{name} is not of the standard library")
        if name.startswith("yijian.") and not name.startswith(("yijian.core.feel", "yijian.core.errors")) and name != "yijian.core":
            raise ImportError(f"{name} lies above the rules language")
        return None

sys.meta_path.insert(0, Block())
from yijian.core.feel import evaluate, parse
print(evaluate(parse("1 + 1"), {}).value)
"""


def test_the_rules_language_needs_only_the_standard_library() -> None:
    done = subprocess.run([sys.executable, "-c", BLOCKED], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "2", done.stderr


def test_every_public_name_exists_and_stands_once() -> None:
    public = yijian.core.feel.__all__
    assert len(set(public)) == len(public)
    assert all(hasattr(yijian.core.feel, name) for name in public)


def test_every_error_has_its_own_code() -> None:
    kinds = [
        kind for kind in vars(feel_errors).values() if isinstance(kind, type) and issubclass(kind, FeelError)
    ]
    codes = [kind.code for kind in kinds]
    assert len(kinds) == 7
    assert len(set(codes)) == len(codes)
    assert all(code.startswith("FEEL_") for code in codes)


def test_an_error_speaks_both_languages_even_of_braces() -> None:
    error = FeelError(
        reason=Text("不能写 {a}", "No {a}"), repair=Text("删去 {", "Remove {"), place=Span(3, 4, 2, 1)
    )
    assert error.text.zh == "第 2 行第 1 个字符：不能写 {a}。删去 {。"
    assert str(error) == "Line 2, column 1: No {a}. Remove {."
    assert sentence("a HN code") == "A HN code"
