"""A cost above one person's amount waits for somebody else; a late buyer pays; the year is seen on a phone."""

from playwright.sync_api import Page, expect
from tests.journeys.conftest import Desk, signed_out

VILLAGE = "141130101202"


def approve_what_waits(page: Page) -> None:
    """Read what the cadre asked for and agree to it."""
    expect(page.locator("main")).to_contain_text("586,400.00")
    page.get_by_role("button", name="作为第二人审核通过").click()
    expect(page.locator("main")).to_contain_text("已入账")
    expect(page.get_by_role("button", name="作为第二人审核通过")).to_have_count(0)


def test_a_second_person_agrees_a_buyer_pays_and_a_household_sees_its_year(desk_then: Desk) -> None:
    desk = desk_then
    page = desk.sign_in("officer")
    desk.open(f"/industry/projects/?place={VILLAGE}")
    page.get_by_role("link", name="百万棒食用菌基地").click()
    page.get_by_role("link", name="第二人复核").click()
    page.get_by_role("link", name="登记成本").first.click()
    approve_what_waits(page)
    signed_out(page)
    desk.sign_in("shangjiagou")
    desk.open(f"/industry/receivables/?place={VILLAGE}")
    page.get_by_role("link", name="永宁食品加工厂").click()
    page.get_by_role("link", name="登记客商付款").click()
    page.get_by_label("单据号").fill("回单20190815")
    page.locator("form.act button[type=submit]").last.click()
    expect(page.locator("main")).to_contain_text("客商已付清。")
    signed_out(page)
    desk.sign_in("villager")
    page.set_viewport_size({"width": 360, "height": 740})
    desk.open("/industry/income/own/")
    expect(page.locator("figure.picture svg[role=img]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
