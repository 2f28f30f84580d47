"""Putting people in office and taking them out, within an act on an election or by itself."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from shihu.base.accounts.commands import end_role, grant_role
from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.kernel.actors import Actor, Role
from shihu.services.units.commands.act import Act
from shihu.services.units.errors import NotEligible, TermOver, TwoHeads
from shihu.services.units.models import Handover, HandoverItem, HeadTerm, RecallMotion, Unit
from shihu.services.units.queries import electors, handovers
from shihu.services.units.rules import elections as rules
from shihu.services.units.types import Installed, Kind, Office, TermEnd


class Terms:
    """Begins and ends terms of one unit for one actor; the role over the hamlet follows the head's term."""

    def __init__(self, *, actor: Actor, now: datetime, unit: Unit) -> None:
        self.actor, self.now, self.unit = actor, now, unit
        self.today = timezone.localdate(now)

    def begin(
        self,
        person: UUID,
        household: UUID,
        office: Office,
        *,
        since: date,
        due: date,
        rank: int = 1,
        is_interim: bool = False,
        election: UUID | None = None,
    ) -> HeadTerm:
        """Begin a term; TwoHeads where the database already knows a head in these days."""
        term = HeadTerm(
            unit=self.unit,
            person_id=person,
            household_id=household,
            office=office.value,
            rank=rank,
            since=since,
            due=due,
            is_interim=is_interim,
            election_id=election,
        )
        try:
            with transaction.atomic():
                term.save(force_insert=True)
        except IntegrityError as error:
            raise TwoHeads(name=term.person.name) from error
        username = term.person.account.username if office == Office.HEAD and term.person.account else ""
        if username:
            grant_role(
                actor=self.actor,
                now=self.now,
                username=username,
                role=Role.HEAD,
                scope=self.unit.hamlet_id,
                since=self.today,
            )
            term.granted = username
            term.save(update_fields=["granted"])
        told = {"unit": self.unit.name, "office": office.value, "person": str(person), "since": since, "due": due}
        self._record("units.term_begin", term, None, told)
        return term

    def end(self, term: HeadTerm, how: TermEnd, *, day: date, note: str = "", keeps_role: bool = False) -> None:
        """End a term before ``day``; the role given for it ends with it, unless the holder goes on in office."""
        if term.until is not None:
            raise TermOver
        term.until, term.ended_by, term.note = max(day, term.since), how.value, note.strip()[:200]
        term.save(update_fields=["until", "ended_by", "note"])
        if term.granted and not keeps_role:
            end_role(
                actor=self.actor,
                now=self.now,
                username=term.granted,
                role=Role.HEAD,
                scope=term.unit.hamlet_id,
            )
        told = {"until": term.until, "ended_by": how.value}
        self._record("units.term_end", term, {"until": None}, told, term.note)

    def hand_over(self, leaving: UUID, arriving: UUID) -> UUID:
        """Open the hand-over from one head to the next, with the list in force."""
        made = Handover.objects.create(unit=self.unit, leaving_id=leaving, arriving_id=arriving, opened_on=self.today)
        listed = handovers.template(self.unit.hamlet_id, on=self.today)
        HandoverItem.objects.bulk_create(
            [HandoverItem(handover=made, order=number, label=label) for number, label in enumerate(listed, start=1)]
        )
        told = {"unit": self.unit.name, "items": len(listed)}
        change = Change("units.handover_open", "handover", str(made.pk), self.unit.hamlet_id, None, told)
        record(actor=self.actor, now=self.now, changes=[change])
        return made.pk

    def _record(
        self, action: str, term: HeadTerm, old: Mapping[str, object] | None, new: Mapping[str, object], reason: str = ""
    ) -> None:
        change = Change(action, "office", str(term.pk), term.unit.hamlet_id, old, new, reason=reason)
        record(actor=self.actor, now=self.now, changes=[change])


