"""Proving and exporting the books from the command line."""

import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.village.people import TOWNSHIP, Cast

from shihu.base.ledger.commands import open_entity, post
from shihu.base.ledger.models import Entity
from shihu.base.ledger.types import Document, DocumentKind, EntityKind, NewEntity, NewEntry, NewLine
from shihu.fronts.cli.ledger import ledger

pytestmark = pytest.mark.django_db


@pytest.fixture
def fund(cast: Cast, now: datetime) -> Entity:
    """A township fund with one entry."""
    new = NewEntity(EntityKind.TOWNSHIP_FUND, "康城镇产业资金", TOWNSHIP)
    made = open_entity(actor=cast.officer, now=now, new=new)
    lines = (NewLine("1002", 5_000_000), NewLine("4001", -5_000_000))
    paper = Document(DocumentKind.GRANT, "2019-1", date(2019, 3, 1), "交口县财政局")
    entry = NewEntry(made, date(2019, 3, 1), "产业奖补资金", lines, paper, "fund-opens-1")
    post(actor=cast.officer, now=now, entry=entry)
    return Entity.objects.get(pk=made)


def test_whole_books_pass(fund: Entity) -> None:
    ran = CliRunner().invoke(ledger, ["check"])
    assert ran.exit_code == 0, ran.output
    assert "13 checks, nothing wrong" in ran.output


def test_a_breach_is_named_with_its_book(fund: Entity) -> None:
    Entity.objects.filter(pk=fund.pk).update(opened_on=date(2019, 6, 30))
    ran = CliRunner().invoke(ledger, ["check"])
    assert ran.exit_code == 1
    assert "opening_comes_first" in ran.output


def test_an_exported_book_is_proved_by_another_program(fund: Entity, tmp_path: Path) -> None:
    file = tmp_path / "fund.beancount"
    ran = CliRunner().invoke(ledger, ["export", str(fund.pk), str(file), "--through", "2019-08-15"])
    assert ran.exit_code == 0, ran.output
    checked = subprocess.run([sys.executable, "-m", "beancount.scripts.check", file], check=False)
    assert checked.returncode == 0
    assert "50000.00 CNY" in file.read_text(encoding="utf-8")


def test_a_book_that_does_not_exist_is_refused_in_words(fund: Entity, tmp_path: Path) -> None:
    ran = CliRunner().invoke(ledger, ["export", "00000000-0000-0000-0000-000000000001", str(tmp_path / "x")])
    assert ran.exit_code == 1
    assert "Nothing was found here" in ran.output
