"""Settling a season: draft, public notice, objections, approval by a second person, booking; taking it back."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from shihu.base.accounts.queries import actor_by_key
from shihu.base.ledger.commands import post, reverse
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.industry import policies
from shihu.services.industry.commands.running import Running
from shihu.services.industry.commands.settlement_entries import settlement_entry
from shihu.services.industry.errors import (
    FiguresMoved,
    NoTerms,
    NoticeOver,
    NoticeRuns,
    ObjectionsUnanswered,
    OtherPersonNeeded,
    PaidOut,
    SettledAlready,
    ShortNotice,
    TakesNoPart,
    WordsNeeded,
    WrongState,
)
from shihu.services.industry.models import DividendPayout, Season, Settlement, SettlementLine, SettlementObjection
from shihu.services.industry.queries.belonging import opened
from shihu.services.industry.queries.settlement import live_settlement
from shihu.services.industry.queries.settling import Facts, facts, terms_in_force
from shihu.services.industry.rules import settlement as rules
from shihu.services.industry.types import Distribution

_STATE = Settlement.State


@transaction.atomic
def draft_settlement(*, actor: Actor, now: datetime, season: UUID) -> UUID:
    """Reckon a season's settlement from the books and deliveries as they stand; an earlier draft is replaced."""
    act = Running(actor=actor, now=now)
    found = act.season(season)
    earlier = live_settlement(found)
    if earlier is not None:
        if earlier.state != _STATE.DRAFT:
            raise SettledAlready
        earlier.state = _STATE.WITHDRAWN
        earlier.save(update_fields=["state"])
    told = _facts(act, found)
    made = _reckoned(told, found)
    last = Settlement.objects.filter(season=found).aggregate(last=Max("number"))["last"] or 0
    row = Settlement.objects.create(
        season=found,
        rule_id=told.terms.key,
        number=last + 1,
        income=made.income,
        costs=made.costs,
        covered=made.covered,
        reserve=made.reserve,
        welfare=made.welfare,
        guaranteed=made.guaranteed,
        patronage=made.patronage,
        labour=made.labour,
        floating=made.floating,
        short=made.short,
        loss=made.loss,
        bearers=dict(made.bearers),
        moved=[list(pair) for pair in made.moved],
        facts=told.digest,
        drafted_by=actor.key,
        drafted_name=actor.name,
        drafted_at=now,
    )
    SettlementLine.objects.bulk_create(_lines(row, told, made), batch_size=500)
    new = {"number": row.number, "surplus": made.surplus, "distributable": made.distributable}
    act.note("draft_settlement", found.project, new=new)
    return row.pk


@transaction.atomic
def publish_settlement(*, actor: Actor, now: datetime, key: UUID, days: int) -> None:
    """Put a draft under public notice for ``days`` days, 5 to 30."""
    act = Running(actor=actor, now=now)
    row = _row(act, key, _STATE.DRAFT)
    if days not in rules.NOTICE_DAYS:
        raise ShortNotice("days", days=days)
    _same(act, row)
    row.state, row.published_on = _STATE.NOTICE, act.today
    row.objections_until = act.today + timedelta(days=days)
    row.save(update_fields=["state", "published_on", "objections_until"])
    new = {"number": row.number, "until": row.objections_until}
    act.note("publish_settlement", row.season.project, new=new)


@transaction.atomic
def object_to_settlement(*, actor: Actor, now: datetime, key: UUID, words: str, code: str = "") -> int:
    """Doubt a settlement under notice: a member for the own household, those in office for the household ``code``."""
    act = Running(actor=actor, now=now)
    row = Settlement.objects.select_related("season__project").filter(pk=key).first()
    if row is None:
        raise NotFound
    told = opened(row.season.project_id, actor=actor)
    if row.state != _STATE.NOTICE or row.objections_until is None:
        raise WrongState if told.sees else NotFound
    household = told.own
    if code:
        policies.RUN_PROJECTS.require(actor, row.season.project.place_id, seen=True)
        part = row.season.project.participations.filter(household__code=code).first()
        if part is None:
            raise TakesNoPart("code", code=code)
        household = part.household_id
    if household is None and policies.RUN_PROJECTS.allows(actor, row.season.project.place_id):
        raise TakesNoPart("code", code=code)
    if household is None:
        raise NotAllowed
    if act.today > row.objections_until:
        raise NoticeOver(day=row.objections_until.isoformat())
    if not words.strip():
        raise WordsNeeded("words")
    made = SettlementObjection.objects.create(
        settlement=row, household_id=household, words=words.strip()[:500], raised_by=actor.name, raised_on=act.today
    )
    act.note("object_to_settlement", row.season.project, new={"number": row.number, "words": made.words})
    return made.pk


@transaction.atomic
def answer_objection(*, actor: Actor, now: datetime, objection: int, answer: str, is_upheld: bool) -> None:
    """Answer an objection. One that is upheld takes the settlement back: it is mended and drafted anew."""
    act = Running(actor=actor, now=now)
    found = SettlementObjection.objects.filter(pk=objection).first()
    if found is None:
        raise NotFound
    row = _row(act, found.settlement_id, _STATE.NOTICE)
    if found.answered_on is not None:
        raise WrongState
    if not answer.strip():
        raise WordsNeeded("answer")
    found.answer, found.answered_by, found.answered_on = answer.strip()[:500], actor.name, act.today
    found.is_upheld = is_upheld
    found.save()
    new = {"number": row.number, "answer": found.answer, "is_upheld": is_upheld}
    act.note("answer_settlement_objection", row.season.project, new=new)
    if is_upheld:
        _withdraw(act, row, found.answer)


