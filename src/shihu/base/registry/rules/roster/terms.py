"""Finding the term that a cell means."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from shihu.base.vocabularies.types import TermRow

_SPLIT = re.compile(r"[、,，;；/|\s]+")
_YES = frozenset({"是", "有", "愿意", "能", "可以", "同意", "Y", "YES", "TRUE", "1", "√", "✓", "对", "愿"})
_NO = frozenset(
    {"否", "无", "不愿意", "不能", "不可以", "不同意", "N", "NO", "FALSE", "0", "×", "不是", "不", "没有", "不愿"}
)
_PARTY = frozenset({"中共党员", "党员", "共产党员", "预备党员", "中共预备党员", "正式党员"})
_NOT_PARTY = frozenset(
    {"群众", "团员", "共青团员", "非党员", "普通群众", "少先队员", "民主党派", "无党派", "无党派人士"}
)
# What a roster says of a household that is in no poverty class.
_NO_CLASS = frozenset(
    {"否", "无", "一般农户", "一般户", "非贫困户", "普通农户", "普通户", "非建档立卡户", "非建档立卡", "非贫困", "一般"}
)


class Terms:
    """The vocabularies as a roster's reader needs them: every word that means a term."""

    def __init__(self, terms: Mapping[str, TermRow]) -> None:
        self.terms = terms
        self.words: dict[str, dict[str, str]] = {}
        for term in terms.values():
            words = self.words.setdefault(term.vocabulary, {})
            for word in (term.name_zh, term.name_en.lower(), term.code, *term.synonyms):
                words.setdefault(word, term.key)
        self._found: dict[tuple[str, str], str | None] = {}

    def find(self, vocabulary: str, said: str) -> str | None:
        """Return the key of the term that ``said`` means: the very word, else one that it contains."""
        key = (vocabulary, said)
        if key not in self._found:
            self._found[key] = self._search(vocabulary, said)
        return self._found[key]

    def _search(self, vocabulary: str, said: str) -> str | None:
        words = self.words.get(vocabulary, {})
        exact = words.get(said) or words.get(said.lower())
        if exact or vocabulary not in {"wish", "skill"}:
            return exact
        # Free text names its subject: 种植香菇 holds 香菇. Two different subjects are no answer.
        within = {term for word, term in words.items() if len(word) > 1 and word in said}
        return within.pop() if len(within) == 1 else None

    def near(self, vocabulary: str, said: str) -> str:
        """Return the names most like ``said``, else the first ones of the vocabulary."""
        words = self.words.get(vocabulary, {})
        alike = get_close_matches(said, [word for word in words if not word.isascii()], n=3, cutoff=0.3)
        keys = dict.fromkeys(words[word] for word in alike) or dict.fromkeys(words.values())
        return "、".join(self.terms[key].name_zh for key in list(keys)[:6])


def parts(said: str) -> list[str]:
    """Split a list typed into one cell: 香菇、核桃 / 养猪."""
    return [part for part in _SPLIT.split(said) if part]


def yes_or_no(said: str) -> bool | None:
    """Return what a yes-or-no cell says; None when it says neither."""
    word = said.upper()
    return True if word in _YES else False if word in _NO else None


def is_party(said: str) -> bool | None:
    """Return whether a political status means Party membership; None when it says neither."""
    return True if said in _PARTY else False if said in _NOT_PARTY else yes_or_no(said)


def is_no_class(said: str) -> bool:
    """Tell whether the cell says that the household is in no poverty class."""
    return said in _NO_CLASS


def nearest(said: str, names: Iterable[str]) -> str:
    """Return up to three names most like ``said``."""
    return "、".join(get_close_matches(said, sorted(set(names)), n=3, cutoff=0.4))
