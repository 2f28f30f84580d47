"""Forms of the accounts pages."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shihu.base.accounts.policies import GIVEN_BY_OFFICERS
from shihu.base.accounts.web.words import ROLE_NAMES
from shihu.kernel.actors import Actor, Role


def first_password() -> str:
    """Return a first password that can be read out over the phone: three groups of four, no look-alikes."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(3))


class RoleForm(forms.Form):
    """A role and the place it is held for."""

    role = forms.ChoiceField(label=_("Role"))
    scope = forms.CharField(
        label=_("Place code"),
        max_length=15,
        required=False,
        help_text=_("The role holds for this place and everything under it."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        may = list(Role) if actor.holds({Role.ADMINISTRATOR}, "") else [r for r in Role if r in GIVEN_BY_OFFICERS]
        choices = [(role.value, ROLE_NAMES[role]) for role in may]
        self.fields["role"] = forms.ChoiceField(label=_("Role"), choices=choices)


class OpenForm(RoleForm):
    """A new account with its first role."""

    field_order = ("username", "name", "phone", "role", "scope", "password")
    username = forms.RegexField(
        r"^[\w.-]{3,40}$", label=_("User name"), help_text=_("3 to 40 letters, digits, dots or hyphens.")
    )
    name = forms.CharField(label=_("Name"), max_length=80)
    phone = forms.RegexField(r"^1\d{10}$", label=_("Phone"), required=False, help_text=_("Also good for signing in."))
    password = forms.CharField(
        label=_("First password"), help_text=_("Give it to the person; they can change it after signing in.")
    )
