"""Pages around a term: recall, hand-over, ladder, rules."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shihu.kernel.actors import Actor
from shihu.kernel.presentation import Badge, Event, Fact, Link, PageHead
from shihu.services.units.queries import electors
from shihu.services.units.queries import head_words as words
from shihu.services.units.queries.handovers import STANDARD
from shihu.services.units.types import STEPS, HandoverDetail, HeadRules, LadderDetail, MotionDetail, TermRow
from shihu.services.units.web import election_forms as fields


@dataclass(frozen=True, slots=True)
class RecallPage:
    """A motion."""

    head: PageHead
    grounds: str
    signed: str
    names: str
    is_enough: bool
    may_sign: bool
    may_run: bool
    unsigned: tuple[tuple[UUID, str], ...]
    election: str


@dataclass(frozen=True, slots=True)
class Item:
    """A thing to hand over."""

    key: int
    label: str
    note: str
    given: str
    taken: str
    may_give: bool
    may_take: bool


@dataclass(frozen=True, slots=True)
class HandoverPage:
    """A hand-over."""

    head: PageHead
    leaving: str
    arriving: str
    items: tuple[Item, ...]
    opened: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class LadderPage:
    """A way up."""

    head: PageHead
    steps: tuple[tuple[str, bool, bool], ...]  # (word, reached, current)
    events: tuple[Event, ...]
    may_keep: bool
    evidence: str


def fact(what: str, much: str) -> Fact:
    """A line of a list."""
    return Fact(what, much)


def sits(term: TermRow, *, actor: Actor) -> bool:
    """Tell whether the actor's household sits in the unit of the term."""
    return electors.own(term.unit, actor=actor) is not None


def recall_page(detail: MotionDetail, *, unit: str) -> RecallPage:
    """Build the page of a motion."""
    counted = len(detail.signed)
    told = ngettext(
        "%(count)s household has signed; %(needs)s must before it is put to the vote.",
        "%(count)s households have signed; %(needs)s must before it is put to the vote.",
        counted,
    ) % {"count": counted, "needs": detail.needs}
    over = detail.term.until is not None or detail.election is not None
    return RecallPage(
        head=PageHead(
            _("Motion to recall %(name)s") % {"name": detail.term.name},
            f"{unit} · {detail.opened_on.isoformat()}",
            back=Link(unit, reverse("units_unit", kwargs={"key": detail.term.unit})),
        ),
        grounds=detail.grounds,
        signed=told,
        names="、".join(detail.signed),
        is_enough=counted >= detail.needs and not over,
        may_sign=detail.own_household is not None and not detail.has_signed and not over,
        may_run=detail.may_run and not over,
        unsigned=detail.unsigned,
        election=reverse("units_election", kwargs={"key": detail.election}) if detail.election else "",
    )


def vote_fields(today: date) -> dict[str, forms.Field]:
    """What putting a motion to the vote asks."""
    return {
        "way": fields.way(),
        "vote_from": fields.day(_("First day of voting"), today + timedelta(days=3)),
        "vote_until": fields.day(_("Last day of voting"), today + timedelta(days=5)),
    }


def handover_page(detail: HandoverDetail, *, unit: str) -> HandoverPage:
    """Build the page of a hand-over."""
    left = sum(item.is_open for item in detail.items)
    lead = (
        ngettext("%(count)s thing is still open.", "%(count)s things are still open.", left) % {"count": left}
        if left
        else _("Everything is handed over.")
    )
    badge = Badge(_("Handed over"), "pine", "check") if detail.closed_on else Badge(_("Still open"), "ochre", "clock")
    return HandoverPage(
        head=PageHead(
            _("Hand-over in %(unit)s") % {"unit": unit},
            lead,
            badge=badge,
            back=Link(unit, reverse("units_unit", kwargs={"key": detail.unit})),
        ),
        leaving=detail.leaving,
        arriving=detail.arriving,
        items=tuple(
            Item(
                i.key,
                _(STANDARD[i.label]) if i.is_standard else i.label,
                i.note,
                f"{i.given_on.isoformat()} {i.given_by}" if i.given_on else "",
                f"{i.taken_on.isoformat()} {i.taken_by}" if i.taken_on else "",
                detail.may_give and i.given_on is None,
                detail.may_take and i.taken_on is None,
            )
            for i in detail.items
        ),
        opened=detail.opened_on.isoformat(),
        is_open=detail.closed_on is None,
    )


def ladder_page(detail: LadderDetail) -> LadderPage:
    """Build the page of a person's ladder."""
    current = detail.rows[0].step if detail.rows else None
    reached = list(STEPS).index(current) if current else -1
    return LadderPage(
        head=PageHead(
            _("The way of %(name)s to the Party") % {"name": detail.name},
            _("Each step with its day and what shows it. Those who keep it and the person see this page."),
        ),
        steps=tuple(
            (words.step_text(step.value), number <= reached, step == current) for number, step in enumerate(STEPS)
        ),
        events=tuple(
            Event(
                when=row.since.isoformat(),
                title=words.step_text(row.step.value),
                text=" ".join(filter(None, (row.evidence, row.reason))),
                who=row.recorded_by,
                iso=row.since.isoformat(),
                tone="pine" if row.step == current else "plain",
            )
            for row in detail.rows
        ),
        may_keep=detail.may_keep,
        evidence=_("The registry says: Party member.") if detail.is_party_member else "",
    )


_RULES = {
    "adult_age": gettext_lazy("May stand from the age of (years)"),
    "seconds": gettext_lazy("Other households that second a nomination"),
    "objection_days": gettext_lazy("Days a result hangs out"),
    "term_years": gettext_lazy("Term of office (years)"),
    "most_deputies": gettext_lazy("Deputies at most"),
    "interim_days": gettext_lazy("A deputy stands in for at most (days)"),
}


def rule_fields(held: HeadRules, today: date) -> dict[str, forms.Field]:
    """What a new version of the rules asks; filled in with the rules in force."""
    asked: dict[str, forms.Field] = {
        name: forms.IntegerField(label=label, initial=getattr(held, name), min_value=0, max_value=365)
        for name, label in _RULES.items()
    }
    for name, label in (
        ("quorum", _("Quorum: more than this share of the households")),
        ("recall", _("Recall: signed by at least this share")),
    ):
        shares = [Fraction(1, 3), Fraction(1, 2), Fraction(2, 3)]
        choices = [(f"{s.numerator}/{s.denominator}", words.share_text(s)) for s in shares]
        asked[name] = forms.ChoiceField(label=label, choices=choices, initial=words.share_text(getattr(held, name)))
    asked["since"] = fields.day(_("In force from"), today)
    asked["source"] = forms.CharField(label=_("Decision that sets them"), max_length=200)
    return asked
