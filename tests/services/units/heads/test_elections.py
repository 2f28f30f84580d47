"""An election from the nomination to the office; every refused act leaves everything as it was."""

from uuid import UUID

import pytest
from django.db import transaction
from tests.services.units.conftest import HAMLET, OTHER_VILLAGE, TOWN, VILLAGE
from tests.services.units.heads.conftest import DAY, Hamlet, actor, unit_of

from shihu.base.accounts.models import RoleGrant
from shihu.base.audit.models import AuditEntry
from shihu.base.audit.queries import verify
from shihu.base.registry.models import Person
from shihu.kernel.actors import Role
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.units import commands, errors, queries
from shihu.services.units.commands import Counted
from shihu.services.units.models import Candidate, Election, HeadTerm, RollEntry, Seat, Tally
from shihu.services.units.types import Count, HeadRules, Kind, Office, Stage, TermEnd, Way


def refused(code: type[Refusal], act: object, **given: object) -> Refusal:
    """The act is refused by this name, and the audit (where every change stands) has not grown."""
    before = AuditEntry.objects.count()
    with pytest.raises(code) as caught, transaction.atomic():
        act(**given)  # type: ignore[operator]
    assert AuditEntry.objects.count() == before
    return caught.value


def test_a_unit_chooses_its_head_on_paper_and_the_term_begins(hamlet: Hamlet) -> None:
    election = hamlet.decided((7, 2), invalid=1)
    assert hamlet.stage(election) == Stage.CHOSEN
    begins = commands.post_result(actor=hamlet.officer, now=hamlet.now, election=election)
    assert begins == hamlet.now.date() + 6 * DAY
    refused(
        errors.OfficeTooEarly, commands.take_office, actor=hamlet.officer, now=hamlet.now + 5 * DAY, election=election
    )
    done = commands.take_office(actor=hamlet.officer, now=hamlet.now + 6 * DAY, election=election)
    term = HeadTerm.objects.get(pk=done.terms[0])
    assert (term.person_id, term.office, term.since, term.until) == (hamlet.person(0), "head", begins, None)
    assert term.due == begins.replace(year=begins.year + 3)
    assert done.without_account == ("赵0",)  # told to the officer
    assert verify().holds


def test_nomination_seconding_and_consent_make_a_candidate(hamlet: Hamlet) -> None:
    election = hamlet.opened(Way.PHONE)
    neighbour, nominee = hamlet.signs_in(3), hamlet.signs_in(4)
    by = {"now": hamlet.now}
    candidate = commands.nominate(actor=neighbour, election=election, person=hamlet.person(4), **by)
    refused(errors.CannotSecond, commands.second, actor=neighbour, candidate=candidate, **by)
    refused(errors.CannotSecond, commands.second, actor=nominee, candidate=candidate, **by)
    refused(NotAllowed, commands.consent, actor=neighbour, candidate=candidate, **by)
    refused(errors.NoCandidate, commands.begin_voting, actor=hamlet.officer, election=election, **by)
    commands.second(actor=hamlet.signs_in(5), candidate=candidate, **by)
    refused(errors.SignedAlready, commands.second, actor=hamlet.signs_in(5), candidate=candidate, **by)
    refused(errors.NoCandidate, commands.begin_voting, actor=hamlet.officer, election=election, **by)
    commands.consent(actor=nominee, candidate=candidate, **by)
    assert commands.begin_voting(actor=hamlet.officer, election=election, **by) == (candidate,)
    refused(errors.WrongStage, commands.withdraw, actor=nominee, candidate=candidate, **by)


def test_who_nominates_themself_agrees_by_it_and_who_withdraws_stands_no_more(hamlet: Hamlet) -> None:
    election = hamlet.opened(Way.PHONE)
    own = hamlet.signs_in(4)
    candidate = commands.nominate(actor=own, now=hamlet.now, election=election, person=hamlet.person(4))
    assert Candidate.objects.get(pk=candidate).consented_on == hamlet.now.date()
    commands.withdraw(actor=own, now=hamlet.now, candidate=candidate)
    refused(errors.NoCandidate, commands.begin_voting, actor=hamlet.officer, now=hamlet.now, election=election)


