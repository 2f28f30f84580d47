"""An import's file through the rules and into the commands: checking, loading, and the file of faults."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from shihu.base.registry.adapters.roster_file import read_roster
from shihu.base.registry.commands import imports as commands
from shihu.base.registry.commands.roster import weigh_roster
from shihu.base.registry.errors.imports import FileGone, RosterRefused
from shihu.base.registry.models import RosterImport
from shihu.base.registry.queries import imports as queries
from shihu.base.registry.rules import kept
from shihu.base.registry.rules.people import id_index
from shihu.base.registry.rules.roster import pairs
from shihu.base.registry.types.imports import (
    Answer,
    Fault,
    LoadResult,
    Pair,
    Preview,
    ProgressCall,
    RosterReading,
    Severity,
)
from shihu.base.registry.types.roster import RosterHousehold, RosterPerson
from shihu.base.vocabularies.queries import all_terms
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import N_

_HOUSEHOLDER = "relation.householder"


def check(*, actor: Actor, now: datetime, key: UUID, progress: ProgressCall) -> None:
    """Read and check the file of an import and write down what was found."""
    reading, row, faults, doubles = _look(actor, now, key, progress)
    weighed: LoadResult | None = None
    refusal: dict[str, object] | None = None
    if not any(fault.severity is Severity.FAULT for fault in faults):
        progress(95, 100, N_("Comparing with the registry"))
        try:
            weighed = weigh_roster(actor=actor, now=now, households=reading.households)
        except RosterRefused as refused:
            values = {name: str(value) for name, value in refused.values.items()}
            refusal = {"code": refused.code, "sentence": refused.sentence, "values": values}
    preview = Preview(
        sheets=kept.preview_back(row.preview).sheets,
        header_row=reading.header_row,
        layout=reading.layout.value,
        columns=reading.columns,
        pairs=doubles,
        absent=weighed.absent if weighed else (),
        refusal=refusal,
    )
    commands.keep_check(actor=actor, now=now, key=key, reading=reading, faults=faults, preview=preview, weighed=weighed)


def commit(*, actor: Actor, now: datetime, key: UUID, progress: ProgressCall) -> LoadResult:
    """Load the roster of a checked import as the officer's answers say."""
    reading, row, faults, doubles = _look(actor, now, key, _part(progress, 0, 30))
    if any(fault.severity is Severity.FAULT for fault in faults):
        # The registry moved on since the check: what was sound then is not now.
        raise RosterRefused
    households, same_as = apply_answers(reading.households, doubles, row.decisions)
    return commands.commit_roster(
        actor=actor, now=now, key=key, households=households, same_as=same_as, progress=_part(progress, 30, 100)
    )


def undo(*, actor: Actor, now: datetime, key: UUID, progress: ProgressCall) -> int:
    """Take a committed import back."""
    return commands.undo_roster(actor=actor, now=now, key=key, progress=progress)


def faults_of(*, actor: Actor, now: datetime, key: UUID) -> tuple[bytes, RosterReading, Sequence[Fault]]:
    """Return the uploaded file with everything that is wrong with it."""
    content, _ = queries.file_of(actor=actor, key=key)
    reading, _, faults, _ = _look(actor, now, key, _silent)
    return content, reading, faults


def apply_answers(
    households: Sequence[RosterHousehold], doubles: Iterable[Pair], answers: Mapping[str, str]
) -> tuple[list[RosterHousehold], dict[str, UUID]]:
    """Return the households to load, and which row is whom in the registry, as the officer answered.

    "Same" with somebody of the registry: that person. "Same" inside the file: the second row is left out
    (with its household, if it was the householder). "Skip": the household of the left row is left out.
    """
    same_as: dict[str, UUID] = {}
    dropped_rows: set[str] = set()
    dropped_households: set[str] = set()
    for pair in doubles:
        answer = answers.get(pair.key)
        if answer == Answer.SKIP:
            dropped_households.add(pair.left.where)
        elif answer == Answer.SAME and pair.in_registry:
            same_as[pair.left.where] = UUID(pair.right.person)
        elif answer == Answer.SAME:
            dropped_rows.add(pair.right.where)
    kept_households = []
    for household in households:
        members = tuple(member for member in household.members if member.where not in dropped_rows)
        skipped = any(member.where in dropped_households for member in household.members)
        if not skipped and any(member.relation == _HOUSEHOLDER for member in members):
            kept_households.append(
                household if len(members) == len(household.members) else replace(household, members=members)
            )
    return kept_households, same_as


