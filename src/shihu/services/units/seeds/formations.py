"""The demonstration's units: three pilot villages in force by everybody's consent, one under notice, two drafted.

The pilots run through what every village runs through: drawn, published, signed on paper, established.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from shihu.base.jobs.commands import run
from shihu.base.jobs.queries import job_of
from shihu.kernel.actors import Actor
from shihu.services.units.commands import (
    ask_again,
    ask_formation,
    decide_sheet,
    discard_formation,
    establish_units,
    publish_proposal,
)
from shihu.services.units.queries import formation
from shihu.services.units.types import Again, Channel, Choices, Deciding, FormationDetail, UnitRow, Word

TIANJIAWA, SHANGJIAGOU, ZHIJIN, NANZHUANG = (f"141130101{number}" for number in ("201", "202", "203", "204"))
PILOTS = (TIANJIAWA, SHANGJIAGOU, ZHIJIN)
# 南庄村 is under notice, 桑坪村 and 柏洼村 have a draft; 石窑峪村 and the others are left for whoever tries it.
DRAFTED = ("141130101205", "141130101206")
# Those of the story of the exchanged land live side by side and asked to be in one unit with the head who settled it.
NEIGHBOURS = ("赵二虎", "姚福海", "赵春生", "赵秋生", "赵冬生")
NOTICE_DAYS = 7
_SPACE = UUID("1a8c0d6e-5a3c-4f5e-9a44-8f2d3f0f6a10")
Progress = Callable[[int, int, str], None]


def establish_pilots(*, actor: Actor, drawn: datetime, published: datetime, progress: Progress) -> None:
    """Draw the pilots' units, publish them, enter the signed sheets, and establish what everybody accepted."""
    for number, village in enumerate(PILOTS):
        progress(number, len(PILOTS), village)
        key = draw(actor=actor, now=drawn, village=village, together=NEIGHBOURS if village == SHANGJIAGOU else ())
        publish_proposal(actor=actor, now=published, key=key, days=NOTICE_DAYS)
        detail = formation(key, actor=actor)
        signed = published + timedelta(days=3)
        for at, unit in enumerate(detail.units):
            _sheet(actor, signed, key, unit, f"{at + 1:03d}")
        establish_units(actor=actor, now=published + timedelta(days=NOTICE_DAYS + 2), key=key)


def publish_notice(*, actor: Actor, drawn: datetime, published: datetime, signed: datetime) -> None:
    """Publish a village's draft; four units of five have brought their sheet, and some households want it otherwise."""
    key = draw(actor=actor, now=drawn, village=NANZHUANG)
    publish_proposal(actor=actor, now=published, key=key, days=NOTICE_DAYS, knowingly=True)
    detail = formation(key, actor=actor)
    for at, unit in enumerate(detail.units):
        if at % 5 == 4:
            continue
        _sheet(actor, signed, key, unit, f"{at + 1:03d}", but=1 if at % 11 == 3 else 0, away=at % 4 == 1)
        if at % 11 == 3:
            _other_wish(actor, signed, key, unit, detail, declines=at % 2 == 0)


def draft_villages(*, actor: Actor, drawn: datetime, villages: Sequence[str], progress: Progress) -> None:
    """Draw the units of some villages and leave them as drafts."""
    for number, village in enumerate(villages):
        progress(number, len(villages), village)
        draw(actor=actor, now=drawn, village=village)


def draw(*, actor: Actor, now: datetime, village: str, together: Sequence[str] = ()) -> UUID:
    """Have the units of a village drawn, on the spot; return the draft. ``together`` names householders."""
    key = ask_formation(actor=actor, now=now, place=village, choices=Choices(effort="quick"))
    _run(key, now)
    if together:
        seats = [seat for unit in formation(key, actor=actor).units for seat in unit.seats]
        codes = [next(s.code for s in seats if s.householder == name) for name in together]
        pairs = tuple((codes[0], code) for code in codes[1:])
        first, key = key, ask_again(actor=actor, now=now, key=key, again=Again(together=pairs))
        _run(key, now)
        discard_formation(actor=actor, now=now, key=first)
    return key


def _run(key: UUID, now: datetime) -> None:
    job = job_of("units.form", str(key))
    if job is not None:
        # On the spot: the worker that finds it in the queue later sees that it has ended.
        run(key=job.key, now=now)


def _sheet(
    actor: Actor, now: datetime, key: UUID, unit: UnitRow, number: str, *, but: int = 0, away: bool = False
) -> None:
    """Enter the signed sheet of a unit: all accept, but for the first ``but``; one may be away and has not signed."""
    signers = unit.seats[but : len(unit.seats) - 1 if away else None]
    decisions = [
        Deciding(
            household=seat.code,
            word=Word.ACCEPT,
            channel=Channel.PAPER,
            decided_on=_day(now),
            decided_by=seat.householder,
            paper=f"{unit.name}-{number}",
        )
        for seat in signers
    ]
    decide_sheet(actor=actor, now=now, key=key, stamp=uuid5(_SPACE, f"{key} {unit.key}"), decisions=decisions)


def _other_wish(
    actor: Actor, now: datetime, key: UUID, unit: UnitRow, detail: FormationDetail, *, declines: bool
) -> None:
    """The first household of a unit declines, or asks for the next unit of its hamlet."""
    seat = unit.seats[0]
    beside = [other for other in detail.units if other.hamlet == unit.hamlet and other.key != unit.key]
    wants = beside[0].key if beside and not declines else None
    deciding = Deciding(
        household=seat.code,
        word=Word.DECLINE if declines else Word.ASK,
        channel=Channel.CADRE,
        decided_on=_day(now),
        decided_by=seat.householder,
        witness="村委会",
        reason="常年在外打工，暂时不参加" if declines else "想和兄弟家编在一个单元",
        wanted_unit=wants,
    )
    stamp = uuid5(_SPACE, f"{key} {seat.code}")
    decide_sheet(actor=actor, now=now, key=key, stamp=stamp, decisions=[deciding])


def _day(now: datetime) -> date:
    return now.date()
