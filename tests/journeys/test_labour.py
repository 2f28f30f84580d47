"""A foreman writes a day of forty-five people on a phone and confirms it; a worker sees it the same moment."""

from playwright.sync_api import Page, expect
from tests.journeys.conftest import Desk, signed_out

PHONE = {"width": 360, "height": 740}


def tick_forty_five(page: Page) -> None:
    """Untick whoever did not come today, until forty-five are left; one of them went home at noon."""
    # What stands under the list is there: then the whole list is.
    expect(page.get_by_role("button", name="存下，看这一天")).to_be_visible()
    came = page.locator(".crew .came input")
    ticked = came.evaluate_all("boxes => boxes.filter(box => box.checked).length")
    for name in page.locator(".crew li:has(input:checked) .came span").all_inner_texts()[12 : 12 + ticked - 45]:
        page.locator(".crew li", has_text=name.split()[0]).first.locator(".came input").uncheck()
    page.locator(".crew .hours input").first.fill("4")


def confirm_the_day(page: Page) -> None:
    """Look at the sum and confirm it with one thumb."""
    page.get_by_role("button", name="存下，看这一天").click()
    confirm = page.get_by_role("button", name="确认：45人")
    expect(confirm).to_be_visible()
    box = confirm.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert "356小时" in confirm.inner_text()
    confirm.click()
    expect(page.locator("main")).to_contain_text("已确认")


def test_a_day_of_forty_five_on_a_phone(desk_then: Desk) -> None:
    page = desk_then.page
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # width and height
    desk_then.sign_in("foreman")
    desk_then.open("/industry/labour/mine/")
    page.get_by_role("link", name="录一天用工").click()
    expect(page.locator("main")).to_contain_text("照2019-08-14的人勾好了")
    tick_forty_five(page)
    confirm_the_day(page)
    signed_out(page)
    desk_then.sign_in("picker")
    desk_then.open("/industry/labour/mine/")
    newest = page.locator(".work-lines li").first
    expect(newest).to_contain_text("2019-08-15")
    expect(newest).to_contain_text("还没付")
    page.get_by_role("link", name="2019-08-05").click()
    expect(page.locator("article.slip")).to_contain_text("李秀英")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
