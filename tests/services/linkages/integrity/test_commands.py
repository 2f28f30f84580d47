"""Facts once for each source, objections, consents of adults, and who may read what."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from tests.services.units.conftest import TOWN, VILLAGE, Village

from shihu.base.audit.models import AuditEntry
from shihu.base.registry.models import Household
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.linkages.commands import integrity as commands
from shihu.services.linkages.errors import civility as civility_errors
from shihu.services.linkages.errors import integrity as errors
from shihu.services.linkages.models import IntegrityFact
from shihu.services.linkages.queries import bank_consents, integrity_due, integrity_of
from shihu.services.linkages.queries import integrity as queries
from shihu.services.linkages.seeds.integrity import BASE, GRADES, KINDS
from shihu.services.linkages.types.integrity import BANK

DAY = date(2019, 7, 1)


@pytest.fixture
def homes(village: Village, officer: Actor, now: datetime) -> list[Household]:
    """Households under a rule that was published in spring."""
    spring = now - timedelta(days=90)
    commands.publish_integrity_rule(
        actor=officer,
        now=spring,
        place=TOWN,
        title="细则",
        base=BASE,
        kinds=KINDS,
        grades=GRADES,
        valid_from=spring.date() + timedelta(days=7),
    )
    return village.settle(4)


def noted(actor: Actor, now: datetime, home: Household, kind: str = "dues", key: str = "1", **more: object) -> UUID:
    facts = {"words": "会费", "source": "units", "day": DAY} | more
    return commands.note_fact(actor=actor, now=now, household=home.pk, kind=kind, source_key=key, **facts)  # type: ignore[arg-type]  # the fact's own words


def test_the_same_key_of_a_source_counts_once_and_another_fact_under_it_is_refused(
    homes: list[Household], cadre: Actor, now: datetime
) -> None:
    first = noted(cadre, now, homes[0])
    before = AuditEntry.objects.count()
    assert noted(cadre, now, homes[0]) == first
    assert (IntegrityFact.objects.count(), AuditEntry.objects.count()) == (1, before)
    with pytest.raises(errors.FactChanged):
        noted(cadre, now, homes[1])
    assert integrity_of([home.pk for home in homes], now.date())[homes[0].pk].points == BASE + 3


def test_a_head_cannot_note_by_hand_what_a_service_may_note_for_itself(
    homes: list[Household], member: Callable[[Household], Actor], cadre: Actor, now: datetime
) -> None:
    me = member(homes[0])
    with pytest.raises(NotFound):
        noted(me, now, homes[1], source=commands.NOTE)
    with pytest.raises(errors.NoteNeedsPaper):
        noted(cadre, now, homes[1], key=" ", source=commands.NOTE, words="约定已经兑现")
    assert not IntegrityFact.objects.exists()


def test_what_the_rule_does_not_name_or_has_not_happened_is_no_fact(
    homes: list[Household], cadre: Actor, now: datetime
) -> None:
    with pytest.raises(errors.UnknownFactKind):
        noted(cadre, now, homes[0], kind="party")
    with pytest.raises(errors.FactInFuture):
        noted(cadre, now, homes[0], day=now.date() + timedelta(days=1))


def test_an_objection_lifts_the_fact_until_the_answer_and_for_good_when_upheld(
    homes: list[Household], cadre: Actor, officer: Actor, member: Callable[[Household], Actor], now: datetime
) -> None:
    fact = noted(cadre, now, homes[0], kind="overdue")
    me = member(homes[0])
    home, on = homes[0].pk, now.date()
    assert integrity_of([home], on)[home].points == 65
    objection = commands.object_to_fact(actor=me, now=now, fact=fact, words="已经还清了")
    assert integrity_of([home], on)[home].points == 75
    with pytest.raises(errors.ObjectionOpen):
        commands.object_to_fact(actor=me, now=now, fact=fact, words="再说一遍")
    assert [item.subject for item in integrity_due(actor=officer, on=on)] == [homes[0].householder.name]
    with pytest.raises(NotAllowed):
        commands.answer_fact_objection(actor=cadre, now=now, objection=objection, upholds=False, answer="核对属实")
    commands.answer_fact_objection(actor=officer, now=now, objection=objection, upholds=False, answer="核对属实")
    assert integrity_of([home], on)[home].points == 65
    again = commands.object_to_fact(actor=me, now=now, fact=fact, words="有收条为证")
    commands.answer_fact_objection(actor=officer, now=now, objection=again, upholds=True, answer="收条属实，撤销")
    assert integrity_of([home], on)[home].points == 75
    assert IntegrityFact.objects.get(pk=fact).withdrawn_why == "收条属实，撤销"


def test_a_fact_expires_by_itself(homes: list[Household], cadre: Actor, now: datetime) -> None:
    noted(cadre, now, homes[0], kind="dues_unpaid")
    home = homes[0].pk
    assert integrity_of([home], date(2020, 6, 30))[home].points == 70
    assert integrity_of([home], date(2020, 7, 1))[home].points == 75


def test_the_bank_may_read_only_when_every_adult_said_so(
    homes: list[Household], cadre: Actor, member: Callable[[Household], Actor], now: datetime
) -> None:
    me, home = member(homes[0]), homes[0]
    adults = queries.adults_of([home.pk], on=now.date())[home.pk]
    mine = next(one.person for one in adults if one.name == home.householder.name)
    commands.consent_to_bank(actor=me, now=now, household=home.pk, person=mine, bank=BANK)
    assert bank_consents([home.pk], bank=BANK, on=now.date())[home.pk] == (len(adults), 1)
    other = next(one.person for one in adults if one.person != mine)
    with pytest.raises(NotAllowed):
        commands.consent_to_bank(actor=me, now=now, household=home.pk, person=other, bank=BANK)
    with pytest.raises(civility_errors.PaperNeedsSheet):
        commands.consent_to_bank(actor=cadre, now=now, household=home.pk, person=other, bank=BANK)
    commands.consent_to_bank(actor=cadre, now=now, household=home.pk, person=other, bank=BANK, sheet="授权1")
    assert bank_consents([home.pk], bank=BANK, on=now.date())[home.pk] == (len(adults), 2)
    commands.take_bank_consent_back(actor=me, now=now, person=mine, bank=BANK)
    assert bank_consents([home.pk], bank=BANK, on=now.date())[home.pk] == (len(adults), 1)


def test_a_household_reads_its_own_record_and_no_neighbours(
    homes: list[Household], colleague: Actor, member: Callable[[Household], Actor], now: datetime
) -> None:
    me = member(homes[0])
    assert queries.household_integrity(homes[0].code, actor=me, on=now.date()).is_own
    for who in (me, colleague):
        with pytest.raises(NotFound):
            queries.household_integrity(homes[1].code, actor=who, on=now.date())
        with pytest.raises(NotFound):
            queries.integrity_list(VILLAGE, actor=who, on=now.date(), bank=BANK)


def test_a_rule_is_read_a_week_before_it_holds(homes: list[Household], officer: Actor, now: datetime) -> None:
    facts = {"place": TOWN, "title": "细则", "base": BASE, "kinds": KINDS, "grades": GRADES}
    with pytest.raises(errors.RuleInPast):
        commands.publish_integrity_rule(actor=officer, now=now, valid_from=now.date(), **facts)  # type: ignore[arg-type]  # plain facts
    first = queries.rule_on(TOWN, on=now.date())
    commands.publish_integrity_rule(actor=officer, now=now, valid_from=date(2019, 9, 1), **facts)  # type: ignore[arg-type]  # as above
    assert queries.rule_on(TOWN, on=now.date()) == first
    later = queries.rule_on(TOWN, on=date(2019, 9, 1))
    assert later is not None
    assert later.version == 2


def test_the_list_of_a_place_takes_as_many_queries_for_one_household_as_for_four(
    homes: list[Household],
    cadre: Actor,
    now: datetime,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    for home in homes:
        noted(cadre, now, home, key=home.code)
    with django_assert_max_num_queries(8):
        rows = queries.integrity_list(VILLAGE, actor=cadre, on=now.date(), bank=BANK)
    assert [row.points for row in rows] == [BASE + 3] * 4
