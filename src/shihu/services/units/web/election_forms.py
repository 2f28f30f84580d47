"""Forms of an election's acts: each field is what nobody but the one who fills it in can know."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from shihu.base.registry.types import HouseholdPerson
from shihu.kernel.refusals import Refusal
from shihu.services.units.queries import head_words as words
from shihu.services.units.queries.words import refusal_text
from shihu.services.units.types import Count, ElectionDetail, Kind, Way

_DATE = {"type": "date"}


class ActForm(forms.Form):
    """A form whose fields are put together for one act."""

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal beside its field."""
        self.add_error(refusal.where if refusal.where in self.fields else None, refusal_text(refusal))


def day(label: str, first: date | None = None, help_text: str = "") -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=label, initial=first, help_text=help_text, widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d")
    )


def text(label: str, *, rows: int = 3, required: bool = True, help_text: str = "", most: int = 300) -> forms.CharField:
    """Some words."""
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def made(fields: dict[str, forms.Field], data: Any = None) -> ActForm:
    """Put a form together."""
    form = ActForm(data)
    form.fields.update(fields)
    return form


def person_choices(people: Iterable[HouseholdPerson]) -> list[tuple[str, str]]:
    """People to choose from, each with their householder's code at the end so that namesakes stay apart."""
    told = []
    for person in people:
        party = _("Party member") if person.is_party_member else ""
        told.append((str(person.person), " · ".join(filter(None, (person.name, party, person.code[-4:])))))
    return told


def opening(today: date, *, deputies: int) -> dict[str, forms.Field]:
    """What opening an election asks."""
    kinds = [(Kind.HEAD.value, _(words.KINDS[Kind.HEAD])), (Kind.DEPUTY.value, _(words.KINDS[Kind.DEPUTY]))]
    return {
        "kind": forms.ChoiceField(
            label=_("What is decided"), choices=kinds, widget=forms.RadioSelect, initial=Kind.HEAD.value
        ),
        "places": forms.IntegerField(
            label=_("How many deputies"), initial=1, min_value=1, max_value=max(1, deputies), required=False
        ),
        "way": way(),
        "nominate_until": day(_("Nominations until"), today + timedelta(days=3)),
        "vote_from": day(_("First day of voting"), today + timedelta(days=4)),
        "vote_until": day(_("Last day of voting"), today + timedelta(days=6)),
    }


def way() -> forms.ChoiceField:
    """How households vote."""
    return forms.ChoiceField(
        label=_("How households vote"),
        choices=[(one.value, _(name)) for one, name in words.WAYS.items()],
        widget=forms.RadioSelect,
        initial=Way.MIXED.value,
    )


def beginning(detail: ElectionDetail, people: Sequence[HouseholdPerson]) -> dict[str, forms.Field]:
    """What beginning the vote asks: two tellers where there are papers, the minutes of a meeting."""
    fields: dict[str, forms.Field] = {}
    if detail.row.way != Way.PHONE:
        choices = [("", "—"), *person_choices(people)]
        help_text = _("Neither a candidate nor of a candidate's household.")
        fields["teller1"] = forms.ChoiceField(label=_("First teller"), choices=choices, help_text=help_text)
        fields["teller2"] = forms.ChoiceField(label=_("Second teller"), choices=choices)
    if detail.row.way == Way.MEETING:
        fields["minutes"] = forms.CharField(label=_("Number of the minutes"), max_length=60)
    return fields


def papers(detail: ElectionDetail) -> dict[str, forms.Field]:
    """Which households are given a paper."""
    free = [(str(entry.household), entry.householder) for entry in detail.roll if not entry.channel]
    return {
        "households": forms.MultipleChoiceField(
            label=_("Households that were given a paper"),
            choices=free,
            widget=forms.CheckboxSelectMultiple,
            initial=[key for key, _name in free] if detail.row.way in {Way.PAPER, Way.MEETING} else [],
            help_text=_("Who has voted on the phone is not listed: a household has one vote."),
        )
    }


def counting(detail: ElectionDetail, own: UUID | None) -> dict[str, forms.Field]:
    """A teller's count. What the other one counted is not shown."""
    waiting = [t for t in detail.tellers if not t.has_counted and (detail.may_run or t.person == own)]
    names = words.choice_names(detail)
    fields: dict[str, forms.Field] = {
        "teller": forms.ChoiceField(label=_("Counted by"), choices=[(str(t.person), t.name) for t in waiting])
    }
    for choice in detail.ballot:
        fields[f"votes_{choice}"] = whole(_("Valid papers for %(name)s") % {"name": names[choice]})
    fields["invalid"] = whole(_("Invalid or blank papers"))
    fields["unused"] = whole(_("Papers given back unused"))
    return fields


def count_of(cleaned: dict[str, Any]) -> Count:
    """The count as it was filled in."""
    votes = {name.removeprefix("votes_"): value for name, value in cleaned.items() if name.startswith("votes_")}
    return Count(unused=cleaned["unused"], invalid=cleaned["invalid"], votes=votes)


def whole(label: str) -> forms.IntegerField:
    """A whole number from 0 on."""
    return forms.IntegerField(
        label=label, min_value=0, max_value=999, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )


def two_people(people: Sequence[HouseholdPerson], label: str) -> dict[str, forms.Field]:
    """Two different people, such as witnesses."""
    choices = [("", "—"), *person_choices(people)]
    return {
        "witness1": forms.ChoiceField(label=label, choices=choices),
        "witness2": forms.ChoiceField(label=_("Second witness"), choices=choices),
    }
