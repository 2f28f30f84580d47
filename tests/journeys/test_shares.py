"""Land becomes shares: proposed at the desk, voted on a phone, issued, certified, verified by anybody."""

from playwright.sync_api import Page, expect
from tests.journeys.conftest import Desk, signed_out

VILLAGE = "141130101202"


def propose(page: Page) -> str:
    """Propose a table with one line more; return the address of its page."""
    page.get_by_role("link", name="提出折价表").click()
    page.get_by_label("折价表名称").fill("秋季折价表")
    page.get_by_label("是什么").nth(5).fill("核桃林")
    page.get_by_label("多少元").nth(5).fill("400")
    page.get_by_role("button", name="交成员表决").click()
    expect(page.get_by_role("heading", name="秋季折价表")).to_be_visible()
    return page.url


def vote_with_a_thumb(page: Page, valuation: str) -> None:
    """Say yes on a phone."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(valuation)
    yes = page.get_by_role("button", name="同意", exact=True)
    box = yes.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    yes.click()
    expect(page.locator("main")).to_contain_text("我家的意见：")
    page.set_viewport_size({"width": 1440, "height": 900})


def count_the_papers(page: Page, valuation: str) -> None:
    """Enter what two tellers counted: everybody else says yes; close the vote."""
    page.goto(valuation)
    voters = page.get_by_role("region", name="各户意见").locator("tbody tr > :first-child").all_inner_texts()
    page.get_by_role("link", name="录入纸票").click()
    page.get_by_label("纸票编号").fill("票2019-9")
    page.get_by_label("计票人一").fill(voters[0].strip())
    page.get_by_label("计票人二").fill(voters[1].strip())
    page.wait_for_load_state()  # every household's line is there
    for answer in page.get_by_role("radio", name="同意", exact=True).all():
        answer.check()
    page.get_by_role("button", name="录入").click()
    page.get_by_role("button", name="结束表决").click()
    expect(page.locator("main")).to_contain_text("通过")


def put_land_in(page: Page, book: str) -> None:
    """Record a parcel and issue: 1.5 mu x 400 yuan x 2 years = 1,200.00 yuan, twelve shares."""
    page.goto(f"{book}contribute/")
    page.get_by_label("不是资金：折价表上叫什么").fill("核桃林")
    page.get_by_label("数量").fill("1.5")
    page.get_by_label("土地：哪一块").fill("后坡核桃林")
    page.get_by_label("土地：从哪天起").fill("2019-09-01")
    page.get_by_label("土地：到哪天止").fill("2021-09-01")
    page.get_by_label("凭据编号").fill("入股九1")
    page.get_by_role("button", name="登记").click()
    page.get_by_role("button", name="把1笔折成股份").click()
    expect(page.locator("body")).to_contain_text("折成了12股")


def test_a_valuation_is_voted_on_the_phone_and_the_certificate_verifies_in_public(desk: Desk) -> None:
    page = desk.sign_in("shangjiagou")
    desk.open(f"/industry/shares/?place={VILLAGE}")
    page.get_by_role("link", name="食用菌种植专业合作社").click()
    expect(page.locator("main")).to_contain_text("一分不差")
    desk.open(f"/industry/shares/?place={VILLAGE}")
    page.get_by_role("link", name="尚家沟四单元").click()
    expect(page.locator("main")).to_contain_text("一分不差")
    book = page.url.split("?")[0]
    valuation = propose(page)
    signed_out(page)
    desk.sign_in("villager")
    vote_with_a_thumb(page, valuation)
    signed_out(page)
    desk.sign_in("shangjiagou")
    count_the_papers(page, valuation)
    put_land_in(page, book)

    # The certificate was replaced by itself; its code opens a page for anybody, which names no family.
    page.get_by_role("row").filter(has_text="后坡核桃林").get_by_role("link").first.click()
    name = page.get_by_role("heading", level=1).inner_text().split("户的")[0]
    page.get_by_role("link", name="打印证书").click()
    number = page.locator(".certificate header .number").inner_text().split()[-1]
    code = page.locator(".certificate .code").inner_text()
    signed_out(page)
    desk.open(f"/industry/shares/verify/{number}/{code}/")
    expect(page.locator("main")).to_contain_text("有效")
    expect(page.locator("main")).to_contain_text(f"{name[0]}户")
    expect(page.locator("main")).not_to_contain_text(name)
    desk.open(f"/industry/shares/verify/{number}/{code[:-1]}{'2' if code[-1] != '2' else '3'}/")
    expect(page.locator("body")).not_to_contain_text("这张股权证有效")
