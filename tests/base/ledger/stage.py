"""A process of its own that writes into a database of its own: to be killed, or to race with others.

``build`` opens a book; ``kill`` dies in the middle of its third posting;
``race KEY AMOUNT`` posts once under a key at the word; ``verdict`` prints what stands there as JSON.
The database is that of SHIHU_DATA and DATABASE_URL.
"""

import os
import signal
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from tests.processes import at_the_word, begin, say

if TYPE_CHECKING:
    from shihu.base.ledger.types import Recorded

NOW = datetime.fromisoformat("2019-08-15T08:00:00+08:00")
BOOK = UUID(int=7)


def build() -> None:
    from shihu.base.ledger.models import Entity
    from shihu.base.places.commands import keep_places
    from shihu.base.places.types import NewPlace
    from shihu.kernel.actors import SYSTEM

    keep_places(
        actor=SYSTEM, now=NOW, places=[NewPlace("14", "山西省", "Shanxi"), NewPlace("1411", "吕梁市", "Lüliang")]
    )
    Entity.objects.create(pk=BOOK, kind="unit", name="一单元", place_id="1411", since=NOW.date(), reference=UUID(int=8))


def booked(key: str, amount: int) -> "Recorded":
    from shihu.base.ledger.commands import post
    from shihu.base.ledger.types import Document, DocumentKind, NewEntry, NewLine
    from shihu.kernel.actors import SYSTEM

    asked = NewEntry(
        entity=BOOK,
        date=date(2019, 8, 1),
        summary="菌棒款",
        lines=(NewLine("102", amount), NewLine("501", -amount)),
        document=Document(DocumentKind.RECEIPT, "1", date(2019, 8, 1), "一单元"),
        key=key,
    )
    return post(actor=SYSTEM, now=NOW, entry=asked)


def kill() -> None:
    """Book twice; die in the third posting, after its lines and its entry are written and before it commits."""
    from shihu.base.ledger.commands import posting

    booked("before-1", 100)
    booked("before-2", 200)
    posting._guard = lambda _entries: os.kill(os.getpid(), signal.SIGKILL)
    booked("killed-3", 300)


def race(key: str, amount: str) -> None:
    at_the_word()
    done = booked(key, int(amount))
    say({"entry": str(done.entry), "is_new": done.is_new})


def verdict() -> None:
    from django.db.models import Sum

    from shihu.base.audit.queries import verify
    from shihu.base.ledger.models import Entry, Line
    from shihu.base.ledger.queries import check

    told = {
        "keys": sorted(Entry.objects.values_list("key", flat=True)),
        "lines": Line.objects.count(),
        "sum": Line.objects.aggregate(sum=Sum("amount"))["sum"],
        "breaches": len(check()),
        "chain_holds": verify().holds,
    }
    say(told)


if __name__ == "__main__":
    begin(globals(), "shihu.base.ledger.commands", "shihu.base.ledger.queries")
