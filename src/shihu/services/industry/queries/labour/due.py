"""What waits for somebody in the registers."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from shihu.base.audit.queries import within
from shihu.kernel.actors import Actor
from shihu.kernel.duties import DueItem
from shihu.kernel.money import yuan
from shihu.services.industry import policies
from shihu.services.industry.models import Foreman, Season, WagePayment, Workday
from shihu.services.industry.queries.labour.access import leads
from shihu.services.industry.queries.labour.standings import late_by_season
from shihu.services.industry.rules import labour as rules

_STATE = Workday.State


def labour_due(*, actor: Actor, on: date) -> list[DueItem]:
    """Return what waits for the actor: sheets, payments, wages that are late or will be within a week.

    Four queries for who runs projects, two for anybody else who has signed in.
    """
    approves, runs = policies.APPROVE.scopes(actor), policies.RUN_PROJECTS.scopes(actor)
    led = list(Foreman.objects.filter(leads(actor, on)).values_list("project", flat=True)) if actor.is_known else []
    if not approves and not led:
        return []
    kept = Q(state=_STATE.DRAFT, day__lt=on) & (Q(season__project__in=led) | _under(runs, "season__project__place_id"))
    waits = Q(state=_STATE.WAITING) & _under(approves, "season__project__place_id")
    waits &= ~Q(confirmed_by=actor.key) & ~Q(booked_for=actor.key)
    found = Workday.objects.filter(kept | waits, season__closed_on=None).select_related("season__project")
    items = [_sheet(one) for one in found]
    if not runs:
        return items
    lists = WagePayment.objects.filter(
        _under(approves, "season__project__place_id"), state=WagePayment.State.PREPARED
    ).exclude(prepared_by=actor.key)
    items += [
        DueItem(
            "industry.wage_payment",
            _("Confirm a payment of wages"),
            f"{one.season.project.name} · {yuan(one.total)}",
            one.season.project.place_id,
            "industry_labour_payment",
            {"key": str(one.pk)},
            since=one.prepared_at.date(),
            minutes=3,
        )
        for one in lists.select_related("season__project")
    ]
    return items + _late(runs, on)


def _sheet(one: Workday) -> DueItem:
    waits = one.state == _STATE.WAITING
    return DueItem(
        "industry.workday" if waits else "industry.workday_draft",
        _("Approve a day of work") if waits else _("Confirm a day of work"),
        f"{one.season.project.name} · {one.day.isoformat()} · {one.work}",
        one.season.project.place_id,
        "industry_labour_day",
        {"key": str(one.pk)},
        since=one.day,
        minutes=3,
    )


def _late(runs: tuple[str, ...], on: date) -> list[DueItem]:
    """Return seasons whose wages stand a month, or will within a week: farm labour is paid at least monthly."""
    seasons = Season.objects.filter(_under(runs, "project__place_id"), workdays__state=_STATE.CONFIRMED)
    known = {one.pk: one for one in seasons.select_related("project").distinct()}
    items = []
    for key, (oldest, total, people) in (late_by_season(known, on=on) if known else {}).items():
        season = known[key]
        subject = _("%(project)s: %(people)s people, %(yuan)s yuan") % {
            "project": season.project.name,
            "people": people,
            "yuan": yuan(total),
        }
        items.append(
            DueItem(
                "industry.wages_late",
                _("Pay wages of day labour"),
                subject,
                season.project.place_id,
                "industry_labour_season",
                {"season": str(key)},
                since=oldest,
                due=rules.due_by(oldest),
                minutes=10,
            )
        )
    return items


def _under(scopes: tuple[str, ...], column: str) -> Q:
    return within(column, scopes) if scopes else Q(pk__in=())
