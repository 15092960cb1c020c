"""What holds for every module of the house."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "yijian"
MODULES = sorted(path for path in SOURCE.rglob("*.py"))
OUR_PYTHON = [*MODULES, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "benchmarks").rglob("*.py"))]
LONGEST = 400
NAMES_THAT_SAY_NOTHING = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers"}

CORE_MAY_IMPORT: dict[str, set[str]] = {
    "planning": {"tzdata"},
    "feel": {"tzdata"},
    "feel/query_tree": {"sqlglot"},
    "verification/proof": {"z3"},
    "compiler/paper_relaxation.py": {"highspy"},
}
"""The allow-list of the core: which room or module may import which third-party package."""


def is_generated(path: Path) -> bool:
    return "migrations" in path.parts


def test_no_module_is_longer_than_one_thing_needs() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in OUR_PYTHON
        if not is_generated(path) and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert not long


def test_no_name_says_nothing() -> None:
    assert not [
        path
        for path in (ROOT / "src").rglob("*")
        if path.stem in NAMES_THAT_SAY_NOTHING and "node_modules" not in path.parts
    ]


def third_party_imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return {name for name in names if name not in sys.stdlib_module_names and name != "yijian"}


@pytest.mark.parametrize(
    "path",
    [*sorted((SOURCE / "core").rglob("*.py")), SOURCE / "ports.py"],
    ids=lambda path: str(path.relative_to(SOURCE)),
)
def test_the_core_imports_only_what_the_allow_list_names(path: Path) -> None:
    inside = path.relative_to(SOURCE / "core").as_posix() if "core" in path.parts else path.name
    allowed = {
        package
        for prefix, packages in CORE_MAY_IMPORT.items()
        if inside.startswith(prefix)
        for package in packages
    }
    assert third_party_imports(path) <= allowed


def test_the_rules_language_works_with_nothing_else_importable() -> None:
    """`import yijian.core.feel` and one evaluation, with every other room of the product blocked."""
    program = """
import sys

class Block:
    allowed = ("yijian.core.feel", "yijian.core.errors")
    def find_spec(self, name, path=None, target=None):
        if name.startswith("yijian.") and name != "yijian.core" and not name.startswith(self.allowed):
            raise ImportError(f"{name} is blocked")
        if name.partition(".")[0] in {"django", "pydantic", "yaml", "highspy", "httpx"}:
            raise ImportError(f"{name} is blocked")
        return None

sys.meta_path.insert(0, Block())
from yijian.core import feel
result = feel.compile_expression(feel.parse('a > 2 and b = "x"')).evaluate({"a": 3})
assert result.needs == frozenset({"b"}), result
print("ok")
"""
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert answer.stdout == "ok\n", answer.stderr
