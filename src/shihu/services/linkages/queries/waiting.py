"""What waits for a person in civility, safety and integrity: one or two queries for each, however many lines."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shihu.base.audit.queries import within
from shihu.kernel.actors import Actor
from shihu.kernel.duties import DueItem
from shihu.kernel.places import Level
from shihu.services.linkages import policies
from shihu.services.linkages.models import (
    CustomsEvent,
    IntegrityObjection,
    ModelNomination,
    ModelRound,
    VillageRules,
)
from shihu.services.linkages.queries import safety as reading
from shihu.services.linkages.rules import safety as rules
from shihu.services.linkages.types.safety import LookInRow
from shihu.services.units.queries import own_seat, seated_households, unit_labels


def civility_due(*, actor: Actor, on: date) -> list[DueItem]:
    """Return what waits in civility: the nominee's own word, and each step of a round, of rules, of a wedding."""
    items = _own_words(actor)
    kept = policies.KEEP_CIVILITY.scopes(actor)
    if not kept:
        return items
    rounds = ModelRound.objects.filter(within("village_id", kept)).exclude(stage="closed")
    counted = rounds.annotate(
        objections=Count("nominations__objections", filter=Q(nominations__objections__is_upheld=None), distinct=True)
    )
    for row in counted:
        for title, query, due in _steps(row, row.objections, on):
            items.append(
                DueItem(
                    "linkages.model_round",
                    title,
                    row.title,
                    row.village_id,
                    "linkages_civility_round",
                    {"key": str(row.pk)},
                    query,
                    since=row.opened_on,
                    due=due,
                    minutes=5,
                )
            )
    items += _rules_due(kept, policies.FILE_RULES.scopes(actor), on)
    events = CustomsEvent.objects.filter(
        within("village_id", policies.SEE_CUSTOMS.scopes(actor)), state="told", day__gte=on
    ).select_related("household__householder")
    items += [
        DueItem(
            "linkages.talk_over_event",
            _("Call on a household that told of a wedding or funeral"),
            event.household.householder.name,
            event.village_id,
            "linkages_civility_event",
            {"key": str(event.pk)},
            since=localdate(event.told_at),
            due=event.day - timedelta(days=1),
            minutes=20,
        )
        for event in events
    ]
    return items


def safety_due(*, actor: Actor, on: date) -> list[DueItem]:
    """Return what waits in safety: visits by plan or overdue, the season's rounds and look-ins of the own unit.

    Hazards wait as cases.
    """
    mine = {row.person: row for row in reading.own_visits(actor=actor, on=on) if row.is_due(on)}
    items = [_visit(row.person, row.name, row.hamlet, row.due) for row in mine.values()]
    for person, name, hamlet, due in reading.late_neglected(actor=actor, on=on):
        if person not in mine:
            items.append(_visit(person, name, hamlet, due))
    own = own_seat(actor)
    if own is None or not own.is_head:
        return items
    place = next(iter(seated_households(units=[own.unit]))).unit_hamlet[: Level.VILLAGE]
    rounds = reading.due_rounds(place, actor=actor, on=on)
    called = unit_labels({row.unit for row in rounds})
    items += [
        DueItem(
            "linkages.walk_round",
            _("Walk the round of the season"),
            called[row.unit],
            row.hamlet,
            "linkages_safety_rounds",
            query=f"place={row.hamlet}",
            due=row.due,
            minutes=30,
        )
        for row in rounds
    ]
    told = {item.keys["person"] for item in items if item.kind == "linkages.look_in"}
    items += [
        _visit(row.person, row.name, row.hamlet, row.due)
        for row in reading.look_ins(place, actor=actor, on=on)
        if row.is_due(on) and str(row.person) not in told and not _is_visitors(row, on)
    ]
    return items


def _is_visitors(row: LookInRow, on: date) -> bool:
    """A visit that somebody was named for is theirs alone until it is some days late."""
    named = row.plan is not None and row.plan.visitor is not None
    return named and (on - row.due).days <= rules.VISITOR_ALONE


