"""Reading the environment: the database address and the two secrets."""

import os
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


def kept_secret(name: str, folder: Path) -> str:
    """Return the secret ``name`` from the environment, else from a private file, made once, in ``folder``."""
    given = os.environ.get(name)
    if given:
        return given
    file = folder / f"{name.lower()}.txt"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        # Exclusive creation: two processes that start together must not each make their own key.
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return file.read_text(encoding="ascii")
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(48))
    return file.read_text(encoding="ascii")


def database(address: str, folder: Path) -> dict[str, Any]:
    """Return Django's settings for the database at ``address``; SQLite in ``folder`` when it is empty."""
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "shihu.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # One writer at a time, readers never wait: measured in docs/decisions/0002.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;",
            },
        }
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError(f"DATABASE_URL begins with “{parts.scheme}”; only postgresql:// is supported")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def clock_behind(folder: Path) -> timedelta:
    """Return by how much the demonstration's clock is behind the wall's; nothing where none was set."""
    file = folder / "demo_clock.txt"
    return timedelta(seconds=int(file.read_text(encoding="ascii"))) if file.exists() else timedelta()
