"""What the pages of the eight ones say."""

from datetime import date
from decimal import Decimal

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from shihu.kernel.presentation import Badge, Light, Tone
from shihu.kernel.refusals import N_, Refusal
from shihu.services.linkages.rules import goals as rules
from shihu.services.linkages.types.goals import (
    GoalStanding,
    GoalState,
    IndicatorStanding,
    Measured,
    Target,
    Unit,
    Verdict,
    WorkKind,
)

STATES = {
    GoalState.NOT_BEGUN: N_("Not begun"),
    GoalState.UNDER_WAY: N_("On the way"),
    GoalState.REACHED: N_("Figures reached"),
    GoalState.CONFIRMED: N_("Confirmed on the spot"),
    GoalState.LOST: N_("Lost again"),
}
STATE_RULES = {
    GoalState.NOT_BEGUN: N_("None of its figures is above nothing."),
    GoalState.UNDER_WAY: N_("Some figure is above nothing, not all meet their targets."),
    GoalState.REACHED: N_("Every figure that is kept meets its target. The village may ask the township to look."),
    GoalState.CONFIRMED: N_("Somebody of the township, not who asked, looked and confirmed it, and it holds since."),
    GoalState.LOST: N_("It was reached and a figure fell below its target again. The check counts no more."),
}
_TONES: dict[GoalState, tuple[Tone, str]] = {
    GoalState.NOT_BEGUN: ("plain", "minus"),
    GoalState.UNDER_WAY: ("ochre", "clock"),
    GoalState.REACHED: ("indigo", "rising"),
    GoalState.CONFIRMED: ("pine", "check"),
    GoalState.LOST: ("seal", "falling"),
}
KINDS = {
    WorkKind.ROAD: N_("Hard road"),
    WorkKind.WATER: N_("Drinking water"),
    WorkKind.LAMPS: N_("Street lamps"),
    WorkKind.DRAINS: N_("Drains and toilets"),
    WorkKind.WASTE: N_("Waste points"),
    WorkKind.MEETING: N_("Meeting place"),
    WorkKind.GREEN: N_("Greening"),
}
VERDICTS = {
    Verdict.WAITING: N_("Waits for a second person"),
    Verdict.HOLDS: N_("Found as said"),
    Verdict.NOT_YET: N_("Not as said"),
}
_VERDICT_TONES: dict[Verdict, tuple[Tone, str]] = {
    Verdict.WAITING: ("ochre", "clock"),
    Verdict.HOLDS: ("pine", "check"),
    Verdict.NOT_YET: ("seal", "stop"),
}


def is_english() -> bool:
    """Tell whether the reader's language is English."""
    return (get_language() or "").startswith("en")


def named(zh: str, en: str) -> str:
    """Return a name in the reader's language."""
    return en if is_english() and en else zh


def short(goal: str) -> str:
    """Return a goal in a word or two, for the head of a narrow column."""
    return {
        "goal.cadres": pgettext("linkages goal", "Cadres"),
        "goal.industry": pgettext("linkages goal", "Industry"),
        "goal.beautiful": pgettext("linkages goal", "Surroundings"),
        "goal.infrastructure": pgettext("linkages goal", "Works"),
        "goal.institutions": pgettext("linkages goal", "Rules"),
        "goal.integrity": pgettext("linkages goal", "Integrity"),
        "goal.customs": pgettext("linkages goal", "Customs"),
        "goal.stability": pgettext("linkages goal", "Peace"),
    }.get(goal, goal)


def unit(key: Unit) -> str:
    """Return the unit of a figure."""
    return {
        "units": pgettext("linkages unit", "units"),
        "yuan": pgettext("linkages unit", "yuan"),
        "kinds": pgettext("linkages unit", "kinds"),
        "square_metres": pgettext("linkages unit", "m²"),
        "households": pgettext("linkages unit", "households"),
        "persons": pgettext("linkages unit", "persons"),
        "cases": pgettext("linkages unit", "cases"),
        "points": pgettext("linkages unit", "points"),
        "per_cent": "%",
    }[key]


def state_badge(state: GoalState) -> Badge:
    """Return a state in a word with a sign."""
    tone, icon = _TONES[state]
    return Badge(_(STATES[state]), tone, icon)


def verdict_badge(verdict: Verdict) -> Badge:
    """Return what the second person found."""
    tone, icon = _VERDICT_TONES[verdict]
    return Badge(_(VERDICTS[verdict]), tone, icon)


def figure(value: Measured | None, key: Unit) -> str:
    """Return a figure without its unit: 38 of 51 as 38/51, money in whole yuan."""
    if value is None:
        return "—"
    count = f"{value.count // 100:,}" if key == "yuan" else f"{value.count:,}"
    return count if value.of is None else f"{count}/{value.of:,}"


def target(standing: IndicatorStanding) -> str:
    """Return the target in force in a word, with the paper that set it."""
    told = target_words(standing.target, standing.indicator.unit)
    return f"{told} ({standing.paper})" if standing.paper else told


def target_words(wanted: Target, key: Unit) -> str:
    """Return a target in a word: all, 90 %, 50,000 yuan, none."""
    if wanted.kind == "share":
        return pgettext("linkages target", "all") if wanted.value == 100 else f"{wanted.value} %"
    if wanted.kind == "most" and wanted.value == 0:
        return pgettext("linkages target", "none")
    amount = f"{wanted.value // 100 if key == 'yuan' else wanted.value:,} {unit(key)}"
    sentence = _("at least %(amount)s") if wanted.kind == "least" else _("at most %(amount)s")
    return sentence % {"amount": amount}


def lacking(standing: IndicatorStanding) -> str:
    """Return how much is still missing, or nothing."""
    value, key = standing.value, standing.indicator.unit
    if value is None or standing.is_met:
        return ""
    amount = rules.missing(value, standing.target)
    if amount <= 0:
        return ""
    shown = f"{-(-amount // 100) if key == 'yuan' else amount:,} {unit(key)}"
    sentence = _("%(amount)s too many") if standing.target.kind == "most" else _("%(amount)s missing")
    return sentence % {"amount": shown}


def time_light(goal: GoalStanding, on: date) -> Light:
    """Return how a goal stands to its day."""
    if goal.due is None:
        return Light("grey", _("no target day"))
    day = goal.due.isoformat()
    if goal.state in {GoalState.REACHED, GoalState.CONFIRMED}:
        return Light("green", _("target day %(day)s") % {"day": day})
    if goal.is_late:
        return Light("red", _("due %(day)s, past") % {"day": day})
    near = (goal.due - on).days <= rules.SOON_DAYS
    return Light("yellow" if near else "green", _("due %(day)s") % {"day": day})


def plain(quantity: Decimal) -> str:
    """Return a quantity without empty decimals."""
    whole = quantity.to_integral_value()
    return f"{whole:,}" if quantity == whole else f"{quantity.normalize():,f}"


def refusal(told: Refusal) -> str:
    """Return a refusal's sentence in the reader's language."""
    return _(told.sentence) % dict(told.values)
