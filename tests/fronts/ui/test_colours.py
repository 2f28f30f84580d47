"""Every pair of text and ground is readable by the AA rule, in light and dark, reckoned from the files themselves."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[3] / "src" / "shihu" / "fronts" / "ui" / "static" / "ui"
GROUNDS = ("paper", "surface", "sunken")
TONES = ("seal", "pine", "ochre", "indigo")
SERIES = ("indigo", "ochre", "pine", "plum", "slate", "clay")


def tokens(sheet: str) -> dict[str, str]:
    text = (STATIC / sheet).read_text(encoding="utf-8")
    root = text[text.index(":root {") : text.index("}", text.index(":root {"))]
    return dict(re.findall(r"--([\w-]+): (#[0-9A-Fa-f]{6})", root))


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.fixture(params=["ui.css", "dark.css"])
def colours(request: pytest.FixtureRequest) -> dict[str, str]:
    return tokens(request.param)


def test_the_measure_gives_the_known_extremes() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


def test_light_and_dark_name_the_same_colours() -> None:
    assert tokens("ui.css").keys() == tokens("dark.css").keys()
    assert len(tokens("ui.css")) > 25


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", ["ink", "ink-2", "ink-3", *(f"{tone}-ink" for tone in TONES)])
def test_every_ink_reads_on_every_ground(colours: dict[str, str], ink: str, ground: str) -> None:
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("ink", ["ink", "ink-2", "own"])
def test_words_read_on_the_washes_of_notices_and_badges(colours: dict[str, str], tone: str, ink: str) -> None:
    word = colours[f"{tone}-ink"] if ink == "own" else colours[ink]
    assert contrast(word, colours[f"{tone}-wash"]) >= 4.5


@pytest.mark.parametrize("ground", ["seal", "seal-deep"])
def test_the_primary_button_reads_at_rest_and_under_the_pointer(colours: dict[str, str], ground: str) -> None:
    assert contrast(colours["on-seal"], colours[ground]) >= 4.5


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("shape", ["edge", "ash", "seal", *SERIES])
def test_shapes_and_borders_of_controls_stand_out(colours: dict[str, str], shape: str, ground: str) -> None:
    assert contrast(colours[shape], colours[ground]) >= 3
