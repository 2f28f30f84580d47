"""The chain shows any alteration, omission or insertion."""

from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from shihu.base.audit.commands import record, record_view
from shihu.base.audit.models import AuditEntry, ChainHead, ViewEntry
from shihu.base.audit.queries import verify
from shihu.base.audit.types import Change
from shihu.kernel.actors import NOBODY, SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def start() -> int:
    head = ChainHead.objects.filter(pk=1).first()
    return head.number if head else 0


def three_changes(now: datetime) -> None:
    with transaction.atomic():
        record(
            actor=SYSTEM,
            now=now,
            changes=[
                Change("household.amend", "household", str(n), "1411", {"phone": "1"}, {"phone": "2"}) for n in range(3)
            ],
        )


def unlocked(sql: str, *values: object) -> None:
    """Do what an intruder with the database password would: lift the triggers, then write."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_auditentry DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER audit_no_update")
            cursor.execute("DROP TRIGGER audit_no_delete")
        cursor.execute(sql, values)


def test_an_untouched_chain_holds(now: datetime, start: int) -> None:
    three_changes(now)
    verdict = verify()
    assert verdict.holds
    assert verdict.entries == start + 3


def test_an_altered_value_is_found_at_its_number(now: datetime, start: int) -> None:
    three_changes(now)
    unlocked("UPDATE audit_auditentry SET subject = 'x' WHERE number = %s", start + 2)
    assert (verify().fault, verify().at_number) == ("altered", start + 2)


def test_a_dropped_entry_is_found(now: datetime, start: int) -> None:
    three_changes(now)
    unlocked("DELETE FROM audit_auditentry WHERE number = %s", start + 2)
    assert (verify().fault, verify().at_number) == ("missing", start + 2)


def test_a_dropped_tail_is_found(now: datetime, start: int) -> None:
    three_changes(now)
    unlocked("DELETE FROM audit_auditentry WHERE number = %s", start + 3)
    assert (verify().fault, verify().at_number) == ("truncated", start + 3)


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_alter_or_delete_an_entry(now: datetime, act: str) -> None:
    three_changes(now)
    with pytest.raises(DatabaseError), transaction.atomic():
        if act == "update":
            AuditEntry.objects.update(actor_name="x")
        else:
            AuditEntry.objects.all()._raw_delete(using="default")
    assert verify().holds


def test_a_rolled_back_change_leaves_no_entry_and_no_gap(now: datetime, start: int) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        three_changes(now)
        _ = 1 / 0
    three_changes(now)
    assert verify().holds
    assert verify().entries == start + 3


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_refused(now: datetime) -> None:
    with pytest.raises(RuntimeError, match="inside the transaction"):
        record(actor=SYSTEM, now=now, changes=[Change("a", "b", "c")])
    assert not AuditEntry.objects.filter(action="a").exists()


def test_a_visitor_who_has_not_signed_in_leaves_no_view(now: datetime) -> None:
    record_view(actor=NOBODY, now=now, subject_kind="household", subject="1", place="")
    assert not ViewEntry.objects.exists()
