"""Disputes through their commands: who takes them, how they go up, how they end."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from tests.services.linkages.mediation.conftest import Stage
from tests.village.people import SHANGJIAGOU, TIANJIAWA, TOWNSHIP, Cast

from shihu.base.audit.models import AuditEntry
from shihu.base.cases.commands import read_case, take_note
from shihu.base.cases.errors import Conflicted, NotTheHolder, NoWords
from shihu.base.cases.models import Case
from shihu.base.registry.models import Membership, Person
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.linkages.commands import mediation as commands
from shihu.services.linkages.errors import mediation as errors
from shihu.services.linkages.models import Agreement, Dispute, Hearing
from shihu.services.linkages.queries import mediation as queries
from shihu.services.linkages.types.mediation import (
    Court,
    DisputeDetail,
    MediationLevel,
    MediationTerms,
    NewAgreement,
    NewHearing,
    Performed,
    Report,
)
from shihu.services.units.queries import unit_names

pytestmark = pytest.mark.django_db
Tell = Callable[..., UUID]
Lists = Callable[..., list[Person]]
DAY = timedelta(days=1)
WORDS = NewAgreement("口头换地", "界桩为准，补款1200元", "当面付清", date(2019, 9, 30))


def case_of(key: UUID) -> Case:
    return Case.objects.get(pk=queries.case_key(key))


def told(key: UUID, cast: Cast, at: datetime, who: str = "cadre") -> DisputeDetail:
    return queries.dispute(key, read_case(actor=getattr(cast, who), now=at, key=queries.case_key(key)))


def unchanged(act: Callable[[], object], refusal: type[Refusal]) -> None:
    def state() -> tuple[int, ...]:
        return tuple(model.objects.count() for model in (AuditEntry, Dispute, Case, Hearing, Agreement))

    before = state()
    with pytest.raises(refusal):
        act()
    assert state() == before


def signed(key: UUID, cast: Cast, at: datetime) -> bool:
    newest = told(key, cast, at).agreement
    assert newest is not None
    days = {signer.key: at.date() for signer in newest.signers}
    return commands.sign_agreement(actor=cast.cadre, now=at, key=key, signed=days, sealed_on=at.date())


def test_parties_of_one_unit_are_heard_by_its_head(report: Tell, cast: Cast, now: datetime) -> None:
    key = report("姚福海", ("赵春生", "赵秋生", "赵冬生"), year=2013)
    case = case_of(key)
    assert (case.level, case.holder_name, case.secrecy) == ("head", "赵二虎", "restricted")
    assert case.title == "姚福海与赵春生等3户山林土地纠纷"
    found = told(key, cast, now)
    assert (unit_names([found.unit])[found.unit][0], found.names["b"]) == (
        "尚家沟四单元",
        ("赵春生", "赵秋生", "赵冬生"),
    )


def test_a_head_who_is_a_party_is_passed_over_for_the_deputy(report: Tell, cast: Cast, now: datetime) -> None:
    case = case_of(report("姚福海", ("赵二虎",)))
    assert (case.level, case.holder_name) == ("head", "尚保平")
    events = told(Dispute.objects.get().pk, cast, now).case.events
    assert events[-1].data["skipped"] == [["head", "赵二虎", "party"]]


def test_without_head_or_deputy_free_of_it_the_group_takes_it(
    report: Tell, listed: Lists, cast: Cast, now: datetime
) -> None:
    people = listed("group", 1)
    case = case_of(report("尚保平", ("赵二虎",)))
    assert (case.level, case.holder_name) == ("group", people[0].name)


def test_parties_of_different_units_begin_with_the_group_and_without_a_list_with_the_cadres(
    report: Tell, stage: Stage
) -> None:
    case = case_of(report("姚福海", (stage.outside[0],)))
    assert (case.level, case.holder_role, case.holder_place) == ("group", "cadre", SHANGJIAGOU)


def test_who_may_report_what(report: Tell, stage: Stage, cast: Cast, now: datetime) -> None:
    stranger = stage.outside[0]
    unchanged(lambda: report("赵春生", (stranger,), actor=cast.villager), errors.NotYourDispute)
    for who in ("banker", "auditor", "colleague", "stranger", "administrator"):
        unchanged(lambda who=who: report(actor=getattr(cast, who)), errors.NotYourDispute)
    report("姚福海", ("赵春生",), actor=cast.villager)
    report("赵秋生", ("赵冬生",), actor=cast.head)
    report("赵秋生", (stranger,), actor=cast.cadre)
    assert sorted(Dispute.objects.values_list("reported_as", flat=True)) == ["head", "office", "villager"]


def test_a_report_sent_twice_from_a_phone_opens_one_dispute(report: Tell, cast: Cast) -> None:
    key = uuid4()
    assert report(key=key, actor=cast.villager) == report(key=key, actor=cast.villager)
    assert Dispute.objects.count() == 1


def test_what_a_report_lacks_is_said_and_nothing_is_opened(
    report: Tell, stage: Stage, cast: Cast, now: datetime
) -> None:
    code = stage.code

    def of(a: tuple[str, ...], b: tuple[str, ...], facts: str = "换地", year: int | None = None) -> None:
        commands.report_dispute(actor=cast.cadre, now=now, report=Report(a, b, "dispute.land", facts, year))

    unchanged(lambda: of((code("姚福海"),), ()), errors.NoSide)
    unchanged(lambda: of((code("姚福海"),), (code("姚福海"),)), errors.BothSides)
    unchanged(lambda: of((code("姚福海"),), ("1411301012020019999",)), errors.PartyUnknown)
    unchanged(lambda: of((code("姚福海"),), (code("赵春生"),), " "), errors.NoFacts)
    unchanged(lambda: of((code("姚福海"),), (code("赵春生"),), year=2031), errors.BadYear)
    report()
    unchanged(lambda: report("赵春生", ("姚福海",)), errors.ReportedAlready)


def test_the_clock_takes_it_from_the_head_to_the_group_to_the_panel(
    report: Tell, listed: Lists, cast: Cast, now: datetime
) -> None:
    group, panel = listed("group", 1), listed("panel", 3, skip=1)
    key = report()
    assert commands.go_up_overdue(actor=cast.officer, now=now + 7 * DAY) == []
    commands.go_up_overdue(actor=cast.officer, now=now + 8 * DAY)
    assert (case_of(key).level, case_of(key).holder_name) == ("group", group[0].name)
    commands.go_up_overdue(actor=cast.officer, now=now + 17 * DAY)
    assert (case_of(key).level, case_of(key).holder_name) == ("panel", panel[0].name)
    # The panel is the last: it is late, and stays.
    assert commands.go_up_overdue(actor=cast.officer, now=now + 60 * DAY) == []


def test_a_running_dispute_keeps_the_limits_of_its_day(report: Tell, cast: Cast, now: datetime) -> None:
    key = report()
    terms = MediationTerms(now.date(), 2, 3, 5, "WD", 10)
    unchanged(lambda: commands.set_terms(actor=cast.cadre, now=now, place=TOWNSHIP, terms=terms), (NotFound))
    commands.set_terms(actor=cast.officer, now=now, place=TOWNSHIP, terms=terms)
    other = report("赵秋生", ("赵冬生",))
    assert [told(one, cast, now).case.stages[0].days for one in (key, other)] == [7, 2]
    with pytest.raises(errors.TermsInThePast):
        commands.set_terms(actor=cast.officer, now=now, place=TOWNSHIP, terms=MediationTerms(now.date() - DAY, 2, 3, 5))
    with pytest.raises(errors.BadMediationTerms):
        commands.set_terms(actor=cast.officer, now=now, place=TOWNSHIP, terms=MediationTerms(now.date(), 0, 3, 5))


def test_a_party_asks_for_the_next_level_with_a_reason(report: Tell, cast: Cast, now: datetime) -> None:
    key = report()
    unchanged(lambda: commands.ask_up(actor=cast.villager, now=now, key=key, reason=" "), NoWords)
    unchanged(lambda: commands.ask_up(actor=cast.banker, now=now, key=key, reason="x"), NotFound)
    commands.ask_up(actor=cast.villager, now=now, key=key, reason="户长是他家亲戚")
    assert case_of(key).level == "group"
    # A head whose level it left reads it and acts no more.
    unchanged(lambda: take_note(actor=cast.head, now=now, key=case_of(key).pk, text="x"), NotTheHolder)


def test_a_head_with_a_stake_stands_aside_for_good(report: Tell, cast: Cast, now: datetime) -> None:
    key = report()
    commands.stand_aside(actor=cast.villager, now=now, key=key, reason="他租着对方的地")
    assert case_of(key).holder_name == "尚保平"
    unchanged(lambda: commands.ask_up(actor=cast.head, now=now, key=key, reason="x"), NotFound)


def _at_panel(report: Tell, cast: Cast, now: datetime) -> UUID:
    key = report()
    commands.ask_up(actor=cast.villager, now=now, key=key, reason="一")
    commands.ask_up(actor=cast.villager, now=now, key=key, reason="二")
    return key


def hearing(people: list[Person], now: datetime, *, sealed: bool = False) -> NewHearing:
    keys = tuple(person.pk for person in people)
    return NewHearing(now.date(), "村委会", keys, "姚家说", "赵家说", "各让一步", sealed)


def test_a_panel_is_odd_and_free_of_kin_and_hears_both_sides(
    report: Tell, stage: Stage, listed: Lists, cast: Cast, now: datetime
) -> None:
    people = listed("panel", 5)
    kin = people[2]
    Membership.objects.create(
        household=stage.homes["赵春生"],
        person=kin,
        relation_id="relation.other",
        since=date(1980, 1, 1),
        until=date(1999, 1, 1),
        ended_by="married_out",
    )
    early = report("赵秋生", ("赵冬生",))
    key = _at_panel(report, cast, now)

    def hold(who: list[Person], of: UUID = key, **more: object) -> UUID:
        return commands.hold_hearing(actor=cast.cadre, now=now, key=of, new=hearing(who, now, **more))  # type: ignore[arg-type]

    unchanged(lambda: hold(people[:3], early), errors.NotAtThePanel)
    unchanged(lambda: hold(people[:2]), errors.EvenPanel)
    unchanged(lambda: hold([people[0], people[0], people[1]]), errors.EvenPanel)
    unchanged(lambda: hold(people[:3]), errors.MemberBarred)
    unchanged(lambda: hold([people[0], people[1], stage.person(stage.outside[-1])]), errors.MemberUnknown)
    hold([people[0], people[1], people[3]])
    found = told(key, cast, now)
    assert found.hearings[0].members == (people[0].name, people[1].name, people[3].name)
    assert [row.bar for row in queries.panel_pool(case_of(key).pk, SHANGJIAGOU, on=now.date())][2] == "kin"


def test_sealed_statements_are_read_by_the_panel_only(report: Tell, listed: Lists, cast: Cast, now: datetime) -> None:
    people = listed("panel", 3)
    key = _at_panel(report, cast, now)
    commands.hold_hearing(actor=cast.cadre, now=now, key=key, new=hearing(people, now, sealed=True))
    for who in ("officer", "cadre", "villager", "head"):
        row = told(key, cast, now, who).hearings[0]
        assert (row.statement_a, row.is_hidden, row.findings) == ("", True, "各让一步")
    # A member of the panel with an account reads them.
    people[1].account_id = cast.banker.key
    people[1].save()
    assert told(key, cast, now, "banker").hearings[0].statement_a == "姚家说"


def test_an_agreement_binds_when_all_have_signed_and_the_seal_is_on_it(report: Tell, cast: Cast, now: datetime) -> None:
    key = report()
    unchanged(
        lambda: commands.sign_agreement(actor=cast.cadre, now=now, key=key, signed={}, sealed_on=now.date()),
        errors.NoAgreement,
    )
    assert commands.draft_agreement(actor=cast.cadre, now=now, key=key, new=WORDS) == 1
    assert commands.draft_agreement(actor=cast.head, now=now, key=key, new=WORDS) == 2
    newest = told(key, cast, now).agreement
    assert newest is not None
    assert [(s.side, s.name) for s in newest.signers] == [("a", "姚福海"), ("b", "赵春生"), ("mediator", "赵二虎")]
    one = newest.signers[0].key
    with pytest.raises(errors.SignsLater):
        commands.sign_agreement(actor=cast.cadre, now=now, key=key, signed={one: now.date() + DAY})
    with pytest.raises(errors.NothingSigned):
        commands.sign_agreement(actor=cast.cadre, now=now, key=key, signed={})
    assert not commands.sign_agreement(actor=cast.cadre, now=now, key=key, signed={one: now.date()})
    assert case_of(key).state == "running"
    assert signed(key, cast, now + 2 * DAY)
    case = case_of(key)
    assert (case.state, case.outcome, case.settles, case.visit_due) == (
        "closed",
        "agreed",
        True,
        now.date() + 32 * DAY,
    )
    newest = told(key, cast, now + 2 * DAY).agreement
    assert newest is not None
    assert newest.effective_on == now.date() + 2 * DAY
    later = now + 3 * DAY
    unchanged(lambda: commands.draft_agreement(actor=cast.cadre, now=later, key=key, new=WORDS), errors.AgreementBinds)


def test_the_court_the_performance_and_what_comes_too_late(report: Tell, cast: Cast, now: datetime) -> None:
    key = report()
    commands.draft_agreement(actor=cast.cadre, now=now, key=key, new=WORDS)
    signed(key, cast, now)

    def apply(at: datetime, day: date) -> None:
        commands.apply_for_confirmation(actor=cast.cadre, now=at, key=key, applied_on=day, court="交口县人民法院")

    def decide(at: datetime) -> None:
        commands.enter_confirmation(actor=cast.cadre, now=at, key=key, decided_on=at.date(), result=Court.CONFIRMED)

    with pytest.raises(errors.NotApplied):
        decide(now)
    with pytest.raises(errors.BadApplicationDay):
        apply(now, now.date() - DAY)
    # 15 August and thirty days: 14 September is a Saturday in the Mid-Autumn holiday, 16 September a Monday.
    with pytest.raises(errors.WindowOver):
        apply(now + 40 * DAY, date(2019, 9, 17))
    apply(now + 40 * DAY, date(2019, 9, 16))
    decide(now + 45 * DAY)
    with pytest.raises(errors.BadPerformedDay):
        commands.record_performance(
            actor=cast.cadre, now=now, key=key, on=now.date() - DAY, state=Performed.DONE, words="x"
        )
    at = now + 46 * DAY
    due = queries.mediation_due(actor=cast.cadre, on=at.date())
    assert [item.kind for item in due] == ["linkages.performance"]
    commands.record_performance(actor=cast.cadre, now=at, key=key, on=at.date(), state=Performed.DONE, words="钱已付清")
    assert queries.mediation_due(actor=cast.cadre, on=at.date()) == []
    assert told(key, cast, at).performance[0].words == "钱已付清"


def test_a_word_of_mouth_agreement_is_kept_and_has_no_window_to_the_court(
    report: Tell, cast: Cast, now: datetime
) -> None:
    key = report()
    with pytest.raises(errors.SaysAgreed):
        commands.end_dispute(actor=cast.cadre, now=now, key=key, outcome="agreed", words="x")
    commands.end_dispute(actor=cast.head, now=now, key=key, outcome="oral", words="三天内挖沟引水")
    newest = told(key, cast, now).agreement
    assert newest is not None
    assert (newest.is_oral, newest.terms, newest.effective_on) == (True, "三天内挖沟引水", now.date())
    with pytest.raises(errors.NoAgreement):
        commands.apply_for_confirmation(actor=cast.cadre, now=now, key=key, applied_on=now.date(), court="x")


def test_an_appeal_is_heard_by_others_and_the_dispute_shows_the_new_case(
    report: Tell, cast: Cast, now: datetime
) -> None:
    key = report()
    first = queries.case_key(key)
    commands.end_dispute(actor=cast.cadre, now=now, key=key, outcome="failed", words="调不成")
    commands.appeal_dispute(actor=cast.villager, now=now + DAY, key=key, reason="户长偏心")
    assert queries.case_key(key) != first
    found = told(key, cast, now + DAY)
    assert (found.case.original, found.case.row.holder) == (first, "尚保平")


def test_figures_drill_to_the_named_query(report: Tell, cast: Cast, now: datetime) -> None:
    key = report("姚福海", ("赵春生", "赵秋生", "赵冬生"), year=2013)
    other = report("尚保平", ("赵春生",), year=2018)
    for one in (key, other):
        commands.draft_agreement(actor=cast.cadre, now=now, key=one, new=WORDS)
        signed(one, cast, now + 4 * DAY)
    at = now + 5 * DAY
    third = report("赵秋生", ("赵冬生",), at=at)
    commands.end_dispute(actor=cast.cadre, now=at, key=third, outcome="to_town", words="超出村里能力")
    found = queries.figures(TOWNSHIP, actor=cast.officer, at=at, since=date(2019, 1, 1), until=date(2019, 12, 31))
    assert (found.told.opened, found.told.settled, found.handed_to_town) == (3, 2, 1)
    assert (found.share(MediationLevel.HEAD), found.told.median_days) == (100, 4)
    # One against three and lasting: only the land swap of the three brothers.
    assert found.long_by_head == 1
    with pytest.raises(NotFound):
        queries.figures(SHANGJIAGOU, actor=cast.colleague, at=at, since=now.date(), until=now.date())


def test_the_lists_are_kept_by_the_village_and_nobody_is_on_one_twice(stage: Stage, cast: Cast, now: datetime) -> None:
    name = stage.outside[0]
    meant = f"{name} {stage.code(name)}"

    def put(who: str = "cadre", place: str = SHANGJIAGOU) -> UUID:
        return commands.keep_mediator(
            actor=getattr(cast, who), now=now, place=place, level=MediationLevel.PANEL, person=meant
        )

    unchanged(lambda: put("colleague"), NotFound)
    unchanged(lambda: put("auditor"), NotAllowed)
    key = put()
    unchanged(put, errors.OneMediates)
    commands.end_mediator(actor=cast.cadre, now=now, key=key)
    unchanged(lambda: commands.end_mediator(actor=cast.cadre, now=now, key=key), errors.MediatorGone)
    with pytest.raises(NotFound):
        queries.mediators(TIANJIAWA, actor=cast.cadre)


def test_a_cadre_who_is_kin_to_a_party_does_not_record_for_the_mediator(
    report: Tell, stage: Stage, cast: Cast, now: datetime
) -> None:
    key = report()
    person = stage.person(stage.outside[0])
    person.account_id = cast.cadre.key
    person.save()
    Membership.objects.create(
        household=stage.homes["赵春生"],
        person=person,
        relation_id="relation.other",
        since=date(1980, 1, 1),
        until=date(1999, 1, 1),
        ended_by="married_out",
    )
    unchanged(lambda: commands.draft_agreement(actor=cast.cadre, now=now, key=key, new=WORDS), Conflicted)
