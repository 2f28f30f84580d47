"""``shihu form`` on small rosters: files, exit codes, both languages, no database."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from shihu.base.sheets.queries import render_workbook
from shihu.base.sheets.types import SheetColumn, SheetTable
from shihu.fronts.cli.form import form

HEADINGS = [
    "户编号",
    "姓名",
    "与户主关系",
    "出生日期",
    "行政村",
    "自然村",
    "街巷",
    "街巷顺序",
    "经度",
    "纬度",
    "贫富类别",
    "政治面貌",
    "发展意愿一",
    "是否愿意加入",
    "意向搭档",
    "不愿同组",
    "能否任户长",
]
WISHES = ("食用菌", "茯苓", "散养鸡")
WEALTH = ("较富裕", "一般", "困难", "一般")
DAY = ["--on", "2019-08-15"]


def line(number: int, hamlet: str = "尚家沟", **changes: str) -> list[str]:
    """One household of one person."""
    facts = {
        "户编号": f"{hamlet[:1]}{number:03d}",
        "姓名": f"赵{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{'子丑寅卯辰巳午未申酉戌亥'[number // 10]}",
        "与户主关系": "户主",
        "出生日期": "1975-03-12",
        "行政村": "尚家沟村",
        "自然村": hamlet,
        "街巷": "主街",
        "街巷顺序": str(number),
        "经度": f"{111.25 + 0.0002 * number:.4f}",
        "纬度": f"{36.85 + 0.0001 * (number % 2):.4f}",
        "贫富类别": WEALTH[number % 4],
        "政治面貌": "中共党员" if number % 7 == 0 else "群众",
        "发展意愿一": WISHES[number % 3],
        "是否愿意加入": "是",
        "意向搭档": "",
        "不愿同组": "",
        "能否任户长": "是" if number % 4 == 0 else "否",
        **changes,
    }
    return [facts[heading] for heading in HEADINGS]


def workbook(lines: Sequence[Sequence[str]]) -> bytes:
    return render_workbook([SheetTable("花名册", [SheetColumn(h) for h in HEADINGS], lines)])


@pytest.fixture
def roster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Write a roster into an empty folder in which the command then works."""
    monkeypatch.chdir(tmp_path)

    def write(lines: Sequence[Sequence[str]], name: str = "roster.xlsx") -> Path:
        path = tmp_path / name
        path.write_bytes(workbook(lines))
        return path

    return write


def run(*arguments: Any) -> Result:
    return CliRunner().invoke(form, [str(argument) for argument in arguments])


def test_units_of_a_roster_are_formed_into_a_workbook(roster: Callable[..., Path], tmp_path: Path) -> None:
    path = roster([line(n) for n in range(25)])
    result = run(path, *DAY, "--language", "en")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "25 willing households in 3 units; 0 not in a unit." in result.stderr
    book = openpyxl.load_workbook(BytesIO((tmp_path / "units.xlsx").read_bytes()))
    assert book.sheetnames == ["Units", "Composition", "Not in a unit"]
    members = list(book["Units"].values)
    assert [members[1][0], members[1][2]] == ["尚家沟一单元", "赵甲子"]
    assert len({code for _unit, code, *_ in members[1:]}) == 25
    assert all("nearest are" in str(why).lower() for *_, why in members[1:])
    assert sum(size for _unit, size, *_ in list(book["Composition"].values)[1:]) == 25


def test_the_same_roster_and_seed_give_the_same_json(roster: Callable[..., Path]) -> None:
    path = roster([line(n) for n in range(25)])
    told = [run(path, *DAY, "--json", "-", "--quiet", "--seed", 5) for _ in range(2)]
    assert told[0].exit_code == 0
    assert told[0].stdout == told[1].stdout
    made = json.loads(told[0].stdout)
    assert (made["version"], made["seed"], len(made["input_hash"])) == (1, 5, 64)
    assert sorted(h["code"] for u in made["units"] for h in u["households"]) == [f"尚{n:03d}" for n in range(25)]
    assert {"near", "terms", "at"} <= set(made["units"][0]["households"][0]["why"])
    assert told[0].stderr == ""


def test_the_report_stands_alone_and_names_nobody_as_poor(roster: Callable[..., Path], tmp_path: Path) -> None:
    lines = [line(n, 姓名="赵<b>强" if n == 3 else line(n)[1]) for n in range(25)]
    path = roster([*lines, line(40, 是否愿意加入="否")])
    assert run(path, *DAY, "--report", "report.html").exit_code == 0
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "尚家沟一单元" in page
    assert "25 户自愿加入，编为 3 个单元；1 户未入单元。" in page
    assert "<b>强" not in page
    assert 'class="unit-map' in page
    for outside in ("http://", "https://", "<script", "<link"):
        assert outside not in page.replace("http://www.w3.org/2000/svg", "")
    for line_ in page.split("<tr>"):
        assert not ("困难" in line_.split("<svg")[0] and "赵" in line_.split("<svg")[0])


def test_sizes_and_weights_are_taken_from_the_command_line(roster: Callable[..., Path]) -> None:
    path = roster([line(n) for n in range(30)])
    made = json.loads(
        run(path, *DAY, "--json", "-", "--quiet", "--size", "5-6-7", "--weights", "wish=3, distance=0.5").stdout
    )
    assert (made["choices"]["wish"], made["choices"]["distance"], made["choices"]["balance"]) == (3.0, 0.5, 2.0)
    assert {len(u["households"]) for u in made["units"]} <= {5, 6, 7}