def test_who_may_not_stand_is_refused_with_the_reason_and_cadres_give_grounds(hamlet: Hamlet) -> None:
    election = hamlet.opened()
    by = {"actor": hamlet.officer, "now": hamlet.now, "election": election}
    told = refused(errors.NotEligible, commands.nominate, person=hamlet.person(1), grounds="能干", **by)
    assert "able to lead" in str(told)
    refused(errors.TextMissing, commands.nominate, person=hamlet.person(0), **by)
    outside = Person.objects.create(name="外人", pinyin="w", initials="w")
    refused(NotFound, commands.nominate, person=outside.pk, grounds="能干", **by)
    commands.nominate(person=hamlet.person(0), grounds="能干", **by)
    refused(errors.NominatedAlready, commands.nominate, person=hamlet.person(0), grounds="能干", **by)


def test_an_election_is_opened_for_a_unit_in_force_once_and_in_order(hamlet: Hamlet) -> None:
    hamlet.opened()
    refused(errors.ElectionOpen, hamlet.opened)
    hamlet.opened(kind=Kind.DEPUTY, places=2)
    refused(errors.TooManyPlaces, hamlet.opened, kind=Kind.DEPUTY, places=3)
    today = hamlet.now.date()
    dates = {"nominate_until": today, "vote_from": today - DAY, "vote_until": today}
    whole = {"actor": hamlet.officer, "now": hamlet.now, "unit": hamlet.unit.pk, "kind": Kind.HEAD, "way": Way.PAPER}
    refused(errors.BadElectionDates, commands.open_election, **whole, **dates)
    hamlet.unit.until = today
    hamlet.unit.save()
    refused(errors.UnitNotInForce, hamlet.opened)


def test_a_household_votes_once_on_the_phone_and_a_double_tap_is_the_same_vote(hamlet: Hamlet) -> None:
    election, (first, other) = hamlet.begun(Way.PHONE)
    by = {"now": hamlet.now, "election": election}
    assert commands.cast_vote(actor=hamlet.signs_in(3), choice=first, key="tap", **by) is True
    assert commands.cast_vote(actor=hamlet.signs_in(3), choice=first, key="tap", **by) is False
    refused(errors.HasVoted, commands.cast_vote, actor=hamlet.signs_in(3), choice=other, key="again", **by)
    refused(errors.UnknownChoice, commands.cast_vote, actor=hamlet.signs_in(5), choice="yes", key="k", **by)
    refused(NotFound, commands.cast_vote, actor=actor(Role.VILLAGER, HAMLET), choice=first, key="k", **by)
    refused(NotAllowed, commands.cast_vote, actor=hamlet.officer, choice=first, key="k", **by)
    late = hamlet.now + 3 * DAY
    refused(
        errors.VotingClosed,
        commands.cast_vote,
        actor=hamlet.signs_in(5),
        now=late,
        election=election,
        choice=first,
        key="",
    )
    assert sum(Tally.objects.values_list("count", flat=True)) == 1


def test_two_of_one_household_have_one_vote(hamlet: Hamlet) -> None:
    election, (first, _other) = hamlet.begun(Way.PHONE)
    commands.cast_vote(actor=hamlet.signs_in(3), now=hamlet.now, election=election, choice=first, key="a")
    partner = Person.objects.filter(memberships__household=hamlet.homes[3]).exclude(pk=hamlet.person(3)).first()
    assert partner is not None
    householder = Person.objects.get(pk=hamlet.person(3))
    account, householder.account = householder.account, None
    householder.save()
    partner.account = account
    partner.save()
    hamlet.homes[3].householder.account = account
    refused(
        errors.HasVoted,
        commands.cast_vote,
        actor=hamlet.signs_in(3),
        now=hamlet.now,
        election=election,
        choice=first,
        key="b",
    )


def test_who_voted_on_the_phone_gets_no_paper_and_all_households_are_needed_to_end_early(hamlet: Hamlet) -> None:
    election, keys = hamlet.begun(Way.MIXED)
    for number in (0, 3, 4):
        commands.cast_vote(
            actor=hamlet.signs_in(number), now=hamlet.now, election=election, choice=keys[0], key=str(number)
        )
    refused(errors.HasVoted, hamlet.papers, election=election, numbers=(3, 5))
    assert not RollEntry.objects.filter(channel="paper").exists()
    hamlet.papers(election, (1, 2, 5))
    refused(
        errors.HasVoted,
        commands.cast_vote,
        actor=hamlet.signs_in(5),
        now=hamlet.now,
        election=election,
        choice=keys[0],
        key="x",
    )
    refused(errors.StillVoting, commands.close_voting, actor=hamlet.officer, now=hamlet.now, election=election)
    after = hamlet.now + 2 * DAY
    assert commands.close_voting(actor=hamlet.officer, now=after, election=election) == Stage.COUNTING
    hamlet.counted(election, Count(1, 0, {keys[0]: 1, keys[1]: 1}))
    told = Election.objects.get(pk=election).result
    # Three phones and three papers, of which one came back: five households took part, and every vote is there.
    assert (told["took_part"], told["votes"], hamlet.stage(election)) == (5, {keys[0]: 4, keys[1]: 1}, Stage.FAILED)
    assert told["reason"] == "quorum"


