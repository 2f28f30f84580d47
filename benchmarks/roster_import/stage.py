"""An empty database with the vocabularies and the places of the file."""

import json
import time
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import django

TOWNSHIP = "141130101"
NOW = datetime(2019, 8, 15, 8, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def set_up() -> None:
    """Migrate, load the vocabularies and the places."""
    django.setup()
    from django.core.management import call_command

    from benchmarks.roster_import import files
    from shihu.base.places.commands import keep_places
    from shihu.base.places.types import NewPlace
    from shihu.base.vocabularies.commands import keep_terms
    from shihu.base.vocabularies.seeds import terms
    from shihu.kernel.actors import SYSTEM

    call_command("migrate", verbosity=0, skip_checks=True)
    keep_terms(actor=SYSTEM, now=NOW, terms=terms())
    above = [("14", "山西省"), ("1411", "吕梁市"), ("141130", "交口县"), (TOWNSHIP, "康城镇")]
    rows = [NewPlace(code, name, name) for code, name in above]
    for village in range(files.VILLAGES):
        code = f"{TOWNSHIP}{200 + village}"
        rows.append(NewPlace(code, files.village_name(village), code))
        rows += [
            NewPlace(f"{code}{hamlet + 1:03d}", files.hamlet_name(village, hamlet), code)
            for hamlet in range(files.HAMLETS)
        ]
    keep_places(actor=SYSTEM, now=NOW, places=rows)


def timed(work: Callable[[], object]) -> tuple[float, float, object]:
    """Return (seconds by the clock, seconds of the processor, result)."""
    began, began_cpu = time.perf_counter(), time.process_time()
    result = work()
    return time.perf_counter() - began, time.process_time() - began_cpu, result


def report(read: tuple[float, float], write: tuple[float, float]) -> None:
    """Print what one run took, for the table."""
    print(
        json.dumps(
            {"read": read[1], "write": write[1], "cpu": read[1] + write[1], "wall": read[0] + write[0], "peak": peak()}
        )
    )


def peak() -> float:
    """Return the largest memory of this process so far, in MB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
