"""An import's life: uploaded, mapped, checked, answered, committed, undone. Long steps are jobs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.jobs.commands import enqueue
from shihu.base.jobs.queries import job_of
from shihu.base.registry.commands.roster import load_roster, undo_load
from shihu.base.registry.errors.imports import StillDoubts, StillFaults, WrongState
from shihu.base.registry.models import RosterImport
from shihu.base.registry.policies import IMPORT_ROSTER
from shihu.base.registry.queries.imports import FILE_PURPOSE
from shihu.base.registry.rules import kept
from shihu.base.registry.rules.headings import FIELDS
from shihu.base.registry.rules.roster import columns
from shihu.base.registry.types.imports import (
    Answer,
    Fault,
    LoadResult,
    Preview,
    ProgressCall,
    RosterReading,
    Severity,
)
from shihu.base.registry.types.roster import RosterHousehold
from shihu.base.sheets.queries import read_workbook
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound, Refusal
from shihu.kernel.sealing import seal

CHECK, COMMIT, UNDO = "registry.check_roster", "registry.commit_roster", "registry.undo_roster"
_State = RosterImport.State
_UNDER_WAY = {_State.CHECKING: CHECK, _State.COMMITTING: COMMIT, _State.UNDOING: UNDO}


def upload_roster(*, actor: Actor, now: datetime, place: str, name: str, content: bytes) -> UUID:
    """Take a file in: it must be readable. Its columns are guessed; the officer looks at them next."""
    IMPORT_ROSTER.require(actor, place)
    book = read_workbook(content, name)
    sheet, header, found = columns.find(book, lenient=True)
    with transaction.atomic():
        row = RosterImport.objects.create(
            place_id=place,
            file_name=name[-120:],
            file_digest=sha256(content).hexdigest(),
            content=seal(content, master=settings.RECORD_KEY, purpose=FILE_PURPOSE),
            sheet=sheet.name[:60],
            mapping={str(column.index): column.field for column in found if column.field},
            preview=kept.preview(Preview(tuple(s.name for s in book.sheets if not s.is_empty), header + 1, "", found)),
            actor=actor.key,
            actor_name=actor.name,
            asked_at=now,
        )
        _audit(actor, now, row, "registry.upload_roster", {"file": row.file_name, "digest": row.file_digest})
    return row.pk


@transaction.atomic
def choose_sheet(*, actor: Actor, now: datetime, key: UUID, content: bytes, sheet: str, header_row: int) -> None:
    """Look at another sheet, or take another row for the headings; the columns are guessed anew."""
    row = _locked(actor, now, key, _State.MAPPING, _State.CHECKED, _State.REFUSED)
    book = read_workbook(content, row.file_name)
    found, header, matches = columns.find(book, sheet, header_row or None, lenient=True)
    row.sheet = found.name[:60]
    row.mapping = {str(column.index): column.field for column in matches if column.field}
    row.preview = kept.preview(Preview(tuple(s.name for s in book.sheets if not s.is_empty), header + 1, "", matches))
    row.state, row.faults, row.found, row.decisions = _State.MAPPING, [], {}, {}
    row.save()
    _audit(actor, now, row, "registry.choose_sheet", {"sheet": row.sheet, "header": header + 1})


@transaction.atomic
def ask_check(*, actor: Actor, now: datetime, key: UUID, mapping: Mapping[int, str]) -> UUID:
    """Fix the columns and ask for the check. Returns the job."""
    row = _locked(actor, now, key, _State.MAPPING, _State.CHECKED, _State.REFUSED)
    row.mapping = {str(index): name for index, name in mapping.items() if name in FIELDS}
    preview = kept.preview_back(row.preview)
    matches = [
        {"index": c.index, "letter": c.letter, "heading": c.heading, "field": row.mapping.get(str(c.index), "")}
        for c in preview.columns
    ]
    row.preview["columns"] = [{**old, **new} for old, new in zip(row.preview["columns"], matches, strict=True)]
    row.preview["refusal"] = None
    row.state = _State.CHECKING
    row.job = enqueue(actor=actor, now=now, kind=CHECK, argument=str(row.pk), place=row.place_id)
    row.save()
    return row.job


@transaction.atomic
def keep_check(
    *,
    actor: Actor,
    now: datetime,
    key: UUID,
    reading: RosterReading,
    faults: Sequence[Fault],
    preview: Preview,
    weighed: LoadResult | None,
) -> None:
    """Write down what the check found."""
    row = _locked(actor, now, key, _State.CHECKING)
    codes: dict[str, int] = {}
    for fault in faults:
        codes[fault.code] = codes.get(fault.code, 0) + 1
    stopping = sum(fault.severity is Severity.FAULT for fault in faults)
    row.found = {
        "rows": reading.rows,
        "persons": reading.persons,
        "households": len(reading.households),
        "faults": stopping,
        "doubts": len(faults) - stopping,
        "codes": codes,
        **_counts(weighed),
    }
    row.sheet = reading.sheet[:60]
    row.faults = kept.faults(faults, reading.columns)
    row.preview = kept.preview(preview)
    # Answers to pairs that are still there stay: a second check after a small correction asks nothing twice.
    still = {pair.key for pair in preview.pairs}
    row.decisions = {pair: answer for pair, answer in row.decisions.items() if pair in still}
    row.state = _State.CHECKED
    row.save()
    _audit(actor, now, row, "registry.check_roster", {"faults": stopping, "rows": reading.rows})


@transaction.atomic
def answer_pairs(*, actor: Actor, now: datetime, key: UUID, answers: Mapping[str, str]) -> int:
    """Write down what the officer says to doubtful pairs. Returns how many still wait."""
    row = _locked(actor, now, key, _State.CHECKED)
    known = [pair["key"] for pair in row.preview.get("pairs", ())]
    before = dict(row.decisions)
    row.decisions |= {pair: answer for pair, answer in answers.items() if pair in known and answer in set(Answer)}
    row.save(update_fields=["decisions"])
    _audit(actor, now, row, "registry.answer_pairs", row.decisions, before)
    return sum(pair not in row.decisions for pair in known)


@transaction.atomic
def ask_commit(*, actor: Actor, now: datetime, key: UUID) -> UUID:
    """Ask for the checked roster to be loaded. Returns the job."""
    row = _locked(actor, now, key, _State.CHECKED)
    if row.found.get("faults"):
        raise StillFaults(count=row.found["faults"])
    waiting = sum(pair["key"] not in row.decisions for pair in row.preview.get("pairs", ()))
    if waiting:
        raise StillDoubts(count=waiting)
    row.state, row.preview["refusal"] = _State.COMMITTING, None
    row.job = enqueue(actor=actor, now=now, kind=COMMIT, argument=str(row.pk), place=row.place_id)
    row.save()
    return row.job


@transaction.atomic
def commit_roster(
    *,
    actor: Actor,
    now: datetime,
    key: UUID,
    households: Sequence[RosterHousehold],
    same_as: Mapping[str, UUID],
    progress: ProgressCall | None = None,
) -> LoadResult:
    """Load the roster and remove the file, in one transaction."""
    row = _locked(actor, now, key, _State.COMMITTING)
    result = load_roster(
        actor=actor, now=now, households=households, progress=progress, roster_import=row.pk, same_as=same_as
    )
    row.state, row.committed_at, row.content = _State.COMMITTED, now, None
    row.found = {**row.found, **_counts(result)}
    row.preview["absent"] = [{"household": a.household, "name": a.name} for a in result.absent]
    row.save()
    _audit(actor, now, row, "registry.commit_import", _counts(result))
    return result


@transaction.atomic
def ask_undo(*, actor: Actor, now: datetime, key: UUID) -> UUID:
    """Ask for a committed import to be taken back. Returns the job."""
    row = _locked(actor, now, key, _State.COMMITTED)
    row.state, row.preview["refusal"] = _State.UNDOING, None
    row.job = enqueue(actor=actor, now=now, kind=UNDO, argument=str(row.pk), place=row.place_id)
    row.save()
    return row.job


@transaction.atomic
def undo_roster(*, actor: Actor, now: datetime, key: UUID, progress: ProgressCall | None = None) -> int:
    """Take a committed import back."""
    row = _locked(actor, now, key, _State.UNDOING)
    count = undo_load(actor=actor, now=now, roster_import=row.pk, progress=progress)
    row.state, row.undone_at = _State.UNDONE, now
    row.save()
    _audit(actor, now, row, "registry.undo_import", {"households": count})
    return count


@transaction.atomic
def discard_import(*, actor: Actor, now: datetime, key: UUID) -> None:
    """Throw away an import that was not committed, with its file."""
    row = _locked(actor, now, key, _State.MAPPING, _State.CHECKED, _State.REFUSED)
    _audit(actor, now, row, "registry.discard_import", None, {"file": row.file_name})
    row.delete()


@transaction.atomic
def step_back(*, actor: Actor, now: datetime, key: UUID, refusal: Refusal | None) -> None:
    """Let an import whose job ended without success be worked on again, with the reason shown."""
    row = _locked(actor, now, key, *_UNDER_WAY)
    back = {_State.CHECKING: _State.MAPPING, _State.COMMITTING: _State.CHECKED, _State.UNDOING: _State.COMMITTED}
    was, row.state = row.state, back[_State(row.state)]
    if refusal is not None:
        values = {name: str(value) for name, value in refusal.values.items()}
        row.preview["refusal"] = {"code": refusal.code, "sentence": refusal.sentence, "values": values}
    row.save(update_fields=["state", "preview"])
    _audit(actor, now, row, "registry.import_stopped", {"state": row.state}, {"state": was})


def _locked(actor: Actor, now: datetime, key: UUID, *states: str) -> RosterImport:
    """Lock an import of the actor's area in one of ``states``."""
    row = RosterImport.objects.select_for_update().filter(pk=key).first()
    if row is None or not IMPORT_ROSTER.allows(actor, row.place_id):
        raise NotFound
    under_way = _UNDER_WAY.get(_State(row.state))
    if under_way and row.state not in states:
        # A worker that died for good leaves the import under way: its job is over, so it may be taken up again.
        job = job_of(under_way, str(row.pk))
        if job is None or job.is_over:
            step_back(actor=actor, now=now, key=key, refusal=None)
            row.refresh_from_db()
    if row.state not in states:
        raise WrongState
    return row


def _counts(result: LoadResult | None) -> dict[str, int]:
    if result is None:
        return {}
    return {
        "new": result.households_new,
        "changed": result.households_changed,
        "unchanged": result.households_unchanged,
        "persons_new": result.persons_new,
        "persons_changed": result.persons_changed,
        "persons_moved": result.persons_moved,
        "absent": len(result.absent),
    }


def _audit(
    actor: Actor,
    now: datetime,
    row: RosterImport,
    action: str,
    new: Mapping[str, Any] | None,
    old: Mapping[str, Any] | None = None,
) -> None:
    record(actor=actor, now=now, changes=[Change(action, "roster_import", str(row.pk), row.place_id, old, new)])


__all__ = [
    "answer_pairs",
    "ask_check",
    "ask_commit",
    "ask_undo",
    "choose_sheet",
    "commit_roster",
    "discard_import",
    "keep_check",
    "step_back",
    "undo_roster",
    "upload_roster",
]
