"""``shihu evidence verify`` as an operator meets it."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner
from pytest_django import Settings
from tests.village.people import SHANGJIAGOU, Cast

from shihu.base.evidence.commands import attach
from shihu.base.evidence.types import Subject
from shihu.fronts.cli.evidence import evidence

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF"


@pytest.mark.django_db
def test_verify_tells_that_all_is_there_and_names_what_is_not(
    cast: Cast, now: datetime, settings: Settings, tmp_path: Path
) -> None:
    settings.EVIDENCE_FOLDER = tmp_path
    attach(actor=cast.cadre, now=now, key=uuid4(), subject=Subject("x", "1", SHANGJIAGOU), content=PDF, name="通知.pdf")
    holds = CliRunner().invoke(evidence, ["verify"])
    assert (holds.exit_code, holds.output) == (0, "1 files hold, 0 orphans\n")
    digest = sha256(PDF).hexdigest()
    (tmp_path / digest[:2] / digest[2:]).write_bytes(b"other")
    altered = CliRunner().invoke(evidence, ["verify"])
    assert altered.exit_code == 1
    assert f"altered {digest}" in altered.output
