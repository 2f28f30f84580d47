"""The pages: attaching without a script, what is wrong beside its field, and headers that keep a file a file."""

from datetime import datetime
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse
from tests.base.evidence.samples import PDF, photo
from tests.village.people import SHANGJIAGOU_HAMLET, TIANJIAWA, Cast

from shihu.base.evidence import commands, queries
from shihu.base.evidence.models import Attachment
from shihu.base.evidence.types import Level, Subject
from shihu.base.evidence.web.subjects import signed

pytestmark = pytest.mark.django_db
LANE = Subject("sanitation.round", "7", SHANGJIAGOU_HAMLET)
BACK = "/registry/households/"


@pytest.fixture
def head(cast: Cast) -> Client:
    return of(cast, "head")


def of(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.user(who), backend="shihu.base.accounts.web.backends.NameOrPhoneBackend")
    return client


def address(subject: Subject = LANE) -> str:
    return f"{reverse('evidence_attach', kwargs={'subject': signed(subject)})}?next={BACK}"


def sending(content: bytes, name: str = "巷道.jpg", **more: str) -> dict[str, object]:
    file = SimpleUploadedFile(name, content, content_type="text/html")
    return {"key": str(uuid4()), "file": file, "why": "清理前", "level": "ordinary", **more}


def kept(cast: Cast, now: datetime, content: bytes, name: str, level: Level = Level.ORDINARY) -> UUID:
    return commands.attach(
        actor=cast.cadre, now=now, key=uuid4(), subject=LANE, content=content, name=name, why="清理前", level=level
    )


def test_a_file_is_attached_and_leads_back(head: Client, cast: Cast) -> None:
    answer = head.post(address(), sending(photo()))
    assert (answer.status_code, answer["Location"]) == (302, BACK)
    (row,) = queries.files_of(LANE, actor=cast.head).rows
    assert (row.name, row.why, row.media_type) == ("巷道.jpg", "清理前", "image/jpeg")


def test_a_second_press_of_the_button_attaches_nothing_more(head: Client) -> None:
    key = str(uuid4())
    for _ in range(2):
        assert head.post(address(), sending(photo(), key=key)).status_code == 302
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"MZ\x90\x00", "程序"),
        (b"<html>", "网页"),
        (b"", "空"),
        (b"%PDF-1.4" + b" " * (21 * 1024 * 1024), "MB"),
    ],
)
def test_what_is_wrong_stands_beside_the_file_in_chinese(head: Client, content: bytes, said: str) -> None:
    answer = head.post(address(), sending(content))
    page = answer.content.decode()
    assert answer.status_code == 422
    error = page.split('id="id_file-error"')[1].split("</p>")[0]
    assert said in error
    assert Attachment.objects.count() == 0


def test_a_form_without_a_file_says_so(head: Client) -> None:
    answer = head.post(address(), {"key": str(uuid4()), "level": "ordinary"})
    assert (answer.status_code, 'id="id_file-error"' in answer.content.decode()) == (422, True)


def test_a_subject_that_no_page_of_ours_named_is_refused(head: Client) -> None:
    for forged in ("x", f"{signed(LANE)}x"):
        assert head.get(reverse("evidence_attach", kwargs={"subject": forged})).status_code == 409
    assert head.get(address(Subject("x", "1", TIANJIAWA))).status_code == 404


def test_another_site_is_no_way_back(head: Client) -> None:
    bad = reverse("evidence_attach", kwargs={"subject": signed(LANE)}) + "?next=https://evil.example/"
    assert head.post(bad, sending(photo()))["Location"] == "/"


@pytest.mark.parametrize(
    ("content", "name", "disposition", "media_type"),
    [(photo(), "巷道.jpg", "inline", "image/jpeg"), (PDF, "通知.pdf", "attachment", "application/pdf")],
)
def test_a_file_is_sent_so_that_no_browser_takes_it_for_a_page(
    cast: Cast, now: datetime, content: bytes, name: str, disposition: str, media_type: str
) -> None:
    answer = of(cast, "head").get(reverse("evidence_content", kwargs={"key": kept(cast, now, content, name)}))
    assert answer.status_code == 200
    assert answer["Content-Type"] == media_type
    assert answer["Content-Disposition"].startswith(f"{disposition}; filename*=utf-8''")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "private, no-store"


def test_the_page_of_a_file_shows_the_position_to_those_who_may_know_it(cast: Cast, now: datetime) -> None:
    key = kept(cast, now, photo(taken="2019:08:14 09:30:00", at=(111.1832, 36.9821)), "a.jpg")
    page = reverse("evidence_file", kwargs={"key": key})
    for who, knows in (("officer", True), ("auditor", True), ("head", False)):
        shown = of(cast, who).get(page).content.decode()
        assert ("111.18320, 36.98210" in shown, "original=1" in shown) == (knows, knows), who


def test_taking_off_asks_why_and_then_hides(head: Client, cast: Cast, now: datetime) -> None:
    head.post(address(), sending(photo()))
    key = Attachment.objects.get().pk
    off = reverse("evidence_detach", kwargs={"key": key}) + f"?next={BACK}"
    answer = head.post(off, {"why": ""})
    assert (answer.status_code, 'id="id_why-error"' in answer.content.decode()) == (422, True)
    assert head.post(off, {"why": "拍错了"})["Location"] == BACK
    assert head.get(reverse("evidence_file", kwargs={"key": key})).status_code == 404
    request = RequestFactory().get("/")
    files = queries.files_of(LANE, actor=cast.officer)
    panel = Template("{% load evidence %}{% evidence_gallery files %}").render(
        Context({"request": request, "files": files})
    )
    assert str(key) in panel.split("撤下的文件")[1]
    shown = of(cast, "officer").get(reverse("evidence_file", kwargs={"key": key})).content.decode()
    assert "拍错了" in shown


def test_the_gallery_shows_what_the_viewer_may_see_and_how_to_add(cast: Cast, now: datetime) -> None:
    kept(cast, now, photo(), "a.jpg")
    kept(cast, now, photo("red"), "b.jpg", Level.CONFIDENTIAL)
    request = RequestFactory().get("/units/7/?tab=files")
    template = Template("{% load evidence %}{% evidence_gallery files %}{% evidence_form files %}")
    shown = {
        who: template.render(Context({"request": request, "files": queries.files_of(LANE, actor=getattr(cast, who))}))
        for who in ("officer", "head", "auditor", "stranger")
    }
    assert [shown[who].count("<li>") for who in shown] == [2, 1, 2, 0]
    assert shown["officer"].count("<img") == 1  # the confidential one has no small picture
    assert ["/evidence/attach/" in shown[who] for who in shown] == [True, True, False, False]
    assert "next=%2Funits%2F7%2F%3Ftab%3Dfiles" in shown["head"]
    assert 'enctype="multipart/form-data"' in shown["head"]
