"""A unit's charter and appraisal: changed at the desk, signed and answered on a phone, scored, ranked, printed."""

import re

from playwright.sync_api import Locator, Page, expect
from tests.journeys.conftest import Desk, signed_out

VILLAGE = "141130101201"


def phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})


def big_enough_for_a_thumb(page: Page, name: str) -> None:
    box = page.get_by_role("button", name=name).bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def questions(page: Page) -> list[Locator]:
    """Return every question of the page, once the whole page is there."""
    page.wait_for_load_state()
    return page.locator("fieldset.field").all()


def test_a_member_signs_and_appraises_on_the_phone_and_the_township_scores(desk: Desk) -> None:
    # The officer changes the dues of one unit: a new version, which all sign again.
    page = desk.sign_in("officer")
    desk.open(f"/units/charters/?place={VILLAGE}")
    page.get_by_role("link", name="田家洼一单元").click()
    expect(page.locator("main")).to_contain_text("起生效")
    unit = re.search(r"/units/([0-9a-f-]{36})/", page.url)
    assert unit is not None
    own = f"/units/{unit.group(1)}/"
    page.get_by_role("link", name="另立新版").click()
    page.get_by_label("每户每年会费（元）").fill("30")
    page.get_by_role("button", name="开始签字").click()
    expect(page.locator("main")).to_contain_text("尚未生效：还有9户没签")
    page.get_by_role("link", name=re.compile("和第1版相比")).click()
    expect(page.locator("del").first).to_have_text("2")
    expect(page.locator("ins").first).to_have_text("3")
    signed_out(page)

    # A member reads what it costs and signs, on a phone.
    phone(page)
    desk.sign_in("member")
    desk.open("/units/")
    expect(page).to_have_url(re.compile(own + "mine/"))
    expect(page.get_by_role("heading", name="田家洼一单元")).to_be_visible()
    page.get_by_role("link", name="看公约，签字").click()
    expect(page.locator(".sign")).to_contain_text("每年会费30.00元，义务工6天")
    big_enough_for_a_thumb(page, "同意并签字")
    page.get_by_role("button", name="同意并签字").click()
    expect(page.locator("main")).to_contain_text("我家已签这一版")
    expect(page.locator("main")).to_contain_text("还有8户没签")

    # The unit appraises itself: four questions and a button.
    desk.open(f"{own}mine/")
    page.get_by_role("link", name="我们自评").click()
    expect(page.locator("main")).to_contain_text("共4题，不用拍照")
    for group in questions(page):
        group.get_by_role("radio").first.check()
    big_enough_for_a_thumb(page, "保存自评")
    page.get_by_role("button", name="保存自评").click()
    expect(page.locator("main")).to_contain_text("58.00")
    signed_out(page)

    # The township scores the same month, lower: the two are listed to be talked over.
    page.set_viewport_size({"width": 1440, "height": 900})
    desk.sign_in("officer")
    desk.open(f"/units/appraisals/?place={VILLAGE}")
    page.get_by_role("row").filter(has_text="田家洼一单元").get_by_role("link", name="评分").click()
    page.get_by_label("共同产业按计划开展，户户有活干").fill("12")
    for group in questions(page):
        group.get_by_role("radio").last.check()
    page.get_by_role("button", name="保存评分").click()
    expect(page.locator("main")).to_contain_text("请当面谈一谈")
    expect(page.get_by_role("row").filter(has_text="责任片区干净")).to_contain_text("差")

    # What was published hangs on the wall, by unit; the card leads back here.
    desk.open(f"/units/appraisals/ranking/?place={VILLAGE}&month=2019-07")
    expect(page.get_by_role("row")).to_have_count(44)
    desk.open(f"{own}card/")
    expect(page.locator(".unit-card")).to_contain_text("田福兵")
    expect(page.get_by_role("img", name="打开田家洼一单元的页面")).to_be_visible()
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
