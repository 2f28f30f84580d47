"""A paper as the answer of a page."""

from urllib.parse import quote

from django.http import HttpResponse


def shown(content: bytes, name: str) -> HttpResponse:
    """Answer with a PDF that the browser opens; saved, it is called ``name``. No cache keeps what names people."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
