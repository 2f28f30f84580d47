"""Forms of award funds."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shihu.base.vocabularies.types import TermRow
from shihu.kernel.money import fen, yuan
from shihu.kernel.refusals import Refusal
from shihu.services.industry.types.awards import (
    MOST_QUANTITY,
    AwardItem,
    AwardMode,
    CheckedCount,
    Measure,
    NewAwardRule,
    Paper,
)
from shihu.services.industry.web.pages.awards import words


def new_key() -> str:
    """A key for one act, made with its form."""
    return secrets.token_hex(16)


class YuanText(forms.CharField):
    """An amount in yuan as people write it; cleaned to fen, nothing to 0."""

    def __init__(self, **given: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=30, widget=widget, **given)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return 0
        try:
            return fen(text)
        except Refusal as refusal:
            raise forms.ValidationError(words.refusal(refusal)) from refusal


class Day(forms.DateField):
    """A day, typed or picked."""

    def __init__(self, **given: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **given)


class Quantity(forms.IntegerField):
    """How many; the rules say what is too many."""

    def __init__(self, **given: Any) -> None:
        widget = forms.NumberInput(attrs={"inputmode": "numeric", "min": "0", "step": "1"})
        super().__init__(widget=widget, **given)


class RefusingForm(forms.Form):
    """A form that shows a refusal beside its field."""

    def refuse(self, refusal: Refusal) -> None:
        where = refusal.where if refusal.where in self.fields else None
        self.add_error(where, words.refusal(refusal))


class PaperForm(RefusingForm):
    """The minutes of the village meeting."""

    number = forms.CharField(
        label=_("Number of the minutes"), max_length=60, help_text=_("As it stands on the paper, such as 2019-5.")
    )
    on = Day(label=_("Day of the village meeting"))

    def paper(self) -> Paper:
        return Paper(self.cleaned_data["number"], self.cleaned_data["on"])


class RuleForm(RefusingForm):
    """A version of the rules: one line for each kind; an empty line is not in the rules."""

    title = forms.CharField(label=_("Name of the rules"), max_length=60)
    mode = forms.ChoiceField(
        label=_("What a head brings"),
        choices=(
            (AwardMode.YUAN.value, _("Yuan: what is left stays in the fund")),
            (AwardMode.POINTS.value, _("Points: the whole fund is split by them")),
        ),
        initial=AwardMode.YUAN.value,
    )
    household_cap = YuanText(label=_("At most a household (yuan)"), required=False, help_text=_("Empty for no cap."))
    bonus = forms.IntegerField(
        label=_("Addition for registered households (per cent)"),
        required=False,
        min_value=0,
        max_value=100,
        help_text=_("Only if the village decided so. With an addition no public page shows how many head there are."),
    )

    def __init__(
        self, *args: Any, kinds: Sequence[TermRow], names: Mapping[str, str], rule: NewAwardRule | None, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.kinds = tuple(kinds)
        self.names = names
        held = {item.kind: item for item in rule.items} if rule else {}
        if rule is not None:
            self.initial.update(
                title=rule.title,
                mode=rule.mode.value,
                household_cap=yuan(rule.household_cap) if rule.household_cap else "",
                bonus=rule.bonus or None,
            )
        is_yuan = rule is None or rule.mode == AwardMode.YUAN
        for term in self.kinds:
            item = held.get(term.key)
            per = (yuan(item.per) if is_yuan else str(item.per)) if item else ""
            cap = (yuan(item.cap) if is_yuan else str(item.cap)) if item and item.cap else ""
            fields: dict[str, forms.Field] = {
                "least": Quantity(label=_("From how many on"), required=False, initial=item.least if item else None),
                "measure": forms.ChoiceField(
                    label=pgettext_lazy("award", "Counted in"),
                    choices=[(one.value, words.measure(one)) for one in Measure],
                    initial=(item.measure if item else words.usual_measure(term.key)).value,
                    required=False,
                ),
                "per": forms.CharField(label=_("Yuan or points each"), required=False, initial=per, max_length=20),
                "cap": forms.CharField(label=_("At most (empty: none)"), required=False, initial=cap, max_length=20),
                "evidence": forms.CharField(
                    label=_("What the checker looks at"),
                    required=False,
                    max_length=60,
                    initial=item.evidence if item else "",
                ),
            }
            for name, field in fields.items():
                self.fields[f"{name}_{term.code}"] = field

    def lines(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The kind's name and its fields, for the template."""
        parts = ("least", "measure", "per", "cap", "evidence")
        return [(self.names[term.key], [self[f"{part}_{term.code}"] for part in parts]) for term in self.kinds]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        is_yuan = told.get("mode") == AwardMode.YUAN
        items = []
        for term in self.kinds:
            per = (told.get(f"per_{term.code}") or "").strip()
            if not per:
                continue
            try:
                amounts = [
                    fen(given) if is_yuan else int(given)
                    for given in (per, (told.get(f"cap_{term.code}") or "0").strip())
                ]
            except Refusal as refusal:
                self.add_error(f"per_{term.code}", words.refusal(refusal))
                continue
            except ValueError:
                self.add_error(f"per_{term.code}", _("Points are whole numbers."))
                continue
            items.append(
                AwardItem(
                    kind=term.key,
                    measure=Measure(told.get(f"measure_{term.code}") or words.usual_measure(term.key)),
                    least=told.get(f"least_{term.code}") or 1,
                    per=amounts[0],
                    cap=amounts[1],
                    evidence=(told.get(f"evidence_{term.code}") or "").strip(),
                )
            )
        told["items"] = tuple(items)
        return told

    def rule(self) -> NewAwardRule:
        told = self.cleaned_data
        return NewAwardRule(
            told["title"], AwardMode(told["mode"]), told["items"], told["household_cap"] or 0, told["bonus"] or 0
        )


