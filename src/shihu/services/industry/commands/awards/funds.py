"""Rules of a village and the fund that stands on them; setting money aside in the collective's books."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.ledger.commands import post
from shihu.base.ledger.queries import book_of_enterprise, purposes
from shihu.base.ledger.types import Document, DocumentKind, EntityKind, NewEntry, NewLine, Recorded, Way
from shihu.base.places.queries import names as place_names
from shihu.base.registry.queries import enterprises
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.money import yuan
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.errors.awards import (
    AwardRuleApproved,
    AwardRuleDraft,
    BadObjectionDays,
    BadPeriod,
    MeetingAhead,
    NoCollectiveBook,
    NoMeetingPaper,
    NotInHand,
    SecondPersonMissing,
    UnknownCourtyardKind,
)
from shihu.services.industry.models import AwardFund, AwardRule
from shihu.services.industry.queries.awards import standing
from shihu.services.industry.queries.awards.funds import SOURCE_FUND, fund_seen
from shihu.services.industry.queries.awards.rules_kept import kinds_on
from shihu.services.industry.rules import awards as rules
from shihu.services.industry.types.awards import NewAwardRule, NewFund, Paper


def _keeps(actor: Actor, village: str) -> None:
    if len(village) != Level.VILLAGE:
        raise NotFound
    policies.KEEP_AWARDS.require(actor, village, seen=policies.SEE_AWARDS.allows(actor, village))


def _held(paper: Paper, today: date) -> None:
    if not paper.number.strip():
        raise NoMeetingPaper("number")
    if paper.on > today:
        raise MeetingAhead("on", day=paper.on)


@transaction.atomic
def draft_award_rule(*, actor: Actor, now: datetime, village: str, rule: NewAwardRule) -> UUID:
    """Write down a new version of a village's rules; a draft there is already is replaced. Return its key."""
    _keeps(actor, village)
    today = timezone.localdate(now)
    terms = {term.key: term for term in kinds_on(today)}
    for item in rule.items:
        if item.kind not in terms:
            raise UnknownCourtyardKind("items", given=item.kind, day=today)
    rules.check_rule(rule, {key: term.name_zh for key, term in terms.items()})
    AwardRule.objects.filter(village=village, approved_on=None).delete()
    last = AwardRule.objects.filter(village=village).aggregate(last=Max("version"))["last"] or 0
    row = AwardRule.objects.create(
        village_id=village,
        version=last + 1,
        title=rule.title.strip()[:60],
        mode=rule.mode.value,
        items=[{**asdict(item), "measure": item.measure.value} for item in rule.items],
        household_cap=rule.household_cap,
        bonus=rule.bonus,
        drafted_by=actor.key,
        drafted_by_name=actor.name,
        drafted_at=now,
    )
    told = {"version": row.version, "title": row.title, "items": len(row.items)}
    _record(actor, now, "industry.draft_award_rule", row, told)
    return row.pk


@transaction.atomic
def approve_award_rule(*, actor: Actor, now: datetime, key: UUID, paper: Paper) -> None:
    """Put a version in force by the minutes of the village meeting; by another person than who drafted it."""
    row = AwardRule.objects.select_for_update().filter(pk=key).first()
    if row is None:
        raise NotFound
    sees = policies.SEE_AWARDS.allows(actor, row.village_id)
    policies.APPROVE_AWARDS.require(actor, row.village_id, seen=sees)
    if row.approved_on is not None:
        raise AwardRuleApproved
    if row.drafted_by == actor.key:
        raise SecondPersonMissing
    _held(paper, timezone.localdate(now))
    row.minutes, row.approved_on = paper.number.strip()[:60], paper.on
    row.approved_by, row.approved_by_name = actor.key, actor.name
    row.save()
    told = {"version": row.version, "minutes": row.minutes, "approved_on": row.approved_on}
    _record(actor, now, "industry.approve_award_rule", row, told)


