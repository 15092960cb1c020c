"""What a service says of its own procedure otherwise than its kind: only what is known, and whole."""

from __future__ import annotations

from collections.abc import Iterator

from yijian.core.errors import Text
from yijian.core.verification.findings import Finding
from yijian.core.verification.reporting import error
from yijian.core.vocabulary.marks import Certainty, Marked
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.procedure import ServiceProcedure, SilenceEffect


def check_procedures(package: DefinitionPackage) -> Iterator[Finding]:
    """Facts of a procedure that nobody has found, and silence that approves without a limit set by law."""
    for service in package.services.values():
        own = service.procedure
        if own is None:
            continue
        key = f"services/{service.id}"
        for path, fact in _facts(own):
            if fact.certainty is Certainty.NOT_FOUND:
                yield error(
                    package,
                    "PROCEDURE_NOT_FOUND",
                    Text(
                        "程序和这一类事项的通常做法不一样，却没有出处",
                        "It says otherwise than the profile of its kind, and nothing says where that was found",
                    ),
                    Text(
                        "写明 certainty（published 的还要 source）；没有找到就删掉，按这一类事项办",
                        "State its `certainty` (and `source` if published), or leave it out: the profile of the kind holds then",
                    ),
                    (key, f"procedure/{path}"),
                )
        if own.silence is None or own.silence.effect is not SilenceEffect.APPROVES:
            continue
        if service.time_limits.statutory is None:
            yield error(
                package,
                "SILENCE_WITHOUT_LIMIT",
                Text(
                    "写了逾期视为同意，却没有法定时限，无从逾期",
                    "Silence is said to approve, but no limit is set by law that could pass",
                ),
                Text(
                    "补上 time_limits.statutory，或者删掉 silence",
                    "State `time_limits.statutory`, or leave `silence` out",
                ),
                (key, "procedure/silence"),
            )


def _facts(own: ServiceProcedure) -> Iterator[tuple[str, Marked]]:
    for name in ("correction", "deemed_acceptance", "silence", "extension", "objection", "review"):
        fact = getattr(own, name)
        if fact is not None:
            yield name, fact
    for kind, law in own.bases.items():
        yield f"bases/{kind}", law
