"""Imports of rosters, and what each did."""

from django.db import models
from uuid_utils.compat import uuid7

from shihu.base.places.models import Place


class RosterImport(models.Model):
    """One spreadsheet on its way into the registry: read, mapped, checked, committed, perhaps undone."""

    class State(models.TextChoices):
        MAPPING = "mapping"
        CHECKING = "checking"
        CHECKED = "checked"
        COMMITTING = "committing"
        COMMITTED = "committed"
        UNDOING = "undoing"
        UNDONE = "undone"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=120)
    file_digest = models.CharField(max_length=64)
    content = models.BinaryField(null=True, help_text="Sealed file; removed on commit")
    sheet = models.CharField(max_length=60, blank=True)
    mapping = models.JSONField(default=dict, help_text="column number -> field")
    state = models.CharField(max_length=10, choices=State, default=State.MAPPING)
    found = models.JSONField(default=dict, help_text="Counts: rows, households, new, changed, faults, doubtful")
    faults = models.JSONField(default=list, help_text="Sheet, row, column, code, values of each fault")
    preview = models.JSONField(
        default=dict, help_text="Columns, sheets, doubtful pairs and absent persons, for the pages"
    )
    decisions = models.JSONField(default=dict, help_text="Answers to doubtful duplicates")
    job = models.UUIDField(null=True)
    actor = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    committed_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-asked_at",)

    def __str__(self) -> str:
        return f"{self.file_name} {self.state}"


class ImportedChange(models.Model):
    """What an import did to one row, so that the whole import can be undone."""

    roster_import = models.ForeignKey(RosterImport, on_delete=models.CASCADE, related_name="changes")
    household = models.UUIDField()
    before = models.BinaryField(null=True, help_text="Sealed image of the household before; null = it was new")
    version_after = models.PositiveIntegerField()
    persons_after = models.JSONField(default=dict, help_text="Person -> version after the import")

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("roster_import", "household"), name="registry_change_once"),)

    def __str__(self) -> str:
        return f"{self.roster_import_id} {self.household}"
