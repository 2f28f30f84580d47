"""What the codes of charters, appraisals and the roll-out say in the reader's language."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shihu.kernel.refusals import N_, Refusal
from shihu.services.units.queries import words
from shihu.services.units.rules.appraisals import hundredths
from shihu.services.units.types import SCALE_STEPS, Item, RolloutStage

LINKAGES = {
    "party": N_("Party building"),
    "sanitation": N_("Sanitation"),
    "integrity": N_("Integrity"),
    "welfare": N_("Public good"),
    "safety": N_("Safety"),
    "civility": N_("Civility"),
    "industry": N_("Industry"),
}
SCORERS = {
    "both": N_("unit and township"),
    "unit": N_("the unit alone"),
    "township": N_("the township alone"),
}
HOWS = {"scale": N_("five steps"), "yes_no": N_("yes or no"), "number": N_("a number")}
STEP_WORDS = (N_("Bad"), N_("Weak"), N_("Fair"), N_("Good"), N_("Very good"))
STAGES = {
    RolloutStage.SURVEY: N_("Survey"),
    RolloutStage.PROPOSAL: N_("Proposal"),
    RolloutStage.NOTICE: N_("Public notice"),
    RolloutStage.ESTABLISHED: N_("Established"),
    RolloutStage.RUNNING: N_("Running"),
}
STAGE_RULES = {
    RolloutStage.SURVEY: N_("No formation has been drawn yet."),
    RolloutStage.PROPOSAL: N_("A draft of the units exists."),
    RolloutStage.NOTICE: N_("A formation is published for consent."),
    RolloutStage.ESTABLISHED: N_("Units are in force."),
    RolloutStage.RUNNING: N_(
        "Every unit has a head in office, and its charter is in force or it was appraised for this month or one of "
        "the two before."
    ),
}
BLANKS = {
    "duty_area": N_("Duty area"),
    "meeting_day": N_("Meeting day of the month"),
    "labour_days": N_("Days of voluntary work a year, each household"),
    "dues": N_("Dues a year, each household (yuan)"),
    "exit_notice": N_("Days of notice before leaving"),
}
_FIELDS = {
    "words": N_("The wording of the item"),
    "linkage": N_("The linkage"),
    "who": N_("Who scores"),
    "how": N_("How it is scored"),
    "maximum": N_("The maximum"),
    "weight": N_("The weight"),
    "threshold": N_("The threshold"),
    "objection_days": N_("Days for objections"),
}


def refusal(told: Refusal) -> str:
    """A refusal's sentence, its field named in words."""
    values = dict(told.values)
    if values.get("field") in _FIELDS:
        values["field"] = _(_FIELDS[str(values["field"])])
    return _(told.sentence) % values


def month_text(month: date) -> str:
    """A month as it is read: 2019年7月, July 2019."""
    return date_format(month, "YEAR_MONTH_FORMAT")


def points(value: int | None) -> str:
    """Hundredths as a number with two places; a dash where there is none."""
    return "—" if value is None else hundredths(value)


def signed(value: int | None) -> str:
    """Hundredths with their sign."""
    return "—" if value is None else f"{'+' if value > 0 else ''}{hundredths(value)}"


def answer(item: Item, given: int) -> str:
    """Points of one item as they were answered: 较好, 是, 2.00."""
    if item.how == "yes_no":
        return _("Yes, it is so") if given else _("No, it is not so")
    if item.how == "scale":
        return _(STEP_WORDS[given * SCALE_STEPS // item.maximum])
    return hundredths(given)


def unit_label(name: str, hamlet: str, ordinal: int, names: Mapping[str, tuple[str, str]]) -> str:
    """A unit's name in the reader's language."""
    return words.unit_label(name, names.get(hamlet, ("", ""))[1], ordinal)


def place_label(name: str, name_en: str) -> str:
    """A place's name in the reader's language."""
    return name_en if words.is_english() and name_en else name
