"""Forms of inputs on credit and of the voted rule."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shihu.services.industry.types import (
    CapKind,
    Floor,
    Let,
    NewBatch,
    NewCost,
    NewSharingRule,
    ParticipantRow,
    Step,
    StepKind,
    Supplied,
)
from shihu.services.industry.web.fields import ActForm, DayField, FenField, PercentField, PiecesField
from shihu.services.industry.web.wording import CAPS, STEPS

_PAID_FROM = [
    ("bank", pgettext_lazy("industry", "Bank")),
    ("cash", pgettext_lazy("industry", "Cash")),
    ("stock", pgettext_lazy("industry", "Goods in stock")),
]
PAID_INTO = _PAID_FROM[:2]


class PaperForm(ActForm):
    """Every act has a day and a paper behind it."""

    day = DayField(label=pgettext_lazy("industry", "Day"))
    paper = forms.CharField(label=_("Number of the paper behind it"), max_length=60)
    key = forms.CharField(widget=forms.HiddenInput, min_length=8, max_length=64)

    def __init__(self, data: Any = None, *, today: date, initial: Any = None) -> None:
        super().__init__(data, initial={"day": today, **(initial or {})})


class CostForm(PaperForm):
    """What making the inputs costs."""

    submit = _("Book the cost")
    what = forms.ChoiceField(
        label=pgettext_lazy("industry", "Kind of cost"),
        choices=[
            ("materials", pgettext_lazy("industry", "Materials")),
            ("wages", pgettext_lazy("industry", "Wages")),
            ("other", pgettext_lazy("industry", "Other costs")),
        ],
    )
    words = forms.CharField(label=pgettext_lazy("industry", "For what"), max_length=60)
    amount = FenField(label=_("Amount (yuan)"))
    paid_from = forms.ChoiceField(label=pgettext_lazy("industry", "Paid from"), choices=_PAID_FROM)
    issuer = forms.CharField(label=_("Who issued the paper"), max_length=60)
    field_order = ("what", "words", "amount", "paid_from", "day", "paper", "issuer")

    def new(self) -> NewCost:
        told = self.cleaned_data
        return NewCost(
            told["what"],
            told["amount"] or 0,
            told["paid_from"],
            told["words"],
            told["day"],
            told["paper"],
            told["issuer"],
            told["key"],
        )


class BatchForm(PaperForm):
    """Inputs that were made."""

    submit = _("Take the batch into stock")
    name = forms.CharField(label=pgettext_lazy("industry", "Name of the batch"), max_length=40)
    pieces = PiecesField(label=_("Pieces made"))
    measure = forms.CharField(label=_("What a piece is called"), max_length=8, initial="棒")
    cost = FenField(
        label=_("What they cost together (yuan)"),
        required=False,
        help_text=_("Empty: all costs of the season that are booked and in no batch yet."),
    )
    field_order = ("name", "pieces", "measure", "cost", "day", "paper")

    def new(self) -> NewBatch:
        told = self.cleaned_data
        return NewBatch(
            told["name"], told["measure"], told["pieces"], told["day"], told["paper"], told["key"], told["cost"]
        )


class EachForm(PaperForm):
    """A line for every household that takes part; empty ones are left out, one number may fill all."""

    def __init__(self, data: Any = None, *, people: Sequence[ParticipantRow], **given: Any) -> None:
        super().__init__(data, **given)
        self.people = people
        for one in people:
            self.fields[f"of_{one.household}"] = self.each(f"{one.householder} {one.code[-4:]}")

    def each(self, label: str) -> forms.Field:
        """Return the field of one household."""
        raise NotImplementedError

    def shown(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if not field.name.startswith("of_")]

    def lines(self) -> list[forms.BoundField]:
        return [self[f"of_{one.household}"] for one in self.people]

    def given(self) -> dict[UUID, int]:
        """What was written, by household."""
        everybody = self.cleaned_data.get("everybody") or 0
        found = {one.household: self.cleaned_data.get(f"of_{one.household}") or everybody for one in self.people}
        return {key: value for key, value in found.items() if value}


class SupplyForm(EachForm):
    """Pieces for households."""

    submit = _("Supply on credit")
    batch = forms.ChoiceField(label=pgettext_lazy("industry", "From which batch"))
    everybody = PiecesField(label=_("Pieces for every household"), required=False)
    field_order = ("batch", "everybody", "day", "paper")

    def __init__(self, data: Any = None, *, batches: Sequence[tuple[str, str]], **given: Any) -> None:
        super().__init__(data, **given)
        field = self.fields["batch"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(batches)

    def each(self, label: str) -> forms.Field:
        return PiecesField(label=label, required=False)

    def supplied(self) -> list[Supplied]:
        return [Supplied(key, pieces) for key, pieces in self.given().items()]


class LetForm(EachForm):
    """Rent of sheds for households."""

    submit = _("Let the sheds")
    lessor = forms.ChoiceField(label=_("Whose sheds"), required=False)
    everybody = FenField(label=_("Rent of every household (yuan)"), required=False)
    field_order = ("lessor", "everybody", "day", "paper")

    def __init__(self, data: Any = None, *, lessors: Sequence[tuple[str, str]], **given: Any) -> None:
        super().__init__(data, **given)
        field = self.fields["lessor"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("The owner's own")), *lessors]

    def each(self, label: str) -> forms.Field:
        return FenField(label=label, required=False)

    def lets(self) -> list[Let]:
        return [Let(key, amount) for key, amount in self.given().items()]


class BackForm(PaperForm):
    """Pieces that come back."""

    submit = _("Take them back")
    batch = forms.ChoiceField(label=pgettext_lazy("industry", "From which batch"))
    pieces = PiecesField(label=_("Pieces that come back"))
    is_broken = forms.BooleanField(label=_("They are broken: the owner bears their cost"), required=False)
    field_order = ("batch", "pieces", "is_broken", "day", "paper")

    def __init__(self, data: Any = None, *, batches: Sequence[tuple[str, str]], **given: Any) -> None:
        super().__init__(data, **given)
        field = self.fields["batch"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(batches)


class RepayForm(PaperForm):
    """Money that a household pays on what it owes."""

    submit = _("Book the payment")
    thing = forms.ChoiceField(
        label=_("On which debt"), choices=[("input", STEPS[StepKind.ADVANCE]), ("rental", STEPS[StepKind.RENTAL])]
    )
    amount = FenField(label=_("Amount (yuan)"))
    paid_into = forms.ChoiceField(label=pgettext_lazy("industry", "Paid into"), choices=PAID_INTO)
    field_order = ("thing", "amount", "paid_into", "day", "paper")


class RuleForm(ActForm):
    """The rule as the members voted it."""

    submit = _("Record the rule")
    since = DayField(label=pgettext_lazy("industry", "Holds from"))
    per_sale = FenField(label=_("Floor of every sale (yuan)"), required=False)
    share = PercentField(label=_("Floor as a share of the proceeds (%)"), required=False)
    per_month = FenField(label=_("Floor of a month (yuan)"), required=False)
    limit = FenField(
        label=_("Inputs on credit that a household may owe at most (yuan)"),
        required=False,
        help_text=_("Empty: no limit."),
    )
    paper = forms.CharField(label=_("Minutes of the meeting"), max_length=60)
    votes = forms.IntegerField(label=_("Votes for it"), min_value=1, max_value=5000)
    voters = forms.IntegerField(label=pgettext_lazy("industry", "Voted altogether"), min_value=1, max_value=5000)

    def __init__(self, data: Any = None, *, steps: Sequence[Step] = (), **given: Any) -> None:
        super().__init__(data, **given)
        kinds = [("", _("no further step")), *((kind.value, word) for kind, word in STEPS.items())]
        for at in range(4):
            step = steps[at] if at < len(steps) else None
            self.fields[f"kind_{at}"] = forms.ChoiceField(
                label=_("Step %(number)s") % {"number": at + 1},
                choices=kinds,
                required=False,
                initial=step.kind.value if step else "",
            )
            self.fields[f"cap_{at}"] = forms.ChoiceField(
                label=pgettext_lazy("industry", "takes at most"),
                choices=[(cap.value, word) for cap, word in CAPS.items()],
                initial=step.cap.value if step else CapKind.SHARE.value,
            )
            self.fields[f"value_{at}"] = forms.DecimalField(
                label=pgettext_lazy("industry", "Per cent or yuan"),
                required=False,
                max_digits=7,
                decimal_places=2,
                initial=_shown(step) if step else None,
            )

    def rows(self) -> list[list[forms.BoundField]]:
        return [[self[f"{name}_{at}"] for name in ("kind", "cap", "value")] for at in range(4)]

    def shown(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name.rpartition("_")[2] not in {"0", "1", "2", "3"}]

    def new(self) -> NewSharingRule:
        told: Mapping[str, Any] = self.cleaned_data
        steps = []
        for at in range(4):
            if not told[f"kind_{at}"]:
                continue
            cap, value = CapKind(told[f"cap_{at}"]), told[f"value_{at}"] or 0
            scaled = 0 if cap == CapKind.ALL else int(value * (10 if cap == CapKind.SHARE else 100))
            steps.append(Step(StepKind(told[f"kind_{at}"]), cap, scaled))
        floor = Floor(told["per_sale"] or 0, told["share"] or 0, told["per_month"] or 0)
        return NewSharingRule(
            told["since"], floor, tuple(steps), told["paper"], told["votes"], told["voters"], told["limit"]
        )


def _shown(step: Step) -> str:
    if step.cap == CapKind.ALL:
        return ""
    return f"{step.value / 10:g}" if step.cap == CapKind.SHARE else f"{step.value / 100:g}"
