"""What differs between the channels in the page frame: each channel's `AppConfig` has an attribute `face`."""

from __future__ import annotations

from dataclasses import dataclass, field

from yijian.core.errors import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """An entry of the main menu or the footer: the URL name it leads to, and optionally a place on that page."""

    label: Text
    view: str
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelFace:
    """The words and entries around a channel's pages.

    `place` and `office` are the two lines beside the mark; `home` is the URL name behind the mark; `wide_footer` shows
    the telephone and `footer` entries (portal), without it the footer is one line (officers).
    """

    place: Text = field(default=Text("示例市", "Example City"))
    office: Text = field(default=Text("政务服务", "Public services"))
    home: str = ""
    nav: tuple[NavItem, ...] = ()
    footer: tuple[NavItem, ...] = ()
    wide_footer: bool = True
    telephone: str = "12345"


PLAIN_FACE = ChannelFace()
