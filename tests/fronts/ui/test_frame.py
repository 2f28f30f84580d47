"""The frame around every page: rail by role, path of places, switches, refusals, sign-in."""

from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries, Settings
from tests.village.people import SHANGJIAGOU, SHANGJIAGOU_HAMLET, TIANJIAWA, TOWNSHIP, Cast

from shihu.base.accounts.models import User
from shihu.fronts.ui.web import navigation
from shihu.fronts.ui.web.context import Shell
from shihu.fronts.ui.web.middleware import RefusalMiddleware
from shihu.kernel.actors import NOBODY, Actor
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal

DOOR = "shihu.base.accounts.web.backends.NameOrPhoneBackend"


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.user(who), backend=DOOR)
    return client


def labels(actor: Actor, *, is_demo: bool = False) -> set[str]:
    with translation.override("en"):
        groups = navigation.rail(actor, current="", place="", home="141130", due={}, is_demo=is_demo)
    return {entry.label for group in groups for entry in group.entries}


# --- rail ------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_rail_shows_only_what_the_role_may_open(cast: Cast) -> None:
    assert {"Today", "Ten-household units", "Audit", "Accounts"} <= labels(cast.officer)
    assert "Ten-household units" in labels(cast.cadre)
    assert not {"Audit", "Accounts", "The look"} & labels(cast.cadre)
    own = {"Today", "Inbox", "My unit", "What we wish", "My member account", "Our duties", "Disputes and mediation"}
    assert labels(cast.villager) == labels(cast.head)
    assert own <= labels(cast.villager)
    assert not {"Money and books", "Household roster", "Six linkages", "Audit"} & labels(cast.villager)
    assert labels(NOBODY) == set()


@pytest.mark.django_db
def test_the_style_page_is_in_the_rail_of_administrators_and_of_the_demonstration(cast: Cast) -> None:
    assert "The look" in labels(cast.administrator)
    assert "The look" in labels(cast.villager, is_demo=True)


@pytest.mark.django_db
def test_lists_keep_the_place_that_was_chosen_and_show_what_is_due(cast: Cast) -> None:
    groups = navigation.rail(
        cast.officer, current="units_unit", place=SHANGJIAGOU, home=TOWNSHIP, due={"units_formations": 2}, is_demo=False
    )
    units = next(e for g in groups for e in g.entries if e.href.startswith(reverse("units_formations")))
    assert units.href.endswith(f"?place={SHANGJIAGOU}")
    assert (units.due, units.is_current) == (2, True)


def test_counts_of_several_services_are_added(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "DUE", [lambda _: {"desk_today": 2}, lambda _: {"desk_today": 3}])
    assert navigation.due(HttpRequest()) == {"desk_today": 5}  # type: ignore[arg-type]


# --- path of places --------------------------------------------------------------------------------------


def shell(actor: Actor, path: str = "/ui/") -> Shell:
    request = RequestFactory().get(path)
    request.actor = actor  # type: ignore[attr-defined]
    return Shell(request)


@pytest.mark.django_db
def test_the_path_begins_at_the_actors_own_area_and_links_nothing_above_it(cast: Cast) -> None:
    with translation.override("zh-hans"):
        crumbs = shell(cast.cadre).crumbs
    assert [crumb.label for crumb in crumbs] == ["吕梁市", "交口县", "康城镇", "尚家沟村"]
    assert [bool(crumb.href) for crumb in crumbs] == [False, False, False, True]
    assert crumbs[-1].is_current


@pytest.mark.django_db
def test_the_path_follows_the_address_and_takes_one_query(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1), translation.override("en"):
        crumbs = shell(cast.officer, f"/ui/?place={SHANGJIAGOU_HAMLET}").crumbs
    assert crumbs[-1].href.endswith(f"{SHANGJIAGOU_HAMLET}/")
    assert all(crumb.label.isascii() or "ü" in crumb.label for crumb in crumbs)


@pytest.mark.django_db
@pytest.mark.parametrize("given", ["x", "14113", "１４１１３０", "1" * 40, "'; --"])
def test_a_place_that_is_none_falls_back_to_the_own_area(cast: Cast, given: str) -> None:
    assert shell(cast.officer, f"/ui/?place={given}").place == TOWNSHIP


@pytest.mark.django_db
def test_the_menu_of_the_path_lists_what_lies_below(cast: Cast) -> None:
    drawn = signed_in(cast, "officer").get(reverse("ui_places"), {"place": TOWNSHIP}).content.decode()
    assert "尚家沟村" in drawn
    assert "田家洼村" in drawn


@pytest.mark.django_db
def test_a_colleague_learns_nothing_of_another_village_from_the_menu(cast: Cast) -> None:
    answer = signed_in(cast, "colleague").get(reverse("ui_places"), {"place": SHANGJIAGOU})
    assert answer.status_code == 404
    assert "尚家沟" not in answer.content.decode()
    own = signed_in(cast, "colleague").get(reverse("ui_places"), {"place": TIANJIAWA})
    assert own.status_code == 200


# --- switches --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chosen_theme_is_remembered_and_drawn_by_the_server(client: Client, db: None, theme: str) -> None:
    answer = client.post(reverse("ui_theme"), {"theme": theme, "next": "/account/login/"})
    assert answer.headers["Location"] == "/account/login/"
    assert f'data-theme="{theme}"' in client.get(reverse("account_login")).content.decode()


def test_any_other_theme_follows_the_device_again(client: Client, db: None) -> None:
    client.post(reverse("ui_theme"), {"theme": "dark"})
    client.post(reverse("ui_theme"), {"theme": "<script>"})
    page = client.get(reverse("account_login")).content.decode()
    assert "data-theme" not in page
    assert "prefers-color-scheme: dark" in page


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_theme_switch_leads_nowhere_else(client: Client, target: str) -> None:
    assert client.post(reverse("ui_theme"), {"theme": "dark", "next": target}).headers["Location"] == "/"


