"""Income of a place as a page: who gained how much, and unit beside unit; each number says how it is reckoned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from shihu.base.sheets.types import SheetColumn, SheetTable, Written
from shihu.kernel.money import decimal, yuan
from shihu.kernel.presentation import (
    Bin,
    Column,
    Empty,
    Histogram,
    Link,
    PageHead,
    Ranked,
    Ranking,
    Row,
    Stat,
    Tab,
    Table,
    asked_page,
)
from shihu.services.industry.rules.pictures import a_head, a_mu, bins, median
from shihu.services.industry.types import LEAST_COUNTED, Income, PlaceYear, UnitYear
from shihu.services.industry.web import wording
from shihu.services.industry.web.pages.links import year_tabs

LINE = 2_000_000  # fen: the 20,000 yuan that were published
_STEP = 500_000
_MOST_BARS = 40


@dataclass(frozen=True, slots=True)
class PlacePage:
    """A place's year: the distribution of gains, then units side by side."""

    head: PageHead
    years: tuple[Tab, ...]
    stats: tuple[Stat, ...]
    histogram: Histogram
    definition: str
    own: str
    gains: Table | None
    bases: tuple[Tab, ...]
    ranking: Ranking
    fairness: tuple[str, ...]
    units: Table


def place_page(
    told: PlaceYear,
    name: str,
    *,
    hamlets: Mapping[str, str],
    asked: Mapping[str, str],
    today: date,
    may_export: bool,
) -> PlacePage:
    """The year of a place."""
    address = reverse("industry_pictures_place", kwargs={"place": told.place})
    export = reverse("industry_pictures_export", kwargs={"place": told.place}) if may_export else ""
    by_mu = asked.get("by") == "mu"
    values = [one.gain for one in told.gains]
    above = sum(1 for value in values if value >= LINE)
    middle = median(values)
    mine = next((one for one in told.gains if one.code == told.own), None)
    back = Link(_("Projects"), f"{reverse('industry_projects_list')}?place={told.place}") if told.sees else None
    return PlacePage(
        head=PageHead(
            _("Income of %(place)s, %(year)s") % {"place": name, "year": told.year},
            _("Reckoned from slips, the advance book and the ledger, up to %(day)s.") % {"day": wording.day(told.last)},
            back=back,
        ),
        years=year_tabs(address, told.year, today),
        stats=(
            Stat(_("Households with 20,000 yuan or more"), str(above), tone="pine"),
            Stat(_("Households in projects of the year"), str(len(values))),
            Stat(pgettext("income", "In the middle"), yuan(middle) if middle is not None else "—", _("yuan")),
        ),
        histogram=_histogram(values, above),
        definition=_gain_defined(),
        own=_("Ours: %(yuan)s yuan.") % {"yuan": yuan(mine.gain)} if mine else "",
        gains=_gains_table(told.gains, told.year, asked, export) if told.sees else None,
        bases=(
            Tab(_("For each household"), f"{address}?year={told.year}", not by_mu),
            Tab(_("For each mu"), f"{address}?year={told.year}&by=mu", by_mu),
        ),
        ranking=_ranking(told, hamlets, by_mu=by_mu),
        fairness=_fairness(told, by_mu=by_mu),
        units=_units_table(told, hamlets, by_mu=by_mu),
    )


def _gain_defined() -> str:
    return _(
        "Gain: what a household's goods brought less fees and funds, less inputs and shed rent of the whole season, in "
        "the projects whose season began this year. What is not sold yet is not in it, but all its inputs are."
    )


