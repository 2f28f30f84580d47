"""Progress of a running job, written beside the job's own transaction.

A job may hold one long transaction, in which nothing it writes can be seen. Its progress therefore goes
through a thread with a connection of its own. On SQLite that connection waits while the job holds the
write lock; the page then shows the last step and catches up afterwards.
"""

import contextlib
import threading
import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection
from django.utils import timezone

from shihu.base.jobs.models import Job
from shihu.base.jobs.types import Handle, StopAsked

_EVERY = 0.4  # seconds between two writes
_BEAT = 10.0  # seconds after which a heartbeat goes out though nothing moved


def _write(key: UUID, columns: dict[str, Any]) -> bool:
    """Write progress; return False when somebody asked the job to stop."""
    return bool(Job.objects.filter(pk=key, stop_asked=False).update(**columns, heartbeat_at=timezone.now()))


class _Direct:
    """Writes at once. Used where the job already runs inside a transaction of its caller."""

    def __init__(self, key: UUID) -> None:
        self.key = key

    def step(self, done: int, total: int, note: str = "") -> None:
        if not _write(self.key, {"done": done, "total": total, "note": note}):
            raise StopAsked


class _Beside:
    """Keeps the last step in memory; a thread writes it."""

    def __init__(self, key: UUID) -> None:
        self.key = key
        self.last: dict[str, Any] = {}
        self.stop_asked = False
        self.over = threading.Event()

    def step(self, done: int, total: int, note: str = "") -> None:
        self.last = {"done": done, "total": total, "note": note}
        if self.stop_asked:
            raise StopAsked

    def write(self) -> None:
        """Write what is new until the job is over."""
        written, beat = None, 0.0
        while not self.over.wait(_EVERY):
            current = self.last
            if current is written and time.monotonic() - beat < _BEAT:
                continue
            # A locked database only delays the display; the job itself must not notice.
            with contextlib.suppress(DatabaseError):
                self.stop_asked = not _write(self.key, current)
                written, beat = current, time.monotonic()
        connection.close()


@contextlib.contextmanager
def reporting(key: UUID) -> Iterator[Handle]:
    """Yield the handle of the job ``key`` and keep its row up to date until the block ends."""
    if connection.in_atomic_block:
        yield _Direct(key)
        return
    beside = _Beside(key)
    thread = threading.Thread(target=beside.write, name=f"progress of {key}", daemon=True)
    thread.start()
    try:
        yield beside
    finally:
        beside.over.set()
        thread.join()
        if beside.last:
            with contextlib.suppress(DatabaseError):
                _write(key, beside.last)
