"""The versions of DMN that are read and written, by the namespace of their elements."""

from __future__ import annotations

from typing import Final

from yijian.core.decisions.model import Version

MODEL_NAMESPACES: Final[dict[Version, str]] = {
    "1.3": "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "1.4": "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "1.5": "https://www.omg.org/spec/DMN/20230324/MODEL/",
}
VERSIONS: Final[dict[str, Version]] = {namespace: version for version, namespace in MODEL_NAMESPACES.items()}
