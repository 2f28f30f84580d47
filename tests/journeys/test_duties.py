"""A sanitation round on a phone: one tap for a clean area, the sheet where something is wrong, the unit's answer."""

import re

from playwright.sync_api import Page, expect
from tests.journeys.conftest import Desk, signed_out

HAMLET = "141130101202001"


def fits(page: Page) -> None:
    """Nothing is wider than the phone."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_round_is_walked_on_a_phone_and_the_unit_answers(desk_then: Desk) -> None:
    desk, page = desk_then, desk_then.page
    page.set_viewport_size({"width": 360, "height": 740})
    desk.sign_in("shangjiagou")
    desk.open(f"/linkages/sanitation/?place={HAMLET}")
    expect(page.locator("main")).to_contain_text("巷道共")
    page.get_by_role("button", name="开始检查").first.click()
    expect(page.get_by_role("heading", name=re.compile("尚家沟检查"))).to_be_visible()
    fits(page)

    # A clean area is one tap.
    clean = page.get_by_role("button", name="尚家沟一单元：干净")
    box = clean.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    clean.click()
    expect(page.locator(".walk > li").first).to_contain_text("100分")

    # Something is wrong: without a connection nothing is sent and nothing is lost.
    page.get_by_role("link", name="尚家沟四单元：有问题").click()
    page.locator("fieldset").filter(has_text="路面、沟渠无垃圾").get_by_label("有一些").check()
    page.locator("[name=words]").fill("桥头有一堆垃圾")
    page.context.set_offline(True)
    page.get_by_role("button", name="保存评分").click()
    expect(page.get_by_text("没有网络")).to_be_visible()
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("[name=words]")).to_have_value("桥头有一堆垃圾")
    fits(page)
    page.get_by_role("button", name="保存评分").click()
    expect(page.locator(".walk > li").filter(has_text="尚家沟四单元")).to_contain_text("87分")
    page.get_by_role("button", name="结束检查").click()
    expect(page.locator("main")).to_contain_text("抽签种子")
    signed_out(page)

    # The unit's member sees it at once, says that it is put right, and objects in a sentence.
    desk.sign_in("villager")
    desk.open("/linkages/ours/")
    page.get_by_role("link", name="整改检查发现的问题").first.click()
    expect(page.locator("main")).to_contain_text("桥头有一堆垃圾")
    fits(page)
    page.get_by_role("button", name="已整改").click()
    expect(page.locator("main")).to_contain_text("说2019-08-")
    page.get_by_text("提异议", exact=True).first.click()
    page.get_by_label("写一句话").fill("垃圾是外村车撒的，当场就扫了")
    page.get_by_role("button", name="提异议").click()
    expect(page.locator("main")).to_contain_text("等待答复")
