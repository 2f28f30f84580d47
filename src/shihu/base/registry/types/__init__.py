"""What goes into and comes out of the registry."""

from shihu.base.registry.types.answers import (
    AnswerSheet,
    HouseholdAnswer,
    HouseholdNow,
    Neighbour,
    OwnHousehold,
    SheetRow,
)
from shihu.base.registry.types.figures import Figure, PlaceFigures, YearOfExits
from shihu.base.registry.types.formation import FormationHousehold
from shihu.base.registry.types.households import (
    END_NAMES,
    HOUSEHOLD_END_NAMES,
    START_NAMES,
    Breach,
    EnterpriseRow,
    Happening,
    HouseholdDetail,
    HouseholdEnd,
    HouseholdFacts,
    HouseholdFilter,
    HouseholdPage,
    HouseholdRow,
    MemberEnd,
    MemberRow,
    MemberStart,
    NewPerson,
    Outcome,
    PartnerRow,
    PersonDetail,
    PersonFacts,
    StatusRow,
)
from shihu.base.registry.types.leaders import HouseholdPerson
from shihu.base.registry.types.roster import RosterHousehold, RosterPerson
from shihu.base.registry.types.search import Matched, SearchHit
from shihu.base.registry.types.traits import HouseholdTraits

__all__ = [
    "END_NAMES",
    "HOUSEHOLD_END_NAMES",
    "START_NAMES",
    "AnswerSheet",
    "Breach",
    "EnterpriseRow",
    "Figure",
    "FormationHousehold",
    "Happening",
    "HouseholdAnswer",
    "HouseholdDetail",
    "HouseholdEnd",
    "HouseholdFacts",
    "HouseholdFilter",
    "HouseholdNow",
    "HouseholdPage",
    "HouseholdPerson",
    "HouseholdRow",
    "HouseholdTraits",
    "Matched",
    "MemberEnd",
    "MemberRow",
    "MemberStart",
    "Neighbour",
    "NewPerson",
    "Outcome",
    "OwnHousehold",
    "PartnerRow",
    "PersonDetail",
    "PersonFacts",
    "PlaceFigures",
    "RosterHousehold",
    "RosterPerson",
    "SearchHit",
    "SheetRow",
    "StatusRow",
    "YearOfExits",
]
