"""What a rule gives, and how a fund is split exactly. Plain values; no Django, no clock."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from shihu.engines.apportionment import split
from shihu.kernel.money import rounded
from shihu.services.industry.errors.awards import (
    AwardKindTwice,
    BadAwardItem,
    BadBonus,
    BadQuantity,
    NoAwardItems,
)
from shihu.services.industry.types.awards import (
    MOST_QUANTITY,
    AwardItem,
    AwardMode,
    Claim,
    Foreseen,
    NewAwardRule,
    Share,
)


def check_rule(rule: NewAwardRule, names: Mapping[str, str]) -> None:
    """Refuse a rule that cannot be reckoned with; ``names`` are the kinds in the reader's words."""
    if not rule.items:
        raise NoAwardItems("items")
    seen: set[str] = set()
    for item in rule.items:
        name = names.get(item.kind, item.kind)
        if item.kind in seen:
            raise AwardKindTwice("items", kind=name)
        seen.add(item.kind)
        if item.least < 1 or item.per < 1 or item.cap < 0 or item.least > MOST_QUANTITY:
            raise BadAwardItem("items", kind=name)
    if not 0 <= rule.bonus <= 100:
        raise BadBonus("bonus")
    if rule.household_cap < 0:
        raise BadAwardItem("household_cap", kind="")


def check_quantity(quantity: int) -> None:
    """Refuse what nobody can count in a courtyard."""
    if not 1 <= quantity <= MOST_QUANTITY:
        raise BadQuantity("quantity", given=quantity, most=MOST_QUANTITY)


def weight_of(item: AwardItem, quantity: int) -> int:
    """Return what one kind brings by the rule, before any cap of the household: fen, or points.

    Nothing below the minimum; each head from the first on counts; never more than the kind's cap.
    """
    if quantity < item.least:
        return 0
    given = quantity * item.per
    return min(given, item.cap) if item.cap else given


def foreseen(item: AwardItem, quantity: int) -> Foreseen:
    """Return what the rule would give, with the numbers that say how."""
    given = weight_of(item, quantity)
    return Foreseen(
        kind=item.kind,
        quantity=quantity,
        least=item.least,
        per=item.per,
        cap=item.cap,
        asked=given,
        is_capped=bool(item.cap) and quantity >= item.least and quantity * item.per > item.cap,
        is_too_few=quantity < item.least,
    )


def fill(total: int, weights: Sequence[Fraction | int], ceilings: Sequence[int | None]) -> list[int]:
    """Split ``total`` by weights so that nobody gets more than the ceiling; what is cut off goes to the others.

    Whoever would reach the ceiling gets exactly it and leaves; what remains is split among the rest, until nobody
    reaches it any more. The shares sum to ``total``, or to all ceilings where these are less. Ties go to the earlier.
    """
    shares = [0] * len(weights)
    active = [at for at, weight in enumerate(weights) if weight > 0]
    rest = total
    while active:
        everything = sum(Fraction(weights[at]) for at in active)
        full = [at for at in active if _reaches(rest * Fraction(weights[at]) / everything, ceilings[at])]
        if not full:
            parts = split(rest, [Fraction(weights[at]) for at in active])
            for at, part in zip(active, parts, strict=True):
                shares[at] = part
            break
        for at in full:
            shares[at] = ceilings[at] or 0
            rest -= shares[at]
        active = [at for at in active if at not in set(full)]
    return shares


def _reaches(exact: Fraction, ceiling: int | None) -> bool:
    return ceiling is not None and exact >= ceiling


def share_out(
    budget: int, claims: Sequence[Claim], rule: NewAwardRule, registered: frozenset[str] = frozenset()
) -> list[Share]:
    """Split ``budget`` among the claims: first among households, then inside each among its kinds; both exact.

    By yuan a household never gets more than the rule gives it: what is left stays in the fund. By points all of the
    budget goes out unless every household stands at its cap. ``registered`` households get the rule's addition.
    Claims must be in a stable order; it decides ties.
    """
    homes: dict[str, list[Claim]] = {}
    for claim in claims:
        homes.setdefault(claim.household, []).append(claim)
    weights: list[Fraction | int] = []
    ceilings: list[int | None] = []
    for code, own in homes.items():
        raised = Fraction(sum(claim.weight for claim in own) * (100 + (rule.bonus if code in registered else 0)), 100)
        cap = rule.household_cap or None
        if rule.mode == AwardMode.YUAN:
            given = min(rounded(raised), cap) if cap is not None else rounded(raised)
            weights.append(given)
            ceilings.append(given)
        else:
            weights.append(raised)
            ceilings.append(cap)
    amounts = fill(budget, weights, ceilings)
    shares = []
    for own, given, ceiling in zip(homes.values(), amounts, ceilings, strict=True):
        by_kind = [claim.weight for claim in own]
        parts = split(given, by_kind) if given else [0] * len(own)
        asked = split(ceiling, by_kind) if rule.mode == AwardMode.YUAN and ceiling else [0] * len(own)
        shares += [
            Share(claim.application, claim.household, claim.kind, claim.quantity, claim.weight, wanted, part)
            for claim, part, wanted in zip(own, parts, asked, strict=True)
        ]
    return shares
