"""Contents by hash, and their attachments."""

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from shihu.base.evidence.types import Level
from shihu.base.places.models import Place


class Content(models.Model):
    """The bytes of one file, stored once under their SHA-256. The row comes after the file, never before it."""

    digest = models.CharField(max_length=64, primary_key=True)
    media_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField(help_text="Bytes")
    width = models.PositiveIntegerField(null=True, help_text="Pixels")
    height = models.PositiveIntegerField(null=True, help_text="Pixels")
    taken = models.DateTimeField(
        null=True, help_text="When the camera says the picture was taken, read as Chinese time"
    )
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    stored_at = models.DateTimeField()
    removal_asked_at = models.DateTimeField(null=True)
    removal_asked_by = models.UUIDField(null=True)
    removal_asked_name = models.CharField(max_length=80, blank=True)
    removal_reason = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.UUIDField(null=True)

    class Meta:
        constraints = (
            # Two people: whoever asked cannot be the one who confirmed.
            models.CheckConstraint(
                condition=Q(removed_at=None)
                | (Q(removal_asked_by__isnull=False) & ~Q(removed_by=models.F("removal_asked_by"))),
                name="evidence_removal_by_two",
            ),
        )

    def __str__(self) -> str:
        return f"{self.digest[:12]} {self.media_type}"


class Attachment(models.Model):
    """Who attached which content to what, where, when and why. Detaching dates it; nothing deletes it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    content = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="attachments")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    why = models.CharField(max_length=200, blank=True)
    level = models.CharField(max_length=12, choices=[(level.value, level.value) for level in Level])
    key = models.UUIDField(help_text="Made by the client: the same key is the same sending")
    body = models.CharField(max_length=64, help_text="Digest of all that was sent with the key")
    attached_by = models.UUIDField()
    attached_name = models.CharField(max_length=80)
    attached_at = models.DateTimeField()
    detached_by = models.UUIDField(null=True)
    detached_name = models.CharField(max_length=80, blank=True)
    detached_at = models.DateTimeField(null=True)
    detached_why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("attached_at", "id")
        constraints = (models.UniqueConstraint(fields=("attached_by", "key"), name="evidence_key_once"),)
        indexes = (models.Index(fields=("subject_kind", "subject"), name="evidence_subject"),)

    def __str__(self) -> str:
        return f"{self.name} {self.subject_kind}:{self.subject}"
