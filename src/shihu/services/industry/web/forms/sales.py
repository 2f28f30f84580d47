"""Forms of deliveries, sales and payments."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shihu.services.industry.rules.lots import grams
from shihu.services.industry.types import LotRow, NewLot, NewSale, ParticipantRow, Price, SoldLot
from shihu.services.industry.web.fields import ActForm, DayField, FenField, KilogramField
from shihu.services.industry.web.forms.advances import PAID_INTO, PaperForm
from shihu.services.industry.web.wording import kg


class WeighForm(ActForm):
    """One delivery."""

    submit = _("Weigh in")
    household = forms.ChoiceField(label=_("Household"), required=False)
    product = forms.CharField(label=pgettext_lazy("industry", "Product"), max_length=40)
    grade = forms.CharField(label=pgettext_lazy("industry", "Grade"), max_length=20)
    kilograms = KilogramField(label=_("Kilograms"))
    day = DayField(label=_("Weighed on"))
    key = forms.CharField(widget=forms.HiddenInput, min_length=8, max_length=64)

    def __init__(self, data: Any = None, *, people: Sequence[ParticipantRow], today: date, initial: Any = None) -> None:
        super().__init__(data, initial={"day": today, **(initial or {})})
        field = self.fields["household"]
        if isinstance(field, forms.ChoiceField):
            own = ("", _("The owner's own produce"))
            field.choices = [*((str(one.household), f"{one.householder} {one.code[-4:]}") for one in people), own]

    def new(self) -> NewLot:
        told = self.cleaned_data
        home = UUID(told["household"]) if told["household"] else None
        return NewLot(home, told["product"], told["grade"], told["kilograms"], told["day"], told["key"])


class SaleForm(PaperForm):
    """Deliveries to a buyer: what is ticked goes, whole or in part, at a price for each grade."""

    submit = _("See what it gives each household")
    buyer = forms.CharField(label=pgettext_lazy("industry", "Buyer"), max_length=80)
    enterprise = forms.ChoiceField(
        label=_("Organisation of the register"),
        required=False,
        help_text=_("Only where the buyer is one. It may then owe the money."),
    )
    on_credit = forms.BooleanField(label=_("The buyer owes the money"), required=False)
    due = DayField(
        label=_("Pays by"), required=False, help_text=_("Only where the buyer owes it: the day that was agreed.")
    )
    total = FenField(
        label=_("What the buyer's paper says together (yuan)"),
        required=False,
        help_text=_("Only where it differs from weight by price: it is split to the fen."),
    )
    reason = forms.CharField(
        label=_("Why below the market"),
        required=False,
        max_length=200,
        help_text=_("Asked for where a price is below the market's. It stands on every slip."),
    )
    market_source = forms.CharField(
        label=_("Where the market price was read"),
        required=False,
        max_length=80,
        help_text=_("A market or a price sheet by name. Asked for where a price is below it."),
    )
    market_on = DayField(label=_("On which day"), required=False)

    field_order = (
        *("buyer", "day", "paper", "enterprise", "on_credit", "due", "total"),
        *("reason", "market_source", "market_on"),
    )

    def __init__(
        self, data: Any = None, *, lots: Sequence[LotRow], enterprises: Sequence[tuple[str, str]], **given: Any
    ) -> None:
        super().__init__(data, **given)
        self.lots = [lot for lot in lots if lot.left > 0]
        field = self.fields["enterprise"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "—"), *enterprises]
        self.grades = sorted({lot.grade for lot in self.lots})
        for at, grade in enumerate(self.grades):
            self.fields[f"price_{at}"] = FenField(
                label=_("%(grade)s: price of a kg (yuan)") % {"grade": grade}, required=False
            )
            self.fields[f"market_{at}"] = FenField(
                label=_("%(grade)s: on the market that day (yuan)") % {"grade": grade}, required=False
            )
        for lot in self.lots:
            self.fields[f"goes_{lot.key}"] = forms.BooleanField(label=lot.code, required=False, initial=True)
            self.fields[f"kg_{lot.key}"] = KilogramField(
                label=_("Kilograms of %(code)s") % {"code": lot.code},
                required=False,
                initial=kg(lot.left).replace(",", ""),
            )

    def shown(self) -> list[forms.BoundField]:
        own = set(self.field_order)
        return [field for field in self.visible_fields() if field.name in own]

    def prices(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"price_{at}"], self[f"market_{at}"]) for at in range(len(self.grades))]

    def goods(self) -> list[tuple[LotRow, str, forms.BoundField, forms.BoundField]]:
        """Each delivery with its weight in words, its tick and its kilograms."""
        return [(lot, kg(lot.left), self[f"goes_{lot.key}"], self[f"kg_{lot.key}"]) for lot in self.lots]

    def new(self) -> NewSale:
        told = self.cleaned_data
        sold = []
        for lot in self.lots:
            if told.get(f"goes_{lot.key}"):
                given = told.get(f"kg_{lot.key}")
                sold.append(SoldLot(lot.key, grams(given) if given is not None else None))
        prices = {
            grade: Price(told[f"price_{at}"], told[f"market_{at}"])
            for at, grade in enumerate(self.grades)
            if told[f"price_{at}"] is not None
        }
        return NewSale(
            buyer=told["buyer"],
            lots=tuple(sold),
            prices=prices,
            day=told["day"],
            paper=told["paper"],
            key=told["key"],
            enterprise=UUID(told["enterprise"]) if told["enterprise"] else None,
            on_credit=told["on_credit"],
            reason=told["reason"],
            total=told["total"],
            market_source=told["market_source"],
            market_on=told["market_on"],
            due=told["due"],
        )


class PayForm(PaperForm):
    """Paying everybody what waits for them."""

    submit = _("Pay by this list")
    ahead = forms.BooleanField(
        label=_("Also what buyers have not paid yet: the producer advances it from its own money"), required=False
    )


class ReceiveForm(PaperForm):
    """What a buyer pays of what it owes."""

    submit = _("Book the payment")
    amount = FenField(label=_("Amount (yuan)"))
    paid_into = forms.ChoiceField(label=pgettext_lazy("industry", "Paid into"), choices=PAID_INTO)
    field_order = ("amount", "paid_into", "day", "paper")


class UndoReceiptForm(ActForm):
    """Why a buyer's payment is taken back."""

    submit = _("Take the payment back")
    reason = forms.CharField(label=pgettext_lazy("industry", "Why"), max_length=200)
    key = forms.CharField(widget=forms.HiddenInput, min_length=8, max_length=64)
