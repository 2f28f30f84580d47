"""Changes of the household as a whole."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from shihu.base.registry import commands
from shihu.base.registry.queries import household_meant
from shihu.base.registry.types.households import HouseholdFacts, Outcome
from shihu.base.registry.web.forms.act import About, ActForm, DayField, TermField

WISHES = 4
STATUS_CHOICES = (("wealth", _("Wealth class")), ("poverty", _("Poverty status")))


class PlaceFields(forms.Form):
    """Street, phone, land and location of a household."""

    street = forms.CharField(label=_("Street"), max_length=40, required=False)
    street_order = forms.IntegerField(
        label=_("House number along the street"), required=False, min_value=0, max_value=99999
    )
    phone = forms.CharField(label=_("Phone of the household"), max_length=20, required=False)
    land_mu = forms.DecimalField(label=_("Land (mu)"), required=False, min_value=0, max_digits=7, decimal_places=2)
    lon = forms.FloatField(label=_("Longitude"), required=False, min_value=73, max_value=136)
    lat = forms.FloatField(label=_("Latitude"), required=False, min_value=3, max_value=54)
    willing = forms.BooleanField(label=_("Wants to join a unit"), required=False)

    def about_place(self) -> HouseholdFacts:
        """Return the fields as the commands take them."""
        given = self.cleaned_data
        return HouseholdFacts(**{name: given[name] for name in HouseholdFacts.__dataclass_fields__})


class FactsForm(PlaceFields, ActForm):
    """Street, phone, land, location, willingness."""

    title = _("Street, phone, land, place")
    lead = _("What is known of the household without a date. Earlier values stay in the audit.")
    previews = False

    def start(self, about: About) -> dict[str, Any]:
        return {name: getattr(about.household, name) for name in HouseholdFacts.__dataclass_fields__}

    @property
    def command(self) -> Callable[..., Outcome]:
        return commands.amend_household

    def facts(self) -> dict[str, Any]:
        return {"about": self.about_place()}


class WishesForm(ActForm):
    """The household's wishes in their order."""

    title = _("Wishes")
    lead = _("What the household wants to develop, the first wish first. Units are formed by these.")
    previews = False

    def prepare(self, about: About) -> None:
        have = about.household.wishes
        labels = [_("First wish"), _("Second wish"), _("Third wish"), _("Fourth wish")]
        for place in range(max(WISHES, len(have))):
            chosen = have[place] if place < len(have) else ""
            field = TermField(
                label=labels[place] if place < len(labels) else _("Further wish"), required=False, initial=chosen
            )
            field.offer(about.said.choices("wish", on=about.today), kept=(chosen, about.said.term(chosen)))
            self.fields[f"wish_{place}"] = field

    @property
    def command(self) -> Callable[..., Outcome]:
        return commands.set_wishes

    def facts(self) -> dict[str, Any]:
        return {"wishes": [v for k, v in self.cleaned_data.items() if k.startswith("wish_") and v]}


class PartnersForm(ActForm):
    """Whom the household prefers, and for those who may know, whom it refuses."""

    title = _("Partners")
    lead = _("Codes or householders' names, one on each line. Both households must be of one village.")
    previews = False

    prefers = forms.CharField(
        label=_("Would like to be with"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    refuses = forms.CharField(
        label=_("Would rather not be with"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only this household and the township officer ever see this."),
    )

    def start(self, about: About) -> dict[str, Any]:
        partners = about.household.partners
        return {kind: "\n".join(p.code for p in partners if p.kind == kind) for kind in ("prefers", "refuses")}

    def prepare(self, about: About) -> None:
        if not about.household.sees_private:
            del self.fields["refuses"]

    @property
    def command(self) -> Callable[..., Outcome]:
        return commands.set_partners

    def facts(self) -> dict[str, Any]:
        return {
            "prefers": self._codes("prefers"),
            "refuses": self._codes("refuses") if "refuses" in self.fields else None,
        }

    def _codes(self, kind: str) -> list[str]:
        near, actor = self.about.household.hamlet, self.about.actor
        lines = [line.strip() for line in self.cleaned_data[kind].splitlines()][:50]
        return [household_meant(line, near=near, actor=actor, where=kind)[0] for line in lines if line]


class StatusForm(ActForm):
    """A new wealth class or poverty status from a day on."""

    title = _("Wealth class or poverty status")
    lead = _("The status before ends on the day the new one begins. Both stay in the history.")

    term = TermField(label=_("New status"))
    since = DayField(label=_("From"))
    reason = forms.CharField(label=_("Reason"), max_length=120, required=False)

    def start(self, about: About) -> dict[str, Any]:
        return {"since": about.today}

    def prepare(self, about: About) -> None:
        # Classes that have ended are offered too: what is entered late was true in its day.
        self.choose("term", [(title, about.said.choices(vocabulary)) for vocabulary, title in STATUS_CHOICES])

    @property
    def command(self) -> Callable[..., Outcome]:
        return commands.set_status

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("term", "since", "reason")}


class EndStatusForm(ActForm):
    """The end of a status without another one."""

    title = _("End a status")
    lead = _("The status stays in the history and ends on the day; none follows.")

    vocabulary = forms.ChoiceField(label=_("Which one"), choices=STATUS_CHOICES)
    until = DayField(label=_("Ends on"))
    reason = forms.CharField(label=_("Reason"), max_length=120)

    @property
    def command(self) -> Callable[..., Outcome]:
        return commands.end_status

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("vocabulary", "until", "reason")}


class TakeStatusBackForm(ActForm):
    """The last status was a mistake."""

    title = _("Take a status back")
    lead = _("For a status that was never true. The one before holds again; the audit remembers the mistake.")
    verb = _("Take it back")

    vocabulary = forms.ChoiceField(label=_("Which one"), choices=STATUS_CHOICES)
    reason = forms.CharField(label=_("Reason"), max_length=120)

    @property
    def command(self) -> Callable[..., Outcome]:
        return commands.withdraw_status

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("vocabulary", "reason")}


