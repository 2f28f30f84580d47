"""Terms on every date, recall, stand-ins, hand-over, the ladder, the figures."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.services.units.conftest import HAMLET, OTHER_VILLAGE, TOWN, VILLAGE, Village
from tests.services.units.heads.conftest import DAY, Hamlet, actor, unit_of
from tests.services.units.heads.test_elections import refused

from shihu.base.registry.models import Membership, Person
from shihu.kernel.actors import Role
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.units import commands, errors, queries
from shihu.services.units.models import Handover, HeadTerm, LadderStep, Seat
from shihu.services.units.types import Count, HeadRules, Kind, Stage, Step, TermEnd, Way

FIRST = date(2019, 1, 1)


def held(hamlet: Hamlet, unit: int, person: int, since: date, until: date | None) -> HeadTerm:
    units = [hamlet.unit, *(unit_of([], ordinal=n + 2, since=FIRST) for n in range(1))] if unit else [hamlet.unit]
    home = hamlet.homes[person]
    return HeadTerm(
        unit=units[-1],
        person_id=home.householder_id,
        household=home,
        office="head",
        since=since,
        until=until,
        due=since + 1000 * DAY,
    )


@pytest.mark.django_db
def test_the_database_refuses_a_second_head_on_any_day_and_a_head_of_two_units(hamlet: Hamlet) -> None:
    held(hamlet, 0, 0, FIRST, FIRST + 10 * DAY).save()
    held(hamlet, 0, 4, FIRST + 10 * DAY, None).save()
    for since, until in ((FIRST + 9 * DAY, FIRST + 10 * DAY), (FIRST, None), (FIRST + 500 * DAY, FIRST + 501 * DAY)):
        with pytest.raises(IntegrityError), transaction.atomic():
            held(hamlet, 0, 8, since, until).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        held(hamlet, 1, 4, FIRST + 20 * DAY, FIRST + 30 * DAY).save()
    first = HeadTerm.objects.get(person=hamlet.person(0))
    with pytest.raises(IntegrityError), transaction.atomic():
        HeadTerm.objects.filter(pk=first.pk).update(until=None)
    assert HeadTerm.objects.count() == 2


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 3), st.integers(0, 40), st.integers(0, 20)), max_size=12))
def test_whatever_is_written_a_unit_has_one_head_on_every_date(
    hamlet: Hamlet, asked: list[tuple[int, int, int, int]]
) -> None:
    with transaction.atomic():
        other = unit_of([], ordinal=50, since=FIRST)
        for unit, person, start, length in asked:
            term = held(hamlet, 0, person, FIRST + start * DAY, FIRST + (start + length) * DAY)
            term.unit = other if unit else hamlet.unit
            clash = [
                t
                for t in HeadTerm.objects.all()
                if (t.unit_id == term.unit_id or t.person_id == term.person_id)
                and max(t.since, term.since) < min(t.until or date.max, term.until or date.max)
            ]
            try:
                with transaction.atomic():
                    term.save()
            except IntegrityError:
                assert clash
            else:
                assert not clash
        for day in range(61):
            now = [t for t in HeadTerm.objects.all() if t.since <= FIRST + day * DAY < (t.until or date.max)]
            assert max(Counter(t.unit_id for t in now).values(), default=0) <= 1
            assert max(Counter(t.person_id for t in now).values(), default=0) <= 1
        transaction.set_rollback(True)


def test_a_term_ends_as_the_village_tells_it_and_only_once(hamlet: Hamlet) -> None:
    hamlet.in_office()
    term = HeadTerm.objects.get()
    by = {"actor": hamlet.officer, "now": hamlet.now, "term": term.pk}
    today = hamlet.now.date()
    refused(errors.BadTermDay, commands.end_term, how=TermEnd.RESIGNED, day=today + DAY, **by)
    refused(errors.BadTermDay, commands.end_term, how=TermEnd.RESIGNED, day=term.since - DAY, **by)
    refused(errors.TermOver, commands.end_term, how=TermEnd.RECALLED, day=today, **by)
    cadre = {**by, "actor": actor(Role.CADRE, VILLAGE)}
    refused(NotAllowed, commands.end_term, how=TermEnd.RESIGNED, day=today, **cadre)
    stranger = {**by, "actor": actor(Role.OFFICER, "141130102")}
    refused(NotFound, commands.end_term, how=TermEnd.RESIGNED, day=today, **stranger)
    commands.end_term(how=TermEnd.RESIGNED, day=today, note="年纪大了", **by)
    refused(errors.TermOver, commands.end_term, how=TermEnd.RESIGNED, day=today, **by)


def test_the_holder_who_died_or_left_is_listed_though_nobody_told_the_term(hamlet: Hamlet) -> None:
    hamlet.in_office()
    today = hamlet.now.date()
    listed = {"actor": hamlet.officer, "on": today}
    assert queries.stray_terms(HAMLET, **listed) == []
    Person.objects.filter(pk=hamlet.person(0)).update(died_on=today)
    assert [t.trouble for t in queries.stray_terms(HAMLET, **listed)] == ["died"]
    Person.objects.filter(pk=hamlet.person(0)).update(died_on=None)
    Membership.objects.filter(person=hamlet.person(0)).update(until=today)
    assert [t.trouble for t in queries.stray_terms(HAMLET, **listed)] == ["left"]
    Membership.objects.filter(person=hamlet.person(0)).update(until=None)
    Seat.objects.filter(household=hamlet.homes[0]).update(until=today)
    assert [t.trouble for t in queries.stray_terms(HAMLET, **listed)] == ["left"]
    hamlet.unit.until = today
    hamlet.unit.save()
    assert [t.trouble for t in queries.stray_terms(HAMLET, **listed)] == ["unit"]


def test_the_deputy_acts_where_the_head_is_party_and_stands_in_where_there_is_none(hamlet: Hamlet) -> None:
    hamlet.in_office((8, 2))
    election = hamlet.opened(kind=Kind.DEPUTY)
    keys = hamlet.standing(election, 4)
    hamlet.begin(election, Way.PAPER)
    hamlet.papers(election)
    commands.close_voting(actor=hamlet.officer, now=hamlet.now, election=election)
    hamlet.counted(election, Count(0, 0, {keys[0]: 10}))
    commands.post_result(actor=hamlet.officer, now=hamlet.now, election=election)
    hamlet.now += 6 * DAY
    commands.take_office(actor=hamlet.officer, now=hamlet.now, election=election)
    today = hamlet.now.date()

    def acts(*parties: object) -> tuple[str, str]:
        found = queries.acting_head(hamlet.unit.pk, list(parties), on=today)  # type: ignore[arg-type]
        return (found.term.name if found.term else "", found.reason)

    assert acts() == ("赵0", "head")
    assert acts(hamlet.homes[0].pk) == ("赵4", "deputy")
    assert acts(hamlet.person(0), hamlet.homes[4].pk) == ("", "villager_group")
    by = {"actor": hamlet.officer, "now": hamlet.now}
    refused(errors.HeadThere, commands.name_interim, unit=hamlet.unit.pk, **by)
    head = HeadTerm.objects.get(office="head")
    commands.end_term(term=head.pk, how=TermEnd.DIED, day=today, **by)
    interim = HeadTerm.objects.get(pk=commands.name_interim(unit=hamlet.unit.pk, **by))
    assert (interim.person_id, interim.is_interim, interim.due) == (hamlet.person(4), True, today + 90 * DAY)
    # Who stands in is no elected head.
    assert [v.headed for v in queries.every_village_has_heads(VILLAGE, actor=hamlet.officer, on=today)] == [0]
    assert queries.figures(VILLAGE, actor=hamlet.officer, on=today).interim == 1


def test_a_recall_needs_a_third_of_the_households_then_a_vote_and_takes_the_office(hamlet: Hamlet) -> None:
    hamlet.in_office()
    term = HeadTerm.objects.get()
    by = {"now": hamlet.now}
    refused(errors.TextMissing, commands.open_motion, actor=hamlet.signs_in(3), term=term.pk, grounds=" ", **by)
    motion = commands.open_motion(actor=hamlet.signs_in(3), term=term.pk, grounds="长期在外", **by)
    refused(errors.MotionOpen, commands.open_motion, actor=hamlet.officer, term=term.pk, grounds="x", **by)
    refused(errors.SignedAlready, commands.sign_motion, actor=hamlet.signs_in(3), motion=motion, **by)
    refused(NotFound, commands.sign_motion, actor=actor(Role.VILLAGER, HAMLET), motion=motion, **by)
    vote = {"way": Way.PAPER, "vote_from": hamlet.now.date(), "vote_until": hamlet.now.date()}
    for number in (5, 6):
        commands.sign_motion(actor=hamlet.officer, motion=motion, household=hamlet.homes[number].pk, **by)
    told = refused(
        errors.TooFewSignatures, commands.open_recall_vote, actor=hamlet.officer, motion=motion, **vote, **by
    )
    assert told.values == {"signed": 3, "needs": 4}
    commands.sign_motion(actor=hamlet.signs_in(7), motion=motion, **by)
    election = commands.open_recall_vote(actor=hamlet.officer, motion=motion, **vote, **by)
    hamlet.begin(election, Way.PAPER)
    hamlet.papers(election)
    commands.close_voting(actor=hamlet.officer, election=election, **by)
    hamlet.counted(election, Count(0, 0, {"yes": 6, "no": 4}))
    commands.post_result(actor=hamlet.officer, election=election, **by)
    commands.take_office(actor=hamlet.officer, now=hamlet.now + 6 * DAY, election=election)
    term.refresh_from_db()
    assert (term.ended_by, term.until) == ("recalled", hamlet.now.date() + 6 * DAY)


def test_a_recall_with_as_many_against_as_for_it_leaves_the_head(hamlet: Hamlet) -> None:
    hamlet.in_office()
    motion = commands.open_motion(actor=hamlet.officer, now=hamlet.now, term=HeadTerm.objects.get().pk, grounds="x")
    for number in range(5):
        commands.sign_motion(actor=hamlet.officer, now=hamlet.now, motion=motion, household=hamlet.homes[number].pk)
    today = hamlet.now.date()
    election = commands.open_recall_vote(
        actor=hamlet.officer, now=hamlet.now, motion=motion, way=Way.PAPER, vote_from=today, vote_until=today
    )
    hamlet.begin(election, Way.PAPER)
    hamlet.papers(election)
    commands.close_voting(actor=hamlet.officer, now=hamlet.now, election=election)
    hamlet.counted(election, Count(0, 0, {"yes": 5, "no": 5}))
    assert hamlet.stage(election) == Stage.FAILED
    assert HeadTerm.objects.get().until is None


def test_a_hand_over_is_open_until_both_have_ticked_everything(hamlet: Hamlet) -> None:
    leaving, arriving = hamlet.signs_in(0), hamlet.signs_in(4)
    by = {"actor": hamlet.officer, "now": hamlet.now}
    commands.keep_handover_list(place=VILLAGE, since=hamlet.now.date(), items=["book", "村里的三轮车钥匙"], **by)
    refused(errors.NoItems, commands.keep_handover_list, place=VILLAGE, since=hamlet.now.date(), items=[" "], **by)
    refused(
        NotFound,
        commands.keep_handover_list,
        place=VILLAGE,
        since=hamlet.now.date(),
        items=["x"],
        actor=actor(Role.CADRE, OTHER_VILLAGE),
        now=hamlet.now,
    )
    hamlet.in_office((8, 2))
    hamlet.in_office((2, 8))
    made = Handover.objects.get()
    book, keys = made.items.all()
    now = hamlet.now
    refused(NotAllowed, commands.tick_item, actor=arriving, now=now, item=book.pk, side="given")
    refused(NotAllowed, commands.tick_item, actor=hamlet.signs_in(3), now=now, item=book.pk, side="taken")
    assert not commands.tick_item(actor=leaving, now=now, item=book.pk, side="given")
    refused(errors.TickedAlready, commands.tick_item, actor=leaving, now=now, item=book.pk, side="given")
    assert not commands.tick_item(actor=arriving, now=now, item=book.pk, side="taken")
    assert not commands.tick_item(actor=hamlet.officer, now=now, item=keys.pk, side="given")
    assert queries.open_handovers(HAMLET, actor=hamlet.officer)[0][3] == 1
    assert commands.tick_item(actor=hamlet.officer, now=now, item=keys.pk, side="taken")
    assert queries.open_handovers(HAMLET, actor=hamlet.officer) == []


def test_the_last_step_of_the_ladder_makes_the_registry_say_party_member(hamlet: Hamlet) -> None:
    today = hamlet.now.date()
    person = hamlet.person(4)
    by = {"actor": actor(Role.CADRE, VILLAGE), "now": hamlet.now, "person": person, "evidence": "支部记录"}
    commands.take_step(step=Step.CANDIDATE, since=today - 400 * DAY, **by)
    refused(errors.WrongLadderStep, commands.take_step, step=Step.MEMBER, since=today, **by)
    refused(errors.LadderOrder, commands.take_step, step=Step.PROBATIONARY, since=today - 500 * DAY, **by)
    refused(errors.LadderOrder, commands.take_step, step=Step.PROBATIONARY, since=today + DAY, **by)
    refused(errors.LadderReason, commands.take_step, step=Step.ACTIVIST, since=today, **by)
    refused(errors.EvidenceMissing, commands.take_step, step=Step.PROBATIONARY, since=today, **{**by, "evidence": ""})
    commands.take_step(step=Step.PROBATIONARY, since=today - 370 * DAY, **by)
    assert not Person.objects.get(pk=person).is_party_member
    commands.take_step(step=Step.MEMBER, since=today - DAY, **by)
    found = Person.objects.get(pk=person)
    assert (found.is_party_member, found.party_since) == (True, today - DAY)
    refused(errors.SameLadderStep, commands.take_step, step=Step.MEMBER, since=today, **by)
    commands.take_step(step=Step.PROBATIONARY, since=today, reason="党纪处分", **by)
    assert not Person.objects.get(pk=person).is_party_member
    assert LadderStep.objects.filter(person=person).count() == 4


def test_the_ladder_is_seen_by_those_who_keep_it_and_by_the_person(hamlet: Hamlet) -> None:
    person = hamlet.person(4)
    for who in (hamlet.officer, actor(Role.CADRE, VILLAGE), hamlet.signs_in(4)):
        assert queries.ladder_of(person, actor=who).name == "赵4"
    for who in (actor(Role.AUDITOR, "1411"), actor(Role.CADRE, OTHER_VILLAGE), hamlet.signs_in(3)):
        with pytest.raises(NotFound):
            queries.ladder_of(person, actor=who)
    by = {"now": hamlet.now, "person": person, "step": Step.ABLE, "since": hamlet.now.date(), "evidence": "x"}
    refused(NotFound, commands.take_step, actor=hamlet.signs_in(4), **by)


def test_every_village_has_heads_counts_units_in_force_by_village(hamlet: Hamlet, village: Village) -> None:
    today = hamlet.now.date()
    told = {v.name: v for v in queries.every_village_has_heads(TOWN, actor=hamlet.officer, on=today)}
    assert (told["尚家沟村"].units, told["尚家沟村"].headed, told["尚家沟村"].is_complete) == (1, 0, False)
    assert (told["支进村"].units, told["支进村"].is_complete) == (0, False)
    hamlet.in_office()
    on = hamlet.now.date()
    told = {v.name: v for v in queries.every_village_has_heads(TOWN, actor=hamlet.officer, on=on)}
    assert told["尚家沟村"].is_complete
    figures = queries.figures(TOWN, actor=hamlet.officer, on=on)
    assert (figures.units, figures.headed, figures.party, figures.overdue) == (1, 1, 1, 0)
    # Three years later the term is over; the head stays until the next, and the figure says so.
    later = queries.figures(TOWN, actor=hamlet.officer, on=on + timedelta(days=3 * 366))
    assert (later.headed, later.overdue) == (1, 1)
    assert HeadRules().term_years == 3
    del village
