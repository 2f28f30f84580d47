"""Forms of projects and seasons."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shihu.base.ledger.types import EntityRow
from shihu.services.industry.types import NewBudgetLine, NewProject, NewSite
from shihu.services.industry.web.fields import ActForm, DayField, FenField, PercentField
from shihu.services.industry.web.wording import SITES

SPARE = 3


class ProjectForm(ActForm):
    """A new project."""

    submit = _("Open the project")
    book = forms.ChoiceField(label=_("In whose books"), help_text=_("What it costs and brings is booked there."))
    kind = forms.ChoiceField(label=pgettext_lazy("industry", "Industry"))
    name = forms.CharField(label=pgettext_lazy("industry", "Name of the project"), max_length=40)
    plan = forms.CharField(
        label=pgettext_lazy("industry", "What is to be done"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=2000,
    )
    opened_on = DayField(label=_("Begins on"))
    members = PercentField(label=_("Of a loss, the members bear (%)"), initial=Decimal(70))
    owner = PercentField(label=_("The owner bears (%)"), initial=Decimal(30))
    insurance = PercentField(label=_("Insurance bears (%)"), initial=Decimal(0))

    def __init__(
        self,
        data: Any = None,
        *,
        books: Sequence[EntityRow],
        kinds: Sequence[tuple[str, str]],
        today: date,
        **given: Any,
    ) -> None:
        super().__init__(data, initial={"opened_on": today}, **given)
        self.offer("book", [(str(row.key), row.name) for row in books])
        self.offer("kind", kinds)

    def offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)

    def new(self) -> NewProject:
        told = self.cleaned_data
        risk = {name: told[name] for name in ("members", "owner", "insurance") if told[name]}
        return NewProject(UUID(told["book"]), told["kind"], told["name"], told["plan"], risk, told["opened_on"])


class EnrolForm(ActForm):
    """Households that take part, by code, one or a list."""

    submit = pgettext_lazy("industry", "Enrol")
    codes = forms.CharField(
        label=_("Codes of the households"),
        widget=forms.Textarea(attrs={"rows": 5, "inputmode": "numeric"}),
        help_text=_("One a line, or pasted from the roster's spreadsheet."),
        max_length=40_000,
    )
    since = DayField(label=_("Take part from"))

    def listed(self) -> list[str]:
        """The codes, each once, in the order they were written."""
        return list(dict.fromkeys(re.findall(r"[0-9A-Za-z]+", self.cleaned_data["codes"])))


class SiteForm(ActForm):
    """A shed, field, yard or workshop."""

    submit = _("Add the site")
    kind = forms.ChoiceField(label=pgettext_lazy("industry", "Kind of site"), choices=list(SITES.items()))
    name = forms.CharField(label=pgettext_lazy("industry", "Name of the site"), max_length=40)
    hamlet = forms.ChoiceField(label=_("Hamlet"))
    mu = forms.DecimalField(
        label=_("Area (mu)"), required=False, max_digits=9, decimal_places=2, min_value=Decimal("0.01")
    )
    since = DayField(label=pgettext_lazy("industry", "In use since"))

    def __init__(self, data: Any = None, *, hamlets: Sequence[tuple[str, str]], today: date, **given: Any) -> None:
        super().__init__(data, initial={"since": today}, **given)
        field = self.fields["hamlet"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(hamlets)

    def new(self) -> NewSite:
        told = self.cleaned_data
        return NewSite(told["kind"], told["name"], told["hamlet"], told["since"], told["mu"])


class BudgetForm(ActForm):
    """Lines of a budget; empty ones are left out, and a button adds more without a script."""

    submit = _("Keep the budget")

    def __init__(self, data: Any = None, *, lines: Sequence[Any] = (), **given: Any) -> None:
        super().__init__(data, **given)
        self.count = len(lines) + SPARE
        if self.is_bound:
            posted = sum(1 for name in self.data if name.startswith("words_"))
            self.count = min(60, max(1, posted) + (SPARE if "more" in self.data else 0))
        for at in range(self.count):
            line = lines[at] if at < len(lines) else None
            self.fields[f"side_{at}"] = forms.ChoiceField(
                label=pgettext_lazy("industry", "Cost or income"),
                choices=[("cost", pgettext_lazy("industry", "Cost")), ("income", pgettext_lazy("industry", "Income"))],
                initial=line.side if line else "cost",
            )
            self.fields[f"words_{at}"] = forms.CharField(
                label=pgettext_lazy("industry", "For what"),
                max_length=40,
                required=False,
                initial=line.words if line else "",
            )
            self.fields[f"quantity_{at}"] = forms.DecimalField(
                label=pgettext_lazy("industry", "How much"),
                max_digits=12,
                decimal_places=3,
                required=False,
                initial=line.quantity.normalize() if line else None,
            )
            self.fields[f"measure_{at}"] = forms.CharField(
                label=pgettext_lazy("industry", "Measure"),
                max_length=12,
                required=False,
                initial=line.measure if line else "",
            )
            self.fields[f"price_{at}"] = FenField(
                label=pgettext_lazy("industry", "Price of one (yuan)"),
                required=False,
                initial=f"{Decimal(line.price).scaleb(-2):f}" if line else "",
            )

    def rows(self) -> list[list[forms.BoundField]]:
        return [
            [self[f"{name}_{at}"] for name in ("side", "words", "quantity", "measure", "price")]
            for at in range(self.count)
        ]

    def shown(self) -> list[forms.BoundField]:
        at = {f"{name}_{n}" for name in ("side", "words", "quantity", "measure", "price") for n in range(self.count)}
        return [field for field in self.visible_fields() if field.name not in at]

    def wants_more(self) -> bool:
        return "more" in self.data

    def lines(self) -> list[NewBudgetLine]:
        told = self.cleaned_data
        return [
            NewBudgetLine(
                told[f"side_{at}"],
                told[f"words_{at}"],
                told[f"quantity_{at}"] or Decimal(0),
                told[f"measure_{at}"],
                told[f"price_{at}"] or 0,
            )
            for at in range(self.count)
            if told[f"words_{at}"]
        ]


class SeasonForm(BudgetForm):
    """A season with its budget."""

    submit = _("Open the season")
    name = forms.CharField(label=pgettext_lazy("industry", "Name of the season"), max_length=40)
    since = DayField(label=pgettext_lazy("industry", "Season begins"))
    due = DayField(label=pgettext_lazy("industry", "Season is settled by"))


class WhyForm(ActForm):
    """A reason."""

    submit = pgettext_lazy("industry", "Confirm")
    reason = forms.CharField(label=pgettext_lazy("industry", "Why"), max_length=200)


class WindUpForm(ActForm):
    """The paper on which the end of a unit's project was decided."""

    submit = _("Settle and end")
    paper = forms.CharField(label=_("Minutes of the meeting"), max_length=60)
    key = forms.CharField(widget=forms.HiddenInput, min_length=8, max_length=64)
