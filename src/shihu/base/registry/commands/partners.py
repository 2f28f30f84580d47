"""With whom a household would like to be in one unit, and with whom not."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from shihu.base.audit.queries import within
from shihu.base.registry.commands.work import Work
from shihu.base.registry.errors import HouseholdUnknown, PartnerImpossible
from shihu.base.registry.models import Household, Partner
from shihu.base.registry.policies import is_own, sees, sees_private
from shihu.base.registry.types.households import Outcome
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level
from shihu.kernel.refusals import N_, NotAllowed, NotFound


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
    private = sees_private(actor, home)
    if refuses is not None and not private:
        raise NotAllowed
    # What is not given stays; a preference may not silently replace a refusal, nor the other way round.
    kept = Partner.objects.filter(household=home, kind=Partner.Kind.REFUSES if refuses is None else "")
    taken = set(kept.values_list("other__code", flat=True))
    wanted = dict.fromkeys(refuses or (), Partner.Kind.REFUSES)
    for code in prefers:
        if code in taken or wanted.setdefault(code, Partner.Kind.PREFERS) is not Partner.Kind.PREFERS:
            raise PartnerImpossible(where="prefers", given=code)
    village = home.hamlet_id[: Level.VILLAGE]
    standing = Household.objects.filter(within("hamlet_id", [village]), code__in=list(wanted), until=None)
    others = {other.code: other for other in standing}
    for code, kind in wanted.items():
        if code not in others:
            raise HouseholdUnknown(where=kind.value, given=code)
        if code == home.code:
            raise PartnerImpossible(where=kind.value, given=code)
    Partner.objects.filter(household=home).exclude(pk__in=kept).delete()
    Partner.objects.bulk_create(
        [Partner(household=home, other=others[code], kind=kind) for code, kind in wanted.items()]
    )
    work.says(N_("The partners of household %(household)s are as given."), household=home.code)
    return work.done(home)


def _opened(work: Work, actor: Actor, household: str, version: int) -> Household:
    found = Household.objects.filter(code=household).first()
    if found is None or not sees(actor, found):
        raise NotFound
    return work.own(household, version) if is_own(actor, found) else work.home(household, version)
