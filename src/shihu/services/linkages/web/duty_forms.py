"""What the forms of duties share: a refusal beside its field, choices given late."""

from collections.abc import Sequence
from typing import cast

from django import forms

from shihu.kernel.refusals import Refusal
from shihu.services.linkages.web.pages.duty_parts import refusal_words


def chosen(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    """Give a field of a form its choices, known only once its records are."""
    cast("forms.ChoiceField", form.fields[name]).choices = list(choices)


class Refusing(forms.Form):
    """A form that shows a refusal beside its field."""

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal beside its field, or above all."""
        self.add_error(refusal.where if refusal.where in self.fields else None, refusal_words(refusal))
