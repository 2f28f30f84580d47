"""The board of the roll-out: each village's stages as steps, planned beside done; its poster; one village's plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shihu.kernel.places import Level
from shihu.kernel.presentation import Action, Badge, Fact, Light, Link, PageHead, Stat, Tab
from shihu.services.units.queries import words
from shihu.services.units.queries.drawing import Names
from shihu.services.units.types import Rollout, RolloutStage, RolloutStep, VillageRollout, VillageStanding
from shihu.services.units.web.pages import wording
from shihu.services.units.web.pages.ways import ways

Passage = Literal["passed", "current", "ahead", "late"]


@dataclass(frozen=True, slots=True)
class StepShown:
    """A stage of a village as the picture shows it."""

    passage: Passage
    name: str
    planned: str
    reached: str
    words: str  # for those who do not see it


@dataclass(frozen=True, slots=True)
class VillageShown:
    """A village on the board."""

    name: str
    href: str
    stage: str
    pilot: Badge | None
    light: Light
    steps: tuple[StepShown, ...]
    counts: str
    plan_href: str


@dataclass(frozen=True, slots=True)
class BoardPage:
    """The board."""

    head: PageHead
    tabs: tuple[Tab, ...]
    stats: tuple[Stat, ...]
    villages: tuple[VillageShown, ...]
    facts: tuple[Fact, ...]  # the rule of each stage
    back_reasons: tuple[Fact, ...]
    day: date


def board_page(told: Rollout, *, unit_names: Mapping[UUID, tuple[str, str, int]], names: Names) -> BoardPage:
    """Build the board of a township, or of one village with what keeps it back."""
    title = wording.place_label(told.name, told.name_en)
    is_township = len(told.place) == Level.TOWNSHIP
    late = [v for v in told.villages if any(s.punctuality == "late" for s in v.steps)]
    headed = sum(1 for v in told.villages if v.standing.units and v.standing.headed == v.standing.units)
    lead = ngettext(
        "%(count)s of %(all)s villages is behind its plan.",
        "%(count)s of %(all)s villages are behind their plan.",
        len(late),
    ) % {"count": len(late), "all": len(told.villages)}
    if not is_township and told.villages:
        (only,) = told.villages
        lead = f"{_(wording.STAGES[only.stage])} · {light(only.steps).text}"
    acts = [Action(_("Print the poster"), f"{reverse('units_rollout_poster')}?place={told.place}", icon="print")]
    back = None
    if not is_township:
        if told.may_plan:
            acts.append(
                Action(_("Set the planned days"), f"{reverse('units_rollout_plan')}?place={told.place}", "primary")
            )
        back = Link(_("Roll-out plan"), f"{reverse('units_rollout')}?place={told.place[: Level.TOWNSHIP]}")
    return BoardPage(
        head=PageHead(_("Roll-out of the units in %(place)s") % {"place": title}, lead, tuple(acts), back=back),
        tabs=ways(told.place, "rollout"),
        stats=_stats(told, headed) if is_township else (),
        villages=tuple(_village(v, may_plan=told.may_plan) for v in told.villages),
        facts=tuple(Fact(_(wording.STAGES[stage]), _(wording.STAGE_RULES[stage])) for stage in RolloutStage),
        back_reasons=_reasons(told.villages[0], unit_names, names) if not is_township and told.villages else (),
        day=told.on,
    )


def _stats(told: Rollout, headed: int) -> tuple[Stat, ...]:
    """How many villages stand at each stage, and how many have chosen all their heads."""
    at = {stage: sum(1 for v in told.villages if v.stage == stage) for stage in RolloutStage}
    return (
        *(
            Stat(
                _(wording.STAGES[stage]),
                str(count),
                _("villages"),
                tone="pine" if stage == RolloutStage.RUNNING else "plain",
            )
            for stage, count in at.items()
        ),
        Stat(_("Every unit has chosen its head"), f"{headed}/{len(told.villages)}", _("villages")),
    )


def _village(told: VillageRollout, *, may_plan: bool) -> VillageShown:
    return VillageShown(
        name=wording.place_label(told.name, told.name_en),
        href=f"{reverse('units_rollout')}?place={told.place}",
        stage=_(wording.STAGES[told.stage]),
        pilot=Badge(_("Pilot since %(day)s") % {"day": told.pilot_since}, "indigo") if told.pilot_since else None,
        light=light(told.steps),
        steps=tuple(_step(step, told.stage) for step in told.steps),
        counts=_counts(told.standing),
        plan_href=f"{reverse('units_rollout_plan')}?place={told.place}" if may_plan else "",
    )


def light(steps: tuple[RolloutStep, ...]) -> Light:
    """The light of a village: its earliest stage that is late, else the next one planned."""
    late = next((step for step in steps if step.punctuality == "late"), None)
    if late is not None:
        told = ngettext("%(stage)s %(days)s day late", "%(stage)s %(days)s days late", late.days) % {
            "stage": _(wording.STAGES[late.stage]),
            "days": late.days,
        }
        return Light("red", told)
    coming = next((step for step in steps if step.punctuality in {"soon", "ahead"}), None)
    if coming is not None:
        told = ngettext("%(stage)s in %(days)s day", "%(stage)s in %(days)s days", coming.days) % {
            "stage": _(wording.STAGES[coming.stage]),
            "days": coming.days,
        }
        return Light("yellow" if coming.punctuality == "soon" else "green", told)
    if all(step.is_reached for step in steps):
        return Light("green", _("running as planned"))
    return Light("grey", _("no day planned"))


def _step(step: RolloutStep, stage: RolloutStage) -> StepShown:
    passage: Passage = "passed" if step.stage < stage else "current" if step.stage == stage else "ahead"
    if step.punctuality == "late":
        passage = "late"
    name = _(wording.STAGES[step.stage])
    planned = step.planned.isoformat() if step.planned else ""
    reached = step.reached_on.isoformat() if step.reached_on else ""
    state = {
        "passed": _("already passed"),
        "current": _("stands here"),
        "ahead": _("to come"),
        "late": _("behind plan"),
    }[passage]
    told = [f"{name}: {state}"]
    if planned:
        told.append(_("planned %(day)s") % {"day": planned})
    if reached:
        told.append(_("reached %(day)s") % {"day": reached})
    return StepShown(passage, name, planned, reached, ", ".join(told))


def _counts(standing: VillageStanding) -> str:
    if standing.units:
        return _("%(units)s units in force, %(headed)s with a head, %(alive)s with a charter or an appraisal") % {
            "units": standing.units,
            "headed": standing.headed,
            "alive": standing.alive,
        }
    if standing.proposed or standing.drafts:
        return _("%(drafts)s drafts, %(proposed)s published") % {
            "drafts": standing.drafts,
            "proposed": standing.proposed,
        }
    return _("nothing drawn yet")


def _reasons(told: VillageRollout, unit_names: Mapping[UUID, tuple[str, str, int]], names: Names) -> tuple[Fact, ...]:
    """What keeps a village from the next stage: the units concerned, by name."""

    def listed(keys: tuple[UUID, ...]) -> str:
        shown = [wording.unit_label(*unit_names[key], names) for key in keys[:8] if key in unit_names]
        more = len(keys) - len(shown)
        told = words.listed(shown)
        return words.together(told, _("and %(count)s more") % {"count": more}) if more else told

    facts = []
    if told.without_head:
        facts.append(
            Fact(
                _("Without a head in office (%(count)s)") % {"count": len(told.without_head)}, listed(told.without_head)
            )
        )
    if told.not_alive:
        facts.append(
            Fact(
                _("Without charter and appraisal (%(count)s)") % {"count": len(told.not_alive)}, listed(told.not_alive)
            )
        )
    return tuple(facts)
