"""A roster in a PostgreSQL database: a table or view with the columns of a Parquet roster, read a chunk at a time.

Columns as in engines/formation/roster.py, and ``household``, a key that tells the rows of a hamlet apart; ``mutual``
and ``refused`` are arrays of such keys (a key of another hamlet has no bearing and is passed over). Each chunk is one
COPY of the hamlets in it, so neither side ever holds more; an index that begins with ``hamlet`` makes that cheap.

All chunks, and all machines, read the one state that the table had when the first of them was asked for: whoever opens
the roster keeps a transaction open, whose snapshot the others take over.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from shihu.engines.formation import InvalidProblem
from shihu.engines.formation.problem import Ints
from shihu.engines.formation.roster import (
    NEEDED,
    Chunk,
    Extract,
    bounds_of,
    checked,
    couples,
    hamlet_starts,
    households_of,
    numbered,
)

if TYPE_CHECKING:
    import psycopg
    from psycopg.sql import Composed

SCHEMES = ("postgresql://", "postgres://")
RELATIONS = ("mutual", "refused")
# Between the keys of an array on its way: no key has it.
_BETWEEN = "\x1f"
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class PostgresRoster:
    """Table ``table`` (with its schema, where it needs one) as it stood when ``snapshot`` was taken."""

    # With the password that it may hold, the address belongs in no message.
    address: str = field(repr=False)
    table: str
    snapshot: str

    def chunks(self, size: int) -> tuple[Chunk, ...]:
        """Count the households of each hamlet; raises InvalidProblem for missing columns."""
        from psycopg import sql

        with self._connected() as connection:
            columns = self._columns(connection)
            missing = [name for name in (*NEEDED, "household") if name not in columns]
            if missing:
                raise InvalidProblem(
                    "columns_missing",
                    "{roster} has no columns {missing}; it has {columns}.",
                    values={"roster": self.table, "missing": missing, "columns": columns},
                )
            query = sql.SQL(
                "SELECT roster.hamlet::text, count(*) FROM {} AS roster GROUP BY roster.hamlet ORDER BY roster.hamlet"
            )
            counted = connection.execute(query.format(self._name)).fetchall()
        if counted and counted[-1][0] is None:
            raise InvalidProblem(
                "values_missing",
                "{count} rows of {roster} have no {column}; give them one or leave them out by a view.",
                values={"count": counted[-1][1], "roster": self.table, "column": "hamlet"},
            )
        ends = np.cumsum([count for _hamlet, count in counted], dtype=np.int64)
        hamlet_ending = {int(end): number for number, end in enumerate(ends)}
        chunks, start = [], 0
        for first, end in bounds_of(ends, size):
            last = hamlet_ending[end]
            chunks.append(Chunk(first, end - first, counted[start][0], counted[last][0]))
            start = last + 1
        return tuple(chunks)

    def read(self, chunk: Chunk) -> Extract:
        """Copy the hamlets of a chunk out; raises InvalidProblem for missing values and double keys."""
        import polars as pl

        with self._connected() as connection:
            query = self._query(self._columns(connection), chunk)
            with connection.cursor().copy(query) as copy:
                text = io.BytesIO(b"".join(copy))
        dtypes = dict.fromkeys(("hamlet", "household", *RELATIONS), pl.String)
        frame = checked(pl.read_csv(text, schema_overrides=dtypes, infer_schema_length=None), self.table)
        for name in frame.columns:
            lacking = frame.filter(pl.col(name).is_null()) if name not in RELATIONS else frame.clear()
            if len(lacking):
                raise InvalidProblem(
                    "values_missing",
                    "{count} rows of {roster} have no {column}, household {shown} among them; fill it.",
                    values={
                        "count": len(lacking),
                        "roster": self.table,
                        "column": name,
                        "shown": ", ".join(
                            f"{household or '?'} of {hamlet}"
                            for household, hamlet in lacking.select("household", "hamlet").head(_SHOWN).iter_rows()
                        ),
                    },
                )
        start = hamlet_starts(frame["hamlet"])
        place = self._places(frame, start)
        pairs = [_pairs(frame, place, column) for column in RELATIONS]
        names = {name: frame[name] for name in ("hamlet", "household")}
        return Extract(households_of(frame, start, *pairs), names)

    @property
    def _name(self) -> "Composed | Any":
        from psycopg import sql

        return sql.Identifier(*self.table.split("."))

    @contextmanager
    def _connected(self) -> Iterator["psycopg.Connection[Any]"]:
        """A read-only transaction on the roster's snapshot."""
        import psycopg
        from psycopg import sql

        with psycopg.connect(self.address) as connection:
            _read_only(connection)
            connection.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(sql.Literal(self.snapshot)))
            yield connection

    def _columns(self, connection: "psycopg.Connection[Any]") -> list[str]:
        from psycopg import sql

        told = connection.execute(sql.SQL("SELECT * FROM {} LIMIT 0").format(self._name)).description or ()
        return [column.name for column in told]

    def _query(self, columns: list[str], chunk: Chunk) -> "Composed":
        """COPY the chunk's rows as CSV, each column in the one form that `households_of` takes."""
        from psycopg import sql

        forms = {
            "hamlet": "{}::text",
            "household": "{}::text",
            "x": "{}::float8",
            "y": "{}::float8",
            "wealth": "{}::int",
            "party": "{}::bool::int",
            "can_lead": "{}::bool::int",
            **dict.fromkeys(RELATIONS, "array_to_string({}, chr(31))"),
        }
        wanted = []
        for name in columns:
            form = "{}::float8" if numbered("wish_", name) or numbered("skill_", name) else forms.get(name)
            if form is not None:
                wanted.append(sql.SQL(f"{form} AS {{}}").format(sql.Identifier(name), sql.Identifier(name)))
        return sql.SQL(
            "COPY (SELECT {} FROM {} AS roster WHERE roster.hamlet BETWEEN {} AND {} "
            "ORDER BY roster.hamlet, roster.household) TO STDOUT (FORMAT csv, HEADER true)"
        ).format(sql.SQL(", ").join(wanted), self._name, sql.Literal(chunk.start), sql.Literal(chunk.end))

    def _places(self, frame: Any, start: Ints) -> Any:
        """Hamlet, household and the row where they stand."""
        import polars as pl

        place = frame.select("hamlet", "household").with_columns(pl.Series("there", np.arange(len(frame))))
        twice = place.filter(pl.struct("hamlet", "household").is_duplicated())
        if len(twice):
            raise InvalidProblem(
                "household_twice",
                "{roster} has household {household} of hamlet {hamlet} twice; each needs a key of its own.",
                values={"roster": self.table, "household": twice["household"][0], "hamlet": twice["hamlet"][0]},
            )
        return place


