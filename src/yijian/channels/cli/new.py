"""`yijian new service` and `yijian new life-event`: files to fill in, with comments that say what belongs where."""

from __future__ import annotations

import argparse
import difflib
import json
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from yijian.channels.cli.export import schemas
from yijian.channels.cli.reading import add_language, load
from yijian.channels.cli.terminal import WrongUsage
from yijian.connectors.definitions.scaffolds import (
    SCHEMAS,
    LifeEventDraft,
    Scaffolds,
    ServiceDraft,
    missing_parts,
    participants_of,
)
from yijian.core.errors import Text
from yijian.core.vocabulary.marks import Certainty
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import ServiceKind

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_ID: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")


def register(subparsers: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "new",
        help="drafts to fill in (service, life-event)",
        description="Write the first draft of a definition. What the options say of the guide is filled in; all else stands as "
        "a comment. No file is ever overwritten. 新定义的草稿。",
    )
    kinds = parser.add_subparsers(dest="what", required=True, metavar="service|life-event")
    service = kinds.add_parser("service", help="a service of one authority")
    service.add_argument("id", metavar="AUTHORITY.NAME", help="such as police.birth-registration")
    service.add_argument(
        "--kind", choices=[kind.value for kind in ServiceKind], default="other", metavar="KIND"
    )
    service.add_argument(
        "--role",
        action="append",
        default=[],
        metavar="NAME:ENTITY",
        help="whom it is about (default: applicant:person)",
    )
    service.add_argument(
        "--paper", action="append", default=[], metavar="TYPE", help="a kind of paper that it asks for"
    )
    service.add_argument("--days", type=int, metavar="N", help="promised, in working days")
    service.add_argument("--law-days", type=int, metavar="N", help="by law, in working days")
    service.add_argument("--visits", type=int, metavar="N", help="visits in person")
    service.add_argument("--fee", type=int, metavar="FEN", help="what it costs, in fen; 0: free")
    service.set_defaults(run=run_service)
    event = kinds.add_parser("life-event", help="a reason that groups services")
    event.add_argument("id", metavar="ID", help="such as newborn")
    event.add_argument(
        "--service", action="append", default=[], metavar="ID", help="a service that belongs to it"
    )
    event.add_argument(
        "--participant",
        action="append",
        default=[],
        metavar="NAME:ENTITY",
        help="who takes part (default: by the roles)",
    )
    event.add_argument("--applicant", metavar="NAME", help="which participant applies (default: the first)")
    event.add_argument("--audience", choices=("person", "enterprise"), default="person")
    event.add_argument("--lead", metavar="AUTHORITY", help="who leads (default: that of the first service)")
    event.add_argument("--region", metavar="CODE", help="with local rules for this region too (GB/T 2260)")
    event.set_defaults(run=run_life_event)
    for one in (service, event):
        one.add_argument("--zh", metavar="NAME", help="its name in Chinese")
        one.add_argument("--en", metavar="NAME", help="its name in English")
        one.add_argument(
            "--source", metavar="ID", help="the guide that it is taken from (default: not found)"
        )
        one.add_argument(
            "--certainty",
            choices=[mark.value for mark in Certainty],
            metavar="MARK",
            help="how sure everything is that the options say: published (default with --source), inferred, recalled, not_found",
        )
        one.add_argument("--definitions", type=Path, metavar="DIR", help="folder of definitions")
        add_language(one)


def run_service(arguments: argparse.Namespace) -> int:
    """0 when the files are written; 2 where one is there already, or the definitions lack what it names."""
    authority, dot, name = arguments.id.partition(".")
    if not dot or not _ID.fullmatch(authority) or not _ID.fullmatch(name):
        raise WrongUsage(f"“{arguments.id}” is no id such as police.birth-registration (a-z, 0-9 and -)")
    package = load(arguments).package
    roles = _pairs(arguments.role or ["applicant:person"])
    _known(roles.values(), package.entities, "entity", "concepts")
    draft = ServiceDraft(
        id=arguments.id,
        name=_name(arguments, name),
        kind=arguments.kind,
        roles=roles,
        papers=tuple(dict.fromkeys(arguments.paper)),
        promised_days=arguments.days,
        statutory_days=arguments.law_days,
        visits=arguments.visits,
        fee_in_fen=arguments.fee,
        words={
            **_called(roles, package),
            **{paper: package.evidence[paper].name for paper in arguments.paper if paper in package.evidence},
        },
    )
    scaffolds = _scaffolds(arguments)
    files = {f"services/{authority}/{name}.yaml": scaffolds.service(draft)}
    missing = missing_parts(draft, arguments.source, package)
    entity = next(iter(roles.values()))
    files |= {f"authorities/{one}.yaml": scaffolds.authority(one) for one in missing["authorities"]}
    files |= {f"evidence/{one}.yaml": scaffolds.paper(one, entity) for one in missing["evidence"]}
    files |= {f"sources/{one}.yaml": scaffolds.guide(one) for one in missing["sources"]}
    _write(arguments, files)
    return 0


