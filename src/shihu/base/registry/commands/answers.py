"""What a household says of itself when it is asked: wishes, partners, willing or not, in one go."""

from datetime import datetime

from django.db import transaction

from shihu.base.registry.commands.saying import Saying
from shihu.base.registry.commands.work import Work
from shihu.base.registry.types.answers import HouseholdAnswer
from shihu.base.registry.types.households import Outcome
from shihu.kernel.actors import Actor
from shihu.kernel.refusals import N_


@transaction.atomic
def take_answer(*, actor: Actor, now: datetime, household: str, version: int, answer: HouseholdAnswer) -> Outcome:
    """Put down the household's answer: by who keeps it, or by an adult of the household itself.

    ``answer.refuses`` and ``answer.willing`` of None stay as they are. Refusals are put down by the household itself
    or the township officer, who alone may read them.
    """
    work = Work(actor=actor, now=now, action="registry.take_answer")
    home = work.answering(household, version)
    saying = Saying(work, home)
    saying.wishes(answer.wishes)
    saying.partners(answer.prefers, answer.refuses)
    if answer.willing is not None and answer.willing != home.willing:
        home.willing = answer.willing
        home.save(update_fields=["willing"])
    work.says(N_("The answer of household %(household)s is put down."), household=home.code)
    return work.done(home)
