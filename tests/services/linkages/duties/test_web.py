"""Pages of duties: member, colleague, stranger; a refusal changes nothing; lists ask a steady number of queries."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from tests.services.linkages.duties.conftest import Duties, at, with_areas, with_sheet
from tests.services.units.conftest import HAMLET, VILLAGE

from shihu.base.audit.models import AuditEntry
from shihu.kernel.actors import Actor
from shihu.services.linkages import commands
from shihu.services.linkages.models import AreaScore, DutyArea, UnitMeeting, VillageWork

Enter = Callable[[Actor], Client]


@pytest.fixture
def ready(duties: Duties) -> Duties:
    with_areas(duties)
    with_sheet(duties)
    return duties


def test_the_overview_names_six_linkages_and_fills_those_at_work(ready: Duties, enter: Enter) -> None:
    page = enter(ready.cadre).get(reverse("linkages_village", kwargs={"code": VILLAGE})).content.decode()
    for word in ("Party-building", "Sanitation", "Integrity", "Public welfare", "Safety", "Civility"):
        assert word in page
    assert "households reached by a Party member" in page
    seen = enter(ready.auditor).get(reverse("linkages_village", kwargs={"code": VILLAGE})).content.decode()
    assert "households reached by a Party member" not in seen
    for stranger in (ready.colleague, ready.member):
        assert enter(stranger).get(reverse("linkages_village", kwargs={"code": VILLAGE})).status_code == 404


def test_a_township_is_asked_which_village(ready: Duties, enter: Enter) -> None:
    page = enter(ready.officer).get(reverse("linkages_village", kwargs={"code": VILLAGE[:9]}))
    assert reverse("linkages_village", kwargs={"code": VILLAGE}) in page.content.decode()


def test_a_round_is_walked_with_one_tap_for_clean_and_the_sheet_for_the_rest(ready: Duties, enter: Enter) -> None:
    client = enter(ready.cadre)
    begun = client.post(reverse("linkages_sanitation_open"), {"hamlet": HAMLET})
    again = client.post(reverse("linkages_sanitation_open"), {"hamlet": HAMLET})
    assert begun["Location"] == again["Location"]  # a round begun goes on
    key = begun["Location"].split("/")[-2]
    score = reverse("linkages_sanitation_score", kwargs={"key": key, "unit": ready.unit.pk})
    tap = {"clean": "1", "key": str(uuid4())}
    assert client.post(score, tap).status_code == 302
    assert client.post(score, tap).status_code == 302  # sent twice
    assert AreaScore.objects.get().points == 100
    other = reverse("linkages_sanitation_score", kwargs={"key": key, "unit": ready.other.pk})
    before = AuditEntry.objects.count()
    assert client.post(other, {"key": "no key"}).status_code == 422
    assert AuditEntry.objects.count() == before
    found = {"key": str(uuid4()), "off_rubbish": "15", "off_stacks": "0", "off_vines": "20", "words": "葡萄藤倒了"}
    assert client.post(other, found).status_code == 302
    assert client.post(reverse("linkages_sanitation_close", kwargs={"key": key})).status_code == 302
    walk = client.get(begun["Location"]).content.decode()
    assert "65 points" in walk
    assert "Seed of the draw" in walk


def test_an_area_is_drawn_by_taps_or_by_doors_and_nonsense_is_refused(duties: Duties, enter: Enter) -> None:
    client, address = enter(duties.cadre), reverse("linkages_sanitation_area", kwargs={"key": duties.unit.pk})
    assert client.get(address).status_code == 200
    doors = {"words": "主街", "shape": "doors", "street": "主街", "first": "0", "last": "3"}
    taps = {"words": "主街", "shape": "line", "corners": "[[111.25, 36.85], [111.2504, 36.85]]"}
    wrong = ({**doors, "street": ""}, {**taps, "corners": "[[1"}, {**taps, "corners": "[[111.25, 36.85]]"})
    for one in wrong:
        assert client.post(address, one).status_code == 422
    assert not DutyArea.objects.exists()
    assert client.post(address, doors).status_code == 302
    assert client.post(address, taps).status_code == 302
    assert DutyArea.objects.filter(until=None).count() == 1
    assert enter(duties.head).get(address).status_code == 403


def test_what_was_found_is_seen_by_the_unit_and_by_nobody_else(ready: Duties, enter: Enter) -> None:
    now, off = timezone.now(), {"rubbish": 30}  # pages go by the clock of their server
    held = commands.open_round(actor=ready.cadre, now=now, hamlet=HAMLET)
    commands.score_area(actor=ready.cadre, now=now, key=uuid4(), round=held, unit=ready.unit.pk, off=off)
    address = reverse("linkages_sanitation_found", kwargs={"key": held, "unit": ready.unit.pk})
    page = enter(ready.member).get(address).content.decode()
    assert "路面无垃圾: −30 of 30" in page
    assert "Object until" in page
    assert "Attach a photo" not in page  # a villager attaches nothing; cadre and head may
    assert "Attach a photo" in enter(ready.cadre).get(address).content.decode()
    for stranger in (ready.neighbour, ready.colleague):
        assert enter(stranger).get(address).status_code == 404
    objects = reverse("linkages_sanitation_object", kwargs={"key": held, "unit": ready.unit.pk})
    assert enter(ready.cadre).post(objects, {"words": "当天已清"}).status_code == 403
    assert enter(ready.member).post(objects, {"words": ""}).status_code == 422
    assert enter(ready.member).post(objects, {"words": "当天已清"}).status_code == 302
    assert "Waits for an answer" in enter(ready.member).get(address).content.decode()


def test_our_duties_begin_with_what_waits(ready: Duties, enter: Enter) -> None:
    now = timezone.now()
    soon = now + timedelta(days=2)
    commands.call_meeting(actor=ready.head, now=now, unit=ready.unit.pk, at=soon, where="院里", agenda=["秋收"])
    page = enter(ready.member).get(reverse("linkages_own")).content.decode()
    assert page.index("Come to the unit&#x27;s meeting") < page.index("Our meetings")
    assert enter(ready.cadre).get(reverse("linkages_own")).status_code == 404


def test_a_work_is_planned_shown_both_ways_and_fixed(duties: Duties, enter: Enter) -> None:
    client, plan = enter(duties.cadre), f"{reverse('linkages_welfare_plan')}?place={VILLAGE}"
    work = {
        "kind": "greening",
        "title": "栽油松",
        "where": "通村路",
        "quantity": "100",
        "measure": "trees",
        "first_day": "2019-08-15",
        "last_day": "2019-08-20",
        "materials": "油松苗 110\n桶 8",
        "method": "workers",
    }
    assert client.post(plan, {**work, "materials": "油松苗"}).status_code == 422
    assert client.post(plan, {**work, "last_day": "2019-08-01"}).status_code == 422
    assert not VillageWork.objects.exists()
    made = client.post(plan, work)
    page = client.get(made["Location"]).content.decode()
    assert "By number of households" in page
    assert "Together exactly 100" in page
    key = VillageWork.objects.get().pk
    client.post(reverse("linkages_welfare_fix", kwargs={"key": key}), {"method": "households"})
    assert "Parts of the units" in client.get(made["Location"]).content.decode()
    assert enter(duties.member).get(made["Location"]).status_code == 404


def test_minutes_are_written_on_one_page_and_printed(duties: Duties, enter: Enter) -> None:
    key = commands.call_meeting(
        actor=duties.head, now=at(8, 1), unit=duties.unit.pk, at=at(8, 2, 19), where="院里", agenda=["秋收"]
    )
    client, keep = enter(duties.head), reverse("linkages_meetings_keep", kwargs={"key": key})
    came = [str(home.pk) for home in duties.homes[:3]]
    told = {"came": came, "words_1": "扫街", "for_1": "3", "against_1": "1", "minutes": ""}
    assert client.get(keep).status_code == 200
    assert client.post(keep, told).status_code == 422
    assert UnitMeeting.objects.get().kept_at is None
    assert client.post(keep, {**told, "against_1": "0", "owner_1": came[0], "due_1": "2019-08-20"}).status_code == 302
    sheet = client.get(reverse("linkages_meetings_print", kwargs={"key": key})).content.decode()
    assert "3 for, 0 against, 0 abstaining" in sheet
    assert enter(duties.neighbour).get(reverse("linkages_meetings_print", kwargs={"key": key})).status_code == 404


def test_suggestions_are_taken_over_together(duties: Duties, enter: Enter) -> None:
    client, reach = enter(duties.cadre), f"{reverse('linkages_meetings_reach')}?place={VILLAGE}"
    assert "6 households are reached by nobody" in client.get(reach).content.decode()
    client.post(reverse("linkages_meetings_link"), {"village": VILLAGE, "all": "yes"})
    assert "0 households are reached by nobody" in client.get(reach).content.decode()
    assert enter(duties.auditor).get(reach).status_code == 403


def test_the_page_of_a_village_asks_a_steady_number_of_queries(
    ready: Duties, enter: Enter, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = enter(ready.cadre)
    address = f"{reverse('linkages_sanitation_village')}?place={HAMLET}"
    for day in (1, 5, 9):
        held = commands.open_round(actor=ready.cadre, now=at(8, day), hamlet=HAMLET)
        commands.score_area(actor=ready.cadre, now=at(8, day), key=uuid4(), round=held, unit=ready.unit.pk, off={})
        commands.close_round(actor=ready.cadre, now=at(8, day), key=held, seed="s")
    with django_assert_max_num_queries(32):
        assert client.get(address).status_code == 200


def test_the_month_is_a_workbook_too(ready: Duties, enter: Enter) -> None:
    answer = enter(ready.auditor).get(f"{reverse('linkages_sanitation_export')}?place={VILLAGE}&month=2019-08")
    assert answer.content.startswith(b"PK")
    month = f"{reverse('linkages_sanitation_month')}?place={VILLAGE}&month="
    assert enter(ready.auditor).get(f"{month}2019-13").status_code == 404
    assert enter(ready.auditor).get(f"{month}{date(2019, 7, 1):%Y-%m}").status_code == 200
