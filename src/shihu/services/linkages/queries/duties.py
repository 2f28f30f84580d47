"""What waits for a person in sanitation, village work and meetings; the panels of a unit and a household."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.base.audit.queries import within
from shihu.kernel.actors import Actor
from shihu.kernel.duties import DueItem
from shihu.kernel.presentation import Stat
from shihu.services.linkages import policies
from shihu.services.linkages.models import InspectionRound, ReachLink, UnitMeeting, WorkShare
from shihu.services.linkages.queries import meetings, sanitation, welfare
from shihu.services.linkages.queries.duty_units import own_unit
from shihu.services.linkages.rules.sanitation.rota import monday
from shihu.services.linkages.types import FULL
from shihu.services.units.queries import unit_labels, unit_rows

# Minutes that the forms take, by the fields they ask.
# What a round found longer ago is looked at by later rounds.
MENDING = timedelta(days=30)
SCORE_MINUTES, ANSWER_MINUTES, MINUTES_MINUTES = 2, 3, 10


@dataclass(frozen=True, slots=True)
class DutiesPanel:
    """For ``linkages/panels/duties.html``: a unit or a household in figures."""

    href: str
    stats: tuple[Stat, ...]


def sanitation_due(*, actor: Actor, on: date) -> list[DueItem]:
    """Return what sanitation asks: own turn and mending, second looks, objections, rounds left open."""
    told: list[DueItem] = []
    scopes = policies.INSPECT.scopes(actor)
    if scopes:
        told += _for_inspectors(scopes)
    mine = own_unit(actor=actor, on=on)
    if mine is None or mine.own is None:
        return told
    unit = mine.unit.key
    called = unit_labels([unit])[unit]
    keys = {"key": str(unit)}
    week = monday(on)
    if sanitation.turns_on([unit], on=on).get(unit) == mine.own.household:
        told.append(
            DueItem(
                "linkages.turn",
                _("This week is our turn to sweep"),
                called,
                mine.unit.hamlet,
                "linkages_sanitation_unit",
                keys,
                since=week,
                due=week + timedelta(days=6),
            )
        )
    told += [
        DueItem(
            "linkages.mend",
            _("Put right what the round found"),
            called,
            mine.unit.hamlet,
            "linkages_sanitation_found",
            {"key": str(one.key), "unit": str(unit)},
            since=one.on,
        )
        for one in sanitation.rounds_of_unit(unit, since=on - MENDING)
        if (counted := one.counts(unit)) and counted.points < FULL and counted.mended_on is None
    ]
    return told


def welfare_due(*, actor: Actor, on: date) -> list[DueItem]:
    """Return what village work asks: calls not yet answered of the own household, parts to accept."""
    told = []
    scopes = policies.KEEP_DUTIES.scopes(actor)
    mine = own_unit(actor=actor, on=on)
    asked = Q(pk__in=[])
    if scopes:
        asked |= Q(within("work__village_id", scopes), work__last_day__lt=on) & ~Q(work__planned_by=actor.key)
    if mine is not None and mine.own is not None:
        household = mine.own.household
        asked |= Q(unit=mine.unit.key, work__last_day__gte=on) & ~Q(answers__household=household)
    found = list(WorkShare.objects.filter(asked, accepted_at=None).select_related("work", "unit").distinct())
    called = unit_labels({share.unit_id for share in found})
    for share in found:
        is_call = mine is not None and share.unit_id == mine.unit.key and share.work.last_day >= on
        told.append(
            DueItem(
                "linkages.call" if is_call else "linkages.accept",
                _("Say whether somebody can come") if is_call else _("Measure and accept the work"),
                f"{share.work.title} · {called[share.unit_id]}",
                share.unit.hamlet_id,
                "linkages_welfare_part",
                {"key": str(share.pk)},
                since=timezone.localdate(share.work.fixed_at) if share.work.fixed_at else None,
                due=share.work.first_day if is_call else None,
                minutes=0 if is_call else ANSWER_MINUTES,
            )
        )
    return told


def meetings_due(*, actor: Actor, on: date) -> list[DueItem]:
    """Return what meetings ask: the next one of the own unit, minutes not written, tasks of the own household."""
    mine = own_unit(actor=actor, on=on)
    if mine is None or mine.own is None:
        return []
    told = []
    for row in UnitMeeting.objects.filter(unit=mine.unit.key, kept_at=None).order_by("at"):
        day = timezone.localdate(row.at)
        if day < on and not mine.is_head:
            continue
        is_over = day < on
        told.append(
            DueItem(
                "linkages.minutes" if is_over else "linkages.meeting",
                _("Write the minutes") if is_over else _("Come to the unit's meeting"),
                row.agenda[0],
                mine.unit.hamlet,
                "linkages_meetings_meeting",
                {"key": str(row.pk)},
                since=timezone.localdate(row.called_at),
                due=day if not is_over else None,
                minutes=MINUTES_MINUTES if is_over else 0,
            )
        )
    tasks = meetings.open_tasks([mine.unit.key]).filter(owner=mine.own.household).select_related("meeting")
    told += [
        DueItem(
            "linkages.task",
            _("See to what the unit decided"),
            task.words,
            mine.unit.hamlet,
            "linkages_meetings_meeting",
            {"key": str(task.meeting_id)},
            since=timezone.localdate(task.meeting.at),
            due=task.due,
        )
        for task in tasks
    ]
    return told


def duties_of_unit(unit: UUID, *, actor: Actor, on: date) -> DutiesPanel:
    """Return a unit's panel, for those who may open it."""
    found = sanitation.unit_sanitation(unit, actor=actor, on=on, rounds=1)
    newest = found.rounds[0].counts(found.opened.unit.key) if found.rounds else None
    minutes = welfare.minutes_of([unit], first=on.replace(month=1, day=1), last=on).get(unit, 0)
    waiting = meetings.open_tasks([unit]).count()
    return DutiesPanel(
        reverse("linkages_sanitation_unit", kwargs={"key": unit}),
        (
            Stat(_("Last round"), str(newest.points) if newest else "—", f"/{FULL}"),
            Stat(_("Hours of village work this year"), hours(minutes), pgettext("linkages", "h")),
            Stat(_("Tasks open"), str(waiting)),
        ),
    )


