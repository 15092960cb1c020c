"""Template tags of the workbench: `{% load workbench %}`."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from yijian.channels.workbench.presenters.actions import Action
from yijian.channels.workbench.presenters.clock import Clock, draw_clock
from yijian.channels.workbench.presenters.visits import acts_on_visit
from yijian.usecases.staff_views import OfficerTaskView
from yijian.usecases.visit_views import VisitView

register = template.Library()


@register.filter
def clock_stroke(clock: Clock) -> SafeString:
    """The stroke of used, standing and granted time."""
    return draw_clock(clock)


@register.filter
def visit_acts(visit: VisitView, task: OfficerTaskView) -> tuple[Action, ...]:
    """What the officer of a task can do with one of its visits."""
    return acts_on_visit(visit, task)
