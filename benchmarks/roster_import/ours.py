"""Our import of one file: read, check, look for duplicates, load with images for undoing and audit."""

import sys
from pathlib import Path
from typing import cast

from benchmarks.roster_import.stage import NOW, TOWNSHIP, report, set_up, timed


def main() -> None:
    """Import the file named on the command line and print the seconds."""
    set_up()
    from shihu.base.registry.adapters.roster_file import read_roster
    from shihu.base.registry.commands.roster import load_roster
    from shihu.base.registry.models import Person, RosterImport
    from shihu.base.registry.queries.imports import hamlets_of
    from shihu.base.registry.types.imports import RosterReading
    from shihu.base.vocabularies.queries import all_terms
    from shihu.kernel.actors import SYSTEM

    content = Path(sys.argv[1]).read_bytes()
    row = RosterImport.objects.create(place_id=TOWNSHIP, file_name="x", actor_name="x", asked_at=NOW)
    *read, found = timed(
        lambda: read_roster(content, "花名册.xlsx", hamlets_of(TOWNSHIP, actor=SYSTEM), all_terms(), NOW.date(), True)
    )
    reading = cast("RosterReading", found)
    if reading.faults:
        raise SystemExit(f"the file should be sound: {reading.faults[:3]}")
    *wrote, _ = timed(lambda: load_roster(actor=SYSTEM, now=NOW, households=reading.households, roster_import=row.pk))
    if Person.objects.count() != int(sys.argv[2]):
        raise SystemExit("not everybody arrived")
    report((read[0], read[1]), (wrote[0], wrote[1]))


if __name__ == "__main__":
    main()
