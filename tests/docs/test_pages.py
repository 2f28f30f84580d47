"""The pages for people hold: links lead somewhere, commands exist, the first lines are the two words."""

import re
from pathlib import Path

import pytest

from shihu.fronts.cli.main import WORDS

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("document", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    lost = [link for link in links if "://" not in link and not (document.parent / link).exists()]
    assert lost == []


@pytest.mark.parametrize("document", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_word_of_the_command_line_that_a_page_names_exists(document: Path) -> None:
    named = set(re.findall(r"\bshihu ([a-z]+)\b", document.read_text(encoding="utf-8")))
    in_code = set(re.findall(r"`shihu ([a-z]+)", document.read_text(encoding="utf-8")))
    assert in_code <= set(WORDS), named - set(WORDS)


@pytest.mark.parametrize("document", ["README.md", "README.zh.md"])
def test_a_readme_opens_with_the_two_words(document: str) -> None:
    first = [line for line in (ROOT / document).read_text(encoding="utf-8").splitlines() if line.startswith("make ")]
    assert [line.split()[1] for line in first[:2]] == ["demo", "test"]


def test_every_page_under_docs_is_reached_from_the_readme_or_another_page() -> None:
    reached = set()
    for page in PAGES:
        for link in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            target = (page.parent / link).resolve()
            reached |= {target, *(target.rglob("*.md") if target.is_dir() else ())}
    assert [str(p.relative_to(ROOT)) for p in PAGES if p.parent != ROOT and p.resolve() not in reached] == []
