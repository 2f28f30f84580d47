"""Relations and ages under one roof that could be true together, whatever the seed."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from shihu.base.registry.seeds.draw import Draw
from shihu.base.registry.seeds.families import DAY, LARGEST, Member, family
from shihu.base.registry.seeds.names import given_name

SEEDS = st.integers(0, 2**32)
SIZES = st.integers(1, LARGEST)
CHILDREN = {"son", "daughter"}
GRANDCHILDREN = {"grandson", "granddaughter"}


def years_between(older: Member, younger: Member) -> float:
    return (younger.birth - older.birth).days / 365.2425


def households(seed: int, size: int, *, is_poor: bool) -> list[Member]:
    return family(Draw(seed, "test"), size, is_poor=is_poor)


@given(SEEDS, SIZES, st.booleans())
def test_a_family_has_the_size_asked_for_and_one_householder_who_stands_first(
    seed: int, size: int, is_poor: bool
) -> None:
    members = households(seed, size, is_poor=is_poor)
    assert len(members) == size
    assert [m.relation for m in members].index("householder") == 0
    assert sum(m.relation == "householder" for m in members) == 1
    assert sum(m.relation == "spouse" for m in members) <= 1


@given(SEEDS, SIZES, st.booleans())
def test_everybody_is_born_and_nobody_is_older_than_105(seed: int, size: int, is_poor: bool) -> None:
    assert all(m.birth < DAY and m.age <= 105 for m in households(seed, size, is_poor=is_poor))


@given(SEEDS, SIZES, st.booleans())
def test_a_householder_is_grown_up(seed: int, size: int, is_poor: bool) -> None:
    assert households(seed, size, is_poor=is_poor)[0].age >= 20


@given(SEEDS, SIZES, st.booleans())
def test_a_couple_is_a_man_and_a_woman_of_lawful_age_and_not_far_apart(seed: int, size: int, is_poor: bool) -> None:
    members = households(seed, size, is_poor=is_poor)
    for one, other in (("householder", "spouse"), ("son", "daughter_in_law")):
        halves = [next((m for m in members if m.relation == r), None) for r in (one, other)]
        if halves[0] is None or halves[1] is None:
            continue
        man, woman = sorted((h for h in halves if h), key=lambda m: not m.is_male)
        assert man.is_male
        assert not woman.is_male
        assert man.age >= 22
        assert woman.age >= 20
        assert abs(years_between(man, woman)) <= 12


@given(SEEDS, SIZES, st.booleans())
def test_parents_are_nineteen_to_sixty_years_older_than_their_children(seed: int, size: int, is_poor: bool) -> None:
    members = households(seed, size, is_poor=is_poor)
    head = members[0]
    for member in members:
        if member.relation in CHILDREN:
            assert 19 <= years_between(head, member) <= 60
        if member.relation in {"father", "mother"}:
            assert 19 <= years_between(member, head) <= 60
        if member.relation in GRANDCHILDREN:
            assert years_between(head, member) >= 38


@given(SEEDS, SIZES, st.booleans())
def test_no_mother_bore_a_child_after_forty_five(seed: int, size: int, is_poor: bool) -> None:
    members = households(seed, size, is_poor=is_poor)
    mothers = [m for m in members[:2] if not m.is_male and m.relation in {"householder", "spouse"}]
    for mother in mothers:
        assert all(19 <= years_between(mother, m) <= 45 for m in members if m.relation in CHILDREN)


@given(SEEDS, SIZES, st.booleans())
def test_children_of_one_couple_are_more_than_nine_months_apart(seed: int, size: int, is_poor: bool) -> None:
    members = households(seed, size, is_poor=is_poor)
    for relations in (CHILDREN, GRANDCHILDREN):
        births = sorted(m.birth for m in members if m.relation in relations)
        assert all((later - earlier).days > 280 for earlier, later in itertools.pairwise(births))


@given(SEEDS, st.booleans(), st.integers(1930, 2019))
def test_a_given_name_has_one_or_two_characters(seed: int, is_male: bool, year: int) -> None:
    name = given_name(Draw(seed), is_male=is_male, birth=DAY.replace(year=year))
    assert 1 <= len(name) <= 2
