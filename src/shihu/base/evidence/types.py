"""What goes into and comes out of the evidence."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Level(StrEnum):
    """Who may open a file: heads too; those at work in the village; the township officer and the auditor."""

    ORDINARY = "ordinary"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a file is attached to: the kind and key of a record of some service, and the place that governs it."""

    kind: str
    key: str
    place: str


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps: bytes of a file, pixels of a picture, bytes of an office document when unpacked."""

    most_bytes: int
    most_pixels: int
    most_unpacked: int


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that may be kept: its type by content, and what its EXIF says. ``taken`` is a local time as the camera
    wrote it, without a zone."""

    media_type: str
    width: int | None = None
    height: int | None = None
    taken: datetime | None = None
    lon: float | None = None
    lat: float | None = None

    @property
    def is_picture(self) -> bool:
        """True for photographs and drawings that can be shown small."""
        return self.media_type.startswith("image/")


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """One attached file as its viewer may know it. Time and position are None for who may not see them."""

    key: UUID
    subject: Subject
    name: str
    why: str
    level: Level
    media_type: str
    size: int
    attached_at: datetime
    attached_by: str
    taken: datetime | None
    lon: float | None
    lat: float | None
    sees_original: bool
    may_detach: bool
    may_remove: bool
    removal_asked_by: str = ""
    is_removal_mine: bool = False
    detached_at: datetime | None = None
    detached_by: str = ""
    detached_why: str = ""
    is_removed: bool = False

    @property
    def is_picture(self) -> bool:
        """True when there is something to look at in small."""
        return self.media_type.startswith("image/")


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one subject that the actor may see, whether the actor may attach more, and what was taken off (for
    those who may know)."""

    subject: Subject
    rows: tuple[AttachmentRow, ...]
    may_attach: bool
    detached: tuple[AttachmentRow, ...] = ()


@dataclass(frozen=True, slots=True)
class GalleryItem:
    """One file in a gallery: ``thumbnail`` is an address, empty when there is nothing to show small."""

    href: str
    thumbnail: str
    name: str
    why: str
    who: str
    when: str
    kind: str
    is_confidential: bool = False


@dataclass(frozen=True, slots=True)
class Gallery:
    """The files of one subject. ``attach`` is the address of the form, empty for who may not attach."""

    items: tuple[GalleryItem, ...]
    attach: str = ""
    detached: tuple[GalleryItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """A file to be sent: its bytes, type and name; ``is_inline`` only for pictures that were drawn anew or checked."""

    content: bytes
    media_type: str
    name: str
    is_inline: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of a verification: files counted, digests missing or altered, files that no row knows."""

    files: int
    missing: tuple[str, ...]
    altered: tuple[str, ...]
    orphans: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """True when every row has its file and every file its digest. Orphans break nothing."""
        return not (self.missing or self.altered)