def test_looking_changes_nothing(client: Client) -> None:
    assert client.get(reverse("ui_theme")).status_code == 405


def test_the_language_is_chinese_first_and_english_when_asked(client: Client, db: None) -> None:
    assert '<html lang="zh-Hans"' in client.get(reverse("account_login")).content.decode()
    client.post(reverse("ui_language"), {"language": "en", "next": "/"})
    assert '<html lang="en"' in client.get(reverse("account_login")).content.decode()


# --- refusals --------------------------------------------------------------------------------------------


class Evil(Refusal):
    sentence = "“%(given)s” is no number."


def refuse(refusal: Exception, *, htmx: bool = False, known: bool = True) -> HttpResponse | None:
    request = RequestFactory().get("/x/")
    request.actor = NOBODY  # type: ignore[attr-defined]
    request.htmx = htmx  # type: ignore[attr-defined]
    request.user = User(username="han") if known else AnonymousUser()
    return RefusalMiddleware(lambda _: HttpResponse()).process_exception(request, refusal)


@pytest.mark.parametrize(("refusal", "status"), [(NotFound(), 404), (NotAllowed(), 403), (Refusal(), 422)])
def test_a_refusal_becomes_a_page_that_says_what_to_do(refusal: Refusal, status: int) -> None:
    with translation.override("en"):
        answer = refuse(refusal)
    assert answer is not None
    assert answer.status_code == status
    page = answer.content.decode()
    assert refusal.sentence in page
    assert "<html" in page
    assert reverse("account_login") in page


def test_a_visitor_is_led_to_the_door_and_back() -> None:
    page, fragment = refuse(NotFound(), known=False), refuse(NotFound(), known=False, htmx=True)
    assert page is not None
    assert page.headers["Location"] == f"{reverse('account_login')}?next=/x/"
    assert fragment is not None
    assert fragment.headers["HX-Redirect"] == page.headers["Location"]


def test_a_fragment_is_refused_with_a_fragment() -> None:
    answer = refuse(NotFound(), htmx=True)
    assert answer is not None
    assert "<html" not in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()


def test_what_was_given_cannot_speak_for_the_page() -> None:
    answer = refuse(Evil(given="<script>alert(1)</script>", where="<b>"))
    assert answer is not None
    assert "<script>alert" not in answer.content.decode()


def test_other_failures_are_not_ours_to_answer() -> None:
    assert refuse(ValueError("bug")) is None


def test_an_unknown_address_has_a_page_that_leads_on(client: Client, db: None) -> None:
    answer = client.get("/nothing/here/")
    assert answer.status_code == 404
    assert reverse("account_login") in answer.content.decode()


def test_the_page_of_a_failure_needs_nothing_that_may_have_failed() -> None:
    from django.template.loader import get_template

    page = get_template("500.html").render()
    assert "没有保存" in page
    assert 'lang="en"' in page


# --- sign-in and style page ------------------------------------------------------------------------------


def test_the_door_offers_the_invented_people_only_in_the_demonstration(
    client: Client, db: None, settings: Settings
) -> None:
    settings.MODE = "demo"
    assert "data-fills" in client.get(reverse("account_login")).content.decode()
    settings.MODE = "real"
    page = client.get(reverse("account_login")).content.decode()
    assert "data-fills" not in page
    assert "shihu-demo" not in page


@pytest.mark.django_db
def test_wrong_words_at_the_door_are_told_and_the_password_is_not_sent_back(cast: Cast, client: Client) -> None:
    answer = client.post(reverse("account_login"), {"login": "officer", "password": "guessed wrongly"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'role="alert"' in page
    assert 'value="officer"' in page
    assert "guessed wrongly" not in page


@pytest.mark.django_db
def test_the_style_page_is_shut_to_others_in_real_use(cast: Cast, settings: Settings) -> None:
    settings.MODE = "real"
    assert signed_in(cast, "officer").get(reverse("ui_style")).status_code == 404
    assert Client().get(reverse("ui_style")).status_code == 404
    assert signed_in(cast, "administrator").get(reverse("ui_style")).status_code == 200


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_style_page_shows_every_part(client: Client, db: None, language: str) -> None:
    client.cookies["django_language"] = language
    page = client.get(reverse("ui_style"), {"sort": "-near", "page": "2", "wish": "mushroom"}).content.decode()
    for part in ("unit-map", "composition", "timeline", "progress", "<dialog", "tabs", "stats", "empty", "data-chart"):
        assert part in page


def test_what_the_style_page_asks_for_in_its_table_is_what_it_shows(client: Client, db: None) -> None:
    page = client.get(reverse("ui_style"), {"head": "赵二虎"}).content.decode()
    assert page.count("data-label") > 0
    assert "任爱莲" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    ["mfa_index", "mfa_activate_totp", "usersessions_list", "account_change_password", "account_logout"],
)
def test_the_pages_of_ones_own_account_are_ours(cast: Cast, name: str, now: datetime) -> None:
    client = signed_in(cast, "officer")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 9_999_999_999}]
    session.save()
    answer = client.get(reverse(name), follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "ui/ui.css" in page
    assert "Menu:" not in page


def test_no_page_of_the_frame_needs_more_than_its_own_origin(client: Client, db: None) -> None:
    answer = client.get(reverse("ui_style"))
    assert "default-src 'self';" in answer.headers["Content-Security-Policy"] + ";"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "http://" not in answer.content.decode().replace("http://www.w3.org/", "")
