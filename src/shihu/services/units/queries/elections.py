"""Reading elections, limited to what the actor may see. Nobody reads a running count."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count as Counted
from django.db.models import Q, QuerySet

from shihu.base.audit.queries import within
from shihu.base.registry.types import HouseholdPerson
from shihu.kernel.actors import Actor, Role
from shihu.kernel.refusals import NotFound
from shihu.services.units import policies
from shihu.services.units.models import Election, HeadTerm, RecallMotion, RollEntry, Seat, Unit
from shihu.services.units.queries import electors
from shihu.services.units.rules import elections as rules
from shihu.services.units.types import (
    OVER,
    CandidateRow,
    ElectionDetail,
    ElectionRow,
    Facts,
    Fault,
    Kind,
    ObjectionRow,
    RollRow,
    Stage,
    TellerRow,
    Way,
)

_OPEN = [stage.value for stage in Stage if stage not in OVER]


def elections_of(place: str, *, actor: Actor, on_the_way: bool = False, limit: int = 300) -> list[ElectionRow]:
    """Return the elections of a place, those under way first, then the newest."""
    policies.SEE_HEADS.require(actor, place)
    found = Election.objects.filter(within("unit__hamlet_id", [place]))
    if on_the_way:
        found = found.filter(stage__in=_OPEN)
    rows = _rows(found.order_by("-vote_from", "unit__hamlet", "unit__ordinal")[:limit])
    return sorted(rows, key=lambda row: row.stage in OVER)


def own_elections(*, actor: Actor) -> list[ElectionRow]:
    """Return the elections under way in the units in which the actor's own household sits."""
    scopes = actor.scopes({Role.HEAD, Role.VILLAGER})
    if not actor.is_known or not scopes:
        return []
    units = Seat.objects.filter(
        electors.STANDING,
        within("unit__hamlet_id", scopes),
        household__memberships__person__account=actor.key,
        household__memberships__until=None,
    ).values("unit")
    return _rows(Election.objects.filter(unit__in=units, stage__in=_OPEN))


def election(key: UUID, *, actor: Actor, on: date) -> ElectionDetail:
    """Return one election; NotFound for those who neither see the place nor sit in the unit."""
    found = Election.objects.select_related("unit").filter(pk=key).first()
    if found is None:
        raise NotFound
    mine = electors.require_seen(found.unit, actor=actor)
    (row,) = _rows(Election.objects.filter(pk=key))
    kept = rules.rules_from_plain(found.rules)
    stage = Stage(found.stage)
    people = electors.people_in(found.unit_id, on=on) if stage == Stage.NOMINATING else []
    facts = electors.facts_of(people, found.unit_id, on=on)
    decided = stage not in {Stage.NOMINATING, Stage.VOTING, Stage.COUNTING, Stage.CALLED_OFF}
    return ElectionDetail(
        row=row,
        rules=kept,
        candidates=_candidates(found, facts, on if people else None),
        roll=tuple(
            RollRow(key, code, name, channel)
            for key, code, name, channel in found.roll.values_list(
                "household_id", "household__code", "household__householder__name", "channel"
            )
        ),
        tellers=tuple(
            TellerRow(t.person_id, t.person.name, t.count is not None, t.entered_by)
            for t in found.tellers.select_related("person")
        ),
        votes=dict(found.result.get("votes", {})) if decided else {},
        tied=tuple(found.result.get("tied", ())) if decided else (),
        reason=str(found.result.get("reason", "")),
        lot=dict(found.result.get("lot", {})),
        minutes=found.minutes,
        objections=tuple(
            ObjectionRow(o.pk, o.household.householder.name, o.text, o.raised_on, o.answer)
            for o in found.objections.select_related("household__householder")
        ),
        may_run=policies.RUN_ELECTIONS.allows(actor, found.unit.hamlet_id),
        may_install=policies.INSTALL_HEADS.allows(actor, found.unit.hamlet_id),
        own_household=mine[0] if mine else None,
        own_person=mine[1] if mine else None,
        has_party_choice=any(p.is_party_member and p.is_able for p in people),
        ballot=tuple(found.result.get("ballot", ())),
        chosen=tuple(found.result.get("chosen", ())) if decided else (),
        blank=int(found.result.get("blank", 0)) if decided else 0,
        run_off=Election.objects.filter(run_off_of=found).values_list("pk", flat=True).first(),
    )


def _candidates(found: Election, facts: dict[UUID, Facts], on: date | None) -> tuple[CandidateRow, ...]:
    kept = rules.rules_from_plain(found.rules)
    seconds: dict[UUID, list[str]] = defaultdict(list)
    standing = found.candidates.select_related("person", "household__householder")
    for key, name in standing.filter(secondings__isnull=False).values_list(
        "pk", "secondings__household__householder__name"
    ):
        seconds[key].append(name)
    return tuple(
        CandidateRow(
            key=c.pk,
            person=c.person_id,
            name=c.person.name,
            household=c.household_id,
            householder=c.household.householder.name,
            is_party_member=c.person.is_party_member,
            nominated_by=c.nominated_by,
            grounds=c.grounds,
            seconds=tuple(seconds[c.pk]),
            needs=max(0, kept.seconds - len(seconds[c.pk])) if found.run_off_of_id is None else 0,
            has_consented=c.consented_on is not None,
            has_withdrawn=c.withdrawn_on is not None,
            faults=rules.faults(
                facts.get(c.person_id) or Facts(c.person.name, c.person.birth, False, True, ""), kept, on=on
            )
            if on
            else (),
        )
        for c in standing
    )


