"""What the files of the look promise: small, no style in markup, no unknown sign or class."""

import re
from pathlib import Path

import pytest

from shihu.fronts.ui import icons

HOME = Path(__file__).resolve().parents[3] / "src" / "shihu"
UI = HOME / "fronts" / "ui"
TEMPLATES = sorted(HOME.glob("*/*/templates/**/*.html"))
OURS = sorted((UI / "templates").rglob("*.html"))
SHEETS = sorted((UI / "static" / "ui").glob("*.css"))

# Said by scripts and libraries, or hooks without a look of their own.
SILENT = {"picking", "print", "wide", "narrow", "line", "top", "choosing", "held", "roams"}


def words(text: str) -> set[str]:
    """Return the class names that a template writes, without the template language between them."""
    found: set[str] = set()
    for value in re.findall(r'class="((?:[^"{]|{[^"]*?}|{%.*?%})*)"', text):
        plain = re.sub(r"{%.*?%}", " ", re.sub(r"{{.*?}}", "§", value))
        found |= {word for word in plain.split() if re.fullmatch(r"[a-z][a-z0-9-]*", word)}
    return found


def test_the_base_sheet_stays_under_25_kilobytes() -> None:
    assert (UI / "static" / "ui" / "ui.css").stat().st_size < 25_000


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(HOME)))
def test_no_markup_holds_a_style_or_a_colour_or_a_script_of_its_own(template: Path) -> None:
    text = re.sub(r"{%.*?%}|{{.*?}}", "", template.read_text(encoding="utf-8"))
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")", text)
    assert not re.search(r"(fill|stroke|color)=\"#", text)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(HOME)))
def test_every_sign_that_a_template_asks_for_is_drawn(template: Path) -> None:
    asked = set(re.findall(r'{% icon "([^"]*)" %}', template.read_text(encoding="utf-8")))
    assert asked <= set(icons.names())


def test_every_class_of_our_templates_has_a_look() -> None:
    dressed = {word for sheet in SHEETS for word in re.findall(r"\.([a-z][a-z0-9-]*)", sheet.read_text("utf-8"))}
    used = {word for template in OURS for word in words(template.read_text(encoding="utf-8"))}
    assert used - dressed - SILENT == set()
    assert len(used) > 80


def test_nothing_vendored_stands_in_the_tree() -> None:
    assert not list(UI.rglob("*.min.*"))
