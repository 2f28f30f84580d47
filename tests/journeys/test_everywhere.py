"""Every page on a desk and on a phone, in both languages, light and dark: nothing spills over or is untranslated."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests.journeys.conftest import Desk

PAGES = {
    "officer": (
        "/",
        "/places/141130101/",
        "/places/141130101202/",
        "/places/141130101202001/",
        "/registry/households/?place=141130101202",
        "/registry/households/add/?place=141130101202001",
        "/households/1411301012020010001/",
        "/registry/households/1411301012020010001/",
        "/registry/households/1411301012020010001/facts/",
        "/registry/imports/",
        "/registry/enterprises/",
        "/units/",
        "/units/?place=141130101201",
        "/units/form/?place=141130101202",
        "/units/answers/?place=141130101202",
        "/units/answers/?place=141130101",
        "/units/answers/load/?place=141130101202001",
        "/units/answers/forms/?place=141130101202001&household=1411301012020010001",
        "/units/answers/households/1411301012020010001/",
        "/search/?q=赵",
        "/audit/",
        "/account/people/",
        "/account/people/open/",
        "/account/password/change/",
        "/no/such/page/",
    ),
    "villager": ("/", "/units/own/wishes/", "/units/own/proposal/"),
}
# User names and file kinds stay as they are, and so does the switch to the other language.
ALLOWED = re.compile(
    r"English|officer|shangjiagou|tianjiawa|villager|member|neighbour|auditor|[0-9A-Z]{3}-[0-9A-Z]{4}|admin|head|shihu|xlsx|csv|ods|xls|Excel|WPS",
    re.IGNORECASE,
)
# Field names and term keys that the audit shows as they were recorded.
AS_RECORDED = {"/audit/"}


@pytest.fixture(
    params=[("zh-hans", 1440, "light"), ("zh-hans", 360, "dark"), ("en", 360, "light"), ("en", 1440, "dark")],
    ids=lambda p: "-".join(map(str, p)),
)
def window(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[tuple[Desk, str]]:
    language, width, scheme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, timezone_id="Asia/Shanghai"
    )
    context.add_cookies([{"name": "django_language", "value": language, "url": address}])
    yield Desk(context.new_page(), address), language
    context.close()


@pytest.mark.parametrize("who", sorted(PAGES))
def test_no_page_spills_over_or_speaks_the_wrong_language(window: tuple[Desk, str], who: str) -> None:
    desk, language = window
    page = desk.sign_in(who)
    faults = []
    for path in PAGES[who]:
        answer = page.goto(f"{desk.address}{path}")
        assert answer is not None
        if answer.status != (404 if path.startswith("/no/") else 200):
            faults.append(f"{path} answers {answer.status}")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            faults.append(f"{path} is wider than the window")
        if page.locator("h1").count() != 1:
            faults.append(f"{path} has {page.locator('h1').count()} first headings")
        if path not in AS_RECORDED:
            faults += [f"{path} says “{said}”" for said in foreign(page, language)]
    assert faults == []


def foreign(page: Page, language: str) -> list[str]:
    """Return what the page says in the other language: English words in Chinese, Chinese sentences in English.

    Names of people stay Chinese, so that only longer runs of characters count on an English page.
    """
    text = ALLOWED.sub(" ", page.locator("body").inner_text())
    # What people called a thing stands in their words, marked as Chinese.
    for said in page.locator("body [lang^=zh]").all_inner_texts():
        text = text.replace(said, " ")
    wrong = r"[A-Za-z]{3,}" if language == "zh-hans" else r"[一-鿿]{8,}"
    # Organisations keep their registered name, as people do.
    return sorted({said for said in re.findall(wrong, text) if not said.endswith(("合作社", "公司"))})[:5]
