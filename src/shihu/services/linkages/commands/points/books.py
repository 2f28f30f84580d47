"""Writing rule books: a draft, the vote that adopts it, then never again."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level, level_of
from shihu.kernel.refusals import NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.errors.points import RuleBookApproved
from shihu.services.linkages.models.points import PointFeed, PointItem, PointRuleBook
from shihu.services.linkages.queries.points import books as reading
from shihu.services.linkages.queries.points import standing
from shihu.services.linkages.rules.points import books as rules
from shihu.services.linkages.types.points import BookSettings, PointRule, Vote


@transaction.atomic
def draft_rule_book(
    *, actor: Actor, now: datetime, village: str, title: str, items: Sequence[PointRule], settings: BookSettings
) -> UUID:
    """Write the draft of a village's next rule book; an earlier draft is written over."""
    today = timezone.localdate(now)
    if level_of(village) != Level.VILLAGE:
        raise NotFound
    seen = standing.lives_in(village, actor=actor, on=today) is not None
    policies.KEEP_POINT_RULES.require(actor, village, seen=seen or policies.SEE_POINTS.allows(actor, village))
    newest = PointRuleBook.objects.select_for_update().filter(village=village).first()
    draft = newest if newest is not None and newest.valid_from is None else None
    if draft is None:
        draft = PointRuleBook(village_id=village, version=newest.version + 1 if newest else 1)
    rules.check_settings(settings)
    kept = rules.checked_items(items, version=draft.version)
    draft.title, draft.made_by, draft.made_at = title.strip()[:60], actor.name, now
    for field, value in asdict(settings).items():
        setattr(draft, field, value)
    draft.save()
    draft.items.all().delete()
    rows = PointItem.objects.bulk_create(_row(draft, number, item) for number, item in enumerate(kept, start=1))
    PointFeed.objects.bulk_create(
        PointFeed(item=row, record=item.record.value, least=item.least)
        for row, item in zip(rows, kept, strict=True)
        if item.record
    )
    told = {"version": draft.version, "title": draft.title, "items": len(kept)}
    change = Change("linkages.draft_point_rules", "point_rule_book", str(draft.pk), village, None, told)
    record(actor=actor, now=now, changes=[change])
    return draft.pk


@transaction.atomic
def approve_rule_book(*, actor: Actor, now: datetime, key: UUID | str, vote: Vote, valid_from: date) -> None:
    """Enter the vote that adopted a draft: it holds from its day on and is never changed again."""
    found = PointRuleBook.objects.select_for_update().filter(pk=key).first()
    if found is None:
        raise NotFound
    policies.KEEP_POINT_RULES.require(actor, found.village_id, seen=policies.SEE_POINTS.allows(actor, found.village_id))
    if found.valid_from is not None:
        raise RuleBookApproved
    before = max((b.valid_from for b in reading.books_of(found.village_id) if b.valid_from), default=None)
    rules.check_vote(vote, valid_from=valid_from, today=timezone.localdate(now), before=before)
    found.voted_on, found.vote_paper = vote.on, vote.paper.strip()[:60]
    found.vote_present, found.vote_in_favour = vote.present, vote.in_favour
    found.valid_from, found.approved_by = valid_from, actor.name
    found.save()
    told: dict[str, Any] = {"version": found.version, "valid_from": valid_from, **asdict(vote)}
    change = Change("linkages.approve_point_rules", "point_rule_book", str(found.pk), found.village_id, None, told)
    record(actor=actor, now=now, changes=[change])


def _row(book: PointRuleBook, number: int, item: PointRule) -> PointItem:
    return PointItem(
        book=book,
        order=number,
        code=item.code,
        linkage=item.linkage.value,
        words=item.words[:200],
        points=item.points,
        per=item.per[:30],
        limit=item.limit,
        proof=item.proof[:200],
        earner=item.earner.value,
        clause=item.clause.strip()[:120],
        may_claim=item.may_claim,
    )