def run_life_event(arguments: argparse.Namespace) -> int:
    """0 when the files are written; 2 where one is there already, or the definitions lack what it names."""
    if not _ID.fullmatch(arguments.id):
        raise WrongUsage(f"“{arguments.id}” is no id such as newborn (a-z, 0-9 and -)")
    package = load(arguments).package
    if not arguments.service:
        raise WrongUsage("name the services that belong to it: --service AUTHORITY.NAME (more than once)")
    _known(arguments.service, package.services, "service", "services")
    services = tuple(package.services[one] for one in dict.fromkeys(arguments.service))
    participants = _pairs(arguments.participant) if arguments.participant else participants_of(services)
    _known(participants.values(), package.entities, "entity", "concepts")
    lead = arguments.lead or services[0].authority
    _known([lead], package.authorities, "authority", "authorities")
    applicant = arguments.applicant or next(iter(participants))
    if applicant not in participants:
        raise WrongUsage(f"“{applicant}” takes no part; there are: {', '.join(participants)}")
    draft = LifeEventDraft(
        id=arguments.id,
        name=_name(arguments, arguments.id),
        audience=arguments.audience,
        lead=lead,
        participants=participants,
        applicant=applicant,
        services=services,
        words={
            **_called(participants, package),
            **{
                name: role.name
                for service in services
                for name, role in service.roles.items()
                if name in participants and role.name is not None
            },
        },
    )
    scaffolds = _scaffolds(arguments)
    files = {
        f"life-events/{draft.id}.yaml": scaffolds.life_event(draft),
        f"tests/{draft.id}.yaml": scaffolds.tests(arguments.installation.today.isoformat()),
    }
    if arguments.source and arguments.source not in package.sources:
        files[f"sources/{arguments.source}.yaml"] = scaffolds.guide(arguments.source)
    if arguments.region:
        files[f"regions/{arguments.region}/{draft.id}.yaml"] = scaffolds.overlay(draft.id, arguments.region)
    _write(arguments, files)
    return 0


def _scaffolds(arguments: argparse.Namespace) -> Scaffolds:
    """Raises WrongUsage where something is published nowhere."""
    certainty = arguments.certainty or (Certainty.PUBLISHED if arguments.source else Certainty.NOT_FOUND)
    if certainty == Certainty.PUBLISHED and not arguments.source:
        raise WrongUsage("what is published is published somewhere: name it with --source")
    return Scaffolds(language=arguments.lang, certainty=str(certainty), source=arguments.source)


def _called(who: Mapping[str, str], package: DefinitionPackage) -> dict[str, Text]:
    """What roles or participants are called: by their entity, where there is only one of it."""
    entities = list(who.values())
    return {
        name: package.entities[entity].name for name, entity in who.items() if entities.count(entity) == 1
    }


def _name(arguments: argparse.Namespace, otherwise: str) -> Text:
    return Text(arguments.zh or otherwise, arguments.en or otherwise)


def _pairs(given: Iterable[str]) -> dict[str, str]:
    """`name:entity`, each name once. Raises WrongUsage."""
    found: dict[str, str] = {}
    for one in given:
        name, colon, entity = one.partition(":")
        if not colon or not _NAME.fullmatch(name) or not entity:
            raise WrongUsage(f"“{one}” is not NAME:ENTITY, such as child:person")
        if name in found:
            raise WrongUsage(f"“{name}” is named twice")
        found[name] = entity
    return found


def _known(names: Iterable[str], among: Mapping[str, object], what: str, folder: str) -> None:
    """Raises WrongUsage for the first that is not defined, with the nearest that is."""
    for name in names:
        if name not in among:
            near = difflib.get_close_matches(name, among, n=1)
            hint = f": is “{near[0]}” meant?" if near else f"; define it in {folder}/ first"
            raise WrongUsage(f"there is no {what} “{name}”{hint}")


def _write(arguments: argparse.Namespace, files: Mapping[str, str]) -> None:
    """All files, or none where one is there already; and the schemas of editors where they are not."""
    folder: Path = arguments.definitions or arguments.installation.definitions
    there = [name for name in files if (folder / name).exists()]
    if there:
        raise WrongUsage(f"{folder / there[0]} is there already, and nothing is overwritten")
    written = dict(files)
    for name, schema in schemas().items():
        path = f"{SCHEMAS}/{name}.schema.json"
        if not (folder / path).exists():
            written[path] = json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    try:
        for name, text in written.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            with (folder / name).open("x", encoding="utf-8") as file:
                file.write(text)
    except OSError as error:
        raise WrongUsage(f"{error.filename} cannot be written: {error.strerror}") from error
    for name in files:
        print(folder / name)
    words = Text("下一步：填好，再看 yijian check", "Next: fill them in, then `yijian check`")
    print(words.in_language(arguments.lang), file=sys.stderr)
