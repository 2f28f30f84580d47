"""Attaching a file, and taking one off."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from uuid_utils.compat import uuid7

from shihu.base.evidence.types import Level
from shihu.base.evidence.web.words import level_choices

_ACCEPTED = ".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,image/jpeg,image/png,image/webp"


class AttachForm(forms.Form):
    """One file, why it is attached, and who may open it. ``key`` tells a second press of the button from a new file."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=gettext_lazy("Photo or document"),
        widget=forms.FileInput(attrs={"accept": _ACCEPTED}),
        allow_empty_file=True,
    )
    why = forms.CharField(label=gettext_lazy("What it shows"), max_length=200, required=False)
    level = forms.ChoiceField(label=gettext_lazy("Who may open the file"), initial=Level.ORDINARY.value)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid7(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        level = self.fields["level"]
        if isinstance(level, forms.ChoiceField):
            level.choices = level_choices()
        self.fields["file"].help_text = _(
            "Photo, PDF or a document saved as .docx, .xlsx or .odt, up to %(most)s MB."
        ) % {"most": settings.EVIDENCE_MOST_BYTES // (1024 * 1024)}


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(label=gettext_lazy("Why it is taken off"), max_length=200, required=False)


class RemovalForm(forms.Form):
    """Why a file must not be kept."""

    why = forms.CharField(label=gettext_lazy("Why it must not be kept"), max_length=200, required=False)
