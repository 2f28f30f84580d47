"""Checks of whole households: who heads them, where they live, what they want and were."""

from collections.abc import Iterator

import polars as pl

from shihu.base.registry.rules.roster.frame import Frame, Setting
from shihu.base.registry.rules.roster.statuses import exit_day, exit_unregistered, registered_day
from shihu.base.registry.rules.roster.terms import is_no_class, parts, yes_or_no
from shihu.base.registry.types.imports import Fault, Layout, Severity

_HOUSEHOLDER = "relation.householder"
_DOUBT = Severity.DOUBT
_YOUNG = 16
_LONGEST_CODE = 24
_MUCH_LAND = 500
_MOST_LAND = 99_999


def unknown_terms(
    frame: Frame, setting: Setting, name: str, vocabulary: str, *, split: bool = False
) -> Iterator[Fault]:
    """Words of a column that no term has, or whose term is no longer in force."""
    for said in frame.uniques(name):
        for word in parts(said) if split else [said]:
            term = setting.terms.find(vocabulary, word)
            if term is None and split and len(parts(said)) > 1:
                term = setting.terms.find(vocabulary, said)
            here = pl.col(name) == said
            if term is None:
                near = setting.terms.near(vocabulary, word)
                yield from frame.each(here, name, "term_unknown", _DOUBT, said=word, near=near)
            elif (until := setting.terms.terms[term].until) is not None and until < setting.today:
                yield from frame.each(here, name, "term_over", _DOUBT, said=word, day=until)


