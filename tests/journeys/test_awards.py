"""A courtyard's award: applied for on a phone, counted by somebody else, under notice, approved, paid, on a slip."""

import re
import sqlite3
from pathlib import Path

from playwright.sync_api import Browser, Page, expect
from tests.journeys.conftest import Desk

FUND = "尚家沟村2019年庭院经济奖补"


def pass_the_notice(data: Path) -> None:
    """Let the days of the notice go by: they are stored dates."""
    with sqlite3.connect(data / "shihu.sqlite3", timeout=20) as database:
        database.execute("UPDATE industry_awardround SET objections_until = '2019-08-14' WHERE state = 'published'")


def fund(desk: Desk) -> Page:
    page = desk.open("/industry/awards/?place=141130101202")
    page.get_by_role("link", name=FUND).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(FUND)
    return page


def confirm(page: Page, opener: str, act: str) -> None:
    page.wait_for_load_state()  # a button opens its dialog once the page's script is there
    page.get_by_role("button", name=opener).first.click()
    page.get_by_role("dialog").get_by_role("button", name=act).click()


def test_a_household_applies_is_counted_and_gets_its_award(
    browser: Browser, address_then: str, served_then: Path
) -> None:
    def person(username: str, width: int) -> Desk:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, locale="zh-CN", timezone_id="Asia/Shanghai"
        )
        desk = Desk(context.new_page(), address_then)
        desk.sign_in(username)
        return desk

    villager, officer = person("villager", 360), person("officer", 1440)
    cadre = person("shangjiagou", 1440)
    phone = villager.open("/industry/awards/mine/")
    phone.get_by_role("link", name="散养鸡").click()
    phone.get_by_label("今天家里有多少").fill("30")
    phone.get_by_role("button", name="看看能得多少").click()
    expect(phone.locator(".award-seen")).to_contain_text("150.00")
    phone.get_by_role("button", name="申报", exact=True).click()
    expect(phone.get_by_text("我家申报 30 只")).to_be_visible()

    desk = fund(officer)
    desk.locator("main [name=text]").fill("姚福海")
    desk.get_by_role("button", name="筛选").click()
    desk.get_by_role("link", name="姚福海").click()
    desk.get_by_label("现场清点数").fill("28")
    desk.get_by_label("与申报不符或不予奖补的原因").fill("少2只")
    desk.get_by_role("button", name="记下清点数").click()
    expect(desk.get_by_text("比申报少 2 只")).to_be_visible()

    village = fund(cadre)
    confirm(village, "测算奖补", "测算")
    expect(village.get_by_text("资金够用")).to_be_visible()
    confirm(village, "公示", "公示")
    expect(village.get_by_text("测算人不能自己审定").or_(village.get_by_text("由别人审定")).first).to_be_visible()
    at = village.url
    pass_the_notice(served_then)

    officer.page.goto(at)
    confirm(officer.page, "审定", "批准并入账")
    village.goto(at)
    village.get_by_role("link", name="制作发放表").click()
    village.get_by_label("发放表编号").fill("尚奖补2019-1")
    village.get_by_role("button", name="生成发放表").click()
    expect(village.get_by_text("等第二人").first).to_be_visible()
    officer.page.goto(village.url)
    confirm(officer.page, "记作已发放", "记作已发放")
    expect(officer.page.get_by_text(re.compile("已发放，凭证")).first).to_be_visible()

    phone = villager.open("/industry/awards/mine/")
    expect(phone.get_by_text("壹佰肆拾元整")).to_be_visible()
    phone.get_by_role("link", name=re.compile("我家的奖补")).click()
    expect(phone.get_by_text(re.compile("发放，凭证"))).to_be_visible()
