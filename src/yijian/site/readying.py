"""What a process of the server works out ahead of its first visitor, and again each day: definitions are dated.

It runs beside the requests, in a thread of its own; whoever comes before it is done waits as without it.
"""

from __future__ import annotations

import gc
import time
from datetime import date
from threading import Thread
from typing import Final

from yijian.core.planning.local_time import local_date
from yijian.ports import Clock, Definitions

SECONDS_BETWEEN_LOOKS: Final = 60


def ready_the_day(definitions: Definitions, *, day: date, readied: date | None) -> date:
    """Prepare the definitions for a day unless that is done; the day they are prepared for."""
    if day != readied:
        definitions.prepare()
    return day


def ready_each_day(definitions: Definitions, clock: Clock) -> None:
    """Start the thread that prepares the definitions now and on every day to come. It ends with the process.

    What is loaded and worked out by then stays as long as the process, so the collector need not look at it again:
    looking at all of it took up to 60 ms, in the middle of somebody's answer.
    """

    def watch() -> None:
        readied = ready_the_day(definitions, day=local_date(clock.now()), readied=None)
        gc.collect()
        gc.freeze()
        while True:
            readied = ready_the_day(definitions, day=local_date(clock.now()), readied=readied)
            time.sleep(SECONDS_BETWEEN_LOOKS)

    Thread(target=watch, name="ready-each-day", daemon=True).start()
