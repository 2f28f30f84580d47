"""Acts that wait for a second person, what buyers pay; what is written there is never altered, only decided once."""

import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models

# By table: what stays as it was written, and the state in which the rest may still be written.
_KEPT = {
    "industry_askedact": (
        (
            "id",
            "project_id",
            "season_id",
            "kind",
            "payload",
            "body",
            "amount",
            "key",
            "recorder",
            "recorded_by",
            "recorded_at",
        ),
        "OLD.state = 'waiting'",
    ),
    "industry_receipt": (
        ("id", "sale_id", "amount", "paid_into", "day", "paper", "entry", "key", "recorded_by", "recorded_at"),
        "OLD.reversed_on IS NULL",
    ),
}
_WORDS = "industry: what is written stays as it is"


def _sqlite():
    for table, (columns, state) in _KEPT.items():
        moved = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in columns)
        yield (
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN NOT ({state}) OR {moved} "
            f"BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
        )
        yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"


def _postgres():
    for table, (columns, state) in _KEPT.items():
        moved = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in columns)
        yield (
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW WHEN (NOT ({state}) OR {moved}) "
            f"EXECUTE FUNCTION industry_refuse()"
        )
        yield (
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION industry_refuse()"
        )


_NAMES = tuple((table, act) for table in _KEPT for act in ("update", "delete"))
SQLITE, POSTGRES = tuple(_sqlite()), tuple(_postgres())
SQLITE_BACK = tuple(f"DROP TRIGGER {table}_no_{act}" for table, act in _NAMES)
POSTGRES_BACK = tuple(f"DROP TRIGGER {table}_no_{act} ON {table}" for table, act in _NAMES)


def forwards(apps, schema_editor):
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in POSTGRES_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("industry", "0007_labour"),
    ]

    operations = [
        migrations.AddField(
            model_name="sale",
            name="due_on",
            field=models.DateField(help_text="By when the buyer agreed to pay, where it is owed", null=True),
        ),
        migrations.AddField(
            model_name="payout",
            name="ahead",
            field=models.BooleanField(
                default=False, help_text="Also what buyers had not paid yet, from the producer's own"
            ),
        ),
        migrations.CreateModel(
            name="AskedAct",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=8)),
                ("payload", models.JSONField(help_text="The act as it will be done (rules.asking)")),
                ("body", models.CharField(help_text="Digest of the act as the form sent it", max_length=64)),
                ("amount", models.BigIntegerField(help_text="Fen, for lists")),
                ("key", models.CharField(help_text="Made by the form once for the act", max_length=80, unique=True)),
                ("recorder", models.UUIDField(null=True)),
                ("recorded_by", models.CharField(max_length=80)),
                ("recorded_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("booked", "Booked"), ("turned_down", "Turned Down")],
                        default="waiting",
                        max_length=11,
                    ),
                ),
                ("decided_by", models.CharField(blank=True, max_length=80)),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("entry", models.UUIDField(help_text="The ledger entry, where the act books one", null=True)),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="asked", to="industry.project"
                    ),
                ),
                (
                    "season",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked",
                        to="industry.season",
                    ),
                ),
            ],
            options={
                "ordering": ("-recorded_at", "-id"),
                "indexes": [models.Index(fields=["project", "state"], name="industry_asked_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("state", "waiting")),
                            models.Q(models.Q(("state", "waiting"), _negated=True), ("decided_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="industry_asked_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "turned_down"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="industry_asked_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("amount", models.BigIntegerField(help_text="Fen")),
                ("paid_into", models.CharField(help_text="bank or cash", max_length=4)),
                ("day", models.DateField()),
                ("paper", models.CharField(max_length=60)),
                ("entry", models.UUIDField(help_text="The ledger entry that booked it")),
                ("key", models.CharField(max_length=80, unique=True)),
                ("recorded_by", models.CharField(max_length=80)),
                ("recorded_at", models.DateTimeField()),
                ("reversed_on", models.DateField(null=True)),
                ("undo_reason", models.CharField(blank=True, max_length=200)),
                ("undo_entry", models.UUIDField(null=True)),
                (
                    "sale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="receipts", to="industry.sale"
                    ),
                ),
            ],
            options={
                "ordering": ("day", "id"),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="industry_receipt_amount"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reversed_on", None), ("undo_entry", None)),
                            models.Q(
                                ("reversed_on__isnull", False),
                                ("undo_entry__isnull", False),
                                models.Q(("undo_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="industry_receipt_undone",
                    ),
                ],
            },
        ),
        migrations.RunPython(forwards, backwards),
    ]
