"""The words in which points are kept."""

from enum import StrEnum


class PointLinkage(StrEnum):
    """The six linkages that a rule stands under."""

    PARTY = "party"
    SANITATION = "sanitation"
    INTEGRITY = "integrity"
    WELFARE = "welfare"
    SAFETY = "safety"
    CIVILITY = "civility"


class Earner(StrEnum):
    """Whose account an item's points go to."""

    HOUSEHOLD = "household"
    UNIT = "unit"


class PointRecord(StrEnum):
    """A record of another linkage that gives an item's points by itself."""

    NONE = ""
    ROUND = "round"
    WORK = "work"
    MEETING = "meeting"


class PointKind(StrEnum):
    """What an entry of the points ledger is."""

    AWARD = "award"
    DEDUCTION = "deduction"
    REDEMPTION = "redemption"
    EXPIRY = "expiry"
    REVERSAL = "reversal"


# What earns or loses points by rule; the rest spends them or lets them lapse.
EARNING = (PointKind.AWARD, PointKind.DEDUCTION)


class ClaimState(StrEnum):
    """Where a claim stands. DECIDED may still be appealed, FINAL not."""

    WAITING = "waiting"
    DECIDED = "decided"
    APPEALED = "appealed"
    FINAL = "final"


class PointVerdict(StrEnum):
    """What a reviewer says of a claim."""

    ACCEPT = "accept"
    CHANGE = "change"
    REFUSE = "refuse"


class ReviewStage(StrEnum):
    """Which look at a claim: the first, on appeal, or blind in the monthly sample."""

    FIRST = "first"
    APPEAL = "appeal"
    SAMPLE = "sample"


class CoverRule(StrEnum):
    """What happens to a new award that the prize fund does not cover."""

    WARN = "warn"
    REFUSE = "refuse"


class RedemptionState(StrEnum):
    """A redemption's way: reserved on the phone or handed out at the counter, called off, or brought back."""

    RESERVED = "reserved"
    HANDED = "handed"
    CANCELLED = "cancelled"
    RETURNED = "returned"


class StockKind(StrEnum):
    """Why the stock of a prize changed."""

    RECEIVED = "received"
    TAKEN = "taken"
    RETURNED = "returned"
    WRITTEN_OFF = "written_off"
