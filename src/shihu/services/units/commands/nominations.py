"""Nominating, seconding, consenting, withdrawing."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.units.commands.act import Act
from shihu.services.units.errors import (
    CannotSecond,
    NominatedAlready,
    NominationsOver,
    NotEligible,
    SignedAlready,
    TextMissing,
    WrongStage,
)
from shihu.services.units.models import Candidate, Seat, Seconding
from shihu.services.units.queries import electors
from shihu.services.units.rules import elections as rules
from shihu.services.units.types import Kind, Stage


@transaction.atomic
def nominate(*, actor: Actor, now: datetime, election: UUID, person: UUID, grounds: str = "") -> UUID:
    """Nominate somebody of the unit. A member may do so without grounds; cadre and officer say why.

    Whoever nominates themself consents by it.
    """
    act = _nominating(actor, now, election)
    if act.election.kind == Kind.RECALL.value or act.election.run_off_of_id is not None:
        raise WrongStage
    if act.mine is None:
        act.by_those_who_run()
        if not grounds.strip():
            raise TextMissing(where="grounds")
    people = {p.person: p for p in act.people}
    if person not in people:
        raise NotFound
    facts = electors.facts_of([people[person]], act.unit.pk, on=act.today)[person]
    wrong = rules.faults(facts, act.rules, on=act.today)
    if wrong:
        why = " ".join(gettext(fault.sentence) % fault.values for fault in wrong)
        raise NotEligible(where="person", name=facts.name, why=why)
    if Candidate.objects.filter(election=act.election, person=person).exists():
        raise NominatedAlready(where="person", name=facts.name)
    candidate = Candidate.objects.create(
        election=act.election,
        person_id=person,
        household_id=people[person].household,
        nominator_id=act.mine[0] if act.mine else None,
        nominated_by=actor.name[:80],
        grounds=grounds.strip()[:300],
        consented_on=act.today if act.mine and act.mine[1] == person else None,
    )
    act.done("nominate", None, {"candidate": facts.name, "grounds": candidate.grounds})
    return candidate.pk


@transaction.atomic
def second(*, actor: Actor, now: datetime, candidate: UUID, household: UUID | None = None) -> None:
    """Stand behind a nomination: a member for the own household, cadre and officer for one that said so."""
    act, found = _opened(actor, now, candidate)
    home = act.household(household)
    if home in {found.household_id, found.nominator_id} or not _sits(act, home):
        raise CannotSecond
    _seconding, is_new = Seconding.objects.get_or_create(candidate=found, household_id=home)
    if not is_new:
        raise SignedAlready
    act.done("second", None, {"candidate": found.person.name, "household": str(home)})


@transaction.atomic
def consent(*, actor: Actor, now: datetime, candidate: UUID) -> None:
    """Agree to stand: the nominee, or cadre and officer who have it in writing. Doing it twice changes nothing."""
    act, found = _opened(actor, now, candidate)
    if act.mine is None or act.mine[1] != found.person_id:
        act.by_those_who_run()
    if found.withdrawn_on is not None:
        raise WrongStage
    if found.consented_on is None:
        found.consented_on = act.today
        found.save(update_fields=["consented_on"])
        act.done("consent", None, {"candidate": found.person.name})


@transaction.atomic
def withdraw(*, actor: Actor, now: datetime, candidate: UUID) -> None:
    """Take a nomination back before voting begins: the nominee, who nominated, or those who run the election."""
    act, found = _opened(actor, now, candidate)
    is_theirs = act.mine is not None and (act.mine[1] == found.person_id or act.mine[0] == found.nominator_id)
    if not is_theirs and not act.runs:
        raise NotAllowed
    if found.withdrawn_on is None:
        found.withdrawn_on = act.today
        found.save(update_fields=["withdrawn_on"])
        act.done("withdraw", None, {"candidate": found.person.name})


def _nominating(actor: Actor, now: datetime, election: UUID) -> Act:
    act = Act(actor=actor, now=now, election=election)
    if act.mine is None:
        act.by_those_who_run()
    act.stands_at(Stage.NOMINATING)
    if act.today > act.election.nominate_until and not act.runs:
        raise NominationsOver(day=act.election.nominate_until)
    return act


def _opened(actor: Actor, now: datetime, candidate: UUID) -> tuple[Act, Candidate]:
    election = Candidate.objects.filter(pk=candidate).values_list("election_id", flat=True).first()
    if election is None:
        raise NotFound
    act = _nominating(actor, now, election)
    return act, Candidate.objects.select_related("person").get(pk=candidate)


def _sits(act: Act, household: UUID) -> bool:
    return Seat.objects.filter(electors.STANDING, unit=act.unit, household=household).exists()
