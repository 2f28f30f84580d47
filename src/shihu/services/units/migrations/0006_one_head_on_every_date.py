"""The database itself refuses two heads of a unit, or one head of two units, on any date.

An exclusion constraint would say the same, but needs an extension of PostgreSQL and has no like in SQLite. On
PostgreSQL the trigger locks the unit and the person, so that two transactions cannot pass each other.
"""

from django.db import migrations

_CLASH = """SELECT 1 FROM units_headterm t
    WHERE t.office = 'head' AND t.id <> NEW.id AND (t.unit_id = NEW.unit_id OR t.person_id = NEW.person_id)
      AND NEW.since < coalesce(t.until, {far}) AND t.since < coalesce(NEW.until, {far})
      AND t.since < coalesce(t.until, {far}) AND NEW.since < coalesce(NEW.until, {far})"""
_TEXT = "a unit has one head, and a person heads one unit, on every date"

SQLITE = tuple(
    f"""CREATE TRIGGER units_one_head_{name} BEFORE {act} ON units_headterm WHEN NEW.office = 'head'
       BEGIN SELECT RAISE(ABORT, '{_TEXT}') WHERE EXISTS ({_CLASH.format(far="'9999-12-31'")}); END"""
    for name, act in (("insert", "INSERT"), ("update", "UPDATE"))
)
POSTGRES = (
    f"""CREATE FUNCTION units_one_head() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.office = 'head' THEN
        PERFORM 1 FROM units_unit WHERE id = NEW.unit_id FOR UPDATE;
        PERFORM 1 FROM registry_person WHERE id = NEW.person_id FOR UPDATE;
        IF EXISTS ({_CLASH.format(far="DATE 'infinity'")}) THEN
          RAISE EXCEPTION '{_TEXT}' USING ERRCODE = 'exclusion_violation';
        END IF;
      END IF;
      RETURN NEW;
    END $$""",
    """CREATE TRIGGER units_one_head BEFORE INSERT OR UPDATE ON units_headterm
       FOR EACH ROW EXECUTE FUNCTION units_one_head()""",
)
POSTGRES_BACK = ("DROP TRIGGER units_one_head ON units_headterm", "DROP FUNCTION units_one_head()")
SQLITE_BACK = ("DROP TRIGGER units_one_head_insert", "DROP TRIGGER units_one_head_update")


def forwards(apps, schema_editor):
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in POSTGRES_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("units", "0005_heads")]
    operations = [migrations.RunPython(forwards, backwards)]
