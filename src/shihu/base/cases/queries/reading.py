"""From rows of the tables to typed rows."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from shihu.base.cases.models import Case, Participant, Stage
from shihu.base.cases.rules import laws
from shihu.base.cases.rules.clocks import read
from shihu.base.cases.types import CaseRow, Part, PauseRow, Secrecy, StageRow, State


def number_of(case: Case) -> str:
    """Return the case's number as people say it: year and running number of the township."""
    return f"{case.year}-{case.serial:04d}"


def stage_row(stage: Stage, law: Mapping[str, Any]) -> StageRow:
    """Return a stage with its pauses."""
    names = {level.key: level.name for level in laws.levels_of(law)}
    return StageRow(
        stage.order,
        stage.level,
        names[stage.level],
        stage.days,
        stage.unit,
        stage.began_at,
        stage.ended_at,
        stage.how,
        stage.promised_on,
        tuple(PauseRow(p.reason, p.words, p.by, p.began_at, p.ended_at) for p in stage.pauses.all()),
    )


def case_row(case: Case, stage: Stage | None, *, at: datetime, is_legible: bool = True) -> CaseRow:
    """Return one case; ``stage`` is its last one. What may not be read is left out."""
    law = case.law
    names = {level.key: level.name for level in laws.levels_of(law)}
    outcomes = laws.outcomes_of(law)
    reasons = tuple(laws.pauses_of(law).values())
    clock = read(stage_row(stage, law), reasons, at=at) if stage is not None else None
    return CaseRow(
        key=case.pk,
        number=number_of(case),
        kind=case.kind,
        kind_name=law["name"],
        title=case.title if is_legible else "",
        place=case.place_id,
        secrecy=Secrecy(case.secrecy),
        state=State(case.state),
        level=case.level,
        level_name=names[case.level],
        holder=case.holder_name,
        holder_role=case.holder_role,
        opened=case.opened_at,
        closed=case.closed_at,
        outcome=case.outcome,
        outcome_name=outcomes[case.outcome].name if case.outcome in outcomes else "",
        visit_due=case.visit_due,
        visited=case.visited_on,
        clock=clock,
        reference=case.reference,
        page=law["page"],
        is_repeat=case.repeats_id is not None,
    )


def case_between(kind: str, sides: Sequence[set[UUID]], *, since: datetime, is_open: bool = False) -> Case | None:
    """Return the last case of the kind opened since then in which somebody of every side was a party."""
    keys = set().union(*sides)
    named = Participant.objects.filter(
        Q(household__in=keys) | Q(person__in=keys),
        part=Part.PARTY.value,
        case__kind=kind,
        case__opened_at__gte=since,
        until=None,
    )
    if is_open:
        named = named.exclude(case__state=State.CLOSED.value)
    hits: dict[UUID, set[UUID]] = {}
    for case, person, household in named.values_list("case_id", "person_id", "household_id"):
        hits.setdefault(case, set()).update(key for key in (person, household) if key is not None)
    found = [case for case, who in hits.items() if all(side & who for side in sides)]
    return Case.objects.filter(pk__in=found).order_by("-opened_at").first() if found else None
