"""The page of one formation: its map, its units, who is left out and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shihu.base.jobs.types import JobRow
from shihu.kernel.actors import Actor
from shihu.kernel.presentation import (
    Action,
    Composition,
    Empty,
    Fact,
    Link,
    PageHead,
    Progress,
    Stat,
    Tab,
    Table,
    UnitMap,
)
from shihu.services.units import policies
from shihu.services.units.queries import drawing, findings, words
from shihu.services.units.queries.drawing import Names
from shihu.services.units.types import FormationDetail, UnitRow
from shihu.services.units.web.pages import lists, remarks
from shihu.services.units.web.pages.draws import Draws

# Longer lists are folded, so that the end of the page stays near.
SHORT = 12
_DRAWN = frozenset({"draft", "proposed", "current", "replaced"})


@dataclass(frozen=True, slots=True)
class Panel:
    """The unit that is selected on the map."""

    title: str
    lead: str
    bars: tuple[Composition, ...]
    facts: tuple[Fact, ...]
    why: str
    open: Action


@dataclass(frozen=True, slots=True)
class SmallMap:
    """A hamlet of a village formation, as a small map that leads to it."""

    title: str
    href: str
    lead: str
    map: UnitMap


@dataclass(frozen=True, slots=True)
class FormationPage:
    """Everything that the template shows; what is empty is not shown."""

    head: PageHead
    is_waiting: bool
    is_refused: bool
    is_drawn: bool
    is_stale: bool
    may_adopt: bool
    adopt_href: str
    publish_href: str
    publish_sentence: str
    days: int
    agreed: str
    adopt_sentence: str
    discard_href: str
    progress: Progress | None
    tabs: tuple[Tab, ...]
    stats: tuple[Stat, ...]
    map: UnitMap | None
    hamlets: tuple[SmallMap, ...]
    panel: Panel | None
    units: Table | None
    moved: Table | None
    refusals: tuple[Fact, ...]
    unmet: Table | None
    opens_unmet: bool
    left_out: Table | None
    opens_left_out: bool
    notes: tuple[Fact, ...]
    made: tuple[Fact, ...]
    again: Action | None
    empty: Empty | None


def page(
    detail: FormationDetail,
    *,
    actor: Actor,
    names: Names,
    label: words.Label,
    hamlet: str,
    unit: UUID | None,
    job: JobRow | None,
    is_stale: bool,
    heads: Mapping[UUID, str] | None = None,
    agreement: tuple[str, str, date] | None = None,
) -> FormationPage:
    """Build the page; ``hamlet`` and ``unit`` are what is selected, both may be empty."""
    if len(detail.hamlets) == 1:
        hamlet = detail.hamlets[0]
    hamlet = hamlet if hamlet in detail.hamlets else ""
    draws = Draws(detail, actor, names, label, hamlet, unit, job, is_stale, heads or {})
    is_drawn = draws.state in _DRAWN
    shows_units = is_drawn and (bool(draws.hamlet))
    selected = next((u for u in draws.units if u.key == unit), None) or next(iter(draws.units), None)
    unmet = lists.unmet(draws) if is_drawn else None
    left_out = lists.left_out(draws) if draws.left_out else None
    return FormationPage(
        head=_head(draws),
        is_waiting=draws.state == "asked",
        is_refused=draws.state == "refused",
        is_drawn=is_drawn,
        is_stale=is_stale,
        may_adopt=_may_adopt(draws),
        adopt_href=reverse("units_adopt", kwargs={"key": detail.row.key}),
        publish_href=reverse("units_publish", kwargs={"key": detail.row.key}),
        publish_sentence=_publish_sentence(draws),
        days=settings.NOTICE_DAYS,
        agreed=_agreed(agreement),
        adopt_sentence=_adopt_sentence(draws),
        discard_href=reverse("units_discard", kwargs={"key": detail.row.key}) if _may_discard(draws) else "",
        progress=_progress(draws),
        tabs=_tabs(draws) if is_drawn and len(detail.hamlets) > 1 else (),
        stats=drawing.stats_of(draws.units, len(draws.left_out)) if is_drawn else (),
        map=_map(draws, selected) if shows_units and draws.units else None,
        hamlets=() if shows_units or not is_drawn else _small_maps(draws),
        panel=_panel(draws, selected) if shows_units and selected else None,
        units=lists.units(draws, selected)
        if shows_units and draws.units
        else lists.hamlets(draws)
        if is_drawn
        else None,
        refusals=remarks.refusals(draws),
        moved=lists.moved(draws) if is_drawn else None,
        unmet=unmet,
        opens_unmet=unmet is not None and len(unmet.rows) <= SHORT,
        left_out=left_out,
        opens_left_out=left_out is not None and len(left_out.rows) <= SHORT,
        notes=remarks.notes(draws),
        made=remarks.made(draws) if detail.made_at else (),
        again=_again(draws),
        empty=_empty() if is_drawn and not draws.units else None,
    )


def _table(draws: Draws, selected: UnitRow | None) -> Table | None:
    if not draws.hamlet:
        return lists.hamlets(draws)
    return lists.units(draws, selected) if draws.units else None


def _may_adopt(draws: Draws) -> bool:
    return draws.state == "draft" and policies.ADOPT_UNITS.allows(draws.actor, draws.detail.row.place)


def _may_discard(draws: Draws) -> bool:
    return draws.state in {"draft", "refused", "asked"} and policies.DISCARD_UNITS.allows(
        draws.actor, draws.detail.row.place
    )


def _head(draws: Draws) -> PageHead:
    row = draws.detail.row
    actions = []
    asks = policies.FORM_UNITS.allows(draws.actor, row.place)
    if _may_discard(draws):
        actions.append(Action(_("Discard"), kind="quiet", icon="trash", dialog="discard"))
    if draws.state in _DRAWN:
        place = f"?place={draws.hamlet}" if draws.hamlet else ""
        notice = reverse("units_notice", kwargs={"key": row.key})
        actions.append(Action(_("Print notice"), f"{notice}{place}", icon="print"))
        export = reverse("units_export", kwargs={"key": row.key})
        if policies.EXPORT_UNITS.allows(draws.actor, row.place):
            actions.append(Action(_("Export"), f"{export}{place}", icon="download", downloads=True))
    if draws.state == "draft":
        actions.append(
            Action(_("Workbench"), f"{reverse('units_workbench', kwargs={'key': row.key})}{place}", icon="edit")
        )
    if draws.state == "draft" and not _may_adopt(draws):
        why = _("The township officer publishes proposals.")
        actions.append(Action(_("Publish for consent"), kind="primary", is_disabled=True, why=why))
    elif _may_adopt(draws):
        actions.append(Action(_("Take over as agreed before"), icon="check", dialog="adopt"))
        actions.append(Action(_("Publish for consent"), kind="primary", icon="speaker", dialog="publish"))
    elif draws.state == "proposed":
        href = reverse("units_proposal", kwargs={"key": row.key})
        actions.append(Action(_("Consent"), href, "primary", "check"))
    elif asks and draws.state in {"current", "refused"}:
        actions.append(Action(_("Form again"), f"{reverse('units_ask')}?place={row.place}", "primary"))
    title = _("Ten-household units of %(place)s") % {"place": draws.place_name(draws.hamlet)}
    back = Link(_("Units"), f"{reverse('units_formations')}?place={row.place}")
    return PageHead(title, _finding(draws), tuple(actions), drawing.state_badge(draws.state), back)


def _finding(draws: Draws) -> str:
    if draws.state == "asked":
        return _("The units are being drawn. This takes seconds for a hamlet and up to some minutes with a proof.")
    if draws.state == "refused":
        return _("No units can be formed here as the roster stands. Below is why.")
    households = sum(unit.size for unit in draws.units)
    moved = draws.detail.outcome.get("moved")
    if moved is not None and draws.state in {"draft", "proposed"}:
        came = sum(1 for row in moved if not row["from"])
        return words.together(
            ngettext("%(count)s household changes unit", "%(count)s households change unit", len(moved) - came)
            % {"count": len(moved) - came},
            ngettext("and %(count)s comes into one.", "and %(count)s come into one.", came) % {"count": came},
        )
    return findings.finding(households, len(draws.units), len(draws.left_out), draws.detail.row.gap)


def _publish_sentence(draws: Draws) -> str:
    households = sum(unit.size for unit in draws.detail.units)
    return _(
        "%(households)s households are asked whether they join these %(units)s units. A unit is established when the "
        "notice has ended and all its members said yes; silence is no consent."
    ) % {"households": households, "units": len(draws.detail.units)}


def _agreed(agreement: tuple[str, str, date] | None) -> str:
    if agreement is None:
        return ""
    kind, number, day = agreement
    told = {"number": number, "day": day.isoformat()}
    if kind == "minutes":
        return _("Agreed before this platform: minutes %(number)s of %(day)s.") % told
    return _("Agreed before this platform: signed list %(number)s of %(day)s.") % told


def _adopt_sentence(draws: Draws) -> str:
    households = sum(unit.size for unit in draws.detail.units)
    return _(
        "From today %(households)s households belong to these %(units)s units. Units that these hamlets have now end "
        "today and stay in the history."
    ) % {"households": households, "units": len(draws.detail.units)}


def _progress(draws: Draws) -> Progress | None:
    if draws.state != "asked" or draws.job is None:
        return None
    here = drawing.formation_address(draws.detail.row.key)
    url = f"{reverse('jobs_job', kwargs={'key': draws.job.key})}?next={here}"
    note = ""
    if draws.job.state == "refused" and draws.job.refusal is not None:
        note = _(str(draws.job.refusal["sentence"])) % draws.job.refusal["values"]
    elif draws.job.is_over:
        note = _("The work ended without a result. Form the units again.")
    return Progress(
        title=_("Forming units"),
        url=url,
        done=draws.job.done,
        total=draws.job.total,
        note=note,
        is_over=draws.job.is_over,
        has_failed=draws.job.is_over,
    )


def _tabs(draws: Draws) -> tuple[Tab, ...]:
    key = draws.detail.row.key
    first = Tab(_("All hamlets"), drawing.formation_address(key), not draws.hamlet, len(draws.detail.units))
    rest = (
        Tab(
            draws.place_name(code),
            drawing.formation_address(key, code),
            code == draws.hamlet,
            sum(1 for unit in draws.detail.units if unit.hamlet == code),
        )
        for code in draws.detail.hamlets
    )
    return (first, *rest)


def _streets(draws: Draws, hamlet: str) -> list[list[list[float]]]:
    return list(draws.detail.outcome.get("streets", {}).get(hamlet, []))


def _map(draws: Draws, selected: UnitRow | None) -> UnitMap:
    return drawing.map_of(
        _("Where the %(units)s units of %(place)s lie")
        % {"units": len(draws.units), "place": draws.place_name(draws.hamlet)},
        draws.units,
        draws.left_out,
        draws.names,
        streets=_streets(draws, draws.hamlet),
        selected=selected.key if selected else None,
        note=drawing.ring_note(draws.heads),
        heads=draws.heads,
    )


def _small_maps(draws: Draws) -> tuple[SmallMap, ...]:
    told = []
    for code in draws.detail.hamlets:
        units = [unit for unit in draws.detail.units if unit.hamlet == code]
        left = [row for row in draws.detail.left_out if row.hamlet == code]
        if not units and not left:
            continue
        households = sum(unit.size for unit in units)
        lead = ngettext(
            "%(units)s unit, %(households)s households", "%(units)s units, %(households)s households", len(units)
        )
        title = draws.place_name(code)
        drawn = drawing.map_of(
            title,
            units,
            left,
            draws.names,
            streets=_streets(draws, code),
            links=False,
            names_houses=False,
            heads=draws.heads,
        )
        href = drawing.formation_address(draws.detail.row.key, code)
        told.append(SmallMap(title, href, lead % {"units": len(units), "households": households}, drawn))
    return tuple(told)


def _panel(draws: Draws, unit: UnitRow) -> Panel:
    facts = unit.facts
    wishes = [
        _("%(wish)s %(count)s") % {"wish": draws.label(wish), "count": count}
        for wish, count in list(facts["wishes"].items())[:3]
    ]
    mix = drawing.together([u.facts for u in draws.units], "wealth")
    lead = _("%(households)s households, %(persons)s persons") % {"households": unit.size, "persons": facts["persons"]}
    listed = (
        Fact(_("Able to lead"), drawing.candidates(unit.seats) or "—"),
        Fact(_("Wishes"), words.listed(wishes) or "—"),
        Fact(_("Households with a Party member"), facts["party"]),
        Fact(_("Mean distance"), _("%(metres)s m") % {"metres": round(facts["mean_distance"])}),
    )
    return Panel(
        title=drawing.label_of(unit, draws.names),
        lead=lead,
        bars=(
            drawing.composition(facts["wealth"], draws.label, _("This unit")),
            drawing.composition(mix, draws.label, _("The whole hamlet")),
        ),
        facts=listed,
        why=findings.unit_finding(facts, draws.label),
        open=Action(_("Members and reasons"), drawing.unit_address(unit)),
    )


def _again(draws: Draws) -> Action | None:
    if draws.state != "asked" or (draws.job is not None and not draws.job.is_over):
        return None
    if not policies.FORM_UNITS.allows(draws.actor, draws.detail.row.place):
        return None
    return Action(_("Form again"), f"{reverse('units_ask')}?place={draws.detail.row.place}", "primary")


def _empty() -> Empty:
    return Empty(
        _("No unit here"), _("Nobody of this hamlet is in a unit of this formation. Below is why."), icon="units"
    )
