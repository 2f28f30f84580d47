"""What a second person reads and does on the pages; what the asker sees."""

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from tests.replay import staged
from tests.services.industry.advances.conftest import Supplied3, made_supplied
from tests.services.industry.conftest import Farm
from tests.village.people import PASSWORD

from shihu.base.ledger.commands import set_approval_rule
from shihu.base.ledger.models import Entry
from shihu.base.ledger.types import EntityKind
from shihu.kernel.actors import SYSTEM
from shihu.services.industry import commands
from shihu.services.industry.models import AskedAct

ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


@pytest.fixture
@staged
def supplied(farm: Farm, now: datetime) -> Supplied3:
    made = made_supplied(farm, now)
    set_approval_rule(
        actor=SYSTEM, now=now, kind=EntityKind.COOPERATIVE, place="141130101", above=10_000, since=date(2019, 8, 10)
    )
    return made


def signed_in(username: str) -> Client:
    client = Client()
    assert client.login(username=username, password=PASSWORD)
    return client


def supply(client: Client, made: Supplied3, key: str = "form:supply-late") -> object:
    address = reverse("industry_advances_supply", kwargs={"season": made.farm.season})
    sent = {"batch": str(made.batch), "everybody": "50", "day": "2019-08-15", "paper": "领 9", "key": key}
    return client.post(address, sent, **ENGLISH)


def test_a_form_above_the_amount_leads_to_what_waits_and_twice_sent_waits_once(supplied: Supplied3) -> None:
    cadre = signed_in("cadre")
    first, second = supply(cadre, supplied), supply(cadre, supplied)
    asked = AskedAct.objects.get()
    assert first.url == second.url == reverse("industry_asked_act", kwargs={"key": asked.pk})  # type: ignore[attr-defined]  # the test client's response
    page = cadre.get(reverse("industry_asked_act", kwargs={"key": asked.pk}), **ENGLISH).content.decode()
    assert "150 棒 of 一号菌棒 to 3 households on credit, at 3.24 yuan each." in page
    assert "Take back what I asked for" in page
    assert "Approve as the second person" not in page
    book = cadre.get(reverse("industry_advances_book", kwargs={"season": supplied.farm.season}), **ENGLISH)
    assert "Waits for a second person" in book.content.decode()


def test_the_second_person_reads_it_in_words_and_approves_it_once(supplied: Supplied3) -> None:
    supply(signed_in("cadre"), supplied)
    asked = AskedAct.objects.get()
    officer = signed_in("officer")
    page = officer.get(reverse("industry_asked_act", kwargs={"key": asked.pk}), **ENGLISH).content.decode()
    assert "Approve as the second person" in page
    assert all(code in page for code in supplied.farm.codes)
    approve = reverse("industry_asked_approve", kwargs={"key": asked.pk})
    count = Entry.objects.count()
    assert officer.post(approve, **ENGLISH).status_code == 302
    assert officer.post(approve, **ENGLISH).status_code == 409
    assert Entry.objects.count() == count + 1


def test_what_no_longer_holds_is_said_on_the_page_and_nothing_is_booked(supplied: Supplied3, now: datetime) -> None:
    supply(signed_in("cadre"), supplied)
    commands.close_season(actor=supplied.farm.cast.cadre, now=now, season=supplied.farm.season)
    count = Entry.objects.count()
    approve = reverse("industry_asked_approve", kwargs={"key": AskedAct.objects.get().pk})
    answer = signed_in("officer").post(approve, **ENGLISH)
    assert answer.status_code == 409
    assert "Nothing was booked." in answer.content.decode()
    assert "2019年" in answer.content.decode()
    assert Entry.objects.count() == count


def test_a_member_knows_nothing_of_what_waits(supplied: Supplied3) -> None:
    supply(signed_in("cadre"), supplied)
    villager = signed_in("villager")
    for name in ("act", "approve", "turn_down"):
        address = reverse(f"industry_asked_{name}", kwargs={"key": AskedAct.objects.get().pk})
        answer = villager.get(address) if name == "act" else villager.post(address, {"reason": "x"})
        assert answer.status_code == 404
    assert AskedAct.objects.get().state == "waiting"
