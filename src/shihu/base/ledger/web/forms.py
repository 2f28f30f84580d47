"""Money as a village cadre tells it: received, paid or moved; what for; which paper; how much."""

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shihu.base.ledger.types import (
    AccountRow,
    Document,
    DocumentKind,
    EntityKind,
    EntityRow,
    NewEntry,
    NewLine,
    PurposeRow,
    Way,
)
from shihu.base.ledger.web import words
from shihu.kernel.money import fen
from shihu.kernel.refusals import Refusal


class DayField(forms.DateField):
    """A day, typed or picked."""

    def __init__(self, **given: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **given)


class YuanField(forms.CharField):
    """An amount in yuan as people write it; cleaned to fen. Only what is above zero unless ``any_sign``."""

    def __init__(self, *, any_sign: bool = False, **given: Any) -> None:
        self.any_sign = any_sign
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=30, widget=widget, **given)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return 0
        try:
            amount = fen(text)
        except Refusal as refusal:
            raise forms.ValidationError(words.said(refusal)) from refusal
        if amount <= 0 and not self.any_sign:
            raise forms.ValidationError(gettext("The amount must be above zero."))
        return amount


class RecordForm(forms.Form):
    """One act with money. The way (received, paid, moved) is chosen before; the form asks only what that needs."""

    amount = YuanField(label=_("Amount (yuan)"), help_text=_("Such as 1280.50 or 1.2万."))
    money = forms.ChoiceField(label=_("Where the money is"))
    into = forms.ChoiceField(label=_("Where it went"), required=False)
    purpose = forms.ChoiceField(label=_("What for"), required=False)
    party = forms.ChoiceField(
        label=_("With whom"),
        required=False,
        help_text=_("Only where somebody owes, is owed, pays back or is advanced something."),
    )
    summary = forms.CharField(
        label=_("In a few words"),
        max_length=200,
        help_text=_("Such as: shed rent for July, 12 sheds. The public sheet does not show it."),
    )
    day = DayField(label=_("Day on which it happened"))
    document_kind = forms.ChoiceField(label=_("Paper behind it"))
    document_number = forms.CharField(label=_("Number of the paper"), max_length=60)
    document_issuer = forms.CharField(label=_("Issued by"), max_length=80)
    document_date = DayField(label=_("Date of the paper"))
    document_digest = forms.CharField(
        label=_("Fingerprint of the scan (SHA-256)"),
        max_length=64,
        required=False,
        help_text=_("Where the file is kept elsewhere: proves later that it is the same."),
    )
    key = forms.CharField(widget=forms.HiddenInput, min_length=8, max_length=64)

    def __init__(
        self,
        data: Any = None,
        *,
        way: Way,
        entity: EntityRow,
        chart: Sequence[AccountRow],
        purposes: Sequence[PurposeRow],
        parties: Sequence[EntityRow],
        today: date,
    ) -> None:
        # Made once for the form: pressing the button twice sends the same key, which books once.
        initial = {"day": today, "document_date": today, "key": f"form:{secrets.token_hex(16)}"}
        super().__init__(data, initial=initial)
        self.way, self.entity = way, entity
        self.purposes = {str(p.key): p for p in purposes if p.way == way}
        self.chart = {row.code: row for row in chart}
        money = [(row.code, words.named(row)) for row in chart if row.is_money]
        # Most money lies in the bank.
        self._offer("money", sorted(money, key=lambda one: one[0] == money[0][0]))
        if way == Way.MOVED:
            self._offer("into", money)
            self.fields["money"].label = _("Taken from")
            for name in ("purpose", "party"):
                del self.fields[name]
        else:
            del self.fields["into"]
            self.fields["purpose"].required = True
            self.fields["money"].label = _("Put into") if way == Way.RECEIVED else _("Paid out of")
            self._offer(
                "purpose", [("", _("Choose")), *((k, p.name(words.language())) for k, p in self.purposes.items())]
            )
            self._offer("party", [("", "—"), *((str(one.key), _party(one)) for one in parties)])
        papers = [
            (kind.value, gettext(words.DOCUMENTS[kind])) for kind in DocumentKind if kind != DocumentKind.INTERNAL
        ]
        self._offer("document_kind", papers)

    def _offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.way == Way.MOVED and given.get("into") and given["into"] == given.get("money"):
            self.add_error("into", gettext("Money is moved between two places; these are one."))
        purpose = self.purposes.get(given.get("purpose") or "")
        if purpose and purpose.needs_party and not given.get("party"):
            self.add_error("party", gettext("Say with whom: this is kept by household or organisation."))
        return given

    def entry(self) -> NewEntry:
        """Return the double entry that the form tells."""
        given = self.cleaned_data
        amount = given["amount"] if self.way != Way.PAID else -given["amount"]
        purpose = self.purposes.get(given.get("purpose") or "")
        if self.way == Way.MOVED:
            lines = (NewLine(given["into"], amount), NewLine(given["money"], -amount))
        else:
            account = purpose.account if purpose else ""
            party = UUID(given["party"]) if given.get("party") else None
            # Whom an income came from is for the summary; only accounts kept by party name one.
            other = NewLine(account, -amount, party if purpose and purpose.needs_party else None)
            money = NewLine(given["money"], amount)
            lines = (money, other) if amount > 0 else (other, money)
        return NewEntry(
            entity=self.entity.key,
            date=given["day"],
            summary=given["summary"],
            lines=lines,
            document=Document(
                DocumentKind(given["document_kind"]),
                given["document_number"],
                given["document_date"],
                given["document_issuer"],
                given["document_digest"],
            ),
            key=given["key"],
            purpose=purpose.key if purpose else None,
        )

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal beside the field that it is about."""
        name = {"date": "day", "lines": "amount"}.get(refusal.where, refusal.where)
        self.add_error(name if name in self.fields else None, words.said(refusal))


def _party(one: EntityRow) -> str:
    if one.kind == EntityKind.HOUSEHOLD:
        return f"{one.name} {one.household_code}"
    return one.name


class ReverseForm(forms.Form):
    """Why an entry is taken back, and when."""

    day = DayField(label=_("Day of the reversal"))
    reason = forms.CharField(
        label=_("Why"), max_length=200, help_text=_("Whoever reads the books later wants to understand it.")
    )
    key = forms.CharField(widget=forms.HiddenInput, min_length=8, max_length=64)

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"day": today, "key": f"form:{secrets.token_hex(16)}"})


class BookForm(forms.Form):
    """Whose books are opened: an organisation of the registry, or the township's fund."""

    organisation = forms.ChoiceField(label=_("Organisation"))
    name = forms.CharField(
        label=_("Name of the books"),
        max_length=80,
        required=False,
        help_text=_("Only for a township fund; an organisation keeps its own name."),
    )

    def __init__(self, data: Any = None, *, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        field = self.fields["organisation"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)


class OpeningForm(forms.Form):
    """What stood in the old books on the cut-off day: one field an account; the rest is the owners'."""

    cut_off = DayField(
        label=_("Cut-off day"), help_text=_("The last day of the old books; entries begin the day after.")
    )
    document_number = forms.CharField(label=_("Number of the handing-over sheet"), max_length=60)
    document_issuer = forms.CharField(label=_("Issued by"), max_length=80)
    key = forms.CharField(widget=forms.HiddenInput, min_length=8, max_length=64)

    def __init__(self, data: Any = None, *, chart: Sequence[AccountRow], rest: str, cut_off: date) -> None:
        super().__init__(data, initial={"cut_off": cut_off, "key": f"form:{secrets.token_hex(16)}"})
        # What is kept by party is handed over party by party, later, against the reserve.
        self.rows = [
            row for row in chart if not row.needs_party and row.code != rest and row.element.value in _STANDING
        ]
        self.rest = rest
        for row in self.rows:
            self.fields[f"a{row.code}"] = YuanField(
                label=f"{row.code} {words.named(row)}", required=False, any_sign=True
            )

    @property
    def about(self) -> list[forms.BoundField]:
        return [self[name] for name in ("cut_off", "document_number", "document_issuer")]

    @property
    def amounts(self) -> list[forms.BoundField]:
        return [self[f"a{row.code}"] for row in self.rows]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not any(given.get(f"a{row.code}") for row in self.rows):
            raise forms.ValidationError(gettext("Write at least one balance, such as what lies in the bank."))
        return given

    def balances(self) -> tuple[NewLine, ...]:
        """Return the lines: each account on its own side, and what is left over on the owners' reserve."""
        lines = []
        for row in self.rows:
            amount = self.cleaned_data.get(f"a{row.code}") or 0
            if amount:
                lines.append(NewLine(row.code, amount if row.is_debit else -amount))
        left = sum(line.amount for line in lines)
        return (*lines, NewLine(self.rest, -left)) if left else tuple(lines)


_STANDING = frozenset({"asset", "liability", "equity", "cost"})
