"""One hamlet, house by house: who is poor, who leads, who wishes what, who likes whom."""

from dataclasses import dataclass, field

from shihu.base.registry.seeds.draw import Draw, shared_out
from shihu.base.registry.seeds.families import LARGEST, Member, family
from shihu.base.registry.seeds.layout import Spot, spots
from shihu.base.registry.seeds.names import SURNAMES, Surnames, given_name
from shihu.base.registry.seeds.plan import HamletPlan, Named, Plan

_SIZES = {
    "exited": (17, 33, 25, 16, 6, 3),
    "registered": (38, 34, 18, 8, 2, 0),
    "other": (8, 33, 28, 20, 8, 3),
}
_MOST_PARTNERS = 3
_MOST_REFUSALS = 2
_NEAR = 14
_MOST_TURNS = 400
_AWAY = frozenset({"migrant", "trade"})


def _mix(text: str) -> dict[str, int]:
    return {wish: int(share) for wish, share in (part.split(":") for part in text.split())}


# First wishes of a hundred households, by the trade that a hamlet leans to.
MIXES = {
    "mushroom": _mix("mushroom:53 poria:18 vegetables:7 poultry:7 cattle_sheep:4 orchard:3 migrant:6 trade:2"),
    "courtyard": _mix("poultry:31 rabbits:11 cattle_sheep:15 pigs:11 grapes:17 vegetables:5 migrant:8 trade:2"),
    "orchard": _mix("orchard:47 vegetables:10 cattle_sheep:10 poultry:9 poria:4 migrant:15 trade:5"),
    "vegetables": _mix("vegetables:42 grapes:11 poultry:10 orchard:9 mushroom:8 migrant:13 trade:7"),
    "herding": _mix("cattle_sheep:41 poultry:12 pigs:11 orchard:12 poria:7 migrant:15 trade:2"),
    "herbs": _mix("poria:33 orchard:17 cattle_sheep:13 poultry:9 mushroom:9 migrant:17 trade:2"),
    "roadside": _mix("trade:25 vegetables:20 migrant:22 poultry:10 mushroom:9 pigs:8 grapes:6"),
    "migrant": _mix("migrant:36 orchard:18 poultry:17 cattle_sheep:12 vegetables:10 poria:7"),
}


@dataclass(slots=True)
class House:
    """One household while it is being made."""

    plan: HamletPlan
    place: int  # number within the hamlet, street by street
    spot: Spot
    group: str = "other"
    wealth: str = "ordinary"
    willing: bool = True
    size: int = 0
    members: list[Member] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    party: list[int] = field(default_factory=list)
    leader: int | None = None
    wishes: list[str] = field(default_factory=list)
    prefers: list[int] = field(default_factory=list)
    refuses: list[int] = field(default_factory=list)
    named: Named | None = None


def settle(plan: HamletPlan, *, lon: float, lat: float, heading: float, seed: int) -> list[House]:
    """Return the houses of a hamlet with their class and their will to join."""
    key = plan.row.hamlet
    places = spots(Draw(seed, key, "spots"), lon=lon, lat=lat, heading=heading, houses=plan.row.households)
    houses = [House(plan, place, spot) for place, spot in enumerate(places)]
    draw = Draw(seed, key, "classes")
    # The far ends of the streets are a little poorer than the middle.
    by_need = sorted(houses, key=lambda house: (draw.share() - 0.25 * _out(house), house.place))
    for number, house in enumerate(by_need):
        if number < plan.exited + plan.registered:
            house.group, house.wealth = ("registered" if number < plan.registered else "exited"), "poor"
        elif number >= len(houses) - plan.well_off:
            house.wealth = "well_off"
    for house in draw.shuffled(houses)[: plan.unwilling]:
        house.willing = False
    return houses


