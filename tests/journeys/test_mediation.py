"""A dispute from the doorstep against the head's own household, which goes past him; and one that the clock took up."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from tests.journeys.conftest import Desk


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Desk]:
    """A villager's phone."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN", timezone_id="Asia/Shanghai")
    yield Desk(context.new_page(), address)
    context.close()


def test_a_dispute_goes_past_a_head_who_is_a_party_and_up_by_the_clock(desk: Desk, phone: Desk) -> None:
    phone.sign_in("villager")
    page = phone.open("/linkages/disputes/")
    expect(page.locator("main")).to_contain_text("调解不收费")
    # The land swap of the page: settled by the head, kept, visited again.
    page.get_by_role("link", name=re.compile("赵春生、赵秋生、赵冬生")).click()
    expect(page.locator("main")).to_contain_text("达成书面协议")
    expect(page.locator(".rungs .here")).to_contain_text("户长")
    # A new one, against the head's own household.
    page = phone.open("/linkages/disputes/new/")
    head = page.locator("[name=side_b] option", has_text="赵二虎").first.get_attribute("value")
    page.locator("[name=side_b]").select_option(head)
    page.locator("[name=matter]").select_option("dispute.damage")
    page.locator("[name=facts]").fill("户长家的牛踩了我家的豆子地")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    heights = page.locator("main form .btn, main form select").evaluate_all(
        "all => all.map(b => b.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44
    page.get_by_role("button", name="提交").click()
    expect(page.locator("main")).to_contain_text("赵二虎 是当事人")
    expect(page.locator(".rungs .here")).to_contain_text("尚保平")
    expect(page.locator("main")).to_contain_text("户长”时限7天")

    desk.sign_in("officer")
    page = desk.open("/linkages/disputes/?light=red")
    # By its matter: once the clocks of the served copy have turned, other rows are red too.
    page.get_by_role("row").filter(has_text="宅基地").get_by_role("link").first.click()
    expect(page.locator(".timeline")).to_contain_text("时限已到")
    expect(page.locator(".rungs .passed")).to_have_count(2)
    page.get_by_role("link", name="天数怎么算的、完整案卷").click()
    page.locator("main summary").click()
    expect(page.locator("main")).to_contain_text("受理当天不算")