class HouseholderForm(ActForm):
    """Another member becomes householder."""

    title = _("Another householder")
    lead = _("A household has exactly one householder. What the others are to the new one is worked out.")
    verb = _("Change the householder")

    successor = forms.ChoiceField(label=_("New householder"))
    day = DayField(label=_("From"))
    reason = forms.CharField(label=_("Reason"), max_length=120, required=False)

    def start(self, about: About) -> dict[str, Any]:
        return {"day": about.today}

    def prepare(self, about: About) -> None:
        heads = {str(m.person) for m in about.household.members if m.is_householder}
        self.choose("successor", [c for c in about.members if c[0] not in heads])

    @property
    def command(self) -> Callable[..., Outcome]:
        return commands.change_householder

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"successor": UUID(given["successor"]), "day": given["day"], "reason": given["reason"]}


class SplitForm(ActForm):
    """Some members found a household of their own."""

    title = _("Split")
    lead = _("Those who leave found a new household in the same hamlet. It takes over statuses and wishes.")
    verb = _("Split the household")

    leaving = forms.MultipleChoiceField(label=_("Who leaves"), widget=forms.CheckboxSelectMultiple)
    householder = forms.ChoiceField(label=_("Householder of the new household"))
    successor = forms.ChoiceField(
        label=_("Householder of the old household"), required=False, help_text=_("Only if the householder leaves.")
    )
    land_mu = forms.DecimalField(
        label=_("Land that goes along (mu)"), required=False, min_value=0, max_digits=7, decimal_places=2
    )
    day = DayField(label=_("From"))
    reason = forms.CharField(label=_("Reason"), max_length=120, required=False)

    def start(self, about: About) -> dict[str, Any]:
        return {"day": about.today}

    def prepare(self, about: About) -> None:
        self.choose("leaving", about.members)
        self.choose("householder", about.members)
        self.choose("successor", [("", "—"), *about.members])

    @property
    def command(self) -> Callable[..., Outcome]:
        return commands.split_household

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "leaving": [UUID(person) for person in given["leaving"]],
            "householder": UUID(given["householder"]),
            "successor": UUID(given["successor"]) if given["successor"] else None,
            "land_mu": given["land_mu"],
            "day": given["day"],
            "reason": given["reason"],
        }


class MergeForm(ActForm):
    """Everybody joins another household."""

    title = _("Merge")
    lead = _("Everybody joins the other household. This one ends, stays in the history and tells what it became.")
    verb = _("Merge the households")

    into = forms.CharField(label=_("Into household"), max_length=40, help_text=_("Its code or its householder's name."))
    day = DayField(label=_("From"))
    reason = forms.CharField(label=_("Reason"), max_length=120, required=False)

    def start(self, about: About) -> dict[str, Any]:
        return {"day": about.today}

    def prepare(self, about: About) -> None:
        for m in about.household.members:
            field = TermField(label=_("What %(name)s is there") % {"name": m.name}, required=True)
            field.offer(about.relations)
            field.initial = "relation.other"
            self.fields[f"relation_{m.person}"] = field

    @property
    def command(self) -> Callable[..., Outcome]:
        return commands.merge_households

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        code, version = household_meant(given["into"], near=self.about.household.hamlet, actor=self.about.actor)
        self.meant = version
        relations = {
            m.person: given[f"relation_{m.person}"]
            for m in self.about.household.members
            if given.get(f"relation_{m.person}")
        }
        return {
            "into": code,
            "into_version": given["into_version"] or version,
            "relations": relations,
            "day": given["day"],
            "reason": given["reason"],
        }

    def pins(self) -> dict[str, Any]:
        return {"into_version": self.meant}


class MoveForm(PlaceFields, ActForm):
    """The household lives in another hamlet."""

    title = _("Move to another hamlet")
    lead = _("The household keeps its code and its history. Give street and place as they are there.")
    verb = _("Move the household")

    hamlet = forms.ChoiceField(label=_("New hamlet"))
    reason = forms.CharField(label=_("Reason"), max_length=120, required=False)
    field_order = ("hamlet", "street", "street_order", "lon", "lat", "phone", "land_mu", "willing", "reason")

    def start(self, about: About) -> dict[str, Any]:
        kept = ("phone", "land_mu", "willing")
        return {name: getattr(about.household, name) for name in kept}

    def prepare(self, about: About) -> None:
        here = about.household.hamlet
        self.choose("hamlet", [h for h in about.hamlets if h[0] != here])

    @property
    def command(self) -> Callable[..., Outcome]:
        return commands.move_household

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"hamlet": given["hamlet"], "about": self.about_place(), "reason": given["reason"]}
