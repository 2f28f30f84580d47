"""Decisions of mediation on plain values: where a dispute starts, who may sit, when an agreement binds."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from shihu.base.cases.types import CaseKind, CaseLevel, Finder, Outcome, PauseReason, Secrecy
from shihu.engines.workdays import NATIONAL, Limit, Unit, due_day
from shihu.kernel.actors import Role
from shihu.kernel.places import Level
from shihu.kernel.refusals import N_
from shihu.services.linkages.types.mediation import DISPUTE, MediationLevel, MediationTerms

LEVELS = {
    MediationLevel.HEAD: N_("The unit's head"),
    MediationLevel.GROUP: N_("The villagers' group"),
    MediationLevel.PANEL: N_("The village's hearing panel"),
}
AGREED, ORAL = "agreed", "oral"
TO_TOWN = "to_town"
# People's Mediation Law, art. 33: both parties may apply together within thirty days of the agreement taking effect.
# A citizen's limit that ends on a day off ends on the next working day (Civil Code, art. 203).
CONFIRMATION = Limit(30, Unit.NATURAL_DAY, rolls=True)
DEFAULT_TERMS = MediationTerms(date(1949, 10, 1))


def kind(terms: MediationTerms, find: Finder) -> CaseKind:
    """Return the kind of case that a dispute is, with the time limits of the day."""

    def level(key: MediationLevel, role: Role, place: Level, days: int, *, climbs: bool, empty: bool) -> CaseLevel:
        return CaseLevel(key.value, LEVELS[key], role, place, days, terms.unit, climbs, empty)

    return CaseKind(
        key=DISPUTE,
        name=N_("Dispute"),
        levels=(
            level(MediationLevel.HEAD, Role.HEAD, Level.HAMLET, terms.head_days, climbs=True, empty=False),
            level(MediationLevel.GROUP, Role.CADRE, Level.VILLAGE, terms.group_days, climbs=True, empty=True),
            level(MediationLevel.PANEL, Role.CADRE, Level.VILLAGE, terms.panel_days, climbs=False, empty=True),
        ),
        outcomes=(
            Outcome(AGREED, N_("Settled by a written agreement"), terms.visit_days),
            Outcome(ORAL, N_("Settled by word of mouth"), terms.visit_days),
            Outcome("reconciled", N_("The parties made peace themselves")),
            Outcome("withdrawn", N_("Withdrawn"), settles=False),
            Outcome(TO_TOWN, N_("Handed on to the township's mediation committee"), settles=False),
            Outcome("failed", N_("No agreement; told of the way to court or arbitration"), settles=False),
        ),
        pauses=(
            PauseReason("away", N_("A party is away for work")),
            PauseReason("survey", N_("Land or damage is being measured")),
            PauseReason("illness", N_("A party is ill")),
            PauseReason("busy", N_("Busy farming season"), stops=False),
            PauseReason("consultation", N_("Others are being asked"), stops=False),
        ),
        page="linkages_dispute",
        secrecy=Secrecy.RESTRICTED,
        find=find,
    )


def start(units: Collection[UUID | None]) -> tuple[MediationLevel, UUID | None]:
    """Return where a dispute begins, and whose head hears it: in the unit when all parties sit in one.

    Parties of several units, or of none, go to the villagers' group: no head is over somebody else's household.
    """
    found = set(units)
    if len(found) == 1 and (only := next(iter(found))) is not None:
        return MediationLevel.HEAD, only
    return MediationLevel.GROUP, None


def panel_fault(members: Sequence[UUID], pool: Collection[UUID], barred: Mapping[UUID, str]) -> tuple[str, UUID | None]:
    """Return what is wrong with a panel, and with whom: count, unknown, barred; empty strings when it may sit."""
    if len(members) < 3 or len(members) % 2 == 0 or len(set(members)) != len(members):
        return "count", None
    for member in members:
        if member not in pool:
            return "unknown", member
        if member in barred:
            return "barred", member
    return "", None


def effective(signed: Iterable[date | None], sealed_on: date | None) -> date | None:
    """Return the day on which a written agreement binds: when all have signed and the committee's seal is on it.

    People's Mediation Law, art. 29: signed by the parties and the mediator, sealed by the committee. None before.
    """
    days = [*signed, sealed_on]
    if not days or any(day is None for day in days):
        return None
    return max(day for day in days if day is not None)


def confirm_until(effective_on: date) -> date:
    """Return the last day on which both sides may apply to the court together."""
    return due_day(effective_on, CONFIRMATION, calendar=NATIONAL.latest)
