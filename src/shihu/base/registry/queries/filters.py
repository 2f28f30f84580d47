"""What a list of households is narrowed to: each filter is one condition, all of them together hold."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from shihu.base.audit.queries import within
from shihu.base.registry.models import Household, HouseholdStatus, Membership, Wish
from shihu.base.registry.queries.periods import holding
from shihu.base.registry.rules.people import plain_text, typed
from shihu.base.registry.types.households import HouseholdFilter


def narrowed(found: QuerySet[Household], filters: HouseholdFilter, on: date) -> QuerySet[Household]:
    """Return the households of ``found`` that pass every filter given."""
    for place in (filters.place, filters.hamlet):
        if place:
            found = found.filter(within("hamlet_id", [place]))
    if filters.wish:
        found = found.filter(Exists(Wish.objects.filter(household=OuterRef("pk"), term_id=filters.wish)))
    if filters.willing in {"yes", "no"}:
        found = found.filter(willing=filters.willing == "yes")
    return _by_members(_by_status(found, filters, on), filters, on)


def _by_status(found: QuerySet[Household], filters: HouseholdFilter, on: date) -> QuerySet[Household]:
    held = HouseholdStatus.objects.filter(household=OuterRef("pk"))
    now = held.filter(holding(on))
    if filters.wealth:
        found = found.filter(Exists(now.filter(vocabulary="wealth", term_id=filters.wealth)))
    if filters.poverty == "none":
        found = found.filter(~Exists(now.filter(vocabulary="poverty")))
    elif filters.poverty:
        found = found.filter(Exists(now.filter(vocabulary="poverty", term_id=filters.poverty)))
    if filters.was:
        found = found.filter(Exists(held.filter(term_id=filters.was, since__lte=on)))
    if len(filters.exited) == 4 and filters.exited.isdecimal() and "1949" <= filters.exited <= "9999":
        year = int(filters.exited)
        found = found.filter(Exists(held.filter(term_id="poverty.exited", since__year=year, since__lte=on)))
    return found


def _by_members(found: QuerySet[Household], filters: HouseholdFilter, on: date) -> QuerySet[Household]:
    members = Membership.objects.filter(holding(on), household=OuterRef("pk"))
    if filters.party in {"yes", "no"}:
        in_party = Exists(members.filter(person__is_party_member=True))
        found = found.filter(in_party if filters.party == "yes" else ~in_party)
    if text := plain_text(filters.text):
        # Plain LIKE: a two-character name is the normal case, and no full-text index finds it.
        match = Q(person__name__contains=text)
        if spelt := typed(text):
            match |= Q(person__pinyin__startswith=spelt) | Q(person__initials__startswith=spelt)
        found = found.filter(Q(code__contains=text) | Exists(members.filter(match)))
    return found
