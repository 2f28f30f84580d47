"""The pages of the eight ones: each number beside its words, a refusal beside its field, nobody named in public."""

from collections.abc import Callable
from datetime import datetime

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.village.people import SHANGJIAGOU, Cast

from shihu.services.linkages.models import GoalCheck, GoalPlan, VillageWork

GOAL = {"village": SHANGJIAGOU, "goal": "infrastructure"}


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.user(who), backend="shihu.base.accounts.web.backends.NameOrPhoneBackend")
    client.cookies["django_language"] = "en"
    return client


def test_a_village_asks_and_the_township_confirms_with_what_was_found(
    cast: Cast, now: datetime, equipped: Callable[..., None]
) -> None:
    equipped()
    cadre, officer = signed_in(cast, "cadre"), signed_in(cast, "officer")
    page = cadre.get(reverse("linkages_goals_village", kwargs={"village": SHANGJIAGOU})).content.decode()
    assert "6/6" in page
    assert "Of six kinds (hard road, drinking water" in page  # the definition stands beside the number
    address = reverse("linkages_goals_goal", kwargs=GOAL)
    assert cadre.post(address, {"act": "ask", "note": "see the road"}).status_code == 302
    assert "see the road" in officer.get(address).content.decode()
    wrong = officer.post(address, {"verdict": "holds", "on": "2019-08-15", "note": ""})
    assert wrong.status_code == 422
    assert GoalCheck.objects.get().verdict == ""
    today = timezone.localdate(GoalCheck.objects.get().asked_at).isoformat()
    assert officer.post(address, {"verdict": "holds", "on": today, "note": "walked all six"}).status_code == 302
    found = cadre.get(address).content.decode()
    assert "Confirmed on the spot" in found
    assert "walked all six" in found


def test_a_refusal_stands_beside_its_field_and_writes_nothing(cast: Cast, now: datetime) -> None:
    cadre, officer = signed_in(cast, "cadre"), signed_in(cast, "officer")
    address = f"{reverse('linkages_goals_work_new')}?place={SHANGJIAGOU}"
    work = {"kind": "road", "name": "x", "quantity": "1", "finished_on": "2099-01-01", "paper": "1"}
    answer = cadre.post(address, work)
    assert answer.status_code == 422
    assert "Only finished works stand in the register" in answer.content.decode()
    plan = reverse("linkages_goals_plan", kwargs={"village": SHANGJIAGOU})
    for days in ({"begins_cadres": "2019-05-01"}, {"begins_cadres": "2019-05-02", "due_cadres": "2019-05-01"}):
        assert officer.post(plan, days).status_code == 422
    assert (VillageWork.objects.count(), GoalPlan.objects.count()) == (0, 0)


def test_the_public_page_and_the_poster_name_nobody(cast: Cast, now: datetime, equipped: Callable[..., None]) -> None:
    equipped()
    for name in ("linkages_goals_public", "linkages_goals_poster"):
        page = Client().get(reverse(name, kwargs={"village": SHANGJIAGOU})).content.decode()
        assert "6/6" in page
        for person in ("尚志明", "韩晓峰", "赵二虎", "姚福海"):
            assert person not in page
    # What is no village leads a visitor to the door, and somebody signed in to nothing.
    nowhere = reverse("linkages_goals_public", kwargs={"village": "141130101"})
    assert Client().get(nowhere).status_code == 302
    assert signed_in(cast, "cadre").get(nowhere).status_code == 404


def test_the_board_narrows_and_exports(cast: Cast, now: datetime, equipped: Callable[..., None]) -> None:
    equipped()
    officer = signed_in(cast, "officer")
    board = reverse("linkages_goals")
    assert "Shangjiagou" in officer.get(board, {"place": "141130101"}).content.decode()
    assert "No village here" in officer.get(board, {"place": "141130101", "show": "late"}).content.decode()
    book = officer.get(reverse("linkages_goals_export"), {"place": "141130101"})
    assert book.content[:2] == b"PK"
    works = officer.get(reverse("linkages_goals_works_export"), {"place": SHANGJIAGOU})
    assert works.content[:2] == b"PK"
