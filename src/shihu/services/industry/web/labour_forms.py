"""Forms of day labour: a day of forty people on a phone, rates, wages."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shihu.services.industry.rules.labour import minutes_of
from shihu.services.industry.types import (
    Crew,
    CrewRow,
    NewFloor,
    NewRate,
    NewWorkday,
    NewWorker,
    NewWorkLine,
    RateKind,
)
from shihu.services.industry.web.fields import ActForm, DayField, FenField
from shihu.services.industry.web.labour_words import KINDS, rate_words


class HoursField(forms.DecimalField):
    """Hours, to a quarter or whatever comes out in whole minutes."""

    def __init__(self, *, usual: str = "", **given: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "maxlength": "5"}
        widget = forms.TextInput(attrs={**attrs, "placeholder": usual} if usual else attrs)
        super().__init__(max_digits=4, decimal_places=2, widget=widget, **given)


class CountField(forms.IntegerField):
    """So many pieces."""

    def __init__(self, **given: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "6"})
        super().__init__(widget=widget, **given)


class WorkdayForm(ActForm):
    """One sheet: the same for all, then who came, and only what is different for somebody."""

    submit = _("Look at the day")
    day = DayField(label=pgettext_lazy("industry", "Day"))
    work = forms.CharField(label=pgettext_lazy("labour", "What was done"), max_length=40)
    site = forms.ChoiceField(label=pgettext_lazy("labour", "Where"), required=False)
    rate = forms.ChoiceField(label=pgettext_lazy("labour", "Rate for all"))
    hours = HoursField(label=pgettext_lazy("labour", "Hours for all"))
    key = forms.CharField(widget=forms.HiddenInput, min_length=8, max_length=64)

    def __init__(self, data: Any = None, *, crew: Crew, day: date) -> None:
        common = _commonest(crew)
        first = {
            "day": day,
            "work": crew.work,
            "site": str(crew.site or ""),
            "rate": str(common or ""),
            "hours": f"{crew.minutes / 60:g}",
        }
        super().__init__(data, initial=first)
        self.crew, self.has_pieces = crew, any(rate.kind == RateKind.PIECE for rate in crew.rates)
        rates = [(str(rate.key), rate_words(rate)) for rate in crew.rates]
        _choose(self.fields["rate"], rates)
        _choose(self.fields["site"], [("", "—"), *((str(key), name) for key, name in crew.sites)])
        for one in crew.people:
            key = one.worker.key
            own = str(one.rate) if one.rate and one.rate != common else ""
            self.fields[f"came_{key}"] = forms.BooleanField(label=one.worker.name, required=False, initial=one.came)
            self.fields[f"hours_{key}"] = HoursField(
                label=_("Hours of %(name)s") % {"name": one.worker.name},
                required=False,
                usual=f"{crew.minutes / 60:g}",
                initial=f"{one.minutes / 60:g}" if one.minutes else None,
            )
            self.fields[f"pieces_{key}"] = CountField(
                label=_("Pieces of %(name)s") % {"name": one.worker.name}, required=False, initial=one.pieces or None
            )
            self.fields[f"rate_{key}"] = forms.ChoiceField(
                label=_("Rate of %(name)s") % {"name": one.worker.name},
                required=False,
                initial=own,
                choices=[("", _("as for all")), *rates],
            )

    def shown(self) -> list[forms.BoundField]:
        return [self[name] for name in ("day", "work", "site", "rate", "hours")]

    def people(
        self,
    ) -> list[tuple[CrewRow, forms.BoundField, forms.BoundField, forms.BoundField, forms.BoundField, bool]]:
        """Each person with tick, hours, pieces and rate, and whether something is different or wrong with them."""
        rows = []
        for one in self.crew.people:
            fields = [self[f"{part}_{one.worker.key}"] for part in ("came", "hours", "pieces", "rate")]
            differs = bool(fields[3].value()) or any(field.errors for field in fields[2:])
            rows.append((one, fields[0], fields[1], fields[2], fields[3], differs))
        return rows

    def new(self) -> NewWorkday:
        told = self.cleaned_data
        minutes = minutes_of(told["hours"])
        kinds = {rate.key: rate.kind for rate in self.crew.rates}
        lines = []
        for one in self.crew.people:
            key = one.worker.key
            if not told.get(f"came_{key}"):
                continue
            rate = UUID(told.get(f"rate_{key}") or told["rate"])
            hours = told.get(f"hours_{key}")
            own = minutes_of(hours, one.worker.name) if hours is not None else minutes
            pieces = (told.get(f"pieces_{key}") or 0) if kinds.get(rate) == RateKind.PIECE else 0
            lines.append(NewWorkLine(key, rate, own, pieces))
        site = UUID(told["site"]) if told["site"] else None
        return NewWorkday(told["day"], told["work"], tuple(lines), told["key"], site)


class WorkerForm(ActForm):
    """Somebody who works by the day."""

    submit = _("Add to the crew")
    name = forms.CharField(
        label=pgettext_lazy("labour", "Name"), max_length=40, help_text=_("Looked for in the village's roster first.")
    )
    code = forms.CharField(
        label=_("Last signs of the household code"),
        max_length=24,
        required=False,
        help_text=_("Only where two people bear the name."),
    )
    is_outside = forms.BooleanField(label=_("From another village"), required=False)
    phone = forms.CharField(
        label=pgettext_lazy("labour", "Telephone"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
        help_text=_("Needed for who stands in no roster here: so that the wage finds them."),
    )
    home = forms.CharField(label=_("Which village"), max_length=60, required=False)

    def new(self) -> NewWorker:
        told = self.cleaned_data
        return NewWorker(told["name"], told["phone"], told["home"], told["is_outside"], told["code"])


class RateForm(ActForm):
    """A rate that was agreed."""

    submit = _("Record the rate")
    kind = forms.ChoiceField(
        label=pgettext_lazy("labour", "By what"), choices=[(kind.value, word) for kind, word in KINDS.items()]
    )
    words = forms.CharField(
        label=_("For which work"),
        max_length=40,
        help_text=_("The same name as before: then it ends the rate of before."),
    )
    price = FenField(
        label=_("Yuan"), required=False, help_text=_("For an hour, a day or a piece. Nothing for a share.")
    )
    day_hours = HoursField(label=_("Hours that make a day"), initial=8)
    measure = forms.CharField(
        label=_("What a piece is"), max_length=12, required=False, help_text=_("Basket, crate, kilogram.")
    )
    agreed_on = DayField(label=pgettext_lazy("labour", "Agreed on"))
    since = DayField(label=pgettext_lazy("labour", "Holds from"))
    paper = forms.CharField(label=_("Number of the paper behind it"), max_length=60)

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"agreed_on": today, "since": today})

    def new(self) -> NewRate:
        told = self.cleaned_data
        return NewRate(
            RateKind(told["kind"]),
            told["words"],
            told["price"] or 0,
            told["since"],
            told["agreed_on"],
            told["paper"],
            told["measure"],
            minutes_of(told["day_hours"]),
        )


class FloorForm(ActForm):
    """The least that the law allows for an hour."""

    submit = _("Record the floor")
    full = FenField(label=_("An hour of full days (yuan)"))
    short = FenField(label=_("An hour of work by the hour (yuan)"))
    since = DayField(label=pgettext_lazy("labour", "Holds from"))
    source = forms.CharField(label=_("Decree, with its number"), max_length=120)

    def new(self, place: str) -> NewFloor:
        told = self.cleaned_data
        return NewFloor(place, told["since"], told["full"], told["short"], told["source"])


class ForemanForm(ActForm):
    """Who keeps the register on the spot."""

    submit = _("Name as foreman")
    person = forms.ChoiceField(
        label=_("Who"), help_text=_("Workers of the roster. What they confirm is booked in your name.")
    )
    since = DayField(label=pgettext_lazy("labour", "Holds from"))

    def __init__(self, data: Any = None, *, people: Sequence[tuple[str, str]], today: date) -> None:
        super().__init__(data, initial={"since": today})
        _choose(self.fields["person"], people)


class WagesForm(ActForm):
    """A list for the bank."""

    submit = _("Make the list")
    through = DayField(label=_("Pay days up to"))
    key = forms.CharField(widget=forms.HiddenInput, min_length=8, max_length=64)

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"through": today})


def _commonest(crew: Crew) -> UUID | None:
    """Return the rate that most have, the first of all where nobody has one."""
    had = [one.rate for one in crew.people if one.came and one.rate]
    if had:
        return max(sorted(set(had), key=str), key=had.count)
    paid = [rate.key for rate in crew.rates if rate.kind == RateKind.DAY] or [rate.key for rate in crew.rates]
    return paid[0] if paid else None


def _choose(field: forms.Field, choices: Sequence[tuple[str, Any]]) -> None:
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)
