"""Composition: what something is made of, as a bar."""

from dataclasses import dataclass
from typing import Literal

# Kinds with a colour and a pattern of their own, the same on every page and in print.
PartKind = Literal["well_off", "ordinary", "poor", "unknown", "party", "not_party", "s1", "s2", "s3", "s4", "s5", "s6"]


@dataclass(frozen=True, slots=True)
class Part:
    """A share of a composition bar: how many of a kind."""

    kind: PartKind
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Composition:
    """A bar of shares, each with a fixed colour and pattern; ``unit`` is what is counted (户, 人)."""

    parts: tuple[Part, ...]
    label: str = ""
    unit: str = ""

    @property
    def total(self) -> int:
        return sum(part.count for part in self.parts)

    @property
    def words(self) -> str:
        """The bar for those who do not see it."""
        shares = ", ".join(f"{part.label} {part.count}" for part in self.parts if part.count)
        return f"{self.label}: {shares}" if self.label else shares


@dataclass(frozen=True, slots=True)
class Swatch:
    """A unit's colour (1 to 6) and its name, as in the map's table."""

    colour: int
    text: str
    href: str = ""
