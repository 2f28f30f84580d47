"""A safety round on the phone: the head taps at each door, a hazard is reported, mended, and looked at again."""

from playwright.sync_api import expect
from tests.journeys.conftest import Desk, signed_out
from tests.journeys.test_unit_life import big_enough_for_a_thumb, phone

VILLAGE = "141130101202"


def test_a_head_walks_the_round_of_the_season_and_a_hazard_is_closed_after_a_second_look(
    desk_then: Desk,
) -> None:
    desk = desk_then
    page = desk.sign_in("head")
    phone(page)
    desk.open(f"/linkages/safety/rounds/?place={VILLAGE}001")
    expect(page.locator("main")).to_contain_text("汛期巡查")
    page.locator("main").get_by_role("button", name="开始").first.click()
    expect(page.locator("main")).to_contain_text("排洪沟通不通")
    page.wait_for_load_state()  # counted below: every door is there
    doors = page.locator(".doors li")
    count = doors.count()
    assert count >= 8

    # Two doors with a tap each, the third has a hazard: what, where, who mends it.
    doors.nth(0).get_by_role("button", name="没问题").click()
    expect(doors.nth(0).locator("[aria-pressed=true]")).to_contain_text("没问题")
    doors.nth(1).get_by_role("button", name="不在家").click()
    doors.nth(2).get_by_role("button", name="有隐患").click()
    page.get_by_role("radio", name="排洪沟").check()
    page.get_by_label("哪里不对").fill("沟里堆了柴草")
    page.get_by_role("button", name="上报").click()
    expect(page.locator("main")).to_contain_text(f"已看3户，共{count}户")
    big_enough_for_a_thumb(page, "其余各户都没问题")
    page.get_by_role("button", name="其余各户都没问题").click()
    expect(page.locator("main")).to_contain_text(f"已看{count}户，共{count}户")
    page.get_by_role("button", name="巡查走完了").click()
    expect(page.locator("main")).to_contain_text("已走完")

    # The household cleared it; the head says so, and cannot be the second pair of eyes.
    desk.open(f"/linkages/safety/?place={VILLAGE}001")
    page.get_by_role("row").filter(has_text="沟里堆了柴草").get_by_role("link").click()
    mended = page.get_by_role("button", name="修好了")
    expect(mended).to_be_visible()
    hazard = page.url
    mended.click()
    expect(page.locator("main")).to_contain_text("合格即销号")
    page.get_by_role("radio", name="合格，销号").check()
    page.get_by_role("button", name="记下复查结果").click()
    expect(page.locator("main")).to_contain_text("报修好的人不能自己复查")
    signed_out(page)

    # The cadre looks at it again and closes it.
    page.set_viewport_size({"width": 1440, "height": 900})
    desk.sign_in("shangjiagou")
    page.goto(hazard)
    page.get_by_role("radio", name="合格，销号").check()
    page.get_by_role("button", name="记下复查结果").click()
    expect(page.locator("main")).to_contain_text("了结：已整改")
