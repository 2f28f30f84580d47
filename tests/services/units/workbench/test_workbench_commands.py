"""Changes by hand: what is written, what is refused with nothing written, what comes back."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.services.units.conftest import AGREED, HAMLET, VILLAGE, Village
from tests.services.units.workbench.conftest import Draft, solved_again

from shihu.base.audit.models import AuditEntry
from shihu.base.audit.queries import verify
from shihu.base.registry.models import Household
from shihu.kernel.actors import NOBODY, Actor
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal
from shihu.services.units import commands
from shihu.services.units.adapters import workbench
from shihu.services.units.errors import (
    DraftMoved,
    HouseholdPinned,
    NotADraft,
    NothingToRedo,
    NothingToUndo,
    NotInDraft,
    PairTied,
    RosterMoved,
    RulesForbid,
    SameUnit,
    SizeNeedsReason,
    UnitLocked,
    UnknownUnit,
)
from shihu.services.units.models import DraftEdit, Formation, Seat, Unit
from shihu.services.units.types import Act, Again, Wanted

MOVE, EXCHANGE, LOCK, PIN, TIE, UNDO, REDO = (
    Act.MOVE,
    Act.EXCHANGE,
    Act.LOCK,
    Act.PIN,
    Act.TIE,
    Act.UNDO,
    Act.REDO,
)


def units_of(draft: Draft) -> list[UUID]:
    return list(Unit.objects.filter(formation=draft.key).order_by("ordinal").values_list("pk", flat=True))


def follower(draft: Draft, unit: UUID) -> str:
    """Return a household of the unit that is not able to lead."""
    return str(
        Seat.objects.filter(unit=unit, can_lead=False).order_by("pk").values_list("household__code", flat=True)[0]
    )


def test_a_move_seats_the_household_and_reckons_everything_anew(draft: Draft) -> None:
    first, second, _third = units_of(draft)
    code = follower(draft, first)
    before = Formation.objects.get(pk=draft.key).outcome["clusters"][0]["objective"]
    seen = draft.see(MOVE, code, second)
    assert draft.do(MOVE, code, second) == 1
    seat = Seat.objects.get(unit__formation=draft.key, household__code=code)
    assert seat.unit_id == second
    assert seat.facts["by_hand"] == [draft.actor.name, draft.now.date().isoformat()]
    assert [len(draft.members(unit)) for unit in (first, second)] == [9, 11]
    assert [Unit.objects.get(pk=unit).facts["size"] for unit in (first, second)] == [9, 11]
    after = Formation.objects.get(pk=draft.key).outcome["clusters"][0]
    assert after["objective"] == pytest.approx(before + seen.change, abs=1e-6)
    assert sum(after["terms"].values()) == pytest.approx(after["objective"], abs=0.01)


def test_every_stored_figure_after_a_move_is_what_the_households_give(draft: Draft) -> None:
    first, second, _third = units_of(draft)
    draft.do(MOVE, follower(draft, first), second)
    for unit in Unit.objects.filter(formation=draft.key):
        codes = {seat.household.code for seat in Seat.objects.filter(unit=unit).select_related("household")}
        assert unit.facts["size"] == len(codes)
        assert set(unit.facts["heads"]) <= codes
        for facts in Seat.objects.filter(unit=unit).values_list("facts", flat=True):
            assert {code for code, _metres in facts["near"]} < codes


def test_an_exchange_keeps_sizes_and_counts_both(draft: Draft) -> None:
    first, second, _third = units_of(draft)
    one, other = follower(draft, first), follower(draft, second)
    seen = draft.see(EXCHANGE, one, other=other)
    assert [(size.before, size.after) for size in seen.sizes] == [(10, 10), (10, 10)]
    draft.do(EXCHANGE, one, other=other)
    assert one in draft.members(second)
    assert other in draft.members(first)


def test_a_preview_writes_nothing(draft: Draft) -> None:
    first, second, _third = units_of(draft)
    before = draft.everything()
    draft.see(MOVE, follower(draft, first), second)
    assert draft.everything() == before
    assert draft.version == 0


def test_a_refused_change_changes_nothing(draft: Draft, cadre: Actor, colleague: Actor, auditor: Actor) -> None:
    first, second, third = units_of(draft)
    code = follower(draft, first)
    only = Household.objects.get(code=code)
    draft.do(LOCK, unit=third)
    stranger = Unit.objects.create(
        formation=Formation.objects.create(place_id=HAMLET, asked_at=draft.now, actor_name="x"),
        hamlet_id=HAMLET,
        ordinal=1,
        name="别的单元",
    )
    before = draft.everything()
    entries = AuditEntry.objects.count()
    cases: list[tuple[type[Refusal], dict[str, object]]] = [
        (NotFound, {"act": MOVE, "household": code, "unit": second, "actor": NOBODY}),
        (NotFound, {"act": MOVE, "household": code, "unit": second, "actor": colleague}),
        (NotAllowed, {"act": MOVE, "household": code, "unit": second, "actor": auditor}),
        (SameUnit, {"act": MOVE, "household": code, "unit": first}),
        (UnknownUnit, {"act": MOVE, "household": code, "unit": stranger.pk}),
        (NotInDraft, {"act": MOVE, "household": "0", "unit": second}),
        (UnitLocked, {"act": MOVE, "household": code, "unit": third}),
        (UnitLocked, {"act": EXCHANGE, "household": code, "other": follower(draft, third)}),
        (DraftMoved, {"act": MOVE, "household": code, "unit": second, "version": 0}),
        (NothingToRedo, {"act": REDO}),
    ]
    for refusal, words in cases:
        with pytest.raises(refusal):
            draft.do(**words)  # type: ignore[arg-type]
    assert draft.everything() == before
    assert AuditEntry.objects.count() == entries
    assert DraftEdit.objects.count() == 1
    only.refresh_from_db()


def test_a_size_outside_the_rule_takes_the_officer_and_a_reason(draft: Draft, cadre: Actor) -> None:
    first, second, _third = units_of(draft)
    for _ in range(2):
        draft.do(MOVE, follower(draft, first), second)
    code = follower(draft, first)
    seen = draft.see(MOVE, code, second)
    assert seen.broken == ("size",)
    before = draft.everything()
    with pytest.raises(RulesForbid):
        draft.do(MOVE, code, second, actor=cadre, reason="两家一个院", confirms=True)
    for reason, confirms in (("", True), ("  ", True), ("两家一个院", False)):
        with pytest.raises(SizeNeedsReason):
            draft.do(MOVE, code, second, reason=reason, confirms=confirms)
    assert draft.everything() == before
    draft.do(MOVE, code, second, reason="两家一个院", confirms=True)
    edit = DraftEdit.objects.order_by("version").last()
    assert edit is not None
    assert edit.reason == "两家一个院"
    assert AuditEntry.objects.order_by("number").last().reason == "两家一个院"  # type: ignore[union-attr]
    assert len(draft.members(first)) == 7


def test_the_last_able_to_lead_cannot_go_whoever_asks(village: Village, draft_of: Callable[..., Draft]) -> None:
    village.settle(20)
    able = [h for n, h in enumerate(village.households.values()) if n % 4 == 0]
    for household in able[2:]:
        household.householder.may_head = False
        household.householder.save()
    draft = draft_of()
    head = able[0].code
    there = next(unit for unit in units_of(draft) if head not in draft.members(unit))
    assert draft.see(MOVE, head, there).broken == ("head",)
    with pytest.raises(RulesForbid):
        draft.do(MOVE, head, there, reason="不要紧", confirms=True)
    assert draft.version == 0


def test_a_refusal_stops_a_move_and_is_named_to_the_officer_alone(
    village: Village, draft_of: Callable[..., Draft], cadre: Actor
) -> None:
    made = village.settle(20)
    draft = draft_of()
    first, second = units_of(draft)
    one, other = follower(draft, first), follower(draft, second)
    village.refuse(village.households[one], village.households[other])
    draft = draft_of()
    there = draft.bench().seats[other]
    assert draft.bench().seats[one] != there
    told = draft.see(MOVE, one, there)
    assert "refusal" in told.broken
    assert told.clashes == ((min(one, other), max(one, other)),)
    assert draft.see(MOVE, one, there, actor=cadre).clashes == ()
    with pytest.raises(RulesForbid) as officers:
        draft.do(MOVE, one, there)
    with pytest.raises(RulesForbid) as cadres:
        draft.do(MOVE, one, there, actor=cadre)
    assert "refusal" in str(officers.value.values["rules"])
    assert cadres.value.values["rules"] == []
    with pytest.raises(RulesForbid):
        draft.do(TIE, one, other=other)
    assert len(made) == 20


def test_what_is_held_stays(draft: Draft) -> None:
    first, second, third = units_of(draft)
    one, mate = [c for c in draft.members(first) if not Seat.objects.get(household__code=c).can_lead][:2]
    draft.do(PIN, one)
    with pytest.raises(HouseholdPinned):
        draft.do(MOVE, one, second)
    draft.do(Act.UNPIN, one)
    draft.do(TIE, one, other=mate)
    with pytest.raises(PairTied):
        draft.do(MOVE, one, second)
    draft.do(Act.UNTIE, mate, other=one)
    draft.do(LOCK, unit=third)
    assert draft.bench().holds.locked == {third}
    draft.do(MOVE, one, second)
    assert one in draft.members(second)


def test_somebody_elses_change_is_never_overwritten(draft: Draft, cadre: Actor) -> None:
    first, second, third = units_of(draft)
    mine, theirs = follower(draft, first), follower(draft, third)
    seen = draft.version
    draft.do(MOVE, theirs, second, actor=cadre)
    with pytest.raises(DraftMoved) as conflict:
        draft.do(MOVE, mine, second, version=seen)
    assert conflict.value.status == 409
    assert conflict.value.values["who"] == cadre.name
    assert mine in draft.members(first)
    draft.do(MOVE, mine, second)
    assert {mine, theirs} < set(draft.members(second))


def test_the_command_itself_looks_again_at_the_version(draft: Draft, cadre: Actor) -> None:
    """Two who both reckoned from one version: the row lock lets one through."""
    first, second, third = units_of(draft)
    bench = draft.bench()
    edit = workbench._completed(bench, Wanted(LOCK, unit=first))
    draft.do(LOCK, unit=second, actor=cadre)
    with pytest.raises(DraftMoved):
        commands.store_edit(
            actor=draft.actor, now=draft.now, key=draft.key, version=0, edit=edit, refreshed=workbench.Refreshed()
        )
    assert draft.bench().holds.locked == {second}
    assert third not in draft.bench().holds.locked


def test_only_a_draft_is_changed(draft: Draft) -> None:
    first, second, _third = units_of(draft)
    commands.adopt_formation(actor=draft.actor, now=draft.now, key=draft.key, agreed=AGREED)
    with pytest.raises(NotADraft):
        draft.do(MOVE, follower(draft, first), second)


def test_a_roster_that_changed_is_solved_again_before_it_is_changed_by_hand(draft: Draft) -> None:
    first, second, _third = units_of(draft)
    code = follower(draft, first)
    Household.objects.filter(code=draft.members(second)[0]).update(lon=111.26)
    with pytest.raises(RosterMoved):
        draft.do(MOVE, code, second)
    again = solved_again(draft, Again(price=1000.0))
    unit = next(unit for unit in units_of(again) if code not in again.members(unit))
    assert again.do(MOVE, code, unit) == 1


def test_each_change_is_in_the_audit_and_the_chain_holds(draft: Draft) -> None:
    first, second, _third = units_of(draft)
    code = follower(draft, first)
    draft.do(MOVE, code, second)
    draft.do(LOCK, unit=first)
    draft.do(UNDO)
    draft.do(REDO)
    actions = list(
        AuditEntry.objects.filter(subject=str(draft.key)).order_by("number").values_list("action", flat=True)
    )
    assert actions[-4:] == ["units.edit", "units.edit", "units.undo", "units.redo"]
    moved = AuditEntry.objects.filter(subject=str(draft.key), action="units.edit").order_by("number")[0]
    assert set(moved.old) == set(moved.new) == {code}
    assert moved.old[code] != moved.new[code]
    assert verify().holds


def test_solving_again_around_what_is_held_moves_few_and_keeps_it(draft: Draft) -> None:
    first, second, third = units_of(draft)
    code = follower(draft, first)
    draft.do(MOVE, code, second)
    draft.do(PIN, code)
    draft.do(LOCK, unit=third)
    bench = draft.bench()
    locked = set(draft.members(third))
    again = solved_again(draft, Again(price=1.0, locked_units=(third,), pinned=dict(bench.holds.pinned)))
    names = {unit.pk: unit.name for unit in Unit.objects.filter(formation=draft.key)}
    mates = {
        names[unit]: set(again.members(key))
        for unit in names
        for key in units_of(again)
        if names[unit] == Unit.objects.get(pk=key).name
    }
    assert mates[names[third]] == locked
    assert code in mates[names[second]]
    held = again.bench().holds
    assert len(held.locked) == 1
    assert set(held.pinned) == {code}


def test_a_change_by_hand_keeps_the_list_of_those_who_moved_true(draft: Draft) -> None:
    again = solved_again(draft, Again(price=1000.0))
    first, second, _third = units_of(again)
    code = follower(again, first)
    again.do(MOVE, code, second)
    moved = Formation.objects.get(pk=again.key).outcome["moved"]
    assert [row["code"] for row in moved] == [code]
    again.do(UNDO)
    assert Formation.objects.get(pk=again.key).outcome["moved"] == []


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(["move", "exchange", "pin", "lock", "tie", "undo", "redo"]), st.integers(0, 899)),
        max_size=8,
    )
)
def test_undoing_everything_gives_the_draft_as_it_was_drawn(draft: Draft, asked: list[tuple[str, int]]) -> None:
    drawn = draft.everything()
    start = draft.version
    for word, number in asked:
        bench = draft.bench()
        codes, units = sorted(bench.seats), units_of(draft)
        one, other = codes[number % 30], codes[number // 30]
        try:
            draft.do(Act(word), one, units[number % 3], other)
        except Refusal:
            continue
    if draft.version > start:
        while True:
            try:
                draft.do(UNDO)
            except NothingToUndo:
                break
    assert draft.everything() == drawn
    assert draft.bench().holds == draft.bench().start


def test_redoing_everything_gives_what_was_undone_and_a_new_change_drops_it(draft: Draft) -> None:
    first, second, third = units_of(draft)
    draft.do(MOVE, follower(draft, first), second)
    draft.do(EXCHANGE, follower(draft, second), other=follower(draft, third))
    draft.do(LOCK, unit=first)
    reached = draft.everything()
    for _ in range(3):
        draft.do(UNDO)
    for _ in range(3):
        draft.do(REDO)
    assert draft.everything() == reached
    assert draft.bench().holds.locked == {first}
    draft.do(UNDO)
    draft.do(PIN, follower(draft, first))
    with pytest.raises(NothingToRedo):
        draft.do(REDO)
    assert DraftEdit.objects.filter(state="dropped").count() == 1
    assert DraftEdit.objects.count() == draft.version


def test_a_village_is_changed_hamlet_by_hamlet(village: Village, draft_of: Callable[..., Draft]) -> None:
    village.settle(20)
    village.settle(20, f"{VILLAGE}002")
    draft = draft_of(VILLAGE)
    bench = draft.bench()
    here, there = ([u for u in units_of(draft) if bench.hamlet_of[u] == hamlet] for hamlet in (HAMLET, f"{VILLAGE}002"))
    with pytest.raises(UnknownUnit):
        draft.do(MOVE, follower(draft, here[0]), there[0])
    draft.do(MOVE, follower(draft, here[0]), here[1])
    outcome = Formation.objects.get(pk=draft.key).outcome
    assert [cluster["hamlets"] for cluster in outcome["clusters"]] == [[HAMLET], [f"{VILLAGE}002"]]
    assert date(2019, 8, 15) == draft.now.date()
