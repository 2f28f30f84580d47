"""Target days of the eight ones, village works, checks; what a second person found is sealed by the database."""

import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models

from shihu.base.schema import CreateTogether
from django.db import models


TABLES = ("linkages_goalcheck", "linkages_publicwork")
SQLITE = tuple(
    f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} WHEN OLD.verdict <> '' "
    "BEGIN SELECT RAISE(ABORT, 'linkages: what was found on a check stays as it is'); END"
    for table in TABLES
    for act in ("update", "delete")
)
SQLITE_BACK = tuple(f"DROP TRIGGER {table}_no_{act}" for table in TABLES for act in ("update", "delete"))
POSTGRES = (
    """CREATE FUNCTION linkages_checked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         RAISE EXCEPTION 'linkages: what was found on a check stays as it is'
           USING ERRCODE = 'integrity_constraint_violation';
       END $$""",
    *(
        f"CREATE TRIGGER {table}_sealed BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW WHEN (OLD.verdict <> '') "
        "EXECUTE FUNCTION linkages_checked()"
        for table in TABLES
    ),
)
POSTGRES_BACK = (
    *(f"DROP TRIGGER {table}_sealed ON {table}" for table in TABLES),
    "DROP FUNCTION linkages_checked()",
)


def forwards(apps, schema_editor):
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in POSTGRES_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [("linkages", "0004_civility"), 
        ("places", "0001_initial"),
    ]

    operations = [
        CreateTogether(
            models=[
                migrations.CreateModel(
                    name='GoalCheck',
                    fields=[
                        ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('goal', models.CharField(max_length=60)),
                        ('asked_by', models.UUIDField()),
                        ('asked_name', models.CharField(max_length=80)),
                        ('asked_at', models.DateTimeField()),
                        ('asked_note', models.CharField(blank=True, max_length=300)),
                        ('verdict', models.CharField(blank=True, choices=[('', ''), ('holds', 'holds'), ('not_yet', 'not_yet')], max_length=8)),
                        ('checked_by', models.UUIDField(null=True)),
                        ('checked_name', models.CharField(blank=True, max_length=80)),
                        ('checked_on', models.DateField(help_text='Day of the visit', null=True)),
                        ('checked_at', models.DateTimeField(null=True)),
                        ('note', models.CharField(blank=True, max_length=300)),
                        ('village', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                    ],
                    options={
                        'ordering': ('village', 'goal', '-asked_at'),
                        'indexes': [models.Index(fields=['village', 'goal', '-asked_at'], name='linkages_goal_check')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('verdict', '')), fields=('village', 'goal'), name='linkages_goal_one_open_check'), models.CheckConstraint(condition=models.Q(models.Q(('checked_at', None), ('checked_by', None), ('checked_on', None), ('verdict', '')), models.Q(models.Q(('verdict', ''), _negated=True), models.Q(('note', ''), _negated=True), ('checked_at__isnull', False), ('checked_by__isnull', False), ('checked_on__isnull', False), models.Q(('checked_by', models.F('asked_by')), _negated=True)), _connector='OR'), name='linkages_goal_check_by_two')],
                    },
                ),
                migrations.CreateModel(
                    name='GoalPlan',
                    fields=[
                        ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('goal', models.CharField(help_text='Term of the vocabulary goal', max_length=60)),
                        ('begins', models.DateField()),
                        ('due', models.DateField()),
                        ('set_by', models.CharField(max_length=80)),
                        ('set_at', models.DateTimeField()),
                        ('village', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                    ],
                    options={
                        'ordering': ('village', 'goal'),
                        'constraints': [models.UniqueConstraint(fields=('village', 'goal'), name='linkages_goal_planned_once'), models.CheckConstraint(condition=models.Q(('due__gt', models.F('begins'))), name='linkages_goal_period')],
                    },
                ),
                migrations.CreateModel(
                    name='PublicWork',
                    fields=[
                        ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('kind', models.CharField(choices=[('road', 'road'), ('water', 'water'), ('lamps', 'lamps'), ('drains', 'drains'), ('waste', 'waste'), ('meeting', 'meeting'), ('green', 'green')], max_length=8)),
                        ('name', models.CharField(max_length=80)),
                        ('quantity', models.DecimalField(decimal_places=2, help_text='In the unit of its kind', max_digits=12)),
                        ('paper', models.CharField(max_length=60)),
                        ('finished_on', models.DateField()),
                        ('recorded_by', models.UUIDField()),
                        ('recorded_name', models.CharField(max_length=80)),
                        ('recorded_at', models.DateTimeField()),
                        ('verdict', models.CharField(blank=True, choices=[('', ''), ('holds', 'holds'), ('not_yet', 'not_yet')], max_length=8)),
                        ('checked_by', models.UUIDField(null=True)),
                        ('checked_name', models.CharField(blank=True, max_length=80)),
                        ('checked_on', models.DateField(help_text='Day of the visit', null=True)),
                        ('checked_at', models.DateTimeField(null=True)),
                        ('note', models.CharField(blank=True, max_length=300)),
                        ('village', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                    ],
                    options={
                        'ordering': ('village', '-finished_on', '-id'),
                        'indexes': [models.Index(fields=['village', 'kind', 'finished_on'], name='linkages_register_village')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='linkages_register_quantity'), models.CheckConstraint(condition=models.Q(('paper', ''), _negated=True), name='linkages_register_paper'), models.UniqueConstraint(condition=models.Q(('verdict', 'not_yet'), _negated=True), fields=('village', 'kind', 'paper'), name='linkages_register_paper_once'), models.CheckConstraint(condition=models.Q(models.Q(('checked_at', None), ('checked_by', None), ('checked_on', None), ('verdict', '')), models.Q(models.Q(('verdict', ''), _negated=True), models.Q(('note', ''), _negated=True), ('checked_at__isnull', False), ('checked_by__isnull', False), ('checked_on__isnull', False), models.Q(('checked_by', models.F('recorded_by')), _negated=True)), _connector='OR'), name='linkages_register_by_two')],
                    },
                ),
            ],
        ),
        migrations.RunPython(forwards, backwards),
    ]