def householders(frame: Frame, setting: Setting) -> Iterator[Fault]:
    """Every household has exactly one householder."""
    if frame.layout is Layout.HOUSEHOLDS:
        return
    name = "relation" if frame.has("relation") else "name"
    head = pl.col("relation_term") == _HOUSEHOLDER
    counted = frame.table.group_by("group", maintain_order=True).agg(
        pl.col("row").first(),
        head.fill_null(value=False).sum().alias("heads"),
        pl.col("name").filter(head).alias("names"),
        pl.col("row").filter(head).alias("rows"),
        pl.col("name").first().alias("first"),
    )
    for row, first in counted.filter(pl.col("heads") == 0).select("row", "first").iter_rows():
        yield frame.fault(name, row, "no_householder", first)
    for heads, names, rows in counted.filter(pl.col("heads") > 1).select("heads", "names", "rows").iter_rows():
        for row in rows[1:]:
            yield frame.fault(name, row, "two_householders", names[0], count=heads, names="、".join(names))
    if frame.has("birth"):
        young = head & (pl.col("birth_day").dt.offset_by(f"{_YOUNG}y") > setting.today)
        for row, said, day in frame.table.filter(young).select("row", "birth", "birth_day").iter_rows():
            yield frame.fault("birth", row, "householder_young", said, _DOUBT, age=(setting.today - day).days // 365)
    if frame.has("householder"):
        wrong = (
            head & (pl.col("householder") != "") & (pl.col("householder") != pl.col("name")) & (pl.col("name") != "")
        )
        for row, said, who in frame.table.filter(wrong).select("row", "householder", "name").iter_rows():
            yield frame.fault("householder", row, "householder_absent", said, _DOUBT, said=said, name=who)


def codes(frame: Frame, _: Setting) -> Iterator[Fault]:
    """Household codes are there, short enough, and each stands for one household."""
    if not frame.has("code"):
        return
    code = pl.col("code")
    if (frame.table["code"] != "").any():
        for (row,) in frame.table.filter(code == "").select("row").iter_rows():
            yield frame.fault("code", row, "code_missing")
    yield from frame.each(code.str.len_chars() > _LONGEST_CODE, "code", "code_long")
    if frame.layout is Layout.HOUSEHOLDS:
        first: dict[str, int] = {}
        for row, said in frame.table.filter((code != "") & code.is_duplicated()).select("row", "code").iter_rows():
            if first.setdefault(said, row) != row:
                yield frame.fault("code", row, "code_twice", said, other=first[said])


def agreements(frame: Frame, _: Setting) -> Iterator[Fault]:
    """The rows of a household agree about the household."""
    if frame.layout is Layout.HOUSEHOLDS:
        return
    for name in ("hamlet", "village", "householder", "poverty", "exited", "wealth"):
        if not frame.has(name):
            continue
        here, first = pl.col(name), pl.col(name).first().over("group")
        wrong = frame.table.with_columns(first.alias("first"), pl.col("row").first().over("group").alias("other"))
        for row, said, one, other in (
            wrong.filter(here != pl.col("first")).select("row", name, "first", "other").iter_rows()
        ):
            yield frame.fault(name, row, "differs_in_household", said, _DOUBT, first=one, other=other)


def hamlets(frame: Frame, setting: Setting) -> Iterator[Fault]:
    """Every household lives in one known hamlet."""
    name = "hamlet" if frame.has("hamlet") else "village"
    if not frame.has(name):
        return
    places = frame.households.select(
        "row",
        pl.col("hamlet") if frame.has("hamlet") else pl.lit("").alias("hamlet"),
        pl.col("village") if frame.has("village") else pl.lit("").alias("village"),
    )
    for (hamlet, village), rows in places.group_by("hamlet", "village", maintain_order=True):
        found = setting.hamlets.find(str(hamlet), str(village))
        if len(found) == 1:
            continue
        said = str(hamlet or village)
        near = "、".join(f"{h.village}{h.name}" for h in found[:4]) or setting.hamlets.near(said) or "—"
        code = "hamlet_missing" if not said else "hamlet_ambiguous" if found else "hamlet_unknown"
        for row in rows["row"].to_list():
            yield frame.fault(name, row, code, said, said=said, near=near)


def locations(frame: Frame, setting: Setting) -> Iterator[Fault]:
    """Coordinates are degrees, come in pairs, and lie in the county."""
    if not (frame.has("lon") and frame.has("lat")):
        return
    table = frame.households.select(
        "row",
        "lon",
        "lat",
        pl.col("lon").cast(pl.Float64, strict=False).alias("x"),
        pl.col("lat").cast(pl.Float64, strict=False).alias("y"),
    )
    extent = setting.hamlets.extent() or (73.0, 3.0, 136.0, 54.0)
    west, south, east, north = extent
    shown = f"{west:.2f}–{east:.2f}, {south:.2f}–{north:.2f}"
    inside = pl.col("x").is_between(west, east) & pl.col("y").is_between(south, north)
    for row, lon, lat, x, y in table.filter(~inside.fill_null(value=False)).iter_rows():
        if not lon and not lat:
            continue
        if not lon or not lat:
            yield frame.fault("lat" if lon else "lon", row, "location_half", "", _DOUBT)
        elif x is None or y is None:
            name, value = ("lon", lon) if x is None else ("lat", lat)
            yield frame.fault(name, row, "location_bad", value, _DOUBT)
        elif west <= y <= east and south <= x <= north:
            yield frame.fault("lon", row, "location_swapped", lon, _DOUBT)
        else:
            yield frame.fault("lon", row, "location_outside", f"{lon}, {lat}", _DOUBT, extent=shown)


def numbers(frame: Frame, _: Setting) -> Iterator[Fault]:
    """Land and the order along the lane are numbers."""
    if frame.has("land"):
        told = frame.households.filter(pl.col("land") != "")
        mu = pl.col("land").str.replace(r"亩$", "").cast(pl.Float64, strict=False)
        sound = mu.is_between(0, _MOST_LAND).fill_null(value=False)
        for row, said in told.filter(~sound).select("row", "land").iter_rows():
            yield frame.fault("land", row, "land_bad", said)
        for row, said in told.filter(sound & (mu > _MUCH_LAND)).select("row", "land").iter_rows():
            yield frame.fault("land", row, "land_large", said, _DOUBT)
    if frame.has("street_order"):
        order = pl.col("street_order").cast(pl.Int64, strict=False)
        bad = (pl.col("street_order") != "") & (order.is_null() | (order < 0) | (order > 1_000_000))
        for row, said in frame.households.filter(bad).select("row", "street_order").iter_rows():
            yield frame.fault("street_order", row, "order_bad", said, _DOUBT)


def wishes_and_classes(frame: Frame, setting: Setting) -> Iterator[Fault]:
    """Wishes and classes are known words in force."""
    for name in frame.many("wish"):
        yield from unknown_terms(frame, setting, name, "wish", split=True)
    if frame.has("wealth"):
        yield from unknown_terms(frame, setting, "wealth", "wealth")
    if frame.has("poverty"):
        for said in frame.uniques("poverty"):
            if setting.terms.find("poverty", said) is None and not is_no_class(said):
                near = setting.terms.near("poverty", said)
                yield from frame.each(pl.col("poverty") == said, "poverty", "class_unknown", said=said, near=near)


def answers(frame: Frame, _: Setting) -> Iterator[Fault]:
    """Yes-or-no columns say yes or no."""
    for name in ("willing", "may_head"):
        if frame.has(name):
            for said in frame.uniques(name):
                if yes_or_no(said) is None:
                    yield from frame.each(pl.col(name) == said, name, "yes_or_no", _DOUBT, said=said)


def exits(frame: Frame, setting: Setting) -> Iterator[Fault]:
    """A household leaves poverty in a possible year, after it was registered."""
    if not frame.has("exited"):
        return
    columns = [name for name in ("poverty", "registered") if frame.has(name)]
    told = frame.households.filter(~pl.col("exited").is_in(["", "无", "否", "/", "未脱贫"]))
    for row, said, *more in told.select("row", "exited", *columns).iter_rows():
        facts = dict(zip(columns, more, strict=True))
        day = exit_day(said, setting.today)
        registered = registered_day(facts.get("registered", ""))
        if day is None:
            yield frame.fault("exited", row, "exit_year", said)
        elif "poverty" in facts and exit_unregistered(facts["poverty"], setting.terms):
            yield frame.fault("exited", row, "exit_unregistered", said)
        elif registered is not None and registered > day:
            yield frame.fault(
                "registered", row, "registered_late", facts["registered"], registered=registered.year, exited=day.year
            )


HOUSEHOLD_CHECKS = (
    householders,
    codes,
    agreements,
    hamlets,
    locations,
    numbers,
    wishes_and_classes,
    answers,
    exits,
)
