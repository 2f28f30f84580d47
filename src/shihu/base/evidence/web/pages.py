"""Page objects: the gallery of a subject, and one file."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from shihu.base.evidence.types import AttachmentRow, Files, Gallery, GalleryItem, Level
from shihu.base.evidence.web import words
from shihu.base.evidence.web.subjects import signed
from shihu.kernel.presentation import Badge, Fact, Link, PageHead


def gallery(files: Files, back: str) -> Gallery:
    """Return the panel of a subject; ``back`` is the page that it stands on."""
    attach = ""
    if files.may_attach:
        attach = f"{reverse('evidence_attach', kwargs={'subject': signed(files.subject)})}?{urlencode({'next': back})}"
    items, off = (tuple(_item(row, back) for row in rows) for rows in (files.rows, files.detached))
    return Gallery(items, attach, off)


def _item(row: AttachmentRow, back: str) -> GalleryItem:
    is_confidential = row.level is Level.CONFIDENTIAL
    shows = row.is_picture and not is_confidential and not row.is_removed
    return GalleryItem(
        href=f"{reverse('evidence_file', kwargs={'key': row.key})}?{urlencode({'next': back})}",
        thumbnail=reverse("evidence_thumbnail", kwargs={"key": row.key}) if shows else "",
        name=row.name,
        why=row.why,
        who=row.attached_by,
        when=words.moment(row.attached_at),
        kind=words.kind(row.media_type),
        is_confidential=is_confidential,
    )


@dataclass(frozen=True, slots=True)
class FilePage:
    """One attached file: what it is, and what may be done with it."""

    head: PageHead
    facts: tuple[Fact, ...]
    picture: str
    alternative: str
    save: str
    original: str
    detach: str
    ask_removal: str
    confirm_removal: str
    notice: str
    next: str


def file_page(row: AttachmentRow, back: str) -> FilePage:
    """Compute every address and flag of the page."""
    content = reverse("evidence_content", kwargs={"key": row.key})
    there = f"?{urlencode({'next': back})}"
    remove = reverse("evidence_remove", kwargs={"key": row.key}) + there
    is_off = row.detached_at is not None
    may_ask = is_off and row.may_remove and (not row.removal_asked_by or row.is_removal_mine)
    may_confirm = is_off and row.may_remove and bool(row.removal_asked_by) and not row.is_removal_mine
    return FilePage(
        head=PageHead(
            row.why or row.name,
            words.kind(row.media_type),
            badge=_badge(row),
            back=Link(_("Back to where it belongs"), back) if back != "/" else None,
        ),
        facts=tuple(_facts(row)),
        picture=content if row.is_picture and not row.is_removed else "",
        alternative=row.why or row.name,
        save="" if row.is_picture or row.is_removed else content,
        original=f"{content}?original=1" if row.is_picture and row.sees_original and not row.is_removed else "",
        detach=reverse("evidence_detach", kwargs={"key": row.key}) + there if row.may_detach else "",
        ask_removal=remove if may_ask else "",
        confirm_removal=remove if may_confirm else "",
        notice=_notice(row),
        next=back,
    )


def _badge(row: AttachmentRow) -> Badge | None:
    if row.is_removed:
        return Badge(_("removed for good"), "seal", "stop")
    if row.detached_at is not None:
        return Badge(_("taken off"), "ochre", "clock")
    return None


def _notice(row: AttachmentRow) -> str:
    if row.is_removed:
        return _("Two officers removed the file for good. Who attached it, and when, stays on record.")
    if row.removal_asked_by and row.is_removal_mine:
        return _("You asked for this file to be removed for good. Another officer must confirm it.")
    if row.removal_asked_by:
        return _("%(name)s asks for this file to be removed for good. Look at it before you confirm.") % {
            "name": row.removal_asked_by
        }
    return ""


def _facts(row: AttachmentRow) -> list[Fact]:
    facts = [
        Fact(_("File name"), row.name),
        Fact(_("Size of the file"), words.size(row.size)),
        Fact(_("Attached by"), f"{row.attached_by}, {words.moment(row.attached_at)}"),
        Fact(_("Who may open the file"), words.level(row.level)),
    ]
    if row.taken is not None:
        facts.append(Fact(_("Taken, by the camera's clock"), words.moment(row.taken)))
    if row.lon is not None and row.lat is not None:
        facts.append(Fact(_("Taken at (longitude, latitude)"), f"{row.lon:.5f}, {row.lat:.5f}"))
    if row.detached_at is not None:
        facts.append(Fact(_("Taken off by"), f"{row.detached_by}, {words.moment(row.detached_at)}"))
        facts.append(Fact(_("Why it was taken off"), row.detached_why))
    return facts
