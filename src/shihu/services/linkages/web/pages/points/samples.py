"""Pages of the monthly sample: the number, how the draw follows from it, what came out."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.presentation import Action, Badge, Column, Empty, Fact, Link, PageHead, Row, Tab, Table
from shihu.services.linkages.types.points import Sample, SampledClaim
from shihu.services.linkages.web.pages.points import words


@dataclass(frozen=True, slots=True)
class SamplesPage:
    """The samples of a village."""

    head: PageHead
    tabs: tuple[Tab, ...]
    table: Table
    why: str


def samples_page(place: str, told: Sequence[Sample], *, is_head: bool) -> SamplesPage:
    """Build the list."""
    columns = (
        Column("month", _("Month"), names_row=True),
        Column("number", _("Published number")),
        Column("where", _("Where to look it up")),
        Column("published", _("Published on"), "date"),
        Column("state", _("State")),
    )
    rows = tuple(
        Row(
            (
                Link(words.month_text(row.month), reverse("linkages_points_sample", kwargs={"key": row.key})),
                row.number,
                row.number_source,
                row.published_on.isoformat(),
                state(row),
            )
        )
        for row in told
    )
    why = _(
        "Every month some decided claims are scored again by a third person who does not see the first score. Which "
        "ones follows from a number that stands on the notice board before the draw, so that nobody can choose them."
    )
    return SamplesPage(
        head=PageHead(pgettext("linkages", "Second looks"), _("Whoever gives points by favour is found by chance.")),
        tabs=() if is_head else words.tabs(place, "linkages_points_samples"),
        table=Table(columns, rows, pgettext("linkages", "Samples"), empty=Empty(_("No number is published yet"), why)),
        why=why,
    )


def state(row: Sample) -> Badge:
    """Published or drawn."""
    if row.drawn_on is None:
        return Badge(_("Number published"), "ochre", "clock")
    return Badge(_("Drawn on %(day)s") % {"day": row.drawn_on.isoformat()}, "pine", "check")


@dataclass(frozen=True, slots=True)
class SamplePage:
    """One sample."""

    head: PageHead
    facts: tuple[Fact, ...]
    steps: tuple[str, ...]
    command: str
    claims: Table
    reviewers: Table | None
    draw_href: str


def sample_page(told: Sample) -> SamplePage:
    """Build the page: how to reckon it again, the claims, the differences by reviewer."""
    return SamplePage(
        head=PageHead(
            _("Second looks of %(month)s") % {"month": words.month_text(told.month)},
            badge=state(told),
            back=words.back("linkages_points_samples", pgettext("linkages", "Second looks"), told.village),
        ),
        facts=(
            Fact(_("Published number"), told.number),
            Fact(_("Where to look it up"), told.number_source),
            Fact(
                _("Published on"),
                f"{told.published_on.isoformat()} · {told.published_by}",
            ),
            Fact(_("Claims decided in the month"), str(told.decided) if told.drawn_on else "—"),
            Fact(pgettext("linkages", "Drawn"), str(len(told.claims)) if told.drawn_on else "—"),
        ),
        steps=(
            _("The words “month village number” make the seed: %(seed)s.") % {"seed": told.seed},
            _("Their SHA-256 is %(digest)s.") % {"digest": told.digest},
            _("The SHA-256 of “that digest, a space, the claim's key” is a claim's lot. The lowest lots are drawn."),
            _("The points stay as they were given; only the differences are listed."),
        ),
        command=f"printf '%s' '{told.seed}' | sha256sum",
        claims=_claims(told),
        reviewers=_reviewers(told) if any(row.rescored for row in told.reviewers) else None,
        draw_href=reverse("linkages_points_draw", kwargs={"key": told.key}) if told.may_draw else "",
    )


def _claims(told: Sample) -> Table:
    columns = (
        Column("order", pgettext("linkages", "Lot"), "number"),
        Column("what", pgettext("linkages", "Item"), names_row=True),
        Column("who", _("Household")),
        Column("mark", _("Beginning of the lot")),
        Column("first", _("First score"), "number"),
        Column("second", _("Second score"), "number"),
        Column("difference", pgettext("linkages", "Difference"), "number"),
        Column("act", "", "action"),
    )
    empty = Empty(_("Not drawn yet"), _("The draw is open once the month is over and the number has stood for a day."))
    return Table(columns, tuple(Row(_cells(row)) for row in told.claims), _("Drawn claims"), empty=empty, id="drawn")


def _cells(row: SampledClaim) -> tuple[str | int | Link | Action, ...]:
    act: Action | str = ""
    if row.second is None:
        act = Action(
            _("Score blind"),
            reverse("linkages_points_rescore", kwargs={"key": row.claim.key}),
            is_disabled=bool(row.claim.conflict),
            why=_(row.claim.conflict) if row.claim.conflict else "",
        )
    difference = row.difference
    return (
        row.order,
        Link(row.claim.rule.words, note=row.claim.day.isoformat()),
        row.claim.name,
        row.digest[:12],
        f"{row.first.points} · {row.first.by}" if row.first else pgettext("linkages", "hidden"),
        f"{row.second.points} · {row.second.by}" if row.second else "—",
        "—" if difference is None else f"{difference:+d}",
        act,
    )


def _reviewers(told: Sample) -> Table:
    columns = (
        Column("name", _("First reviewer"), names_row=True),
        Column("claims", pgettext("linkages", "Drawn"), "number"),
        Column("again", _("Scored again"), "number"),
        Column("more", _("Gave more"), "number"),
        Column("fewer", _("Gave fewer"), "number"),
        Column("difference", _("Points more than the second look"), "number"),
    )
    rows = tuple(
        Row((row.name, row.claims, row.rescored, row.more, row.fewer, f"{row.difference:+d}")) for row in told.reviewers
    )
    return Table(columns, rows, _("Differences by reviewer"), id="reviewers")
