"""The six linkages (六联) of a village on one page; each card is filled by a function of ``CARDS``."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from shihu.kernel.actors import Actor
from shihu.kernel.presentation import Column, Empty, Link, PageHead, Row, Table
from shihu.services.linkages import policies
from shihu.services.linkages.queries import civility_card, integrity_card, meetings, safety_card, sanitation, welfare
from shihu.services.linkages.queries.duties import hours
from shihu.services.linkages.queries.offered import LinkageCard
from shihu.services.linkages.web.pages.duty_parts import DutyPage, Names, Part, hundredths, place_label
from shihu.services.units.types import PlaceUnits


@dataclass(frozen=True, slots=True)
class Card:
    """One linkage of a village: its big number with its words, two lines, the way in."""

    linkage: str  # party, sanitation, integrity, welfare, safety, civility
    big: str
    unit: str
    words: str
    href: str
    lines: tuple[str, ...] = ()


CardMaker = Callable[[str, Actor, date], Card | None]


def party(place: str, actor: Actor, on: date) -> Card | None:
    """Party-building: households reached, meetings of the month."""
    if not policies.KEEP_REACH.allows(actor, place):
        return None
    told = meetings.reach(place, actor=actor, on=on)
    if not told.homes:
        return None
    reached = sum(home.is_reached for home in told.homes)
    units = meetings.village_meetings(place, actor=actor, on=on)
    late = sum(row.late_tasks for row in units)
    return Card(
        "party",
        f"{reached:,}",
        f"/{len(told.homes):,}",
        _("households reached by a Party member"),
        f"{reverse('linkages_meetings_reach')}?place={place}",
        (
            _("%(members)s Party members in %(units)s units") % {"members": len(told.members), "units": len(units)},
            ngettext("%(late)s task of a meeting is late", "%(late)s tasks of meetings are late", late)
            % {"late": late},
        ),
    )


def clean(place: str, actor: Actor, on: date) -> Card | None:
    """Sanitation: the mean of the month, lanes nobody keeps."""
    there = sanitation.village_areas(place, actor=actor, on=on)
    if not any(told.areas for told in there):
        return None
    ranks, rounds, _units = sanitation.month(place, on.replace(day=1), actor=actor)
    mean = sum(row.mean for row in ranks) // len(ranks) if ranks else None
    gap = sum(told.coverage.gap for told in there)
    return Card(
        "sanitation",
        hundredths(mean) if mean is not None else "—",
        "/100",
        _("mean of the month's rounds"),
        f"{reverse('linkages_sanitation_village')}?place={place}",
        (
            ngettext("%(count)s closed round this month", "%(count)s closed rounds this month", len(rounds))
            % {"count": len(rounds)},
            _("%(gap)s m of lanes that nobody keeps") % {"gap": f"{gap:,}"},
        ),
    )


def welfare_(place: str, actor: Actor, on: date) -> Card | None:
    """Public welfare: hours worked, works under way."""
    told = [row for row in welfare.works(place, actor=actor) if timezone.localdate(row.planned_at) <= on]
    if not told:
        return None
    running = sum(row.stage == "running" for row in told)
    return Card(
        "welfare",
        hours(sum(row.minutes for row in told)),
        pgettext("linkages", "h"),
        _("worked for the village"),
        f"{reverse('linkages_welfare_village')}?place={place}",
        (
            ngettext("%(count)s work under way", "%(count)s works under way", running) % {"count": running},
            _("%(count)s works in all") % {"count": len(told)},
        ),
    )


def _offered(offer: Callable[..., LinkageCard | None]) -> CardMaker:
    """A card that another linkage offers, in the shape of this page."""

    def made(place: str, actor: Actor, on: date) -> Card | None:
        told = offer(place, actor=actor, on=on)
        return Card(told.linkage, told.figure, "", told.unit, told.href, (told.sentence,)) if told else None

    return made


# In the order of the page. Whoever builds a linkage puts its function here.
CARDS: tuple[CardMaker, ...] = (
    party,
    clean,
    welfare_,
    *(_offered(offer) for offer in (integrity_card, safety_card, civility_card)),
)


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card as it is drawn; one without ``href`` has nothing to show yet."""

    title: str
    card: Card | None


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """The six linkages of a village."""

    head: PageHead
    cards: tuple[ShownCard, ...]


def overview_page(place: str, actor: Actor, on: date, *, names: Names) -> OverviewPage:
    """Build the page: six cards, those not yet at work say so."""
    told = {card.linkage: card for maker in CARDS if (card := maker(place, actor, on))}
    titles = (
        ("party", pgettext("linkages one of six", "Party-building")),
        ("sanitation", pgettext("linkages one of six", "Sanitation")),
        ("integrity", pgettext("linkages one of six", "Integrity")),
        ("welfare", pgettext("linkages one of six", "Public welfare")),
        ("safety", pgettext("linkages one of six", "Safety")),
        ("civility", pgettext("linkages one of six", "Civility")),
    )
    return OverviewPage(
        PageHead(
            _("Six linkages of %(place)s") % {"place": place_label(place, names)},
            _("What the units of the village do together, besides earning: one number each and its records."),
        ),
        tuple(ShownCard(title, told.get(key)) for key, title in titles),
    )


def choose_page(place: str, villages: list[PlaceUnits], *, names: Names) -> DutyPage:
    """Build the page of a township: which village?"""
    rows = tuple(
        Row(
            (
                Link(place_label(row.place, {row.place: (row.name, row.name_en)}), _href(row.place)),
                row.units,
                row.households,
            )
        )
        for row in sorted(villages, key=lambda row: (-bool(row.units), row.place))
    )
    columns = (
        Column("village", _("Village"), names_row=True),
        Column("units", _("Units in force"), "number"),
        Column("households", _("Households in them"), "number"),
    )
    empty = Empty(_("No village here"), _("Choose a township or a village above."), icon="map")
    title = _("Six linkages of %(place)s") % {"place": place_label(place, names)}
    return DutyPage(
        head=PageHead(title, _("Choose a village: its units keep lanes, work and meet together.")),
        parts=(Part("", table=Table(columns, rows, pgettext("linkages", "Villages"), empty=empty, id="villages")),),
    )


def _href(code: str) -> str:
    return reverse("linkages_village", kwargs={"code": code})
