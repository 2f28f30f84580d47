"""An import's findings as JSON and back: plain words, ID numbers masked."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from shihu.base.registry.types.imports import (
    Absent,
    ColumnMatch,
    Fault,
    Known,
    Pair,
    PairKind,
    Preview,
    Severity,
)
from shihu.kernel.identity import mask

# Faults beyond these are counted, not listed: the error file has them all.
MOST_FAULTS = 1_000
_SECRET = frozenset({"id_number"})


def fault(found: Fault, fields: Mapping[str, str]) -> list[Any]:
    """Return a fault as a list; the value of a column of ID numbers is masked."""
    value = mask(found.value) if fields.get(found.column) in _SECRET else found.value
    return [
        found.sheet,
        found.row,
        found.column,
        found.heading,
        value,
        found.code,
        found.severity.value,
        dict(found.values),
    ]


def fault_back(said: Sequence[Any]) -> Fault:
    """Return a fault from its list."""
    sheet, row, column, heading, value, code, severity, values = said
    return Fault(sheet, row, column, heading, value, code, Severity(severity), values)


def faults(found: Sequence[Fault], columns: Sequence[ColumnMatch]) -> list[list[Any]]:
    """Return the first faults as lists, the stopping ones before the doubtful."""
    fields = {column.letter: column.field for column in columns}
    ordered = sorted(found, key=lambda f: f.severity is not Severity.FAULT)
    return [fault(one, fields) for one in ordered[:MOST_FAULTS]]


def preview(found: Preview) -> dict[str, Any]:
    """Return a preview as JSON. Samples of ID numbers are masked."""
    said = asdict(found)
    for column in said["columns"]:
        if column["field"] in _SECRET:
            column["samples"] = [mask(sample) for sample in column["samples"]]
    for pair in said["pairs"]:
        for side in ("left", "right"):
            birth = pair[side]["birth"]
            pair[side]["birth"] = birth.isoformat() if birth else None
    return said


def preview_back(said: Mapping[str, Any]) -> Preview:
    """Return a preview from its JSON."""
    return Preview(
        tuple(said.get("sheets", ())),
        said.get("header_row", 1),
        said.get("layout", ""),
        tuple(ColumnMatch(**{**column, "samples": tuple(column["samples"])}) for column in said.get("columns", ())),
        tuple(
            Pair(pair["key"], PairKind(pair["kind"]), _known(pair["left"]), _known(pair["right"]))
            for pair in said.get("pairs", ())
        ),
        tuple(Absent(**absent) for absent in said.get("absent", ())),
        said.get("refusal"),
    )


def _known(said: Mapping[str, Any]) -> Known:
    birth = said["birth"]
    return Known(**{**said, "birth": date.fromisoformat(birth) if birth else None})
