"""What a rule book must be, which version holds on a day, and what changed between two."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from shihu.kernel.refusals import N_
from shihu.services.linkages.errors.points import (
    BadBeginning,
    BadClaimDay,
    BadItem,
    BadPrize,
    BadSetting,
    BadTimes,
    BadVote,
    LimitReached,
    MoneyIsNoPrize,
    NoItems,
    NotCarried,
)
from shihu.services.linkages.types.points import (
    BookSettings,
    PointLinkage,
    PointRecord,
    PointRule,
    RuleBook,
    RuleChange,
    Vote,
)

MOST_ITEMS, MOST_POINTS, MOST_TIMES = 60, 500, 31
# Field -> lowest, highest.
LIMITS = {
    "claim_days": (1, 92),
    "appeal_days": (3, 60),
    "expires_after": (0, 60),
    "notice_days": (7, 92),
    "pickup_days": (1, 31),
    "sample_share": (1, 100),
    "sample_least": (1, 50),
    "board_size": (3, 30),
}
WORDS_MISSING = N_("write its words, and per what it counts.")
POINTS_WRONG = N_("points are a whole number from 1 to 500, or below zero for a deduction.")
LIMIT_WRONG = N_("the limit a month is a whole number from 0 (none) to 31.")
CLAUSE_MISSING = N_("a deduction needs the clause of the village rules (村规民约) behind it.")
PROOF_MISSING = N_("say what is proof enough. A look at it will do; nobody may be asked for a number of photographs.")
RECORD_WRONG = N_(
    "points that a record gives are above zero; a round needs the least score (1 to 100), village work the minutes "
    "that make one time (30 to 720), anything else 0."
)
RECORD_TWICE = N_("another item that goes to the same accounts is given by the same record and number already.")
# Record -> lowest and highest of "least".
LEAST = {PointRecord.ROUND: (1, 100), PointRecord.WORK: (30, 720), PointRecord.MEETING: (0, 0)}
_MONEY = ("现金", "人民币", "红包", "股份", "股权", "分红", "微信转账", "cash", "money", "share", "dividend")


def checked_items(items: Sequence[PointRule], *, version: int) -> tuple[PointRule, ...]:
    """Return the items, each with a code that stays; refuse what is not whole. Empty rows are left out."""
    kept = [item for item in items if item.words.strip() or item.points]
    if not kept:
        raise NoItems
    if len(kept) > MOST_ITEMS:
        raise BadSetting(where="items", low=1, high=MOST_ITEMS)
    taken = {item.code for item in kept if item.code}
    fresh = (f"v{version}.{n}" for n in range(1, 1000) if f"v{version}.{n}" not in taken)
    told: list[PointRule] = []
    for number, item in enumerate(kept, start=1):
        if need := _missing(item) or _twice(item, told):
            raise BadItem(where=f"item {number}", number=number, need=need)
        tidy = replace(item, words=item.words.strip(), per=item.per.strip(), proof=item.proof.strip())
        told.append(replace(tidy, code=item.code or next(fresh), may_claim=_may_claim(item)))
    if len({item.code for item in told}) < len(told):
        raise BadItem(where="item 1", number=1, need=N_("two items bear the same code."))
    return tuple(told)


def _may_claim(item: PointRule) -> bool:
    """What a record gives is not claimed as well: nothing earns twice."""
    return item.may_claim and item.points > 0 and not item.record


def _twice(item: PointRule, before: Sequence[PointRule]) -> str:
    """Of a round there may be steps by score; of work and meetings one item for each kind of account."""
    for other in before:
        same_step = other.least == item.least or item.record is not PointRecord.ROUND
        if item.record and other.record is item.record and other.earner is item.earner and same_step:
            return RECORD_TWICE
    return ""


def _missing(item: PointRule) -> str:
    if not item.words.strip() or not item.per.strip():
        return WORDS_MISSING
    if not 1 <= abs(item.points) <= MOST_POINTS:
        return POINTS_WRONG
    if not 0 <= item.limit <= MOST_TIMES:
        return LIMIT_WRONG
    if item.points < 0 and not item.clause.strip():
        return CLAUSE_MISSING
    return _record_missing(item) if item.proof.strip() else PROOF_MISSING


def _record_missing(item: PointRule) -> str:
    """What is wrong with the record that gives an item."""
    if not item.record:
        return RECORD_WRONG if item.least else ""
    low, high = LEAST[item.record]
    return "" if item.points > 0 and low <= item.least <= high else RECORD_WRONG


def check_settings(settings: BookSettings) -> None:
    """Refuse what lies outside its limits."""
    for field, (low, high) in LIMITS.items():
        if not low <= getattr(settings, field) <= high:
            raise BadSetting(where=field, low=low, high=high)


def check_vote(vote: Vote, *, valid_from: date, today: date, before: date | None) -> None:
    """Refuse a vote that did not carry, is not documented, or would rewrite days that are past."""
    if vote.on > today or not vote.paper.strip() or vote.present < 1 or not 0 <= vote.in_favour <= vote.present:
        raise BadVote(where="on")
    if vote.in_favour * 2 <= vote.present:
        raise NotCarried(where="in_favour", in_favour=vote.in_favour, present=vote.present)
    if valid_from < vote.on or (before is not None and valid_from <= before):
        raise BadBeginning(where="valid_from", after=before.isoformat() if before else "—")


def in_force(books: Iterable[RuleBook], day: date) -> RuleBook | None:
    """The newest approved version that had begun by the day."""
    begun = [book for book in books if book.valid_from is not None and book.valid_from <= day]
    return max(begun, key=lambda book: book.version, default=None)


def changes(old: Sequence[PointRule], new: Sequence[PointRule]) -> tuple[RuleChange, ...]:
    """What became of each item, in the order of the newer version; what fell away comes last."""
    before = {item.code: item for item in old}
    told = []
    for item in new:
        was = before.pop(item.code, None)
        same = was is not None and replace(was, key=None) == replace(item, key=None)
        told.append(RuleChange("added" if was is None else "same" if same else "changed", was, item))
    return (*told, *(RuleChange("removed", was, None) for was in before.values()))


def check_day(day: date, *, today: date, window: int) -> None:
    """Refuse a day in the future or too long ago."""
    first = today - timedelta(days=window)
    if not first <= day <= today:
        raise BadClaimDay(where="day", first=first.isoformat(), last=today.isoformat())


def check_times(item: PointRule, times: int, *, used: int) -> None:
    """Refuse more than the item allows in a month, with what was used of it."""
    if not 1 <= times <= MOST_TIMES:
        raise BadTimes(where="times", most=MOST_TIMES)
    if item.limit and used + times > item.limit:
        raise LimitReached(where="times", limit=item.limit, used=used)


def month_of(day: date) -> tuple[date, date]:
    """First and last day of a day's month."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def check_prize(name: str, measure: str, price: int) -> None:
    """Refuse a prize without a name or a price, and anything that is money by another name."""
    if not name.strip() or not measure.strip() or not 1 <= price <= 100_000:
        raise BadPrize(where="name")
    for word in _MONEY:
        if word in name.lower() and not re.search(rf"[a-z]{word}|{word}[a-z]", name.lower()):
            raise MoneyIsNoPrize(where="name", word=name.strip())


EMPTY = PointRule("", PointLinkage.PARTY, "", 0, "")
