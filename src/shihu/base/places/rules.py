"""How the name of a place is typed. No Django."""

from pypinyin import lazy_pinyin

# Parts of place names that are read otherwise than the same characters elsewhere. A library reads a
# character by its commonest word; whoever looks for the place types it as it is said there.
READINGS = {
    "解家": ("xie", "jia"),
    "解州": ("hai", "zhou"),
    "解庄": ("xie", "zhuang"),
    "单家": ("shan", "jia"),
    "单县": ("shan", "xian"),
    "洪洞": ("hong", "tong"),
    "繁峙": ("fan", "shi"),
    "长子": ("zhang", "zi"),
    "岢岚": ("ke", "lan"),
    "隰县": ("xi", "xian"),
    "代县": ("dai", "xian"),
    "大城": ("dai", "cheng"),
    "乐亭": ("lao", "ting"),
    "乐平": ("le", "ping"),
    "蔚县": ("yu", "xian"),
    "盂县": ("yu", "xian"),
    "井陉": ("jing", "xing"),
    "任丘": ("ren", "qiu"),
    "厦门": ("xia", "men"),
    "重庆": ("chong", "qing"),
    "六安": ("lu", "an"),
    "蚌埠": ("beng", "bu"),
    "丽水": ("li", "shui"),
    "台州": ("tai", "zhou"),
    "圈沟": ("juan", "gou"),
    "柏洼": ("bai", "wa"),
    "会里": ("hui", "li"),
}


def reading(name: str) -> tuple[str, str]:
    """Return how a place's name is typed: whole pinyin without gaps, and initials; ü is written v."""
    syllables: list[str] = []
    rest = name
    while rest:
        known = next((part for part in READINGS if rest.startswith(part)), "")
        if known:
            syllables += READINGS[known]
            rest = rest[len(known) :]
            continue
        upto = next((n for n in range(1, len(rest)) if any(rest.startswith(part, n) for part in READINGS)), len(rest))
        syllables += (s.lower().replace("ü", "v") for s in lazy_pinyin(rest[:upto]))
        rest = rest[upto:]
    plain = ["".join(c for c in syllable if c.isalnum()) for syllable in syllables]
    return "".join(plain)[:80], "".join(s[:1] for s in plain)[:20]
