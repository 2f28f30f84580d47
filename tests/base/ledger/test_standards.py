"""The pages on who must look a second time, and on whose own books are."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from tests.base.ledger.test_pages import book, signed_in
from tests.village.people import SHANGJIAGOU, Cast

from shihu.base.audit.models import AuditEntry
from shihu.base.ledger.models import ApprovalRule, Entity

__all__ = ["book"]

pytestmark = pytest.mark.django_db


def test_the_officer_sets_above_how_much_a_second_person_must_look(cast: Cast, book: Entity, now: datetime) -> None:
    address = f"{reverse('ledger_rules')}?place={SHANGJIAGOU}"
    officer = signed_in(cast, "officer")
    assert "5,000.00" in officer.get(address).content.decode()
    given = {"kind": "collective", "above": "2000", "since": "2019-09-01"}
    assert officer.post(address, given).status_code == 302
    assert ApprovalRule.objects.get(until=None).above == 200_000
    assert ApprovalRule.objects.exclude(until=None).get().until == date(2019, 8, 31)
    before = AuditEntry.objects.count()
    for wrong in ({**given, "above": "-1"}, {**given, "above": "viel"}, {**given, "since": "2018-01-01"}):
        assert officer.post(address, wrong).status_code == 422
    for who, seen, done in (
        ("cadre", 200, 403),
        ("auditor", 200, 403),
        ("colleague", 404, 404),
        ("villager", 404, 404),
    ):
        client = signed_in(cast, who)
        assert (client.get(address).status_code, client.post(address, given).status_code) == (seen, done), who
    assert AuditEntry.objects.count() == before


def test_the_officer_names_whose_own_the_books_are_and_that_person_sees_them(cast: Cast, book: Entity) -> None:
    address, page = (reverse(name, kwargs={"key": book.pk}) for name in ("ledger_keeper", "ledger_book"))
    officer, head = signed_in(cast, "officer"), signed_in(cast, "head")
    assert head.get(page).status_code == 404
    assert officer.post(address, {"person": "没有这个人"}).status_code == 422
    assert officer.post(address, {"person": "赵二虎"}).status_code == 302
    assert "赵二虎" in officer.get(address).content.decode()
    assert head.get(page).status_code == 200
    assert head.get(address).status_code == 403
    for who, status in (("cadre", 403), ("auditor", 403), ("colleague", 404), ("villager", 404)):
        assert signed_in(cast, who).post(address, {"person": ""}).status_code == status, who
    assert officer.post(address, {"person": ""}).status_code == 302
    assert head.get(page).status_code == 404
