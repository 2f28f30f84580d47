"""Published figures on award funds, each from records and followed down to them."""

from datetime import date

from shihu.base.audit.queries import within
from shihu.kernel.actors import Actor
from shihu.services.industry import policies
from shihu.services.industry.models import AwardFund, AwardRound, AwardShare
from shihu.services.industry.queries.awards import standing
from shihu.services.industry.types.awards import RoundState

LIVESTOCK = ("courtyard.hens", "courtyard.rabbits", "courtyard.cattle", "courtyard.sheep", "courtyard.pigs")


def award_money(place: str, *, actor: Actor, on: date) -> int:
    """Fen set aside for award funds in the books of the place's collectives up to the day."""
    policies.SEE_AWARDS.require(actor, place)
    funds = AwardFund.objects.filter(within("village_id", [place]))
    return sum(sums.budget for sums in standing.sums_of(funds, on=on).values())


def participating_households(place: str, *, actor: Actor, on: date) -> int:
    """Households awarded something for hens, rabbits, cattle, sheep or pigs in a round approved by the day."""
    policies.SEE_AWARDS.require(actor, place)
    rounds = list(AwardRound.objects.filter(within("fund__village_id", [place]), approved_on__lte=on))
    approved = [key for key, state in standing.states_of(rounds).items() if state == RoundState.APPROVED]
    shares = AwardShare.objects.filter(round__in=approved, application__kind__in=LIVESTOCK, amount__gt=0)
    return shares.values("application__household").distinct().count()
