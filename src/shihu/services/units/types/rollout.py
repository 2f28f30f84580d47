"""The roll-out: stages of a village, derived from its records, beside the planned dates."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Literal
from uuid import UUID

Punctuality = Literal["done", "done_late", "ahead", "soon", "late", "unplanned"]


class RolloutStage(IntEnum):
    """How far a village is. Each stage contains the ones before."""

    SURVEY = 1
    PROPOSAL = 2
    NOTICE = 3
    ESTABLISHED = 4
    RUNNING = 5


@dataclass(frozen=True, slots=True)
class VillageStanding:
    """The counts of a village from which its stage follows."""

    drafts: int = 0  # formations that are drafts
    proposed: int = 0  # formations published for consent
    units: int = 0  # units in force
    headed: int = 0  # of these, with a head in office
    alive: int = 0  # of these, with a charter in force or an appraisal of this month or the two before it


@dataclass(frozen=True, slots=True)
class RolloutStep:
    """One stage of a village: planned day, day it was reached (None where no record dates it), how it stands."""

    stage: RolloutStage
    planned: date | None
    reached_on: date | None
    is_reached: bool
    punctuality: Punctuality
    days: int = 0  # late or left


@dataclass(frozen=True, slots=True)
class VillageRollout:
    """One village on the board."""

    place: str
    name: str
    name_en: str
    pilot_since: date | None
    standing: VillageStanding
    stage: RolloutStage
    steps: tuple[RolloutStep, ...]
    without_head: tuple[UUID, ...] = ()
    not_alive: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Rollout:
    """The board of a township."""

    place: str
    name: str
    name_en: str
    on: date
    villages: tuple[VillageRollout, ...]
    may_plan: bool
