"""Units in force without the engine, and people who sit in them."""

from datetime import date, datetime
from uuid import UUID

from tests.services.units.conftest import HAMLET, Village

from shihu.base.accounts.models import User
from shihu.base.registry.models import Household, Membership, Person
from shihu.kernel.actors import Actor, Grant, Role
from shihu.services.units import commands
from shihu.services.units.models import Formation, Seat, Unit
from shihu.services.units.types import Clause, Item

SINCE = date(2019, 4, 18)
JULY = date(2019, 7, 1)


def settled(
    village: Village, households: list[Household], now: datetime, *, ordinal: int = 1, since: date = SINCE
) -> Unit:
    """A unit in force with these households."""
    formation = Formation.objects.create(
        place_id=households[0].hamlet_id, state=Formation.State.CURRENT, actor_name="韩志强", asked_at=now, made_at=now
    )
    unit = Unit.objects.create(
        formation=formation,
        hamlet_id=households[0].hamlet_id,
        ordinal=ordinal,
        name=f"尚家沟{'一二三四'[ordinal - 1]}单元",
        since=since,
    )
    Seat.objects.bulk_create(Seat(unit=unit, household=home, since=since) for home in households)
    return unit


def member_of(home: Household, now: datetime, role: Role = Role.VILLAGER, *, person: Person | None = None) -> Actor:
    """The householder (or another person) of a household, signed in with a role there."""
    who = person or home.householder
    user = User.objects.create(username=f"{who.pk}", name=who.name, created_at=now)
    Person.objects.filter(pk=who.pk).update(account=user)
    return Actor(user.pk, who.name, (Grant(role, home.hamlet_id),))


def child_of(home: Household, birth: date) -> Person:
    """One more person of the household."""
    child = Person.objects.create(name="赵小", pinyin="zhao", initials="z", birth=birth)
    Membership.objects.create(household=home, person=child, relation_id="relation.other", since=birth)
    return child


def keys(homes: list[Household]) -> list[UUID]:
    """Their keys."""
    return [home.pk for home in homes]


def enlivened(officer: Actor, member: Actor, unit: UUID, now: datetime) -> dict[str, dict[str, object]]:
    """Give the member's unit a charter, rules, a published month, an objection; return the keys of its addresses."""
    hamlet = Unit.objects.get(pk=unit).hamlet_id
    town, village = hamlet[:9], hamlet[:12]
    clauses = [Clause("", "会费", "每户每年【会费】元。")]
    approved = commands.draft_template(actor=officer, now=now, place=town, title="公约", clauses=clauses)
    commands.approve_template(actor=officer, now=now, key=approved)
    commands.draft_charter(actor=officer, now=now, unit=unit, values={"dues": 2000})
    draft = commands.draft_template(actor=officer, now=now, place=town, title="公约", clauses=clauses)
    told = now.replace(month=4)
    rule = _rule(officer, town, told, date(2019, 5, 1))
    commands.publish_rule(actor=officer, now=told, key=rule)
    for each in Unit.objects.filter(hamlet__code__startswith=village, since__isnull=False):
        commands.score_unit(actor=officer, now=now, unit=each.pk, month=JULY, answers={"clean": 4})
    commands.publish_month(actor=officer, now=now, village=village, month=JULY)
    objection = commands.object_to(actor=member, now=now, unit=unit, month=JULY, words="片区是干净的")
    next_rule = _rule(officer, town, now, date(2099, 1, 1))
    own: dict[str, object] = {"key": unit}
    pages = ("mine", "card", "charter", "charter_draft", "charter_sign", "charter_paper", "charter_print")
    acts = ("appraise_self", "score", "object")
    return {
        **{f"units_{name}": own for name in (*pages, *acts)},
        "units_template": {"key": approved},
        "units_template_approve": {"key": draft},
        "units_appraisal": {"key": unit, "month": "2019-07"},
        "units_objection_answer": {"key": objection},
        "units_rule": {"key": rule},
        "units_rule_publish": {"key": next_rule},
    }


def _rule(officer: Actor, town: str, now: datetime, valid_from: date) -> UUID:
    return commands.draft_rule(
        actor=officer,
        now=now,
        place=town,
        title="细则",
        items=[Item("clean", "sanitation", "片区干净", 1000, 10_000)],
        threshold=500,
        objection_days=7,
        valid_from=valid_from,
    )


__all__ = ["HAMLET", "JULY", "SINCE", "child_of", "enlivened", "keys", "member_of", "settled"]
