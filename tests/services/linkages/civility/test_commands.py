"""Village rules with their vote, weddings and funerals told of one's own will, precepts, history."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.services.units.conftest import VILLAGE, Village

from shihu.base.audit.models import AuditEntry
from shihu.base.registry.models import Household
from shihu.kernel.actors import Actor, Role
from shihu.kernel.refusals import NotAllowed, NotFound
from shihu.services.linkages.commands import civility as commands
from shihu.services.linkages.errors import civility as errors
from shihu.services.linkages.models import CustomsEvent, FamilyPrecept, HistoryEntry, VillageRules
from shihu.services.linkages.queries import civility as queries
from shihu.services.linkages.queries import civility_due
from shihu.services.units.types import Clause

CLAUSES = [Clause("", "爱护环境", "门前三包，垃圾入池。"), Clause("", "红白事从简", "先告诉理事会。")]


@pytest.fixture
def homes(village: Village) -> list[Household]:
    return village.settle(9)


def drafted(cadre: Actor, now: datetime, clauses: list[Clause] = CLAUSES) -> UUID:
    return commands.draft_village_rules(
        actor=cadre,
        now=now,
        village=VILLAGE,
        title="村规民约",
        clauses=clauses,
        ceilings={"bride_price": 6_000_000, "wedding_tables": 15, "gift": None},
    )


def voted(cadre: Actor, now: datetime, *, yes: int = 6, no: int = 1, abstain: int = 0) -> UUID:
    """A version through its discussion to the vote of the village's nine households."""
    key = drafted(cadre, now)
    commands.open_discussion(actor=cadre, now=now, key=key, until=now.date() + timedelta(days=7))
    later = now + timedelta(days=8)
    commands.enter_rules_vote(
        actor=cadre,
        now=later,
        key=key,
        method="assembly",
        voted_on=later.date(),
        entitled=9,
        yes=yes,
        no=no,
        abstain=abstain,
        minutes="记录1",
    )
    return key


def test_a_clause_that_fines_is_refused_with_its_number_and_nothing_is_kept(
    homes: list[Household], cadre: Actor, now: datetime
) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(errors.UnlawfulClause) as refused:
        drafted(cadre, now, [*CLAUSES, Clause("", "惩罚", "乱倒垃圾罚款五十元。")])
    assert refused.value.where == "clause 3"
    assert not VillageRules.objects.exists()
    assert AuditEntry.objects.count() == before


def test_rules_come_into_force_by_discussion_vote_and_filing_only(
    homes: list[Household], cadre: Actor, officer: Actor, now: datetime
) -> None:
    key = voted(cadre, now)
    later = now + timedelta(days=9)
    assert queries.rules_in_force(VILLAGE, on=later.date()) is None
    assert [item.kind for item in civility_due(actor=officer, on=later.date())] == ["linkages.file_rules"]
    with pytest.raises(NotAllowed):
        commands.file_village_rules(actor=cadre, now=later, key=key, number="1", in_force_from=later.date())
    commands.file_village_rules(actor=officer, now=later, key=key, number="康政备1号", in_force_from=later.date())
    found = queries.rules_in_force(VILLAGE, on=later.date())
    assert found is not None
    assert (found.version, found.ceilings) == (1, {"bride_price": 6_000_000, "wedding_tables": 15})
    assert queries.rules_in_force(VILLAGE, on=now.date()) is None


def test_too_few_or_too_little_does_not_pass(homes: list[Household], cadre: Actor, now: datetime) -> None:
    assert VillageRules.objects.get(pk=voted(cadre, now, yes=5, no=0)).state == "failed"
    assert VillageRules.objects.get(pk=voted(cadre, now, yes=3, no=3, abstain=1)).state == "failed"


