"""A cadre weighs in and sells; the slip stands on the member's phone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from tests.journeys.conftest import Desk


@pytest.fixture
def phone(browser: Browser, address_then: str) -> Iterator[Desk]:
    """A cheap phone, held upright."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, locale="zh-CN", timezone_id="Asia/Shanghai", has_touch=True
    )
    yield Desk(context.new_page(), address_then)
    context.close()


def test_what_the_cadre_sells_stands_on_the_members_phone_as_a_slip(desk_then: Desk, phone: Desk) -> None:
    desk_then.sign_in("shangjiagou")
    page = desk_then.page
    page.get_by_role("link", name="产业项目").first.click()
    page.get_by_role("link", name="百万棒食用菌基地").click()
    page.get_by_role("link", name="交货与销售").first.click()
    page.get_by_role("link", name="过磅").click()
    member = page.locator("select[name=household] option", has_text="姚福海").get_attribute("value")
    page.locator("select[name=household]").select_option(value=member)
    page.get_by_label("公斤数").fill("100.5")
    page.get_by_role("button", name="过磅").click()
    expect(page.get_by_text("已过磅：一级100.5公斤。")).to_be_visible()
    page.get_by_role("link", name="交货与销售").first.click()
    page.get_by_role("link", name="销售", exact=True).first.click()
    page.get_by_label("客商").fill("孝义农贸市场")
    page.get_by_label("单据号").fill("售2019-8")
    page.get_by_label("一级：每公斤单价（元）").fill("8.00")
    page.get_by_label("一级：当天市场价（元）").fill("8.30")
    page.get_by_role("button", name="先看看各户能得多少").click()
    expect(page.get_by_text("低于当天市场价8.30元")).to_be_visible()
    page.get_by_label("为什么低于市场价").fill("整车包销")
    page.get_by_label("市场价来源").fill("孝义农贸市场牌价")
    page.get_by_label("哪天的价").fill("2019-08-15")
    page.get_by_role("button", name="先看看各户能得多少").click()
    expect(page.get_by_text("还没有入账")).to_be_visible()
    page.get_by_role("button", name="确认入账").click()
    expect(page.get_by_text("已入账").first).to_be_visible()

    phone.sign_in("villager")
    page = phone.page
    page.goto(f"{phone.address}/industry/projects/own/")
    page.get_by_role("link", name="我家台账和结算单").last.click()
    page.locator("main table").first.get_by_role("link").first.click()
    expect(page.get_by_text("低于市场价的原因：整车包销")).to_be_visible()
    expect(page.get_by_text(re.compile("还欠菌棒"))).not_to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
