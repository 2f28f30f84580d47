"""Accounts on which people are paid."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shihu.base.registry.types.imports import Fault, Severity


@dataclass(frozen=True, slots=True)
class Payee:
    """Who is paid, and where. ``number`` is masked (****0017) unless it was taken for a bank."""

    person: UUID
    name: str
    bank: str
    number: str
    since: date


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One household with where it is paid; ``payee`` None where no account is recorded."""

    code: str
    householder: str
    householder_key: UUID
    hamlet: str
    hamlet_name: str
    hamlet_name_en: str
    payee: Payee | None


@dataclass(frozen=True, slots=True)
class AccountPage:
    """A page of households, and how many of all have an account."""

    rows: tuple[AccountRow, ...]
    total: int
    households: int
    with_account: int


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One line of a list of accounts that was understood."""

    row: int
    person: UUID
    hamlet: str
    bank: str
    number: str


@dataclass(frozen=True, slots=True)
class AccountSheet:
    """A list of accounts: what could be read, and what is wrong with it."""

    sheet: str
    lines: tuple[AccountLine, ...]
    faults: tuple[Fault, ...]

    @property
    def stops(self) -> bool:
        """Tell whether anything keeps the list from being loaded."""
        return any(fault.severity is Severity.FAULT for fault in self.faults)


@dataclass(frozen=True, slots=True)
class LoadedAccounts:
    """What loading a list did."""

    new: int
    changed: int
    known: int
