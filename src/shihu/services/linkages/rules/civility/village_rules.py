"""Village rules: what they may not say, when a vote holds, and which version is in force."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from shihu.kernel.refusals import N_
from shihu.services.linkages.types.civility import ITEMS_OF, Checked, Outcome, Unlawful
from shihu.services.units.types import Clause

DISCUSSION = 7  # days at least

_FINE = N_("Village rules have no power to fine: only a law or a regulation can. Say what people shall do instead.")
_TAKE = N_("Village rules cannot take or hold what belongs to somebody. Say how the matter is settled instead.")
_RIGHT = N_(
    "Village rules cannot take away what somebody is entitled to by law or policy. Praise who keeps them; "
    "talk with who does not."
)
_FREE = N_("Village rules cannot limit anybody's freedom or body. In danger call the police.")
_NAME = N_("Village rules may not shame people in public. Talk with them at home.")
# The word, and why village rules have no power for it. A ban on the thing itself (不得罚款) is of course allowed.
_WORDS = (
    (r"罚款|罚金|罚没|处罚金|罚[交缴]?\s*[0-9一二三四五六七八九十百千]+\s*元|违约金", _FINE),
    (r"没收|扣押|扣留|变卖|强制拆除|强拆|扣发|扣减|扣除|收回承包地|收回宅基地", _TAKE),
    (r"取消(?:其|一切|所有|全部)?(?:村民|社员|低保|补贴|补助|分红|待遇|资格|福利)[^，。；]{0,6}", _RIGHT),
    (r"不(?:得|能|予)享受|停发|剥夺|开除村籍|停水|停电|不予(?:办理|盖章|开具)|不得参军|不准(?:上学|入学)", _RIGHT),
    (r"外嫁女[^，。；]{0,8}(?:不得|不予|不能)", _RIGHT),
    (r"拘留|关押|体罚|游街|殴打|搜身", _FREE),
    (r"黑榜|黑名单|示众|曝光|点名批评|公开批评", _NAME),
)
_DENIED = re.compile(r"(?:不得|不准|不许|禁止|严禁|不|杜绝|无权)(?:以[^，。；]{1,10}为由)?(?:进行|实施|随意|乱)?$")


def unlawful(clauses: Iterable[Clause]) -> tuple[Unlawful, ...]:
    """Return what village rules have no power for, in the order of the clauses."""
    found = []
    for number, clause in enumerate(clauses, start=1):
        text = f"{clause.title}。{clause.text}"
        hits = [
            (match.start(), match.group(), why)
            for pattern, why in _WORDS
            for match in re.finditer(pattern, text)
            if not _DENIED.search(text[: match.start()])
        ]
        found += [Unlawful(number, word, why) for _at, word, why in sorted(hits)]
    return tuple(found)


def outcome(*, entitled: int, yes: int, no: int, abstain: int) -> Outcome:
    """Tell how a vote ended.

    The villagers' assembly holds when people of at least two thirds of the households come; the village
    representatives when at least two thirds of them come. It passes with more than half of those who came."""
    present = yes + no + abstain
    needed = -(-2 * entitled // 3)
    has_quorum = entitled > 0 and present >= needed
    return Outcome(present, needed, has_quorum, has_quorum and 2 * yes > present)


def in_force(versions: Iterable[tuple[int, date | None]], *, on: date) -> int:
    """Return the newest version that is filed and in force on the day, 0 for none. ``versions``: number, from."""
    return max((number for number, since in versions if since is not None and since <= on), default=0)


def ceilings_of(given: Mapping[str, int | None]) -> dict[str, int]:
    """Return the ceilings that were set; None where one cannot be one."""
    known = {item.value for items in ITEMS_OF.values() for item in items}
    return {key: value for key, value in given.items() if value is not None and key in known}


def checklist(kind: str, ceilings: Mapping[str, int], told: Mapping[str, int]) -> tuple[Checked, ...]:
    """Lay what a household tells beside what the village agreed on. Lines about which neither speaks are left out."""
    lines = (Checked(item, ceilings.get(item.value), told.get(item.value)) for item in ITEMS_OF[kind])
    return tuple(line for line in lines if line.ceiling is not None or line.told is not None)


def kept(lines: Sequence[Checked]) -> bool:
    """Tell whether nothing lies above the village's ceilings."""
    return not any(line.above for line in lines)
