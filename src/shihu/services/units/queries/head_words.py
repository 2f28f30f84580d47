"""What elections, terms and the ladder are called in the reader's language."""

from fractions import Fraction

from django.utils.translation import gettext as _

from shihu.kernel.presentation import Badge, Tone
from shihu.kernel.refusals import N_
from shihu.services.units.types import STEPS, ElectionDetail, ElectionRow, Fault, HeadRules, Kind, Stage, Step, Way

KINDS = {
    Kind.HEAD: N_("Election of the head"),
    Kind.DEPUTY: N_("Election of deputies"),
    Kind.RECALL: N_("Vote on a recall"),
}
WAYS = {
    Way.PHONE: N_("Secret vote on the phone"),
    Way.PAPER: N_("On paper, counted by two tellers"),
    Way.MIXED: N_("Phone or paper, as each household likes"),
    Way.MEETING: N_("Show of hands at a meeting"),
}
STAGES: dict[Stage, tuple[str, Tone, str]] = {
    Stage.NOMINATING: (N_("Being nominated"), "indigo", "edit"),
    Stage.VOTING: (N_("Being voted on"), "indigo", "clock"),
    Stage.COUNTING: (N_("Being counted"), "ochre", "clock"),
    Stage.TIED: (N_("Tied vote"), "ochre", "warn"),
    Stage.CHOSEN: (N_("Decided, not posted yet"), "ochre", "clock"),
    Stage.POSTED: (N_("Posted for objections"), "ochre", "clock"),
    Stage.IN_OFFICE: (N_("In effect"), "pine", "check"),
    Stage.FAILED: (N_("Without result"), "seal", "stop"),
    Stage.RUN_OFF: (N_("Went to a run-off"), "plain", ""),
    Stage.CALLED_OFF: (N_("Called off"), "plain", ""),
}
REASONS = {
    "quorum": N_("Too few households took part for a quorum. Open the election anew."),
    "nobody": N_("Nobody got a vote. Open the election anew."),
    "kept": N_("Not more votes for the recall than against it: the head stays in office."),
}
PARTY_FIRST = N_(
    "In each unit a Party member with strength and public spirit is chosen as head; where a unit has no Party member, "
    "a fair and able person, who is helped along and later grown into a member. This is advice: any eligible person "
    "may stand."
)
CHANNELS = {"": N_("not yet"), "phone": N_("voted on the phone"), "paper": N_("has a paper")}
OFFICES = {"head": N_("Unit head"), "deputy": N_("Deputy head")}
TROUBLES = {
    "died": N_("died, and the term is still open"),
    "left": N_("no longer lives in the unit, and the term is still open"),
    "unit": N_("the unit has ended, and the term is still open"),
}


def stage_badge(stage: Stage) -> Badge:
    """An election's stage in a word."""
    text, tone, icon = STAGES[stage]
    return Badge(_(text), tone, icon)


def faults_text(faults: tuple[Fault, ...]) -> str:
    """What keeps somebody from standing, in sentences."""
    return " ".join(_(fault.sentence) % fault.values for fault in faults)


def step_text(step: str) -> str:
    """A step of the ladder in words."""
    return _(STEPS[Step(step)]) if step else _("Not on the ladder")


def share_text(share: Fraction) -> str:
    """A share as people say it: 1/2."""
    return f"{share.numerator}/{share.denominator}"


def rules_text(rules: HeadRules) -> list[tuple[str, str]]:
    """The rules in words: (what, how much)."""
    return [
        (_("May stand from the age of"), _("%(years)s years old") % {"years": rules.adult_age}),
        (_("A nomination is seconded by"), _("%(count)s other household(s)") % {"count": rules.seconds}),
        (
            _("Takes part for a quorum"),
            _("more than %(share)s of the households") % {"share": share_text(rules.quorum)},
        ),
        (_("The result hangs out for"), _("%(days)s days") % {"days": rules.objection_days}),
        (_("Term of office"), _("%(years)s years") % {"years": rules.term_years}),
        (_("Deputies of a unit"), _("at most %(count)s") % {"count": rules.most_deputies}),
        (
            _("A motion of recall is signed by"),
            _("at least %(share)s of the households") % {"share": share_text(rules.recall)},
        ),
        (_("A deputy stands in for"), _("at most %(days)s days") % {"days": rules.interim_days}),
    ]


def next_text(row: ElectionRow) -> str:
    """What comes next in an election, in a sentence."""
    told = {
        "until": row.nominate_until.isoformat(),
        "first": row.vote_from.isoformat(),
        "last": row.vote_until.isoformat(),
        "objections": row.objections_until.isoformat() if row.objections_until else "",
        "office": row.office_from.isoformat() if row.office_from else "",
        "part": row.took_part,
        "households": row.households,
    }
    sentence = {
        Stage.NOMINATING: _("Nominations until %(until)s; voting from %(first)s to %(last)s."),
        Stage.VOTING: _("%(part)s of %(households)s households have taken part; voting ends on %(last)s."),
        Stage.COUNTING: _("Two tellers count the papers, each for themself; their counts must be the same."),
        Stage.TIED: _("The votes do not decide. A run-off follows; if that is tied too, a lot."),
        Stage.CHOSEN: _("The result is decided. Post it: then the days of objection begin."),
        Stage.POSTED: _("Objections until %(objections)s; in effect from %(office)s."),
    }.get(row.stage, "")
    return sentence % told


def title(row: ElectionRow, unit: str) -> str:
    """An election's title: what is decided, and for which unit."""
    kind = _(KINDS[row.kind])
    if row.is_run_off:
        kind = _("%(kind)s: run-off") % {"kind": kind}
    return _("%(kind)s · %(unit)s") % {"kind": kind, "unit": unit}


def choice_names(detail: ElectionDetail) -> dict[str, str]:
    """What each choice of the ballot is called."""
    if detail.row.kind == Kind.RECALL:
        return {"yes": _("For the recall"), "no": _("Against the recall")}
    return {str(c.key): c.name for c in detail.candidates}
