"""People coming, going, marrying; and a person's own facts."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from shihu.base.registry import commands
from shihu.base.registry.queries import household_meant, member_meant
from shihu.base.registry.types.households import (
    START_NAMES,
    MemberEnd,
    MemberStart,
    NewPerson,
    Outcome,
    PersonFacts,
)
from shihu.base.registry.web.forms.act import About, ActForm, ChoosingForm, DayField, PersonActForm, TermField

SEXES = (("unknown", _("Not known")), ("male", _("Male")), ("female", _("Female")))
YES_NO_RULE = (("", _("By the rule")), ("yes", _("Named by the village")), ("no", _("Ruled out by the village")))


class PersonFields(ChoosingForm):
    """A person as they are entered."""

    name = forms.CharField(label=_("Name"), max_length=40)
    relation = TermField(label=_("Relation to the householder"))
    id_number = forms.CharField(
        label=_("ID number"),
        max_length=24,
        required=False,
        help_text=_("Tells birth date and sex, so that these need not be entered."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=SEXES, required=False)
    birth = DayField(label=_("Birth date"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=20, required=False)
    labour = TermField(label=_("Labour"), required=False)
    is_party_member = forms.BooleanField(label=_("Party member"), required=False)

    def offer(self, about: About) -> None:
        """Offer the terms in force."""
        self.choose_term("relation", about.relations)
        self.choose_term("labour", about.said.choices("labour", on=about.today))

    def person(self) -> NewPerson:
        """Return the fields as the commands take them."""
        given = self.cleaned_data
        return NewPerson(
            name=given["name"],
            relation=given["relation"],
            id_number=given["id_number"],
            sex=given["sex"] or "unknown",
            birth=given["birth"],
            phone=given["phone"],
            labour=given["labour"] or None,
            is_party_member=given["is_party_member"],
        )


class CameForm(PersonFields, ActForm):
    """Somebody was born, married in or moved in."""

    title = _("Add a member")
    lead = _("For somebody who was not in the registry. Who marries in from another household is recorded there.")
    verb = _("Add the member")

    how = forms.ChoiceField(label=_("How"), choices=[(how.value, _(name)) for how, name in START_NAMES.items()])
    day = DayField(label=_("From"))
    field_order = ("how", "day", "name", "relation")

    def start(self, about: About) -> dict[str, Any]:
        return {"day": about.today}

    def prepare(self, about: About) -> None:
        self.offer(about)

    @property
    def command(self) -> Callable[..., Outcome]:
        return commands.add_member

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"person": self.person(), "how": MemberStart(given["how"]), "day": given["day"]}


class SuccessorFields(ChoosingForm):
    """Who becomes householder when the householder leaves."""

    successor = forms.ChoiceField(
        label=_("Next householder"), required=False, help_text=_("Only if the householder leaves and others stay.")
    )

    def offer_successors(self, about: About, *, leaving: str = "") -> None:
        others = [c for c in about.members if c[0] != leaving]
        heads = {str(m.person) for m in about.household.members if m.is_householder}
        if not others or (leaving and leaving not in heads):
            del self.fields["successor"]
        else:
            self.choose("successor", [("", "—"), *others])

    def chosen_successor(self) -> UUID | None:
        """Return the one chosen."""
        given = self.cleaned_data.get("successor")
        return UUID(given) if given else None


class MarriageForm(SuccessorFields, ActForm):
    """A member marries into another household."""

    title = _("Marriage")
    lead = _("A member of this household marries a member of another one and lives there from the day on.")
    verb = _("Record the marriage")

    person = forms.ChoiceField(label=_("Who marries out"))
    into = forms.CharField(label=_("Into household"), max_length=40, help_text=_("Its code or its householder's name."))
    spouse = forms.CharField(label=_("Name of husband or wife there"), max_length=40)
    day = DayField(label=_("From"))
    field_order = ("person", "into", "spouse", "day", "successor")

    def start(self, about: About) -> dict[str, Any]:
        return {"day": about.today}

    def prepare(self, about: About) -> None:
        self.choose("person", about.members)
        self.offer_successors(about)

    @property
    def command(self) -> Callable[..., Outcome]:
        return commands.record_marriage

    def facts(self) -> dict[str, Any]:
        given, actor = self.cleaned_data, self.about.actor
        code, self.meant = household_meant(given["into"], near=self.about.household.hamlet, actor=actor)
        return {
            "person": UUID(given["person"]),
            "into": code,
            "into_version": given["into_version"] or self.meant,
            "spouse": member_meant(given["spouse"], code, actor=actor),
            "day": given["day"],
            "successor": self.chosen_successor(),
        }

    def pins(self) -> dict[str, Any]:
        return {"into_version": self.meant}


class LeftForm(SuccessorFields, PersonActForm):
    """A member left for somewhere outside the registry."""

    title = _("Left")
    lead = _("Married out or moved to somewhere outside the registry. The person stays in the history.")
    verb = _("Record it")

    how = forms.ChoiceField(
        label=_("How"),
        choices=[(MemberEnd.MARRIED_OUT.value, _("Married out")), (MemberEnd.MOVED.value, _("Moved away"))],
    )
    day = DayField(label=_("On"))
    reason = forms.CharField(label=_("Where to, or why"), max_length=120, required=False)
    field_order = ("how", "day", "successor", "reason")

    def start(self, about: About) -> dict[str, Any]:
        return {"day": about.today}

    def prepare(self, about: About) -> None:
        self.offer_successors(about, leaving=str(self.member().member.person))

    @property
    def command(self) -> Callable[..., Outcome]:
        return commands.remove_member

    def more(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "how": MemberEnd(given["how"]),
            "day": given["day"],
            "successor": self.chosen_successor(),
            "reason": given["reason"],
        }


class DiedForm(SuccessorFields, PersonActForm):
    """A member died."""

    title = _("Died")
    lead = _("The person stays in the history. A householder is succeeded; a household of one ends.")
    verb = _("Record the death")

    day = DayField(label=_("Died on"))
    field_order = ("day", "successor")

    def prepare(self, about: About) -> None:
        self.offer_successors(about, leaving=str(self.member().member.person))

    @property
    def command(self) -> Callable[..., Outcome]:
        return commands.record_death

    def more(self) -> dict[str, Any]:
        return {"day": self.cleaned_data["day"], "successor": self.chosen_successor()}


class MovedForm(SuccessorFields, PersonActForm):
    """A member belongs to another household of the registry."""

    title = _("Moved to another household")
    lead = _("The person leaves this household and belongs to the other one from the day on.")
    verb = _("Move the person")

    into = forms.CharField(label=_("Into household"), max_length=40, help_text=_("Its code or its householder's name."))
    relation = TermField(label=_("Relation to the householder there"))
    day = DayField(label=_("From"))
    reason = forms.CharField(label=_("Reason"), max_length=120, required=False)
    field_order = ("into", "relation", "day", "successor", "reason")

    def start(self, about: About) -> dict[str, Any]:
        return {"day": about.today}

    def prepare(self, about: About) -> None:
        self.choose_term("relation", about.relations)
        self.offer_successors(about, leaving=str(self.member().member.person))

    @property
    def command(self) -> Callable[..., Outcome]:
        return commands.move_member

    def more(self) -> dict[str, Any]:
        given = self.cleaned_data
        code, self.meant = household_meant(given["into"], near=self.about.household.hamlet, actor=self.about.actor)
        return {
            "into": code,
            "into_version": given["into_version"] or self.meant,
            "relation": given["relation"],
            "day": given["day"],
            "successor": self.chosen_successor(),
            "reason": given["reason"],
        }

    def pins(self) -> dict[str, Any]:
        return {"into_version": self.meant}


class RelationForm(PersonActForm):
    """What a member is to the householder."""

    title = _("Relation")
    lead = _("From the day on; what was recorded before stays in the history.")

    relation = TermField(label=_("Relation to the householder"))
    day = DayField(label=_("From"))

    def start(self, about: About) -> dict[str, Any]:
        person = self.member().member if about.person else None
        return {"day": person.since if person else about.today, "relation": person.relation if person else ""}

    def prepare(self, about: About) -> None:
        self.choose_term("relation", about.relations)

    @property
    def command(self) -> Callable[..., Outcome]:
        return commands.set_relation

    def more(self) -> dict[str, Any]:
        return {"relation": self.cleaned_data["relation"], "day": self.cleaned_data["day"]}


class OwnFactsForm(PersonActForm):
    """A form on the person's own record: the version is the person's."""

    previews = False

    def opened_at(self, about: About) -> int:
        return self.member().member.version

    def target(self) -> dict[str, Any]:
        return {"version": self.cleaned_data["version"]}


class AmendForm(OwnFactsForm):
    """A person's facts."""

    title = _("Correct the facts")
    lead = _("The ID number is checked; birth date and sex must fit it. Earlier values stay in the audit.")

    name = forms.CharField(label=_("Name"), max_length=40)
    id_number = forms.CharField(
        label=_("New ID number"),
        max_length=24,
        required=False,
        help_text=_("Empty leaves the number as it is."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    forget_number = forms.BooleanField(label=_("Take the ID number away"), required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=SEXES)
    birth = DayField(label=_("Birth date"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=20, required=False)
    is_party_member = forms.BooleanField(label=_("Party member"), required=False)
    party_since = DayField(label=_("Party member since"), required=False)
    labour = TermField(label=_("Labour"), required=False)
    health = TermField(
        label=_("Health"), required=False, help_text=_("Only this household and the township officer ever see this.")
    )
    may_head = forms.ChoiceField(label=_("Can lead a unit"), choices=YES_NO_RULE, required=False)

    def start(self, about: About) -> dict[str, Any]:
        found = self.member()
        m = found.member
        return {
            "name": m.name,
            "sex": m.sex,
            "birth": m.birth,
            "phone": m.phone,
            "is_party_member": m.is_party_member,
            "party_since": found.party_since,
            "labour": m.labour,
            "health": m.health,
            "may_head": {True: "yes", False: "no"}[m.may_head] if m.may_head is not None else "",
        }

    def prepare(self, about: About) -> None:
        m, said = self.member().member, about.said
        for vocabulary, have in (("labour", m.labour), ("health", m.health)):
            offered = said.choices(vocabulary, on=about.today)
            self.choose_term(vocabulary, offered, kept=(have or "", said.term(have)))
        if not about.household.sees_private:
            del self.fields["health"]
        if not m.id_masked:
            del self.fields["forget_number"]

    @property
    def command(self) -> Callable[..., Outcome]:
        return commands.amend_person

    def more(self) -> dict[str, Any]:
        given = self.cleaned_data
        number = given["id_number"].strip() or ("" if given.get("forget_number") else None)
        about = PersonFacts(
            name=given["name"],
            sex=given["sex"],
            birth=given["birth"],
            id_number=number,
            phone=given["phone"],
            is_party_member=given["is_party_member"],
            party_since=given["party_since"],
            labour=given["labour"] or None,
            health=given.get("health") or None,
            may_head={"yes": True, "no": False}.get(given["may_head"]),
        )
        return {"about": about}


class SkillsForm(OwnFactsForm):
    """What a person can do."""

    title = _("Skills")
    lead = _("What this person can do. Units are formed so that skills come together.")

    skills = forms.MultipleChoiceField(label=_("Skills"), required=False, widget=forms.CheckboxSelectMultiple)

    def start(self, about: About) -> dict[str, Any]:
        return {"skills": list(self.member().member.skills)}

    def prepare(self, about: About) -> None:
        have = self.member().member.skills
        offered = about.said.choices("skill", on=about.today)
        kept = [(key, about.said.term(key)) for key in have if key not in dict(offered)]
        self.choose("skills", [*offered, *kept])

    @property
    def command(self) -> Callable[..., Outcome]:
        return commands.set_skills

    def more(self) -> dict[str, Any]:
        return {"skills": self.cleaned_data["skills"]}
