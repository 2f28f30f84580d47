"""A sample gallery: photos of a lane before and after, a record, and a file that few may open."""

from urllib.parse import quote

from django.utils.translation import pgettext

from shihu.base.evidence.types import Gallery, GalleryItem

# A lane between two walls under a hill, drawn: no photograph is kept among the sources.
_LANE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 120"><rect width="160" height="120" fill="{sky}"/>'
    '<path d="M0 62 50 40 96 58 160 34V120H0z" fill="{hill}"/><path d="M0 70 62 64V120H0zM160 66 98 64V120h62z" '
    'fill="{wall}"/><path d="M62 64h36l34 56H28z" fill="{lane}"/>{heap}</svg>'
)
_HEAP = '<path d="M52 104q8-18 20-10 6-12 18-2 12-4 16 12z" fill="saddlebrown"/>'


def gallery() -> Gallery:
    """Four files: two pictures, a document, a confidential one."""
    who = "赵二虎"
    return Gallery(
        (
            _photo(pgettext("sample", "The lane before the clearing"), who, "2019-08-14 09:30", _HEAP, "tan"),
            _photo(pgettext("sample", "The lane after the clearing"), who, "2019-08-14 16:05", "", "wheat"),
            _sheet(pgettext("sample", "Record of the unit meeting"), "PDF", "尚志明", "2019-08-14 19:20"),
            _sheet(pgettext("sample", "Statement of the hearing"), "PDF", "韩晓峰", "2019-08-15 10:12", hidden=True),
        ),
        "#files",
    )


def nothing() -> Gallery:
    """Nothing attached, and no right to attach."""
    return Gallery(())


def _photo(why: str, who: str, when: str, heap: str, lane: str) -> GalleryItem:
    drawn = _LANE.format(sky="lightsteelblue", hill="darkseagreen", wall="rosybrown", lane=lane, heap=heap)
    picture = f"data:image/svg+xml,{quote(drawn)}"
    return GalleryItem("#files", picture, "IMG_0814.jpg", why, who, when, pgettext("sample", "Photo"))


def _sheet(why: str, kind: str, who: str, when: str, *, hidden: bool = False) -> GalleryItem:
    return GalleryItem("#files", "", "document.pdf", why, who, when, kind, hidden)
