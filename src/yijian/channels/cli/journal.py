"""`yijian verify-journal` and `yijian rebuild-state`: is what is stored what happened?"""

from __future__ import annotations

import argparse
import json
from typing import Any

from yijian.channels.cli.platform import Platform


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add both commands."""
    verify = subparsers.add_parser("verify-journal", help="check every chain, every state, the signed days")
    verify.add_argument("--json", action="store_true", help="one JSON document on standard output")
    verify.set_defaults(run=run_verify)
    rebuild = subparsers.add_parser(
        "rebuild-state", help="fold every journal anew and store states that differ"
    )
    rebuild.add_argument("--json", action="store_true", help="one JSON document on standard output")
    rebuild.set_defaults(run=run_rebuild)


def run_verify(arguments: argparse.Namespace) -> int:
    """0 when everything is sound, 1 with each broken entry and day otherwise."""
    platform: Platform = arguments.installation.platform
    platform.prepare()
    from yijian.usecases.oversee import verify_journal

    report = verify_journal(ports=platform.ports())
    journal = report.journal
    broken: list[dict[str, Any]] = [
        {"case": one.case_id, "version": one.version, "problem": one.problem.value} for one in journal.broken
    ]
    broken += [{"day": one.day.isoformat(), "problem": one.problem.value} for one in report.broken_days]
    if arguments.json:
        print(
            json.dumps(
                {
                    "cases": journal.cases,
                    "entries": journal.entries,
                    "signed_days": report.signed_days,
                    "broken": broken,
                },
                ensure_ascii=False,
            )
        )
    else:
        print(
            f"{journal.cases} cases, {journal.entries} entries, {report.signed_days} signed days,"
            f" {len(broken)} broken"
        )
        for one in broken:
            place = f"{one['case']} version {one['version']}" if "case" in one else one["day"]
            print(f"  {place}: {one['problem']}")
    return 0 if report.sound else 1


def run_rebuild(arguments: argparse.Namespace) -> int:
    """Rebuild; prints the cases whose state was stored anew."""
    platform: Platform = arguments.installation.platform
    platform.prepare()
    from yijian.usecases.oversee import rebuild_states

    rebuilt = rebuild_states()
    if arguments.json:
        print(json.dumps({"rebuilt": list(rebuilt)}))
    else:
        print("\n".join(rebuilt) or "every state is the fold of its journal")
    return 0
