"""What must hold in the registry at every moment: small functions in one list, each returns what is wrong.

The commands keep all of it and the database part of it; ``shihu registry check`` proves it for the rows as
they stand, whatever wrote them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.db.models import F, Q

from shihu.base.registry.models import Household, HouseholdStatus, Membership, Partner, Person
from shihu.base.registry.rules.people import id_index, id_tail_index
from shihu.base.registry.rules.relations import HOUSEHOLDER
from shihu.base.registry.types.households import Breach, HouseholdEnd
from shihu.kernel.places import Level
from shihu.kernel.refusals import N_

Check = Callable[[], Iterable[Breach]]
_FAR = date(9999, 12, 31)


def householder_belongs() -> Iterator[Breach]:
    """The householder of a standing household is a member of it with that relation."""
    heads = set(Membership.objects.filter(until=None, relation_id=HOUSEHOLDER).values_list("household_id", "person_id"))
    for pk, code, person in Household.objects.filter(until=None).values_list("pk", "code", "householder_id"):
        if (pk, person) not in heads:
            yield Breach(
                "householder_belongs", code, N_("The householder of %(code)s is not a member."), (("code", code),)
            )


def one_householder_on_every_day() -> Iterator[Breach]:
    """From its first day to its last a household has exactly one householder."""
    terms: dict[Any, list[tuple[date, date]]] = defaultdict(list)
    rows = Membership.objects.filter(relation_id=HOUSEHOLDER).values_list("household_id", "since", "until")
    for household, since, until in rows:
        if until is None or until > since:
            terms[household].append((since, until or _FAR))
    for pk, code, since, until in Household.objects.values_list("pk", "code", "since", "until"):
        if until == since:
            continue
        held = sorted(terms.get(pk, []))
        unbroken = all(before[1] == after[0] for before, after in pairwise(held))
        if not held or not unbroken or held[0][0] != since or held[-1][1] != (until or _FAR):
            yield Breach(
                "one_householder_on_every_day",
                code,
                N_("Household %(code)s does not have exactly one householder on every day."),
                (("code", code),),
            )


def one_household_a_person() -> Iterator[Breach]:
    """Nobody belongs to two households on one day."""
    spans: dict[Any, list[tuple[date, date, str]]] = defaultdict(list)
    rows = Membership.objects.values_list("person_id", "since", "until", "household__code")
    for person, since, until, code in rows:
        if until is None or until > since:
            spans[person].append((since, until or _FAR, code))
    for person, held in spans.items():
        for before, after in pairwise(sorted(held)):
            if before[1] > after[0]:
                yield Breach(
                    "one_household_a_person",
                    str(person),
                    N_("Somebody belongs to %(first)s and %(second)s on %(day)s."),
                    (("first", before[2]), ("second", after[2]), ("day", after[0])),
                )


def members_within_their_household() -> Iterator[Breach]:
    """Nobody belongs to a household before it began or after it ended."""
    outside = Membership.objects.filter(
        Q(since__lt=F("household__since"))
        | Q(household__until__isnull=False, until=None)
        | Q(household__until__isnull=False, until__gt=F("household__until"))
    )
    for code in outside.order_by("household__code").values_list("household__code", flat=True):
        yield Breach(
            "members_within_their_household",
            code,
            N_("A membership of %(code)s runs beyond the household itself."),
            (("code", code),),
        )


def one_status_at_a_time() -> Iterator[Breach]:
    """A household has at most one status of each vocabulary on a day."""
    spans: dict[Any, list[tuple[date, date, str]]] = defaultdict(list)
    rows = HouseholdStatus.objects.values_list("household_id", "vocabulary", "since", "until", "household__code")
    for household, vocabulary, since, until, code in rows:
        if until is None or until > since:
            spans[household, vocabulary].append((since, until or _FAR, code))
    for held in spans.values():
        for before, after in pairwise(sorted(held)):
            if before[1] > after[0]:
                yield Breach(
                    "one_status_at_a_time",
                    after[2],
                    N_("Household %(code)s has two statuses of one kind on %(day)s."),
                    (("code", after[2]), ("day", after[0])),
                )


def status_in_its_vocabulary() -> Iterator[Breach]:
    """A status row names the vocabulary of its term."""
    for code in HouseholdStatus.objects.exclude(vocabulary=F("term__vocabulary")).values_list(
        "household__code", flat=True
    ):
        yield Breach(
            "status_in_its_vocabulary",
            code,
            N_("A status of %(code)s stands under the wrong vocabulary."),
            (("code", code),),
        )


def households_live_in_hamlets() -> Iterator[Breach]:
    """A household lives in a hamlet, not in a village at large."""
    for code, hamlet in Household.objects.values_list("code", "hamlet_id"):
        if len(hamlet) != Level.HAMLET:
            yield Breach(
                "households_live_in_hamlets", code, N_("Household %(code)s lives in no hamlet."), (("code", code),)
            )


def ended_households_say_how() -> Iterator[Breach]:
    """A household that ended says how, and what it became if it was merged."""
    for code, how, became in Household.objects.exclude(until=None).values_list("code", "ended_by", "became_id"):
        if how not in set(HouseholdEnd) or (how == HouseholdEnd.MERGED) != (became is not None):
            yield Breach(
                "ended_households_say_how",
                code,
                N_("Household %(code)s ended and does not say how."),
                (("code", code),),
            )


def the_dead_have_left() -> Iterator[Breach]:
    """Nobody belongs to a household after their death."""
    left = Membership.objects.filter(person__died_on__isnull=False).filter(
        Q(until=None) | Q(until__gt=F("person__died_on"))
    )
    for code in left.values_list("household__code", flat=True):
        yield Breach("the_dead_have_left", code, N_("Somebody who died still belongs to %(code)s."), (("code", code),))


def numbers_are_findable() -> Iterator[Breach]:
    """Every ID number has the two indexes by which it is found, and they are its own."""
    key = settings.RECORD_KEY
    for person in Person.objects.exclude(id_number=None).iterator(chunk_size=2000):
        number = person.id_number or ""
        whole, tail = id_index(number, master=key), id_tail_index(number[-4:], master=key)
        if (person.id_index, person.id_tail) != (whole, tail):
            yield Breach("numbers_are_findable", str(person.pk), N_("An ID number cannot be found by its indexes."))


def partners_stand() -> Iterator[Breach]:
    """Nobody prefers or refuses a household that has ended."""
    gone = Partner.objects.filter(household__until=None, other__until__isnull=False)
    for code in gone.order_by("household__code").values_list("household__code", flat=True):
        yield Breach(
            "partners_stand", code, N_("Household %(code)s names a partner that has ended."), (("code", code),)
        )


CHECKS: tuple[Check, ...] = (
    householder_belongs,
    one_householder_on_every_day,
    one_household_a_person,
    members_within_their_household,
    one_status_at_a_time,
    status_in_its_vocabulary,
    households_live_in_hamlets,
    ended_households_say_how,
    the_dead_have_left,
    numbers_are_findable,
    partners_stand,
)


def check() -> list[Breach]:
    """Run every check over the whole registry and return what is wrong."""
    return [breach for one in CHECKS for breach in one()]
