"""All files of an exported site as bytes: the same definitions, day and languages always give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.contrib.staticfiles import finders
from django.template.backends.django import DjangoTemplates

from yijian.channels.look.context import Look, NavEntry
from yijian.channels.look.language import HTML_LANG, Language, speaking
from yijian.channels.portal.apps import PortalConfig
from yijian.channels.portal.exported.place import STATIC, ExportedPage, guide_name, place_of
from yijian.channels.portal.pages import guide_values, home_values
from yijian.core.errors import PlatformError, Text
from yijian.ports import Definitions
from yijian.usecases.explore import entries, guide_of
from yijian.usecases.views import GuideView

COPIED: Final = (
    "look/icon.svg",
    "look/built/govuk.css",
    *(f"look/{sheet}.css" for sheet in ("tokens", "base", "parts", "rooms", "modes")),
    "portal/portal.css",
    "portal/exported.js",
)
"""The static files that the pages use. The look has no fonts and no pictures of its own."""
_BETWEEN: Final = re.compile(r">\s*\n\s*<")


class NotBuilt(PlatformError):
    """A style sheet that is built at installation is not there."""

    code = "NOT_BUILT"
    template = Text(
        "没有找到 {name}，先运行 make install 把样式表做出来",
        "{name} is not there: run `make install`, which builds the style sheets",
    )


def site_files(
    definitions: Definitions, *, day: date, languages: Sequence[Language], portal: str = ""
) -> Iterator[tuple[str, bytes]]:
    """Every file of the site with its path: style sheets, then page by page. `portal` is where to begin online."""
    for name in COPIED:
        yield f"{STATIC}/{name}", _static(name)
    catalogue = entries(definitions)
    guides = {entry.id: guide_of(definitions, entry.id, today=day) for entry in catalogue}

    def guide(life_event: str) -> GuideView:
        return guides[life_event]

    for language in languages:
        home = ExportedPage(
            path=place_of("index.html", language, languages),
            language=language,
            of_languages=tuple(languages),
            day=day,
            portal=portal,
        )
        with speaking(language):
            values = home_values(catalogue, guide=guide, calendar=definitions.calendar())
            yield home.path, _rendered("home", home, values)
            for life_event, view in guides.items():
                page = ExportedPage(
                    path=place_of(guide_name(life_event), language, languages),
                    language=language,
                    of_languages=tuple(languages),
                    day=day,
                    portal=portal,
                )
                yield page.path, _rendered("guide", page, guide_values(view, calendar=definitions.calendar()))


def _rendered(template: str, page: ExportedPage, values: Mapping[str, Any]) -> bytes:
    """A page of the portal's template, without the blanks between tags that stand alone in their lines."""
    context = {**values, **_frame(page)}
    text = _templates().get_template(f"portal/{template}.html").render(context)
    return _BETWEEN.sub(">\n<", text).encode()


@cache
def _templates() -> DjangoTemplates:
    """The portal's templates in an engine whose tags `url` and `static` give relative ways."""
    package = f"{__package__}"
    return DjangoTemplates(
        {
            "NAME": "exported",
            "DIRS": [],
            "APP_DIRS": True,
            "OPTIONS": {
                "builtins": [f"{package}.link_tags"],
                "libraries": {"static": f"{package}.static_tags"},
            },
        }
    )


def _frame(page: ExportedPage) -> dict[str, Any]:
    """What the page frame needs: no session, no choices that a server would keep; the display follows the system."""
    home = page.to_page("index.html")
    services = NavEntry(label=Text("办事", "Services"), url=home, current=page.name == "index.html")
    ways = NavEntry(label=Text("电话和窗口", "Telephone and counter"), url=f"{home}#ways", current=False)
    frame: dict[str, Any] = {
        "exported": page,
        "look": Look(
            language=page.language,
            html_lang=HTML_LANG[page.language],
            theme="system",
            mode="standard",
            channel="portal",
            face=PortalConfig.face,
            home_url=home,
            nav=(services,),
            footer=(services, ways),
            path=page.path,
        ),
    }
    if page.portal:
        frame |= {"account_url": f"{page.portal}/", "account_label": Text("到网上去办", "Begin online")}
    return frame


def _static(name: str) -> bytes:
    found = finders.find(name)
    if not isinstance(found, str):
        raise NotBuilt(name=name)
    return Path(found).read_bytes()
