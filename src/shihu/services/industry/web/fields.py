"""Fields in which people write money, weights, shares and days."""

import secrets
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from shihu.kernel.money import fen
from shihu.kernel.refusals import Refusal
from shihu.services.industry.web.wording import said


class DayField(forms.DateField):
    """A day, typed or picked."""

    def __init__(self, **given: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **given)


class FenField(forms.CharField):
    """Yuan as people write them; cleaned to fen, None where nothing is written."""

    def __init__(self, **given: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=30, widget=widget, **given)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = fen(text)
        except Refusal as refusal:
            raise forms.ValidationError(said(refusal)) from refusal
        if amount < 0:
            raise forms.ValidationError(_("An amount is not below nothing."))
        return amount


class KilogramField(forms.DecimalField):
    """Kilograms to the gram."""

    def __init__(self, **given: Any) -> None:
        super().__init__(max_digits=11, decimal_places=3, widget=_number("0.001"), **given)


class PercentField(forms.DecimalField):
    """Per cent to a tenth; cleaned to thousandths."""

    def __init__(self, **given: Any) -> None:
        widget = _number("0.1")
        super().__init__(min_value=0, max_value=100, max_digits=4, decimal_places=1, widget=widget, **given)

    def clean(self, value: Any) -> Any:
        told = super().clean(value)
        return int(told * 10) if isinstance(told, Decimal) else 0


class PiecesField(forms.IntegerField):
    """A count of pieces."""

    def __init__(self, **given: Any) -> None:
        super().__init__(min_value=0, max_value=10_000_000, widget=_number("1"), **given)


def _number(step: str) -> forms.NumberInput:
    return forms.NumberInput(attrs={"inputmode": "decimal", "autocomplete": "off", "step": step})


def fresh_key() -> str:
    """Return a key made once for a form: pressing the button twice sends the same one."""
    return f"form:{secrets.token_hex(16)}"


class ActForm(forms.Form):
    """A form that does one act: carries its key and shows refusals beside their field."""

    submit: str | Promise = ""

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial={"key": fresh_key(), **(initial or {})})

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal beside its field, or above the form."""
        where = refusal.where if refusal.where in self.fields else None
        self.add_error(where, said(refusal))

    def shown(self) -> list[forms.BoundField]:
        """The fields that are drawn one under the other; the rest the template draws itself."""
        return list(self.visible_fields())
