"""One change to one case: the case locked, the timeline appended, the audit written."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.cases import policies
from shihu.base.cases.errors import (
    CaseClosed,
    CaseOpen,
    Conflicted,
    NotTheHolder,
    NoWords,
    TimeRunsBack,
)
from shihu.base.cases.models import Case, CaseEvent, Participant, Pause, Stage
from shihu.base.cases.queries import reading, standing
from shihu.base.cases.rules import laws, owners
from shihu.base.cases.rules.clocks import read
from shihu.base.cases.types import Finder, Happening, Matter, Part, Standing, State
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound


class Work:
    """A case under change. Everything that is written into a case goes through here."""

    def __init__(self, *, actor: Actor, now: datetime, case: Case, is_vouched: bool = False) -> None:
        self.actor, self.now, self.case, self.is_vouched = actor, now, case, is_vouched
        self.today = timezone.localdate(now)
        newest = CaseEvent.objects.filter(case=case).order_by("-number").first()
        self.last = newest.number if newest else 0
        if newest is not None and now < newest.at:
            raise TimeRunsBack(last=timezone.localtime(newest.at).strftime("%Y-%m-%d %H:%M"))

    @classmethod
    def on(cls, key: UUID | str, *, actor: Actor, now: datetime, is_vouched: bool = False) -> "Work":
        """Lock the case that the actor may open; NotFound for who may not know of it.

        ``is_vouched``: the service that calls has checked by its own rules that the actor may do this.
        """
        case = Case.objects.select_for_update().filter(pk=key).first()
        if case is None or not (is_vouched or policies.may_know(actor, case)):
            raise NotFound
        if not (is_vouched or policies.may_open(actor, case)):
            raise NotAllowed
        return cls(actor=actor, now=now, case=case, is_vouched=is_vouched)

    @property
    def standing(self) -> Standing:
        """What the actor is to the case."""
        return standing.standing_of(self.case, actor=self.actor, on=self.today)

    @property
    def stage(self) -> Stage:
        """The stage under way."""
        return self.case.stages.get(ended_at=None)

    def require_handler(self) -> None:
        """Refuse who neither holds the case nor records for the holder, and who has a stake in it."""
        told = self.standing
        if told.in_conflict and (told.is_holder or told.keeps or self.is_vouched):
            raise Conflicted
        if not (told.may_act or self.is_vouched):
            raise NotTheHolder

    def require_asker(self) -> None:
        """Refuse who is neither a party nor handles it."""
        if not (self.standing.may_ask or self.is_vouched):
            raise NotTheHolder

    def require_open(self) -> None:
        """Refuse a closed case."""
        if self.case.state == State.CLOSED:
            raise CaseClosed

    def require_closed(self) -> None:
        """Refuse an open case."""
        if self.case.state != State.CLOSED:
            raise CaseOpen

    def tell(self, happening: Happening, text: str = "", *, is_sealed: bool = False, **data: Any) -> None:
        """Append a line to the timeline. The audit learns that it was written, not what a party said."""
        self.last += 1
        CaseEvent.objects.create(
            case=self.case,
            number=self.last,
            at=self.now,
            happening=happening.value,
            actor=self.actor.key,
            actor_name=self.actor.name,
            level=self.case.level,
            text=text.strip()[:2000],
            is_sealed=is_sealed,
            data=data,
        )
        told = {"case": reading.number_of(self.case), "line": self.last, "level": self.case.level}
        record(
            actor=self.actor,
            now=self.now,
            changes=[
                Change(f"cases.{happening.value}", "case", str(self.case.pk), self.case.place_id, None, told),
            ],
        )

    @staticmethod
    def words(text: str, where: str) -> str:
        """Return the text; refuse an empty one."""
        told = text.strip()
        if not told:
            raise NoWords(where=where)
        return told

    # --- who handles it ------------------------------------------------------------------------------

    def settle_on(self, start: int, find: Finder) -> owners.Choice:
        """Give the case to whoever handles it from level ``start`` up, and set the holder."""
        levels = laws.levels_of(self.case.law)
        persons, homes = standing.parties_of(self.case)
        matter = Matter(self.case.place_id, self.case.about, frozenset(persons | homes), self.today)
        barred = standing.barred(self.case, on=self.today)
        choice = owners.choose(levels, start, lambda level: find(matter, level), barred)
        self.hold(levels[choice.at].key, choice.candidate.person if choice.candidate else None, choice)
        return choice

    def hold(self, level: str, person: UUID | None, choice: owners.Choice) -> None:
        """Write the holder: the person chosen, or the level's role at its place."""
        case, told = self.case, next(one for one in laws.levels_of(self.case.law) if one.key == level)
        case.level, case.holder_role = level, told.role.value
        case.holder_place = case.place_id[: told.place]
        case.holder_person_id = person
        case.holder_name = choice.candidate.name if choice.candidate else ""
        case.save()
        if choice.candidate is None:
            return
        handlers = case.participants.filter(part=Part.HANDLER.value, level=level, until=None)
        if not handlers.filter(person=person, name=choice.candidate.name).exists():
            Participant.objects.create(
                case=case,
                part=Part.HANDLER.value,
                person_id=person,
                name=choice.candidate.name,
                level=level,
                since=self.now,
            )

    # --- the clock -----------------------------------------------------------------------------------

    def begin_stage(self) -> None:
        """Start the clock of the level that the case lies at."""
        level = next(one for one in laws.levels_of(self.case.law) if one.key == self.case.level)
        order = self.case.stages.count() + 1
        stage = Stage.objects.create(
            case=self.case,
            order=order,
            level=level.key,
            days=level.days,
            unit=level.unit,
            began_at=self.now,
            promised_on=self.today,
        )
        self.reckon(stage)

    def end_stage(self, how: str) -> None:
        """Stop the clock of the stage; an open pause ends with it."""
        stage = self.stage
        Pause.objects.filter(stage=stage, ended_at=None).update(ended_at=self.now)
        stage.ended_at, stage.how, stage.due_at = self.now, how, None
        stage.save()

    def reckon(self, stage: Stage) -> None:
        """Write down when the stage is due, so that lists and the clock find it by an index."""
        reasons = laws.pauses_of(self.case.law).values()
        told = read(reading.stage_row(stage, self.case.law), tuple(reasons), at=self.now)
        stage.due_at, stage.is_provisional = told.due, told.is_provisional
        stage.save()
