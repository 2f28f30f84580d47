"""The small roster of the tomato base: its own, and nobody of Kangcheng or of the sample."""

from shihu.base.places.seeds import WANGYINGZHUANG_HAMLETS, base_places, hamlet_positions
from shihu.base.registry.seeds.sample import sample_households
from shihu.base.registry.seeds.wangyingzhuang import from_nearby, wangyingzhuang

WHERE = {p.code: (p.lon or 0.0, p.lat or 0.0) for p in base_places() if p.code in WANGYINGZHUANG_HAMLETS}


def test_it_is_the_same_every_time_and_shares_no_number_with_the_sample() -> None:
    homes = wangyingzhuang(WHERE)
    assert homes == wangyingzhuang(WHERE)
    people = [member for home in homes for member in home.members]
    assert (len(homes), len(people)) == (44, 148)
    sample = [member for home in sample_households(hamlet_positions()) for member in home.members]
    for name in ("id_number", "phone"):
        mine = [getattr(one, name) for one in people if getattr(one, name)]
        assert len(set(mine)) == len(mine)
        assert set(mine).isdisjoint(getattr(one, name) for one in sample)
    assert {"王保田", "李秀英"} <= {home.members[0].name for home in homes}


def test_enough_of_them_can_work_for_fifty_a_day() -> None:
    homes = wangyingzhuang(WHERE)
    able = [m for home in homes for m in home.members if m.labour != "labour.none" and m.birth and m.birth.year <= 2000]
    assert len(able) + len(from_nearby()) >= 58
    assert len({phone for _name, phone, _village in from_nearby()}) == 6
