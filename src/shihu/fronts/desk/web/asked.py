"""Which questions the forms ask, and which of them ask for the same fact: a fact is entered once.

Every form of the platform is looked at. Two fields ask for the same fact when a pattern of FACTS says so, or when the
words beside them are the same. Each fact asked in more than one form is a defect unless ALLOWED gives the reason; a
test holds it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final

from django.forms.forms import BaseForm
from django.utils import translation

from shihu.kernel.refusals import N_

# Facts that are called by different words in different forms: patterns of ``app.Form.field``.
FACTS: Final[Mapping[str, tuple[str, ...]]] = {
    "household.willing": ("*.willing",),
    "household.wishes": ("registry.WishesForm.*", "units.*.wish"),
    "household.partners": ("registry.PartnersForm.*", "units.*.prefer_*", "units.*.refuse_*"),
    "household.land": ("registry.*.land_mu",),
    "household.phone": ("registry.FactsForm.phone", "registry.HomeForm.phone", "registry.MoveForm.phone"),
    "household.house": ("registry.*.lon", "registry.*.lat", "registry.*.street", "registry.*.street_order"),
    "person.relation": ("registry.*.relation",),
    "person.birth": ("registry.*.birth",),
    "person.sex": ("registry.*.sex",),
    "person.labour": ("registry.*.labour",),
    "person.party": ("registry.*.is_party_member",),
    "person.id_number": ("registry.*.id_number",),
    "person.name": (
        "registry.CameForm.name",
        "registry.MemberForm.name",
        "registry.AmendForm.name",
        "accounts.OpenForm.name",
    ),
    "person.phone": (
        "registry.CameForm.phone",
        "registry.MemberForm.phone",
        "registry.AmendForm.phone",
        "accounts.OpenForm.phone",
    ),
    "unit.weights": ("units.AskForm.*", "units.SolveForm.*"),
}
# Fields that a form makes for a household when it is opened: they cannot be read off its class.
MADE_LATER: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("registry", "WishesForm", "wish", "Wishes"),
    ("units", "EntryForm", "wish", "Wishes"),
    ("units", "OwnWishesForm", "wish", "Wishes"),
)
_FIRST_OR_AMENDED = N_("Entered once when it comes into the roster; the other form only corrects it.")
_OWN_OR_ENTERED = N_("Said on the own phone, or put down by the cadre for who has none: never both.")
_ITS_DAY = N_("The day of the one act: another act has another day.")
_ITS_PAPER = N_("The paper that proves the one act: another act has another paper.")
_ITS_MEASURE = N_("How much or how many this time: no record holds it before the act.")
_ITS_PARTY = N_("Whom or what the act concerns: picked from what is there, not described again.")
_ITS_WORDS = N_("What is said of the one act, in words of its own.")
_BEFORE_LINKED = N_("An account may belong to somebody outside the roster; it is linked to the person afterwards.")
_SAME_DRAFT = N_("The second form opens with what the first was given, and changes it to draw again.")
# Fact -> why it may be asked in more than one form.
ALLOWED: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("household.house", "household.land", "household.phone", "household.willing"),
        _FIRST_OR_AMENDED,
    ),
    **dict.fromkeys(
        (f"person.{fact}" for fact in ("birth", "id_number", "labour", "party", "relation", "sex")),
        _FIRST_OR_AMENDED,
    ),
    **dict.fromkeys(
        (
            *("household.partners", "household.wishes", "rather in this unit", "rather together with"),
            *("in which year it began", "what happened", "what it decides", "what it is about"),
        ),
        _OWN_OR_ENTERED,
    ),
    **dict.fromkeys(
        (
            *("from", "day", "day of the village meeting", "day of the visit"),
            *("holds from", "in force from", "on which day"),
        ),
        _ITS_DAY,
    ),
    **dict.fromkeys(
        (
            *("filled sheet", "issued by", "minutes of the meeting", "number of the minutes", "number of the paper"),
            *("number of the paper behind it", "number of the sheet", "number of the signed paper"),
            *("number of the signed sheet", "paper behind it"),
        ),
        _ITS_PAPER,
    ),
    **dict.fromkeys(
        (
            *("amount (yuan)", "counted in", "days for objections", "how many times?", "how much", "quantity"),
            "votes for it",
        ),
        _ITS_MEASURE,
    ),
    **dict.fromkeys(
        (
            *("from which batch", "hamlet", "household", "household (name of the householder, or code)"),
            *("into household", "next householder", "paid from", "paid into", "prize", "which one"),
            *("who mends it", "with whom"),
        ),
        _ITS_PARTY,
    ),
    **dict.fromkeys(
        (
            *("decision", "for what", "how", "in words", "name", "name of the rules", "reason", "what is to be done"),
            *("what is wrong", "what was agreed", "what was done", "what was seen", "where", "why"),
        ),
        _ITS_WORDS,
    ),
    **dict.fromkeys(("person.name", "person.phone"), _BEFORE_LINKED),
    "unit.weights": _SAME_DRAFT,
}


@dataclass(frozen=True, slots=True)
class Question:
    """A field that somebody fills in."""

    app: str
    form: str
    field: str
    label: str  # in English: the message that is translated

    @property
    def name(self) -> str:
        """``app.Form.field``."""
        return f"{self.app}.{self.form}.{self.field}"


def questions() -> list[Question]:
    """Return every question of every form that is loaded, samples left out."""
    with translation.override("en"):
        made = [Question(*told) for told in MADE_LATER]
        found = [
            Question(form.__module__.split(".")[2], form.__name__, name, str(field.label or name))
            for form in set(_forms(BaseForm))
            for name, field in form.base_fields.items()  # type: ignore[attr-defined]  # made by Django's metaclass
            if not field.widget.is_hidden
        ]
    return sorted([*found, *made], key=lambda question: question.name)


def fact_of(question: Question) -> str:
    """Return the fact that a question asks for."""
    for fact, patterns in FACTS.items():
        if any(fnmatchcase(question.name, pattern) for pattern in patterns):
            return fact
    return question.label.strip().lower()


def repeated(asked: list[Question]) -> dict[str, list[Question]]:
    """Return the facts that more than one form asks for, with their questions."""
    by_fact: dict[str, list[Question]] = defaultdict(list)
    for question in asked:
        by_fact[fact_of(question)].append(question)
    return {fact: found for fact, found in sorted(by_fact.items()) if len({(q.app, q.form) for q in found}) > 1}


def defects(asked: list[Question]) -> dict[str, list[Question]]:
    """Return what is asked twice without a reason."""
    return {fact: found for fact, found in repeated(asked).items() if fact not in ALLOWED}


def _forms(kind: type[BaseForm]) -> Iterator[type[BaseForm]]:
    """Yield the forms of ours that people meet: those from which no other of ours is made."""
    for form in kind.__subclasses__():
        below = list(_forms(form))
        yield from below
        is_ours = form.__module__.startswith("shihu.") and ".samples" not in form.__module__
        if is_ours and not below and not form.__name__.startswith("_"):
            yield form
