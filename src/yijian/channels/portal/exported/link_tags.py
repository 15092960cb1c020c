"""`{% url %}` as the templates of an exported site have it: a relative way to a page of the site.

The templates are those of the portal; only the two tags that make addresses differ, this one and `{% static %}`.
"""

from __future__ import annotations

from django import template
from django.urls import NoReverseMatch

from yijian.channels.portal.exported.place import ExportedPage, guide_name

register = template.Library()


@register.simple_tag(takes_context=True)
def url(context: template.Context, view: str, *arguments: str) -> str:
    """The way to the home page or to a guide; nothing else is exported. Raises NoReverseMatch for other views."""
    page: ExportedPage = context["exported"]
    if view == "portal:home" and not arguments:
        return page.to_page("index.html")
    if view == "portal:guide" and len(arguments) == 1:
        return page.to_page(guide_name(arguments[0]))
    raise NoReverseMatch(f"{view} is no page of an exported site: keep it out with {{% if exported %}}")
