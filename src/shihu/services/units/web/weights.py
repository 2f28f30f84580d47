"""What matters how much, as sliders with words; the number beside each stays within reach."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shihu.services.units.types import REPAIR_PRICE, Again, Bench, Choices

WEIGHTS = ("distance", "wish", "skill", "preference", "balance")
# The stops of a slider: how often the usual weight, and the word for it.
STOPS = (
    (0.0, gettext_lazy("not at all")),
    (0.25, gettext_lazy("hardly")),
    (0.5, gettext_lazy("less than usual")),
    (1.0, gettext_lazy("as usual")),
    (2.0, gettext_lazy("more than usual")),
    (4.0, gettext_lazy("much more")),
    (10.0, gettext_lazy("decisive")),
)
PRICES = (
    (0.0, gettext_lazy("nothing: whoever gains may move")),
    (0.3, gettext_lazy("little")),
    (1.0, gettext_lazy("as usual: a move must save 100 m between two households")),
    (2.0, gettext_lazy("much")),
    (4.0, gettext_lazy("very much")),
    (REPAIR_PRICE, gettext_lazy("only whom a rule moves")),
)


class SliderInput(forms.NumberInput):
    """A number that the page turns into a slider with words; without scripts it stays a number with its words below."""

    def __init__(self, stops: Sequence[tuple[float, Any]]) -> None:
        super().__init__(attrs={"step": "any", "inputmode": "decimal"})
        self.stops = stops

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the stops with their words in the reader's language."""
        stops = [[amount, str(word)] for amount, word in self.stops]
        told = {**(attrs or {}), "data-slider": json.dumps(stops, ensure_ascii=False)}
        told["data-number"], told["data-between"] = _("Number"), _("between two words")
        return super().get_context(name, value, told)


def weight_field(label: Any, text: Any, usual: float) -> forms.FloatField:
    """A weight: its stops are multiples of the usual one."""
    stops = [(round(usual * times, 3), word) for times, word in STOPS]
    return forms.FloatField(
        label=label, help_text=text, initial=usual, min_value=0, max_value=1000, widget=SliderInput(stops)
    )


_USUAL = Choices()
distance = weight_field(
    gettext_lazy("Live near each other"), gettext_lazy("Counts for each 100 m between two households."), _USUAL.distance
)
wish = weight_field(
    gettext_lazy("Wish the same"), gettext_lazy("Counts when two households share no wish."), _USUAL.wish
)
skill = weight_field(gettext_lazy("Skills"), gettext_lazy("Counts for how much two households differ."), _USUAL.skill)
preference = weight_field(
    gettext_lazy("Named each other"),
    gettext_lazy("Taken off when two named each other and sit together."),
    _USUAL.preference,
)
balance = weight_field(
    gettext_lazy("Mix of wealth and Party"),
    gettext_lazy("Counts for each unit's distance from the hamlet's mix."),
    _USUAL.balance,
)


class SolveForm(forms.Form):
    """How a draft is solved again: what a move costs, what matters how much."""

    price = forms.FloatField(
        label=gettext_lazy("What a move costs"),
        help_text=gettext_lazy("A household changes its unit only where everybody together saves more than this."),
        initial=1.0,
        min_value=0,
        max_value=10_000,
        widget=SliderInput(PRICES),
    )
    distance, wish, skill, preference, balance = distance, wish, skill, preference, balance

    @classmethod
    def of(cls, bench: Bench, data: Any = None) -> "SolveForm":
        """The form with the weights that drew the draft."""
        return cls(data, initial={"price": 1.0} | {name: getattr(bench.choices, name) for name in WEIGHTS})

    def again(self, bench: Bench) -> Again:
        """What was asked for, around what is held on the workbench."""
        chosen = {name: self.cleaned_data[name] for name in WEIGHTS}
        same = all(chosen[name] == getattr(bench.choices, name) for name in WEIGHTS)
        choices = None if same else _with(bench.choices, chosen)
        return Again(
            price=self.cleaned_data["price"],
            locked_units=tuple(sorted(bench.holds.locked, key=str)),
            pinned=dict(bench.holds.pinned),
            together=tuple(sorted(bench.holds.tied)),
            left_out=bench.set_aside,
            choices=choices,
        )

    @property
    def weights(self) -> list[forms.BoundField]:
        """What matters how much."""
        return [self[name] for name in WEIGHTS]


def _with(choices: Choices, weights: Mapping[str, float]) -> Choices:
    return replace(choices, **weights)  # type: ignore[arg-type]  # names of floats only
