"""Reading the roster's place, ``--size`` and ``--weights``; every fault says what was given and what is wanted."""

import math
import re

import click

from shihu.fronts.cli.form.database import SCHEMES
from shihu.services.units.types import Choices

WEIGHTS = ("distance", "wish", "skill", "preference", "balance")
_DEFAULTS = Choices()


class RosterPlace(click.ParamType[str]):
    """A file that can be read, or the address of a database, which is tried when the roster is."""

    name = "ROSTER"
    _file = click.Path(exists=True, dir_okay=False, readable=True)

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the path or the address as it was given."""
        return value if value.startswith(SCHEMES) else str(self._file.convert(value, param, ctx))


class Sizes(click.ParamType[tuple[int, int, int]]):
    """``8-12`` or ``8-10-12`` (least, best, most)."""

    name = "LOW-HIGH"

    def convert(
        self, value: str | tuple[int, int, int], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int, int]:
        """Return (least, best, most)."""
        if isinstance(value, tuple):
            return value
        found = re.fullmatch(r"(\d{1,2})-(?:(\d{1,2})-)?(\d{1,2})", value.strip())
        if found is None:
            self.fail(f"“{value}” is no range of sizes; write 8-12, or 8-10-12 with the best size between.", param, ctx)
        low, high = int(found[1]), int(found[3])
        if not 1 <= low <= high:
            self.fail(f"“{value}”: the smallest size must be at least 1 and not above the largest.", param, ctx)
        best = int(found[2]) if found[2] else min(max(_DEFAULTS.target, low), high)
        if not low <= best <= high:
            self.fail(f"“{value}”: the best size must lie between the smallest and the largest.", param, ctx)
        return low, best, high


class Weights(click.ParamType[dict[str, float]]):
    """``distance=1,wish=0.6``; what is not named keeps its default."""

    name = "NAME=NUMBER,…"

    def convert(
        self, value: str | dict[str, float], param: click.Parameter | None, ctx: click.Context | None
    ) -> dict[str, float]:
        """Return the weights that were named."""
        if isinstance(value, dict):
            return value
        told: dict[str, float] = {}
        for part in filter(None, (p.strip() for p in value.split(","))):
            name, _, number = part.partition("=")
            if name not in WEIGHTS:
                self.fail(f"“{name}” is no weight; the weights are {', '.join(WEIGHTS)}.", param, ctx)
            try:
                weight = float(number)
            except ValueError:
                weight = math.nan
            if not 0 <= weight <= 1000:
                self.fail(f"{name}: “{number}” must be a number from 0 to 1000.", param, ctx)
            told[name] = weight
        return told
