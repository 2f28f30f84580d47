"""The ledger's side of an act: who is whose account, one entry, a second person where the ledger asks for one."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from shihu.base.accounts.queries import actor_by_key
from shihu.base.ledger.commands import household_account, post, rehearse
from shihu.base.ledger.types import Document, DocumentKind, NewEntry, NewLine
from shihu.kernel.actors import Actor
from shihu.kernel.money import yuan
from shihu.services.industry.errors import SecondPersonNeeded
from shihu.services.industry.models import AdvanceLine, Season
from shihu.services.industry.queries.standings import Accounts, accounts_of

SOURCE = "industry.season"


class Booking:
    """One act of a season in the books of its project."""

    def __init__(self, season: Season, *, actor: Actor, now: datetime, day: date) -> None:
        self.season, self.actor, self.now, self.day = season, actor, now, day
        self.accounts: Accounts = accounts_of(season, day)
        self.chart = self.accounts.chart

    def party(self, code: str) -> UUID:
        """Return a household's member account; it is opened where there is none yet."""
        known = self.accounts.parties.get(code)
        if known is None:
            known = household_account(actor=self.actor, now=self.now, code=code)
            self.accounts.parties[code] = known
            self.accounts.codes[known] = code
        return known

    def entry(self, summary: str, lines: Sequence[NewLine], paper: str, kind: DocumentKind, key: str) -> NewEntry:
        """Return the entry of the act; lines of nothing are left out."""
        book = self.season.project.book
        return NewEntry(
            entity=book.pk,
            date=self.day,
            summary=f"{self.season.project.name} {self.season.name} {summary}",
            lines=tuple(line for line in lines if line.amount),
            document=Document(kind, paper, self.day, book.name),
            key=key,
            source=SOURCE,
            source_key=self.season.pk,
        )

    def post(self, entry: NewEntry, approver: Actor | None = None) -> UUID | None:
        """Book it; None where a second person has to look first, and then nothing is booked."""
        if approver is None and rehearse(actor=self.actor, now=self.now, entry=entry).entry is None:
            return None
        return post(actor=self.actor, now=self.now, entry=entry, approver=approver).entry

    def post_now(self, entry: NewEntry, approver: Actor | None) -> UUID:
        """Book it and return its key; refuse it where it is above the amount that one person may book."""
        booked = self.post(entry, approver)
        if booked is None:
            total = sum(line.amount for line in entry.lines if line.amount > 0)
            raise SecondPersonNeeded("approver", amount=yuan(total))
        return booked

    @staticmethod
    def recorder(key: UUID | None, now: datetime) -> Actor:
        """Return who recorded what now is approved, with the rights of today."""
        return actor_by_key(key, now=now)

    @staticmethod
    def write(lines: Sequence[AdvanceLine]) -> None:
        """Write lines of the advance book."""
        AdvanceLine.objects.bulk_create([line for line in lines if line.amount], batch_size=500)
