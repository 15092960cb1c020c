"""The look alone: its own addresses, and the parts of the site's settings that it needs."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings


@pytest.fixture(autouse=True)
def _only_the_look(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.look.urls"
    settings.MIDDLEWARE = [
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "csp.middleware.CSPMiddleware",
        "yijian.channels.look.middleware.LookMiddleware",
    ]
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "yijian.channels.look.context.look",
                ]
            },
        }
    ]
