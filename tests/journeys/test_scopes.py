"""A village cadre cannot see another village, and a refused look leaves no trace."""

import sqlite3
from pathlib import Path

from playwright.sync_api import expect
from tests.journeys.conftest import Desk

OWN, OTHER = "141130101202", "141130101201"


def views(data: Path) -> int:
    with sqlite3.connect(data / "shihu.sqlite3", timeout=20) as database:
        count = int(database.execute("SELECT count(*) FROM audit_viewentry").fetchone()[0])
    database.close()
    return count


def test_a_cadre_sees_the_own_village_and_nothing_of_another(desk: Desk, served: Path) -> None:
    page = desk.sign_in("shangjiagou")
    desk.open(f"/places/{OWN}/")
    expect(page.get_by_role("heading", name="尚家沟村", exact=True)).to_be_visible()
    before = views(served)
    desk.open("/search/?q=赵二虎")
    expect(page.get_by_role("heading", name="赵二虎")).to_be_visible()
    seen = views(served)
    assert seen == before + 1

    for path in (
        f"/places/{OTHER}/",
        f"/households/{OTHER}0010001/",
        f"/registry/households/?place={OTHER}",
        f"/units/?place={OTHER}",
        "/registry/imports/",
        "/account/people/",
    ):
        answer = page.goto(f"{desk.address}{path}")
        assert answer is not None
        assert answer.status == 404, path
        expect(page.locator("main")).not_to_contain_text("田家洼")
    assert views(served) == seen


def test_a_villager_sees_the_own_household_and_not_the_neighbours(desk: Desk) -> None:
    page = desk.sign_in("villager")
    for path in ("/registry/households/", f"/units/?place={OWN}", f"/places/{OWN}/", f"/households/{OWN}0010001/"):
        answer = page.goto(f"{desk.address}{path}")
        assert answer is not None
        assert answer.status == 404, path
    answer = page.goto(f"{desk.address}/households/{OWN}0010002/")
    assert answer is not None
    assert answer.status == 200