def _visit(person: UUID, name: str, hamlet: str, due: date) -> DueItem:
    return DueItem(
        "linkages.look_in",
        _("Look in on somebody"),
        name,
        hamlet,
        "linkages_safety_look_in",
        {"person": str(person)},
        due=due,
        minutes=10,
    )


def integrity_due(*, actor: Actor, on: date) -> list[DueItem]:  # noqa: ARG001 - every such query takes the day
    """Return the objections to facts that wait for the actor's answer."""
    scopes = policies.ANSWER_INTEGRITY.scopes(actor)
    if not scopes:
        return []
    found = IntegrityObjection.objects.filter(
        within("fact__household__hamlet_id", scopes), is_upheld=None
    ).select_related("fact__household__householder")
    return [
        DueItem(
            "linkages.answer_fact_objection",
            _("Answer an objection to a fact of integrity"),
            one.fact.household.householder.name,
            one.fact.household.hamlet_id,
            "linkages_integrity_household",
            {"code": one.fact.household.code},
            since=localdate(one.raised_at),
            due=localdate(one.raised_at) + timedelta(days=15),
            minutes=10,
        )
        for one in found
    ]


def _own_words(actor: Actor) -> list[DueItem]:
    if not actor.is_known:
        return []
    found = ModelNomination.objects.filter(
        person__account=actor.key, state="nominated", round__stage="nominating"
    ).select_related("round")
    return [
        DueItem(
            "linkages.consent_to_model",
            _("Say whether you want to stand as a moral model"),
            one.round.title,
            one.hamlet_id,
            "linkages_civility_nomination",
            {"key": str(one.pk)},
            since=localdate(one.nominated_at),
            due=one.round.nominate_until,
            minutes=2,
        )
        for one in found
    ]


def _steps(row: ModelRound, objections: int, on: date) -> list[tuple[str, str, date | None]]:
    if row.stage == "nominating" and on > row.nominate_until:
        return [(_("Name the panel of the moral models"), "", None)]
    if row.stage == "review":
        return [(_("Enter the votes of the panel"), "", None)]
    steps: list[tuple[str, str, date | None]] = []
    if objections:
        said = ngettext(
            "Answer %(count)s objection to a moral model", "Answer %(count)s objections to moral models", objections
        )
        steps.append((said % {"count": objections}, "", row.notice_until))
    elif row.stage == "notice" and row.notice_until and on > row.notice_until:
        steps.append((_("Close the round of moral models"), "", None))
    return steps


def _rules_due(kept: Iterable[str], files: Iterable[str], on: date) -> list[DueItem]:
    open_ones = VillageRules.objects.filter(within("village_id", kept), state="discussion").annotate(
        waiting=Count("suggestions", filter=Q(suggestions__is_taken=None))
    )
    items = []
    for row in open_ones:
        waiting: int = row.waiting
        if waiting:
            title = ngettext(
                "Answer %(count)s suggestion to the village rules",
                "Answer %(count)s suggestions to the village rules",
                waiting,
            ) % {"count": waiting}
        elif row.discussed_until and on > row.discussed_until:
            title = _("Hold the vote on the village rules and enter it")
        else:
            continue
        items.append(_rules_item("linkages.rules", title, row, row.discussed_until))
    passed = VillageRules.objects.filter(within("village_id", files), state="passed")
    items += [
        _rules_item(
            "linkages.file_rules",
            _("Take village rules into the record, or return them"),
            row,
            _after(row.voted_on, 10),
        )
        for row in passed
    ]
    return items


def _rules_item(kind: str, title: str, row: VillageRules, due: date | None) -> DueItem:
    return DueItem(
        kind,
        title,
        row.title,
        row.village_id,
        "linkages_civility_rules_version",
        {"key": str(row.pk)},
        since=row.discussed_from,
        due=due,
        minutes=10,
    )


def _after(day: date | None, days: int) -> date | None:
    return day + timedelta(days=days) if day else None
