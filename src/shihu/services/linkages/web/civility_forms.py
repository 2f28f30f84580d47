"""Forms of civility."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shihu.kernel.refusals import Refusal
from shihu.services.linkages.types.civility import ITEMS_OF, MONEY_ITEMS, Item
from shihu.services.linkages.web.pages.civility import wording
from shihu.services.units.types import Clause

_SPARE = 3
_DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, with the browser's own calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more)


def text_field(label: Any, most: int, **more: Any) -> forms.CharField:
    """Some lines of text."""
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": 3}), **more)


class Refused(forms.Form):
    """A form that shows a refusal beside its field."""

    def refuse(self, refusal: Refusal) -> None:
        """Show it; what belongs to no field stands above the form."""
        sentence = _(refusal.sentence) % refusal.values
        self.add_error(refusal.where if refusal.where in self.fields else None, sentence)


class RoundForm(Refused):
    """A round of moral models."""

    title = forms.CharField(label=pgettext_lazy("linkages", "Name of the round"), max_length=60)
    year = forms.IntegerField(label=pgettext_lazy("linkages", "Year of the round"), min_value=2000, max_value=2100)
    nominate_until = day_field(pgettext_lazy("linkages", "Nominations until"))
    notice_days = forms.IntegerField(
        label=gettext_lazy("Days of public notice"),
        initial=7,
        help_text=gettext_lazy("5 to 15 days, as the village is used to."),
    )


class NominateForm(Refused):
    """Somebody and the deed."""

    person = forms.CharField(
        label=pgettext_lazy("linkages", "Who deserves it"),
        max_length=60,
        help_text=gettext_lazy("The name as everybody knows it. If two are called so, add the code of the household."),
    )
    term = forms.ChoiceField(label=pgettext_lazy("linkages", "For what"), widget=forms.RadioSelect)
    deed = text_field(
        pgettext_lazy("linkages", "What was done"),
        600,
        help_text=gettext_lazy("For whom, when, how it went: one or two sentences that others know."),
    )

    def __init__(self, *args: Any, categories: Sequence[tuple[str, str]], by_unit: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        term = self.fields["term"]
        assert isinstance(term, forms.ChoiceField)  # noqa: S101 - named above
        term.choices = list(categories)
        if by_unit:
            self.fields["by_unit_of"] = forms.CharField(
                label=gettext_lazy("Unit that nominates"),
                max_length=24,
                required=False,
                help_text=gettext_lazy("The code of any household of the unit; empty where a person nominates."),
            )


class PanelForm(Refused):
    """The panel's names."""

    panel = text_field(
        gettext_lazy("Members of the panel"),
        400,
        help_text=gettext_lazy(
            "At least three names, one a line. Nobody who is nominated, and nobody who is kin of one."
        ),
    )

    def names(self) -> list[str]:
        """The names, however they were set apart."""
        given = str(self.cleaned_data["panel"]).replace("、", "\n").replace("，", "\n").replace(",", "\n")
        return [line.strip() for line in given.splitlines() if line.strip()]


