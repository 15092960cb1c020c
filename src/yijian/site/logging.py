"""How this installation writes its log: one JSON object a line on standard error, in a demonstration lines for people.

Rule 1: whatever is logged passes `masking`, from whichever library it comes. Rule 2: of an exception the kind, the
places and the masked message are written, never local variables and never what a request held.
"""

from __future__ import annotations

import logging
import logging.config
import sys
from collections.abc import Mapping
from copy import copy
from pathlib import Path
from traceback import extract_tb
from types import TracebackType
from typing import Any, Final

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from yijian.core.errors import YijianError
from yijian.site.masking import MASK, is_secret, masked, masked_text, without_names

_PACKAGE: Final = Path(__file__).parents[1]
MOST_FRAMES: Final = 30
MOST_CAUSES: Final = 5

LIBRARIES: Final[Mapping[str, int]] = {
    "django": logging.WARNING,
    "django.request": logging.ERROR,  # below it is a refusal that the person has read: not ours to keep
    "axes": logging.WARNING,
    "_granian": logging.WARNING,
    "granian.access": logging.CRITICAL,  # addresses of requests are not kept
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
}


def configure_logging(*, for_people: bool) -> None:
    """Let every logger of this process, ours and those of libraries, write masked lines to standard error."""
    logging.config.dictConfig(logging_settings(for_people=for_people))
    structlog.configure(
        processors=[*_first_processors(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )


def logging_settings(*, for_people: bool) -> dict[str, Any]:
    """The same for `logging.config.dictConfig`, also for servers that configure logging by themselves."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"masked": {"()": masking_formatter, "for_people": for_people}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stderr",
                "formatter": "masked",
            }
        },
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            name: {"handlers": [], "level": level, "propagate": True} for name, level in LIBRARIES.items()
        },
    }


def masking_formatter(*, for_people: bool) -> logging.Formatter:
    """The formatter of every line."""
    render: tuple[Processor, ...] = (
        (exception_in_words, structlog.dev.ConsoleRenderer(colors=False))
        if for_people
        else (structlog.processors.JSONRenderer(ensure_ascii=False),)
    )
    return _Formatter(
        foreign_pre_chain=_first_processors(),
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            describe_exception,
            mask_everything,
            structlog.processors.TimeStamper(fmt="iso", utc=True),  # after masking: it is nobody's number
            *render,
        ],
        keep_exc_info=True,  # handled by `describe_exception`
        keep_stack_info=False,
    )


class _Formatter(structlog.stdlib.ProcessorFormatter):
    """Adds no traceback of its own behind the line: what of it may be told stands in `exception`."""

    def format(self, record: logging.LogRecord) -> str:
        record = copy(record)
        record.exc_text = None  # another handler may have put the whole traceback there
        record.stack_info = None
        return super().format(record)

    def formatException(self, ei: object) -> str:  # noqa: N802, ARG002 # the library's name
        return ""


def _first_processors() -> list[Processor]:
    return [structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name]


def describe_exception(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Put what is safe of `exc_info` under `exception`; drop what may hold more."""
    info = event.pop("exc_info", None)
    event.pop("stack_info", None)
    error = _error_in(info)
    if error is not None:
        event["exception"] = described(error)
    return event


def mask_everything(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Mask every value; `exception` was made by us and holds addresses of code, its messages are masked already."""
    kept = {name: event[name] for name in ("exception", "level", "logger") if name in event}
    return {
        **{
            masked_text(name): MASK if is_secret(name) else masked(value)
            for name, value in event.items()
            if name not in kept
        },
        **kept,
    }


def exception_in_words(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """For people `exception` is text, several lines below the first."""
    told = event.get("exception")
    if isinstance(told, list):
        event["exception"] = "\n".join(
            line
            for each in told
            for line in (f"{each['kind']}: {each['what']}", *(f"  {at}" for at in each["at"]))
        )
    return event


def described(error: BaseException) -> list[dict[str, object]]:
    """An exception and what caused it, newest first: kind, code or masked message, places in the code."""
    told: list[dict[str, object]] = []
    found: BaseException | None = error
    while found is not None and len(told) < MOST_CAUSES:
        what = found.code if isinstance(found, YijianError) else without_names(str(found))[:500]
        told.append({"kind": type(found).__qualname__, "what": what, "at": _places(found.__traceback__)})
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)
    return told


def _places(trace: TracebackType | None) -> list[str]:
    """Where it passed, innermost last: file below the package or of the library, line, function; no source text."""
    return [
        f"{_short(Path(frame.filename))}:{frame.lineno} {frame.name}"
        for frame in extract_tb(trace)[-MOST_FRAMES:]
    ]


def _short(file: Path) -> str:
    return (
        str(file.relative_to(_PACKAGE))
        if file.is_relative_to(_PACKAGE)
        else f"{file.parent.name}/{file.name}"
    )


def _error_in(info: object) -> BaseException | None:
    """The exception of an `exc_info`: the exception itself, the triple of `sys.exc_info()`, or True for the one at hand."""
    if isinstance(info, BaseException):
        return info
    if isinstance(info, tuple):
        return next((each for each in info if isinstance(each, BaseException)), None)
    if info:
        return sys.exc_info()[1]
    return None
