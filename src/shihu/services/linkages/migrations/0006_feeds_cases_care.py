"""Points fed by records, hazards as cases, visit plans, dated targets.

Every hazard that stood in the table becomes a case with the same days: opened when it was found, closed when it was
mended, looked at again when it was closed.
"""

from datetime import datetime, time

import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models
from django.utils import timezone

from shihu.base.schema import CreateTogether

MENDER, VILLAGE, TOWNSHIP = "mender", "village", "township"
# As rules.safety said on the day of this migration: a case keeps the law of its day.
TIMES = {
    "grave": ((3, "ND"), (1, "ND"), (3, "ND")),
    "serious": ((10, "WD"), (5, "WD"), (10, "WD")),
    "small": ((40, "WD"), (20, "WD"), (20, "WD")),
}
LOOK_AGAIN = {"grave": 1, "serious": 3, "small": 7}
PLACES = ((MENDER, "cadre", 12), (VILLAGE, "cadre", 12), (TOWNSHIP, "officer", 9))
NAMES = ("Who mends it, or the unit's head", "The village", "The township")
VOTED = (
    "EXISTS (SELECT 1 FROM linkages_pointitem AS item JOIN linkages_pointrulebook AS book ON book.id = item.book_id"
    " WHERE item.id = {row}.item_id AND book.valid_from IS NOT NULL)"
)


def law(hazard):
    """What the kind of case says of a hazard with an agreed day."""
    times = ((max(1, (hazard.mend_by - hazard.found_on).days), "ND"), *TIMES[hazard.grade][1:])
    levels = [
        {
            "key": key,
            "name": name,
            "role": role,
            "place": place,
            "days": days,
            "unit": unit,
            "climbs": key != TOWNSHIP,
            "stands_empty": True,
        }
        for (key, role, place), name, (days, unit) in zip(PLACES, NAMES, times, strict=True)
    ]
    return {
        "name": "Safety hazard",
        "page": "linkages_safety_hazard",
        "levels": levels,
        "outcomes": [
            ["mended", "Mended", LOOK_AGAIN[hazard.grade], True],
            ["none", "Looked at: nothing dangerous", None, False],
            ["handed", "Handed on to the authority that is competent", None, False],
        ],
        "pauses": [
            ["weather", "Rain or frost: nobody can work there", True],
            ["parts", "Material is on its way", True],
            ["busy", "Busy farming season", False],
        ],
    }


def at(day, hour):
    return timezone.make_aware(datetime.combine(day, time(hour, 0)))


def open_cases(apps, schema_editor):
    Hazard = apps.get_model("linkages", "Hazard")
    Case, Series = apps.get_model("cases", "Case"), apps.get_model("cases", "CaseSeries")
    Stage, Event = apps.get_model("cases", "Stage"), apps.get_model("cases", "CaseEvent")
    for hazard in Hazard.objects.order_by("found_on", "id"):
        opened, village = at(hazard.found_on, 8), hazard.hamlet_id[:12]
        series, _ = Series.objects.get_or_create(place_id=hazard.hamlet_id[:9], year=hazard.found_on.year)
        series.last += 1
        series.save()
        mended = at(max(hazard.mended_on, hazard.found_on), 18) if hazard.mended_on else None
        case = Case.objects.create(
            township=hazard.hamlet_id[:9],
            year=hazard.found_on.year,
            serial=series.last,
            kind="linkages.hazard",
            law=law(hazard),
            about={},
            title=hazard.where,
            place_id=hazard.hamlet_id,
            reference=hazard.pk,
            source="linkages.hazard",
            secrecy="open",
            state="closed" if mended else "running",
            level=MENDER,
            holder_role="cadre",
            holder_place=village,
            opened_at=opened,
            opened_by=hazard.found_by,
            closed_at=mended,
            outcome="mended" if mended else "",
            settles=bool(mended),
            closing=(hazard.mended_words or "—") if mended else "",
            visit_due=(hazard.closed_on or hazard.mended_on) if mended else None,
            visited_on=hazard.closed_on if mended else None,
        )
        Stage.objects.create(
            case=case,
            order=1,
            level=MENDER,
            days=max(1, (hazard.mend_by - hazard.found_on).days),
            unit="ND",
            began_at=opened,
            ended_at=mended,
            how="closed" if mended else "",
            promised_on=hazard.found_on,
            due_at=None if mended else at(hazard.mend_by, 18),
        )
        lines = [
            (opened, "opened", hazard.found_by, hazard.words, {}),
            (opened, "assigned", hazard.found_by, "", {"holder": "", "role": "cadre", "skipped": []}),
        ]
        if mended:
            lines.append((mended, "closed", hazard.mended_by, hazard.mended_words, {"outcome": "mended"}))
        if mended and hazard.closed_on:
            told = {"holds": True, "visited_on": hazard.closed_on.isoformat()}
            lines.append((at(hazard.closed_on, 19), "visited", hazard.closed_by, hazard.closed_words, told))
        for number, (when, happening, by, text, data) in enumerate(lines, start=1):
            Event.objects.create(
                case=case,
                number=number,
                at=when,
                happening=happening,
                actor_name=by,
                level=MENDER,
                text=text,
                data=data,
            )
        Hazard.objects.filter(pk=hazard.pk).update(case=case, mender=hazard.mender[:40])
    if schema_editor.connection.vendor == "postgresql":
        # The table is altered next: nothing may wait for the end of the transaction.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def close_cases(apps, schema_editor):
    """The cases stay: their timeline cannot be taken back."""


