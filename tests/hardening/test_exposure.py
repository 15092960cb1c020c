"""Nobody sees what is not theirs: every kind of account, every case, every address of the site, errors included."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from tests.hardening.exposure import Shown, all_addresses, text_of
from tests.hardening.site import Site
from yijian.storage import documents, journal, queries
from yijian.usecases import apply, follow, handle

CHAOS = os.environ.get("YIJIAN_CHAOS") == "1"


def drawn(site: Site, chance: random.Random) -> list[tuple[str, Shown]]:
    """Who looks at which case: somebody of each capacity at every case of which they may see nothing, and of each
    capacity and authority at one of which they may; in the long run everybody at every case."""
    pairs = [(username, case) for username in site.usernames for case in site.cases]
    if CHAOS:
        return pairs
    kinds: dict[tuple[object, ...], list[tuple[str, Shown]]] = {}
    for username, case in pairs:
        kind, authority = site.capacity(username)
        sees = bool(site.may_see(username, case) & case.everything)
        # those who see much take long: one case for each authority; those who see nothing are answered at once
        # either an officer of it or its head, who see the same
        key = (authority or kind, sees) if sees else (kind, case.case_id)
        kinds.setdefault(key, []).append((username, case))
    return [chance.choice(each) for each in kinds.values()]


def addresses(site: Site, case: Shown, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Every address of the site for one case: its name and itself, for each task, paper, notice and result."""
    tasks = [task.key for task in queries.tasks_of(case_id=case.case_id)] or ["police.birth-registration"]
    several = {
        "task": tasks,
        "document": [row.document_id for row in documents.documents_of(case_id=case.case_id)] or ["none"],
        "paper": sorted({row.paper for row in documents.documents_of(case_id=case.case_id)}) or ["none"],
        "notice": [row.number for row in queries.notices_of(case_id=case.case_id)] or ["none"],
        "output": [f"{row.task}:{row.output}" for row in queries.outputs_of(case_id=case.case_id)]
        or ["none"],
    }
    single = {
        "case_id": [case.case_id],
        "life_event": ["newborn"],
        "fact": sorted(path for paths in case.facts.values() for path in paths),
        "section": ["answers", "mother", "father", "child-1", "application"],
        "token": [site.token, site.invitation, "no-such-token"],
        "code": ["no-such-code"],
        "kind": ["services"],
        "visit": ["1", "no-such-visit"],
        "identifier": ["police.birth-registration", "none"],
    }
    for name, parts in all_addresses():
        longest = max((several[part] for part in parts if part in several), key=len, default=[""])
        for at in range(len(longest)):
            chosen = {part: several[part][at % len(several[part])] for part in parts if part in several}
            chosen |= {part: chance.choice(single[part]) for part in parts if part in single}
            if name.startswith("workbench:") and "output" in chosen:
                chosen["output"] = chosen["output"].rpartition(":")[2]
            yield name, reverse(name, kwargs=chosen)
            if name.endswith("document"):
                yield name, reverse(name, kwargs=chosen) + "?preview=1"
    yield "portal:home", f"{reverse('portal:home')}?q={case.case_id}"
    yield "portal:check", f"{reverse('portal:check')}?code={case.case_id}"


class _Undone(Exception):
    """Ends a transaction of which nothing shall stay."""


def posted(client: Client, address: str) -> HttpResponseBase:
    """The answer to an empty form; what it did is undone."""
    try:
        with transaction.atomic():
            response = client.post(address)
            raise _Undone
    except _Undone:
        return response


def test_no_address_shows_anybody_what_is_not_theirs(site: Site) -> None:
    seed = int(os.environ.get("YIJIAN_EXPOSURE_SEED", random.randrange(10**6)))
    chance = random.Random(seed)
    journals = {case.case_id: len(journal.entries(case_id=case.case_id)) for case in site.cases}
    leaks, failures, seen = set(), set(), 0
    for username, case in drawn(site, chance):
        client = site.client(username)
        for name, address in addresses(site, case, chance):
            for response in (client.get(address), posted(client, address)):
                leaks |= {(username, name, *leak) for leak in site.leaks(username, response)}
                if response.status_code == 500:
                    failures.add((username, address))
                shown = text_of(response)
                seen += any(value in shown for value in site.may_see(username, case))
    assert not leaks, f"seed {seed}"
    assert not failures, f"seed {seed}"
    assert seen > 10  # else nothing was looked at
    assert {case.case_id: len(journal.entries(case_id=case.case_id)) for case in site.cases} == journals


def test_a_co_signer_without_the_code_sees_nothing_of_the_case(site: Site) -> None:
    client = site.client("")
    address = reverse("portal:co-sign", args=[site.invitation])
    for response in (client.get(address), client.post(address, {"code": "000000", "act": "sign"})):
        assert not site.leaks("", response)
        assert response.headers["Cache-Control"] == "private, no-store"


def test_an_error_inside_shows_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    case = site.cases[0]
    values = " ".join(sorted(case.everything))

    def fails(**_: object) -> None:
        raise RuntimeError(values)

    for module, name in ((follow, "case"), (apply, "application"), (handle, "task"), (follow, "query_case")):
        monkeypatch.setattr(module, name, fails)
    mother, officer = site.client(case.applicant), site.client("officer-police")
    task = next(iter(queries.tasks_of(case_id=case.case_id))).key
    answers = (
        mother.get(reverse("portal:case", args=[case.case_id])),
        mother.get(reverse("portal:application", args=[case.case_id])),
        officer.get(reverse("workbench:task", args=[case.case_id, task])),
        site.client("").post(reverse("portal:query"), {"number": case.case_id, "code": "1"}),
    )
    for answer in answers:
        assert answer.status_code == 500
        assert not [value for value in case.everything if value in text_of(answer)]
        assert "12345" in text_of(answer)
