"""An import from upload to undo, and everybody who may not."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from tests.base.registry.imports.conftest import HEAD, HEADINGS, SON, WIFE, xlsx
from tests.village.people import SHANGJIAGOU, TOWNSHIP, Cast

from shihu.base.audit.models import AuditEntry
from shihu.base.jobs.commands import run
from shihu.base.jobs.models import Job
from shihu.base.registry.commands import imports as commands
from shihu.base.registry.errors.imports import StillDoubts, StillFaults, WrongState
from shihu.base.registry.models import Household, ImportedChange, Membership, Person, RosterImport
from shihu.base.registry.queries.imports import imports, roster_import
from shihu.base.sheets.errors import UnreadableFile
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound, Refusal

pytestmark = pytest.mark.usefixtures("sound")

LANE = (*HEADINGS, "街巷")


def content(*rows: tuple[object, ...], headings: tuple[object, ...] = HEADINGS) -> bytes:
    return xlsx([headings, *(named(row) for row in rows)])


def named(row: tuple[object, ...]) -> tuple[object, ...]:
    """The test rows' hamlet, as the cast calls it."""
    return tuple("尚家沟" if cell == "前沟" else cell for cell in row)


def upload(actor: Actor, now: datetime, file: bytes, place: str = TOWNSHIP) -> UUID:
    return commands.upload_roster(actor=actor, now=now, place=place, name="花名册.xlsx", content=file)


def check(actor: Actor, now: datetime, key: UUID) -> RosterImport:
    mapping = {int(index): field for index, field in RosterImport.objects.get(pk=key).mapping.items()}
    job = commands.ask_check(actor=actor, now=now, key=key, mapping=mapping)
    run(key=str(job), now=now)
    return RosterImport.objects.get(pk=key)


def load(actor: Actor, now: datetime, file: bytes) -> RosterImport:
    key = upload(actor, now, file)
    check(actor, now, key)
    run(key=str(commands.ask_commit(actor=actor, now=now, key=key)), now=now)
    return RosterImport.objects.get(pk=key)


def died(name: str, now: datetime) -> None:
    """Record a death as the registry does."""
    Person.objects.filter(name=name).update(died_on=now.date())
    Membership.objects.filter(person__name=name, until=None).update(until=now.date(), ended_by="died")


def test_a_sound_roster_goes_all_the_way_and_its_file_is_removed(cast: Cast, now: datetime) -> None:
    key = upload(cast.officer, now, content(HEAD, WIFE, SON))
    row = check(cast.officer, now, key)
    assert (row.state, row.found["faults"], row.found["new"], row.found["persons"]) == ("checked", 0, 1, 3)
    assert row.content is not None
    assert not Household.objects.filter(householder__name="赵二虎", code__endswith="-001").exists()
    run(key=str(commands.ask_commit(actor=cast.officer, now=now, key=key)), now=now)
    row.refresh_from_db()
    assert (row.state, row.content) == ("committed", None)
    assert Household.objects.filter(householder__name="赵二虎", code__endswith="-001").exists()
    done = list(AuditEntry.objects.filter(subject=str(key)).order_by("number").values_list("action", flat=True))
    assert done == ["registry.upload_roster", "registry.check_roster", "registry.commit_import"]


def test_the_same_file_again_says_that_it_changes_nothing(cast: Cast, now: datetime) -> None:
    load(cast.officer, now, content(HEAD, WIFE, SON))
    again = load(cast.officer, now + timedelta(days=2), content(HEAD, WIFE, SON))
    assert (again.found["new"], again.found["changed"], again.found["unchanged"]) == (0, 0, 1)


def test_a_corrected_file_updates(cast: Cast, now: datetime) -> None:
    load(cast.officer, now, content(HEAD, WIFE))
    again = load(cast.officer, now, content((*HEAD, "后街"), (*WIFE, ""), headings=LANE))
    assert (again.found["new"], again.found["changed"]) == (0, 1)
    assert Household.objects.get(code__endswith="-001").street == "后街"