def who_may_stand(key: UUID, *, actor: Actor, on: date) -> list[tuple[HouseholdPerson, tuple[Fault, ...]]]:
    """Return the people of age of an election's unit, each with what keeps them from standing; the able first."""
    found = Election.objects.select_related("unit").filter(pk=key).first()
    if found is None:
        raise NotFound
    electors.require_seen(found.unit, actor=actor)
    kept = rules.rules_from_plain(found.rules)
    people = electors.people_in(found.unit_id, on=on)
    facts = electors.facts_of(people, found.unit_id, on=on)
    told = [(p, rules.faults(facts[p.person], kept, on=on)) for p in people]
    adults = [(p, wrong) for p, wrong in told if not any(fault.code == "age" for fault in wrong)]
    return sorted(adults, key=lambda pair: (bool(pair[1]), not pair[0].is_party_member))


def of_unit(unit: UUID) -> list[tuple[UUID, Kind, Stage]]:
    """Return (key, kind, stage) of the elections under way in a unit that the actor sees."""
    found = Election.objects.filter(unit=unit, stage__in=_OPEN).values_list("pk", "kind", "stage")
    return [(key, Kind(kind), Stage(stage)) for key, kind, stage in found]


def open_elections(*, actor: Actor) -> int:
    """Return how many elections wait for an act of those who run them."""
    scopes = policies.RUN_ELECTIONS.scopes(actor)
    return Election.objects.filter(within("unit__hamlet_id", scopes), stage__in=_OPEN).count() if scopes else 0


def without_election(place: str, *, actor: Actor) -> list[Unit]:
    """Return the units in force of a place without an elected head and without an election of one under way."""
    policies.SEE_HEADS.require(actor, place)
    headed = HeadTerm.objects.filter(office="head", is_interim=False, until=None).values("unit")
    chosen = Election.objects.filter(kind=Kind.HEAD.value, stage__in=_OPEN).values("unit")
    return list(Unit.objects.filter(electors.in_force(place)).exclude(pk__in=headed).exclude(pk__in=chosen))


def _rows(found: QuerySet[Election]) -> list[ElectionRow]:
    listed = list(found.select_related("unit"))
    keys = [election.pk for election in listed]
    took: dict[UUID, tuple[int, int]] = {
        key: (total, part)
        for key, total, part in RollEntry.objects.filter(election__in=keys)
        .order_by()
        .values_list("election")
        .annotate(total=Counted("pk"), part=Counted("pk", filter=~Q(channel="")))
    }
    sizes = _sizes({election.unit_id for election in listed if election.pk not in took})
    recalled = dict(RecallMotion.objects.filter(election__in=keys).values_list("election_id", "term__person__name"))
    names: dict[str, str] = {
        str(key): name
        for key, name in Election.objects.filter(pk__in=keys, candidates__isnull=False).values_list(
            "candidates__pk", "candidates__person__name"
        )
    }
    return [_row(election, took, sizes, recalled, names) for election in listed]


def _row(
    found: Election,
    took: dict[UUID, tuple[int, int]],
    sizes: dict[UUID, int],
    recalled: dict[UUID, str],
    names: dict[str, str],
) -> ElectionRow:
    households, part = took.get(found.pk, (sizes.get(found.unit_id, 0), 0))
    told: dict[str, Any] = found.result
    return ElectionRow(
        key=found.pk,
        unit=found.unit_id,
        unit_name=found.unit.name,
        hamlet=found.unit.hamlet_id,
        ordinal=found.unit.ordinal,
        kind=Kind(found.kind),
        way=Way(found.way),
        stage=Stage(found.stage),
        places=found.places,
        nominate_until=found.nominate_until,
        vote_from=found.vote_from,
        vote_until=found.vote_until,
        households=households,
        took_part=part,
        chosen=tuple(names.get(choice, "") for choice in told.get("chosen", ()) if choice in names)
        or tuple(told.get("carried_names", ())),
        posted_on=found.posted_on,
        objections_until=found.objections_until,
        office_from=found.office_from,
        is_run_off=found.run_off_of_id is not None,
        recalled=recalled.get(found.pk, ""),
    )


def _sizes(units: Iterable[UUID]) -> dict[UUID, int]:
    return dict(
        Seat.objects.filter(electors.STANDING, unit__in=list(units))
        .order_by()
        .values_list("unit")
        .annotate(n=Counted("pk"))
    )
