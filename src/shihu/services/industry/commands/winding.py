"""A unit was dissolved while its project ran: what it owes and is owed is settled, and nothing is lost."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from shihu.base.ledger.types import DocumentKind, NewLine
from shihu.kernel.actors import Actor
from shihu.kernel.money import yuan
from shihu.services.industry.commands.booking import Booking
from shihu.services.industry.commands.running import Running
from shihu.services.industry.errors import ReasonNeeded, UnitStands
from shihu.services.industry.models import AdvanceLine, Season
from shihu.services.industry.queries.standings import stands
from shihu.services.industry.rules import tags
from shihu.services.industry.types import WoundUp

_THING = AdvanceLine.Thing


@transaction.atomic
def wind_up(*, actor: Actor, now: datetime, project: UUID, paper: str, approver: Actor | None = None) -> WoundUp:
    """Settle the project of a dissolved unit; return what is left open.

    Of every household, what stands for it of its proceeds pays what it owes for inputs, then for sheds. What then is
    left stands on its account as before: owed to it and paid out, or owed by it and paid off by later sales or money.
    Everybody's part ends today; goods that were delivered are still sold. Called again, it finds nothing to do.
    """
    act = Running(actor=actor, now=now)
    found = act.project(project)
    if not act.is_dissolved(found):
        raise UnitStands
    if not paper.strip():
        raise ReasonNeeded("paper")
    told = [0, 0, 0]
    for season in Season.objects.select_for_update(of=("self",)).filter(project=found).order_by("pk"):
        season.project = found
        for at, amount in enumerate(_offset(act, season, paper, approver)):
            told[at] += amount
    ended = found.participations.filter(until=None).update(until=act.today, why_left="发展单元解散")
    done = WoundUp(ended, *told)
    act.note(
        "wind_up",
        found,
        new={"ended": ended, "offset": yuan(done.offset), "owed": yuan(done.owed), "waiting": yuan(done.waiting)},
    )
    return done


def _offset(act: Running, season: Season, paper: str, approver: Actor | None) -> tuple[int, int, int]:
    """Let proceeds pay debts within one season; return (offset, still owed, still waiting)."""
    booking = Booking(season, actor=act.actor, now=act.now, day=act.today)
    waiting = {c: -v for c, v in stands(season, booking.accounts, tags.proceeds_tag(season.pk), act.today).items()}
    owed = {
        _THING.INPUT: stands(season, booking.accounts, tags.advance_tag(season.pk), act.today),
        _THING.RENTAL: stands(season, booking.accounts, tags.rental_tag(season.pk), act.today),
    }
    total = sum(amount for each in owed.values() for amount in each.values())
    households = dict(season.project.participations.values_list("household__code", "household_id"))
    lines, rows, offset = [], [], 0
    for code, stood in sorted(waiting.items()):
        free = stood
        for thing, tag in ((_THING.INPUT, tags.advance_tag), (_THING.RENTAL, tags.rental_tag)):
            amount = min(free, owed[thing].get(code, 0))
            if amount <= 0:
                continue
            party = booking.party(code)
            lines.append(NewLine(booking.chart.members, amount, party, "抵欠款", tags.proceeds_tag(season.pk)))
            lines.append(NewLine(booking.chart.members, -amount, party, "货款抵欠款", tag(season.pk)))
            rows.append((code, thing, amount))
            free -= amount
            offset += amount
    if lines:
        key = f"industry:wind:{season.pk.hex}:{act.today.isoformat()}"
        entry = booking.entry("单元解散清账", lines, paper, DocumentKind.MINUTES, key)
        booked = booking.post_now(entry, approver)
        Booking.write(
            [
                AdvanceLine(
                    season=season,
                    household_id=households[code],
                    thing=thing,
                    act=AdvanceLine.Act.OFFSET,
                    amount=-amount,
                    day=act.today,
                    entry=booked,
                    key=key,
                )
                for code, thing, amount in rows
            ]
        )
    return offset, total - offset, sum(waiting.values()) - offset