class Installing:
    """Lets a posted result take effect."""

    def __init__(self, act: Act) -> None:
        self.act = act
        self.terms = Terms(actor=act.actor, now=act.now, unit=act.unit)
        self.since = act.election.office_from or act.today

    def recall(self) -> Installed:
        """Take the recalled out of office; nothing happens to one who has left since."""
        motion = RecallMotion.objects.select_related("term__person").get(election=self.act.election)
        if motion.term.until is None:
            self.terms.end(motion.term, TermEnd.RECALLED, day=self.since)
        return Installed((), (), (motion.term.person.name,))

    def install(self) -> Installed:
        """Put the chosen in office, end the terms before theirs, open the hand-over."""
        act = self.act
        office = Office(act.election.kind)
        chosen = self._chosen()
        self._eligible([person for person, _home in chosen])
        self._leave_ended_units([person for person, _home in chosen])
        before = list(
            HeadTerm.objects.select_related("person", "unit").filter(unit=act.unit, office=office.value, until=None)
        )
        staying = {person for person, _home in chosen}
        for term in before:
            how = TermEnd.TERM if term.due <= self.since else TermEnd.SUCCEEDED
            self.terms.end(term, how, day=self.since, keeps_role=term.person_id in staying)
        if office == Office.HEAD:
            self._no_longer_deputy(staying)
        due = rules.years_on(self.since, act.rules.term_years)
        begun = [
            self.terms.begin(person, home, office, since=self.since, due=due, rank=rank, election=act.election.pk)
            for rank, (person, home) in enumerate(chosen, start=1)
        ]
        without = tuple(t.person.name for t in begun if office == Office.HEAD and not t.granted)
        ended = tuple(term.person.name for term in before if term.person_id not in staying)
        return Installed(tuple(t.pk for t in begun), without, ended, self._handed_over(begun, office))

    def _chosen(self) -> list[tuple[UUID, UUID]]:
        """Who was chosen by the votes, those of the first vote before those of its run-off."""
        election = self.act.election
        steps = [election.run_off_of, election] if election.run_off_of is not None else [election]
        chosen: list[tuple[UUID, UUID]] = []
        for step in steps:
            people = {str(c.pk): (c.person_id, c.household_id) for c in step.candidates.all()}
            chosen += [people[key] for key in step.result["chosen"]]
        return chosen

    def _eligible(self, persons: list[UUID]) -> None:
        people = [p for p in self.act.people if p.person in persons]
        facts = electors.facts_of(people, self.act.unit.pk, on=self.act.today)
        names = dict(self.act.election.candidates.values_list("person_id", "person__name"))
        for person in persons:
            known = facts.get(person)
            if known is None:
                why = gettext("%(name)s belongs to no household of this unit.") % {"name": names.get(person, "")}
                raise NotEligible(name=names.get(person, ""), why=why)
            wrong = rules.faults(known, self.act.rules, on=self.act.today)
            if wrong:
                why = " ".join(gettext(fault.sentence) % fault.values for fault in wrong)
                raise NotEligible(name=known.name, why=why)

    def _leave_ended_units(self, persons: list[UUID]) -> None:
        """End terms that these people still hold in units that have ended: nothing else told those terms."""
        for term in HeadTerm.objects.select_related("unit").filter(
            person__in=persons, until=None, unit__until__isnull=False
        ):
            self.terms.end(term, TermEnd.UNIT, day=term.unit.until or self.since)

    def _no_longer_deputy(self, persons: set[UUID]) -> None:
        """A deputy who becomes head stands in for nobody."""
        for term in HeadTerm.objects.select_related("unit").filter(
            unit=self.act.unit, office=Office.DEPUTY.value, until=None, person__in=persons
        ):
            self.terms.end(term, TermEnd.SUCCEEDED, day=self.since)

    def _handed_over(self, begun: list[HeadTerm], office: Office) -> UUID | None:
        if office != Office.HEAD or self.act.election.kind != Kind.HEAD.value:
            return None
        arriving = begun[0].person_id
        last = (
            HeadTerm.objects.filter(unit=self.act.unit, office=Office.HEAD.value, is_interim=False)
            .exclude(pk=begun[0].pk)
            .order_by("-since", "-id")
            .first()
        )
        if last is None or last.person_id == arriving:
            return None
        return self.terms.hand_over(last.person_id, arriving)
