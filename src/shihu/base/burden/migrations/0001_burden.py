"""The burden meter; the database itself refuses to change or remove what was measured."""

from django.db import migrations, models


SQLITE = (
    """CREATE TRIGGER burden_no_update BEFORE UPDATE ON burden_burdenentry
       BEGIN SELECT RAISE(ABORT, 'the burden meter is append-only'); END""",
    """CREATE TRIGGER burden_no_delete BEFORE DELETE ON burden_burdenentry
       BEGIN SELECT RAISE(ABORT, 'the burden meter is append-only'); END""",
)
SQLITE_BACK = ("DROP TRIGGER burden_no_update", "DROP TRIGGER burden_no_delete")
POSTGRES = (
    """CREATE FUNCTION burden_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'the burden meter is append-only' USING ERRCODE = 'integrity_constraint_violation';
       END $$""",
    """CREATE TRIGGER burden_no_change BEFORE UPDATE OR DELETE ON burden_burdenentry
       FOR EACH ROW EXECUTE FUNCTION burden_refuse()""",
)
POSTGRES_BACK = ("DROP TRIGGER burden_no_change ON burden_burdenentry", "DROP FUNCTION burden_refuse()")


def forwards(apps, schema_editor):
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in POSTGRES_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="BurdenEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("actor", models.UUIDField()),
                (
                    "place",
                    models.CharField(blank=True, help_text="The outermost place of who was asked", max_length=15),
                ),
                ("role", models.CharField(max_length=14)),
                ("form", models.CharField(help_text="URL name of what was sent", max_length=60)),
                ("fields", models.PositiveSmallIntegerField()),
                (
                    "seconds",
                    models.PositiveIntegerField(help_text="From opening to sending; empty = not known", null=True),
                ),
                ("is_kept", models.BooleanField(help_text="False = it was turned back with an error")),
            ],
            options={
                "ordering": ("-at", "-id"),
                "indexes": [
                    models.Index(fields=["actor", "at"], name="burden_actor"),
                    models.Index(fields=["place", "at"], name="burden_place"),
                    models.Index(fields=["form", "at"], name="burden_form"),
                ],
            },
        ),
        migrations.RunPython(forwards, backwards),
    ]
