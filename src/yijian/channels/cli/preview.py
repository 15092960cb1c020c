"""`yijian preview ID`: a life event as it would be, beside the editor: it reads the files again whenever they are saved."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlsplit

from yijian.channels.cli.platform import Platform
from yijian.channels.cli.reading import add_definitions, add_language, day, has_errors, region
from yijian.channels.cli.terminal import WrongUsage
from yijian.connectors.definitions import LoadResult, load_package
from yijian.core.compiler.author_tests import run_author_tests
from yijian.core.compiler.facts import FactRefused, read_facts
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.compiler.plan import specialise
from yijian.core.errors import Text
from yijian.core.verification.checks import check_package
from yijian.core.verification.findings import Finding, Severity
from yijian.core.verification.not_found_facts import GAPS
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.package import DefinitionPackage

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from yijian.channels.look.language import Language
    from yijian.channels.look.preview import ShownPlan

HOST: Final = "127.0.0.1"
PORT: Final = 8010
_LANGUAGES: Final[Mapping[str, Language]] = {"zh": "zh-hans", "en": "en"}
_LIVE: Final = "live"
_SCRIPT: Final = "/preview.js"
_MAY: Final = "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; form-action 'self'; img-src data:"
"""What the page may do: its style is in it, its script comes from here, and it asks nobody else."""
_NAMES: Final = frozenset({HOST, "localhost"})


def register(subparsers: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "preview",
        help="a live page of a life event, beside the editor",
        description="Show a life event on a page of this machine: questions, form, papers, schedule, findings, the author's "
        "tests. Whenever a file is saved it is read again; where the files cannot be used, the page says why and keeps showing "
        "the last version that could. 预览。",
    )
    parser.add_argument("life_event", metavar="ID", help="life event, such as newborn")
    parser.add_argument(
        "--port", type=int, default=PORT, help="port on the loopback address (default %(default)s)"
    )
    add_definitions(parser)
    add_language(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when ended (Ctrl-C); 2 where there is no such folder, or the port is taken."""
    directory: Path = arguments.definitions or arguments.installation.definitions
    if not directory.is_dir():
        raise WrongUsage(f"there is no folder {directory}")
    platform: Platform = arguments.installation.platform
    platform.load()
    preview = Preview(arguments, directory)
    try:
        server = make_server(preview, arguments.port)
    except OSError as error:
        raise WrongUsage(f"port {arguments.port} cannot be used: {error.strerror}") from error
    with server:
        print(f"http://{HOST}:{server.server_port}/", file=sys.stderr)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return 0
    return 0


@dataclass(frozen=True, slots=True)
class _Version:
    """The files as they were read once: what is wrong with them, and what they come to where they can be used."""

    mark: str
    loaded: LoadResult
    one_thing: OneThing | None
    findings: tuple[Finding, ...]
    failures: tuple[tuple[Finding, ...], ...] = ()