def test_a_phone_vote_of_all_households_is_decided_when_it_is_closed(hamlet: Hamlet) -> None:
    election, keys = hamlet.begun(Way.PHONE)
    for number in range(10):
        choice = keys[number % 2] if number < 9 else "blank"
        commands.cast_vote(
            actor=hamlet.signs_in(number), now=hamlet.now, election=election, choice=choice, key=str(number)
        )
    assert commands.close_voting(actor=hamlet.officer, now=hamlet.now, election=election) == Stage.CHOSEN
    told = Election.objects.get(pk=election).result
    assert (told["votes"], told["blank"], told["took_part"]) == ({keys[0]: 5, keys[1]: 4}, 1, 10)


def test_a_vote_that_vanished_stops_the_count(hamlet: Hamlet) -> None:
    election, keys = hamlet.begun(Way.PHONE)
    for number in range(10):
        commands.cast_vote(
            actor=hamlet.signs_in(number), now=hamlet.now, election=election, choice=keys[0], key=str(number)
        )
    Tally.objects.filter(choice=keys[0]).update(count=9)
    refused(errors.VotesLost, commands.close_voting, actor=hamlet.officer, now=hamlet.now, election=election)


def test_tellers_are_two_others_and_both_count_the_same(hamlet: Hamlet) -> None:
    election = hamlet.opened()
    keys = hamlet.standing(election, 0, 4)
    by = {"actor": hamlet.officer, "now": hamlet.now, "election": election}
    spouse = Person.objects.filter(memberships__household=hamlet.homes[4]).exclude(pk=hamlet.person(4)).first()
    assert spouse is not None
    for pair in (
        [],
        [hamlet.person(1)],
        [hamlet.person(1)] * 2,
        [hamlet.person(0), hamlet.person(1)],
        [spouse.pk, hamlet.person(1)],
    ):
        refused(errors.TellersWrong, commands.begin_voting, tellers=pair, **by)
    hamlet.begin(election, Way.PAPER)
    hamlet.papers(election)
    refused(errors.WrongStage, commands.enter_count, teller=hamlet.person(1), count=Count(0, 0, {}), **by)
    commands.close_voting(**by)
    right = Count(1, 1, {keys[0]: 5, keys[1]: 3})
    told = refused(
        errors.CountDoesNotAddUp,
        commands.enter_count,
        teller=hamlet.person(1),
        count=Count(0, 1, {keys[0]: 5, keys[1]: 3}),
        **by,
    )
    assert "10 papers were handed out, but 9 are accounted for" in str(told)
    refused(errors.CountNotFit, commands.enter_count, teller=hamlet.person(1), count=Count(5, 0, {keys[0]: 5}), **by)
    refused(errors.NotATeller, commands.enter_count, teller=hamlet.person(3), count=right, **by)
    refused(
        NotAllowed, commands.enter_count, teller=hamlet.person(1), count=right, **{**by, "actor": hamlet.signs_in(3)}
    )
    assert (
        commands.enter_count(teller=hamlet.person(1), count=right, **{**by, "actor": hamlet.signs_in(1)})
        == Counted.FIRST
    )
    refused(errors.CountedAlready, commands.enter_count, teller=hamlet.person(1), count=right, **by)
    other = Count(1, 1, {keys[0]: 4, keys[1]: 4})
    assert commands.enter_count(teller=hamlet.person(2), count=other, **by) == Counted.DIFFERS
    assert hamlet.stage(election) == Stage.COUNTING
    assert hamlet.counted(election, right) == [Counted.FIRST, Counted.AGREED]
    assert hamlet.stage(election) == Stage.CHOSEN


