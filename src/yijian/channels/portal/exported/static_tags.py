"""`{% load static %}` as the templates of an exported site have it: ways to the copies in the site."""

from __future__ import annotations

from django import template

from yijian.channels.portal.exported.place import ExportedPage

register = template.Library()


@register.simple_tag(takes_context=True)
def static(context: template.Context, name: str) -> str:
    """The way to the copy of a static file."""
    page: ExportedPage = context["exported"]
    return page.to_static(name)
