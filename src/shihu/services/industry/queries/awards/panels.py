"""The award funds' part of pages that gather several services, and of the inbox: finished text."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.base.audit.queries import within
from shihu.base.registry.queries import own_household
from shihu.kernel.actors import Actor
from shihu.kernel.duties import DueItem
from shihu.kernel.money import yuan
from shihu.kernel.presentation import Fact, Link, Stat
from shihu.services.industry import policies
from shihu.services.industry.models import (
    AwardApplication,
    AwardCheck,
    AwardFund,
    AwardObjection,
    AwardRound,
    AwardShare,
)
from shihu.services.industry.queries.awards import standing
from shihu.services.industry.types.awards import RoundState


@dataclass(frozen=True, slots=True)
class AwardPlacePanel:
    """For ``industry/awards/panels/place.html``; ``is_shown`` is False where no fund was ever opened."""

    is_shown: bool
    href: str = ""
    stats: tuple[Stat, ...] = ()


@dataclass(frozen=True, slots=True)
class AwardHouseholdPanel:
    """For ``industry/awards/panels/household.html``; ``is_shown`` is False where the household never applied."""

    is_shown: bool
    facts: tuple[Fact, ...] = ()


def award_place_panel(place: str, *, actor: Actor, on: date) -> AwardPlacePanel:
    """Return what a place's page says of its award funds."""
    funds = list(AwardFund.objects.filter(within("village_id", [place])))
    if not funds or not policies.SEE_AWARDS.allows(actor, place):
        return AwardPlacePanel(False)
    sums = standing.sums_of(funds, on=on).values()
    checked = AwardCheck.objects.filter(application=OuterRef("pk"))
    waits = AwardApplication.objects.filter(~Exists(checked), fund__in=funds, withdrawn_at=None).count()
    unit = _("yuan")
    return AwardPlacePanel(
        True,
        f"{reverse('industry_awards')}?place={place}",
        (
            Stat(_("Set aside for awards"), yuan(sum(s.budget for s in sums)), unit),
            Stat(pgettext("award", "Awarded"), yuan(sum(s.awarded for s in sums)), unit),
            Stat(pgettext("award", "Paid"), yuan(sum(s.paid for s in sums)), unit),
            Stat(_("Applications to check"), str(waits), tone="ochre" if waits else "plain"),
        ),
    )


def award_household_panel(code: str, *, actor: Actor, on: date) -> AwardHouseholdPanel:
    """Return what a household's page says of its awards: to those who see them and to its own people."""
    found = AwardApplication.objects.filter(household__code=code, withdrawn_at=None).select_related("fund", "kind")
    rows = [row for row in found if policies.SEE_AWARDS.allows(actor, row.fund.village_id)]
    if not rows:
        home = own_household(actor=actor, on=on)
        rows = list(found) if home is not None and home.code == code else []
    if not rows:
        return AwardHouseholdPanel(False)
    rounds = list(AwardRound.objects.filter(fund__in={row.fund_id for row in rows}, approved_on__lte=on))
    approved = [key for key, state in standing.states_of(rounds).items() if state == RoundState.APPROVED]
    shares = AwardShare.objects.filter(round__in=approved, application__in=rows)
    given = {share.application_id: share for share in shares}
    facts = []
    for row in rows:
        share = given.get(row.pk)
        words = _("%(quantity)s · %(amount)s yuan") if share else _("%(quantity)s · no award yet")
        values = {"quantity": share.quantity if share else row.quantity, "amount": yuan(share.amount) if share else ""}
        href = reverse("industry_awards_slip", kwargs={"key": share.round_id, "code": code}) if share else ""
        facts.append(Fact(row.kind.name_zh, Link(words % values, href)))
    return AwardHouseholdPanel(True, tuple(facts))


def awards_due(*, actor: Actor, on: date) -> list[DueItem]:
    """Return what waits for the actor in award funds: checks, objections, rounds to approve. Three queries."""
    scopes = policies.CHECK_AWARDS.scopes(actor)
    if not scopes:
        return []
    here = within("fund__village_id", scopes)
    checked = AwardCheck.objects.filter(application=OuterRef("pk"))
    waits = (
        AwardApplication.objects.filter(here, ~Exists(checked), withdrawn_at=None)
        .exclude(applied_by=actor.key)
        .order_by()
        .values("fund", "fund__title", "fund__village", "fund__last")
        .annotate(n=Count("pk"))
    )
    items = [
        DueItem(
            kind="industry.check_awards",
            title=_("Check %(count)s applications on the spot") % {"count": row["n"]},
            subject=row["fund__title"],
            place=row["fund__village"],
            address="industry_awards_fund",
            keys={"key": str(row["fund"])},
            query="state=waiting",
            since=row["fund__last"] if row["fund__last"] < on else None,
        )
        for row in waits
    ]
    objections = AwardObjection.objects.filter(
        within("application__fund__village_id", scopes), answered_at=None
    ).select_related("application__household__householder", "application__fund")
    items += [
        DueItem(
            kind="industry.answer_award_objection",
            title=pgettext("industry", "Answer an objection"),
            subject=one.application.household.householder.name,
            place=one.application.fund.village_id,
            address="industry_awards_objection",
            keys={"key": str(one.pk)},
            since=one.made_at.date(),
        )
        for one in objections
    ]
    noticed = AwardRound.objects.filter(here, state="published", objections_until__lt=on).exclude(drafted_by=actor.key)
    items += [
        DueItem(
            kind="industry.approve_awards",
            title=_("Approve the awards after their notice"),
            subject=one.fund.title,
            place=one.fund.village_id,
            address="industry_awards_round",
            keys={"key": str(one.pk)},
            since=one.objections_until,
        )
        for one in noticed.select_related("fund")
    ]
    return items
