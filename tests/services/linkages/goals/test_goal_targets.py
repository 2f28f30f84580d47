"""Targets of the eight ones: dated decisions of the township; the board judges each day by the target of its day."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.village.people import SHANGJIAGOU, TOWNSHIP, Cast

from shihu.base.audit.models import AuditEntry
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.linkages.commands import set_target
from shihu.services.linkages.errors import goals as errors
from shihu.services.linkages.models import GoalTarget
from shihu.services.linkages.queries.goals import figure_targets, public_goals, village_goals
from shihu.services.linkages.rules import goals as rules
from shihu.services.linkages.types.goals import IndicatorStanding, SetTarget, Target, VillageGoals

PAPER = "康政发〔2019〕12号"


def set_to(cast: Cast, now: datetime, value: int, since: date, **more: object) -> int:
    facts = {"actor": cast.officer, "place": TOWNSHIP, "paper": PAPER, "figure": "greened"} | more
    return set_target(now=now, value=value, since=since, **facts)  # type: ignore[arg-type]  # as above


def figure(told: VillageGoals, code: str) -> IndicatorStanding:
    return next(one for goal in told.goals for one in goal.indicators if one.indicator.code == code)


@pytest.mark.django_db
def test_the_board_follows_the_target_in_force_on_the_day(cast: Cast, now: datetime) -> None:
    before = figure(village_goals(SHANGJIAGOU, actor=cast.cadre, on=now.date()), "greened")
    assert (before.target, before.paper) == (Target("least", 1000), "")
    since = now.date() + timedelta(days=10)
    set_to(cast, now, 600, since)
    for on, value, paper in ((since - timedelta(days=1), 1000, ""), (since, 600, PAPER)):
        told = figure(village_goals(SHANGJIAGOU, actor=cast.cadre, on=on), "greened")
        assert (told.target.value, told.paper) == (value, paper)
    assert figure(public_goals(SHANGJIAGOU, on=since), "greened").target.value == 600


@pytest.mark.django_db
def test_a_target_is_followed_by_another_and_never_changed(cast: Cast, now: datetime) -> None:
    key = set_to(cast, now, 600, now.date())
    with pytest.raises(errors.TargetTwice):
        set_to(cast, now, 700, now.date())
    row = GoalTarget.objects.filter(pk=key)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.update(value=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()
    set_to(cast, now, 700, now.date() + timedelta(days=1))
    told = next(
        one for one in figure_targets(TOWNSHIP, actor=cast.auditor, on=now.date()) if one.indicator.code == "greened"
    )
    assert (told.target.value, [one.target.value for one in told.history]) == (600, [700, 600])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "value", "refusal"),
    [
        ({"figure": "nonsense"}, 600, errors.UnknownFigure),
        ({"figure": "heads"}, 101, errors.BadTarget),
        ({"figure": "heads"}, 0, errors.BadTarget),
        ({"paper": "  "}, 600, errors.TargetNeedsPaper),
    ],
)
def test_a_refused_target_changes_nothing(
    cast: Cast, now: datetime, more: dict[str, object], value: int, refusal: type[Exception]
) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(refusal):
        set_to(cast, now, value, now.date(), **more)
    with pytest.raises(errors.TargetInThePast):
        set_to(cast, now, 600, now.date() - timedelta(days=1))
    assert (AuditEntry.objects.count(), GoalTarget.objects.count()) == (before, 0)


@pytest.mark.django_db
def test_only_the_townships_officer_sets_targets(cast: Cast, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        set_to(cast, now, 600, now.date(), actor=cast.auditor)
    with pytest.raises(NotFound):
        set_to(cast, now, 600, now.date(), actor=cast.cadre)


@pytest.mark.django_db
def test_the_officer_sets_money_in_yuan_on_the_page(cast: Cast) -> None:
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(cast.user("officer"), backend="shihu.base.accounts.web.backends.NameOrPhoneBackend")
    page = f"/linkages/goals/targets/income/?place={TOWNSHIP}"
    assert client.post(page, {"value": "80000", "since": "2099-01-01", "paper": ""}).status_code == 422
    client.post(page, {"value": "80000", "since": "2030-01-01", "paper": PAPER})
    assert GoalTarget.objects.get().value == 8_000_000
    told = client.get(f"/linkages/goals/targets/?place={TOWNSHIP}").content.decode()
    assert "from 2030-01-01: at least 80,000 yuan" in told


DAYS = st.integers(0, 400).map(lambda n: date(2019, 1, 1) + timedelta(days=n))


@given(st.lists(st.tuples(DAYS, st.integers(1, 100)), unique_by=lambda pair: pair[0]), DAYS)
def test_the_target_of_a_day_is_the_newest_that_had_begun(told: list[tuple[date, int]], on: date) -> None:
    given_ = [SetTarget(day, Target("share", value), "", "") for day, value in told]
    target, newest = rules.in_force(Target("share", 50), given_, on)
    begun = sorted(pair for pair in told if pair[0] <= on)
    assert (target.value, newest is not None) == (begun[-1][1] if begun else 50, bool(begun))
