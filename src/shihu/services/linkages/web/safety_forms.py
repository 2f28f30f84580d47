"""Forms of safety: as few taps as can be."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from shihu.services.linkages.rules.safety import MOST_DAYS
from shihu.services.linkages.types.safety import Trouble
from shihu.services.linkages.web.civility_forms import Refused, day_field
from shihu.services.linkages.web.pages import safety_words as words


class HazardForm(Refused):
    """What is dangerous, where, how bad, who mends it."""

    kind = forms.ChoiceField(label=pgettext_lazy("linkages", "What is dangerous"), widget=forms.RadioSelect)
    grade = forms.ChoiceField(
        label=pgettext_lazy("linkages", "How bad is it"), widget=forms.RadioSelect, initial="small"
    )
    where = forms.CharField(
        label=pgettext_lazy("linkages", "Where is it"),
        max_length=80,
        help_text=gettext_lazy("So that whoever mends it finds it."),
    )
    words = forms.CharField(label=pgettext_lazy("linkages", "What is wrong"), max_length=200, required=False)
    mender = forms.CharField(label=pgettext_lazy("linkages", "Who mends it"), max_length=60)
    mend_by = day_field(
        pgettext_lazy("linkages", "Mended by"),
        required=False,
        help_text=gettext_lazy("Empty: the longest time of the grade."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, grade = self.fields["kind"], self.fields["grade"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 - named above
        assert isinstance(grade, forms.ChoiceField)  # noqa: S101 - named above
        kind.choices = [(one.value, words.trouble(one.value)) for one in Trouble]
        grade.choices = [
            (key, _("%(grade)s: within %(days)s days") % {"grade": words.grade(key), "days": days})
            for key, days in sorted(MOST_DAYS.items(), key=lambda pair: -pair[1])
        ]

    def ask_hamlet(self, hamlets: Sequence[tuple[str, str]]) -> None:
        """Ask in which natural village it is, where the page is a whole village's."""
        self.fields["hamlet"] = forms.ChoiceField(label=pgettext("linkages", "Natural village"), choices=list(hamlets))
        self.order_fields(["hamlet"])


class AssignForm(Refused):
    """Somebody else mends it, or later."""

    mender = forms.CharField(label=pgettext_lazy("linkages", "Who mends it"), max_length=60)
    mend_by = day_field(pgettext_lazy("linkages", "Mended by"))


class MendedForm(Refused):
    """That it is mended."""

    words = forms.CharField(label=pgettext_lazy("linkages", "What was mended"), max_length=200, required=False)


class RecheckForm(Refused):
    """What the second look found."""

    holds = forms.ChoiceField(
        label=pgettext_lazy("linkages", "The second look"),
        widget=forms.RadioSelect,
        choices=(
            ("yes", gettext_lazy("It holds: close it")),
            ("no", gettext_lazy("It does not hold: back to the mender")),
        ),
    )
    words = forms.CharField(label=gettext_lazy("Note of the second look"), max_length=200, required=False)


class LookInForm(Refused):
    """A visit in one line."""

    found = forms.ChoiceField(
        label=pgettext_lazy("linkages", "How are they"),
        widget=forms.RadioSelect,
        choices=(
            ("well", pgettext_lazy("linkages", "Well")),
            ("needs", pgettext_lazy("linkages", "Need something")),
            ("urgent", pgettext_lazy("linkages", "Need help at once")),
        ),
        initial="well",
    )
    line = forms.CharField(label=pgettext_lazy("linkages", "One line"), max_length=200)
