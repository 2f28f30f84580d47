"""Settings of the test run: a data folder of its own, fast password hashing, jobs run on the spot."""

import os
import tempfile

os.environ["SHIHU_MODE"] = "test"
os.environ["SHIHU_DATA"] = tempfile.mkdtemp(prefix="shihu-test-")
os.environ.setdefault("SHIHU_SECRET_KEY", "tests only")
os.environ.setdefault("SHIHU_RECORD_KEY", "tests only: opens nothing real")

from shihu.config.settings import *  # noqa: F403 - the environment must be set before it is read

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
AXES_ENABLED = False  # the tests of the lock-out switch it on
# Nothing is collected in a test run; the browser journeys serve static files the way production does.
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]  # noqa: F405
