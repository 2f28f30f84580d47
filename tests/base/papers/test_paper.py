"""A paper as PDF: what was written can be read back, pages are numbered, nothing to sign is torn apart."""

from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from shihu.base.papers.types import Paper

TEXT = st.text(st.sampled_from("一二三调解协议，。（）<&>abc 019"), min_size=1, max_size=200)


def pages_of(content: bytes) -> list[str]:
    """Return the text of each page as a reader finds it, without blanks."""
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


@settings(max_examples=30)
@given(TEXT)
def test_what_is_written_is_read_back(text: str) -> None:
    paper = Paper("书")
    paper.write(text)
    (page,) = pages_of(paper.render("%(page)s/%(pages)s"))
    assert page.replace("1/1", "") == "".join(text.split())


def test_a_long_text_takes_pages_that_say_which_of_how_many() -> None:
    paper = Paper("书")
    for _number in range(90):
        paper.write("以现有界桩为准。")
    pages = pages_of(paper.render("第%(page)s页，共%(pages)s页"))
    assert len(pages) == 3
    assert [f"第{n}页，共3页" in page for n, page in enumerate(pages, start=1)] == [True] * 3


def test_a_place_to_sign_stays_whole_on_a_page() -> None:
    paper = Paper("书")
    for _number in range(39):
        paper.write("条款")
    paper.to_sign("甲方：姚福海", "日期：")
    pages = pages_of(paper.render("%(page)s"))
    assert [("甲方：姚福海" in page, "日期：" in page) for page in pages] == [(False, False), (True, True)]


def test_a_seal_stands_on_the_page_of_the_last_signature() -> None:
    paper = Paper("书")
    for _number in range(39):
        paper.write("条款")
    paper.to_sign("甲方：姚福海", "日期：")
    paper.seal("调解委员会（盖章）", "2019-05-11")
    pages = pages_of(paper.render("%(page)s"))
    assert [("甲方：姚福海" in page, "（盖章）2019-05-11" in page) for page in pages] == [(False, False), (True, True)]


def test_a_table_repeats_its_head_and_a_code_stands_beside_its_words() -> None:
    paper = Paper("证")
    paper.table([("项目", "数量"), *((f"第{number}项", str(number)) for number in range(60))])
    paper.code("https://example.org/verify/1", "扫码核验\n编码 ABCD")
    pages = pages_of(paper.render("%(page)s"))
    assert all("项目" in page for page in pages if "第" in page)
    assert "编码ABCD" in pages[-1]


def test_the_same_paper_is_the_same_file_and_says_its_title_and_language() -> None:
    def made() -> bytes:
        paper = Paper("调解协议书")
        paper.write("正文")
        return paper.render("%(page)s")

    assert made() == made()
    read = PdfReader(BytesIO(made()))
    assert read.metadata is not None
    assert (read.metadata.title, read.root_object["/Lang"]) == ("调解协议书", "zh-Hans")
