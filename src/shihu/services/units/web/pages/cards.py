"""A unit's card, the cards and the poster of a village, and the member's own view of the unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shihu.kernel.presentation import Action, Event, Fact, PageHead, Tone
from shihu.services.units.queries import words
from shihu.services.units.queries.drawing import Names
from shihu.services.units.types import UnitAppraisal, UnitCard, UnitCharters, UnitHappening
from shihu.services.units.web.pages import appraisal, charters, wording
from shihu.services.units.web.pages.appraisal import AppraisalPart
from shihu.services.units.web.pages.appraisals import appraisal_address
from shihu.services.units.web.pages.charters import CharterPart
from shihu.services.units.web.pages.unit import UnitPart

MOST_HAPPENINGS = 12


@dataclass(frozen=True, slots=True)
class CardShown:
    """A card as it is printed. ``path`` is the unit's page; the view makes it a whole address for the code."""

    title: str
    hamlet: str
    count: str
    head: str
    members: tuple[str, ...]
    names: str  # the members in a row
    duties: tuple[str, ...]
    path: str
    code_label: str
    foot: str


def card(told: UnitCard, names: Names) -> CardShown:
    """Build a card: nothing of wealth, Party, numbers or phones stands on it."""
    title = wording.unit_label(told.name, told.hamlet, told.ordinal, names)
    duties = []
    if told.duty_area:
        duties.append(_("Keeps clean: %(area)s") % {"area": told.duty_area})
    if told.meeting_day:
        duties.append(_("Meets on day %(day)s of each month") % {"day": told.meeting_day})
    if told.labour_days:
        duties.append(_("Voluntary work: %(days)s days a year, each household") % {"days": told.labour_days})
    foot = _("In force since %(since)s") % {"since": told.since} if told.since else ""
    if told.charter_since:
        foot += " · " + _("charter since %(since)s") % {"since": told.charter_since}
    return CardShown(
        title=title,
        hamlet=wording.place_label(*names.get(told.hamlet, ("", ""))),
        count=ngettext("%(count)s household", "%(count)s households", len(told.members)) % {"count": len(told.members)},
        head=told.head or _("to be chosen by the households"),
        members=told.members,
        names=words.listed(list(told.members)),
        duties=tuple(duties),
        path=reverse("units_unit", kwargs={"key": told.unit}),
        code_label=_("Opens the page of %(unit)s") % {"unit": title},
        foot=foot,
    )


@dataclass(frozen=True, slots=True)
class CardsPage:
    """Cards of one print."""

    title: str
    lead: str
    cards: tuple[CardShown, ...]
    poster_title: str
    poster_href: str
    empty: str


def cards_page(place: str, title: str, told: Sequence[UnitCard], names: Names) -> CardsPage:
    """Build the print of a village or a hamlet."""
    count = ngettext("%(count)s unit in force", "%(count)s units in force", len(told)) % {"count": len(told)}
    return CardsPage(
        title=_("Unit cards of %(place)s") % {"place": title},
        lead=count,
        cards=tuple(card(each, names) for each in told),
        poster_title=_("Ten-household units of %(place)s") % {"place": title},
        poster_href=f"{reverse('units_poster')}?place={place}",
        empty="" if told else _("No units are in force here yet; cards come with them."),
    )


@dataclass(frozen=True, slots=True)
class MinePage:
    """The member's own view of the unit."""

    head: PageHead
    spoken: str
    members: tuple[tuple[str, bool], ...]  # householder, is my household
    facts: tuple[Fact, ...]
    charter: CharterPart
    appraisal: AppraisalPart
    timeline: tuple[Event, ...]
    links: tuple[Action, ...]


