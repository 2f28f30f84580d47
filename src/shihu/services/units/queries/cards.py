"""Reading what a unit's card shows, and what happened to a unit."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils import timezone

from shihu.kernel.actors import Actor
from shihu.kernel.places import Level, level_of
from shihu.kernel.refusals import NotFound
from shihu.services.units import policies
from shihu.services.units.models import Appraisal, AppraisalPublication, Seat, Unit
from shihu.services.units.queries import appraisals, belonging, charters
from shihu.services.units.queries.leading import heads_in_office
from shihu.services.units.rules import appraisals as rules
from shihu.services.units.types import HappeningKind, UnitCard, UnitCharters, UnitHappening


def unit_card(key: UUID | str, *, actor: Actor, today: date) -> UnitCard:
    """Return the card of one unit in force, for those who see it and those who sit in it."""
    opened = belonging.opened(key, actor=actor)
    if opened.unit.since is None or opened.unit.until is not None:
        raise NotFound
    return _cards([opened.unit], today)[0]


def unit_cards(place: str, *, actor: Actor, today: date) -> list[UnitCard]:
    """Return the cards of all units in force of a village or a hamlet. Seven queries, however many units."""
    policies.SEE_UNITS.require(actor, place)
    if level_of(place) not in {Level.VILLAGE, Level.HAMLET}:
        raise NotFound
    return _cards(list(belonging.open_units(place, on=today)), today)


def happenings(unit: UUID, told: UnitCharters, *, today: date) -> list[UnitHappening]:
    """Return what happened to a unit, newest first: one query for each source but the charters, given in ``told``."""
    events = [*_seats(unit), *_appraised(unit)]
    for version in told.versions:
        drafted = timezone.localdate(version.drafted_at)
        events.append(UnitHappening("charter", drafted, who=version.drafted_by, number=version.version))
        if version.force.since is not None and version.force.since <= today:
            events.append(UnitHappening("in_force", version.force.since, number=version.version))
    # Of one day, what follows from something stands above it.
    order = {kind: at for at, kind in enumerate(_ORDER)}
    return sorted(events, key=lambda e: (e.day, order[e.kind]), reverse=True)


_ORDER: tuple[HappeningKind, ...] = (
    "left",
    "joined",
    "formed",
    "charter",
    "in_force",
    "own",
    "township",
    "published",
    "ended",
)


def _seats(unit: UUID) -> list[UnitHappening]:
    found = Seat.objects.filter(unit=unit, since__isnull=False).values_list(
        "since", "until", "household__householder__name", "unit__since", "unit__until"
    )
    events: list[UnitHappening] = []
    formed: date | None = None
    ended: date | None = None
    first = 0
    for since, until, name, opened, closed in found:
        formed, ended = opened, closed
        if since is None or since == until:
            continue
        if since == opened:
            first += 1
        else:
            events.append(UnitHappening("joined", since, who=name))
        if until is not None and until != closed:
            events.append(UnitHappening("left", until, who=name))
    if formed is not None:
        events.append(UnitHappening("formed", formed, number=first))
    if ended is not None:
        events.append(UnitHappening("ended", ended))
    return events


def _appraised(unit: UUID) -> list[UnitHappening]:
    """Appraisals with their totals, the last revision of each; and what was published of them."""
    found = (
        Appraisal.objects.filter(unit=unit)
        .select_related("rule", "unit")
        .prefetch_related("scores")
        .order_by("month", "revision")
    )
    latest = {(row.month, row.kind): row for row in found}
    events = []
    village = ""
    for (month, kind), row in latest.items():
        village = row.unit.hamlet_id[: Level.VILLAGE]
        items = appraisals.items_of(row.rule.items)
        told = rules.total(items, {s.item: s.points for s in row.scores.all()})
        named: HappeningKind = "own" if kind == Appraisal.Kind.OWN else "township"
        events.append(UnitHappening(named, timezone.localdate(row.made_at), row.actor_name, told, month))
    if village:
        published = AppraisalPublication.objects.filter(village_id=village, month__in={m for m, _kind in latest})
        events += [UnitHappening("published", p.published_on, p.published_by, month=p.month) for p in published]
    return events


def _cards(units: Collection[Unit], today: date) -> list[UnitCard]:
    keys = [unit.pk for unit in units]
    members: dict[UUID, list[str]] = defaultdict(list)
    seats = Seat.objects.filter(unit__in=keys, since__lte=today, until=None).order_by("pk")
    for key, name in seats.values_list("unit_id", "household__householder__name"):
        members[key].append(name)
    heads = heads_in_office(keys, on=today)
    states = {state.unit: state for state in charters.states_of(units, today=today)}
    cards = []
    for unit in units:
        state = states[unit.pk]
        day, labour = state.values.get("meeting_day"), state.values.get("labour_days")
        head = heads.get(unit.pk)
        cards.append(
            UnitCard(
                unit=unit.pk,
                name=unit.name,
                hamlet=unit.hamlet_id,
                ordinal=unit.ordinal,
                since=unit.since,
                head=head.name if head else "",
                members=tuple(members[unit.pk]),
                duty_area=str(state.values.get("duty_area", "")),
                meeting_day=day if isinstance(day, int) else None,
                labour_days=labour if isinstance(labour, int) else None,
                charter_since=state.since,
            )
        )
    return cards
