"""What every form of a change shares: the version it was opened at, its words, the command it feeds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shihu.base.registry.types.households import HouseholdDetail, Outcome, PersonDetail
from shihu.base.registry.web.pages.wording import Words
from shihu.kernel.actors import Actor

Wording = str | Promise


@dataclass(frozen=True, slots=True)
class About:
    """What a form is about, and for whom."""

    actor: Actor
    today: date
    said: Words
    household: HouseholdDetail
    person: PersonDetail | None = None
    hamlets: tuple[tuple[str, str], ...] = ()

    @property
    def relations(self) -> list[tuple[str, str]]:
        """What somebody other than the householder can be."""
        return [c for c in self.said.choices("relation", on=self.today) if c[0] != "relation.householder"]

    @property
    def members(self) -> list[tuple[str, str]]:
        """The members as choices: name and relation."""
        return [(str(m.person), f"{m.name} ({self.said.term(m.relation)})") for m in self.household.members]


class DayField(forms.DateField):
    """A day, typed or picked."""

    def __init__(self, **given: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(**{"label": _("Day"), "widget": widget, **given})


Choices = Sequence[tuple[Any, Any]]


class TermField(forms.ChoiceField):
    """One of a vocabulary's terms; the form that knows the day and the language offers them."""

    def offer(self, choices: list[tuple[str, str]], *, kept: tuple[str, str] = ("", "")) -> None:
        """Offer the terms in force; what holds already stays possible, also when its term has ended."""
        offered = [*choices] if self.required else [("", "—"), *choices]
        if kept[0] and kept[0] not in dict(choices):
            offered.append(kept)
        self.choices = offered


class ChoosingForm(forms.Form):
    """A form whose choices depend on what it is about."""

    def choose(self, name: str, choices: Choices) -> None:
        """Set the choices of a field."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def choose_term(self, name: str, choices: list[tuple[str, str]], *, kept: tuple[str, str] = ("", "")) -> None:
        """Offer terms in a field."""
        field = self.fields[name]
        if isinstance(field, TermField):
            field.offer(choices, kept=kept)


class ActForm(ChoosingForm):
    """A change of one household or person."""

    title: ClassVar[Wording] = ""
    lead: ClassVar[Wording] = ""
    verb: ClassVar[Wording] = _("Save")
    previews: ClassVar[bool] = True

    version = forms.IntegerField(widget=forms.HiddenInput)
    into_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, about: About) -> None:
        self.about = about
        super().__init__(data, initial={"version": self.opened_at(about), **self.start(about)})
        self.prepare(about)

    def opened_at(self, about: About) -> int:
        """Return the version that the change is made on."""
        return about.household.version

    def start(self, about: About) -> dict[str, Any]:
        """Return what the fields hold at first."""
        return {}

    def prepare(self, about: About) -> None:
        """Offer choices."""

    @property
    def command(self) -> Callable[..., Outcome]:
        """The command that this form feeds."""
        raise NotImplementedError

    def facts(self) -> dict[str, Any]:
        """Return the command's facts beside the household and its version."""
        return {}

    def target(self) -> dict[str, Any]:
        """Return what the command changes."""
        return {"household": self.about.household.code, "version": self.cleaned_data["version"]}

    def pins(self) -> dict[str, Any]:
        """Return further hidden values that the confirmation carries, such as a second version."""
        return {}


class PersonActForm(ActForm):
    """A change in which one member of the household stands in the middle."""

    def member(self) -> PersonDetail:
        if self.about.person is None:
            raise ValueError("this form is about a person")
        return self.about.person

    def facts(self) -> dict[str, Any]:
        return {"person": self.member().member.person, **self.more()}

    def more(self) -> dict[str, Any]:
        """Return the facts beside the person."""
        return {}
