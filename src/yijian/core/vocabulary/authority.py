"""Competent organisations and the registers they keep."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from yijian.core.errors import Text
from yijian.core.vocabulary.marks import Marked


class AuthorityKind(StrEnum):
    """What sort of organisation is competent; a delivery hospital is one too."""

    DEPARTMENT = "department"
    INSTITUTION = "institution"
    ENTERPRISE = "enterprise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority(Marked):
    """A competent public organisation (CPSV-AP PublicOrganisation). `department` groups it for readers (卫健)."""

    id: str
    name: Text
    short_name: Text
    kind: AuthorityKind = AuthorityKind.DEPARTMENT
    part_of: str | None = None
    department_code: str | None = None


class FetchBasis(StrEnum):
    """Why a register may answer: a statutory duty, or the separate consent of the person concerned."""

    STATUTORY = "statutory"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterAnswer(Marked):
    """What a register answers about one entity type: the concepts and evidence types it holds, looked up by `key`.

    A key is a concept of the same entity (`id_number`); with a dot it is a fact of another participant: a newborn's
    record is found by `mother.id_number`. `about` names the participants such an answer is about; () is every one
    of the entity.
    """

    entity: str
    key: tuple[str, ...]
    about: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    basis: FetchBasis = FetchBasis.CONSENT
    basis_text: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Register(Marked):
    """An authoritative source of facts and evidence (基础库、部门数据库)."""

    id: str
    name: Text
    authority: str
    answers: tuple[RegisterAnswer, ...] = ()