@transaction.atomic
def open_award_fund(*, actor: Actor, now: datetime, new: NewFund) -> UUID:
    """Open a fund of a village for one period, by the minutes of its meeting; return its key.

    The money is set aside by :func:`set_award_money_aside`; until then nobody can be awarded anything.
    """
    _keeps(actor, new.village)
    _held(new.paper, timezone.localdate(now))
    rule = AwardRule.objects.filter(pk=new.rule, village=new.village).first()
    if rule is None:
        raise NotFound
    if rule.approved_on is None:
        raise AwardRuleDraft("rule")
    if new.last < new.first:
        raise BadPeriod("last", first=new.first, last=new.last)
    if not 3 <= new.objection_days <= 30:
        raise BadObjectionDays("objection_days")
    row = AwardFund.objects.create(
        village_id=new.village,
        title=new.title.strip()[:60],
        rule=rule,
        book_id=_book(new.village),
        first=new.first,
        last=new.last,
        objection_days=new.objection_days,
        minutes=new.paper.number.strip()[:60],
        minutes_on=new.paper.on,
        opened_by=actor.name,
        opened_at=now,
    )
    told = {"title": row.title, "first": row.first, "last": row.last, "minutes": row.minutes}
    _record(actor, now, "industry.open_award_fund", row, told)
    return row.pk


def _book(village: str) -> UUID:
    """Return the books of the village's collective."""
    found, _total = enterprises(actor=SYSTEM, place=village, kind="enterprise.collective", limit=None)
    for one in found:
        if (book := book_of_enterprise(one.key, actor=SYSTEM)) is not None:
            return book.key
    raise NoCollectiveBook("village", village=place_names({village})[village].name)


@transaction.atomic
def set_award_money_aside(
    *,
    actor: Actor,
    now: datetime,
    fund: UUID,
    amount: int,
    day: date,
    paper: Paper,
    key: str,
    approver: Actor | None = None,
) -> Recorded:
    """Set money of the collective aside for a fund, in its books.

    The expense that the chart names for such awards is charged, and 专项应付款 holds what is to be given. Money that is
    not in the books, or bound already, cannot be set aside. Above the amount of the township's rule the entry waits for
    a second person like any other.
    """
    row = fund_seen(fund, actor=actor)
    _keeps(actor, row.village_id)
    _held(paper, timezone.localdate(now))
    award = next(p for p in purposes(EntityKind.COLLECTIVE, on=day) if p.way == Way.PAID and p.code == "award")
    tag = standing.fund_tag(row.pk)
    recorded = post(
        actor=actor,
        now=now,
        approver=approver,
        entry=NewEntry(
            entity=row.book_id,
            date=day,
            summary=f"提取奖补资金：{row.title}",
            lines=(NewLine(award.account, amount, tag=tag), NewLine(standing.EARMARKED, -amount, tag=tag)),
            document=Document(DocumentKind.MINUTES, paper.number, paper.on, row.village.name),
            key=key,
            purpose=award.key,
            source=SOURCE_FUND,
            source_key=row.pk,
        ),
    )
    if recorded.is_new:
        # Looked at with the book locked by the posting, so that two set-asides never count the same yuan.
        money, bound = standing.in_hand(row.book_id, on=timezone.localdate(now))
        asked = 0 if recorded.entry else amount
        if bound + asked > money:
            free = bound - (amount if recorded.entry else 0)
            raise NotInHand("amount", asked=yuan(amount), money=yuan(money), bound=yuan(free))
        told = {"amount": amount, "minutes": paper.number, "waits": recorded.entry is None}
        _record(actor, now, "industry.set_award_money_aside", row, told)
    return recorded


def _record(actor: Actor, now: datetime, action: str, of: AwardRule | AwardFund, told: dict[str, Any]) -> None:
    kind = "award_rule" if isinstance(of, AwardRule) else "award_fund"
    record(actor=actor, now=now, changes=[Change(action, kind, str(of.pk), of.village_id, None, told)])
