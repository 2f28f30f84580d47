"""Attaching, opening, taking off, removing by two; the shelf and its verification."""

import io
import os
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import TestCase
from PIL import Image
from pytest_django import DjangoAssertNumQueries
from tests.base.evidence.samples import PDF, document, photo
from tests.village.people import SHANGJIAGOU, SHANGJIAGOU_HAMLET, TIANJIAWA, Cast

from shihu.base.accounts.commands import grant_role, open_account
from shihu.base.accounts.models import User
from shihu.base.accounts.queries import actor_for
from shihu.base.audit.models import AuditEntry, ViewEntry
from shihu.base.audit.queries import verify as verify_audit
from shihu.base.evidence import commands, errors, queries
from shihu.base.evidence.models import Attachment, Content
from shihu.base.evidence.types import Level, Subject
from shihu.kernel.actors import SYSTEM, Actor, Role
from shihu.kernel.refusals import NotAllowed, NotFound, Refusal

pytestmark = pytest.mark.django_db
LANE = Subject("sanitation.round", "7", SHANGJIAGOU_HAMLET)
SEEN = photo(taken="2019:08:14 09:30:00", at=(111.1832, 36.9821))


def attach(actor: Actor, now: datetime, content: bytes = SEEN, **more: object) -> UUID:
    given: dict[str, object] = {"key": uuid4(), "subject": LANE, "name": "巷道.jpg", "why": "清理前"}
    return commands.attach(actor=actor, now=now, content=content, **{**given, **more})  # type: ignore[arg-type]


def second_officer(cast: Cast, now: datetime) -> Actor:
    """Another officer of the township."""
    open_account(actor=SYSTEM, now=now, username="second", name="马丽", password="a village of ten")
    grant_role(actor=SYSTEM, now=now, username="second", role=Role.OFFICER, scope="141130101", since=now.date())
    return actor_for(User.objects.get(username="second"), now)


def test_a_file_is_kept_once_under_its_hash_however_often_it_is_attached(
    cast: Cast, now: datetime, shelf_folder: Path
) -> None:
    first, again = attach(cast.cadre, now), attach(cast.head, now, name="b.jpg")
    digest = sha256(SEEN).hexdigest()
    assert first != again
    assert [c.digest for c in Content.objects.all()] == [digest]
    assert (shelf_folder / digest[:2] / digest[2:]).read_bytes() == SEEN
    files = queries.files_of(LANE, actor=cast.officer)
    assert [(row.attached_by, row.why, row.name) for row in files.rows] == [
        ("尚志明", "清理前", "巷道.jpg"),
        ("赵二虎", "清理前", "b.jpg"),
    ]
    assert AuditEntry.objects.filter(action="evidence.attach", place=SHANGJIAGOU_HAMLET).count() == 2
    assert verify_audit().holds


def test_the_same_sending_twice_gives_the_same_answer_and_another_body_is_refused(cast: Cast, now: datetime) -> None:
    key = uuid4()
    first = attach(cast.head, now, key=key)
    assert attach(cast.head, now + timedelta(hours=1), key=key) == first
    for other in ({"content": photo("red")}, {"why": "清理后"}, {"level": Level.INTERNAL}):
        with pytest.raises(errors.KeyUsedAgain):
            attach(cast.head, now, **{"key": key, **other})
    assert attach(cast.cadre, now, key=key) != first  # another person's key is another key
    assert Attachment.objects.count() == 2


@pytest.mark.parametrize("who", ["colleague", "stranger", "villager", "banker", "auditor", "administrator"])
def test_who_may_not_attach_here_leaves_nothing(cast: Cast, now: datetime, who: str, shelf_folder: Path) -> None:
    with pytest.raises(NotFound):
        attach(getattr(cast, who), now)
    assert (Content.objects.count(), Attachment.objects.count(), shelf_folder.exists()) == (0, 0, False)


def test_a_file_that_is_refused_leaves_nothing(cast: Cast, now: datetime, shelf_folder: Path) -> None:
    with pytest.raises(Refusal):
        attach(cast.head, now, content=b"MZ\x90\x00 program", name="photo.jpg")
    assert (Content.objects.count(), shelf_folder.exists()) == (0, False)


def test_a_subject_at_a_place_that_does_not_exist_is_refused(cast: Cast, now: datetime) -> None:
    with pytest.raises(errors.BadSubject):
        attach(cast.officer, now, subject=Subject("x", "1", "141130101999"))


