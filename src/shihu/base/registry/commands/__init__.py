"""The only writes of the registry."""

from shihu.base.registry.commands.accounts import keep_bank_account, load_bank_accounts, take_accounts
from shihu.base.registry.commands.answers import take_answer
from shihu.base.registry.commands.enterprises import keep_enterprise
from shihu.base.registry.commands.exports import export_households
from shihu.base.registry.commands.households import (
    add_household,
    amend_household,
    end_status,
    move_household,
    set_status,
    set_wishes,
    withdraw_status,
)
from shihu.base.registry.commands.links import keep_link, link_account, unlink_account
from shihu.base.registry.commands.looks import open_household
from shihu.base.registry.commands.members import (
    add_member,
    change_householder,
    move_member,
    record_death,
    record_marriage,
    remove_member,
    set_relation,
)
from shihu.base.registry.commands.partners import set_partners
from shihu.base.registry.commands.party import record_party_membership
from shihu.base.registry.commands.persons import amend_person, set_skills
from shihu.base.registry.commands.rehearsal import rehearse
from shihu.base.registry.commands.reshaping import merge_households, split_household

__all__ = [
    "add_household",
    "add_member",
    "amend_household",
    "amend_person",
    "change_householder",
    "end_status",
    "export_households",
    "keep_bank_account",
    "keep_enterprise",
    "keep_link",
    "link_account",
    "load_bank_accounts",
    "merge_households",
    "move_household",
    "move_member",
    "open_household",
    "record_death",
    "record_marriage",
    "record_party_membership",
    "rehearse",
    "remove_member",
    "set_partners",
    "set_relation",
    "set_skills",
    "set_status",
    "set_wishes",
    "split_household",
    "take_accounts",
    "take_answer",
    "unlink_account",
    "withdraw_status",
]
