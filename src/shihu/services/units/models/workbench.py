"""Every change of a draft by hand, in order."""

from django.db import models

from shihu.services.units.models.formations import Formation


class DraftEdit(models.Model):
    """One change by hand. The rows of a draft are its history; undoing adds a row and marks the one it concerns."""

    class Act(models.TextChoices):
        MOVE = "move"
        EXCHANGE = "exchange"
        LOCK = "lock"
        UNLOCK = "unlock"
        PIN = "pin"
        UNPIN = "unpin"
        TIE = "tie"
        UNTIE = "untie"
        UNDO = "undo"
        REDO = "redo"

    class State(models.TextChoices):
        DONE = "done"
        UNDONE = "undone"
        DROPPED = "dropped"  # undone, and another change was made since: it cannot come back

    formation = models.ForeignKey(Formation, on_delete=models.CASCADE, related_name="edits")
    version = models.PositiveIntegerField(help_text="The draft's, once this was done")
    act = models.CharField(max_length=8, choices=Act)
    state = models.CharField(max_length=7, choices=State, default=State.DONE)
    of = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="+", help_text="What was undone")
    told = models.JSONField(default=dict, help_text="Households by code, units by key, rules, change of the objective")
    reason = models.CharField(max_length=200, blank=True, help_text="Why a size outside the rule is right here")
    actor = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ("formation", "version")
        constraints = (models.UniqueConstraint(fields=("formation", "version"), name="units_edit_version_once"),)

    def __str__(self) -> str:
        return f"{self.formation_id} {self.version} {self.act}"
