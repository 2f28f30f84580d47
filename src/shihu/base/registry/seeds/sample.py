"""A sample roster to import: thirty households that moved to a new settlement of 南庄村, as a spreadsheet.

One copy is right. The other has a fault of each sort, so that a newcomer sees how each is told. Both are
written as rosters are: a title line above the headings, household facts told once for the whole household,
here and there a telephone number in full-width digits.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from shihu.base.registry.seeds.plan import Row, Totals, share_out
from shihu.base.registry.seeds.roster import Numbers
from shihu.base.registry.seeds.township import households
from shihu.base.registry.types import RosterHousehold, RosterPerson
from shihu.base.sheets.types import SheetColumn, SheetTable, Written
from shihu.kernel.identity import check_character

_NANZHUANG = "141130101204"
_ROWS = (
    Row(f"{_NANZHUANG}002", 18, "vegetables", 40, 12, "郭王", unwilling=1),
    Row(f"{_NANZHUANG}003", 12, "roadside", 40, 12, "郭刘", unwilling=0),
)
_TOTALS = Totals(
    persons=88,
    registered=12,
    registered_persons=33,
    exited=11,
    exited_persons=31,
    well_off=4,
    party=3,
    heads=6,
    unwilling=1,
    preferences=3,
    refusals=0,
)
# Numbers that the demonstration's own roster never reaches.
_FIRST_BORN, _FIRST_PHONE = 300, 50_000_000
_CODES_AFTER = 500
_ASIDE = 0.004  # degrees east of the old houses
TITLE = "康城镇南庄村新村户籍花名册"
SHEET = "花名册"
COLUMNS = (
    SheetColumn("户编号"),
    SheetColumn("户主姓名"),
    SheetColumn("姓名"),
    SheetColumn("与户主关系"),
    SheetColumn("身份证号码"),
    SheetColumn("性别"),
    SheetColumn("出生日期", "date"),
    SheetColumn("联系电话"),
    SheetColumn("行政村"),
    SheetColumn("自然村"),
    SheetColumn("街巷"),
    SheetColumn("门牌顺序", "whole"),
    SheetColumn("经度"),
    SheetColumn("纬度"),
    SheetColumn("耕地面积（亩）", "number"),
    SheetColumn("贫富类别"),
    SheetColumn("户类型"),
    SheetColumn("识别年度"),
    SheetColumn("脱贫年度"),
    SheetColumn("政治面貌"),
    SheetColumn("劳动能力"),
    SheetColumn("健康状况"),
    SheetColumn("技能"),
    SheetColumn("能否任户长"),
    SheetColumn("发展意愿一"),
    SheetColumn("发展意愿二"),
    SheetColumn("发展意愿三"),
    SheetColumn("是否愿意加入"),
    SheetColumn("意向搭档"),
)
_HEADINGS = [column.heading for column in COLUMNS]
_FIRST_ROW = 3  # below the title and the headings
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_Cells = dict[str, Written]


@dataclass(frozen=True, slots=True)
class PlantedFault:
    """One fault of the faulty copy: the row as the sheet numbers it, the column's heading, and what is wrong."""

    row: int
    heading: str
    words: str


def sample_roster(
    names: Mapping[str, str], where: Mapping[str, tuple[float, float]], *, faulty: bool
) -> tuple[SheetTable, tuple[PlantedFault, ...]]:
    """Return the sheet and the faults in it (none in the right copy).

    ``names`` gives the Chinese name of every term and place by its key or code, ``where`` the position of
    each hamlet.
    """
    sheet = [row for household in sample_households(where) for row in _rows(household, names)]
    for number in range(2, len(sheet), 9):
        sheet[number]["联系电话"] = str(sheet[number]["联系电话"]).translate(_FULL_WIDTH)
    faults = _spoil(sheet) if faulty else ()
    rows = [[row.get(heading) for heading in _HEADINGS] for row in sheet]
    return SheetTable(SHEET, COLUMNS, rows, title=TITLE), faults


def sample_households(where: Mapping[str, tuple[float, float]]) -> list[RosterHousehold]:
    """Return the thirty households of the sample."""
    sites = {row.hamlet: (where[row.hamlet][0] + _ASIDE, where[row.hamlet][1]) for row in _ROWS}
    numbers = Numbers(first_born=_FIRST_BORN, first_phone=_FIRST_PHONE)
    made = households(share_out(_ROWS, _TOTALS, seed=7), sites, seed=7, numbers=numbers)
    return [
        replace(
            household,
            code=_code(household.code),
            street=f"新村{household.street}",
            prefers=tuple(_code(code) for code in household.prefers),
        )
        for household in made
    ]


