"""Points on a phone: claimed, refused, appealed, given by another person, exchanged at the counter."""

import re

from playwright.sync_api import Page, expect
from tests.journeys.conftest import Desk, signed_out

VILLAGE = "141130101202"
AT = f"?place={VILLAGE}"


def phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})


def wide(page: Page) -> None:
    signed_out(page)
    page.set_viewport_size({"width": 1440, "height": 900})


def test_points_are_claimed_refused_appealed_given_and_exchanged(desk: Desk) -> None:
    # The villager claims with a few taps; no photograph is asked for.
    page = desk.sign_in("villager")
    phone(page)
    desk.open("/linkages/points/own/")
    page.get_by_role("link", name="申报积分").click()
    page.get_by_text(re.compile("参加夜间巡逻、防火值守")).click()
    box = page.get_by_role("button", name="提交").bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_label("还想说什么").fill("昨晚在二号卡口")
    page.get_by_role("button", name="提交").click()
    expect(page.locator("main")).to_contain_text("待审核")

    # The cadre refuses with a reason.
    wide(page)
    desk.sign_in("shangjiagou")
    desk.open(f"/linkages/points/queue/{AT}")
    page.get_by_role("link", name="审核", exact=True).last.click()
    expect(page.locator("main")).to_contain_text("昨晚在二号卡口")
    page.get_by_text("不同意，写明理由").click()
    page.get_by_role("textbox", name="理由").fill("登记本上没有")
    page.get_by_role("button", name="确定").click()
    expect(page.locator("body")).to_contain_text("已决定：0分")

    # The household reads it and appeals.
    signed_out(page)
    phone(page)
    desk.sign_in("villager")
    desk.open("/linkages/points/own/")
    page.get_by_role("link", name="参加夜间巡逻、防火值守").first.click()
    expect(page.locator("main")).to_contain_text("登记本上没有")
    page.get_by_role("link", name=re.compile("申诉（")).click()
    page.get_by_label("请说说哪里要再看一看").fill("登记在隔壁联体的本子上")
    page.get_by_role("button", name="提交申诉").click()
    expect(page.locator("main")).to_contain_text("申诉中")
    claim = page.url

    # Another person gives it; the first one could not.
    wide(page)
    desk.sign_in("officer")
    desk.open(f"{claim[claim.index('/linkages') :]}review/")
    page.get_by_text("同意，给10分").click()
    page.get_by_role("button", name="确定").click()
    expect(page.locator("body")).to_contain_text("已决定：10分")

    reserved_and_fetched(desk, page)


def reserved_and_fetched(desk: Desk, page: Page) -> None:
    """The household reserves a prize; the counter hands it out for the code."""
    signed_out(page)
    phone(page)
    desk.sign_in("villager")
    desk.open(f"/linkages/points/shop/{AT}")
    page.get_by_role("button", name="预留").first.click()
    expect(page.locator("main")).to_contain_text("韩晓峰审核")
    code = re.search(r"\b(\d{3} \d{3})\b", page.locator("#held").inner_text())
    assert code is not None
    wide(page)
    desk.sign_in("shangjiagou")
    desk.open(f"/linkages/points/counter/{AT}")
    page.get_by_label("取货码").fill(code.group(1))
    page.get_by_role("button", name="发放预留奖品").click()
    expect(page.locator("body")).to_contain_text("已发放")
