"""Who may sign in."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models


class AccountKind(StrEnum):
    """In which capacity somebody signs in."""

    APPLICANT = "applicant"
    OFFICER = "officer"
    COORDINATOR = "coordinator"
    SUPERVISOR = "supervisor"
    COLLECTOR = "collector"
    AUDITOR = "auditor"
    AUTHOR = "author"
    SYSTEM = "system"


class AccountManager(BaseUserManager["Account"]):
    """What Django's sign-in needs to find an account by its user name."""


class Account(AbstractBaseUser):
    """Somebody who signs in. Only applicants carry a person's identity, only staff an authority or a place (region code)."""

    username = models.CharField(max_length=150)
    kind = models.CharField(max_length=20)
    display_name = models.CharField(max_length=100, default="")
    email = models.EmailField(default="")
    authority = models.CharField(max_length=100, null=True)  # null: belongs to none
    place = models.CharField(max_length=12, default="")  # "": where the platform is
    language = models.CharField(max_length=20, default="zh-hans")
    is_active = models.BooleanField(default=True)
    demonstration = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    id_kind = models.CharField(max_length=30, default="")
    id_number_key = models.BinaryField(null=True)
    id_number_sealed = models.BinaryField(null=True)
    id_number_digest = models.CharField(max_length=64, null=True)  # null: unique only where known

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["username"], name="account_username_unique"),
            models.UniqueConstraint(fields=["id_number_digest"], name="account_identity_unique"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in AccountKind]), name="account_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(id_number_digest__isnull=True) | models.Q(kind="applicant"),
                name="account_identity_of_applicant",
            ),
        ]