def _histogram(values: Sequence[int], above: int) -> Histogram:
    title = ngettext(
        "%(above)s of %(count)s household gained 20,000 yuan or more",
        "%(above)s of %(count)s households gained 20,000 yuan or more",
        len(values),
    ) % {"above": above, "count": len(values)}
    told = bins(values, _STEP, LINE) if values else []
    return Histogram(
        title if values else _("No season began this year"),
        tuple(Bin(low // 100, high // 100, count, f"{low // 100:,} – {high // 100:,}") for low, high, count in told),
        LINE // 100,
        _("20,000 yuan"),
        lead=_("How many households lie where, in steps of 5,000 yuan of gain."),
        unit=_("yuan"),
        count_word=_("Households"),
    )


def _gains_table(gains: Sequence[Income], year: int, asked: Mapping[str, str], export: str) -> Table:
    heads = (
        Column("who", _("Household of"), names_row=True),
        Column("code", _("Code")),
        Column("gain", pgettext("industry", "Gain"), "number", _("yuan")),
        Column("income", _("With wages, dividends, awards"), "number", _("yuan")),
    )
    pager = asked_page(asked, len(gains), 20)
    rows = tuple(
        Row(
            (
                Link(
                    one.householder or one.code,
                    f"{reverse('industry_pictures_year', kwargs={'code': one.code})}?year={year}",
                ),
                one.code,
                yuan(one.gain),
                yuan(one.income),
            )
        )
        for one in gains[pager.offset : pager.offset + pager.size]
    )
    empty = Empty(_("No household takes part in a project of this year"))
    return Table(
        heads,
        rows,
        _("Household by household"),
        pager=pager,
        export=f"{export}?year={year}" if export and gains else "",
        empty=empty,
        id="gains",
    )


def _named(unit: UnitYear, hamlets: Mapping[str, str]) -> str:
    """A unit's name, with its hamlet where the name does not say it."""
    hamlet = hamlets.get(unit.hamlet, "")
    return unit.name if unit.name.startswith(hamlet) else f"{hamlet} {unit.name}"


def _value(unit: UnitYear, *, by_mu: bool) -> int | None:
    return a_mu(unit) if by_mu else a_head(unit)


def _compared(told: PlaceYear, *, by_mu: bool) -> list[tuple[UnitYear, int]]:
    """Units with a value that may be shown, the highest first."""
    found = [(unit, _value(unit, by_mu=by_mu)) for unit in told.units if unit.is_shown and unit.counted]
    return sorted(((u, v) for u, v in found if v is not None), key=lambda pair: (-pair[1], pair[0].name))


def _middle(rows: Sequence[tuple[UnitYear, int]]) -> int | None:
    return median([value for unit, value in rows if not unit.is_thin])


def _ranking(told: PlaceYear, hamlets: Mapping[str, str], *, by_mu: bool) -> Ranking:
    rows = _compared(told, by_mu=by_mu)
    middle = _middle(rows)
    thin = _("%(counted)s of %(households)s households")
    bars = tuple(
        Ranked(
            _named(unit, hamlets),
            value,
            yuan(value),
            thin % {"counted": unit.counted, "households": unit.households},
            href=reverse("units_unit", kwargs={"key": unit.key}) if told.sees or unit.is_own else "",
            is_faint=unit.is_thin,
            is_own=unit.is_own,
        )
        for unit, value in rows[:_MOST_BARS]
    )
    title = _("Income for each mu of land, unit by unit") if by_mu else _("Income for each household, unit by unit")
    return Ranking(
        title if rows else _("No unit has income of this year yet"),
        bars,
        lead=_("Yuan of the year so far. Beside each name: how many of its households have any."),
        middle=middle,
        middle_word=_("In the middle of the units: %(yuan)s yuan") % {"yuan": yuan(middle)}
        if middle is not None
        else "",
    )


def _fairness(told: PlaceYear, *, by_mu: bool) -> tuple[str, ...]:
    said = [
        _("Income: gains of projects with wages, dividends and awards of the year.")
        + " "
        + (
            _("It is shared out over all land that the unit's households hold.")
            if by_mu
            else _("It is shared out over all households of the unit, also those without any.")
        ),
        _("A unit in which fewer than %(least)s households have income is drawn dashed and not in the middle.")
        % {"least": LEAST_COUNTED},
        _("The middle: half of the units lie above it, half below."),
    ]
    hidden = sum(1 for unit in told.units if not unit.is_shown)
    if hidden:
        said.append(
            ngettext(
                "%(count)s unit is not shown: too few households stand behind its number.",
                "%(count)s units are not shown: too few households stand behind their numbers.",
                hidden,
            )
            % {"count": hidden}
        )
    if by_mu and any(not unit.land for unit in told.units):
        said.append(_("Where the roster knows no land of a unit, nothing is reckoned for a mu."))
    return tuple(said)


def _units_table(told: PlaceYear, hamlets: Mapping[str, str], *, by_mu: bool) -> Table:
    unit_word = _("yuan")
    heads = (
        Column("unit", pgettext("income", "Unit"), names_row=True),
        Column("homes", _("Households"), "number"),
        Column("counted", pgettext("income", "with income"), "number"),
        Column("head", _("For each household"), "number", unit_word),
        Column("mu", _("For each mu"), "number", unit_word),
        Column("kg", _("Delivered"), "number", _("kg")),
        Column("owes", _("Advances left"), "number", unit_word),
    )
    shown = {unit.key: at for at, (unit, _v) in enumerate(_compared(told, by_mu=by_mu))}
    ordered = sorted(told.units, key=lambda unit: (shown.get(unit.key, len(shown)), unit.hamlet, unit.name))
    rows = tuple(_unit_row(unit, hamlets) for unit in ordered)
    empty = Empty(_("No units stand here yet"), _("Form the ten-household units first; then they can be compared."))
    return Table(heads, rows, _("Units in numbers"), empty=empty, id="units")


def _unit_row(unit: UnitYear, hamlets: Mapping[str, str]) -> Row:
    name = _named(unit, hamlets)
    if not unit.is_shown:
        few = _("too few to be shown")
        return Row((Link(name, note=few), unit.households, "—", "—", "—", "—", "—"))
    head, mu = a_head(unit), a_mu(unit)
    return Row(
        (
            Link(name, note=pgettext("income", "ours") if unit.is_own else ""),
            unit.households,
            unit.counted,
            yuan(head) if head is not None and unit.counted else "—",
            yuan(mu) if mu is not None and unit.counted else "—",
            wording.kg(unit.grams),
            yuan(unit.owes),
        ),
        is_marked=unit.is_own,
    )


def sheets(told: PlaceYear, hamlets: Mapping[str, str]) -> list[SheetTable]:
    """Gains and units as a workbook."""
    people: list[tuple[Written, ...]] = [
        (one.code, one.householder, decimal(one.gain), decimal(one.income)) for one in told.gains
    ]
    units: list[tuple[Written, ...]] = []
    for unit in told.units:
        head, mu = a_head(unit), a_mu(unit)
        money = tuple(decimal(value) if value is not None else "" for value in (head, mu))
        units.append(
            (
                hamlets.get(unit.hamlet, ""),
                unit.name,
                unit.households,
                unit.counted,
                *money,
                wording.kg(unit.grams),
                decimal(unit.owes),
            )
        )
    gains = SheetTable(
        _("Household by household"),
        (
            SheetColumn(_("Code"), width=18),
            SheetColumn(_("Household of")),
            SheetColumn(pgettext("industry", "Gain"), "money"),
            SheetColumn(_("With wages, dividends, awards"), "money"),
        ),
        people,
        title=_gain_defined(),
    )
    compared = SheetTable(
        pgettext("industry", "Unit beside unit"),
        (
            SheetColumn(_("Hamlet")),
            SheetColumn(pgettext("income", "Unit")),
            SheetColumn(_("Households"), "number"),
            SheetColumn(pgettext("income", "with income"), "number"),
            SheetColumn(_("For each household"), "money"),
            SheetColumn(_("For each mu"), "money"),
            SheetColumn(_("Delivered")),
            SheetColumn(_("Advances left"), "money"),
        ),
        units,
        title=_("Units in numbers"),
    )
    return [gains, compared]
