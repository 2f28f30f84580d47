"""A round of moral models: opening it, nominating, the nominee's own word."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.queries import own_household
from shihu.base.registry.queries import person as person_of
from shihu.base.vocabularies.queries import terms
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.places import Level, lies_in
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.errors.civility import (
    BadRoundDays,
    DeedTooShort,
    NominatedAlready,
    NominationsOver,
    NomineeElsewhere,
    OwnNominee,
    PaperNeedsSheet,
    RoundExists,
    WrongModelStage,
)
from shihu.services.linkages.models import ModelNomination, ModelRound
from shihu.services.linkages.queries.civility import reach
from shihu.services.linkages.rules.civility import models as rules
from shihu.services.units.queries import own_seat, unit_of_household


@transaction.atomic
def open_model_round(
    *, actor: Actor, now: datetime, village: str, year: int, title: str, nominate_until: date, notice_days: int
) -> UUID:
    """Open a village's round of a year for nominations."""
    policies.KEEP_CIVILITY.require(actor, village, seen=policies.SEE_CIVILITY.allows(actor, village))
    if len(village) != Level.VILLAGE:
        raise NotFound
    today = timezone.localdate(now)
    if not rules.days_are_good(today=today, nominate_until=nominate_until, notice_days=notice_days):
        raise BadRoundDays(where="nominate_until", least=rules.NOTICE[0], most=rules.NOTICE[1])
    if ModelRound.objects.filter(village_id=village, year=year).exists():
        raise RoundExists(where="year", year=year)
    made = ModelRound.objects.create(
        village_id=village,
        year=year,
        title=title.strip()[:60],
        opened_on=today,
        nominate_until=nominate_until,
        notice_days=notice_days,
        opened_by=actor.name,
    )
    told = {"year": year, "title": made.title, "nominate_until": nominate_until, "notice_days": notice_days}
    _record(actor, now, "open_model_round", made, told)
    return made.pk


@transaction.atomic
def nominate_model(
    *,
    actor: Actor,
    now: datetime,
    round: UUID,  # noqa: A002 - the trade's own word
    person: UUID,
    term: str,
    deed: str,
    by_unit_of: str = "",
) -> UUID:
    """Nominate somebody with the deed in words: a member for their household, or the cadre for the unit of one.

    ``by_unit_of`` is the code of a household whose unit nominates, as its meeting decided.
    """
    found = locked_round(actor, round)
    today = timezone.localdate(now)
    keeps = policies.KEEP_CIVILITY.allows(actor, found.village_id)
    mine = own_household(actor=actor, on=today)
    is_neighbour = mine is not None and lies_in(mine.hamlet, found.village_id)
    if not keeps and not is_neighbour:
        raise NotAllowed
    if found.stage != ModelRound.Stage.NOMINATING:
        raise WrongModelStage
    if today > found.nominate_until:
        raise NominationsOver(day=found.nominate_until.isoformat())
    deed = " ".join(deed.split())
    if len(deed) < rules.DEED:
        raise DeedTooShort(where="deed", least=rules.DEED)
    if term not in {row.key for row in terms("moral_model", on=today)}:
        raise NotFound
    nominee = person_of(person, actor=SYSTEM)
    if nominee.member.until is not None or not lies_in(nominee.hamlet, found.village_id):
        raise NomineeElsewhere(where="person", name=nominee.member.name)
    if mine is not None and mine.code == nominee.household:
        raise OwnNominee(where="person", name=nominee.member.name)
    unit = unit_of_household(by_unit_of, actor=SYSTEM) if by_unit_of and keeps else None
    seat = own_seat(actor)
    household = reach.household_of(nominee.household)
    try:
        with transaction.atomic():
            made = ModelNomination.objects.create(
                round=found,
                term_id=term,
                person_id=person,
                household_id=household,
                hamlet_id=nominee.hamlet,
                name=nominee.member.name,
                deed=deed[:600],
                unit_id=unit.unit if unit else seat.unit if seat else None,
                nominated_by=actor.name,
                nominated_by_household_id=mine.key if mine and is_neighbour else None,
                nominated_at=now,
            )
    except IntegrityError as twice:
        raise NominatedAlready(where="person", name=nominee.member.name) from twice
    told = {"nomination": str(made.pk), "person": str(person), "term": term, "deed": made.deed}
    _record(actor, now, "nominate_model", found, told)
    return made.pk


@transaction.atomic
def consent_to_model(
    *, actor: Actor, now: datetime, nomination: UUID, agrees: bool, sheet: str = "", why: str = ""
) -> None:
    """Put down the nominee's word: their own on the phone, or on a sheet that the cadre keeps.

    A nominee may still decline until the round is closed.
    """
    found = locked_nomination(actor, nomination)
    is_own = reach.is_account_of(found.person_id, actor=actor)
    keeps = policies.KEEP_CIVILITY.allows(actor, found.round.village_id)
    if not is_own and not keeps:
        raise NotAllowed
    before = found.state
    open_states = {"nominated", "consented", "on_notice"} if not agrees else {"nominated", "declined"}
    if before not in open_states or found.round.stage == ModelRound.Stage.CLOSED:
        raise WrongModelStage
    if agrees and found.round.stage != ModelRound.Stage.NOMINATING:
        raise WrongModelStage
    if not is_own and not sheet.strip():
        raise PaperNeedsSheet(where="sheet")
    if agrees:
        found.state = ModelNomination.State.CONSENTED
        found.consented_on = timezone.localdate(now)
        found.consent_how, found.consent_sheet = ("phone", "") if is_own else ("paper", sheet.strip()[:40])
    else:
        found.state = ModelNomination.State.DECLINED
    found.save()
    told = {"nomination": str(found.pk), "state": found.state, "sheet": found.consent_sheet}
    _record(actor, now, "consent_to_model", found.round, told, old={"state": before}, reason=why)


def locked_round(actor: Actor, key: UUID) -> ModelRound:
    """Return a round of a village that concerns the actor, locked."""
    found = ModelRound.objects.select_for_update().filter(pk=key).first()
    if found is None:
        raise NotFound
    reach.require(found.village_id, actor=actor)
    return found


def locked_nomination(actor: Actor, key: UUID) -> ModelNomination:
    """Return a nomination that the actor may see, its round locked: acts on a round come one after the other."""
    found = ModelNomination.objects.filter(pk=key).first()
    if found is None:
        raise NotFound
    round_ = locked_round(actor, found.round_id)
    found.refresh_from_db()
    found.round = round_
    sees = (
        policies.SEE_CIVILITY.allows(actor, round_.village_id)
        or found.state in {"on_notice", "chosen"}
        or reach.is_account_of(found.person_id, actor=actor)
    )
    if not sees:
        raise NotFound
    return found


def _record(
    actor: Actor,
    now: datetime,
    action: str,
    round_: ModelRound,
    new: Mapping[str, object],
    *,
    old: Mapping[str, object] | None = None,
    reason: str = "",
) -> None:
    change = Change(
        f"linkages.{action}", "model_round", str(round_.pk), round_.village_id, old, new, reason=reason.strip()[:200]
    )
    record(actor=actor, now=now, changes=[change])
