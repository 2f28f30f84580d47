"""A sample form: every kind of control, and what an error looks like."""

from django import forms
from django.utils.translation import pgettext_lazy

_WISHES = (
    ("mushroom", pgettext_lazy("sample", "Edible mushrooms")),
    ("poria", pgettext_lazy("sample", "Poria")),
    ("poultry", pgettext_lazy("sample", "Poultry")),
)
_ANSWERS = (("yes", pgettext_lazy("sample", "Yes")), ("no", pgettext_lazy("sample", "Not for now")))
_SKILLS = (
    ("spawn", pgettext_lazy("sample", "Spawn making")),
    ("driving", pgettext_lazy("sample", "Driving")),
    ("selling", pgettext_lazy("sample", "Selling on line")),
)


class SampleForm(forms.Form):
    """Asked for a household; bound with mistakes on the style page."""

    name = forms.CharField(label=pgettext_lazy("sample", "Householder"), max_length=20)
    phone = forms.CharField(
        label=pgettext_lazy("sample", "Phone"),
        help_text=pgettext_lazy("sample", "Eleven digits; only the village and the township see it."),
        required=False,
    )
    wish = forms.ChoiceField(label=pgettext_lazy("sample", "Main wish"), choices=_WISHES)
    joins = forms.ChoiceField(label=pgettext_lazy("sample", "Joins a unit"), choices=_ANSWERS, widget=forms.RadioSelect)
    skills = forms.MultipleChoiceField(
        label=pgettext_lazy("sample", "Skills"), choices=_SKILLS, widget=forms.CheckboxSelectMultiple, required=False
    )
    note = forms.CharField(
        label=pgettext_lazy("sample", "Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    file = forms.FileField(label=pgettext_lazy("sample", "Spreadsheet"), required=False)
    agrees = forms.BooleanField(
        label=pgettext_lazy("sample", "Every adult of the household has agreed"), required=False
    )


def faulty() -> SampleForm:
    """Return the form as it comes back with mistakes."""
    form = SampleForm({"name": "", "phone": "1380358", "wish": "poria", "joins": ""})
    form.add_error(
        "phone", pgettext_lazy("sample", "A mobile number has 11 digits; this one has 7. Type the whole number.")
    )
    form.add_error(None, pgettext_lazy("sample", "Nothing was kept: two entries need correcting."))
    return form
