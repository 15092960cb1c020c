"""Who vouches for a value, as an officer is told."""

from __future__ import annotations

from yijian.channels.look.fields import Provenance as Chip
from yijian.channels.workbench.presenters.names import Names
from yijian.core.errors import Text
from yijian.core.vocabulary.provenance import Provenance, ProvenanceKind


def chip(names: Names, provenance: Provenance) -> Chip:
    """Who says it and when; an officer is told only in which capacity somebody spoke, not under which account."""
    match provenance.kind:
        case ProvenanceKind.ANSWER:
            return Chip(register=_told_by(names, provenance), at=provenance.at)
        case ProvenanceKind.REGISTER:
            name = names.registers.get(provenance.source)
            if name is None:
                return Chip(
                    register=Text("来自登录时的身份核验", "From the identity check at sign-in"),
                    at=provenance.at,
                )
            return Chip(register=Text(f"来自{name.zh}", f"From {name.en}"), at=provenance.at)
        case ProvenanceKind.OUTPUT:
            return Chip(register=Text("前一件办出来的", "Made by an earlier part"), at=provenance.at)
        case ProvenanceKind.OFFICER:
            return Chip(register=Text("工作人员录入", "Entered by an officer"), at=provenance.at)


def _told_by(names: Names, provenance: Provenance) -> Text:
    """A co-signer's own answers name the participant as their source, the applicant's an account."""
    co_signer = names.participants.get(provenance.source)
    if co_signer is not None:
        return Text(f"{co_signer.zh}本人填的", f"Told by {co_signer.en} personally")
    if names.applicant is not None:
        return Text(f"申请人（{names.applicant.zh}）填的", f"Told by the applicant ({names.applicant.en})")
    return Text("申请人填的", "Told by the applicant")
