"""Rates agreed before use, the floor of the law, foremen."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.queries.whereabouts import whereabouts
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.industry import policies
from shihu.services.industry.commands.running import Running
from shihu.services.industry.errors import ForemanStands, NameNeeded, RateBackdated, ReasonNeeded
from shihu.services.industry.models import Foreman, LabourRate, WageFloor, WorkLine
from shihu.services.industry.queries.labour.rates import floor_on
from shihu.services.industry.rules import labour as rules
from shihu.services.industry.types import NewFloor, NewRate


@transaction.atomic
def set_wage_floor(*, actor: Actor, now: datetime, new: NewFloor) -> None:
    """Record the least that the law allows in a place from a day on; the same day again replaces what was told."""
    policies.SET_FLOORS.require(actor, new.place, seen=policies.SEE_PROJECTS.allows(actor, new.place))
    if not new.source.strip() or new.full <= 0 or new.short <= 0:
        raise ReasonNeeded("source")
    told = {"full": new.full, "short": new.short, "source": new.source.strip()[:120]}
    row, _made = WageFloor.objects.update_or_create(
        place_id=new.place, since=new.since, defaults={**told, "recorded_by": actor.name}
    )
    change = Change("industry.set_wage_floor", "wage_floor", str(row.pk), new.place, None, {**told, "since": new.since})
    record(actor=actor, now=now, changes=[change])


@transaction.atomic
def agree_rate(*, actor: Actor, now: datetime, project: UUID, new: NewRate) -> UUID:
    """Record a rate that was agreed; it ends the one of the same name. Never for days that stand already."""
    act = Running(actor=actor, now=now)
    found = act.project(project, needs_open=True)
    words = new.words.strip()[:40]
    if not words:
        raise NameNeeded("words")
    if not new.paper.strip():
        raise ReasonNeeded("paper")
    rules.checked_rate(new, floor_on(found.place_id, new.since), today=act.today)
    used = WorkLine.objects.filter(rate__project=found, rate__words=words, workday__day__gte=new.since)
    last = used.exclude(workday__state="reversed").order_by("-workday__day").first()
    if last is not None:
        raise RateBackdated("since", words=words, since=new.since.isoformat(), last=last.workday.day.isoformat())
    told = {
        "kind": new.kind.value,
        "price": new.price,
        "measure": new.measure.strip()[:12],
        "day_minutes": new.day_minutes,
        "agreed_on": new.agreed_on,
        "paper": new.paper.strip()[:60],
    }
    row, _made = LabourRate.objects.update_or_create(
        project=found, words=words, since=new.since, defaults={**told, "recorded_by": actor.name}
    )
    act.note("agree_rate", found, new={**told, "words": words, "since": new.since})
    return row.pk


@transaction.atomic
def name_foreman(*, actor: Actor, now: datetime, project: UUID, person: UUID, since: date) -> None:
    """Name who keeps the register on the spot: what they confirm is booked in the name of the actor."""
    act = Running(actor=actor, now=now)
    found = act.project(project, needs_open=True)
    known = whereabouts([person], on=timezone.localdate(now)).get(person)
    if known is None or known.household is None:
        raise NotFound
    if actor.key is None:
        raise NotAllowed
    if found.foremen.filter(person=person, until=None).exists():
        raise ForemanStands("person", name=known.name)
    Foreman.objects.create(project=found, person_id=person, since=since, named_by=actor.key, named_name=actor.name)
    act.note("name_foreman", found, new={"person": str(person), "since": since})


@transaction.atomic
def dismiss_foreman(*, actor: Actor, now: datetime, project: UUID, foreman: int) -> None:
    """End a foreman's charge today."""
    act = Running(actor=actor, now=now)
    found = act.project(project)
    row = found.foremen.select_for_update().filter(pk=foreman, until=None).first()
    if row is None:
        raise NotFound
    row.until = max(act.today, row.since)
    row.save(update_fields=["until"])
    act.note("dismiss_foreman", found, old={"person": str(row.person_id), "since": row.since})
