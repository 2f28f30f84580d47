"""The ranking and the monthly second look."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from tests.services.linkages.points.conftest import Stage

from shihu.base.audit.models import AuditEntry
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.linkages.commands import points as commands
from shihu.services.linkages.errors import points as errors
from shihu.services.linkages.models.points import PointReview
from shihu.services.linkages.queries import household_points_panel, points_due
from shihu.services.linkages.queries import points as queries
from shihu.services.linkages.types.points import PointVerdict

VILLAGE = "141130101202"
JULY = date(2019, 7, 1)


def decided(stage: Stage, count: int) -> list[UUID]:
    """Claims of July, decided in July by the cadre."""
    told = []
    for number in range(count):
        then = stage.now - timedelta(days=20 + number % 5)
        claim = stage.claim(stage.member(stage.homes[2 + number]), "labour", now=then, day=then.date())
        commands.review_claim(actor=stage.cadre, now=then, claim=claim, verdict=PointVerdict.ACCEPT)
        told.append(claim)
    return told


def publish(stage: Stage, **more: object) -> UUID:
    told = {"actor": stage.officer, "now": stage.now.replace(month=7, day=30), "village": VILLAGE, "month": JULY}
    return commands.publish_number(number="38291", where="村务公开栏", **{**told, **more})  # type: ignore[arg-type]


def test_units_rank_by_points_per_household_and_equal_households_share_a_place(stage: Stage) -> None:
    for home, times in ((0, 3), (1, 2), (2, 2), (7, 1)):
        stage.award(stage.homes[home], times=times)
    stage.award(stage.homes[9], "litter")
    commands.award_points(
        actor=stage.cadre, now=stage.now, village=VILLAGE, item_code="lane", unit=stage.units[1].pk,
        day=stage.now.date(), source="t", source_key="u",
    )  # fmt: skip
    told = queries.board(VILLAGE, actor=stage.cadre, on=stage.now.date(), day=stage.now.date())
    assert [(row.rank, row.points) for row in told.households] == [(1, 30), (2, 20), (2, 20), (4, 10)]
    assert [(row.rank, row.points, row.hundredths) for row in told.units] == [(1, 70, 1167), (2, 25, 417)]


def test_the_board_names_nobody_with_less_than_a_point_and_nobody_who_asked_not_to_be(stage: Stage) -> None:
    stage.award(stage.homes[9], "litter")
    stage.award(stage.homes[3])
    actor = stage.member(stage.homes[3])
    commands.hide_name(actor=actor, now=stage.now, hides=True)
    told = queries.board(VILLAGE, actor=actor, on=stage.now.date(), day=stage.now.date())
    assert [row.name for row in told.households] == [""]
    assert told.own is not None
    assert (told.own.rank, told.own.points, told.all_households) == (1, 10, 1)


def test_what_was_exchanged_does_not_cost_a_place_but_what_was_taken_back_does(stage: Stage) -> None:
    prize = stage.prize()
    made = stage.award(stage.homes[3], times=4)
    stage.award(stage.homes[4], times=3)
    commands.redeem_at_counter(
        actor=stage.cadre, now=stage.now, key=UUID(int=1), household=stage.homes[3].code, prize=prize, quantity=1,
        consent="户主",
    )  # fmt: skip
    day = stage.now.date()
    assert [r.points for r in queries.board(VILLAGE, actor=stage.cadre, on=day, day=day).households] == [40, 30]
    commands.reverse_points(actor=stage.cadre, now=stage.now, entry=made.entry, reason="记错")
    assert [r.points for r in queries.board(VILLAGE, actor=stage.cadre, on=day, day=day).households] == [30]


def test_the_year_sums_the_months_and_movement_is_against_the_month_before(stage: Stage) -> None:
    july = stage.now.date().replace(month=7)
    stage.award(stage.homes[0], times=2, day=july)
    stage.award(stage.homes[1], day=july)
    stage.award(stage.homes[1], times=3)
    stage.award(stage.homes[0])
    day = stage.now.date()
    month = queries.board(VILLAGE, actor=stage.cadre, on=day, day=day)
    assert [(row.rank, row.before) for row in month.households] == [(1, 2), (2, 1)]
    year = queries.board(VILLAGE, actor=stage.cadre, on=day, day=day, is_year=True)
    assert [row.points for row in year.households] == [40, 30]


def test_a_place_that_too_many_share_does_not_overrun_the_board(stage: Stage) -> None:
    for home in range(11):
        stage.award(stage.homes[home], times=2 if home == 5 else 1)
    told = queries.board(VILLAGE, actor=stage.cadre, on=stage.now.date(), day=stage.now.date())
    assert [row.points for row in told.households] == [20]
    assert told.all_households == 11


def test_strangers_see_no_board_and_villagers_only_their_own(stage: Stage, colleague: Actor) -> None:
    on = stage.now.date()
    with pytest.raises(NotFound):
        queries.board(VILLAGE, actor=colleague, on=on, day=on)
    with pytest.raises(NotFound):
        queries.board("141130101203", actor=stage.member(stage.homes[3]), on=on, day=on)


def test_a_number_is_published_once_by_the_officer_and_the_draw_follows_from_it(stage: Stage, cadre: Actor) -> None:
    decided(stage, 8)
    with pytest.raises(NotAllowed):
        publish(stage, actor=cadre)
    with pytest.raises(errors.BadNumber):
        commands.publish_number(
            actor=stage.officer, now=stage.now, village=VILLAGE, month=JULY, number="12a4", where="公开栏"
        )
    key = publish(stage)
    with pytest.raises(errors.NumberPublished):
        publish(stage)
    with pytest.raises(errors.TooEarly):
        commands.draw_sample(actor=stage.officer, now=stage.now.replace(month=7, day=31), key=key)
    assert commands.draw_sample(actor=stage.officer, now=stage.now, key=key) == 3
    with pytest.raises(errors.AlreadyDrawn):
        commands.draw_sample(actor=stage.officer, now=stage.now, key=key)
    told = queries.sample(key, actor=stage.officer)
    assert told.decided == 8
    assert [row.digest for row in told.claims] == sorted(row.digest for row in told.claims)


def test_a_number_that_comes_late_must_stand_for_a_day(stage: Stage) -> None:
    key = publish(stage, now=stage.now)
    with pytest.raises(errors.TooEarly):
        commands.draw_sample(actor=stage.officer, now=stage.now, key=key)
    assert commands.draw_sample(actor=stage.officer, now=stage.now + timedelta(days=1), key=key) == 0


def test_the_second_look_is_blind_by_a_third_person_and_its_difference_is_listed(stage: Stage, second: Actor) -> None:
    decided(stage, 3)
    key = publish(stage)
    commands.draw_sample(actor=stage.officer, now=stage.now, key=key)
    drawn = queries.sample(key, actor=stage.officer).claims
    assert {row.first for row in drawn} == {None}
    claim = drawn[0].claim.key
    assert queries.sampled(claim, actor=second).reviews == ()
    assert queries.claim(claim, actor=second, on=stage.now.date()).reviews == ()
    before = AuditEntry.objects.count()
    with pytest.raises(errors.SeenBefore):
        commands.rescore_claim(actor=stage.cadre, now=stage.now, claim=claim, verdict=PointVerdict.ACCEPT)
    assert AuditEntry.objects.count() == before
    commands.rescore_claim(
        actor=second, now=stage.now, claim=claim, verdict=PointVerdict.CHANGE, points=4, reason="只有小半天"
    )
    with pytest.raises(errors.NotWaiting):
        commands.rescore_claim(actor=stage.officer, now=stage.now, claim=claim, verdict=PointVerdict.ACCEPT)
    told = queries.sample(key, actor=stage.officer)
    assert (told.claims[0].difference, told.reviewers[0].name) == (6, "李支书")
    assert (told.reviewers[0].claims, told.reviewers[0].rescored, told.reviewers[0].more) == (3, 1, 1)
    assert PointReview.objects.filter(claim=claim).count() == 2
    assert queries.claim(claim, actor=stage.officer, on=stage.now.date()).given == 10


def test_only_drawn_claims_are_scored_again(stage: Stage, second: Actor) -> None:
    (claim,) = decided(stage, 1)
    with pytest.raises(errors.NotWaiting):
        commands.rescore_claim(actor=second, now=stage.now, claim=claim, verdict=PointVerdict.ACCEPT)
    with pytest.raises(NotFound):
        queries.sampled(claim, actor=second)


def test_what_is_due_names_what_each_may_do_and_leaves_out_what_is_too_close(stage: Stage, head: Actor) -> None:
    stage.claim(head)
    member = stage.member(stage.homes[3])
    refused = stage.claim(member)
    stage.claim(member)
    stage.claim(stage.member(stage.homes[8]))
    commands.review_claim(actor=stage.cadre, now=stage.now, claim=refused, verdict=PointVerdict.REFUSE, reason="没看到")
    on = stage.now.date()
    kinds = [item.kind for item in points_due(actor=stage.cadre, on=on)]
    assert kinds == ["linkages.review_points"] * 3
    assert [item.kind for item in points_due(actor=head, on=on)] == ["linkages.review_points"]
    (own,) = points_due(actor=member, on=on)
    assert (own.kind, own.due) == ("linkages.may_appeal", on + timedelta(days=7))


def test_what_is_due_takes_as_many_queries_for_many_as_for_one(stage: Stage) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count() -> int:
        with CaptureQueriesContext(connection) as told:
            points_due(actor=stage.cadre, on=stage.now.date())
        return len(told)

    stage.claim(stage.member(stage.homes[1]))
    one = count()
    for home in range(2, 8):
        stage.claim(stage.member(stage.homes[home]))
    assert count() == one


def test_a_panel_tells_a_households_points_to_who_may_know(stage: Stage, colleague: Actor) -> None:
    stage.award(stage.homes[3])
    on = stage.now.date()
    panel = household_points_panel(stage.homes[3].code, actor=stage.cadre, on=on)
    assert [stat.value for stat in panel.stats] == ["10", "10", "0"]
    assert household_points_panel(stage.homes[3].code, actor=colleague, on=on).href == ""
