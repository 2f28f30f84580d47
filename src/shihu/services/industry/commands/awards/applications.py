"""Applying from the courtyard, and a second person's count on the spot; one by one or a whole list."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.queries import household as household_of
from shihu.base.registry.queries import households_now, kin_households, own_household
from shihu.base.vocabularies.queries import all_terms
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.places import lies_in
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.industry import policies
from shihu.services.industry.errors.awards import (
    ApplicationsClosed,
    AppliedAlready,
    AppliedByYou,
    AwardReasonMissing,
    BadQuantity,
    HouseholdEnded,
    InARound,
    KeyTaken,
    KindNotInRules,
    ListHasFaults,
    NotSigned,
    OnlyAdults,
    OtherVillage,
    OwnOrKin,
    Withdrawn,
)
from shihu.services.industry.models import (
    AwardApplication,
    AwardCheck,
    AwardFund,
    AwardRound,
    AwardShare,
)
from shihu.services.industry.queries.awards import standing
from shihu.services.industry.queries.awards.applications import reach
from shihu.services.industry.queries.awards.rules_kept import rule_row
from shihu.services.industry.rules import awards as rules
from shihu.services.industry.types.awards import (
    MOST_QUANTITY,
    CheckedCount,
    ListFault,
    NewApplication,
    RoundState,
)

RUNNING = {RoundState.PUBLISHED, RoundState.APPROVED}


@transaction.atomic
def apply_for_award(*, actor: Actor, now: datetime, fund: UUID, new: NewApplication, key: str) -> UUID:
    """Apply for one kind of one household; return the application's key.

    An adult of the household does it; or the cadre, or the head of its unit, for somebody who asks and signs. The same
    key and body answer as before, so that a double tap applies once.
    """
    row = AwardFund.objects.select_related("rule").filter(pk=fund).first()
    if row is None:
        raise NotFound
    today = timezone.localdate(now)
    home = own_household(actor=actor, on=today)
    is_own = home is not None and home.code == new.household
    if not is_own:
        _enters_for_others(actor, row, new)
    elif home is not None and not home.is_adult:
        raise OnlyAdults
    known = AwardApplication.objects.select_related("household").filter(key=key).first()
    if known is not None:
        same = (known.fund_id, known.household.code, known.kind_id, known.quantity)
        if same != (fund, new.household, new.kind, new.quantity) or known.applied_by != actor.key:
            raise KeyTaken("key")
        return known.pk
    found = household_of(new.household, actor=SYSTEM, on=today)
    if found.until is not None:
        raise HouseholdEnded("household", code=new.household)
    if not lies_in(found.hamlet, row.village_id):
        raise OtherVillage("household", householder=found.householder)
    _fits(row, new, today, actor)
    taken = AwardApplication.objects.filter(fund=row, household=found.key, kind=new.kind, withdrawn_at=None)
    if taken.exists():
        raise AppliedAlready("kind", householder=found.householder, kind=_name(new.kind))
    made = AwardApplication.objects.create(
        fund=row,
        household_id=found.key,
        kind_id=new.kind,
        quantity=new.quantity,
        signer="" if is_own else new.signer.strip()[:40],
        applied_by=actor.key,
        applied_by_name=actor.name,
        applied_at=now,
        key=key,
    )
    told = {"kind": new.kind, "quantity": new.quantity, "household": new.household, "signer": made.signer}
    change = Change("industry.apply_for_award", "award_application", str(made.pk), found.hamlet, None, told)
    record(actor=actor, now=now, changes=[change])
    return made.pk


def _enters_for_others(actor: Actor, fund: AwardFund, new: NewApplication) -> None:
    """Refuse who may not put down what another household applies for, and what nobody signed."""
    if not policies.KEEP_AWARDS.allows(actor, fund.village_id):
        mates = reach(actor)
        if not mates or household_of(new.household, actor=SYSTEM, on=fund.first).key not in mates:
            raise NotAllowed if policies.SEE_AWARDS.allows(actor, fund.village_id) else NotFound
    if not new.signer.strip():
        raise NotSigned("signer")


def _fits(fund: AwardFund, new: NewApplication, today: date, actor: Actor) -> None:
    """Refuse what the fund's days and rules do not take."""
    if not fund.first <= today <= fund.last:
        raise ApplicationsClosed("kind", title=fund.title, first=fund.first, last=fund.last)
    if rule_row(fund.rule, actor).item(new.kind) is None:
        raise KindNotInRules("kind", kind=_name(new.kind))
    rules.check_quantity(new.quantity)


