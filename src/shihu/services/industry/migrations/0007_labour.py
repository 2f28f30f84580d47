"""Day labour, checks of deliveries, where market prices were read; and what the database itself refuses of them.

Lines of a sheet are written and thrown away as long as it is a draft, and never after. A sheet that is no draft any
more keeps its day, season and sum, and is not removed. Checks stand.
"""

import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models

from shihu.base.schema import CreateTogether

_WORDS = "industry: a confirmed day of work stays as it is; take it back and enter it anew"
_DRAFT = "(SELECT state FROM industry_workday WHERE id = {row}.workday_id) <> 'draft'"
_MOVED = "OLD.state <> 'draft' AND (NEW.day <> OLD.day OR NEW.season_id <> OLD.season_id OR NEW.total <> OLD.total)"
_LINES = (("insert", "NEW"), ("update", "OLD"), ("delete", "OLD"))
_FINAL = (("industry_workday", "update", _MOVED), ("industry_workday", "delete", "OLD.state <> 'draft'"))
_CHECKS = tuple(("industry_lotcheck", act, "1 = 1") for act in ("update", "delete"))
_ALL = (*(("industry_workline", act, _DRAFT.format(row=row)) for act, row in _LINES), *_FINAL, *_CHECKS)
SQLITE = tuple(
    f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} WHEN {fault} "
    f"BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
    for table, act, fault in _ALL
)
SQLITE_BACK = tuple(f"DROP TRIGGER {table}_no_{act}" for table, act, _fault in _ALL)
POSTGRES = tuple(
    statement
    for table, act, fault in _ALL
    for statement in (
        f"CREATE FUNCTION {table}_no_{act}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {fault} THEN "
        f"RAISE EXCEPTION '{_WORDS}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN {'OLD' if act == 'delete' else 'NEW'}; END $$",
        f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} FOR EACH ROW "
        f"EXECUTE FUNCTION {table}_no_{act}()",
    )
)
POSTGRES_BACK = tuple(
    statement
    for table, act, _fault in _ALL
    for statement in (f"DROP TRIGGER {table}_no_{act} ON {table}", f"DROP FUNCTION {table}_no_{act}()")
)


