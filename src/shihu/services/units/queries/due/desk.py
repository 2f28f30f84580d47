"""What waits at the desk: drafts, consent, elections, hand-overs, objections, months to appraise and to publish."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from django.db.models import Count, OuterRef, Subquery
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shihu.base.audit.queries import within
from shihu.kernel.actors import Actor
from shihu.kernel.duties import DueItem
from shihu.kernel.places import Level
from shihu.services.units import policies
from shihu.services.units.models import (
    Appraisal,
    AppraisalObjection,
    AppraisalPublication,
    AppraisalRule,
    Asking,
    Decision,
    Election,
    Formation,
    Handover,
    Objection,
    Proposal,
    Unit,
)
from shihu.services.units.queries.counts import APPRAISED_WITHIN
from shihu.services.units.queries.words import is_english, label_of
from shihu.services.units.rules.appraisals import last_day, month_after, month_of
from shihu.services.units.types import Word
from shihu.services.units.types.elections import OVER, Stage

# A question of a household is answered within so many days.
ANSWER_DAYS = 15


def drafts(actor: Actor, _on: date) -> list[DueItem]:
    """Drafts that wait for a decision."""
    scopes = policies.FORM_UNITS.scopes(actor)
    if not scopes:
        return []
    found = Formation.objects.filter(within("place_id", scopes), state=Formation.State.DRAFT)
    told = found.annotate(count=Count("units")).values_list("pk", "place_id", "asked_at", "count")
    return [
        DueItem(
            "units.draft",
            ngettext("Draft of %(count)s unit", "Draft of %(count)s units", count) % {"count": count},
            _("publish it for consent, or discard it"),
            place,
            "units_formation",
            {"key": str(key)},
            since=timezone.localdate(asked),
        )
        for key, place, asked, count in told
    ]


def consent(actor: Actor, on: date) -> list[DueItem]:
    """Proposals under notice, and what households asked for in them."""
    scopes = policies.ENTER_DECISIONS.scopes(actor)
    if not scopes:
        return []
    found = list(
        Proposal.objects.filter(within("formation__place_id", scopes), end="")
        .order_by("ends")
        .values_list("pk", "formation__place_id", "starts", "ends")
    )
    if not found:
        return []
    newest = Decision.objects.filter(asking=OuterRef("pk"), decided_on__lte=on).values("word")[:1]
    asking = Asking.objects.filter(proposal__in=[key for key, *_rest in found], unit__establishment=None).order_by()
    said = Counter(asking.annotate(last=Subquery(newest)).values_list("proposal_id", "last"))
    items = []
    for key, place, starts, ends in found:
        silent, requests = said[key, None], said[key, Word.ASK.value] + said[key, Word.DECLINE.value]
        told = {"silent": silent, "requests": requests}
        if policies.PUBLISH_PROPOSALS.allows(actor, place) and (requests or ends < on):
            title = _("Answer what households asked for, and establish the units that all accepted")
        elif silent:
            title = _("Households have not answered yet: ask them")
        else:
            continue
        subject = _("%(silent)s not answered, %(requests)s open requests") % told
        keys = {"key": str(key)}
        items.append(DueItem("units.consent", title, subject, place, "units_proposal", keys, since=starts, due=ends))
    return items


def elections(actor: Actor, _on: date) -> list[DueItem]:
    """Elections whose next step is the desk's."""
    scopes = policies.RUN_ELECTIONS.scopes(actor)
    if not scopes:
        return []
    found = Election.objects.filter(within("unit__hamlet_id", scopes)).exclude(stage__in=[one.value for one in OVER])
    items = []
    for row in found.select_related("unit__hamlet").order_by("vote_until"):
        title, due = _step(row)
        keys = {"key": str(row.pk)}
        place = row.unit.hamlet_id
        items.append(
            DueItem(
                "units.election", title, label_of(row.unit), place, "units_election", keys, since=row.vote_from, due=due
            )
        )
    return items


def _step(row: Election) -> tuple[str, date]:
    if row.stage == Stage.NOMINATING:
        return _("Collect nominations, then begin the vote"), row.nominate_until
    if row.stage == Stage.VOTING:
        return _("The vote runs: close it in time"), row.vote_until
    if row.stage == Stage.POSTED:
        return _("The result is posted: wait for objections, then put the head in office"), (
            row.office_from or row.objections_until or row.vote_until
        )
    return _("Count the votes and post the result"), row.vote_until


