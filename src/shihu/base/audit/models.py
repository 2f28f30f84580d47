"""The audit chain and the view log."""

from django.db import models


class AuditEntry(models.Model):
    """One change: who did what to which record when, old and new. Append-only, hash-chained.

    ``number`` counts without gaps from 1 and ``digest`` covers every other column and the digest before
    it, so that an altered, dropped or inserted row breaks the chain. Database triggers refuse update and
    delete (migration 0002).
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    actor = models.UUIDField(null=True, db_index=True)
    actor_name = models.CharField(max_length=80)
    action = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)
    place = models.CharField(max_length=15, blank=True, db_index=True)
    reason = models.CharField(max_length=200, blank=True)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("-number",)
        indexes = (models.Index(fields=("subject_kind", "subject", "-number"), name="audit_subject"),)

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.subject_kind}:{self.subject}"


class ChainHead(models.Model):
    """The last number and digest of the chain. One row; locking it puts writers in a line."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="audit_one_head"),)

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:12]}"


class ViewEntry(models.Model):
    """Somebody opened a personal record. Not chained: it proves care, not money."""

    at = models.DateTimeField(db_index=True)
    actor = models.UUIDField(db_index=True)
    actor_name = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)
    place = models.CharField(max_length=15, blank=True)

    class Meta:
        ordering = ("-at",)
        indexes = (models.Index(fields=("subject_kind", "subject"), name="audit_view_subject"),)

    def __str__(self) -> str:
        return f"{self.actor_name} {self.subject_kind}:{self.subject}"
