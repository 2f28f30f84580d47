"""Publishing, deciding, establishing, solving again: what is kept, what is refused, what carries over."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from uuid import UUID, uuid4

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from tests.services.units.conftest import AGREED, HAMLET, TOWN, VILLAGE, Village
from tests.services.units.proposals.conftest import Quiet, all_say, codes, drawn, told, units_of

from shihu.base.audit.models import AuditEntry
from shihu.base.audit.queries import verify
from shihu.base.registry.models import Household
from shihu.kernel.actors import Actor, Grant, Role
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.units import commands, jobs, queries
from shihu.services.units.errors import (
    AdultNeeded,
    AlreadyProposed,
    DeciderNeeded,
    DecisionDay,
    HasEstablished,
    KeyTaken,
    NoneReady,
    NoRequests,
    NotADraft,
    NotByPhone,
    NothingEstablished,
    NotOpen,
    ProofNeeded,
    SheetNumberNeeded,
    StandsAlready,
    TooEarly,
    WantedElsewhere,
    WhyNeeded,
    WitnessNeeded,
)
from shihu.services.units.models import IN_FORCE, Agreement, Asking, Decision, Formation, Proposal, Seat
from shihu.services.units.types import Agreed, Channel, Deciding, Word

ENGLISH = {"accept-language": "en"}
SignIn = Callable[..., Client]


def test_publishing_keeps_the_dates_and_asks_every_household(key: UUID, now: datetime) -> None:
    proposal = Proposal.objects.get(pk=key)
    assert (proposal.starts, proposal.ends) == (date(2019, 8, 15), date(2019, 8, 22))
    assert Formation.objects.get(pk=key).state == "proposed"
    assert set(Asking.objects.values_list("kind", flat=True)) == {"asked"}
    assert Asking.objects.count() == 20
    assert not Seat.objects.filter(IN_FORCE).exists()


def test_publishing_is_refused_with_nothing_changed(
    key: UUID, officer: Actor, cadre: Actor, colleague: Actor, auditor: Actor, now: datetime
) -> None:
    second = drawn(officer, now)
    cases: list[tuple[Actor, UUID, int, type[Refusal]]] = [
        (cadre, second, 7, NotAllowed),
        (auditor, second, 7, NotAllowed),
        (colleague, second, 7, NotFound),
        (officer, second, 0, Refusal),
        (officer, second, 7, AlreadyProposed),
        (officer, key, 7, NotADraft),
    ]
    for actor, formation, days, refusal in cases:
        with pytest.raises(refusal):
            commands.publish_proposal(actor=actor, now=now, key=formation, days=days)
    with pytest.raises(AlreadyProposed):
        commands.adopt_formation(actor=officer, now=now, key=second, agreed=AGREED)
    assert Proposal.objects.count() == 1
    assert Formation.objects.get(pk=second).state == "draft"


def test_taking_units_over_asks_for_the_paper_behind_them(village: Village, officer: Actor, now: datetime) -> None:
    village.settle(10)
    key = drawn(officer, now)
    for wrong in (Agreed("hearsay", "3", AGREED.on), Agreed("minutes", " ", AGREED.on), replace(AGREED, on=date.max)):
        with pytest.raises(ProofNeeded):
            commands.adopt_formation(actor=officer, now=now, key=key, agreed=wrong)
    assert not Seat.objects.filter(IN_FORCE).exists()
    commands.adopt_formation(actor=officer, now=now, key=key, agreed=AGREED)
    kept = Agreement.objects.get()
    assert (kept.kind, kept.number, kept.agreed_on) == ("minutes", AGREED.number, AGREED.on)
    assert AuditEntry.objects.get(action="units.adopt").new["number"] == AGREED.number


def test_a_decision_needs_its_evidence_and_a_refused_one_leaves_nothing(
    key: UUID, officer: Actor, cadre: Actor, colleague: Actor, auditor: Actor, now: datetime
) -> None:
    unit, other = units_of(key)
    code, on = codes(unit)[0], timezone.localdate(now)
    good = told(code, Word.ACCEPT, on)
    cases: list[tuple[Actor, Deciding, type[Refusal]]] = [
        (auditor, good, NotAllowed),
        (colleague, good, NotFound),
        (cadre, replace(good, channel=Channel.PHONE), NotByPhone),
        (cadre, replace(good, channel=Channel.CARRIED), NotAllowed),
        (cadre, replace(good, decided_by=" "), DeciderNeeded),
        (cadre, replace(good, witness=""), WitnessNeeded),
        (cadre, replace(good, channel=Channel.PAPER), SheetNumberNeeded),
        (cadre, replace(good, word=Word.ASK), WhyNeeded),
        (cadre, replace(good, decided_on=on - timedelta(days=1)), DecisionDay),
        (cadre, replace(good, decided_on=on + timedelta(days=1)), DecisionDay),
        (cadre, replace(good, household="nobody"), Refusal),
        (cadre, replace(good, word=Word.ASK, reason="x", wanted_unit=unit.pk), WantedElsewhere),
        (cadre, replace(good, word=Word.ASK, reason="x", wanted_partner=codes(unit)[1]), WantedElsewhere),
    ]
    for actor, deciding, refusal in cases:
        with pytest.raises(refusal):
            commands.decide(actor=actor, now=now, key=key, stamp=uuid4(), deciding=deciding)
    assert not Decision.objects.exists()
    assert not AuditEntry.objects.filter(action="units.decide").exists()
    asks = replace(good, word=Word.ASK, reason="想去那边", wanted_unit=other.pk)
    assert commands.decide(actor=cadre, now=now, key=key, stamp=uuid4(), deciding=asks)
    assert "想去那边" not in str(AuditEntry.objects.get(action="units.decide").new)


def test_a_double_tap_is_harmless_and_a_later_word_supersedes_without_overwriting(
    key: UUID, cadre: Actor, officer: Actor, now: datetime
) -> None:
    code, on = codes(units_of(key)[0])[0], timezone.localdate(now)
    stamp, good = uuid4(), told(code, Word.ACCEPT, on)
    assert commands.decide(actor=cadre, now=now, key=key, stamp=stamp, deciding=good)
    assert not commands.decide(actor=cadre, now=now, key=key, stamp=stamp, deciding=good)
    with pytest.raises(KeyTaken):
        commands.decide(actor=cadre, now=now, key=key, stamp=stamp, deciding=replace(good, word=Word.DECLINE))
    later = now + timedelta(days=1)
    declines = told(code, Word.DECLINE, timezone.localdate(later))
    commands.decide(actor=cadre, now=later, key=key, stamp=uuid4(), deciding=declines)
    detail = queries.proposal(key, actor=officer, on=timezone.localdate(later))
    asked = next(one for unit in detail.units for one in unit.asked if one.code == code)
    assert [row.word for row in asked.decisions] == [Word.DECLINE, Word.ACCEPT]
    assert asked.word == "decline"


def test_a_villager_decides_for_the_own_household_only_and_a_child_does_not(
    key: UUID, now: datetime, signed_in: SignIn
) -> None:
    home = Household.objects.order_by("code")[0]
    client = signed_in(Role.VILLAGER, HAMLET, "v")
    home.householder.account = client.user  # type: ignore[attr-defined]
    home.householder.save()
    actor = Actor(client.user.pk, "赵0", (Grant(Role.VILLAGER, HAMLET),))  # type: ignore[attr-defined]
    on = timezone.localdate(now)
    yes = Deciding(home.code, Word.ACCEPT, Channel.PHONE, on)
    other = Household.objects.order_by("code")[1].code
    with pytest.raises(NotFound):
        commands.decide(actor=actor, now=now, key=key, stamp=uuid4(), deciding=replace(yes, household=other))
    commands.decide(actor=actor, now=now, key=key, stamp=uuid4(), deciding=yes)
    assert Decision.objects.get().decided_by == "赵0"
    home.householder.birth = date(2005, 1, 1)
    home.householder.save()
    with pytest.raises(AdultNeeded):
        commands.decide(actor=actor, now=now, key=key, stamp=uuid4(), deciding=yes)
    assert Decision.objects.count() == 1


def test_only_units_that_all_accepted_stand_and_only_after_the_notice(
    key: UUID, officer: Actor, cadre: Actor, now: datetime
) -> None:
    first, second = units_of(key)
    all_say(key, [first], cadre, now)
    with pytest.raises(TooEarly):
        commands.establish_units(actor=officer, now=now + timedelta(days=7), key=key)
    after = now + timedelta(days=8)
    with pytest.raises(NotAllowed):
        commands.establish_units(actor=cadre, now=after, key=key)
    done = commands.establish_units(actor=officer, now=after, key=key)
    assert (done.units, done.households, done.is_last) == (1, len(codes(first)), False)
    assert set(Seat.objects.filter(IN_FORCE).values_list("unit_id", "since")) == {(first.pk, timezone.localdate(after))}
    assert Formation.objects.get(pk=key).state == "proposed"
    with pytest.raises(NoneReady):
        commands.establish_units(actor=officer, now=after, key=key)
    with pytest.raises(StandsAlready):
        deciding = told(codes(first)[0], Word.DECLINE, timezone.localdate(after))
        commands.decide(actor=cadre, now=after, key=key, stamp=uuid4(), deciding=deciding)
    all_say(key, [second], cadre, after)
    assert commands.establish_units(actor=officer, now=after, key=key).is_last
    assert (Formation.objects.get(pk=key).state, Proposal.objects.get(pk=key).end) == ("current", "established")
    assert verify().holds


def test_a_household_that_has_gone_keeps_its_unit_from_standing(
    key: UUID, officer: Actor, cadre: Actor, now: datetime
) -> None:
    first, _second = units_of(key)
    all_say(key, [first], cadre, now)
    Household.objects.filter(code=codes(first)[0]).update(until=timezone.localdate(now))
    with pytest.raises(NoneReady):
        commands.establish_units(actor=officer, now=now + timedelta(days=8), key=key)
    assert not Seat.objects.filter(IN_FORCE).exists()


def test_a_proposal_is_withdrawn_before_and_closed_after_units_stand(
    key: UUID, officer: Actor, cadre: Actor, now: datetime
) -> None:
    with pytest.raises(NothingEstablished):
        commands.close_proposal(actor=officer, now=now, key=key, reason="x")
    with pytest.raises(WhyNeeded):
        commands.withdraw_proposal(actor=officer, now=now, key=key, reason=" ")
    all_say(key, units_of(key)[:1], cadre, now)
    after = now + timedelta(days=8)
    commands.establish_units(actor=officer, now=after, key=key)
    with pytest.raises(HasEstablished):
        commands.withdraw_proposal(actor=officer, now=after, key=key, reason="x")
    commands.close_proposal(actor=officer, now=after, key=key, reason="其余户暂不成立")
    assert Formation.objects.get(pk=key).state == "current"
    with pytest.raises(NotOpen):
        commands.establish_units(actor=officer, now=after, key=key)


def test_a_withdrawn_proposal_keeps_what_was_decided(key: UUID, officer: Actor, cadre: Actor, now: datetime) -> None:
    all_say(key, units_of(key)[:1], cadre, now)
    commands.withdraw_proposal(actor=officer, now=now, key=key, reason="名册有误")
    assert Formation.objects.get(pk=key).state == "discarded"
    assert Decision.objects.count() == len(codes(units_of(key)[0]))
    deciding = told(codes(units_of(key)[1])[0], Word.ACCEPT, timezone.localdate(now))
    with pytest.raises(NotOpen):
        commands.decide(actor=cadre, now=now, key=key, stamp=uuid4(), deciding=deciding)


def test_solved_again_acceptances_carry_over_and_who_declines_is_left_out(
    village: Village, officer: Actor, cadre: Actor, now: datetime
) -> None:
    village.settle(30)
    key = drawn(officer, now)
    commands.publish_proposal(actor=officer, now=now, key=key, days=7)
    with pytest.raises(NoRequests):
        commands.solve_again(actor=cadre, now=now, key=key)
    first, second, third = units_of(key)
    all_say(key, [first, second, third], cadre, now)
    later = now + timedelta(days=2)
    leaver = codes(second)[0]
    no = told(leaver, Word.DECLINE, timezone.localdate(later))
    commands.decide(actor=cadre, now=later, key=key, stamp=uuid4(), deciding=no)
    draft = commands.solve_again(actor=cadre, now=later, key=key)
    jobs.form(Quiet(), cadre, later, str(draft))
    assert Formation.objects.get(pk=draft).state == "draft"
    seated = set(Seat.objects.filter(unit__formation=draft).values_list("household__code", flat=True))
    assert leaver not in seated
    assert len(seated) == 29
    done = commands.publish_proposal(actor=officer, now=later, key=draft, days=3)
    assert (done.asked, done.carried, done.told) == (0, 29, len(codes(second)) - 1)
    assert Proposal.objects.get(pk=key).end == "followed"
    kinds = dict(Asking.objects.filter(proposal=draft).values_list("household__code", "kind"))
    assert {kinds[code] for code in codes(first)} == {"kept"}
    assert {kinds[code] for code in codes(second) if code != leaver} == {"told"}
    # Who is told may withdraw within the new notice: then its unit does not stand, the others do.
    doubter = codes(second)[1]
    commands.decide(
        actor=cadre, now=later, key=draft, stamp=uuid4(), deciding=told(doubter, Word.DECLINE, date(2019, 8, 17))
    )
    after = now + timedelta(days=6)
    done_units = commands.establish_units(actor=officer, now=after, key=draft)
    assert (done_units.units, done_units.is_last) == (2, False)
    assert not Seat.objects.filter(IN_FORCE, household__code__in=[leaver, doubter]).exists()


def test_who_asks_for_a_unit_or_a_partner_sits_there_when_it_is_solved_again(
    village: Village, officer: Actor, cadre: Actor, now: datetime
) -> None:
    village.settle(30)
    key = drawn(officer, now)
    commands.publish_proposal(actor=officer, now=now, key=key, days=7)
    first, second, third = units_of(key)
    on = timezone.localdate(now)
    # Not one of those able to lead: what becomes of a unit is where most of it goes, with one who could head it.
    mover, friend, partner = (
        Seat.objects.filter(unit=unit, can_lead=False).values_list("household__code", flat=True)[0]
        for unit in (first, second, third)
    )
    for deciding in (
        told(mover, Word.ASK, on, reason="亲戚在那边", wanted_unit=second.pk),
        told(friend, Word.ASK, on, reason="合得来", wanted_partner=partner),
    ):
        commands.decide(actor=cadre, now=now, key=key, stamp=uuid4(), deciding=deciding)
    draft = commands.solve_again(actor=cadre, now=now, key=key)
    jobs.form(Quiet(), cadre, now, str(draft))
    unit = dict(Seat.objects.filter(unit__formation=draft).values_list("household__code", "unit__ordinal"))
    assert unit[friend] == unit[partner]
    assert unit[mover] == second.ordinal


def test_in_a_repair_only_who_changes_unit_is_asked(village: Village, officer: Actor, now: datetime) -> None:
    village.settle(20)
    commands.adopt_formation(actor=officer, now=now, key=drawn(officer, now), agreed=AGREED)
    (newcomer,) = village.arrive([30])
    later = now + timedelta(days=1)
    repair = commands.ask_repair(actor=officer, now=later, place=HAMLET)
    jobs.form(Quiet(), officer, later, str(repair))
    done = commands.publish_proposal(actor=officer, now=later, key=repair, days=3)
    assert done.asked == 1
    assert set(Asking.objects.filter(kind="stays").values_list("household__code", flat=True)) == {
        h.code for h in Household.objects.exclude(pk=newcomer.pk)
    }
    yes = told(newcomer.code, Word.ACCEPT, timezone.localdate(later))
    commands.decide(actor=officer, now=later, key=repair, stamp=uuid4(), deciding=yes)
    held = dict(Seat.objects.filter(IN_FORCE).values_list("household_id", "unit_id"))
    assert commands.establish_units(actor=officer, now=later + timedelta(days=4), key=repair).is_last
    now_held = dict(Seat.objects.filter(IN_FORCE).values_list("household_id", "unit_id"))
    assert {key: unit for key, unit in now_held.items() if key != newcomer.pk} == held
    assert newcomer.pk in now_held


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(words=st.lists(st.sampled_from([*Word, None]), min_size=20, max_size=20), days=st.integers(6, 9))
def test_no_unit_is_established_without_all_its_members_standing_acceptance(
    words: list[Word | None], days: int, db: None, officer: Actor, cadre: Actor, now: datetime
) -> None:
    from django.db import transaction

    with transaction.atomic():
        village = Village()
        homes = village.settle(20)
        key = drawn(officer, now)
        commands.publish_proposal(actor=officer, now=now, key=key, days=7)
        # Whole runs of yes are likely: otherwise no unit would ever stand.
        for home, word in zip(homes, [w if n % 7 == 6 else Word.ACCEPT for n, w in enumerate(words)], strict=True):
            if word is not None:
                deciding = told(home.code, word, timezone.localdate(now), reason="x")
                commands.decide(actor=cadre, now=now, key=key, stamp=uuid4(), deciding=deciding)
        after = now + timedelta(days=days)
        try:
            commands.establish_units(actor=officer, now=after, key=key)
        except Refusal:
            assert not Seat.objects.filter(IN_FORCE).exists()
        for seat in Seat.objects.filter(IN_FORCE):
            assert timezone.localdate(after) > Proposal.objects.get().ends
            last = Decision.objects.filter(asking__household=seat.household_id).first()
            assert last is not None
            assert last.word == "accept"
        transaction.set_rollback(True)


def test_the_page_of_a_proposal_says_where_each_unit_stands_in_few_queries(
    key: UUID, cadre: Actor, now: datetime, signed_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    first, second = units_of(key)
    all_say(key, [first], cadre, now)
    no = told(codes(second)[0], Word.ASK, timezone.localdate(now), reason="想换", wanted_partner=codes(first)[0])
    commands.decide(actor=cadre, now=now, key=key, stamp=uuid4(), deciding=no)
    client = signed_in(Role.OFFICER, TOWN)
    address = reverse("units_proposal", kwargs={"key": key})
    client.get(address)
    with django_assert_max_num_queries(28):
        page = client.get(address, headers=ENGLISH).content.decode()
    for word in ("Establish 1 unit", "Open requests", "To be visited", "想换", "Notice ended, 9 silent"):
        assert word in page
    book = openpyxl.load_workbook(BytesIO(client.get(reverse("units_proposal_export", kwargs={"key": key})).content))
    assert [sheet.max_row for sheet in book.worksheets] == [21, 1 + len(codes(first)) + 1]


def test_the_notice_of_a_proposal_tells_dates_and_how_to_object_and_exposes_nobody(
    key: UUID, signed_in: SignIn
) -> None:
    page = signed_in(Role.OFFICER, TOWN).get(
        reverse("units_notice", kwargs={"key": key}), headers={"accept-language": "zh-hans"}
    )
    text = page.content.decode()
    assert "公示期：2019-08-15至2019-08-22" in text
    assert 'class="qr"' in text
    for word in ("困难", "贫困", "较富裕", "香菇", "茯苓", "电话", "身份证"):
        assert word not in text


def test_a_signed_sheet_is_put_down_whole_or_not_at_all(key: UUID, signed_in: SignIn) -> None:
    from django.utils.timezone import now as clock

    Proposal.objects.update(starts=timezone.localdate(clock()), ends=timezone.localdate(clock()) + timedelta(days=7))
    unit = units_of(key)[0]
    client = signed_in(Role.CADRE, VILLAGE)
    address = reverse("units_proposal_sheet", kwargs={"key": key, "unit": unit.pk})
    today = timezone.localdate(clock()).isoformat()
    fields = {"stamp": str(uuid4()), "paper": "002001-01", "decided_on": today}
    fields |= {f"word_{at}": "accept" for at in range(3)} | {f"by_{at}": "赵某" for at in range(3)}
    wrong = client.post(address, {**fields, "word_2": "ask"}, headers=ENGLISH)
    assert wrong.status_code == 422
    assert "Say why" in wrong.content.decode()
    assert not Decision.objects.exists()
    assert client.post(address, fields).status_code == 302
    assert set(Decision.objects.values_list("channel", "paper")) == {("paper", "002001-01")}
    assert Decision.objects.count() == 3
    assert client.post(address, fields).status_code == 302
    assert Decision.objects.count() == 3


def test_the_own_page_shows_the_own_unit_and_takes_the_decision_once(key: UUID, signed_in: SignIn) -> None:
    home = Household.objects.order_by("code")[0]
    client = signed_in(Role.VILLAGER, HAMLET)
    home.householder.account = client.user  # type: ignore[attr-defined]
    home.householder.save()
    address = reverse("units_own_proposal")
    page = client.get(address, headers=ENGLISH).content.decode()
    assert "Your household is asked" in page
    assert "You are free to say no" in page
    assert client.get("/", headers=ENGLISH).content.decode().count("Your household is asked: join a unit or not") == 1
    stamp = page.split('name="stamp" value="')[1].split('"')[0]
    unsaid = client.post(address, {"stamp": stamp, "word": "ask"}, headers=ENGLISH)
    assert (unsaid.status_code, Decision.objects.count()) == (422, 0)
    for _tap in range(2):
        assert client.post(address, {"stamp": stamp, "word": "accept"}).status_code == 302
    assert list(Decision.objects.values_list("word", "channel")) == [("accept", "phone")]
    assert client.post(address, {"stamp": str(uuid4()), "word": "ask", "wanted_partner": "x"}).status_code == 422
