"""What waits in one's own unit: the household's answer, its vote, its signature, the month, the hand-over."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from shihu.base.places.queries import names
from shihu.kernel.actors import Actor
from shihu.kernel.duties import DueItem
from shihu.kernel.places import Level
from shihu.services.units.models import (
    Appraisal,
    AppraisalPublication,
    AppraisalRule,
    Candidate,
    Charter,
    CharterSignature,
    Election,
    Handover,
    RollEntry,
    Unit,
)
from shihu.services.units.queries import belonging
from shihu.services.units.queries.answers import still_to_ask
from shihu.services.units.queries.counts import APPRAISED_WITHIN
from shihu.services.units.queries.proposals import waits_for_own
from shihu.services.units.queries.words import label_of, unit_label
from shihu.services.units.rules.appraisals import last_day, month_after, month_of
from shihu.services.units.types.elections import Stage


def household(actor: Actor, on: date) -> list[DueItem]:
    """What the actor's household is asked: a proposal first, else what it wishes."""
    if not _is_member(actor):
        return []
    asked = waits_for_own(actor=actor, on=on)
    if asked is not None:
        if asked.word != "silent":
            return []
        title = _("Your household is asked: join a unit or not")
        called = unit_label(asked.unit_name, names({asked.hamlet})[asked.hamlet].name_en, asked.ordinal)
        return [DueItem("units.own_proposal", title, called, asked.hamlet, "units_own_proposal", due=asked.ends)]
    if still_to_ask(actor=actor, on=on):
        place = next(iter(actor.scopes(belonging.MEMBERS)), "")
        title = _("Your household was not asked yet what it wishes")
        return [DueItem("units.own_wishes", title, _("Say what we wish"), place, "units_own_wishes")]
    return []


def unit(actor: Actor, on: date) -> list[DueItem]:
    """The charter to sign, the vote to take part in, the month to appraise. One query for the seat, one for each."""
    if not _is_member(actor):
        return []
    seat = belonging.own_seat(actor)
    if seat is None:
        return []
    return [*_charter(seat), *_elections(seat), *(_month(seat, on) if seat.is_head else ())]


def handovers(actor: Actor, _on: date) -> list[DueItem]:
    """Hand-overs in which the actor leaves or arrives and has something to tick."""
    if not _is_member(actor):
        return []
    open_ = Handover.objects.filter(closed_on=None)
    gives = open_.filter(leaving__account=actor.key, items__given_on=None)
    takes = open_.filter(arriving__account=actor.key, items__taken_on=None)
    found = {row.pk: row for row in (*gives.select_related("unit__hamlet"), *takes.select_related("unit__hamlet"))}
    return [
        DueItem(
            "units.own_handover",
            _("Tick what was handed over"),
            label_of(row.unit),
            row.unit.hamlet_id,
            "units_handover",
            {"key": str(row.pk)},
            since=row.opened_on,
            due=row.opened_on + timedelta(days=15),
        )
        for row in found.values()
    ]


def _is_member(actor: Actor) -> bool:
    return actor.key is not None and bool(actor.scopes(belonging.MEMBERS))


def _charter(seat: belonging.OwnSeat) -> list[DueItem]:
    signed = CharterSignature.objects.filter(charter=OuterRef("pk"), household=seat.household)
    newest = (
        Charter.objects.filter(unit=seat.unit)
        .annotate(is_signed=Exists(signed))
        .order_by("-version")
        .select_related("unit__hamlet")
        .first()
    )
    if newest is None or newest.is_signed:
        return []
    return [
        DueItem(
            "units.sign_charter",
            _("Read the charter of your unit and sign it"),
            label_of(newest.unit),
            newest.unit.hamlet_id,
            "units_charter",
            {"key": str(seat.unit)},
            since=newest.offered_on,
        )
    ]


def _elections(seat: belonging.OwnSeat) -> list[DueItem]:
    """The vote while the household has not voted; nominations while it has put nobody up."""
    voted = RollEntry.objects.filter(election=OuterRef("pk"), household=seat.household).exclude(channel="")
    named = Candidate.objects.filter(
        Q(nominator=seat.household) | Q(secondings__household=seat.household), election=OuterRef("pk")
    )
    open_ = Election.objects.filter(unit=seat.unit, stage__in=(Stage.NOMINATING.value, Stage.VOTING.value))
    items = []
    for row in open_.annotate(has_voted=Exists(voted), has_named=Exists(named)).select_related("unit__hamlet"):
        is_voting = row.stage == Stage.VOTING
        if row.has_voted if is_voting else row.has_named:
            continue
        title = _("Your unit votes: take part") if is_voting else _("Your unit chooses: put somebody up")
        items.append(
            DueItem(
                "units.own_election",
                title,
                label_of(row.unit),
                row.unit.hamlet_id,
                "units_ballot",
                {"key": str(row.pk)},
                since=row.vote_from if is_voting else None,
                due=row.vote_until if is_voting else row.nominate_until,
            )
        )
    return items


def _month(seat: belonging.OwnSeat, on: date) -> list[DueItem]:
    """The month before, while the unit has not appraised itself and the month is not published."""
    month = month_after(month_of(on), -1)
    own = Appraisal.objects.filter(unit=OuterRef("pk"), month=month, kind=Appraisal.Kind.OWN)
    found = Unit.objects.filter(pk=seat.unit, since__lte=month).exclude(Exists(own)).select_related("hamlet").first()
    if found is None:
        return []
    village, township = found.hamlet_id[: Level.VILLAGE], found.hamlet_id[: Level.TOWNSHIP]
    ruled = AppraisalRule.objects.filter(place=township, published_at__isnull=False, valid_from__lte=month)
    if not ruled.exists() or AppraisalPublication.objects.filter(village=village, month=month).exists():
        return []
    return [
        DueItem(
            "units.appraise_own",
            _("Appraise your own unit for the month before"),
            label_of(found),
            found.hamlet_id,
            "units_appraise_self",
            {"key": str(seat.unit)},
            since=month_after(month),
            due=last_day(month) + timedelta(days=APPRAISED_WITHIN),
        )
    ]


KINDS: Final[tuple[Callable[[Actor, date], list[DueItem]], ...]] = (household, unit, handovers)
