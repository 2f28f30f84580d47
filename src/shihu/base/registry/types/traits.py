"""What kind of household it is, for asking how kinds of households fare."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HouseholdTraits:
    """Three kinds that help is often late for. A household may be of several, or of none."""

    is_led_by_woman: bool  # the householder is a woman
    is_elderly_alone: bool  # every member is known to be 60 or older on the day
    is_single: bool  # one member