LEVELS = {
    Level.ORDINARY: {"officer", "cadre", "auditor", "head"},
    Level.INTERNAL: {"officer", "cadre", "auditor"},
    Level.CONFIDENTIAL: {"officer", "auditor", "cadre"},  # the cadre attached it
}


@pytest.mark.parametrize("level", LEVELS)
def test_the_level_says_who_sees_a_file_and_others_do_not_learn_that_it_is_there(
    cast: Cast, now: datetime, level: Level
) -> None:
    key = attach(cast.cadre, now, level=level)
    for who in ("officer", "cadre", "colleague", "head", "villager", "banker", "auditor", "stranger", "administrator"):
        actor = getattr(cast, who)
        listed = [row.key for row in queries.files_of(LANE, actor=actor).rows]
        if who in LEVELS[level]:
            assert listed == [key], who
            assert commands.open_file(actor=actor, now=now, key=key).content
        else:
            assert listed == [], who
            with pytest.raises(NotFound):
                commands.open_file(actor=actor, now=now, key=key)
    assert ViewEntry.objects.filter(subject_kind="attachment", subject=str(key)).count() == len(LEVELS[level])


def test_a_confidential_picture_is_not_shown_in_small(cast: Cast, now: datetime) -> None:
    key = attach(cast.cadre, now, level=Level.CONFIDENTIAL)
    with pytest.raises(NotFound):
        queries.thumbnail(key, actor=cast.officer)


def test_time_and_position_are_for_those_who_may_see_the_original(cast: Cast, now: datetime) -> None:
    key = attach(cast.cadre, now)
    seen, hidden = (queries.attachment(key, actor=a) for a in (cast.officer, cast.head))
    assert (round(seen.lon or 0, 4), seen.taken is not None) == (111.1832, True)
    assert (hidden.lon, hidden.lat, hidden.taken, hidden.sees_original) == (None, None, None, False)
    shown = commands.open_file(actor=cast.head, now=now, key=key)
    with Image.open(io.BytesIO(shown.content)) as picture:
        assert dict(picture.getexif()) == {}
    assert (shown.is_inline, shown.media_type, shown.name) == (True, "image/jpeg", "巷道.jpg")
    with pytest.raises(NotFound):
        commands.open_file(actor=cast.head, now=now, key=key, original=True)
    assert commands.open_file(actor=cast.officer, now=now, key=key, original=True).content == SEEN


