"""A newcomer opens the demonstration and does the main job without a manual."""

import os
import re
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.journeys.conftest import Desk

WAIT = 60_000  # milliseconds: the engine compiles itself on a fresh machine


def form_units(page: Page, address: str, place: str) -> None:
    page.goto(f"{address}/units/form/?place={place}")
    page.get_by_role("button", name="编组", exact=True).click()
    expect(page).to_have_url(re.compile(r"/units/formations/"))
    expect(page.get_by_role("button", name="接收原有单元").first).to_be_visible(timeout=WAIT)


def adopt(page: Page) -> None:
    """Take the draft over as agreed before the platform, with the paper that proves it."""
    page.get_by_role("button", name="接收原有单元").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("会议纪要").click()
    dialog.get_by_label("编号或名称").fill("村民会议纪要 2019-07")
    dialog.get_by_label("日期").fill("2019-07-20")
    dialog.get_by_role("button", name="接收单元").click()
    expect(page.locator("main")).to_contain_text("现行")


def test_a_newcomer_finds_a_household_forms_units_and_reads_why(desk: Desk) -> None:
    # The sign-in page names the people; a click fills the form.
    page = desk.open("/")
    expect(page).to_have_url(re.compile(r"/account/login/"))
    page.get_by_text("康城镇 · 镇干部：看全镇").click()
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="今日")).to_be_visible()

    # A household is found by its householder's name, and says that it is in no unit yet.
    page.get_by_role("searchbox").first.fill("武贵生")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("武贵生"))).to_be_visible()
    household = page.url.removeprefix(desk.address)
    expect(page.locator("main")).to_contain_text("不在任何单元")

    # A village without units waits on the first page; its units are formed.
    desk.open("/")
    row = page.get_by_role("row").filter(has_text="石窑峪村")
    row.get_by_role("link", name="编组", exact=True).click()
    form_units(page, desk.address, "141130101207")
    expect(page.get_by_role("heading", name="石窑峪村的十户单元")).to_be_visible()
    draft = page.url.removeprefix(desk.address)

    # A draft changes nothing; adopted, the units are in force.
    desk.open(household)
    expect(page.locator("main")).to_contain_text("不在任何单元")
    desk.open(draft)
    adopt(page)

    # One hamlet on the map, one unit, and the reasons of one household.
    page.get_by_role("link", name=re.compile("^石窑峪")).first.click()
    expect(page.locator("main svg").first).to_be_visible()
    pictures = os.environ.get("SHIHU_PICTURES")
    if pictures:
        page.set_viewport_size({"width": 1280, "height": 860})
        page.screenshot(path=str(Path(pictures) / "units.png"))
    desk.open(household)
    expect(page.locator("main .why")).to_contain_text("米")


def test_the_auditor_reads_the_figures_and_comes_to_their_records(desk: Desk) -> None:
    page = desk.sign_in("auditor")
    desk.open("/places/141130101/")
    expect(page.locator("main")).to_contain_text("0.94")
    page.get_by_role("link", name="2,397").first.click()
    expect(page.locator("main")).to_contain_text(re.compile("2,?397"))