class VotesForm(Refused):
    """How many of the panel said yes to each nominee."""

    def __init__(self, *args: Any, standing: Sequence[tuple[str, str]], panel: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label in standing:
            self.fields[f"votes-{key}"] = forms.IntegerField(
                label=label, min_value=0, max_value=panel, help_text=_("of %(panel)s votes") % {"panel": panel}
            )


class ConsentForm(Refused):
    """Consent on paper."""

    sheet = forms.CharField(label=gettext_lazy("Number of the signed sheet"), max_length=40)


class WordsForm(Refused):
    """Something in words."""

    words = text_field(pgettext_lazy("linkages", "In your own words"), 400)


class AnswerForm(Refused):
    """An answer with its reason."""

    upholds = forms.ChoiceField(
        label=pgettext_lazy("linkages", "Decision"),
        widget=forms.RadioSelect,
        choices=(("no", gettext_lazy("The objection is refused")), ("yes", gettext_lazy("The objection is right"))),
    )
    answer = text_field(
        pgettext_lazy("linkages", "Reason"),
        400,
        help_text=gettext_lazy("What was looked at and what came out: it is told to both."),
    )


class ReasonForm(Refused):
    """Why something is taken back or off."""

    why = forms.CharField(label=pgettext_lazy("linkages", "Why"), max_length=200)


class RulesForm(Refused):
    """Clauses and the village's own ceilings."""

    title = forms.CharField(label=pgettext_lazy("linkages", "Name of the rules"), max_length=60)

    def __init__(self, *args: Any, clauses: Sequence[Clause], ceilings: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [*clauses, *(Clause("", "", "") for _ in range(_SPARE))]
        if self.is_bound:
            posted = sum(1 for name in self.data if name.startswith("title_"))
            rows += [Clause("", "", "")] * (min(posted, 60) - len(rows))
        self.count = len(rows)
        for number, clause in enumerate(rows):
            self.fields[f"key_{number}"] = forms.CharField(
                required=False, initial=clause.key, max_length=40, widget=forms.HiddenInput
            )
            self.fields[f"title_{number}"] = forms.CharField(
                label=_("Title of clause %(number)s") % {"number": number + 1},
                required=False,
                initial=clause.title,
                max_length=30,
            )
            self.fields[f"text_{number}"] = forms.CharField(
                label=_("Text of clause %(number)s") % {"number": number + 1},
                required=False,
                initial=clause.text,
                max_length=600,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        for item in Item:
            self.fields[item.value] = number_field(item, ceilings.get(item.value))

    def refuse(self, refusal: Refusal) -> None:
        """Show it beside its clause."""
        if refusal.where.startswith("clause "):
            refusal.where = f"text_{int(refusal.where.removeprefix('clause ')) - 1}"
        super().refuse(refusal)

    def clauses(self) -> list[Clause]:
        """The rows, the empty ones too: a refusal counts them."""
        told = self.cleaned_data
        return [Clause(told[f"key_{n}"], told[f"title_{n}"], told[f"text_{n}"]) for n in range(self.count)]

    def ceilings(self) -> dict[str, int | None]:
        """What was filled in; yuan as fen."""
        return numbers(self.cleaned_data, tuple(Item))


def number_field(item: Item, value: int | None, *, help_text: str = "") -> forms.Field:
    """The field of one item: yuan for money, else a whole number. All of them may stay empty."""
    label = wording.item_label(item)
    if item in MONEY_ITEMS:
        return forms.DecimalField(
            label=label,
            required=False,
            min_value=0,
            max_digits=10,
            decimal_places=2,
            help_text=help_text,
            initial=Decimal(value) / 100 if value is not None else None,
        )
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=10_000, initial=value, help_text=help_text
    )


def numbers(told: Mapping[str, Any], items: Sequence[Item]) -> dict[str, int | None]:
    """What was filled in for these items; yuan as fen, None where nothing was said."""
    given: dict[str, int | None] = {}
    for item in items:
        value = told.get(item.value)
        given[item.value] = int(value * 100) if isinstance(value, Decimal) else value
    return given


class DiscussionForm(Refused):
    """Until when suggestions are taken."""

    until = day_field(
        pgettext_lazy("linkages", "Suggestions until"),
        help_text=gettext_lazy("At least seven days, so that every household hears of it."),
    )


class SuggestionForm(Refused):
    """A suggestion to a clause or to the whole."""

    clause = forms.TypedChoiceField(label=pgettext_lazy("linkages", "Which clause"), coerce=int)
    words = text_field(pgettext_lazy("linkages", "What we suggest"), 400)

    def __init__(self, *args: Any, clauses: Sequence[Clause], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        clause = self.fields["clause"]
        assert isinstance(clause, forms.ChoiceField)  # noqa: S101 - named above
        named = [(n, f"{n}. {one.title}") for n, one in enumerate(clauses, start=1)]
        clause.choices = [(0, _("The rules as a whole")), *named]


class SuggestionAnswerForm(Refused):
    """What became of a suggestion."""

    takes = forms.ChoiceField(
        label=pgettext_lazy("linkages", "What became of it"),
        widget=forms.RadioSelect,
        choices=(("yes", pgettext_lazy("linkages", "Taken up")), ("no", pgettext_lazy("linkages", "Not taken up"))),
    )
    answer = text_field(pgettext_lazy("linkages", "Reason"), 400)


class VoteForm(Refused):
    """The vote as the minutes have it."""

    method = forms.ChoiceField(
        label=pgettext_lazy("linkages", "Who voted"),
        widget=forms.RadioSelect,
        choices=(
            ("assembly", gettext_lazy("Villagers' assembly, one vote a household")),
            ("representatives", gettext_lazy("Village representatives, empowered by the assembly")),
        ),
    )
    voted_on = day_field(pgettext_lazy("linkages", "Day of the vote"))
    entitled = forms.IntegerField(
        label=gettext_lazy("Households, or representatives"),
        min_value=1,
        help_text=gettext_lazy("For the assembly the households of the village stand here already."),
    )
    yes = forms.IntegerField(label=pgettext_lazy("linkages", "Votes for it"), min_value=0)
    no = forms.IntegerField(label=pgettext_lazy("linkages", "Votes against it"), min_value=0)
    abstain = forms.IntegerField(label=pgettext_lazy("linkages", "Abstentions"), min_value=0)
    minutes = forms.CharField(
        label=pgettext_lazy("linkages", "Minutes"),
        max_length=80,
        help_text=gettext_lazy("Number or name of the minutes."),
    )
    power = forms.CharField(
        label=gettext_lazy("Power of the representatives"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Only for representatives: the decision of the assembly that lets them decide this."),
    )


class FileForm(Refused):
    """Taking rules into the township's record."""

    number = forms.CharField(label=gettext_lazy("Number in the record"), max_length=40)
    in_force_from = day_field(pgettext_lazy("linkages", "In force from"))


class EventForm(Refused):
    """A coming wedding or funeral."""

    day = day_field(pgettext_lazy("linkages", "On which day"))

    def __init__(self, *args: Any, kind: str, for_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if for_others:
            self.fields["household"] = forms.CharField(
                label=gettext_lazy("Household that asks for help"),
                max_length=40,
                help_text=gettext_lazy("The householder's name, or the code of the household."),
            )
            self.order_fields(["household"])
        for item in ITEMS_OF[kind]:
            self.fields[item.value] = number_field(item, None, help_text=_("Only if you like to say it."))

    def plan(self) -> dict[str, int | None]:
        """What the household told."""
        return numbers(self.cleaned_data, ITEMS_OF[self.kind])


class TalkForm(Refused):
    """That the council talked with the household."""

    who = forms.CharField(label=gettext_lazy("Who of the council"), max_length=80)
    words = text_field(pgettext_lazy("linkages", "What was agreed"), 300)


class HeldForm(Refused):
    """How it was held."""

    words = text_field(pgettext_lazy("linkages", "How it went"), 300, required=False)

    def __init__(self, *args: Any, kind: str, plan: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for item in ITEMS_OF[kind]:
            self.fields[item.value] = number_field(item, plan.get(item.value))

    def result(self) -> dict[str, int | None]:
        """The numbers at the end."""
        return numbers(self.cleaned_data, ITEMS_OF[self.kind])


class CouncilForm(Refused):
    """A member of the council."""

    name = forms.CharField(label=pgettext_lazy("linkages", "Name"), max_length=40)
    duty = forms.CharField(label=gettext_lazy("Duty in the council"), max_length=40)


class PreceptForm(Refused):
    """A household's own precept."""

    words = forms.CharField(
        label=pgettext_lazy("linkages", "Our precept"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One or two sentences. Left empty, what was written before is taken back."),
    )
    story = text_field(gettext_lazy("Where it comes from"), 400, required=False)
    is_shown = forms.BooleanField(label=gettext_lazy("The village may read it"), required=False)


class HistoryForm(Refused):
    """An entry of the village's history."""

    year = forms.IntegerField(
        label=pgettext_lazy("linkages", "Year in numbers"),
        min_value=-3000,
        max_value=2100,
        help_text=gettext_lazy("By which it stands in order."),
    )
    when = forms.CharField(
        label=gettext_lazy("When, as people say it"),
        max_length=40,
        required=False,
        help_text=pgettext_lazy("linkages", "Such as 清光绪三年."),
    )
    title = forms.CharField(label=gettext_lazy("Title of the entry"), max_length=60)
    words = text_field(pgettext_lazy("linkages", "What happened"), 1000)
    source = forms.CharField(
        label=pgettext_lazy("linkages", "Source"),
        max_length=120,
        help_text=gettext_lazy("Who told it, or the paper in which it stands."),
    )
