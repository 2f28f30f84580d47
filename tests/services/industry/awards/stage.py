"""A process of its own that pays awards in a database of its own: to be killed, or to race with others.

``build`` makes a village with an approved round and a payment list; ``kill`` dies in the middle of
paying it; ``pay`` pays it at the word; ``verdict`` prints what stands there as JSON.
"""

import os
import signal
from typing import TYPE_CHECKING

from tests.processes import at_the_word, begin, say

if TYPE_CHECKING:
    from shihu.base.ledger.types import Recorded


def build() -> None:
    from tests.services.industry.awards import conftest as given
    from tests.village.people import SHANGJIAGOU, set_the_stage

    from shihu.base.accounts.commands import grant_role, open_account
    from shihu.base.accounts.queries import actor_named
    from shihu.kernel.actors import SYSTEM, Role

    now = given.SPRING
    cast = set_the_stage(now=now)
    open_account(actor=SYSTEM, now=now, username="second", name="尚爱国", password="a village of ten")
    grant_role(actor=SYSTEM, now=now, username="second", role=Role.CADRE, scope=SHANGJIAGOU, since=now.date())
    stage = given.set_stage(cast, actor_named("second", now=now), given.open_collective(cast, now))
    stage.accepted((given.HENS, 40), (given.PIGS, 3), (given.SHEEP, 5))
    stage.prepared(stage.approved())


def paid() -> "Recorded":
    from tests.services.industry.awards.conftest import AFTER_NOTICE

    from shihu.base.accounts.queries import actor_named
    from shihu.services.industry.commands import pay_awards
    from shihu.services.industry.models import AwardPayment

    second = actor_named("second", now=AFTER_NOTICE)
    return pay_awards(actor=second, now=AFTER_NOTICE, key=AwardPayment.objects.get().pk)


def kill() -> None:
    """Die after the lines and the entry of the payment are written and before they are committed."""
    from shihu.base.ledger.commands import posting

    def die(entries: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    posting._guard = die
    paid()


def pay() -> None:
    at_the_word()
    done = paid()
    say({"entry": str(done.entry), "is_new": done.is_new})


def verdict() -> None:
    from tests.services.industry.awards.conftest import AFTER_NOTICE

    from shihu.base.audit.queries import verify
    from shihu.base.ledger.models import Entry
    from shihu.base.ledger.queries import check
    from shihu.services.industry.models import AwardFund
    from shihu.services.industry.queries.awards.standing import sums_of

    (sums,) = sums_of(AwardFund.objects.all(), on=AFTER_NOTICE.date()).values()
    told = {
        "awarded": sums.awarded,
        "paid": sums.paid,
        "left": sums.left,
        "payments": Entry.objects.filter(source="industry.award_payment").count(),
        "breaches": len(check()),
        "chain_holds": verify().holds,
    }
    say(told)


if __name__ == "__main__":
    begin(globals(), "shihu.services.industry.commands", "tests.services.industry.awards.conftest")
