"""Names of people as they are met in the hills of Lüliang: surnames by frequency, given names by generation.

Everybody in the demonstration is invented. Surname frequencies follow the order in which these surnames
are met in the region, not a count.
"""

from datetime import date

from shihu.base.registry.seeds.draw import Draw, Urn

SURNAMES = Urn(
    {
        "王": 118, "李": 104, "张": 97, "郭": 62, "刘": 58, "赵": 52, "任": 44, "杨": 34, "高": 27,
        "武": 25, "田": 24, "陈": 21, "冯": 20, "韩": 20, "马": 18, "梁": 18, "解": 16, "薛": 16, "宋": 16,
        "吴": 16, "贾": 15, "郝": 14, "康": 12, "白": 12, "侯": 10, "曹": 10, "姚": 10, "程": 9, "乔": 9,
        "段": 8, "成": 8, "温": 8, "牛": 7, "霍": 7, "孟": 7, "苏": 7, "樊": 6, "阎": 5, "闫": 10, "靳": 5, "尚": 5,
        "车": 3, "燕": 3, "亢": 2, "弓": 2, "雒": 2, "逯": 1, "仝": 1, "单": 2, "令狐": 2, "呼延": 2, "欧阳": 1,
    }
)  # fmt: skip

# Characters that many fonts and input methods lack. Registers of real villages hold them, so this one does.
RARE = ("赟", "翀", "㐂", "𠮷", "龘", "堃", "喆", "淼", "垚", "彧", "昇", "珺", "槑", "犇", "骉", "䶮")
_RARE_PERCENT = 0.5
_MALE, _FEMALE = "male", "female"

# Born before the year -> (first characters, second characters, single names, percent of single names).
_GIVEN: dict[str, tuple[tuple[int, str, str, str, int], ...]] = {
    _MALE: (
        (
            1955,
            "福贵有根栓保连生财富旺守德金银玉兴万天长双二三来文武进春满锁石",
            "贵根柱锁生财旺义仁礼虎喜来全成山海明亮才元宝槐孩小则",
            "贵旺喜成",
            3,
        ),
        (
            1975,
            "建国卫红志春海秋冬爱保永新文俊效玉全润改计拴福贵润云",
            "国军平生明强华东民兵林成峰龙虎勇亮庆红旺田元根喜保柱",
            "军平明强勇",
            7,
        ),
        (
            1995,
            "晓小俊志建海文永彦艳国瑞旭卫红林玉利爱慧云",
            "军峰伟强勇鹏飞亮东斌辉波刚杰龙涛兵林明平忠",
            "军伟强勇鹏飞亮斌辉波刚杰涛磊超峰",
            26,
        ),
        (
            2010,
            "宇浩嘉俊子文泽天家志建晓国昊晨泓旭",
            "轩宇豪杰浩航鑫凯涛阳伟博龙文鹏飞东",
            "鑫宇浩凯鹏杰帅阳涛博磊",
            24,
        ),
        (
            2100,
            "梓子宇浩奕沐俊泽一铭晨皓昊博佳宸",
            "轩涵辰宸泽睿阳航然浩诺霖宇洋瑞",
            "睿辰浩宸",
            6,
        ),
    ),
    _FEMALE: (
        (
            1955,
            "秀桂爱玉兰翠凤金香改巧月润银春梅双二转果粉引",
            "英兰莲梅珍香花娥仙女叶青枝桃莲凤爱娃鱼",
            "兰英梅香",
            3,
        ),
        (
            1975,
            "秀桂爱玉翠春海建红改润小俊林文丽果彩瑞云",
            "英兰莲梅珍香花娥萍平霞红琴青凤爱珍玲芳连",
            "萍霞玲芳琴梅",
            6,
        ),
        (
            1995,
            "红小晓丽艳海爱俊雪玉春彩建慧文秀利瑞燕",
            "梅丽霞娟萍芳玲燕红艳琴平珍花英娥琳",
            "丽霞娟萍芳燕红艳婷静娜敏",
            22,
        ),
        (
            2010,
            "佳雨欣思雅文晓慧嘉钰子梦雪静晨",
            "怡婷欣雨琪妍慧洁瑶娜敏雪蓉颖",
            "婷静雪娜欣悦瑶颖倩洁",
            20,
        ),
        (
            2100,
            "梓欣诗雨子若语一思沐佳可紫芷艺",
            "涵萱怡彤妍琪瑶诺晴汐桐菲冉悦",
            "悦彤妍诺",
            6,
        ),
    ),
}


class Surnames:
    """The surnames of one hamlet: a few old families, and everybody else."""

    def __init__(self, families: str, percent: int = 58) -> None:
        # The first family is the largest: 3, 2, 1 parts.
        self._old = Urn({name: len(families) - place for place, name in enumerate(families)}) if families else None
        self._percent = percent

    def draw(self, draw: Draw) -> str:
        """Return the surname of one line of the hamlet."""
        if self._old is not None and draw.chance(self._percent):
            return self._old.draw(draw)
        return SURNAMES.draw(draw)


def given_name(draw: Draw, *, is_male: bool, birth: date) -> str:
    """Return a given name of one or two characters, of its time."""
    sorts = _GIVEN[_MALE if is_male else _FEMALE]
    _, firsts, seconds, singles, percent = next(sort for sort in sorts if birth.year < sort[0])
    if draw.chance(_RARE_PERCENT):
        rare = draw.pick(RARE)
        return rare if draw.chance(50) else draw.pick(firsts) + rare
    if draw.chance(percent):
        return draw.pick(singles)
    first = draw.pick(firsts)
    second = draw.pick(seconds)
    return first + second if second != first else first
