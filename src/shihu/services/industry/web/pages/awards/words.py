"""What award funds say in the reader's language."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from shihu.base.vocabularies.queries import all_terms
from shihu.kernel.money import yuan
from shihu.kernel.presentation import Badge, Tone
from shihu.kernel.refusals import Refusal
from shihu.services.industry.types.awards import (
    ApplicationRow,
    ApplicationState,
    AwardItem,
    AwardMode,
    Foreseen,
    ListFault,
    Measure,
    NewAwardRule,
    RoundState,
)

MEASURES = {
    Measure.PIECE: pgettext_lazy("industry small animals", "head"),
    Measure.HEAD: pgettext_lazy("industry large animals", "head"),
    Measure.PLANT: pgettext_lazy("industry", "plants"),
    Measure.STICK: pgettext_lazy("industry", "sticks"),
    Measure.HIVE: pgettext_lazy("industry", "hives"),
    Measure.SQUARE_METRE: pgettext_lazy("industry", "m²"),
}
# One of them, after a price.
_EACH = {
    Measure.PIECE: pgettext_lazy("award each small animal", "head"),
    Measure.HEAD: pgettext_lazy("award each large animal", "head"),
    Measure.PLANT: pgettext_lazy("award each", "plant"),
    Measure.STICK: pgettext_lazy("award each", "stick"),
    Measure.HIVE: pgettext_lazy("award each", "hive"),
    Measure.SQUARE_METRE: pgettext_lazy("award each", "m²"),
}
# In what each kind is counted where nobody says otherwise.
USUAL = {
    "courtyard.cattle": Measure.HEAD,
    "courtyard.pigs": Measure.HEAD,
    "courtyard.grapes": Measure.PLANT,
    "courtyard.mushrooms": Measure.STICK,
    "courtyard.bees": Measure.HIVE,
}
_STATES: dict[ApplicationState, tuple[object, Tone, str]] = {
    ApplicationState.WAITING: (pgettext_lazy("award", "To be checked"), "ochre", "clock"),
    ApplicationState.ACCEPTED: (pgettext_lazy("award", "Found right"), "pine", "check"),
    ApplicationState.REFUSED: (pgettext_lazy("award", "Refused"), "seal", "stop"),
    ApplicationState.WITHDRAWN: (pgettext_lazy("award", "Taken back"), "plain", "undo"),
}
_ROUNDS: dict[RoundState, tuple[object, Tone, str]] = {
    RoundState.DRAFT: (pgettext_lazy("award", "Draft"), "plain", "edit"),
    RoundState.PUBLISHED: (pgettext_lazy("award", "Under notice"), "ochre", "clock"),
    RoundState.APPROVED: (pgettext_lazy("award", "Approved"), "pine", "check"),
    RoundState.DISCARDED: (pgettext_lazy("award", "Discarded"), "plain", "trash"),
    RoundState.REVERSED: (pgettext_lazy("award", "Reversed in the books"), "seal", "undo"),
}


def kind_names() -> dict[str, str]:
    """The kinds of courtyard farming, by key."""
    language = get_language() or ""
    return {key: term.name(language) for key, term in all_terms().items() if term.vocabulary == "courtyard"}


def usual_measure(kind: str) -> Measure:
    """In what a kind is usually counted."""
    return USUAL.get(kind, Measure.PIECE)


def measure(value: Measure) -> str:
    """只, 头, 株."""
    return str(MEASURES[value])


def counted(quantity: int, value: Measure) -> str:
    """So many with their measure word: 40 只, 40 head."""
    return pgettext("industry", "%(count)s %(measure)s") % {"count": f"{quantity:,}", "measure": measure(value)}


def place_label(name: str, name_en: str) -> str:
    """A place's name in the reader's language."""
    return name_en if (get_language() or "").startswith("en") and name_en else name


def day(value: date) -> str:
    """A day as it stands in a sentence: 8月14日."""
    return date_format(value, "MONTH_DAY_FORMAT")


def application_badge(state: ApplicationState) -> Badge:
    """Where an application stands."""
    word, tone, icon = _STATES[state]
    return Badge(str(word), tone, icon)


def round_badge(state: RoundState) -> Badge:
    """Where a round stands."""
    word, tone, icon = _ROUNDS[state]
    return Badge(str(word), tone, icon)


def difference(row: ApplicationRow, value: Measure) -> str:
    """Found less or more than was said, in words; empty where there is none."""
    if not row.difference:
        return ""
    many = counted(abs(row.difference), value)
    if row.difference > 0:
        return pgettext("award", "%(many)s more than said") % {"many": many}
    return pgettext("award", "%(many)s fewer than said") % {"many": many}


def brings(item: AwardItem, mode: AwardMode) -> str:
    """What one kind brings, in a sentence: 20 只起，每只 10.00 元，每户最多 600.00 元."""
    values = {
        "least": counted(item.least, item.measure),
        "per": yuan(item.per) if mode == AwardMode.YUAN else str(item.per),
        "each": str(_EACH[item.measure]),
        "cap": yuan(item.cap) if mode == AwardMode.YUAN else str(item.cap),
    }
    if mode == AwardMode.YUAN:
        said = _("From %(least)s on, %(per)s yuan a %(each)s.") % values
        return said + (" " + _("At most %(cap)s yuan a household.") % values if item.cap else "")
    said = _("From %(least)s on, %(per)s points a %(each)s.") % values
    return said + (" " + _("At most %(cap)s points a household.") % values if item.cap else "")


def foretold(told: Foreseen, item: AwardItem, rule: NewAwardRule) -> tuple[str, str]:
    """What a household would get: the big number, and how it was reckoned."""
    many = counted(told.quantity, item.measure)
    if told.is_too_few:
        least = counted(told.least, item.measure)
        return "0", _("The rules begin at %(least)s; %(many)s bring nothing yet.") % {"least": least, "many": many}
    is_yuan = rule.mode == AwardMode.YUAN
    cap = rule.household_cap if is_yuan else 0
    asked = min(told.asked, cap) if cap else told.asked
    values = {
        "many": many,
        "per": yuan(told.per) if is_yuan else str(told.per),
        "raw": yuan(told.quantity * told.per) if is_yuan else f"{told.quantity * told.per:,}",
        "asked": yuan(asked) if is_yuan else f"{asked:,}",
    }
    if not is_yuan:
        said = _("%(many)s × %(per)s points = %(raw)s points.")
    else:
        said = _("%(many)s × %(per)s yuan = %(raw)s yuan.")
    words = said % values
    if asked < told.quantity * told.per:
        words += " " + (_("The cap leaves %(asked)s.") % values)
    return values["asked"], words


def refusal(told: Refusal) -> str:
    """A refusal's sentence."""
    return str(_(told.sentence) % told.values if told.values else _(told.sentence))


def fault(told: ListFault) -> str:
    """What is wrong with a line of a list."""
    return str(_(told.sentence) % told.values if told.values else _(told.sentence))


def rule_values(rule: NewAwardRule) -> Mapping[str, str]:
    """The whole-household parts of a rule, for sentences."""
    return {"cap": yuan(rule.household_cap), "bonus": str(rule.bonus)}
