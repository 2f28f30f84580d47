"""The places of the demonstration: the real divisions down to the townships, and Kangcheng's villages.

The division codes of province, city, counties and townships are the real ones. Four villages of Kangcheng
are known by name (田家洼村, 尚家沟村, 支进村, 南庄村); every other village and every hamlet is made up, and
so are all codes and positions below the township. docs/demo.md says so too.

Outside Kangcheng one village is known by name: 王营庄村 of 吴城镇 in 离石区, where the tomato base is. It stands apart
(:func:`base_places`), so that what is counted of Kangcheng stays as published.
"""

from shihu.base.places.types import NewPlace

PROVINCE, CITY, COUNTY, TOWNSHIP = "14", "1411", "141130", "141130101"
TIANJIAWA, SHANGJIAGOU, ZHIJIN, NANZHUANG = (f"{TOWNSHIP}{number}" for number in ("201", "202", "203", "204"))

WUCHENG = "141102100"
WANGYINGZHUANG = f"{WUCHENG}210"
WANGYINGZHUANG_HAMLETS = (f"{WANGYINGZHUANG}001", f"{WANGYINGZHUANG}002")

_POOR_SINCE = "2014-06-01"
_EXITED_ON = "2018-12-31"
_PILOT_SINCE = "2019-03-01"
_POOR = (("village.poor", _POOR_SINCE, None),)
_EXITED = (("village.poor", _POOR_SINCE, _EXITED_ON), ("village.exited", _EXITED_ON, None))
_PILOT = (*_EXITED, ("village.pilot", _PILOT_SINCE, None))

_REAL = (
    (PROVINCE, "山西省", "Shanxi Province"),
    (CITY, "吕梁市", "Lüliang City"),
    ("141102", "离石区", "Lishi District"),
    ("141121", "文水县", "Wenshui County"),
    ("141122", "交城县", "Jiaocheng County"),
    ("141123", "兴县", "Xing County"),
    ("141124", "临县", "Lin County"),
    ("141125", "柳林县", "Liulin County"),
    ("141126", "石楼县", "Shilou County"),
    ("141127", "岚县", "Lan County"),
    ("141128", "方山县", "Fangshan County"),
    ("141129", "中阳县", "Zhongyang County"),
    (COUNTY, "交口县", "Jiaokou County"),
    ("141181", "孝义市", "Xiaoyi City"),
    ("141182", "汾阳市", "Fenyang City"),
    ("141130100", "水头镇", "Shuitou Town"),
    (TOWNSHIP, "康城镇", "Kangcheng Town"),
    ("141130102", "双池镇", "Shuangchi Town"),
    ("141130103", "桃红坡镇", "Taohongpo Town"),
    ("141130104", "石口镇", "Shikou Town"),
    ("141130105", "回龙镇", "Huilong Town"),
    ("141130202", "温泉乡", "Wenquan Township"),
)
_POSITIONS = {COUNTY: (111.18, 36.98), TOWNSHIP: (111.25, 36.85)}

