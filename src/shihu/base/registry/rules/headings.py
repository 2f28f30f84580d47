"""Which column of a roster is which: Chinese headings by synonyms, each with a score.

Rosters are made by many hands: 户编号, 家庭编号 and 户号 are one thing. A heading that is the very synonym
scores 1; one that contains it less, by how much else it says; one that is only alike less again.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from shihu.base.registry.types.imports import ColumnMatch
from shihu.base.sheets.types import Cell, column_letter, text
from shihu.kernel.refusals import N_

_NOISE = re.compile(r"[\s*＊:：_\-—.。、,，/\\()（）\[\]【】<>《》\"'“”]+")
_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_CERTAIN = 0.999
_SECOND = 0.97
_ENOUGH = 0.6
_LOOK = 30
_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Field:
    """A fact that a roster may hold: its name on screen, the headings it goes by."""

    key: str
    label: str
    synonyms: tuple[str, ...]
    of_household: bool = False
    many: bool = False  # may fill several columns
    is_ignored: bool = False


def _field(key: str, label: str, synonyms: str, *, household: bool = False, many: bool = False) -> Field:
    return Field(key, label, tuple(synonyms.split()), household, many)


FIELDS: Mapping[str, Field] = {
    field.key: field
    for field in (
        _field(
            "code",
            N_("Household code"),
            "户编号 户号 家庭编号 农户编号 户编码 家庭编码 农户编码 户序号",
            household=True,
        ),
        _field("householder", N_("Householder"), "户主姓名 户主 户主名 户主名字", household=True),
        _field("name", N_("Name"), "姓名 成员姓名 家庭成员姓名 人员姓名 家庭成员 名字"),
        _field("relation", N_("Relation to the householder"), "与户主关系 与户主的关系 户主关系 家庭关系 关系"),
        _field(
            "id_number",
            N_("ID number"),
            "身份证号 身份证号码 证件号码 公民身份号码 身份证 证件号 居民身份证号 公民身份证号 公民身份证号码 "
            "户主身份证号 户主身份证号码 户主证件号码",
        ),
        _field("sex", N_("Sex"), "性别"),
        _field("birth", N_("Birth date"), "出生日期 出生年月 出生年月日 生日 出生时间"),
        _field(
            "phone", N_("Phone"), "联系电话 手机号 手机号码 电话 联系方式 手机 电话号码 本人电话 户主电话 户主联系电话"
        ),
        _field("household_phone", N_("Household phone"), "家庭电话 座机 固定电话", household=True),
        _field(
            "hamlet",
            N_("Hamlet"),
            "自然村 村民小组 居住地 小组 组别 所在自然村 自然庄 自然村名称 居住自然村 村组",
            household=True,
        ),
        _field(
            "village", N_("Village"), "行政村 村 所在村 村名 行政村名称 建制村 村委会 所属行政村 村庄", household=True
        ),
        _field("street", N_("Lane"), "街巷 巷道 门牌 街道 住址 门牌号 家庭住址 详细地址 地址 街巷门牌", household=True),
        _field("street_order", N_("Order along the lane"), "巷内顺序 门牌顺序 街巷顺序 排序号", household=True),
        _field("lon", N_("Longitude"), "经度 东经 X坐标 坐标经度", household=True),
        _field("lat", N_("Latitude"), "纬度 北纬 Y坐标 坐标纬度", household=True),
        _field(
            "land", N_("Land in mu"), "耕地面积 土地面积 承包地面积 耕地亩数 承包耕地面积 耕地 土地亩数", household=True
        ),
        _field(
            "wealth", N_("Wealth class"), "贫富类别 富裕程度 家庭经济状况 经济状况 贫富程度 贫富状况", household=True
        ),
        _field(
            "poverty",
            N_("Poverty class"),
            "户类型 是否贫困户 建档立卡 是否建档立卡 贫困户属性 农户属性 户属性 是否建档立卡户 建档立卡贫困户 农户类型 "
            "监测类别 脱贫户类型 是否脱贫户 贫困类型",
            household=True,
        ),
        _field(
            "registered",
            N_("Registered in"),
            "建档立卡年度 识别年度 识别时间 建档立卡时间 建档时间 纳入时间",
            household=True,
        ),
        _field("exited", N_("Exit year"), "脱贫年度 脱贫时间 脱贫年份 退出年度 脱贫年", household=True),
        _field("party", N_("Party member"), "政治面貌 是否党员 党员 是否为党员 中共党员"),
        _field("party_since", N_("Joined the Party on"), "入党时间 入党日期"),
        _field("labour", N_("Labour ability"), "劳动能力 劳动技能 劳动力 劳动力情况 是否有劳动能力"),
        _field("health", N_("Health"), "健康状况 身体状况 健康情况"),
        _field("skill", N_("Skills"), "技能 特长 技术 技能特长 掌握技能 专业技能", many=True),
        _field(
            "may_head", N_("Able to head a unit"), "能否任户长 可任户长 是否可任户长 户长人选 能当户长 能否担任户长"
        ),
        _field(
            "wish",
            N_("Development wish"),
            "发展意愿 意愿 产业意愿 发展意愿一 发展意愿二 发展意愿三 发展意愿1 发展意愿2 发展意愿3 "
            "第一意愿 第二意愿 第三意愿 发展产业 意愿产业 意向产业 产业发展意愿",
            household=True,
            many=True,
        ),
        _field(
            "willing",
            N_("Willing to join"),
            "是否愿意 是否愿意加入 愿意加入 是否自愿 是否参加 是否愿意入组",
            household=True,
        ),
        _field(
            "prefers", N_("Preferred partners"), "意向搭档 愿意同组 希望同组 意向同组户 想同组 愿同组户", household=True
        ),
        _field("refuses", N_("Refused partners"), "不愿同组 拒绝同组 不愿同组户 不想同组", household=True),
    )
}
# Columns that rosters have and nothing is taken from.
_NOT_USED = frozenset(
    {
        "序号",
        "编号",
        "备注",
        "说明",
        "家庭人口",
        "人口",
        "人口数",
        "家庭人口数",
        "家庭人数",
        "年龄",
        "民族",
        "文化程度",
        "乡镇",
        "县",
        "省",
        "市",
        "县区",
        "镇",
        "签字",
        "签名",
        "户人口",
        "问题",
    }
)


def plain(heading: str) -> str:
    """Return a heading without brackets, marks and spaces: 耕地面积（亩）* -> 耕地面积."""
    return _NOISE.sub("", _BRACKETS.sub("", heading)) or _NOISE.sub("", heading)


def score(heading: str, field: Field) -> float:
    """Return how surely ``heading`` means ``field``: 1 the very word, 0 nothing alike."""
    said = plain(heading)
    if not said or said in _NOT_USED:
        return 0.0
    best = 0.0
    for synonym in field.synonyms:
        if said == synonym:
            # 户主身份证号 serves where a list has no other, beside 身份证号 it is the second choice.
            return _SECOND if said.startswith("户主") and not field.of_household else 1.0
        if len(synonym) > 1 and synonym in said:
            best = max(best, 0.6 + 0.35 * len(synonym) / len(said))
        elif len(said) > 1 and said in synonym:
            best = max(best, 0.5 + 0.3 * len(said) / len(synonym))
        elif len(said) > 3:
            best = max(best, SequenceMatcher(None, said, synonym).ratio() * 0.8)
    return best


def match(headings: Sequence[str], rows: Sequence[Sequence[Cell]] = ()) -> tuple[ColumnMatch, ...]:
    """Return each column with the field it most likely holds; a field takes one column unless it may have many."""
    scored = sorted(
        (
            (score(heading, field), -index, field)
            for index, heading in enumerate(headings)
            if heading
            for field in FIELDS.values()
        ),
        key=lambda found: found[:2],
        reverse=True,
    )
    chosen: dict[int, tuple[str, float]] = {}
    taken: set[str] = set()
    for points, negative, field in scored:
        if points < _ENOUGH:
            break
        if -negative in chosen or (field.key in taken and not field.many):
            continue
        if field.key in taken and points < _CERTAIN and not plain(headings[-negative]).startswith(field.synonyms[0]):
            continue
        chosen[-negative] = (field.key, round(points, 2))
        taken.add(field.key)
    return tuple(
        ColumnMatch(index, column_letter(index), heading, *chosen.get(index, ("", 0.0)), _samples(rows, index))
        for index, heading in enumerate(headings)
    )


def find_header(rows: Sequence[Sequence[Cell]]) -> tuple[int, float]:
    """Return (index, score) of the row that best names a roster's columns; title rows above are passed over."""
    best, best_score = 0, 0.0
    for index, row in enumerate(rows[:_LOOK]):
        headings = [text(cell) if isinstance(cell, str) else "" for cell in row]
        if len([heading for heading in headings if heading]) < 2:
            continue
        found = match(headings)
        points = sum(column.score for column in found)
        if points > best_score:
            best, best_score = index, points
    return best, best_score


def headings_of(row: Sequence[Cell]) -> list[str]:
    """Return the headings of a row as texts."""
    return [text(cell) for cell in row]


def chosen(
    headings: Sequence[str], mapping: Mapping[int, str], rows: Sequence[Sequence[Cell]]
) -> tuple[ColumnMatch, ...]:
    """Return the columns as the user mapped them."""
    return tuple(
        ColumnMatch(
            index,
            column_letter(index),
            heading,
            mapping.get(index, ""),
            score(heading, FIELDS[mapping[index]]) if mapping.get(index) else 0.0,
            _samples(rows, index),
        )
        for index, heading in enumerate(headings)
    )


def has_names(fields: Iterable[str]) -> bool:
    """Tell whether a roster's columns tell who somebody is."""
    return bool({"name", "householder"} & set(fields))


def _samples(rows: Sequence[Sequence[Cell]], index: int) -> tuple[str, ...]:
    seen: dict[str, None] = {}
    for row in rows[:200]:
        said = text(row[index]) if index < len(row) else ""
        if said:
            seen.setdefault(said, None)
        if len(seen) == _SAMPLES:
            break
    return tuple(seen)
