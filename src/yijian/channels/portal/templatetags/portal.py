"""Template tags of the portal: `{% load portal %}`."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from yijian.channels.look.fact_controls import html_name
from yijian.channels.look.strokes import stroke
from yijian.channels.portal.presenters.example import Example, draw_example

register = template.Library()


@register.filter
def strokes(example: Example) -> SafeString:
    """The worked example as inline SVG."""
    return draw_example(example)


@register.simple_tag
def life_stroke() -> SafeString:
    """The stroke of a life, on which the stops stand."""
    return mark_safe(stroke(kind="key", x=0.0, width=100.0, y=15, height=10))  # noqa: S308 - fixed shapes


@register.filter
def slug(path: str) -> str:
    """A fact path or paper key as an anchor."""
    return html_name(path)
