"""The frame in a real browser: narrow screens, switches, menus, the map, and no scripts at all."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from tests.journeys.conftest import Desk

SHANGJIAGOU = "141130101202"
PAGES = (
    "/",
    "/ui/",
    f"/places/{SHANGJIAGOU}/",
    f"/registry/households/?place={SHANGJIAGOU}",
    "/units/",
    "/search/?q=赵",
    "/audit/",
    "/account/people/",
    "/account/2fa/",
    "/account/sessions/",
    "/account/password/change/",
    "/nothing/",
)


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Desk]:
    """The smallest screen that must work."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, locale="zh-CN")
    yield Desk(context.new_page(), address)
    context.close()


@pytest.fixture
def bare(browser: Browser, address: str) -> Iterator[Desk]:
    """A browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False, locale="zh-CN", viewport={"width": 360, "height": 640})
    yield Desk(context.new_page(), address)
    context.close()


def test_no_page_scrolls_sideways_at_320_pixels(phone: Desk) -> None:
    phone.sign_in("officer")
    wide = {}
    for path in PAGES:
        page = phone.open(path)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            wide[path] = over
    assert wide == {}


def test_targets_on_a_phone_are_large_enough_for_a_thumb(phone: Desk) -> None:
    phone.sign_in("officer")
    phone.open("/ui/")
    hit = ".bar a, .page-head .btn, .form-acts .btn, .field input:not([type=checkbox], [type=radio]), select"
    heights = phone.page.locator(hit).evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert len(heights) > 10
    assert [height for height in heights if 0 < height < 44] == []


def test_a_newcomer_chooses_an_invented_person_and_is_in(desk: Desk) -> None:
    page = desk.open("/account/login/")
    page.get_by_role("button", name=re.compile("韩晓峰")).click()
    expect(page.locator("#id_login")).to_have_value("officer")
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="服务")).to_contain_text("村户名册")


def test_theme_and_language_are_kept_from_page_to_page(desk: Desk) -> None:
    page = desk.sign_in("officer")
    page.get_by_label("浅色或深色").click()
    page.get_by_role("button", name="深色").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="English").click()
    desk.open("/units/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 22, 26)"


def test_the_path_of_places_narrows_the_list_that_stands_below_it(desk: Desk) -> None:
    page = desk.sign_in("officer")
    desk.open("/registry/households/")
    page.get_by_label("换个地方").click()
    page.locator(".crumbs-menu").get_by_role("link", name="尚家沟村").click()
    expect(page).to_have_url(re.compile(rf"/registry/households/\?place={SHANGJIAGOU}$"))
    expect(page.locator(".crumbs [aria-current]")).to_have_text("尚家沟村")


def test_keys_reach_search_dialog_and_menus(desk: Desk) -> None:
    page = desk.sign_in("officer")
    desk.open("/ui/")
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.locator("[data-opens]").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    page.locator(".topline > .ends > .menu > summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="二次验证")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="二次验证")).to_be_hidden()


def test_the_map_zooms_and_goes_back(desk: Desk) -> None:
    page = desk.open("/ui/")
    whole = page.locator("svg.unit-map").get_attribute("viewBox")
    page.get_by_label("放大").click()
    assert page.locator("svg.unit-map").get_attribute("viewBox") != whole
    page.get_by_label("看全图").click()
    assert [float(n) for n in str(page.locator("svg.unit-map").get_attribute("viewBox")).split()] == [
        float(n) for n in str(whole).split()
    ]


def test_charts_draw_and_keep_their_numbers_behind_them(desk: Desk) -> None:
    page = desk.open("/ui/")
    expect(page.locator(".chart canvas")).to_be_visible()
    page.get_by_text("看数字").first.click()
    expect(page.get_by_role("rowheader", name="2019-05")).to_be_visible()


RUNNING = '<div class="progress" hx-get="/watched/" hx-trigger="every 1s" hx-swap="outerHTML">{}</div>'


def _watch(page: Page, answers: list[tuple[int, str]]) -> None:
    """Put watched work on the page whose address gives these answers one after the other."""
    page.route("**/watched/", lambda route: _answer(route, answers))
    put = "html => { const main = document.querySelector('main'); main.innerHTML = html; htmx.process(main) }"
    page.evaluate(put, RUNNING)


def _answer(route: Route, answers: list[tuple[int, str]]) -> None:
    status, body = answers.pop(0) if len(answers) > 1 else answers[0]
    route.fulfill(status=status, content_type="text/html", body=body)


def test_watched_work_goes_to_its_result_by_itself(desk: Desk) -> None:
    page = desk.open("/ui/")
    over = '<div class="progress over"><a href="/account/login/" data-then="/account/login/">Open the result</a></div>'
    _watch(page, [(200, RUNNING), (200, RUNNING), (200, over)])
    page.wait_for_url("**/account/login/")


def test_a_refused_fragment_is_told_in_its_place_and_a_whole_page_is_not(desk: Desk) -> None:
    page = desk.open("/ui/")
    _watch(page, [(500, "<!doctype html><h1>broken</h1>"), (404, '<div class="notice seal">gone</div>')])
    expect(page.locator("main .notice")).to_have_text("gone")
    expect(page.locator("main h1")).to_have_count(0)


def _filter(page: Page) -> None:
    page.locator("form.filters input[type=search]").first.fill("赵二虎")
    page.locator("form.filters button").click()


def test_everything_that_matters_works_without_scripts(bare: Desk) -> None:
    page = bare.sign_in("officer")
    page.locator(".bar a[href='#rail']").click()
    page.locator("#rail").get_by_role("link", name="村户名册").click()
    _filter(page)
    expect(page.locator("tbody tr").first).to_contain_text("赵二虎")
    bare.open("/ui/")
    expect(page.locator("svg.unit-map")).to_be_visible()
    expect(page.get_by_role("rowheader", name="2019-05")).to_be_visible()
