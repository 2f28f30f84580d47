"""The one inbox: what every service says is due to somebody, gathered and put in order of its day.

A service offers ``<part>_due(actor=, on=) -> list[DueItem]`` in its queries and stands here in SOURCES; each of its
kinds has a word in KINDS. Nothing is kept: what is done is gone on the next look.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from django.core.cache import cache

from shihu.base.audit.queries import chain_number
from shihu.base.burden.queries import typical_minutes
from shihu.base.cases.queries import cases_due
from shihu.base.evidence.queries.due import evidence_due
from shihu.base.ledger.queries import ledger_due
from shihu.base.registry.queries.due import registry_due
from shihu.kernel.actors import Actor
from shihu.kernel.duties import DueItem
from shihu.kernel.places import lies_in
from shihu.kernel.refusals import N_
from shihu.services.industry import queries as industry
from shihu.services.linkages import queries as linkages
from shihu.services.linkages.queries.goals import goals_due
from shihu.services.linkages.queries.mediation import mediation_due
from shihu.services.units.queries import units_due

Find = Callable[..., list[DueItem]]
Group = Literal["overdue", "today", "week", "later", "undated"]
GROUPS: Final[tuple[Group, ...]] = ("overdue", "today", "week", "later", "undated")

# In no order: the inbox is in the order of days. Each is asked with ``actor`` and ``on``.
SOURCES: Final[tuple[Find, ...]] = (
    *(units_due, ledger_due, registry_due, evidence_due, cases_due),
    *(industry.industry_due, industry.shares_due, industry.settlement_due, industry.awards_due),
    industry.labour_due,
    *(linkages.sanitation_due, linkages.welfare_due, linkages.meetings_due, linkages.points_due),
    *(linkages.civility_due, linkages.safety_due, linkages.integrity_due, mediation_due, goals_due),
)

# Kind -> what sort of thing it is, and the word on its button.
KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "cases.handle": (N_("Matter to handle"), N_("Go on")),
    "cases.visit": (N_("Return visit"), N_("Go and look")),
    "evidence.removal": (N_("Removal of a file"), N_("Look and decide")),
    "industry.agree_to_transfer": (N_("Transfer of shares"), N_("Say yes or no")),
    "industry.answer_award_objection": (N_("Objection to an award"), N_("Answer")),
    "industry.approve_awards": (N_("Awards to approve"), N_("Look and decide")),
    "industry.asked_act": (N_("Act of a project to approve"), N_("Look and decide")),
    "industry.check_awards": (N_("Courtyard to be counted"), N_("Go and count")),
    "industry.complete_transfer": (N_("Transfer of shares"), N_("Complete")),
    "industry.dividend_payout": (N_("Dividends to confirm"), N_("Confirm")),
    "industry.issue_shares": (N_("Shares to be issued"), N_("Issue")),
    "industry.payout": (N_("Payment to households"), N_("Look and decide")),
    "industry.receivable": (N_("Buyer late with paying"), N_("Remind or record")),
    "industry.sale": (N_("Sale to approve"), N_("Look and decide")),
    "industry.season": (N_("Season to be settled"), N_("Settle")),
    "industry.settlement_approve": (N_("Settlement to approve"), N_("Look and decide")),
    "industry.settlement_objection": (N_("Objection to a settlement"), N_("Answer")),
    "industry.settlement_publish": (N_("Settlement drafted"), N_("Look and publish")),
    "industry.settlement_read": (N_("Settlement under notice"), N_("Read")),
    "industry.vote_on_valuation": (N_("Vote on a valuation"), N_("Vote")),
    "industry.wage_payment": (N_("Wages to confirm"), N_("Confirm")),
    "industry.wages_late": (N_("Wages to be paid"), N_("Pay")),
    "industry.workday": (N_("Day of work to approve"), N_("Look and decide")),
    "industry.workday_draft": (N_("Day of work to confirm"), N_("Confirm")),
    "ledger.approve": (N_("Money to approve"), N_("Look and decide")),
    "linkages.accept": (N_("Village work to accept"), N_("Go and look")),
    "linkages.answer_fact_objection": (N_("Objection to a fact"), N_("Answer")),
    "linkages.call": (N_("Call to village work"), N_("Say yes or no")),
    "linkages.consent_to_model": (N_("Named as a moral model"), N_("Say yes or no")),
    "linkages.court_window": (N_("Court may confirm"), N_("Look")),
    "linkages.goal_check": (N_("Goal to be looked at"), N_("Go and look")),
    "linkages.goal_near": (N_("Goal near its day"), N_("See what is missing")),
    "linkages.hand_out_prize": (N_("Prize to hand out"), N_("Hand out")),
    "linkages.look_again": (N_("Area to look at again"), N_("Go and look")),
    "linkages.look_in": (N_("Somebody to look in on"), N_("Go and see")),
    "linkages.may_appeal": (N_("Claim turned down"), N_("Look or appeal")),
    "linkages.meeting": (N_("Unit meeting"), N_("Look")),
    "linkages.mend": (N_("Lane to be put right"), N_("Look")),
    "linkages.minutes": (N_("Minutes to be written"), N_("Write")),
    "linkages.model_round": (N_("Round of moral models"), N_("Go on")),
    "linkages.objection": (N_("Objection to a score"), N_("Answer")),
    "linkages.performance": (N_("Agreement to be kept"), N_("Go and look")),
    "linkages.points_lapse": (N_("Points that lapse"), N_("Look")),
    "linkages.rescore_points": (N_("Claim to score again"), N_("Score")),
    "linkages.review_appeal": (N_("Appeal about points"), N_("Look and decide")),
    "linkages.review_points": (N_("Claim of points"), N_("Look and decide")),
    "linkages.round": (N_("Sanitation round"), N_("Walk")),
    "linkages.talk_over_event": (N_("Wedding or funeral told"), N_("Talk it over")),
    "linkages.task": (N_("Task of a meeting"), N_("Done or not")),
    "linkages.turn": (N_("Our turn on the lanes"), N_("Look")),
    "linkages.walk_round": (N_("Round of safety"), N_("Walk")),
    "linkages.work_check": (N_("Village work to be checked"), N_("Go and look")),
    "registry.import": (N_("Roster import"), N_("Go on")),
    "units.appraisal_objection": (N_("Objection to an appraisal"), N_("Answer")),
    "units.appraise": (N_("Appraisal of units"), N_("Appraise")),
    "units.appraise_own": (N_("Our own appraisal"), N_("Appraise")),
    "units.consent": (N_("Consent of households"), N_("Go on")),
    "units.draft": (N_("Draft of units"), N_("Look and publish")),
    "units.election": (N_("Election of a head"), N_("Go on")),
    "units.election_objection": (N_("Objection to a result"), N_("Answer")),
    "units.handover": (N_("Hand-over of a head"), N_("Look")),
    "units.own_election": (N_("Election of a head"), N_("Take part")),
    "units.own_handover": (N_("Hand-over of a head"), N_("Tick")),
    "units.own_proposal": (N_("Join a unit or not"), N_("Look and answer")),
    "units.own_wishes": (N_("Our wishes"), N_("Say what we wish")),
    "units.sign_charter": (N_("Charter to sign"), N_("Read and sign")),
}
# Which page of the rail a kind is counted at, beside the inbox itself.
RAIL: Final[Mapping[str, str]] = {
    "ledger.approve": "ledger_books",
    "registry.import": "registry_imports",
    "units.consent": "units_formations",
    "units.draft": "units_formations",
}


# Which form is sent to be done with a kind, where it is not sent to the page that the line leads to.
SENT: Final[Mapping[str, str]] = {
    "ledger.approve": "ledger_approve",
    "units.appraise": "units_score",
    "units.consent": "units_decide",
    "units.draft": "units_publish",
    "units.election": "units_election_act",
    "units.sign_charter": "units_charter_sign",
}


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is due to somebody, by when."""

    items: tuple[tuple[Group, DueItem], ...]

    def of(self, group: Group) -> list[DueItem]:
        """Return the items of a group, the most urgent first."""
        return [item for its, item in self.items if its == group]