def test_a_tie_goes_to_a_run_off_and_a_second_one_to_a_lot_before_two_witnesses(hamlet: Hamlet) -> None:
    election = hamlet.decided((5, 5))
    assert hamlet.stage(election) == Stage.TIED
    by = {"actor": hamlet.officer, "now": hamlet.now}
    witnesses = [hamlet.person(1), hamlet.person(2)]
    refused(errors.WrongStage, commands.draw_lot, election=election, drawn=["x"], witnesses=witnesses, **by)
    today = hamlet.now.date()
    again = commands.open_run_off(election=election, vote_from=today, vote_until=today, **by)
    assert hamlet.stage(election) == Stage.RUN_OFF
    hamlet.begin(again, Way.PAPER)
    hamlet.papers(again)
    commands.close_voting(election=again, **by)
    keys = Election.objects.get(pk=again).result["ballot"]
    hamlet.counted(again, Count(0, 0, dict.fromkeys(keys, 5)))
    refused(errors.WrongStage, commands.open_run_off, election=again, vote_from=today, vote_until=today, **by)
    same = [hamlet.person(1)] * 2
    refused(errors.WitnessesWrong, commands.draw_lot, election=again, drawn=[keys[1]], witnesses=same, **by)
    refused(errors.UnknownChoice, commands.draw_lot, election=again, drawn=["yes"], witnesses=witnesses, **by)
    commands.draw_lot(election=again, drawn=[keys[1]], witnesses=witnesses, **by)
    told = Election.objects.get(pk=again)
    assert (told.stage, told.result["chosen"]) == ("chosen", [keys[1]])
    assert told.result["lot"]["witnesses"] == "赵1、赵2"


def test_a_show_of_hands_is_proved_by_minutes(hamlet: Hamlet) -> None:
    election = hamlet.opened(Way.MEETING)
    hamlet.standing(election, 0)
    tellers = [hamlet.person(1), hamlet.person(2)]
    refused(
        errors.MinutesMissing,
        commands.begin_voting,
        actor=hamlet.officer,
        now=hamlet.now,
        election=election,
        tellers=tellers,
    )
    hamlet.begin(election, Way.MEETING)
    assert Election.objects.get(pk=election).minutes == "2019-8"


def test_an_objection_holds_the_office_back_until_it_is_answered(hamlet: Hamlet) -> None:
    election = hamlet.decided((8, 2))
    by = {"now": hamlet.now, "election": election}
    refused(errors.ObjectionsOver, commands.raise_objection, actor=hamlet.signs_in(3), text="不对", **by)
    commands.post_result(actor=hamlet.officer, **by)
    objection = commands.raise_objection(actor=hamlet.signs_in(3), text="我家没有领到票", **by)
    late = hamlet.now + 6 * DAY
    refused(errors.ObjectionsOpen, commands.take_office, actor=hamlet.officer, now=late, election=election)
    refused(
        errors.ObjectionsOver,
        commands.raise_objection,
        actor=hamlet.signs_in(5),
        text="晚了",
        now=late,
        election=election,
    )
    commands.answer_objection(actor=hamlet.officer, now=late, objection=objection, answer="有签字")
    assert commands.take_office(actor=hamlet.officer, now=late, election=election).terms


def test_the_head_s_role_comes_with_the_term_and_goes_with_it(hamlet: Hamlet) -> None:
    hamlet.signs_in(0)
    hamlet.in_office()
    held = RoleGrant.objects.filter(user__username="home0", role="head", scope=HAMLET, until=None)
    assert held.exists()
    term = HeadTerm.objects.get()
    commands.end_term(
        actor=hamlet.officer, now=hamlet.now + DAY, term=term.pk, how=TermEnd.RESIGNED, day=hamlet.now.date() + DAY
    )
    assert not held.exists()


def test_a_re_elected_head_keeps_the_role_and_another_takes_it_over_with_a_hand_over(hamlet: Hamlet) -> None:
    hamlet.signs_in(0)
    hamlet.signs_in(4)
    hamlet.in_office()
    hamlet.in_office()
    assert RoleGrant.objects.filter(role="head", until=None).values_list("user__username", flat=True)[0] == "home0"
    hamlet.in_office((2, 8))
    assert list(RoleGrant.objects.filter(role="head", until=None).values_list("user__username", flat=True)) == ["home4"]
    terms = list(HeadTerm.objects.order_by("since").values_list("person", "ended_by"))
    assert terms == [(hamlet.person(0), "succeeded")] * 2 + [(hamlet.person(4), "")]
    (opened,) = queries.open_handovers(HAMLET, actor=hamlet.officer)
    assert (opened[2], opened[3]) == ("尚家沟1单元", 7)


def test_who_no_longer_may_is_not_put_in_office(hamlet: Hamlet) -> None:
    election = hamlet.decided((8, 2))
    commands.post_result(actor=hamlet.officer, now=hamlet.now, election=election)
    Seat.objects.filter(household=hamlet.homes[0]).update(until=hamlet.now.date())
    told = refused(
        errors.NotEligible, commands.take_office, actor=hamlet.officer, now=hamlet.now + 6 * DAY, election=election
    )
    assert "belongs to no household of this unit" in str(told)
    assert not HeadTerm.objects.exists()


