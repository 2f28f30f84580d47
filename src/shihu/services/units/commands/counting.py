"""From what was cast to what was decided."""

from typing import Any

from shihu.services.units.commands.act import Act
from shihu.services.units.errors import VotesLost
from shihu.services.units.rules import elections as rules
from shihu.services.units.types import BLANK, Count, Kind


class Counting:
    """Adds up an election's votes and decides it."""

    def __init__(self, act: Act) -> None:
        self.act = act

    def choices(self) -> list[str]:
        """Return what a valid vote can be for, without the blank."""
        return list(self.act.election.result.get("ballot", ()))

    def decide(self, papers: Count | None = None) -> None:
        """Add up phones and papers, decide, and forget the phones' own sums: only the whole is ever shown."""
        election = self.act.election
        phone = dict(election.tallies.values_list("choice", "count"))
        voted = election.roll.filter(channel="phone").count()
        if sum(phone.values()) != voted:
            raise VotesLost(roll=voted, tally=sum(phone.values()))
        handed = election.roll.filter(channel="paper").count()
        households = election.roll.count()
        took_part = voted + (handed - papers.unused if papers else 0)
        blank = phone.pop(BLANK, 0) + (papers.invalid if papers else 0)
        votes = rules.added(dict.fromkeys(self.choices(), 0) | phone, papers.votes if papers else {})
        if election.kind == Kind.RECALL.value:
            outcome = rules.decide_recall(
                votes, took_part=took_part, households=households, quorum=self.act.rules.quorum
            )
        else:
            outcome = rules.decide(
                votes,
                took_part=took_part,
                households=households,
                places=election.places,
                quorum=self.act.rules.quorum,
            )
        told: dict[str, Any] = {
            "votes": votes,
            "blank": blank,
            "took_part": took_part,
            "households": households,
            "handed_out": handed,
            "unused": papers.unused if papers else 0,
            "chosen": list(outcome.chosen),
            "tied": list(outcome.tied),
            "reason": outcome.reason,
        }
        before = election.stage
        election.result = {**election.result, **told}
        election.stage = outcome.stage.value
        election.tallies.all().delete()
        self.act.done("election_decide", {"stage": before}, {"stage": outcome.stage.value, **told})
