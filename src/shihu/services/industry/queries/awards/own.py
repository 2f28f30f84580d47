"""A household's own courtyard: the funds of its village, what it would get, what it applied for and was awarded."""

from datetime import date, timedelta
from uuid import UUID

from shihu.base.registry.queries import own_household
from shihu.base.registry.types import OwnHousehold
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level
from shihu.kernel.refusals import NotFound
from shihu.services.industry.models import AwardFund, AwardObjection, AwardRound
from shihu.services.industry.queries.awards import standing
from shihu.services.industry.queries.awards.applications import of_household
from shihu.services.industry.queries.awards.funds import fund_known, rounds_of
from shihu.services.industry.queries.awards.rounds import lines_of, objection_rows, slip_of
from shihu.services.industry.queries.awards.rules_kept import rule_row
from shihu.services.industry.rules import awards as rules
from shihu.services.industry.types.awards import Foreseen, OwnFund, RoundState

_SHOWN = {RoundState.PUBLISHED, RoundState.APPROVED}
# A fund stays on the household's page this long after its last day, unless something was awarded.
_KEPT = timedelta(days=366)


def own_award_funds(*, actor: Actor, on: date) -> tuple[OwnHousehold | None, list[OwnFund]]:
    """Return the actor's household and the funds of its village, the newest first."""
    home = own_household(actor=actor, on=on)
    if home is None:
        return None, []
    found = AwardFund.objects.filter(village=home.hamlet[: Level.VILLAGE], first__lte=on + timedelta(days=60))
    funds = list(found.filter(last__gte=on - _KEPT).select_related("village", "rule"))
    sums = standing.sums_of(funds, on=on)
    told = []
    for fund in funds:
        slips = []
        shown = {row.key: row for row in rounds_of(fund) if row.state in _SHOWN}
        for row in AwardRound.objects.filter(pk__in=shown).select_related("fund__village", "fund__rule"):
            lines = lines_of(row, shown[row.pk], on=on, code=home.code)
            slips += [slip_of(row, shown[row.pk], line, actor=actor) for line in lines]
        objections = AwardObjection.objects.filter(application__fund=fund, application__household=home.key)
        told.append(
            OwnFund(
                key=fund.pk,
                title=fund.title,
                first=fund.first,
                last=fund.last,
                is_open=fund.first <= on <= fund.last,
                sums=sums[fund.pk],
                rule=rule_row(fund.rule, actor),
                applications=tuple(of_household(home.key, fund=fund.pk, actor=actor)),
                slips=tuple(slips),
                objections=tuple(objection_rows(objections, actor=actor)),
            )
        )
    return home, told


def foresee_award(fund: UUID, kind: str, quantity: int, *, actor: Actor) -> Foreseen:
    """Return what the rules of a fund would give for so many; for the people of its village and who sees it."""
    found = fund_known(fund, actor=actor)
    item = rule_row(found.rule, actor).item(kind)
    if item is None:
        raise NotFound
    rules.check_quantity(quantity)
    return rules.foreseen(item, quantity)
