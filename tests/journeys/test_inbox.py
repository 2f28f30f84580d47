"""A head opens the inbox on the phone, does what waits, and it is gone; what it took is on the own meter."""

import re

from playwright.sync_api import expect
from tests.journeys.conftest import Desk

SIGN = "看看本单元公约，签字"


def test_a_head_does_what_waits_with_one_thumb_and_it_is_gone(desk_then: Desk) -> None:
    desk = desk_then
    page = desk.page
    page.set_viewport_size({"width": 360, "height": 740})
    desk.sign_in("head")
    desk.open("/inbox/")  # today shows the most urgent alone
    line = page.get_by_role("link", name=re.compile(SIGN))
    box = line.bounding_box()
    assert box is not None
    assert box["height"] >= 64
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    line.click()
    page.get_by_role("button", name="同意并签字").click()
    expect(page.locator("main")).to_contain_text("我家已签这一版")

    desk.open("/inbox/")
    expect(page.locator("main")).not_to_contain_text(SIGN)
    desk.open("/burden/")
    row = page.get_by_role("row", name=re.compile("签公约"))
    expect(row).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
