"""A process of its own on a database of its own: to be killed in a payment of wages, or to race with others for one.

``build`` confirms a day; ``kill`` dies while the payment is booked; ``prepare KEY`` lists the wages and
``confirm`` books the list at the word; ``verdict`` prints what stands there as JSON.
"""

import os
import signal
from datetime import date, datetime
from uuid import UUID

from tests.processes import at_the_word, begin, say

NOW = datetime.fromisoformat("2019-08-15T08:00:00+08:00")


def build(listed: str) -> None:
    from tests.services.industry.conftest import made_farm
    from tests.services.industry.labour.conftest import made_gang
    from tests.village.people import set_the_stage

    gang = made_gang(made_farm(set_the_stage(now=NOW), NOW), NOW)
    gang.confirmed(gang.sheet())
    if listed == "listed":
        gang.listed()


def kill() -> None:
    """Die after the lines of the payment's entry are written and before anything is kept."""
    from shihu.base.ledger.commands import posting

    posting._guard = lambda _entries: os.kill(os.getpid(), signal.SIGKILL)
    confirm()


def prepare(key: str) -> None:
    from shihu.base.accounts.queries import actor_named
    from shihu.kernel.refusals import Refusal
    from shihu.services.industry.commands import prepare_wages
    from shihu.services.industry.models import Season

    season: UUID = Season.objects.get().pk
    at_the_word()
    try:
        prepare_wages(actor=actor_named("cadre", now=NOW), now=NOW, season=season, through=date(2019, 8, 14), key=key)
    except Refusal as refusal:
        say(refusal.code)
    else:
        say("listed")


def confirm() -> None:
    from shihu.base.accounts.queries import actor_named
    from shihu.kernel.refusals import Refusal
    from shihu.services.industry.commands import confirm_wages
    from shihu.services.industry.models import WagePayment

    payment, officer = WagePayment.objects.get(), actor_named("officer", now=NOW)
    at_the_word()
    try:
        confirm_wages(actor=officer, now=NOW, payment=payment.pk, paid_on=date(2019, 8, 15), paper="回单1")
    except Refusal as refusal:
        say(refusal.code)
    else:
        say("paid")


def verdict() -> None:
    from django.db.models import Sum

    from shihu.base.audit.queries import verify
    from shihu.base.ledger.models import Line
    from shihu.base.ledger.queries import check
    from shihu.services.industry.models import WagePayment, WagePaymentLine

    told = {
        "payments": sorted(WagePayment.objects.values_list("state", flat=True)),
        "lines": WagePaymentLine.objects.count(),
        "owed": Line.objects.filter(account__code="212").aggregate(sum=Sum("amount"))["sum"],
        "sum": Line.objects.aggregate(sum=Sum("amount"))["sum"],
        "breaches": len(check()),
        "chain_holds": verify().holds,
    }
    say(told)


if __name__ == "__main__":
    begin(globals(), "shihu.services.industry.commands", "tests.services.industry.labour.conftest")
