"""Reading households: the list, and everything the actor may know of one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q
from django.utils import timezone

from shihu.base.audit.queries import within
from shihu.base.registry.models import Household, HouseholdStatus, Membership, Partner, Wish
from shihu.base.registry.policies import KEEP_HOUSEHOLDS, SEE_HOUSEHOLDS, sees, sees_private
from shihu.base.registry.queries.accounts import payees
from shihu.base.registry.queries.filters import narrowed
from shihu.base.registry.queries.periods import holding
from shihu.base.registry.rules.people import masked_phone, plain_text
from shihu.base.registry.types.households import (
    HouseholdDetail,
    HouseholdFilter,
    HouseholdPage,
    HouseholdRow,
    MemberRow,
    PartnerRow,
    StatusRow,
)
from shihu.kernel.actors import Actor
from shihu.kernel.identity import mask
from shihu.kernel.refusals import NotFound

HOUSEHOLDER = "relation.householder"
# What a list can be sorted by; each ends in the code, so that pages never overlap.
SORTS: Mapping[str, tuple[str, ...]] = {
    "code": ("code",),
    "householder": ("householder__pinyin", "code"),
    "hamlet": ("hamlet_id", "street", "street_order", "code"),
    "members": ("people", "code"),
    "land": ("land_mu", "code"),
}


def households(
    *,
    actor: Actor,
    on: date,
    filters: HouseholdFilter,
    sort: str = "code",
    offset: int = 0,
    limit: int | None = 50,
) -> HouseholdPage:
    """Return one page of the households that the actor may see and that pass the filters.

    ``sort`` is a key of :data:`SORTS`, with ``-`` before it for descending. Seven queries, however many rows.
    """
    found = narrowed(
        Household.objects.filter(within("hamlet_id", SEE_HOUSEHOLDS.scopes(actor)), holding(on)), filters, on
    )
    total = found.count()
    key = sort.removeprefix("-")
    if key == "members":
        found = found.annotate(people=Count("memberships", filter=holding(on, "memberships__"), distinct=True))
    order = [
        F(column).desc(nulls_last=True) if sort.startswith("-") else F(column).asc(nulls_last=True)
        for column in SORTS.get(key, SORTS["code"])
    ]
    page = list(
        found.select_related("householder", "hamlet").order_by(*order)[
            offset : None if limit is None else offset + limit
        ]
    )
    # A whole list for export goes by what it was narrowed to: an IN over thousands of keys has a limit.
    ours = (
        Q(household__in=[h.pk for h in page]) if limit is not None else Q(household__in=found.order_by().values("pk"))
    )
    people: dict[UUID, int] = {}
    party: set[UUID] = set()
    counted = Membership.objects.filter(ours, holding(on)).order_by().values_list("household_id")
    for household, number, members_of_party in counted.annotate(
        number=Count("id"), members_of_party=Count("id", filter=Q(person__is_party_member=True))
    ):
        people[household] = number
        if members_of_party:
            party.add(household)
    held: dict[tuple[UUID, str], str] = {}
    for household, vocabulary, term in HouseholdStatus.objects.filter(ours, holding(on)).values_list(
        "household_id", "vocabulary", "term_id"
    ):
        held[household, vocabulary] = term
    wishes = _wishes(ours)
    rows = tuple(
        HouseholdRow(
            key=h.pk,
            code=h.code,
            householder=h.householder.name,
            hamlet=h.hamlet_id,
            hamlet_name=h.hamlet.name,
            hamlet_name_en=h.hamlet.name_en,
            street=h.street,
            members=people.get(h.pk, 0),
            wealth=held.get((h.pk, "wealth")),
            poverty=held.get((h.pk, "poverty")),
            wishes=tuple(wishes.get(h.pk, ())),
            has_party_member=h.pk in party,
            willing=h.willing,
            land_mu=h.land_mu,
            phone=_phone(h.phone, keeps=KEEP_HOUSEHOLDS.allows(actor, h.hamlet_id)),
        )
        for h in page
    )
    return HouseholdPage(rows, total)


def household(code: str, *, actor: Actor, on: date) -> HouseholdDetail:
    """Return everything that the actor may know of the household; NotFound outside their area."""
    found = Household.objects.select_related("householder", "hamlet", "became").filter(code=plain_text(code)).first()
    if found is None or not sees(actor, found):
        raise NotFound
    keeps = KEEP_HOUSEHOLDS.allows(actor, found.hamlet_id)
    private = sees_private(actor, found)
    memberships = (
        Membership.objects.filter(household=found)
        .select_related("person", "relation")
        .prefetch_related("person__skills")
        .order_by("relation__order", "person__birth", "id")
    )
    members: list[MemberRow] = []
    past: list[MemberRow] = []
    for m in memberships:
        row = member_row(m, keeps=keeps or private, private=private)
        (members if m.since <= on and (m.until is None or m.until > on) else past).append(row)
    past.sort(key=lambda m: (m.until or on, m.since), reverse=True)
    statuses = tuple(
        StatusRow(s.vocabulary, s.term_id, s.since, s.until, s.reason)
        for s in HouseholdStatus.objects.filter(household=found).order_by("vocabulary", "-since", "-id")
    )
    now = {s.vocabulary: s.term for s in statuses if s.since <= on and (s.until is None or s.until > on)}
    partners = Partner.objects.filter(household=found).select_related("other__householder")
    if not private:
        partners = partners.filter(kind=Partner.Kind.PREFERS)
    return HouseholdDetail(
        key=found.pk,
        code=found.code,
        hamlet=found.hamlet_id,
        hamlet_name=found.hamlet.name,
        hamlet_name_en=found.hamlet.name_en,
        householder=found.householder.name,
        street=found.street,
        street_order=found.street_order,
        lon=found.lon,
        lat=found.lat,
        phone=_phone(found.phone, keeps=keeps or private),
        land_mu=found.land_mu,
        willing=found.willing,
        since=found.since,
        until=found.until,
        ended_by=found.ended_by,
        became=found.became.code if found.became else "",
        version=found.version,
        members=tuple(members),
        past_members=tuple(past),
        statuses=statuses,
        wealth=now.get("wealth"),
        poverty=now.get("poverty"),
        wishes=tuple(_wishes(Q(household=found)).get(found.pk, ())),
        partners=tuple(PartnerRow(p.other.code, p.other.householder.name, p.kind) for p in partners),
        may_keep=keeps and found.until is None,
        sees_private=private,
        payee=payees([found.code], on=on).get(found.code) if keeps or private else None,
        sees_payee=keeps or private,
    )


def household_panel(code: str, actor: Actor, now: datetime) -> HouseholdDetail:
    """Return the household as the gathered page shows it today. The look itself is not recorded here."""
    return household(code, actor=actor, on=timezone.localdate(now))


def members_of(code: str, *, actor: Actor, on: date) -> tuple[MemberRow, ...]:
    """Return the people of the household on the day."""
    return household(code, actor=actor, on=on).members


def member_row(membership: Membership, *, keeps: bool, private: bool) -> MemberRow:
    """Return one membership as screens show it: the number always masked, health only for those who may know."""
    person = membership.person
    return MemberRow(
        person=person.pk,
        name=person.name,
        relation=membership.relation_id,
        is_householder=membership.relation_id == HOUSEHOLDER,
        sex=person.sex,
        birth=person.birth,
        id_masked=mask(person.id_number) if person.id_number else "",
        phone=_phone(person.phone, keeps=keeps),
        is_party_member=person.is_party_member,
        labour=person.labour_id,
        health=person.health_id if private else None,
        may_head=person.may_head,
        skills=tuple(s.term_id for s in person.skills.all()),
        since=membership.since,
        until=membership.until,
        ended_by=membership.ended_by,
        died_on=person.died_on,
        version=person.version,
    )


def _wishes(ours: Q) -> dict[Any, list[str]]:
    grouped: dict[Any, list[str]] = defaultdict(list)
    pairs: Iterable[tuple[Any, str]] = (
        Wish.objects.filter(ours).order_by("rank", "id").values_list("household_id", "term_id")
    )
    for key, term in pairs:
        grouped[key].append(term)
    return grouped


def _phone(phone: str, *, keeps: bool) -> str:
    return phone if keeps else masked_phone(phone)