def test_faults_keep_a_roster_out_and_are_listed_with_masked_numbers(cast: Cast, now: datetime, faulty: bytes) -> None:
    key = upload(cast.officer, now, faulty)
    row = check(cast.officer, now, key)
    assert row.found["faults"] >= 2
    with pytest.raises(StillFaults):
        commands.ask_commit(actor=cast.officer, now=now, key=key)
    listed = {fault.code: fault for fault in roster_import(actor=cast.officer, key=key).faults}
    assert listed["id_check"].cell == "D4"
    assert "*" in listed["id_check"].value
    assert RosterImport.objects.get(pk=key).state == "checked"


def test_undoing_takes_the_import_back(cast: Cast, now: datetime) -> None:
    before = Household.objects.count(), Person.objects.count()
    row = load(cast.officer, now, content(HEAD, WIFE, SON))
    assert Household.objects.count() == before[0] + 1
    run(key=str(commands.ask_undo(actor=cast.officer, now=now, key=row.pk)), now=now)
    row.refresh_from_db()
    assert (row.state, row.undone_at) == ("undone", now)
    assert (Household.objects.count(), Person.objects.count()) == before


def test_an_undo_that_is_refused_leaves_the_import_loaded_and_says_why(cast: Cast, now: datetime) -> None:
    row = load(cast.officer, now, content(HEAD, WIFE, SON))
    Household.objects.filter(code__endswith="-001").update(version=7)
    run(key=str(commands.ask_undo(actor=cast.officer, now=now, key=row.pk)), now=now)
    detail = roster_import(actor=cast.officer, key=row.pk)
    assert detail.row.state == "committed"
    assert detail.preview.refusal is not None
    assert detail.preview.refusal["code"] == "import_changed_since"
    assert Household.objects.filter(code__endswith="-001").exists()


def test_a_person_without_a_number_who_sounds_like_a_neighbour_is_asked_about(cast: Cast, now: datetime) -> None:
    known = cast.of("姚福海").members[0]
    Person.objects.filter(name="姚福海").update(id_index=None, id_number=None, id_tail=None)
    row = ("009", "姚福孩", "户主", "", "男", known.birth, "", "尚家沟村", "尚家沟")
    key = upload(cast.officer, now, content(row))
    assert check(cast.officer, now, key).state == "checked"
    (pair,) = roster_import(actor=cast.officer, key=key).preview.pairs
    assert (pair.left.name, pair.right.name, pair.in_registry) == ("姚福孩", "姚福海", True)
    with pytest.raises(StillDoubts):
        commands.ask_commit(actor=cast.officer, now=now, key=key)
    people = Person.objects.count()
    assert (
        commands.answer_pairs(actor=cast.officer, now=now, key=key, answers={pair.key: "same", "no such": "same"}) == 0
    )
    run(key=str(commands.ask_commit(actor=cast.officer, now=now, key=key)), now=now)
    assert RosterImport.objects.get(pk=key).state == "committed"
    assert Person.objects.count() == people
    assert Person.objects.filter(pk=pair.right.person, name="姚福孩").exists()


@pytest.mark.parametrize(("answer", "more"), [("different", 1), ("skip", 0)])
def test_two_people_stay_two_and_a_skipped_household_stays_out(
    cast: Cast, now: datetime, answer: str, more: int
) -> None:
    known = cast.of("姚福海").members[0]
    Person.objects.filter(name="姚福海").update(id_index=None, id_number=None, id_tail=None)
    key = upload(cast.officer, now, content(("009", "姚福孩", "户主", "", "男", known.birth, "", "尚家沟村", "尚家沟")))
    check(cast.officer, now, key)
    (pair,) = roster_import(actor=cast.officer, key=key).preview.pairs
    people = Person.objects.count()
    commands.answer_pairs(actor=cast.officer, now=now, key=key, answers={pair.key: answer})
    run(key=str(commands.ask_commit(actor=cast.officer, now=now, key=key)), now=now)
    assert Person.objects.count() == people + more


def test_an_id_number_that_the_registry_has_under_another_name_is_pointed_out(cast: Cast, now: datetime) -> None:
    load(cast.officer, now, content(HEAD))
    key = upload(cast.officer, now, content((*HEAD[:1], "赵大虎", *HEAD[2:])))
    row = check(cast.officer, now, key)
    assert row.found["codes"] == {"id_of_other": 1}
    assert row.found["faults"] == 0


