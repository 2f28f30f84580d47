"""A unit chooses its head: on a cheap phone and at the desk, up to the posted result and the printed roster."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.conftest import PASSWORD, Desk

TIANJIAWA = "141130101201"


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Desk]:
    """A member's phone."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN", timezone_id="Asia/Shanghai")
    yield Desk(context.new_page(), address)
    context.close()


def give_account(page: Page, address: str, household: str, username: str, name: str) -> None:
    """The officer opens an account for a householder and says whose it is."""
    page.goto(f"{address}/account/people/open/")
    for field, value in (("username", username), ("name", name), ("password", PASSWORD), ("scope", household[:15])):
        page.locator(f"main [name={field}]").fill(value)
    page.locator("main [name=role]").select_option("villager")
    page.locator("main form.form button[type=submit], main form button.primary").first.click()
    page.goto(f"{address}/households/{household}/")
    page.locator("main").get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_url("**/members/**")
    person = page.url
    page.goto(f"{person}account/")
    page.locator("main [name=username]").fill(username)
    page.locator("main form button.primary").click()
    expect(page.locator("body")).to_contain_text(username)


def open_for_today(page: Page) -> str:
    """Open the election of the unit on the screen; nominations and vote are today."""
    page.get_by_role("link", name="发起推选").click()
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    # What the form proposes lies ahead: some days for nominations, then the vote.
    assert page.locator("[name=nominate_until]").input_value() > today
    for field in ("nominate_until", "vote_from", "vote_until"):
        page.locator(f"[name={field}]").fill(today)
    page.get_by_role("button", name="发起推选").click()
    expect(page.locator("main")).to_contain_text("还没有人被提名")
    return page.url


def nominate(phone: Desk) -> None:
    """On the phone: nominate the first who may stand."""
    page = phone.open("/units/elections/")
    expect(page).to_have_url(re.compile("/ballot/$"))
    page.locator("#nominee").select_option(index=1)
    page.get_by_role("button", name="提名", exact=True).click()
    expect(page.locator(".nominees")).to_contain_text("待附议")
    heights = page.locator("main .btn").evaluate_all("all => all.map(b => b.getBoundingClientRect().height)")
    assert heights
    assert min(heights) >= 48
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def begin(page: Page) -> None:
    """At the desk: a household stands behind it, the nominee has agreed in writing, two tellers are named."""
    page.get_by_role("link", name="登记附议").click()
    page.locator("[name=household] option").last.evaluate("one => one.selected = true")
    page.locator("main form button.primary").click()
    page.get_by_role("button", name="本人已书面同意").click()
    expect(page.locator("main")).to_contain_text("正式候选人")
    page.get_by_role("link", name="开始投票").click()
    page.locator("[name=teller1]").select_option(index=1)
    page.locator("[name=teller2]").select_option(index=2)
    page.get_by_role("button", name="开始投票").click()
    expect(page.locator("main")).to_contain_text("还没参加")


def vote(phone: Desk) -> None:
    """On the phone: one household, one vote."""
    page = phone.open("/units/elections/")
    assert min(page.locator(".choices-big label").evaluate_all("all => all.map(one => one.offsetHeight)")) >= 48
    page.locator(".choices-big label").first.click()
    page.get_by_role("button", name="投票").click()
    expect(page.locator("main")).to_contain_text("您家已经投票")
    expect(page.get_by_role("button", name="投票")).to_have_count(0)


def count(page: Page) -> int:
    """At the desk: papers for the others, the counts of both tellers, the posted result; how many papers."""
    expect(page.locator(".turnout .phone")).to_have_count(1)
    page.get_by_role("link", name="发纸票").click()
    boxes = page.locator("[name=households]")
    expect(boxes.first).to_be_visible()
    page.wait_for_load_state()
    papers = boxes.count()
    for number in range(papers):
        boxes.nth(number).check()
    page.get_by_role("button", name="登记已发").click()
    page.get_by_role("link", name="结束投票").click()
    page.get_by_role("button", name="结束投票").click()
    for _ in range(2):
        page.get_by_role("link", name="填报计票数").click()
        page.locator("[name^=votes_]").first.fill(str(papers - 1))
        page.locator("[name=invalid]").fill("1")
        page.locator("[name=unused]").fill("0")
        page.get_by_role("button", name="填报计票数").click()
    expect(page.locator("main")).to_contain_text("得票情况")
    page.get_by_role("link", name="张榜公示").click()
    page.get_by_role("button", name="张榜公示").click()
    expect(page.locator("main")).to_contain_text("公示中")
    return papers


def test_neighbours_choose_a_head_and_the_village_posts_the_result(desk: Desk, phone: Desk) -> None:
    # A unit in force, and one of its households with a phone.
    page = desk.sign_in("officer")
    desk.open(f"/units/heads/?place={TIANJIAWA}")
    expect(page.locator("main")).to_contain_text("43个单元中，43个有推选产生的在任户长。")
    page.locator("main tbody").first.get_by_role("link").first.click()
    member = page.locator("section").filter(has_text="单元成员").locator("tbody th a").first
    expect(member).to_be_visible()
    unit = page.url
    name = member.inner_text()
    household = (member.get_attribute("href") or "").rstrip("/").split("/")[-1]
    give_account(page, desk.address, household, "neighbour", name)

    page.goto(unit)
    election = open_for_today(page)
    member_page = phone.sign_in("neighbour")
    nominate(phone)
    page.goto(election)
    begin(page)
    vote(phone)
    page.goto(election)
    papers = count(page)

    # Nobody takes office while the result hangs out. What hangs on the board names it, and the roster has no phones.
    expect(page.get_by_role("button", name="确认生效")).to_have_attribute("aria-disabled", "true")
    page.get_by_role("link", name="打印结果公告").click()
    expect(page.locator("main")).to_contain_text("户长推选结果公告")
    expect(page.locator("main")).to_contain_text(f"{papers}票")
    desk.open(f"/units/heads/print/?place={TIANJIAWA}")
    assert page.locator("tbody tr").count() == 43
    assert not re.search(r"\d{3}\*{4}|1\d{10}", page.locator("main").inner_text())
    phone.open("/units/elections/")
    expect(member_page.locator("main")).to_contain_text("结果")
