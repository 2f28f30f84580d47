"""What a search of the registry finds."""

from dataclasses import dataclass
from enum import StrEnum


class Matched(StrEnum):
    """By what a hit was found; the best ground counts."""

    CODE = "code"
    ID = "id"
    NAME = "name"
    PHONE = "phone"
    ID_TAIL = "id_tail"
    PINYIN = "pinyin"
    INITIALS = "initials"
    HAMLET = "hamlet"


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One person found, in the household they belong to now."""

    household: str
    name: str
    householder: str
    is_householder: bool
    hamlet: str
    hamlet_name: str
    hamlet_name_en: str
    birth_year: int | None
    matched: Matched
    rank: int  # smaller is better
