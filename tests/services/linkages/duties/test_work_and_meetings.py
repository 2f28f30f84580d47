"""Village work and meetings through their commands; who reaches whom."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.services.linkages.duties.conftest import Duties, as_well, at
from tests.services.units.conftest import VILLAGE
from tests.services.units.settled import child_of

from shihu.base.audit.models import AuditEntry
from shihu.base.registry.models import Person
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.linkages import commands
from shihu.services.linkages.errors import (
    BadHours,
    BadVotes,
    BadWork,
    DayOutside,
    MaterialShort,
    MeetingAhead,
    MeetingPast,
    MeetingTwice,
    MinutesKept,
    NoStranger,
    NotOfTheParty,
    ReachedAlready,
    SecondPerson,
    TaskOver,
    TooYoung,
    WorkAccepted,
    WorkFixed,
)
from shihu.services.linkages.models import MeetingDecision, ReachLink, WorkHours, WorkShare
from shihu.services.linkages.queries import meetings, meetings_due, welfare, welfare_due
from shihu.services.linkages.types import Material, NewDecision, NewWork

RIVER = NewWork(
    VILLAGE,
    "river",
    "清理河道",
    "小桥至村口",
    100,
    "metres",
    date(2019, 8, 10),
    date(2019, 8, 20),
    (Material("麻袋", 40),),
)


def unchanged(act: Callable[[], object], refusal: type[Refusal]) -> None:
    before = AuditEntry.objects.count(), WorkHours.objects.count(), MeetingDecision.objects.count()
    with pytest.raises(refusal):
        act()
    assert (AuditEntry.objects.count(), WorkHours.objects.count(), MeetingDecision.objects.count()) == before


def planned(duties: Duties) -> UUID:
    return commands.plan_work(actor=duties.cadre, now=at(8, 5), new=RIVER)


def fixed(duties: Duties) -> tuple[UUID, int, int]:
    key = planned(duties)
    commands.fix_parts(actor=duties.cadre, now=at(8, 6), key=key, method="households")
    first, second = WorkShare.objects.order_by("unit__ordinal").values_list("pk", flat=True)
    return key, first, second


def test_parts_are_fixed_as_they_were_shown_and_once(duties: Duties) -> None:
    key = planned(duties)
    shown = welfare.split_by(RIVER, "households", on=date(2019, 8, 6))
    assert [(part.weight, part.quantity) for part in shown] == [(4, 57), (3, 43)]
    people = welfare.split_by(RIVER, "workers", on=date(2019, 8, 6))
    assert sum(part.quantity for part in people) == 100
    unchanged(lambda: commands.fix_parts(actor=duties.auditor, now=at(8, 6), key=key, method="households"), NotAllowed)
    unchanged(lambda: commands.fix_parts(actor=duties.colleague, now=at(8, 6), key=key, method="households"), NotFound)
    unchanged(lambda: commands.fix_parts(actor=duties.cadre, now=at(8, 6), key=key, method="by luck"), BadWork)
    commands.fix_parts(actor=duties.cadre, now=at(8, 6), key=key, method="households")
    assert [s.part for s in welfare.work(key, actor=duties.auditor).shares] == list(shown)
    unchanged(lambda: commands.fix_parts(actor=duties.cadre, now=at(8, 7), key=key, method="workers"), WorkFixed)


def test_a_household_answers_for_itself_and_the_head_for_all(duties: Duties) -> None:
    _key, share, _other = fixed(duties)

    def answer(actor: Actor, household: UUID, *, comes: bool = True) -> None:
        commands.answer_call(actor=actor, now=at(8, 8), share=share, household=household, comes=comes)

    assert [item.kind for item in welfare_due(actor=duties.member, on=date(2019, 8, 8))] == ["linkages.call"]
    answer(duties.member, duties.homes[0].pk, comes=False)  # no reason is asked for and none is kept
    assert welfare_due(actor=duties.member, on=date(2019, 8, 8)) == []
    unchanged(lambda: answer(duties.member, duties.homes[2].pk), NotAllowed)
    unchanged(lambda: answer(duties.head, duties.others[0].pk), NoStranger)
    unchanged(lambda: answer(duties.neighbour, duties.others[0].pk), NotFound)
    answer(duties.head, duties.homes[2].pk)
    answer(duties.member, duties.homes[0].pk)
    row = welfare.share(share, actor=duties.head, on=date(2019, 8, 8))[2]
    assert row.answers == {duties.homes[0].pk: True, duties.homes[2].pk: True}


def test_hours_are_of_grown_people_of_the_unit_on_days_that_were(duties: Duties) -> None:
    _key, share, _other = fixed(duties)
    worker = duties.homes[0].householder_id
    child = child_of(duties.homes[0], date(2003, 1, 1)).pk

    def note(minutes: dict[UUID, int], day: int = 12, actor: Actor = duties.head) -> int:
        return commands.note_hours(actor=actor, now=at(8, 15), share=share, on=date(2019, 8, day), minutes=minutes)

    unchanged(lambda: note({child: 240}), TooYoung)
    unchanged(lambda: note({worker: 240, child: 240}), TooYoung)
    unchanged(lambda: note({duties.others[0].householder_id: 240}), NoStranger)
    unchanged(lambda: note({worker: 250}), BadHours)
    unchanged(lambda: note({worker: 240}, 9), DayOutside)
    unchanged(lambda: note({worker: 240}, 16), DayOutside)
    unchanged(lambda: note({worker: 240}, actor=duties.member), NotAllowed)
    assert note({worker: 240}) == 1
    assert note({worker: 300}) == 1  # noted again, replaced
    assert note({duties.homes[1].householder_id: 120}, 13) == 1
    told = welfare.hours_by_household(VILLAGE, actor=duties.auditor, first=date(2019, 1, 1), last=date(2019, 12, 31))
    assert [(row.household, row.minutes, row.unpaid) for row in told] == [
        (duties.homes[0].pk, 300, 300),
        (duties.homes[1].pk, 120, 120),
    ]
    assert note({worker: 0}) == 0


def test_a_household_sees_its_own_hours_and_nobody_elses(duties: Duties) -> None:
    _key, share, _other = fixed(duties)
    worker = duties.homes[0].householder_id
    commands.note_hours(actor=duties.head, now=at(8, 15), share=share, on=date(2019, 8, 12), minutes={worker: 240})
    year = {"first": date(2019, 1, 1), "last": date(2019, 12, 31)}
    assert welfare.household_hours(duties.homes[0].pk, actor=duties.member, **year).minutes == 240
    for stranger in (duties.neighbour, duties.colleague):
        with pytest.raises(NotFound):
            welfare.household_hours(duties.homes[0].pk, actor=stranger, **year)


def test_material_is_balanced(duties: Duties) -> None:
    _key, share, _other = fixed(duties)

    def move(kind: str, quantity: int) -> UUID:
        return commands.note_material(
            actor=duties.head, now=at(8, 12), share=share, material="麻袋", kind=kind, quantity=quantity
        )

    unchanged(lambda: move("used", 1), MaterialShort)
    move("received", 20)
    move("used", 15)
    unchanged(lambda: move("returned", 6), MaterialShort)
    move("returned", 5)


def test_a_second_person_measures_and_then_nothing_is_changed(duties: Duties) -> None:
    _key, share, other = fixed(duties)
    worker = duties.homes[0].householder_id
    commands.note_hours(actor=duties.head, now=at(8, 15), share=share, on=date(2019, 8, 12), minutes={worker: 240})

    def accept(actor: Actor, which: int = share) -> None:
        commands.accept_part(actor=actor, now=at(8, 21), share=which, measured=55, words="差两米")

    unchanged(lambda: accept(duties.cadre), SecondPerson)  # planned it
    unchanged(lambda: accept(duties.head), NotAllowed)
    unchanged(lambda: accept(as_well(duties.member, duties.officer)), SecondPerson)  # sits in the unit
    assert {i.kind for i in welfare_due(actor=duties.officer, on=date(2019, 8, 21))} == {"linkages.accept"}
    accept(duties.officer)
    accept(as_well(duties.member, duties.officer), other)
    unchanged(lambda: accept(duties.officer), WorkAccepted)
    unchanged(
        lambda: commands.note_hours(
            actor=duties.head, now=at(8, 22), share=share, on=date(2019, 8, 12), minutes={worker: 0}
        ),
        WorkAccepted,
    )


def called(duties: Duties, day: int = 18, actor: Actor | None = None) -> UUID:
    return commands.call_meeting(
        actor=actor or duties.head,
        now=at(8, 12),
        unit=duties.unit.pk,
        at=at(8, day, 19),
        where="户长家",
        agenda=["卫生检查", "秋收"],
    )


def test_a_meeting_is_called_by_who_runs_the_unit_for_a_time_to_come(duties: Duties) -> None:
    unchanged(lambda: called(duties, actor=duties.member), NotAllowed)
    unchanged(lambda: called(duties, actor=duties.colleague), NotFound)
    unchanged(lambda: called(duties, 11), MeetingPast)
    key = called(duties)
    unchanged(lambda: called(duties), MeetingTwice)
    _found, row = meetings.meeting(key, actor=duties.member, on=date(2019, 8, 12))
    assert {one.household for one in row.expected} == {home.pk for home in duties.homes}
    assert [i.kind for i in meetings_due(actor=duties.member, on=date(2019, 8, 12))] == ["linkages.meeting"]
    assert meetings_due(actor=duties.neighbour, on=date(2019, 8, 12)) == []


def test_minutes_count_one_vote_a_household_and_are_written_once(duties: Duties) -> None:
    key = called(duties)
    homes = [home.pk for home in duties.homes]
    sweep = NewDecision("周一扫街", 2, 1, 0, homes[0], date(2019, 8, 25))

    def keep(*decisions: NewDecision, day: int = 18, hour: int = 21) -> None:
        commands.keep_minutes(
            actor=duties.head, now=at(8, day, hour), key=key, came=homes[:3], decisions=decisions, minutes="好"
        )

    unchanged(lambda: keep(sweep, hour=18), MeetingAhead)
    unchanged(lambda: keep(NewDecision("周一扫街", 3, 1)), BadVotes)
    keep(sweep, NewDecision("集资", 1, 2))
    unchanged(lambda: keep(sweep), MinutesKept)
    _found, row = meetings.meeting(key, actor=duties.auditor, on=date(2019, 8, 19))
    assert (row.came, [one.is_carried for one in row.decisions]) == (3, [True, False])
    task = row.decisions[0].key
    assert [i.kind for i in meetings_due(actor=duties.member, on=date(2019, 8, 19))] == ["linkages.task"]
    unchanged(lambda: commands.finish_task(actor=duties.neighbour, now=at(8, 20), key=task), NotFound)
    commands.finish_task(actor=duties.member, now=at(8, 20), key=task)
    unchanged(lambda: commands.finish_task(actor=duties.head, now=at(8, 20), key=task), TaskOver)


def test_nothing_is_carried_where_half_or_fewer_came(duties: Duties) -> None:
    key = called(duties)
    two = [home.pk for home in duties.homes[:2]]
    commands.keep_minutes(
        actor=duties.head, now=at(8, 18, 21), key=key, came=two, decisions=[NewDecision("周一扫街", 2)]
    )
    assert not MeetingDecision.objects.get().is_carried


def test_a_party_member_reaches_households_of_the_village_once_each(duties: Duties) -> None:
    member = duties.homes[0].householder_id  # of the Party, as every seventh householder
    assert Person.objects.get(pk=member).is_party_member
    told = meetings.reach(VILLAGE, actor=duties.cadre, on=date(2019, 8, 12))
    assert set(told.suggested) == {home.pk for home in (*duties.homes[1:], *duties.others)}
    assert set(told.suggested.values()) == {member}

    def link(links: dict[UUID, UUID], actor: Actor = duties.cadre) -> int:
        return commands.link_reach(actor=actor, now=at(8, 12), village=VILLAGE, links=links)

    home = duties.homes[1].pk
    unchanged(lambda: link({home: duties.homes[2].householder_id}), NotOfTheParty)
    unchanged(lambda: link({duties.homes[0].pk: member}), NotOfTheParty)
    unchanged(lambda: link({home: member}, duties.auditor), NotAllowed)
    unchanged(lambda: link({home: member}, duties.head), NotFound)
    assert link({home: member}) == 1
    unchanged(lambda: link({duties.homes[2].pk: member, home: member}), ReachedAlready)
    assert ReachLink.objects.count() == 1
    assert meetings.who_reaches_us(actor=duties.head, on=date(2019, 8, 12))
    assert meetings.who_reaches_us(actor=duties.member, on=date(2019, 8, 12)) == ""
    assert len(meetings.whom_we_reach(actor=duties.member, on=date(2019, 8, 12))) == 1
    commands.end_reach(actor=duties.cadre, now=at(8, 13), key=ReachLink.objects.get().pk)
    assert link({home: member}) == 1
    with pytest.raises(NotAllowed):
        meetings.reach(VILLAGE, actor=duties.auditor, on=date(2019, 8, 12))


def test_lists_are_read_in_as_many_queries_however_long(
    duties: Duties, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for day in (18, 19, 20):
        called(duties, day)
    with django_assert_max_num_queries(8):
        meetings.village_meetings(VILLAGE, actor=duties.auditor, on=date(2019, 8, 12))
    for _number in range(3):
        planned(duties)
    with django_assert_max_num_queries(7):
        assert len(welfare.works(VILLAGE, actor=duties.auditor)) == 3