def test_heading_another_unit_bars_until_that_unit_has_ended(hamlet: Hamlet) -> None:
    hamlet.in_office()
    old = hamlet.unit
    Seat.objects.filter(unit=old).update(until=hamlet.now.date())
    hamlet.unit = unit_of(hamlet.homes, ordinal=2)
    election = hamlet.opened()
    by = {"actor": hamlet.officer, "now": hamlet.now, "election": election}
    refused(errors.NotEligible, commands.nominate, person=hamlet.person(0), grounds="能干", **by)
    commands.call_off(reason="单元将撤", **by)
    old.until = hamlet.now.date()
    old.save()
    hamlet.in_office()
    # The old unit told nobody that it ended; taking office in the new one closes the term there.
    assert HeadTerm.objects.get(unit=old).ended_by == "unit"
    assert HeadTerm.objects.filter(until=None).count() == 1


def test_the_rules_of_the_day_of_opening_stay_with_an_election(hamlet: Hamlet) -> None:
    election = hamlet.opened()
    today = hamlet.now.date()
    by = {"actor": hamlet.officer, "now": hamlet.now, "place": TOWN}
    refused(errors.RulesInThePast, commands.keep_head_rules, since=today - DAY, values=HeadRules(), source="x", **by)
    refused(
        errors.BadHeadRules, commands.keep_head_rules, since=today, values=HeadRules(term_years=0), source="x", **by
    )
    refused(errors.TextMissing, commands.keep_head_rules, since=today, values=HeadRules(), source=" ", **by)
    commands.keep_head_rules(since=today, values=HeadRules(seconds=0, term_years=5), source="镇政发〔2019〕8号", **by)
    assert Election.objects.get(pk=election).rules["seconds"] == 1
    commands.call_off(actor=hamlet.officer, now=hamlet.now, election=election, reason="规则变了")
    fresh = hamlet.opened()
    assert Election.objects.get(pk=fresh).rules["seconds"] == 0
    assert queries.head_rules(HAMLET, on=today - DAY) == HeadRules()


@pytest.mark.parametrize(
    ("role", "scope", "answer"),
    [
        (Role.CADRE, VILLAGE, NotAllowed),
        (Role.AUDITOR, "1411", NotAllowed),
        (Role.CADRE, OTHER_VILLAGE, NotFound),
        (Role.HEAD, HAMLET, NotFound),
        (Role.VILLAGER, HAMLET, NotFound),
        (Role.BANKER, TOWN, NotFound),
    ],
)
def test_only_the_officer_puts_in_office(hamlet: Hamlet, role: Role, scope: str, answer: type[Refusal]) -> None:
    election = hamlet.decided((8, 2))
    commands.post_result(actor=hamlet.officer, now=hamlet.now, election=election)
    late = hamlet.now + 6 * DAY
    refused(answer, commands.take_office, actor=actor(role, scope), now=late, election=election)
    if role != Role.CADRE or scope != VILLAGE:
        refused(answer, commands.call_off, actor=actor(role, scope), now=late, election=election, reason="x")


def test_deputies_follow_the_votes_and_a_deputy_who_becomes_head_is_none(hamlet: Hamlet) -> None:
    hamlet.in_office((7, 3), kind=Kind.DEPUTY)
    assert HeadTerm.objects.get(office=Office.DEPUTY.value).person_id == hamlet.person(0)
    hamlet.in_office((8, 2))
    assert HeadTerm.objects.get(office=Office.DEPUTY.value).ended_by == "succeeded"


def test_a_called_off_election_keeps_its_reason_and_no_votes(hamlet: Hamlet) -> None:
    election, keys = hamlet.begun(Way.PHONE)
    commands.cast_vote(actor=hamlet.signs_in(3), now=hamlet.now, election=election, choice=keys[0], key="k")
    by = {"actor": hamlet.officer, "now": hamlet.now, "election": election}
    refused(errors.TextMissing, commands.call_off, reason="", **by)
    commands.call_off(reason="停电", **by)
    assert not Tally.objects.filter(election=election).exists()
    assert AuditEntry.objects.filter(action="units.election_call_off", reason="停电").exists()
    refused(errors.WrongStage, commands.call_off, reason="再来", **by)


def test_an_unknown_election_is_not_found(hamlet: Hamlet) -> None:
    refused(NotFound, commands.call_off, actor=hamlet.officer, now=hamlet.now, election=UUID(int=5), reason="x")
