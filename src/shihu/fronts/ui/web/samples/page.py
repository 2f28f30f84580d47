"""The style page as one object."""

from collections.abc import Mapping
from dataclasses import dataclass

from shihu.base.evidence.types import Gallery
from shihu.fronts.ui import icons
from shihu.fronts.ui.web.samples import files, form, income, tables, words
from shihu.fronts.ui.web.samples import map as hamlet_map
from shihu.kernel.numerals import chinese
from shihu.kernel.presentation import (
    Action,
    Badge,
    Chart,
    Composition,
    Empty,
    Event,
    Fact,
    Histogram,
    Light,
    PageHead,
    Piles,
    Progress,
    Ranking,
    Stat,
    Swatch,
    Tab,
    Table,
    UnitMap,
)


@dataclass(frozen=True, slots=True)
class StylePage:
    """Every component, filled."""

    head: PageHead
    stats: tuple[Stat, ...]
    facts: tuple[Fact, ...]
    tabs: tuple[Tab, ...]
    empty: Empty
    events: tuple[Event, ...]
    progresses: tuple[Progress, ...]
    wealth: Composition
    hamlet: Composition
    party: Composition
    chart: Chart
    map: UnitMap
    spark: tuple[float, ...]
    bars: tuple[tuple[str, float], ...]
    piles: Piles
    ranking: Ranking
    histogram: Histogram
    table: Table
    bare: Table
    none: Table
    buttons: tuple[Action, ...]
    badges: tuple[Badge, ...]
    lights: tuple[Light, ...]
    units: tuple[Swatch, ...]
    form: form.SampleForm
    gallery: Gallery
    no_files: Gallery
    icons: tuple[str, ...]
    papers: tuple[str, ...]
    inks: tuple[str, ...]
    tones: tuple[str, ...]
    data_tones: tuple[str, ...]
    sizes: tuple[int, ...]


def page(given: Mapping[str, str]) -> StylePage:
    """Fill every component; the table answers to the address like a real one."""
    return StylePage(
        head=words.head(),
        stats=words.stats(),
        facts=words.facts(),
        tabs=words.tabs(),
        empty=words.empty(),
        events=words.events(),
        progresses=words.progresses(),
        wealth=tables.wealth(),
        hamlet=tables.hamlet(),
        party=tables.party(),
        chart=words.chart(),
        map=hamlet_map.unit_map(selected=given.get("unit", "3")),
        spark=(412.0, 408.0, 431.0, 440.0, 436.0, 462.0, 471.0, 468.0, 490.0),
        bars=words.bars(),
        piles=income.piles(),
        ranking=income.ranking(),
        histogram=income.histogram(),
        table=tables.table(given),
        bare=tables.bare(),
        none=tables.none(),
        buttons=words.buttons(),
        badges=words.badges(),
        lights=words.lights(),
        units=tuple(Swatch(at, f"尚家沟{chinese(at)}单元") for at in range(1, 7)),
        form=form.faulty(),
        gallery=files.gallery(),
        no_files=files.nothing(),
        icons=icons.names(),
        papers=("paper", "surface", "sunken", "line", "edge"),
        inks=("ink", "ink-2", "ink-3"),
        tones=("seal", "pine", "ochre", "indigo"),
        data_tones=("indigo", "ochre", "pine", "plum", "slate", "clay"),
        sizes=(34, 26, 20, 16, 14, 12),
    )
