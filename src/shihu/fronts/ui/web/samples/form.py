"""A sample form: every kind of control, and what an error looks like."""

from django import forms
from django.utils.translation import gettext_lazy as _

_WISHES = (("mushroom", _("Edible mushrooms")), ("poria", _("Poria")), ("poultry", _("Poultry")))
_ANSWERS = (("yes", _("Yes")), ("no", _("Not for now")))
_SKILLS = (("spawn", _("Spawn making")), ("driving", _("Driving")), ("selling", _("Selling on line")))


class SampleForm(forms.Form):
    """Asked for a household; bound with mistakes on the style page."""

    name = forms.CharField(label=_("Householder"), max_length=20)
    phone = forms.CharField(
        label=_("Phone"), help_text=_("Eleven digits; only the village and the township see it."), required=False
    )
    wish = forms.ChoiceField(label=_("Main wish"), choices=_WISHES)
    joins = forms.ChoiceField(label=_("Joins a unit"), choices=_ANSWERS, widget=forms.RadioSelect)
    skills = forms.MultipleChoiceField(
        label=_("Skills"), choices=_SKILLS, widget=forms.CheckboxSelectMultiple, required=False
    )
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    file = forms.FileField(label=_("Spreadsheet"), required=False)
    agrees = forms.BooleanField(label=_("Every adult of the household has agreed"), required=False)


def faulty() -> SampleForm:
    """Return the form as it comes back with mistakes."""
    form = SampleForm({"name": "", "phone": "1380358", "wish": "poria", "joins": ""})
    form.add_error("phone", _("A mobile number has 11 digits; this one has 7. Type the whole number."))
    form.add_error(None, _("Nothing was kept: two entries need correcting."))
    return form
