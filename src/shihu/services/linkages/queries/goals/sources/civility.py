"""Figures of civility and integrity: village rules in force, moral models, customs."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from shihu.kernel.actors import Actor
from shihu.services.linkages.models import CustomsEvent, ModelNomination, VillageRules
from shihu.services.linkages.rules.civility import village_rules as rules
from shihu.services.linkages.types.goals import Days, Measured

_YEAR = timedelta(days=365)


def village_rules(villages: Collection[str], _actor: Actor, days: Sequence[date]) -> Days:
    """Whether a version of the village's own rules holds on the day: later ones replace earlier ones."""
    rows = VillageRules.objects.filter(village__in=villages, in_force_from__isnull=False).order_by()
    versions = list(rows.values_list("village_id", "in_force_from"))
    return {
        day: {
            village: Measured(int(any(of == village and since and since <= day for of, since in versions)))
            for village in villages
        }
        for day in days
    }


def moral_models(villages: Collection[str], _actor: Actor, days: Sequence[date]) -> Days:
    """Persons chosen in rounds that were closed within the twelve months before the day."""
    rows = ModelNomination.objects.filter(
        round__village__in=villages, state=ModelNomination.State.CHOSEN, round__closed_on__isnull=False
    ).order_by()
    chosen = list(rows.values_list("round__village_id", "person_id", "round__closed_on"))
    told = {}
    for day in days:
        persons = {(village, person) for village, person, on in chosen if on and day - _YEAR < on <= day}
        counts = Counter(village for village, _person in persons)
        told[day] = {village: Measured(counts[village]) for village in villages}
    return told


def customs(villages: Collection[str], _actor: Actor, days: Sequence[date]) -> Days:
    """Of the weddings and funerals held in the twelve months before the day, those that kept to the village's rule."""
    rows = CustomsEvent.objects.filter(village__in=villages, state=CustomsEvent.State.HELD).order_by()
    told_of = rows.values_list("village_id", "day", "kind", "result", "rules__ceilings")
    held = [
        (village, on, rules.kept(rules.checklist(kind, ceilings or {}, result)))
        for village, on, kind, result, ceilings in told_of
    ]
    told = {}
    for day in days:
        recent = [(village, is_kept) for village, on, is_kept in held if day - _YEAR < on <= day]
        counts = Counter(village for village, _kept in recent)
        kept = Counter(village for village, is_kept in recent if is_kept)
        told[day] = {village: Measured(kept[village], counts[village]) for village in villages}
    return told
