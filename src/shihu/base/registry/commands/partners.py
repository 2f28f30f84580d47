"""With whom a household would like to be in one unit, and with whom not."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from shihu.base.registry.commands.saying import Saying
from shihu.base.registry.commands.work import Work
from shihu.base.registry.models import Household
from shihu.base.registry.policies import is_own, sees
from shihu.base.registry.types.households import Outcome
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import N_, NotFound


@transaction.atomic
def set_partners(
    *,
    actor: Actor,
    now: datetime,
    household: str,
    version: int,
    prefers: Collection[str],
    refuses: Collection[str] | None = None,
) -> Outcome:
    """Put down whom the household prefers and refuses, by household code, within its village.

    ``refuses`` None leaves the refusals as they are: that is all a cadre can do. Refusals are put down by
    the household itself or the township officer, who alone may read them.
    """
    work = Work(actor=actor, now=now, action="registry.set_partners")
    home = _opened(work, actor, household, version)
    Saying(work, home).partners(prefers, refuses)
    work.says(N_("The partners of household %(household)s are as given."), household=home.code)
    return work.done(home)


def _opened(work: Work, actor: Actor, household: str, version: int) -> Household:
    found = Household.objects.filter(code=household).first()
    if found is None or not sees(actor, found):
        raise NotFound
    return work.own(household, version) if is_own(actor, found) else work.home(household, version)
