"""Settings with django-ledger alone."""

import os
from pathlib import Path

from shihu.config.settings.environment import database

SECRET_KEY = "bench"  # noqa: S105 - opens nothing
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django_ledger",
]
DATABASES = {"default": database(os.environ["DATABASE_URL"], Path())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
ROOT_URLCONF = "benchmarks.ledger.django_ledger_peer"
