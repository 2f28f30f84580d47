"""How the surplus of a season is distributed: the arithmetic of the law and of a unit's own charter.

See docs/algorithms/settlement.md for the steps with worked numbers.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from shihu.engines.apportionment import split
from shihu.kernel.money import Rounding, rounded, yuan
from shihu.services.industry.errors.settlement import BadTerms, NobodyCounts, OnlyByShares, TooLittleByTrade
from shihu.services.industry.types.settlement import Distribution, Footing, Portion, Terms, Variant

# 农民专业合作社法 art. 44: what goes back by volume traded is at least 60 % of the distributable surplus.
LEAST_BY_TRADE: Final = 600
NOTICE_DAYS: Final = range(5, 31)


def checked(terms: Terms) -> Terms:
    """Return the terms if the law allows them; raises BadTerms, TooLittleByTrade, OnlyByShares."""
    parts = (terms.reserve, terms.welfare, terms.patronage, terms.labour)
    if any(not 0 <= part <= 1000 for part in parts) or terms.guaranteed < 0 or terms.floor < 0:
        raise BadTerms("reserve")
    if terms.reserve + terms.welfare > 1000:
        raise BadTerms("welfare")
    if terms.patronage + terms.labour > 1000:
        raise BadTerms("labour")
    if terms.variant == Variant.COOPERATIVE:
        if terms.patronage < LEAST_BY_TRADE:
            raise TooLittleByTrade("patronage", given=_percent(terms.patronage))
        if terms.labour:
            raise BadTerms("labour")
    if terms.variant == Variant.COLLECTIVE and (terms.patronage or terms.labour):
        raise OnlyByShares("patronage")
    return terms


def usual(variant: Variant) -> Terms:
    """Return what a rule is begun from where none is voted: a tenth into the reserve, the law's least part by trade."""
    return Terms(variant, 100, patronage=LEAST_BY_TRADE if variant == Variant.COOPERATIVE else 0)


def distribute(
    *,
    income: int,
    costs: int,
    earlier_loss: int,
    terms: Terms,
    standings: Sequence[Footing],
    risk: Mapping[str, int],
) -> Distribution:
    """Distribute a season's surplus; ``standings`` in any order, ties go by code.

    A loss is distributed to nobody: it stays in the books and is covered first by later surpluses. ``risk`` says in
    thousandths who bears it. Raises NobodyCounts where there is something to distribute and nobody to get it.
    """
    members = sorted(standings, key=lambda member: member.code)
    surplus = income - costs
    if surplus <= 0:
        bearers = _named_split(-surplus, risk)
        nothing = {member.code: Portion() for member in members}
        short = sum(promise(member, terms) for member in members)
        return Distribution(income, costs, 0, 0, 0, 0, 0, 0, 0, short, -surplus, bearers, nothing)
    covered = min(surplus, earlier_loss)
    left = surplus - covered
    reserve = _part(left, terms.reserve)
    welfare = min(_part(left, terms.welfare), left - reserve)
    distributable = left - reserve - welfare
    pools = _Pools(distributable, terms, members)
    portions = pools.portions()
    return Distribution(
        income=income,
        costs=costs,
        covered=covered,
        reserve=reserve,
        welfare=welfare,
        guaranteed=pools.guaranteed,
        patronage=pools.of["patronage"],
        labour=pools.of["labour"],
        floating=pools.of["floating"],
        short=pools.short,
        loss=0,
        bearers={},
        portions=portions,
        moved=tuple(pools.moved),
    )


class _Pools:
    """What is distributable, cut into its pools; a pool that nobody can share goes to the next one that somebody can.

    In a cooperative the guaranteed dividend is capital's: it is paid out of the part that does not go by trade, so
    that the law's 60 % stay whole. Elsewhere it comes first.
    """

    def __init__(self, distributable: int, terms: Terms, members: Sequence[Footing]) -> None:
        self.terms, self.members = terms, members
        self.weights: dict[str, list[int]] = {
            "patronage": [member.traded for member in members],
            "labour": [member.minutes for member in members],
            "floating": [member.shares for member in members],
        }
        self.moved: list[tuple[str, str]] = []
        promised = [promise(member, terms) for member in members]
        if terms.variant == Variant.COOPERATIVE:
            patronage = self._by_trade(distributable)
            available = distributable - patronage
            self.guaranteed = min(available, sum(promised))
            self.of = {"patronage": patronage, "labour": 0, "floating": available - self.guaranteed}
        else:
            self.guaranteed = min(distributable, sum(promised))
            rest = distributable - self.guaranteed
            patronage = _part(rest, terms.patronage)
            labour = min(_part(rest, terms.labour), rest - patronage)
            self.of = {"patronage": patronage, "labour": labour, "floating": rest - patronage - labour}
        self.short = sum(promised) - self.guaranteed
        self.promises = split(self.guaranteed, promised) if self.guaranteed else [0] * len(members)
        self._settle_empty_pools(distributable)

    def _by_trade(self, distributable: int) -> int:
        """The part by volume traded, rounded up, so that the law's least part is met to the fen."""
        if not any(self.weights["patronage"]):
            return 0
        return rounded(Fraction(distributable * self.terms.patronage, 1000), Rounding.UP)

    def _settle_empty_pools(self, distributable: int) -> None:
        if self.terms.variant == Variant.COOPERATIVE and not any(self.weights["patronage"]) and distributable:
            self.moved.append(("patronage", "floating"))
        for name, amount in list(self.of.items()):
            if amount and not any(self.weights[name]):
                taker = next((other for other in ("patronage", "labour", "floating") if any(self.weights[other])), "")
                if not taker:
                    raise NobodyCounts(surplus=yuan(amount))
                self.of[name] = 0
                self.of[taker] += amount
                self.moved.append((name, taker))

    def portions(self) -> dict[str, Portion]:
        """Split every pool exactly; ties by code."""
        parts = {name: split(amount, self.weights[name]) for name, amount in self.of.items()}
        return {
            member.code: Portion(self.promises[at], parts["patronage"][at], parts["labour"][at], parts["floating"][at])
            for at, member in enumerate(self.members)
        }


def promise(member: Footing, terms: Terms) -> int:
    """Return a member's guaranteed dividend in fen: shares and land, each rounded once."""
    return member.shares * terms.guaranteed + rounded(Fraction(member.land * terms.floor, 100))


def set_off(dividend: int, advance: int, rental: int) -> tuple[int, int]:
    """Return what of a dividend goes to inputs still owed and to rental still owed, in this order."""
    to_advance = min(dividend, max(advance, 0))
    return to_advance, min(dividend - to_advance, max(rental, 0))


def _part(amount: int, thousandths: int) -> int:
    return rounded(Fraction(amount * thousandths, 1000))


def _named_split(amount: int, weights: Mapping[str, int]) -> dict[str, int]:
    names = sorted(weights)
    shares = split(amount, [weights[name] for name in names]) if amount and any(weights.values()) else [0] * len(names)
    return dict(zip(names, shares, strict=True))


def _percent(thousandths: int) -> str:
    return f"{thousandths / 10:g}"
