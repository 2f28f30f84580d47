"""王营庄村 as the demonstration draws it: a small roster for the tomato base, everybody made up.

It is counted by its own place, so that nothing of what is published of Kangcheng changes. Its ID numbers come after
Kangcheng's and the sample's of every day, its telephone numbers too.
"""

from collections.abc import Sequence

from shihu.base.registry.seeds.kangcheng import SEED
from shihu.base.registry.seeds.plan import Named, Row, Totals, share_out
from shihu.base.registry.seeds.roster import Numbers
from shihu.base.registry.seeds.township import households
from shihu.base.registry.types import RosterHousehold

_FIRST_BORN, _FIRST_PHONE = 400, 60_000_000
_TOTALS = Totals(
    persons=148,
    registered=12,
    registered_persons=36,
    exited=12,
    exited_persons=36,
    well_off=9,
    party=5,
    heads=9,
    unwilling=2,
    preferences=4,
    refusals=1,
)
_STORIES = (
    Named("王保田", party=True, leads=True, wish="vegetables", ages=(45, 56)),
    Named("李秀英", is_male=False, wish="vegetables", ages=(40, 55)),
)
# Who comes from villages nearby stands in no roster here: name and village, both made up.
_NEAR = (
    ("刘翠平", "石家塔村"),
    ("张海生", "石家塔村"),
    ("高月娥", "石家塔村"),
    ("任计平", "后岭上村"),
    ("郭爱珍", "后岭上村"),
    ("薛建明", "后岭上村"),
)


def wangyingzhuang(where: dict[str, tuple[float, float]]) -> list[RosterHousehold]:
    """Return its households; ``where`` gives its two hamlets' positions."""
    upper, lower = sorted(where)
    rows = (
        Row(upper, 31, "vegetables", 30, 14, "王李", unwilling=1, named=_STORIES),
        Row(lower, 13, "vegetables", 36, 10, "王高", unwilling=1),
    )
    numbers = Numbers(first_born=_FIRST_BORN, first_phone=_FIRST_PHONE)
    return households(share_out(rows, _TOTALS, seed=SEED), where, seed=SEED, numbers=numbers)


def from_nearby() -> Sequence[tuple[str, str, str]]:
    """Return who comes to work from elsewhere: name, telephone, village."""
    numbers = Numbers(first_phone=_FIRST_PHONE + 10_000)
    return tuple((name, numbers.phone(), village) for name, village in _NEAR)
