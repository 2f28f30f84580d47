"""Publishing a draft for consent, establishing the units that all their members accepted, closing, solving again."""

from collections import defaultdict
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.units import policies, rules
from shihu.services.units.commands.again import ask_again
from shihu.services.units.commands.fitting import Drawn
from shihu.services.units.commands.seating import Seating
from shihu.services.units.errors import (
    HasEstablished,
    NoneReady,
    NoRequests,
    NotADraft,
    NothingEstablished,
    NotOpen,
    TooEarly,
    WhyNeeded,
)
from shihu.services.units.models import (
    IN_FORCE,
    Asking,
    Decision,
    Establishment,
    Formation,
    Proposal,
    Seat,
    Unit,
)
from shihu.services.units.queries.proposals import none_open, said_by_household, standing_decisions
from shihu.services.units.types import (
    Again,
    AskingKind,
    Established,
    OpenRequest,
    Published,
    Solving,
    Word,
)

_DECLINED = "declined"


@transaction.atomic
def publish_proposal(*, actor: Actor, now: datetime, key: UUID | str, days: int, knowingly: bool = False) -> Published:
    """Publish a draft for consent: the notice ends ``days`` after today.

    A draft solved again from an open proposal takes its place: acceptances carry over as ``rules.carried`` says.
    """
    formation = _formation(key)
    place, day = formation.place_id, timezone.localdate(now)
    policies.PUBLISH_PROPOSALS.require(actor, place, seen=policies.SEE_UNITS.allows(actor, place))
    if formation.state != Formation.State.DRAFT:
        raise NotADraft
    ends = rules.notice_end(day, days)
    drawn = Drawn(formation)
    drawn.fits(day, knowingly=knowingly)
    before = Proposal.objects.select_for_update().filter(formation=formation.based_on_id, end="").first()
    none_open(place, but=before.pk if before else None)
    proposal = Proposal.objects.create(
        formation=formation, published_at=now, published_by=actor.name, days=days, starts=day, ends=ends
    )
    kinds = _asked(proposal, drawn, before, day, actor=actor, now=now)
    if before is not None:
        _follow(before, now)
    formation.state = Formation.State.PROPOSED
    formation.save(update_fields=["state"])
    told = {"ends": ends, "days": days, "households": len(kinds), "follows": str(before.pk) if before else ""}
    reason = "roster changed since the draft" if knowingly else ""
    change = Change("units.publish", "formation", str(formation.pk), place, {"state": "draft"}, told, reason=reason)
    record(actor=actor, now=now, changes=[change])
    return Published(
        ends=ends,
        asked=kinds.count(AskingKind.ASKED),
        carried=kinds.count(AskingKind.KEPT) + kinds.count(AskingKind.TOLD),
        told=kinds.count(AskingKind.TOLD),
    )


def _asked(
    proposal: Proposal, drawn: Drawn, before: Proposal | None, day: date, *, actor: Actor, now: datetime
) -> list[AskingKind]:
    """Put down whom the proposal asks, and what stands over from the one before it."""
    units = {unit.pk: unit for unit in Unit.objects.filter(formation=proposal.formation)}
    sits = dict(
        Seat.objects.filter(IN_FORCE, household__in=[s.household_id for s in drawn.seats]).values_list(
            "household_id", "unit_id"
        )
    )
    standing: dict[str, Decision] = {}
    over: dict[str, AskingKind] = {}
    if before is not None:
        standing = {code: d for code, d in standing_decisions(before, day).items() if d.word == Word.ACCEPT}
        over = rules.carried(
            _members(before.formation_id), _members(proposal.formation_id), standing.keys() | _staying(before)
        )
    kinds: list[AskingKind] = []
    askings = []
    for seat in drawn.seats:
        goes_on = units[seat.unit_id].continues_id
        if goes_on is not None and sits.get(seat.household_id) == goes_on:
            kinds.append(AskingKind.STAYS)
        else:
            kinds.append(over.get(seat.household.code, AskingKind.ASKED))
        askings.append(Asking(proposal=proposal, unit_id=seat.unit_id, household=seat.household, kind=kinds[-1].value))
    Asking.objects.bulk_create(askings, batch_size=500)
    Decision.objects.bulk_create(
        Decision(
            asking=asking,
            word=Word.ACCEPT.value,
            channel=Decision.Channel.CARRIED,
            decided_on=standing[asking.household.code].decided_on,
            decided_by=standing[asking.household.code].decided_by,
            carried_from=standing[asking.household.code],
            entered_by=actor.key,
            entered_name=actor.name,
            entered_at=now,
        )
        for asking in askings
        if asking.kind in {AskingKind.KEPT, AskingKind.TOLD} and asking.household.code in standing
    )
    return kinds


