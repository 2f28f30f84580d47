"""Forms of safety: as few taps as can be."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from shihu.kernel.refusals import Refusal
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
    mender = forms.CharField(label=pgettext_lazy("linkages", "Who mends it"), max_length=40)
    mend_by = day_field(
        pgettext_lazy("linkages", "Mended by"),
        required=False,
        help_text=gettext_lazy("Empty: the time of the grade. An earlier day may be agreed on."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, grade = self.fields["kind"], self.fields["grade"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 - named above
        assert isinstance(grade, forms.ChoiceField)  # noqa: S101 - named above
        kind.choices = [(one.value, words.trouble(one.value)) for one in Trouble]
        grade.choices = [(key, words.grade_time(key)) for key in ("small", "serious", "grave")]

    def ask_hamlet(self, hamlets: Sequence[tuple[str, str]]) -> None:
        """Ask in which natural village it is, where the page is a whole village's."""
        self.fields["hamlet"] = forms.ChoiceField(label=pgettext("linkages", "Natural village"), choices=list(hamlets))
        self.order_fields(["hamlet"])


class MenderForm(Refused):
    """Somebody else mends it."""

    mender = forms.CharField(label=pgettext_lazy("linkages", "Who mends it"), max_length=40)
    reason = forms.CharField(label=gettext_lazy("Why somebody else"), max_length=200, required=False)


class EndForm(Refused):
    """Nothing dangerous, or somebody else's matter."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("How it ends"),
        widget=forms.RadioSelect,
        choices=(
            ("none", gettext_lazy("Looked at: nothing dangerous")),
            ("handed", gettext_lazy("Handed on to the authority that is competent")),
        ),
    )
    words = forms.CharField(label=gettext_lazy("In words"), max_length=200)


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
            ("no", gettext_lazy("It does not hold: opened again, one level higher")),
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
    kept = forms.TypedChoiceField(
        label=gettext_lazy("Do the children keep what they promised?"),
        widget=forms.RadioSelect,
        choices=(
            ("", gettext_lazy("not asked")),
            ("yes", gettext_lazy("They keep it")),
            ("no", gettext_lazy("They do not")),
        ),
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
    )
    line = forms.CharField(label=pgettext_lazy("linkages", "One line"), max_length=200)

    def __init__(self, *args: Any, has_promise: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_promise:
            del self.fields["kept"]


class CareForm(Refused):
    """Who looks in on somebody how often."""

    need = forms.ChoiceField(
        label=gettext_lazy("Beside what the register says"),
        widget=forms.RadioSelect,
        required=False,
        choices=(
            ("", gettext_lazy("nothing more")),
            ("neglected", gettext_lazy("neglected by the children: every 7 days at least")),
            ("asked", gettext_lazy("asked for it: every 30 days at least")),
        ),
    )
    every = forms.IntegerField(
        label=gettext_lazy("Days between two visits"),
        min_value=1,
        max_value=60,
        help_text=gettext_lazy("A plan brings visits nearer than the rule, never farther apart."),
    )
    visitor = forms.CharField(
        label=gettext_lazy("Who visits"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("A name, or a name and the household code. Empty: the head of the unit."),
    )
    promise = forms.CharField(
        label=gettext_lazy("What the children promised"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("In their words: money, grain, who comes when. Empty where nothing was promised."),
    )
    clause = forms.CharField(label=gettext_lazy("Clause of the village rules"), max_length=120, required=False)

    def refuse(self, refusal: Refusal) -> None:
        """A name that nobody bears, or several, is a matter of the visitor."""
        where = {"representative": "visitor"}.get(refusal.where, refusal.where)
        self.add_error(where if where in self.fields else None, _(refusal.sentence) % refusal.values)


class EndCareForm(Refused):
    """Why the plan ends."""

    words = forms.CharField(label=gettext_lazy("Why the plan ends"), max_length=200)
