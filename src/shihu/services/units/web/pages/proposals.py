"""Pages of a proposal: for officer and cadre, and the consent sheets to be signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shihu.kernel.presentation import (
    Action,
    Badge,
    Cell,
    Column,
    Composition,
    Empty,
    Event,
    Fact,
    Light,
    Link,
    PageHead,
    Part,
    PartKind,
    Row,
    Stat,
    Table,
    Tone,
)
from shihu.kernel.refusals import N_
from shihu.services.units import rules
from shihu.services.units.queries import drawing, words
from shihu.services.units.queries.drawing import Names
from shihu.services.units.types import AskedRow, Channel, DecisionRow, ProposalDetail, ProposedUnit

WORDS = {
    "accept": N_("Accepts"),
    "ask": N_("Asks for a change"),
    "decline": N_("Declines"),
    "silent": N_("Has not answered"),
}
CHANNELS = {
    Channel.PHONE: N_("On the own phone"),
    Channel.CADRE: N_("Told before a witness"),
    Channel.PAPER: N_("Signed on a sheet"),
    Channel.CARRIED: N_("Stands over from the proposal before"),
}
ENDS = {
    "established": N_("All units established"),
    "closed": N_("Closed with the units established"),
    "withdrawn": N_("Withdrawn"),
    "followed": N_("Solved again"),
}
_TONES: dict[str, Tone] = {"accept": "pine", "ask": "ochre", "decline": "seal", "silent": "plain"}
_ICONS = {"accept": "check", "ask": "edit", "decline": "close", "silent": "clock"}


@dataclass(frozen=True, slots=True)
class NextAct:
    """Something to do now, in a sentence."""

    text: str
    action: Action | None = None


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """Everything that the template shows."""

    head: PageHead
    light: Light | None
    stats: tuple[Stat, ...]
    acts: tuple[NextAct, ...]
    units: Table
    requests: Table | None
    silent: Table | None
    key: str
    may_withdraw: bool
    may_close: bool


def word_badge(word: str) -> Badge:
    """What a household says, in a word."""
    return Badge(_(WORDS[word]), _TONES[word], _ICONS[word])


def _long(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def dates(starts: date, ends: date, on: date) -> str:
    """The period of the notice and what is left of it."""
    left = rules.days_left(starts, ends, on)
    told = _("Public notice from %(starts)s to %(ends)s.") % {"starts": _long(starts), "ends": _long(ends)}
    if not left:
        return words.together(told, _("The notice has ended."))
    more = ngettext("%(count)s day is left.", "%(count)s days are left.", left) % {"count": left}
    return words.together(told, more)


def light(detail: ProposalDetail, on: date) -> Light | None:
    """Green while there is time, yellow in the last two days, red when the notice has ended and somebody is silent."""
    if detail.is_over:
        return None
    left = rules.days_left(detail.starts, detail.ends, on)
    silent = sum(unit.counts["silent"] for unit in detail.units if not unit.is_established)
    if left > 2:
        return Light("green", ngettext("%(count)s day left", "%(count)s days left", left) % {"count": left})
    if left:
        return Light("yellow", ngettext("%(count)s day left", "%(count)s days left", left) % {"count": left})
    if silent:
        return Light("red", _("Notice ended, %(count)s silent") % {"count": silent})
    return Light("yellow", _("Notice ended"))


def strip(unit: ProposedUnit, label: str) -> Composition:
    """Who accepts, asks, declines and is silent in one unit."""
    kinds: dict[str, PartKind] = {"accept": "s3", "ask": "s2", "decline": "s6", "silent": "s5"}
    parts = tuple(Part(kinds[word], _(WORDS[word]), count) for word, count in unit.counts.items())
    return Composition(parts, label, _("households"))


def unit_state(unit: ProposedUnit) -> Light:
    """How far a unit is."""
    if unit.is_established:
        return Light("green", _("Established"))
    if any(not one.stands for one in unit.asked):
        return Light("red", _("A household is gone"))
    if unit.is_ready:
        return Light("green", _("Ready"))
    if unit.is_agreed:
        return Light("green", _("All accept"))
    counts = unit.counts
    if counts["ask"] or counts["decline"]:
        return Light("yellow", _("Open requests"))
    return Light("grey", _("Waits for answers"))


def page(detail: ProposalDetail, *, names: Names, on: date) -> ProposalPage:
    """Build the page of a proposal."""
    key = str(detail.row.key)
    zh, en = detail.row.place_name, detail.row.place_name_en
    place = en if words.is_english() and en else zh
    open_units = [unit for unit in detail.units if not unit.is_established]
    total = dict.fromkeys(WORDS, 0)
    for unit in detail.units:
        for word, count in unit.counts.items():
            total[word] += count
    ready = [unit for unit in open_units if unit.is_ready]
    established = len(detail.units) - len(open_units)
    acts = _acts(detail, ready, open_units, total, on) if detail.is_open else ()
    badge = Badge(_(ENDS[detail.end]), "plain") if detail.end else drawing.state_badge("proposed")
    lead = dates(detail.starts, detail.ends, on)
    if detail.reason:
        lead = words.together(lead, _("Reason: %(reason)s") % {"reason": detail.reason})
    stats = (
        Stat(_("Accepts"), str(total["accept"]), _("hh"), tone="pine"),
        Stat(_("Asks for a change"), str(total["ask"]), _("hh"), tone="ochre" if total["ask"] else "plain"),
        Stat(_("Declines"), str(total["decline"]), _("hh"), tone="seal" if total["decline"] else "plain"),
        Stat(_("Has not answered"), str(total["silent"]), _("hh")),
        Stat(_("Units established"), f"{established} / {len(detail.units)}"),
    )
    return ProposalPage(
        head=PageHead(
            _("Consent of %(place)s") % {"place": place},
            lead,
            _actions(detail, ready),
            badge,
            Link(_("Units"), f"{reverse('units_formations')}?place={detail.row.place}"),
        ),
        light=light(detail, on),
        stats=stats,
        acts=acts,
        units=_units(detail, names),
        requests=_requests(detail, names),
        silent=_silent(detail, names),
        key=key,
        may_withdraw=detail.may_publish and detail.is_open and not established,
        may_close=detail.may_publish and detail.is_open and bool(established),
    )


def _actions(detail: ProposalDetail, ready: Sequence[ProposedUnit]) -> tuple[Action, ...]:
    key = detail.row.key
    actions = [
        Action(_("Map and units"), drawing.formation_address(key), "quiet", "map"),
        Action(_("Print notice"), reverse("units_notice", kwargs={"key": key}), icon="print"),
        Action(_("Export"), reverse("units_proposal_export", kwargs={"key": key}), icon="download", downloads=True),
    ]
    if detail.may_enter and detail.is_open:
        sheets = reverse("units_proposal_paper", kwargs={"key": key})
        actions.insert(2, Action(_("Consent sheets"), sheets, icon="print"))
    if detail.may_publish and detail.is_open:
        established = any(unit.is_established for unit in detail.units)
        end = (
            Action(_("Close"), kind="quiet", dialog="close")
            if established
            else Action(_("Withdraw"), kind="quiet", dialog="withdraw")
        )
        actions.insert(0, end)
        if ready:
            word = ngettext("Establish %(count)s unit", "Establish %(count)s units", len(ready)) % {"count": len(ready)}
            href = reverse("units_proposal_establish", kwargs={"key": key})
            actions.append(Action(word, href, "primary", "check", posts=True))
    return tuple(actions)


def _acts(
    detail: ProposalDetail,
    ready: Sequence[ProposedUnit],
    open_units: Sequence[ProposedUnit],
    total: Mapping[str, int],
    on: date,
) -> tuple[NextAct, ...]:
    key = detail.row.key
    acts = []
    if ready:
        households = sum(len(unit.asked) for unit in ready)
        told = {"units": len(ready), "households": households}
        acts.append(NextAct(_("%(units)s units with %(households)s households are ready to be established.") % told))
    elif (agreed := sum(1 for unit in open_units if unit.is_agreed)) and on <= detail.ends:
        sentence = _("In %(units)s units all accept; they can be established after %(ends)s.")
        acts.append(NextAct(sentence % {"units": agreed, "ends": _long(detail.ends)}))
    asks = sum(unit.counts["ask"] + unit.counts["decline"] for unit in open_units)
    if detail.again is not None:
        look = Action(_("Look at the new draft"), drawing.formation_address(detail.again))
        acts.append(NextAct(_("A draft solved again from the requests waits."), look))
    elif asks:
        solve = None
        if detail.may_enter:
            href = reverse("units_proposal_again", kwargs={"key": key})
            solve = Action(_("Solve again from open requests"), href, icon="units", posts=True)
        sentence = ngettext(
            "%(count)s household asks for a change or declines.",
            "%(count)s households ask for a change or decline.",
            asks,
        )
        acts.append(NextAct(sentence % {"count": asks}, solve))
    if total["silent"]:
        sentence = ngettext(
            "%(count)s household has not answered. Visit it: silence is no consent.",
            "%(count)s households have not answered. Visit them: silence is no consent.",
            total["silent"],
        )
        acts.append(NextAct(sentence % {"count": total["silent"]}, Action(_("Whom to visit"), "#silent", "quiet")))
    return tuple(acts)


def _label(unit: ProposedUnit, names: Names) -> str:
    return drawing.label_of(unit.row, names)


def _units(detail: ProposalDetail, names: Names) -> Table:
    enters = detail.may_enter and detail.is_open
    columns = [
        Column("name", _("Unit"), names_row=True),
        Column("size", _("Number of households"), "number"),
        Column("strip", _("What they say"), "picture"),
        Column("accept", _("Accepts"), "number"),
        Column("ask", _("Asks for a change"), "number"),
        Column("decline", _("Declines"), "number"),
        Column("silent", _("Has not answered"), "number"),
        Column("state", _("State")),
    ]
    if enters:
        columns.append(Column("enter", "", "action"))
    rows = []
    for unit in detail.units:
        cells: list[Cell] = [
            Link(_label(unit, names), drawing.unit_address(unit.row)),
            len(unit.asked),
            strip(unit, _label(unit, names)),
            *unit.counts.values(),
            unit_state(unit),
        ]
        if enters:
            keys = {"key": detail.row.key, "unit": unit.row.key}
            href = reverse("units_proposal_sheet", kwargs=keys)
            cells.append("" if unit.is_established else Link(_("Enter signed sheet"), href))
        rows.append(Row(tuple(cells), key=str(unit.row.key)))
    return Table(tuple(columns), tuple(rows), _("Units"), id="units")


def wanted(row: DecisionRow, units: Mapping[str, str]) -> str:
    """What a household asks for instead."""
    told = []
    if row.wanted_unit is not None:
        told.append(_("in %(unit)s") % {"unit": units.get(str(row.wanted_unit), "—")})
    if row.wanted_partner_name:
        told.append(_("with %(name)s") % {"name": row.wanted_partner_name})
    return words.listed(told)


def _requests(detail: ProposalDetail, names: Names) -> Table | None:
    units = {str(unit.row.key): _label(unit, names) for unit in detail.units}
    rows = []
    for unit in detail.units:
        for one in unit.asked:
            last = one.last
            if last is None or last.word.value == "accept" or unit.is_established:
                continue
            rows.append(
                Row(
                    (
                        _household(detail, one),
                        _label(unit, names),
                        word_badge(last.word.value),
                        wanted(last, units) or "—",
                        last.reason or "—",
                        last.decided_on.isoformat(),
                        _(CHANNELS[last.channel]),
                    ),
                    key=one.code,
                )
            )
    if not rows:
        return None
    columns = (
        Column("who", _("Householder"), names_row=True),
        Column("unit", _("Unit")),
        Column("word", _("What it decides")),
        Column("wanted", _("Wants to sit")),
        Column("why", _("Why")),
        Column("on", _("Decided on"), "date"),
        Column("how", _("How it was said")),
    )
    return Table(columns, tuple(rows), _("Open requests"), id="requests", shows_caption=True)


def _silent(detail: ProposalDetail, names: Names) -> Table | None:
    rows = []
    for unit in detail.units:
        for one in unit.asked:
            if one.word == "silent":
                hamlet = names.get(one.hamlet, ("", ""))
                place = hamlet[1] if words.is_english() and hamlet[1] else hamlet[0]
                rows.append(Row((_household(detail, one), _label(unit, names), place, one.phone or "—"), key=one.code))
    if not rows or detail.is_over:
        return None
    columns = (
        Column("who", _("Householder"), names_row=True),
        Column("unit", _("Unit")),
        Column("hamlet", _("Hamlet")),
        Column("phone", _("Phone")),
    )
    return Table(columns, tuple(rows), _("To be visited"), id="silent-list", shows_caption=True)


def _household(detail: ProposalDetail, one: AskedRow) -> Link:
    if not detail.may_enter or detail.is_over:
        return Link(one.householder, reverse("desk_household", kwargs={"code": one.code}))
    return Link(one.householder, reverse("units_decide", kwargs={"key": detail.row.key, "code": one.code}))


def history(asked: AskedRow, units: Mapping[str, str]) -> tuple[Event, ...]:
    """Every decision of a household, the one that counts first."""
    told = []
    for row in asked.decisions:
        parts = [_(CHANNELS[row.channel])]
        if row.decided_by:
            parts.append(_("decided by %(name)s") % {"name": row.decided_by})
        if row.witness:
            parts.append(_("witness %(name)s") % {"name": row.witness})
        if row.paper:
            parts.append(_("sheet %(number)s") % {"number": row.paper})
        parts.append(_("entered by %(name)s") % {"name": row.entered_name})
        note = wanted(row, units)
        told.append(
            Event(
                when=_long(row.decided_on),
                title=_(WORDS[row.word.value]) + (f" · {note}" if note else ""),
                text=" · ".join(parts) + (f" · {row.reason}" if row.reason else ""),
                iso=row.decided_on.isoformat(),
            )
        )
    return tuple(told)


def facts_of(detail: ProposalDetail, unit: ProposedUnit, names: Names) -> tuple[Fact, ...]:
    """What stands above an entry page."""
    return (
        Fact(_("Unit"), _label(unit, names)),
        Fact(_("Public notice"), f"{detail.starts.isoformat()} – {detail.ends.isoformat()}"),
    )


def nobody() -> Empty:
    """For a household that was never asked."""
    return Empty(
        _("Your household is not asked at present"),
        _("When units are proposed for your hamlet, you will find the proposal here and say yes or no."),
        icon="units",
    )
