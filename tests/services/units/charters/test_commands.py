"""Charters through their commands: who may what, what is refused, and that a refusal changes nothing."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.services.units.conftest import TOWN, VILLAGE, Village
from tests.services.units.settled import SINCE, child_of, member_of, settled

from shihu.base.audit.models import AuditEntry
from shihu.base.registry.models import Household
from shihu.kernel.actors import Actor, Role
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.units import commands, queries
from shihu.services.units.errors import (
    AlreadySigned,
    BadBlank,
    BadSheet,
    BadSigningDay,
    NotAdult,
    NotAMember,
    NoTemplate,
    NothingChanged,
    NotInForce,
    OldVersion,
    TemplateApproved,
)
from shihu.services.units.models import Charter, CharterSignature, CharterTemplate, Seat, Unit
from shihu.services.units.types import Clause

CLAUSES = (
    Clause("area", "责任区", "【单元名称】负责【责任区】。"),
    Clause("dues", "会费", "每户每年【会费】元，义务工【义务工天数】天。"),
)
VALUES = {"duty_area": "主街", "dues": 2000, "labour_days": 6}


def template(officer: Actor, now: datetime, clauses: tuple[Clause, ...] = CLAUSES) -> None:
    key = commands.draft_template(actor=officer, now=now, place=TOWN, title="公约", clauses=clauses)
    commands.approve_template(actor=officer, now=now, key=key)


@pytest.fixture
def homes(village: Village) -> list[Household]:
    return village.settle(4)


@pytest.fixture
def unit(village: Village, homes: list[Household], officer: Actor, now: datetime) -> Unit:
    template(officer, now)
    return settled(village, homes[:3], now)


def unchanged(act: Callable[[], object], refusal: type[Refusal]) -> None:
    before = (
        AuditEntry.objects.count(),
        Charter.objects.count(),
        CharterSignature.objects.count(),
        list(CharterTemplate.objects.values()),
    )
    with pytest.raises(refusal):
        act()
    assert before == (
        AuditEntry.objects.count(),
        Charter.objects.count(),
        CharterSignature.objects.count(),
        list(CharterTemplate.objects.values()),
    )


def test_a_template_is_written_over_until_approved_and_never_after(
    village: Village, officer: Actor, now: datetime
) -> None:
    first = commands.draft_template(actor=officer, now=now, place=TOWN, title="公约", clauses=CLAUSES)
    again = commands.draft_template(actor=officer, now=now, place=TOWN, title="公约二稿", clauses=CLAUSES)
    assert first == again
    commands.approve_template(actor=officer, now=now, key=first)
    unchanged(lambda: commands.approve_template(actor=officer, now=now, key=first), TemplateApproved)
    second = commands.draft_template(
        actor=officer, now=now, place=TOWN, title="公约", clauses=(*CLAUSES, Clause("", "新", "新增。"))
    )
    rows = queries.templates(TOWN, actor=officer)
    assert [(row.version, row.is_approved) for row in rows] == [(2, False), (1, True)]
    assert (rows[0].key, rows[0].clauses[2].key, rows[1].title) == (second, "c2.1", "公约二稿")


def test_only_the_officer_writes_the_template_and_only_for_the_township(
    village: Village, officer: Actor, cadre: Actor, auditor: Actor, now: datetime
) -> None:
    for who, place, refusal in (
        (cadre, TOWN, NotAllowed),
        (auditor, TOWN, NotAllowed),
        (officer, "1411", NotAllowed),
        (officer, VILLAGE, NotFound),
    ):
        unchanged(
            lambda who=who, place=place: commands.draft_template(
                actor=who, now=now, place=place, title="x", clauses=CLAUSES
            ),
            refusal,
        )


def test_a_charter_is_in_force_when_the_last_household_has_signed(
    unit: Unit, homes: list[Household], cadre: Actor, now: datetime
) -> None:
    key = commands.draft_charter(actor=cadre, now=now, unit=unit.pk, values=VALUES)
    people = [member_of(home, now) for home in homes[:3]]
    assert not commands.sign_charter(actor=people[0], now=now, key=key)
    signers = {homes[1].pk: "赵1"}
    assert not commands.sign_on_paper(actor=cadre, now=now, key=key, sheet="1", signed_on=now.date(), signers=signers)
    assert commands.sign_charter(actor=people[2], now=now, key=key)
    told = queries.unit_charters(unit.pk, actor=cadre, today=now.date())
    assert told.in_force(now.date()) is not None
    assert told.versions[0].clauses[0].text == "尚家沟一单元负责主街。"
    assert AuditEntry.objects.filter(action="units.charter_in_force").count() == 1


def test_a_changed_charter_needs_all_signatures_again_and_the_old_one_holds_meanwhile(
    unit: Unit, homes: list[Household], cadre: Actor, now: datetime
) -> None:
    def sign(key: object, when: datetime) -> bool:
        signers = {home.pk: "x" for home in homes[:3]}
        return commands.sign_on_paper(
            actor=cadre, now=when, key=str(key), sheet="1", signed_on=when.date(), signers=signers
        )

    first = commands.draft_charter(actor=cadre, now=now, unit=unit.pk, values=VALUES)
    assert sign(first, now)
    unchanged(lambda: commands.draft_charter(actor=cadre, now=now, unit=unit.pk, values=VALUES), NothingChanged)
    later = now + timedelta(days=3)
    second = commands.draft_charter(
        actor=cadre, now=later, unit=unit.pk, values={**VALUES, "dues": 3000}, own=[Clause("", "养蜂", "轮流看蜂。")]
    )
    told = queries.unit_charters(unit.pk, actor=cadre, today=later.date())
    assert [row.force.holds(later.date()) for row in told.versions] == [False, True]
    assert told.versions[0].clauses[-1] == Clause("own2.1", "养蜂", "轮流看蜂。", is_own=True)
    assert sign(second, later)
    told = queries.unit_charters(unit.pk, actor=cadre, today=later.date())
    assert [(r.version, r.force.since, r.force.until) for r in told.versions] == [
        (2, later.date(), None),
        (1, now.date(), later.date()),
    ]
    assert len(told.versions[1].signatures) == 3
    assert first != second


def test_who_joins_later_signs_the_version_in_force_and_who_leaves_stays_in_its_history(
    unit: Unit, homes: list[Household], cadre: Actor, now: datetime
) -> None:
    key = commands.draft_charter(actor=cadre, now=now, unit=unit.pk, values=VALUES)
    signers = {home.pk: "x" for home in homes[:3]}
    commands.sign_on_paper(actor=cadre, now=now, key=key, sheet="1", signed_on=now.date(), signers=signers)
    newer = now + timedelta(days=2)
    commands.draft_charter(actor=cadre, now=newer, unit=unit.pk, values={**VALUES, "dues": 100})
    Seat.objects.create(unit=unit, household=homes[3], since=newer.date())
    Seat.objects.filter(household=homes[0]).update(until=newer.date())
    joined = member_of(homes[3], now)
    commands.sign_charter(actor=joined, now=newer, key=key)
    told = queries.unit_charters(unit.pk, actor=joined, today=newer.date())
    assert told.in_force(newer.date()) == told.versions[1]
    assert {row.householder for row in told.versions[1].signatures} == {"赵0", "赵1", "赵2", "赵3"}
    assert {sitting.householder for sitting in told.sitting} == {"赵1", "赵2", "赵3"}
    # The version in force is overtaken once all have signed the newer one; then it is closed for signing.
    newest = told.versions[0].key
    signers = {sitting.household: "x" for sitting in told.sitting}
    commands.sign_on_paper(actor=cadre, now=newer, key=newest, sheet="2", signed_on=newer.date(), signers=signers)
    unchanged(lambda: commands.sign_charter(actor=joined, now=newer, key=key), OldVersion)


def test_only_an_adult_member_signs_and_only_once(
    unit: Unit, homes: list[Household], cadre: Actor, colleague: Actor, officer: Actor, now: datetime
) -> None:
    key = commands.draft_charter(actor=cadre, now=now, unit=unit.pk, values=VALUES)
    child = member_of(homes[0], now, person=child_of(homes[0], date(2004, 1, 1)))
    unchanged(lambda: commands.sign_charter(actor=child, now=now, key=key), NotAdult)
    outsider = member_of(homes[3], now)
    unchanged(lambda: commands.sign_charter(actor=outsider, now=now, key=key), NotFound)
    unchanged(lambda: commands.sign_charter(actor=officer, now=now, key=key), NotAllowed)
    unchanged(lambda: commands.sign_charter(actor=colleague, now=now, key=key), NotFound)
    mine = member_of(homes[0], now)
    commands.sign_charter(actor=mine, now=now, key=key)
    unchanged(lambda: commands.sign_charter(actor=mine, now=now, key=key), AlreadySigned)


def test_a_sheet_of_paper_has_a_number_a_day_and_members_only(
    unit: Unit, homes: list[Household], cadre: Actor, auditor: Actor, now: datetime
) -> None:
    key = commands.draft_charter(actor=cadre, now=now, unit=unit.pk, values=VALUES)
    good = {"sheet": "1", "signed_on": now.date(), "signers": {homes[0].pk: "赵0"}}

    def sign(actor: Actor = cadre, **changes: object) -> object:
        return commands.sign_on_paper(actor=actor, now=now, key=key, **{**good, **changes})  # type: ignore[arg-type]

    unchanged(lambda: sign(sheet=" "), BadSheet)
    unchanged(lambda: sign(signers={}), BadSheet)
    unchanged(lambda: sign(signed_on=now.date() + timedelta(days=1)), BadSigningDay)
    unchanged(lambda: sign(signed_on=now.date() - timedelta(days=1)), BadSigningDay)
    unchanged(lambda: sign(signers={homes[3].pk: "赵3"}), NotAMember)
    unchanged(lambda: sign(actor=auditor), NotAllowed)
    sign()


def test_the_units_own_head_drafts_and_other_members_do_not(
    unit: Unit, homes: list[Household], auditor: Actor, colleague: Actor, now: datetime
) -> None:
    plain, head = member_of(homes[0], now), member_of(homes[1], now, Role.HEAD)
    foreign = member_of(homes[3], now, Role.HEAD)
    for who, refusal in ((plain, NotAllowed), (auditor, NotAllowed), (colleague, NotFound), (foreign, NotFound)):
        unchanged(lambda who=who: commands.draft_charter(actor=who, now=now, unit=unit.pk, values=VALUES), refusal)
    assert commands.draft_charter(actor=head, now=now, unit=unit.pk, values=VALUES)


def test_a_charter_needs_a_unit_in_force_a_template_and_its_blanks(
    village: Village, homes: list[Household], officer: Actor, now: datetime
) -> None:
    unit = settled(village, homes, now)

    def draft(**values: object) -> object:
        return commands.draft_charter(actor=officer, now=now, unit=unit.pk, values=values)  # type: ignore[arg-type]

    unchanged(lambda: draft(**VALUES), NoTemplate)
    template(officer, now)
    unchanged(lambda: draft(duty_area="主街"), BadBlank)
    Unit.objects.filter(pk=unit.pk).update(until=now.date())
    unchanged(lambda: draft(**VALUES), NotInForce)


def test_reading_charters_takes_as_many_queries_for_many_units_as_for_one(
    village: Village, officer: Actor, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    template(officer, now)
    homes = village.settle(12)
    units = [settled(village, homes[n * 4 : n * 4 + 4], now, ordinal=n + 1) for n in range(3)]
    for one in units:
        commands.draft_charter(actor=officer, now=now, unit=one.pk, values=VALUES)
    with django_assert_num_queries(4):
        states = queries.charter_states(TOWN, actor=officer, today=now.date())
    assert [(s.version, s.signed, s.seated, s.since) for s in states] == [(1, 0, 4, None)] * 3
    with django_assert_num_queries(4):
        queries.unit_charters(units[0].pk, actor=officer, today=now.date())
    assert now.date() > SINCE
