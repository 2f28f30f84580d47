"""Writing civility."""

from shihu.services.linkages.commands.civility.choosing import (
    answer_model_objection,
    close_round,
    enter_review,
    name_panel,
    object_to_model,
)
from shihu.services.linkages.commands.civility.customs import (
    call_off_event,
    end_council_member,
    finish_event,
    keep_council_member,
    talk_over_event,
    tell_event,
)
from shihu.services.linkages.commands.civility.memory import (
    keep_history_entry,
    take_history_off,
    write_precept,
)
from shihu.services.linkages.commands.civility.nominations import (
    consent_to_model,
    nominate_model,
    open_model_round,
)
from shihu.services.linkages.commands.civility.village_rules import (
    answer_suggestion,
    draft_village_rules,
    enter_rules_vote,
    file_village_rules,
    open_discussion,
    return_village_rules,
    suggest_to_rules,
)

__all__ = [
    "answer_model_objection",
    "answer_suggestion",
    "call_off_event",
    "close_round",
    "consent_to_model",
    "draft_village_rules",
    "end_council_member",
    "enter_review",
    "enter_rules_vote",
    "file_village_rules",
    "finish_event",
    "keep_council_member",
    "keep_history_entry",
    "name_panel",
    "nominate_model",
    "object_to_model",
    "open_discussion",
    "open_model_round",
    "return_village_rules",
    "suggest_to_rules",
    "take_history_off",
    "talk_over_event",
    "tell_event",
    "write_precept",
]
