"""What would I get: the present beside a change, for one household, before anybody votes."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.money import yuan
from shihu.kernel.presentation import Column, Link, PageHead, Row, Stat, Table
from shihu.services.industry.rules.shares.holdings import credited, value_of
from shihu.services.industry.rules.shares.simulator import RULES, Outcome, Stake, changed, outcome
from shihu.services.industry.types import Basis, Factor, Part, PriceRow, SimulatorSetting
from shihu.services.industry.web.pages.shares import words
from shihu.services.industry.web.pages.shares.books import address

ASSUMED = 5_000_000  # fen: shown where neither a budget nor a season says anything


@dataclass(frozen=True, slots=True)
class Asked:
    """What the household asks: more land for so many years, money, days; which surplus, by which rule."""

    mu: Decimal = Decimal(0)
    years: int = 5
    money: int = 0
    days: Decimal = Decimal(0)
    surplus: int = 0
    rule: str = "shares"


@dataclass(frozen=True, slots=True)
class SimulatorPage:
    """The answer."""

    head: PageHead
    stats: tuple[Stat, ...]
    table: Table
    sentences: tuple[str, ...]
    source: str


def simulator_page(setting: SimulatorSetting, asked: Asked) -> SimulatorPage:
    """Reckon and say it."""
    own: UUID | None = setting.household
    rule = RULES.get(asked.rule, RULES["shares"])
    stakes: dict[UUID | None, Stake] = {key: Stake(one.shares, one.land_mu) for key, one in setting.holdings.items()}
    gained, sentences = _gained(setting, asked)
    grown = changed(stakes, own, shares=gained, mu=asked.mu)
    now = outcome(stakes, own, asked.surplus, rule)
    then = outcome(grown, own, asked.surplus, rule)
    return SimulatorPage(
        head=PageHead(
            _("What would %(name)s get?") % {"name": setting.householder},
            _("Nothing is kept of this: ask as often as you like before you vote or sign."),
            back=Link(setting.name, address("book", setting.book)),
        ),
        stats=(
            Stat(_("Dividend now"), yuan(now.dividend.total), _("yuan")),
            Stat(_("Dividend then"), yuan(then.dividend.total), _("yuan"), tone="pine"),
            Stat(_("More for us"), _signed(then.dividend.total - now.dividend.total), _("yuan")),
            Stat(_("For all others together"), _signed(then.others - now.others), _("yuan")),
        ),
        table=_beside(now, then),
        sentences=(*sentences, *_said(now, then, asked)),
        source=_source(setting),
    )


def _gained(setting: SimulatorSetting, asked: Asked) -> tuple[int, tuple[str, ...]]:
    """The shares that the change brings, factor by factor, with how they are reckoned."""
    mine = setting.holdings.get(setting.household)
    parts: Mapping[Factor, Part] = mine.parts if mine else {}
    gained, said = 0, []
    for factor, value, how in (
        _priced(setting, Factor.LAND, asked.mu, asked.years),
        (Factor.MONEY, asked.money, _("%(amount)s yuan paid in") % {"amount": yuan(asked.money)}),
        _priced(setting, Factor.LABOUR, asked.days, 1),
    ):
        if value is None:
            said.append(
                _("%(factor)s has no voted price in this book yet: it counts as nothing here.") % {"factor": how}
            )
        elif value:
            added = credited(parts.get(factor, Part()), value, setting.par)
            gained += added.shares
            said.append(
                _("%(factor)s: %(how)s; that is %(shares)s more.")
                % {"factor": words.factor(factor), "how": how, "shares": words.shares(added.shares)}
            )
    return gained, tuple(said)


def _priced(setting: SimulatorSetting, factor: Factor, quantity: Decimal, years: int) -> tuple[Factor, int | None, str]:
    if not quantity:
        return factor, 0, ""
    price: PriceRow | None = next((one for one in setting.prices if one.factor is factor), None)
    if price is None or (factor is Factor.LABOUR and price.basis is not Basis.DAY):
        return factor, None, words.factor(factor)
    value = value_of(price.basis, price.price, quantity, years)
    told: dict[str, object] = {
        "quantity": words.number(quantity),
        "item": price.name,
        "price": yuan(price.price),
        "value": yuan(value),
        "years": years,
    }
    if price.basis is Basis.MU_YEAR:
        how = _("%(quantity)s mu of %(item)s × %(price)s yuan × %(years)s years = %(value)s yuan") % told
    else:
        how = _("%(quantity)s × %(item)s × %(price)s yuan = %(value)s yuan") % told
    return factor, value, how


def _beside(now: Outcome, then: Outcome) -> Table:
    columns = (
        Column("what", "", names_row=True),
        Column("now", pgettext("shares", "Now"), "number"),
        Column("then", pgettext("shares", "Then"), "number"),
    )
    rows = (
        Row((_("Our shares"), f"{now.stake.shares:,}", f"{then.stake.shares:,}")),
        Row((_("All shares"), f"{now.total:,}", f"{then.total:,}")),
        Row(
            (
                _("Our part of all"),
                words.permille(now.stake.shares, now.total),
                words.permille(then.stake.shares, then.total),
            )
        ),
        Row((_("Floor for land, yuan"), yuan(now.dividend.floor), yuan(then.dividend.floor))),
        Row((_("By shares, yuan"), yuan(now.dividend.by_shares), yuan(then.dividend.by_shares))),
        Row((_("Dividend, yuan"), yuan(now.dividend.total), yuan(then.dividend.total))),
        Row((_("All others together, yuan"), yuan(now.others), yuan(then.others))),
    )
    return Table(columns, rows, _("Now and then"), layout="scroll", id="beside", shows_caption=True)


def _said(now: Outcome, then: Outcome, asked: Asked) -> tuple[str, ...]:
    said = [
        _("Of a surplus of %(surplus)s yuan our household would get %(then)s instead of %(now)s yuan.")
        % {"surplus": yuan(asked.surplus), "then": yuan(then.dividend.total), "now": yuan(now.dividend.total)}
    ]
    if then.others < now.others:
        said.append(
            _("The same surplus is shared among more shares: all others together would get %(less)s yuan less.")
            % {"less": yuan(now.others - then.others)}
        )
    if then.missing:
        said.append(
            _("The surplus does not cover the floor for all land: %(missing)s yuan are missing.")
            % {"missing": yuan(then.missing)}
        )
    return tuple(said)


def _source(setting: SimulatorSetting) -> str:
    if setting.surplus_from == "booked":
        return _("The surplus is that of %(season)s, as the ledger says.") % {"season": setting.season}
    if setting.surplus_from == "planned":
        return _("No season is settled yet: the surplus is what the budget of %(season)s plans.") % {
            "season": setting.season
        }
    return _("No season is planned or settled yet: %(assumed)s yuan are assumed; write what you expect.") % {
        "assumed": yuan(ASSUMED)
    }


def _signed(amount: int) -> str:
    return f"+{yuan(amount)}" if amount > 0 else yuan(amount)
