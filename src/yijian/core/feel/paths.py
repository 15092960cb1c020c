"""Which facts a rule reads.

Paths are dotted and without positions: what is read of a member is reported through its list (`child.sex`). A list is
reported alone only where nothing is read of its members (`count(child)`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from yijian.core.feel import ast
from yijian.core.feel.compilation import ITEM, PARTIAL, SUBJECT


def free_paths(expression: ast.Expression, *, roots: Iterable[str] | None = None) -> tuple[str, ...]:
    """The paths of the facts a rule reads, in the order of their first occurrence.

    A bare name inside a filter over facts (`child[sex = "1"]`) is taken for a fact of the member, unless it is one of
    `roots`, the names at the top of the scope; where these are not given, unless it is read outside filters as well.
    """
    if roots is None:
        outside = _Reader(frozenset(), count_members=False)
        outside.read(expression, {}, ())
        roots = {path.partition(".")[0] for path in outside.found}
    reader = _Reader(frozenset(roots), count_members=True)
    reader.read(expression, {}, ())
    tested = (SUBJECT,) if isinstance(expression, ast.UnaryTests) and expression.tests else ()
    return tuple(dict.fromkeys((*tested, *reader.found)))


class _Reader:
    """Walks a tree; `bound` maps each variable to the path of its list (None where it is no list of facts)."""

    def __init__(self, roots: frozenset[str], *, count_members: bool) -> None:
        self._roots = roots
        self._count_members = count_members
        self.found: list[str] = []

    def read(self, node: ast.Node, bound: Mapping[str, str | None], filters: tuple[str | None, ...]) -> None:
        if isinstance(node, ast.Name | ast.Path | ast.Filter):
            self._read_path(node, bound, filters)
        elif isinstance(node, ast.Quantified | ast.For):
            self._read_loop(node, bound, filters)
        elif isinstance(node, ast.In):
            subject = self._read_path(node.subject, bound, filters)
            for test in node.tests.tests:
                self.read(test, {**bound, SUBJECT: subject}, filters)
        elif isinstance(node, ast.FunctionDefinition):
            inner = {**bound, **dict.fromkeys((each.name for each in node.parameters), None)}
            self.read(node.body, inner, filters)
        elif isinstance(node, ast.ContextLiteral):
            inner = dict(bound)
            for entry in node.entries:
                self.read(entry.value, inner, filters)
                inner[entry.key] = None
        else:
            for child in ast.children(node):
                if isinstance(node, ast.Call) and child is node.function and isinstance(child, ast.Name):
                    continue
                self.read(child, bound, filters)

    def _read_path(
        self, node: ast.Expression, bound: Mapping[str, str | None], filters: tuple[str | None, ...]
    ) -> str | None:
        """Read a path with the filters in it, and report it; the path it reads, None where it begins at no fact."""
        mark = len(self.found)
        path = self._resolve(node, bound, filters)
        if path is not None and not any(
            found == path or found.startswith(f"{path}.") for found in self.found[mark:]
        ):
            self.found.insert(mark, path)
        return path

    def _resolve(
        self, node: ast.Node, bound: Mapping[str, str | None], filters: tuple[str | None, ...]
    ) -> str | None:
        if isinstance(node, ast.Name):
            if node.name in bound:
                return bound[node.name]
            if node.name not in self._roots:
                for list_path in reversed(filters):
                    if list_path is not None:
                        return f"{list_path}.{node.name}" if self._count_members else None
            return node.name
        if isinstance(node, ast.Path):
            source = self._resolve(node.source, bound, filters)
            return None if source is None else f"{source}.{node.name}"
        if isinstance(node, ast.Filter):
            source = self._resolve(node.source, bound, filters)
            self.read(node.condition, {**bound, ITEM: source}, (*filters, source))
            return source
        self.read(node, bound, filters)
        return None

    def _read_loop(
        self, node: ast.Quantified | ast.For, bound: Mapping[str, str | None], filters: tuple[str | None, ...]
    ) -> None:
        inner = dict(bound)
        marks: list[tuple[int, str]] = []
        for iterator in node.iterators:
            mark = len(self.found)
            path = self._resolve(iterator.domain, inner, filters)
            if path is not None:
                marks.append((mark, path))
            inner[iterator.variable] = path
        if isinstance(node, ast.For):
            inner[PARTIAL] = None
        self.read(node.condition if isinstance(node, ast.Quantified) else node.result, inner, filters)
        for mark, path in reversed(marks):
            if not any(found == path or found.startswith(f"{path}.") for found in self.found[mark:]):
                self.found.insert(mark, path)
