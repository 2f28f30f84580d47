"""The database itself refuses to alter the lines of a settlement: what is wrong is drafted anew, under a new number."""

from django.db import migrations

_WORDS = "industry: the lines of a settlement stay as they are"
SQLITE = tuple(
    f"CREATE TRIGGER industry_settlementline_no_{act} BEFORE {act.upper()} ON industry_settlementline "
    f"BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
    for act in ("update", "delete")
)
SQLITE_BACK = tuple(f"DROP TRIGGER industry_settlementline_no_{act}" for act in ("update", "delete"))
POSTGRES = (
    f"""CREATE FUNCTION industry_settlement_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          RAISE EXCEPTION '{_WORDS}' USING ERRCODE = 'integrity_constraint_violation';
        END $$""",
    """CREATE TRIGGER industry_settlementline_no_change BEFORE UPDATE OR DELETE ON industry_settlementline
       FOR EACH ROW EXECUTE FUNCTION industry_settlement_refuse()""",
)
POSTGRES_BACK = (
    "DROP TRIGGER industry_settlementline_no_change ON industry_settlementline",
    "DROP FUNCTION industry_settlement_refuse()",
)


def forwards(apps, schema_editor):
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in POSTGRES_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("industry", "0003_settlement"), ]
    operations = [migrations.RunPython(forwards, backwards)]