def duties_of_household(household: UUID, *, actor: Actor, on: date) -> DutiesPanel:
    """Return a household's panel: hours given this year, and who reaches it where the actor keeps that."""
    first = on.replace(month=1, day=1)
    told = welfare.household_hours(household, actor=actor, first=first, last=on)
    link = ReachLink.objects.filter(household=household, until=None).values_list("member__name", flat=True).first()
    stats = [Stat(_("Hours of village work this year"), hours(told.minutes), pgettext("linkages", "h"))]
    if link and policies.KEEP_REACH.allows(actor, told.hamlet):
        stats.append(Stat(_("Reached by"), link))
    return DutiesPanel(reverse("linkages_welfare_household", kwargs={"household": household}), tuple(stats))


def hours(minutes: int) -> str:
    """Minutes as hours, halves shown: 90 -> 1.5, 120 -> 2."""
    whole, rest = divmod(minutes, 60)
    return f"{whole}.5" if rest else str(whole)


def _for_inspectors(scopes: Sequence[str]) -> list[DueItem]:
    rounds = InspectionRound.objects.filter(within("hamlet_id", scopes))
    told = [
        _of_round(row, "linkages.round", _("Go on with the round"), SCORE_MINUTES)
        for row in rounds.filter(closed_at=None)
    ]
    seconds = Count("scores", filter=Q(scores__look="again"))
    drawn = rounds.filter(closed_at__isnull=False).exclude(drawn=[]).annotate(seconds=seconds)
    told += [
        _of_round(row, "linkages.look_again", _("Look again at what was drawn"), SCORE_MINUTES * left)
        for row in drawn
        if (left := len(row.drawn) - row.seconds) > 0
    ]
    waiting = list(sanitation.open_objections(scopes).select_related("round").order_by("raised_at"))
    units = unit_rows([row.unit_id for row in waiting])
    told += [
        DueItem(
            "linkages.objection",
            _("Answer the objection to a score"),
            units[row.unit_id].name,
            row.round.hamlet_id,
            "linkages_sanitation_answer",
            {"key": str(row.pk)},
            since=timezone.localdate(row.raised_at),
            minutes=ANSWER_MINUTES,
        )
        for row in waiting
    ]
    return told


def _of_round(row: InspectionRound, kind: str, title: str, minutes: int) -> DueItem:
    return DueItem(
        kind,
        title,
        row.on.isoformat(),
        row.hamlet_id,
        "linkages_sanitation_round",
        {"key": str(row.pk)},
        since=row.on,
        minutes=minutes,
    )
