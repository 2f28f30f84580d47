"""Reading acts that wait, or waited, for a second person."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q

from shihu.base.audit.queries import within
from shihu.base.ledger.queries import entity
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.models import AskedAct, Batch, Participation, Sale
from shihu.services.industry.queries.belonging import opened
from shihu.services.industry.rules.asking import read
from shihu.services.industry.types import (
    Act,
    ActKind,
    AskedDetail,
    AskedLine,
    AskedRow,
    BackAct,
    LetAct,
    ReceiveAct,
    RepayAct,
    SupplyAct,
    UndoReceiptAct,
    WindAct,
)

_WAITING = AskedAct.State.WAITING


def asked_acts(project: UUID, *, actor: Actor, season: UUID | None = None, waiting: bool = False) -> list[AskedRow]:
    """Return what was asked for in a project, the newest first, for the desk; of one season, or what waits only."""
    if not opened(project, actor=actor).sees:
        raise NotFound
    found = AskedAct.objects.filter(project=project).select_related("project")
    if season is not None:
        found = found.filter(season=season)
    if waiting:
        found = found.filter(state=_WAITING)
    return [_row(one, actor) for one in found]


def asked_act(key: UUID, *, actor: Actor) -> AskedDetail:
    """Return one act whole, with the names of households, batch and lessor."""
    one = AskedAct.objects.filter(pk=key).select_related("project", "season").first()
    if one is None or not opened(one.project_id, actor=actor).sees:
        raise NotFound
    act = read(one.kind, one.payload)
    batch = Batch.objects.filter(pk=act.batch).first() if isinstance(act, SupplyAct | BackAct) else None
    lessor = entity(act.lessor, actor=SYSTEM).name if isinstance(act, LetAct) and act.lessor else ""
    return AskedDetail(
        row=_row(one, actor),
        act=act,
        book=one.project.book_id,
        season_name=one.season.name if one.season else "",
        lines=_lines(act, one.project_id, batch.price if batch else 0),
        batch=batch.name if batch else "",
        measure=batch.measure if batch else "",
        price=batch.price if batch else 0,
        lessor=lessor,
        buyer=_buyer(act),
    )


def _buyer(act: Act) -> str:
    if not isinstance(act, ReceiveAct | UndoReceiptAct):
        return ""
    which = Q(pk=act.sale) if isinstance(act, ReceiveAct) else Q(receipts=act.receipt)
    return Sale.objects.filter(which).values_list("buyer", flat=True).first() or ""


def waiting_acts(actor: Actor) -> Sequence[AskedAct]:
    """Return what waits for the actor to decide, the oldest first. One query."""
    scope = within("project__place_id", policies.APPROVE.scopes(actor))
    found = AskedAct.objects.filter(scope, state=_WAITING).exclude(recorder=actor.key)
    return list(found.select_related("project", "season").order_by("recorded_at"))


def _row(one: AskedAct, actor: Actor) -> AskedRow:
    may = one.state == _WAITING and policies.APPROVE.allows(actor, one.project.place_id)
    return AskedRow(
        one.pk,
        one.project_id,
        one.project.name,
        one.season_id,
        one.project.place_id,
        ActKind(one.kind),
        one.amount,
        one.state,
        one.recorded_by,
        one.recorded_at,
        one.decided_by,
        one.decided_at,
        one.reason,
        one.entry,
        may_decide=may and one.recorder != actor.key,
        may_take_back=may and one.recorder == actor.key,
    )


def _lines(act: Act, project: UUID, price: int) -> tuple[AskedLine, ...]:
    match act:
        case SupplyAct(given=given):
            told = [(one.household, one.pieces * price, one.pieces, "") for one in given]
        case BackAct(household=home, pieces=pieces):
            told = [(home, pieces * price, pieces, "")]
        case LetAct(lets=lets):
            told = [(let.household, let.amount, 0, "") for let in lets]
        case RepayAct(household=home, amount=amount, thing=thing):
            told = [(home, amount, 0, thing)]
        case WindAct(offsets=offsets):
            by_code = dict(_names(project).values())
            return tuple(AskedLine(o.code, by_code.get(o.code, ""), o.amount, 0, o.thing) for o in offsets or ())
        case _:
            return ()
    people = _names(project)
    lines = [AskedLine(*people[home], amount, pieces, thing) for home, amount, pieces, thing in told]
    return tuple(sorted(lines, key=lambda line: line.code))


def _names(project: UUID) -> dict[UUID, tuple[str, str]]:
    """Return code and householder of whoever takes or took part, by household."""
    who = ("household_id", "household__code", "household__householder__name")
    found = Participation.objects.filter(project=project).values_list(*who)
    return {key: (code, name or "") for key, code, name in found}
