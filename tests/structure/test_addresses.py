"""Every address of every channel names the permission it needs."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from yijian.usecases.permissions import Permission


def all_patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from all_patterns(entry, prefix + str(entry.pattern))
        else:
            yield prefix + str(entry.pattern), entry


def test_every_address_names_its_permission() -> None:
    nameless = [
        address
        for address, pattern in all_patterns(get_resolver())
        if not isinstance(getattr(pattern.callback, "permission", None), Permission)
    ]
    assert not nameless


def test_there_are_addresses() -> None:
    assert len(list(all_patterns(get_resolver()))) > 20
