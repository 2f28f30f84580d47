"""Reading proposals, limited to what the actor may see."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Subquery

from shihu.base.audit.queries import within
from shihu.base.places.queries import names
from shihu.base.registry.queries import own_household, phones_of
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.places import Level, lies_in
from shihu.kernel.refusals import NotFound
from shihu.services.units import policies, rules
from shihu.services.units.errors import AlreadyProposed
from shihu.services.units.models import (
    IN_FORCE,
    Agreement,
    Asking,
    Decision,
    Establishment,
    Formation,
    Proposal,
    Seat,
    Unit,
)
from shihu.services.units.queries import reading
from shihu.services.units.types import (
    AskedRow,
    AskingKind,
    Channel,
    DecisionRow,
    OpenProposal,
    OwnProposal,
    ProposalDetail,
    ProposalLine,
    ProposedUnit,
    Said,
    UnitRow,
    Word,
)


def none_open(place: str, *, but: UUID | None = None) -> None:
    """Refuse where a proposal is open at a place, above it or in it; ``but`` one that is to be followed."""
    found = Proposal.objects.filter(within("formation__place_id", [place[: Level.VILLAGE]]), end="")
    for key, there in found.values_list("formation_id", "formation__place_id"):
        if key != but and (lies_in(there, place) or lies_in(place, there)):
            raise AlreadyProposed(place=names({there})[there].name)


def standing_decisions(proposal: Proposal, day: date) -> dict[str, Decision]:
    """Return household code -> the decision that counts on the day, of those who decided. For commands."""
    found: dict[str, Decision] = {}
    rows = Decision.objects.filter(asking__proposal=proposal, decided_on__lte=day)
    ordered = rows.select_related("asking__household", "wanted_partner").order_by("decided_on", "entered_at", "id")
    for row in ordered:
        found[row.asking.household.code] = row
    return found


def said_by_household(proposal: Proposal) -> dict[str, tuple[AskingKind, list[Said]]]:
    """Return what each household of a proposal said, by its code, as the rules take it. For commands."""
    said: dict[int, list[Said]] = defaultdict(list)
    rows = Decision.objects.filter(asking__proposal=proposal).order_by("entered_at", "id")
    for order, (asking, word, on) in enumerate(rows.values_list("asking_id", "word", "decided_on")):
        said[asking].append(Said(Word(word), on, order))
    asked = Asking.objects.filter(proposal=proposal).values_list("pk", "household__code", "kind")
    return {code: (AskingKind(kind), said[asking]) for asking, code, kind in asked}


def proposal(key: UUID | str, *, actor: Actor, on: date) -> ProposalDetail:
    """Return a proposal with every decision; NotFound where the actor may not see its place."""
    found = (
        Proposal.objects.filter(formation__pk=key)
        .select_related("formation__place", "formation__based_on__proposal")
        .first()
    )
    if found is None or not policies.SEE_UNITS.allows(actor, found.formation.place_id):
        raise NotFound
    formation = found.formation
    detail = reading.formation(formation.pk, actor=actor)
    asked = _asked(found, set(detail.hamlets))
    phones = phones_of([one.household for rows in asked.values() for one in rows], actor=actor)
    established = set(found.establishments.values_list("unit_id", flat=True))
    units = []
    for row in detail.units:
        members = tuple(replace(one, phone=phones.get(one.household, "")) for one in asked.get(row.key, ()))
        units.append(_unit(row, members, found.ends, on, is_established=row.key in established))
    base = formation.based_on
    later = Formation.objects.filter(based_on=formation, kind=Formation.Kind.AGAIN)
    follower = later.filter(proposal__isnull=False).values_list("pk", flat=True).first()
    waiting = later.filter(state__in=(Formation.State.DRAFT, Formation.State.ASKED)).values_list("pk", flat=True)
    return ProposalDetail(
        row=detail.row,
        kind=formation.kind,
        starts=found.starts,
        ends=found.ends,
        days=found.days,
        published_by=found.published_by,
        end=found.end,
        ended_at=found.ended_at,
        reason=found.reason,
        units=tuple(units),
        may_enter=policies.ENTER_DECISIONS.allows(actor, formation.place_id),
        may_publish=policies.PUBLISH_PROPOSALS.allows(actor, formation.place_id),
        follows=base.pk if base is not None and hasattr(base, "proposal") else None,
        followed_by=follower,
        again=waiting.first(),
    )


def proposal_of(formation: UUID) -> tuple[date, date, str] | None:
    """Return first and last day of the notice and how it ended, of a formation that was published."""
    return Proposal.objects.filter(pk=formation).values_list("starts", "ends", "end").first()


def agreement_of(formation: UUID, *, actor: Actor) -> tuple[str, str, date] | None:
    """Return kind, number and day of what proves that units taken over had been agreed."""
    found = Agreement.objects.filter(pk=formation).select_related("formation").first()
    if found is None or not policies.SEE_UNITS.allows(actor, found.formation.place_id):
        return None
    return found.kind, found.number, found.agreed_on


def own_proposal(*, actor: Actor, on: date) -> OwnProposal:
    """Return the proposal that asks the actor's own household, the newest; NotFound where none ever did."""
    own = own_household(actor=actor, on=on)
    asking = None
    if own is not None:
        asking = (
            Asking.objects.filter(household_id=own.key)
            .select_related("proposal__formation")
            .order_by("-proposal__published_at")
            .first()
        )
    if own is None or asking is None:
        raise NotFound
    found = asking.proposal
    # The villager sees the own hamlet's proposed units, as the public notice shows them, and the own reasons.
    detail = reading.formation(found.formation_id, actor=SYSTEM, reasons=True)
    unit = next(row for row in detail.units if row.key == asking.unit_id)
    asked = _asked(found, set(detail.hamlets), only=own.key)
    came, went = _changes(found, unit, asking.kind)
    is_established = Establishment.objects.filter(unit=asking.unit_id).exists()
    return OwnProposal(
        formation=found.formation_id,
        place=found.formation.place_id,
        starts=found.starts,
        ends=found.ends,
        is_open=not found.end and not is_established,
        is_established=is_established,
        unit=unit,
        seat=next((seat for seat in unit.seats if seat.code == own.code), None),
        asked=asked[asking.unit_id][0],
        units=tuple(row for row in detail.units if row.hamlet == unit.hamlet),
        came=came,
        went=went,
        may_decide=own.is_adult and not found.end and not is_established,
        name=own.name,
    )


