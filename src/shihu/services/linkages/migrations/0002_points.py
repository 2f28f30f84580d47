"""Points: tables, and the database's own refusal of what would change, overspend or rewrite them."""

import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models

from shihu.base.schema import CreateTogether
from django.db import models

BALANCE = "(SELECT COALESCE(SUM(points), 0) FROM linkages_pointentry WHERE account_id = NEW.account_id)"
STOCK = "(SELECT COALESCE(SUM(quantity), 0) FROM linkages_prizemove WHERE prize_id = NEW.prize_id)"
FAULTS = {
    "pointentry": (
        (f"NEW.kind IN ('redemption', 'expiry') AND {BALANCE} + NEW.points < 0", "more than is there cannot be spent"),
        (
            "NEW.kind = 'reversal' AND NOT EXISTS (SELECT 1 FROM linkages_pointentry AS other"
            " WHERE other.id = NEW.reverses_id AND other.account_id = NEW.account_id"
            " AND other.points = -NEW.points AND other.kind <> 'reversal')",
            "a reversal takes back exactly one entry of its account",
        ),
    ),
    "prizemove": ((f"{STOCK} + NEW.quantity < 0", "what is not there cannot be taken"),),
    "pointitem": (
        (
            "EXISTS (SELECT 1 FROM linkages_pointrulebook WHERE id = NEW.book_id AND valid_from IS NOT NULL)",
            "a voted rule book never changes",
        ),
    ),
}
# Who waits here sees, after the wait, what the other one wrote: two who spend the same points cannot both pass.
LOCKS = {
    "pointentry": "PERFORM 1 FROM linkages_pointaccount WHERE id = NEW.account_id FOR UPDATE;",
    "prizemove": "PERFORM 1 FROM linkages_prize WHERE id = NEW.prize_id FOR UPDATE;",
    "pointitem": "",
}
SEALED = ("pointentry", "pointreview", "prizemove", "pointnotice", "pointsampleclaim")
VOTED = {
    "pointrulebook": "OLD.valid_from IS NOT NULL",
    "pointitem": "EXISTS (SELECT 1 FROM linkages_pointrulebook WHERE id = OLD.book_id AND valid_from IS NOT NULL)",
}
SQLITE = (
    *(
        f"CREATE TRIGGER linkages_{table}_whole BEFORE INSERT ON linkages_{table} BEGIN "
        + " ".join(f"SELECT RAISE(ABORT, 'points: {words}') WHERE {fault};" for fault, words in faults)
        + " END"
        for table, faults in FAULTS.items()
    ),
    *(
        f"CREATE TRIGGER linkages_{table}_no_{act} BEFORE {act.upper()} ON linkages_{table} "
        f"BEGIN SELECT RAISE(ABORT, 'points: what is written stays as it is'); END"
        for table in SEALED
        for act in ("update", "delete")
    ),
    *(
        f"CREATE TRIGGER linkages_{table}_no_{act} BEFORE {act.upper()} ON linkages_{table} WHEN {voted} "
        f"BEGIN SELECT RAISE(ABORT, 'points: a voted rule book never changes'); END"
        for table, voted in VOTED.items()
        for act in ("update", "delete")
    ),
)
SQLITE_BACK = (
    *(f"DROP TRIGGER linkages_{table}_whole" for table in FAULTS),
    *(f"DROP TRIGGER linkages_{table}_no_{act}" for table in (*SEALED, *VOTED) for act in ("update", "delete")),
)
_FAULT = "USING ERRCODE = 'integrity_constraint_violation'"
POSTGRES = (
    *(
        f"CREATE FUNCTION linkages_{table}_whole() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {LOCKS[table]} "
        + " ".join(f"IF {fault} THEN RAISE EXCEPTION 'points: {words}' {_FAULT}; END IF;" for fault, words in faults)
        + " RETURN NEW; END $$"
        for table, faults in FAULTS.items()
    ),
    *(
        f"CREATE TRIGGER linkages_{table}_whole BEFORE INSERT ON linkages_{table} "
        f"FOR EACH ROW EXECUTE FUNCTION linkages_{table}_whole()"
        for table in FAULTS
    ),
    "CREATE FUNCTION linkages_points_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"RAISE EXCEPTION 'points: what is written stays as it is' {_FAULT}; END $$",
    *(
        f"CREATE TRIGGER linkages_{table}_no_change BEFORE UPDATE OR DELETE ON linkages_{table} "
        "FOR EACH ROW EXECUTE FUNCTION linkages_points_refuse()"
        for table in SEALED
    ),
    *(
        f"CREATE FUNCTION linkages_{table}_voted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {voted} THEN RAISE EXCEPTION 'points: a voted rule book never changes' {_FAULT}; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
        for table, voted in VOTED.items()
    ),
    *(
        f"CREATE TRIGGER linkages_{table}_voted BEFORE UPDATE OR DELETE ON linkages_{table} "
        f"FOR EACH ROW EXECUTE FUNCTION linkages_{table}_voted()"
        for table in VOTED
    ),
)
POSTGRES_BACK = (
    *(f"DROP TRIGGER linkages_{table}_whole ON linkages_{table}" for table in FAULTS),
    *(f"DROP TRIGGER linkages_{table}_no_change ON linkages_{table}" for table in SEALED),
    *(f"DROP TRIGGER linkages_{table}_voted ON linkages_{table}" for table in VOTED),
    *(f"DROP FUNCTION linkages_{table}_whole()" for table in FAULTS),
    *(f"DROP FUNCTION linkages_{table}_voted()" for table in VOTED),
    "DROP FUNCTION linkages_points_refuse()",
)


