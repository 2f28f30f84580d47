"""Rules about one person: how a name is read, how a number is found again and hidden, who can lead."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pypinyin import lazy_pinyin

from shihu.kernel.sealing import blind_index

# Characters that are read otherwise as a surname than in most words. The library reads a character by its
# commonest word (单 dan, 解 jie), which would hide every 单 from someone who looks for "shan".
SURNAMES = {
    "单": "shan",
    "解": "xie",
    "任": "ren",
    "曾": "zeng",
    "仇": "qiu",
    "区": "ou",
    "查": "zha",
    "华": "hua",
    "朴": "piao",
    "盖": "ge",
    "缪": "miao",
    "翟": "zhai",
    "员": "yun",
    "覃": "qin",
    "折": "she",
    "乜": "nie",
    "隗": "wei",
    "繁": "po",
    "秘": "bi",
    "种": "chong",
    "黑": "he",
    "郇": "xun",
    "祭": "zhai",
    "牟": "mu",
    "乐": "yue",
    "都": "du",
    "薄": "bo",
    "阚": "kan",
    "卜": "bu",
    "佴": "nai",
    "召": "shao",
}
DOUBLE_SURNAMES = {
    "尉迟": ("yu", "chi"),
    "万俟": ("mo", "qi"),
    "长孙": ("zhang", "sun"),
    "单于": ("chan", "yu"),
    "澹台": ("tan", "tai"),
    "令狐": ("ling", "hu"),
    "赫连": ("he", "lian"),
    "皇甫": ("huang", "fu"),
    "宇文": ("yu", "wen"),
    "欧阳": ("ou", "yang"),
    "司马": ("si", "ma"),
    "上官": ("shang", "guan"),
    "诸葛": ("zhu", "ge"),
    "夏侯": ("xia", "hou"),
    "呼延": ("hu", "yan"),
    "慕容": ("mu", "rong"),
}

# Purposes of the two blind indexes: each purpose is its own key, so that the two never compare.
ID_PURPOSE = "person.id_number"
ID_TAIL_PURPOSE = "person.id_tail"

ADULT = 18
OLDEST_LEAD = 70
# Where the roster does not tell the labour ability, age alone stands for it, and then more strictly.
OLDEST_LEAD_UNKNOWN_LABOUR = 60
ABLE = frozenset({"labour.full", "labour.skilled"})


@dataclass(frozen=True, slots=True)
class Reading:
    """How a name is typed: the whole pinyin without gaps (zhaoerhu) and its initials (zeh)."""

    pinyin: str
    initials: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """What decides whether a person can lead a unit."""

    birth: date | None
    labour: str | None = None
    is_party_member: bool = False
    may_head: bool | None = None


def reading(name: str) -> Reading:
    """Return how ``name`` is read as a person's name; ü is written v, as it is typed."""
    syllables = [s.lower().replace("ü", "v") for s in lazy_pinyin(name)]
    if name[:2] in DOUBLE_SURNAMES and len(name) > 2:
        syllables[:2] = DOUBLE_SURNAMES[name[:2]]
    elif name[:1] in SURNAMES:
        syllables[:1] = [SURNAMES[name[0]]]
    letters = ["".join(c for c in s if c.isalnum()) for s in syllables]
    return Reading("".join(letters)[:80], "".join(s[:1] for s in letters)[:20])


def typed(text: str) -> str:
    """Return typed pinyin in the form that names are kept in: lower case, no gaps or marks, ü as v."""
    return "".join(c for c in text.lower().replace("ü", "v").replace("u:", "v") if c.isalnum())


def age(birth: date, on: date) -> int:
    """Return the full years of someone born on ``birth`` on the day ``on``."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def years_before(on: date, years: int) -> date:
    """Return the day ``years`` before ``on``: who was born then or earlier is that old."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return date(on.year - years, 2, 28)


def person_can_lead(person: Candidate, *, wealth: str | None, on: date) -> bool:
    """Tell whether a person could lead a unit.

    Who the village has named (or ruled out) is taken at its word. Otherwise: 18 to 70 years old, full or
    skilled labour (unknown labour: 18 to 60), and one of three marks of someone others follow: a Party
    member, a well-off household, or skilled labour. Someone without a known birth date must be named.
    """
    if person.may_head is not None:
        return person.may_head
    if person.birth is None:
        return False
    years = age(person.birth, on)
    if person.labour is None:
        able = ADULT <= years <= OLDEST_LEAD_UNKNOWN_LABOUR
    else:
        able = person.labour in ABLE and ADULT <= years <= OLDEST_LEAD
    return able and (person.is_party_member or wealth == "wealth.well_off" or person.labour == "labour.skilled")


def can_lead(members: Iterable[Candidate], *, wealth: str | None, on: date) -> bool:
    """Tell whether a household has anyone who could lead a unit."""
    return any(person_can_lead(member, wealth=wealth, on=on) for member in members)


def id_index(number: str, *, master: str) -> str:
    """Return the blind index by which a whole ID number is found again."""
    return blind_index(number.strip().upper(), master=master, purpose=ID_PURPOSE)


def id_tail_index(last_four: str, *, master: str) -> str:
    """Return the blind index of the last four characters of an ID number."""
    return blind_index(last_four.strip().upper(), master=master, purpose=ID_TAIL_PURPOSE)


def plain_text(given: str) -> str:
    """Return typed text with full-width digits and letters made plain, outer blanks and NUL characters gone.

    PostgreSQL takes no NUL in a text; whoever sends one gets the answer for the text without it.
    """
    return unicodedata.normalize("NFKC", given.replace("\x00", "")).strip()


def plain_phone(given: str) -> str:
    """Return a phone number as it is kept: digits only (a leading + stays)."""
    text = plain_text(given)
    return ("+" if text.startswith("+") else "") + "".join(c for c in text if c.isdigit())


def masked_phone(phone: str) -> str:
    """Hide the middle of a phone number: 138****1234."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 8 else "*" * len(phone)
