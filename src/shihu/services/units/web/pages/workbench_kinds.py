"""What kinds of households are called, and how each is told apart."""

from django.utils.translation import gettext as _

from shihu.services.units.queries import words

ORDER = (
    "wealth.poor",
    "wealth.ordinary",
    "wealth.well_off",
    "unknown",
    "party",
    "led_by_woman",
    "elderly_alone",
    "single",
)


def kind_label(kind: str, label: words.Label) -> str:
    """A kind of household in the reader's language."""
    named = {
        "party": _("With a Party member"),
        "led_by_woman": _("Led by a woman"),
        "elderly_alone": _("Elderly alone"),
        "single": _("One person"),
        "unknown": _("Wealth not known"),
    }
    return named[kind] if kind in named else label(kind)


def kind_rule(kind: str) -> str:
    """How a kind is told apart; nothing where its name says it."""
    told = {
        "party": _("any member is a Party member"),
        "led_by_woman": _("the householder is a woman"),
        "elderly_alone": _("every member is 60 or older on the day"),
        "single": _("a household of one member"),
    }
    return told.get(kind, "")
