"""The platform's settings with the peer beside it."""

from shihu.config.settings import *  # noqa: F403 - the whole of the platform's settings, then the differences

INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin.apps.SimpleAdminConfig"]  # noqa: F405 - from the line above
ROOT_URLCONF = "benchmarks.pages.urls"
SILENCED_SYSTEM_CHECKS = ["admin.E408", "admin.E409", "admin.E410", "admin.E403"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405 - as above