_Hamlets = tuple[tuple[str, str, float, float], ...]
# Village, its statuses, whether its name is made up, its hamlets with name, romanised name, lon, lat.
_VILLAGES: tuple[tuple[str, str, tuple[tuple[str, str, str | None], ...], bool, _Hamlets], ...] = (
    (
        "田家洼村",
        "Tianjiawa Village",
        _PILOT,
        False,
        (
            ("田家洼", "Tianjiawa", 111.2857, 36.8674),
            ("前洼", "Qianwa", 111.2837, 36.8561),
            ("后洼", "Houwa", 111.2956, 36.8611),
            ("柿树坪", "Shishuping", 111.2934, 36.8533),
            ("东疙瘩", "Donggeda", 111.3049, 36.8567),
        ),
    ),
    (
        "尚家沟村",
        "Shangjiagou Village",
        _PILOT,
        False,
        (
            ("尚家沟", "Shangjiagou", 111.2306, 36.8492),
            ("上沟", "Shanggou", 111.2215, 36.8442),
            ("柳树湾", "Liushuwan", 111.2290, 36.8583),
            ("姚家岭", "Yaojialing", 111.2173, 36.8539),
            ("石碾坡", "Shinianpo", 111.2270, 36.8652),
        ),
    ),
    (
        "支进村",
        "Zhijin Village",
        _PILOT,
        False,
        (
            ("支进", "Zhijin", 111.2295, 36.8250),
            ("支家山", "Zhijiashan", 111.2381, 36.8284),
            ("下支进", "Xiazhijin", 111.2362, 36.8183),
            ("榆树坪", "Yushuping", 111.2427, 36.8224),
            ("青石崖", "Qingshiya", 111.2498, 36.8270),
            ("羊圈沟", "Yangjuangou", 111.2460, 36.8157),
        ),
    ),
    (
        "南庄村",
        "Nanzhuang Village",
        _EXITED,
        False,
        (
            ("南庄", "Nanzhuang", 111.2076, 36.8211),
            ("南庄河", "Nanzhuanghe", 111.2090, 36.8293),
            ("桥头", "Qiaotou", 111.1973, 36.8233),
            ("西坪", "Xiping", 111.2003, 36.8295),
            ("土桥沟", "Tuqiaogou", 111.1935, 36.8278),
            ("核桃洼", "Hetaowa", 111.1994, 36.8356),
        ),
    ),
    (
        "桑坪村",
        "Sangping Village",
        _EXITED,
        True,
        (
            ("桑坪", "Sangping", 111.3217, 36.9005),
            ("上桑坪", "Shangsangping", 111.3257, 36.9086),
            ("桑沟", "Sanggou", 111.3313, 36.9022),
            ("庙梁", "Miaoliang", 111.3300, 36.8935),
            ("松树掌", "Songshuzhang", 111.3356, 36.8974),
            ("黑虎峪", "Heihuyu", 111.3344, 36.8889),
        ),
    ),
    (
        "柏洼村",
        "Baiwa Village",
        _EXITED,
        True,
        (
            ("柏洼", "Baiwa", 111.2941, 36.8900),
            ("柏树岭", "Baishuling", 111.2982, 36.8992),
            ("圪塔上", "Getashang", 111.2846, 36.8959),
            ("李家庄", "Lijiazhuang", 111.2771, 36.8927),
            ("窑湾", "Yaowan", 111.2828, 36.9026),
            ("杏树坡", "Xingshupo", 111.2751, 36.8993),
            ("冯家岭", "Fengjialing", 111.2686, 36.8972),
        ),
    ),
    (
        "石窑峪村",
        "Shiyaoyu Village",
        (),
        True,
        (
            ("石窑峪", "Shiyaoyu", 111.2409, 36.8675),
            ("前石窑", "Qianshiyao", 111.2425, 36.8781),
            ("后石窑", "Houshiyao", 111.2333, 36.8741),
            ("槐树底", "Huaishudi", 111.2420, 36.8868),
            ("水磨滩", "Shuimotan", 111.2309, 36.8867),
            ("任家湾", "Renjiawan", 111.2350, 36.8951),
        ),
    ),
    (
        "枣峁村",
        "Zaomao Village",
        _POOR,
        True,
        (
            ("枣峁", "Zaomao", 111.2666, 36.8405),
            ("枣林坪", "Zaolinping", 111.2755, 36.8356),
            ("阳坡", "Yangpo", 111.2869, 36.8356),
            ("背坡", "Beipo", 111.2817, 36.8275),
            ("郭家峁", "Guojiamao", 111.2936, 36.8270),
            ("红土梁", "Hongtuliang", 111.2833, 36.8143),
            ("安沟", "Angou", 111.2949, 36.8183),
        ),
    ),
    (
        "暖泉坪村",
        "Nuanquanping Village",
        _EXITED,
        True,
        (
            ("暖泉坪", "Nuanquanping", 111.2554, 36.8318),
            ("泉子沟", "Quanzigou", 111.2534, 36.8204),
            ("上泉", "Shangquan", 111.2640, 36.8233),
            ("下泉", "Xiaquan", 111.2612, 36.8112),
            ("梁家圪台", "Liangjiagetai", 111.2718, 36.8135),
            ("沙会", "Shahui", 111.2721, 36.8040),
        ),
    ),
    (
        "高崖底村",
        "Gaoyadi Village",
        _EXITED,
        True,
        (
            ("高崖底", "Gaoyadi", 111.2069, 36.8467),
            ("崖头", "Yatou", 111.1961, 36.8449),
            ("高家塔", "Gaojiata", 111.1862, 36.8417),
            ("大岔口", "Dachakou", 111.1760, 36.8391),
            ("小岔口", "Xiaochakou", 111.1757, 36.8482),
            ("刘家沟", "Liujiagou", 111.1635, 36.8437),
        ),
    ),
    (
        "双岭村",
        "Shuangling Village",
        (),
        True,
        (
            ("双岭", "Shuangling", 111.2998, 36.9204),
            ("东岭", "Dongling", 111.2856, 36.9138),
            ("西岭", "Xiling", 111.2754, 36.9097),
            ("解家洼", "Xiejiawa", 111.2752, 36.9206),
            ("枣圪塄", "Zaogeleng", 111.2643, 36.9176),
            ("马家塔", "Majiata", 111.2641, 36.9264),
        ),
    ),
    (
        "河口滩村",
        "Hekoutan Village",
        (),
        True,
        (
            ("河口滩", "Hekoutan", 111.1992, 36.8014),
            ("上滩", "Shangtan", 111.1941, 36.7935),
            ("下滩", "Xiatan", 111.2075, 36.7945),
            ("王家店", "Wangjiadian", 111.2054, 36.8000),
            ("渡口", "Dukou", 111.1956, 36.7878),
            ("砖窑上", "Zhuanyaoshang", 111.2029, 36.7901),
        ),
    ),
)


