"""The Chinese of the frame: complete, and the libraries' gaps are filled."""

import re
from pathlib import Path

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils import translation

CATALOGUE = (
    Path(__file__).resolve().parents[3] / "src/shihu/fronts/ui/locale/zh_Hans/LC_MESSAGES/django.po"
).read_text(encoding="utf-8")
ENTRIES = [block for block in CATALOGUE.split("\n\n")[1:] if block.strip()]


def test_every_sentence_has_its_chinese() -> None:
    assert len(ENTRIES) > 250
    assert [entry for entry in ENTRIES if re.search(r'msgstr(\[0\])? ""$', entry.strip())] == []
    assert "fuzzy" not in CATALOGUE


def test_the_chinese_shouts_at_nobody_and_keeps_every_value() -> None:
    for entry in ENTRIES:
        english, chinese = entry.rsplit("msgstr", 1)
        assert "！" not in chinese
        wanted = set(re.findall(r"%\((\w+)\)s", english.split("msgid_plural")[-1]))
        assert set(re.findall(r"%\((\w+)\)s", chinese)) == wanted


def test_the_libraries_gaps_are_filled() -> None:
    with translation.override("zh-hans"):
        assert MinimumLengthValidator(10).get_error_message() == "密码太短，至少要 10 位。"
