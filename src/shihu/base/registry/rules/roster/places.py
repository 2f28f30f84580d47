"""Finding the hamlet that a roster means."""

import re
from collections.abc import Sequence

from shihu.base.registry.rules.roster.terms import nearest
from shihu.base.registry.types.imports import FileHamlet

_VILLAGE_TAIL = re.compile(r"(村民委员会|村委会|行政村|自然村|自然庄|村|庄)$")
_MARGIN = 0.25  # degrees around the known hamlets that still count as the same county, about 25 km


class Hamlets:
    """The hamlets that a roster may name; without a list, names are taken as they stand."""

    def __init__(self, hamlets: Sequence[FileHamlet] | None) -> None:
        self.hamlets = hamlets
        self.by_name: dict[str, list[FileHamlet]] = {}
        self.by_code = {hamlet.code: hamlet for hamlet in hamlets or ()}
        for hamlet in hamlets or ():
            for name in {hamlet.name, _short(hamlet.name)}:
                self.by_name.setdefault(name, []).append(hamlet)

    @property
    def takes_any(self) -> bool:
        """True when there is no list to hold names against."""
        return self.hamlets is None

    def find(self, hamlet: str, village: str) -> list[FileHamlet]:
        """Return the hamlets meant: one when it is clear, several when the name is not enough."""
        if self.hamlets is None:
            name = hamlet or village
            return [FileHamlet(name, name, village)] if name else []
        if hamlet in self.by_code:
            return [self.by_code[hamlet]]
        of_village = [h for h in self.hamlets if _short(h.village) == _short(village)] if village else []
        if not hamlet:
            return of_village if village else list(self.hamlets) if len(self.hamlets) == 1 else []
        found = self.by_name.get(hamlet) or self.by_name.get(_short(hamlet)) or self._joined(hamlet)
        if village and len(found) > 1:
            return [h for h in found if _short(h.village) == _short(village)] or found
        return found

    def _joined(self, said: str) -> list[FileHamlet]:
        """尚家沟村前沟 names village and hamlet in one cell."""
        return [
            hamlet
            for hamlet in self.hamlets or ()
            if hamlet.village and said.startswith(_short(hamlet.village)) and _short(said).endswith(_short(hamlet.name))
        ]

    def near(self, said: str) -> str:
        """Return the names most like ``said``."""
        return nearest(said, (hamlet.name for hamlet in self.hamlets or ()))

    def extent(self) -> tuple[float, float, float, float] | None:
        """Return (west, south, east, north) around the known hamlets; None when no place is known."""
        lons = [hamlet.lon for hamlet in self.hamlets or () if hamlet.lon is not None]
        lats = [hamlet.lat for hamlet in self.hamlets or () if hamlet.lat is not None]
        if not lons or not lats:
            return None
        return min(lons) - _MARGIN, min(lats) - _MARGIN, max(lons) + _MARGIN, max(lats) + _MARGIN


def _short(name: str) -> str:
    """尚家沟行政村 and 尚家沟村 are both called 尚家沟."""
    shortened = _VILLAGE_TAIL.sub("", name)
    return shortened if len(shortened) > 1 else name
