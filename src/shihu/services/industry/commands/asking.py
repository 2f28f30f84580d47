"""Acts above the amount of one person: asked for, kept whole, booked once by a second person, or turned down.

One way for all of them. The act is tried; where the ledger asks for a second person, everything that it did is taken
back and the act itself is kept. Approving it does the very same act again, in the name of who asked for it: all its
checks are made against what stands by then, and what no longer holds is refused with its own sentence.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from shihu.base.ledger.errors import SamePerson
from shihu.base.ledger.queries import balance
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.commands import advances, receiving
from shihu.services.industry.commands.booking import Booking
from shihu.services.industry.commands.running import Running
from shihu.services.industry.commands.winding import offsets_of, wind_up
from shihu.services.industry.errors import ActTaken, AskerMayNot, NotWaiting, ReasonNeeded, SecondPersonNeeded
from shihu.services.industry.models import AskedAct, Batch, Project, Receipt, Sale, Season
from shihu.services.industry.queries.belonging import opened
from shihu.services.industry.rules import asking as rules
from shihu.services.industry.rules import tags
from shihu.services.industry.rules.accounts import COST
from shihu.services.industry.types import (
    Act,
    BackAct,
    BatchAct,
    CostAct,
    Done,
    LetAct,
    ReceiveAct,
    RepayAct,
    SupplyAct,
    UndoReceiptAct,
    WindAct,
    WoundUp,
)

_STATE = AskedAct.State


@transaction.atomic
def do_or_ask(*, actor: Actor, now: datetime, act: Act) -> Done:
    """Do an act at once, or keep it where the ledger asks for a second person; the same key answers the same."""
    running = Running(actor=actor, now=now)
    project, season = _where(act)
    found = running.project(project)
    body = rules.digest(act)
    known = AskedAct.objects.filter(key=act.key).first()
    if known is not None:
        if known.body != body:
            raise ActTaken("key")
        return Done(known.pk)
    try:
        with transaction.atomic():
            done = _do(act, actor=actor, now=now, approver=None)
        return Done(None, done.wound_up)
    except SecondPersonNeeded:
        act = _settled(act, running, found)
    asked = AskedAct.objects.create(
        project=found,
        season_id=season,
        kind=act.kind.value,
        payload=rules.written(act),
        body=body,
        amount=_amount(act),
        key=act.key,
        recorder=actor.key,
        recorded_by=actor.name,
        recorded_at=now,
    )
    running.note("ask_act", found, new={"kind": asked.kind, "amount": asked.amount})
    return Done(asked.pk)


@transaction.atomic
def approve_act(*, actor: Actor, now: datetime, asked: UUID) -> None:
    """Do, as the second person, what was asked for: once, or not at all."""
    running, found = _waiting(actor, now, asked)
    if found.recorder == actor.key:
        raise SamePerson
    first = Booking.recorder(found.recorder, now)
    if not policies.RUN_PROJECTS.allows(first, found.project.place_id):
        raise AskerMayNot(who=found.recorded_by)
    done = _do(rules.read(found.kind, found.payload), actor=first, now=now, approver=actor)
    found.entry = done.entry
    _decide(found, actor, now, _STATE.BOOKED)
    running.note("approve_act", found.project, new={"kind": found.kind, "amount": found.amount})


@transaction.atomic
def turn_down_act(*, actor: Actor, now: datetime, asked: UUID, reason: str) -> None:
    """Turn down what was asked for; who asked may take it back the same way."""
    running, found = _waiting(actor, now, asked)
    if not reason.strip():
        raise ReasonNeeded("reason")
    found.reason = reason.strip()[:200]
    _decide(found, actor, now, _STATE.TURNED_DOWN)
    running.note("turn_down_act", found.project, old={"kind": found.kind, "amount": found.amount}, reason=reason)


@dataclass(frozen=True, slots=True)
class _Booked:
    entry: UUID | None = None
    wound_up: WoundUp | None = None


def _do(act: Act, *, actor: Actor, now: datetime, approver: Actor | None) -> _Booked:
    match act:
        case CostAct(season=season, new=cost):
            entry = advances.book_cost(actor=actor, now=now, season=season, new=cost, approver=approver)
        case BatchAct(season=season, new=new):
            made = advances.make_batch(actor=actor, now=now, season=season, new=new, approver=approver)
            entry = Batch.objects.values_list("entry", flat=True).get(pk=made)
        case SupplyAct():
            entry = advances.supply(
                actor=actor,
                now=now,
                batch=act.batch,
                given=act.given,
                day=act.day,
                paper=act.paper,
                key=act.key,
                approver=approver,
            )
        case BackAct():
            entry = advances.take_back(
                actor=actor,
                now=now,
                batch=act.batch,
                household=act.household,
                pieces=act.pieces,
                is_broken=act.is_broken,
                day=act.day,
                paper=act.paper,
                key=act.key,
                approver=approver,
            )
        case LetAct():
            entry = advances.let_sheds(
                actor=actor,
                now=now,
                season=act.season,
                lets=act.lets,
                lessor=act.lessor,
                day=act.day,
                paper=act.paper,
                key=act.key,
                approver=approver,
            )
        case RepayAct():
            entry = advances.repay(
                actor=actor,
                now=now,
                season=act.season,
                household=act.household,
                thing=act.thing,
                amount=act.amount,
                paid_into=act.paid_into,
                day=act.day,
                paper=act.paper,
                key=act.key,
                approver=approver,
            )
        case WindAct():
            done = wind_up(
                actor=actor, now=now, project=act.project, paper=act.paper, offsets=act.offsets, approver=approver
            )
            return _Booked(None, done)
        case ReceiveAct():
            entry = receiving.receive(
                actor=actor,
                now=now,
                sale=act.sale,
                amount=act.amount,
                paid_into=act.paid_into,
                day=act.day,
                paper=act.paper,
                key=act.key,
                approver=approver,
            )
        case UndoReceiptAct(receipt=receipt, reason=reason):
            entry = receiving.undo_receipt(actor=actor, now=now, receipt=receipt, reason=reason, approver=approver)
    return _Booked(entry)


def _where(act: Act) -> tuple[UUID, UUID | None]:
    """Return the project and season of an act."""
    if isinstance(act, WindAct):
        return act.project, None
    if isinstance(act, SupplyAct | BackAct):
        season = Batch.objects.filter(pk=act.batch).values_list("season", flat=True).first()
    elif isinstance(act, ReceiveAct | UndoReceiptAct):
        which = Q(pk=act.sale) if isinstance(act, ReceiveAct) else Q(receipts=act.receipt)
        season = Sale.objects.filter(which).values_list("season", flat=True).first()
    else:
        season = act.season
    project = Season.objects.filter(pk=season).values_list("project", flat=True).first() if season else None
    if project is None:
        raise NotFound
    return project, season


def _settled(act: Act, running: Running, project: Project) -> Act:
    """Return the act with what it left to the moment: the second person decides on numbers, not on a rule."""
    if isinstance(act, BatchAct) and act.new.cost is None:
        tag = tags.season_tag(act.season)
        cost = balance(project.book_id, COST, actor=SYSTEM, on=act.new.day, tag=tag)
        return replace(act, new=replace(act.new, cost=cost))
    if isinstance(act, WindAct):
        return replace(act, offsets=offsets_of(actor=running.actor, now=running.now, project=project.pk))
    return act


def _amount(act: Act) -> int:
    match act:
        case CostAct(new=new):
            amount = new.amount
        case BatchAct(new=batch):
            amount = batch.cost or 0
        case SupplyAct(batch=key, given=given):
            amount = sum(one.pieces for one in given) * _price(key)
        case BackAct(batch=key, pieces=pieces):
            amount = pieces * _price(key)
        case LetAct(lets=lets):
            amount = sum(one.amount for one in lets)
        case RepayAct() | ReceiveAct():
            amount = act.amount
        case UndoReceiptAct(receipt=receipt):
            amount = Receipt.objects.values_list("amount", flat=True).get(pk=receipt)
        case WindAct(offsets=offsets):
            amount = sum(one.amount for one in offsets or ())
    return amount


def _price(batch: UUID) -> int:
    return Batch.objects.values_list("price", flat=True).get(pk=batch)


def _waiting(actor: Actor, now: datetime, key: UUID) -> tuple[Running, AskedAct]:
    project = AskedAct.objects.filter(pk=key).values_list("project", flat=True).first()
    if project is None:
        raise NotFound
    seen = opened(project, actor=actor)
    if not seen.sees:
        raise NotFound
    policies.APPROVE.require(actor, seen.project.place_id, seen=True)
    running = Running(actor=actor, now=now)
    running.project(project)
    found = AskedAct.objects.select_for_update(of=("self",)).select_related("project").get(pk=key)
    if found.state != _STATE.WAITING:
        raise NotWaiting
    return running, found


def _decide(found: AskedAct, actor: Actor, now: datetime, state: str) -> None:
    found.state, found.decided_by, found.decided_at = state, actor.name, now
    found.save(update_fields=["state", "decided_by", "decided_at", "reason", "entry"])
