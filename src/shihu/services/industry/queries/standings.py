"""The advance book: who received what, paid what, and what is left, in pieces and yuan.

Yuan come from the ledger, pieces from the book's own rows. The permission is answered by the project; what the ledger
is then asked for that project is asked in the platform's name.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, Sum

from shihu.base.ledger.queries import by_party, member_accounts
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotFound
from shihu.services.industry.models import AdvanceLine, Batch, PayoutLine, Season, Slip
from shihu.services.industry.queries.belonging import season_opened
from shihu.services.industry.rules import tags
from shihu.services.industry.rules.accounts import Chart, chart_for
from shihu.services.industry.rules.advances import pieces_left
from shihu.services.industry.types import AdvanceRow, BatchRow, Gain, Standing, StepKind

_INPUT = AdvanceLine.Thing.INPUT
_DEBTS = frozenset({StepKind.ADVANCE.value, StepKind.RENTAL.value})
_BACK = (AdvanceLine.Act.RETURNED, AdvanceLine.Act.BROKEN)
_PAYS = (AdvanceLine.Act.SOLD, AdvanceLine.Act.PAID, AdvanceLine.Act.OFFSET, AdvanceLine.Act.UNDONE)


@dataclass(frozen=True, slots=True)
class Accounts:
    """The ledger's side of a season: codes, and who is whose member account."""

    chart: Chart
    parties: dict[str, UUID]  # household code -> member account
    codes: dict[UUID, str]

    def party(self, code: str) -> UUID | None:
        return self.parties.get(code)


def accounts_of(season: Season, day: date) -> Accounts:
    """Return the codes and member accounts with which the money of a season is booked; limits nothing."""
    project = season.project
    rows = member_accounts(project.place_id[: Level.VILLAGE], actor=SYSTEM)
    parties = {row.household_code: row.key for row in rows}
    return Accounts(chart_for(project.book.kind, day), parties, {key: code for code, key in parties.items()})


def stands(season: Season, accounts: Accounts, tag: str, day: date) -> dict[str, int]:
    """Return what stands on the accounts with members under a tag, by household code: positive is owed by it."""
    held = by_party(season.project.book_id, accounts.chart.members, actor=SYSTEM, on=day, tag=tag)
    return {accounts.codes[party]: amount for party, amount in held.items() if party in accounts.codes}


def net_received(season: UUID) -> dict[str, tuple[int, int]]:
    """Return (pieces, fen) of inputs received less returned, by household code."""
    acts = (AdvanceLine.Act.RECEIVED, *_BACK)
    lines = AdvanceLine.objects.filter(season=season, thing=_INPUT, act__in=acts).order_by()
    sums = lines.values_list("household__code").annotate(Sum("pieces"), Sum("amount"))
    return {code: (pieces, amount) for code, pieces, amount in sums}


def standings(season: UUID, *, actor: Actor, on: date) -> list[Standing]:
    """Return the advance book of a season by household; a member finds only the own line."""
    found, opened = season_opened(season, actor=actor)
    return _standings(found, on, None if opened.sees else opened.own)


def standing(season: UUID, code: str, *, actor: Actor, on: date) -> Standing:
    """Return one household's line; NotFound for another one's."""
    for row in standings(season, actor=actor, on=on):
        if row.code == code:
            return row
    raise NotFound


def all_standings(season: UUID, *, on: date) -> list[Standing]:
    """Return the advance book for commands, figures and checks; limits nothing."""
    return _standings(Season.objects.select_related("project__book").get(pk=season), on, None)


def _standings(season: Season, on: date, only: UUID | None) -> list[Standing]:
    accounts = accounts_of(season, on)
    owes = stands(season, accounts, tags.advance_tag(season.pk), on)
    rental = stands(season, accounts, tags.rental_tag(season.pk), on)
    proceeds = stands(season, accounts, tags.proceeds_tag(season.pk), on)
    people, sums = _gathered(season, on)
    measure = Batch.objects.filter(season=season).values_list("measure", flat=True).first() or ""
    rows = []
    for key, (code, name) in people.items():
        if only is not None and key != only:
            continue
        mine = sums[key]
        held = mine["received"] - mine["returned"]
        rows.append(
            Standing(
                household=key,
                code=code,
                householder=name,
                received=mine["received"],
                returned=mine["returned"],
                pieces_left=pieces_left(held, mine["supplied"], owes.get(code, 0)),
                supplied=mine["supplied"],
                paid=mine["paid"],
                owes=owes.get(code, 0),
                let=mine["let"],
                owes_rental=rental.get(code, 0),
                proceeds=mine["proceeds"],
                taken=mine["taken"],
                waiting=-proceeds.get(code, 0),
                paid_out=mine["paid_out"],
                measure=measure,
            )
        )
    return sorted(rows, key=lambda row: row.code)