def _name(kind: str) -> str:
    term = all_terms().get(kind)
    return term.name_zh if term else kind


@transaction.atomic
def enter_award_applications(
    *, actor: Actor, now: datetime, fund: UUID, rows: Sequence[NewApplication], key: str
) -> int:
    """Enter a signed paper list of many households; all of it or, with a fault in every line that has one, nothing.

    Returns how many were entered; the same key again enters nothing and returns the same.
    """
    row = AwardFund.objects.select_related("rule").filter(pk=fund).first()
    if row is None or not policies.SEE_AWARDS.allows(actor, row.village_id):
        raise NotFound
    policies.KEEP_AWARDS.require(actor, row.village_id, seen=True)
    keys = [f"{key}:{number}" for number in range(len(rows))]
    if keys and AwardApplication.objects.filter(key=keys[0]).exists():
        if AwardApplication.objects.filter(key__startswith=f"{key}:").count() != len(rows):
            raise KeyTaken("key")
        return len(rows)
    today = timezone.localdate(now)
    homes = {home.code: home for home in households_now(row.village_id, actor=actor, on=today)}
    applied = AwardApplication.objects.filter(fund=row, withdrawn_at=None)
    taken = {(code, kind) for code, kind in applied.values_list("household__code", "kind_id")}
    faults, made = [], []
    for number, new in enumerate(rows, start=1):
        try:
            home = homes.get(new.household)
            if home is None:
                raise HouseholdEnded("household", code=new.household)
            if not new.signer.strip():
                raise NotSigned("signer")
            _fits(row, new, today, actor)
            if (new.household, new.kind) in taken:
                raise AppliedAlready("kind", householder=home.householder, kind=_name(new.kind))
        except Refusal as refusal:
            faults.append(_fault(number, new.household, refusal))
            continue
        taken.add((new.household, new.kind))
        made.append(
            AwardApplication(
                fund=row,
                household_id=home.key,
                kind_id=new.kind,
                quantity=new.quantity,
                signer=new.signer.strip()[:40],
                applied_by=actor.key,
                applied_by_name=actor.name,
                applied_at=now,
                key=keys[number - 1],
            )
        )
    if faults:
        raise ListHasFaults(faults)
    AwardApplication.objects.bulk_create(made, batch_size=500)
    told = {"applications": len(made), "households": len({new.household for new in rows})}
    change = Change("industry.enter_award_list", "award_fund", str(row.pk), row.village_id, None, told)
    record(actor=actor, now=now, changes=[change])
    return len(made)


def _fault(row: int, subject: str, refusal: Refusal) -> ListFault:
    return ListFault(row, subject, refusal.code, refusal.sentence, refusal.values)


@transaction.atomic
def withdraw_application(*, actor: Actor, now: datetime, key: UUID) -> None:
    """Take an application back while no round holds it: an adult of the household, or who keeps the fund."""
    row = locked(key)
    if row.withdrawn_at is not None:
        return
    today = timezone.localdate(now)
    home = own_household(actor=actor, on=today)
    is_own = home is not None and home.key == row.household_id and home.is_adult
    if not is_own:
        sees = policies.SEE_AWARDS.allows(actor, row.fund.village_id)
        policies.KEEP_AWARDS.require(actor, row.fund.village_id, seen=sees)
    not_in_a_round(row)
    row.withdrawn_at = now
    row.save(update_fields=["withdrawn_at"])
    change = Change("industry.withdraw_award", "award_application", str(row.pk), row.household.hamlet_id)
    record(actor=actor, now=now, changes=[change])


def locked(key: UUID) -> AwardApplication:
    related = ("fund__rule", "household__householder")
    row = AwardApplication.objects.select_for_update(of=("self",)).select_related(*related).filter(pk=key).first()
    if row is None:
        raise NotFound
    return row


def not_in_a_round(row: AwardApplication) -> None:
    rounds = list(AwardRound.objects.filter(shares__application=row))
    states = standing.states_of(rounds)
    for one in rounds:
        if states[one.pk] in RUNNING:
            raise InARound(number=one.number)


