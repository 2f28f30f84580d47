"""Whose account is whose."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shihu.base.registry import commands
from shihu.base.registry.types.households import Outcome
from shihu.base.registry.web.forms.act import About
from shihu.base.registry.web.forms.members import OwnFactsForm


class AccountForm(OwnFactsForm):
    """Whose account is whose."""

    title = _("Account")
    lead = _("With an account linked, this person signs in and sees the own household, its unit and nothing else.")

    username = forms.CharField(
        label=_("User name of the account"), max_length=40, required=False, help_text=_("Empty takes the link away.")
    )

    def start(self, about: About) -> dict[str, Any]:
        return {"username": self.member().account}

    @property
    def command(self) -> Callable[..., Outcome]:
        return commands.keep_link

    def target(self) -> dict[str, Any]:
        # The link is not among the facts that a version guards: the command refuses a second account itself.
        return {}

    def more(self) -> dict[str, Any]:
        return {"username": self.cleaned_data["username"]}
