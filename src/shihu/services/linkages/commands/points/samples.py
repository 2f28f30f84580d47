"""The monthly sample: a number published beforehand, then a draw that anybody can repeat."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level, level_of
from shihu.kernel.refusals import NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.errors.points import AlreadyDrawn, BadNumber, NumberPublished, TooEarly
from shihu.services.linkages.models.points import PointClaim, PointSample, PointSampleClaim
from shihu.services.linkages.queries.points import books
from shihu.services.linkages.rules.points import books as book_rules
from shihu.services.linkages.rules.points import samples as rules


@transaction.atomic
def publish_number(*, actor: Actor, now: datetime, village: str, month: date, number: str, where: str) -> UUID:
    """Publish the number of a month's sample, before anything is drawn."""
    if level_of(village) != Level.VILLAGE:
        raise NotFound
    policies.RUN_SAMPLES.require(actor, village, seen=policies.SEE_POINTS.allows(actor, village))
    first, _last = book_rules.month_of(month)
    today = timezone.localdate(now)
    if PointSample.objects.filter(village=village, month=first).exists():
        raise NumberPublished(where="number")
    if not (number.isascii() and number.isdigit() and 1 <= len(number) <= 20) or not where.strip():
        raise BadNumber(where="number")
    if first > today:
        raise TooEarly(where="month", day=first.isoformat())
    made = PointSample.objects.create(
        village_id=village,
        month=first,
        number=number,
        number_source=where.strip()[:120],
        published_on=today,
        published_by=actor.name,
    )
    told = {"month": f"{first:%Y-%m}", "number": number, "where": made.number_source}
    change = Change("linkages.publish_sample_number", "point_sample", str(made.pk), village, None, told)
    record(actor=actor, now=now, changes=[change])
    return made.pk


@transaction.atomic
def draw_sample(*, actor: Actor, now: datetime, key: UUID | str) -> int:
    """Draw a month's sample once it is over and its number stood for a day; return how many claims were drawn."""
    found = PointSample.objects.select_for_update().filter(pk=key).first()
    if found is None:
        raise NotFound
    policies.RUN_SAMPLES.require(actor, found.village_id, seen=policies.SEE_POINTS.allows(actor, found.village_id))
    if found.drawn_on is not None:
        raise AlreadyDrawn
    first, last = book_rules.month_of(found.month)
    today, open_from = timezone.localdate(now), max(last, found.published_on) + timedelta(days=1)
    if today < open_from:
        raise TooEarly(day=open_from.isoformat())
    settings = books.require_book(found.village_id, on=last).settings
    claims = PointClaim.objects.filter(account__village=found.village_id, decided_on__range=(first, last))
    decided = list(claims.values_list("pk", flat=True))
    many = rules.size(len(decided), share=settings.sample_share, least=settings.sample_least)
    chosen = rules.drawn(rules.seed(first, found.village_id, found.number), decided, many=many)
    PointSampleClaim.objects.bulk_create(
        PointSampleClaim(sample=found, claim_id=claim, order=order) for order, claim in enumerate(chosen, start=1)
    )
    found.drawn_on, found.decided = today, len(decided)
    found.save(update_fields=["drawn_on", "decided"])
    told = {"decided": len(decided), "drawn": len(chosen)}
    change = Change("linkages.draw_sample", "point_sample", str(found.pk), found.village_id, None, told)
    record(actor=actor, now=now, changes=[change])
    return len(chosen)
