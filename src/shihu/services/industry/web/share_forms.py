"""Forms of share books: opening, contributing, moving, leaving, freezing."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shihu.kernel.money import BadAmount, decimal, fen
from shihu.kernel.refusals import Refusal
from shihu.services.industry.types import (
    Factor,
    HolderRow,
    NewContribution,
    NewShareBook,
    PriceRow,
    Terms,
    Threshold,
    TradeBasis,
)
from shihu.services.industry.web.pages.shares import words
from shihu.services.industry.web.terms_forms import ASKED, PARTS, PROMISES, part_field

_FACTORS = (
    (Factor.LAND.value, pgettext_lazy("shares", "Land")),
    (Factor.MONEY.value, pgettext_lazy("shares", "Money")),
    (Factor.SKILL.value, pgettext_lazy("shares", "Skill")),
    (Factor.LABOUR.value, pgettext_lazy("shares", "Labour")),
    (Factor.EQUIPMENT.value, pgettext_lazy("shares", "Equipment")),
)
_THRESHOLDS = (
    (Threshold.MORE_THAN_HALF.value, _("more than half")),
    (Threshold.TWO_THIRDS.value, _("two thirds")),
    (Threshold.THREE_QUARTERS.value, _("three quarters")),
    (Threshold.ALL.value, pgettext_lazy("shares", "all")),
)


# Stands for the collective, which has no household code.
_VILLAGE = "village"


class YuanField(forms.CharField):
    """An amount in yuan, as people write it; cleaned to whole fen."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(max_length=20, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return 0
        try:
            return fen(text)
        except BadAmount as refused:
            raise forms.ValidationError(words.refusal(refused)) from refused


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    """A day, with the browser's calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs)


class RefusingForm(forms.Form):
    """A form that shows a refusal beside its field."""

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal beside its field, or above all of them."""
        self.add_error(refusal.where if refusal.where in self.fields else None, words.refusal(refusal))


