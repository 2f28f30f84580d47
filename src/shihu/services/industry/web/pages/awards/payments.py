"""A payment list."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.money import in_words, yuan
from shihu.kernel.presentation import (
    Action,
    Badge,
    Column,
    Fact,
    Link,
    PageHead,
    Row,
    Table,
)
from shihu.services.industry.types.awards import (
    PaymentDetail,
    PaymentRow,
)
from shihu.services.industry.web.pages.awards import words


def payment_badge(row: PaymentRow) -> Badge:
    if row.is_booked:
        return Badge(_("Paid, voucher %(number)s") % {"number": row.entry}, "pine", "check")
    return Badge(_("Waits for a second person"), "ochre", "clock")


@dataclass(frozen=True, slots=True)
class PaymentPage:
    """A payment list."""

    head: PageHead
    facts: tuple[Fact, ...]
    table: Table
    pay_href: str
    pay_question: str
    discard_href: str


def payment_page(detail: PaymentDetail, account: str, accounts: Fact) -> PaymentPage:
    """Build the page; ``account`` is the money account's name, ``accounts`` how many have one at a bank."""
    row = detail.row
    acts: list[Action] = [
        Action(
            _("List for the bank"),
            reverse("industry_awards_payment_export", kwargs={"key": row.key}),
            icon="download",
            downloads=True,
        )
    ]
    if not row.is_booked:
        why = "" if row.may_pay else _("Whoever prepared the list does not pay it: a second person does.")
        acts.append(
            Action(
                _("Book as paid"),
                kind="primary",
                dialog="pay" if row.may_pay else "",
                is_disabled=not row.may_pay,
                why=why,
                icon="check",
            )
        )
    return PaymentPage(
        head=PageHead(
            _("Payment list %(document)s") % {"document": row.document},
            _("%(title)s, round %(number)s") % {"title": detail.fund_title, "number": detail.number},
            tuple(acts),
            badge=payment_badge(row),
            back=Link(
                _("Round %(number)s") % {"number": detail.number},
                reverse("industry_awards_round", kwargs={"key": detail.round}),
            ),
        ),
        facts=(
            Fact(pgettext("award", "Amount"), _("%(cap)s yuan") % {"cap": yuan(row.amount)}),
            Fact(pgettext("award", "In words"), in_words(row.amount)),
            Fact(pgettext("award", "Households"), str(row.households)),
            Fact(_("Day of payment"), row.day.isoformat()),
            Fact(pgettext("award", "Paid from"), account),
            Fact(pgettext("award", "Prepared by"), row.prepared_by),
            accounts,
        ),
        table=Table(
            columns=(
                Column("householder", pgettext("industry", "Householder"), names_row=True),
                Column("code", pgettext("award", "Household code")),
                Column("hamlet", pgettext("award", "Hamlet")),
                Column("amount", pgettext("award", "Amount"), "number", unit=_("yuan")),
            ),
            rows=tuple(
                Row(
                    (
                        line.householder,
                        line.code,
                        words.place_label(line.hamlet_name, line.hamlet_name_en),
                        yuan(line.amount),
                    )
                )
                for line in detail.lines
            ),
            caption=_("Households of this list"),
        ),
        pay_href=reverse("industry_awards_payment_act", kwargs={"key": row.key, "act": "pay"}) if row.may_pay else "",
        pay_question=_("%(amount)s yuan to %(count)s households, in one voucher. A second click books nothing more.")
        % {"amount": yuan(row.amount), "count": row.households},
        discard_href=reverse("industry_awards_payment_act", kwargs={"key": row.key, "act": "discard"})
        if detail.may_discard
        else "",
    )
