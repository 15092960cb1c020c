"""`yijian export case` and `yijian verify-archive`: the package of a case that is over, and whether one is whole."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Final

from yijian.channels.cli.operator import operator
from yijian.channels.cli.platform import Platform
from yijian.channels.cli.terminal import WrongUsage

LARGEST: Final = 4 * 1024**3
"""Bytes of a file that is read to be checked."""


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `verify-archive`; `export case` is registered with the other exports."""
    verify = subparsers.add_parser("verify-archive", help="check every byte of an archive package")
    verify.add_argument("file", type=Path, metavar="FILE.zip")
    verify.add_argument("--json", action="store_true", help="one JSON document on standard output")
    verify.set_defaults(run=run_verify)


def run_export(arguments: argparse.Namespace) -> int:
    """Write the package of one case; what is there already is replaced only by a whole one."""
    platform: Platform = arguments.installation.platform
    platform.prepare()
    from yijian.usecases.archive import archive_package

    package = archive_package(actor=operator(), ports=platform.ports(), case_id=arguments.case)
    out: Path = arguments.out
    part = out.with_name(f"{out.name}.part")
    try:
        part.write_bytes(package.content)
        part.replace(out)
    except OSError as error:
        raise WrongUsage(f"{out} cannot be written: {error.strerror}") from error
    print(f"{out}: {len(package.content)} bytes")
    return 0


def run_verify(arguments: argparse.Namespace) -> int:
    """0 when the package is what was packed, 1 with each fault and its place otherwise. Needs no installation."""
    from yijian.usecases.archive_package import checked

    path: Path = arguments.file
    try:
        if path.stat().st_size > LARGEST:
            raise WrongUsage(f"{path} is larger than any package")
        content = path.read_bytes()
    except OSError as error:
        raise WrongUsage(f"{path} cannot be read: {error.strerror}") from error
    report = checked(content)
    faults = [{"place": one.place, "fault": one.fault.value} for one in report.faults]
    if arguments.json:
        told = {"case": report.case_id, "files": report.files, "entries": report.entries, "faults": faults}
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(
            f"{report.case_id or path}: {report.files} files, {report.entries} entries, {len(faults)} faults"
        )
        for one in report.faults:
            print(f"  {one.place or path.name}: {one.fault.value}")
    return 0 if report.sound else 1
