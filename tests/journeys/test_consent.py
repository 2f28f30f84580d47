"""A village is asked: wishes on a phone, a proposal under notice, signed sheets, solved again, established."""

import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.conftest import Desk, copied, serve

WAIT = 60_000
HAMLET = "141130101202001"


@pytest.fixture(scope="module")
def served(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of its own: the hamlet's units are established anew, and the new ones have no head yet."""
    return copied(built_demo, tmp_path_factory.mktemp("served-consent"))


@pytest.fixture(scope="module")
def address(served: Path) -> Iterator[str]:
    """Serve that copy; yield its address."""
    yield from serve(served)


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Desk]:
    """A cheap phone, held upright."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, locale="zh-CN", timezone_id="Asia/Shanghai", has_touch=True
    )
    yield Desk(context.new_page(), address)
    context.close()


def picture(page: Page, name: str) -> None:
    folder = os.environ.get("SHIHU_LOOKS")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def drawn(page: Page) -> None:
    """Wait until the draft is there."""
    expect(page.get_by_role("button", name="公示征求同意").first).to_be_visible(timeout=WAIT)


def publish(page: Page) -> None:
    drawn(page)
    page.wait_for_load_state()
    page.get_by_role("button", name="公示征求同意").first.click()
    picture(page, "publish")
    page.get_by_role("dialog").get_by_role("button", name="公示", exact=True).click()
    expect(page).to_have_url(re.compile(r"/units/proposals/"))


def sign(page: Page, row: int, word: str = "同意", *, but: str = "") -> None:
    """Put the signed sheet of one unit down: everybody says ``word``, the household ``but`` does not want to."""
    page.locator("table").first.get_by_role("link", name="登记签字表").nth(row).click()
    expect(page.locator("table.signing")).to_be_visible()
    page.wait_for_load_state()  # every line of the sheet is there
    for line in page.locator("table.signing tbody tr").all():
        said = "不同意" if but and but in line.inner_text() else word
        line.locator("select").select_option(label=said)
    picture(page, "sheet")
    page.get_by_role("button", name="登记这张表").click()
    expect(page).to_have_url(re.compile(r"/units/proposals/[^/]+/$"))


def pass_the_notice(data: Path) -> None:
    """Let the days of the notice go by: they are stored dates."""
    with sqlite3.connect(data / "shihu.sqlite3", timeout=20) as database:
        database.execute("update units_proposal set starts = date(starts, '-9 days'), ends = date(ends, '-9 days')")
    database.close()


def test_a_village_goes_from_wishes_to_established_units(desk: Desk, phone: Desk, served: Path) -> None:
    small = phone.sign_in("villager")
    wishes_on_the_phone(phone, small)
    page = desk.sign_in("officer")
    proposal = published(page, desk)
    consent_on_the_phone(phone, small)
    signed_sheets_but_one(page, desk, proposal)

    # Solved again without that household and published: who stays is told, nobody else is asked anew.
    page.get_by_role("button", name="按意见重新编组").click()
    publish(page)
    expect(page.locator("main")).to_contain_text("还剩")
    picture(page, "proposal-again")
    pass_the_notice(served)
    page.reload()
    page.get_by_role("button", name=re.compile(r"成立 \d+ 个单元")).click()
    expect(page.locator("main")).to_contain_text("单元全部成立")
    picture(page, "proposal-established")

    # The villager's household sits in its unit from today.
    phone.open("/units/own/proposal/")
    expect(small.locator("main")).to_contain_text("单元已经成立")
    picture(small, "own-established")


def wishes_on_the_phone(phone: Desk, small: Page) -> None:
    """The villager answers on the phone: big words, one thumb."""
    phone.open("/units/own/wishes/")
    small.get_by_label("第一意愿").select_option(label="食用菌")
    small.get_by_label("想和谁同组").first.fill("没有这个人")
    picture(small, "own-wishes")
    small.get_by_role("button", name="保存我家意愿").click()
    expect(small.locator("main")).to_contain_text("本村没有叫“没有这个人”的户主")
    expect(small.get_by_label("第一意愿")).to_have_value(re.compile("mushroom"))
    small.get_by_label("想和谁同组").first.fill("赵二虎")
    small.get_by_role("button", name="保存我家意愿").click()
    expect(small.locator("main")).to_contain_text("本人手机")
    for button in small.locator("main button.btn").all():
        box = button.bounding_box()
        assert box is None or box["height"] >= 48


def published(page: Page, desk: Desk) -> str:
    """The officer publishes the hamlet's units for consent; return the proposal's address."""
    desk.open(f"/units/answers/?place={HAMLET}")
    expect(page.locator("main")).to_contain_text("本人手机")
    picture(page, "answers")
    desk.open(f"/units/form/?place={HAMLET}")
    page.get_by_role("button", name="编组", exact=True).click()
    publish(page)
    proposal = page.url.removeprefix(desk.address)
    picture(page, "proposal-new")
    return proposal


def consent_on_the_phone(phone: Desk, small: Page) -> None:
    """The villager sees with whom and why, and says yes."""
    phone.open("/")
    small.get_by_role("link", name="看看再答复").click()
    expect(small.locator("#told")).to_contain_text("姚福海")
    picture(small, "own-proposal")
    assert small.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    small.get_by_text("同意，我家加入").click()
    small.get_by_role("button", name="提交我家的决定").click()
    expect(small.locator(".timeline")).to_contain_text("同意")
    picture(small, "own-proposal-said")


def signed_sheets_but_one(page: Page, desk: Desk, proposal: str) -> None:
    """Signed sheets come in; in the first unit one household does not want to."""
    desk.open(proposal)
    page.locator("table").first.get_by_role("link", name="登记签字表").first.click()
    expect(page.locator("table.signing")).to_be_visible()
    page.wait_for_load_state()  # every line of the sheet is there
    names = [line.locator("th").inner_text() for line in page.locator("table.signing tbody tr").all()]
    loner = next(name for name in names if name not in {"姚福海", "赵二虎"})
    desk.open(proposal)
    count = page.locator("table").first.get_by_role("link", name="登记签字表").count()
    for row in range(count):
        sign(page, row, but=loner if row == 0 else "")
    expect(page.locator("main")).to_contain_text("1 户要求调整或不同意")
    picture(page, "proposal-requests")
