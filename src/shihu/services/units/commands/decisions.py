"""Writing decisions: what a household says to a proposal, with the evidence. Nothing is overwritten."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Self
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
    return bool(_put_down(actor, now, key, {stamp: deciding}))


@transaction.atomic
def decide_sheet(*, actor: Actor, now: datetime, key: UUID | str, stamp: UUID, decisions: Sequence[Deciding]) -> int:
    """Put down what one signed sheet says, all of it or nothing; return how many decisions were new."""
    if not decisions:
        raise NothingSigned
    given: dict[UUID, Deciding] = {}
    for one in decisions:
        if given.setdefault(uuid5(stamp, one.household), one) != one:
            raise KeyTaken  # two answers of one household on one sheet
    return _put_down(actor, now, key, given)


def _put_down(actor: Actor, now: datetime, key: UUID | str, given: Mapping[UUID, Deciding]) -> int:
    """Put decisions down, each under its stamp; return how many were new. The same queries however many they are."""
    proposal = _opened(key)
    day = timezone.localdate(now)
    deciding = {stamp: _may(actor, proposal, _plain(one), day) for stamp, one in given.items()}
    known = _Known.of(proposal, deciding)
    new, changes = [], []
    for stamp, one in deciding.items():
        decision = _decision(proposal, known, stamp, one, day)
        if decision is None:
            continue
        decision.entered_by, decision.entered_name, decision.entered_at = actor.key, actor.name, now
        new.append(decision)
        changes.append(_change(decision, one))
    Decision.objects.bulk_create(new)
    record(actor=actor, now=now, changes=changes)
    return len(new)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the households that decide: whom the proposal asks, which units stand, what came before."""

    askings: Mapping[str, Asking]
    standing: frozenset[UUID]
    bodies: Mapping[UUID, str]

    @classmethod
    def of(cls, proposal: Proposal, deciding: Mapping[UUID, Deciding]) -> Self:
        households = [one.household for one in deciding.values()]
        asked = Asking.objects.filter(proposal=proposal, household__code__in=households)
        askings = {one.household.code: one for one in asked.select_related("unit", "household").order_by()}
        units = {one.unit_id for one in askings.values()}
        standing = Establishment.objects.filter(unit__in=units).order_by().values_list("unit", flat=True)
        bodies = Decision.objects.filter(key__in=deciding).order_by().values_list("key", "body")
        return cls(askings, frozenset(standing), {key: body for key, body in bodies if key})


def _opened(key: UUID | str) -> Proposal:
    found = (
        Proposal.objects.select_for_update(of=("self",)).select_related("formation").filter(formation__pk=key).first()
    )
    if found is None:
        raise NotFound
    return found


def _decision(proposal: Proposal, known: _Known, stamp: UUID, deciding: Deciding, day: date) -> Decision | None:
    """Return the decision as a new row, None where it came before."""
    body = rules.body_of({**asdict(deciding), "proposal": proposal.pk})
    if stamp in known.bodies:
        if known.bodies[stamp] != body:
            raise KeyTaken
        return None
    if proposal.end:
        raise NotOpen
    asking = known.askings.get(deciding.household)
    if asking is None:
        raise NotAsked(household=deciding.household)
    if asking.unit_id in known.standing:
        raise StandsAlready(unit=asking.unit.name)
    if not proposal.starts <= deciding.decided_on <= day:
        raise DecisionDay(where="decided_on", day=deciding.decided_on, first=proposal.starts, last=day)
    _evidence(deciding)
    unit, partner = _wanted(proposal, asking, deciding)
    return Decision(
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
        key=stamp,
        body=body,
    )


def _change(decision: Decision, deciding: Deciding) -> Change:
    # Why somebody declines stays with the decision: more people read the audit than may know it.
    told = {
        "word": deciding.word.value,
        "channel": deciding.channel.value,
        "on": deciding.decided_on,
        "by": deciding.decided_by,
        "paper": deciding.paper,
        "unit": decision.asking.unit.name,
    }
    home = decision.asking.household
    return Change("units.decide", "household", home.code, home.hamlet_id, None, told)


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
