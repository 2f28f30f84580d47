"""Reading the roll-out: where each village of a township stands, by its records, beside what was planned.

The stage is never kept. It is read here, in one go for the whole township, from formations, units, heads, charters and
appraisals; ``rules.rollout.stage_of`` says what follows from the counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.utils import timezone

from shihu.base.audit.queries import within
from shihu.base.places.queries import names, statuses, under
from shihu.base.places.queries import place as place_of
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level, level_of
from shihu.kernel.refusals import NotFound
from shihu.services.units import policies
from shihu.services.units.models import Formation, PlannedStage, Proposal, Unit
from shihu.services.units.queries import belonging
from shihu.services.units.queries.appraisals import alive_units
from shihu.services.units.queries.charters import states_of
from shihu.services.units.queries.leading import heads_in_office
from shihu.services.units.queries.words import unit_label
from shihu.services.units.rules import rollout as rules
from shihu.services.units.types import HeadInOffice, Rollout, RolloutStage, VillageRollout, VillageStanding

PILOT = "village.pilot"


def rollout_board(place: str, *, actor: Actor, today: date) -> Rollout:
    """Return the board: every village of a township (or the one village asked for) that the actor sees.

    Thirteen queries, however many villages.
    """
    policies.SEE_UNITS.require(actor, place)
    if level_of(place) not in {Level.TOWNSHIP, Level.VILLAGE}:
        raise NotFound
    row = place_of(place, actor=actor)
    villages = [row] if row.level == Level.VILLAGE else under(place, Level.VILLAGE, actor=actor)
    pilots = {code: since for code, term, since, until in statuses(place, up_to=today) if term == PILOT and not until}
    formed = _formations(place)
    units: dict[str, list[Unit]] = defaultdict(list)
    for unit in belonging.open_units(place, on=today).only("hamlet_id", "since", "until", "name", "ordinal"):
        units[unit.hamlet_id[: Level.VILLAGE]].append(unit)
    everyone = [unit for told in units.values() for unit in told]
    alive = _alive(everyone, today)
    heads = heads_in_office([unit.pk for unit in everyone], on=today)
    first_units, first_notices = _first_units(place), _first_notices(place)
    planned: dict[str, dict[RolloutStage, date]] = defaultdict(dict)
    for plan in PlannedStage.objects.filter(within("place_id", [place])):
        planned[plan.place_id][RolloutStage(plan.stage)] = plan.planned
    told = []
    for village in villages:
        drafts, proposed, first_draft = formed.get(village.code, (0, 0, None))
        mine = units[village.code]
        standing = VillageStanding(
            drafts=drafts,
            proposed=proposed,
            units=len(mine),
            headed=sum(1 for unit in mine if unit.pk in heads),
            alive=sum(1 for unit in mine if unit.pk in alive),
        )
        stage = rules.stage_of(standing)
        reached: dict[RolloutStage, date] = {}
        if first_draft:
            reached[RolloutStage.PROPOSAL] = first_draft
        if village.code in first_notices:
            reached[RolloutStage.NOTICE] = first_notices[village.code]
        if village.code in first_units:
            reached[RolloutStage.ESTABLISHED] = first_units[village.code]
        if stage == RolloutStage.RUNNING:
            reached[RolloutStage.RUNNING] = _running_since(mine, heads, alive)
        told.append(
            VillageRollout(
                place=village.code,
                name=village.name,
                name_en=village.name_en,
                pilot_since=pilots.get(village.code),
                standing=standing,
                stage=stage,
                steps=rules.steps(stage, planned[village.code], reached, today=today),
                without_head=tuple(unit.pk for unit in mine if unit.pk not in heads),
                not_alive=tuple(unit.pk for unit in mine if unit.pk not in alive),
            )
        )
    return Rollout(
        place=place,
        name=row.name,
        name_en=row.name_en,
        on=today,
        villages=tuple(told),
        may_plan=policies.PLAN_ROLLOUT.allows(actor, place),
    )


def unit_names(keys: Iterable[UUID]) -> dict[UUID, tuple[str, str, int]]:
    """Return (name, hamlet, ordinal) of units, for the sentence that says what keeps a village back."""
    found = Unit.objects.filter(pk__in=list(keys)).order_by("hamlet", "ordinal")
    return {
        key: (name, hamlet, ordinal)
        for key, name, hamlet, ordinal in found.values_list("pk", "name", "hamlet_id", "ordinal")
    }


def unit_labels(keys: Iterable[UUID]) -> dict[UUID, str]:
    """Return what units are called in the reader's language. Two queries."""
    named = unit_names(keys)
    hamlets = names({hamlet for _name, hamlet, _ordinal in named.values()})
    return {
        key: unit_label(name, hamlets[hamlet].name_en if hamlet in hamlets else "", ordinal)
        for key, (name, hamlet, ordinal) in named.items()
    }


def _formations(place: str) -> dict[str, tuple[int, int, date | None]]:
    """By village: open drafts, open proposals, and the day of the first draft ever drawn."""
    told: dict[str, tuple[int, int, date | None]] = {}
    found = Formation.objects.filter(within("place_id", [place])).order_by()
    for where, state, made in found.values_list("place_id", "state", "made_at"):
        code = where[: Level.VILLAGE]
        drafts, proposed, first = told.get(code, (0, 0, None))
        drafts += state == Formation.State.DRAFT
        proposed += state == Formation.State.PROPOSED
        if made is not None and state != Formation.State.REFUSED:
            day = timezone.localdate(made)
            first = min(day, first) if first else day
        told[code] = (drafts, proposed, first)
    return told


def _first_notices(place: str) -> dict[str, date]:
    """By village, the day its first proposal was published."""
    first: dict[str, date] = {}
    found = Proposal.objects.filter(within("formation__place_id", [place])).order_by("-starts")
    for where, starts in found.values_list("formation__place_id", "starts"):
        first[where[: Level.VILLAGE]] = starts
    return first


def _first_units(place: str) -> dict[str, date]:
    """By village, the day its first units came into force."""
    first: dict[str, date] = {}
    found = Unit.objects.filter(within("hamlet_id", [place]), since__isnull=False).order_by("-since")
    for hamlet, since in found.values_list("hamlet_id", "since"):
        if since is not None:
            first[hamlet[: Level.VILLAGE]] = since
    return first


def _alive(units: list[Unit], today: date) -> dict[UUID, date]:
    """Units whose charter is in force or that were appraised lately, each with the day since when it shows."""
    told = dict(alive_units([unit.pk for unit in units], today=today))
    for state in states_of(units, today=today):
        if state.since is not None:
            told[state.unit] = min(state.since, told.get(state.unit, state.since))
    return told


def _running_since(units: list[Unit], heads: Mapping[UUID, HeadInOffice], alive: Mapping[UUID, date]) -> date:
    """The day on which the last of the units had both a head and a sign of life."""
    return max(max(heads[unit.pk].since, alive[unit.pk]) for unit in units)
