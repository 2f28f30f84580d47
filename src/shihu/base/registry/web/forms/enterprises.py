"""An organisation as it is typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shihu.base.registry.types.households import EnterpriseRow
from shihu.base.registry.web.forms.act import ChoosingForm, DayField, TermField
from shihu.base.registry.web.pages.wording import Words


class EnterpriseForm(ChoosingForm):
    """A cooperative, collective organisation or company."""

    name = forms.CharField(label=_("Name"), max_length=80)
    kind = TermField(label=_("Kind"))
    code = forms.CharField(
        label=_("Unified social credit code"),
        max_length=24,
        required=False,
        help_text=_("18 characters; the last one is checked."),
    )
    place = forms.ChoiceField(label=_("Village or hamlet"))
    representative = forms.CharField(
        label=_("Representative"),
        max_length=60,
        required=False,
        help_text=_("The name of a member of a household here, with the household code if several have it."),
    )
    since = DayField(label=_("Since"))
    until = DayField(label=_("Until"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, places: list[tuple[str, str]], said: Words, found: EnterpriseRow | None, place: str
    ) -> None:
        initial: dict[str, Any] = {"place": place}
        if found is not None:
            initial = {
                "name": found.name,
                "kind": found.kind,
                "code": found.credit_code,
                "place": found.place,
                "representative": found.representative,
                "since": found.since,
                "until": found.until,
                "version": found.version,
            }
        super().__init__(data, initial=initial)
        self.choose_term("kind", said.choices("enterprise"))
        self.choose("place", places)
