"""What buyers pay of what they owe for goods that left unpaid."""

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from shihu.services.industry.models.lots import Sale


class Receipt(models.Model):
    """Money that a buyer paid on one sale. Never changed, but taken back once: a trigger of the database holds it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sale = models.ForeignKey(Sale, on_delete=models.PROTECT, related_name="receipts")
    amount = models.BigIntegerField(help_text="Fen")
    paid_into = models.CharField(max_length=4, help_text="bank or cash")
    day = models.DateField()
    paper = models.CharField(max_length=60)
    entry = models.UUIDField(help_text="The ledger entry that booked it")
    key = models.CharField(max_length=80, unique=True)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()
    reversed_on = models.DateField(null=True)
    undo_reason = models.CharField(max_length=200, blank=True)
    undo_entry = models.UUIDField(null=True)

    class Meta:
        ordering = ("day", "id")
        constraints = (
            models.CheckConstraint(condition=Q(amount__gt=0), name="industry_receipt_amount"),
            models.CheckConstraint(
                condition=Q(reversed_on=None, undo_entry=None)
                | (Q(reversed_on__isnull=False, undo_entry__isnull=False) & ~Q(undo_reason="")),
                name="industry_receipt_undone",
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.amount}"
