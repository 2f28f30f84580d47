"""Forms of points. What the system knows is never asked; no form asks for a photograph."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shihu.kernel.refusals import Refusal
from shihu.services.linkages.rules.points.books import EMPTY, LIMITS
from shihu.services.linkages.types.points import (
    BookSettings,
    ClaimRow,
    CoverRule,
    Earner,
    PointLinkage,
    PointRecord,
    PointRule,
    PointVerdict,
    PrizeRow,
    RuleBook,
)
from shihu.services.linkages.web.pages.points import words

SPARE = 3


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


def _text(label: Any, most: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, **more)


class Refusable(forms.Form):
    """A form that shows a refusal beside its field."""

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal where it belongs; one that the form cannot mend is raised again."""
        if refusal.status in {403, 404}:
            raise refusal
        where = self.field_of(refusal.where)
        self.add_error(where if where in self.fields else None, words.refusal(refusal))

    def field_of(self, named: str) -> str:
        """The field of which a refusal speaks."""
        return named


class RuleBookForm(Refusable):
    """The items of a rule book, a row each, and its settings."""

    title = _text(_("Name of the rule book"), 60)

    def __init__(self, *args: Any, book: RuleBook | None, **kwargs: Any) -> None:
        settings = book.settings if book else BookSettings()
        started = {"title": book.title if book else ""} | {name: getattr(settings, name) for name in LIMITS}
        kwargs.setdefault("initial", started | {"cover_rule": settings.cover_rule.value})
        super().__init__(*args, **kwargs)
        labels = {
            "claim_days": _("Days back that may be claimed"),
            "appeal_days": _("Days for an appeal"),
            "expires_after": _("Months until points lapse (0 = never)"),
            "notice_days": _("Days of notice before they lapse"),
            "pickup_days": _("Days a reserved prize is kept"),
            "sample_share": _("Second looks: per cent of a month's claims"),
            "sample_least": _("Second looks: at least"),
            "board_size": _("Places on the public ranking"),
        }
        for name, (low, high) in LIMITS.items():
            self.fields[name] = forms.IntegerField(label=labels[name], min_value=low, max_value=high)
        self.fields["cover_rule"] = forms.ChoiceField(
            label=_("When the prize stock does not cover new points"),
            choices=(("warn", _("give them and say so")), ("refuse", _("give none until it is filled up"))),
        )
        rows = [*(book.items if book else ()), *([EMPTY] * SPARE)]
        if self.is_bound:
            posted = sum(1 for name in self.data if name.startswith("words_"))
            rows = rows[:posted] + [EMPTY] * (min(posted, 80) - len(rows))
        self.count = len(rows)
        for number, item in enumerate(rows):
            self._add_row(number, item)

    def _add_row(self, number: int, item: PointRule) -> None:
        kind = [(earner.value, words.earner(earner)) for earner in Earner]
        linkages = [(linkage.value, words.linkage(linkage.value)) for linkage in PointLinkage]
        made: dict[str, forms.Field] = {
            "code": forms.CharField(required=False, max_length=40, widget=forms.HiddenInput),
            "words": _text(pgettext_lazy("linkages", "What is done"), 200, required=False),
            "linkage": forms.ChoiceField(label=pgettext_lazy("linkages", "Linkage"), choices=linkages),
            "points": forms.IntegerField(label=_("Points (below zero = deduction)"), required=False),
            "per": _text(_("Per what"), 30, required=False),
            "limit": forms.IntegerField(label=_("At most a month (0 = no limit)"), required=False, min_value=0),
            "earner": forms.ChoiceField(label=_("Goes to"), choices=kind),
            "proof": _text(_("What proof is enough"), 200, required=False),
            "clause": _text(_("Clause of the village rules (for a deduction)"), 120, required=False),
            "record": forms.ChoiceField(
                label=_("Given by itself by"),
                choices=(
                    ("", pgettext_lazy("linkages", "no record")),
                    ("round", pgettext_lazy("linkages", "a sanitation round")),
                    ("work", pgettext_lazy("linkages", "hours of village work")),
                    ("meeting", pgettext_lazy("linkages", "coming to a meeting")),
                ),
                required=False,
            ),
            "least": forms.IntegerField(label=_("Least score, or minutes a time"), required=False, min_value=0),
            "may_claim": forms.BooleanField(label=_("Households claim it themselves"), required=False),
        }
        for name, field in made.items():
            value = getattr(item, name)
            blank = not value and (item is EMPTY or name == "least")
            field.initial = None if blank else getattr(value, "value", value)
            self.fields[f"{name}_{number}"] = field

    def rows(self) -> list[list[forms.BoundField]]:
        """The fields of each row, for the template; the key first."""
        names = ("code", "words", "linkage", "points", "per", "limit", "earner", "proof", "clause", "record", "least")
        return [[self[f"{name}_{number}"] for name in (*names, "may_claim")] for number in range(self.count)]

    def settings_fields(self) -> list[forms.BoundField]:
        """The settings, for the template."""
        return [*(self[name] for name in LIMITS), self["cover_rule"]]

    def items(self) -> list[PointRule]:
        """The rows as items, empty ones too: a refusal counts them."""
        told = self.cleaned_data
        return [
            PointRule(
                code=told[f"code_{n}"],
                linkage=PointLinkage(told[f"linkage_{n}"]),
                words=told[f"words_{n}"],
                points=told[f"points_{n}"] or 0,
                per=told[f"per_{n}"],
                limit=told[f"limit_{n}"] or 0,
                proof=told[f"proof_{n}"],
                earner=Earner(told[f"earner_{n}"]),
                clause=told[f"clause_{n}"],
                may_claim=told[f"may_claim_{n}"],
                record=PointRecord(told[f"record_{n}"]),
                least=told[f"least_{n}"] or 0,
            )
            for n in range(self.count)
        ]

    def settings(self) -> BookSettings:
        """The settings."""
        told = self.cleaned_data
        return BookSettings(**{name: told[name] for name in LIMITS}, cover_rule=CoverRule(told["cover_rule"]))

    def field_of(self, named: str) -> str:
        """An item's refusal stands at its words."""
        return f"words_{int(named.removeprefix('item ')) - 1}" if named.startswith("item ") else named


