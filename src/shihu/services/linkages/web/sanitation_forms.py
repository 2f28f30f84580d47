"""Forms of sanitation: areas, turns, sheets, scores, objections."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shihu.services.linkages.types import Point, SheetItem
from shihu.services.linkages.web.duty_forms import Refusing, chosen

SPARE = 3
_DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
KINDS = (("lane", pgettext_lazy("linkages", "Lanes")), ("beauty", pgettext_lazy("linkages", "Beautification")))
WORK_KINDS = (
    ("greening", pgettext_lazy("linkages", "Greening")),
    ("river", pgettext_lazy("linkages", "River works")),
    ("lanes", pgettext_lazy("linkages", "Lanes and ditches")),
    ("other", pgettext_lazy("linkages", "Other work")),
)


class AreaForm(Refusing):
    """A duty area: tapped on the map, or from door to door along a street."""

    words = forms.CharField(label=_("What the area is called"), max_length=60)
    shape = forms.ChoiceField(
        label=_("How it is drawn"),
        choices=(
            ("line", _("Along lanes")),
            ("polygon", _("Around a piece of ground")),
            ("doors", _("From door to door")),
        ),
        initial="doors",
        widget=forms.RadioSelect,
    )
    corners = forms.CharField(required=False, widget=forms.HiddenInput)
    street = forms.ChoiceField(label=_("Street"), required=False)
    first = forms.IntegerField(label=_("From house number"), required=False, min_value=0, max_value=9999)
    last = forms.IntegerField(label=_("To house number"), required=False, min_value=0, max_value=9999)

    def __init__(self, *args: Any, streets: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen(self, "street", [("", "—"), *streets])

    def clean_corners(self) -> tuple[Point, ...]:
        """Corners as the page's script writes them: [[lon, lat], …]."""
        try:
            told = json.loads(self.cleaned_data["corners"] or "[]")
            return tuple((float(lon), float(lat)) for lon, lat in told)
        except (ValueError, TypeError):
            raise forms.ValidationError(gettext("The drawing could not be read. Draw it again.")) from None

    def clean(self) -> dict[str, Any]:
        """Doors need a street and two numbers."""
        told = super().clean() or {}
        if told.get("shape") == "doors" and not (
            told.get("street") and told.get("first") is not None and told.get("last") is not None
        ):
            self.add_error("street", gettext("Choose a street and the first and last house."))
        return told


class ExcuseForm(Refusing):
    """A household that cannot take turns."""

    household = forms.ChoiceField(label=_("Household"))
    reason = forms.CharField(label=_("Why it cannot"), max_length=80)

    def __init__(self, *args: Any, homes: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen(self, "household", [(str(key), name) for key, name in homes])


class SwapForm(Refusing):
    """Two weeks to be changed with each other."""

    week = forms.ChoiceField(label=_("Our week"))
    other_week = forms.ChoiceField(label=_("For the week of"))

    def __init__(
        self, *args: Any, mine: Sequence[tuple[date, str]], others: Sequence[tuple[date, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, told in (("week", mine), ("other_week", others)):
            chosen(self, name, [(day.isoformat(), words) for day, words in told])

    def weeks(self) -> tuple[date, date]:
        """Mondays of the two weeks."""
        week, other = self.cleaned_data["week"], self.cleaned_data["other_week"]
        return date.fromisoformat(week), date.fromisoformat(other)


class SheetForm(Refusing):
    """A version of the score sheet."""

    valid_from = forms.DateField(label=_("Valid from"), widget=_DAY)
    objection_days = forms.IntegerField(label=_("Days for objections"), min_value=1, max_value=30, initial=3)
    recheck_percent = forms.IntegerField(
        label=_("Looked at again (per cent, rounded up)"), min_value=1, max_value=100, initial=10
    )
    award_least = forms.IntegerField(label=_("The flag needs at least"), min_value=0, max_value=100, initial=90)

    def __init__(self, *args: Any, items: Sequence[SheetItem] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = [*items, *([None] * SPARE)]
        for at, item in enumerate(self.kept):
            label = gettext("Item %(number)s: what is looked at") % {"number": at + 1}
            self.fields[f"words_{at}"] = forms.CharField(
                label=label, required=False, max_length=60, initial=item.words if item else ""
            )
            self.fields[f"most_{at}"] = forms.IntegerField(
                label=_("Points off at most"),
                required=False,
                min_value=1,
                max_value=100,
                initial=item.most if item else None,
            )
            self.fields[f"kind_{at}"] = forms.ChoiceField(
                label=_("Counts as"), choices=KINDS, initial=item.kind if item else "lane"
            )

    def items(self) -> list[SheetItem]:
        """The items, empty lines left out."""
        told = self.cleaned_data
        return [
            SheetItem(
                item.key if item else f"i{at + 1}", told[f"words_{at}"], told[f"most_{at}"] or 0, told[f"kind_{at}"]
            )
            for at, item in enumerate(self.kept)
            if told.get(f"words_{at}")
        ]


class ScoreForm(Refusing):
    """What was found in an area: three steps an item, and a sentence."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, items: Sequence[SheetItem], off: dict[str, int] | None = None, **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", {"key": uuid4()})
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            half = -(-item.most // 2)
            steps = [(0, gettext("Clean")), (half, gettext("Some, −%(points)s") % {"points": half})]
            if item.most > half:
                steps.append((item.most, gettext("Bad, −%(points)s") % {"points": item.most}))
            given = (off or {}).get(item.key, 0)
            nearest = min((points for points, _words in steps), key=lambda points: abs(points - given))
            self.fields[f"off_{item.key}"] = forms.TypedChoiceField(
                label=item.words, choices=steps, coerce=int, initial=nearest, widget=forms.RadioSelect
            )
        self.fields["words"] = forms.CharField(
            label=pgettext_lazy("linkages", "What was found there"),
            required=False,
            max_length=200,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def off(self) -> dict[str, int]:
        """Points off by item."""
        return {item.key: self.cleaned_data[f"off_{item.key}"] for item in self.items}


class WordsForm(Refusing):
    """One sentence."""

    words = forms.CharField(label=_("In a sentence"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class VerdictForm(ScoreForm):
    """The answer to an objection."""

    upholds = forms.ChoiceField(
        label=_("The objection"),
        choices=(("no", _("The score stands")), ("yes", _("Is right: the score below counts"))),
        widget=forms.RadioSelect,
        initial="no",
    )
    field_order = ("upholds", "words")