class FundForm(PaperForm):
    """A fund to be opened."""

    title = forms.CharField(label=_("Name of the fund"), max_length=60)
    rule = forms.ChoiceField(label=_("Rules that it stands on"))
    first = Day(label=pgettext_lazy("award", "Applications from"))
    last = Day(label=pgettext_lazy("award", "Applications until"))
    objection_days = forms.IntegerField(label=_("Days for objections"), min_value=3, max_value=30, initial=7)
    field_order = ("title", "rule", "first", "last", "objection_days", "number", "on")

    def __init__(self, *args: Any, rules: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["rule"].choices = rules  # type: ignore[attr-defined]  # a choice field


class AsideForm(PaperForm):
    """Money to be set aside."""

    amount = YuanText(label=pgettext_lazy("award", "Amount (yuan)"))
    day = Day(label=_("Day on which it is set aside"))
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    field_order = ("amount", "day", "number", "on")


class EntryForm(RefusingForm):
    """An application entered for somebody who asks."""

    household = forms.CharField(
        label=pgettext_lazy("award", "Household"),
        max_length=40,
        help_text=_("Its code or the householder's name."),
    )
    kind = forms.ChoiceField(label=pgettext_lazy("industry", "What they keep"))
    quantity = Quantity(label=pgettext_lazy("industry", "How many"))
    signer = forms.CharField(
        label=pgettext_lazy("award", "Who signed"), max_length=40, help_text=_("Somebody of the household.")
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], mates: Sequence[tuple[str, str]], **more: Any):
        super().__init__(*args, **more)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # a choice field
        if mates:
            self.fields["household"] = forms.ChoiceField(label=pgettext_lazy("award", "Household"), choices=mates)


class ApplyForm(RefusingForm):
    """An application from the own courtyard: one number."""

    quantity = Quantity(label=pgettext_lazy("industry", "How many do you keep today"))
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)


class CheckForm(RefusingForm):
    """What was counted on the spot."""

    counted = Quantity(label=_("Counted on the spot"), required=False)
    reason = forms.CharField(
        label=_("Why it differs, or why it is refused"),
        required=False,
        max_length=200,
        help_text=_("The household reads this."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def found(self, application: Any, *, refused: bool) -> CheckedCount:
        counted = self.cleaned_data["counted"]
        if counted is None or not -1 < counted <= MOST_QUANTITY:
            counted = 0 if counted is None else counted
        return CheckedCount(application, counted, refused, self.cleaned_data["reason"])


class WordsForm(RefusingForm):
    """An objection, or a reason."""

    words = forms.CharField(
        label=pgettext_lazy("industry", "What is wrong"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReasonForm(RefusingForm):
    """Why something is laid aside or taken back."""

    reason = forms.CharField(
        label=pgettext_lazy("award", "Why"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)


class AnswerForm(RefusingForm):
    """An answer to an objection."""

    counted = Quantity(label=_("Counted anew on the spot"), required=False)
    answer = forms.CharField(
        label=_("Answer to the household"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )


class PaymentForm(RefusingForm):
    """A payment list to be prepared."""

    day = Day(label=_("Day of payment"))
    account = forms.ChoiceField(label=pgettext_lazy("award", "Paid from"))
    document = forms.CharField(label=_("Number of the payment list"), max_length=60)

    def __init__(self, *args: Any, accounts: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["account"].choices = accounts  # type: ignore[attr-defined]  # a choice field


class LoadForm(RefusingForm):
    """A filled sheet."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=48)
    file = forms.FileField(
        label=pgettext_lazy("award", "Filled sheet"),
        help_text=_("The sheet given here, as .xlsx, filled line by line."),
    )
