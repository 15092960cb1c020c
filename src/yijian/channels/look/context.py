"""The context processor: `look` in every template, and `demo_banner`."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from yijian.channels.look.faces import PLAIN_FACE, ChannelFace, NavItem
from yijian.channels.look.language import HTML_LANG, Language
from yijian.channels.look.middleware import preferences_of
from yijian.channels.look.preferences import Mode, Theme
from yijian.core.errors import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class NavEntry:
    """An entry of the menu as drawn: where it leads and whether the reader is there now."""

    label: Text
    url: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the page frame needs to know about a request."""

    language: Language
    html_lang: str
    theme: Theme
    mode: Mode
    channel: str
    face: ChannelFace
    home_url: str
    nav: tuple[NavEntry, ...]
    footer: tuple[NavEntry, ...]
    path: str


def look(request: HttpRequest) -> dict[str, object]:
    """`look`: language, theme, mode, channel and menu; `demo_banner`: whether the site shows invented data only."""
    preferences = preferences_of(request)
    channel = _channel(request)
    face = _face(channel)
    page = Look(
        language=preferences.language,
        html_lang=HTML_LANG[preferences.language],
        theme=preferences.theme,
        mode=preferences.mode,
        channel=channel,
        face=face,
        home_url=reverse(face.home) if face.home else "/",
        nav=_entries(face.nav, request.path),
        footer=_entries(face.footer, request.path),
        path=request.get_full_path(),
    )
    return {"look": page, "demo_banner": bool(getattr(settings, "LOOK_DEMO_BANNER", False))}


def _channel(request: HttpRequest) -> str:
    """The channel that answers: the outermost URL namespace, which is also the label of its app."""
    match = request.resolver_match
    return match.namespaces[0] if match is not None and match.namespaces else "portal"


def _face(channel: str) -> ChannelFace:
    if not apps.is_installed(f"yijian.channels.{channel}"):
        return PLAIN_FACE
    face = getattr(apps.get_app_config(channel), "face", PLAIN_FACE)
    return face if isinstance(face, ChannelFace) else PLAIN_FACE


def _entries(items: tuple[NavItem, ...], path: str) -> tuple[NavEntry, ...]:
    """The entries with their addresses; the one whose address is the longest beginning of `path` is current."""
    urls = [reverse(item.view) for item in items]
    beginnings = [
        url for item, url in zip(items, urls, strict=True) if path.startswith(url) and not item.anchor
    ]
    here = max(beginnings, key=len, default=None)
    return tuple(
        NavEntry(
            label=item.label,
            url=f"{url}#{item.anchor}" if item.anchor else url,
            current=url == here and not item.anchor,
        )
        for item, url in zip(items, urls, strict=True)
    )
