"""Forms of the imports."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shihu.base.registry.queries.imports import places_for
from shihu.kernel.actors import Actor


class UploadForm(forms.Form):
    """A roster and the area it is for."""

    place = forms.ChoiceField(label=_("For which place"))
    file = forms.FileField(
        label=_("Roster file"),
        help_text=_("Excel or WPS (.xlsx, .xls, .ods) or .csv, up to 32 MB. Nothing is changed before you confirm."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv"}),
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        if isinstance(field, forms.ChoiceField):
            language = get_language() or ""
            field.choices = [(place.code, place.label(language)) for place in places_for(actor=actor)]

    def content(self) -> bytes:
        """Return the uploaded bytes."""
        upload = self.cleaned_data["file"]
        return upload.read() if isinstance(upload, UploadedFile) else b""
