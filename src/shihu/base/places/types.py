"""Places as other parts see them."""

from dataclasses import dataclass

from shihu.kernel.places import Level, level_of


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place of the tree."""

    code: str
    name: str
    name_en: str
    lon: float | None = None
    lat: float | None = None
    is_invented: bool = False

    @property
    def level(self) -> Level:
        """Province to hamlet."""
        return level_of(self.code)

    def label(self, language: str) -> str:
        """The name in ``language``; names of people stay Chinese, places have a romanised name."""
        return self.name_en if language.startswith("en") and self.name_en else self.name


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A place to be kept, with what it was and since when: (term key, since, until as ISO dates)."""

    code: str
    name: str
    name_en: str
    lon: float | None = None
    lat: float | None = None
    is_invented: bool = False
    statuses: tuple[tuple[str, str, str | None], ...] = ()
