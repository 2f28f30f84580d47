"""An officer imports a faulty spreadsheet, sees the faults, corrects, commits, undoes."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.journeys.conftest import Desk

from shihu.fronts.cli.demo import write_sample_roster

WAIT = 60_000


def upload(page: Page, address: str, file: Path) -> None:
    page.goto(f"{address}/registry/imports/")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="读取文件").click()
    page.get_by_role("button", name="检查文件").click()
    expect(page.locator("main")).to_contain_text("已检查", timeout=WAIT)


def press(page: Page, name: str) -> None:
    """Press a button, and say yes where the page asks again."""
    page.wait_for_load_state()
    page.get_by_role("button", name=re.compile(name)).first.click()
    sure = page.get_by_role("dialog").get_by_role("button", name=re.compile(name))
    if sure.count():
        sure.first.click()


def households(page: Page, address: str) -> int:
    """Read the number of households of the township off its list."""
    page.goto(f"{address}/registry/households/?place=141130101")
    found = re.search(r"([\d,]+) ?户", page.locator("main").inner_text())
    assert found
    return int(found.group(1).replace(",", ""))


def test_a_faulty_roster_is_refused_cell_by_cell_and_the_right_one_goes_in_and_out_again(
    desk: Desk, tmp_path: Path
) -> None:
    faults = write_sample_roster(tmp_path / "有错的名册.xlsx", faulty=True)
    write_sample_roster(tmp_path / "名册.xlsx", faulty=False)
    page = desk.sign_in("officer")
    main = page.locator("main")
    before = households(page, desk.address)

    # The faulty file: every planted fault is named by its cell, and nothing can be loaded.
    upload(page, desk.address, tmp_path / "有错的名册.xlsx")
    expect(main).to_contain_text(re.compile(r"还有 ?\d+ ?处错误"))
    for fault in faults:
        expect(main).to_contain_text(re.compile(rf"![A-Z]+{fault.row}\b"))
    load = page.get_by_role("button", name="载入名册", exact=True)
    assert load.and_(page.locator("button[type=submit]:enabled")).count() == 0
    with page.expect_download() as marked:
        page.get_by_role("link", name="下载标注问题的表格").click()
    assert marked.value.suggested_filename.endswith(".xlsx")
    assert households(page, desk.address) == before

    # The right file: loaded, there, and undone as a whole.
    upload(page, desk.address, tmp_path / "名册.xlsx")
    press(page, "载入名册")
    expect(main).to_contain_text("已载入", timeout=WAIT)
    loaded = page.url
    assert households(page, desk.address) == before + 30
    page.goto(loaded)
    press(page, "撤销")
    expect(main).to_contain_text("已撤销", timeout=WAIT)
    assert households(page, desk.address) == before
