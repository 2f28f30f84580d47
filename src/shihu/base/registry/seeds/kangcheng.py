"""Kangcheng as the demonstration draws it: totals as published, everything below them made up.

Each row: hamlet (the last six digits of its code), households, trade, weights of poor and of well-off
households, the old families. What the stories of 尚家沟 need is fixed: 130 willing households that make 13
units, of whom more than 60 grow mushrooms and 20 grow poria.
"""

from dataclasses import replace

from shihu.base.registry.seeds.plan import Named, Plan, Row, Totals, share_out
from shihu.base.registry.seeds.township import households
from shihu.base.registry.types import RosterHousehold

SEED = 20190815
TOWNSHIP = "141130101"
TOTALS = Totals(
    persons=16_539,
    registered=2_397,
    registered_persons=6_346,
    exited=2_321,
    exited_persons=6_191,
    well_off=767,
    party=472,
    heads=939,
    unwilling=177,
    preferences=540,
    refusals=175,
)
# 赵二虎 leads; 姚福海 and the three brothers 赵 quarrelled about a swap of land; 尚保平 put money into poria.
STORIES = (
    Named("赵二虎", party=True, leads=True, wish="mushroom", ages=(42, 56)),
    Named("姚福海", wish="mushroom", ages=(44, 60)),
    Named("赵春生", wish="mushroom", ages=(50, 57)),
    Named("赵秋生", wish="mushroom", ages=(44, 49)),
    Named("赵冬生", wish="poria", ages=(36, 43)),
    Named("尚保平", party=True, leads=True, wish="poria", ages=(40, 58)),
    Named("任爱莲", is_male=False, leads=True, wish="mushroom"),
)
ROWS = (
    # 201
    Row("201001", 152, "courtyard", 40, 17, "田王"),  # 田家洼
    Row("201002", 70, "courtyard", 46, 15, "田王李"),  # 前洼
    Row("201003", 60, "courtyard", 43, 10, "田王李"),  # 后洼
    Row("201004", 85, "herding", 36, 8, "田王李"),  # 柿树坪
    Row("201005", 69, "courtyard", 59, 16, "田王李"),  # 东疙瘩
    # 202
    Row("202001", 54, "mushroom", 42, 19, "赵姚尚", unwilling=2, named=STORIES),  # 尚家沟
    Row("202002", 20, "mushroom", 34, 13, "赵姚尚", unwilling=1),  # 上沟
    Row("202003", 22, "mushroom", 50, 15, "赵姚尚", unwilling=1),  # 柳树湾
    Row("202004", 19, "mushroom", 62, 17, "姚赵", unwilling=1),  # 姚家岭
    Row("202005", 21, "mushroom", 36, 13, "赵姚尚", unwilling=1),  # 石碾坡
    # 203
    Row("203001", 180, "orchard", 41, 18, "支任郭"),  # 支进
    Row("203002", 54, "orchard", 50, 16, "支"),  # 支家山
    Row("203003", 107, "vegetables", 55, 7, "支任"),  # 下支进
    Row("203004", 51, "orchard", 56, 13, "支任郭"),  # 榆树坪
    Row("203005", 24, "herding", 38, 18, "支任郭", tight=True),  # 青石崖
    Row("203006", 129, "orchard", 63, 14, "支任郭"),  # 羊圈沟
    # 204
    Row("204001", 246, "vegetables", 39, 19, "郭王刘"),  # 南庄
    Row("204002", 37, "vegetables", 61, 19, "郭王刘"),  # 南庄河
    Row("204003", 89, "roadside", 44, 10, "郭王刘"),  # 桥头
    Row("204004", 66, "vegetables", 36, 11, "郭王刘"),  # 西坪
    Row("204005", 81, "courtyard", 32, 9, "郭王刘"),  # 土桥沟
    Row("204006", 94, "orchard", 35, 16, "郭王刘"),  # 核桃洼
    # 205
    Row("205001", 169, "orchard", 42, 15, "张李任"),  # 桑坪
    Row("205002", 26, "herbs", 61, 13, "张李任"),  # 上桑坪
    Row("205003", 96, "herbs", 36, 16, "张李任"),  # 桑沟
    Row("205004", 113, "herding", 56, 10, "张李任"),  # 庙梁
    Row("205005", 101, "migrant", 59, 15, "张李任"),  # 松树掌
    Row("205006", 63, "herding", 62, 5, "张李任"),  # 黑虎峪
    # 206
    Row("206001", 140, "orchard", 46, 13, "柏冯李"),  # 柏洼
    Row("206002", 48, "herbs", 67, 6, "柏冯李"),  # 柏树岭
    Row("206003", 32, "migrant", 44, 12, "柏冯李"),  # 圪塔上
    Row("206004", 35, "vegetables", 45, 13, "李"),  # 李家庄
    Row("206005", 28, "vegetables", 63, 8, "柏冯李", tight=True),  # 窑湾
    Row("206006", 39, "orchard", 66, 3, "柏冯李"),  # 杏树坡
    Row("206007", 57, "herding", 62, 6, "冯"),  # 冯家岭
    # 207
    Row("207001", 145, "mushroom", 11, 21, "任刘武"),  # 石窑峪
    Row("207002", 23, "mushroom", 32, 13, "任刘武", tight=True),  # 前石窑
    Row("207003", 109, "vegetables", 15, 14, "任刘武"),  # 后石窑
    Row("207004", 64, "orchard", 13, 22, "任刘武"),  # 槐树底
    Row("207005", 61, "roadside", 6, 13, "任刘武"),  # 水磨滩
    Row("207006", 99, "mushroom", 25, 10, "任"),  # 任家湾
    # 208
    Row("208001", 160, "orchard", 56, 11, "郭安杨", still_poor=6),  # 枣峁
    Row("208002", 46, "orchard", 70, 6, "郭安杨", still_poor=6),  # 枣林坪
    Row("208003", 30, "herding", 49, 6, "郭安杨", still_poor=6),  # 阳坡
    Row("208004", 41, "migrant", 70, 7, "郭安杨", still_poor=6),  # 背坡
    Row("208005", 74, "orchard", 52, 3, "郭", still_poor=6),  # 郭家峁
    Row("208006", 75, "herding", 55, 6, "郭安杨", still_poor=6),  # 红土梁
    Row("208007", 44, "herbs", 70, 13, "安郭", still_poor=6),  # 安沟
    # 209
    Row("209001", 195, "vegetables", 41, 17, "梁王侯"),  # 暖泉坪
    Row("209002", 50, "vegetables", 36, 15, "梁王侯"),  # 泉子沟
    Row("209003", 72, "mushroom", 33, 7, "梁王侯"),  # 上泉
    Row("209004", 91, "courtyard", 57, 15, "梁王侯"),  # 下泉
    Row("209005", 40, "orchard", 39, 19, "梁"),  # 梁家圪台
    Row("209006", 55, "migrant", 39, 11, "梁王侯"),  # 沙会
    # 210
    Row("210001", 214, "herding", 44, 14, "高刘贾"),  # 高崖底
    Row("210002", 77, "herbs", 36, 4, "高刘贾"),  # 崖头
    Row("210003", 79, "herding", 40, 11, "高"),  # 高家塔
    Row("210004", 120, "orchard", 65, 3, "高刘贾"),  # 大岔口
    Row("210005", 18, "migrant", 52, 4, "高刘贾", unwilling=3),  # 小岔口
    Row("210006", 47, "herding", 54, 10, "刘", tight=True),  # 刘家沟
    # 211
    Row("211001", 134, "roadside", 12, 21, "解王马"),  # 双岭
    Row("211002", 124, "orchard", 21, 13, "解马王"),  # 东岭
    Row("211003", 87, "orchard", 17, 11, "解马王"),  # 西岭
    Row("211004", 67, "courtyard", 16, 13, "解"),  # 解家洼
    Row("211005", 58, "orchard", 24, 22, "解马王"),  # 枣圪塄
    Row("211006", 104, "herding", 6, 21, "马"),  # 马家塔
    # 212
    Row("212001", 294, "roadside", 9, 25, "王李张"),  # 河口滩
    Row("212002", 53, "vegetables", 19, 16, "王李张"),  # 上滩
    Row("212003", 34, "vegetables", 6, 23, "王李张", tight=True),  # 下滩
    Row("212004", 43, "roadside", 24, 14, "王"),  # 王家店
    Row("212005", 83, "roadside", 6, 18, "王李张", tight=True),  # 渡口
    Row("212006", 116, "roadside", 18, 24, "王李张"),  # 砖窑上
)


def kangcheng_plan(*, seed: int = SEED) -> Plan:
    """Return the plan of the whole township."""
    rows = [replace(row, hamlet=f"{TOWNSHIP}{row.hamlet}") for row in ROWS]
    return share_out(rows, TOTALS, seed=seed)


def kangcheng(where: dict[str, tuple[float, float]], *, seed: int = SEED) -> list[RosterHousehold]:
    """Return the township's 5,903 households; ``where`` gives each hamlet's longitude and latitude."""
    return households(kangcheng_plan(seed=seed), where, seed=seed)
