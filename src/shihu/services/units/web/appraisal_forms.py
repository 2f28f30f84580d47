"""Forms of appraisal: rules, answers by item, objections and their answers, planned days."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shihu.kernel.refusals import Refusal
from shihu.services.units.rules.appraisals import answer_of, hundredths
from shihu.services.units.types import HOWS, LINKAGES, SCALE_STEPS, SCORERS, Item, RolloutStage, RuleRow
from shihu.services.units.web.pages import wording

SAME = "same"
SPARE = 2
_MONTH = forms.DateInput(format="%Y-%m", attrs={"type": "month"})


def _hundredths_field(
    label: Any, value: int | None, most: int = 10_000, *, required: bool = True
) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=required,
        min_value=Decimal(0),
        max_value=Decimal(most) / 100,
        max_digits=7,
        decimal_places=2,
        initial=None if value is None else Decimal(value) / 100,
        widget=forms.NumberInput(attrs={"step": "0.01", "inputmode": "decimal"}),
    )


def _whole(value: Decimal | None) -> int:
    return 0 if value is None else int(value * 100)


class _Refusing(forms.Form):
    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal beside its field."""
        where = refusal.where
        if where.startswith("item "):
            where = f"words_{int(where.removeprefix('item ')) - 1}"
        self.add_error(where if where in self.fields else None, wording.refusal(refusal))


