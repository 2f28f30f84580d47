"""A unit was dissolved while its project ran: what it owes and is owed is settled, and nothing is lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from shihu.base.ledger.types import DocumentKind, NewLine
from shihu.kernel.actors import Actor
from shihu.kernel.money import yuan
from shihu.services.industry.commands.booking import Booking
from shihu.services.industry.commands.running import Running
from shihu.services.industry.errors import MovedMeanwhile, ReasonNeeded, UnitStands
from shihu.services.industry.models import AdvanceLine, Project, Season
from shihu.services.industry.queries.standings import stands
from shihu.services.industry.rules import tags
from shihu.services.industry.types import Offset, WoundUp

_THING = AdvanceLine.Thing
_TAGS = {_THING.INPUT: tags.advance_tag, _THING.RENTAL: tags.rental_tag}


@dataclass(frozen=True, slots=True)
class _Reckoned:
    """What winding up sets off in one season, and what then is left."""

    season: Season
    booking: Booking
    offsets: tuple[Offset, ...]
    owed: int
    waiting: int


@transaction.atomic
def wind_up(
    *,
    actor: Actor,
    now: datetime,
    project: UUID,
    paper: str,
    offsets: Sequence[Offset] | None = None,
    approver: Actor | None = None,
) -> WoundUp:
    """Settle the project of a dissolved unit; return what is left open.

    Of every household, what stands for it of its proceeds pays what it owes for inputs, then for sheds. What then is
    left stands on its account as before: owed to it and paid out, or owed by it and paid off by later sales or money.
    Everybody's part ends today; goods that were delivered are still sold. Called again, it finds nothing to do.
    ``offsets`` is what was agreed to; where it would be something else by now, nothing is done.
    """
    act = Running(actor=actor, now=now)
    found = act.project(project)
    if not act.is_dissolved(found):
        raise UnitStands
    if not paper.strip():
        raise ReasonNeeded("paper")
    reckoned = _reckon(act, found)
    planned = tuple(one for each in reckoned for one in each.offsets)
    if offsets is not None and tuple(offsets) != planned:
        asked, today = (sum(one.amount for one in each) for each in (offsets, planned))
        raise MovedMeanwhile(asked=yuan(asked), now=yuan(today))
    for each in reckoned:
        _book(act, each, paper, approver)
    ended = found.participations.filter(until=None).update(until=act.today, why_left="发展单元解散")
    offset = sum(one.amount for one in planned)
    done = WoundUp(ended, offset, sum(each.owed for each in reckoned), sum(each.waiting for each in reckoned))
    act.note(
        "wind_up",
        found,
        new={"ended": ended, "offset": yuan(done.offset), "owed": yuan(done.owed), "waiting": yuan(done.waiting)},
    )
    return done


def offsets_of(*, actor: Actor, now: datetime, project: UUID) -> tuple[Offset, ...]:
    """Return what winding up would set off today."""
    act = Running(actor=actor, now=now)
    return tuple(one for each in _reckon(act, act.project(project)) for one in each.offsets)


def _reckon(act: Running, project: Project) -> list[_Reckoned]:
    told = []
    for season in Season.objects.select_for_update(of=("self",)).filter(project=project).order_by("pk"):
        season.project = project
        booking = Booking(season, actor=act.actor, now=act.now, day=act.today)
        proceeds = stands(season, booking.accounts, tags.proceeds_tag(season.pk), act.today)
        owed = {thing: stands(season, booking.accounts, tag(season.pk), act.today) for thing, tag in _TAGS.items()}
        offsets = []
        for code, stood in sorted(proceeds.items()):
            free = -stood
            for thing, debts in owed.items():
                amount = min(free, debts.get(code, 0))
                if amount > 0:
                    offsets.append(Offset(season.pk, code, thing.value, amount))
                    free -= amount
        offset = sum(one.amount for one in offsets)
        debt = sum(amount for each in owed.values() for amount in each.values())
        told.append(_Reckoned(season, booking, tuple(offsets), debt - offset, -sum(proceeds.values()) - offset))
    return told


def _book(act: Running, reckoned: _Reckoned, paper: str, approver: Actor | None) -> None:
    """Let proceeds pay debts within one season."""
    if not reckoned.offsets:
        return
    season, booking = reckoned.season, reckoned.booking
    lines = []
    for one in reckoned.offsets:
        party, tag = booking.party(one.code), _TAGS[_THING(one.thing)]
        lines.append(NewLine(booking.chart.members, one.amount, party, "抵欠款", tags.proceeds_tag(season.pk)))
        lines.append(NewLine(booking.chart.members, -one.amount, party, "货款抵欠款", tag(season.pk)))
    key = f"industry:wind:{season.pk.hex}:{act.today.isoformat()}"
    booked = booking.post_now(booking.entry("单元解散清账", lines, paper, DocumentKind.MINUTES, key), approver)
    households = dict(season.project.participations.values_list("household__code", "household_id"))
    Booking.write(
        [
            AdvanceLine(
                season=season,
                household_id=households[one.code],
                thing=one.thing,
                act=AdvanceLine.Act.OFFSET,
                amount=-one.amount,
                day=act.today,
                entry=booked,
                key=key,
            )
            for one in reckoned.offsets
        ]
    )
