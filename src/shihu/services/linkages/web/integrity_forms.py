"""Forms of integrity."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shihu.services.linkages.types.integrity import BROKEN, GRADES, KEPT, Grade, Kind, RuleRow
from shihu.services.linkages.web.civility_forms import Refused, day_field
from shihu.services.linkages.web.pages import integrity_words as wording


class NoteForm(Refused):
    """A fact from a signed paper."""

    kind = forms.ChoiceField(label=pgettext_lazy("linkages", "What happened"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=pgettext_lazy("linkages", "In one sentence"),
        max_length=200,
        help_text=gettext_lazy("What was agreed, what was done, with whom."),
    )
    paper = forms.CharField(
        label=gettext_lazy("Number of the signed paper"),
        max_length=40,
        help_text=gettext_lazy("A note counts only with a paper that both signed; the same number counts once."),
    )
    day = day_field(pgettext_lazy("linkages", "Day it happened"))

    def __init__(self, *args: Any, kinds: Sequence[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 - named above
        kind.choices = [(one.key, wording.kind_with_points(one)) for one in kinds]


class ConsentSheetForm(Refused):
    """An adult's word on paper."""

    person = forms.ChoiceField(label=pgettext_lazy("linkages", "Which adult"))
    sheet = forms.CharField(label=gettext_lazy("Number of the signed sheet"), max_length=40)

    def __init__(self, *args: Any, adults: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.fields["person"]
        assert isinstance(person, forms.ChoiceField)  # noqa: S101 - named above
        person.choices = list(adults)


class RuleForm(Refused):
    """The township's rule: points, most and months of each kind; the lowest points of each grade."""

    title = forms.CharField(label=pgettext_lazy("linkages", "Name of the rule"), max_length=60)
    valid_from = day_field(
        pgettext_lazy("linkages", "Holds from"),
        help_text=gettext_lazy("At least seven days from today, so that all can read it."),
    )
    base = forms.IntegerField(label=gettext_lazy("Points with which everybody begins"), min_value=0, max_value=200)

    def __init__(self, *args: Any, before: RuleRow | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = {kind.key: kind for kind in before.kinds} if before else {}
        lowest = {grade.key: grade.lowest for grade in before.grades} if before else {}
        for key in (*KEPT, *BROKEN):
            old = kinds.get(key)
            name = wording.kind_name(key)
            self.fields[f"points_{key}"] = forms.IntegerField(
                label=_("%(kind)s: points of one") % {"kind": name},
                required=False,
                min_value=0,
                max_value=100,
                initial=abs(old.points) if old else None,
                help_text=_("Empty: does not count."),
            )
            self.fields[f"most_{key}"] = forms.IntegerField(
                label=_("%(kind)s: at most") % {"kind": name},
                required=False,
                min_value=0,
                max_value=200,
                initial=old.most if old else None,
            )
            self.fields[f"months_{key}"] = forms.IntegerField(
                label=_("%(kind)s: counts for months") % {"kind": name},
                required=False,
                min_value=0,
                max_value=120,
                initial=old.months if old else None,
            )
        for key in GRADES[:-1]:
            self.fields[f"grade_{key}"] = forms.IntegerField(
                label=_("Grade %(grade)s from points") % {"grade": wording.grade_name(key)},
                min_value=1,
                max_value=400,
                initial=lowest.get(key),
            )

    def kinds(self) -> list[Kind]:
        """What counts; breaking a word takes points off."""
        told = self.cleaned_data
        return [
            Kind(
                key,
                told[f"points_{key}"] * (1 if key in KEPT else -1),
                told[f"most_{key}"] or 0,
                told[f"months_{key}"] or 0,
            )
            for key in (*KEPT, *BROKEN)
            if told[f"points_{key}"]
        ]

    def grades(self) -> list[Grade]:
        """The grades, best first."""
        return [*(Grade(key, self.cleaned_data[f"grade_{key}"]) for key in GRADES[:-1]), Grade(GRADES[-1], 0)]
