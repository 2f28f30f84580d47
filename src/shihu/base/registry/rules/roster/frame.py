"""A roster as clean columns: one row for each person, with the household it belongs to."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from shihu.base.registry.rules.headings import FIELDS
from shihu.base.registry.rules.roster.places import Hamlets
from shihu.base.registry.rules.roster.terms import Terms
from shihu.base.registry.types.imports import ColumnMatch, Fault, Layout, Severity
from shihu.base.sheets.types import Cell, Sheet, Trouble, as_date, lost_digits, text

_FOOT = re.compile(r"^(合计|总计|小计|共计|填表|制表|填报|审核|说明|注[:：]|备注|负责人|单位[:：])")
_HOUSEHOLDER = "relation.householder"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a check may know besides the frame."""

    terms: Terms
    hamlets: Hamlets
    today: date
    allow_reserved: bool = False
    known_codes: Mapping[str, str] = field(default_factory=dict)  # code -> householder, of the registry
    known_names: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)  # (hamlet, name) -> codes


@dataclass(frozen=True)
class Frame:
    """The columns of a roster by field. ``row`` is the sheet's row number, ``group`` the household."""

    table: pl.DataFrame
    sheet: str
    layout: Layout
    columns: Mapping[str, ColumnMatch]
    troubles: Mapping[tuple[int, str], Trouble]

    def has(self, name: str) -> bool:
        """Tell whether the roster has a column for the field."""
        return name in self.columns

    def many(self, name: str) -> list[str]:
        """Return the columns of a field that may have several, in their order."""
        return [column for column in self.columns if column.split("#")[0] == name]

    def fault(
        self,
        name: str,
        row: int,
        code: str,
        value: object = "",
        severity: Severity = Severity.FAULT,
        /,
        **values: object,
    ) -> Fault:
        """Return a fault of one cell."""
        column = self.columns.get(name)
        said = {key: str(word) for key, word in values.items()}
        letter, heading = (column.letter, column.heading) if column else ("", "")
        return Fault(self.sheet, row, letter, heading, str(value), code, severity, said)

    def each(
        self, condition: pl.Expr, name: str, code: str, severity: Severity = Severity.FAULT, /, **values: object
    ) -> Iterator[Fault]:
        """Yield a fault for every row where ``condition`` holds; once a household for what belongs to it."""
        of_household = FIELDS[name.split("#", maxsplit=1)[0]].of_household
        for row, value in (
            (self.households if of_household else self.table).filter(condition).select("row", name).iter_rows()
        ):
            yield self.fault(name, row, code, value, severity, **values)

    def uniques(self, name: str) -> list[str]:
        """Return the different texts of a column, without the empty one; none where the column is not there."""
        if not self.has(name):
            return []
        return [said for said in self.table[name].unique(maintain_order=True).to_list() if said]

    @cached_property
    def households(self) -> pl.DataFrame:
        """The first row of each household."""
        return self.table.unique("group", keep="first", maintain_order=True)


def build(sheet: Sheet, header: int, columns: Sequence[ColumnMatch], setting: Setting) -> Frame:
    """Clean the mapped columns of ``sheet`` below row ``header`` and find the households."""
    named: dict[str, ColumnMatch] = {}
    for column in columns:
        if column.field:
            name = column.field
            number = 2
            while name in named:
                name = f"{column.field}#{number}"
                number += 1
            named[name] = column
    rows = _filled(sheet, header)
    kept = [header + 1 + n for n, row in enumerate(rows) if _counts(row, named)]
    data: dict[str, Any] = {"row": [number + 1 for number in kept]}
    for name, column in named.items():
        cells = [rows[number - header - 1][column.index] for number in kept]
        data[name] = _texts(cells)
        if name == "id_number":
            data["id_lost"] = [lost_digits(cell) for cell in cells]
    table = pl.DataFrame(data, schema_overrides={"row": pl.Int32, **dict.fromkeys(named, pl.String)})
    table = _dated(table, named)
    layout = _layout(table, named)
    if "name" not in named and "householder" in named:
        named["name"] = named["householder"]
        table = table.with_columns(pl.col("householder").alias("name"))
    table = _grouped(table, layout, named, setting.terms)
    troubles = {
        (row + 1, name): trouble
        for (row, index), trouble in sheet.troubles.items()
        for name, column in named.items()
        if column.index == index and row > header
    }
    return Frame(table, sheet.name, layout, named, troubles)


