"""The form in which a vote on distribution is entered."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shihu.kernel.money import BadAmount, decimal, fen
from shihu.services.industry.rules.settlement import usual
from shihu.services.industry.types import Terms, TradeBasis, Variant

PARTS = {
    "reserve": _("Reserve fund, per cent of the surplus"),
    "welfare": _("Welfare fund, per cent of the surplus"),
    "patronage": _("By volume traded, %"),
    "labour": _("By labour, %"),
}
PROMISES = {
    "guaranteed": _("Guaranteed for each share (yuan)"),
    "floor": _("Floor for each mu of land (yuan)"),
}
# What the law of each kind leaves to a vote.
ASKED = {
    Variant.COOPERATIVE: ("reserve", "welfare", "patronage", "guaranteed", "basis"),
    Variant.COLLECTIVE: ("reserve", "welfare", "guaranteed"),
    Variant.UNIT: ("reserve", "patronage", "labour", "guaranteed", "floor", "basis"),
}


def part_field(label: Any, *, initial: Decimal | None = None) -> forms.DecimalField:
    """A part in per cent; ``initial``: what holds where nothing is written."""
    return forms.DecimalField(
        label=label, min_value=0, max_value=100, decimal_places=1, initial=initial, required=initial is None
    )


class TermsForm(forms.Form):
    """Parts in per cent, promises in yuan, and the paper of the vote."""

    reserve = part_field(PARTS["reserve"])
    welfare = part_field(PARTS["welfare"])
    patronage = part_field(PARTS["patronage"])
    labour = part_field(PARTS["labour"])
    guaranteed = forms.CharField(label=PROMISES["guaranteed"], max_length=14)
    floor = forms.CharField(label=PROMISES["floor"], max_length=14)
    basis = forms.ChoiceField(
        label=_("Volume traded is measured by"),
        choices=[
            (TradeBasis.AMOUNT.value, pgettext_lazy("settlement", "money")),
            (TradeBasis.WEIGHT.value, pgettext_lazy("settlement", "weight")),
        ],
    )
    paper = forms.CharField(label=_("Minutes of the meeting"), max_length=60)
    voted_on = forms.DateField(label=_("Voted on"), widget=forms.DateInput(attrs={"type": "date"}))
    since = forms.DateField(label=_("In force from"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, data: Any, *, kind: str, last: Terms | None, today: date) -> None:
        self.variant = Variant(kind) if kind in set(Variant) else Variant.UNIT
        base = last or usual(self.variant)
        initial: dict[str, object] = {name: Decimal(getattr(base, name)) / 10 for name in PARTS}
        initial |= {name: str(decimal(getattr(base, name))) for name in PROMISES}
        initial |= {"basis": base.basis.value, "voted_on": today, "since": today}
        super().__init__(data, initial=initial)
        for name in (*PARTS, *PROMISES, "basis"):
            if name not in ASKED[self.variant]:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Read amounts of money as people write them."""
        told = super().clean() or {}
        for name in PROMISES:
            if name in self.fields and name in told:
                try:
                    told[name] = fen(told[name])
                except BadAmount as refusal:
                    self.add_error(name, str(refusal))
        return told

    def voted(self) -> dict[str, Any]:
        """The vote, as the command takes it."""
        told = self.cleaned_data
        terms = Terms(
            self.variant,
            **{name: int(told[name] * 10) for name in PARTS if name in told and name != "reserve"},
            **{name: told[name] for name in PROMISES if name in told},
            reserve=int(told["reserve"] * 10),
            basis=TradeBasis(told.get("basis") or TradeBasis.AMOUNT.value),
        )
        return {"terms": terms, "paper": told["paper"], "voted_on": told["voted_on"], "since": told["since"]}
