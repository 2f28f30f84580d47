"""What the codes of safety say in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from shihu.kernel.presentation import Badge, Light
from shihu.services.linkages.types.safety import HazardRow, Holder, LookInRow, Why


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
    }[key]


def whys(row: LookInRow) -> str:
    """All reasons that the reader may know."""
    told = [why(one) for one in row.whys]
    if row.has_hidden_why:
        told.append(pgettext("linkages", "needs care"))
    return "、".join(told)


def found(key: str) -> str:
    """What a visit found."""
    return {
        "well": pgettext("linkages", "Well"),
        "needs": pgettext("linkages", "Need something"),
        "urgent": pgettext("linkages", "Need help at once"),
    }.get(key, "")


def light(row: HazardRow) -> Light:
    """The light of a hazard with its word."""
    if row.closed_on is not None:
        return Light("grey", pgettext("linkages", "closed"))
    if row.mended_on is not None:
        return Light("green", _("mended, to be looked at again"))
    if row.days_late:
        late = ngettext("%(count)s day late", "%(count)s days late", row.days_late) % {"count": row.days_late}
        return Light("red", late)
    return Light("yellow", pgettext("linkages", "being mended"))


def holder(row: HazardRow) -> str:
    """Who has it now."""
    if row.closed_on is not None:
        return "—"
    return {
        Holder.MENDER: row.mender,
        Holder.VILLAGE: _("Villagers' committee"),
        Holder.TOWNSHIP: pgettext("linkages", "Township"),
    }[row.holder]


def grade_badge(key: str) -> Badge:
    """How bad, in a word with its colour."""
    return {
        "small": Badge(grade("small"), "plain"),
        "serious": Badge(grade("serious"), "ochre", "warn"),
        "grave": Badge(grade("grave"), "seal", "warn"),
    }[key]