def forwards(apps, schema_editor):
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in POSTGRES_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):


    dependencies = [("linkages", "0001_mediation"), 
        ('places', '0001_initial'),
        ('registry', '0004_enterprise_version'),
        ('units', '0009_changed_by_hand'),
    ]

    operations = [
        CreateTogether(
            models=[
                migrations.CreateModel(
                    name='PointItem',
                    fields=[
                        ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('order', models.PositiveSmallIntegerField()),
                        ('code', models.CharField(max_length=40)),
                        ('linkage', models.CharField(choices=[('party', 'party'), ('sanitation', 'sanitation'), ('integrity', 'integrity'), ('welfare', 'welfare'), ('safety', 'safety'), ('civility', 'civility')], max_length=10)),
                        ('words', models.CharField(max_length=200)),
                        ('points', models.IntegerField()),
                        ('per', models.CharField(max_length=30)),
                        ('limit', models.PositiveSmallIntegerField(help_text='Times a month; 0 = none')),
                        ('proof', models.CharField(max_length=200)),
                        ('earner', models.CharField(choices=[('household', 'household'), ('unit', 'unit')], max_length=9)),
                        ('clause', models.CharField(blank=True, max_length=120)),
                        ('may_claim', models.BooleanField()),
                        ('book', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='linkages.pointrulebook')),
                    ],
                    options={
                        'ordering': ('book', 'order'),
                        'constraints': [models.UniqueConstraint(fields=('book', 'code'), name='linkages_point_item_code'), models.CheckConstraint(condition=models.Q(('points', 0), _negated=True), name='linkages_point_item_points'), models.CheckConstraint(condition=models.Q(('points__gt', 0), models.Q(('clause', ''), _negated=True), _connector='OR'), name='linkages_point_item_clause')],
                    },
                ),
                migrations.CreateModel(
                    name='PrizeFund',
                    fields=[
                        ('village', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='places.place')),
                    ],
                ),
                migrations.CreateModel(
                    name='PointAccount',
                    fields=[
                        ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('hides_name', models.BooleanField(default=False, help_text='Not named on the public board')),
                        ('hamlet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('household', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.household')),
                        ('unit', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                        ('village', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                    ],
                    options={
                        'ordering': ('village', 'id'),
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('household__isnull', False), ('unit', None)), models.Q(('household', None), ('unit__isnull', False)), _connector='OR'), name='linkages_point_account_one')],
                    },
                ),
                migrations.CreateModel(
                    name='PointClaim',
                    fields=[
                        ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('key', models.UUIDField(help_text='Made by the phone: the same key is the same claim', unique=True)),
                        ('body', models.CharField(max_length=64)),
                        ('day', models.DateField()),
                        ('times', models.PositiveSmallIntegerField()),
                        ('asked', models.PositiveIntegerField()),
                        ('words', models.CharField(blank=True, max_length=200)),
                        ('state', models.CharField(choices=[('waiting', 'waiting'), ('decided', 'decided'), ('appealed', 'appealed'), ('final', 'final')], max_length=8)),
                        ('claimed_by', models.UUIDField()),
                        ('claimed_by_name', models.CharField(max_length=80)),
                        ('claimed_at', models.DateTimeField()),
                        ('decided_on', models.DateField(null=True)),
                        ('appeal', models.CharField(blank=True, max_length=300)),
                        ('appealed_at', models.DateTimeField(null=True)),
                        ('appeal_until', models.DateField(null=True)),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='linkages.pointaccount')),
                        ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='linkages.pointitem')),
                    ],
                    options={
                        'ordering': ('claimed_at', 'id'),
                        'indexes': [models.Index(fields=['state', 'account'], name='linkages_point_claim_state'), models.Index(fields=['account', 'item', 'day'], name='linkages_point_claim_month')],
                    },
                ),
                migrations.CreateModel(
                    name='PointEntry',
                    fields=[
                        ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('number', models.PositiveIntegerField()),
                        ('day', models.DateField()),
                        ('points', models.IntegerField()),
                        ('kind', models.CharField(choices=[('award', 'award'), ('deduction', 'deduction'), ('redemption', 'redemption'), ('expiry', 'expiry'), ('reversal', 'reversal')], max_length=10)),
                        ('times', models.PositiveSmallIntegerField(default=1)),
                        ('source', models.CharField(max_length=40)),
                        ('source_key', models.CharField(max_length=80)),
                        ('body', models.CharField(help_text='SHA-256 of what was asked', max_length=64)),
                        ('note', models.CharField(blank=True, max_length=300)),
                        ('expires_on', models.DateField(null=True)),
                        ('claimed_by_name', models.CharField(blank=True, max_length=80)),
                        ('reviewed_by_name', models.CharField(blank=True, max_length=80)),
                        ('recorded_by', models.UUIDField(null=True)),
                        ('recorded_by_name', models.CharField(max_length=80)),
                        ('recorded_at', models.DateTimeField()),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='linkages.pointaccount')),
                        ('claim', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='linkages.pointclaim')),
                        ('reverses', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='linkages.pointentry')),
                        ('unit', models.ForeignKey(help_text='Sat in then', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                        ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='linkages.pointitem')),
                    ],
                    options={
                        'ordering': ('account', 'number'),
                        'indexes': [models.Index(fields=['account', 'points'], name='linkages_point_balance'), models.Index(fields=['day', 'account', 'points'], name='linkages_point_day')],
                        'constraints': [models.UniqueConstraint(fields=('account', 'number'), name='linkages_point_entry_number'), models.UniqueConstraint(fields=('source', 'source_key'), name='linkages_point_entry_source'), models.CheckConstraint(condition=models.Q(('points', 0), _negated=True), name='linkages_point_entry_points'), models.CheckConstraint(condition=models.Q(models.Q(('item__isnull', False), ('kind', 'award'), ('points__gt', 0), ('reverses', None)), models.Q(('item__isnull', False), ('kind', 'deduction'), ('points__lt', 0), ('reverses', None)), models.Q(('item', None), ('kind__in', ('redemption', 'expiry')), ('points__lt', 0), ('reverses', None)), models.Q(('kind', 'reversal'), ('reverses__isnull', False)), _connector='OR'), name='linkages_point_entry_kind')],
                    },
                ),
                migrations.CreateModel(
                    name='PointNotice',
                    fields=[
                        ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('expires_on', models.DateField()),
                        ('points', models.PositiveIntegerField()),
                        ('told_on', models.DateField()),
                        ('told_by', models.CharField(max_length=80)),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='linkages.pointaccount')),
                    ],
                    options={
                        'ordering': ('account', 'expires_on'),
                        'constraints': [models.UniqueConstraint(fields=('account', 'expires_on'), name='linkages_point_notice_once')],
                    },
                ),
                migrations.CreateModel(
                    name='PointReview',
                    fields=[
                        ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('stage', models.CharField(choices=[('first', 'first'), ('appeal', 'appeal'), ('sample', 'sample')], max_length=6)),
                        ('verdict', models.CharField(choices=[('accept', 'accept'), ('change', 'change'), ('refuse', 'refuse')], max_length=6)),
                        ('points', models.PositiveIntegerField()),
                        ('reason', models.CharField(blank=True, max_length=300)),
                        ('reviewer', models.UUIDField()),
                        ('reviewer_name', models.CharField(max_length=80)),
                        ('at', models.DateTimeField()),
                        ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='linkages.pointclaim')),
                    ],
                    options={
                        'ordering': ('claim', 'at', 'id'),
                        'constraints': [models.UniqueConstraint(fields=('claim', 'stage'), name='linkages_point_review_stage'), models.UniqueConstraint(fields=('claim', 'reviewer'), name='linkages_point_review_once'), models.CheckConstraint(condition=models.Q(('verdict', 'accept'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='linkages_point_review_reason'), models.CheckConstraint(condition=models.Q(models.Q(('points', 0), ('verdict', 'refuse')), models.Q(('stage', 'appeal'), ('verdict', 'refuse')), models.Q(models.Q(('verdict', 'refuse'), _negated=True), ('points__gt', 0)), _connector='OR'), name='linkages_point_review_points')],
                    },
                ),
                migrations.CreateModel(
                    name='PointRuleBook',
                    fields=[
                        ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('version', models.PositiveIntegerField()),
                        ('title', models.CharField(max_length=60)),
                        ('claim_days', models.PositiveSmallIntegerField()),
                        ('appeal_days', models.PositiveSmallIntegerField()),
                        ('expires_after', models.PositiveSmallIntegerField(help_text='Months; 0 = points never lapse')),
                        ('notice_days', models.PositiveSmallIntegerField()),
                        ('pickup_days', models.PositiveSmallIntegerField()),
                        ('sample_share', models.PositiveSmallIntegerField(help_text="Per cent of a month's decided claims")),
                        ('sample_least', models.PositiveSmallIntegerField()),
                        ('board_size', models.PositiveSmallIntegerField()),
                        ('cover_rule', models.CharField(choices=[('warn', 'warn'), ('refuse', 'refuse')], max_length=6)),
                        ('made_by', models.CharField(max_length=80)),
                        ('made_at', models.DateTimeField()),
                        ('voted_on', models.DateField(null=True)),
                        ('vote_paper', models.CharField(blank=True, max_length=60)),
                        ('vote_present', models.PositiveIntegerField(default=0)),
                        ('vote_in_favour', models.PositiveIntegerField(default=0)),
                        ('valid_from', models.DateField(help_text='Empty = draft', null=True)),
                        ('approved_by', models.CharField(blank=True, max_length=80)),
                        ('village', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                    ],
                    options={
                        'ordering': ('village', '-version'),
                        'constraints': [models.UniqueConstraint(fields=('village', 'version'), name='linkages_point_book_version'), models.CheckConstraint(condition=models.Q(('valid_from', None), models.Q(('vote_in_favour__lte', models.F('vote_present')), ('voted_on__isnull', False)), _connector='OR'), name='linkages_point_book_voted')],
                    },
                ),
                migrations.CreateModel(
                    name='PointSample',
                    fields=[
                        ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('month', models.DateField(help_text='Its first day')),
                        ('number', models.CharField(max_length=20)),
                        ('number_source', models.CharField(max_length=120)),
                        ('published_on', models.DateField()),
                        ('published_by', models.CharField(max_length=80)),
                        ('drawn_on', models.DateField(null=True)),
                        ('decided', models.PositiveIntegerField(default=0, help_text='Claims decided in the month, among which was drawn')),
                        ('village', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                    ],
                    options={
                        'ordering': ('village', '-month'),
                        'constraints': [models.UniqueConstraint(fields=('village', 'month'), name='linkages_point_sample_month')],
                    },
                ),
                migrations.CreateModel(
                    name='PointSampleClaim',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('order', models.PositiveSmallIntegerField()),
                        ('claim', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='linkages.pointclaim')),
                        ('sample', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='linkages.pointsample')),
                    ],
                    options={
                        'ordering': ('sample', 'order'),
                    },
                ),
                migrations.CreateModel(
                    name='Prize',
                    fields=[
                        ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('name', models.CharField(max_length=60)),
                        ('measure', models.CharField(max_length=20)),
                        ('price', models.PositiveIntegerField(help_text='points')),
                        ('is_offered', models.BooleanField(default=True)),
                        ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prizes', to='linkages.prizefund')),
                    ],
                    options={
                        'ordering': ('fund', 'price', 'name'),
                        'constraints': [models.UniqueConstraint(fields=('fund', 'name'), name='linkages_prize_name'), models.CheckConstraint(condition=models.Q(('price__gt', 0)), name='linkages_prize_price')],
                    },
                ),
                migrations.CreateModel(
                    name='Redemption',
                    fields=[
                        ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('key', models.UUIDField(unique=True)),
                        ('quantity', models.PositiveSmallIntegerField()),
                        ('points', models.PositiveIntegerField()),
                        ('state', models.CharField(choices=[('reserved', 'reserved'), ('handed', 'handed'), ('cancelled', 'cancelled'), ('returned', 'returned')], max_length=9)),
                        ('code', models.CharField(max_length=6)),
                        ('consent', models.CharField(help_text='Who of the household agreed', max_length=80)),
                        ('asked_on', models.DateField()),
                        ('hold_until', models.DateField(null=True)),
                        ('done_on', models.DateField(null=True)),
                        ('done_by', models.CharField(blank=True, max_length=80)),
                        ('reason', models.CharField(blank=True, max_length=200)),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='linkages.pointaccount')),
                        ('prize', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='linkages.prize')),
                    ],
                    options={
                        'ordering': ('-asked_on', '-id'),
                        'constraints': [models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='linkages_redemption_quantity')],
                    },
                ),
                migrations.CreateModel(
                    name='PrizeMove',
                    fields=[
                        ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('key', models.UUIDField(unique=True)),
                        ('kind', models.CharField(choices=[('received', 'received'), ('taken', 'taken'), ('returned', 'returned'), ('written_off', 'written_off')], max_length=11)),
                        ('quantity', models.IntegerField()),
                        ('value', models.BigIntegerField(help_text='fen, for information only', null=True)),
                        ('donor', models.CharField(blank=True, max_length=80)),
                        ('paper', models.CharField(blank=True, max_length=60)),
                        ('day', models.DateField()),
                        ('recorded_by_name', models.CharField(max_length=80)),
                        ('recorded_at', models.DateTimeField()),
                        ('prize', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='linkages.prize')),
                        ('redemption', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='linkages.redemption')),
                    ],
                    options={
                        'ordering': ('-day', '-id'),
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('received', 'returned')), ('quantity__gt', 0)), models.Q(('kind__in', ('taken', 'written_off')), ('quantity__lt', 0)), _connector='OR'), name='linkages_prize_move_sign'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'received'), _negated=True), models.Q(models.Q(('donor', ''), _negated=True), models.Q(('paper', ''), _negated=True)), _connector='OR'), name='linkages_prize_move_paper')],
                    },
                ),
            ],
        ),
        migrations.RunPython(forwards, backwards),
    ]
