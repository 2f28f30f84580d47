"""A process of its own on a database of its own: to be killed in a payment, or to race with others for one.

``build`` settles a season and orders its payment; ``kill`` dies while the payment is booked; ``confirm`` books it;
``order KEY`` orders a payment under a key at the word; ``verdict`` prints what stands there as JSON.
"""

import os
import signal
from datetime import date, datetime

from tests.processes import at_the_word, begin, say

NOW = datetime.fromisoformat("2019-08-15T08:00:00+08:00")
LATER = datetime.fromisoformat("2019-08-24T08:00:00+08:00")
PAID_ON = date(2019, 8, 24)


def build(ordered: str) -> None:
    from tests.services.industry.conftest import made_farm
    from tests.services.industry.settlement.conftest import made_ready
    from tests.village.people import set_the_stage

    from shihu.services.industry.commands import order_payout

    cast = set_the_stage(now=NOW)
    ready = made_ready(made_farm(cast, NOW), NOW)
    settlement = ready.booked()
    if ordered == "ordered":
        order_payout(actor=cast.cadre, now=LATER, settlement=settlement, key="first")


def kill() -> None:
    """Die after the lines of the payment are written and before anything is kept."""
    from shihu.base.ledger.commands import posting

    posting._guard = lambda _entries: os.kill(os.getpid(), signal.SIGKILL)
    confirm()


def confirm() -> None:
    from shihu.base.accounts.queries import actor_named
    from shihu.kernel.refusals import Refusal
    from shihu.services.industry.commands import confirm_payout
    from shihu.services.industry.models import DividendPayout

    payout, officer = DividendPayout.objects.get(), actor_named("officer", now=LATER)
    at_the_word()
    try:
        confirm_payout(actor=officer, now=LATER, key=payout.pk, paid_on=PAID_ON, paper="回单1")
    except Refusal as refusal:
        say(refusal.code)
    else:
        say("paid")


def order(key: str) -> None:
    from shihu.base.accounts.queries import actor_named
    from shihu.kernel.refusals import Refusal
    from shihu.services.industry.commands import order_payout
    from shihu.services.industry.models import Settlement

    settlement, cadre = Settlement.objects.get(), actor_named("cadre", now=LATER)
    at_the_word()
    try:
        order_payout(actor=cadre, now=LATER, settlement=settlement.pk, key=key)
    except Refusal as refusal:
        say(refusal.code)
    else:
        say("ordered")


def verdict() -> None:
    from django.db.models import Sum

    from shihu.base.audit.queries import verify
    from shihu.base.ledger.models import Line
    from shihu.base.ledger.queries import check
    from shihu.services.industry.models import DividendPayout, DividendPayoutLine

    told = {
        "payouts": sorted(DividendPayout.objects.values_list("state", flat=True)),
        "lines": DividendPayoutLine.objects.count(),
        "owed": Line.objects.filter(account__code__in=("221", "222")).aggregate(sum=Sum("amount"))["sum"],
        "sum": Line.objects.aggregate(sum=Sum("amount"))["sum"],
        "breaches": len(check()),
        "chain_holds": verify().holds,
    }
    say(told)


if __name__ == "__main__":
    begin(globals(), "shihu.services.industry.commands", "tests.services.industry.settlement.conftest")
