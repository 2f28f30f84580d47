"""A household as a whole: adding it, its facts, its wishes, its dated statuses, its hamlet."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from shihu.base.places.queries import names
from shihu.base.places.types import PlaceRow
from shihu.base.registry.commands.saying import Saying
from shihu.base.registry.commands.work import Work
from shihu.base.registry.errors import CodeTaken, HouseholderOnce, StatusBack, StatusMissing, StatusSame, UnknownHamlet
from shihu.base.registry.models import Household, HouseholdStatus
from shihu.base.registry.policies import KEEP_HOUSEHOLDS
from shihu.base.registry.queries.codes import next_code
from shihu.base.registry.rules import facts
from shihu.base.registry.rules.people import plain_text
from shihu.base.registry.rules.relations import HOUSEHOLDER
from shihu.base.registry.types.households import HouseholdFacts, NewPerson, Outcome
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level
from shihu.kernel.refusals import N_

STATUS_VOCABULARIES = frozenset({"wealth", "poverty"})


@transaction.atomic
def add_household(
    *,
    actor: Actor,
    now: datetime,
    hamlet: str,
    members: Sequence[NewPerson],
    since: date,
    about: HouseholdFacts | None = None,
    code: str = "",
) -> Outcome:
    """Add a household with its members, the householder among them exactly once."""
    work = Work(actor=actor, now=now, action="registry.add_household")
    _hamlet(actor, hamlet)
    facts.day(since, first=facts.EARLIEST, last=work.today, where="since")
    heads = [m for m in members if m.relation == HOUSEHOLDER]
    if len(heads) != 1:
        raise HouseholderOnce(where="members", count=len(heads))
    code = code.strip()
    if code and Household.objects.filter(code=code).exists():
        raise CodeTaken(where="code", given=code)
    people = [(work.person(m, hamlet, since, where=f"members.{i}."), m) for i, m in enumerate(members)]
    head = next(person for person, m in people if m.relation == HOUSEHOLDER)
    home = Household(code=code or next_code(hamlet), hamlet_id=hamlet, householder=head, since=since)
    _put(home, about or HouseholdFacts())
    work.begin(home)
    for i, (person, m) in enumerate(people):
        relation = (
            HOUSEHOLDER if m.relation == HOUSEHOLDER else work.relation(m.relation, where=f"members.{i}.relation")
        )
        work.join(home, person, relation, since)
    work.says(
        N_("Household %(household)s begins on %(day)s with %(count)d persons; %(name)s is the householder."),
        household=home.code,
        day=since,
        count=len(people),
        name=head.name,
    )
    return work.done(home, person=head.pk)


@transaction.atomic
def amend_household(
    *, actor: Actor, now: datetime, household: str, version: int, about: HouseholdFacts, reason: str = ""
) -> Outcome:
    """Amend street, phone, land, location and willingness."""
    work = Work(actor=actor, now=now, action="registry.amend_household", reason=reason)
    home = work.home(household, version)
    _put(home, about)
    home.save()
    work.says(N_("The facts of household %(household)s are as given."), household=home.code)
    return work.done(home)


@transaction.atomic
def set_wishes(*, actor: Actor, now: datetime, household: str, version: int, wishes: Sequence[str]) -> Outcome:
    """Put down what the household wants to develop, its first wish first."""
    work = Work(actor=actor, now=now, action="registry.set_wishes")
    home = work.answering(household, version)
    Saying(work, home).wishes(wishes)
    work.says(N_("Household %(household)s has %(count)d wishes."), household=home.code, count=len(set(wishes)))
    return work.done(home)


@transaction.atomic
def set_status(
    *, actor: Actor, now: datetime, household: str, version: int, term: str, since: date, reason: str = ""
) -> Outcome:
    """Give the household a new wealth class or poverty status from a day on; the one before ends that day."""
    work = Work(actor=actor, now=now, action="registry.set_status", reason=reason)
    home = work.home(household, version)
    facts.day(since, first=facts.EARLIEST, last=work.today, where="since")
    vocabulary = term.partition(".")[0]
    facts.term(term, vocabulary if vocabulary in STATUS_VOCABULARIES else "", on=since, terms=work.terms, where="term")
    last = HouseholdStatus.objects.filter(household=home, vocabulary=vocabulary).order_by("since", "id").last()
    if last is not None:
        if last.until is None and last.term_id == term:
            raise StatusSame(where="term", since=last.since)
        if since <= last.since or (last.until is not None and since < last.until):
            raise StatusBack(where="since", since=last.until or last.since, day=since)
        if last.until is None:
            last.until = since
            last.save(update_fields=["until"])
            work.says(N_("%(term)s ends on %(day)s."), term=last.term_id, day=since)
    HouseholdStatus.objects.create(
        household=home, vocabulary=vocabulary, term_id=term, since=since, reason=reason.strip()[:120]
    )
    work.says(N_("From %(day)s on the household counts as: %(term)s."), day=since, term=term)
    return work.done(home)


@transaction.atomic
def end_status(
    *, actor: Actor, now: datetime, household: str, version: int, vocabulary: str, until: date, reason: str
) -> Outcome:
    """End the status that holds, without another one after it."""
    work = Work(actor=actor, now=now, action="registry.end_status", reason=reason)
    home = work.home(household, version)
    held = HouseholdStatus.objects.filter(household=home, vocabulary=vocabulary, until=None).first()
    if held is None:
        raise StatusMissing(where="vocabulary")
    facts.day(until, first=held.since, last=work.today, where="until")
    held.until = until
    held.save(update_fields=["until"])
    work.says(N_("%(term)s ends on %(day)s."), term=held.term_id, day=until)
    return work.done(home)


@transaction.atomic
def withdraw_status(
    *, actor: Actor, now: datetime, household: str, version: int, vocabulary: str, reason: str
) -> Outcome:
    """Take back the status that was recorded last by mistake; the one before it holds again."""
    work = Work(actor=actor, now=now, action="registry.withdraw_status", reason=reason)
    home = work.home(household, version)
    rows = list(HouseholdStatus.objects.filter(household=home, vocabulary=vocabulary).order_by("since", "id"))
    if not rows:
        raise StatusMissing(where="vocabulary")
    last = rows.pop()
    last.delete()
    work.says(N_("%(term)s since %(day)s is taken back as a mistake."), term=last.term_id, day=last.since)
    if rows and rows[-1].until == last.since:
        rows[-1].until = None
        rows[-1].save(update_fields=["until"])
        work.says(N_("%(term)s holds again."), term=rows[-1].term_id)
    return work.done(home)


@transaction.atomic
def move_household(
    *, actor: Actor, now: datetime, household: str, version: int, hamlet: str, about: HouseholdFacts, reason: str = ""
) -> Outcome:
    """Let the household live in another hamlet. It keeps its code; the audit keeps where it was and when."""
    work = Work(actor=actor, now=now, action="registry.move_household", reason=reason)
    home = work.home(household, version)
    there = _hamlet(actor, hamlet)
    if hamlet == home.hamlet_id:
        raise UnknownHamlet(where="hamlet", given=home.hamlet.name)
    work.says(
        N_("Household %(household)s lives in %(hamlet)s from now on and keeps its code."),
        household=home.code,
        hamlet=there.name,
    )
    home.hamlet_id = hamlet
    _put(home, about)
    home.save()
    return work.done(home)


def _hamlet(actor: Actor, code: str) -> PlaceRow:
    # One answer for "does not exist" and "not yours": the code of a foreign hamlet tells nothing.
    found = names({code}).get(code) if len(code) == Level.HAMLET else None
    if found is None or not KEEP_HOUSEHOLDS.allows(actor, code):
        raise UnknownHamlet(where="hamlet", given=code)
    return found


def _put(home: Household, about: HouseholdFacts) -> None:
    home.street = plain_text(about.street)[:40]
    home.street_order = about.street_order
    home.phone = facts.phone(about.phone)
    home.land_mu = facts.land(about.land_mu)
    home.lon, home.lat = facts.location(about.lon, about.lat)
    home.willing = about.willing