def _filled(sheet: Sheet, header: int) -> list[Sequence[Cell]]:
    """Return the rows below the header with merged cells filled from their first."""
    rows: list[Sequence[Cell]] = list(sheet.rows[header + 1 :])
    for span in sheet.merged:
        if span.top <= header or span.top == span.bottom:
            continue
        value = sheet.rows[span.top][span.left] if span.top < len(sheet.rows) else ""
        for number in range(span.top + 1, min(span.bottom, len(sheet.rows) - 1) + 1):
            changed = list(rows[number - header - 1])
            changed[span.left] = value
            rows[number - header - 1] = changed
    return rows


def _counts(row: Sequence[Cell], named: Mapping[str, ColumnMatch]) -> bool:
    """Tell whether a row is one of the list: not empty, not its foot, not the headings once more."""
    filled = [column for column in named.values() if row[column.index] not in ("", None)]
    if not filled:
        return False
    if len(filled) > 2 and all(text(row[column.index]) == column.heading for column in filled[:3]):
        return False
    first = next(text(cell) for cell in row if cell not in ("", None))
    name = named.get("name") or named.get("householder")
    return not (_FOOT.match(first) and (len(filled) <= 2 or name is None or row[name.index] == ""))


def _texts(cells: Sequence[Cell]) -> list[str]:
    seen: dict[str, str] = {}
    out = []
    for cell in cells:
        if isinstance(cell, str):
            said = seen.get(cell)
            if said is None:
                said = seen[cell] = text(cell)
            out.append(said)
        else:
            out.append(text(cell))
    return out


def _dated(table: pl.DataFrame, named: Mapping[str, ColumnMatch]) -> pl.DataFrame:
    added = []
    for name in ("birth", "party_since"):
        if name in named:
            days = {said: as_date(said) for said in table[name].unique().to_list()}
            added.append(pl.Series(f"{name}_day", [days[said] for said in table[name].to_list()], dtype=pl.Date))
    return table.with_columns(
        *added, *([pl.col("id_number").str.to_uppercase().str.replace_all(" ", "")] if "id_number" in named else [])
    )


def _layout(table: pl.DataFrame, named: Mapping[str, ColumnMatch]) -> Layout:
    """One row for each person, unless nothing tells persons of one household apart from households."""
    if "name" not in named:
        return Layout.HOUSEHOLDS
    if "relation" in named or "householder" in named:
        return Layout.PERSONS
    if "code" in named and table["code"].n_unique() < table.height:
        return Layout.PERSONS
    return Layout.HOUSEHOLDS


def _grouped(table: pl.DataFrame, layout: Layout, named: Mapping[str, ColumnMatch], terms: Terms) -> pl.DataFrame:
    """Number the households and fill their columns down from the first row that tells."""
    if layout is Layout.HOUSEHOLDS:
        return table.with_columns(
            pl.int_range(pl.len(), dtype=pl.Int32).alias("group"), pl.lit(_HOUSEHOLDER).alias("relation_term")
        )
    if "relation" in named:
        relations = {said: terms.find("relation", said) for said in table["relation"].unique().to_list() if said}
        relation = pl.col("relation").replace_strict(relations, default=None, return_dtype=pl.String)
    elif "householder" in named:
        is_head = (pl.col("householder") == pl.col("name")) | (pl.col("householder") == "").all()
        relation = pl.when(is_head).then(pl.lit(_HOUSEHOLDER)).otherwise(pl.lit("relation.other"))
    else:
        first = pl.col("code").replace("", None).forward_fill().is_first_distinct()
        relation = pl.when(first).then(pl.lit(_HOUSEHOLDER)).otherwise(pl.lit("relation.other"))
    table = table.with_columns(relation.alias("relation_term"))
    if "code" in named and (table["code"] != "").any():
        key = pl.col("code").replace("", None).forward_fill().fill_null("")
        table = table.with_columns(key.alias("code"), key.rank("dense").cast(pl.Int32).alias("group"))
    elif "relation" in named:
        starts = (pl.col("relation_term") == _HOUSEHOLDER).fill_null(value=False)
        table = table.with_columns(starts.cast(pl.Int32).cum_sum().alias("group"))
    else:
        head = pl.col("householder").replace("", None).forward_fill().fill_null("")
        place = [pl.col("hamlet").replace("", None).forward_fill().fill_null("")] if "hamlet" in named else []
        table = table.with_columns(pl.concat_str([head, *place], separator="\t").rle_id().cast(pl.Int32).alias("group"))
    fill = [name for name in named if FIELDS[name.split("#")[0]].of_household and name != "code"]
    return table.with_columns(
        # What the first telling row of a household says holds for all its rows that say nothing.
        pl.when(pl.col(name) == "")
        .then(pl.col(name).filter(pl.col(name) != "").first().over("group").fill_null(""))
        .otherwise(pl.col(name))
        .alias(name)
        for name in fill
    )
