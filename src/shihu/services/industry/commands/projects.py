"""Opening projects and seasons, enrolling households, keeping sites and budgets."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from shihu.base.ledger.queries import entity
from shihu.base.ledger.types import EntityKind
from shihu.base.registry.queries import households
from shihu.base.registry.types.households import HouseholdFilter
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level, lies_in
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.commands.running import Running
from shihu.services.industry.errors import (
    HouseholdElsewhere,
    NameNeeded,
    NameTaken,
    NotAProducer,
    SeasonsOpen,
    TakesNoPart,
    TakesPartAlready,
)
from shihu.services.industry.models import BudgetLine, Participation, Project, Season, Site
from shihu.services.industry.rules import projects as rules
from shihu.services.industry.types import NewBudgetLine, NewProject, NewSite
from shihu.services.units.queries import unit as unit_of

_PRODUCERS = frozenset({EntityKind.COOPERATIVE, EntityKind.COLLECTIVE, EntityKind.UNIT})


@transaction.atomic
def open_project(*, actor: Actor, now: datetime, new: NewProject) -> UUID:
    """Open a project in the books of a producer; return its key."""
    book = entity(new.book, actor=actor)
    policies.RUN_PROJECTS.require(actor, book.place, seen=policies.SEE_PROJECTS.allows(actor, book.place))
    if book.kind not in _PRODUCERS:
        raise NotAProducer("book")
    if new.unit is not None:
        unit_of(new.unit, actor=actor)
    name = _named(new.name)
    risk = rules.checked_risk(new.risk)
    if Project.objects.filter(book=new.book, name=name).exists():
        raise NameTaken("name", name=name)
    project = Project.objects.create(
        book_id=new.book,
        unit_id=new.unit,
        place_id=book.place,
        kind_id=new.kind,
        name=name,
        plan=new.plan.strip(),
        risk=risk,
        opened_on=new.opened_on,
    )
    told = {"name": name, "kind": new.kind, "risk": risk, "opened_on": new.opened_on}
    Running(actor=actor, now=now).note("open_project", project, new=told)
    return project.pk


@transaction.atomic
def enrol(*, actor: Actor, now: datetime, project: UUID, codes: Sequence[str], since: date) -> int:
    """Let households (by code) take part from ``since``; all or none; return how many."""
    act = Running(actor=actor, now=now)
    found = act.project(project, needs_open=True)
    village = found.place_id[: Level.VILLAGE]
    living = households(actor=actor, on=since, filters=HouseholdFilter(place=village), limit=None)
    known = {row.code: row.key for row in living.rows}
    for code in codes:
        if code not in known:
            raise HouseholdElsewhere("codes", code=code)
    keys = {known[code]: code for code in codes}
    running = Participation.objects.filter(project=found, household__in=keys, until=None)
    for key in running.values_list("household_id", flat=True):
        raise TakesPartAlready("codes", code=keys[key])
    Participation.objects.bulk_create(
        [Participation(project=found, household_id=key, since=since) for key in keys], batch_size=500
    )
    act.note("enrol", found, new={"households": sorted(keys.values()), "since": since})
    return len(keys)


@transaction.atomic
def leave_project(*, actor: Actor, now: datetime, project: UUID, code: str, why: str) -> None:
    """End a household's part in a project today; what it owes and is owed stays on its account."""
    act = Running(actor=actor, now=now)
    found = act.project(project)
    part = Participation.objects.filter(project=found, household__code=code, until=None).first()
    if part is None:
        raise TakesNoPart("code", code=code)
    part.until, part.why_left = act.today, why.strip()[:200]
    part.save(update_fields=["until", "why_left"])
    act.note("leave_project", found, old={"household": code}, reason=why)


@transaction.atomic
def keep_site(*, actor: Actor, now: datetime, project: UUID, new: NewSite) -> UUID:
    """Add a site to a project."""
    act = Running(actor=actor, now=now)
    found = act.project(project, needs_open=True)
    name = _named(new.name)
    if not lies_in(new.hamlet, found.place_id[: Level.VILLAGE]) or new.kind not in Site.Kind.values:
        raise NotFound
    if found.sites.filter(name=name).exists():
        raise NameTaken("name", name=name)
    site = Site.objects.create(
        project=found, kind=new.kind, name=name, hamlet_id=new.hamlet, mu=new.mu, since=new.since
    )
    act.note("keep_site", found, new={"name": name, "kind": new.kind, "mu": new.mu})
    return site.pk


@transaction.atomic
def open_season(
    *,
    actor: Actor,
    now: datetime,
    project: UUID,
    name: str,
    since: date,
    due: date,
    budget: Sequence[NewBudgetLine] = (),
) -> UUID:
    """Open a season with its budget; return its key."""
    act = Running(actor=actor, now=now)
    found = act.project(project, needs_open=True)
    name = _named(name)
    rules.checked_period(since, due, found.opened_on)
    if found.seasons.filter(name=name).exists():
        raise NameTaken("name", name=name)
    season = Season.objects.create(project=found, name=name, since=since, due=due)
    lines = _budget(season, budget)
    told = {"name": name, "since": since, "due": due, "budget": lines}
    act.note("open_season", found, new=told)
    return season.pk


@transaction.atomic
def set_budget(*, actor: Actor, now: datetime, season: UUID, budget: Sequence[NewBudgetLine]) -> None:
    """Write the budget of an open season anew; the old one stays in the audit."""
    act = Running(actor=actor, now=now)
    found = act.season(season)
    old = [[line.side, line.words, line.amount] for line in found.budget.all()]
    found.budget.all().delete()
    act.note("set_budget", found.project, old={"budget": old}, new={"budget": _budget(found, budget)})


@transaction.atomic
def close_season(*, actor: Actor, now: datetime, season: UUID) -> None:
    """Close a season: nothing is delivered, advanced or sold in it any more."""
    act = Running(actor=actor, now=now)
    found = act.season(season)
    found.state, found.closed_on = Season.State.CLOSED, act.today
    found.save(update_fields=["state", "closed_on"])
    act.note("close_season", found.project, new={"season": found.name})


@transaction.atomic
def close_project(*, actor: Actor, now: datetime, project: UUID, why: str) -> None:
    """Close a project whose seasons are all closed."""
    act = Running(actor=actor, now=now)
    found = act.project(project, needs_open=True)
    still = found.seasons.filter(closed_on=None).first()
    if still is not None:
        raise SeasonsOpen(season=still.name)
    found.closed_on, found.closed_why = act.today, why.strip()[:200]
    found.save(update_fields=["closed_on", "closed_why"])
    act.note("close_project", found, new={"closed_on": found.closed_on}, reason=why)


def _budget(season: Season, given: Sequence[NewBudgetLine]) -> list[list[object]]:
    lines = [
        BudgetLine(
            season=season,
            side=line.side,
            words=_named(line.words),
            quantity=line.quantity,
            measure=line.measure.strip()[:12],
            price=line.price,
            amount=rules.budget_amount(line.quantity, line.price),
        )
        for line in given
    ]
    BudgetLine.objects.bulk_create(lines)
    return [[line.side, line.words, line.amount] for line in lines]


def _named(given: str) -> str:
    name = given.strip()[:40]
    if not name:
        raise NameNeeded("name")
    return name
