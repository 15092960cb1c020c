"""What the documents promise is what the code has."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import yijian
from yijian.core.errors import YijianError
from yijian.site.configuration import Configuration
from yijian.usecases.permissions import GRANTS, ActorKind, Permission

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def all_errors() -> dict[str, type[YijianError]]:
    """Every error class of the product by its code."""
    for module in pkgutil.walk_packages(yijian.__path__, "yijian."):
        if "migrations" not in module.name and not module.name.endswith(
            ("__main__", "inspect_process", "wsgi")
        ):
            importlib.import_module(module.name)

    def below(kind: type[YijianError]) -> set[type[YijianError]]:
        return {kind} | {found for sub in kind.__subclasses__() for found in below(sub)}

    classes = [
        kind for kind in below(YijianError) if "code" in vars(kind) and kind.__module__.startswith("yijian.")
    ]
    codes = [kind.code for kind in classes]
    assert len(codes) == len(set(codes)), "two errors share a code"
    return {kind.code: kind for kind in classes}


def test_every_error_code_is_documented_and_nothing_else() -> None:
    documented = set(
        re.findall(r"^\| `([A-Z_]+)`", (DOCS / "errors.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert documented == set(all_errors())


def test_every_error_speaks_both_languages() -> None:
    def wanted(text: str) -> set[str]:
        return {re.sub(r"_(zh|en)$", "", name) for name in re.findall(r"{(\w+)", text)}

    for code, kind in all_errors().items():
        assert kind.template.zh, code
        assert kind.template.en, code
        assert wanted(kind.template.zh) == wanted(kind.template.en), code


def test_every_setting_is_documented() -> None:
    source = Path(importlib.import_module(Configuration.__module__).__file__ or "").read_text(
        encoding="utf-8"
    )
    settings = set(re.findall(r'"(YIJIAN_[A-Z_]+)"', source))
    documented = set(re.findall(r"`(YIJIAN_[A-Z_]+)`", (DOCS / "operating.md").read_text(encoding="utf-8")))
    assert settings <= documented


def test_the_permission_table_is_the_code() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| ([^|]*) \|", (DOCS / "permissions.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    documented = {permission: {kind.strip() for kind in kinds.split(",")} for permission, kinds in rows}
    granted = {
        permission.value: {kind.value for kind in ActorKind if permission in GRANTS[kind]}
        for permission in Permission
    }
    assert documented == granted


def test_the_links_between_documents_lead_somewhere() -> None:
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "definitions").rglob("*.md")]
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not broken
