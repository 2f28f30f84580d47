"""A paper as PDF: what was written can be read back, lines keep to the margins, pages are numbered."""

import re
import zlib

from hypothesis import given
from hypothesis import strategies as st

from shihu.kernel.paper import Paper, width, wrapped

TEXT = st.text(st.sampled_from("一二三调解协议，。（）abc 019"), min_size=1, max_size=200)


def pages_of(content: bytes) -> list[list[str]]:
    """Return the texts of each page as a reader finds them: through the table of objects, in order."""
    start = int(re.findall(rb"startxref\n(\d+)", content)[0])
    count = int(re.findall(rb"xref\n0 (\d+)", content[start:])[0])
    places = [int(one) for one in re.findall(rb"(\d{10}) 00000 n", content[start:])]
    assert len(places) == count - 1
    objects = {number: content[place:] for number, place in enumerate(places, start=1)}
    assert all(body.startswith(b"%d 0 obj" % number) for number, body in objects.items())
    kids = re.findall(rb"/Kids\[(.*?)\]", objects[2])[0]
    pages = []
    for kid in re.findall(rb"(\d+) 0 R", kids):
        inside = int(re.findall(rb"/Contents (\d+)", objects[int(kid)])[0])
        length = int(re.findall(rb"/Length (\d+)", objects[inside])[0])
        begin = objects[inside].index(b"stream\n") + 7
        drawn = zlib.decompress(objects[inside][begin : begin + length]).decode()
        pages.append([bytes.fromhex(one).decode("utf-16-be") for one in re.findall(r"<([0-9a-f]*)> Tj", drawn)])
    return pages


@given(TEXT)
def test_what_is_written_is_read_back(text: str) -> None:
    paper = Paper("书")
    paper.paragraph(text)
    (page,) = pages_of(paper.render("%(page)s/%(pages)s"))
    assert "".join(page[:-1]).replace(" ", "") == text.replace(" ", "")
    assert page[-1] == "1/1"


@given(TEXT)
def test_a_line_keeps_to_the_margin_but_for_marks_that_hang_and_long_words(text: str) -> None:
    for line in wrapped(text, 12, 180)[1:]:
        assert not line.startswith(("，", "。"))
    for line in wrapped(text, 12, 180):
        assert width(line.rstrip("，。"), 12) <= 180 or re.search("[a-z0-9]{20}", line)


def test_a_long_text_takes_pages_that_say_which_of_how_many() -> None:
    paper = Paper("书")
    for _number in range(90):
        paper.paragraph("以现有界桩为准。")
    pages = pages_of(paper.render("第%(page)s页，共%(pages)s页"))
    assert [page[-1] for page in pages] == [f"第{n}页，共{len(pages)}页" for n in range(1, len(pages) + 1)]
    assert len(pages) == 3


def test_a_place_to_sign_stays_whole_on_a_page() -> None:
    paper = Paper("书")
    for _number in range(36):
        paper.paragraph("条款")
    paper.to_sign("甲方：姚福海", "", day_words="日期：")
    pages = pages_of(paper.render("%(page)s"))
    assert any({"甲方：姚福海", "日期："} <= set(page) for page in pages)
