"""Figures that are published of a village's projects: each with the records under it."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.db.models import Q, Sum

from shihu.base.audit.queries import within
from shihu.base.ledger.queries import books as books_in
from shihu.base.ledger.queries import by_party, chart, trial
from shihu.base.ledger.types import AccountKind, EntityKind
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.models import AdvanceLine, Lot, Participation, Season, Site
from shihu.services.industry.queries.standings import gains
from shihu.services.industry.rules import tags
from shihu.services.industry.types import IndustryFigure

MUSHROOM, PORIA = "industry.mushroom", "industry.poria"


def industry_figures(place: str, *, actor: Actor, on: date) -> dict[str, IndustryFigure]:
    """Return every figure of a place by name; for who sees its projects. Money is in fen, weight in grams."""
    if not policies.SEE_PROJECTS.allows(actor, place):
        raise NotFound
    made: dict[str, Callable[[str, date], IndustryFigure]] = {
        "industry.sticks_supplied": _sticks,
        "industry.mushroom_households": _growers,
        "industry.least_gain": _least_gain,
        "industry.collective_income": _collective_income,
        "industry.poria.investment": _investment,
        "industry.poria.households": _poria_households,
        "industry.poria.area": _area,
        "industry.poria.harvest": _harvest,
        "industry.poria.income": _income,
    }
    return {name: make(place, on) for name, make in made.items()}


def _seasons(place: str, kind: str, on: date) -> list[Season]:
    where = within("project__place_id", [place])
    found = Season.objects.filter(where, project__kind=kind, since__lte=on).order_by("since")
    return list(found.select_related("project__book"))


def _received(place: str, on: date) -> dict[str, int]:
    lines = AdvanceLine.objects.filter(
        within("season__project__place_id", [place]),
        season__project__kind=MUSHROOM,
        season__since__year=on.year,
        act=AdvanceLine.Act.RECEIVED,
        day__lte=on,
    ).order_by()
    return dict(lines.values_list("household__code").annotate(Sum("pieces")))


def _sticks(place: str, on: date) -> IndustryFigure:
    """Pieces supplied on credit in this year's mushroom seasons."""
    return _summed(_received(place, on))


def _growers(place: str, on: date) -> IndustryFigure:
    """Households that received any of them."""
    rows = _received(place, on)
    return IndustryFigure(len(rows), tuple(sorted(rows.items())))


def _least_gain(place: str, on: date) -> IndustryFigure:
    """The least that a household gained: proceeds less fees and funds, less inputs and rent of the whole season."""
    rows = {
        gain.code: gain.gain
        for season in _seasons(place, MUSHROOM, on)
        if season.since.year == on.year
        for gain in gains(season.pk, on=on)
        if gain.parts["inputs"]
    }
    return IndustryFigure(min(rows.values(), default=0), tuple(sorted(rows.items())), 100)


def _collective_income(place: str, on: date) -> IndustryFigure:
    """What stands on the income accounts of the village collective for this year, by account."""
    found, _year = books_in(place, actor=SYSTEM, on=on)
    rows: dict[str, int] = {}
    for row in found:
        if row.entity.kind != EntityKind.COLLECTIVE:
            continue
        for line in trial(row.entity.key, actor=SYSTEM, first=date(on.year, 1, 1), last=on):
            if line.account.element == AccountKind.INCOME:
                rows[line.account.name_zh] = rows.get(line.account.name_zh, 0) + line.credit - line.debit
    return _summed(rows, 100)


def _investment(place: str, on: date) -> IndustryFigure:
    """What was paid in as shares under the tags of poria seasons, by season."""
    rows: dict[str, int] = {}
    for season in _seasons(place, PORIA, on):
        book = season.project.book
        equity = [r.code for r in chart(EntityKind(book.kind), book.pk, on=on) if r.element == AccountKind.EQUITY]
        tag = tags.season_tag(season.pk)
        for code in equity:
            paid = -sum(by_party(book.pk, code, actor=SYSTEM, on=on, tag=tag).values())
            if paid:
                rows[season.name] = rows.get(season.name, 0) + paid
    return _summed(rows, 100)


def _poria_households(place: str, on: date) -> IndustryFigure:
    """Households that take part in poria on the day."""
    running = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    found = Participation.objects.filter(running, within("project__place_id", [place]), project__kind=PORIA)
    codes = sorted(set(found.values_list("household__code", flat=True)))
    return IndustryFigure(len(codes), tuple((code, 1) for code in codes))


def _area(place: str, on: date) -> IndustryFigure:
    """Hundredths of a mu of poria fields in use on the day."""
    running = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    found = Site.objects.filter(running, within("project__place_id", [place]), project__kind=PORIA, mu__isnull=False)
    return _summed({site.name: int((site.mu or 0) * 100) for site in found.order_by("name")}, 100)


def _harvest(place: str, on: date) -> IndustryFigure:
    """Grams of poria weighed in the last year that was harvested, by household."""
    season = _last_harvested(place, on)
    lots = Lot.objects.filter(season=season, household__isnull=False).order_by()
    return _summed(dict(lots.values_list("household__code").annotate(Sum("grams"))), 1_000_000)


def _income(place: str, on: date) -> IndustryFigure:
    """What that year brought its households: proceeds less fees and funds, less inputs and rent."""
    season = _last_harvested(place, on)
    return _summed({gain.code: gain.gain for gain in gains(season, on=on)} if season else {}, 100)


def _last_harvested(place: str, on: date) -> UUID | None:
    found = [season for season in _seasons(place, PORIA, on) if season.closed_on and season.closed_on <= on]
    return found[-1].pk if found else None


def _summed(rows: dict[str, int], scale: int = 1) -> IndustryFigure:
    return IndustryFigure(sum(rows.values()), tuple(sorted(rows.items())), scale)
