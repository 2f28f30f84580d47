"""Forms of checks of deliveries and of being named in public."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shihu.services.industry.types import CheckKind, NewCheck, ParticipantRow
from shihu.services.industry.web.fields import ActForm, DayField

CHECKS = {
    CheckKind.RESIDUE: pgettext_lazy("lots", "Pesticide residue, quick test"),
    CheckKind.LABORATORY: pgettext_lazy("lots", "Laboratory"),
    CheckKind.METAL: pgettext_lazy("lots", "Heavy metals"),
    CheckKind.GRADE: pgettext_lazy("lots", "Size, ripeness, damage"),
}


class CheckForm(ActForm):
    """One check."""

    submit = _("Record the check")
    kind = forms.ChoiceField(label=_("What was looked for"), choices=[(k.value, word) for k, word in CHECKS.items()])
    result = forms.ChoiceField(
        label=_("Passed?"),
        choices=[("yes", pgettext_lazy("lots", "passed")), ("no", pgettext_lazy("lots", "did not pass"))],
        widget=forms.RadioSelect,
    )
    found = forms.CharField(
        label=_("What was found"),
        max_length=120,
        help_text=_("With value and limit, such as: inhibition 12 per cent, limit 50."),
    )
    checked_on = DayField(label=_("Looked at on"))
    checked_by = forms.CharField(label=_("By whom"), max_length=80)
    key = forms.CharField(widget=forms.HiddenInput, min_length=8, max_length=64)

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"checked_on": today})

    def new(self) -> NewCheck:
        told = self.cleaned_data
        return NewCheck(
            CheckKind(told["kind"]),
            told["result"] == "yes",
            told["found"],
            told["checked_on"],
            told["checked_by"],
            told["key"],
        )


class NamingForm(ActForm):
    """A household's own word."""

    submit = _("Record it")
    code = forms.ChoiceField(label=_("Household"))
    answer = forms.ChoiceField(
        label=_("May the family be named in public?"),
        choices=[("yes", pgettext_lazy("lots", "yes")), ("no", pgettext_lazy("lots", "not any more"))],
        widget=forms.RadioSelect,
    )
    paper = forms.CharField(label=_("Number of the signed paper"), max_length=60)

    def __init__(self, data: Any = None, *, people: Sequence[ParticipantRow], named: Collection[UUID]) -> None:
        super().__init__(data)
        field = self.fields["code"]
        if isinstance(field, forms.ChoiceField):
            mark = {True: " ✓", False: ""}
            field.choices = [
                (one.code, f"{one.householder} {one.code[-4:]}{mark[one.household in named]}") for one in people
            ]
