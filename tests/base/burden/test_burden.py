"""Forms are measured as they are sent: which, how many fields, how long; never what was written, nobody by name."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.village.people import SHANGJIAGOU, TIANJIAWA, TOWNSHIP, Cast

from shihu.base.burden.commands import note_sending
from shihu.base.burden.models import BurdenEntry
from shihu.base.burden.queries import forms_in_use, group_weeks, last_used, own_forms, own_weeks, typical_minutes
from shihu.base.burden.types import Sending
from shihu.base.burden.web.middleware import is_measured
from shihu.kernel.actors import Role
from shihu.kernel.refusals import NotFound

WORK = {"kind": "road", "name": "主街硬化不说出去", "quantity": "12", "finished_on": "2019-06-01", "paper": "单7788"}


@pytest.fixture
def form(cast: Cast, client: Client) -> tuple[Client, str]:
    """The cadre before the form of a finished work."""
    client.force_login(cast.user("cadre"), backend="shihu.base.accounts.web.backends.NameOrPhoneBackend")
    return client, f"{reverse('linkages_goals_work_new')}?place={SHANGJIAGOU}"


def from_page(address: str) -> dict[str, str]:
    return {"Referer": f"http://testserver{address}"}


def test_a_form_is_noted_with_its_fields_and_its_time_and_nothing_of_what_was_written(
    cast: Cast, form: tuple[Client, str]
) -> None:
    client, address = form
    client.get(address)
    assert client.post(address, WORK, headers=from_page(address)).status_code == 302
    entry = BurdenEntry.objects.get()
    assert (entry.form, entry.fields, entry.is_kept, entry.role) == ("linkages_goals_work_new", 5, True, "cadre")
    assert (entry.actor, entry.place) == (cast.cadre.key, SHANGJIAGOU)
    assert entry.seconds is not None
    assert entry.seconds >= 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM burden_burdenentry")
        kept = " ".join(map(str, cursor.fetchall()))
    assert not any(word in kept for word in WORK.values() if len(word) > 2)


def test_the_time_is_unknown_where_the_form_was_not_sent_from_the_page_opened_last(form: tuple[Client, str]) -> None:
    client, address = form
    client.post(address, WORK, headers=from_page(address))
    client.get("/")
    client.post(address, {**WORK, "paper": "单2"}, headers=from_page(address))
    client.cookies["opened"] = "forged"
    client.post(address, {**WORK, "paper": "单3"}, headers=from_page(address))
    assert list(BurdenEntry.objects.values_list("seconds", flat=True)) == [None, None, None]


def test_what_is_turned_back_is_noted_as_such_and_what_may_not_be_is_not_noted(
    cast: Cast, form: tuple[Client, str]
) -> None:
    client, address = form
    assert client.post(address, {**WORK, "quantity": "0"}).status_code == 422
    assert BurdenEntry.objects.get().is_kept is False
    stranger = Client()
    stranger.force_login(cast.user("stranger"), backend="shihu.base.accounts.web.backends.NameOrPhoneBackend")
    assert stranger.post(address, WORK).status_code == 404
    assert Client().post(address, WORK).status_code in {302, 404}
    assert BurdenEntry.objects.count() == 1


def test_the_door_and_the_language_are_no_questions_of_ours(cast: Cast, form: tuple[Client, str]) -> None:
    client, _address = form
    client.post(reverse("ui_language"), {"language": "en"})
    client.post(reverse("account_logout"))
    assert BurdenEntry.objects.count() == 0


def test_a_ballot_leaves_no_time_behind() -> None:
    assert not is_measured("units_ballot")
    assert is_measured("units_election_act")


def test_a_sending_that_cannot_be_noted_undoes_nothing(
    form: tuple[Client, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from shihu.services.linkages.models import PublicWork

    def broken(**_: object) -> bool:
        raise DatabaseError

    monkeypatch.setattr("shihu.base.burden.web.middleware.note_sending", broken)
    client, address = form
    assert client.post(address, WORK).status_code == 302
    assert PublicWork.objects.count() == 1


def test_the_database_keeps_what_was_measured(cast: Cast, now: datetime) -> None:
    note_sending(actor=cast.head, now=now, sending=Sending("units_charter_sign", 1, 30))
    for change in (lambda: BurdenEntry.objects.update(seconds=1), lambda: BurdenEntry.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert BurdenEntry.objects.get().seconds == 30


def test_each_sees_the_own_weeks_and_forms_and_nobody_elses(
    cast: Cast, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for days, seconds in ((0, 61), (1, 59), (7, None)):
        sending = Sending("units_charter_sign", 2, seconds, is_kept=days != 1)
        note_sending(actor=cast.head, now=now - timedelta(days=days), sending=sending)
    note_sending(actor=cast.cadre, now=now, sending=Sending("ledger_record", 7, 100))
    with django_assert_num_queries(1):
        weeks = own_weeks(actor=cast.head, on=now.date())
    assert len(weeks) == 8
    first, second = weeks[:2]
    assert (first.sendings, first.fields, first.seconds, first.measured, first.refused) == (2, 4, 120, 2, 1)
    assert (second.sendings, second.seconds, second.measured) == (1, 0, 0)
    (used,) = own_forms(actor=cast.head, on=now.date())
    # Turned back is neither a time sent nor a measure of how long it takes.
    assert (used.form, used.times, used.seconds, used.refused) == ("units_charter_sign", 2, 61, 1)
    assert own_forms(actor=cast.nobody, on=now.date()) == []


def test_the_township_sees_forms_and_the_middle_of_each_group_by_place_never_by_number(
    cast: Cast, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    before = now - timedelta(days=7)
    note_sending(actor=cast.cadre, now=before, sending=Sending("ledger_record", 7, 100))
    note_sending(actor=cast.head, now=before, sending=Sending("units_charter_sign", 1, 20))
    note_sending(actor=cast.colleague, now=before, sending=Sending("ledger_record", 7, 900))
    note_sending(actor=cast.villager, now=before, sending=Sending("units_charter_sign", 1, 30))
    with django_assert_num_queries(1):
        groups = group_weeks(TOWNSHIP, actor=cast.officer, on=now.date())
    assert [(row.village, row.role, row.people, row.most_seconds) for row in groups] == [
        (TIANJIAWA, Role.CADRE, 1, 900),
        (SHANGJIAGOU, Role.CADRE, 1, 100),
        (SHANGJIAGOU, Role.HEAD, 1, 20),
    ]
    with django_assert_num_queries(1):
        used = {row.form: row for row in forms_in_use(TOWNSHIP, actor=cast.officer, on=now.date())}
    assert (used["ledger_record"].people, used["ledger_record"].seconds) == (2, 500)
    assert set(last_used(SHANGJIAGOU, actor=cast.officer)) == {"ledger_record", "units_charter_sign"}
    for who in (cast.cadre, cast.head, cast.stranger):
        with pytest.raises(NotFound):
            forms_in_use(TOWNSHIP, actor=who, on=now.date())
        with pytest.raises(NotFound):
            group_weeks(TOWNSHIP, actor=who, on=now.date())


def test_a_forms_usual_time_is_its_middle_in_whole_minutes(cast: Cast, now: datetime) -> None:
    for seconds in (30, 90, 200):
        note_sending(actor=cast.cadre, now=now, sending=Sending("ledger_record", 7, seconds))
    note_sending(actor=cast.cadre, now=now, sending=Sending("ledger_reverse", 1, None))
    assert typical_minutes({"ledger_record", "ledger_reverse", "units_score"}) == {"ledger_record": 2}
    assert typical_minutes(()) == {}