@transaction.atomic
def withdraw_settlement(*, actor: Actor, now: datetime, key: UUID, reason: str) -> None:
    """Take back a draft or a settlement under notice, with the reason."""
    act = Running(actor=actor, now=now)
    row = _row(act, key, _STATE.DRAFT, _STATE.NOTICE)
    if not reason.strip():
        raise WordsNeeded("reason")
    _withdraw(act, row, reason)


@transaction.atomic
def approve_settlement(*, actor: Actor, now: datetime, key: UUID) -> None:
    """Approve a settlement as the second person: it is booked, and its season closed, in the same moment."""
    act = Running(actor=actor, now=now)
    row = _row(act, key, _STATE.NOTICE)
    policies.APPROVE.require(actor, row.season.project.place_id, seen=True)
    if row.drafted_by == actor.key:
        raise OtherPersonNeeded
    if row.objections_until is None or act.today <= row.objections_until:
        raise NoticeRuns(day=row.objections_until.isoformat() if row.objections_until else "")
    waiting = row.objections.filter(answered_on=None).count()
    if waiting:
        raise ObjectionsUnanswered(count=waiting)
    _same(act, row)
    entry = settlement_entry(actor=actor, now=now, settlement=row)
    if entry is not None:
        # Whoever drafted it recorded it; who approves is the books' second person, so that nothing waits for a third.
        done = post(actor=actor_by_key(row.drafted_by, now=now), now=now, entry=entry, approver=actor)
        row.entry = done.entry
    row.state, row.booked_on = _STATE.BOOKED, act.today
    row.approved_by, row.approved_name, row.approved_at = actor.key, actor.name, now
    row.save()
    row.season.state, row.season.closed_on = Season.State.CLOSED, act.today
    row.season.save(update_fields=["state", "closed_on"])
    act.note("approve_settlement", row.season.project, new={"number": row.number, "season": row.season.name})


@transaction.atomic
def reverse_settlement(*, actor: Actor, now: datetime, key: UUID, reason: str) -> None:
    """Take back a booked settlement by reversal; its season is open again and can be settled anew."""
    act = Running(actor=actor, now=now)
    row = _row(act, key, _STATE.BOOKED)
    policies.APPROVE.require(actor, row.season.project.place_id, seen=True)
    if row.drafted_by == actor.key:
        raise OtherPersonNeeded
    if not reason.strip():
        raise WordsNeeded("reason")
    live = row.payouts.filter(state__in=(DividendPayout.State.ORDERED, DividendPayout.State.PAID)).first()
    if live is not None:
        raise PaidOut(number=live.number)
    if row.entry is not None:
        reverse(
            actor=actor_by_key(row.drafted_by, now=now),
            now=now,
            entry=row.entry,
            on=act.today,
            reason=reason,
            key=f"industry:settlement:{row.pk}:back",
            approver=actor,
        )
    row.state, row.reason = _STATE.REVERSED, reason.strip()[:200]
    row.save(update_fields=["state", "reason"])
    row.season.state, row.season.closed_on = Season.State.OPEN, None
    row.season.save(update_fields=["state", "closed_on"])
    act.note("reverse_settlement", row.season.project, old={"number": row.number}, reason=reason)


def _row(act: Running, key: UUID, *states: str) -> Settlement:
    """The settlement, locked with its season and project, in one of these states."""
    season = Settlement.objects.filter(pk=key).values_list("season", flat=True).first()
    if season is None:
        raise NotFound
    locked = act.season(season, needs_open=False)
    row = Settlement.objects.select_for_update(of=("self",)).get(pk=key)
    row.season = locked
    if row.state not in states:
        raise WrongState
    return row


def _facts(act: Running, season: Season) -> Facts:
    terms = terms_in_force(season.project.book_id, on=act.today)
    if terms is None:
        raise NoTerms
    return facts(season, terms, actor=act.actor, on=act.today)


def _same(act: Running, row: Settlement) -> None:
    """Refuse where what it was reckoned from has changed."""
    if _facts(act, row.season).digest != row.facts:
        raise FiguresMoved


def _reckoned(told: Facts, season: Season) -> Distribution:
    return rules.distribute(
        income=told.income,
        costs=told.costs,
        earlier_loss=told.earlier_loss,
        terms=told.terms.terms,
        standings=[one.standing for one in told.counted],
        risk=season.project.risk,
    )


def _lines(row: Settlement, told: Facts, made: Distribution) -> list[SettlementLine]:
    lines = []
    for one in told.counted:
        portion = made.portions[one.standing.code]
        to_advance, to_rental = rules.set_off(portion.total, *told.owed.get(one.standing.code, (0, 0)))
        lines.append(
            SettlementLine(
                settlement=row,
                household_id=one.household,
                code=one.standing.code,
                traded=one.amount,
                grams=one.grams,
                shares=one.standing.shares,
                land=one.standing.land,
                minutes=one.standing.minutes,
                guaranteed=portion.guaranteed,
                patronage=portion.patronage,
                labour=portion.labour,
                floating=portion.floating,
                set_off_advance=to_advance,
                set_off_rental=to_rental,
                is_held=one.is_held,
            )
        )
    return lines


def _withdraw(act: Running, row: Settlement, reason: str) -> None:
    row.state, row.reason = _STATE.WITHDRAWN, reason.strip()[:200]
    row.save(update_fields=["state", "reason"])
    act.note("withdraw_settlement", row.season.project, old={"number": row.number}, reason=reason)
