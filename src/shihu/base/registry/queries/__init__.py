"""Reads of the registry, already limited to what the actor may see."""

from shihu.base.registry.queries.account_sheet import (
    accounts_in,
)
from shihu.base.registry.queries.accounts import (
    account_page,
    payees,
    person_payees,
)
from shihu.base.registry.queries.answer_sheets import (
    answers_in,
    may_read_refusals,
)
from shihu.base.registry.queries.answers import (
    households_now,
    is_answering,
    keeps,
    neighbours,
    own_household,
    phones_of,
    scopes_kept,
)
from shihu.base.registry.queries.care import (
    people_for_care,
)
from shihu.base.registry.queries.checks import (
    CHECKS,
    check,
)
from shihu.base.registry.queries.counted import (
    household_counts,
)
from shihu.base.registry.queries.enterprises import (
    enterprise,
    enterprises,
)
from shihu.base.registry.queries.faults import (
    fault_table,
    fault_words,
)
from shihu.base.registry.queries.figures import (
    described,
    figures_of,
    figures_under,
    figures_with_parts,
    scopes_of_figures,
    sees_figures,
)
from shihu.base.registry.queries.formation import (
    formation_households,
)
from shihu.base.registry.queries.households import (
    household,
    household_panel,
    households,
    members_of,
)
from shihu.base.registry.queries.kin import (
    close_to,
)
from shihu.base.registry.queries.kinship import (
    kin_households,
)
from shihu.base.registry.queries.leaders import (
    people_of,
)
from shihu.base.registry.queries.names import (
    named_households,
)
from shihu.base.registry.queries.naming import (
    household_meant,
    member_meant,
    person_meant,
)
from shihu.base.registry.queries.persons import (
    person,
)
from shihu.base.registry.queries.places import (
    may_export,
    may_import,
    may_keep,
    place_of_list,
)
from shihu.base.registry.queries.search import (
    search,
)
from shihu.base.registry.queries.traits import (
    household_traits,
)

__all__ = [
    "CHECKS",
    "account_page",
    "accounts_in",
    "answers_in",
    "check",
    "close_to",
    "described",
    "enterprise",
    "enterprises",
    "fault_table",
    "fault_words",
    "figures_of",
    "figures_under",
    "figures_with_parts",
    "formation_households",
    "household",
    "household_counts",
    "household_meant",
    "household_panel",
    "household_traits",
    "households",
    "households_now",
    "is_answering",
    "keeps",
    "kin_households",
    "may_export",
    "may_import",
    "may_keep",
    "may_read_refusals",
    "member_meant",
    "members_of",
    "named_households",
    "neighbours",
    "own_household",
    "payees",
    "people_for_care",
    "people_of",
    "person",
    "person_meant",
    "person_payees",
    "phones_of",
    "place_of_list",
    "scopes_kept",
    "scopes_of_figures",
    "search",
    "sees_figures",
]