def give_sizes(houses: list[House], plan: Plan, *, seed: int) -> None:
    """Give every household its number of members, so that each group adds up exactly."""
    for group, persons in plan.persons.items():
        held = [house for house in houses if house.group == group]
        draw = Draw(seed, "sizes", group)
        weights = _SIZES[group]
        cuts = [sum(weights[: place + 1]) for place in range(len(weights))]
        for house in held:
            lot = draw.below(cuts[-1])
            house.size = 1 + sum(lot >= cut for cut in cuts)
            # A few large families under one roof.
            house.size += house.size == len(weights) and draw.chance(25)
        excess = sum(house.size for house in held) - persons
        step = 1 if excess < 0 else -1
        while excess:
            for house in draw.shuffled(held):
                if excess and 1 <= house.size + step <= LARGEST - 2:
                    house.size += step
                    excess += step


def people(houses: list[House], *, seed: int) -> None:
    """Fill the houses of one hamlet with families and names; the householders known by name first."""
    row = houses[0].plan.row
    surnames = Surnames(row.families)
    for house in houses:
        draw = Draw(seed, row.hamlet, "people", house.place)
        house.members = family(draw, house.size, is_poor=house.wealth == "poor")
    _let_in(houses, row.named, seed=seed)
    for house in houses:
        draw = Draw(seed, row.hamlet, "names", house.place)
        surname = surnames.draw(draw)
        if house.named and house.members[0].line:
            surname = house.named.name[:1]
        for member in house.members:
            own = surname if member.line else SURNAMES.draw(draw)
            house.names.append(_unused(draw, own, member, house.names))
        if house.named:
            house.names[0] = house.named.name


def _unused(draw: Draw, surname: str, member: Member, taken: list[str]) -> str:
    """Return a name that nobody under this roof has, and nobody shares its last character."""
    while True:
        name = surname + given_name(draw, is_male=member.is_male, birth=member.birth)
        if all(name[-1] != other[-1] for other in taken):
            return name


def _let_in(houses: list[House], named: tuple[Named, ...], *, seed: int) -> None:
    """Seat the householders known by name, in order, in neighbouring houses; draw families again until they fit."""
    free = iter([house for house in houses if house.willing and house.size > 1])
    for who in named:
        for house in free:
            members = _family_for(house, who, seed)
            if members:
                house.named, house.members = who, members
                break
        else:
            raise ValueError(f"no house for {who.name} in {houses[0].plan.row.hamlet}")


def _family_for(house: House, who: Named, seed: int) -> list[Member]:
    """Return a family of the house's size whose householder could be ``who``; nobody where none comes up."""
    for turn in range(_MOST_TURNS):
        draw = Draw(seed, house.plan.row.hamlet, "named", house.place, turn)
        members = family(draw, house.size, is_poor=house.wealth == "poor")
        if members[0].is_male == who.is_male and who.ages[0] <= members[0].age <= who.ages[1]:
            return members
    return []


def _out(house: House) -> float:
    """Tell how far out a house stands on its street: 0 at its middle, 1 at its end."""
    return min(1.0, house.spot.order / 40)


def give_roles(houses: list[House], *, seed: int) -> None:
    """Choose Party members and those whom the village holds able to lead."""
    plan = houses[0].plan
    draw = Draw(seed, plan.row.hamlet, "roles")
    grown = [house for house in houses if _grown(house)]
    bias = {"well_off": 0.45, "ordinary": 0.2, "poor": 0.0}
    by_party = sorted(grown, key=lambda h: (_first(h, party=True), draw.share() - bias[h.wealth], h.place))
    for house in by_party[: plan.party]:
        adults = _grown(house)
        house.party = [adults[0] if draw.chance(80) or len(adults) < 2 else adults[1]]
        if len(adults) > 2 and draw.chance(9):
            house.party.append(adults[2])
    able = [house for house in houses if house.willing and _able(house)]
    by_trust = sorted(
        able,
        key=lambda h: (_first(h, party=False), draw.share() - bias[h.wealth] - (0.5 if h.party else 0), h.place),
    )
    if len(able) < plan.heads:
        raise ValueError(f"{plan.row.hamlet}: {plan.heads} possible heads wanted, only {len(able)} households have one")
    for house in by_trust[: plan.heads]:
        can = _able(house)
        house.leader = next((place for place in house.party if place in can), can[0])


