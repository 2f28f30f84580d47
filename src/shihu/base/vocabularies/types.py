"""Terms as other parts see them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term. ``key`` is ``vocabulary.code``."""

    key: str
    vocabulary: str
    code: str
    name_zh: str
    name_en: str
    since: date
    until: date | None = None
    synonyms: tuple[str, ...] = ()
    order: int = 0
    replaces: str | None = None

    def name(self, language: str) -> str:
        """The name in ``language`` (Django's code); Chinese unless English is asked for."""
        return self.name_en if language.startswith("en") else self.name_zh

    def holds_on(self, day: date) -> bool:
        """Tell whether the term is in force on ``day``."""
        return self.since <= day and (self.until is None or day <= self.until)
