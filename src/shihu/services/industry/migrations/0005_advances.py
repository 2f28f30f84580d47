"""Rules of sharing, the advance book, slips and payments; what is written there is never altered."""

import django.db.models.deletion
import django.db.models.expressions
import uuid_utils.compat
from django.db import migrations, models

from shihu.base.schema import CreateTogether
from django.db import models

# What was voted, written into the advance book or handed out as a slip stays: it is corrected by a line more.
_KEPT = ("industry_advanceline", "industry_slip", "industry_sharingrule")
SQLITE = tuple(
    f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, 'industry: what is written stays as it is'); END"
    for table in _KEPT
    for act in ("update", "delete")
)
SQLITE_BACK = tuple(f"DROP TRIGGER {table}_no_{act}" for table in _KEPT for act in ("update", "delete"))
POSTGRES = (
    """CREATE FUNCTION industry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         RAISE EXCEPTION 'industry: what is written stays as it is' USING ERRCODE = 'integrity_constraint_violation';
       END $$""",
    *(
        f"""CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION industry_refuse()"""
        for table in _KEPT
    ),
)
POSTGRES_BACK = (*(f"DROP TRIGGER {table}_no_change ON {table}" for table in _KEPT), "DROP FUNCTION industry_refuse()")


def forwards(apps, schema_editor):
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in POSTGRES_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [("industry", "0004_settlement_sealed"), 
        ('registry', '0004_enterprise_version'),
    ]

    operations = [
        CreateTogether(
            models=[
                migrations.CreateModel(
                    name='Batch',
                    fields=[
                        ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('name', models.CharField(max_length=40)),
                        ('measure', models.CharField(help_text='What a piece is called, such as 棒', max_length=8)),
                        ('pieces', models.BigIntegerField()),
                        ('cost', models.BigIntegerField(help_text='Fen')),
                        ('price', models.BigIntegerField(help_text='Fen for a piece: whole, never above cost')),
                        ('rest', models.BigIntegerField(help_text='Fen that do not divide; the producer bears them')),
                        ('made_on', models.DateField()),
                        ('entry', models.UUIDField(help_text='The ledger entry that took them into stock')),
                        ('key', models.CharField(max_length=80, unique=True)),
                        ('recorded_by', models.CharField(max_length=80)),
                        ('season', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='batches', to='industry.season')),
                    ],
                    options={
                        'ordering': ('season', 'made_on', 'id'),
                        'constraints': [models.CheckConstraint(condition=models.Q(('pieces__gt', 0), ('price__gt', 0), ('cost', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('price'), '*', models.F('pieces')), '+', models.F('rest')))), name='industry_batch_costs')],
                    },
                ),
                migrations.CreateModel(
                    name='AdvanceLine',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('thing', models.CharField(choices=[('input', 'Input'), ('rental', 'Rental')], max_length=6)),
                        ('act', models.CharField(choices=[('received', 'Received'), ('returned', 'Returned'), ('broken', 'Broken'), ('let', 'Let'), ('sold', 'Sold'), ('paid', 'Paid'), ('offset', 'Offset'), ('undone', 'Undone')], max_length=8)),
                        ('pieces', models.BigIntegerField(default=0)),
                        ('amount', models.BigIntegerField()),
                        ('day', models.DateField()),
                        ('words', models.CharField(blank=True, max_length=80)),
                        ('entry', models.UUIDField(help_text='The ledger entry that booked it')),
                        ('key', models.CharField(help_text='Of the act, the same on all its lines', max_length=80)),
                        ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.household')),
                        ('sale', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='advances', to='industry.sale')),
                        ('season', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='advances', to='industry.season')),
                        ('site', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='industry.site')),
                        ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='industry.batch')),
                    ],
                    options={
                        'ordering': ('season', 'household', 'day', 'id'),
                        'indexes': [models.Index(fields=['season', 'household'], name='industry_advance_household'), models.Index(fields=['key'], name='industry_advance_key')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('amount', 0), _negated=True), name='industry_advance_amount')],
                    },
                ),
                migrations.CreateModel(
                    name='Payout',
                    fields=[
                        ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('day', models.DateField()),
                        ('paper', models.CharField(max_length=60)),
                        ('total', models.BigIntegerField()),
                        ('entry', models.UUIDField(null=True)),
                        ('key', models.CharField(max_length=80, unique=True)),
                        ('recorder', models.UUIDField(null=True)),
                        ('recorded_by', models.CharField(max_length=80)),
                        ('recorded_at', models.DateTimeField()),
                        ('turned_down_on', models.DateField(null=True)),
                        ('season', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payouts', to='industry.season')),
                    ],
                    options={
                        'ordering': ('-day', '-id'),
                        'constraints': [models.UniqueConstraint(condition=models.Q(('entry', None), ('turned_down_on', None)), fields=('season',), name='industry_payout_waits_once')],
                    },
                ),
                migrations.CreateModel(
                    name='PayoutLine',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('amount', models.BigIntegerField()),
                        ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.household')),
                        ('payout', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='industry.payout')),
                    ],
                    options={
                        'ordering': ('payout', 'household__code'),
                        'constraints': [models.UniqueConstraint(fields=('payout', 'household'), name='industry_paid_once_a_list'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='industry_paid_something')],
                    },
                ),
                migrations.CreateModel(
                    name='SharingRule',
                    fields=[
                        ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('since', models.DateField()),
                        ('floor', models.JSONField(help_text='{per_sale, share, per_month}: fen, thousandths, fen')),
                        ('steps', models.JSONField(help_text='[{kind, cap, value}] in order')),
                        ('advance_limit', models.BigIntegerField(help_text='Fen of inputs on credit that a household may owe', null=True)),
                        ('paper', models.CharField(help_text='Minutes of the meeting that voted it', max_length=60)),
                        ('votes', models.PositiveSmallIntegerField(help_text='For it')),
                        ('voters', models.PositiveSmallIntegerField(help_text='Who voted')),
                        ('recorded_by', models.CharField(max_length=80)),
                        ('recorded_at', models.DateTimeField()),
                        ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rules', to='industry.project')),
                    ],
                    options={
                        'ordering': ('project', '-since'),
                        'constraints': [models.UniqueConstraint(fields=('project', 'since'), name='industry_rule_dated_once'), models.CheckConstraint(condition=models.Q(('votes__lte', models.F('voters')), ('votes__gt', django.db.models.expressions.CombinedExpression(models.F('voters'), '/', models.Value(2.0)))), name='industry_rule_is_voted'), models.CheckConstraint(condition=models.Q(('advance_limit', None), ('advance_limit__gte', 0), _connector='OR'), name='industry_rule_limit')],
                    },
                ),
                migrations.CreateModel(
                    name='Slip',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('grams', models.BigIntegerField()),
                        ('proceeds', models.BigIntegerField()),
                        ('floor', models.BigIntegerField()),
                        ('steps', models.JSONField(help_text='[{kind, owed, most, amount}] as they were reckoned')),
                        ('household_gets', models.BigIntegerField()),
                        ('advance_left', models.BigIntegerField(help_text='Fen owed for inputs after this sale')),
                        ('rental_left', models.BigIntegerField()),
                        ('pieces_left', models.BigIntegerField()),
                        ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.household')),
                        ('sale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slips', to='industry.sale')),
                    ],
                    options={
                        'ordering': ('sale', 'household__code'),
                        'constraints': [models.UniqueConstraint(fields=('sale', 'household'), name='industry_slip_once'), models.CheckConstraint(condition=models.Q(('household_gets__gte', models.F('floor')), ('household_gets__lte', models.F('proceeds'))), name='industry_slip_floor')],
                    },
                ),
            ],
        ),
        migrations.RemoveField(
            model_name='sale',
            name='market_price',
        ),
        migrations.AddField(
            model_name='sale',
            name='on_credit',
            field=models.BooleanField(default=False, help_text='The buyer owes it; else it was paid into the bank'),
        ),
        migrations.AddField(
            model_name='sale',
            name='recorder',
            field=models.UUIDField(help_text='Account of who recorded it', null=True),
        ),
        migrations.AddField(
            model_name='sale',
            name='total',
            field=models.BigIntegerField(default=0, help_text='Fen, rounded once; its lines are an exact split of it'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='sale',
            name='undo_by',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name='sale',
            name='undo_reason',
            field=models.CharField(blank=True, help_text='Asked to be taken back, and why', max_length=200),
        ),
        migrations.AddField(
            model_name='sale',
            name='undo_recorder',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='saleline',
            name='market',
            field=models.BigIntegerField(help_text='Fen for a kilogram of the grade on the market that day', null=True),
        ),
        migrations.AlterField(
            model_name='sale',
            name='entry',
            field=models.UUIDField(help_text='The ledger entry that booked it; none while it waits', null=True),
        ),
        migrations.AlterField(
            model_name='sale',
            name='reversed_on',
            field=models.DateField(help_text='Taken back, or turned down before it was booked', null=True),
        ),
        migrations.AlterField(
            model_name='saleline',
            name='amount',
            field=models.BigIntegerField(help_text="Fen: its part of the sale's total"),
        ),
        migrations.RunPython(forwards, backwards),
    ]
