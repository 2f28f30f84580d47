"""Reading what families and the village hand down."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from shihu.base.audit.queries import within
from shihu.base.registry.queries import named_households, own_household
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.models import FamilyPrecept, HistoryEntry
from shihu.services.linkages.queries.civility import reach
from shihu.services.linkages.types.civility import HistoryRow, PreceptRow


def precepts(place: str, *, actor: Actor, on: date) -> list[PreceptRow]:
    """Return the precepts of a place whose households let others read them, and the actor's own. Two queries."""
    if not policies.SEE_CIVILITY.allows(actor, place):
        reach.require(place, actor=actor)
    mine = own_household(actor=actor, on=on)
    own = mine.key if mine else None
    found = FamilyPrecept.objects.filter(
        Q(is_shown=True) | Q(household_id=own), within("household__hamlet_id", [place]), until=None
    ).select_related("household__householder")
    return [
        PreceptRow(
            household=one.household_id,
            code=one.household.code,
            householder=one.household.householder.name,
            hamlet=one.household.hamlet_id,
            words=one.words,
            story=one.story,
            is_shown=one.is_shown,
            is_own=one.household_id == own,
        )
        for one in found.order_by("household__code")
    ]


def precept_of(code: str, *, actor: Actor) -> PreceptRow:
    """Return a household's precept, empty where it has none, to those who may write it down."""
    home = next(iter(named_households(actor=SYSTEM, codes=[code])), None)
    if home is None:
        raise NotFound
    is_own = reach.lives_in(home.key, actor=actor)
    if not is_own and not policies.KEEP_CIVILITY.allows(actor, home.hamlet):
        raise NotAllowed if policies.SEE_CIVILITY.allows(actor, home.hamlet) else NotFound
    found = FamilyPrecept.objects.filter(household_id=home.key, until=None).first()
    return PreceptRow(
        household=home.key,
        code=home.code,
        householder=home.householder,
        hamlet=home.hamlet,
        words=found.words if found else "",
        story=found.story if found else "",
        is_shown=found.is_shown if found else False,
        is_own=is_own,
    )


def village_history(village: str, *, actor: Actor) -> list[HistoryRow]:
    """Return the entries of a village's history, oldest first."""
    reach.require(village, actor=actor)
    return [_entry(one) for one in HistoryEntry.objects.filter(village_id=village, taken_off_at=None)]


def history_entry(key: UUID, *, actor: Actor) -> HistoryRow:
    """Return one entry that was not taken off."""
    found = HistoryEntry.objects.filter(pk=key, taken_off_at=None).first()
    if found is None:
        raise NotFound
    reach.require(found.village_id, actor=actor)
    return _entry(found)


def _entry(found: HistoryEntry) -> HistoryRow:
    return HistoryRow(
        found.pk, found.village_id, found.year, found.when, found.title, found.words, found.source, found.kept_by
    )