def mine_page(
    told: UnitCard,
    charter: UnitCharters,
    month: UnitAppraisal,
    happened: Sequence[UnitHappening],
    *,
    names: Names,
    today: date,
) -> MinePage:
    """Build the page: who we are, what waits for me, how we do, what happened."""
    shown = card(told, names)
    own = next((s.householder for s in charter.sitting if s.household == charter.own_household), "")
    charter_part = charters.part(charter, today=today)
    appraisal_part = appraisal.part(month, today=today)
    return MinePage(
        head=PageHead(shown.title, f"{shown.hamlet} · {shown.count}"),
        spoken=_spoken(shown, charter_part, month),
        members=tuple((name, name == own) for name in told.members),
        facts=(
            Fact(_("Head of the unit"), shown.head),
            *((Fact(_("Duty"), _in_a_row(shown.duties)),) if shown.duties else ()),
        ),
        charter=charter_part,
        appraisal=appraisal_part,
        timeline=events(happened, charter),
        links=(
            Action(_("Our card"), reverse("units_card", kwargs={"key": told.unit}), icon="print"),
            Action(_("Why each household is here"), reverse("units_unit", kwargs={"key": told.unit}), "quiet"),
            Action(_("Rules of appraisal"), f"{reverse('units_rules')}?place={told.hamlet}", "quiet"),
        ),
    )


def _in_a_row(duties: Sequence[str]) -> str:
    return ("; " if words.is_english() else "；").join(duties)


def _spoken(shown: CardShown, charter: CharterPart, month: UnitAppraisal) -> str:
    """What the loudspeaker reads: the page in a few sentences."""
    told = [
        _("%(unit)s, %(count)s: %(names)s.") % {"unit": shown.title, "count": shown.count, "names": shown.names},
        _("Head of the unit: %(name)s.") % {"name": shown.head},
        *(f"{duty}。" if not words.is_english() else f"{duty}." for duty in shown.duties),
        charter.state,
    ]
    if month.total is not None:
        told.append(
            _("Appraisal of %(month)s: %(points)s points of a hundred.")
            % {"month": wording.month_text(month.month), "points": wording.points(month.total)}
        )
    if month.rank is not None:
        told.append(_("Rank %(rank)s of %(count)s in the village.") % {"rank": month.rank, "count": month.ranked})
    return " ".join(told)


def events(happened: Sequence[UnitHappening], charter: UnitCharters) -> tuple[Event, ...]:
    """The timeline, newest first."""
    return tuple(_event(each, charter) for each in happened[:MOST_HAPPENINGS])


_TONES: Mapping[str, Tone] = {"formed": "indigo", "in_force": "pine", "published": "pine"}


def _event(told: UnitHappening, charter: UnitCharters) -> Event:
    values = {"who": told.who, "number": told.number, "month": wording.month_text(told.month) if told.month else ""}
    title = {
        "formed": _("The unit began with %(number)s households"),
        "ended": _("The unit ended"),
        "joined": _("The household of %(who)s joined"),
        "left": _("The household of %(who)s left"),
        "charter": _("Version %(number)s of the charter opened for signing"),
        "in_force": _("Version %(number)s of the charter in force"),
        "own": _("Appraised itself for %(month)s"),
        "township": _("Scored by the township for %(month)s"),
        "published": _("Ranking of %(month)s published"),
    }[told.kind]
    text = ""
    href = ""
    if told.kind in {"own", "township"}:
        text = _("%(points)s points") % {"points": wording.points(told.number)}
    if told.month and told.kind != "published":
        href = appraisal_address(charter.unit, told.month)
    if told.kind in {"charter", "in_force"}:
        href = f"{charters.charter_address(str(charter.unit))}?version={told.number}"
    who = told.who if told.kind in {"charter", "own", "township", "published"} else ""
    return Event(
        when=told.day.isoformat(),
        iso=told.day.isoformat(),
        title=title % values,
        text=text,
        who=who,
        href=href,
        tone=_TONES.get(told.kind, "plain"),
    )


@dataclass(frozen=True, slots=True)
class TimelinePart:
    """The timeline on the page of the unit, and the ways to its prints."""

    events: tuple[Event, ...]
    actions: tuple[Action, ...]


def unit_parts(
    charter: UnitCharters, month: UnitAppraisal, happened: Sequence[UnitHappening], *, today: date
) -> tuple[UnitPart, ...]:
    """The parts of a unit's page that charters, appraisals and cards fill."""
    acts = (
        Action(_("Print the card"), reverse("units_card", kwargs={"key": charter.unit}), icon="print"),
        Action(_("The members' view"), reverse("units_mine", kwargs={"key": charter.unit}), "quiet", "device"),
    )
    return (
        UnitPart("units/charters/part.html", charters.part(charter, today=today)),
        UnitPart("units/appraisals/part.html", appraisal.part(month, today=today)),
        UnitPart("units/cards/timeline.html", TimelinePart(events(happened, charter), acts)),
    )