class ShareBookForm(RefusingForm):
    """Opening a share book."""

    entity = forms.ChoiceField(label=_("Whose shares"), help_text=_("Who keeps books in this place."))
    unit = forms.ChoiceField(
        label=_("Members from the unit"), required=False, help_text=_("Its households become members.")
    )
    codes = forms.CharField(
        label=_("Members besides, by household code"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line."),
    )
    par = YuanField(label=_("One share is worth, yuan"), initial="100")
    charter = forms.CharField(
        label=_("Paper that sets the rules"), max_length=200, help_text=_("Charter clause or minutes, with number.")
    )
    quorum = forms.ChoiceField(
        label=_("In a vote must take part"), choices=_THRESHOLDS, initial=Threshold.TWO_THIRDS.value
    )
    majority = forms.ChoiceField(
        label=_("Of those must say yes"), choices=_THRESHOLDS, initial=Threshold.TWO_THIRDS.value
    )
    asks_members = forms.BooleanField(label=_("The members agree to each transfer"), required=False, initial=True)
    offer_days = forms.IntegerField(
        label=_("Days in which members may take shares first"), min_value=0, max_value=366, initial=15
    )
    notice_days = forms.IntegerField(
        label=pgettext_lazy("shares", "Days of notice before leaving"), min_value=0, max_value=366, initial=90
    )

    def __init__(
        self, *args: Any, entities: Sequence[tuple[str, str]], units: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entity"] = forms.ChoiceField(
            label=_("Whose shares"), choices=entities, help_text=_("Who keeps books in this place.")
        )
        self.fields["unit"] = forms.ChoiceField(
            label=_("Members from the unit"),
            choices=[("", pgettext_lazy("shares", "none")), *units],
            required=False,
            help_text=_("Its households become members."),
        )

    def new(self) -> NewShareBook:
        """What was asked for."""
        told = self.cleaned_data
        return NewShareBook(
            entity=UUID(told["entity"]),
            par=told["par"],
            charter=told["charter"],
            unit=UUID(told["unit"]) if told["unit"] else None,
            codes=tuple(told["codes"].split()),
            quorum=Threshold(told["quorum"]),
            majority=Threshold(told["majority"]),
            asks_members=told["asks_members"],
            offer_days=told["offer_days"],
            notice_days=told["notice_days"],
        )


class ContributionForm(RefusingForm):
    """What somebody puts in."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=60)
    code = forms.ChoiceField(label=_("Who puts it in"))
    factor = forms.ChoiceField(label=_("What it is"), choices=_FACTORS)
    amount = YuanField(label=_("If money: how much, yuan"), required=False)
    item = forms.CharField(
        label=_("If not money: what, as the valuation calls it"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"list": "items"}),
    )
    quantity = forms.DecimalField(
        label=_("How much: mu, days or pieces"),
        required=False,
        max_digits=9,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "0.01", "inputmode": "decimal"}),
    )
    parcel = forms.CharField(
        label=_("If land: which parcel"), required=False, max_length=120, help_text=_("Where it lies and its bounds.")
    )
    since = day_field(_("If land: from"), required=False)
    until = day_field(_("If land: until"), required=False, help_text=_("The same day some years later."))
    paper = forms.CharField(
        label=pgettext_lazy("shares", "Paper behind it"), max_length=60, help_text=_("Agreement, minutes or receipt.")
    )

    def __init__(self, *args: Any, holders: Sequence[HolderRow], prices: Sequence[PriceRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.ChoiceField(
            label=_("Who puts it in"),
            choices=[
                *((one.code, f"{one.name} {one.code[-4:]}") for one in holders if one.household and one.is_member),
                (_VILLAGE, _("Village collective")),
            ],
        )
        self.initial.setdefault("key", str(uuid4()))
        self.items = [price.name for price in prices]
        self.order_fields(["code", "factor", "amount", "item", "quantity", "parcel", "since", "until", "paper", "key"])

    def new(self) -> NewContribution:
        """What was asked for."""
        told = self.cleaned_data
        quantity = told["quantity"]
        return NewContribution(
            code="" if told["code"] == _VILLAGE else told["code"],
            factor=Factor(told["factor"]),
            paper=told["paper"],
            key=told["key"],
            item=told["item"],
            quantity=Decimal(1) if quantity is None else quantity,
            amount=told["amount"] or 0,
            parcel=told["parcel"],
            since=told["since"],
            until=told["until"],
        )


class TransferForm(RefusingForm):
    """To whom, what and how much."""

    taker = forms.CharField(
        label=_("To which household (code)"), max_length=30, help_text=_("Of the same village; members may come first.")
    )
    factor = forms.ChoiceField(label=_("Which shares"))
    shares = forms.IntegerField(label=_("How many shares"), min_value=1)
    price = YuanField(
        label=_("Agreed price for all, yuan"), required=False, help_text=_("Paid between the two; nothing for a gift.")
    )

    def __init__(self, *args: Any, holder: HolderRow, others: Sequence[HolderRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["factor"] = forms.ChoiceField(
            label=_("Which shares"),
            choices=[
                (factor.value, f"{words.factor(factor)}: {words.shares(part.shares)}")
                for factor, part in holder.holding.parts.items()
                if part.shares
            ],
        )
        self.fields["taker"].widget.attrs["list"] = "takers"
        self.takers = [(one.code, one.name) for one in others if one.household and one.code != holder.code]
        self.order_fields(["taker", "factor", "shares", "price"])


class PaperForm(RefusingForm):
    """Why, and by which paper."""

    why = forms.CharField(label=_("Why"), max_length=200)
    paper = forms.CharField(label=pgettext_lazy("shares", "Number of the paper"), max_length=60)


class LeaveForm(RefusingForm):
    """Why a household leaves; the cadre needs its paper."""

    why = forms.CharField(label=_("Why"), max_length=200)
    paper = forms.CharField(label=pgettext_lazy("shares", "Number of the paper"), max_length=60, required=False)

    def __init__(self, *args: Any, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_own:
            del self.fields["paper"]


class HeirsForm(RefusingForm):
    """Who inherits how many parts."""

    paper = forms.CharField(label=_("Paper on which the heirs agreed"), max_length=60)

    rows = 4

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for at in range(1, self.rows + 1):
            self.fields[f"code_{at}"] = forms.CharField(
                label=_("Heir %(number)s: household code") % {"number": at}, required=at == 1, max_length=30
            )
            self.fields[f"part_{at}"] = forms.IntegerField(
                label=_("Heir %(number)s: parts") % {"number": at}, required=at == 1, min_value=1, max_value=1000
            )

    def heirs(self) -> dict[str, int]:
        """The household codes and their parts."""
        told = self.cleaned_data
        pairs = [(told.get(f"code_{at}"), told.get(f"part_{at}")) for at in range(1, self.rows + 1)]
        return {code.strip(): part or 0 for code, part in pairs if code and code.strip()}


class SimulatorForm(forms.Form):
    """What if: a mu more, a thousand yuan more, twenty days; and what if the members voted another rule."""

    mu = forms.DecimalField(
        label=_("More land, mu"),
        required=False,
        min_value=0,
        max_digits=7,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "0.5", "inputmode": "decimal"}),
    )
    years = forms.IntegerField(label=_("For how many years"), required=False, min_value=1, max_value=30, initial=5)
    money = YuanField(label=_("More money, yuan"), required=False)
    days = forms.DecimalField(
        label=_("More days of work"),
        required=False,
        min_value=0,
        max_digits=6,
        decimal_places=1,
        widget=forms.NumberInput(attrs={"step": "1", "inputmode": "decimal"}),
    )
    traded = forms.DecimalField(
        required=False,
        min_value=0,
        max_digits=9,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "100", "inputmode": "decimal"}),
    )
    surplus = YuanField(label=_("Surplus to share, yuan"), required=False)

    def __init__(self, data: Any = None, *, terms: Terms, **given: Any) -> None:
        super().__init__(data, **given)
        by_weight = terms.basis == TradeBasis.WEIGHT
        self.fields["traded"].label = _("More goods sold, kg") if by_weight else _("More goods sold, yuan")
        self.terms = terms
        for name in ASKED[terms.variant]:
            if name in PARTS:
                self.fields[name] = part_field(PARTS[name], initial=Decimal(getattr(terms, name)) / 10)
            elif name in PROMISES:
                initial = decimal(getattr(terms, name))
                self.fields[name] = YuanField(label=PROMISES[name], required=False, initial=initial)

    def ours(self) -> list[forms.BoundField]:
        """What the household changes."""
        return [field for field in self.visible_fields() if field.name not in {*PARTS, *PROMISES}]

    def rule(self) -> list[forms.BoundField]:
        """What the members would vote."""
        return [field for field in self.visible_fields() if field.name in {*PARTS, *PROMISES}]

    def tried(self) -> Terms:
        """The terms as they were written, or those in force where nothing was."""
        told: dict[str, int] = {}
        for name in ASKED[self.terms.variant]:
            given = self.cleaned_data.get(name)
            if self.data.get(name, "").strip() and given is not None:
                told[name] = int(given * 10) if name in PARTS else int(given)
        return replace(self.terms, **told)  # type: ignore[arg-type]  # names of numbers only

    def more(self) -> int:
        """Goods sold more, in what the rule measures by: fen or grams."""
        given = self.cleaned_data["traded"] or 0
        return int(given * (1000 if self.terms.basis == TradeBasis.WEIGHT else 100))
