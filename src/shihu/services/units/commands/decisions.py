"""Writing decisions: what a household says to a proposal, with the evidence. Nothing is overwritten."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.queries import own_household
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.units import policies, rules
from shihu.services.units.errors import (
    AdultNeeded,
    DeciderNeeded,
    DecisionDay,
    KeyTaken,
    NotAsked,
    NotByPhone,
    NothingSigned,
    NotOpen,
    SheetNumberNeeded,
    StandsAlready,
    WantedElsewhere,
    WhyNeeded,
    WitnessNeeded,
)
from shihu.services.units.models import Asking, Decision, Establishment, Proposal, Unit
from shihu.services.units.types import Channel, Deciding, Word

_LONGEST = 400


@transaction.atomic
def decide(*, actor: Actor, now: datetime, key: UUID | str, stamp: UUID, deciding: Deciding) -> bool:
    """Put down a household's decision on the proposal of formation ``key``.

    False when the same decision came under the same ``stamp`` before. On the phone an adult of the household decides;
    told and written decisions are put down by officer or cadre, with who decided and the witness or the sheet's number.
    """
    proposal = _opened(key)
    change = _decide(actor, now, proposal, stamp, deciding)
    if change is None:
        return False
    record(actor=actor, now=now, changes=[change])
    return True


@transaction.atomic
def decide_sheet(*, actor: Actor, now: datetime, key: UUID | str, stamp: UUID, decisions: Sequence[Deciding]) -> int:
    """Put down what one signed sheet says, all of it or nothing; return how many decisions were new."""
    if not decisions:
        raise NothingSigned
    proposal = _opened(key)
    changes = [_decide(actor, now, proposal, uuid5(stamp, one.household), one) for one in decisions]
    new = [change for change in changes if change is not None]
    record(actor=actor, now=now, changes=new)
    return len(new)


def _opened(key: UUID | str) -> Proposal:
    found = (
        Proposal.objects.select_for_update(of=("self",)).select_related("formation").filter(formation__pk=key).first()
    )
    if found is None:
        raise NotFound
    return found


def _decide(actor: Actor, now: datetime, proposal: Proposal, stamp: UUID, given: Deciding) -> Change | None:
    day = timezone.localdate(now)
    deciding = _may(actor, proposal, _plain(given), day)
    body = rules.body_of({**asdict(deciding), "proposal": proposal.pk})
    kept = Decision.objects.filter(key=stamp).first()
    if kept is not None:
        if kept.body != body:
            raise KeyTaken
        return None
    if proposal.end:
        raise NotOpen
    asking = (
        Asking.objects.filter(proposal=proposal, household__code=deciding.household)
        .select_related("unit", "household")
        .first()
    )
    if asking is None:
        raise NotAsked(household=deciding.household)
    if Establishment.objects.filter(unit=asking.unit_id).exists():
        raise StandsAlready(unit=asking.unit.name)
    if not proposal.starts <= deciding.decided_on <= day:
        raise DecisionDay(where="decided_on", day=deciding.decided_on, first=proposal.starts, last=day)
    _evidence(deciding)
    unit, partner = _wanted(proposal, asking, deciding)
    Decision.objects.create(
        asking=asking,
        word=deciding.word.value,
        channel=deciding.channel.value,
        decided_on=deciding.decided_on,
        decided_by=deciding.decided_by,
        witness=deciding.witness,
        paper=deciding.paper,
        reason=deciding.reason,
        wanted_unit=unit,
        wanted_partner=partner.household if partner else None,
        entered_by=actor.key,
        entered_name=actor.name,
        entered_at=now,
        key=stamp,
        body=body,
    )
    # Why somebody declines stays with the decision: more people read the audit than may know it.
    told = {
        "word": deciding.word.value,
        "channel": deciding.channel.value,
        "on": deciding.decided_on,
        "by": deciding.decided_by,
        "paper": deciding.paper,
        "unit": asking.unit.name,
    }
    return Change("units.decide", "household", deciding.household, asking.household.hamlet_id, None, told)


def _plain(deciding: Deciding) -> Deciding:
    """Typed text without outer blanks, no longer than it is kept."""

    def cut(said: str, most: int = 40) -> str:
        return " ".join(said.replace("\x00", "").split())[:most]

    return replace(
        deciding,
        decided_by=cut(deciding.decided_by),
        witness=cut(deciding.witness),
        paper=cut(deciding.paper),
        reason=cut(deciding.reason, _LONGEST),
    )


def _may(actor: Actor, proposal: Proposal, deciding: Deciding, day: date) -> Deciding:
    place = proposal.formation.place_id
    if deciding.channel is Channel.PHONE:
        own = own_household(actor=actor, on=day)
        if own is None or own.code != deciding.household:
            raise NotByPhone if policies.SEE_UNITS.allows(actor, place) else NotFound
        if not own.is_adult:
            raise AdultNeeded
        return replace(deciding, decided_by=own.name, decided_on=day, witness="", paper="")
    policies.ENTER_DECISIONS.require(actor, place, seen=policies.SEE_UNITS.allows(actor, place))
    if deciding.channel is Channel.CARRIED:
        raise NotAllowed
    return deciding


def _evidence(deciding: Deciding) -> None:
    if not deciding.decided_by:
        raise DeciderNeeded(where="decided_by")
    if deciding.channel is Channel.CADRE and not deciding.witness:
        raise WitnessNeeded(where="witness")
    if deciding.channel is Channel.PAPER and not deciding.paper:
        raise SheetNumberNeeded(where="paper")
    if deciding.word is Word.ASK and not deciding.reason:
        raise WhyNeeded(where="reason")


def _wanted(proposal: Proposal, asking: Asking, deciding: Deciding) -> tuple[Unit | None, Asking | None]:
    """The unit or the partner that is asked for, if any: another unit, a household of another unit."""
    if deciding.word is not Word.ASK:
        return None, None
    unit = partner = None
    if deciding.wanted_unit is not None:
        unit = Unit.objects.filter(pk=deciding.wanted_unit, formation=proposal.formation_id).first()
        if unit is None or unit.pk == asking.unit_id:
            raise WantedElsewhere(where="wanted_unit")
    if deciding.wanted_partner:
        partner = Asking.objects.filter(proposal=proposal, household__code=deciding.wanted_partner).first()
        if partner is None or partner.unit_id == asking.unit_id:
            raise WantedElsewhere(where="wanted_partner")
    return unit, partner
