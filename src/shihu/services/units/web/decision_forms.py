"""The forms in which a household's decision on a proposal is typed."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from shihu.kernel.refusals import Refusal
from shihu.services.units import rules
from shihu.services.units.queries import words
from shihu.services.units.types import AskedRow, Channel, Deciding, Word

LIST = "members-of-the-proposal"
PLAIN_WORDS = (
    (Word.ACCEPT.value, _("Yes, we join")),
    (Word.ASK.value, _("We would like to change something")),
    (Word.DECLINE.value, _("No, not for now")),
)
WORDS = (
    (Word.ACCEPT.value, _("Accepts")),
    (Word.ASK.value, _("Asks for a change")),
    (Word.DECLINE.value, _("Declines")),
)


class _DecisionForm(forms.Form):
    """What is common: the word, the reason, what is wanted instead."""

    stamp = forms.UUIDField(widget=forms.HiddenInput)
    word = forms.ChoiceField(label=_("What it decides"), widget=forms.RadioSelect, choices=WORDS)
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Needed when you ask for a change. Only the cadre and the township officer read it."),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    wanted_unit = forms.ChoiceField(label=_("Rather in this unit"), required=False)
    wanted_partner = forms.CharField(
        label=_("Rather together with"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"list": LIST, "autocomplete": "off"}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        asked: AskedRow,
        units: Sequence[tuple[str, str]],
        members: Sequence[tuple[str, str]],
        stamp: UUID,
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.asked, self.members = asked, members
        super().__init__(data, initial={"stamp": stamp, **(initial or {})})
        self.fields["wanted_unit"] = forms.ChoiceField(
            label=_("Rather in this unit"), required=False, choices=[("", "—"), *units]
        )

    def deciding(self) -> Deciding:
        """What was typed. Raises a refusal that names the field."""
        facts = self.cleaned_data
        partner = rules.meant([facts["wanted_partner"]], self.members, where="wanted_partner", most=1)
        return Deciding(
            household=self.asked.code,
            word=Word(facts["word"]),
            channel=self.channel(),
            decided_on=self.day(),
            decided_by=facts.get("decided_by", ""),
            witness=facts.get("witness", ""),
            paper=facts.get("paper", ""),
            reason=facts["reason"],
            wanted_unit=UUID(facts["wanted_unit"]) if facts["wanted_unit"] else None,
            wanted_partner=partner[0] if partner else "",
        )

    def channel(self) -> Channel:
        """How the decision came in."""
        raise NotImplementedError

    def day(self) -> date:
        """When it was decided."""
        raise NotImplementedError

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal beside its field."""
        self.add_error(refusal.where if refusal.where in self.fields else None, words.refusal_text(refusal))


class OwnDecisionForm(_DecisionForm):
    """The own household's decision, on its own phone."""

    def __init__(self, data: Any = None, *, on: date, **given: Any) -> None:
        self.on = on
        super().__init__(data, **given)
        self.fields["word"] = forms.ChoiceField(
            label=_("What do you say?"), widget=forms.RadioSelect, choices=PLAIN_WORDS
        )

    def channel(self) -> Channel:
        """On the phone."""
        return Channel.PHONE

    def day(self) -> date:
        """Today."""
        return self.on


class EnteredDecisionForm(_DecisionForm):
    """A decision that was told or written, put down by the cadre, with its evidence."""

    channel_ = forms.ChoiceField(
        label=_("How it was said"),
        widget=forms.RadioSelect,
        choices=((Channel.CADRE.value, _("Told before a witness")), (Channel.PAPER.value, _("Signed on a sheet"))),
        initial=Channel.CADRE.value,
    )
    decided_on = forms.DateField(
        label=_("Decided on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    decided_by = forms.CharField(label=_("Who of the household decided"), required=False, max_length=40)
    witness = forms.CharField(label=_("Witness, when it was told"), required=False, max_length=40)
    paper = forms.CharField(label=_("Number of the sheet, when it was signed"), required=False, max_length=40)

    def channel(self) -> Channel:
        """Told or signed."""
        return Channel(self.cleaned_data["channel_"])

    def day(self) -> date:
        """As typed."""
        day: date = self.cleaned_data["decided_on"]
        return day


class SheetForm(forms.Form):
    """One signed consent sheet of a unit: its number and day, and a line for each member."""

    stamp = forms.UUIDField(widget=forms.HiddenInput)
    paper = forms.CharField(
        label=_("Number of the sheet"), max_length=40, widget=forms.TextInput(attrs={"autofocus": True})
    )
    decided_on = forms.DateField(
        label=_("Signed on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: Any = None, *, asked: Sequence[AskedRow], stamp: UUID, on: date, paper: str = "") -> None:
        self.asked = asked
        super().__init__(data, initial={"stamp": stamp, "decided_on": on, "paper": paper})
        for at, one in enumerate(asked):
            lines = (
                ("word", forms.ChoiceField(label=_("Decision"), required=False, choices=(("", "—"), *WORDS))),
                ("by", forms.CharField(label=_("Signed by"), required=False, max_length=40, initial=one.householder)),
                ("why", forms.CharField(label=_("Why"), required=False, max_length=400)),
            )
            self.fields |= {f"{name}_{at}": field for name, field in lines}

    @property
    def lines(self) -> list[tuple[AskedRow, list[forms.BoundField]]]:
        """Each member with its fields."""
        return [(one, [self[f"{name}_{at}"] for name in ("word", "by", "why")]) for at, one in enumerate(self.asked)]

    @property
    def head(self) -> list[forms.BoundField]:
        """Number and day."""
        return [self["paper"], self["decided_on"]]

    def decisions(self) -> list[Deciding]:
        """The lines that say something."""
        facts = self.cleaned_data
        return [
            Deciding(
                household=one.code,
                word=Word(facts[f"word_{at}"]),
                channel=Channel.PAPER,
                decided_on=facts["decided_on"],
                decided_by=facts[f"by_{at}"],
                paper=facts["paper"],
                reason=facts[f"why_{at}"],
            )
            for at, one in enumerate(self.asked)
            if facts[f"word_{at}"]
        ]

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal beside its field, or above the sheet."""
        self.add_error(refusal.where if refusal.where in self.fields else None, words.refusal_text(refusal))
