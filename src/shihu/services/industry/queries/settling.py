"""What a settlement is reckoned from: the season's money, who counts with how much, what is still owed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from shihu.base.ledger.queries import by_party, by_tag, chart, member_accounts, parties
from shihu.base.ledger.types import AccountKind, EntityKind
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level
from shihu.services.industry.models import DistributionRule, Season, Settlement, ShareEntry
from shihu.services.industry.queries.labour.counted import share_minutes
from shihu.services.industry.queries.lots import traded
from shihu.services.industry.queries.shares.holdings import collective_share_on, shares_on
from shihu.services.industry.rules.settlement_accounts import Accounts, accounts_for
from shihu.services.industry.rules.tags import advance_tag, rental_tag, season_tag
from shihu.services.industry.types import Holding, Traded
from shihu.services.industry.types.settlement import Footing, Terms, TermsRow, TradeBasis, Variant


@dataclass(frozen=True, slots=True)
class Counted:
    """A member with what it counts with; ``household`` is None for the collective's own shares."""

    household: UUID | None
    standing: Footing
    amount: int  # traded, fen
    grams: int
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a settlement follows from. ``owed``: (advance, rental) in fen by household code."""

    income: int
    costs: int
    earlier_loss: int
    terms: TermsRow
    counted: tuple[Counted, ...]
    owed: Mapping[str, tuple[int, int]]

    @property
    def digest(self) -> str:
        """A digest that changes with anything that would change the settlement."""
        told = [self.income, self.costs, self.earlier_loss, str(self.terms.key), sorted(self.owed.items())]
        told += [[asdict(one.standing), one.grams, one.is_held] for one in self.counted]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def season_result(season: Season, *, actor: Actor, on: date) -> tuple[int, int]:
    """Return income and costs of a season in fen, summed from the lines under its tag."""
    income, costs = season_accounts(season, actor=actor, on=on)
    return sum(income.values()), sum(costs.values())


def season_accounts(season: Season, *, actor: Actor, on: date) -> tuple[dict[str, int], dict[str, int]]:
    """Return income and costs of a season by account code, fen."""
    book = season.project.book_id
    elements = {row.code: row.element for row in chart(EntityKind(season.project.book.kind), book, on=on)}
    tag = season_tag(season.pk)
    sums = {code: total for (name, code), total in by_tag(book, actor=actor, on=on).items() if name == tag}
    income = {code: -total for code, total in sums.items() if elements.get(code) == AccountKind.INCOME}
    spent = {AccountKind.EXPENSE, AccountKind.COST}
    costs = {code: total for code, total in sums.items() if elements.get(code) in spent}
    return income, costs


def terms_in_force(book: UUID, *, on: date) -> TermsRow | None:
    """Return the voted rule that holds on the day; None without one."""
    found = DistributionRule.objects.filter(book=book, since__lte=on).order_by("-since", "-version").first()
    return terms_row(found) if found else None


def terms_history(book: UUID) -> list[TermsRow]:
    """Return every version, newest first."""
    return [terms_row(row) for row in DistributionRule.objects.filter(book=book).order_by("-version")]


def terms_row(row: DistributionRule) -> TermsRow:
    """Return a stored version as a value."""
    return TermsRow(row.pk, row.version, terms_of(row.terms), row.paper, row.voted_on, row.since, row.recorded_by)


def terms_of(plain: Mapping[str, Any]) -> Terms:
    """Return stored terms as a value."""
    numbers = {name: value for name, value in plain.items() if name not in {"variant", "basis"}}
    return Terms(variant=Variant(plain["variant"]), basis=TradeBasis(plain["basis"]), **numbers)


def earlier_loss(season: Season) -> int:
    """Return what earlier seasons of the project lost and later ones have not covered, fen."""
    booked = Settlement.objects.filter(season__project=season.project_id, state=Settlement.State.BOOKED)
    rows = booked.exclude(season=season.pk).values_list("loss", "covered")
    return sum(loss - covered for loss, covered in rows)


def accounts_on(season: Season, *, on: date) -> Accounts:
    """Return the accounts on which a settlement of this season is booked on the day."""
    kind = season.project.book.kind
    rows = chart(EntityKind(kind), season.project.book_id, on=on)
    payable = {row.code for row in rows if row.element == AccountKind.LIABILITY and row.needs_party}
    return accounts_for(kind, payable)


def facts(season: Season, terms: TermsRow, *, actor: Actor, on: date) -> Facts:
    """Gather what the season's settlement follows from, as of the day."""
    income, costs = season_result(season, actor=actor, on=on)
    counted = counted_of(season, terms.terms, on=on)
    book, members = season.project.book_id, accounts_on(season, on=on).members
    codes = {entity: code for code, entity in member_parties(season, actor=actor).items()}
    wanted = {one.standing.code for one in counted}
    owed: dict[str, tuple[int, int]] = {}
    for at, tag in enumerate((advance_tag(season.pk), rental_tag(season.pk))):
        for party, amount in by_party(book, members, actor=actor, on=on, tag=tag).items():
            code = codes.get(party, "")
            if amount > 0 and code in wanted:
                advance, rental = owed.get(code, (0, 0))
                owed[code] = (amount, rental) if at == 0 else (advance, amount)
    return Facts(income, costs, earlier_loss(season), terms, counted, owed)


