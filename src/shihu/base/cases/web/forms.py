"""Forms of cases: a note, a pause, a return visit."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shihu.kernel.refusals import Refusal


class Refusing(forms.Form):
    """A form that shows a refusal beside its field."""

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal beside its field; one that no field can mend stands above."""
        sentence = gettext(refusal.sentence) % refusal.values
        self.add_error(refusal.where if refusal.where in self.fields else None, sentence)


class NoteForm(Refusing):
    """Words for the timeline."""

    text = forms.CharField(label=_("What is to be written down"), max_length=2000, widget=forms.Textarea)
    is_sealed = forms.BooleanField(
        label=_("Seal it: only who handles the case at this level may read it"), required=False
    )


class AssignForm(Refusing):
    """Who takes the case from now on, and why."""

    to = forms.CharField(
        label=_("Who takes it"),
        max_length=60,
        required=False,
        help_text=_("A name, or a name and the household code where several bear it. Empty: the office."),
    )
    reason = forms.CharField(
        label=_("Why it changes hands"),
        max_length=300,
        required=False,
        help_text=_("Needed where somebody had it before; the file shows it."),
    )

    def refuse(self, refusal: Refusal) -> None:
        """A name that nobody bears, or several, is a matter of the first field."""
        sentence = gettext(refusal.sentence) % refusal.values
        self.add_error("reason" if refusal.where == "reason" else "to", sentence)


class PauseForm(Refusing):
    """Why the clock stands."""

    reason = forms.ChoiceField(label=_("Why the clock should stand"))
    words = forms.CharField(label=_("In words"), max_length=300, required=False)

    def __init__(self, *args: Any, reasons: Sequence[tuple[str, str, bool]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = gettext("is noted, the clock goes on")
        choices = [(key, gettext(name) if stops else f"{gettext(name)} ({kept})") for key, name, stops in reasons]
        self.fields["reason"] = forms.ChoiceField(label=_("Why the clock should stand"), choices=choices)


class VisitForm(Refusing):
    """What was found on coming back."""

    visited_on = forms.DateField(
        label=_("Day of the visit"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    words = forms.CharField(
        label=_("What was found on the visit"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    holds = forms.TypedChoiceField(
        label=_("Does what was settled hold?"),
        choices=[("yes", _("Yes, it holds")), ("no", _("No; the case can be reopened"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