class VoteForm(Refusable):
    """How the village adopted the rule book."""

    on = _day(_("Day of the vote"))
    paper = _text(_("Number of the minutes"), 60)
    present = forms.IntegerField(label=_("Entitled and present"), min_value=1)
    in_favour = forms.IntegerField(label=_("In favour"), min_value=0)
    valid_from = _day(_("Holds from"))


class ClaimForm(Refusable):
    """What a household claims: what, when, how often. Large targets, nothing to type but what one wants to say."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    item = forms.ChoiceField(label=_("What did you do?"), widget=forms.RadioSelect)
    day = _day(_("On which day?"))
    times = forms.IntegerField(label=_("How many times?"), min_value=1, max_value=31, initial=1)
    words = _text(_("Anything to add?"), 200, required=False)

    def __init__(self, *args: Any, items: Sequence[PointRule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["item"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(item.key), f"{item.words} · {words.rule_points(item)}") for item in items]


class ReviewForm(Refusable):
    """A decision: accept, change with a reason, refuse with a reason."""

    verdict = forms.ChoiceField(label=_("Your decision"), widget=forms.RadioSelect)
    points = forms.IntegerField(label=_("Changed points (only when changed)"), required=False, min_value=1)
    reason = _text(
        _("Reason, unless you accept (the household reads it)"),
        300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, claim: ClaimRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["verdict"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (PointVerdict.ACCEPT.value, _("Accept: %(points)s points") % {"points": claim.asked}),
                (PointVerdict.CHANGE.value, _("Change: fewer points, with a reason")),
                (PointVerdict.REFUSE.value, _("Refuse, with a reason")),
            ]

    def told(self) -> tuple[PointVerdict, int | None, str]:
        """Verdict, changed points, reason."""
        verdict = PointVerdict(self.cleaned_data["verdict"])
        points = self.cleaned_data["points"] if verdict is PointVerdict.CHANGE else None
        return verdict, points, self.cleaned_data["reason"]


class WordsForm(Refusable):
    """One sentence: a reason, an appeal."""

    def __init__(self, *args: Any, label: Any, name: str = "reason", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name = name
        self.fields[name] = _text(label, 300, widget=forms.Textarea(attrs={"rows": 3}))

    def said(self) -> str:
        """What was written."""
        return str(self.cleaned_data[self.name])


class NumberForm(Refusable):
    """The number from which a month's sample follows."""

    month = forms.CharField(label=_("Month"), widget=forms.TextInput(attrs={"type": "month"}), max_length=7)
    number = forms.CharField(
        label=_("Number (digits)"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    where = _text(_("Where everybody can look it up"), 120)


class PrizeForm(Refusable):
    """A prize of the catalogue."""

    name = _text(pgettext_lazy("linkages", "Prize"), 60)
    measure = _text(_("Measure (bottle, bag, time)"), 20)
    price = forms.IntegerField(label=_("Price in points"), min_value=1)
    is_offered = forms.BooleanField(label=_("Offered now"), required=False, initial=True)


class ReceiptForm(Refusable):
    """Goods that came in."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    quantity = forms.IntegerField(label=pgettext_lazy("linkages", "Quantity"), min_value=1)
    donor = _text(pgettext_lazy("linkages", "From whom"), 80)
    paper = _text(_("Number of the paper"), 60)
    day = _day(_("Day"))
    value = forms.DecimalField(
        label=_("Value in yuan, for information"),
        required=False,
        min_value=Decimal(0),
        max_digits=9,
        decimal_places=2,
    )

    def value_in_fen(self) -> int | None:
        """The value in fen."""
        value: Decimal | None = self.cleaned_data["value"]
        return None if value is None else int(value * 100)


class WriteOffForm(Refusable):
    """Goods that spoilt or were lost."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    quantity = forms.IntegerField(label=pgettext_lazy("linkages", "Quantity"), min_value=1)
    paper = _text(_("Number of the paper"), 60)


class CounterForm(Refusable):
    """A household at the counter."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    household = _text(_("Household (name of the householder, or code)"), 40)
    prize = forms.ChoiceField(label=pgettext_lazy("linkages", "Prize"))
    quantity = forms.IntegerField(label=pgettext_lazy("linkages", "Quantity"), min_value=1, initial=1)
    consent = _text(_("Who of the household stands here and agrees"), 80)

    def __init__(self, *args: Any, prizes: Sequence[PrizeRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["prize"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (
                    str(row.key),
                    _("%(name)s: %(price)s points, %(stock)s left")
                    % {"name": row.name, "price": row.price, "stock": row.stock},
                )
                for row in prizes
                if row.is_offered and row.stock > 0
            ]


class CodeForm(Refusable):
    """The code of a reservation."""

    code = forms.CharField(
        label=_("Pick-up code"),
        max_length=9,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class AwardForm(Refusable):
    """Points that the village records itself."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    item = forms.ChoiceField(label=pgettext_lazy("linkages", "Item"))
    household = _text(_("Household (name of the householder, or code)"), 40, required=False)
    unit = forms.ChoiceField(label=pgettext_lazy("linkages", "Or unit"), required=False)
    day = _day(_("Day"))
    times = forms.IntegerField(label=_("How many times?"), min_value=1, max_value=31, initial=1)
    note = _text(_("What was seen"), 200)

    def __init__(
        self, *args: Any, items: Sequence[PointRule], units: Sequence[tuple[UUID, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        item, unit = self.fields["item"], self.fields["unit"]
        if isinstance(item, forms.ChoiceField) and isinstance(unit, forms.ChoiceField):
            item.choices = [
                (row.code, f"{row.words} · {words.rule_points(row)} · {words.earner(row.earner)}") for row in items
            ]
            unit.choices = [("", "—"), *((str(key), name) for key, name in units)]

    def clean(self) -> dict[str, Any]:
        """One of the two, not both."""
        told = super().clean() or {}
        if bool(told.get("household")) == bool(told.get("unit")):
            self.add_error("household", _("Name a household, or choose a unit: one of the two."))
        return told
