"""The database itself refuses what is half-booked, unbalanced, late or altered.

Lines come first, their entry last. The entry's trigger counts and sums its lines; the line's trigger refuses a line
for an entry that is there already; the foreign key, checked at commit, refuses lines whose entry never came.
"""

from django.db import migrations

FAULTS = (
    ("(SELECT COALESCE(SUM(amount), 1) FROM ledger_line WHERE entry_id = NEW.id) <> 0", "an entry must balance"),
    ("(SELECT COUNT(*) FROM ledger_line WHERE entry_id = NEW.id) <> NEW.size", "an entry has the lines it says"),
    (
        "(SELECT COALESCE(SUM(amount), 0) FROM ledger_line WHERE entry_id = NEW.id AND amount > 0) <> NEW.amount",
        "an entry has the amount it says",
    ),
    (
        "EXISTS (SELECT 1 FROM ledger_line WHERE entry_id = NEW.id"
        " AND (entity_id <> NEW.entity_id OR date <> NEW.date))",
        "lines belong to the book and the day of their entry",
    ),
    (
        "EXISTS (SELECT 1 FROM ledger_entity WHERE id = NEW.entity_id AND closed_through >= NEW.date)",
        "the period is closed",
    ),
)
SQLITE = (
    """CREATE TRIGGER ledger_line_sealed BEFORE INSERT ON ledger_line
       WHEN EXISTS (SELECT 1 FROM ledger_entry WHERE id = NEW.entry_id)
       BEGIN SELECT RAISE(ABORT, 'ledger: the entry is sealed'); END""",
    "CREATE TRIGGER ledger_entry_seals BEFORE INSERT ON ledger_entry BEGIN "
    + " ".join(f"SELECT RAISE(ABORT, 'ledger: {words}') WHERE {fault};" for fault, words in FAULTS)
    + " END",
    *(
        f"CREATE TRIGGER ledger_{table}_no_{act} BEFORE {act.upper()} ON ledger_{table} "
        f"BEGIN SELECT RAISE(ABORT, 'ledger: what is booked stays as it is'); END"
        for table in ("entry", "line")
        for act in ("update", "delete")
    ),
)
SQLITE_BACK = (
    "DROP TRIGGER ledger_line_sealed",
    "DROP TRIGGER ledger_entry_seals",
    *(f"DROP TRIGGER ledger_{table}_no_{act}" for table in ("entry", "line") for act in ("update", "delete")),
)
POSTGRES = (
    """CREATE FUNCTION ledger_line_sealed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         IF EXISTS (SELECT 1 FROM ledger_entry WHERE id = NEW.entry_id) THEN
           RAISE EXCEPTION 'ledger: the entry is sealed' USING ERRCODE = 'integrity_constraint_violation';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER ledger_line_sealed BEFORE INSERT ON ledger_line
       FOR EACH ROW EXECUTE FUNCTION ledger_line_sealed()""",
    "CREATE FUNCTION ledger_entry_seals() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    + " ".join(
        f"IF {fault} THEN RAISE EXCEPTION 'ledger: {words}' USING ERRCODE = 'integrity_constraint_violation'; END IF;"
        for fault, words in FAULTS
    )
    + " RETURN NEW; END $$",
    """CREATE TRIGGER ledger_entry_seals BEFORE INSERT ON ledger_entry
       FOR EACH ROW EXECUTE FUNCTION ledger_entry_seals()""",
    # Two transactions that insert lines under one entry's key do not see each other; at commit the second one does.
    """CREATE FUNCTION ledger_line_belongs() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         IF NEW.position >= (SELECT size FROM ledger_entry WHERE id = NEW.entry_id) THEN
           RAISE EXCEPTION 'ledger: the entry is sealed' USING ERRCODE = 'integrity_constraint_violation';
         END IF;
         RETURN NULL;
       END $$""",
    """CREATE CONSTRAINT TRIGGER ledger_line_belongs AFTER INSERT ON ledger_line DEFERRABLE INITIALLY DEFERRED
       FOR EACH ROW EXECUTE FUNCTION ledger_line_belongs()""",
    """CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         RAISE EXCEPTION 'ledger: what is booked stays as it is' USING ERRCODE = 'integrity_constraint_violation';
       END $$""",
    *(
        f"""CREATE TRIGGER ledger_{table}_no_change BEFORE UPDATE OR DELETE ON ledger_{table}
            FOR EACH ROW EXECUTE FUNCTION ledger_refuse()"""
        for table in ("entry", "line")
    ),
)
POSTGRES_BACK = (
    "DROP TRIGGER ledger_line_sealed ON ledger_line",
    "DROP TRIGGER ledger_entry_seals ON ledger_entry",
    "DROP TRIGGER ledger_line_belongs ON ledger_line",
    "DROP TRIGGER ledger_entry_no_change ON ledger_entry",
    "DROP TRIGGER ledger_line_no_change ON ledger_line",
    "DROP FUNCTION ledger_line_sealed()",
    "DROP FUNCTION ledger_entry_seals()",
    "DROP FUNCTION ledger_line_belongs()",
    "DROP FUNCTION ledger_refuse()",
)


def forwards(apps, schema_editor):
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in POSTGRES_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
