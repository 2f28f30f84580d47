"""The forms in which a household's wishes are typed: on its own phone, and from paper by who keeps the household."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from shihu.kernel.refusals import Refusal
from shihu.services.units import rules
from shihu.services.units.queries import words
from shihu.services.units.types import Answering, AnswerWay, OwnAnswer

LIST = "neighbours"
_ORDINALS = (_("First wish"), _("Second wish"), _("Third wish"))
_PARTNERS = (_("Would like to sit with"), _("And with"), _("And also with"))
_REFUSED = (_("Would rather not sit with"), _("Nor with"), _("Nor with either"))


def _name(label: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"list": LIST, "autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=40, widget=widget)


class _WishesForm(forms.Form):
    """What both forms have: partners, refusals, willing or not; and what makes a second post harmless."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    prefer_1, prefer_2, prefer_3 = (_name(label) for label in _PARTNERS)
    refuse_1, refuse_2, refuse_3 = (_name(label) for label in _REFUSED)
    willing = forms.ChoiceField(
        label=_("Willing to join a unit"),
        widget=forms.RadioSelect,
        choices=(("yes", _("Yes")), ("no", _("Not for now"))),
    )

    def __init__(self, data: Any = None, *, page: OwnAnswer, key: UUID, terms: Sequence[tuple[str, str]]) -> None:
        self.page, self.terms = page, terms
        super().__init__(data, initial=self.known(key))
        if not page.sees_private:
            for name in ("refuse_1", "refuse_2", "refuse_3"):
                del self.fields[name]

    def known(self, key: UUID) -> dict[str, Any]:
        """What the registry has: nobody types it again."""
        label = {code: name for name, code in self.page.neighbours}
        told: dict[str, Any] = {"key": key, "version": self.page.version}
        for name, codes in (("prefer", self.page.prefers), ("refuse", self.page.refuses)):
            told |= {f"{name}_{at}": label.get(code, code) for at, code in enumerate(codes[:3], start=1)}
        told["willing"] = "yes" if self.page.willing else "no"
        return told

    def wishes(self) -> list[str]:
        """The wishes in order, as term keys."""
        raise NotImplementedError

    def answering(self, way: AnswerWay, on: date) -> Answering:
        """What was typed. Raises a refusal that names the field."""
        facts = self.cleaned_data
        partners = [facts[f"prefer_{at}"] for at in (1, 2, 3)]
        refused = [facts.get(f"refuse_{at}", "") for at in (1, 2, 3)]
        return Answering(
            household=self.page.code,
            version=facts["version"],
            way=way,
            answered_on=on,
            wishes=tuple(self.wishes()),
            prefers=tuple(rules.meant(partners, self.page.neighbours, where="prefer_1")),
            refuses=tuple(rules.meant(refused, self.page.neighbours, where="refuse_1"))
            if self.page.sees_private
            else None,
            willing=facts["willing"] == "yes",
        )

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal beside its field."""
        where = {"prefers": "prefer_1", "refuses": "refuse_1"}.get(refusal.where, refusal.where)
        self.add_error(where if where in self.fields else None, words.refusal_text(refusal))

    @property
    def hidden(self) -> list[forms.BoundField]:
        """Key and version."""
        return list(self.hidden_fields())

    @property
    def partners(self) -> list[forms.BoundField]:
        """With whom it would like to sit."""
        return [self[f"prefer_{at}"] for at in (1, 2, 3)]

    @property
    def refused(self) -> list[forms.BoundField]:
        """With whom not; empty for those who may not read it."""
        return [self[f"refuse_{at}"] for at in (1, 2, 3)] if self.page.sees_private else []


class OwnWishesForm(_WishesForm):
    """The own household's wishes, chosen from lists on a phone."""

    wish_1, wish_2, wish_3 = (forms.ChoiceField(label=label, required=False) for label in _ORDINALS)

    def __init__(self, data: Any = None, *, page: OwnAnswer, key: UUID, terms: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, page=page, key=key, terms=terms)
        for at in (1, 2, 3):
            self.fields[f"wish_{at}"] = forms.ChoiceField(
                label=_ORDINALS[at - 1], required=False, choices=[("", "—"), *terms]
            )

    def known(self, key: UUID) -> dict[str, Any]:
        """What the registry has, wishes included."""
        return super().known(key) | {f"wish_{at}": term for at, term in enumerate(self.page.wishes[:3], start=1)}

    def wishes(self) -> list[str]:
        """Empty lines are passed over; a wish counts once, where it stands first."""
        chosen = [self.cleaned_data[f"wish_{at}"] for at in (1, 2, 3)]
        return list(dict.fromkeys(wish for wish in chosen if wish))

    @property
    def wished(self) -> list[forms.BoundField]:
        """The wishes in order."""
        return [self[f"wish_{at}"] for at in (1, 2, 3)]


class EntryForm(_WishesForm):
    """A household's paper form, typed by numbers from the keyboard."""

    numbers = forms.CharField(
        label=_("Wishes by number, the first wish first"),
        help_text=_("For example 3 1 5. The numbers stand below and on the paper form."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "autofocus": True}),
    )
    way = forms.ChoiceField(
        label=_("How the answer came"),
        widget=forms.RadioSelect,
        choices=((AnswerWay.PAPER.value, _("Paper form")), (AnswerWay.CADRE.value, _("Told to me"))),
    )
    answered_on = forms.DateField(
        label=_("Answered on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(
        self,
        data: Any = None,
        *,
        page: OwnAnswer,
        key: UUID,
        terms: Sequence[tuple[str, str]],
        way: str = "paper",
        on: date | None = None,
    ) -> None:
        self._way, self._on = way, on
        super().__init__(data, page=page, key=key, terms=terms)
        self.order_fields(["numbers"])

    def known(self, key: UUID) -> dict[str, Any]:
        """What the registry has; wishes as the numbers of the form."""
        numbers = {term: at for at, (term, _label) in enumerate(self.terms, start=1)}
        told = " ".join(str(numbers[wish]) for wish in self.page.wishes if wish in numbers)
        return super().known(key) | {"numbers": told, "way": self._way, "answered_on": self._on}

    def wishes(self) -> list[str]:
        """What the numbers mean."""
        return rules.wishes_by_number(self.cleaned_data["numbers"], [term for term, _label in self.terms])

    def refuse(self, refusal: Refusal) -> None:
        """Wishes are typed as numbers here."""
        if refusal.where == "wishes":
            self.add_error("numbers", words.refusal_text(refusal))
        else:
            super().refuse(refusal)


class LoadForm(forms.Form):
    """The filled sheet."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(label=_("Filled sheet"), help_text=_("The sheet that was given for this place, as .xlsx."))
