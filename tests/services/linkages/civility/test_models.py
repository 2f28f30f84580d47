"""A nomination goes through consent, panel, notice and objections to the honour roll, and nowhere around them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.services.units.conftest import HAMLET, SMALL, VILLAGE, Village

from shihu.base.audit.models import AuditEntry
from shihu.base.registry.models import Household, Membership, Person
from shihu.kernel.actors import Actor, Role
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.linkages.commands import civility as commands
from shihu.services.linkages.errors import civility as errors
from shihu.services.linkages.models import ModelNomination, ModelRound
from shihu.services.linkages.queries import civility as queries
from shihu.services.linkages.queries import civility_due

DEED = "前年修村口小桥，自带工具出工二十三天。"
HELPFUL = "moral_model.helpful"


@pytest.fixture
def homes(village: Village) -> list[Household]:
    return [*village.settle(8), *village.settle(4, SMALL)]


@pytest.fixture
def opened(homes: list[Household], cadre: Actor, now: datetime) -> UUID:
    return commands.open_model_round(
        actor=cadre,
        now=now,
        village=VILLAGE,
        year=2019,
        title="2019年道德模范",
        nominate_until=now.date() + timedelta(days=10),
        notice_days=7,
    )


def nominated(opened: UUID, home: Household, cadre: Actor, now: datetime, *, agrees: bool = True) -> UUID:
    key = commands.nominate_model(
        actor=cadre, now=now, round=opened, person=home.householder_id, term=HELPFUL, deed=DEED
    )
    if agrees:
        commands.consent_to_model(actor=cadre, now=now, nomination=key, agrees=True, sheet="1")
    return key


def hung(opened: UUID, homes: list[Household], cadre: Actor, now: datetime) -> list[UUID]:
    """Two nominees of two hamlets under notice, judged by three others."""
    keys = [nominated(opened, home, cadre, now) for home in (homes[0], homes[8])]
    commands.name_panel(actor=cadre, now=now, key=opened, persons=[h.householder_id for h in homes[2:5]])
    commands.enter_review(actor=cadre, now=now, key=opened, votes=dict.fromkeys(keys, 2))
    return keys


def test_two_nominees_of_two_hamlets_come_onto_the_roll(
    opened: UUID, homes: list[Household], cadre: Actor, now: datetime
) -> None:
    keys = hung(opened, homes, cadre, now)
    assert commands.close_round(actor=cadre, now=now + timedelta(days=8), key=opened) == 2
    later = now.date() + timedelta(days=8)
    figures = queries.moral_models(VILLAGE, actor=cadre, on=later)
    assert (figures.persons, figures.hamlets) == (2, 2)
    assert {row.key for row in queries.honour_roll(VILLAGE, actor=cadre)} == set(keys)
    assert queries.moral_models(VILLAGE, actor=cadre, on=now.date()).persons == 0


def test_who_has_not_agreed_drops_out_when_the_panel_is_named(
    opened: UUID, homes: list[Household], cadre: Actor, now: datetime
) -> None:
    silent = nominated(opened, homes[1], cadre, now, agrees=False)
    hung(opened, homes, cadre, now)
    assert ModelNomination.objects.get(pk=silent).state == "declined"


def test_the_database_itself_lets_nobody_onto_the_roll_without_consent(
    opened: UUID, homes: list[Household], cadre: Actor, now: datetime
) -> None:
    silent = nominated(opened, homes[1], cadre, now, agrees=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        ModelNomination.objects.filter(pk=silent).update(state="chosen")
    agreed = nominated(opened, homes[0], cadre, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        ModelNomination.objects.filter(pk=agreed).update(state="chosen")


def test_a_nominee_gives_the_own_word_on_the_phone_and_takes_it_back(
    opened: UUID, homes: list[Household], cadre: Actor, member: Callable[[Household], Actor], now: datetime
) -> None:
    key = nominated(opened, homes[0], cadre, now, agrees=False)
    me = member(homes[0])
    assert [item.kind for item in civility_due(actor=me, on=now.date())] == ["linkages.consent_to_model"]
    commands.consent_to_model(actor=me, now=now, nomination=key, agrees=True)
    assert civility_due(actor=me, on=now.date()) == []
    assert ModelNomination.objects.get(pk=key).consent_how == "phone"
    commands.consent_to_model(actor=me, now=now, nomination=key, agrees=False)
    assert ModelNomination.objects.get(pk=key).state == "declined"


def test_a_neighbour_cannot_agree_for_somebody_and_does_not_even_see_the_nomination(
    opened: UUID, homes: list[Household], cadre: Actor, member: Callable[[Household], Actor], now: datetime
) -> None:
    key = nominated(opened, homes[0], cadre, now, agrees=False)
    neighbour = member(homes[3])
    with pytest.raises(NotFound):
        commands.consent_to_model(actor=neighbour, now=now, nomination=key, agrees=True)
    assert queries.model_round(opened, actor=neighbour).nominations == ()


def test_nobody_nominates_the_own_household_and_nobody_stands_twice(
    opened: UUID, homes: list[Household], cadre: Actor, member: Callable[[Household], Actor], now: datetime
) -> None:
    me = member(homes[0])
    before = AuditEntry.objects.count()
    with pytest.raises(errors.OwnNominee):
        nominated(opened, homes[0], me, now, agrees=False)
    assert AuditEntry.objects.count() == before
    nominated(opened, homes[1], me, now, agrees=False)
    with pytest.raises(errors.NominatedAlready):
        nominated(opened, homes[1], cadre, now, agrees=False)


def test_the_panel_holds_no_nominee_and_no_kin_of_one(
    opened: UUID, homes: list[Household], cadre: Actor, now: datetime
) -> None:
    nominated(opened, homes[0], cadre, now)
    others = [home.householder_id for home in homes[2:4]]
    with pytest.raises(errors.PanelIsNominee):
        commands.name_panel(actor=cadre, now=now, key=opened, persons=[*others, homes[0].householder_id])
    # A daughter who married out of the nominee's household some years ago.
    daughter = homes[5].householder
    Membership.objects.create(
        household=homes[0],
        person=daughter,
        relation_id="relation.daughter",
        since=now.date() - timedelta(days=5000),
        until=now.date() - timedelta(days=2000),
        ended_by="married_out",
    )
    with pytest.raises(errors.PanelIsKin) as refused:
        commands.name_panel(actor=cadre, now=now, key=opened, persons=[*others, daughter.pk])
    assert refused.value.values["nominee"] == homes[0].householder.name
    assert ModelRound.objects.get(pk=opened).stage == "nominating"


def test_more_than_half_of_the_whole_panel_is_needed(
    opened: UUID, homes: list[Household], cadre: Actor, now: datetime
) -> None:
    keys = [nominated(opened, home, cadre, now) for home in homes[:2]]
    commands.name_panel(actor=cadre, now=now, key=opened, persons=[h.householder_id for h in homes[2:6]])
    with pytest.raises(errors.BadVotes):
        commands.enter_review(actor=cadre, now=now, key=opened, votes={keys[0]: 5, keys[1]: 1})
    with pytest.raises(errors.NobodyChosen):
        commands.enter_review(actor=cadre, now=now, key=opened, votes={keys[0]: 2, keys[1]: 1})
    assert commands.enter_review(actor=cadre, now=now, key=opened, votes={keys[0]: 3, keys[1]: 2}) == 1
    assert ModelNomination.objects.get(pk=keys[1]).state == "not_chosen"


def test_the_round_closes_only_after_the_notice_and_after_every_answer(
    opened: UUID,
    homes: list[Household],
    cadre: Actor,
    officer: Actor,
    member: Callable[[Household], Actor],
    now: datetime,
) -> None:
    keys = hung(opened, homes, cadre, now)
    with pytest.raises(errors.NoticeRuns):
        commands.close_round(actor=cadre, now=now + timedelta(days=7), key=opened)
    objection = commands.object_to_model(actor=member(homes[6]), now=now, nomination=keys[0], words="工钱没有还清")
    late = now + timedelta(days=8)
    with pytest.raises(errors.OpenObjections):
        commands.close_round(actor=cadre, now=late, key=opened)
    commands.answer_model_objection(
        actor=officer, now=now, objection=objection, upholds=True, answer="欠款属实，本届不参评"
    )
    assert commands.close_round(actor=cadre, now=late, key=opened) == 1
    assert ModelNomination.objects.get(pk=keys[0]).state == "struck"
    with pytest.raises(errors.WrongModelStage):
        commands.object_to_model(actor=cadre, now=late, nomination=keys[1], words="现在才说的话")


def test_whoever_objected_does_not_answer_and_stays_unknown_to_the_village(
    opened: UUID, homes: list[Household], cadre: Actor, member: Callable[[Household], Actor], now: datetime
) -> None:
    keys = hung(opened, homes, cadre, now)
    objection = commands.object_to_model(actor=cadre, now=now, nomination=keys[0], words="来信说事迹不实")
    with pytest.raises(errors.OwnObjection):
        commands.answer_model_objection(actor=cadre, now=now, objection=objection, upholds=False, answer="查了属实")
    told = queries.nomination(keys[0], actor=member(homes[0])).objections
    assert [one.raised_by for one in told] == [""]
    assert queries.nomination(keys[0], actor=member(homes[3])).objections == ()


def test_a_colleague_of_another_village_knows_of_nothing(
    opened: UUID, homes: list[Household], colleague: Actor, auditor: Actor, now: datetime
) -> None:
    with pytest.raises(NotFound):
        queries.model_round(opened, actor=colleague)
    with pytest.raises(NotAllowed):
        commands.name_panel(actor=auditor, now=now, key=opened, persons=[])


def test_the_roll_is_read_in_a_few_queries_however_long_it_is(
    opened: UUID,
    homes: list[Household],
    cadre: Actor,
    now: datetime,
    signed_in: Callable[..., Client],
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    hung(opened, homes, cadre, now)
    commands.close_round(actor=cadre, now=now + timedelta(days=8), key=opened)
    client = signed_in(Role.CADRE, VILLAGE)
    with django_assert_max_num_queries(40):
        page = client.get(f"/linkages/civility/models/?place={VILLAGE}")
    assert homes[0].householder.name in page.content.decode()
    assert Person.objects.get(pk=homes[8].householder_id).name in page.content.decode()
    assert HAMLET[:12] == VILLAGE
