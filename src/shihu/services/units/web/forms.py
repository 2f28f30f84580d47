"""The form in which a formation is asked for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shihu.kernel.refusals import Refusal
from shihu.services.units.queries import words
from shihu.services.units.types import REPAIR_PRICE, Choices
from shihu.services.units.web import weights

_DEFAULTS = Choices()
FIRST = ("place", "effort", "join_small")
SIZES = ("low", "target", "high")
WEIGHTS = ("distance", "wish", "skill", "preference", "balance", "complementary", "seed")


class ShowsRefusals(forms.Form):
    """A form that shows what a command refuses beside the field it is about."""

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal beside its field."""
        self.add_error(refusal.where if refusal.where in self.fields else None, words.refusal_text(refusal))


class AskForm(ShowsRefusals):
    """Place, effort, sizes, weights, seed."""

    place = forms.ChoiceField(label=_("Form units of"))
    effort = forms.ChoiceField(
        label=_("How hard to look"),
        initial=_DEFAULTS.effort,
        widget=forms.RadioSelect,
        choices=(
            ("quick", _("A first look, in a moment")),
            ("standard", _("For publishing, in some seconds")),
            ("thorough", _("Thorough, some seconds for each hamlet")),
            ("proven", _("With a proof of how good it is, up to half a minute for each hamlet")),
        ),
    )
    join_small = forms.BooleanField(
        label=_("Hamlets too small for a unit join the nearest of their village"),
        initial=_DEFAULTS.join_small,
        required=False,
    )
    low = forms.IntegerField(label=_("At least"), initial=_DEFAULTS.low, min_value=1, max_value=50)
    target = forms.IntegerField(label=_("Best"), initial=_DEFAULTS.target, min_value=1, max_value=60)
    high = forms.IntegerField(label=_("At most"), initial=_DEFAULTS.high, min_value=1, max_value=60)
    distance, wish, skill = weights.distance, weights.wish, weights.skill
    preference, balance = weights.preference, weights.balance
    complementary = forms.BooleanField(label=_("Prefer skills that complement each other"), required=False)
    seed = forms.IntegerField(
        label=_("Seed"),
        help_text=_("The same roster, choices and seed give the same units on every machine."),
        initial=_DEFAULTS.seed,
        min_value=0,
        max_value=2**31 - 1,
    )

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = forms.ChoiceField(label=_("Form units of"), choices=places)
        self.order_fields([*FIRST, *SIZES, *WEIGHTS])

    def clean(self) -> dict[str, Any]:
        """Sizes must be in order; each message stands at the field to change."""
        cleaned = super().clean() or {}
        if not all(name in cleaned for name in SIZES):
            return cleaned
        low, target, high = (int(cleaned[name]) for name in SIZES)
        if high < low:
            self.add_error("high", _("The largest size must not be below the smallest."))
        elif not low <= target <= high:
            self.add_error("target", _("The best size must lie between the smallest and the largest."))
        return cleaned

    def choices(self) -> Choices:
        """What was chosen."""
        return Choices(**{name: value for name, value in self.cleaned_data.items() if name != "place"})

    @property
    def first(self) -> list[forms.BoundField]:
        """What everybody chooses."""
        return [self[name] for name in FIRST]

    @property
    def sizes(self) -> list[forms.BoundField]:
        """How large units are."""
        return [self[name] for name in SIZES]

    @property
    def weights(self) -> list[forms.BoundField]:
        """What matters how much."""
        return [self[name] for name in WEIGHTS]

    @property
    def opens_details(self) -> bool:
        """Whether a fault hides in what is folded away."""
        return any(name in self.errors for name in (*SIZES, *WEIGHTS))


class RepairForm(ShowsRefusals):
    """How many may move for better units."""

    price = forms.ChoiceField(
        label=_("How many may move"),
        initial=str(REPAIR_PRICE),
        widget=forms.RadioSelect,
        choices=(
            (str(REPAIR_PRICE), _("Only whom a rule moves")),
            ("2.0", _("A few, where it helps much")),
            ("0.5", _("More, for better units")),
        ),
    )


class LeaveForm(ShowsRefusals):
    """Why a household leaves."""

    reason = forms.CharField(
        label=_("Reason for leaving"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}), strip=True
    )


class JoinForm(ShowsRefusals):
    """Which unit a household joins, and by whose agreement."""

    unit = forms.ChoiceField(label=_("Join which unit"), widget=forms.RadioSelect)
    agreed = forms.CharField(
        label=_("Who agreed, and when"),
        help_text=_("For example: meeting of the unit on 20 August, all present."),
        max_length=200,
    )

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = forms.ChoiceField(label=_("Join which unit"), widget=forms.RadioSelect, choices=units)
