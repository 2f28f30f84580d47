"""Pages of claims: the queue, one claim, what to claim."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.presentation import Action, Badge, Column, Empty, Event, Fact, Link, PageHead, Row, Stat, Tab, Table
from shihu.services.linkages.types.points import ClaimRow, ClaimState
from shihu.services.linkages.web.pages.points import words


@dataclass(frozen=True, slots=True)
class QueuePage:
    """What waits for review."""

    head: PageHead
    tabs: tuple[Tab, ...]
    states: tuple[Tab, ...]
    table: Table


def queue_page(place: str, told: Sequence[ClaimRow], *, state: str, counts: dict[str, int], is_head: bool) -> QueuePage:
    """Build the queue: what this person may not decide stays visible and says why."""
    here = f"{reverse('linkages_points_queue')}?place={place}"
    choices = (
        ("", pgettext("linkages", "Waiting")),
        ("appealed", pgettext("linkages", "Appeals")),
        ("decided", pgettext("linkages", "Decided")),
    )
    columns = (
        Column("who", _("Household"), names_row=True),
        Column("what", pgettext("linkages", "Item")),
        Column("day", _("Day"), "date"),
        Column("asked", pgettext("linkages", "Claimed"), "number", unit=_("points")),
        Column("proof", _("Proof enough")),
        Column("state", _("State")),
        Column("act", "", "action"),
    )
    rows = tuple(Row(_queue_cells(row), key=str(row.key)) for row in told)
    return QueuePage(
        head=PageHead(
            _("Claims of points"),
            _("Nobody decides for the own household, for relatives, or twice about the same claim."),
        ),
        tabs=() if is_head else words.tabs(place, "linkages_points_queue"),
        states=tuple(
            Tab(label, f"{here}&state={key}" if key else here, is_current=state == key, count=counts.get(key))
            for key, label in choices
        ),
        table=Table(
            columns,
            rows,
            _("Claims of points"),
            empty=Empty(
                pgettext("linkages", "Nothing waits"),
                _("New claims appear here as soon as a household sends them."),
                icon="check",
            ),
            id="queue",
        ),
    )


def _queue_cells(row: ClaimRow) -> tuple[Link | str | int | Badge | Action, ...]:
    is_open = row.state in {ClaimState.WAITING, ClaimState.APPEALED}
    words_for = _("Decide the appeal") if row.state is ClaimState.APPEALED else pgettext("linkages", "Review")
    act: Action | str = ""
    if is_open:
        act = Action(
            words_for,
            reverse("linkages_points_review", kwargs={"key": row.key}),
            is_disabled=bool(row.conflict),
            why=_(row.conflict) if row.conflict else "",
        )
    return (
        Link(row.name, reverse("linkages_points_claim_one", kwargs={"key": row.key}), note=row.code),
        f"{row.rule.words} × {row.times}",
        row.day.isoformat(),
        row.asked,
        row.rule.proof,
        words.claim_badge(row),
        act,
    )


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """One claim and what became of it."""

    head: PageHead
    stats: tuple[Stat, ...]
    facts: tuple[Fact, ...]
    events: tuple[Event, ...]
    why: str
    is_blind: bool


def claim_page(row: ClaimRow, *, today: date, may_review: bool, is_member: bool) -> ClaimPage:
    """Build the page of a claim."""
    acts: list[Action] = []
    if is_member and _may_appeal(row, today) and row.appeal_until:
        label = _("Appeal (until %(day)s)") % {"day": row.appeal_until.isoformat()}
        acts.append(Action(label, reverse("linkages_points_appeal", kwargs={"key": row.key}), "primary"))
    if may_review and row.state in {ClaimState.WAITING, ClaimState.APPEALED}:
        acts.append(
            Action(
                pgettext("linkages", "Review"),
                reverse("linkages_points_review", kwargs={"key": row.key}),
                "primary",
                is_disabled=bool(row.conflict),
                why=_(row.conflict) if row.conflict else "",
            )
        )
    back = (
        Link(pgettext("linkages", "My points"), reverse("linkages_points_own"))
        if is_member
        else words.back("linkages_points_queue", _("Claims of points"), row.village)
    )
    given = row.given
    return ClaimPage(
        head=PageHead(f"{row.name}: {row.rule.words}", actions=tuple(acts), badge=words.claim_badge(row), back=back),
        stats=(
            Stat(pgettext("linkages", "Claimed"), str(row.asked), _("points"), note=f"{row.times} × {row.rule.points}"),
            Stat(pgettext("linkages", "Given"), "—" if given is None else str(given), _("points")),
        ),
        facts=claim_facts(row),
        events=_events(row),
        why=_why(row, today) if is_member else "",
        is_blind=False,
    )


def _may_appeal(row: ClaimRow, today: date) -> bool:
    return row.state is ClaimState.DECIDED and row.appeal_until is not None and today <= row.appeal_until


def _why(row: ClaimRow, today: date) -> str:
    if row.state is ClaimState.WAITING:
        return _("Somebody who is neither of your household nor a relative looks at it. You are told what they decide.")
    if row.state is ClaimState.APPEALED:
        return _("Another person looks at it now. An appeal never leaves you with fewer points than before.")
    if _may_appeal(row, today):
        return _("If you think this is wrong, appeal: another person looks at it. You can appeal once.")
    return ""


def claim_facts(row: ClaimRow) -> tuple[Fact, ...]:
    """What is claimed, by which rule."""
    version = pgettext("linkages", "Version %(version)s") % {"version": row.version}
    return (
        Fact(pgettext("linkages", "Item"), row.rule.words),
        Fact(_("By the rule book"), f"{version} · {words.rule_points(row.rule)}"),
        Fact(_("Proof enough"), row.rule.proof),
        Fact(_("Day"), row.day.isoformat()),
        Fact(_("What the household says"), row.words or "—"),
        Fact(_("Claimed by"), row.claimed_by),
    )


def _events(row: ClaimRow) -> tuple[Event, ...]:
    told = [
        Event(
            when=f"{localtime(row.claimed_at):%Y-%m-%d %H:%M}",
            iso=row.claimed_at.isoformat(),
            title=_("Claimed %(points)s points") % {"points": row.asked},
            text=row.words,
            who=row.claimed_by,
        )
    ]
    told += [
        Event(
            when=f"{localtime(review.at):%Y-%m-%d %H:%M}",
            iso=review.at.isoformat(),
            title=_("%(stage)s: %(verdict)s")
            % {"stage": words.stage(review.stage), "verdict": words.verdict(review.verdict, review.points)},
            text=review.reason,
            who=review.by,
            tone="pine" if review.points == row.asked else "ochre",
        )
        for review in row.reviews
    ]
    if row.appealed_at:
        told.append(
            Event(
                when=f"{localtime(row.appealed_at):%Y-%m-%d %H:%M}",
                iso=row.appealed_at.isoformat(),
                title=_("The household appealed"),
                text=row.appeal,
                who=row.claimed_by,
                tone="ochre",
            )
        )
    return tuple(sorted(told, key=lambda event: event.iso, reverse=True))
