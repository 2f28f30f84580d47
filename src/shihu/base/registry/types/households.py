"""Households, persons and enterprises as pages and other services see them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from shihu.base.registry.types.bank import Payee
from shihu.kernel.refusals import N_


class HouseholdEnd(StrEnum):
    """How a household ended."""

    MERGED = "merged"
    MOVED = "moved"
    DIED_OUT = "died_out"


class MemberEnd(StrEnum):
    """How a membership ended. ``RELATION`` closes one row so that the next tells the new relation."""

    DIED = "died"
    MARRIED_OUT = "married_out"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    RELATION = "relation"


class MemberStart(StrEnum):
    """How somebody came into a household."""

    BORN = "born"
    MARRIED_IN = "married_in"
    MOVED_IN = "moved_in"


# What screens call them; the front translates.
END_NAMES = {
    MemberEnd.DIED: N_("Died"),
    MemberEnd.MARRIED_OUT: N_("Married out"),
    MemberEnd.MOVED: N_("Moved away"),
    MemberEnd.SPLIT: N_("Household split"),
    MemberEnd.MERGED: N_("Household merged"),
    MemberEnd.RELATION: N_("New relation to the householder"),
}
HOUSEHOLD_END_NAMES = {
    HouseholdEnd.MERGED: N_("Merged into another household"),
    HouseholdEnd.MOVED: N_("Everybody moved away"),
    HouseholdEnd.DIED_OUT: N_("The last member died"),
}
START_NAMES = {
    MemberStart.BORN: N_("Born"),
    MemberStart.MARRIED_IN: N_("Married in"),
    MemberStart.MOVED_IN: N_("Moved in"),
}


@dataclass(frozen=True, slots=True)
class HouseholdFilter:
    """What a list of households is narrowed to. Empty means anything; all that is given must hold."""

    place: str = ""
    hamlet: str = ""
    wealth: str = ""  # term key
    poverty: str = ""  # term key that holds on the day; "none" = no poverty status on the day
    was: str = ""  # term key that held at any time up to the day
    exited: str = ""  # year in which the household came out of poverty
    wish: str = ""  # term key
    party: str = ""  # yes or no
    willing: str = ""  # yes or no
    text: str = ""  # a member's name, pinyin or initials, or the household code


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """One household in a list."""

    key: UUID
    code: str
    householder: str
    hamlet: str
    hamlet_name: str
    hamlet_name_en: str
    street: str
    members: int
    wealth: str | None
    poverty: str | None
    wishes: tuple[str, ...]
    has_party_member: bool
    willing: bool
    land_mu: Decimal | None
    phone: str  # masked for those who may not keep the household


@dataclass(frozen=True, slots=True)
class HouseholdPage:
    """One page of a list, and how many there are."""

    rows: tuple[HouseholdRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One person of a household, now or earlier."""

    person: UUID
    name: str
    relation: str
    is_householder: bool
    sex: str
    birth: date | None
    id_masked: str
    phone: str
    is_party_member: bool
    labour: str | None
    health: str | None  # empty for those who may not know
    may_head: bool | None
    skills: tuple[str, ...]
    since: date
    until: date | None
    ended_by: str
    died_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class StatusRow:
    """What the household was by one vocabulary from a day until a day."""

    vocabulary: str
    term: str
    since: date
    until: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A household that this one prefers or refuses."""

    code: str
    householder: str
    kind: str


@dataclass(frozen=True, slots=True)
class HouseholdDetail:
    """Everything that the actor may know of one household."""

    key: UUID
    code: str
    hamlet: str
    hamlet_name: str
    hamlet_name_en: str
    householder: str
    street: str
    street_order: int | None
    lon: float | None
    lat: float | None
    phone: str
    land_mu: Decimal | None
    willing: bool
    since: date
    until: date | None
    ended_by: str
    became: str
    version: int
    members: tuple[MemberRow, ...]
    past_members: tuple[MemberRow, ...]
    statuses: tuple[StatusRow, ...]
    wealth: str | None
    poverty: str | None
    wishes: tuple[str, ...]
    partners: tuple[PartnerRow, ...]
    may_keep: bool
    sees_private: bool
    payee: Payee | None = None  # where the household is paid, for who keeps it and for itself
    sees_payee: bool = False

    @property
    def stands(self) -> bool:
        """False once the household has ended."""
        return self.until is None


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """One person, with every household they belonged to."""

    member: MemberRow
    pinyin: str
    household: str
    hamlet: str
    party_since: date | None
    history: tuple[tuple[str, str, date, date | None, str], ...]  # code, relation, since, until, ended by
    may_keep: bool
    may_link: bool = False
    payee: Payee | None = None  # as above
    sees_payee: bool = False
    account: str = ""  # user name of the linked account, for those who may link


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that a command did (or would do), as a translatable sentence with its values."""

    sentence: str
    values: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command did: the households concerned, the first one foremost, and each thing in words."""

    household: str
    version: int
    happenings: tuple[Happening, ...] = ()
    others: tuple[str, ...] = ()
    person: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person as they are entered. Terms are term keys; an empty ID number means not known."""

    name: str
    relation: str
    id_number: str = ""
    sex: str = "unknown"
    birth: date | None = None
    phone: str = ""
    is_party_member: bool = False
    party_since: date | None = None
    labour: str | None = None
    health: str | None = None
    may_head: bool | None = None
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HouseholdFacts:
    """What is amended on a household without dated history."""

    street: str = ""
    street_order: int | None = None
    phone: str = ""
    land_mu: Decimal | None = None
    lon: float | None = None
    lat: float | None = None
    willing: bool = True


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is amended on a person. ``id_number`` None leaves the number as it is, "" removes it."""

    name: str
    sex: str = "unknown"
    birth: date | None = None
    id_number: str | None = None
    phone: str = ""
    is_party_member: bool = False
    party_since: date | None = None
    labour: str | None = None
    health: str | None = None
    may_head: bool | None = None


@dataclass(frozen=True, slots=True)
class EnterpriseRow:
    """A cooperative, collective organisation or company."""

    key: UUID
    name: str
    credit_code: str
    kind: str
    place: str
    place_name: str
    place_name_en: str
    representative: str
    representative_key: UUID | None
    since: date
    until: date | None
    version: int
    may_keep: bool = False


@dataclass(frozen=True, slots=True)
class Breach:
    """Something in the registry that must not be: found by the checks, never by a command."""

    check: str
    subject: str
    sentence: str
    values: tuple[tuple[str, object], ...] = ()
