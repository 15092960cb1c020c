"""For whoever watches over the processes: is this one alive, and can it serve?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from yijian.channels.look.access import access, ports_of
from yijian.storage.database_clock import clocks_agree
from yijian.storage.readiness import TablesState, tables_state
from yijian.usecases.permissions import Permission


@require_safe
@access(Permission.LOOK_AROUND)
def live(_: HttpRequest) -> HttpResponse:
    """200 while the process answers at all; one that does not is to be started again."""
    return JsonResponse({"live": True})


@require_safe
@access(Permission.LOOK_AROUND)
def ready(request: HttpRequest) -> HttpResponse:
    """200 when requests may be sent here, else 503 with what is wrong: the database, its migrations, or the clock.

    Definitions are read before the first answer: a process that answers has them.
    """
    tables = tables_state()
    told = {"tables": tables.value}
    is_ready = tables is TablesState.READY
    if is_ready and not clocks_agree(now=ports_of(request).clock.now()):
        told["clock"] = "differs"
        is_ready = False
    return JsonResponse({"ready": is_ready} | told, status=200 if is_ready else 503)
