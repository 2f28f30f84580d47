"""What the codes of charters, appraisals and the roll-out say in the reader's language."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from shihu.kernel.refusals import Refusal
from shihu.services.units.queries import words
from shihu.services.units.rules.appraisals import hundredths
from shihu.services.units.types import STEPS, Item, Stage

LINKAGES = {
    "party": noop("Party building"),
    "sanitation": noop("Sanitation"),
    "integrity": noop("Integrity"),
    "welfare": noop("Public good"),
    "safety": noop("Safety"),
    "civility": noop("Civility"),
    "industry": noop("Industry"),
}
SCORERS = {
    "both": noop("unit and township"),
    "unit": noop("the unit alone"),
    "township": noop("the township alone"),
}
HOWS = {"scale": noop("five steps"), "yes_no": noop("yes or no"), "number": noop("a number")}
STEP_WORDS = (noop("Poor (score)"), noop("Weak (score)"), noop("Fair (score)"), noop("Good (score)"), noop("Very good"))
STAGES = {
    Stage.SURVEY: noop("Survey"),
    Stage.PROPOSAL: noop("Proposal"),
    Stage.NOTICE: noop("Public notice"),
    Stage.ESTABLISHED: noop("Established"),
    Stage.RUNNING: noop("Running"),
}
STAGE_RULES = {
    Stage.SURVEY: noop("No formation has been drawn yet."),
    Stage.PROPOSAL: noop("A draft of the units exists."),
    Stage.NOTICE: noop("A formation is published for consent."),
    Stage.ESTABLISHED: noop("Units are in force."),
    Stage.RUNNING: noop(
        "Every unit has a head in office, and its charter is in force or it was appraised for this month or one of "
        "the two before."
    ),
}
BLANKS = {
    "duty_area": noop("Duty area"),
    "meeting_day": noop("Meeting day of the month"),
    "labour_days": noop("Days of voluntary work a year, each household"),
    "dues": noop("Dues a year, each household (yuan)"),
    "exit_notice": noop("Days of notice before leaving"),
}
_FIELDS = {
    "words": noop("The wording of the item"),
    "linkage": noop("The linkage"),
    "who": noop("Who scores"),
    "how": noop("How it is scored"),
    "maximum": noop("The maximum"),
    "weight": noop("The weight"),
    "threshold": noop("The threshold"),
    "objection_days": noop("Days for objections"),
}


def refusal(told: Refusal) -> str:
    """A refusal's sentence, its field named in words."""
    values = dict(told.values)
    if values.get("field") in _FIELDS:
        values["field"] = _(_FIELDS[str(values["field"])])
    return _(told.sentence) % values


def month_text(month: date) -> str:
    """A month as it is read: 2019年7月."""
    return _("%(year)s-%(month)s") % {"year": month.year, "month": f"{month.month:02d}"}


def points(value: int | None) -> str:
    """Hundredths as a number with two places; a dash where there is none."""
    return "—" if value is None else hundredths(value)


def signed(value: int | None) -> str:
    """Hundredths with their sign."""
    return "—" if value is None else f"{'+' if value > 0 else ''}{hundredths(value)}"


def answer(item: Item, given: int) -> str:
    """Points of one item as they were answered: 较好, 是, 2.00."""
    if item.how == "yes_no":
        return _("Yes") if given else _("No")
    if item.how == "scale":
        return _(STEP_WORDS[given * STEPS // item.maximum])
    return hundredths(given)


def unit_label(name: str, hamlet: str, ordinal: int, names: Mapping[str, tuple[str, str]]) -> str:
    """A unit's name in the reader's language."""
    return words.unit_label(name, names.get(hamlet, ("", ""))[1], ordinal)


def place_label(name: str, name_en: str) -> str:
    """A place's name in the reader's language."""
    return name_en if words.is_english() and name_en else name
