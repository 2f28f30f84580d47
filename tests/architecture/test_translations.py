"""Everything that a screen says stands in a catalogue, in Chinese."""

import os
import re
import shutil
from pathlib import Path

import pytest

from shihu.fronts.cli import translations


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sources, so that extracting changes nothing of ours."""
    if shutil.which("xgettext") is None:
        message = "No xgettext on this machine (Debian: apt-get install gettext)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    source = tmp_path / "shihu"
    shutil.copytree(translations.SOURCE, source, ignore=shutil.ignore_patterns("__pycache__", "*.mo", "static"))
    monkeypatch.setattr(translations, "SOURCE", source)
    return source


def test_nothing_on_screen_is_left_untranslated(copy: Path) -> None:
    lacking = {}
    for home in translations.homes():
        translations.extract(home)
        catalogue = home / "locale" / translations.LOCALE / "LC_MESSAGES" / "django.po"
        if catalogue.exists() and (texts := translations.missing(catalogue)):
            lacking[str(home.relative_to(copy))] = texts
    assert lacking == {}


def test_no_sentence_is_marked_by_a_name_that_the_extraction_does_not_know() -> None:
    wrong = []
    for path in sorted(translations.SOURCE.rglob("*.py")):
        told = re.findall(r"\b\w*gettext(?:_lazy)? as (\w+)", path.read_text(encoding="utf-8"))
        wrong += [f"{path.relative_to(translations.SOURCE)}: {name}" for name in told if name != "_"]
    assert wrong == []


def test_every_place_of_a_sentence_is_kept_by_its_translation() -> None:
    broken = []
    for path in translations.catalogues():
        for message in translations.read(path):
            if message.id and "python-format" in message.flags:
                broken += [f"{path.parent.parent.parent.parent.name}: {error}" for error in message.check()]
    assert broken == []
