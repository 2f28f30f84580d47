"""The terms that the platform starts with. Names follow the official documents of their day.

Poverty classes: registered households (建档立卡, from 2014) and exits; the three monitored classes of the
transition period (2020-05 to 2025-12); from 2026 one class, 防止返贫致贫对象. Earlier ones stay in history.
"""

from datetime import date

from shihu.base.vocabularies.types import TermRow

_ALWAYS = date(1949, 10, 1)
_REGISTER = date(2014, 1, 1)
_TRANSITION = date(2020, 5, 1)
_TRANSITION_END = date(2025, 12, 31)
_NORMALISED = date(2026, 1, 1)
_MODELS = date(2007, 7, 1)  # the first national choosing of moral models
_REVIVAL = date(2021, 2, 25)


def _terms(vocabulary: str, *rows: tuple[str, str, str, str]) -> list[TermRow]:
    return [
        TermRow(f"{vocabulary}.{code}", vocabulary, code, zh, en, _ALWAYS, None, tuple(synonyms.split()), order)
        for order, (code, zh, en, synonyms) in enumerate(rows, start=1)
    ]


def terms() -> list[TermRow]:
    """Return every term the platform starts with."""
    return [
        *_terms(
            "wish",
            ("mushroom", "食用菌", "Edible mushrooms", "香菇 木耳 平菇 蘑菇 种菌 菌棒"),
            ("poria", "茯苓", "Poria", "中药材 药材"),
            ("orchard", "果树", "Orchard", "苹果 核桃 梨 果园 经济林 红枣"),
            ("vegetables", "蔬菜", "Vegetables", "大棚 西红柿 番茄 种菜"),
            ("poultry", "散养鸡", "Poultry", "养鸡 鸡 家禽"),
            ("rabbits", "养兔", "Rabbits", "兔"),
            ("cattle_sheep", "牛羊", "Cattle and sheep", "养牛 养羊 牛 羊"),
            ("pigs", "养猪", "Pigs", "猪 生猪"),
            ("grapes", "庭院葡萄", "Courtyard grapes", "葡萄 庭院经济"),
            ("migrant", "外出务工", "Migrant work", "务工 打工"),
            ("trade", "经商运输", "Trade and transport", "经商 运输 小卖部 个体"),
        ),
        *_terms(
            "courtyard",
            ("hens", "散养鸡", "Free-range hens", "鸡 养鸡 土鸡 家禽"),
            ("rabbits", "兔", "Rabbits", "养兔 兔子 肉兔"),
            ("cattle", "牛", "Cattle", "养牛 肉牛 黄牛"),
            ("sheep", "羊", "Sheep", "养羊 山羊 绵羊"),
            ("pigs", "猪", "Pigs", "养猪 生猪 圈养猪"),
            ("grapes", "庭院葡萄", "Courtyard grapes", "葡萄 葡萄树"),
            ("mushrooms", "庭院食用菌", "Courtyard mushrooms", "食用菌 菌棒 香菇 木耳"),
            ("bees", "蜜蜂", "Bees", "养蜂 蜂箱"),
        ),
        *_terms(
            "goal",
            ("cadres", "建好一支干部队伍", "Build a good team of cadres", ""),
            ("industry", "发展一个主导产业", "Develop a leading industry", ""),
            ("beautiful", "美化一片农村环境", "Make the village beautiful", ""),
            ("infrastructure", "完善一批基础设施", "Complete the infrastructure", ""),
            ("institutions", "形成一套有效制度", "Shape rules that work", ""),
            ("integrity", "树立一批诚信典范", "Set models of integrity", ""),
            ("customs", "破除一些陈规陋习", "Do away with bad customs", ""),
            ("stability", "维护一方社会稳定", "Keep the peace", ""),
        ),
        *_terms(
            "skill",
            ("spawn", "菌种制作", "Spawn making", "菌种 制棒"),
            ("cultivation", "种植技术", "Cultivation", "种植 农技"),
            ("husbandry", "养殖技术", "Animal husbandry", "养殖 饲养"),
            ("veterinary", "兽医防疫", "Veterinary care", "兽医 防疫"),
            ("grafting", "嫁接修剪", "Grafting and pruning", "嫁接 修剪 果树管理"),
            ("driving", "驾驶运输", "Driving", "驾驶 司机 开车"),
            ("building", "泥瓦木工", "Building trades", "瓦工 木工 泥工 建筑"),
            ("electric", "水电焊接", "Electrical and welding", "电工 焊工 水暖"),
            ("bookkeeping", "记账算账", "Bookkeeping", "会计 记账"),
            ("selling", "网络销售", "Selling on line", "电商 销售 直播"),
            ("cooking", "厨艺", "Cooking", "厨师 做饭"),
        ),
        *_terms(
            "industry",
            ("mushroom", "食用菌", "Edible mushrooms", "香菇 木耳 平菇"),
            ("poria", "茯苓", "Poria", "中药材"),
            ("tomato", "西红柿", "Tomatoes", "番茄"),
            ("vegetables", "蔬菜", "Vegetables", "大棚菜"),
            ("poultry", "散养鸡", "Free-range hens", "养鸡 家禽"),
            ("rabbits", "养兔", "Rabbits", "兔"),
            ("pigs", "养猪", "Pigs", "猪"),
            ("cattle", "养牛", "Cattle", "牛"),
            ("sheep", "养羊", "Sheep", "羊"),
            ("grapes", "葡萄", "Grapes", "庭院葡萄"),
            ("orchard", "果树", "Orchard", "核桃 苹果 红枣"),
        ),
        *_terms(
            "wealth",
            ("well_off", "较富裕", "Well-off", "富裕 富裕户 富"),
            ("ordinary", "一般", "Ordinary", "一般户 普通 普通户 一般农户"),
            ("poor", "困难", "Poor", "贫困 贫困户 困难户"),
        ),
        TermRow(
            "poverty.registered",
            "poverty",
            "registered",
            "建档立卡贫困户",
            "Registered poor",
            _REGISTER,
            _TRANSITION_END,
            ("建档立卡", "贫困户", "建档立卡户", "是"),
            1,
        ),
        TermRow(
            "poverty.exited",
            "poverty",
            "exited",
            "脱贫户",
            "Exited poverty",
            _REGISTER,
            None,
            ("脱贫", "已脱贫", "脱贫户"),
            2,
        ),
        TermRow(
            "poverty.unstable",
            "poverty",
            "unstable",
            "脱贫不稳定户",
            "Exited, not stable",
            _TRANSITION,
            _TRANSITION_END,
            ("脱贫不稳定",),
            3,
        ),
        TermRow(
            "poverty.marginal",
            "poverty",
            "marginal",
            "边缘易致贫户",
            "At the margin",
            _TRANSITION,
            _TRANSITION_END,
            ("边缘户", "边缘易致贫"),
            4,
        ),
        TermRow(
            "poverty.sudden",
            "poverty",
            "sudden",
            "突发严重困难户",
            "Sudden severe hardship",
            _TRANSITION,
            _TRANSITION_END,
            ("突发严重困难",),
            5,
        ),
        TermRow(
            "poverty.at_risk",
            "poverty",
            "at_risk",
            "防止返贫致贫对象",
            "At risk of poverty",
            _NORMALISED,
            None,
            ("监测对象", "监测户"),
            6,
        ),
        *_terms(
            "relation",
            ("householder", "户主", "Householder", "本人 本人或户主"),
            ("spouse", "配偶", "Spouse", "妻 妻子 夫 丈夫 之配偶 媳妇 爱人"),
            ("son", "子", "Son", "儿子 长子 次子 三子 独生子 之子"),
            ("daughter", "女", "Daughter", "女儿 长女 次女 三女 独生女 之女"),
            ("daughter_in_law", "儿媳", "Daughter-in-law", "之儿媳"),
            ("son_in_law", "女婿", "Son-in-law", "之女婿"),
            ("grandson", "孙子", "Grandson", "之孙子 外孙子 外孙"),
            ("granddaughter", "孙女", "Granddaughter", "之孙女 外孙女"),
            ("father", "父亲", "Father", "父 之父 爸爸"),
            ("mother", "母亲", "Mother", "母 之母 妈妈"),
            (
                "parent_in_law",
                "公婆岳父母",
                "Parent-in-law",
                "岳父 岳母 公公 婆婆 之岳父 之岳母 之公公 之婆婆",
            ),
            ("grandparent", "祖父母", "Grandparent", "祖父 祖母 爷爷 奶奶 之祖父 之祖母"),
            ("sibling", "兄弟姐妹", "Brother or sister", "兄 弟 姐 妹 哥 之兄弟姐妹 兄弟 姐妹"),
            ("other", "其他", "Other", "其他亲属 非亲属 之其他"),
        ),
        *_terms(
            "labour",
            ("full", "普通劳动力", "Full labour", "劳动力 有 全劳动力 普通劳动力"),
            ("skilled", "技能劳动力", "Skilled labour", "技能"),
            ("weak", "弱劳动力", "Weak labour", "半劳动力 弱劳动力或半劳动力"),
            ("none", "无劳动力", "No labour", "无 丧失劳动力"),
        ),
        *_terms(
            "health",
            ("healthy", "健康", "Healthy", "良好 正常"),
            ("chronic", "长期慢性病", "Chronic illness", "慢性病"),
            ("severe", "大病", "Severe illness", "重病 患有大病"),
            ("disabled", "残疾", "Disabled", "持证残疾 残疾人"),
        ),
        *_terms(
            "village",
            ("poor", "贫困村", "Poor village", ""),
            ("exited", "脱贫村", "Village out of poverty", ""),
            ("pilot", "创建示范村", "Pilot village", "示范村"),
        ),
        *_terms(
            "dispute",
            ("land", "山林土地", "Farmland and woods", "换地 地界 承包地 林地"),
            ("neighbour", "邻里", "Between neighbours", "邻居 噪音 排水 占道"),
            ("homestead", "房屋宅基地", "Houses and house plots", "宅基地 院墙 滴水 采光"),
            ("family", "婚姻家庭", "Marriage and family", "夫妻 离婚 分家"),
            ("support", "赡养抚养", "Support of the old and the young", "养老 赡养"),
            ("debt", "借贷合同", "Loans and contracts", "欠款 借钱 合同"),
            ("wages", "劳务报酬", "Wages", "工钱 工资"),
            ("damage", "损害赔偿", "Damage", "打架 牲畜 毁苗 赔偿"),
            ("requisition", "征地拆迁", "Land taken for public use", "征地 补偿"),
            ("other", "其他", "Other", ""),
        ),
        *_terms(
            "enterprise",
            ("cooperative", "农民专业合作社", "Farmers' cooperative", "合作社"),
            ("collective", "农村集体经济组织", "Collective economic organisation", "股份经济合作社 集体经济"),
            ("company", "企业", "Company", "公司"),
        ),
        *(
            TermRow(f"moral_model.{code}", "moral_model", code, zh, en, since, until, (), order)
            for order, (code, zh, en, since, until) in enumerate(
                (
                    ("filial", "孝老爱亲", "Filial and loving", _MODELS, None),
                    ("honest", "诚实守信", "Honest and true", _MODELS, None),
                    ("helpful", "助人为乐", "Glad to help", _MODELS, None),
                    ("brave", "见义勇为", "Brave for others", _MODELS, None),
                    ("dedicated", "敬业奉献", "Devoted to the work", _MODELS, None),
                    # Getting out of poverty by one's own work was honoured until poverty was declared overcome.
                    ("self_reliant", "自主脱贫", "Out of poverty by own work", _REGISTER, _REVIVAL),
                    ("revival", "乡村振兴", "Reviving the village", _REVIVAL, None),
                ),
                start=1,
            )
        ),
    ]
