"""Reading the burden meter: one's own weeks, forms in use, and the middle of each group. Nobody is ranked or named."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import Max
from django.utils import timezone

from shihu.base.audit.queries import within
from shihu.base.burden.models import BurdenEntry
from shihu.base.burden.policies import SEE_BURDEN
from shihu.base.burden.rules import median, monday_of
from shihu.base.burden.types import FormUse, GroupWeek, Week, minutes
from shihu.kernel.actors import Actor, Role
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotFound

# How far back a form's use is looked at, and a form's usual time.
SINCE_DAYS = 90
_MOST_MEASURED = 3000


def scopes_seen(*, actor: Actor) -> tuple[str, ...]:
    """Return the places whose sums the actor sees."""
    return SEE_BURDEN.scopes(actor)


def own_weeks(*, actor: Actor, on: date, weeks: int = 8) -> list[Week]:
    """Return the actor's own last weeks, the newest first, empty ones too. One query."""
    first = monday_of(on) - timedelta(days=7 * (weeks - 1))
    told = {first + timedelta(days=7 * number): [0, 0, 0, 0, 0] for number in range(weeks)}
    found = BurdenEntry.objects.filter(actor=actor.key, at__gte=_midnight(first)) if actor.key else ()
    for row in found:
        sums = told.get(monday_of(timezone.localdate(row.at)))
        if sums is None:
            continue
        sums[0] += 1
        sums[1] += row.fields
        sums[2] += row.seconds or 0
        sums[3] += row.seconds is not None
        sums[4] += not row.is_kept
    return [Week(monday, *told[monday]) for monday in sorted(told, reverse=True)]


def own_forms(*, actor: Actor, on: date) -> list[FormUse]:
    """Return the forms that the actor sent in the last ninety days, by name. One query."""
    if actor.key is None:
        return []
    since = _midnight(on - timedelta(days=SINCE_DAYS))
    return _used(BurdenEntry.objects.filter(actor=actor.key, at__gte=since))


def forms_in_use(place: str, *, actor: Actor, on: date) -> list[FormUse]:
    """Return how the forms were used in a place in the last ninety days, by name. One query."""
    if not SEE_BURDEN.allows(actor, place):
        raise NotFound
    since = _midnight(on - timedelta(days=SINCE_DAYS))
    return _used(BurdenEntry.objects.filter(within("place", [place]), at__gte=since))


def last_used(place: str, *, actor: Actor) -> dict[str, datetime]:
    """Return when each form was last sent in a place, ever. One query."""
    if not SEE_BURDEN.allows(actor, place):
        raise NotFound
    found = BurdenEntry.objects.filter(within("place", [place])).order_by().values_list("form")
    return {form: at for form, at in found.annotate(Max("at")) if at is not None}


def group_weeks(place: str, *, actor: Actor, on: date) -> list[GroupWeek]:
    """Return the cadres and the heads of each village in the week before, in the order of the place codes.

    The one in the middle and the most, never a name. One query.
    """
    if not SEE_BURDEN.allows(actor, place):
        raise NotFound
    monday = monday_of(on) - timedelta(days=7)
    roles = (Role.CADRE, Role.HEAD)
    found = BurdenEntry.objects.filter(
        within("place", [place]),
        role__in=[role.value for role in roles],
        at__gte=_midnight(monday),
        at__lt=_midnight(monday + timedelta(days=7)),
    )
    groups: dict[tuple[str, Role], dict[object, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
    for row in found:
        sums = groups[row.place[: Level.VILLAGE], Role(row.role)][row.actor]
        sums[0] += 1
        sums[1] += row.seconds or 0
        sums[2] += row.fields
    return [
        GroupWeek(
            village=village,
            role=role,
            people=len(people),
            sendings=sum(one[0] for one in people.values()),
            median_seconds=median([one[1] for one in people.values()]),
            most_seconds=max(one[1] for one in people.values()),
            median_fields=median([one[2] for one in people.values()]),
        )
        for (village, role), people in sorted(groups.items())
    ]


def typical_minutes(forms: Collection[str]) -> dict[str, int]:
    """Return the usual minutes of forms that somebody was measured at: the median of the newest. One query."""
    if not forms:
        return {}
    found = BurdenEntry.objects.filter(form__in=forms, seconds__isnull=False, is_kept=True)
    taken: dict[str, list[int]] = defaultdict(list)
    for form, seconds in found.values_list("form", "seconds")[:_MOST_MEASURED]:
        taken[form].append(seconds or 0)
    return {form: minutes(median(told)) for form, told in taken.items()}


def _used(found: Iterable[BurdenEntry]) -> list[FormUse]:
    rows: dict[str, list[BurdenEntry]] = defaultdict(list)
    for row in found:
        rows[row.form].append(row)
    told = []
    for form in sorted(rows):
        mine = rows[form]
        taken = [row.seconds for row in mine if row.seconds is not None and row.is_kept]
        told.append(
            FormUse(
                form=form,
                times=sum(1 for row in mine if row.is_kept),
                people=len({row.actor for row in mine}),
                fields=median([row.fields for row in mine]),
                seconds=median(taken) if taken else None,
                refused=sum(1 for row in mine if not row.is_kept),
                last_used=max(row.at for row in mine),
            )
        )
    return told


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
