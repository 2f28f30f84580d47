"""What a sale would give: reckoned from the deliveries, the rule and what is owed, before anything is booked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db.models import Sum

from shihu.engines.apportionment import split_by_key
from shihu.kernel.actors import Actor
from shihu.kernel.money import rounded, yuan
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.errors import (
    BelowMarket,
    LotFailed,
    NoMarketSource,
    NoPrice,
    NoSharingRule,
    NothingSold,
    SoldAboveDelivered,
    SoldTooEarly,
)
from shihu.services.industry.models import Batch, Lot, SaleLine, Season, Slip
from shihu.services.industry.queries.belonging import opened
from shihu.services.industry.queries.sharing import sharing_rule_on
from shihu.services.industry.queries.standings import accounts_of, booked, net_received, stands
from shihu.services.industry.queries.tracing import failed_checks
from shihu.services.industry.rules import tags, waterfall
from shihu.services.industry.rules.advances import pieces_left
from shihu.services.industry.types import NewSale, Price, Reckoned, SlipRow, SoldLot, StepKind

Line = tuple[UUID, int, int, int | None, int]


@dataclass(slots=True)
class _Share:
    """What one household has in a sale."""

    code: str
    householder: str
    grams: int = 0
    proceeds: int = 0


def preview_sale(season: UUID, new: NewSale, *, actor: Actor, today: date) -> Reckoned:
    """Return what a sale would give each household; raises what booking it would."""
    found = Season.objects.select_related("project__book").filter(pk=season).first()
    if found is None:
        raise NotFound
    sees = opened(found.project_id, actor=actor).sees
    policies.RUN_PROJECTS.require(actor, found.project.place_id, seen=sees)
    return reckon(found, new, today)


def reckon(season: Season, new: NewSale, today: date, *, besides: UUID | None = None) -> Reckoned:
    """Return what a sale gives. ``besides``: a sale that waits with these goods in hand and is reckoned again."""
    lots = _lots(season, new, besides)
    weights = {lot.pk: grams * new.prices[lot.grade].price for lot, grams in lots}
    asked = rounded(Fraction(sum(weights.values()), 1000)) if new.total is None else new.total
    if asked <= 0 or not any(weights.values()):
        raise NothingSold("lots")
    amounts = split_by_key(asked, weights)
    lines: list[Line] = []
    for lot, grams in lots:
        price = new.prices[lot.grade]
        lines.append((lot.pk, grams, price.price, price.market, amounts[lot.pk]))
    shares: dict[UUID, _Share] = {}
    own = 0
    for (lot, grams), line in zip(lots, lines, strict=True):
        home = lot.household
        if home is None:
            own += line[4]
            continue
        name = home.householder.name if home.householder else ""
        share = shares.setdefault(home.pk, _Share(home.code, name))
        share.grams += grams
        share.proceeds += line[4]
    measure = Batch.objects.filter(season=season).values_list("measure", flat=True).first() or ""
    slips = _slips(season, shares, new.day, today) if shares else ()
    return Reckoned(asked, tuple(lines), slips, own, measure)


def left_of(season: UUID, *, besides: UUID | None = None) -> dict[UUID, int]:
    """Return the grams sold or held by a sale that waits, by delivery."""
    lines = SaleLine.objects.filter(lot__season=season, sale__reversed_on=None).order_by()
    if besides is not None:
        lines = lines.exclude(sale=besides)
    return dict(lines.values_list("lot").annotate(Sum("grams")))


def _lots(season: Season, new: NewSale, besides: UUID | None) -> list[tuple[Lot, int]]:
    asked: dict[UUID, SoldLot] = {one.lot: one for one in new.lots}
    if not asked or len(asked) != len(new.lots):
        raise NothingSold("lots")
    lots = season.lots.filter(pk__in=asked).select_related("household__householder")
    found = {lot.pk: lot for lot in lots.order_by("household__code", "weighed_on", "code")}
    if set(asked) - set(found):
        raise NotFound
    sold = left_of(season.pk, besides=besides)
    failed = failed_checks(found)
    made = []
    for key, lot in found.items():
        if key in failed:
            wrong = failed[key]
            raise LotFailed("lots", code=lot.code, day=wrong.checked_on.isoformat(), found=wrong.found)
        left = lot.grams - sold.get(key, 0)
        given = asked[key].grams
        grams = left if given is None else given
        if grams <= 0 or grams > left:
            raise SoldAboveDelivered("lots", code=lot.code, left=_kg(left), asked=_kg(grams))
        if new.day < lot.weighed_on:
            raise SoldTooEarly("day", code=lot.code, day=lot.weighed_on.isoformat())
        made.append((lot, grams))
    _check_prices(new, {lot.grade for lot, _grams in made})
    return made


def _check_prices(new: NewSale, grades: set[str]) -> None:
    for grade in sorted(grades):
        price: Price | None = new.prices.get(grade)
        if price is None or price.price < 0:
            raise NoPrice("prices", grade=grade)
        if price.market is not None and price.price < price.market and not new.reason.strip():
            raise BelowMarket("reason", grade=grade, price=yuan(price.price), market=yuan(price.market))
    below = any(price.market is not None and price.price < price.market for price in new.prices.values())
    if below and (not new.market_source.strip() or new.market_on is None or new.market_on > new.day):
        raise NoMarketSource("market_on" if new.market_source.strip() else "market_source")


def _slips(season: Season, shares: Mapping[UUID, _Share], day: date, today: date) -> tuple[SlipRow, ...]:
    rule = sharing_rule_on(season.project_id, day)
    if rule is None:
        raise NoSharingRule("day", day=day.isoformat())
    accounts = accounts_of(season, today)
    owes = stands(season, accounts, tags.advance_tag(season.pk), today)
    rental = stands(season, accounts, tags.rental_tag(season.pk), today)
    received = net_received(season.pk)
    month = Slip.objects.filter(
        booked("sale__"),
        sale__season__project=season.project_id,
        sale__sold_on__year=day.year,
        sale__sold_on__month=day.month,
    ).order_by()
    kept = dict(month.values_list("household").annotate(Sum("household_gets")))
    made = []
    for key, share in sorted(shares.items(), key=lambda one: one[1].code):
        code = share.code
        owed = {StepKind.ADVANCE: owes.get(code, 0), StepKind.RENTAL: rental.get(code, 0)}
        split = waterfall.pour(share.proceeds, share.grams, owed, rule.steps, rule.floor, kept.get(key, 0))
        advance = owed[StepKind.ADVANCE] - split.taken(StepKind.ADVANCE)
        left = owed[StepKind.RENTAL] - split.taken(StepKind.RENTAL)
        pieces = pieces_left(*received.get(code, (0, 0)), advance)
        made.append(SlipRow(key, code, share.householder, share.grams, split, advance, left, pieces))
    return tuple(made)


def _kg(grams: int) -> str:
    return f"{grams // 1000}.{grams % 1000:03d}".rstrip("0").rstrip(".")
