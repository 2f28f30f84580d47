"""Everything that may be wrong with a roster: small functions of one signature, in one list.

Each takes the frame and the setting and yields what it finds. Conditions are evaluated over whole columns;
only the rows in which something is wrong are looked at one by one.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

import polars as pl

from shihu.base.registry.rules.roster.checks_of_households import HOUSEHOLD_CHECKS, unknown_terms
from shihu.base.registry.rules.roster.frame import Frame, Setting
from shihu.base.registry.rules.roster.terms import is_party
from shihu.base.registry.types.imports import Fault, Severity
from shihu.base.sheets.types import Trouble
from shihu.kernel.identity import RESERVED_COUNTY

Check = Callable[[Frame, Setting], Iterable[Fault]]
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK = "10X98765432"
_OLDEST = timedelta(days=130 * 365)
_MALE = ("男", "男性", "male", "Male", "M", "m")
_FEMALE = ("女", "女性", "female", "Female", "F", "f")
_DOUBT = Severity.DOUBT


def formulas(frame: Frame, _: Setting) -> Iterator[Fault]:
    """Formulas that give no value."""
    rows = set(frame.table["row"].to_list())
    for (row, name), trouble in sorted(frame.troubles.items()):
        if row in rows:
            yield frame.fault(name, row, "unsolved" if trouble is Trouble.UNSOLVED else "broken")


def names(frame: Frame, _: Setting) -> Iterator[Fault]:
    """Everybody has a name, and a name is a name."""
    name = pl.col("name")
    blank = [row for (row,) in frame.table.filter(name == "").select("row").iter_rows()]
    for row in blank:
        if (row, "name") not in frame.troubles:
            yield frame.fault("name", row, "required")
    yield from frame.each(name.str.len_chars() > 40, "name", "name_long")
    odd = (name != "") & (name.str.contains(r"[0-9A-Za-z?？#]") | (name.str.len_chars() == 1))
    yield from frame.each(odd & (name.str.len_chars() <= 40), "name", "name_odd", _DOUBT)


def id_numbers(frame: Frame, setting: Setting) -> Iterator[Fault]:
    """ID numbers: there, whole, well formed, of a possible day, not a demonstration's."""
    if not frame.has("id_number"):
        return
    table = frame.table
    number, lost = pl.col("id_number"), pl.col("id_lost")
    whole = number.str.contains(r"^\d{17}[\dX]$")
    yield from frame.each((number == "") & (pl.col("name") != ""), "id_number", "id_missing", _DOUBT)
    yield from frame.each(lost, "id_number", "id_lost_digits")
    for row, value in table.filter((number != "") & ~whole & ~lost).select("row", "id_number").iter_rows():
        yield frame.fault("id_number", row, "id_length", value, length=len(value))
    well = table.filter(whole & ~lost).select("row", "id_number")
    total = pl.sum_horizontal(number.str.slice(i, 1).cast(pl.Int32) * w for i, w in enumerate(_ID_WEIGHTS))
    fitting = (total % 11).replace_strict(dict(enumerate(_ID_CHECK)), return_dtype=pl.String)
    day = number.str.slice(6, 8).str.to_date("%Y%m%d", strict=False)
    judged = well.with_columns((fitting == number.str.slice(17, 1)).alias("fits"), day.alias("day"))
    possible = pl.col("day").is_between(date(1880, 1, 1), setting.today).fill_null(value=False)
    for row, value in judged.filter(~pl.col("fits")).select("row", "id_number").iter_rows():
        yield frame.fault("id_number", row, "id_check", value)
    for row, value in judged.filter(pl.col("fits") & ~possible).select("row", "id_number").iter_rows():
        yield frame.fault("id_number", row, "id_date", value)
    if not setting.allow_reserved:
        reserved = pl.col("fits") & possible & number.str.starts_with(RESERVED_COUNTY[:2])
        for row, value in judged.filter(reserved).select("row", "id_number").iter_rows():
            yield frame.fault("id_number", row, "id_reserved", value)


def id_twice(frame: Frame, _: Setting) -> Iterator[Fault]:
    """One person stands once."""
    if not frame.has("id_number"):
        return
    number = pl.col("id_number")
    again = frame.table.filter((number.str.len_chars() == 18) & number.is_duplicated() & ~pl.col("id_lost"))
    first: dict[str, tuple[int, str]] = {}
    for row, value, name in again.select("row", "id_number", "name").iter_rows():
        other = first.setdefault(value, (row, name))
        if other[0] != row:
            yield frame.fault("id_number", row, "id_twice", value, other=other[0], name=other[1])


