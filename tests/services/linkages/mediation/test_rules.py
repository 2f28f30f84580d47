"""Rules of mediation on plain values."""

from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from shihu.services.linkages.rules import mediation as rules
from shihu.services.linkages.types.mediation import MediationLevel, MediationTerms

KEYS = [UUID(int=number) for number in range(1, 8)]
DAYS = st.dates(date(2019, 1, 1), date(2024, 12, 31))


def test_a_dispute_begins_with_the_head_only_when_all_parties_sit_in_one_unit() -> None:
    one, other = KEYS[:2]
    assert rules.start([one, one, one]) == (MediationLevel.HEAD, one)
    assert rules.start([one, other]) == (MediationLevel.GROUP, None)
    assert rules.start([one, None]) == (MediationLevel.GROUP, None)
    assert rules.start([None, None]) == (MediationLevel.GROUP, None)


@given(st.lists(st.sampled_from(KEYS), max_size=7), st.sets(st.sampled_from(KEYS)), st.sets(st.sampled_from(KEYS)))
def test_a_panel_that_may_sit_is_odd_of_the_list_and_free_of_whoever_is_close_to_a_party(
    members: list[UUID], pool: set[UUID], barred: set[UUID]
) -> None:
    fault, whom = rules.panel_fault(members, pool, dict.fromkeys(barred, "kin"))
    is_sound = len(members) >= 3 and len(members) % 2 == 1 and len(set(members)) == len(members)
    if not fault:
        assert is_sound
        assert set(members) <= pool
        assert not set(members) & barred
    else:
        assert (fault == "count") == (not is_sound)
        assert whom is None or whom in members


@given(st.lists(st.one_of(st.none(), DAYS), max_size=5), st.one_of(st.none(), DAYS))
def test_an_agreement_binds_on_the_last_day_of_all_that_it_needs(
    signed: list[date | None], sealed: date | None
) -> None:
    bound = rules.effective(signed, sealed)
    if None in signed or sealed is None:
        assert bound is None
    else:
        assert bound == max([*signed, sealed])


def test_the_window_to_the_court_is_thirty_days_and_ends_on_a_working_day() -> None:
    # 11 May 2019 and thirty days: 10 June, a Monday.
    assert rules.confirm_until(date(2019, 5, 11)) == date(2019, 6, 10)
    # 30 August and thirty days: 29 September, a Sunday that was worked.
    assert rules.confirm_until(date(2019, 8, 30)) == date(2019, 9, 29)
    # 5 September and thirty days: 5 October lies in the National Day holiday; 8 October is the next working day.
    assert rules.confirm_until(date(2019, 9, 5)) == date(2019, 10, 8)


@given(DAYS)
def test_the_window_is_never_shorter_than_thirty_days(day: date) -> None:
    assert 30 <= (rules.confirm_until(day) - day).days <= 40


def test_the_three_levels_have_about_a_month_together() -> None:
    assert rules.DEFAULT_TERMS.together == 30
    kind = rules.kind(MediationTerms(date(2019, 1, 1), 3, 5, 10, "WD", 20), lambda _matter, _level: ())
    assert [(level.key, level.days, level.unit, level.climbs) for level in kind.levels] == [
        ("head", 3, "WD", True),
        ("group", 5, "WD", True),
        ("panel", 10, "WD", False),
    ]
    assert {o.key: o.visit_days for o in kind.outcomes}["agreed"] == 20
