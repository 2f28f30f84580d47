"""Settings, read from the environment once. Everything has a default that runs on one laptop.

=====================  ====================================================================================
SHIHU_DATA             folder for the database, keys and logs (default: ``.demo`` in the working folder)
SHIHU_MODE             ``demo`` (default), ``real`` or ``test``
DATABASE_URL           ``postgresql://user:password@host:port/name``; SQLite in SHIHU_DATA otherwise
SHIHU_HOSTS            host names served, separated by commas (needed in real mode)
SHIHU_SECRET_KEY       signs sessions; made and kept in SHIHU_DATA when not given
SHIHU_RECORD_KEY       encrypts identity numbers; made and kept in SHIHU_DATA when not given
SHIHU_EVIDENCE_MB      how large an attached photo or document may be, in MB (default: 20)
SHIHU_TILES            address of map tiles, e.g. ``https://tiles.example/{z}/{x}/{y}.png``; none by default
SHIHU_NOTICE_DAYS      how many days a proposal of units stands under notice unless the officer says so (default: 7)
=====================  ====================================================================================
"""

import os
from datetime import timedelta
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from shihu.config.settings.environment import clock_behind, database, kept_secret

SOURCE = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SHIHU_DATA", ".demo")).resolve()
MODE = os.environ.get("SHIHU_MODE", "demo")
# The demonstration goes on from the morning of its records; real records have the wall's clock.
CLOCK_BEHIND = clock_behind(DATA) if MODE == "demo" else timedelta()
BUILD = Path(os.environ.get("SHIHU_BUILD", ".build")).resolve()
DEBUG = False

SECRET_KEY = kept_secret("SHIHU_SECRET_KEY", DATA)
RECORD_KEY = kept_secret("SHIHU_RECORD_KEY", DATA)
ALLOWED_HOSTS = [h for h in os.environ.get("SHIHU_HOSTS", "").split(",") if h] or (["*"] if MODE != "real" else [])
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "shihu.base.audit",
    "shihu.base.jobs",
    "shihu.base.sheets",
    "shihu.base.accounts",
    "shihu.base.vocabularies",
    "shihu.base.places",
    "shihu.base.burden",
    "shihu.base.registry",
    "shihu.base.evidence",
    "shihu.base.ledger",
    "shihu.base.cases",
    "shihu.services.units",
    "shihu.services.industry",
    "shihu.services.linkages",
    "shihu.fronts.ui",
    "shihu.fronts.desk",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "shihu.base.accounts.web.middleware.ActorMiddleware",
    "shihu.base.accounts.web.middleware.SecondFactorMiddleware",
    "shihu.base.burden.web.middleware.BurdenMiddleware",
    "shihu.fronts.ui.web.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "shihu.config.urls"
WSGI_APPLICATION = "shihu.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "shihu.fronts.ui.web.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "shihu.fronts.ui.templatetags.ui",
            ],
        },
    },
]
# The allauth pages are drawn by our own elements, which must be found before the library's.
INSTALLED_APPS.sort(key=lambda name: name != "shihu.fronts.ui")

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "shihu.base.accounts.web.backends.NameOrPhoneBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_ADAPTER = "shihu.base.accounts.web.adapter.ClosedDoorAdapter"
ACCOUNT_RATE_LIMITS = {"login_failed": False}  # axes keeps the door; two locks would contradict each other
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "shihu 十户"
# Noting each page view would make every reader a writer: on SQLite a page would wait for a running import.
USERSESSIONS_TRACK_ACTIVITY = False
# Officers must have a second factor; the demonstration offers it without insisting.
SECOND_FACTOR_REQUIRED = MODE == "real"
RESERVED_IDS_ALLOWED = MODE != "real"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "shihu.base.accounts.web.backends.name_given"
AXES_LOCKOUT_TEMPLATE = "account/locked.html"

SESSION_COOKIE_AGE = 12 * 3600
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = MODE == "real"
SECURE_SSL_REDIRECT = MODE == "real"
SECURE_HSTS_SECONDS = 31_536_000 if MODE == "real" else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}
NOTICE_DAYS = int(os.environ.get("SHIHU_NOTICE_DAYS", "7"))
TILES = os.environ.get("SHIHU_TILES", "")
if TILES:
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"].append("/".join(TILES.split("/")[:3]))

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [SOURCE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = BUILD / "static"
STATICFILES_DIRS = [("vendor", BUILD / "vendor")] if (BUILD / "vendor").exists() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

# Attached files lie under their SHA-256 in a folder of the data. The caps hold whoever sends.
EVIDENCE_FOLDER = DATA / "evidence"
EVIDENCE_MOST_BYTES = int(os.environ.get("SHIHU_EVIDENCE_MB", "20")) * 1024 * 1024
EVIDENCE_MOST_PIXELS = 80_000_000
EVIDENCE_MOST_UNPACKED = 200 * 1024 * 1024

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
