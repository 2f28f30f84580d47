"""Opening an election, beginning and ending its vote, calling it off; the rules that it goes by."""

import random
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.units import policies
from shihu.services.units.commands.act import Act
from shihu.services.units.commands.counting import Counting
from shihu.services.units.errors import (
    BadElectionDates,
    BadHeadRules,
    ElectionOpen,
    MinutesMissing,
    NoCandidate,
    RulesInThePast,
    StillVoting,
    TellersWrong,
    TextMissing,
    TooManyPlaces,
    UnitNotInForce,
)
from shihu.services.units.models import Election, HeadRulesVersion, RollEntry, Tally, Teller, Unit
from shihu.services.units.queries import electors
from shihu.services.units.rules import elections as rules
from shihu.services.units.types import BLANK, NO, OVER, YES, HeadRules, Kind, Stage, Way


@transaction.atomic
def open_election(
    *,
    actor: Actor,
    now: datetime,
    unit: UUID,
    kind: Kind,
    way: Way,
    nominate_until: date,
    vote_from: date,
    vote_until: date,
    places: int = 1,
) -> UUID:
    """Open the choosing of a unit's head or deputies: nominations begin today. Return the election's key."""
    found = Unit.objects.select_for_update().filter(pk=unit).first()
    if found is None:
        raise NotFound
    policies.RUN_ELECTIONS.require(actor, found.hamlet_id, seen=policies.SEE_HEADS.allows(actor, found.hamlet_id))
    today = timezone.localdate(now)
    if found.since is None or found.since > today or found.until is not None:
        raise UnitNotInForce
    if not today <= nominate_until <= vote_from <= vote_until:
        raise BadElectionDates(where="vote_from")
    held = electors.head_rules(found.hamlet_id, on=today)
    if places < 1 or places > (held.most_deputies if kind == Kind.DEPUTY else 1):
        raise TooManyPlaces(where="places", most=held.most_deputies)
    over = [stage.value for stage in OVER]
    if Election.objects.filter(unit=found, kind=kind.value).exclude(stage__in=over).exists():
        raise ElectionOpen(unit=found.name)
    election = Election.objects.create(
        unit=found,
        kind=kind.value,
        way=way.value,
        places=places,
        rules=rules.rules_as_plain(held),
        nominate_until=nominate_until,
        vote_from=vote_from,
        vote_until=vote_until,
    )
    told = {"unit": found.name, "kind": kind.value, "way": way.value, "vote_from": vote_from, "vote_until": vote_until}
    change = Change("units.election_open", "election", str(election.pk), found.hamlet_id, None, told)
    record(actor=actor, now=now, changes=[change])
    return election.pk


@transaction.atomic
def begin_voting(
    *, actor: Actor, now: datetime, election: UUID, tellers: Sequence[UUID] = (), minutes: str = ""
) -> tuple[UUID, ...]:
    """Close nominations: the ballot and the roll of households stand from here on. Return the candidates.

    On the ballot is who is seconded, has consented, and may stand today. Papers need two tellers.
    """
    act = Act(actor=actor, now=now, election=election)
    act.by_those_who_run()
    act.stands_at(Stage.NOMINATING)
    way, kind = Way(act.election.way), Kind(act.election.kind)
    choices = [YES, NO] if kind == Kind.RECALL else [str(key) for key in _standing(act)]
    if not choices:
        raise NoCandidate
    if way == Way.MEETING and not minutes.strip():
        raise MinutesMissing(where="minutes")
    if way != Way.PHONE:
        if not act.two_outside(tuple(tellers)):
            raise TellersWrong(where="tellers")
        Teller.objects.bulk_create([Teller(election=act.election, person_id=person) for person in tellers])
    roll = [RollEntry(election=act.election, household_id=home) for home in electors.seated(act.unit.pk)]
    # Rows lie on the disk in the order in which they were written: that order must tell nothing.
    random.SystemRandom().shuffle(roll)
    RollEntry.objects.bulk_create(roll)
    if way in {Way.PHONE, Way.MIXED}:
        tallies = [Tally(election=act.election, choice=choice) for choice in (*choices, BLANK)]
        Tally.objects.bulk_create(tallies)
    act.election.stage = Stage.VOTING.value
    act.election.result = {**act.election.result, "ballot": choices}
    act.election.minutes = minutes.strip()[:60]
    act.done("election_begin", {"stage": "nominating"}, {"stage": "voting", "roll": len(roll), "ballot": len(choices)})
    return tuple(UUID(choice) for choice in choices) if kind != Kind.RECALL else ()


def _standing(act: Act) -> list[UUID]:
    facts = electors.facts_of(act.people, act.unit.pk, on=act.today)
    needs = 0 if act.election.run_off_of_id else act.rules.seconds
    standing = []
    for candidate in act.election.candidates.filter(withdrawn_on=None).prefetch_related("secondings"):
        known = facts.get(candidate.person_id)
        may = known is not None and not rules.faults(known, act.rules, on=act.today)
        if candidate.consented_on and may and len(candidate.secondings.all()) >= needs:
            standing.append(candidate.pk)
    return standing


@transaction.atomic
def close_voting(*, actor: Actor, now: datetime, election: UUID) -> Stage:
    """End the vote: on the phone the result stands at once, papers are counted next. Return the stage reached.

    Before the last day is over only when every household has taken part, or at a meeting, which ends when it ends.
    """
    act = Act(actor=actor, now=now, election=election)
    act.by_those_who_run()
    act.stands_at(Stage.VOTING)
    way = Way(act.election.way)
    waiting = act.election.roll.filter(channel="").exists()
    if waiting and act.today <= act.election.vote_until and way in {Way.PHONE, Way.MIXED}:
        raise StillVoting(day=act.election.vote_until)
    has_papers = act.election.roll.filter(channel="paper").exists()
    if has_papers:
        act.election.stage = Stage.COUNTING.value
        act.done("election_close", {"stage": "voting"}, {"stage": "counting"})
    else:
        Counting(act).decide()
    return Stage(act.election.stage)


@transaction.atomic
def call_off(*, actor: Actor, now: datetime, election: UUID, reason: str) -> None:
    """End an election without a result, with the reason. What was voted goes with it, uncounted."""
    act = Act(actor=actor, now=now, election=election)
    act.by_those_who_run()
    act.stands_at(*(stage for stage in Stage if stage not in OVER))
    if not reason.strip():
        raise TextMissing(where="reason")
    before = act.election.stage
    act.election.tallies.all().delete()
    act.election.stage = Stage.CALLED_OFF.value
    act.done("election_call_off", {"stage": before}, {"stage": "called_off"}, reason=reason.strip())


@transaction.atomic
def keep_head_rules(*, actor: Actor, now: datetime, place: str, since: date, values: HeadRules, source: str) -> None:
    """Set the rules of choosing heads of a place from a day on; ``source`` names the decision.

    Elections under way keep the rules under which they were opened.
    """
    policies.KEEP_HEAD_RULES.require(actor, place, seen=policies.SEE_HEADS.allows(actor, place))
    if since < timezone.localdate(now):
        raise RulesInThePast(where="since")
    wrong = rules.what_is_wrong_with(values)
    if wrong:
        raise BadHeadRules(where=wrong, rule=wrong)
    if not source.strip():
        raise TextMissing(where="source")
    plain = rules.rules_as_plain(values)
    HeadRulesVersion.objects.update_or_create(
        place_id=place, since=since, defaults={"values": plain, "source": source.strip()[:200]}
    )
    told = {**plain, "since": since, "source": source.strip()}
    record(actor=actor, now=now, changes=[Change("units.head_rules", "place", place, place, None, told)])