@dataclass(slots=True)
class Preview:
    """A life event of a folder of definitions, read again when a file has changed."""

    arguments: argparse.Namespace
    directory: Path
    _now: _Version | None = None
    _usable: _Version | None = None
    _lock: Lock = field(default_factory=Lock)

    def version(self) -> str:
        """What changes whenever a file is written, added or removed."""
        marks = hashlib.sha256()
        for path in sorted(self.directory.rglob("*.y*ml")):
            try:
                status = path.stat()
            except OSError:  # saved by replacing it just now
                continue
            marks.update(f"{path}\0{status.st_mtime_ns}\0{status.st_size}\n".encode())
        return marks.hexdigest()[:16]

    def page(self, typed: Mapping[str, str], *, live: bool) -> str:
        """The page with these answers."""
        from yijian.channels.look import preview as look
        from yijian.channels.look.alone import document, script_at

        with self._lock:
            now, usable = self._read()
        plan, refused = self._plan(usable, typed)
        switched = {} if live else {_LIVE: "no"}
        page = look.PreviewPage(
            life_event=self.arguments.life_event,
            plan=plan,
            stale=now is not usable,
            refused=refused,
            errors=look.shown_findings(now.findings, Severity.ERROR),
            warnings=look.shown_findings(
                (one for one in now.findings if one.code not in GAPS), Severity.WARNING
            ),
            gaps=sum(finding.code in GAPS for finding in now.findings),
            tests=look.shown_tests(now.loaded.author_tests.get(self.arguments.life_event, ()), now.failures)
            if now.failures
            else (),
            version=now.mark,
            live=live,
            here=look.address(typed, **switched),
            other=look.address(typed, **({_LIVE: "no"} if live else {})),
            carried=(*typed.items(), *switched.items()),
        )
        return document(
            "look/preview_alone.html",
            {"preview": page, "follow": script_at(_SCRIPT)},
            language=_LANGUAGES[self.arguments.lang],
        )

    def _read(self) -> tuple[_Version, _Version | None]:
        """The files as they are now, and as they were when they could last be used."""
        mark = self.version()
        if self._now is None or self._now.mark != mark:
            self._now = self._read_anew(mark)
            if self._now.one_thing is not None:
                self._usable = self._now
        return self._now, self._usable

    def _read_anew(self, mark: str) -> _Version:
        arguments, loaded = self.arguments, load_package(self.directory)
        life_event: str = arguments.life_event
        package = _only(loaded.package, life_event)
        found = [*loaded.findings, *check_package(package, loaded.calendar)]
        if has_errors(found):
            return _Version(mark, loaded, None, tuple(found))
        compilation = compile_life_event(
            loaded.package, life_event, on=day(arguments), region=_where(loaded, arguments)
        )
        found += [one for one in compilation.findings if one not in found]
        tests = loaded.author_tests.get(life_event, ())
        failures = tuple(
            run_author_tests(loaded.package, life_event, (test,), calendar=loaded.calendar) for test in tests
        )
        found += [
            replace(one, places=(loaded.package.place_of(f"tests/{life_event}", str(at)),))
            for at, failed in enumerate(failures)
            for one in failed
        ]
        return _Version(mark, loaded, compilation.one_thing, tuple(found), failures)

    def _plan(
        self, usable: _Version | None, typed: Mapping[str, str]
    ) -> tuple[ShownPlan | None, Text | None]:
        """The plan of the answers; where one is not taken, the plan without any, and why."""
        from yijian.channels.look.preview import shown_plan

        if usable is None or usable.one_thing is None:
            return None, None
        one_thing, today, refused = usable.one_thing, day(self.arguments), None
        try:
            facts = read_facts(one_thing, typed)
        except FactRefused as error:
            facts, refused, typed = {}, error.text, {}
        plan = specialise(one_thing, facts, today=today, calendar=usable.loaded.calendar)
        return shown_plan(one_thing, plan, typed), refused


def _only(package: DefinitionPackage, life_event: str) -> DefinitionPackage:
    """The package with nothing but one life event and its services: what is said of others is not of interest here."""
    event = package.life_events.get(life_event)
    used = {use.service for use in event.services} if event else set()
    return replace(
        package,
        life_events={life_event: event} if event else {},
        services={key: one for key, one in package.services.items() if key in used},
        overlays={key: one for key, one in package.overlays.items() if one.life_event == life_event},
    )


def _where(loaded: LoadResult, arguments: argparse.Namespace) -> str | None:
    """The region that was named; else that of the installation, where the life event has rules of its own there."""
    code = region(arguments)
    named = arguments.region is not None
    return code if named or f"{code}/{arguments.life_event}" in loaded.package.overlays else None


def make_server(preview: Preview, port: int) -> HTTPServer:
    """A server on the loopback address. Raises OSError where the port is taken."""

    class Handler(BaseHTTPRequestHandler):
        """Answers with the page, and with the mark of the files as they are."""

        def do_GET(self) -> None:
            """The page at `/`, its script, the mark of the files at `/version`."""
            if (self.headers.get("Host") or "").rpartition(":")[
                0
            ] not in _NAMES:  # a page elsewhere that asks in our name
                self._send(HTTPStatus.FORBIDDEN, "text/plain", "")
                return
            address = urlsplit(self.path)
            if address.path == "/version":
                self._send(HTTPStatus.OK, "text/plain", preview.version())
            elif address.path == _SCRIPT:
                from yijian.channels.look.alone import static_text

                self._send(HTTPStatus.OK, "text/javascript", static_text("preview.js"))
            elif address.path == "/":
                typed = dict(parse_qsl(address.query))
                live = typed.pop(_LIVE, "yes") != "no"
                self._send(HTTPStatus.OK, "text/html", preview.page(typed, live=live))
            else:
                self._send(HTTPStatus.NOT_FOUND, "text/plain", "")

        def _send(self, status: HTTPStatus, kind: str, text: str) -> None:
            content = text.encode()
            self.send_response(status)
            for name, value in _headers(kind, len(content)):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """The terminal belongs to the author."""

    return HTTPServer((HOST, port), Handler)


def _headers(kind: str, length: int) -> Iterator[tuple[str, str]]:
    yield "Content-Type", f"{kind}; charset=utf-8"
    yield "Content-Length", str(length)
    yield "Cache-Control", "no-store"
    yield "Content-Security-Policy", _MAY
    yield "X-Content-Type-Options", "nosniff"
    yield "Referrer-Policy", "no-referrer"