def test_a_document_is_sent_as_it_came_to_be_saved(cast: Cast, now: datetime) -> None:
    sent = commands.open_file(actor=cast.head, now=now, key=attach(cast.cadre, now, PDF, name="../../通知.pdf"))
    assert (sent.content, sent.is_inline, sent.name) == (PDF, False, "通知.pdf")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\用户\\照片.jpg", "照片.jpg"),
        ("a\u202egpj.exe\x00", "agpj.exe"),
        ("", "file"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(cast: Cast, now: datetime, given: str, kept: str) -> None:
    assert queries.attachment(attach(cast.cadre, now, PDF, name=given), actor=cast.cadre).name == kept


def test_taking_off_hides_and_deletes_nothing(cast: Cast, now: datetime, shelf_folder: Path) -> None:
    key = attach(cast.head, now)
    with pytest.raises(errors.ReasonNeeded):
        commands.detach(actor=cast.head, now=now, key=key, why=" ")
    with pytest.raises(NotAllowed):
        commands.detach(actor=cast.cadre, now=now, key=key, why="不对")
    commands.detach(actor=cast.head, now=now, key=key, why="拍错了地方")
    assert queries.files_of(LANE, actor=cast.officer).rows == ()
    with pytest.raises(NotFound):
        queries.attachment(key, actor=cast.head)
    (off,) = queries.files_of(LANE, actor=cast.officer).detached
    assert (off.detached_by, off.detached_why) == ("赵二虎", "拍错了地方")
    assert queries.files_of(LANE, actor=cast.cadre).detached == ()
    assert queries.verify().files == 1
    with pytest.raises(errors.AlreadyDetached):
        commands.detach(actor=cast.officer, now=now, key=key, why="x")


def test_a_file_is_removed_for_good_only_by_two_officers_and_only_when_taken_off(
    cast: Cast, now: datetime, shelf_folder: Path
) -> None:
    second = second_officer(cast, now)
    key = attach(cast.head, now)
    with pytest.raises(errors.StillAttached):
        commands.ask_removal(actor=cast.officer, now=now, key=key, why="有身份证号")
    commands.detach(actor=cast.officer, now=now, key=key, why="有身份证号")
    with pytest.raises(errors.RemovalNeedsTwo):
        commands.confirm_removal(actor=second, now=now, key=key)
    commands.ask_removal(actor=cast.officer, now=now, key=key, why="有身份证号")
    with pytest.raises(errors.RemovalNeedsTwo):
        commands.confirm_removal(actor=cast.officer, now=now, key=key)
    with pytest.raises(NotFound):
        commands.confirm_removal(actor=cast.stranger, now=now, key=key)
    with pytest.raises(NotAllowed):
        commands.confirm_removal(actor=cast.auditor, now=now, key=key)
    assert queries.verify().holds
    with TestCase.captureOnCommitCallbacks(execute=True):
        commands.confirm_removal(actor=second, now=now, key=key)
    assert [p for p in shelf_folder.rglob("*") if p.is_file()] == []
    assert queries.verify().holds
    assert queries.attachment(key, actor=cast.auditor).is_removed
    with pytest.raises(errors.ContentRemoved):
        commands.open_file(actor=cast.officer, now=now, key=key)
    with pytest.raises(errors.ContentRemoved):
        attach(cast.head, now)
    assert AuditEntry.objects.filter(action__startswith="evidence.").count() == 4


def test_nobody_removes_what_another_place_keeps(cast: Cast, now: datetime) -> None:
    second = second_officer(cast, now)
    key = attach(cast.cadre, now)
    attach(cast.colleague, now, subject=Subject("sanitation.round", "8", TIANJIAWA))
    commands.detach(actor=cast.officer, now=now, key=key, why="重复")
    with pytest.raises(errors.StillAttached):
        commands.ask_removal(actor=second, now=now, key=key, why="重复")


def test_the_database_itself_refuses_a_removal_by_one(cast: Cast, now: datetime) -> None:
    attach(cast.cadre, now)
    for asked in (None, cast.officer.key):
        with pytest.raises(IntegrityError), transaction.atomic():
            Content.objects.update(removed_at=now, removed_by=cast.officer.key, removal_asked_by=asked)


def test_verification_names_what_is_missing_what_is_altered_and_what_nobody_knows(
    cast: Cast, now: datetime, shelf_folder: Path
) -> None:
    gone, changed = (sha256(c).hexdigest() for c in (SEEN, PDF))
    attach(cast.cadre, now)
    attach(cast.cadre, now, PDF)
    assert queries.verify().holds
    (shelf_folder / gone[:2] / gone[2:]).unlink()
    (shelf_folder / changed[:2] / changed[2:]).write_bytes(b"%PDF-1.4 other")
    stray = "ab" + "0" * 62
    (shelf_folder / "ab").mkdir(exist_ok=True)
    (shelf_folder / "ab" / stray[2:]).write_bytes(b"x")
    verdict = queries.verify()
    assert (verdict.missing, verdict.altered, verdict.orphans, verdict.holds) == ((gone,), (changed,), (stray,), False)


def test_the_sweep_takes_old_orphans_and_leaves_uploads_under_way_and_what_is_known(
    cast: Cast, now: datetime, shelf_folder: Path
) -> None:
    attach(cast.cadre, now)
    folder = shelf_folder / "ab"
    folder.mkdir(exist_ok=True)
    old, fresh, part = folder / ("0" * 62), folder / ("1" * 62), folder / "new.x.part"
    for path, age in ((old, 2), (fresh, 0), (part, 2)):
        path.write_bytes(b"x")
        stamp = (now - timedelta(days=age)).timestamp()
        os.utime(path, (stamp, stamp))
    for path in shelf_folder.rglob("*"):
        if path.is_file() and path.parent != folder:
            os.utime(path, (0, 0))
    swept = commands.sweep(actor=SYSTEM, now=now)
    assert sorted(swept) == sorted(["ab" + "0" * 62, "new.x.part"])
    assert (old.exists(), fresh.exists(), part.exists()) == (False, True, False)
    assert queries.verify().holds
    with pytest.raises(NotAllowed):
        commands.sweep(actor=cast.officer, now=now)


def test_the_list_of_a_subject_takes_one_query_however_long_it_is(
    cast: Cast, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for colour in ("red", "green", "blue", "white", "black"):
        attach(cast.cadre, now, photo(colour))
    attach(cast.cadre, now, document(), name="记录.docx", subject=Subject("sanitation.round", "9", SHANGJIAGOU))
    with django_assert_num_queries(1):
        assert len(queries.files_of(LANE, actor=cast.officer).rows) == 5
