"""Decisions about units on plain values."""

from shihu.services.units.rules.formations import (
    WISH_STRENGTHS,
    agreement,
    along_the_way,
    checked,
    checked_price,
    counts_by,
    degrees,
    deviation,
    main_wish,
    metres,
    roster_hash,
    stem,
    unit_name,
)

__all__ = [
    "WISH_STRENGTHS",
    "agreement",
    "along_the_way",
    "checked",
    "checked_price",
    "counts_by",
    "degrees",
    "deviation",
    "main_wish",
    "metres",
    "roster_hash",
    "stem",
    "unit_name",
]
