"""Forms of mediation: reporting, the acts on a dispute, the lists, the time limits."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shihu.kernel.refusals import Refusal
from shihu.services.linkages.types.mediation import (
    Court,
    MediationLevel,
    MediatorRow,
    NewAgreement,
    NewHearing,
    Performed,
    Report,
    SignerRow,
)
from shihu.services.linkages.web.mediation import words

Choices = Sequence[tuple[str, Any]]
_OTHERS = ("side_b", "side_b2", "side_b3")


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


def text_field(label: Any, *, most: int, rows: int = 4, required: bool = True, help_text: Any = "") -> forms.CharField:
    """Words."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, required=required, widget=widget, help_text=help_text)


class Refusing(forms.Form):
    """A form that shows a refusal beside its field."""

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal beside its field; one that no field can mend stands above."""
        sentence = gettext(refusal.sentence) % refusal.values
        self.add_error(refusal.where if refusal.where in self.fields else None, sentence)


class ReportForm(Refusing):
    """A dispute from the doorstep: with whom, about what, since when. Few fields, large."""

    side_a = forms.ChoiceField(label=_("Whose dispute"))
    side_b = forms.ChoiceField(label=_("With whom"))
    side_b2 = forms.ChoiceField(label=_("And with"), required=False)
    side_b3 = forms.ChoiceField(label=_("And with"), required=False)
    matter = forms.ChoiceField(label=_("What it is about"))
    facts = text_field(pgettext_lazy("linkages", "What happened"), most=1000, rows=5)
    since_year = forms.IntegerField(
        label=_("In which year it began"), required=False, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, homes: Choices, own: tuple[str, str] | None, matters: Choices, **kwargs: Any):
        super().__init__(*args, **kwargs)
        none = [("", gettext("choose…"))]
        if own is None:
            self.fields["side_a"] = forms.ChoiceField(label=_("Whose dispute"), choices=[*none, *homes])
        else:
            self.fields["side_a"] = forms.ChoiceField(choices=[own], initial=own[0], widget=forms.HiddenInput)
        for name in _OTHERS:
            self.fields[name].choices = [*none, *homes]  # type: ignore[attr-defined] # a ChoiceField, each of them
        self.fields["matter"].choices = [*none, *matters]  # type: ignore[attr-defined] # a ChoiceField
        self.fields["key"].initial = uuid4()

    def report(self) -> Report:
        """What was filled in."""
        told = self.cleaned_data
        others = tuple(dict.fromkeys(told[name] for name in _OTHERS if told[name]))
        return Report((told["side_a"],), others, told["matter"], told["facts"], told.get("since_year"), told.get("key"))


class OfficeReportForm(Refusing):
    """A dispute that is brought to the office: householders by name or household code."""

    side_a = forms.CharField(
        label=_("One side"), max_length=200, help_text=_("Householders' names or household codes, one after the other")
    )
    side_b = forms.CharField(label=_("The other side"), max_length=200)
    matter = forms.ChoiceField(label=_("What it is about"))
    facts = text_field(pgettext_lazy("linkages", "What happened"), most=1000, rows=5)
    since_year = forms.IntegerField(label=_("In which year it began"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, matters: Choices, code_of: Callable[[str, str], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["matter"].choices = [("", gettext("choose…")), *matters]  # type: ignore[attr-defined] # a ChoiceField
        self.fields["key"].initial = uuid4()
        self.code_of = code_of

    def report(self) -> Report:
        """What was filled in; a name that means no household, or several, is refused."""
        told = self.cleaned_data
        sides = {
            side: tuple(self.code_of(name, side) for name in re.split(r"[\s,，、;；]+", told[side].strip()) if name)
            for side in ("side_a", "side_b")
        }
        return Report(
            sides["side_a"], sides["side_b"], told["matter"], told["facts"], told.get("since_year"), told.get("key")
        )


class ReasonForm(Refusing):
    """A reason in words."""

    reason = text_field(_("Why"), most=600)


class HearingForm(Refusing):
    """A hearing as it was held."""

    held_on = day_field(_("Day of the hearing"))
    where = forms.CharField(label=pgettext_lazy("linkages", "Where"), max_length=60)
    chair = forms.ChoiceField(label=_("In the chair"))
    members = forms.MultipleChoiceField(
        label=_("Who else sat"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("With the chair an odd number, three or more"),
    )
    statement_a = text_field(_("What the first side said"), most=2000)
    statement_b = text_field(_("What the other side said"), most=2000)
    findings = text_field(_("What the panel found"), most=2000)
    is_sealed = forms.BooleanField(label=_("Seal the statements: only the panel may read them"), required=False)

    def __init__(self, *args: Any, pool: Sequence[MediatorRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = [(str(row.person), row.name) for row in pool if not row.bar]
        self.fields["chair"].choices = able  # type: ignore[attr-defined] # a ChoiceField
        self.fields["members"].choices = able  # type: ignore[attr-defined] # a ChoiceField

    def hearing(self) -> NewHearing:
        """What was filled in, the chair first."""
        told = self.cleaned_data
        people = list(dict.fromkeys([told["chair"], *told["members"]]))
        return NewHearing(
            told["held_on"],
            told["where"],
            tuple(UUID(person) for person in people),
            told["statement_a"],
            told["statement_b"],
            told["findings"],
            told["is_sealed"],
        )


class AgreementForm(Refusing):
    """The words of an agreement."""

    facts = text_field(_("What was in dispute"), most=1000)
    terms = text_field(_("What was agreed"), most=2000, rows=6)
    performance = text_field(_("How it is kept"), most=600, rows=3, help_text=_("Who does what, where, before whom"))
    perform_by = day_field(_("By when"), required=False)

    def agreement(self) -> NewAgreement:
        """What was filled in."""
        return NewAgreement(**self.cleaned_data)


class SignForm(Refusing):
    """Who signed on which day, and the seal."""

    def __init__(self, *args: Any, signers: Sequence[SignerRow], sealed_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signers = signers
        for signer in signers:
            label = (
                gettext("%(name)s signed on")
                if signer.side != "mediator"
                else gettext("The mediator %(name)s signed on")
            )
            field = day_field(label % {"name": signer.name}, required=False)
            field.initial = signer.signed_on
            self.fields[f"s{signer.key}"] = field
        seal = day_field(_("The mediation committee's seal put on"), required=False)
        seal.initial = sealed_on
        self.fields["sealed_on"] = seal
        self.fields["visit_due"] = day_field(
            _("Return visit on"), help_text=_("Somebody comes back on this day to see whether it holds")
        )

    def signed(self) -> dict[int, date]:
        """Signer and day."""
        told = self.cleaned_data
        return {s.key: told[f"s{s.key}"] for s in self.signers if told.get(f"s{s.key}")}


class EndForm(Refusing):
    """How a dispute ends without a written agreement."""

    outcome = forms.ChoiceField(label=_("How it ends"), widget=forms.RadioSelect)
    words = text_field(_("What was agreed, or why it ends"), most=1000)
    visit_due = day_field(_("Return visit on"), required=False)

    def __init__(self, *args: Any, outcomes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined] # a ChoiceField


class CourtForm(Refusing):
    """The joint application to the court."""

    applied_on = day_field(_("Both sides applied on"))
    court = forms.CharField(label=_("Which court"), max_length=60)


class DecidedForm(Refusing):
    """What the court said."""

    decided_on = day_field(_("The court decided on"))
    result = forms.TypedChoiceField(
        label=_("What it decided"),
        choices=[(key.value, _(name)) for key, name in words.COURT.items()],
        coerce=Court,
        widget=forms.RadioSelect,
    )


class KeptForm(Refusing):
    """How far an agreement is kept."""

    on = day_field(_("Day on which it was looked at"))
    state = forms.TypedChoiceField(
        label=_("How far it is kept"),
        choices=[(key.value, _(name)) for key, name in words.PERFORMED.items()],
        coerce=Performed,
        widget=forms.RadioSelect,
    )
    words = text_field(_("What was seen"), most=600)


class MediatorForm(Refusing):
    """One more on a list."""

    person = forms.CharField(
        label=_("Name"), max_length=70, help_text=_("Where several bear it: the name, a space, the household code")
    )
    level = forms.TypedChoiceField(
        label=pgettext_lazy("mediation", "For what"),
        choices=[(key.value, _(name)) for key, name in words.LISTS.items()],
        coerce=MediationLevel,
    )
    place = forms.ChoiceField(label=pgettext_lazy("linkages", "Where"))

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined] # a ChoiceField


class TermsForm(Refusing):
    """The township's time limits."""

    since = day_field(_("From"))
    head_days = forms.IntegerField(label=_("Days of the unit's head"), min_value=1, max_value=60)
    group_days = forms.IntegerField(label=_("Days of the villagers' group"), min_value=1, max_value=60)
    panel_days = forms.IntegerField(label=_("Days of the hearing panel"), min_value=1, max_value=60)
    unit = forms.ChoiceField(label=_("Counted in"), choices=[("ND", _("calendar days")), ("WD", _("working days"))])
    visit_days = forms.IntegerField(label=_("Return visit within days"), min_value=1, max_value=180)


def grouped(homes: Sequence[tuple[str, str, str]], hamlets: Mapping[str, str]) -> Choices:
    """Households by hamlet, for a select."""
    found: dict[str, list[tuple[str, str]]] = {}
    for code, name, hamlet in homes:
        found.setdefault(hamlets.get(hamlet, hamlet), []).append((code, f"{name} ({code[-4:]})"))
    return list(found.items())
