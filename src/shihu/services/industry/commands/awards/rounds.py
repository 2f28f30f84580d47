"""Rounds of awards: the split, the public notice, approval by a second person, taking back."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from shihu.base.accounts.queries import actor_by_key
from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.ledger.commands import household_accounts, post, reverse
from shihu.base.ledger.types import Document, DocumentKind, NewEntry, NewLine, Recorded
from shihu.base.registry.queries import households
from shihu.base.registry.types import HouseholdFilter
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.money import yuan
from shihu.kernel.permissions import Permission
from shihu.services.industry import policies
from shihu.services.industry.errors.awards import (
    AwardReasonMissing,
    BudgetExceeded,
    DraftStale,
    NobodyAccepted,
    NothingSetAside,
    NoticeRunning,
    ObjectionsOpen,
    PaidPartly,
    RoundMoved,
    RoundRunning,
    SecondPersonMissing,
)
from shihu.services.industry.models import AwardFund, AwardObjection, AwardRound, AwardShare
from shihu.services.industry.queries.awards import standing
from shihu.services.industry.queries.awards.applications import claims
from shihu.services.industry.queries.awards.funds import fund_seen
from shihu.services.industry.queries.awards.rounds import round_seen
from shihu.services.industry.queries.awards.rules_kept import rule_row
from shihu.services.industry.rules import awards as rules
from shihu.services.industry.types.awards import RoundState, Share

SOURCE_ROUND = "industry.award_round"


@transaction.atomic
def draft_awards(*, actor: Actor, now: datetime, fund: UUID, amount: int | None = None) -> UUID:
    """Split ``amount`` (all that is left, if None) among the accepted applications; return the round.

    A draft there is already is replaced. Nothing is booked; the split can be seen, published or discarded.
    """
    row = fund_seen(fund, actor=actor)
    policies.KEEP_AWARDS.require(actor, row.village_id, seen=True)
    AwardFund.objects.select_for_update().get(pk=row.pk)
    today = timezone.localdate(now)
    running = row.rounds.filter(state__in=("draft", "published")).first()
    if running is not None and running.state == RoundState.PUBLISHED:
        raise RoundRunning(number=running.number)
    sums = standing.sums_of([row], on=today)[row.pk]
    if sums.budget <= 0:
        raise NothingSetAside
    if amount is not None and not 0 < amount <= sums.left:
        raise BudgetExceeded("amount", asked=yuan(amount), left=yuan(sums.left))
    shares = _shares(row, sums.left if amount is None else amount, actor, now)
    if not shares:
        raise NobodyAccepted
    if running is not None:
        running.delete()
    last = row.rounds.aggregate(last=Max("number"))["last"] or 0
    made = AwardRound.objects.create(
        fund=row, number=last + 1, drafted_by=actor.key, drafted_by_name=actor.name, drafted_at=now
    )
    AwardShare.objects.bulk_create(
        [
            AwardShare(
                round=made,
                application_id=share.application,
                quantity=share.quantity,
                weight=share.weight,
                asked=share.asked,
                amount=share.amount,
            )
            for share in shares
        ],
        batch_size=500,
    )
    told = {"number": made.number, "amount": sum(s.amount for s in shares), "applications": len(shares)}
    _record(actor, now, "industry.draft_awards", made, told)
    return made.pk


def _shares(fund: AwardFund, amount: int, actor: Actor, now: datetime) -> list[Share]:
    rule = rule_row(fund.rule, actor).rule
    registered: frozenset[str] = frozenset()
    if rule.bonus:
        # On the platform's behalf: the addition is reckoned, who gets it is shown to nobody.
        found = households(
            actor=SYSTEM, on=timezone.localdate(now), filters=HouseholdFilter(place=fund.village_id), limit=None
        )
        registered = frozenset(home.code for home in found.rows if home.poverty)
    return rules.share_out(amount, claims(fund, actor=actor), rule, registered)


@transaction.atomic
def publish_awards(*, actor: Actor, now: datetime, key: UUID) -> None:
    """Post a draft for everybody to read; from here on its shares cannot be changed.

    A draft that no longer is what the checks give is refused: it has to be drafted again.
    """
    row = _locked(key, actor, RoundState.DRAFT, policies.KEEP_AWARDS)
    held = list(row.shares.values_list("application", "quantity", "amount"))
    amount = sum(given for _application, _quantity, given in held)
    fresh = _shares(row.fund, standing.sums_of([row.fund], on=timezone.localdate(now))[row.fund_id].left, actor, now)
    if {(one, counted) for one, counted, _ in held} != {(share.application, share.quantity) for share in fresh}:
        raise DraftStale
    row.state = RoundState.PUBLISHED.value
    row.published_on = timezone.localdate(now)
    row.objections_until = row.published_on + timedelta(days=row.fund.objection_days)
    row.save(update_fields=["state", "published_on", "objections_until"])
    told = {"number": row.number, "amount": amount, "until": row.objections_until}
    _record(actor, now, "industry.publish_awards", row, told)


@transaction.atomic
def approve_awards(*, actor: Actor, now: datetime, key: UUID) -> Recorded:
    """Approve a round after its notice, by another person than who drafted it; book it in one entry.

    From then on the collective owes each household its award (内部往来). Approving twice books it once.
    """
    row = round_seen(key, actor=actor)
    AwardRound.objects.select_for_update().get(pk=row.pk)
    row.refresh_from_db()
    policies.APPROVE_AWARDS.require(actor, row.fund.village_id, seen=True)
    if row.drafted_by == actor.key:
        raise SecondPersonMissing
    if row.state == RoundState.APPROVED and row.entry and row.approved_by == actor.key:
        return Recorded(row.entry, None, is_new=False)
    if row.state != RoundState.PUBLISHED:
        raise RoundMoved
    today = timezone.localdate(now)
    if row.objections_until and today <= row.objections_until:
        raise NoticeRunning(until=row.objections_until)
    waiting = AwardObjection.objects.filter(application__fund=row.fund_id, answered_at=None).count()
    if waiting:
        raise ObjectionsOpen(count=waiting)
    homes: dict[str, int] = {}
    for code, amount in row.shares.values_list("application__household__code", "amount"):
        homes[code] = homes.get(code, 0) + amount
    total = sum(homes.values())
    left = standing.sums_of([row.fund], on=today)[row.fund_id].left
    if total > left:
        raise BudgetExceeded(asked=yuan(total), left=yuan(left))
    drafter = actor_by_key(row.drafted_by, now=now)
    parties = household_accounts(actor=actor, now=now, place=row.fund.village_id, codes=homes)
    tag = standing.round_tag(row.fund_id, row.number)
    recorded = post(
        actor=drafter,
        approver=actor,
        now=now,
        entry=NewEntry(
            entity=row.fund.book_id,
            date=today,
            summary=f"{row.fund.title}第{row.number}批奖补，{len(homes)}户",
            lines=(
                NewLine(standing.EARMARKED, total, tag=standing.fund_tag(row.fund_id)),
                *(
                    NewLine(standing.MEMBERS, -amount, party=parties[code], tag=tag)
                    for code, amount in sorted(homes.items())
                    if amount and code in parties
                ),
            ),
            document=Document(
                DocumentKind.SETTLEMENT, f"奖补{row.fund.minutes}-{row.number}", today, row.fund.village.name
            ),
            key=f"award-round:{row.pk}",
            source=SOURCE_ROUND,
            source_key=row.pk,
        ),
    )
    row.state, row.entry = RoundState.APPROVED.value, recorded.entry
    row.approved_by, row.approved_by_name, row.approved_on = actor.key, actor.name, today
    row.save()
    _record(actor, now, "industry.approve_awards", row, {"number": row.number, "amount": total, "homes": len(homes)})
    return recorded


@transaction.atomic
def discard_awards(*, actor: Actor, now: datetime, key: UUID, reason: str) -> None:
    """Lay a draft or a published round aside, with a reason; its applications wait for the next."""
    row = round_seen(key, actor=actor)
    AwardRound.objects.select_for_update().get(pk=row.pk)
    row.refresh_from_db()
    policies.KEEP_AWARDS.require(actor, row.fund.village_id, seen=True)
    if row.state not in {RoundState.DRAFT, RoundState.PUBLISHED}:
        raise RoundMoved
    if not reason.strip():
        raise AwardReasonMissing("reason")
    row.state, row.reason = RoundState.DISCARDED.value, reason.strip()[:200]
    row.save(update_fields=["state", "reason"])
    _record(actor, now, "industry.discard_awards", row, {"number": row.number, "reason": row.reason})


@transaction.atomic
def reopen_awards(*, actor: Actor, now: datetime, key: UUID, reason: str, sent: str) -> Recorded:
    """Take an approved round back, by a reversal in the books and in no other way.

    What is paid has to be reversed before. The reversal waits for a second person where the township's rule says so;
    once it is booked the round counts as reversed, and its applications wait for a new one. ``sent`` is the form's key.
    """
    row = round_seen(key, actor=actor)
    AwardRound.objects.select_for_update().get(pk=row.pk)
    row.refresh_from_db()
    policies.KEEP_AWARDS.require(actor, row.fund.village_id, seen=True)
    if row.state != RoundState.APPROVED or row.entry is None:
        raise RoundMoved
    if not reason.strip():
        raise AwardReasonMissing("reason")
    today = timezone.localdate(now)
    total = sum(row.shares.values_list("amount", flat=True))
    owed = sum(standing.owed_by_code(row.fund, row.number, on=today).values())
    if owed < total:
        raise PaidPartly(paid=yuan(total - owed))
    recorded = reverse(actor=actor, now=now, entry=row.entry, on=today, reason=reason, key=sent)
    if recorded.is_new:
        row.reason = reason.strip()[:200]
        row.save(update_fields=["reason"])
        told = {"number": row.number, "reason": row.reason, "waits": recorded.entry is None}
        _record(actor, now, "industry.reopen_awards", row, told)
    return recorded


def _locked(key: UUID, actor: Actor, state: RoundState, held: Permission) -> AwardRound:
    row = round_seen(key, actor=actor)
    AwardRound.objects.select_for_update().get(pk=row.pk)
    row.refresh_from_db()
    held.require(actor, row.fund.village_id, seen=True)
    if row.state != state:
        raise RoundMoved
    return row


def _record(actor: Actor, now: datetime, action: str, row: AwardRound, told: Mapping[str, object]) -> None:
    change = Change(action, "award_round", str(row.pk), row.fund.village_id, None, told)
    record(actor=actor, now=now, changes=[change])
