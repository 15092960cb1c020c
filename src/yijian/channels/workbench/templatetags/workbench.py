"""Template tags of the workbench: `{% load workbench %}`."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from yijian.channels.workbench.presenters.clock import Clock, draw_clock

register = template.Library()


@register.filter
def clock_stroke(clock: Clock) -> SafeString:
    """The stroke of used, standing and granted time."""
    return draw_clock(clock)
