"""Reading rule books."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import Prefetch

from shihu.kernel.actors import Actor
from shihu.kernel.refusals import NotFound
from shihu.services.linkages import policies
from shihu.services.linkages.errors.points import NoRuleBook
from shihu.services.linkages.models.points import PointItem, PointRuleBook
from shihu.services.linkages.queries.points import standing
from shihu.services.linkages.types.points import (
    BookSettings,
    CoverRule,
    Earner,
    PointLinkage,
    PointRecord,
    PointRule,
    RuleBook,
    Vote,
)

_ITEMS = Prefetch("items", queryset=PointItem.objects.select_related("feed"))


def rule_books(place: str, *, actor: Actor, on: date) -> list[RuleBook]:
    """Return the village's rule books, newest first, for its people and those at work there; drafts for keepers."""
    village = standing.village_of(place)
    standing.require_concern(village, actor=actor, on=on)
    keeps = policies.KEEP_POINT_RULES.allows(actor, village)
    return [book for book in books_of(village) if book.is_approved or keeps]


def rule_book(key: UUID | str, *, actor: Actor, on: date) -> RuleBook:
    """Return one version."""
    village = PointRuleBook.objects.filter(pk=key).values_list("village_id", flat=True).first()
    if village is None:
        raise NotFound
    told = next((book for book in rule_books(village, actor=actor, on=on) if book.key == UUID(str(key))), None)
    if told is None:
        raise NotFound
    return told


def book_in_force(village: str, *, on: date) -> RuleBook | None:
    """Return the version that holds in a village on a day. For commands and pages that have checked their actor."""
    begun = PointRuleBook.objects.filter(village=village, valid_from__lte=on).order_by("-version")
    return next((book(found) for found in begun[:1].prefetch_related(_ITEMS)), None)


def require_book(village: str, *, on: date) -> RuleBook:
    """Return the version that holds; refuse where there is none."""
    found = book_in_force(village, on=on)
    if found is None:
        raise NoRuleBook(where="day", day=on.isoformat())
    return found


def books_of(village: str) -> list[RuleBook]:
    """Return all versions, newest first. Two queries."""
    return [book(found) for found in PointRuleBook.objects.filter(village=village).prefetch_related(_ITEMS)]


def book(found: PointRuleBook) -> RuleBook:
    """A row with its items as plain values."""
    vote = Vote(found.voted_on, found.vote_paper, found.vote_present, found.vote_in_favour) if found.voted_on else None
    return RuleBook(
        key=found.pk,
        village=found.village_id,
        version=found.version,
        title=found.title,
        settings=BookSettings(
            claim_days=found.claim_days,
            appeal_days=found.appeal_days,
            expires_after=found.expires_after,
            notice_days=found.notice_days,
            pickup_days=found.pickup_days,
            sample_share=found.sample_share,
            sample_least=found.sample_least,
            board_size=found.board_size,
            cover_rule=CoverRule(found.cover_rule),
        ),
        items=items(found.items.all()),
        valid_from=found.valid_from,
        vote=vote,
        made_by=found.made_by,
        approved_by=found.approved_by,
    )


def items(found: Iterable[PointItem]) -> tuple[PointRule, ...]:
    """Items as plain values, in order, each with the record that feeds it."""
    return tuple(_fed(row) for row in found)


def _fed(row: PointItem) -> PointRule:
    told = item(row)
    if not hasattr(row, "feed"):
        return told
    return replace(told, record=PointRecord(row.feed.record), least=row.feed.least)


def item(row: PointItem) -> PointRule:
    """An item as a plain value."""
    return PointRule(
        code=row.code,
        linkage=PointLinkage(row.linkage),
        words=row.words,
        points=row.points,
        per=row.per,
        limit=row.limit,
        proof=row.proof,
        earner=Earner(row.earner),
        clause=row.clause,
        may_claim=row.may_claim,
        key=row.pk,
    )
