"""Template tags of the portal: `{% load portal %}`."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from yijian.channels.look import language as languages
from yijian.channels.look.fact_controls import html_name
from yijian.channels.look.strokes import stroke
from yijian.channels.portal.presenters.example import Example, draw_example
from yijian.channels.portal.presenters.structure import Structure
from yijian.channels.portal.presenters.structure_svg import draw_dot, draw_structure

register = template.Library()


@register.filter
def strokes(example: Example) -> SafeString:
    """The worked example as inline SVG."""
    return draw_example(example)


@register.filter
def drawn(structure: Structure) -> SafeString:
    """The structure of a one thing as inline SVG in the reader's language."""
    return mark_safe(draw_structure(structure, language=languages.current_language()))  # noqa: S308 - escapes its texts


@register.simple_tag
def legend_dot(kind: str) -> SafeString:
    """A sample of a dot of the structure, for its legend."""
    return mark_safe(draw_dot(kind))  # noqa: S308 - fixed shapes


@register.simple_tag
def life_stroke() -> SafeString:
    """The stroke of a life, on which the stops stand."""
    return mark_safe(stroke(kind="key", x=0.0, width=100.0, y=15, height=10))  # noqa: S308 - fixed shapes


@register.simple_tag(takes_context=True)
def online(context: template.Context, view: str, *arguments: str) -> str:
    """On a page of an exported site: the address of a view in the portal on the net that the site belongs to."""
    return str(context["exported"].portal) + reverse(view, args=arguments)


@register.filter
def slug(path: str) -> str:
    """A fact path or paper key as an anchor."""
    return html_name(path)
