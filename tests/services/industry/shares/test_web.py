"""Pages of share books: what members and strangers see, refusals, query counts."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries
from tests.services.industry.shares.conftest import TODAY, Shares

from shihu.services.industry import commands, queries
from shihu.services.industry.models import Contribution, ShareEntry, Valuation
from shihu.services.industry.types import Factor, NewContribution

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(issued: Shares) -> Callable[[str], Client]:
    def signed(who: str) -> Client:
        client = Client()
        client.force_login(issued.cast.user(who), backend="shihu.base.accounts.web.backends.NameOrPhoneBackend")
        return client

    return signed


def at(name: str, key: object, **more: object) -> str:
    return reverse(f"industry_shares_{name}", kwargs={"key": key, **more})


def text(client: Client, address: str) -> str:
    return client.get(address, headers={"accept-language": "en"}).content.decode()


def test_the_register_says_every_holding_and_that_the_ledger_agrees(
    issued: Shares, sign_in: Callable[[str], Client]
) -> None:
    told = text(sign_in("cadre"), at("book", issued.book))
    assert "agree to the fen" in told
    assert "85 shares and 42.50 yuan left over" in told
    before = text(sign_in("cadre"), at("book", issued.book) + "?on=2019-08-14")
    assert "85 shares" not in before


def test_a_member_reads_the_register_and_opens_no_other_household(
    issued: Shares, sign_in: Callable[[str], Client]
) -> None:
    client = sign_in("villager")
    assert "赵二虎" in text(client, at("book", issued.book))
    assert client.get(at("household", issued.book, code=issued.yao)).status_code == 200
    assert client.get(at("household", issued.book, code=issued.zhao)).status_code == 404
    assert client.get(at("simulator", issued.book, code=issued.zhao)).status_code == 404


def test_the_register_is_read_in_as_many_queries_however_many_hold(
    issued: Shares, sign_in: Callable[[str], Client], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in("cadre")
    client.get(at("book", issued.book))
    with django_assert_max_num_queries(32) as few:
        client.get(at("book", issued.book))
    issued.issue(issued.pay_in(issued.farm.codes[2], 100_000, "x"), issued.pay_in(issued.farm.codes[3], 100_000, "y"))
    with django_assert_max_num_queries(len(few)):
        client.get(at("book", issued.book))


def test_what_is_due_takes_three_queries(issued: Shares, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    issued.propose()
    issued.pay_in(issued.yao, 100, "w")
    with django_assert_max_num_queries(3):
        [vote] = queries.shares_due(actor=issued.cast.villager, on=TODAY)
    assert vote.kind == "industry.vote_on_valuation"
    assert [one.kind for one in queries.shares_due(actor=issued.cast.cadre, on=TODAY)] == ["industry.issue_shares"]
    assert queries.shares_due(actor=issued.cast.colleague, on=TODAY) == []


def test_a_refused_form_keeps_what_was_written_and_changes_nothing(
    issued: Shares, sign_in: Callable[[str], Client]
) -> None:
    count = Contribution.objects.count()
    data = {"code": issued.yao, "factor": "land", "item": "水浇地", "quantity": "2", "paper": "x", "key": "form-key"}
    answer = sign_in("cadre").post(at("contribute", issued.book), data, headers={"accept-language": "en"})
    assert answer.status_code == 422
    assert "whole years" in answer.content.decode()
    assert 'value="水浇地"' in answer.content.decode()
    assert Contribution.objects.count() == count


def test_issuing_what_is_not_voted_says_what_to_do(issued: Shares, sign_in: Callable[[str], Client]) -> None:
    new = NewContribution(issued.yao, Factor.SKILL, "x", "skill-key", "嫁接技术", Decimal(1))
    key = commands.contribute(actor=issued.cast.cadre, now=issued.now, book=issued.book, new=new)
    lines = ShareEntry.objects.count()
    answer = sign_in("cadre").post(
        at("issue", issued.book), {"contribution": str(key)}, headers={"accept-language": "en"}
    )
    assert answer.status_code == 409
    assert "Propose a valuation" in answer.content.decode()
    assert ShareEntry.objects.count() == lines


def test_the_simulator_says_what_more_land_would_bring_and_keeps_nothing(
    issued: Shares, sign_in: Callable[[str], Client]
) -> None:
    address = at("simulator", issued.book, code=issued.yao)
    told = text(sign_in("villager"), address + "?mu=1&years=5&surplus=1544.44")
    # 154.44 into the reserve; of 1,390.00 yuan 95 of 139 shares get 950.00; with 25 more 120 of 164: 1,017.07.
    assert "950.00" in told
    assert "1,017.07" in told
    assert Valuation.objects.count() == 1


def test_anybody_verifies_and_nobody_learns_the_name(issued: Shares, sign_in: Callable[[str], Client]) -> None:
    key = commands.issue_certificate(actor=issued.cast.cadre, now=issued.now, book=issued.book, code=issued.yao)
    told = queries.certificate(key, actor=issued.cast.cadre)
    keys = {"number": told.number, "code": told.code}
    page = Client().get(reverse("industry_shares_verify", kwargs=keys)).content.decode()
    assert "姚户" in page
    assert "姚福海" not in page
    assert issued.yao not in page
    paper = sign_in("cadre").get(reverse("industry_shares_certificate_pdf", kwargs={"key": key}))
    assert paper.headers["Content-Type"] == "application/pdf"
    (sheet,) = PdfReader(BytesIO(paper.content)).pages
    text = "".join(sheet.extract_text().split())
    assert [
        words for words in (told.number, told.code, "姚福海", issued.yao, "股权证", "持证户") if words not in text
    ] == []
    wrong = reverse("industry_shares_verify", kwargs={**keys, "code": "AAAA-AAAA-AAAA-AAAA"})
    assert Client().get(wrong).status_code == 404
