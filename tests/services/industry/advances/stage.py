"""A process of its own that sells and pays in a database of its own: to be killed, or to race with others.

``build`` makes a farm with goods; ``kill`` dies in the middle of booking a sale; ``sell
KEY`` and ``pay KEY`` act at the word; ``verdict`` prints what stands there as JSON.
"""

import json
import os
import signal
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tests.processes import at_the_word, begin, say

NOW = datetime.fromisoformat("2019-08-15T08:00:00+08:00")


def build() -> None:
    from tests.services.industry.advances.conftest import made_supplied
    from tests.services.industry.conftest import made_farm
    from tests.village.people import set_the_stage

    supplied = made_supplied(made_farm(set_the_stage(now=NOW), NOW), NOW)
    told = {"season": str(supplied.farm.season), "lots": [str(lot) for lot in supplied.lots]}
    _file().write_text(json.dumps(told), encoding="utf-8")


def kill() -> None:
    """Die after the sale, its entry and its slips are written, and before anything commits."""
    from shihu.services.industry.commands.booking import Booking

    def die(_lines: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    Booking.write = staticmethod(die)  # type: ignore[method-assign]  # the last thing that a sale writes
    sell("killed-sale-1")


def sell(key: str) -> None:
    from shihu.kernel.refusals import Refusal
    from shihu.services.industry.commands import sell as act
    from shihu.services.industry.types import NewSale, Price, SoldLot

    told = _told()
    sold = tuple(SoldLot(lot) for lot in told["lots"][:2])
    new = NewSale("太原客商", sold, {"一级": Price(760)}, date(2019, 8, 2), "售-1", key)
    at_the_word()
    try:
        say({"sale": str(act(actor=_cadre(), now=NOW, season=told["season"], new=new).sale)})
    except Refusal as refusal:
        say({"refused": refusal.code})


def pay(key: str) -> None:
    from shihu.kernel.refusals import Refusal
    from shihu.services.industry.commands import pay_proceeds

    told = _told()
    at_the_word()
    try:
        done = pay_proceeds(actor=_cadre(), now=NOW, season=told["season"], day=NOW.date(), paper="代发", key=key)
        say({"payout": str(done)})
    except Refusal as refusal:
        say({"refused": refusal.code})


def verdict() -> None:
    from shihu.base.audit.queries import verify
    from shihu.base.ledger.models import Entry
    from shihu.base.ledger.queries import check
    from shihu.services.industry.models import PayoutLine, Sale, SaleLine, Slip
    from shihu.services.industry.queries import advance_checks

    say(
        {
            "sales": Sale.objects.count(),
            "lines": SaleLine.objects.count(),
            "slips": Slip.objects.count(),
            "entries": Entry.objects.filter(key__startswith="industry:sale").count(),
            "paid": PayoutLine.objects.count(),
            "breaches": len(check()) + len(advance_checks.check()),
            "chain_holds": verify().holds,
        }
    )


def _cadre() -> Any:
    from shihu.base.accounts.queries import actor_named

    return actor_named("cadre", now=NOW)


def _file() -> Path:
    return Path(os.environ["SHIHU_DATA"]) / "farm.json"


def _told() -> dict[str, Any]:
    from uuid import UUID

    told = json.loads(_file().read_text(encoding="utf-8"))
    return {"season": UUID(told["season"]), "lots": [UUID(lot) for lot in told["lots"]]}


if __name__ == "__main__":
    begin(globals(), "shihu.services.industry.commands", "tests.services.industry.advances.conftest")
