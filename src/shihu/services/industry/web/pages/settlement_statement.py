"""What a season brought one household."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shihu.kernel.money import in_words, yuan
from shihu.kernel.presentation import (
    Event,
    Link,
    PageHead,
)
from shihu.services.industry.types import (
    LineRow,
    SettlementDetail,
    SettlementState,
)
from shihu.services.industry.web.pages import settlement_words as words
from shihu.services.industry.web.pages.settlement_lines import GROUNDS
from shihu.services.industry.web.pages.settlement_words import address


@dataclass(frozen=True, slots=True)
class Slip:
    """One line of a household's statement."""

    label: str
    amount: str
    how: str = ""
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class StatementPage:
    """What a season brought one household, in words and numbers."""

    head: PageHead
    title: str
    lead: str
    rows: tuple[Slip, ...]
    sentence: str
    capital: str
    history: tuple[Event, ...]
    print_href: str


def statement_page(told: SettlementDetail, line: LineRow, history: Sequence[Event]) -> StatementPage:
    """What a season brought one household."""
    rows = []
    if line.grams:
        values = {"kg": f"{line.grams / 1000:,.1f}"}
        rows.append(Slip(_("Goods delivered and sold"), yuan(line.traded), _("%(kg)s kg") % values))
    parts = {name: getattr(line.portion, name) for name in GROUNDS}
    rows += [Slip(words.ground(name), yuan(part), _how(name, line, told)) for name, part in parts.items() if part]
    rows.append(Slip(_("Dividend together"), yuan(line.portion.total), is_sum=True))
    if line.set_off_advance:
        rows.append(Slip(_("Set off against inputs received on credit"), f"−{yuan(line.set_off_advance)}"))
    if line.set_off_rental:
        rows.append(Slip(_("Set off against the rent of a shed"), f"−{yuan(line.set_off_rental)}"))
    rows.append(Slip(_("To be paid"), yuan(line.to_pay), is_sum=True))
    if line.is_held:
        sentence = _("It is held, because the shares are frozen. It is paid when they are free.")
    elif line.paid_on:
        sentence = _("It was paid on %(day)s through the bank.") % {"day": date_format(line.paid_on, "DATE_FORMAT")}
    elif told.row.state == SettlementState.BOOKED:
        sentence = _("It is owed to you and will be paid through the bank.")
    else:
        sentence = _("This is under notice and not yet final. If a figure is wrong, say so before the notice ends.")
    title = _("Statement of %(season)s for %(name)s") % {
        "season": f"{told.row.project_name} {told.row.season_name}",
        "name": line.householder,
    }
    back = Link(f"{told.row.project_name} · {told.row.season_name}", address("", told.row.key))
    return StatementPage(
        PageHead(title, told.book_name, (), words.state(told.row.state), back),
        title,
        told.book_name,
        tuple(rows),
        sentence,
        in_words(line.to_pay),
        tuple(history),
        f"{address('_statement', told.row.key, code=line.code)}?as=print",
    )


def _how(name: str, line: LineRow, told: SettlementDetail) -> str:
    """In words how a part came about."""
    pool = getattr(told.told, name)
    if name == "patronage":
        traded = sum(one.traded for one in told.lines)
        return _("your %(own)s of %(all)s yuan sold, from %(pool)s yuan") % {
            "own": yuan(line.traded),
            "all": yuan(traded),
            "pool": yuan(pool),
        }
    if name == "floating":
        shares = sum(one.shares for one in told.lines)
        return _("your %(own)s of %(all)s shares, from %(pool)s yuan") % {
            "own": line.shares,
            "all": shares,
            "pool": yuan(pool),
        }
    if name == "labour":
        return _("%(hours)s hours, from %(pool)s yuan") % {"hours": f"{line.minutes / 60:g}", "pool": yuan(pool)}
    return _("%(shares)s shares, %(mu)s mu") % {"shares": line.shares, "mu": f"{line.land / 100:g}"}