def test_a_code_that_belongs_to_another_household_is_a_fault(cast: Cast, now: datetime) -> None:
    code = Household.objects.get(householder__name="姚福海").code
    key = upload(cast.officer, now, content((code, *HEAD[1:])))
    assert check(cast.officer, now, key).found["codes"] == {"code_of_other": 1}


def test_somebody_who_died_by_the_registry_is_a_fault(cast: Cast, now: datetime) -> None:
    load(cast.officer, now, content(HEAD, WIFE))
    died("姚秀英", now)
    key = upload(cast.officer, now, content(HEAD, WIFE))
    assert check(cast.officer, now, key).found["codes"] == {"person_died": 1}


def test_a_roster_that_became_wrong_after_its_check_is_not_loaded(cast: Cast, now: datetime) -> None:
    key = upload(cast.officer, now, content(HEAD, WIFE, SON))
    check(cast.officer, now, key)
    load(cast.officer, now, content(HEAD, WIFE))
    died("姚秀英", now)
    job = commands.ask_commit(actor=cast.officer, now=now, key=key)
    run(key=str(job), now=now)
    row = RosterImport.objects.get(pk=key)
    assert (row.state, Job.objects.get(pk=job).state) == ("checked", "refused")
    assert not ImportedChange.objects.filter(roster_import=row).exists()


def test_a_file_that_cannot_be_read_leaves_nothing_behind(cast: Cast, now: datetime) -> None:
    with pytest.raises(UnreadableFile):
        upload(cast.officer, now, b"")
    assert not RosterImport.objects.exists()
    assert not AuditEntry.objects.filter(subject_kind="roster_import").exists()


def test_a_sheet_that_is_no_roster_is_taken_in_for_its_columns_to_be_chosen_by_hand(cast: Cast, now: datetime) -> None:
    key = upload(cast.officer, now, xlsx([("甲", "乙", "丙"), ("1", "赵二虎", "尚家沟")]))
    job = commands.ask_check(actor=cast.officer, now=now, key=key, mapping={})
    run(key=str(job), now=now)
    detail = roster_import(actor=cast.officer, key=key)
    assert (detail.row.state, (detail.preview.refusal or {})["code"]) == ("mapping", "columns_missing")
    job = commands.ask_check(actor=cast.officer, now=now, key=key, mapping={0: "code", 1: "name", 2: "hamlet"})
    run(key=str(job), now=now)
    assert RosterImport.objects.get(pk=key).found["households"] == 1


def test_another_sheet_may_be_chosen(cast: Cast, now: datetime) -> None:
    def more(sheet: object) -> None:
        second = sheet.parent.create_sheet("二组")  # type: ignore[attr-defined]
        for row in (HEADINGS, named(HEAD)):
            second.append(list(row))

    file = xlsx([HEADINGS, named(HEAD), named(WIFE)], more)
    key = upload(cast.officer, now, file)
    commands.choose_sheet(actor=cast.officer, now=now, key=key, content=file, sheet="二组", header_row=0)
    assert check(cast.officer, now, key).found["persons"] == 1


def test_discarding_removes_the_import_and_its_file(cast: Cast, now: datetime) -> None:
    key = upload(cast.officer, now, content(HEAD))
    commands.discard_import(actor=cast.officer, now=now, key=key)
    assert not RosterImport.objects.exists()
    assert AuditEntry.objects.filter(action="registry.discard_import").count() == 1


Act = Callable[[Actor, datetime, UUID], object]
ACTS: dict[str, Act] = {
    "check": lambda actor, now, key: commands.ask_check(actor=actor, now=now, key=key, mapping={}),
    "answer": lambda actor, now, key: commands.answer_pairs(actor=actor, now=now, key=key, answers={}),
    "commit": lambda actor, now, key: commands.ask_commit(actor=actor, now=now, key=key),
    "undo": lambda actor, now, key: commands.ask_undo(actor=actor, now=now, key=key),
    "discard": lambda actor, now, key: commands.discard_import(actor=actor, now=now, key=key),
    "see": lambda actor, now, key: roster_import(actor=actor, key=key),
}  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["stranger", "cadre", "auditor", "nobody"])
def test_others_find_nothing_and_change_nothing(cast: Cast, now: datetime, who: str, act: str) -> None:
    key = upload(cast.officer, now, content(HEAD))
    check(cast.officer, now, key)
    before = RosterImport.objects.values().get(pk=key), AuditEntry.objects.count(), Job.objects.count()
    with pytest.raises(NotFound):
        ACTS[act](getattr(cast, who), now, key)
    assert (RosterImport.objects.values().get(pk=key), AuditEntry.objects.count(), Job.objects.count()) == before
    assert imports(actor=getattr(cast, who)) == []


