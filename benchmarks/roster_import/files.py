"""Roster files of any size, the same for the same seed: households of two to four, one row for each person."""

import random
import sys
from datetime import date
from pathlib import Path

from shihu.base.sheets.queries import render_workbook
from shihu.base.sheets.types import SheetColumn, SheetTable, Written
from shihu.kernel.identity import check_character

HEADINGS = (
    "户编号",
    "户主姓名",
    "姓名",
    "与户主关系",
    "身份证号",
    "性别",
    "出生日期",
    "联系电话",
    "行政村",
    "自然村",
    "耕地面积(亩)",
    "贫富类别",
    "发展意愿",
    "是否愿意",
)
_FAMILY = "王李张刘陈杨赵黄周吴任郭梁韩武"
_GIVEN = "建国海生秀英玉梅守义爱莲二虎志强明亮春花文武永红"
_RELATIONS = ("户主", "配偶", "长子", "女儿")
VILLAGES, HAMLETS = 12, 6


def hamlet_name(village: int, hamlet: int) -> str:
    """Name of a hamlet: no two alike."""
    return f"{'甲乙丙丁戊己庚辛壬癸子丑'[village]}沟{'东西南北中上'[hamlet]}坪"


def village_name(village: int) -> str:
    """Name of a village."""
    return f"{'甲乙丙丁戊己庚辛壬癸子丑'[village]}沟村"


def rows(count: int, seed: int = 1) -> list[list[Written]]:
    """Return ``count`` person rows."""
    dice = random.Random(seed)
    made: list[list[Written]] = []
    household = 0
    while len(made) < count:
        household += 1
        village, hamlet = household % VILLAGES, household // VILLAGES % HAMLETS
        land, wealth = round(dice.uniform(1, 20), 1), dice.choice(("较富裕", "一般", "困难"))
        wish, willing = dice.choice(("食用菌、茯苓", "养猪", "果树")), dice.choice(("是", "是", "否"))
        family, size = dice.choice(_FAMILY), dice.choice((2, 3, 3, 4))
        head = ""
        for place in range(min(size, count - len(made))):
            name = family + "".join(dice.choice(_GIVEN) for _ in range(2))
            head = head or name
            birth = date(
                dice.randint(1935, 2015) if place else dice.randint(1940, 1995),
                dice.randint(1, 12),
                dice.randint(1, 28),
            )
            serial = len(made)
            number = f"99{serial // 1000:04d}{birth:%Y%m%d}{serial % 1000:03d}"
            number += check_character(number)
            made.append(
                [
                    f"14113010{village:02d}{household:06d}",
                    head,
                    name,
                    _RELATIONS[place],
                    number,
                    "男" if int(number[16]) % 2 else "女",
                    birth,
                    f"13{dice.randint(10**8, 10**9 - 1)}",
                    village_name(village),
                    hamlet_name(village, hamlet),
                    land,
                    wealth,
                    wish,
                    willing,
                ]
            )
    return made


def write(path: Path, count: int) -> None:
    """Write a roster of ``count`` rows as .xlsx."""
    columns = [SheetColumn(h, "date" if h == "出生日期" else "number" if "亩" in h else "text") for h in HEADINGS]
    path.write_bytes(render_workbook([SheetTable("花名册", columns, rows(count))]))


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
