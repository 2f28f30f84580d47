"""Share certificates (股权证)."""

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from shihu.base.registry.models import Household
from shihu.services.industry.models.shares import ShareBook


class Certificate(models.Model):
    """What was printed for a household on a day. A change of its holding replaces it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    book = models.ForeignKey(ShareBook, on_delete=models.PROTECT, related_name="certificates")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    at = models.PositiveIntegerField(help_text="Counts the certificates of the book")
    number = models.CharField(max_length=30, unique=True)
    code = models.CharField(max_length=24, help_text="Signs of the keyed digest over number, holder, shares and day")
    shares = models.PositiveIntegerField()
    value = models.BigIntegerField()
    parts = models.JSONField(default=dict, help_text="{factor: [shares, rest]} on that day")
    issued_on = models.DateField()
    issued_by = models.CharField(max_length=80)
    replaced_on = models.DateField(null=True)

    class Meta:
        ordering = ("book", "at")
        constraints = (
            models.UniqueConstraint(fields=("book", "at"), name="industry_certificate_number"),
            models.UniqueConstraint(
                fields=("book", "household"), condition=Q(replaced_on=None), name="industry_one_valid_certificate"
            ),
        )

    def __str__(self) -> str:
        return self.number
