"""Where an auditor lands: verifying the journal, what waits for a worker, and who reads how much."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from yijian.channels.look.access import access, actor_of, ports_of
from yijian.channels.portal.views.responses import page
from yijian.usecases import audit
from yijian.usecases import queues as work
from yijian.usecases.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
@access(Permission.AUDIT)
def home(request: HttpRequest) -> HttpResponse:
    """What the role may see; POST verifies the journal now and shows the outcome, nothing is changed by it."""
    actor, ports = actor_of(request), ports_of(request)
    waiting = work.queues(actor=actor, ports=ports)
    return page(
        request,
        "audit",
        {
            "readings": audit.recent_readings(actor=actor, ports=ports),
            "queues": waiting,
            "stuck": work.stuck_kinds(waiting),
            "days": audit.LOOKED_BACK.days,
            "report": audit.verified(actor=actor, ports=ports) if request.method == "POST" else None,
            "now": ports.clock.now(),
        },
    )