def sexes(frame: Frame, _: Setting) -> Iterator[Fault]:
    """Sex is male or female, and as the ID number says."""
    if not frame.has("sex"):
        return
    sex = pl.col("sex")
    male, female = sex.is_in(_MALE), sex.is_in(_FEMALE)
    yield from frame.each((sex != "") & ~male & ~female, "sex", "sex_unknown")
    if not frame.has("id_number"):
        return
    odd = pl.col("id_number").str.slice(16, 1).cast(pl.Int32, strict=False) % 2 == 1
    sound = pl.col("id_number").str.contains(r"^\d{17}[\dX]$") & ~pl.col("id_lost")
    wrong = frame.table.filter(sound & ((male & ~odd) | (female & odd))).select("row", "sex", odd.alias("odd"))
    for row, value, is_male in wrong.iter_rows():
        yield frame.fault("sex", row, "sex_differs", value, by_id="男" if is_male else "女")


def births(frame: Frame, setting: Setting) -> Iterator[Fault]:
    """Birth dates can be read, are possible, and are as the ID number says."""
    if not frame.has("birth"):
        return
    said, day = pl.col("birth"), pl.col("birth_day")
    yield from frame.each((said != "") & day.is_null(), "birth", "birth_unreadable")
    yield from frame.each((day > setting.today) | (day < setting.today - _OLDEST), "birth", "birth_impossible")
    if not frame.has("id_number"):
        return
    by_id = pl.col("id_number").str.slice(6, 8).str.to_date("%Y%m%d", strict=False)
    sound = pl.col("id_number").str.contains(r"^\d{17}[\dX]$") & ~pl.col("id_lost")
    # A year and month alone (1968年3月) agree with any day of that month.
    month_only = said.str.contains(r"^\d{4}\D+\d{1,2}\D*$")
    same = pl.when(month_only).then(by_id.dt.month_start() == day).otherwise(by_id == day)
    wrong = frame.table.filter(sound & day.is_not_null() & by_id.is_not_null() & ~same)
    for row, value, right in wrong.select("row", "birth", by_id.alias("right")).iter_rows():
        yield frame.fault("birth", row, "birth_differs", value, by_id=right.isoformat())


def phones(frame: Frame, _: Setting) -> Iterator[Fault]:
    """Phone numbers have a possible length."""
    for name in ("phone", "household_phone"):
        if frame.has(name):
            digits = pl.col(name).str.replace_all(r"[\s()\-+]", "")
            bad = (pl.col(name) != "") & ~digits.str.contains(r"^(86)?1\d{10}$|^0?\d{7,11}$")
            yield from frame.each(bad, name, "phone_bad", _DOUBT)


def relations(frame: Frame, setting: Setting) -> Iterator[Fault]:
    """Everybody's relation is told and known."""
    if not frame.has("relation"):
        return
    yield from frame.each((pl.col("relation") == "") & (pl.col("name") != ""), "relation", "required")
    for said in frame.uniques("relation"):
        if setting.terms.find("relation", said) is None:
            near = setting.terms.near("relation", said)
            yield from frame.each(pl.col("relation") == said, "relation", "relation_unknown", said=said, near=near)


def terms_of_persons(frame: Frame, setting: Setting) -> Iterator[Fault]:
    """Labour, health and skills are known words in force."""
    yield from unknown_terms(frame, setting, "labour", "labour")
    yield from unknown_terms(frame, setting, "health", "health")
    for name in frame.many("skill"):
        yield from unknown_terms(frame, setting, name, "skill", split=True)


def parties(frame: Frame, _: Setting) -> Iterator[Fault]:
    """Party membership is told in a word that is understood; the day of joining can be read."""
    if frame.has("party"):
        for said in frame.uniques("party"):
            if is_party(said) is None:
                yield from frame.each(pl.col("party") == said, "party", "yes_or_no", _DOUBT, said=said)
    if frame.has("party_since"):
        unread = (pl.col("party_since") != "") & pl.col("party_since_day").is_null()
        yield from frame.each(unread, "party_since", "birth_unreadable", _DOUBT)


CHECKS: tuple[Check, ...] = (
    formulas,
    names,
    relations,
    id_numbers,
    id_twice,
    sexes,
    births,
    phones,
    terms_of_persons,
    parties,
    *HOUSEHOLD_CHECKS,
)


def run(frame: Frame, setting: Setting) -> list[Fault]:
    """Return everything that is wrong, in the order of the sheet."""
    found = [fault for check in CHECKS for fault in check(frame, setting)]
    return sorted(found, key=lambda fault: (fault.row, len(fault.column), fault.column, fault.code))