def _members(formation: UUID) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = defaultdict(set)
    for unit, code in Seat.objects.filter(unit__formation=formation).values_list("unit_id", "household__code"):
        found[unit].add(code)
    return found


def _staying(proposal: Proposal) -> set[str]:
    """Who stays in a unit in force and said nothing against it: told, and accepting as long as nothing changes."""
    quiet = proposal.askings.filter(kind=AskingKind.STAYS, decisions=None)
    return set(quiet.values_list("household__code", flat=True))


def _follow(before: Proposal, now: datetime) -> None:
    stands = before.establishments.exists()
    before.end, before.ended_at = Proposal.End.FOLLOWED, now
    before.save(update_fields=["end", "ended_at"])
    state = Formation.State.CURRENT if stands else Formation.State.REPLACED
    Formation.objects.filter(pk=before.formation_id).update(state=state)


@transaction.atomic
def establish_units(*, actor: Actor, now: datetime, key: UUID | str) -> Established:
    """Establish every unit of a proposal whose members all accepted, once the notice has ended.

    Silence is no acceptance. A unit in which somebody asks, declines, is silent or has left the hamlets stays open.
    The proposal ends with its last unit.
    """
    formation, proposal = _opened(actor, key)
    place, day = formation.place_id, timezone.localdate(now)
    if day <= proposal.ends:
        raise TooEarly(ends=proposal.ends)
    drawn = Drawn(formation)
    said = said_by_household(proposal)
    gone = {s.household.code for s in drawn.seats if s.household.until or s.household.hamlet_id not in drawn.hamlets}
    members: dict[UUID, list[str]] = defaultdict(list)
    for seat in drawn.seats:
        members[seat.unit_id].append(seat.household.code)
    standing = set(proposal.establishments.values_list("unit_id", flat=True))
    waiting = [unit for unit in Unit.objects.filter(formation=formation) if unit.pk not in standing]
    ready = [
        unit
        for unit in waiting
        if not gone.intersection(members[unit.pk])
        and rules.may_stand(proposal.ends, day, [said[code] for code in members[unit.pk]])
    ]
    if not ready:
        raise NoneReady
    seating = Seating(now=now)
    seating.open(ready)
    Establishment.objects.bulk_create(
        Establishment(unit=unit, proposal=proposal, on=day, entered_by=actor.key, entered_name=actor.name)
        for unit in ready
    )
    is_last = len(ready) == len(waiting)
    if is_last:
        _end(proposal, Proposal.End.ESTABLISHED, Formation.State.CURRENT, now)
    seating.retire(place, but=formation.pk)
    seats = sum(len(members[unit.pk]) for unit in ready)
    told = {"units": sorted(unit.name for unit in ready), "households": seats, "left": len(waiting) - len(ready)}
    change = Change("units.establish", "formation", str(formation.pk), place, None, told)
    record(actor=actor, now=now, changes=[*seating.changes, change])
    return Established(len(ready), seats, is_last)


@transaction.atomic
def withdraw_proposal(*, actor: Actor, now: datetime, key: UUID | str, reason: str) -> None:
    """Withdraw a proposal of which no unit is established yet. What was decided stays on record."""
    formation, proposal = _opened(actor, key)
    if proposal.establishments.exists():
        raise HasEstablished
    _close(actor, now, formation, proposal, Proposal.End.WITHDRAWN, reason)


