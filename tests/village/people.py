"""The shared small cast: two villages, four hamlets, 62 households, and those whom the stories know by name.

Plain values and plain functions; ``fixtures`` turns them into a pytest fixture. The households come from the
same generator as the demonstration, with small numbers.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from shihu.base.accounts.commands import grant_role, open_account
from shihu.base.accounts.models import User
from shihu.base.accounts.queries import actor_for
from shihu.base.places.commands import keep_places
from shihu.base.places.seeds import hamlet_positions, places
from shihu.base.places.types import NewPlace
from shihu.base.registry.commands.links import link_account
from shihu.base.registry.commands.roster import load_roster
from shihu.base.registry.models import Person
from shihu.base.registry.seeds.kangcheng import STORIES
from shihu.base.registry.seeds.plan import Row, Totals, share_out
from shihu.base.registry.seeds.township import households
from shihu.base.registry.types import RosterHousehold
from shihu.kernel.actors import NOBODY, SYSTEM, Actor, Role
from shihu.kernel.places import lies_in

COUNTY = "141130"
TOWNSHIP = "141130101"
OTHER_TOWNSHIP = "141130102"
TIANJIAWA = "141130101201"
SHANGJIAGOU = "141130101202"
TIANJIAWA_HAMLET, QIANWA = f"{TIANJIAWA}001", f"{TIANJIAWA}002"
SHANGJIAGOU_HAMLET, SHANGGOU = f"{SHANGJIAGOU}001", f"{SHANGJIAGOU}002"
HAMLETS = (TIANJIAWA_HAMLET, QIANWA, SHANGJIAGOU_HAMLET, SHANGGOU)
PASSWORD = "a village of ten"

_ROWS = (
    Row(TIANJIAWA_HAMLET, 16, "courtyard", 40, 14, "田王", unwilling=0),
    Row(QIANWA, 10, "herding", 45, 10, "田王", unwilling=0),
    Row(SHANGJIAGOU_HAMLET, 24, "mushroom", 42, 16, "赵姚", unwilling=1, named=STORIES),
    Row(SHANGGOU, 12, "mushroom", 40, 12, "赵姚", unwilling=0),
)
_TOTALS = Totals(
    persons=186,
    registered=25,
    registered_persons=68,
    exited=22,
    exited_persons=61,
    well_off=9,
    party=7,
    heads=12,
    unwilling=1,
    preferences=6,
    refusals=1,
)

# Who they are, what they may do and where. ``colleague`` has the cadre's role in the other village, ``stranger``
# the officer's in another township.
_ACCOUNTS: dict[str, tuple[str, Role, str]] = {
    "administrator": ("郭永强", Role.ADMINISTRATOR, ""),
    "officer": ("韩晓峰", Role.OFFICER, TOWNSHIP),
    "cadre": ("尚志明", Role.CADRE, SHANGJIAGOU),
    "colleague": ("田建平", Role.CADRE, TIANJIAWA),
    "head": ("赵二虎", Role.HEAD, SHANGJIAGOU_HAMLET),
    "villager": ("姚福海", Role.VILLAGER, SHANGJIAGOU_HAMLET),
    "banker": ("任丽芳", Role.BANKER, TOWNSHIP),
    "auditor": ("解秀琴", Role.AUDITOR, COUNTY),
    "stranger": ("双宝林", Role.OFFICER, OTHER_TOWNSHIP),
}


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody on the stage, after :func:`set_the_stage`."""

    administrator: Actor
    officer: Actor
    cadre: Actor
    colleague: Actor
    head: Actor
    villager: Actor
    banker: Actor
    auditor: Actor
    stranger: Actor
    households: tuple[RosterHousehold, ...]
    nobody: Actor = NOBODY

    def user(self, who: str) -> User:
        """Return the account of ``officer``, ``cadre``…, to sign a test client in with."""
        return User.objects.get(username=who)

    def of(self, householder: str) -> RosterHousehold:
        """Return the household whose householder has this name."""
        return next(h for h in self.households if h.members[0].name == householder)

    def living_in(self, place: str) -> tuple[RosterHousehold, ...]:
        """Return the households of a hamlet or a village."""
        return tuple(h for h in self.households if lies_in(h.hamlet, place))


def cast_places() -> list[NewPlace]:
    """Return the places of the cast and everything above them, and one township more."""
    villages = (TIANJIAWA, SHANGJIAGOU)
    return [
        place
        for place in places()
        if len(place.code) < 9 or place.code in {TOWNSHIP, OTHER_TOWNSHIP, *villages, *HAMLETS}
    ]


@lru_cache(maxsize=1)
def cast_households() -> tuple[RosterHousehold, ...]:
    """Return the 62 households."""
    where = {code: position for code, position in hamlet_positions().items() if code in HAMLETS}
    return tuple(households(share_out(_ROWS, _TOTALS, seed=1), where, seed=1))


def set_the_stage(*, now: datetime) -> Cast:
    """Write places, accounts and households through their commands. The vocabularies must be loaded."""
    keep_places(actor=SYSTEM, now=now, places=cast_places())
    for username, (name, role, scope) in _ACCOUNTS.items():
        open_account(actor=SYSTEM, now=now, username=username, name=name, password=PASSWORD)
        grant_role(actor=SYSTEM, now=now, username=username, role=role, scope=scope, since=date(2019, 3, 1))
    load_roster(actor=SYSTEM, now=now, households=cast_households(), source="demo")
    for username in ("head", "villager"):
        name, _, _ = _ACCOUNTS[username]
        person = Person.objects.get(name=name, memberships__relation="relation.householder")
        link_account(actor=SYSTEM, now=now, person=person.pk, username=username)
    actors = {who: actor_for(User.objects.get(username=who), now) for who in _ACCOUNTS}
    return Cast(**actors, households=cast_households())
