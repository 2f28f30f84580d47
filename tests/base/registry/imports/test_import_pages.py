"""The pages of an import: what each shows, and who gets to see it."""

import io
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.base.registry.imports.conftest import HEAD, HEAD_ID, HEADINGS, SON, WIFE, xlsx
from tests.base.registry.imports.test_import_life import check, content, load, named, upload
from tests.village.people import TOWNSHIP, Cast

from shihu.base.jobs.models import Job
from shihu.base.registry.models import Household, Person, RosterImport

SignIn = Callable[[str], Client]


@pytest.fixture
def sign_in(cast: Cast) -> SignIn:
    def given(who: str) -> Client:
        client = Client(HTTP_ACCEPT_LANGUAGE="en")
        client.force_login(cast.user(who), backend="shihu.base.accounts.web.backends.NameOrPhoneBackend")
        return client

    return given


def url(name: str, key: UUID | None = None) -> str:
    return reverse(f"registry_import{name}", kwargs={"key": key} if key else None)


def test_an_uploaded_roster_shows_its_columns_with_what_each_was_taken_for(sign_in: SignIn, faulty: bytes) -> None:
    client = sign_in("officer")
    response = client.post(
        url("s"), {"place": TOWNSHIP, "file": SimpleUploadedFile("花名册.xlsx", faulty)}, follow=True
    )
    page = response.context["page"]
    assert response.status_code == 200
    assert [line.heading for line in page.columns] == list(HEADINGS)
    chosen = [next(label for _, label, is_chosen in line.options if is_chosen) for line in page.columns]
    assert chosen[:4] == ["Household code", "Name", "Relation to the householder", "ID number"]
    assert HEAD_ID not in response.content.decode()
    assert page.missing == ""