def _code(code: str) -> str:
    return f"{code[:15]}{int(code[15:]) + _CODES_AFTER:04d}"


def _rows(household: RosterHousehold, names: Mapping[str, str]) -> list[_Cells]:
    """Return a row for each member; what is true of the household stands in the first only."""
    head = household.members[0]
    wealth, exited, registered = "", "", ""
    kind = "一般农户"
    for term, since, _, _ in household.statuses:
        if term.startswith("wealth."):
            wealth = names[term]
        elif term == "poverty.registered":
            registered = str(since.year)
            kind = kind if exited else names[term]
        elif term == "poverty.exited":
            exited, kind = str(since.year), names[term]
    wishes = [names[wish] for wish in household.wishes]
    facts: _Cells = {
        "户主姓名": head.name,
        "行政村": names[household.hamlet[:12]],
        "自然村": names[household.hamlet],
        "街巷": household.street,
        "门牌顺序": household.street_order,
        "经度": f"{household.lon:.6f}",
        "纬度": f"{household.lat:.6f}",
        "耕地面积（亩）": household.land_mu,
        "贫富类别": wealth,
        "户类型": kind,
        "识别年度": registered,
        "脱贫年度": exited,
        **dict(zip(("发展意愿一", "发展意愿二", "发展意愿三"), wishes, strict=False)),
        "是否愿意加入": "是" if household.willing else "否",
        "意向搭档": "、".join(household.prefers),
    }
    rows = [{"户编号": household.code, **_person(person, names)} for person in household.members]
    rows[0] |= facts
    return rows


def _person(person: RosterPerson, names: Mapping[str, str]) -> _Cells:
    return {
        "姓名": person.name,
        "与户主关系": names[person.relation],
        "身份证号码": person.id_number,
        "性别": "男" if person.sex == "male" else "女",
        "出生日期": person.birth,
        "联系电话": person.phone,
        "政治面貌": "中共党员" if person.is_party_member else "群众",
        "劳动能力": names[person.labour or ""],
        "健康状况": names[person.health or ""],
        "技能": "、".join(names[skill] for skill in person.skills),
        "能否任户长": "" if person.may_head is None else "是" if person.may_head else "否",
    }


def _spoil(sheet: list[_Cells]) -> tuple[PlantedFault, ...]:
    """Put one fault of each sort into the sheet, each into a household of its own."""
    faults: list[PlantedFault] = []
    heads = [number for number, row in enumerate(sheet) if "户主姓名" in row]
    families = [number for number in heads if number + 1 < len(sheet) and number + 1 not in heads]

    def plant(number: int, heading: str, value: Written, words: str) -> None:
        sheet[number][heading] = value
        faults.append(PlantedFault(number + _FIRST_ROW, heading, words))

    first, second, third, *others = families
    spoilt = str(sheet[first]["身份证号码"])
    plant(first, "身份证号码", f"{spoilt[:-1]}{'1' if spoilt[-1] != '1' else '2'}", "the last character does not fit")
    plant(second + 1, "与户主关系", "邻居", "a relation that nobody knows")
    plant(third + 1, "与户主关系", "户主", "two householders in one household")
    number = iter(others)
    plant(next(number), "与户主关系", "其他", "a household without a householder")
    plant(next(number), "身份证号码", _born_in("19851332", sheet[first]), "no such month and day")
    plant(next(number), "身份证号码", "99000019850101", "too short")
    plant(heads[-1], "身份证号码", str(sheet[next(number)]["身份证号码"]), "the number of somebody else in the list")
    plant(next(number), "自然村", "不知名沟", "no such hamlet")
    plant(next(number), "出生日期", date(1911, 10, 10), "differs from the ID number")
    here = next(number)
    plant(here, "性别", "女" if sheet[here]["性别"] == "男" else "男", "differs from the ID number")
    plant(next(number), "联系电话", "1234", "too short for a phone number")
    plant(next(number), "耕地面积（亩）", "三五亩", "no number")
    plant(next(number), "发展意愿一", "养鲸鱼", "no wish that the vocabulary knows")
    plant(next(number), "经度", "11.1234", "outside China")
    plant(next(number), "姓名", "", "nobody's name")
    return tuple(faults)


def _born_in(digits: str, row: _Cells) -> str:
    """Return the ID number of ``row`` with other birth digits and a fitting last character."""
    number = str(row["身份证号码"])
    first17 = f"{number[:6]}{digits}{number[14:17]}"
    return first17 + check_character(first17)
