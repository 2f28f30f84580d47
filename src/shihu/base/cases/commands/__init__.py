"""The only writes of the cases."""

from shihu.base.cases.commands.closing import close_case, record_return_visit
from shihu.base.cases.commands.handling import (
    accept,
    assign,
    assign_named,
    declare_conflict,
    escalate,
    escalate_overdue,
    pause,
    resume,
    take_note,
)
from shihu.base.cases.commands.looks import read_case, require_handler
from shihu.base.cases.commands.opening import appeal, name_parts, open_case, reopen

__all__ = [
    "accept",
    "appeal",
    "assign",
    "assign_named",
    "close_case",
    "declare_conflict",
    "escalate",
    "escalate_overdue",
    "name_parts",
    "open_case",
    "pause",
    "read_case",
    "record_return_visit",
    "reopen",
    "require_handler",
    "resume",
    "take_note",
]
