"""Forms of village work: plan, hours, materials, acceptance."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shihu.services.linkages.rules.welfare import LONGEST, MOST_QUANTITY
from shihu.services.linkages.types import Material, NewWork
from shihu.services.linkages.web.duty_forms import Refusing

_DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
WORK_KINDS = (
    ("greening", pgettext_lazy("linkages", "Greening")),
    ("river", pgettext_lazy("linkages", "River works")),
    ("lanes", pgettext_lazy("linkages", "Lanes and ditches")),
    ("other", pgettext_lazy("linkages", "Other work")),
)
MEASURES = (
    ("trees", pgettext_lazy("linkages", "trees")),
    ("metres", pgettext_lazy("linkages", "metres")),
    ("cubic", pgettext_lazy("linkages", "cubic metres")),
)
METHODS = (
    ("households", _("By number of households")),
    ("workers", _("By number of people able to work (18 to 65 years)")),
)
MOVES = (
    ("received", pgettext_lazy("linkages", "Received")),
    ("used", pgettext_lazy("linkages", "Used up")),
    ("returned", pgettext_lazy("linkages", "Given back")),
)


class WorkForm(Refusing):
    """A work of the village."""

    kind = forms.ChoiceField(label=_("Kind of work"), choices=WORK_KINDS)
    title = forms.CharField(label=_("What is to be done"), max_length=60, min_length=2)
    where = forms.CharField(label=pgettext_lazy("linkages", "Where"), max_length=80)
    quantity = forms.IntegerField(label=_("How much"), min_value=1, max_value=MOST_QUANTITY)
    measure = forms.ChoiceField(label=_("Counted in"), choices=MEASURES)
    first_day = forms.DateField(label=pgettext_lazy("linkages", "First day"), widget=_DAY)
    last_day = forms.DateField(label=pgettext_lazy("linkages", "Last day"), widget=_DAY)
    materials = forms.CharField(
        label=pgettext_lazy("linkages", "Materials"),
        required=False,
        max_length=400,
        help_text=_("One on a line, the number last: pine saplings 600"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    method = forms.ChoiceField(label=_("Split over the units"), choices=METHODS, widget=forms.RadioSelect)
    is_paid = forms.BooleanField(
        label=_("The hours are paid: they are listed for the books, nothing is paid here"), required=False
    )

    def clean_materials(self) -> tuple[Material, ...]:
        """Lines of words and a number."""
        told = []
        for line in self.cleaned_data["materials"].splitlines():
            words, _blank, number = line.strip().rpartition(" ")
            if not line.strip():
                continue
            if not words or not number.isascii() or not number.isdigit() or not int(number):
                raise forms.ValidationError(
                    gettext("“%(line)s” ends without a number. Write: words, a blank, a number.") % {"line": line}
                )
            told.append(Material(words.strip()[:40], int(number)))
        return tuple(told)

    def new(self, village: str) -> NewWork:
        """The plan."""
        told = self.cleaned_data
        return NewWork(
            village,
            told["kind"],
            told["title"],
            told["where"],
            told["quantity"],
            told["measure"],
            told["first_day"],
            told["last_day"],
            told["materials"],
            told["is_paid"],
            told["method"],
        )


class HoursForm(Refusing):
    """Who worked how long on a day: a number beside each name."""

    on = forms.DateField(label=_("Day of work"), widget=_DAY)

    def __init__(self, *args: Any, people: Sequence[tuple[UUID, str]], noted: dict[UUID, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        for key, name in people:
            self.fields[f"h_{key}"] = forms.DecimalField(
                label=name,
                required=False,
                min_value=0,
                max_value=LONGEST // 60,
                decimal_places=1,
                initial=noted[key] / 60 if key in noted else None,
                widget=forms.NumberInput(attrs={"step": "0.5", "inputmode": "decimal"}),
            )

    @property
    def rows(self) -> list[Any]:
        """The fields of the people."""
        return [self[f"h_{key}"] for key, _name in self.people]

    def minutes(self, noted: dict[UUID, int]) -> dict[UUID, int]:
        """Minutes by person: those given, and 0 for a note taken away."""
        told = {}
        for key, _name in self.people:
            given = self.cleaned_data.get(f"h_{key}")
            if given is not None or key in noted:
                told[key] = int((given or 0) * 60)
        return told


class MaterialForm(Refusing):
    """Material that moved."""

    material = forms.CharField(label=pgettext_lazy("linkages", "Material"), max_length=40)
    kind = forms.ChoiceField(label=pgettext_lazy("linkages", "What happened"), choices=MOVES)
    quantity = forms.IntegerField(label=_("How much"), min_value=1, max_value=MOST_QUANTITY)


class AcceptForm(Refusing):
    """Acceptance of a unit's part."""

    measured = forms.IntegerField(label=pgettext_lazy("linkages", "Measured"), min_value=0, max_value=MOST_QUANTITY)
    words = forms.CharField(label=pgettext_lazy("linkages", "Remarks"), required=False, max_length=200)
