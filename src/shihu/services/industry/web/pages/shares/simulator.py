"""What would I get: the present beside a change, for one household, before anybody votes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.money import yuan
from shihu.kernel.presentation import Column, Link, PageHead, Row, Stat, Table
from shihu.kernel.refusals import Refusal
from shihu.services.industry.rules.shares.holdings import credited, value_of
from shihu.services.industry.rules.shares.simulator import Ground, Outcome, changed, outcome
from shihu.services.industry.types import Basis, Factor, Footing, Part, PriceRow, SimulatorSetting, Terms
from shihu.services.industry.web.pages.settlement_words import ground as ground_word
from shihu.services.industry.web.pages.settlement_words import terms_lines
from shihu.services.industry.web.pages.shares import words
from shihu.services.industry.web.pages.shares.books import address

ASSUMED = 5_000_000  # fen: shown where neither a budget nor a season says anything


@dataclass(frozen=True, slots=True)
class Asked:
    """What the household asks: more land for so many years, money, days, goods; which surplus, by which rule."""

    surplus: int
    terms: Terms
    mu: Decimal = Decimal(0)
    years: int = 5
    money: int = 0
    days: Decimal = Decimal(0)
    traded: int = 0


@dataclass(frozen=True, slots=True)
class SimulatorPage:
    """The answer; ``refused`` instead of it where a settlement would be refused, too."""

    head: PageHead
    rule: tuple[str, ...]
    rule_from: str
    source: str
    stats: tuple[Stat, ...] = ()
    table: Table | None = None
    sentences: tuple[str, ...] = ()
    refused: str = ""


def simulator_page(setting: SimulatorSetting, asked: Asked) -> SimulatorPage:
    """Reckon and say it."""
    gained, sentences = _gained(setting, asked)
    more = Footing(setting.code, traded=asked.traded, shares=gained, land=int(asked.mu * 100))
    ground = Ground(asked.surplus, setting.footings, setting.earlier_loss, setting.risk)
    page = SimulatorPage(
        head=PageHead(
            _("What would %(name)s get?") % {"name": setting.householder},
            _("Nothing is kept of this: ask as often as you like before you vote or sign."),
            back=Link(setting.name, address("book", setting.book)),
        ),
        rule=terms_lines(asked.terms),
        rule_from=_rule_from(setting, asked),
        source=_source(setting),
    )
    try:
        now = outcome(ground, setting.code, setting.terms)
        then = outcome(changed(ground, setting.code, more), setting.code, asked.terms)
    except Refusal as refusal:
        return replace(page, refused=words.refusal(refusal))
    return replace(
        page,
        stats=(
            Stat(_("Dividend now"), yuan(now.portion.total), _("yuan")),
            Stat(_("Dividend then"), yuan(then.portion.total), _("yuan"), tone="pine"),
            Stat(_("More for us"), _signed(then.portion.total - now.portion.total), _("yuan")),
            Stat(_("For all others together"), _signed(then.others - now.others), _("yuan")),
        ),
        table=_beside(now, then),
        sentences=(*sentences, *_said(now, then, asked)),
    )


def _rule_from(setting: SimulatorSetting, asked: Asked) -> str:
    if asked.terms != setting.terms:
        return _("You try another rule than the one that holds. It would have to be voted first.")
    if setting.terms_paper:
        return _("The rule that the members voted (%(paper)s), and by which the season is settled.") % {
            "paper": setting.terms_paper
        }
    return _("No rule is voted yet: this is the usual one to begin from, as the law allows it.")


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
    rows = [
        Row((_("Our shares"), f"{now.footing.shares:,}", f"{then.footing.shares:,}")),
        Row((_("All shares"), f"{now.shares:,}", f"{then.shares:,}")),
        Row(
            (
                _("Our part of all"),
                words.permille(now.footing.shares, now.shares),
                words.permille(then.footing.shares, then.shares),
            )
        ),
        _money(_("Into reserve and welfare fund, yuan"), _funds(now), _funds(then)),
        _money(_("Distributable, yuan"), now.distribution.distributable, then.distribution.distributable),
    ]
    for name in ("guaranteed", "patronage", "labour", "floating"):
        before, after = getattr(now.portion, name), getattr(then.portion, name)
        if before or after:
            rows.append(_money(_("%(ground)s, yuan") % {"ground": ground_word(name)}, before, after))
    rows += [
        _money(_("Dividend, yuan"), now.portion.total, then.portion.total),
        _money(_("All others together, yuan"), now.others, then.others),
    ]
    return Table(columns, tuple(rows), _("Now and then"), layout="scroll", id="beside", shows_caption=True)


def _money(what: str, now: int, then: int) -> Row:
    return Row((what, yuan(now), yuan(then)))


def _funds(told: Outcome) -> int:
    return told.distribution.reserve + told.distribution.welfare


def _said(now: Outcome, then: Outcome, asked: Asked) -> tuple[str, ...]:
    said = [
        _("Of a surplus of %(surplus)s yuan our household would get %(then)s instead of %(now)s yuan.")
        % {"surplus": yuan(asked.surplus), "then": yuan(then.portion.total), "now": yuan(now.portion.total)}
    ]
    if then.others < now.others:
        said.append(
            _("The same surplus is shared among more: all others together would get %(less)s yuan less.")
            % {"less": yuan(now.others - then.others)}
        )
    if then.distribution.covered:
        said.append(
            _("First %(yuan)s yuan cover what earlier seasons lost.") % {"yuan": yuan(then.distribution.covered)}
        )
    if then.distribution.short:
        said.append(
            _("The surplus does not cover what is guaranteed for shares and land: %(missing)s yuan are missing.")
            % {"missing": yuan(then.distribution.short)}
        )
    for pool, taker in then.distribution.moved:
        said.append(
            _("Nobody counts for “%(pool)s” yet: that part goes to “%(taker)s”.")
            % {"pool": ground_word(pool), "taker": ground_word(taker)}
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
