"""The demonstration is built step by step, once, and never beside real records."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.contrib.auth import authenticate
from django.test import RequestFactory
from pytest_django import Settings

from shihu.base.accounts.models import RoleGrant
from shihu.base.accounts.seeds import ACCOUNTS, PASSWORD
from shihu.base.audit.models import AuditEntry
from shihu.base.audit.queries import verify
from shihu.base.places.models import Place
from shihu.base.places.seeds import hamlet_positions
from shihu.base.registry.models import Enterprise, Household, Person
from shihu.base.registry.seeds import kangcheng_plan, sample
from shihu.base.registry.seeds.kangcheng import TOTALS
from shihu.base.registry.seeds.organisations import organisations
from shihu.base.registry.seeds.plan import usual_units
from shihu.base.sheets.queries import read_workbook
from shihu.fronts.cli.demo import NOW, STEPS, Progress, RealData, Step, build_demo, demo, write_sample_roster
from shihu.kernel.actors import SYSTEM
from shihu.kernel.identity import credit_code

LIGHT = tuple(step for step in STEPS if step.name in {"vocabularies", "places", "accounts"})


# The steps that give the township a life of its own: tested where their services are.
LIVED = {
    *("units", "heads", "charters", "on_the_way", "disputes", "points", "duties", "civility", "safety", "goals"),
    *("advances", "shares", "settlement", "awards", "offered", "base", "receivables", "burden"),
}


def steps(*names: str) -> tuple[Step, ...]:
    return tuple(step for step in STEPS if step.name in names)


def a_step(name: str, run: Callable[[Progress], None]) -> Step:
    return Step(name, name, 10, run)


def test_the_steps_have_names_of_their_own_and_the_roster_comes_after_the_places() -> None:
    names = [step.name for step in STEPS]
    assert len(set(names)) == len(names)
    assert names.index("vocabularies") < names.index("places") < names.index("roster") < names.index("units")


def test_a_second_build_does_nothing_and_notes_nothing(db: None) -> None:
    assert build_demo(steps=LIGHT) == [step.name for step in LIGHT]
    before = AuditEntry.objects.count()
    assert build_demo(steps=LIGHT) == []
    assert AuditEntry.objects.count() == before
    assert verify().holds


def test_an_interrupted_step_leaves_nothing_and_the_next_build_goes_on_from_there(db: None) -> None:
    def breaks(_: Progress) -> None:
        Place.objects.create(code="99", name="x", name_en="x")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_demo(steps=(*steps("places"), a_step("late", breaks)))
    assert not Place.objects.filter(code="99").exists()
    assert Place.objects.filter(code="141130101").exists()
    assert build_demo(steps=(*steps("places"), a_step("late", lambda _: None))) == ["late"]


def test_a_step_that_a_later_version_brings_is_built_into_an_older_demonstration(db: None) -> None:
    build_demo(steps=LIGHT)
    ran: list[int] = []
    assert build_demo(steps=(*LIGHT, a_step("new service", lambda _: ran.append(1)))) == ["new service"]
    assert ran == [1]


def test_the_progress_grows_and_ends_full(db: None) -> None:
    def half_way(progress: Progress) -> None:
        progress(1, 2, "half")

    told: list[tuple[int, int]] = []
    build_demo(lambda done, total, _: told.append((done, total)), steps=(*LIGHT, a_step("halves", half_way)))
    done = [part for part, _ in told]
    assert done == sorted(done)
    assert len({total for _, total in told}) == 1
    assert told[-1][0] == told[-1][1]
    assert told[-1][1] - 5 in done


def test_beside_real_records_nothing_is_built(db: None, settings: Settings) -> None:
    settings.MODE = "real"
    before = AuditEntry.objects.count()
    with pytest.raises(RealData, match="SHIHU_MODE"):
        build_demo(steps=LIGHT)
    assert (Place.objects.count(), AuditEntry.objects.count()) == (0, before)


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.username)
def test_each_account_opens_with_the_printed_password_and_holds_its_role(account: object, db: None) -> None:
    build_demo(steps=steps("places", "accounts"))
    known = next(a for a in ACCOUNTS if a is account)
    user = authenticate(RequestFactory().post("/"), username=known.username, password=PASSWORD)
    assert user is not None
    assert user.get_full_name() == known.name
    assert [(g.role, g.scope) for g in RoleGrant.objects.filter(user=user)] == [(known.role, known.scope)]


def test_the_whole_township_stands_with_its_links_and_organisations(db: None) -> None:
    build_demo(steps=tuple(step for step in STEPS if step.name not in LIVED))
    assert (Household.objects.count(), Person.objects.count()) == (5_903, 16_539)
    linked = Person.objects.filter(account__isnull=False)
    assert {person.name for person in linked} == {"赵二虎", "姚福海", "田福兵"}
    assert Enterprise.objects.filter(kind="enterprise.collective").count() == 12
    chair = Enterprise.objects.get(name="康城镇尚家沟村食用菌种植专业合作社").representative
    assert chair is not None
    assert chair.name == "尚保平"


def test_organisations_have_valid_codes_of_the_reserved_county() -> None:
    made = organisations({"141130101202": "尚家沟村", "141130101201": "田家洼村"})
    codes = [organisation.code for organisation in made]
    assert [credit_code(code) for code in codes] == codes
    assert len(set(codes)) == len(codes)
    assert all(code[2:8] == "990000" for code in codes)


@pytest.mark.parametrize("faulty", [False, True])
def test_the_sample_roster_is_written_as_a_workbook(faulty: bool, tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    faults = write_sample_roster(path, faulty=faulty)
    sheet = read_workbook(path.read_bytes(), path.name).sheets[0]
    assert sheet.name == sample.SHEET
    assert len(sheet.rows) == 88 + 2
    assert bool(faults) == faulty


def test_the_command_writes_the_faulty_roster_and_tells_each_fault(tmp_path: Path) -> None:
    path = tmp_path / "faulty.xlsx"
    ran = CliRunner().invoke(demo, ["roster", str(path), "--faulty"])
    assert ran.exit_code == 0, ran.output
    assert path.exists()
    assert ran.output.count("\n") - 1 == len(write_sample_roster(path, faulty=True)) >= 12


def test_the_day_of_the_records_is_the_morning_of_the_newspaper() -> None:
    assert NOW.isoformat() == "2019-08-15T08:00:00+08:00"
    assert len(hamlet_positions()) == 72
    assert SYSTEM.is_known


def test_the_page_about_the_demonstration_tells_its_accounts_and_its_totals() -> None:
    page = (Path(__file__).parents[3] / "docs" / "demo.md").read_text(encoding="utf-8")
    assert f"`{PASSWORD}`" in page
    assert all(f"| `{account.username}` | {account.name} |" in page for account in ACCOUNTS)
    told = (TOTALS.well_off, TOTALS.party, TOTALS.heads, TOTALS.unwilling, TOTALS.preferences, TOTALS.refusals)
    assert told == (767, 472, 939, 177, 540, 175)
    assert (
        "767 well-off households, 472 with a Party member, 939 that could lead a unit, 177 unwilling, "
        "540 mutual preferences, 175 refusals"
    ) in " ".join(page.split())
    tight = sum(hamlet.heads == usual_units(hamlet.willing) for hamlet in kangcheng_plan().hamlets)
    assert ("six", "seven", "eight")[tight - 6] + " have none to spare" in " ".join(page.split())
