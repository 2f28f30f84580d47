"""What is booked of a season by the ledger's tags, beside its budget."""

from datetime import date
from uuid import UUID

from django.db.models import Sum

from shihu.base.ledger.queries import by_tag, chart
from shihu.base.ledger.types import EntityKind
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.refusals import NotFound
from shihu.services.industry.models import Batch, Sale
from shihu.services.industry.queries.belonging import season_opened
from shihu.services.industry.queries.standings import booked
from shihu.services.industry.rules import tags
from shihu.services.industry.rules.accounts import COST, chart_for
from shihu.services.industry.types import CostRow, SeasonMoney


def season_money(season: UUID, *, actor: Actor, on: date) -> SeasonMoney:
    """Return what a season cost and brought so far; for the desk only."""
    found, seen = season_opened(season, actor=actor)
    if not seen.sees:
        raise NotFound
    book, codes = found.project.book, chart_for(found.project.book.kind, on)
    held = {
        code: total
        for (tag, code), total in by_tag(book.pk, actor=SYSTEM, on=on).items()
        if tag in {tags.season_tag(season), tags.fund_tag(season)} and total
    }
    names = {row.code: row for row in chart(EntityKind(book.kind), book.pk, on=on)}
    made = Batch.objects.filter(season=season, made_on__lte=on).aggregate(cost=Sum("cost"), rest=Sum("rest"))
    sold = Sale.objects.filter(booked(), season=season, sold_on__lte=on).aggregate(sum=Sum("total"))["sum"] or 0
    cost = held.get(COST, 0) + held.get(codes.expense, 0) + (made["cost"] or 0) - (made["rest"] or 0)
    rows = tuple(
        CostRow(code, names[code].name_zh, names[code].name_en, total)
        for code, total in sorted(held.items())
        if code in names
    )
    return SeasonMoney(cost, sold, rows)