def test_only_the_hamlet_asked_for_is_formed(roster: Callable[..., Path]) -> None:
    path = roster([*(line(n) for n in range(16)), *(line(n, "上沟") for n in range(16))])
    made = json.loads(run(path, *DAY, "--json", "-", "--quiet", "--hamlet", "上沟").stdout)
    assert {u["hamlet"] for u in made["units"]} == {"上沟"}


def test_hamlets_of_one_name_in_two_villages_are_not_thrown_together(roster: Callable[..., Path]) -> None:
    here = [line(n, "前沟") for n in range(16)]
    there = [line(n, "前沟", 行政村="支进村", 户编号=f"支{n:03d}", 姓名=f"钱{line(n)[1][1:]}") for n in range(16)]
    made = json.loads(run(roster([*here, *there]), *DAY, "--json", "-", "--quiet").stdout)
    assert {u["hamlet"] for u in made["units"]} == {"尚家沟村前沟", "支进村前沟"}
    for unit in made["units"]:
        assert len({household["code"][0] for household in unit["households"]}) == 1


def test_small_hamlets_join_only_when_the_file_is_said_to_be_one_village(roster: Callable[..., Path]) -> None:
    path = roster([*(line(n) for n in range(16)), *(line(n, "上沟") for n in range(4))])
    alone = run(path, *DAY, "--json", "-", "--quiet")
    assert alone.exit_code == 3
    assert [r["hamlets"] for r in json.loads(alone.stdout)["refused"]] == [["上沟"]]
    joined = run(path, *DAY, "--json", "-", "--quiet", "--village")
    assert joined.exit_code == 0
    assert sum(len(u["households"]) for u in json.loads(joined.stdout)["units"]) == 20


def test_faults_are_told_by_cell_and_written_down_and_nothing_is_formed(
    roster: Callable[..., Path], tmp_path: Path
) -> None:
    lines = [line(n) for n in range(12)]
    lines[4] = line(4, 姓名="")
    path = roster(lines)
    result = run(path, *DAY, "--language", "en", "--report", "report.html")
    assert result.exit_code == 1
    assert "花名册!B6" in result.stderr
    assert not (tmp_path / "units.xlsx").exists()
    assert not (tmp_path / "report.html").exists()
    book = openpyxl.load_workbook(tmp_path / "roster-faults.xlsx")
    # The file comes back row for row with a last column of problems.
    rows = list(book["花名册"].values)
    assert rows[0][:2] == ("户编号", "姓名")
    assert [number for number, row in enumerate(rows) if row[-1]] == [0, 5]
    assert rows[5][0] == "尚004"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no workbook", "今天天气很好".encode()])
def test_a_file_that_is_no_roster_is_refused_in_one_sentence(
    roster: Callable[..., Path], tmp_path: Path, content: bytes
) -> None:
    path = roster([line(1)])
    path.write_bytes(content)
    result = run(path, *DAY)
    assert result.exit_code == 1
    assert result.stderr.strip().splitlines()[-1].startswith("roster.xlsx: ")
    assert {entry.name for entry in tmp_path.iterdir()} == {"roster.xlsx"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--size", "12-8"], "smallest size"),
        (["--size", "ten"], "8-12"),
        (["--size", "8-13-12"], "best size"),
        (["--weights", "near=1"], "no weight"),
        (["--weights", "wish=much"], "from 0 to 1000"),
        (["--weights", "wish=-1"], "from 0 to 1000"),
        (["--hamlet", "别处"], "not in the roster"),
        (["--scheduler", "tcp://127.0.0.1:8786"], "--scheduler"),
        (["--effort", "for ever"], "for ever"),
    ],
)
def test_what_is_not_understood_is_answered_with_what_would_be(
    roster: Callable[..., Path], tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    path = roster([line(n) for n in range(12)])
    result = run(path, *DAY, *arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert not (tmp_path / "units.xlsx").exists()


def test_a_hamlet_without_enough_heads_is_named_with_the_rule_and_the_households(
    roster: Callable[..., Path], tmp_path: Path
) -> None:
    path = roster(
        [*(line(n) for n in range(16)), *(line(n, "上沟", 能否任户长="是" if n == 0 else "否") for n in range(30))]
    )
    result = run(path, *DAY, "--language", "en")
    assert result.exit_code == 3
    assert "上沟: 30 households need at least 3 units" in result.stderr
    assert "Find 2 more" in result.stderr
    assert "上000" in result.stderr
    book = openpyxl.load_workbook(tmp_path / "units.xlsx")
    assert {row[3] for row in list(book["Units"].values)[1:]} == {"尚家沟"}
    assert len(list(book["Not in a unit"].values)) == 31


def test_where_nobody_is_willing_nothing_is_written(roster: Callable[..., Path], tmp_path: Path) -> None:
    path = roster([line(n, 是否愿意加入="否") for n in range(12)])
    result = run(path, *DAY)
    assert result.exit_code == 3
    assert "名册里没有自愿加入单元的农户。" in result.stderr
    assert not (tmp_path / "units.xlsx").exists()


def test_the_command_works_in_an_empty_folder_without_database_or_keys(
    roster: Callable[..., Path], tmp_path: Path
) -> None:
    path = roster([line(n) for n in range(12)])
    code = (
        "import sys; from django.db.backends.base.base import BaseDatabaseWrapper as W\n"
        "def stop(self): raise SystemExit('the database was opened')\n"
        "W.connect = stop\n"
        "from shihu.fronts.cli.main import main; main()"
    )
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("SHIHU_", "DJANGO_", "DATABASE_"))}
    ran = subprocess.run(
        [sys.executable, "-c", code, "form", path.name, "--quiet", *DAY],
        cwd=tmp_path,
        env={**clean, "SHIHU_BUILD": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert {entry.name for entry in tmp_path.iterdir()} == {"roster.xlsx", "units.xlsx"}