def election_objections(actor: Actor, _on: date) -> list[DueItem]:
    """Objections to a posted result that have no answer."""
    scopes = policies.RUN_ELECTIONS.scopes(actor)
    if not scopes:
        return []
    found = Objection.objects.filter(within("election__unit__hamlet_id", scopes), answered_on=None)
    return [
        DueItem(
            "units.election_objection",
            _("Answer the objection to the result"),
            label_of(row.election.unit),
            row.election.unit.hamlet_id,
            "units_election",
            {"key": str(row.election_id)},
            since=row.raised_on,
            due=row.election.objections_until or row.raised_on + timedelta(days=ANSWER_DAYS),
        )
        for row in found.select_related("election__unit__hamlet")
    ]


def handovers(actor: Actor, _on: date) -> list[DueItem]:
    """Hand-overs between heads that are not finished."""
    scopes = policies.RUN_ELECTIONS.scopes(actor)
    if not scopes:
        return []
    found = Handover.objects.filter(within("unit__hamlet_id", scopes), closed_on=None)
    return [
        DueItem(
            "units.handover",
            _("See that the hand-over between the heads is finished"),
            label_of(row.unit),
            row.unit.hamlet_id,
            "units_handover",
            {"key": str(row.pk)},
            since=row.opened_on,
            due=row.opened_on + timedelta(days=ANSWER_DAYS),
        )
        for row in found.select_related("unit__hamlet")
    ]


def appraisal_objections(actor: Actor, _on: date) -> list[DueItem]:
    """Objections of units to their published appraisal."""
    scopes = policies.ANSWER_OBJECTIONS.scopes(actor)
    if not scopes:
        return []
    found = AppraisalObjection.objects.filter(within("unit__hamlet_id", scopes), is_upheld=None)
    items = []
    for row in found.select_related("unit__hamlet"):
        raised = timezone.localdate(row.raised_at)
        items.append(
            DueItem(
                "units.appraisal_objection",
                _("Answer the unit's objection to its appraisal"),
                label_of(row.unit),
                row.unit.hamlet_id,
                "units_objection_answer",
                {"key": str(row.pk)},
                since=raised,
                due=raised + timedelta(days=ANSWER_DAYS),
            )
        )
    return items


def appraisals(actor: Actor, on: date) -> list[DueItem]:
    """The month before: units that the township has not appraised, and villages that can be published."""
    scopes = policies.SCORE_UNITS.scopes(actor)
    if not scopes:
        return []
    month = month_after(month_of(on), -1)
    towns = {scope[: Level.TOWNSHIP] for scope in scopes}
    ruled = AppraisalRule.objects.filter(within("place_id", towns), published_at__isnull=False, valid_from__lte=month)
    if not ruled.exists():
        return []
    end = last_day(month)
    standing = Unit.objects.filter(within("hamlet_id", scopes), since__lte=month).exclude(until__lte=end)
    made = Appraisal.objects.filter(month=month, kind=Appraisal.Kind.TOWNSHIP).values("unit")
    total: Counter[str] = Counter(hamlet[: Level.VILLAGE] for hamlet in standing.values_list("hamlet_id", flat=True))
    left = standing.exclude(pk__in=made).values_list("hamlet_id", flat=True)
    open_: Counter[str] = Counter(hamlet[: Level.VILLAGE] for hamlet in left)
    published = set(
        AppraisalPublication.objects.filter(within("village_id", scopes), month=month).values_list(
            "village_id", flat=True
        )
    )
    named = month.strftime("%Y-%m") if not is_english() else f"{MONTHS[month.month]} {month.year}"
    items = []
    for village in sorted(set(total) - published):
        count = open_[village]
        if count:
            title = ngettext("Appraise %(count)s unit", "Appraise %(count)s units", count) % {"count": count}
        elif policies.PUBLISH_APPRAISALS.allows(actor, village):
            title = _("Every unit is appraised: publish the month")
        else:
            continue
        items.append(
            DueItem(
                "units.appraise",
                title,
                _("for %(month)s") % {"month": named},
                village,
                "units_appraisals",
                query=f"place={village}&month={month:%Y-%m}",
                since=month_after(month),
                due=end + timedelta(days=APPRAISED_WITHIN),
            )
        )
    return items


KINDS: Final[tuple[Callable[[Actor, date], list[DueItem]], ...]] = (
    consent,
    drafts,
    elections,
    election_objections,
    handovers,
    appraisal_objections,
    appraisals,
)