def gather(*, actor: Actor, on: date) -> Gathered:
    """Ask every service, and put what it says in order. The number of queries follows the services, not the items."""
    if not actor.is_known:
        return Gathered(())
    found = [item for source in SOURCES for item in source(actor=actor, on=on)]
    return Gathered(ordered(found, on))


def ordered(items: Iterable[DueItem], on: date) -> tuple[tuple[Group, DueItem], ...]:
    """Return the items with their groups: overdue first, then by day, then by how long they have waited."""
    grouped = [(group_of(item, on), item) for item in items]
    far, long_ago = date.max, date.min

    def urgency(pair: tuple[Group, DueItem]) -> tuple[int, date, date, str, str]:
        group, item = pair
        return (GROUPS.index(group), item.due or far, item.since or long_ago, item.place, item.title)

    return tuple(sorted(grouped, key=urgency))


def group_of(item: DueItem, on: date) -> Group:
    """Return by when an item is due: the week ends on Sunday."""
    if item.due is None:
        return "undated"
    if item.due < on:
        return "overdue"
    if item.due == on:
        return "today"
    return "week" if item.due <= on + timedelta(days=6 - on.weekday()) else "later"


def narrowed(found: Gathered, *, place: str = "", service: str = "") -> Gathered:
    """Return what lies in a place and comes from one service; what has no place is everywhere."""
    return Gathered(
        tuple(
            (group, item)
            for group, item in found.items
            if (not place or not item.place or lies_in(item.place, place))
            and (not service or item.kind.partition(".")[0] == service)
        )
    )


def timed(items: Sequence[DueItem]) -> list[DueItem]:
    """Return the items with the minutes that their form usually takes, where that was measured. One query."""
    forms = [SENT.get(item.kind, item.address) for item in items]
    known = typical_minutes(set(forms))
    return [replace(item, minutes=item.minutes or known.get(form, 0)) for item, form in zip(items, forms, strict=True)]


def counted(*, actor: Actor, on: date) -> dict[str, int]:
    """Return how many things wait, by the page of the rail; asked of every service only when something was written."""
    told, is_fresh = remembered(actor=actor, on=on)
    if not actor.is_known or is_fresh:
        return told
    number, told = chain_number(), {}
    for _group, item in gather(actor=actor, on=on).items:
        for page in ("desk_inbox", RAIL.get(item.kind, "")):
            if page:
                told[page] = told.get(page, 0) + 1
    cache.set(_key(actor, on), (number, told), 86400)
    return told


def remembered(*, actor: Actor, on: date) -> tuple[dict[str, int], bool]:
    """Return the last count, and whether nothing was written since: one short query, and no service is asked.

    Every page shows it. The number of the audit chain tells whether anything changed; where it did, the page asks for
    the new count afterwards, so that no page waits for it.
    """
    if not actor.is_known:
        return {}, True
    number, told = cache.get(_key(actor, on)) or (None, {})
    return told, number == chain_number()


def _key(actor: Actor, on: date) -> str:
    return f"inbox:{actor.key}:{on.isoformat()}"