def forwards(apps, schema_editor):
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in POSTGRES_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('industry', '0006_awards'),
        ('ledger', '0002_sealed'),
        ('places', '0001_initial'),
        ('registry', '0004_enterprise_version'),
    ]

    operations = [
        migrations.AddField(
            model_name='sale',
            name='market_on',
            field=models.DateField(help_text='On which day it was read', null=True),
        ),
        migrations.AddField(
            model_name='sale',
            name='market_source',
            field=models.CharField(blank=True, help_text='Where the market price was read', max_length=80),
        ),
        CreateTogether(
            models=[
                migrations.CreateModel(
                    name='WageFloor',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('since', models.DateField()),
                        ('full', models.BigIntegerField(help_text='Fen an hour of full days')),
                        ('short', models.BigIntegerField(help_text='Fen an hour of work by the hour (非全日制)')),
                        ('source', models.CharField(max_length=120)),
                        ('recorded_by', models.CharField(max_length=80)),
                    ],
                    options={
                        'ordering': ('place', '-since'),
                        'constraints': [models.UniqueConstraint(fields=('place', 'since'), name='industry_wage_floor_once'), models.CheckConstraint(condition=models.Q(('full__gt', 0), ('short__gt', 0)), name='industry_wage_floor_positive')],
                    },
                ),
                migrations.CreateModel(
                    name='LabourRate',
                    fields=[
                        ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rates', to='industry.project')),
                        ('kind', models.CharField(choices=[('hour', 'Hour'), ('day', 'Day'), ('piece', 'Piece'), ('share', 'Share')], max_length=5)),
                        ('words', models.CharField(max_length=40)),
                        ('price', models.BigIntegerField(help_text='Fen an hour, a day or a piece; nothing for work that counts for a share')),
                        ('measure', models.CharField(blank=True, help_text='What a piece is', max_length=12)),
                        ('day_minutes', models.PositiveSmallIntegerField(default=480, help_text='Minutes that make a day')),
                        ('since', models.DateField()),
                        ('agreed_on', models.DateField()),
                        ('paper', models.CharField(max_length=60)),
                        ('recorded_by', models.CharField(max_length=80)),
                    ],
                    options={
                        'ordering': ('project', 'words', '-since'),
                        'constraints': [models.UniqueConstraint(fields=('project', 'words', 'since'), name='industry_rate_once'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'share'), ('price', 0)), models.Q(models.Q(('kind', 'share'), _negated=True), ('price__gt', 0)), _connector='OR'), name='industry_rate_price'), models.CheckConstraint(condition=models.Q(('day_minutes__range', (60, 1440)), ('since__gte', models.F('agreed_on'))), name='industry_rate_agreed')],
                    },
                ),
                migrations.CreateModel(
                    name='Foreman',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='foremen', to='industry.project')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
                        ('since', models.DateField()),
                        ('until', models.DateField(null=True)),
                        ('named_by', models.UUIDField()),
                        ('named_name', models.CharField(max_length=80)),
                    ],
                    options={
                        'ordering': ('project', '-since'),
                        'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('project', 'person'), name='industry_foreman_once'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='industry_foreman_period')],
                    },
                ),
                migrations.CreateModel(
                    name='Worker',
                    fields=[
                        ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('employer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entity')),
                        ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
                        ('name', models.CharField(max_length=40)),
                        ('phone', models.CharField(blank=True, max_length=20)),
                        ('home', models.CharField(blank=True, help_text='The village that they come from, in words', max_length=60)),
                    ],
                    options={
                        'ordering': ('employer', 'name', 'id'),
                        'constraints': [models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('employer', 'person'), name='industry_worker_person'), models.UniqueConstraint(condition=models.Q(('person', None)), fields=('employer', 'name', 'phone'), name='industry_worker_named'), models.CheckConstraint(condition=models.Q(('person__isnull', False), models.Q(('phone', ''), _negated=True), _connector='OR'), name='industry_worker_reached')],
                    },
                ),
                migrations.CreateModel(
                    name='Workday',
                    fields=[
                        ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('season', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='workdays', to='industry.season')),
                        ('site', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='industry.site')),
                        ('day', models.DateField()),
                        ('work', models.CharField(max_length=40)),
                        ('state', models.CharField(choices=[('draft', 'Draft'), ('waiting', 'Waiting'), ('confirmed', 'Confirmed'), ('reversed', 'Reversed')], default='draft', max_length=9)),
                        ('total', models.BigIntegerField(default=0)),
                        ('key', models.CharField(max_length=80, unique=True)),
                        ('entered_by', models.UUIDField(null=True)),
                        ('entered_name', models.CharField(max_length=80)),
                        ('entered_at', models.DateTimeField()),
                        ('confirmed_by', models.UUIDField(null=True)),
                        ('confirmed_name', models.CharField(blank=True, max_length=80)),
                        ('confirmed_at', models.DateTimeField(null=True)),
                        ('booked_for', models.UUIDField(help_text='In whose name it stands in the books', null=True)),
                        ('entry', models.UUIDField(null=True)),
                        ('reversed_on', models.DateField(null=True)),
                        ('reason', models.CharField(blank=True, help_text='Why it was sent back or taken back', max_length=200)),
                    ],
                    options={
                        'ordering': ('-day', '-id'),
                        'indexes': [models.Index(fields=['season', 'state', 'day'], name='industry_workday_season')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('site__isnull', False), models.Q(('state', 'reversed'), _negated=True)), fields=('season', 'day', 'work', 'site'), name='industry_sheet_once'), models.UniqueConstraint(condition=models.Q(('site', None), models.Q(('state', 'reversed'), _negated=True)), fields=('season', 'day', 'work'), name='industry_sheet_once_anywhere'), models.CheckConstraint(condition=models.Q(models.Q(('entry', None), ('state', 'draft')), models.Q(('entry', None), ('state', 'waiting')), models.Q(('confirmed_at__isnull', False), ('state__in', ('confirmed', 'reversed'))), _connector='OR'), name='industry_workday_state')],
                    },
                ),
                migrations.CreateModel(
                    name='WorkLine',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('workday', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='industry.workday')),
                        ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='industry.worker')),
                        ('rate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='industry.labourrate')),
                        ('household', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.household')),
                        ('minutes', models.PositiveIntegerField()),
                        ('pieces', models.PositiveIntegerField(default=0)),
                        ('amount', models.BigIntegerField(help_text='Fen, rounded once')),
                        ('counted', models.PositiveIntegerField(default=0, help_text='Minutes that count in the labour pool')),
                    ],
                    options={
                        'ordering': ('workday', 'id'),
                        'constraints': [models.UniqueConstraint(fields=('workday', 'worker'), name='industry_once_on_a_sheet'), models.CheckConstraint(condition=models.Q(models.Q(('amount__gt', 0), ('counted', 0)), models.Q(('amount', 0), ('counted', models.F('minutes')), ('household__isnull', False)), _connector='OR'), name='industry_paid_or_counted'), models.CheckConstraint(condition=models.Q(('minutes__lte', 1440)), name='industry_a_day_has_24_hours'), models.CheckConstraint(condition=models.Q(('minutes__gt', 0), ('pieces__gt', 0), _connector='OR'), name='industry_worked_something')],
                    },
                ),
                migrations.CreateModel(
                    name='WagePayment',
                    fields=[
                        ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('season', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wage_payments', to='industry.season')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('state', models.CharField(choices=[('prepared', 'Prepared'), ('paid', 'Paid'), ('withdrawn', 'Withdrawn'), ('reversed', 'Reversed')], default='prepared', max_length=9)),
                        ('through', models.DateField(help_text='Last day that it pays')),
                        ('total', models.BigIntegerField()),
                        ('key', models.CharField(max_length=80, unique=True)),
                        ('prepared_by', models.UUIDField(null=True)),
                        ('prepared_name', models.CharField(max_length=80)),
                        ('prepared_at', models.DateTimeField()),
                        ('confirmed_by', models.UUIDField(null=True)),
                        ('confirmed_name', models.CharField(blank=True, max_length=80)),
                        ('paid_on', models.DateField(null=True)),
                        ('paper', models.CharField(blank=True, max_length=60)),
                        ('entry', models.UUIDField(null=True)),
                        ('reason', models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        'ordering': ('season', '-number'),
                        'constraints': [models.UniqueConstraint(fields=('season', 'number'), name='industry_wage_payment_number'), models.CheckConstraint(condition=models.Q(('total__gt', 0)), name='industry_wage_payment_pays'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'paid'), _negated=True), models.Q(('prepared_by', models.F('confirmed_by')), _negated=True), _connector='OR'), name='industry_wages_by_two')],
                    },
                ),
                migrations.CreateModel(
                    name='WagePaymentLine',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('payment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='industry.wagepayment')),
                        ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='industry.workline')),
                        ('amount', models.BigIntegerField()),
                        ('is_live', models.BooleanField(default=True)),
                    ],
                    options={
                        'ordering': ('payment', 'id'),
                        'constraints': [models.UniqueConstraint(condition=models.Q(('is_live', True)), fields=('line',), name='industry_wage_paid_once'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='industry_wage_line_pays')],
                    },
                ),
                migrations.CreateModel(
                    name='LotCheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('lot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='industry.lot')),
                        ('kind', models.CharField(choices=[('residue', 'Residue'), ('metal', 'Metal'), ('grade', 'Grade'), ('laboratory', 'Laboratory')], max_length=10)),
                        ('has_passed', models.BooleanField()),
                        ('found', models.CharField(help_text='What was found, with its value and limit', max_length=120)),
                        ('checked_on', models.DateField()),
                        ('checked_by', models.CharField(max_length=80)),
                        ('recorded_by', models.CharField(max_length=80)),
                        ('recorded_at', models.DateTimeField()),
                        ('key', models.CharField(max_length=80, unique=True)),
                    ],
                    options={
                        'ordering': ('lot', 'checked_on', 'id'),
                    },
                ),
                migrations.CreateModel(
                    name='NamingConsent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='industry.project')),
                        ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.household')),
                        ('since', models.DateField()),
                        ('until', models.DateField(null=True)),
                        ('paper', models.CharField(max_length=60)),
                    ],
                    options={
                        'ordering': ('project', 'household__code'),
                        'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('project', 'household'), name='industry_named_once'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='industry_named_period')],
                    },
                ),
            ],
        ),
        migrations.RunPython(forwards, backwards),
    ]
