"""The blank roster: headings that are recognised, lists to choose from, an example and how to fill it in."""

from collections.abc import Mapping, Sequence
from datetime import date

from shihu.base.registry.rules.roster.columns import EXAMPLE, NOTES
from shihu.base.registry.types.imports import FileHamlet
from shihu.base.sheets.queries import render_workbook
from shihu.base.sheets.types import Kind, SheetColumn, SheetTable, Written
from shihu.base.vocabularies.types import TermRow
from shihu.kernel.identity import RESERVED_COUNTY, check_character

ROSTER = "花名册"
_SPARE = 3_000
_YES_NO = ("是", "否")

# (heading, kind, vocabulary or choices, required, note). The file is Chinese whatever the page's language:
# it goes to villages.
_COLUMNS: tuple[tuple[str, Kind, str, bool, str], ...] = (
    ("户编号", "text", "", True, "同一户的每一行写同一个编号，如 001。可以只写在该户第一行。"),
    ("户主姓名", "text", "", False, "可不填；以“与户主关系”一栏的“户主”为准。"),
    ("姓名", "text", "", True, ""),
    ("与户主关系", "text", "relation", True, "每户有且只有一人是“户主”。"),
    ("身份证号", "text", "", False, "18 位。此列已设为文本，请勿改为数字格式，否则末几位会丢失。"),
    ("性别", "text", "sex", False, "填了身份证号可不填。"),
    ("出生日期", "text", "", False, "如 1968-03-12。填了身份证号可不填。"),
    ("联系电话", "text", "", False, ""),
    ("行政村", "text", "village", False, ""),
    ("自然村", "text", "hamlet", True, "从列表中选择。"),
    ("街巷门牌", "text", "", False, ""),
    ("经度", "text", "", False, "如 111.2534，可不填。"),
    ("纬度", "text", "", False, "如 36.8521，可不填。"),
    ("耕地面积(亩)", "text", "", False, ""),
    ("贫富类别", "text", "wealth", False, ""),
    ("户类型", "text", "poverty", False, "建档立卡贫困户、脱贫户等；不属于的写“一般农户”或不填。"),
    ("脱贫年度", "text", "", False, "如 2018。"),
    ("政治面貌", "text", "party", False, ""),
    ("劳动能力", "text", "labour", False, ""),
    ("健康状况", "text", "health", False, ""),
    ("技能", "text", "", False, "可写几项，用顿号隔开。"),
    ("发展意愿一", "text", "wish", False, ""),
    ("发展意愿二", "text", "wish", False, ""),
    ("发展意愿三", "text", "wish", False, ""),
    ("是否愿意加入", "text", "yes", False, "不愿加入十户单元的写“否”。"),
    ("意向搭档", "text", "", False, "愿意同组的户编号或户主姓名，用顿号隔开。"),
    ("不愿同组", "text", "", False, "不愿同组的户编号或户主姓名。只有本户和乡镇干部能看到。"),
    ("能否任户长", "text", "yes", False, ""),
)
_RULES = (
    (
        "一行一人",
        "每个家庭成员写一行，同一户的各行写同一个户编号。户的内容（自然村、耕地、意愿等）只需写在该户第一行。",
    ),
    ("红字必填", "红色标题的列必须填写：户编号、姓名、与户主关系、自然村。"),
    ("一户一户主", "每户有且只有一人与户主关系为“户主”。"),
    ("身份证号", "写 18 位，按文本填写。没有的可以空着。"),
    ("不确定的空着", "空着的格子不会改动系统里已有的内容；删除成员请在系统里办理。"),
    ("再次导入", "改正后可以重新导入同一份表：已有的户和人会更新，不会重复。"),
)


