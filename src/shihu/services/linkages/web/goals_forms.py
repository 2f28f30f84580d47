"""Forms of the eight ones: target days, a finished work, asking for a check, what was found."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shihu.base.vocabularies.types import TermRow
from shihu.kernel.refusals import Refusal
from shihu.services.linkages.queries.goals import UNITS_OF_KINDS
from shihu.services.linkages.types.goals import NewWork, Verdict, WorkKind
from shihu.services.linkages.web.pages.goals import wording


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more)


class _Refusing(forms.Form):
    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal beside its field."""
        self.add_error(refusal.where if refusal.where in self.fields else None, wording.refusal(refusal))


class TargetForm(_Refusing):
    """What a figure is to reach, from which day, by which paper."""

    value = forms.IntegerField(label=pgettext_lazy("linkages", "Target"), min_value=0)
    since = _day(pgettext_lazy("linkages", "Holds from"))
    paper = forms.CharField(
        label=pgettext_lazy("linkages", "By which paper"),
        max_length=80,
        help_text=_("The number of the township's paper or minutes."),
    )

    def __init__(self, *args: Any, unit: str, kind: str, is_money: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_money = is_money
        told = {"share": gettext("In per cent of all, 1 to 100."), "most": gettext("At most so many: %(unit)s.")}
        sentence = told.get(kind, gettext("At least so many: %(unit)s."))
        self.fields["value"].help_text = sentence % {"unit": unit}

    def told(self) -> dict[str, Any]:
        """The target as records keep it: money in fen."""
        given = dict(self.cleaned_data)
        return {**given, "value": given["value"] * (100 if self.is_money else 1)}


class GoalPlanForm(_Refusing):
    """The days of each goal of a village: when it begins and by when it is to be reached."""

    def __init__(
        self, *args: Any, goals: Sequence[TermRow], planned: Mapping[str, tuple[date, date]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.goals = goals
        for term in goals:
            begins, due = planned.get(term.key, (None, None))
            self.fields[f"begins_{term.code}"] = _day(_("Begins"), required=False, initial=begins)
            self.fields[f"due_{term.code}"] = _day(_("To be reached by"), required=False, initial=due)

    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Name and the two days of each goal, for the template."""
        return [
            (wording.named(term.name_zh, term.name_en), self[f"begins_{term.code}"], self[f"due_{term.code}"])
            for term in self.goals
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for both days of a goal, or none."""
        told: dict[str, Any] = super().clean() or {}
        for term in self.goals:
            begins, due = told.get(f"begins_{term.code}"), told.get(f"due_{term.code}")
            for name, lacks in ((f"begins_{term.code}", begins is None), (f"due_{term.code}", due is None)):
                if lacks and (begins or due) and name not in self.errors:
                    self.add_error(name, gettext("Give both days of a goal, or none."))
        return told

    def planned(self) -> dict[str, tuple[date, date]]:
        """The goals that have days."""
        days = {
            term.key: (self.cleaned_data.get(f"begins_{term.code}"), self.cleaned_data.get(f"due_{term.code}"))
            for term in self.goals
        }
        return {goal: (begins, due) for goal, (begins, due) in days.items() if begins and due}


class WorkForm(_Refusing):
    """A finished work. Its unit follows from its kind, the village from the page."""

    kind = forms.ChoiceField(label=_("Kind of work"))
    name = forms.CharField(label=_("What was built, and where"), max_length=80)
    quantity = forms.DecimalField(label=_("How much"), min_value=Decimal("0.01"), max_digits=12, decimal_places=2)
    finished_on = _day(_("Finished on"))
    paper = forms.CharField(
        label=_("Number of the paper"),
        max_length=60,
        help_text=_("Acceptance sheet, contract or invoice. The paper itself is attached afterwards."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared six lines above
        field.choices = [
            (kind.value, f"{gettext(wording.KINDS[kind])} ({gettext(UNITS_OF_KINDS[kind])})") for kind in WorkKind
        ]

    def work(self, village: str) -> NewWork:
        """The work as it was given."""
        told = self.cleaned_data
        return NewWork(
            village, WorkKind(told["kind"]), told["name"], told["quantity"], told["paper"], told["finished_on"]
        )


class AskCheckForm(_Refusing):
    """A village says that it reached a goal."""

    note = forms.CharField(
        label=_("What the township should look at"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class FoundForm(_Refusing):
    """What the second person found."""

    verdict = forms.ChoiceField(
        label=_("Is it as said?"),
        choices=((Verdict.HOLDS.value, _("Yes, found as said")), (Verdict.NOT_YET.value, _("No, not as said"))),
        widget=forms.RadioSelect,
    )
    on = _day(_("Day of the visit"))
    note = forms.CharField(
        label=_("What you looked at and found"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )

    def verdict_given(self) -> Verdict:
        """The verdict as a value."""
        return Verdict(self.cleaned_data["verdict"])