@pytest.mark.parametrize("who", ["stranger", "cadre", "nobody"])
def test_others_cannot_upload(cast: Cast, now: datetime, who: str) -> None:
    with pytest.raises(NotFound):
        upload(getattr(cast, who), now, content(HEAD))
    assert not RosterImport.objects.exists()


@pytest.mark.parametrize("act", ["check", "commit", "answer", "discard"])
def test_a_loaded_import_cannot_be_worked_on_any_more(cast: Cast, now: datetime, act: str) -> None:
    row = load(cast.officer, now, content(HEAD))
    with pytest.raises(WrongState):
        ACTS[act](cast.officer, now, row.pk)


def test_a_job_that_runs_twice_loads_once(cast: Cast, now: datetime) -> None:
    key = upload(cast.officer, now, content(HEAD))
    check(cast.officer, now, key)
    job = commands.ask_commit(actor=cast.officer, now=now, key=key)
    run(key=str(job), now=now)
    # The worker died after the work and before it was marked: the job runs again.
    Job.objects.filter(pk=job).update(ended_at=None, state="running")
    run(key=str(job), now=now)
    assert Job.objects.get(pk=job).state == "done"
    assert AuditEntry.objects.filter(action="registry.commit_import").count() == 1


def test_an_import_left_under_way_by_a_dead_worker_can_be_taken_up_again(cast: Cast, now: datetime) -> None:
    key = upload(cast.officer, now, content(HEAD))
    job = commands.ask_check(actor=cast.officer, now=now, key=key, mapping={})
    with pytest.raises(WrongState):
        commands.ask_check(actor=cast.officer, now=now, key=key, mapping={})
    Job.objects.filter(pk=job).update(state="failed", ended_at=now)
    commands.ask_check(actor=cast.officer, now=now, key=key, mapping={})
    assert RosterImport.objects.get(pk=key).state == "checking"


def test_a_crash_in_the_middle_of_loading_leaves_nothing(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shihu.base.registry.commands.roster import writing

    key = upload(cast.officer, now, content(HEAD, WIFE, SON))
    check(cast.officer, now, key)
    before = (
        Household.objects.count(),
        Person.objects.count(),
        AuditEntry.objects.filter(subject_kind="household").count(),
    )

    def crash(*_: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(writing, "replace_lists", crash)
    job = commands.ask_commit(actor=cast.officer, now=now, key=key)
    run(key=str(job), now=now)
    assert Job.objects.get(pk=job).state == "failed"
    assert (
        Household.objects.count(),
        Person.objects.count(),
        AuditEntry.objects.filter(subject_kind="household").count(),
    ) == before
    assert RosterImport.objects.get(pk=key).state == "checked"


def test_a_village_scope_holds_its_own_hamlets_only(cast: Cast, now: datetime) -> None:
    key = upload(cast.officer, now, content((*HEAD[:7], "田家洼村", "田家洼")), place=SHANGJIAGOU)
    assert check(cast.officer, now, key).found["codes"] == {"hamlet_unknown": 1}


def test_every_refusal_of_an_import_can_be_said(cast: Cast, now: datetime) -> None:
    from shihu.base.registry.errors import imports as errors

    words = [
        "household",
        "hamlet",
        "row",
        "name",
        "first",
        "second",
        "day",
        "codes",
        "partner",
        "households",
        "sheet",
        "fields",
        "field",
    ]
    given: dict[str, object] = {**dict.fromkeys(words, "x"), "count": 3}
    for refusal in vars(errors).values():
        if isinstance(refusal, type) and issubclass(refusal, Refusal):
            assert refusal.sentence % given
