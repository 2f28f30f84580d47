"""Forms of meetings and of who reaches whom."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shihu.services.linkages.types import NewDecision, Reach
from shihu.services.linkages.web.duty_forms import Refusing, chosen

_VOTES = (
    ("for", pgettext_lazy("linkages", "For")),
    ("against", pgettext_lazy("linkages", "Against")),
    ("abstained", pgettext_lazy("linkages", "Abstain")),
)
_DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class CallForm(Refusing):
    """A meeting to be called."""

    at = forms.DateTimeField(
        label=_("Day and hour"),
        input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
    )
    where = forms.CharField(label=_("Where we meet"), max_length=60)
    agenda = forms.CharField(
        label=_("What is talked over"),
        help_text=_("One point on a line, eight at most."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def moment(self) -> datetime:
        """The moment, aware."""
        told: datetime = self.cleaned_data["at"]
        return told if timezone.is_aware(told) else timezone.make_aware(told)


class MinutesForm(Refusing):
    """Who came, what was decided."""

    ROWS = 4

    def __init__(self, *args: Any, homes: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.homes = homes
        self.fields["came"] = forms.MultipleChoiceField(
            label=_("Who came"),
            required=False,
            choices=[(str(key), name) for key, name in homes],
            widget=forms.CheckboxSelectMultiple,
        )
        owners = [("", gettext("nobody")), *((str(key), name) for key, name in homes)]
        for at in range(1, self.ROWS + 1):
            self.fields[f"words_{at}"] = forms.CharField(
                label=gettext("Decision %(number)s") % {"number": at}, required=False, max_length=120
            )
            for name, label in (
                ("for", pgettext_lazy("linkages", "For")),
                ("against", pgettext_lazy("linkages", "Against")),
                ("abstained", pgettext_lazy("linkages", "Abstain")),
            ):
                self.fields[f"{name}_{at}"] = forms.IntegerField(
                    label=label, required=False, min_value=0, max_value=99, initial=None
                )
            self.fields[f"owner_{at}"] = forms.ChoiceField(label=_("Who sees to it"), required=False, choices=owners)
            self.fields[f"due_{at}"] = forms.DateField(
                label=pgettext_lazy("linkages", "By when"), required=False, widget=_DAY
            )
        self.fields["minutes"] = forms.CharField(
            label=_("What else was said"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
        )

    @property
    def rows(self) -> list[list[Any]]:
        """The fields of each decision."""
        names = ("words", "for", "against", "abstained", "owner", "due")
        return [[self[f"{name}_{at}"] for name in names] for at in range(1, self.ROWS + 1)]

    def came(self) -> list[UUID]:
        """Households present."""
        return [UUID(key) for key in self.cleaned_data["came"]]

    def decisions(self) -> list[NewDecision]:
        """Decisions with words, in order."""
        told = self.cleaned_data
        return [
            NewDecision(
                told[f"words_{at}"],
                told[f"for_{at}"] or 0,
                told[f"against_{at}"] or 0,
                told[f"abstained_{at}"] or 0,
                UUID(told[f"owner_{at}"]) if told[f"owner_{at}"] else None,
                told[f"due_{at}"],
            )
            for at in range(1, self.ROWS + 1)
            if told.get(f"words_{at}")
        ]


class LinkForm(Refusing):
    """A household and the Party member who reaches it."""

    household = forms.ChoiceField(label=_("Household"))
    member = forms.ChoiceField(label=_("Party member"))

    def __init__(self, *args: Any, told: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        homes = [(str(home.household), home.householder) for home in told.homes if not home.is_reached]
        members = [(str(one.person), f"{one.name} ({told.load(one.person)})") for one in told.members]
        for name, choices in (("household", homes), ("member", members)):
            chosen(self, name, choices)


class EndForm(Refusing):
    """A link that ends."""

    link = forms.ChoiceField(label=pgettext_lazy("linkages", "Link to end"))

    def __init__(self, *args: Any, told: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        links = [(str(home.link), f"{home.householder} · {home.member_name}") for home in told.homes if home.link]
        chosen(self, "link", links)
