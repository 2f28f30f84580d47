"""The board is read from records: formations, units, charters, appraisals; plans stand beside them."""

from datetime import date, datetime
from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.services.units.conftest import OTHER_VILLAGE, TOWN, VILLAGE, Village
from tests.services.units.settled import SINCE, settled

from shihu.base.audit.models import AuditEntry
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.units import commands, queries
from shihu.services.units.errors import NotAVillage, PlanOutOfOrder
from shihu.services.units.models import Formation, PlannedStage
from shihu.services.units.queries import rollout
from shihu.services.units.types import Clause, HeadInOffice, RolloutStage

TODAY = date(2019, 8, 15)


def stages(actor: Actor, place: str = TOWN) -> dict[str, RolloutStage]:
    return {v.place: v.stage for v in queries.rollout_board(place, actor=actor, today=TODAY).villages}


def test_a_village_moves_on_with_its_records_and_with_nothing_else(
    village: Village, officer: Actor, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    homes = village.settle(3)
    assert stages(officer) == {VILLAGE: RolloutStage.SURVEY, OTHER_VILLAGE: RolloutStage.SURVEY}
    draft = Formation.objects.create(
        place_id=f"{VILLAGE}001", state=Formation.State.DRAFT, actor_name="", asked_at=now, made_at=now
    )
    assert stages(officer)[VILLAGE] == RolloutStage.PROPOSAL
    Formation.objects.filter(pk=draft.pk).update(state=Formation.State.PROPOSED)
    assert stages(officer)[VILLAGE] == RolloutStage.NOTICE
    unit = settled(village, homes, now)
    assert stages(officer) == {VILLAGE: RolloutStage.ESTABLISHED, OTHER_VILLAGE: RolloutStage.SURVEY}
    key = commands.draft_template(
        actor=officer, now=now, place=TOWN, title="公约", clauses=[Clause("", "自愿", "自愿加入。")]
    )
    commands.approve_template(actor=officer, now=now, key=key)
    charter = commands.draft_charter(actor=officer, now=now, unit=unit.pk, values={})
    signers = {home.pk: "x" for home in homes}
    commands.sign_on_paper(actor=officer, now=now, key=charter, sheet="1", signed_on=TODAY, signers=signers)
    (row,) = queries.rollout_board(VILLAGE, actor=officer, today=TODAY).villages
    assert (row.stage, row.standing.alive, row.not_alive, row.without_head) == (
        RolloutStage.ESTABLISHED,
        1,
        (),
        (unit.pk,),
    )
    heads = {unit.pk: HeadInOffice("赵0", date(2019, 5, 1))}
    monkeypatch.setattr(rollout, "heads_in_office", lambda _units, *, on: heads)
    (row,) = queries.rollout_board(VILLAGE, actor=officer, today=TODAY).villages
    assert row.stage == RolloutStage.RUNNING
    assert {s.stage: s.reached_on for s in row.steps} == {
        RolloutStage.SURVEY: None,
        RolloutStage.PROPOSAL: TODAY,
        RolloutStage.NOTICE: None,
        RolloutStage.ESTABLISHED: SINCE,
        RolloutStage.RUNNING: TODAY,
    }


def test_the_officer_plans_and_what_changed_is_audited(village: Village, officer: Actor, now: datetime) -> None:
    planned = {RolloutStage.PROPOSAL: date(2019, 4, 1), RolloutStage.ESTABLISHED: date(2019, 5, 1)}
    assert commands.plan_village(actor=officer, now=now, place=VILLAGE, planned=planned) == 2
    assert commands.plan_village(actor=officer, now=now, place=VILLAGE, planned=planned) == 0
    planned = {RolloutStage.PROPOSAL: date(2019, 4, 8)}
    assert commands.plan_village(actor=officer, now=now, place=VILLAGE, planned=planned) == 2
    (row,) = queries.rollout_board(VILLAGE, actor=officer, today=TODAY).villages
    assert [s.planned for s in row.steps] == [None, date(2019, 4, 8), None, None, None]
    assert row.steps[1].punctuality == "late"
    entry = AuditEntry.objects.filter(action="units.plan_rollout").order_by("number").last()
    assert entry is not None
    assert entry.new == {"proposal": "2019-04-08", "established": None}


def test_who_may_not_plan_changes_nothing(
    village: Village, officer: Actor, cadre: Actor, colleague: Actor, auditor: Actor, now: datetime
) -> None:
    plan = {RolloutStage.NOTICE: date(2019, 5, 1)}
    wrong = {RolloutStage.NOTICE: date(2019, 5, 1), RolloutStage.RUNNING: date(2019, 4, 1)}
    for who, place, planned, refusal in (
        (cadre, VILLAGE, plan, NotAllowed),
        (auditor, VILLAGE, plan, NotAllowed),
        (colleague, VILLAGE, plan, NotFound),
        (officer, TOWN, plan, NotAVillage),
        (officer, f"{VILLAGE}999"[:12], wrong, PlanOutOfOrder),
    ):
        with pytest.raises(refusal):
            commands.plan_village(actor=who, now=now, place=place, planned=planned)
    assert not PlannedStage.objects.exists()
    assert not AuditEntry.objects.filter(action="units.plan_rollout").exists()


def test_a_cadre_sees_the_own_village_and_an_outsider_nothing(
    village: Village, cadre: Actor, officer: Actor, now: datetime
) -> None:
    assert list(stages(cadre, VILLAGE)) == [VILLAGE]
    for place in (TOWN, OTHER_VILLAGE):
        with pytest.raises(NotFound):
            stages(cadre, place)
    with pytest.raises(NotFound):
        stages(officer, f"{VILLAGE}001")


def test_the_board_takes_as_many_queries_for_many_villages_as_for_one(
    village: Village, officer: Actor, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settled(village, village.settle(3), now)
    with django_assert_num_queries(13):
        queries.rollout_board(TOWN, actor=officer, today=TODAY)
    settled(village, village.settle(3, f"{OTHER_VILLAGE}001"), now)
    with django_assert_num_queries(13):
        told = queries.rollout_board(TOWN, actor=officer, today=TODAY)
    assert [v.standing.units for v in told.villages] == [1, 1]
    assert queries.unit_names([UUID(int=3)]) == {}
