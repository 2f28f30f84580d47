"""From houses to roster households: numbers, phones, labour, health, skills, dates."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from shihu.base.registry.rules.people import Candidate, person_can_lead
from shihu.base.registry.seeds.draw import Draw, Urn
from shihu.base.registry.seeds.families import DAY, Member
from shihu.base.registry.seeds.houses import House
from shihu.base.registry.types import RosterHousehold, RosterPerson
from shihu.kernel.identity import RESERVED_COUNTY, check_character

ROSTER_SINCE = date(2014, 1, 1)
EXITED_ON = date(2018, 12, 31)
_CLASSED_ON = date(2019, 3, 1)
_REGISTERED_ON = (date(2014, 4, 30), date(2015, 10, 31), date(2016, 10, 31))
_HUNDRED_MILLION = 10**8
# Prime to the count of numbers, so that multiplying by it visits every number once.
_STRIDE = 38_196_601
_SKILLS = {
    "mushroom": Urn({"spawn": 5, "cultivation": 8, "selling": 2, "electric": 1}),
    "poria": Urn({"cultivation": 9, "grafting": 2, "bookkeeping": 1}),
    "orchard": Urn({"grafting": 9, "cultivation": 5, "driving": 2}),
    "vegetables": Urn({"cultivation": 9, "selling": 2, "driving": 2}),
    "poultry": Urn({"husbandry": 9, "veterinary": 2, "selling": 1}),
    "rabbits": Urn({"husbandry": 9, "veterinary": 3}),
    "cattle_sheep": Urn({"husbandry": 9, "veterinary": 3, "driving": 1}),
    "pigs": Urn({"husbandry": 9, "veterinary": 3}),
    "grapes": Urn({"grafting": 7, "cultivation": 5, "selling": 1}),
    "migrant": Urn({"building": 7, "electric": 4, "driving": 4, "cooking": 4}),
    "trade": Urn({"driving": 7, "selling": 4, "bookkeeping": 4, "cooking": 3}),
    "": Urn({"building": 5, "cultivation": 5, "husbandry": 4, "cooking": 4, "driving": 2}),
}


_MEN_MOSTLY = frozenset({"building", "electric", "driving"})


class Numbers:
    """Identity and telephone numbers that nobody can hold, none given twice.

    The county part of an ID number is the reserved one. Telephone numbers begin with 100: mobile numbers
    begin with 13 to 19 and land lines with 0, and numbers of eleven digits beginning with 100 are not given out.
    """

    def __init__(self, *, first_born: int = 0, first_phone: int = 0) -> None:
        self._born: dict[tuple[date, bool], int] = defaultdict(lambda: first_born)
        self._phones = first_phone

    def id_number(self, birth: date, *, is_male: bool) -> str:
        """Return the next ID number of those born on the day: odd for men, even for women."""
        serial = self._born[birth, is_male]
        self._born[birth, is_male] += 1
        if serial >= 499:
            raise ValueError(f"more than 499 of one sex born on {birth}")
        first17 = f"{RESERVED_COUNTY}{birth:%Y%m%d}{serial * 2 + (1 if is_male else 2):03d}"
        return first17 + check_character(first17)

    def phone(self) -> str:
        """Return the next telephone number."""
        self._phones += 1
        return f"100{self._phones * _STRIDE % _HUNDRED_MILLION:08d}"


def roster_households(houses: list[House], numbers: Numbers, *, seed: int) -> list[RosterHousehold]:
    """Return the houses of one hamlet as the registry takes them."""
    hamlet = houses[0].plan.row.hamlet
    return [_household(house, houses, numbers, Draw(seed, hamlet, "facts", house.place)) for house in houses]


def code_of(house: House) -> str:
    """Return the household's code: its hamlet's and four digits."""
    return f"{house.plan.row.hamlet}{house.place + 1:04d}"


def _household(house: House, houses: list[House], numbers: Numbers, draw: Draw) -> RosterHousehold:
    members = tuple(_person(house, place, numbers, draw) for place in range(len(house.members)))
    mu = draw.between(12, 42) + sum(draw.between(8, 26) for member in house.members if member.age >= 4)
    return RosterHousehold(
        code=code_of(house),
        hamlet=house.plan.row.hamlet,
        members=members,
        street=house.spot.street,
        street_order=house.spot.order,
        lon=house.spot.lon,
        lat=house.spot.lat,
        phone=members[0].phone,
        land_mu=Decimal(mu) / 10,
        willing=house.willing,
        wishes=tuple(f"wish.{wish}" for wish in house.wishes),
        statuses=_statuses(house, draw),
        prefers=tuple(code_of(houses[place]) for place in sorted(house.prefers)),
        refuses=tuple(code_of(houses[place]) for place in sorted(house.refuses)),
        since=ROSTER_SINCE,
    )


def _statuses(house: House, draw: Draw) -> tuple[tuple[str, date, date | None, str], ...]:
    wealth = (f"wealth.{house.wealth}", _CLASSED_ON, None, "")
    if house.group == "other":
        return (wealth,)
    lot = draw.below(100)
    since = _REGISTERED_ON[0 if lot < 72 else 1 if lot < 92 else 2]
    if house.group == "registered":
        return (wealth, ("poverty.registered", since, None, ""))
    return (
        wealth,
        ("poverty.registered", since, EXITED_ON, ""),
        ("poverty.exited", EXITED_ON, None, ""),
    )


def _person(house: House, place: int, numbers: Numbers, draw: Draw) -> RosterPerson:
    member = house.members[place]
    is_leader = house.leader == place
    health = "healthy" if is_leader else _health(draw, member, is_poor=house.wealth == "poor")
    skills = _skills(draw, house, member, likely=is_leader) if 18 <= member.age <= 68 and health != "severe" else ()
    labour = _labour(draw, member, health, skilled=bool(skills), must=is_leader)
    is_party = place in house.party
    by_rule = person_can_lead(
        Candidate(member.birth, f"labour.{labour}", is_party), wealth=f"wealth.{house.wealth}", on=DAY
    )
    return RosterPerson(
        name=house.names[place],
        relation=f"relation.{member.relation}",
        id_number=numbers.id_number(member.birth, is_male=member.is_male),
        sex="male" if member.is_male else "female",
        birth=member.birth,
        phone=numbers.phone() if _has_phone(draw, member, is_head=place == 0) else "",
        is_party_member=is_party,
        party_since=_party_since(draw, member) if is_party else None,
        labour=f"labour.{labour}",
        health=f"health.{health}",
        # The village named its candidates; where that agrees with the rule nothing needs to be said.
        may_head=is_leader if is_leader != by_rule else None,
        skills=tuple(sorted(f"skill.{skill}" for skill in skills)),
    )


def _has_phone(draw: Draw, member: Member, *, is_head: bool) -> bool:
    if member.age < 16:
        return False
    return draw.chance(93 if is_head else 72 if member.age < 65 else 25)


def _health(draw: Draw, member: Member, *, is_poor: bool) -> str:
    chronic = 1 if member.age < 18 else 6 if member.age < 50 else 16 if member.age < 65 else 30
    disabled = 1 if member.age < 18 else 3 if member.age < 65 else 6
    severe = 0.3 if member.age < 50 else 2.5
    burden = 1.7 if is_poor else 0.7
    lot = draw.share() * 100
    for state, percent in (("severe", severe), ("disabled", disabled), ("chronic", chronic)):
        lot -= percent * burden
        if lot < 0:
            return state
    return "healthy"


def _skills(draw: Draw, house: House, member: Member, *, likely: bool) -> tuple[str, ...]:
    percent = 60 if likely else 30 if member.age < 60 else 15
    held: set[str] = set()
    for _ in range(2):
        if not draw.chance(percent):
            break
        wish = draw.pick(house.wishes) if house.wishes and draw.chance(75) else ""
        skill = _SKILLS[wish].draw(draw)
        # As such trades are spread in these villages.
        held.add("cooking" if skill in _MEN_MOSTLY and not member.is_male else skill)
        percent = 22
    return tuple(held)


def _labour(draw: Draw, member: Member, health: str, *, skilled: bool, must: bool) -> str:
    if must:
        return "skilled" if skilled else "full"
    if member.age < 16 or member.age >= 75 or health == "severe":
        return "none"
    if member.age < 20:
        return "none" if draw.chance(85) else "full"
    if member.age >= 60 or health != "healthy":
        return "weak" if draw.chance(80) else "none" if member.age >= 66 or health == "disabled" else "full"
    return "skilled" if skilled and draw.chance(22) else "full"


def _party_since(draw: Draw, member: Member) -> date:
    """Return a day after the 20th birthday and before the day of the records."""
    latest = min(DAY.year - 1, member.birth.year + 45)
    return date(draw.between(member.birth.year + 21, latest), draw.pick((6, 7, 11)), draw.between(1, 28))
