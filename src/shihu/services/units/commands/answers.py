"""Writing answers: what a household wishes goes to the registry, that and how it was said is kept here."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.registry.commands import take_answer
from shihu.base.registry.errors import Stale
from shihu.base.registry.queries import household, households_now, keeps, own_household
from shihu.base.registry.types import HouseholdAnswer, SheetRow
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.units import policies, rules
from shihu.services.units.errors import (
    AdultNeeded,
    AnswerAhead,
    KeyTaken,
    NotByPhone,
    NothingAnswered,
    OlderAnswer,
)
from shihu.services.units.models import Answer
from shihu.services.units.types import Answering, AnswerWay, SheetLoaded


@transaction.atomic
def answer(*, actor: Actor, now: datetime, key: UUID, answering: Answering) -> bool:
    """Put a household's answer down. False when the same answer came under the same key before: nothing is done twice.

    On the phone an adult of the household answers for it; every other way is put down by who keeps the household.
    """
    on = timezone.localdate(now)
    if answering.answered_on > on:
        raise AnswerAhead(where="answered_on", day=answering.answered_on)
    home, place = _may(actor, answering, on)
    # What was typed is the body; on which version of the household it was typed is not.
    body = rules.body_of({name: told for name, told in asdict(answering).items() if name != "version"})
    if _came_before(key, body):
        return False
    _not_older(home, answering)
    said = HouseholdAnswer(answering.wishes, answering.prefers, answering.refuses, answering.willing)
    try:
        take_answer(actor=actor, now=now, household=answering.household, version=answering.version, answer=said)
    except Stale:
        # Two taps at one moment: the second waited for the first, and finds its own answer kept.
        if _came_before(key, body):
            return False
        raise
    Answer.objects.create(
        household_id=home,
        way=answering.way.value,
        answered_on=answering.answered_on,
        said=_said(said),
        entered_by=actor.key,
        entered_name=actor.name,
        entered_at=now,
        key=key,
        body=body,
    )
    told = {"way": answering.way.value, "on": answering.answered_on, "wishes": list(answering.wishes)}
    record(actor=actor, now=now, changes=[Change("units.answer", "household", answering.household, place, None, told)])
    return True


@transaction.atomic
def load_answers(*, actor: Actor, now: datetime, key: UUID, place: str, rows: Sequence[SheetRow]) -> SheetLoaded:
    """Put the answers of a checked sheet down, all of them or none.

    Lines without a day are passed over, and so is an answer that the same household gave by sheet on the same day in
    the same words: a sheet that is filled in further may be loaded again.
    """
    if not keeps(place, actor=actor):
        raise NotAllowed if policies.SEE_UNITS.allows(actor, place) else NotFound
    on = timezone.localdate(now)
    known = {home.code: home for home in households_now(place, actor=actor, on=on)}
    given = [row for row in rows if row.answered is not None]
    if not given:
        raise NothingAnswered(where="file")
    loaded = 0
    for row in given:
        home = known.get(row.code)
        if home is None or row.answered is None:
            raise NotFound
        body = rules.body_of({**asdict(row.answer), "answered": row.answered})
        of_home = Answer.objects.filter(household_id=home.key)
        if of_home.filter(way=AnswerWay.SHEET, answered_on=row.answered, body=body).exists():
            continue
        _not_older(home.key, Answering(row.code, home.version, AnswerWay.SHEET, row.answered, ()))
        take_answer(actor=actor, now=now, household=row.code, version=home.version, answer=row.answer)
        Answer.objects.create(
            household_id=home.key,
            way=AnswerWay.SHEET.value,
            answered_on=row.answered,
            said=_said(row.answer),
            entered_by=actor.key,
            entered_name=actor.name,
            entered_at=now,
            key=uuid5(key, row.code),
            body=body,
        )
        loaded += 1
    told = {"answered": loaded, "lines": len(rows)}
    record(actor=actor, now=now, changes=[Change("units.load_answers", "place", place, place, None, told)])
    return SheetLoaded(loaded, len(rows) - loaded)


def _may(actor: Actor, answering: Answering, on: date) -> tuple[UUID, str]:
    """Return key and hamlet of the household, for which the actor may answer in this way."""
    own = own_household(actor=actor, on=on)
    if answering.way is AnswerWay.PHONE:
        if own is None or own.code != answering.household:
            raise NotByPhone if policies.SEE_UNITS.scopes(actor) else NotFound
        if not own.is_adult:
            raise AdultNeeded
        return own.key, own.hamlet
    found = household(answering.household, actor=actor, on=on)
    if not keeps(found.hamlet, actor=actor):
        raise NotAllowed
    return found.key, found.hamlet


def _came_before(key: UUID, body: str) -> bool:
    """Tell whether this very answer came before; refuse another one under its key."""
    kept = Answer.objects.filter(key=key).first()
    if kept is not None and kept.body != body:
        raise KeyTaken
    return kept is not None


def _not_older(home: UUID, answering: Answering) -> None:
    last = Answer.objects.filter(household_id=home).first()
    if last is not None and answering.answered_on < last.answered_on:
        raise OlderAnswer(
            where="answered_on", household=answering.household, last=last.answered_on, day=answering.answered_on
        )


def _said(answer: HouseholdAnswer) -> dict[str, object]:
    """What was said, as it may be kept where others than the household and the officer read: without refusals."""
    return {"wishes": list(answer.wishes), "prefers": list(answer.prefers), "willing": answer.willing}
