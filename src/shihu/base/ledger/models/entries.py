"""Entries and their lines, which never change, and proposals, which wait to become entries.

Lines are inserted first and their entry last: the entry *seals* them. Triggers (migration 0002) refuse an entry whose
lines do not balance, a line for an entry that is sealed, and any update or delete. A line without an entry cannot be
committed, because its foreign key is checked at commit. That way a half-booked entry is impossible in the database
itself, on SQLite and PostgreSQL alike.
"""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from shihu.base.ledger.models.books import Account, Entity, Purpose
from shihu.base.ledger.types import DocumentKind, EntryKind, ProposalState


class Entry(models.Model):
    """One entry of one book. ``amount`` is the sum of its debits, ``size`` the number of its lines."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(help_text="Voucher number, counted within the year without gaps")
    date = models.DateField()
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in EntryKind])
    summary = models.CharField(max_length=200)
    amount = models.BigIntegerField()
    size = models.PositiveSmallIntegerField()
    purpose = models.ForeignKey(Purpose, null=True, on_delete=models.PROTECT, related_name="+")
    document_kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in DocumentKind])
    document_number = models.CharField(max_length=60)
    document_date = models.DateField()
    document_issuer = models.CharField(max_length=80)
    document_digest = models.CharField(max_length=64, blank=True)
    key = models.CharField(max_length=64, unique=True)
    body = models.CharField(max_length=64, help_text="SHA-256 of what was asked")
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")
    reason = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=40, blank=True)
    source_key = models.UUIDField(null=True)
    recorded_by = models.UUIDField(null=True)
    recorded_by_name = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()
    approved_by = models.UUIDField(null=True)
    approved_by_name = models.CharField(max_length=80, blank=True)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("entity", "-date", "-number")
        indexes = (
            models.Index(fields=("entity", "date", "number"), name="ledger_journal"),
            models.Index(fields=("source", "source_key"), name="ledger_source"),
        )
        constraints = (
            models.UniqueConstraint(fields=("entity", "year", "number"), name="ledger_number_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="ledger_entry_amount"),
            models.CheckConstraint(condition=Q(size__gte=2), name="ledger_entry_size"),
            models.CheckConstraint(condition=~Q(document_number="") & ~Q(summary=""), name="ledger_entry_document"),
            models.CheckConstraint(
                condition=Q(kind="reversal", reverses__isnull=False) | ~Q(kind="reversal") & Q(reverses=None),
                name="ledger_entry_reverses",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | Q(recorded_by=None) | ~Q(approved_by=F("recorded_by")),
                name="ledger_two_persons",
            ),
        )

    def __str__(self) -> str:
        return f"{self.year}-{self.number} {self.summary}"


class Line(models.Model):
    """One line of an entry. ``entity`` and ``date`` repeat the entry's, so that a statement is one index range."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="lines", db_index=False)
    position = models.PositiveSmallIntegerField()
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+", db_index=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    date = models.DateField()
    amount = models.BigIntegerField(help_text="fen; debit positive, credit negative")
    party = models.ForeignKey(Entity, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    note = models.CharField(max_length=120, blank=True)
    tag = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("date", "id")
        indexes = (
            # The amount at the end lets a balance be summed without touching the table.
            models.Index(fields=("entity", "account", "date", "id", "amount"), name="ledger_statement"),
            models.Index(fields=("party", "date"), condition=Q(party__isnull=False), name="ledger_party"),
            models.Index(fields=("entity", "tag", "account"), condition=~Q(tag=""), name="ledger_tag"),
        )
        constraints = (
            models.UniqueConstraint(fields=("entry", "position"), name="ledger_line_once"),
            models.CheckConstraint(condition=~Q(amount=0), name="ledger_line_amount"),
        )

    def __str__(self) -> str:
        return f"{self.entry_id} {self.account_id} {self.amount}"


class Proposal(models.Model):
    """An entry that needs a second person. ``asked`` is the whole entry as it was asked for (rules.body)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in ProposalState], default=ProposalState.WAITING.value
    )
    key = models.CharField(max_length=64, unique=True)
    body = models.CharField(max_length=64)
    asked = models.JSONField()
    amount = models.BigIntegerField()
    date = models.DateField()
    proposed_by = models.UUIDField(null=True)
    proposed_by_name = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    entry = models.OneToOneField(Entry, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-proposed_at",)
        indexes = (models.Index(fields=("entity", "state"), name="ledger_waiting"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state="approved", entry__isnull=False) | ~Q(state="approved") & Q(entry=None),
                name="ledger_proposal_booked",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="ledger_proposal_two_persons",
            ),
        )

    def __str__(self) -> str:
        return f"{self.state} {self.amount}"
