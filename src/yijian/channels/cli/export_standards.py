"""`yijian export cpsv-ap`, `bpmn` and `dmn`: definitions and what is compiled from them, in public standards."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from yijian.channels.cli.reading import (
    add_language,
    compiled,
    day,
    facts_of,
    has_errors,
    load,
    print_findings,
    region,
)
from yijian.channels.cli.terminal import WrongUsage
from yijian.connectors.definitions import LoadResult
from yijian.core.compiler.plan import specialise
from yijian.core.decisions import write_definitions
from yijian.core.standards.bpmn import to_bpmn
from yijian.core.standards.cpsv_ap import cpsv_ap_graph
from yijian.core.standards.criteria_model import admission_model, service_model
from yijian.core.standards.graph import BaseRefused
from yijian.core.standards.json_ld import CONTEXT_FILE, context_of, to_json_ld
from yijian.core.standards.turtle import to_turtle
from yijian.core.verification.findings import Finding
from yijian.core.vocabulary.one_thing import OneThing

DEFAULT_BASE: Final = "https://yijian.example/"
_ENDINGS: Final = {"cpsv-ap": (".ttl", ".jsonld"), "bpmn": (".bpmn",), "dmn": (".dmn",)}

Files = Iterator[tuple[str, bytes]]
"""What to write: names of files inside the folder, and what they hold."""


class DefinitionsUnsound(Exception):
    """The definitions have errors: nothing is exported from them."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__()
        self.findings = findings


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of these exports."""
    add_language(parser)
    parser.add_argument(
        "--base",
        default=DEFAULT_BASE,
        metavar="IRI",
        help="cpsv-ap, dmn: what identifiers begin with (default %(default)s)",
    )
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="ID",
        help="bpmn: this life event; dmn: this service, or this life event for its joint channel; may be repeated",
    )
    parser.add_argument(
        "--facts",
        metavar="FILE",
        help="bpmn: the plan for these facts (as for compile) of the one life event",
    )


def run(arguments: argparse.Namespace) -> int:
    """0 when everything is written, 1 when the definitions have errors."""
    _refuse_useless_options(arguments)
    _refuse_unfit_path(arguments)
    loaded = load(arguments)
    try:
        if has_errors(loaded.findings):
            raise DefinitionsUnsound(loaded.findings)
        files = dict(_MAKERS[arguments.what](arguments, loaded))
    except BaseRefused as refused:
        raise WrongUsage(f"--base: {refused.text.en}") from refused
    except DefinitionsUnsound as unsound:
        print_findings(unsound.findings, arguments.lang)
        return 1
    targets = _targets(arguments, files)
    _write(targets)
    print(f"{arguments.what}: {len(targets)} → {arguments.out}", file=sys.stderr)
    return 0


def _refuse_useless_options(arguments: argparse.Namespace) -> None:
    what: str = arguments.what
    if arguments.only and what == "cpsv-ap":
        raise WrongUsage("--only is for bpmn and dmn; cpsv-ap always holds all services")
    if arguments.facts is not None and (what != "bpmn" or len(arguments.only) != 1):
        raise WrongUsage("--facts is for bpmn of one life event: name it with --only ID")


def _things(arguments: argparse.Namespace, loaded: LoadResult, names: tuple[str, ...]) -> Iterator[OneThing]:
    for name in names:
        compilation = compiled(arguments, loaded, name)
        if compilation.one_thing is None or has_errors(compilation.findings):
            raise DefinitionsUnsound(compilation.findings)
        yield compilation.one_thing


def _cpsv_ap(arguments: argparse.Namespace, loaded: LoadResult) -> Files:
    things = tuple(_things(arguments, loaded, tuple(loaded.package.life_events)))
    graph = cpsv_ap_graph(
        loaded.package, things, base=arguments.base, on=day(arguments), region=region(arguments)
    )
    yield "cpsv-ap.ttl", to_turtle(graph).encode()
    yield "cpsv-ap.jsonld", _json(to_json_ld(graph, context_beside=not _is_one_file(arguments)))
    yield CONTEXT_FILE, _json({"@context": context_of(graph)})


def _json(document: Mapping[str, object]) -> bytes:
    return f"{json.dumps(document, ensure_ascii=False, indent=1)}\n".encode()


def _bpmn(arguments: argparse.Namespace, loaded: LoadResult) -> Files:
    events = loaded.package.life_events
    _refuse_unknown(arguments.only, {*events})
    for thing in _things(arguments, loaded, tuple(arguments.only or events)):
        plan = specialise(thing, facts_of(arguments, thing), today=day(arguments), calendar=loaded.calendar)
        if any(task.included is not False for task in plan.tasks):
            name = thing.life_event.id
            yield f"{name}.bpmn", to_bpmn(thing, plan, language=arguments.lang)
        else:
            raise WrongUsage(f"with these facts no service of {thing.life_event.id} is left to draw")


def _dmn(arguments: argparse.Namespace, loaded: LoadResult) -> Files:
    package = loaded.package
    _refuse_unknown(arguments.only, {*package.services, *package.life_events})
    wanted = set(arguments.only) or {*package.services, *package.life_events}
    empty: list[str] = []
    for name, service in package.services.items():
        if name in wanted:
            model = service_model(package, service, base=arguments.base, on=day(arguments))
            if model is None:
                empty.append(name)
            else:
                yield f"{name}.dmn", write_definitions(model)
    events = tuple(name for name in package.life_events if name in wanted)
    for thing in _things(arguments, loaded, events):
        model = admission_model(thing, base=arguments.base)
        if model is None:
            empty.append(thing.life_event.id)
        else:
            yield f"admission.{thing.life_event.id}.dmn", write_definitions(model)
    if empty and arguments.only:
        raise WrongUsage(f"no criteria are written for {', '.join(empty)}: there is nothing to export")
    if empty:
        print(f"dmn: {len(empty)} without criteria are left out", file=sys.stderr)


_MAKERS: Final[dict[str, Callable[[argparse.Namespace, LoadResult], Files]]] = {
    "cpsv-ap": _cpsv_ap,
    "bpmn": _bpmn,
    "dmn": _dmn,
}
STANDARDS: Final = tuple(_MAKERS)
"""What this module exports."""


def _refuse_unknown(named: list[str], known: set[str]) -> None:
    for name in named:
        if name not in known:
            raise WrongUsage(f"--only {name}: there is no such definition (`yijian check` lists problems)")


def _refuse_unfit_path(arguments: argparse.Namespace) -> None:
    """A file must have the right ending and there must be one thing to write into it. Asked before anything is made."""
    out: Path = arguments.out
    if out.suffix and not out.is_dir() and not _is_one_file(arguments):
        endings = " or ".join(_ENDINGS[arguments.what])
        raise WrongUsage(f"{out}: name a folder, or a file that ends in {endings}")
    if _is_one_file(arguments) and arguments.what != "cpsv-ap" and len(arguments.only) != 1:
        raise WrongUsage(f"{out} is one file: name a folder, or what to write with --only ID")


def _targets(arguments: argparse.Namespace, files: Mapping[str, bytes]) -> dict[Path, bytes]:
    """Where each file goes: into the folder, or the one that the ending of `--out` asks for."""
    out: Path = arguments.out
    if _is_one_file(arguments):
        (content,) = (
            found for name, found in files.items() if name.endswith(out.suffix) and name != CONTEXT_FILE
        )
        return {out: content}
    return {out / name: content for name, content in files.items()}


def _is_one_file(arguments: argparse.Namespace) -> bool:
    out: Path = arguments.out
    return out.suffix in _ENDINGS[arguments.what] and not out.is_dir()


def _write(files: Mapping[Path, bytes]) -> None:
    for path, content in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError as error:
            raise WrongUsage(f"{path} cannot be written: {error.strerror}") from error
