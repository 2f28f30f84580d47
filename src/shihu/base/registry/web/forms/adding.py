"""A new household with its members."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shihu.base.registry.rules.relations import HOUSEHOLDER
from shihu.base.registry.types.households import NewPerson
from shihu.base.registry.web.forms.act import ChoosingForm, DayField
from shihu.base.registry.web.forms.household import PlaceFields
from shihu.base.registry.web.forms.members import PersonFields
from shihu.base.registry.web.pages.wording import Words

MORE_MEMBERS = 7


class HomeForm(PlaceFields, ChoosingForm):
    """Where the household lives and since when."""

    hamlet = forms.ChoiceField(label=_("Hamlet"))
    since = DayField(label=_("In the registry from"))
    code = forms.CharField(
        label=_("Code"), max_length=24, required=False, help_text=_("Empty: the next code of the hamlet is given.")
    )
    field_order = ("hamlet", "since", "street", "street_order", "phone", "land_mu", "lon", "lat", "willing", "code")


class MemberForm(PersonFields):
    """One person; a member's form may stay empty."""

    def __init__(self, data: Any = None, *, said: Words, today: date, prefix: str, is_head: bool) -> None:
        super().__init__(data, prefix=prefix, empty_permitted=not is_head, use_required_attribute=False)
        self.is_head = is_head
        relations = said.choices("relation", on=today)
        self.choose_term("relation", [c for c in relations if (c[0] == HOUSEHOLDER) is is_head])
        self.choose_term("labour", said.choices("labour", on=today))
        if is_head:
            self.fields["relation"].widget = forms.HiddenInput()
            self.fields["relation"].initial = HOUSEHOLDER
        else:
            self.fields["relation"].initial = ""
            self.choose_term("relation", [("", "—"), *(c for c in relations if c[0] != HOUSEHOLDER)])


class AddForm:
    """The household's form and its members' forms, treated as one."""

    def __init__(
        self, data: Any = None, *, hamlets: list[tuple[str, str]], said: Words, today: date, place: str
    ) -> None:
        initial = {"since": today, "willing": True, "hamlet": place}
        self.home = HomeForm(data, initial=initial)
        self.home.choose("hamlet", hamlets)
        self.head = MemberForm(data, said=said, today=today, prefix="m0", is_head=True)
        self.others = [
            MemberForm(data, said=said, today=today, prefix=f"m{i}", is_head=False) for i in range(1, MORE_MEMBERS + 1)
        ]

    @property
    def forms(self) -> list[forms.Form]:
        return [self.home, self.head, *self.others]

    def is_valid(self) -> bool:
        # All are checked, so that every wrong field is shown at once.
        answers = [form.is_valid() for form in self.forms]
        return all(answers)

    def filled(self) -> list[MemberForm]:
        """Return the forms of the people entered."""
        return [self.head, *(form for form in self.others if form.has_changed())]

    def people(self) -> list[NewPerson]:
        return [form.person() for form in self.filled()]

    def put(self, where: str, sentence: str) -> None:
        """Show a refusal beside the field that it is about."""
        part, _dot, rest = where.partition(".")
        if part == "members" and rest:
            number, _dot, field = rest.partition(".")
            form = self.filled()[int(number)] if number.isdigit() and int(number) < len(self.filled()) else self.head
            form.add_error(field if field in form.fields else None, sentence)
        elif where in self.home.fields:
            self.home.add_error(where, sentence)
        elif where in self.head.fields:
            self.head.add_error(where, sentence)
        else:
            self.home.add_error(None, sentence)