def seal(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        fault = "USING ERRCODE = 'integrity_constraint_violation'"
        row = f"IF TG_OP <> 'INSERT' AND {VOTED.format(row='OLD')} THEN RAISE EXCEPTION"
        schema_editor.execute(
            "CREATE FUNCTION linkages_pointfeed_voted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"{row} 'points: a voted rule book never changes' {fault}; END IF; "
            f"IF TG_OP <> 'DELETE' AND {VOTED.format(row='NEW')} THEN "
            f"RAISE EXCEPTION 'points: a voted rule book never changes' {fault}; END IF; "
            "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
        )
        schema_editor.execute(
            "CREATE TRIGGER linkages_pointfeed_voted BEFORE INSERT OR UPDATE OR DELETE ON linkages_pointfeed "
            "FOR EACH ROW EXECUTE FUNCTION linkages_pointfeed_voted()"
        )
        schema_editor.execute(
            "CREATE FUNCTION linkages_goaltarget_sealed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION 'goals: a target is followed by another, never changed' {fault}; END $$"
        )
        schema_editor.execute(
            "CREATE TRIGGER linkages_goaltarget_sealed BEFORE UPDATE OR DELETE ON linkages_goaltarget "
            "FOR EACH ROW EXECUTE FUNCTION linkages_goaltarget_sealed()"
        )
        return
    for act, row in (("insert", "NEW"), ("update", "OLD"), ("delete", "OLD")):
        schema_editor.execute(
            f"CREATE TRIGGER linkages_pointfeed_no_{act} BEFORE {act.upper()} ON linkages_pointfeed "
            f"WHEN {VOTED.format(row=row)} "
            "BEGIN SELECT RAISE(ABORT, 'points: a voted rule book never changes'); END"
        )
    for act in ("update", "delete"):
        schema_editor.execute(
            f"CREATE TRIGGER linkages_goaltarget_no_{act} BEFORE {act.upper()} ON linkages_goaltarget "
            "BEGIN SELECT RAISE(ABORT, 'goals: a target is followed by another, never changed'); END"
        )


def unseal(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table, name in (("pointfeed", "voted"), ("goaltarget", "sealed")):
            schema_editor.execute(f"DROP TRIGGER linkages_{table}_{name} ON linkages_{table}")
            schema_editor.execute(f"DROP FUNCTION linkages_{table}_{name}()")
        return
    for act in ("insert", "update", "delete"):
        schema_editor.execute(f"DROP TRIGGER linkages_pointfeed_no_{act}")
    for act in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER linkages_goaltarget_no_{act}")


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0002_timeline'),
        ('linkages', '0005_goals'),
        ('places', '0001_initial'),
        ('registry', '0004_enterprise_version'),
    ]

    operations = [
        CreateTogether(
            models=[
                migrations.CreateModel(
                    name='CarePlan',
                    fields=[
                        ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('need', models.CharField(blank=True, choices=[('neglected', 'Neglected'), ('asked', 'Asked')], help_text='Empty: only what the register says', max_length=9)),
                        ('every', models.PositiveSmallIntegerField(help_text='Days between two visits')),
                        ('visitor_name', models.CharField(blank=True, max_length=40)),
                        ('promise', models.CharField(blank=True, help_text='What the children promised, in their words', max_length=200)),
                        ('clause', models.CharField(blank=True, help_text='Clause of the village rules behind it', max_length=120)),
                        ('since', models.DateField()),
                        ('until', models.DateField(null=True)),
                        ('made_by', models.CharField(max_length=80)),
                        ('ended_words', models.CharField(blank=True, max_length=200)),
                        ('hamlet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                        ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.household')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
                        ('visitor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.person')),
                    ],
                    options={
                        'ordering': ('person', '-since', '-id'),
                        'constraints': [
                            models.UniqueConstraint(condition=models.Q(('until', None)), fields=('person',), name='linkages_care_one_plan'),
                            models.CheckConstraint(condition=models.Q(('every__range', (1, 60))), name='linkages_care_every'),
                            models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='linkages_care_period'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='GoalTarget',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('figure', models.CharField(help_text='Code of the figure', max_length=40)),
                        ('value', models.PositiveBigIntegerField(help_text='Per cent, or so many; money in fen')),
                        ('since', models.DateField()),
                        ('paper', models.CharField(max_length=80)),
                        ('set_by', models.CharField(max_length=80)),
                        ('set_at', models.DateTimeField()),
                        ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                    ],
                    options={
                        'ordering': ('place', 'figure', 'since', 'id'),
                        'constraints': [
                            models.UniqueConstraint(fields=('place', 'figure', 'since'), name='linkages_goal_target_day'),
                            models.CheckConstraint(condition=models.Q(('paper', ''), _negated=True), name='linkages_goal_target_paper'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='PointFeed',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('record', models.CharField(choices=[('round', 'round'), ('work', 'work'), ('meeting', 'meeting')], max_length=7)),
                        ('least', models.PositiveSmallIntegerField(help_text='Score of a round; minutes of work a time; 0 for a meeting')),
                        ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='feed', to='linkages.pointitem')),
                    ],
                    options={
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(models.Q(('least__range', (1, 100)), ('record', 'round')), models.Q(('least__range', (30, 720)), ('record', 'work')), models.Q(('least', 0), ('record', 'meeting')), _connector='OR'), name='linkages_point_feed_least'),
                        ],
                    },
                ),
            ],
        ),
        migrations.AddField(
            model_name='hazard',
            name='case',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case'),
        ),
        migrations.RunPython(open_cases, close_cases),
        migrations.RemoveConstraint(
            model_name='hazard',
            name='linkages_safety_rechecked',
        ),
        migrations.RemoveConstraint(
            model_name='hazard',
            name='linkages_safety_mend_by',
        ),
        migrations.RemoveIndex(
            model_name='hazard',
            name='linkages_safety_open',
        ),
        migrations.RemoveField(
            model_name='hazard',
            name='closed_by',
        ),
        migrations.RemoveField(
            model_name='hazard',
            name='closed_on',
        ),
        migrations.RemoveField(
            model_name='hazard',
            name='closed_words',
        ),
        migrations.RemoveField(
            model_name='hazard',
            name='mend_by',
        ),
        migrations.RemoveField(
            model_name='hazard',
            name='mended_by',
        ),
        migrations.RemoveField(
            model_name='hazard',
            name='mended_on',
        ),
        migrations.RemoveField(
            model_name='hazard',
            name='mended_words',
        ),
        migrations.AlterField(
            model_name='hazard',
            name='case',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case'),
        ),
        migrations.AlterModelOptions(
            name='hazard',
            options={'ordering': ('hamlet', 'found_on', 'id')},
        ),
        migrations.AddField(
            model_name='lookin',
            name='kept',
            field=models.BooleanField(help_text='Whether the children keep what they promised; empty: not asked', null=True),
        ),
        migrations.AlterField(
            model_name='hazard',
            name='mender',
            field=models.CharField(max_length=40),
        ),
        migrations.RunPython(seal, unseal),
    ]