class RuleForm(_Refusing):
    """A version of the rules."""

    title = forms.CharField(label=_("Name of the rules"), max_length=60)
    valid_from = forms.DateField(label=_("Valid from the month"), input_formats=["%Y-%m"], widget=_MONTH)
    objection_days = forms.IntegerField(label=_("Days for objections"), min_value=1, max_value=30)

    def __init__(self, *args: Any, rule: RuleRow | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["threshold"] = _hundredths_field(
            _("Talk it over when unit and township differ by more than"), rule.threshold if rule else 1000
        )
        self.rows_before = [*(rule.items if rule else ()), *([None] * SPARE)]
        if self.is_bound:
            posted = sum(1 for name in self.data if name.startswith("words_"))
            self.rows_before += [None] * (min(posted, 40) - len(self.rows_before))
        for number, item in enumerate(self.rows_before):
            self._add_row(number, item)

    def _add_row(self, number: int, item: Item | None) -> None:
        fields: dict[str, forms.Field] = {
            "key": forms.CharField(
                required=False, max_length=40, initial=item.key if item else "", widget=forms.HiddenInput
            ),
            "words": forms.CharField(
                label=_("Item %(number)s: what is appraised") % {"number": number + 1},
                required=False,
                max_length=80,
                initial=item.words if item else "",
            ),
            "linkage": forms.ChoiceField(
                label=_("Linkage"),
                choices=[(key, _(wording.LINKAGES[key])) for key in LINKAGES],
                initial=item.linkage if item else LINKAGES[0],
            ),
            "maximum": _hundredths_field(_("Maximum"), item.maximum if item else None, required=False),
            "weight": _hundredths_field(_("Weight (%)"), item.weight if item else None, required=False),
            "who": forms.ChoiceField(
                label=_("Who scores"),
                choices=[(key, _(wording.SCORERS[key])) for key in SCORERS],
                initial=item.who if item else SCORERS[0],
            ),
            "how": forms.ChoiceField(
                label=_("How"),
                choices=[(key, _(wording.HOWS[key])) for key in HOWS],
                initial=item.how if item else HOWS[0],
            ),
            "repeat": forms.BooleanField(
                label=_("May be taken over from the month before"),
                required=False,
                initial=item.may_repeat if item else False,
            ),
        }
        for name, field in fields.items():
            self.fields[f"{name}_{number}"] = field

    def rows(self) -> list[list[forms.BoundField]]:
        """The fields of each item, for the template."""
        names = ("key", "words", "linkage", "maximum", "weight", "who", "how", "repeat")
        return [[self[f"{name}_{n}"] for name in names] for n in range(len(self.rows_before))]

    def items(self) -> list[Item]:
        """The items whose words are filled; weights and maxima in hundredths."""
        told = self.cleaned_data
        taken = {told[f"key_{n}"] for n in range(len(self.rows_before))}
        fresh = (f"k{n}" for n in range(1, 1000) if f"k{n}" not in taken)
        return [
            Item(
                key=told[f"key_{n}"] or next(fresh),
                linkage=told[f"linkage_{n}"],
                words=told[f"words_{n}"],
                maximum=_whole(told[f"maximum_{n}"]),
                weight=_whole(told[f"weight_{n}"]),
                who=told[f"who_{n}"],
                how=told[f"how_{n}"],
                may_repeat=told[f"repeat_{n}"],
            )
            for n in range(len(self.rows_before))
            if told[f"words_{n}"]
        ]

    def threshold(self) -> int:
        """The threshold in hundredths."""
        return _whole(self.cleaned_data["threshold"])


class AnswerForm(_Refusing):
    """One answer for each item; what may be repeated can be taken over from the month before."""

    def __init__(
        self,
        *args: Any,
        items: Sequence[Item],
        points: Mapping[str, int],
        last: Mapping[str, int] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items = tuple(items)
        for item in items:
            before = (last or {}).get(item.key)
            repeats = before is not None and item.may_repeat and before <= item.maximum
            given = points.get(item.key)
            self.fields[item.key] = answer_field(item, given, before if repeats else None)

    def repeated(self) -> set[str]:
        """The items taken over from the month before."""
        return {item.key for item in self.items if self.cleaned_data[item.key] == SAME}

    def answers(self) -> dict[str, int]:
        """Answers by item (rules.points_of)."""
        told = {}
        for item in self.items:
            value = self.cleaned_data[item.key]
            if value != SAME:
                told[item.key] = _whole(value) if item.how == "number" else int(value)
        return told


def answer_field(item: Item, given: int | None, before: int | None) -> forms.Field:
    """The field of one item: five steps, yes or no, or a number up to the maximum."""
    help_text = gettext(wording.LINKAGES[item.linkage])
    if item.how == "number":
        field = _hundredths_field(item.words, given, item.maximum)
        field.help_text = gettext("%(linkage)s · up to %(most)s") % {
            "linkage": help_text,
            "most": hundredths(item.maximum),
        }
        return field
    if item.how == "yes_no":
        choices = [("1", gettext("Yes, it is so")), ("0", gettext("No, it is not so"))]
    else:
        choices = [(str(step), gettext(wording.STEP_WORDS[step])) for step in range(SCALE_STEPS, -1, -1)]
    if before is not None:
        choices.insert(0, (SAME, gettext("As last month: %(answer)s") % {"answer": wording.answer(item, before)}))
    return forms.ChoiceField(
        label=item.words,
        help_text=help_text,
        choices=choices,
        widget=forms.RadioSelect,
        initial=None if given is None else str(answer_of(item, given)),
    )


class ObjectionForm(_Refusing):
    """What the unit holds against its appraisal."""

    item = forms.ChoiceField(label=_("What is it about"), required=False)
    words = forms.CharField(label=_("Why you object"), max_length=300, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, items: Sequence[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"] = forms.ChoiceField(
            label=_("What is it about"),
            required=False,
            choices=[("", _("The appraisal as a whole")), *((item.key, item.words) for item in items)],
        )


class VerdictForm(AnswerForm):
    """The answer to an objection: a reason, and the items corrected where it is upheld."""

    answer = forms.CharField(
        label=_("Your answer, with the reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 4})
    )
    upholds = forms.ChoiceField(
        label=_("Decision"),
        choices=[("no", _("The appraisal stands")), ("yes", _("The objection is right; corrected below"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, points: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, points=points, **kwargs)
        self.before = {item.key: answer_of(item, points[item.key]) for item in self.items if item.key in points}

    def corrected(self) -> dict[str, int]:
        """The answers that differ from before; none where the appraisal stands."""
        if self.cleaned_data["upholds"] != "yes":
            return {}
        return {key: told for key, told in self.answers().items() if told != self.before.get(key)}

    def clean(self) -> dict[str, Any]:
        """Upholding changes something."""
        cleaned = super().clean() or {}
        if not self.errors and cleaned.get("upholds") == "yes" and not self.corrected():
            self.add_error("upholds", _("Change at least one item below, or let the appraisal stand."))
        return cleaned


class PlanForm(_Refusing):
    """The planned day of each stage of one village."""

    def __init__(self, *args: Any, planned: Mapping[RolloutStage, date | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for stage in RolloutStage:
            self.fields[stage.name.lower()] = forms.DateField(
                label=_(wording.STAGES[stage]),
                help_text=_(wording.STAGE_RULES[stage]),
                required=False,
                initial=planned.get(stage),
                widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            )

    def planned(self) -> dict[RolloutStage, date]:
        """The days that were given."""
        told = {stage: self.cleaned_data[stage.name.lower()] for stage in RolloutStage}
        return {stage: day for stage, day in told.items() if day}
