"""What a village's units come to on a day, in plain numbers: nobody is named."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VillageCounts:
    """Units of a village in force on a day, and what they have."""

    units: int = 0
    headed: int = 0  # with a head in office
    chartered: int = 0  # with a charter in force
    appraised: int = 0  # of those in force at the end of the last month that had to be appraised: so many were
    to_appraise: int = 0
