"""Forms of valuations: the table, and the papers that two tellers counted."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shihu.kernel.money import decimal
from shihu.services.industry.types import Answer, Basis, Factor, NewPrice, PriceRow, VoteRow
from shihu.services.industry.web.share_forms import RefusingForm, YuanField, day_field

_FACTORS = (
    (Factor.LAND.value, pgettext_lazy("shares", "Land")),
    (Factor.LABOUR.value, pgettext_lazy("shares", "Labour")),
    (Factor.SKILL.value, pgettext_lazy("shares", "Skill")),
    (Factor.EQUIPMENT.value, pgettext_lazy("shares", "Equipment")),
)
_BASES = (
    (Basis.MU_YEAR.value, _("a mu and year")),
    (Basis.DAY.value, _("a day")),
    (Basis.ITEM.value, _("a piece")),
)
_ANSWERS = (
    ("", _("no paper")),
    (Answer.YES.value, pgettext_lazy("shares", "Agree")),
    (Answer.NO.value, pgettext_lazy("shares", "Do not agree")),
    (Answer.ABSTAIN.value, pgettext_lazy("shares", "Abstain")),
)


class ValuationForm(RefusingForm):
    """A table of prices, beginning with the one in force."""

    title = forms.CharField(label=_("Name of the table"), max_length=60)
    method = forms.CharField(
        label=_("How the prices were found"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In words that every member understands; it is read out before the vote."),
    )
    vote_until = day_field(_("Vote until"))
    valid_from = day_field(_("Holds from"))
    rows = 8

    def __init__(self, *args: Any, prices: Sequence[PriceRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for at in range(self.rows):
            known = prices[at] if at < len(prices) else None
            self.fields[f"factor_{at}"] = forms.ChoiceField(
                label=pgettext_lazy("shares", "Kind"), choices=_FACTORS, initial=known.factor if known else None
            )
            self.fields[f"name_{at}"] = forms.CharField(
                label=_("What it is"), required=False, max_length=40, initial=known.name if known else ""
            )
            self.fields[f"price_{at}"] = YuanField(
                label=_("Yuan"), required=False, initial=str(decimal(known.price)) if known else ""
            )
            self.fields[f"basis_{at}"] = forms.ChoiceField(
                label=_("For"), choices=_BASES, initial=known.basis if known else None
            )

    def lines(self) -> list[tuple[forms.BoundField, ...]]:
        """The rows of the table, for the template."""
        parts = ("factor", "name", "price", "basis")
        return [tuple(self[f"{part}_{at}"] for part in parts) for at in range(self.rows)]

    def prices(self) -> list[NewPrice]:
        """The rows that were filled."""
        told = self.cleaned_data
        return [
            NewPrice(
                Factor(told[f"factor_{at}"]),
                told[f"name_{at}"],
                Basis(told[f"basis_{at}"]),
                told[f"price_{at}"],
            )
            for at in range(self.rows)
            if told[f"name_{at}"].strip()
        ]


class PapersForm(RefusingForm):
    """What two tellers counted."""

    sheet = forms.CharField(label=_("Number of the counted papers"), max_length=60)
    first = forms.CharField(label=_("First teller"), max_length=40)
    second = forms.CharField(label=_("Second teller"), max_length=40)

    def __init__(self, *args: Any, votes: Sequence[VoteRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = [vote for vote in votes if not vote.answer]
        for vote in self.waiting:
            self.fields[f"v-{vote.household}"] = forms.ChoiceField(
                label=vote.name, required=False, choices=_ANSWERS, widget=forms.RadioSelect
            )

    def tellers(self) -> list[str]:
        """The two names."""
        return [self.cleaned_data["first"], self.cleaned_data["second"]]

    def answers(self) -> dict[UUID, Answer]:
        """Household and answer."""
        told = {vote.household: self.cleaned_data[f"v-{vote.household}"] for vote in self.waiting}
        return {household: Answer(word) for household, word in told.items() if word}
