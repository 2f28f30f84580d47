"""The style page as one object."""

from collections.abc import Mapping
from dataclasses import dataclass

from shihu.fronts.ui.web.samples import map as hamlet_map
from shihu.fronts.ui.web.samples import tables, words
from shihu.kernel.presentation import (
    Chart,
    Composition,
    Empty,
    Event,
    Fact,
    PageHead,
    Progress,
    Stat,
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
    table: Table
    bare: Table
    tones: tuple[str, ...]
    data_tones: tuple[str, ...]


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
        table=tables.table(given),
        bare=tables.bare(),
        tones=("seal", "pine", "ochre", "indigo"),
        data_tones=("indigo", "ochre", "pine", "plum", "slate", "clay"),
    )
