"""Terms are dated, keep their meaning, and no word means two of them."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

import pytest

from shihu.base.audit.models import AuditEntry
from shihu.base.vocabularies.commands import keep_terms
from shihu.base.vocabularies.models import Term
from shihu.base.vocabularies.queries import all_terms, terms
from shihu.base.vocabularies.seeds import terms as seeds
from shihu.base.vocabularies.types import TermRow
from shihu.kernel.actors import SYSTEM, Actor, Grant, Role
from shihu.kernel.refusals import NotFound

SEEDS = seeds()
RENAMED = TermRow("wish.bees", "wish", "bees", "养蜂", "Bees", date(2026, 1, 1), None, ("蜜蜂",), 12, "wish.poultry")


def test_keys_are_the_vocabulary_and_the_code_and_unique() -> None:
    assert all(term.key == f"{term.vocabulary}.{term.code}" for term in SEEDS)
    assert len({term.key for term in SEEDS}) == len(SEEDS)


def test_no_word_of_a_vocabulary_means_two_terms() -> None:
    said = Counter((t.vocabulary, word) for t in SEEDS for word in {t.name_zh, *t.synonyms})
    assert [word for word, times in said.items() if times > 1] == []


def test_every_term_is_named_in_both_languages_and_lasts_at_least_a_day() -> None:
    for term in SEEDS:
        assert term.name_zh
        assert term.name_en.isascii()
        assert term.until is None or term.until >= term.since
        assert (term.name("zh-hans"), term.name("en")) == (term.name_zh, term.name_en)


@pytest.mark.parametrize(
    ("day", "classes"),
    [
        (date(2013, 12, 31), set()),
        (date(2019, 8, 15), {"registered", "exited"}),
        (date(2020, 5, 1), {"registered", "exited", "unstable", "marginal", "sudden"}),
        (date(2025, 12, 31), {"registered", "exited", "unstable", "marginal", "sudden"}),
        (date(2026, 1, 1), {"exited", "at_risk"}),
    ],
)
@pytest.mark.django_db
def test_the_poverty_classes_of_a_day_are_those_of_the_decrees_in_force(day: date, classes: set[str]) -> None:
    assert {term.code for term in terms("poverty", on=day)} == classes


@pytest.mark.django_db
def test_terms_stand_in_their_order() -> None:
    assert [term.code for term in terms("wealth")] == ["well_off", "ordinary", "poor"]
    assert set(all_terms()) == {term.key for term in SEEDS}


@pytest.mark.django_db
def test_keeping_the_same_terms_again_changes_and_records_nothing(now: datetime) -> None:
    before = AuditEntry.objects.count()
    assert keep_terms(actor=SYSTEM, now=now, terms=SEEDS) == 0
    assert AuditEntry.objects.count() == before


@pytest.mark.django_db
def test_a_term_may_replace_another_that_ends_and_stays_in_history(now: datetime) -> None:
    ended = replace(all_terms()["wish.poultry"], until=date(2025, 12, 31))
    assert keep_terms(actor=SYSTEM, now=now, terms=[RENAMED, ended]) == 2
    assert {"poultry", "bees"} <= {term.code for term in terms("wish")}
    assert "poultry" not in {term.code for term in terms("wish", on=date(2026, 1, 1))}
    assert all_terms()["wish.bees"].replaces == "wish.poultry"


@pytest.mark.django_db
def test_a_change_is_recorded_with_old_and_new(now: datetime) -> None:
    keep_terms(actor=SYSTEM, now=now, terms=[replace(all_terms()["wish.pigs"], name_zh="生猪养殖")])
    entry = AuditEntry.objects.first()
    assert entry is not None
    assert entry.old is not None
    assert entry.new is not None
    assert (entry.subject, entry.old["name_zh"], entry.new["name_zh"]) == ("wish.pigs", "养猪", "生猪养殖")


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.OFFICER, Role.CADRE, Role.AUDITOR])
def test_nobody_but_an_administrator_keeps_vocabularies(role: Role, now: datetime) -> None:
    before = Term.objects.count()
    with pytest.raises(NotFound):
        keep_terms(actor=Actor(UUID(int=5), "韩", (Grant(role, ""),)), now=now, terms=[RENAMED])
    assert Term.objects.count() == before
