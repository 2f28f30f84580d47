"""Who keeps a share book: finds it, locks it, refuses those who may not, writes the register, notes what was done."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from shihu.base.audit.commands import record
from shihu.base.audit.types import Change
from shihu.base.ledger.commands import household_account, post
from shihu.base.ledger.queries import parties
from shihu.base.ledger.types import Document, DocumentKind, EntityKind, NewEntry, NewLine, Recorded
from shihu.base.registry.queries import household
from shihu.base.registry.types.households import HouseholdDetail
from shihu.kernel.actors import SYSTEM, Actor
from shihu.kernel.places import Level, lies_in
from shihu.kernel.refusals import NotFound
from shihu.services.industry import policies
from shihu.services.industry.commands.certificates import renew
from shihu.services.industry.errors import CollectiveWithoutBooks, HouseholdElsewhere, PaperNeeded, ShareFrozen
from shihu.services.industry.models import ShareBook, ShareEntry
from shihu.services.industry.queries.shares.holdings import held
from shihu.services.industry.queries.shares.standing import OpenedBook, opened_book
from shihu.services.industry.rules.shares import holdings as rules
from shihu.services.industry.types import Factor, Holding, Movement, Part


class Keeping:
    """An act of somebody on a share book. Use it inside one transaction."""

    def __init__(self, *, actor: Actor, now: datetime) -> None:
        self.actor, self.now, self.today = actor, now, timezone.localdate(now)

    def book(self, key: UUID) -> ShareBook:
        """Return the book, locked, for those who keep it."""
        seen = opened_book(key, actor=self.actor)
        policies.RUN_PROJECTS.require(self.actor, seen.book.place_id, seen=True)
        return self.locked(key)

    def opened(self, key: UUID) -> OpenedBook:
        """Return the book, locked, as the actor may open it."""
        seen = opened_book(key, actor=self.actor)
        self.locked(key)
        return seen

    @staticmethod
    def locked(key: UUID) -> ShareBook:
        """Lock the book, so that two writers of its register write one after the other."""
        return ShareBook.objects.select_for_update(of=("self",)).select_related("entity").get(pk=key)

    def home(self, book: ShareBook, code: str, where: str = "code") -> HouseholdDetail:
        """Return a household of the book's village by its code."""
        try:
            found = household(code.strip(), actor=SYSTEM, on=self.today)
        except NotFound:
            raise HouseholdElsewhere(where, code=code) from None
        if not lies_in(found.hamlet, book.place_id[: Level.VILLAGE]):
            raise HouseholdElsewhere(where, code=code)
        return found

    def holding(self, book: ShareBook, key: UUID | None) -> Holding:
        """Return what somebody holds today."""
        return held([book], on=self.today)[book.pk].get(key) or Holding()

    def require_free(self, book: ShareBook, home: HouseholdDetail) -> Holding:
        """Return what a household holds; refuse where it is frozen."""
        holding = self.holding(book, home.key)
        if holding.frozen:
            raise ShareFrozen(name=home.householder, paper=self.freeze_paper(book, home.key))
        return holding

    @staticmethod
    def freeze_paper(book: ShareBook, key: UUID) -> str:
        """Return the number of the paper by which a household's shares are frozen."""
        found = book.entries.filter(household=key, kind=Movement.FREEZE).order_by("-number")
        return found.values_list("paper", flat=True).first() or ""

    def line(
        self,
        book: ShareBook,
        kind: Movement,
        household: UUID | None,
        factor: Factor | str = "",
        part: Part = Part(),  # noqa: B008 - frozen
        **more: Any,
    ) -> ShareEntry:
        """Return a line of the register that is not numbered yet."""
        return ShareEntry(
            book=book,
            day=self.today,
            kind=kind.value,
            household_id=household,
            factor=factor,
            shares=part.shares,
            rest=part.rest,
            recorded_by=self.actor.name,
            recorded_at=self.now,
            **more,
        )

    def write(self, book: ShareBook, lines: Sequence[ShareEntry]) -> None:
        """Number the lines, write them, and replace the certificates of those whose holding changed."""
        last = book.entries.aggregate(last=Max("number"))["last"] or 0
        for number, line in enumerate(lines, start=last + 1):
            line.number = number
        # Those who lose come first: no line leaves anybody with less than nothing.
        ShareEntry.objects.bulk_create(lines)
        touched = [line.household_id for line in lines if line.household_id and (line.shares or line.rest)]
        renew(actor=self.actor, now=self.now, book=book, households=dict.fromkeys(touched))

    def party(self, book: ShareBook, code: str) -> UUID:
        """Return the ledger's account of a household, or of the village collective (no code)."""
        if code:
            return household_account(actor=self.actor, now=self.now, code=code)
        for row in parties(book.entity_id, actor=SYSTEM):
            if row.kind == EntityKind.COLLECTIVE:
                return row.key
        raise CollectiveWithoutBooks

    def post(
        self,
        book: ShareBook,
        summary: str,
        lines: Iterable[NewLine],
        *,
        key: str,
        paper: str,
        kind: DocumentKind,
        issuer: str,
        source: tuple[str, UUID],
        day: date | None = None,
    ) -> Recorded:
        """Book an entry of today; above the township's amount it waits for a second person."""
        kept = tuple(line for line in lines if line.amount)
        document = Document(kind, paper, day or self.today, issuer)
        entry = NewEntry(
            book.entity_id, self.today, summary, kept, document, key, source=source[0], source_key=source[1]
        )
        return post(actor=self.actor, now=self.now, entry=entry)

    def note(
        self,
        action: str,
        book: ShareBook,
        *,
        old: Mapping[str, Any] | None = None,
        new: Mapping[str, Any] | None = None,
        reason: str = "",
    ) -> None:
        """Record what was done to a book."""
        change = Change(f"industry.{action}", "share_book", str(book.pk), book.place_id, old, new, reason=reason[:200])
        record(actor=self.actor, now=self.now, changes=[change])


def paper_of(given: str) -> str:
    """Return the number of a paper; nothing is written without one."""
    paper = given.strip()[:60]
    if not paper:
        raise PaperNeeded("paper")
    return paper


def booked(book: ShareBook, factor: Factor, household: UUID | None) -> str:
    """Return the asset account that a contribution becomes; empty where it stays off the books."""
    if household is None and book.entity.kind == EntityKind.COLLECTIVE:
        return ""  # the collective's part in itself is nobody's claim on it
    return rules.ASSETS.get(book.entity.kind, {}).get(factor, "")