@pytest.mark.parametrize(
    ("name", "file", "said"),
    [
        ("空.xlsx", b"", "is empty"),
        ("a.xlsx", b"%PDF-1.4", "not a spreadsheet"),
        ("a.xls", b"<html></html>\n", "web page"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_beside_the_field(
    sign_in: SignIn, name: str, file: bytes, said: str
) -> None:
    response = sign_in("officer").post(url("s"), {"place": TOWNSHIP, "file": SimpleUploadedFile(name, file)})
    assert response.status_code == 422
    assert said in response.context["form"].errors["file"][0]
    assert not RosterImport.objects.exists()


def test_checking_asks_for_a_job_and_shows_its_progress(
    sign_in: SignIn, cast: Cast, now: datetime, roster: bytes
) -> None:
    client = sign_in("officer")
    key = upload(cast.officer, now, roster)
    mapping = {f"column-{index}": field for index, field in RosterImport.objects.get(pk=key).mapping.items()}
    response = client.post(url("_check", key), mapping, follow=True)
    assert response.context["page"].progress is not None
    assert Job.objects.get().kind == "registry.check_roster"


def test_a_checked_import_lists_every_problem_with_place_and_remedy(
    sign_in: SignIn, cast: Cast, now: datetime, faulty: bytes
) -> None:
    key = upload(cast.officer, now, faulty)
    check(cast.officer, now, key)
    page = sign_in("officer").get(url("", key)).context["page"]
    cells = {row.cells[0]: row.cells for row in page.table.rows}
    assert cells["花名册!D4"][3].startswith("The last character of the ID number")
    assert "identity card" in cells["花名册!D4"][4]
    assert page.head.actions[-1].is_disabled
    assert page.head.actions[-1].why == "3 faults are left."


def test_problems_are_narrowed_by_kind_and_weight(sign_in: SignIn, cast: Cast, now: datetime, faulty: bytes) -> None:
    key = upload(cast.officer, now, faulty)
    check(cast.officer, now, key)
    client = sign_in("officer")
    of_kind = client.get(url("", key), {"kind": "id_check"}).context["page"].table
    doubts = client.get(url("", key), {"weight": "doubt"}).context["page"].table
    assert [row.cells[0] for row in of_kind.rows] == ["花名册!D4"]
    assert doubts.rows == ()


def test_the_file_of_faults_keeps_its_rows_and_can_be_corrected_and_sent_again(
    sign_in: SignIn, cast: Cast, now: datetime
) -> None:
    bad = ("002", "李海生", "户主", HEAD_ID[:17] + ("1" if HEAD_ID[-1] != "1" else "2"), "", "", "", "尚家沟村", "前勾")
    key = upload(cast.officer, now, content(HEAD, WIFE, bad))
    check(cast.officer, now, key)
    response = sign_in("officer").get(url("_faults", key))
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert sheet["D4"].comment is not None
    assert "identity card" in sheet["D4"].comment.text
    assert sheet["D4"].fill.fgColor.rgb != sheet["D2"].fill.fgColor.rgb
    assert sheet["J1"].value == "问题"
    assert "身份证号" in sheet["J4"].value
    assert sheet["J2"].value is None
    sheet["D4"], sheet["I4"] = "", "上沟"
    out = io.BytesIO()
    sheet.parent.save(out)
    again = check(cast.officer, now, upload(cast.officer, now, out.getvalue()))
    assert (again.found["persons"], again.found["codes"]) == (3, {"id_missing": 1})


def test_doubtful_pairs_stand_side_by_side_and_can_all_be_answered_at_once(
    sign_in: SignIn, cast: Cast, now: datetime
) -> None:
    known = cast.of("姚福海").members[0]
    Person.objects.filter(name="姚福海").update(id_index=None, id_number=None, id_tail=None)
    key = upload(cast.officer, now, content(("009", "姚福孩", "户主", "", "男", known.birth, "", "尚家沟村", "尚家沟")))
    check(cast.officer, now, key)
    client = sign_in("officer")
    (card,) = client.get(url("", key), {"tab": "pairs"}).context["page"].pairs
    assert (card.left.facts[0].value, card.right.facts[0].value, card.is_open) == ("姚福孩", "姚福海", True)
    client.post(url("_answers", key), {"all": "different"})
    page = client.get(url("", key), {"tab": "pairs"}).context["page"]
    assert not page.pairs[0].is_open
    assert not page.head.actions[-1].is_disabled


def test_committing_and_undoing_ask_for_jobs(sign_in: SignIn, cast: Cast, now: datetime) -> None:
    client = sign_in("officer")
    key = upload(cast.officer, now, content(HEAD, WIFE))
    check(cast.officer, now, key)
    client.post(url("_commit", key))
    assert RosterImport.objects.get(pk=key).state == "committing"
    row = load(cast.officer, now, content((*HEAD[:1], *HEAD[1:]), WIFE, SON))
    assert "Undo this import" in client.get(url("", row.pk)).content.decode()
    client.post(url("_undo", row.pk))
    assert set(Job.objects.values_list("kind", flat=True)) == {
        "registry.check_roster", "registry.commit_roster", "registry.undo_roster",
    }  # fmt: skip


def test_a_refusal_is_said_on_the_page(sign_in: SignIn, cast: Cast, now: datetime, faulty: bytes) -> None:
    key = upload(cast.officer, now, faulty)
    check(cast.officer, now, key)
    response = sign_in("officer").post(url("_commit", key), follow=True)
    assert "3 faults are still in the file" in response.content.decode()
    assert not Job.objects.filter(kind="registry.commit_roster").exists()


def test_the_blank_template_offers_lists_and_an_example_and_reads_as_empty(sign_in: SignIn) -> None:
    response = sign_in("officer").get(url("_template"))
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    rules = book["花名册"].data_validations.dataValidation
    assert book.sheetnames[:3] == ["花名册", "示例", "填写说明"]
    assert any("上沟" in (rule.formula1 or "") for rule in rules)
    assert book["花名册"].max_row == 1
    assert "filename*=utf-8''" in response["Content-Disposition"]


def test_the_example_is_a_roster_that_can_be_loaded(sign_in: SignIn, cast: Cast, now: datetime) -> None:
    file = sign_in("officer").get(url("_example")).content
    row = load(cast.officer, now, file)
    assert (row.state, row.found["new"], row.found["faults"], row.found["doubts"]) == ("committed", 3, 0, 0)
    assert Household.objects.get(householder__name="任守田").statuses.count() == 3


def test_a_sheet_of_the_template_that_is_only_an_example_is_not_taken_for_the_roster(
    sign_in: SignIn, cast: Cast, now: datetime
) -> None:
    key = upload(cast.officer, now, sign_in("officer").get(url("_template")).content)
    assert RosterImport.objects.get(pk=key).sheet == "花名册"


POSTS = ("_sheet", "_check", "_answers", "_commit", "_undo", "_discard")


@pytest.mark.parametrize("who", ["cadre", "colleague", "stranger", "villager", "banker", "auditor"])
def test_others_find_no_import_and_change_nothing(
    sign_in: SignIn, cast: Cast, now: datetime, who: str, roster: bytes
) -> None:
    key = upload(cast.officer, now, roster)
    check(cast.officer, now, key)
    before = RosterImport.objects.values().get(pk=key)
    client = sign_in(who)
    statuses = [client.get(url(name, key)).status_code for name in ("", "_faults")]
    statuses += [client.post(url(name, key)).status_code for name in POSTS]
    assert set(statuses) == {404}
    assert RosterImport.objects.values().get(pk=key) == before


@pytest.mark.parametrize("who", ["cadre", "villager", "banker", "auditor"])
def test_those_who_may_not_import_find_no_list_and_no_template(sign_in: SignIn, who: str) -> None:
    client = sign_in(who)
    assert {client.get(url(name)).status_code for name in ("s", "_template", "_example")} == {404}
    assert client.post(url("s"), {"place": TOWNSHIP}).status_code == 404


def test_an_officer_of_another_township_sees_an_own_empty_list_and_cannot_name_this_one(
    sign_in: SignIn, cast: Cast, now: datetime, roster: bytes
) -> None:
    upload(cast.officer, now, roster)
    client = sign_in("stranger")
    assert client.get(url("s")).context["page"].table.rows == ()
    response = client.post(url("s"), {"place": TOWNSHIP, "file": SimpleUploadedFile("a.xlsx", roster)})
    assert "place" in response.context["form"].errors
    assert client.get(url("_template"), {"place": TOWNSHIP}).status_code == 404
    assert RosterImport.objects.count() == 1


def test_a_visitor_is_shown_nothing(cast: Cast, now: datetime, roster: bytes) -> None:
    key = upload(cast.officer, now, roster)
    client = Client()
    assert all(client.get(address).status_code in {302, 404} for address in (url("s"), url("", key)))


@pytest.mark.parametrize("name", ["_check", "_commit", "_undo", "_discard", "_answers", "_sheet"])
def test_acts_are_posted_not_linked(sign_in: SignIn, cast: Cast, now: datetime, name: str, roster: bytes) -> None:
    key = upload(cast.officer, now, roster)
    assert sign_in("officer").get(url(name, key)).status_code == 405


def test_the_list_takes_no_more_queries_for_many_imports_than_for_one(
    sign_in: SignIn, cast: Cast, now: datetime
) -> None:
    client = sign_in("officer")
    upload(cast.officer, now, content(HEAD))
    client.get(url("s"))
    with CaptureQueriesContext(connection) as one:
        client.get(url("s"))
    for _ in range(12):
        upload(cast.officer, now, content(HEAD))
    with CaptureQueriesContext(connection) as many:
        client.get(url("s"))
    assert 0 < len(many) <= len(one) < 20


def test_the_columns_of_another_sheet_can_be_looked_at(sign_in: SignIn, cast: Cast, now: datetime) -> None:
    def more(sheet: object) -> None:
        second = sheet.parent.create_sheet("二组")  # type: ignore[attr-defined]
        second.append(["标题"])
        for row in (HEADINGS[:4], named(HEAD)[:4]):
            second.append(list(row))

    key = upload(cast.officer, now, xlsx([HEADINGS, named(HEAD)], more))
    client = sign_in("officer")
    client.post(url("_sheet", key), {"sheet": "二组", "header": "1"})
    page = client.get(url("", key)).context["page"]
    assert (page.header_row, len(page.columns), page.missing) == (2, 4, "Hamlet")