def _look(
    actor: Actor, now: datetime, key: UUID, progress: ProgressCall
) -> tuple[RosterReading, RosterImport, list[Fault], tuple[Pair, ...]]:
    content, row = queries.file_of(actor=actor, key=key)
    if not content:
        raise FileGone
    codes, names = queries.known_households(row.place_id)
    reading = read_roster(
        content,
        row.file_name,
        queries.hamlets_of(row.place_id, actor=actor),
        all_terms(),
        timezone.localdate(now),
        bool(settings.RESERVED_IDS_ALLOWED),
        mapping={int(index): field for index, field in row.mapping.items()},
        progress=_part(progress, 0, 80),
        sheet=row.sheet,
        header_row=row.preview.get("header_row"),
        known_codes=codes,
        known_names=names,
    )
    progress(80, 100, N_("Comparing with the registry"))
    against, doubles = _against_registry(reading, row.place_id, codes)
    faults = sorted([*reading.faults, *against], key=lambda fault: (fault.row, len(fault.column), fault.column))
    return reading, row, faults, (*reading.pairs, *doubles)


def _against_registry(
    reading: RosterReading, place: str, codes: Mapping[str, str]
) -> tuple[list[Fault], tuple[Pair, ...]]:
    master = settings.RECORD_KEY
    members = [(household, member) for household in reading.households for member in household.members]
    indexes = {m.id_number: id_index(m.id_number, master=master) for _, m in members if m.id_number}
    owners = queries.owners_of(indexes.values())
    faults = list(_id_faults(reading, members, indexes, owners))
    registry = queries.known_persons(place)
    belonging: dict[str, set[str]] = {}
    for known, _, index in registry:
        belonging.setdefault(known.household, set()).update({known.name, index} - {""})
    for household in reading.households:
        people = {member.name for member in household.members}
        people |= {indexes[member.id_number] for member in household.members if member.id_number}
        if household.code in codes and not people & belonging.get(household.code, set()):
            faults.append(
                _fault(reading, household.where, "code", household.code, "code_of_other", name=codes[household.code])
            )
    found = {index for _, _, index in registry if index}
    in_file = set(indexes.values())
    left = [
        replace(record, index=indexes.get(record.index, ""))
        for record in pairs.records(reading.households)
        if indexes.get(record.index, "") not in owners and indexes.get(record.index, "") not in found
    ]
    together = {(member.name, household.code) for household, member in members}
    right = [
        pairs.Record(known, hamlet, index)
        for known, hamlet, index in registry
        # Who stands in the same household under the same name is found again by the load itself.
        if index not in in_file and (known.name, known.household) not in together
    ]
    doubles = pairs.across(left, right)
    masked = queries.masked_numbers(pair.right.person for pair in doubles)
    return faults, tuple(
        replace(pair, right=replace(pair.right, id_masked=masked.get(pair.right.person, ""))) for pair in doubles
    )


def _id_faults(
    reading: RosterReading,
    members: Iterable[tuple[RosterHousehold, RosterPerson]],
    indexes: Mapping[str, str],
    owners: Mapping[str, tuple[str, str, object]],
) -> Iterable[Fault]:
    for _, member in members:
        owner = owners.get(indexes.get(member.id_number, ""))
        if owner is None:
            continue
        name, household, died = owner
        if died is not None:
            yield _fault(reading, member.where, "name", member.name, "person_died", day=died)
        elif name != member.name:
            yield _fault(
                reading,
                member.where,
                "name",
                member.name,
                "id_of_other",
                severity=Severity.DOUBT,
                name=name,
                household=household,
            )


def _fault(
    reading: RosterReading,
    where: str,
    field: str,
    value: str,
    code: str,
    *,
    severity: Severity = Severity.FAULT,
    **values: object,
) -> Fault:
    column = next((c for c in reading.columns if c.field == field), None)
    letter, heading = (column.letter, column.heading) if column else ("", "")
    row = int(where.rpartition("!")[2])
    said = {name: str(word) for name, word in values.items()}
    return Fault(reading.sheet, row, letter, heading, value, code, severity, said)


def _part(progress: ProgressCall, first: int, last: int) -> ProgressCall:
    """Report a part of the work as its share of the whole."""

    def tell(done: int, total: int, note: str) -> None:
        progress(first + done * (last - first) // max(total, 1), 100, note)

    return tell


def _silent(_done: int, _total: int, _note: str) -> None:
    pass