def _changes(found: Proposal, unit: UnitRow, kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who came into the unit and who went, for a household that stays in it."""
    now = {seat.code: seat.householder for seat in unit.seats}
    continues = Unit.objects.filter(pk=unit.key).values_list("continues_id", flat=True).first()
    if kind == AskingKind.STAYS and continues is not None:
        seats = Seat.objects.filter(IN_FORCE, unit=continues)
    elif kind == AskingKind.TOLD and found.formation.based_on_id is not None:
        mates = Seat.objects.filter(unit__formation=found.formation.based_on_id)
        by_unit: dict[UUID, set[str]] = defaultdict(set)
        for key, code in mates.values_list("unit_id", "household__code"):
            by_unit[key].add(code)
        before = rules.successors(by_unit, {unit.key: set(now)}).get(unit.key)
        seats = mates.filter(unit=before)
    else:
        return (), ()
    then = dict(seats.values_list("household__code", "household__householder__name"))
    return (
        tuple(name for code, name in now.items() if code not in then),
        tuple(name for code, name in then.items() if code not in now),
    )


def has_household(*, actor: Actor, on: date) -> bool:
    """Tell whether the actor belongs to a household."""
    return own_household(actor=actor, on=on) is not None


def labelled(members: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return (what is typed, code) of (householder, code): a name that two bear gets the end of its code."""
    return rules.labels_of(list(members))


def waits_for_own(*, actor: Actor, on: date) -> OpenProposal | None:
    """Return the open proposal that asks the actor's own household, in a line. At most three queries."""
    own = own_household(actor=actor, on=on)
    if own is None:
        return None
    asking = (
        Asking.objects.filter(household_id=own.key, proposal__end="", unit__establishment=None)
        .select_related("proposal", "unit")
        .first()
    )
    if asking is None:
        return None
    last = asking.decisions.values_list("word", flat=True).first()
    unit = asking.unit
    word = last or ("accept" if asking.kind == AskingKind.STAYS else "silent")
    return OpenProposal(unit.name, unit.hamlet_id, unit.ordinal, asking.proposal.ends, word, asking.kind)


def open_proposals(*, actor: Actor, on: date, scopes: Iterable[str]) -> list[ProposalLine]:
    """Return the open proposals of the actor's area with what is open in each. Two queries."""
    seen = [scope for scope in scopes if policies.SEE_UNITS.allows(actor, scope)]
    newest = Decision.objects.filter(asking=OuterRef("pk"), decided_on__lte=on).values("word")[:1]
    rows = Proposal.objects.filter(within("formation__place_id", seen), end="").select_related("formation__place")
    found = list(rows.order_by("ends"))
    if not found:
        return []
    asking = Asking.objects.filter(proposal__in=found, unit__establishment=None).annotate(last=Subquery(newest))
    said: dict[UUID, list[tuple[str, str | None]]] = defaultdict(list)
    for key, kind, last in asking.values_list("proposal_id", "kind", "last"):
        said[key].append((kind, last))
    return [
        ProposalLine(
            formation=row.pk,
            place_name=row.formation.place.name,
            place_name_en=row.formation.place.name_en,
            starts=row.starts,
            ends=row.ends,
            silent=sum(last is None and kind != AskingKind.STAYS for kind, last in said[row.pk]),
            requests=sum(last in {Word.ASK, Word.DECLINE} for _kind, last in said[row.pk]),
        )
        for row in found
    ]


def _unit(row: UnitRow, asked: tuple[AskedRow, ...], ends: date, on: date, *, is_established: bool) -> ProposedUnit:
    members = [(one.kind, _said(one.decisions)) for one in asked]
    agreed = rules.is_agreed(members, on)
    ready = not is_established and all(one.stands for one in asked) and rules.may_stand(ends, on, members)
    return ProposedUnit(row, asked, agreed, ready, is_established)


def _said(decisions: Iterable[DecisionRow]) -> list[Said]:
    """Rows come with the one that counts first: of those of one day, the last entered."""
    return [Said(row.word, row.decided_on, -at) for at, row in enumerate(decisions)]


def _asked(found: Proposal, hamlets: set[str], *, only: UUID | None = None) -> dict[UUID, list[AskedRow]]:
    """Return the households of a proposal by proposed unit, each with its decisions, the one that counts first."""
    rows = Decision.objects.filter(asking__proposal=found)
    asking = Asking.objects.filter(proposal=found)
    if only is not None:
        rows, asking = rows.filter(asking__household_id=only), asking.filter(household_id=only)
    decided: dict[int, list[DecisionRow]] = defaultdict(list)
    for row in rows.select_related("wanted_partner__householder"):
        partner = row.wanted_partner
        decided[row.asking_id].append(
            DecisionRow(
                word=Word(row.word),
                channel=Channel(row.channel),
                decided_on=row.decided_on,
                decided_by=row.decided_by,
                witness=row.witness,
                paper=row.paper,
                reason=row.reason,
                wanted_unit=row.wanted_unit_id,
                wanted_partner=partner.code if partner else "",
                wanted_partner_name=partner.householder.name if partner else "",
                entered_name=row.entered_name,
                entered_at=row.entered_at,
            )
        )
    asked: dict[UUID, list[AskedRow]] = defaultdict(list)
    columns = ("pk", "unit_id", "kind", "household_id", "household__code", "household__householder__name")
    for key, unit, kind, home, code, name, hamlet, until in asking.order_by("pk").values_list(
        *columns, "household__hamlet_id", "household__until"
    ):
        stands = until is None and hamlet in hamlets
        asked[unit].append(AskedRow(home, code, name, hamlet, "", AskingKind(kind), stands, tuple(decided[key])))
    return asked
