"""The database itself refuses to change, remove, skip or back-date a line of a case's timeline."""

from django.db import migrations

_NUMBER = "NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM cases_caseevent WHERE case_id = NEW.case_id)"
_LATER = "EXISTS (SELECT 1 FROM cases_caseevent WHERE case_id = NEW.case_id AND at > NEW.at)"
SQLITE = (
    f"""CREATE TRIGGER cases_event_follows BEFORE INSERT ON cases_caseevent BEGIN
        SELECT RAISE(ABORT, 'cases: the timeline has no gaps') WHERE {_NUMBER};
        SELECT RAISE(ABORT, 'cases: the timeline never runs backwards') WHERE {_LATER}; END""",
    *(
        f"""CREATE TRIGGER cases_event_no_{act} BEFORE {act.upper()} ON cases_caseevent
        BEGIN SELECT RAISE(ABORT, 'cases: the timeline is append-only'); END"""
        for act in ("update", "delete")
    ),
)
SQLITE_BACK = (
    "DROP TRIGGER cases_event_follows",
    "DROP TRIGGER cases_event_no_update",
    "DROP TRIGGER cases_event_no_delete",
)
POSTGRES = (
    f"""CREATE FUNCTION cases_event_follows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF {_NUMBER} THEN RAISE EXCEPTION 'cases: the timeline has no gaps'
            USING ERRCODE = 'integrity_constraint_violation'; END IF;
        IF {_LATER} THEN RAISE EXCEPTION 'cases: the timeline never runs backwards'
            USING ERRCODE = 'integrity_constraint_violation'; END IF;
        RETURN NEW; END $$""",
    """CREATE TRIGGER cases_event_follows BEFORE INSERT ON cases_caseevent
       FOR EACH ROW EXECUTE FUNCTION cases_event_follows()""",
    """CREATE FUNCTION cases_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         RAISE EXCEPTION 'cases: the timeline is append-only' USING ERRCODE = 'integrity_constraint_violation';
       END $$""",
    """CREATE TRIGGER cases_event_no_change BEFORE UPDATE OR DELETE ON cases_caseevent
       FOR EACH ROW EXECUTE FUNCTION cases_refuse()""",
)
POSTGRES_BACK = (
    "DROP TRIGGER cases_event_no_change ON cases_caseevent",
    "DROP TRIGGER cases_event_follows ON cases_caseevent",
    "DROP FUNCTION cases_refuse()",
    "DROP FUNCTION cases_event_follows()",
)


def forwards(apps, schema_editor):
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in POSTGRES_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
