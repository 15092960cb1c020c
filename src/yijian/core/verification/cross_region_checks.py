"""Services that can be had from another region (跨域通办): whether what they say of it fits the rest."""

from __future__ import annotations

from collections.abc import Iterator

from yijian.core.errors import Text
from yijian.core.verification.findings import Finding
from yijian.core.verification.reporting import error
from yijian.core.vocabulary.cross_region import CrossRegionMode
from yijian.core.vocabulary.package import DefinitionPackage


def check_cross_region(package: DefinitionPackage) -> Iterator[Finding]:
    """Online throughout nobody may be made to come; and where a fact says which place decides, somebody must tell it."""
    for service in package.services.values():
        stated, key = service.cross_region, f"services/{service.id}"
        if stated is None:
            continue
        if stated.mode is CrossRegionMode.ONLINE and service.presence.visits:
            yield error(
                package,
                "ONLINE_WITH_VISITS",
                Text(
                    f"写了全程网办，又写要到场 {service.presence.visits} 次",
                    f"Online throughout is stated, and {service.presence.visits} visits in person too",
                ),
                Text(
                    "要到场的写 collected（异地代收代办），否则改正 presence",
                    "Where somebody must come state `collected`, or correct `presence`",
                ),
                (key, "cross_region/mode"),
                (key, "presence/visits"),
            )
        if stated.decided_in is not None and stated.decided_in not in {
            one.fact for one in service.information
        }:
            yield error(
                package,
                "DECIDED_IN_NOT_TOLD",
                Text(
                    f"在哪里办看“{stated.decided_in}”，表里却没有这一项",
                    f"“{stated.decided_in}” says where it is decided, and the form does not ask for it",
                ),
                Text("在 information 里加上这一项", "List it under `information`"),
                (key, "cross_region/decided_in"),
            )