@transaction.atomic
def check_application(*, actor: Actor, now: datetime, found: CheckedCount) -> None:
    """Put down what was counted on the spot: by a second person, who neither applied nor is kin."""
    row = locked(found.application)
    sees = policies.SEE_AWARDS.allows(actor, row.fund.village_id)
    policies.CHECK_AWARDS.require(actor, row.fund.village_id, seen=sees)
    _second_person(row, actor, kin_households(actor=actor))
    not_in_a_round(row)
    fits_check(row, found)
    check = check_row(row, found, actor, now, row.checks.count() + 1)
    check.save(force_insert=True)
    record(actor=actor, now=now, changes=[check_change(row, check)])


def _second_person(row: AwardApplication, actor: Actor, kin: frozenset[UUID]) -> None:
    name = row.household.householder.name
    if row.household_id in kin:
        raise OwnOrKin(householder=name)
    if row.applied_by == actor.key:
        raise AppliedByYou(householder=name)


def fits_check(row: AwardApplication, found: CheckedCount) -> None:
    if row.withdrawn_at is not None:
        raise Withdrawn
    if row.household.until is not None:
        raise HouseholdEnded("household", code=row.household.code)
    if found.refused:
        if not found.reason.strip():
            raise AwardReasonMissing("reason")
        return
    if not 0 <= found.counted <= MOST_QUANTITY:
        raise BadQuantity("counted", given=found.counted, most=MOST_QUANTITY)
    if found.counted != row.quantity and not found.reason.strip():
        raise AwardReasonMissing("reason")


def check_row(row: AwardApplication, found: CheckedCount, actor: Actor, now: datetime, revision: int) -> AwardCheck:
    return AwardCheck(
        application=row,
        revision=revision,
        counted=0 if found.refused else found.counted,
        refused=found.refused,
        reason=found.reason.strip()[:200],
        checked_by=actor.key,
        checked_by_name=actor.name,
        checked_at=now,
    )


def check_change(row: AwardApplication, check: AwardCheck) -> Change:
    told = {"counted": check.counted, "refused": check.refused, "reason": check.reason}
    old = {"quantity": row.quantity}
    return Change("industry.check_award", "award_application", str(row.pk), row.household.hamlet_id, old, told)


@transaction.atomic
def enter_award_checks(*, actor: Actor, now: datetime, fund: UUID, rows: Sequence[CheckedCount]) -> int:
    """Put down a whole list of counts; all of it or, with a fault in every line that has one, nothing."""
    held = AwardFund.objects.filter(pk=fund).first()
    if held is None or not policies.SEE_AWARDS.allows(actor, held.village_id):
        raise NotFound
    policies.CHECK_AWARDS.require(actor, held.village_id, seen=True)
    related = ("fund__rule", "household__householder")
    found = AwardApplication.objects.filter(fund=held).select_related(*related)
    by_key = {row.pk: row for row in found}
    rounds = list(held.rounds.all())
    running = [key for key, state in standing.states_of(rounds).items() if state in RUNNING]
    numbers = {row.pk: row.number for row in rounds}
    fixed = dict(AwardShare.objects.filter(round__in=running).values_list("application", "round"))
    revisions: dict[UUID, int] = {}
    for key in AwardCheck.objects.filter(application__fund=held).values_list("application", flat=True):
        revisions[key] = revisions.get(key, 0) + 1
    kin = kin_households(actor=actor)
    faults, made = [], []
    for number, one in enumerate(rows, start=1):
        row = by_key.get(one.application)
        try:
            if row is None:
                raise NotFound
            _second_person(row, actor, kin)
            if row.pk in fixed:
                raise InARound(number=numbers[fixed[row.pk]])
            fits_check(row, one)
        except Refusal as refusal:
            faults.append(_fault(number, row.household.householder.name if row else "", refusal))
            continue
        revisions[row.pk] = revisions.get(row.pk, 0) + 1
        made.append(check_row(row, one, actor, now, revisions[row.pk]))
    if faults:
        raise ListHasFaults(faults)
    AwardCheck.objects.bulk_create(made, batch_size=500)
    record(actor=actor, now=now, changes=[check_change(by_key[check.application_id], check) for check in made])
    return len(made)