def member_parties(season: Season, *, actor: Actor) -> dict[str, UUID]:
    """Return the member accounts of the project's village: ledger key by household code."""
    village = season.project.place_id[: Level.VILLAGE]
    return {row.household_code: row.key for row in member_accounts(village, actor=actor)}


def collective_party(season: Season, *, actor: Actor) -> UUID | None:
    """Return the village collective's books, to which the dividend of its own shares is owed.

    None where the producer is the collective itself, or where the village has no such books.
    """
    if season.project.book.kind == EntityKind.COLLECTIVE:
        return None
    village = season.project.place_id[: Level.VILLAGE]
    around = parties(season.project.book_id, actor=actor)
    found = (row.key for row in around if row.kind == EntityKind.COLLECTIVE and row.place == village)
    return next(found, None)


def counted_of(season: Season, terms: Terms, *, on: date) -> tuple[Counted, ...]:
    """Return who counts: what each household traded in the season and holds on the day, by code.

    Shares are those of the project's own share book, or of the producer's where the project has none. Where the terms
    have a labour pool, the hours of the register that were worked for a share count; those paid by wage never do.
    """
    sold = traded(season.pk)
    worked = share_minutes(season.pk) if terms.labour else {}
    book, project = season.project.book_id, season.project_id
    held = shares_on(book, on, project=project) or shares_on(book, on)
    common = collective_share_on(book, on, project=project)
    if not common.shares:
        common = collective_share_on(book, on)
    known = ShareEntry.objects.filter(household__in=held).order_by().values_list("household", "household__code")
    codes: dict[UUID, str] = {key: code for key, code in known.distinct() if key is not None}
    codes |= {key: one.code for key, one in sold.items()}
    codes |= {key: code for key, (code, _minutes) in worked.items()}
    counted = []
    for key, code in codes.items():
        _code, minutes = worked.get(key, (code, 0))
        counted.append(_counted(key, code, sold.get(key), held.get(key), terms.basis, minutes))
    if common.shares:
        counted.append(Counted(None, Footing("", shares=common.shares), 0, 0, common.frozen))
    return tuple(sorted(counted, key=lambda one: one.standing.code))


def _counted(
    key: UUID, code: str, sold: Traded | None, held: Holding | None, basis: TradeBasis, minutes: int
) -> Counted:
    amount, grams = (sold.amount, sold.grams) if sold else (0, 0)
    stands = Footing(
        code,
        traded=amount if basis == TradeBasis.AMOUNT else grams,
        shares=held.shares if held else 0,
        land=int(held.land_mu * 100) if held else 0,
        minutes=minutes,
    )
    return Counted(key, stands, amount, grams, bool(held and held.frozen))
