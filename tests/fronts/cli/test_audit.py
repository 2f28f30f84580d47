"""``shihu audit verify`` answers with its exit status, and an anchor proves the past."""

from datetime import datetime

import pytest
from click.testing import CliRunner, Result
from django.db import connection, transaction

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.fronts.cli.audit import audit
from shihu.kernel.actors import SYSTEM

pytestmark = pytest.mark.django_db


def verify(*words: str) -> Result:
    return CliRunner().invoke(audit, ["verify", *words])


def write(now: datetime, subject: str) -> None:
    with transaction.atomic():
        record(actor=SYSTEM, now=now, changes=[Change("tests.write", "thing", subject, "", None, {"n": 1})])


def anchor(shown: Result) -> str:
    return shown.output.split("Anchor ")[1].strip()


def test_a_whole_chain_prints_an_anchor_that_still_holds_later(now: datetime) -> None:
    write(now, "a")
    noted = verify()
    assert noted.exit_code == 0
    write(now, "b")
    assert verify("--anchor", anchor(noted)).exit_code == 0


def test_a_rewritten_past_does_not_fit_the_anchor(now: datetime) -> None:
    write(now, "a")
    number, digest = anchor(verify()).split(":")
    changed = verify("--anchor", f"{number}:{'0' * len(digest)}")
    assert changed.exit_code == 1
    assert "rewritten" in changed.output


def test_an_altered_entry_ends_with_status_one_and_its_number(now: datetime) -> None:
    write(now, "a")
    number = anchor(verify()).split(":")[0]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_auditentry DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER audit_no_update")
        cursor.execute("UPDATE audit_auditentry SET reason = 'x' WHERE number = %s", [int(number)])
    broken = verify()
    assert broken.exit_code == 1
    assert f"entry {number} is altered" in broken.output


def test_an_anchor_of_another_shape_is_a_wrong_use() -> None:
    assert verify("--anchor", "yesterday").exit_code == 2
