"""All tables; nothing outside `yijian.storage` imports them."""

from yijian.storage.models.accounts import Account
from yijian.storage.models.artefacts import Artefact
from yijian.storage.models.cases import (
    Case,
    CaseCoSigner,
    CollectedCase,
    Journal,
    Notice,
    NumberSeries,
    Output,
    Rating,
    Task,
)
from yijian.storage.models.documents import Document
from yijian.storage.models.oversight import AccessEntry, CreditNote, RegisterExchange, StaffAct
from yijian.storage.models.vault import CaseKey, VaultValue
from yijian.storage.models.visitors import Draft, Guesses, Invitation
from yijian.storage.models.work import Delivery, Message, Timer

__all__ = [
    "AccessEntry",
    "Account",
    "Artefact",
    "Case",
    "CaseCoSigner",
    "CaseKey",
    "CollectedCase",
    "CreditNote",
    "Delivery",
    "Document",
    "Draft",
    "Guesses",
    "Invitation",
    "Journal",
    "Message",
    "Notice",
    "NumberSeries",
    "Output",
    "Rating",
    "RegisterExchange",
    "StaffAct",
    "Task",
    "Timer",
    "VaultValue",
]