def _gathered(season: Season, on: date) -> tuple[dict[UUID, tuple[str, str]], dict[UUID, dict[str, int]]]:
    """Return who is in the season (code, name) and the sums of the own rows, by household."""
    who = ("household_id", "household__code", "household__householder__name")
    people = {key: (code, name or "") for key, code, name in season.project.participations.values_list(*who)}
    sums: dict[UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    lines = AdvanceLine.objects.filter(season=season, day__lte=on).order_by()
    totals = lines.values_list(*who, "thing", "act").annotate(Sum("pieces"), Sum("amount"))
    for key, code, name, thing, act, pieces, amount in totals:
        people[key] = (code, name or "")
        if act == AdvanceLine.Act.RECEIVED:
            sums[key]["received"] += pieces
        elif act in _BACK:
            sums[key]["returned"] -= pieces
        if act in _PAYS:
            sums[key]["paid"] -= amount
        else:
            sums[key]["supplied" if thing == _INPUT else "let"] += amount
    slips = Slip.objects.filter(booked("sale__"), sale__season=season, sale__sold_on__lte=on).order_by()
    for key, code, name, got, kept, steps in slips.values_list(*who, "proceeds", "household_gets", "steps"):
        people[key] = (code, name or "")
        sums[key]["proceeds"] += got
        debts = sum(step["amount"] for step in steps if step["kind"] in _DEBTS)
        sums[key]["taken"] += got - kept - debts
    paid = PayoutLine.objects.filter(payout__season=season, payout__entry__isnull=False, payout__day__lte=on).order_by()
    for key, code, name, amount in paid.values_list(*who).annotate(Sum("amount")):
        people[key] = (code, name or "")
        sums[key]["paid_out"] += amount
    return people, sums


def booked(prefix: str = "") -> Q:
    """Return the filter "a sale that is booked and not taken back"."""
    return Q(**{f"{prefix}entry__isnull": False, f"{prefix}reversed_on": None})


def advance_lines(season: UUID, code: str, *, actor: Actor) -> list[AdvanceRow]:
    """Return the lines of one household's advance book, oldest first, each with what was owed after it."""
    found, opened = season_opened(season, actor=actor)
    lines = AdvanceLine.objects.filter(season=found, household__code=code).order_by("day", "id")
    if not opened.sees:
        lines = lines.filter(household=opened.own)
        if opened.own is None or not found.project.participations.filter(household__code=code, household=opened.own):
            raise NotFound
    after: dict[str, int] = defaultdict(int)
    rows = []
    for one in lines:
        after[one.thing] += one.amount
        rows.append(
            AdvanceRow(
                one.day, one.thing, one.act, one.pieces, one.amount, one.words, after[one.thing], one.entry, one.sale_id
            )
        )
    return rows


def batches(season: UUID, *, actor: Actor) -> list[BatchRow]:
    """Return the batches of a season with what is left of each in stock."""
    found, opened = season_opened(season, actor=actor)
    if not opened.sees:
        raise NotFound
    return [batch_row(one) for one in Batch.objects.filter(season=found).annotate(out=Sum("lines__pieces"))]


def batch_row(one: Batch) -> BatchRow:
    """Return a batch; broken pieces came back to nobody's stock."""
    broken = AdvanceLine.objects.filter(batch=one, act=AdvanceLine.Act.BROKEN).aggregate(sum=Sum("pieces"))["sum"] or 0
    out = (AdvanceLine.objects.filter(batch=one).aggregate(sum=Sum("pieces"))["sum"] or 0) - broken
    return BatchRow(
        one.pk,
        one.season_id,
        one.name,
        one.measure,
        one.pieces,
        one.cost,
        one.price,
        one.rest,
        one.made_on,
        one.pieces - out,
    )


def gains(season: UUID, *, on: date) -> list[Gain]:
    """Return what the season brought each household so far, from records; for figures, limits nothing."""
    told = []
    for row in all_standings(season, on=on):
        parts = {"proceeds": row.proceeds, "taken": -row.taken, "inputs": -row.supplied, "rental": -row.let}
        told.append(Gain(row.code, row.householder, parts, row.gain))
    return told
