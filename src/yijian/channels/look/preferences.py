"""What a visitor chose about the page itself: language, theme, mode. Kept in three cookies and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from yijian.channels.look.language import LANGUAGES, Language, language_named

Theme = Literal["system", "light", "dark"]
Mode = Literal["standard", "elder"]
THEMES: Final[tuple[Theme, ...]] = get_args(Theme)
MODES: Final[tuple[Mode, ...]] = get_args(Mode)
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {"language": LANGUAGES, "theme": THEMES, "mode": MODES}
COOKIE_PREFIX: Final = "yj_"
COOKIE_SECONDS: Final = 365 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """The choices in force for one request. Without a choice: Simplified Chinese, the system's theme, standard mode."""

    language: Language = "zh-hans"
    theme: Theme = "system"
    mode: Mode = "standard"

    @classmethod
    def read(cls, cookies: Mapping[str, str], *, asked_language: str | None = None) -> Preferences:
        """From the cookies; a language asked for in the address wins. Unknown values count as not chosen."""
        theme, mode = cookies.get(f"{COOKIE_PREFIX}theme"), cookies.get(f"{COOKIE_PREFIX}mode")
        return cls(
            language=language_named(asked_language)
            or language_named(cookies.get(f"{COOKIE_PREFIX}language"))
            or "zh-hans",
            theme=next((known for known in THEMES if known == theme), "system"),
            mode=next((known for known in MODES if known == mode), "standard"),
        )


def known_choices(asked: Mapping[str, str]) -> dict[str, str]:
    """Those of the asked-for choices that exist, by name."""
    return {name: asked[name] for name, values in CHOICES.items() if asked.get(name) in values}
