"""A stage on which many tests play, built once by the commands and set up again by the statements that they sent.

The statements that write are kept with their values for as long as the process runs. A stage is played only where the
database stands as it stood when the stage was built: at the start of a test, or right after the same stages as then.
Anything else, a write of the test's own before it for instance, has it built by its commands.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection

from shihu.kernel.actors import Actor

_P = ParamSpec("_P")
_T = TypeVar("_T")
_READS = ("SELECT", "PRAGMA", "WITH")
_BRACKETS = ("BEGIN", "SAVEPOINT", "RELEASE")
_SEQUENCES = "SELECT quote_ident(schemaname) || '.' || quote_ident(sequencename), last_value FROM pg_sequences"


@dataclass(slots=True)
class _Stage:
    """What building a stage gave and sent, and the numbers at which the sequences of PostgreSQL stood before."""

    given: Any = None
    sent: list[tuple[str, Any, bool]] = field(default_factory=list)
    numbers: tuple[tuple[str, int, bool], ...] = ()


class Replay:
    """The stages of this process, and where the test that runs now stands among them."""

    def __init__(self) -> None:
        self._stages: dict[tuple[Hashable, ...], _Stage] = {}
        self._standing: tuple[Hashable, ...] | None = ()  # the stages since the test began; None: something else too
        self._building: _Stage | None = None
        self._playing = False

    def begin(self) -> None:
        """A test begins, in a database that holds what all rely on and nothing else."""
        self._standing = ()

    def forget(self) -> None:
        """What all rely on was written anew, perhaps under other numbers."""
        self._stages.clear()

    def watch(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Stand before every statement of the connection."""
        if not self._playing and not sql.startswith(_READS):
            if self._building is not None:
                self._building.sent.append((sql, params, many))
            elif not sql.startswith(_BRACKETS):
                self._standing = None
        return execute(sql, params, many, context)

    def stage(self, name: Hashable, build: Callable[[], _T]) -> _T:
        """Set up the stage ``name``: by ``build``, or as it was built before."""
        if self._standing is None or self._building is not None:
            return build()
        self._standing = standing = (*self._standing, name)
        if standing in self._stages:
            return self._play(self._stages[standing])
        before = _sequences()
        self._building = stage = _Stage()
        try:
            given = stage.given = build()
        finally:
            self._building = None
        after = _sequences()
        stage.numbers = tuple(
            (sequence, number or 1, number is not None)
            for sequence, number in before.items()
            if after[sequence] != number
        )
        self._stages[standing] = stage
        return given

    def _play(self, stage: _Stage) -> Any:
        self._playing = True
        try:
            with connection.cursor() as cursor:
                if stage.numbers:
                    moves = ", ".join(["setval(%s, %s, %s)"] * len(stage.numbers))
                    cursor.execute(f"SELECT {moves}", [value for number in stage.numbers for value in number])
                for sql, params, many in stage.sent:
                    (cursor.executemany if many else cursor.execute)(sql, params)
        finally:
            self._playing = False
        return stage.given


def _sequences() -> dict[str, int | None]:
    """Where PostgreSQL's sequences stand: they do not go back with a transaction. SQLite's numbers do."""
    if connection.vendor != "postgresql":
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_SEQUENCES)
        return dict(cursor.fetchall())


REPLAY = Replay()


def staged(build: Callable[_P, _T]) -> Callable[_P, _T]:
    """Make a fixture's function a stage: built once for its days and actors, then played.

    It stands on other stages alone, and does nothing but write to the database. What it returns is shared by all tests
    of the process, so that no test may change it.
    """

    @wraps(build)
    def set_up(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        given = tuple(one for one in (*args, *kwargs.values()) if isinstance(one, (date, Actor)))
        return REPLAY.stage((build.__module__, build.__qualname__, given), lambda: build(*args, **kwargs))

    return set_up
