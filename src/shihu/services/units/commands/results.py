"""From the count to the office: run-off, lot, posting, objections, taking office."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.units.commands.act import Act
from shihu.services.units.commands.installing import Installing
from shihu.services.units.errors import (
    BadElectionDates,
    ObjectionsOpen,
    ObjectionsOver,
    OfficeTooEarly,
    TextMissing,
    UnknownChoice,
    WitnessesWrong,
    WrongStage,
)
from shihu.services.units.models import Candidate, Election, Objection
from shihu.services.units.queries import electors
from shihu.services.units.rules import elections as rules
from shihu.services.units.types import Installed, Kind, Stage


@transaction.atomic
def open_run_off(*, actor: Actor, now: datetime, election: UUID, vote_from: date, vote_until: date) -> UUID:
    """Open the run-off among the tied, for the places that the first vote left open. Return its key."""
    act = Act(actor=actor, now=now, election=election)
    act.by_those_who_run()
    act.stands_at(Stage.TIED)
    if act.election.run_off_of_id is not None:
        raise WrongStage
    if not act.today <= vote_from <= vote_until:
        raise BadElectionDates(where="vote_from")
    chosen, tied = act.election.result["chosen"], act.election.result["tied"]
    act.election.stage = Stage.RUN_OFF.value
    act.done("run_off", {"stage": "tied"}, {"stage": "run_off", "tied": len(tied)})
    names = dict(act.election.candidates.values_list("pk", "person__name"))
    again = Election.objects.create(
        unit=act.unit,
        kind=act.election.kind,
        way=act.election.way,
        places=act.election.places - len(chosen),
        rules=act.election.rules,
        nominate_until=act.today,
        vote_from=vote_from,
        vote_until=vote_until,
        run_off_of=act.election,
        result={"carried_names": [names[UUID(key)] for key in chosen]},
    )
    for candidate in act.election.candidates.filter(pk__in=[UUID(key) for key in tied]):
        Candidate.objects.create(
            election=again,
            person_id=candidate.person_id,
            household_id=candidate.household_id,
            nominator_id=candidate.nominator_id,
            nominated_by=candidate.nominated_by,
            grounds=candidate.grounds,
            consented_on=act.today,
        )
    return again.pk


@transaction.atomic
def draw_lot(*, actor: Actor, now: datetime, election: UUID, drawn: Sequence[str], witnesses: Sequence[UUID]) -> None:
    """Record the lot that was drawn where a run-off was tied as well, before two witnesses.

    The lot itself is drawn by hand in the village; here stands on whom it fell and who saw it.
    """
    act = Act(actor=actor, now=now, election=election)
    act.by_those_who_run()
    act.stands_at(Stage.TIED)
    if act.election.run_off_of_id is None:
        raise WrongStage
    told = act.election.result
    open_places = act.election.places - len(told["chosen"])
    if len(set(drawn)) != open_places or not set(drawn) <= set(told["tied"]):
        raise UnknownChoice(where="drawn")
    if not act.two_outside(tuple(witnesses)):
        raise WitnessesWrong(where="witnesses")
    saw = "、".join(act.names[key] for key in witnesses)
    act.election.result = {
        **told,
        "chosen": [*told["chosen"], *drawn],
        "lot": {"on": act.today.isoformat(), "witnesses": saw},
    }
    act.election.stage = Stage.CHOSEN.value
    act.done("lot", {"stage": "tied"}, {"stage": "chosen", "drawn": list(drawn), "witnesses": saw})


@transaction.atomic
def post_result(*, actor: Actor, now: datetime, election: UUID, office_from: date | None = None) -> date:
    """Post the result: from today on anybody of the unit may object. Return the day from which it takes effect."""
    act = Act(actor=actor, now=now, election=election)
    act.by_those_who_run()
    act.stands_at(Stage.CHOSEN)
    last = rules.last_objection_day(act.today, act.rules.objection_days)
    begins = office_from or last + timedelta(days=1)
    if begins <= last:
        raise OfficeTooEarly(where="office_from", day=last)
    act.election.posted_on, act.election.objections_until, act.election.office_from = act.today, last, begins
    act.election.stage = Stage.POSTED.value
    act.done("post_result", {"stage": "chosen"}, {"stage": "posted", "objections_until": last, "office_from": begins})
    return begins


@transaction.atomic
def raise_objection(*, actor: Actor, now: datetime, election: UUID, text: str, household: UUID | None = None) -> UUID:
    """Object to a posted result: a household of the unit, or cadre and officer who heard it from one."""
    act = Act(actor=actor, now=now, election=election)
    home = act.household(household)
    if act.election.stage != Stage.POSTED.value or act.today > (act.election.objections_until or act.today):
        raise ObjectionsOver
    if not text.strip():
        raise TextMissing(where="text")
    if home not in electors.seated(act.unit.pk):
        raise NotFound
    raised = Objection.objects.create(
        election=act.election, household_id=home, text=text.strip()[:500], raised_on=act.today
    )
    act.done("objection", None, {"objection": str(raised.pk)})
    return raised.pk


@transaction.atomic
def answer_objection(*, actor: Actor, now: datetime, objection: UUID, answer: str) -> None:
    """Answer an objection."""
    found = Objection.objects.filter(pk=objection).first()
    if found is None:
        raise NotFound
    act = Act(actor=actor, now=now, election=found.election_id)
    act.by_those_who_run()
    if not answer.strip():
        raise TextMissing(where="answer")
    old = {"answer": found.answer}
    found.answer, found.answered_on = answer.strip()[:500], act.today
    found.save(update_fields=["answer", "answered_on"])
    act.done("objection_answer", old, {"objection": str(found.pk), "answer": found.answer})


@transaction.atomic
def take_office(*, actor: Actor, now: datetime, election: UUID) -> Installed:
    """Let a posted result take effect: who was chosen holds the office from its day on, who was recalled leaves it.

    The officer's act: it gives a head the role by which they see their hamlet's unit. Refused while the result hangs
    out, while an objection has no answer, and when somebody chosen may no longer hold the office.
    """
    act = Act(actor=actor, now=now, election=election)
    act.by_officer()
    act.stands_at(Stage.POSTED)
    if act.election.office_from is None or act.today < act.election.office_from:
        raise OfficeTooEarly(day=act.election.objections_until)
    if act.election.objections.filter(answered_on=None).exists():
        raise ObjectionsOpen
    work = Installing(act)
    done = work.recall() if act.election.kind == Kind.RECALL.value else work.install()
    act.election.stage = Stage.IN_OFFICE.value
    act.done("take_office", {"stage": "posted"}, {"stage": "in_office", "terms": [str(key) for key in done.terms]})
    return done
