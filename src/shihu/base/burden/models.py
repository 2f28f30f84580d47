"""The burden meter's only table. What people write is never in it."""

from django.db import models


class BurdenEntry(models.Model):
    """Somebody sent a form: which, how many fields, how long. Append-only (migration 0001)."""

    at = models.DateTimeField()
    actor = models.UUIDField()
    place = models.CharField(max_length=15, blank=True, help_text="The outermost place of who was asked")
    role = models.CharField(max_length=14)
    form = models.CharField(max_length=60, help_text="URL name of what was sent")
    fields = models.PositiveSmallIntegerField()
    seconds = models.PositiveIntegerField(null=True, help_text="From opening to sending; empty = not known")
    is_kept = models.BooleanField(help_text="False = it was turned back with an error")

    class Meta:
        ordering = ("-at", "-id")
        indexes = (
            models.Index(fields=("actor", "at"), name="burden_actor"),
            models.Index(fields=("place", "at"), name="burden_place"),
            models.Index(fields=("form", "at"), name="burden_form"),
        )

    def __str__(self) -> str:
        return f"{self.form} {self.at:%Y-%m-%d}"
