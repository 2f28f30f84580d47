"""A draft that never met a database, seen as pages see a stored formation."""

from dataclasses import asdict
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from shihu.services.units.types import Choices, Draft, FormationDetail, FormationRow, SeatRow, UnitRow


def detail_of(draft: Draft, choices: Choices, *, title: str, now: datetime) -> FormationDetail:
    """Return the draft as a formation. Keys are made from what they stand for, so that they repeat."""
    key = _key(draft.input_hash)
    units = tuple(
        UnitRow(
            key=_key(f"{draft.input_hash} {unit.hamlet} {unit.ordinal}"),
            formation=key,
            hamlet=unit.hamlet,
            ordinal=unit.ordinal,
            name=unit.name,
            facts=unit.facts,
            since=None,
            until=None,
            seats=tuple(
                SeatRow(
                    household=_key(seat.household),
                    code=seat.code,
                    householder=seat.householder,
                    hamlet=seat.hamlet,
                    members=seat.members,
                    lon=seat.facts["at"][0],
                    lat=seat.facts["at"][1],
                    can_lead=seat.can_lead,
                    facts=seat.facts,
                )
                for seat in unit.seats
            ),
        )
        for unit in draft.units
    )
    row = FormationRow(
        key=key,
        place="",
        place_name=title,
        place_name_en=title,
        state="draft" if units else "refused",
        units=len(units),
        households=sum(len(unit.seats) for unit in units),
        left_out=len(draft.left_out),
        gap=draft.outcome["gap"],
        actor_name="",
        asked_at=now,
        adopted_at=None,
        job=None,
    )
    return FormationDetail(
        row=row,
        choices=choices,
        outcome={
            **draft.outcome,
            "notes": [asdict(note) for note in draft.notes],
            "refused": [asdict(refused) for refused in draft.refused],
        },
        left_out=draft.left_out,
        units=units,
        hamlets=tuple(sorted(draft.outcome["hamlets"])),
        input_hash=draft.input_hash,
        made_at=now,
        sees_private=True,
    )


def _key(text: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"shihu:{text}")