def places() -> list[NewPlace]:
    """Return every place of the demonstration, parents before children."""
    made = [NewPlace(code, name, english, *_POSITIONS.get(code, (None, None))) for code, name, english in _REAL]
    for number, (name, english, statuses, is_invented, hamlets) in enumerate(_VILLAGES, start=201):
        code = f"{TOWNSHIP}{number}"
        # A village stands where its first hamlet does: there the committee sits.
        _, _, lon, lat = hamlets[0]
        made.append(NewPlace(code, name, english, lon, lat, is_invented, statuses))
        made += [
            NewPlace(f"{code}{place:03d}", hamlet, romanised, east, north, is_invented=True)
            for place, (hamlet, romanised, east, north) in enumerate(hamlets, start=1)
        ]
    return made


def hamlet_positions() -> dict[str, tuple[float, float]]:
    """Return longitude and latitude of each hamlet by its code."""
    return {
        place.code: (place.lon, place.lat)
        for place in places()
        if len(place.code) == 15 and place.lon is not None and place.lat is not None
    }


def base_places() -> list[NewPlace]:
    """Return the township and village of the tomato base; codes and positions below the township are made up."""
    hamlets = (("王营庄", "Wangyingzhuang", 111.3706, 37.5262), ("后沟", "Hougou", 111.3785, 37.5341))
    _name, _english, lon, lat = hamlets[0]
    return [
        NewPlace(WUCHENG, "吴城镇", "Wucheng Town", 111.3672, 37.5185),
        NewPlace(WANGYINGZHUANG, "王营庄村", "Wangyingzhuang Village", lon, lat),
        *(
            NewPlace(code, name, english, east, north, is_invented=True)
            for code, (name, english, east, north) in zip(WANGYINGZHUANG_HAMLETS, hamlets, strict=True)
        ),
    ]
