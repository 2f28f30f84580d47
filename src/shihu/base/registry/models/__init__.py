"""Households, persons, enterprises; and the imports that brought them."""

from shihu.base.registry.models.bank import BankAccount
from shihu.base.registry.models.enterprises import Enterprise
from shihu.base.registry.models.households import (
    Household,
    HouseholdStatus,
    Membership,
    Partner,
    Person,
    Skill,
    Wish,
)
from shihu.base.registry.models.imports import ImportedChange, RosterImport

__all__ = [
    "BankAccount",
    "Enterprise",
    "Household",
    "HouseholdStatus",
    "ImportedChange",
    "Membership",
    "Partner",
    "Person",
    "RosterImport",
    "Skill",
    "Wish",
]