def template(*, hamlets: Sequence[FileHamlet], terms: Mapping[str, TermRow], today: date, area: str) -> bytes:
    """Return the blank roster for an area."""
    columns = _columns(hamlets, terms, today)
    first = hamlets[0] if hamlets else FileHamlet("", "前沟", "尚家沟村")
    notes = SheetTable(
        NOTES,
        (SheetColumn("事项", width=16), SheetColumn("说明", width=90)),
        [*_RULES, *((heading, note) for heading, _, _, _, note in _COLUMNS if note)],
        title=f"{area}花名册填写说明",
        plain=True,
    )
    return render_workbook(
        [
            SheetTable(ROSTER, columns, spare_rows=_SPARE),
            SheetTable(EXAMPLE, _columns((), terms, today, lists=False), example(first)),
            notes,
        ]
    )


def example_roster(*, hamlets: Sequence[FileHamlet], terms: Mapping[str, TermRow], today: date) -> bytes:
    """Return a filled roster of three invented households, to try an import with."""
    first = hamlets[0] if hamlets else FileHamlet("", "前沟", "尚家沟村")
    return render_workbook([SheetTable(ROSTER, _columns(hamlets, terms, today), example(first))])


def example(hamlet: FileHamlet) -> list[list[Written]]:
    """Return the rows of the example. Its ID numbers are of the demonstration's range: nobody has them."""
    place, village = hamlet.name, hamlet.village
    lon = f"{hamlet.lon:.4f}" if hamlet.lon is not None else ""
    lat = f"{hamlet.lat:.4f}" if hamlet.lat is not None else ""
    where = [village, place, "前街 3 号", lon, lat]
    fit, weak = "普通劳动力", "弱劳动力"
    return [
        [*_row("示001", "郭满仓", "户主", date(1968, 3, 12), 881, "13900000001"), *where, "8.5", "一般", "一般农户", "",
         "中共党员", fit, "健康", "种植技术", "食用菌", "果树", "", "是", "", "", "是"],
        [*_row("", "李桂香", "配偶", date(1970, 11, 2), 882), *[""] * 9, "群众", fit, "健康", "厨艺", *[""] * 7],
        [*_row("", "郭小亮", "长子", date(1995, 6, 30), 883, "13900000002"), *[""] * 9,
         "群众", "技能劳动力", "健康", "驾驶、电工", *[""] * 7],
        [*_row("示002", "任守田", "户主", date(1959, 1, 25), 885, "13900000003"), *where, "5", "困难", "脱贫户", "2018",
         "群众", weak, "长期慢性病", "养殖技术", "散养鸡", "", "", "是", "郭满仓", "", ""],
        [*_row("示003", "张巧珍", "户主", date(1974, 9, 9), 884), *where, "3.2", "一般", "", "",
         "群众", fit, "健康", "", "外出务工", "", "", "否", "", "", ""],
    ]  # fmt: skip


def _row(code: str, name: str, relation: str, birth: date, serial: int, phone: str = "") -> list[Written]:
    return [code, "", name, relation, _number(birth, serial), "", "", phone]


def _number(birth: date, serial: int) -> str:
    first = f"{RESERVED_COUNTY}{birth:%Y%m%d}{serial}"
    return first + check_character(first)


def _columns(
    hamlets: Sequence[FileHamlet], terms: Mapping[str, TermRow], today: date, *, lists: bool = True
) -> list[SheetColumn]:
    fixed = {
        "": (),
        "sex": ("男", "女"),
        "yes": _YES_NO,
        "party": ("中共党员", "预备党员", "共青团员", "群众"),
        "hamlet": tuple(dict.fromkeys(hamlet.name for hamlet in hamlets)),
        "village": tuple(dict.fromkeys(hamlet.village for hamlet in hamlets)),
    }
    columns = []
    for heading, kind, source, required, note in _COLUMNS:
        choices = fixed.get(source)
        if choices is None:
            held = [term for term in terms.values() if term.vocabulary == source and term.holds_on(today)]
            choices = tuple(term.name_zh for term in sorted(held, key=lambda term: term.order))
            if source == "poverty":
                choices = (*choices, "一般农户")
        columns.append(
            SheetColumn(heading, kind, choices=choices if lists else (), note=note if lists else "", required=required)
        )
    return columns
