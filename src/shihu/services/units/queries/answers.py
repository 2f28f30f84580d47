"""Reading how far the asking has come, and what a household's page of wishes shows."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from shihu.base.audit.queries import within
from shihu.base.places.queries import names, under
from shihu.base.places.queries import place as place_of
from shihu.base.places.types import PlaceRow
from shihu.base.registry.queries import (
    household,
    households_now,
    is_answering,
    neighbours,
    own_household,
)
from shihu.base.registry.types import HouseholdNow
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotFound
from shihu.services.units import policies, rules
from shihu.services.units.errors import FormUnknown
from shihu.services.units.models import IN_FORCE, Answer, Seat
from shihu.services.units.types import Answered, HouseholdAsked, OwnAnswer, PlaceProgress


def asked_households(place: str, *, actor: Actor, on: date) -> list[HouseholdAsked]:
    """Return the standing households of a place, each with its last answer. Five queries, however many they are."""
    policies.SEE_UNITS.require(actor, place)
    last = _last(place)
    return [
        HouseholdAsked(home, rules.form_code(home.key), last.get(home.key))
        for home in households_now(place, actor=actor, on=on)
    ]


def progress_by_hamlet(rows: Iterable[HouseholdAsked], place: str, *, actor: Actor) -> list[PlaceProgress]:
    """Return how far the asking has come in each hamlet of a village."""
    counted: Counter[str] = Counter()
    ways: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        counted[row.household.hamlet] += 1
        if row.last is not None:
            ways[row.household.hamlet][row.last.way] += 1
    hamlets = under(place, Level.HAMLET, actor=actor) or [place_of(place, actor=actor)]
    return [PlaceProgress(p.code, p.name, p.name_en, counted[p.code], dict(ways[p.code])) for p in hamlets]


def progress_of_villages(place: str, *, actor: Actor, on: date) -> list[PlaceProgress]:
    """Return how far the asking has come in each village under a township."""
    policies.SEE_UNITS.require(actor, place)
    counted: Counter[str] = Counter()
    ways: dict[str, Counter[str]] = defaultdict(Counter)
    last = _last(place)
    for home in households_now(place, actor=actor, on=on):
        village = home.hamlet[: Level.VILLAGE]
        counted[village] += 1
        if home.key in last:
            ways[village][last[home.key].way] += 1
    return [
        PlaceProgress(p.code, p.name, p.name_en, counted[p.code], dict(ways[p.code]))
        for p in under(place, Level.VILLAGE, actor=actor)
    ]


def answering_place(place: str, *, actor: Actor) -> PlaceRow:
    """Return a place whose households the actor may see being asked."""
    policies.SEE_UNITS.require(actor, place)
    return place_of(place, actor=actor)


def own_answer(*, actor: Actor, on: date) -> OwnAnswer:
    """Return what the page of the actor's own household shows; NotFound for those who belong to none."""
    own = own_household(actor=actor, on=on)
    if own is None:
        raise NotFound
    return _page(own.code, actor=actor, on=on, may_answer=own.is_adult)


def entry(code: str, *, actor: Actor, on: date) -> OwnAnswer:
    """Return what the page shows on which an answer of the household is put down by who keeps it."""
    may = is_answering(code, actor=actor, on=on)
    page = _page(code, actor=actor, on=on, may_answer=may)
    if not policies.SEE_UNITS.allows(actor, page.hamlet):
        raise NotFound
    return page


def household_of_form(given: str, *, actor: Actor, on: date) -> tuple[str, bool]:
    """Return (household code, own household or not) that a form code opens for the actor."""
    own = own_household(actor=actor, on=on)
    if own is None and not policies.SEE_UNITS.scopes(actor):
        raise NotFound
    code = rules.form_typed(given)
    if own is not None and rules.form_code(own.key) == code:
        return own.code, True
    for scope in policies.SEE_UNITS.scopes(actor):
        for home in households_now(scope, actor=actor, on=on):
            if rules.form_code(home.key) == code:
                return home.code, False
    if policies.SEE_UNITS.scopes(actor):
        raise FormUnknown(where="form", given=code)
    raise NotFound


def forms(place: str, *, actor: Actor, on: date, code: str = "") -> list[tuple[HouseholdNow, str]]:
    """Return the households of a place (or one of them) with the codes of their paper forms."""
    policies.ENTER_DECISIONS.require(actor, place, seen=policies.SEE_UNITS.allows(actor, place))
    homes = households_now(place, actor=actor, on=on, codes=(code,) if code else ())
    return [(home, rules.form_code(home.key)) for home in homes]


def still_to_ask(*, actor: Actor, on: date) -> bool:
    """Tell whether the actor's own household sits in no unit and was never asked what it wishes."""
    own = own_household(actor=actor, on=on)
    if own is None or not own.is_adult:
        return False
    seated = Seat.objects.filter(IN_FORCE, household_id=own.key).exists()
    return not seated and not Answer.objects.filter(household_id=own.key).exists()


def _page(code: str, *, actor: Actor, on: date, may_answer: bool) -> OwnAnswer:
    found = household(code, actor=actor, on=on)
    last = Answer.objects.filter(household_id=found.key).first()
    known = rules.labels(neighbours(code, actor=actor))
    place = names({found.hamlet})[found.hamlet]
    return OwnAnswer(
        key=found.key,
        code=found.code,
        hamlet=found.hamlet,
        householder=found.householder,
        version=found.version,
        wishes=found.wishes,
        prefers=tuple(p.code for p in found.partners if p.kind == "prefers"),
        refuses=tuple(p.code for p in found.partners if p.kind == "refuses"),
        willing=found.willing,
        last=_answered(last) if last else None,
        may_answer=may_answer and found.stands,
        sees_private=found.sees_private,
        neighbours=known,
        form=rules.form_code(found.key),
        next_code=_next(found.hamlet, code, actor=actor, on=on),
        hamlet_name=place.name,
        hamlet_name_en=place.name_en,
        street=found.street,
    )


def _next(hamlet: str, code: str, *, actor: Actor, on: date) -> str:
    """The next household along the streets of the hamlet that did not answer yet; the first one after the last."""
    if not policies.SEE_UNITS.allows(actor, hamlet):
        return ""
    rows = asked_households(hamlet, actor=actor, on=on)
    here = next((at for at, row in enumerate(rows) if row.household.code == code), -1)
    turned = [*rows[here + 1 :], *rows[: max(here, 0)]]
    return next((row.household.code for row in turned if row.last is None), "")


def _last(place: str) -> dict[UUID, Answered]:
    rows = Answer.objects.filter(within("household__hamlet_id", [place])).order_by("answered_on", "entered_at")
    columns = ("household_id", "way", "answered_on", "entered_name", "entered_at")
    return {key: Answered(way, on, name, at) for key, way, on, name, at in rows.values_list(*columns)}


def _answered(row: Answer) -> Answered:
    return Answered(row.way, row.answered_on, row.entered_name, row.entered_at)
