"""The account on which a person is paid, and lists of such accounts."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shihu.base.registry import commands
from shihu.base.registry.rules.bank import LONGEST_BANK
from shihu.base.registry.types.households import Outcome
from shihu.base.registry.web.forms.act import About
from shihu.base.registry.web.forms.members import OwnFactsForm


class BankForm(OwnFactsForm):
    """On which account a person is paid."""

    title = _("Bank account")
    lead = _(
        "Copy it from the card or the savings book. Screens show the last four digits; the whole number stands only in "
        "lists for the bank. The account before is kept with its dates."
    )

    bank = forms.CharField(label=_("Bank and branch"), max_length=LONGEST_BANK, required=False)
    number = forms.CharField(
        label=_("Account number"),
        max_length=40,
        required=False,
        help_text=_("Card or savings book. Empty, together with the bank: no account any more."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def start(self, about: About) -> dict[str, Any]:
        held = self.member().payee
        return {"bank": held.bank if held else ""}

    @property
    def command(self) -> Callable[..., Outcome]:
        return commands.keep_bank_account

    def more(self) -> dict[str, Any]:
        return {"bank": self.cleaned_data["bank"], "number": self.cleaned_data["number"]}


class AccountListForm(forms.Form):
    """A list of accounts as the bank or the finance office gives it."""

    file = forms.FileField(
        label=_("List of accounts"),
        help_text=_(
            "Excel or WPS (.xlsx, .xls, .ods) or .csv with name, ID number or household code, and account number."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv"}),
        allow_empty_file=True,
    )
    bank = forms.CharField(label=_("Bank of lines that name none"), max_length=LONGEST_BANK, required=False)
