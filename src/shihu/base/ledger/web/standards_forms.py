"""Forms of the rules on a second person, and of whose own books are."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shihu.base.ledger.types import EntityKind
from shihu.base.ledger.web.forms import DayField, YuanField


class RuleForm(forms.Form):
    """From a day on, entries above an amount need a second person."""

    kind = forms.ChoiceField(label=_("Kind of books"))
    above = YuanField(
        label=_("Above how much (yuan)"), any_sign=True, help_text=_("0 means that every entry needs a second person.")
    )
    since = DayField(label=_("From which day on"))

    def __init__(self, *args: Any, kinds: Sequence[tuple[EntityKind, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["kind"].choices = [(kind.value, name) for kind, name in kinds]  # type: ignore[attr-defined]  # a choice field


class KeeperForm(forms.Form):
    """Whose own these books are; empty is nobody."""

    person = forms.CharField(
        label=_("Person"),
        required=False,
        max_length=60,
        help_text=_("Name, and the household code behind it where several bear it. Empty: nobody."),
    )