def test_the_database_holds_no_more_votes_than_households(homes: list[Household], cadre: Actor, now: datetime) -> None:
    key = voted(cadre, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        VillageRules.objects.filter(pk=key).update(yes=10)


def test_every_suggestion_is_answered_before_the_vote(
    homes: list[Household], cadre: Actor, member: Callable[[Household], Actor], now: datetime
) -> None:
    key = drafted(cadre, now)
    me = member(homes[0])
    with pytest.raises(NotFound):
        commands.suggest_to_rules(actor=me, now=now, key=key, words="再加一条修路", clause=1)
    commands.open_discussion(actor=cadre, now=now, key=key, until=now.date() + timedelta(days=7))
    suggestion = commands.suggest_to_rules(actor=me, now=now, key=key, words="再加一条修路", clause=1)
    later = now + timedelta(days=8)
    vote = {
        "actor": cadre,
        "now": later,
        "key": key,
        "method": "representatives",
        "voted_on": later.date(),
        "entitled": 6,
        "yes": 5,
        "no": 0,
        "abstain": 0,
        "minutes": "记录2",
    }
    with pytest.raises(errors.OpenSuggestions):
        commands.enter_rules_vote(**vote)  # type: ignore[arg-type]  # the same words for each try
    commands.answer_suggestion(actor=cadre, now=now, suggestion=suggestion, takes=True, answer="已写进第一条")
    # Representatives decide it only where the assembly gave them the power.
    with pytest.raises(errors.MinutesNeeded):
        commands.enter_rules_vote(**vote)  # type: ignore[arg-type]  # the same words for each try
    assert commands.enter_rules_vote(**vote, power="2019年村民会议授权").passes  # type: ignore[arg-type]  # as above


def test_a_household_reads_only_its_own_wedding_and_nobody_else_reads_it(
    homes: list[Household],
    cadre: Actor,
    auditor: Actor,
    colleague: Actor,
    member: Callable[[Household], Actor],
    now: datetime,
) -> None:
    me, neighbour = member(homes[0]), member(homes[1])
    key = commands.tell_event(
        actor=me,
        now=now,
        household=homes[0].code,
        kind="wedding",
        day=now.date() + timedelta(days=40),
        plan={"bride_price": 6_800_000, "funeral_days": 3, "gift": None},
    )
    assert queries.event(key, actor=me).plan == {"bride_price": 6_800_000}
    assert [one.key for one in queries.events(VILLAGE, actor=cadre)] == [key]
    assert queries.events(VILLAGE, actor=neighbour) == []
    for stranger in (neighbour, colleague, auditor):
        with pytest.raises(NotFound):
            queries.event(key, actor=stranger)
    told = AuditEntry.objects.get(action="linkages.tell_event")
    assert "6800000" not in str(told.new)


def test_the_council_talks_and_writes_down_and_what_is_over_is_not_changed(
    homes: list[Household], cadre: Actor, member: Callable[[Household], Actor], now: datetime
) -> None:
    me = member(homes[0])
    key = commands.tell_event(
        actor=me, now=now, household=homes[0].code, kind="funeral", day=now.date(), plan={"funeral_days": 5}
    )
    with pytest.raises(NotAllowed):
        commands.talk_over_event(actor=me, now=now, event=key, who="自己", words="自己跟自己谈")
    commands.talk_over_event(actor=cadre, now=now, event=key, who="赵德厚", words="改成三天，少请一顿")
    commands.finish_event(actor=cadre, now=now, event=key, result={"funeral_days": 3}, words="三天办完")
    with pytest.raises(errors.EventOver):
        commands.call_off_event(actor=me, now=now, event=key)
    assert CustomsEvent.objects.get(pk=key).result == {"funeral_days": 3}


def test_a_precept_is_read_by_others_only_while_its_household_says_so(
    homes: list[Household], cadre: Actor, member: Callable[[Household], Actor], now: datetime
) -> None:
    me, neighbour = member(homes[0]), member(homes[1])
    commands.write_precept(actor=me, now=now, household=homes[0].code, words="和为贵")
    assert queries.precepts(VILLAGE, actor=neighbour, on=now.date()) == []
    assert [row.words for row in queries.precepts(VILLAGE, actor=me, on=now.date())] == ["和为贵"]
    commands.write_precept(actor=me, now=now, household=homes[0].code, words="和为贵，勤为本", is_shown=True)
    assert [row.words for row in queries.precepts(VILLAGE, actor=neighbour, on=now.date())] == ["和为贵，勤为本"]
    with pytest.raises(NotFound):
        commands.write_precept(actor=neighbour, now=now, household=homes[0].code, words="改了")
    commands.write_precept(actor=me, now=now, household=homes[0].code, words="")
    assert queries.precepts(VILLAGE, actor=me, on=now.date()) == []
    assert FamilyPrecept.objects.count() == 2


def test_history_names_its_source_and_what_is_taken_off_is_kept(
    homes: list[Household], cadre: Actor, now: datetime
) -> None:
    facts = {"village": VILLAGE, "year": 1953, "when": "1953年", "title": "修水渠", "words": "修成二里水渠"}
    with pytest.raises(errors.SourceNeeded):
        commands.keep_history_entry(actor=cadre, now=now, **facts, source=" ")  # type: ignore[arg-type]  # plain facts
    key = commands.keep_history_entry(actor=cadre, now=now, **facts, source="村档案")  # type: ignore[arg-type]  # as above
    commands.take_history_off(actor=cadre, now=now, entry=key, why="重复")
    assert queries.village_history(VILLAGE, actor=cadre) == []
    assert HistoryEntry.objects.get(pk=key).taken_off_why == "重复"


def test_a_fining_clause_is_shown_beside_its_field_on_the_page(
    homes: list[Household], signed_in: Callable[..., Client]
) -> None:
    client = signed_in(Role.CADRE, VILLAGE)
    answer = client.post(
        f"/linkages/civility/rules/new/?place={VILLAGE}",
        {"title": "村规民约", "title_0": "惩罚", "text_0": "乱倒的罚款五十元。"},
    )
    assert answer.status_code == 422
    assert "村规民约无权罚款" in answer.content.decode()
    assert not VillageRules.objects.exists()
