"""Pages of disputes and cases as a browser meets them."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader
from tests.services.linkages.mediation.conftest import Stage
from tests.village.people import Cast

from shihu.base.cases import commands as cases
from shihu.base.cases.models import CaseEvent
from shihu.base.registry.models import Person
from shihu.services.linkages.commands import mediation
from shihu.services.linkages.models import Agreement, Dispute
from shihu.services.linkages.queries import mediation as queries
from shihu.services.linkages.types.mediation import NewAgreement

pytestmark = pytest.mark.django_db
Tell = Callable[..., UUID]


@pytest.fixture
def signed_in(cast: Cast) -> Callable[[str], Client]:
    """A browser in which somebody of the cast has signed in, reading English."""

    def sign_in(who: str) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.cookies["django_language"] = "en"
        client.force_login(cast.user(who), backend="shihu.base.accounts.web.backends.NameOrPhoneBackend")
        return client

    return sign_in


def test_a_villager_reports_on_the_phone_and_reads_who_takes_it(
    stage: Stage, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("villager")
    page = client.get("/linkages/disputes/new/").content.decode()
    assert "free of charge" in page
    assert "赵二虎" in page
    given = {
        "side_a": stage.code("姚福海"),
        "side_b": stage.code("赵二虎"),
        "matter": "dispute.damage",
        "facts": "羊吃了苗",
        "key": str(uuid4()),
    }
    answer = client.post("/linkages/disputes/new/", {**given, "facts": ""})
    assert answer.status_code == 422
    assert Dispute.objects.count() == 0
    answer = client.post("/linkages/disputes/new/", given, follow=True)
    page = answer.content.decode()
    # The head is the other party: his deputy takes it, and the page says why.
    assert "Passed over: 赵二虎 is a party to it." in page
    assert "尚保平" in page
    assert client.post("/linkages/disputes/new/", given, follow=True).status_code == 200
    assert Dispute.objects.count() == 1


def test_the_office_names_householders_and_learns_whom_it_does_not_know(
    stage: Stage, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("cadre")
    given = {"side_a": "姚福海", "side_b": "赵春生、赵秋生 赵冬生", "matter": "dispute.land", "facts": "换地"}
    answer = client.post("/linkages/disputes/new/", {**given, "side_b": "没有这人"})
    assert answer.status_code == 422
    assert "没有这人" in answer.content.decode()
    page = client.post("/linkages/disputes/new/", given, follow=True).content.decode()
    assert "姚福海 and 赵春生, 赵秋生, 赵冬生" in page


def test_an_agreement_goes_from_words_to_signatures_to_paper(
    stage: Stage, report: Tell, signed_in: Callable[[str], Client], now: datetime
) -> None:
    key, client = report(at=timezone.now()), signed_in("cadre")
    here = f"/linkages/disputes/{key}/"
    given = {"facts": "口头换地", "terms": "一、界桩为准\n二、补款1200元", "performance": "当面付清"}
    assert client.post(f"{here}agree/", given, follow=True).status_code == 200
    newest = Agreement.objects.get()
    days = {f"s{signer.pk}": "" for signer in newest.signers.all()}
    today = timezone.localdate(newest.written_at).isoformat()
    answer = client.post(f"{here}sign/", {**days, "sealed_on": "", "visit_due": today})
    assert answer.status_code == 422
    days = dict.fromkeys(days, today)
    visit = (timezone.localdate(newest.written_at) + timedelta(days=30)).isoformat()
    page = client.post(f"{here}sign/", {**days, "sealed_on": today, "visit_due": visit}, follow=True).content.decode()
    assert "Settled by a written agreement" in page
    assert "thirty days" in page
    paper = client.get(f"{here}agreement/1/").content.decode()
    for word in ("姚福海", "赵春生", "赵二虎", "补款1200元", "(seal)", "free of charge"):
        assert word in paper
    assert client.get(f"{here}agreement/2/").status_code == 404


def test_a_sealed_note_is_a_line_without_words_for_others(report: Tell, signed_in: Callable[[str], Client]) -> None:
    key = report()
    case = queries.case_key(key)
    head = signed_in("head")
    head.post(f"/cases/{case}/note/", {"text": "愿意让两分地", "is_sealed": "on"})
    assert CaseEvent.objects.filter(case=case, is_sealed=True).count() == 1
    assert "愿意让两分地" in head.get(f"/linkages/disputes/{key}/").content.decode()
    for who in ("cadre", "officer", "villager"):
        for page in (f"/linkages/disputes/{key}/", f"/cases/{case}/", f"/cases/{case}/cover/"):
            text = signed_in(who).get(page).content.decode()
            assert "愿意让两分地" not in text
            assert "A sealed note" in text


def test_the_clock_is_told_day_by_day_and_stops(report: Tell, signed_in: Callable[[str], Client]) -> None:
    case = queries.case_key(report(at=timezone.now()))
    client = signed_in("cadre")
    page = client.get(f"/cases/{case}/").content.decode()
    assert "7 calendar days" in page
    assert "the day it came is day 0" in page
    page = client.post(f"/cases/{case}/pause/", {"reason": "away", "words": "外出"}, follow=True).content.decode()
    assert "clock stopped" in page
    page = client.post(f"/cases/{case}/resume/", follow=True).content.decode()
    assert "7 calendar days left" in page


def test_lists_filter_and_go_into_a_workbook(
    report: Tell,
    signed_in: Callable[[str], Client],
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    report()
    report("赵秋生", ("赵冬生",), matter="dispute.neighbour")
    client = signed_in("officer")
    assert "赵秋生" in client.get("/linkages/disputes/?q=赵秋生").content.decode()
    assert "姚福海" not in client.get("/linkages/disputes/?q=赵秋生").content.decode()
    assert "赵秋生" not in client.get("/linkages/disputes/?state=closed").content.decode()
    for address in ("/linkages/disputes/?as=xlsx", "/cases/?as=xlsx"):
        sheet = load_workbook(BytesIO(client.get(address).content)).active
        assert sheet is not None
        text = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
        assert "2019-0002" in text or "-0002" in text
    with django_assert_max_num_queries(34):
        client.get("/linkages/disputes/")


def test_the_office_sees_panels_of_a_household_and_a_unit_and_others_nothing(
    stage: Stage, report: Tell, cast: Cast, now: datetime
) -> None:
    report()
    home = stage.homes["赵春生"].pk
    assert len(queries.household_panel(home, actor=cast.cadre, at=now).lines) == 1
    assert len(queries.unit_panel(stage.unit, actor=cast.villager, at=now).lines) == 1
    for who in ("colleague", "auditor", "banker", "nobody"):
        assert queries.household_panel(home, actor=getattr(cast, who), at=now).lines == ()
        assert queries.unit_panel(stage.unit, actor=getattr(cast, who), at=now).lines == ()


def test_a_hearing_form_names_who_may_not_sit_and_why(
    stage: Stage, report: Tell, listed: Callable[..., list[Person]], signed_in: Callable[[str], Client]
) -> None:
    listed("panel", 4)
    listed("panel", 0, names=("赵秋生",))
    key = report("姚福海", ("赵秋生",))
    client = signed_in("cadre")
    for _ in range(2):
        client.post(f"/linkages/disputes/{key}/up/", {"reason": "调不成"})
    page = client.get(f"/linkages/disputes/{key}/hearing/").content.decode()
    assert "赵秋生 lives in a party" in page
    assert f'value="{stage.person("赵秋生").pk}"' not in page


def test_reading_is_noted_and_a_colleague_finds_nothing(
    report: Tell, signed_in: Callable[[str], Client], cast: Cast
) -> None:
    from shihu.base.audit.models import ViewEntry

    key = report()
    signed_in("officer").get(f"/linkages/disputes/{key}/")
    assert ViewEntry.objects.filter(subject_kind="case").count() == 1
    for who in ("colleague", "stranger", "auditor", "banker"):
        assert signed_in(who).get(f"/linkages/disputes/{key}/").status_code == 404
    assert ViewEntry.objects.filter(subject_kind="case").count() == 1


def test_the_agreement_as_pdf_holds_both_signatures_the_thirty_days_and_no_sealed_note(
    report: Tell, cast: Cast, now: datetime, signed_in: Callable[[str], Client]
) -> None:
    key = report()
    case = Dispute.objects.get(pk=key).case_id
    cases.take_note(actor=cast.head, now=now, key=case, text="密记一笔不给人看", is_sealed=True)
    new = NewAgreement("口头换地，年深日久界限不清", "界桩为准\n各退一步", "当面付清", None)
    version = mediation.draft_agreement(actor=cast.head, now=now, key=key, new=new)
    address = f"/linkages/disputes/{key}/agreement/{version}/pdf/"
    answer = signed_in("villager").get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    text = "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(answer.content)).pages)
    told = ("人民调解协议书", "口头换地", "界桩为准", "各退一步", "当事人：姚福海", "当事人：赵春生", "调解员：赵二虎")
    assert [words for words in told if words not in text] == []
    assert re.search("三十[日天]", text)
    assert "第1页，共1页" in text
    assert "密记一笔" not in text
    assert signed_in("colleague").get(address).status_code == 404
