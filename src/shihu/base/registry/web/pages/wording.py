"""Terms, refusals and outcomes in the reader's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shihu.base.registry.types.bank import Payee
from shihu.base.registry.types.households import Happening
from shihu.base.vocabularies.queries import all_terms
from shihu.base.vocabularies.types import TermRow
from shihu.kernel.presentation import Badge, Choice
from shihu.kernel.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabularies in the reader's language, read once for a page."""

    terms: Mapping[str, TermRow]
    language: str

    @property
    def is_english(self) -> bool:
        return self.language.startswith("en")

    def term(self, key: str | None) -> str:
        """Return the name of a term; nothing for nothing, the key for a term that is gone."""
        if not key:
            return ""
        found = self.terms.get(key)
        return found.name(self.language) if found else key

    def listed(self, keys: Iterable[str]) -> str:
        """Return several terms as one text."""
        return (", " if self.is_english else "、").join(self.term(key) for key in keys)

    def place(self, name: str, name_en: str) -> str:
        return name_en if self.is_english and name_en else name

    def choices(self, vocabulary: str, *, on: date | None = None) -> list[tuple[str, str]]:
        """Return the terms of a vocabulary as (key, name); only those in force on a day, if one is given."""
        rows = [t for t in self.terms.values() if t.vocabulary == vocabulary and (on is None or t.holds_on(on))]
        return [(t.key, t.name(self.language)) for t in sorted(rows, key=lambda t: t.order)]

    def options(self, vocabulary: str) -> tuple[Choice, ...]:
        return tuple(Choice(key, name) for key, name in self.choices(vocabulary))

    def happening(self, one: Happening) -> str:
        """Return what a command did as a sentence."""
        return _(one.sentence) % {name: self._value(value) for name, value in one.values}

    def refusal(self, refusal: Refusal) -> str:
        """Return a refusal as a sentence."""
        return _(refusal.sentence) % {name: self._value(value) for name, value in refusal.values.items()}

    def _value(self, value: object) -> object:
        if isinstance(value, Decimal):
            return mu(value)
        return self.term(value) if isinstance(value, str) and value in self.terms else value


def words() -> Words:
    """Return the words of the reader's language."""
    return Words(all_terms(), get_language() or "zh-hans")


def mu(land: Decimal | None) -> str:
    """Return an area without the zeros that say nothing."""
    return "" if land is None else f"{land:.2f}".rstrip("0").rstrip(".")


def wealth_badge(said: Words, key: str | None) -> Badge | str:
    """Return the wealth class in its tone."""
    tones = {"wealth.well_off": "pine", "wealth.poor": "ochre"}
    if not key:
        return ""
    return Badge(said.term(key), "pine" if tones.get(key) == "pine" else "ochre" if key in tones else "plain")


def poverty_badge(said: Words, key: str | None) -> Badge | str:
    """Return the poverty status in its tone: exited is good news, everything else needs somebody."""
    if not key:
        return ""
    return Badge(said.term(key), "pine" if key == "poverty.exited" else "ochre")


def sex_name(sex: str) -> str:
    """Return the word for a sex."""
    return {"male": _("Male"), "female": _("Female")}.get(sex, _("Not known"))


def payee_words(payee: Payee | None, expected: str) -> str:
    """Return on which account somebody is paid; the name where it is not the one expected."""
    if payee is None:
        return _("No account recorded")
    told = f"{payee.bank} {payee.number}"
    return told if payee.name == expected else f"{told} ({payee.name})"
