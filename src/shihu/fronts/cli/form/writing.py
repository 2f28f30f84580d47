"""The files that the command leaves: workbook, report, JSON. Each is whole or not there."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from shihu.base.sheets.queries import render_workbook
from shihu.base.vocabularies.types import TermRow
from shihu.fronts.cli.form.report import page
from shihu.services.units.queries import report, sheets, words
from shihu.services.units.types import Draft, FormationDetail

VERSION = 1


def write(detail: FormationDetail, draft: Draft, options: dict[str, Any], terms: dict[str, TermRow]) -> Iterator[Path]:
    """Write what was asked for and yield each path. Where nothing was formed, only the JSON tells why."""
    label = words.labels(terms)
    if detail.units:
        tables = sheets.tables(detail, names={}, label=label, hamlet="")
        yield _put(options["out"], render_workbook(tables))
        if options["report"]:
            yield _put(options["report"], page(report.report_of(detail, label=label)).encode())
    if options["json_to"]:
        text = json.dumps(as_json(detail, draft), ensure_ascii=False, indent=1)
        if options["json_to"] == "-":
            click.echo(text)
        else:
            yield _put(Path(options["json_to"]), text.encode())


def _put(path: Path, content: bytes) -> Path:
    """Write beside it and rename: a reader never sees half a file."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(content)
    fresh.replace(path)
    return path


def as_json(detail: FormationDetail, draft: Draft) -> dict[str, Any]:
    """The whole result for machines; the same roster and choices give the same text."""
    return {
        "version": VERSION,
        "seed": detail.choices.seed,
        "input_hash": detail.input_hash,
        "choices": asdict(detail.choices),
        "units": [
            {
                "name": unit.name,
                "hamlet": unit.hamlet,
                "ordinal": unit.ordinal,
                "facts": unit.facts,
                "households": [
                    {
                        "code": seat.code,
                        "householder": seat.householder,
                        "hamlet": seat.hamlet,
                        "can_lead": seat.can_lead,
                        "why": seat.facts,
                    }
                    for seat in unit.seats
                ],
            }
            for unit in detail.units
        ],
        "left_out": [asdict(left) for left in draft.left_out],
        "refused": [asdict(refused) for refused in draft.refused],
        "notes": [asdict(note) for note in draft.notes],
        "outcome": draft.outcome,
    }
