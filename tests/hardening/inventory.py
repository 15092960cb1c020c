"""`python -m tests.hardening.inventory`: what an installation holds, as JSON, for a test that has treated it badly."""

from __future__ import annotations

import json
from collections import Counter

import django


def inventory() -> dict[str, object]:
    """Cases by applicant, how often each was handed in, repeated keys, unreadable uploads, mail not yet sent."""
    from yijian.site.wiring import installed_ports
    from yijian.storage import documents, journal
    from yijian.storage.models import Account, Case, Delivery, Message
    from yijian.usecases.sealed_documents import open_sealed

    ports = installed_ports()
    cases, repeated, unreadable, uploads = {}, [], [], 0
    names = {str(account.pk): account.username for account in Account.objects.all()}
    for row in Case.objects.order_by("case_id"):
        entries = journal.entries(case_id=row.case_id)
        keys = Counter(entry.key for entry in entries)
        repeated += [f"{row.case_id} {key}" for key, count in keys.items() if count > 1]
        commands = Counter(entry.command for entry in entries)
        cases[row.case_id] = {
            "applicant": names.get(str(row.applicant_id), str(row.applicant_id)),
            "status": row.status,
            "submitted": commands["SubmitCase"],
            "commands": dict(commands),
        }
        for document in documents.documents_of(case_id=row.case_id):
            uploads += 1
            try:
                open_sealed(ports=ports, case_id=row.case_id, digest=document.digest)
            except Exception as error:  # whatever it is, it is to be told
                unreadable.append(f"{row.case_id} {document.paper}: {error!r}")
    return {
        "cases": cases,
        "repeated": repeated,
        "uploads": uploads,
        "unreadable": unreadable,
        "undelivered": Delivery.objects.filter(settled_at=None).count(),
        "with_address": Message.objects.exclude(account=None).exclude(account__email="").count(),
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(inventory(), ensure_ascii=False))
