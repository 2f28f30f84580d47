"""The life of a case through the commands."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.base.cases.conftest import People
from tests.village.people import Cast

from shihu.base.audit.models import AuditEntry, ViewEntry
from shihu.base.cases import commands, errors, queries
from shihu.base.cases.models import Case, CaseEvent, Stage
from shihu.base.cases.types import Candidate, CaseFilter, NewPart, Part, Secrecy, State
from shihu.base.registry.models import Household, Membership
from shihu.kernel.refusals import NotAllowed, NotFound

pytestmark = pytest.mark.django_db
Open = Callable[..., UUID]
Named = Callable[[str], Candidate]
DAY = timedelta(days=1)


def happenings(key: UUID) -> list[str]:
    return list(CaseEvent.objects.filter(case=key).order_by("number").values_list("happening", flat=True))


def test_a_case_is_given_to_the_head_and_its_clock_runs_in_working_days(
    opened: Open, cast: Cast, now: datetime
) -> None:
    found = queries.case_detail(opened(), actor=cast.cadre, at=now)
    assert (found.row.holder, found.row.level, found.row.number) == ("赵二虎", "head", "2019-0001")
    assert found.row.clock is not None
    assert found.row.clock.due is not None
    # Thursday 15 August is day 0; 16, 19, 20, 21, 22 August.
    assert found.row.clock.due.date() == date(2019, 8, 22)
    assert [event.happening for event in found.events] == ["opened", "assigned"]


def test_a_head_who_is_a_party_is_passed_over_and_the_case_says_why(opened: Open, cast: Cast, now: datetime) -> None:
    found = queries.case_detail(opened("姚福海", "赵二虎"), actor=cast.cadre, at=now)
    assert (found.row.level, found.row.holder, found.row.holder_role) == ("group", "", "cadre")
    assert found.events[-1].data["skipped"] == [["head", "赵二虎", "household"], ["head", "", "none"]]


def test_a_head_who_is_kin_of_a_party_is_passed_over(
    opened: Open, home: Callable[[str], Household], cast: Cast, now: datetime
) -> None:
    # The register remembers that the head once lived in the household of a party.
    Membership.objects.create(
        household=home("姚福海"),
        person=home("赵二虎").householder,
        relation_id="relation.other",
        since=date(1990, 1, 1),
        until=date(2000, 1, 1),
        ended_by="split",
    )
    found = queries.case_detail(opened(), actor=cast.cadre, at=now)
    assert found.events[-1].data["skipped"][0] == ["head", "赵二虎", "kin"]


def test_without_anybody_the_last_level_answers_for_the_case(
    opened: Open, people: People, cast: Cast, now: datetime
) -> None:
    people.at["head"] = ()
    key = opened()
    case = Case.objects.get(pk=key)
    assert (case.level, case.holder_role, case.holder_place) == ("group", "cadre", "141130101202")
    commands.escalate(actor=cast.villager, now=now, key=key, reason="村组调不成", find=people.find)
    case.refresh_from_db()
    assert (case.level, case.holder_role, case.holder_place) == ("panel", "officer", "141130101")
    with pytest.raises(errors.AtTheTop):
        commands.escalate(actor=cast.villager, now=now, key=key, reason="再往上", find=people.find)


def test_the_clock_takes_an_overdue_case_up_once_and_never_a_case_in_time(
    opened: Open, people: People, cast: Cast, now: datetime
) -> None:
    key = opened()
    last_moment = now.replace(day=22, hour=17, minute=59)
    assert commands.escalate_overdue(actor=cast.officer, now=last_moment, kind="test", find=people.find) == []
    late = now.replace(day=22, hour=18, minute=1)
    assert commands.escalate_overdue(actor=cast.officer, now=late, kind="test", find=people.find) == [key]
    assert commands.escalate_overdue(actor=cast.officer, now=late, kind="test", find=people.find) == []
    assert happenings(key)[-1] == "escalated"
    # The group has eight calendar days from then; the panel does not climb.
    assert commands.escalate_overdue(actor=cast.officer, now=late + 9 * DAY, kind="test", find=people.find) == [key]
    assert commands.escalate_overdue(actor=cast.officer, now=late + 99 * DAY, kind="test", find=people.find) == []
    assert Stage.objects.filter(case=key).count() == 3


def test_a_paused_clock_does_not_run_out(opened: Open, people: People, cast: Cast, now: datetime) -> None:
    key = opened()
    commands.pause(actor=cast.cadre, now=now + DAY, key=key, reason="away", words="外出务工")
    assert commands.escalate_overdue(actor=cast.officer, now=now + 40 * DAY, kind="test", find=people.find) == []
    page = queries.cases(actor=cast.cadre, at=now + 40 * DAY, filters=CaseFilter(light="red"))
    assert page.total == 0
    commands.resume(actor=cast.cadre, now=now + 40 * DAY, key=key)
    found = queries.case_detail(key, actor=cast.cadre, at=now + 40 * DAY)
    assert found.row.clock is not None
    assert (found.row.clock.state, found.row.state) == ("running", State.RUNNING)
    with pytest.raises(errors.NotPaused):
        commands.resume(actor=cast.cadre, now=now + 40 * DAY, key=key)
    with pytest.raises(errors.UnknownPause):
        commands.pause(actor=cast.cadre, now=now + 40 * DAY, key=key, reason="rain")


def test_a_case_closes_with_a_reason_words_and_the_day_of_a_visit(opened: Open, cast: Cast, now: datetime) -> None:
    key = opened()
    told = {"actor": cast.cadre, "now": now + DAY, "key": key}
    with pytest.raises(errors.UnknownOutcome):
        commands.close_case(**told, outcome="won", words="x")  # type: ignore[arg-type]
    with pytest.raises(errors.NoWords):
        commands.close_case(**told, outcome="agreed", words=" ", visit_due=date(2019, 9, 1))  # type: ignore[arg-type]
    with pytest.raises(errors.NeedsVisit):
        commands.close_case(**told, outcome="agreed", words="以东梁一亩二换西洼一亩")  # type: ignore[arg-type]
    assert happenings(key) == ["opened", "assigned"]
    commands.close_case(**told, outcome="agreed", words="换地说妥", visit_due=date(2019, 9, 1))  # type: ignore[arg-type]
    with pytest.raises(errors.CaseClosed):
        commands.take_note(actor=cast.cadre, now=now + DAY, key=key, text="再记一笔")
    with pytest.raises(errors.BadVisitDay):
        commands.record_return_visit(
            actor=cast.cadre, now=now + DAY, key=key, visited_on=date(2019, 8, 1), words="好", holds=True
        )
    commands.record_return_visit(
        actor=cast.cadre, now=now + 20 * DAY, key=key, visited_on=date(2019, 9, 2), words="两家和好", holds=True
    )
    with pytest.raises(errors.AlreadyVisited):
        commands.record_return_visit(
            actor=cast.cadre, now=now + 20 * DAY, key=key, visited_on=date(2019, 9, 2), words="两家和好", holds=True
        )


def test_a_reopened_case_runs_again_with_a_holder(opened: Open, people: People, cast: Cast, now: datetime) -> None:
    key = opened()
    commands.close_case(
        actor=cast.cadre, now=now + DAY, key=key, outcome="agreed", words="说妥", visit_due=date(2019, 9, 1)
    )
    commands.reopen(actor=cast.villager, now=now + 3 * DAY, key=key, reason="对方反悔", find=people.find)
    found = queries.case_detail(key, actor=cast.cadre, at=now + 3 * DAY)
    assert (found.row.state, found.row.holder, len(found.stages)) == (State.RUNNING, "赵二虎", 2)


def test_nobody_who_handled_the_original_handles_its_appeal(
    opened: Open, people: People, cast: Cast, now: datetime
) -> None:
    key = opened()
    with pytest.raises(errors.CaseOpen):
        commands.appeal(actor=cast.villager, now=now, key=key, kind=people.kind(), reason="不服")
    commands.close_case(actor=cast.cadre, now=now + DAY, key=key, outcome="failed", words="调不成")
    found = commands.appeal(actor=cast.villager, now=now + 2 * DAY, key=key, kind=people.kind(), reason="不服")
    detail = queries.case_detail(found, actor=cast.cadre, at=now + 2 * DAY)
    assert (detail.original, detail.row.level) == (key, "group")
    assert detail.events[-1].data["skipped"][0] == ["head", "赵二虎", "handled"]
    assert queries.case_detail(key, actor=cast.cadre, at=now + 2 * DAY).appeals == ((found, "2019-0002"),)


def test_who_declares_a_conflict_stands_aside_for_good(
    opened: Open, people: People, candidate: Named, cast: Cast, now: datetime
) -> None:
    people.at["head"] = (candidate("赵二虎"), candidate("任爱莲"))
    key = opened()
    level = commands.declare_conflict(actor=cast.head, now=now, key=key, reason="与一方合伙", find=people.find)
    case = Case.objects.get(pk=key)
    assert (level, case.holder_name) == ("head", "任爱莲")
    with pytest.raises(errors.HandlerBarred):
        commands.assign(actor=cast.cadre, now=now, key=key, to=candidate("赵二虎"), reason="他愿意再管")
    # He no longer sees it.
    with pytest.raises(NotFound):
        queries.case_detail(key, actor=cast.head, at=now)


def test_a_keeper_who_is_a_party_may_not_act(opened: Open, cast: Cast, now: datetime) -> None:
    key = opened("姚福海", "赵春生")
    with pytest.raises(errors.NotTheHolder):
        commands.take_note(actor=cast.villager, now=now, key=key, text="我的地")
    Household.objects.filter(code=cast.of("姚福海").code)
    person = Membership.objects.get(person__account=cast.villager.key, until=None).person
    person.account_id = None
    person.save()
    person.account_id = cast.cadre.key
    person.save()
    with pytest.raises(errors.Conflicted):
        commands.take_note(actor=cast.cadre, now=now, key=key, text="按我的办")
    assert happenings(key) == ["opened", "assigned"]


def test_a_sealed_note_is_read_by_the_handlers_of_its_level_and_nobody_else(
    opened: Open, people: People, cast: Cast, now: datetime
) -> None:
    key = opened()
    commands.take_note(actor=cast.head, now=now, key=key, text="私下说愿让两分地", is_sealed=True)

    def words(actor: object) -> list[str]:
        return [e.text for e in queries.case_detail(key, actor=actor, at=now).events if e.is_sealed]  # type: ignore[arg-type]

    assert words(cast.head) == ["私下说愿让两分地"]
    assert words(cast.cadre) == words(cast.officer) == words(cast.villager) == [""]
    commands.escalate(actor=cast.villager, now=now, key=key, reason="请村里调", find=people.find)
    # The group's cadre handles it now, at another level; the head still reads what was his.
    assert words(cast.cadre) == [""]
    assert words(cast.head) == ["私下说愿让两分地"]
    assert not AuditEntry.objects.filter(new__icontains="两分地").exists()


def test_who_sees_an_open_a_restricted_and_a_sealed_case(opened: Open, cast: Cast, now: datetime) -> None:
    keys = {level: opened(secrecy=level) for level in Secrecy}
    for level, actors in {
        Secrecy.OPEN: ("cadre", "officer", "auditor", "villager", "head"),
        Secrecy.RESTRICTED: ("cadre", "officer", "villager", "head"),
        Secrecy.SEALED: ("villager", "head"),
    }.items():
        for who in ("cadre", "officer", "auditor", "villager", "head", "colleague", "stranger", "banker", "nobody"):
            actor = getattr(cast, who)
            if who in actors:
                assert queries.case_detail(keys[level], actor=actor, at=now).row.title == "换地纠纷"
            else:
                with pytest.raises((NotFound, NotAllowed)):
                    queries.case_detail(keys[level], actor=actor, at=now)
    rows = queries.cases(actor=cast.officer, at=now, filters=CaseFilter()).rows
    assert {row.secrecy: row.title for row in rows}[Secrecy.SEALED] == ""
    assert queries.cases(actor=cast.colleague, at=now, filters=CaseFilter()).total == 0


def test_every_look_at_a_case_kept_close_is_written_down(opened: Open, cast: Cast, now: datetime) -> None:
    restricted, plain = opened(), opened(secrecy=Secrecy.OPEN)
    commands.read_case(actor=cast.officer, now=now, key=restricted)
    commands.read_case(actor=cast.officer, now=now, key=plain)
    with pytest.raises(NotFound):
        commands.read_case(actor=cast.colleague, now=now, key=restricted)
    assert list(ViewEntry.objects.values_list("subject", "actor_name")) == [(str(restricted), "韩晓峰")]


def test_the_timeline_is_kept_by_the_database_itself(opened: Open, cast: Cast, now: datetime) -> None:
    key = opened()
    event = CaseEvent.objects.filter(case=key).order_by("number")[0]

    def refuses(change: Callable[[], object]) -> None:
        with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
            change()

    refuses(lambda: CaseEvent.objects.filter(pk=event.pk).update(text="改了"))
    refuses(lambda: CaseEvent.objects.filter(pk=event.pk).delete())
    more = {"case_id": key, "happening": "note", "actor_name": "x", "level": "head"}
    refuses(lambda: CaseEvent.objects.create(number=9, at=now, **more))
    refuses(lambda: CaseEvent.objects.create(number=3, at=now - DAY, **more))
    with pytest.raises(errors.TimeRunsBack):
        commands.take_note(actor=cast.cadre, now=now - DAY, key=key, text="昨天的事")
    assert happenings(key) == ["opened", "assigned"]


def test_the_same_parties_within_a_year_are_a_repeat(opened: Open, cast: Cast, now: datetime) -> None:
    first, other = opened(), opened("姚福海", "任爱莲")
    again, late = opened("赵春生", "姚福海", at=now + 300 * DAY), opened(at=now + 700 * DAY)
    found = dict(Case.objects.values_list("pk", "repeats"))
    assert (found[first], found[other], found[again], found[late]) == (None, None, first, None)


def test_figures_say_where_cases_were_settled(opened: Open, people: People, cast: Cast, now: datetime) -> None:
    first, second, third = opened(), opened(), opened()
    for key, days in ((first, 4), (second, 9)):
        if key == second:
            commands.escalate(actor=cast.villager, now=now + DAY, key=key, reason="请村里", find=people.find)
        commands.close_case(
            actor=cast.cadre,
            now=now + days * DAY,
            key=key,
            outcome="agreed",
            words="说妥",
            visit_due=now.date() + 30 * DAY,
        )
    at = now + 20 * DAY
    told = queries.case_figures(
        "141130101", actor=cast.officer, kind="test", at=at, since=date(2019, 1, 1), until=date(2019, 12, 31)
    )
    assert (told.opened, told.open_now, told.overdue_now, told.settled) == (3, 1, 1, 2)
    assert [row[2] for row in told.settled_at] == [1, 1, 0]
    assert (told.median_days, told.repeats) == (6.5, 2)
    with pytest.raises(NotFound):
        queries.case_figures(
            "141130101202", actor=cast.colleague, kind="test", at=at, since=now.date(), until=now.date()
        )
    waits = queries.waiting_cases(actor=cast.head, at=at)
    assert [row.key for row in waits] == [third]


def test_a_list_asks_as_many_queries_for_many_cases_as_for_one(
    opened: Open, cast: Cast, now: datetime, django_assert_num_queries: Callable[..., object]
) -> None:
    opened()
    with django_assert_num_queries(5):
        queries.cases(actor=cast.officer, at=now, filters=CaseFilter())
    for _ in range(5):
        opened()
    with django_assert_num_queries(5):
        assert queries.cases(actor=cast.officer, at=now, filters=CaseFilter()).total == 6


def test_a_panel_member_is_named_with_the_level(opened: Open, candidate: Named, cast: Cast, now: datetime) -> None:
    key, someone = opened(), candidate("任爱莲")
    commands.name_parts(
        actor=cast.cadre, now=now, key=key, parts=[NewPart(someone.name, person=someone.person, part=Part.PANEL)]
    )
    parts = queries.case_detail(key, actor=cast.cadre, at=now).parts
    assert [(p.name, p.level) for p in parts if p.part == Part.PANEL] == [("任爱莲", "head")]