def _first(house: House, *, party: bool) -> bool:
    """Sort key: those of whom the story says so come first."""
    return not (house.named and (house.named.party if party else house.named.leads))


def _grown(house: House) -> list[int]:
    """Return the places of the members old enough for the Party, householder first."""
    return [place for place, member in enumerate(house.members) if 24 <= member.age <= 88]


def _able(house: House) -> list[int]:
    return [place for place, member in enumerate(house.members) if 26 <= member.age <= 66]


def give_wishes(houses: list[House], *, seed: int) -> None:
    """Give wishes by the hamlet's mix: exact in number, neighbours rather alike."""
    row = houses[0].plan.row
    draw = Draw(seed, row.hamlet, "wishes")
    mix = MIXES[row.wishes]
    known = [house for house in houses if house.willing and house.named and house.named.wish]
    for house in known:
        house.wishes = [house.named.wish] if house.named else []
    open_houses = [house for house in houses if house.willing and not house.wishes]
    counts = shared_out(len(open_houses), list(mix.values()), [len(open_houses)] * len(mix))
    order = draw.shuffled(list(zip(mix, counts, strict=True)))
    wishes = [wish for wish, count in order for _ in range(count)]
    along = sorted(open_houses, key=lambda h: (h.place + draw.spread(0.55) * len(houses), h.place))
    for house, wish in zip(along, wishes, strict=True):
        house.wishes = [wish]
    _let_the_old_stay(open_houses)
    for house in houses:
        if not house.willing:
            house.wishes = ["migrant"] if _works(house) and draw.chance(70) else []
            continue
        for percent in (54, 16):
            if not draw.chance(percent):
                break
            others = [wish for wish in mix if wish not in house.wishes and (wish not in _AWAY or _works(house))]
            house.wishes.append(draw.pick(others))


def _let_the_old_stay(houses: list[House]) -> None:
    """Exchange wishes where a household without anyone of working age would go away for work or into trade."""
    leaving = [house for house in houses if house.wishes[0] in _AWAY and not _works(house)]
    staying = [house for house in houses if house.wishes[0] not in _AWAY and _works(house)]
    for house in leaving:
        if not staying:
            return
        other = min(staying, key=lambda h: (abs(h.place - house.place), h.place))
        staying.remove(other)
        house.wishes, other.wishes = other.wishes, house.wishes


def _works(house: House) -> bool:
    return any(18 <= member.age <= 60 for member in house.members)


def give_partners(houses: list[House], *, seed: int) -> None:
    """Join who would like to be together, both ways, and part who will not, one way."""
    plan = houses[0].plan
    draw = Draw(seed, plan.row.hamlet, "partners")
    willing = [house for house in houses if house.willing]
    made = 0
    while made < plan.preferences:
        one = draw.pick(willing)
        other = _other(draw, willing, one, near=80)
        if max(len(one.prefers), len(other.prefers)) < _MOST_PARTNERS and other.place not in one.prefers:
            one.prefers.append(other.place)
            other.prefers.append(one.place)
            made += 1
    made = 0
    load = dict.fromkeys((house.place for house in willing), 0)
    while made < plan.refusals:
        one = draw.pick(willing)
        other = _other(draw, willing, one, near=55)
        known = other.place in one.prefers + one.refuses or one.place in other.refuses
        if known or max(load[one.place], load[other.place]) >= _MOST_REFUSALS:
            continue
        one.refuses.append(other.place)
        load[one.place] += 1
        load[other.place] += 1
        made += 1


def _other(draw: Draw, willing: list[House], one: House, *, near: float) -> House:
    """Return another willing house: in ``near`` of 100 draws a neighbour, otherwise anyone."""
    here = willing.index(one)
    while True:
        if draw.chance(near):
            there = here + draw.between(-_NEAR, _NEAR)
            if not 0 <= there < len(willing):
                continue
        else:
            there = draw.below(len(willing))
        if there != here:
            return willing[there]