@contextmanager
def opened(address: str, table: str) -> Iterator[PostgresRoster]:
    """The roster as it stands now, for as long as this is open.

    Raises InvalidProblem when the database or the table cannot be read.
    """
    import psycopg

    try:
        with psycopg.connect(address) as connection:
            _read_only(connection)
            told = connection.execute("SELECT pg_export_snapshot()").fetchone()
            yield PostgresRoster(address, table, told[0] if told else "")
    except psycopg.Error as error:
        raise InvalidProblem(
            "database_unreadable",
            "{roster} cannot be read from the database: {told}",
            values={"roster": table, "told": str(error).strip()},
        ) from error


def _read_only(connection: "psycopg.Connection[Any]") -> None:
    import psycopg

    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.read_only = True


def _pairs(frame: Any, place: Any, column: str) -> Ints:
    """The pairs of rows that an array of household keys names within a hamlet."""
    import polars as pl

    if column not in frame.columns:
        return np.zeros((0, 2), dtype=np.int64)
    named = (
        frame.select("hamlet", pl.col(column).fill_null("").str.split(_BETWEEN).alias("household"))
        .with_row_index("here")
        .explode("household")
        .join(place, on=["hamlet", "household"])
        .filter(pl.col("here") != pl.col("there"))
    )
    return couples(named["here"].to_numpy().astype(np.int64), named["there"].to_numpy())
