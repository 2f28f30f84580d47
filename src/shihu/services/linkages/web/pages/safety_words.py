"""What the codes of safety say in the reader's language."""

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from shihu.base.cases.queries import holder as case_holder
from shihu.base.cases.queries import light as case_light
from shihu.kernel.presentation import Badge, Light
from shihu.services.linkages.rules.safety import TIMES
from shihu.services.linkages.types.safety import HazardRow, LookInRow, Why


def trouble(key: str) -> str:
    """What is dangerous."""
    return {
        "stove": _("Stove and coal gas"),
        "wiring": pgettext("linkages", "Wiring"),
        "slope": _("Slope or cave wall"),
        "house": _("House near collapse"),
        "road": pgettext("linkages", "Road or bridge"),
        "well": pgettext("linkages", "Well or pond"),
        "dog": pgettext("linkages", "Loose dog"),
        "fire": _("Straw, firewood, fire"),
        "water": pgettext("linkages", "Flood channel"),
        "other": pgettext("linkages", "Something else"),
    }.get(key, key)


def grade(key: str) -> str:
    """How bad it is."""
    return {
        "small": pgettext("linkages", "Small"),
        "serious": pgettext("linkages", "Serious"),
        "grave": pgettext("linkages", "Grave"),
    }[key]


def round_kind(key: str) -> str:
    """What a round looks for."""
    return {
        "plain": pgettext("linkages", "Ordinary round"),
        "gas": _("Coal-gas round of the heating season"),
        "flood": _("Flood-season round"),
    }[key]


def round_questions(key: str) -> str:
    """What to look at on a round."""
    return {
        "plain": _("Stove, wiring, gas bottle, firewood by the wall, the slope behind the house, the dog, the well."),
        "gas": _(
            "Is the flue open and tight? Is a window ajar at night? Does the alarm sound? Coal stove in the bedroom?"
        ),
        "flood": _(
            "Cracks in the slope or cave wall? Is the channel clear? Does the family know where to go at night?"
        ),
    }[key]


def why(key: Why) -> str:
    """Why somebody needs a look-in."""
    return {
        Why.ALONE: pgettext("linkages", "old and alone"),
        Why.OLD_PAIR: pgettext("linkages", "old people only"),
        Why.CHILD: _("child without grown-ups of working age"),
        Why.ILL: _("severe illness or disability"),
        Why.NEGLECTED: _("neglected by the children"),
        Why.ASKED: pgettext("linkages", "asked for it"),
    }[key]


def whys(row: LookInRow) -> str:
    """All reasons that the reader may know."""
    told = [why(one) for one in row.whys]
    if row.has_hidden_why:
        told.append(pgettext("linkages", "needs care"))
    return (", " if (get_language() or "").startswith("en") else "、").join(told)


def found(key: str) -> str:
    """What a visit found."""
    return {
        "well": pgettext("linkages", "Well"),
        "needs": pgettext("linkages", "Need something"),
        "urgent": pgettext("linkages", "Need help at once"),
    }.get(key, "")


def light(row: HazardRow) -> Light:
    """The light of a hazard with its word."""
    if row.is_closed:
        return Light("grey", pgettext("linkages", "closed"))
    if row.is_mended:
        return Light("green", _("mended, to be looked at again"))
    return case_light(row.case) or Light("grey", "")


def holder(row: HazardRow) -> str:
    """Who answers for it now."""
    return "—" if row.is_closed else case_holder(row.case)


def grade_badge(key: str) -> Badge:
    """How bad, in a word with its colour."""
    return {
        "small": Badge(grade("small"), "plain"),
        "serious": Badge(grade("serious"), "ochre", "warn"),
        "grave": Badge(grade("grave"), "seal", "warn"),
    }[key]


def grade_time(key: str) -> str:
    """How bad, and within how many days it is to be mended."""
    days, unit = TIMES[key][0]
    if unit == "WD":
        told = ngettext("within %(count)s working day", "within %(count)s working days", days)
    else:
        told = ngettext("within %(count)s calendar day", "within %(count)s calendar days", days)
    return _("%(grade)s: %(time)s") % {"grade": grade(key), "time": told % {"count": days}}
