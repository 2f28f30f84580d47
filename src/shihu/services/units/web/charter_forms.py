"""Forms of charters: the template's clauses, a unit's blanks and own clauses, a sheet of paper."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from shihu.kernel.refusals import Refusal
from shihu.services.units.types import Blank, Clause, Sitting, Value
from shihu.services.units.web.pages import wording

SPARE = 3


class _ClauseRows(forms.Form):
    """Rows of a title and a text, a hidden key each; empty rows are left out."""

    prefix_of_rows = "clause"
    spare = SPARE

    def add_rows(self, clauses: Sequence[Clause]) -> None:
        """Add a row for each clause and some empty ones; posted rows decide their number."""
        rows = [*clauses, *(Clause("", "", "") for _ in range(self.spare))]
        if self.is_bound:
            posted = sum(1 for name in self.data if name.startswith(f"{self.prefix_of_rows}_title_"))
            rows += [Clause("", "", "")] * (min(posted, 60) - len(rows))
        self.count = len(rows)
        for number, clause in enumerate(rows):
            at = f"{self.prefix_of_rows}_{{}}_{number}"
            self.fields[at.format("key")] = forms.CharField(
                required=False, initial=clause.key, max_length=40, widget=forms.HiddenInput
            )
            self.fields[at.format("title")] = forms.CharField(
                label=_("Title of clause %(number)s") % {"number": number + 1},
                required=False,
                initial=clause.title,
                max_length=30,
            )
            self.fields[at.format("text")] = forms.CharField(
                label=_("Text of clause %(number)s") % {"number": number + 1},
                required=False,
                initial=clause.text,
                max_length=600,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Key, title and text of each row, for the template."""
        at = self.prefix_of_rows
        return [(self[f"{at}_key_{n}"], self[f"{at}_title_{n}"], self[f"{at}_text_{n}"]) for n in range(self.count)]

    def clauses(self) -> list[Clause]:
        """The rows as clauses, the empty ones too: a refusal counts them."""
        told, at = self.cleaned_data, self.prefix_of_rows
        return [
            Clause(told[f"{at}_key_{n}"], told[f"{at}_title_{n}"], told[f"{at}_text_{n}"]) for n in range(self.count)
        ]

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal beside its field."""
        where = refusal.where
        if where.startswith("clause "):
            where = f"{self.prefix_of_rows}_text_{int(where.removeprefix('clause ')) - 1}"
        self.add_error(where if where in self.fields else None, wording.refusal(refusal))


class TemplateForm(_ClauseRows):
    """The township's template."""

    title = forms.CharField(label=_("Name of the charter"), max_length=60)

    def __init__(self, *args: Any, clauses: Sequence[Clause], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_rows(clauses)


class CharterForm(_ClauseRows):
    """What a unit fills in, and its own clauses."""

    prefix_of_rows = "own"
    spare = 2

    def __init__(
        self, *args: Any, blanks: Sequence[Blank], values: Mapping[str, Value], own: Sequence[Clause], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.blanks = tuple(blanks)
        for blank in blanks:
            self.fields[blank.key] = _blank_field(blank, values.get(blank.key))
        self.add_rows(own)

    def filled(self) -> list[forms.BoundField]:
        """The blanks, for the template."""
        return [self[blank.key] for blank in self.blanks]

    def values(self) -> dict[str, Value]:
        """What was filled in; yuan as fen."""
        told: dict[str, Value] = {}
        for blank in self.blanks:
            value = self.cleaned_data[blank.key]
            told[blank.key] = int(value * 100) if isinstance(value, Decimal) else value
        return told


def _blank_field(blank: Blank, value: Value | None) -> forms.Field:
    label = _(wording.BLANKS[blank.key])
    if blank.kind == "text":
        return forms.CharField(label=label, max_length=blank.high, initial=value)
    if blank.kind == "yuan":
        return forms.DecimalField(
            label=label,
            max_digits=9,
            decimal_places=2,
            min_value=Decimal(blank.low) / 100,
            max_value=Decimal(blank.high) / 100,
            initial=Decimal(value) / 100 if isinstance(value, int) else None,
            widget=forms.NumberInput(attrs={"step": "0.01", "inputmode": "decimal"}),
        )
    return forms.IntegerField(label=label, min_value=blank.low, max_value=blank.high, initial=value)


class PaperForm(forms.Form):
    """One sheet of paper: its number, its day, and which adult of each household signed it."""

    sheet = forms.CharField(label=_("Number of the sheet"), max_length=30)
    signed_on = forms.DateField(
        label=_("Day of signing"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(
        self, *args: Any, waiting: Sequence[Sitting], adults: Mapping[UUID, Sequence[str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = tuple(waiting)
        for sitting in waiting:
            names = list(dict.fromkeys(adults.get(sitting.household) or [sitting.householder]))
            self.fields[f"h-{sitting.household}"] = forms.ChoiceField(
                label=_("Household of %(name)s: signed by") % {"name": sitting.householder},
                required=False,
                choices=[("", _("not on this sheet")), *((name, name) for name in names)],
            )

    def signers(self) -> dict[UUID, str]:
        """Household and the name that signed for it."""
        told = {s.household: self.cleaned_data[f"h-{s.household}"] for s in self.waiting}
        return {household: name for household, name in told.items() if name}

    def clean(self) -> dict[str, Any]:
        """A sheet without a signature is none."""
        cleaned = super().clean() or {}
        if not self.errors and not self.signers():
            self.add_error(None, _("Say for at least one household who signed."))
        return cleaned

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal beside its field."""
        self.add_error(refusal.where if refusal.where in self.fields else None, wording.refusal(refusal))