@transaction.atomic
def close_proposal(*, actor: Actor, now: datetime, key: UUID | str, reason: str) -> None:
    """Close a proposal with the units established so far; the others come to nothing."""
    formation, proposal = _opened(actor, key)
    if not proposal.establishments.exists():
        raise NothingEstablished
    _close(actor, now, formation, proposal, Proposal.End.CLOSED, reason)


def _close(
    actor: Actor, now: datetime, formation: Formation, proposal: Proposal, end: Proposal.End, reason: str
) -> None:
    said = " ".join(reason.split())[:400]
    if not said:
        raise WhyNeeded(where="reason")
    proposal.reason = said
    state = Formation.State.CURRENT if end is Proposal.End.CLOSED else Formation.State.DISCARDED
    _end(proposal, end, state, now)
    action = "units.close_proposal" if end is Proposal.End.CLOSED else "units.withdraw_proposal"
    change = Change(
        action, "formation", str(formation.pk), formation.place_id, {"state": "proposed"}, {"state": state}, reason=said
    )
    record(actor=actor, now=now, changes=[change])


@transaction.atomic
def solve_again(*, actor: Actor, now: datetime, key: UUID | str, price: float = 1.0) -> UUID:
    """Ask for a new draft from the open requests of a proposal; return its key. The proposal stays open meanwhile."""
    found = Proposal.objects.filter(formation__pk=key, end="").select_related("formation").first()
    if found is None:
        raise NotFound
    policies.FORM_UNITS.require(
        actor, found.formation.place_id, seen=policies.SEE_UNITS.allows(actor, found.formation.place_id)
    )
    solving = _solving(found, timezone.localdate(now))
    again = Again(
        price=price,
        locked_units=solving.locked,
        pinned=solving.pinned,
        together=solving.together,
        left_out=dict.fromkeys(solving.left_out, _DECLINED),
    )
    return ask_again(actor=actor, now=now, key=key, again=again)


def _solving(proposal: Proposal, day: date) -> Solving:
    standing = standing_decisions(proposal, day)
    requests = [
        OpenRequest(
            code,
            Word(decision.word),
            decision.reason,
            decision.wanted_unit_id,
            decision.wanted_partner.code if decision.wanted_partner else "",
        )
        for code, decision in sorted(standing.items())
        if decision.word != Word.ACCEPT
    ]
    if not requests:
        raise NoRequests
    units = _members(proposal.formation_id)
    said = said_by_household(proposal)
    established = set(proposal.establishments.values_list("unit_id", flat=True))
    agreed = {
        unit
        for unit, codes in units.items()
        if unit in established or rules.is_agreed([said[code] for code in codes], day)
    }
    return rules.to_solve(requests, units, agreed)


def _end(proposal: Proposal, end: Proposal.End, state: Formation.State, now: datetime) -> None:
    proposal.end, proposal.ended_at = end, now
    proposal.save(update_fields=["end", "ended_at", "reason"])
    proposal.formation.state = state
    proposal.formation.adopted_at = now if state == Formation.State.CURRENT else None
    proposal.formation.save(update_fields=["state", "adopted_at"])


def _formation(key: UUID | str) -> Formation:
    found = Formation.objects.select_for_update().filter(pk=key).first()
    if found is None:
        raise NotFound
    return found


def _opened(actor: Actor, key: UUID | str) -> tuple[Formation, Proposal]:
    """Lock an open proposal for the officer."""
    formation = _formation(key)
    place = formation.place_id
    policies.PUBLISH_PROPOSALS.require(actor, place, seen=policies.SEE_UNITS.allows(actor, place))
    proposal = Proposal.objects.select_for_update().filter(formation=formation).first()
    if proposal is None or proposal.end:
        raise NotOpen
    proposal.formation = formation
    return formation, proposal
