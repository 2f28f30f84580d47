"""The page of one unit's sanitation: whose week it is, what rounds found, who is excused."""

from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.presentation import (
    Action,
    Column,
    Event,
    PageHead,
    Row,
    Stat,
    Table,
    UnitMap,
)
from shihu.services.linkages.queries.sanitation import UnitSanitation
from shihu.services.linkages.rules.sanitation.rota import monday
from shihu.services.linkages.types import FULL, Rota
from shihu.services.linkages.web.pages.duty_parts import (
    DutyPage,
    FormPart,
    Names,
    Part,
    label,
)
from shihu.services.linkages.web.pages.sanitation import found_href, size_words


def unit_page(
    told: UnitSanitation, *, names: Names, on: date, map_: UnitMap | None, excuse: Any, swap: Any
) -> DutyPage:
    """Build the page of one unit: whose week, what the last rounds found, who is excused."""
    unit, rota = told.opened.unit, told.rota
    own = told.opened.own.household if told.opened.own else None
    week = monday(on)
    now_ = next((turn for turn in rota.turns if turn.week == week), None) if rota else None
    counted = [score for one in told.rounds if (score := one.counts(unit.key))]
    area = told.area
    acts = []
    if told.opened.keeps:
        href = reverse("linkages_sanitation_area", kwargs={"key": unit.key})
        acts.append(Action(_("Draw the area"), href, "primary" if area is None else "plain", "edit"))
    sweeps = now_.household if now_ else None
    sweeper = told.names.get(sweeps, "") if sweeps else ""
    stats = [
        Stat(_("This week"), sweeper or "—", note=_("your household") if own and sweeps == own else ""),
        Stat(_("Last round"), str(counted[0].points) if counted else "—", f"/{FULL}"),
    ]
    if area:
        value, word = (f"{area.square:,}", "m²") if area.square else (f"{area.length:,}", _("m"))
        stats.append(Stat(_("Duty area"), value, word, note=area.words))
    if rota and rota.due:
        stats.append(
            Stat(
                _("Farthest from an equal share"),
                f"{float(rota.unfair):.2f}",
                pgettext("linkages", "turns"),
                note=f"{rota.unfair.numerator}/{rota.unfair.denominator}",
            )
        )
    parts = [_turns(told, rota, on, own, swap)] if rota else []
    parts.append(_found(told))
    if told.opened.runs or any(one.until is None for one in told.excuses):
        parts.append(_excuses(told, excuse))
    return DutyPage(
        head=PageHead(
            _("%(unit)s: sanitation") % {"unit": label(unit, names)},
            size_words(area.length, area.square) if area else _("No duty area is drawn yet."),
            tuple(acts),
        ),
        stats=tuple(stats),
        map=map_,
        parts=tuple(parts),
        place=unit.hamlet,
    )


def _turns(told: UnitSanitation, rota: Rota, on: date, own: UUID | None, swap: Any) -> Part:
    waiting = {one.week: one for one in told.swaps if one.agreed_on is None}
    waiting |= {one.other_week: one for one in told.swaps if one.agreed_on is None}
    week = monday(on)
    rows = []
    for turn in rota.turns:
        if turn.week < told.first_shown:
            continue
        asked = waiting.get(turn.week)
        note: Any = ""
        if turn.instead_of:
            note = _("for %(name)s, who takes another week") % {"name": told.names.get(turn.instead_of, "")}
        elif asked and own == asked.other:
            note = _answers(asked.key)
        elif asked:
            note = _("a swap is asked for")
        elif turn.household is None:
            note = _("everybody is excused")
        name = told.names.get(turn.household, "") if turn.household else "—"
        rows.append(
            Row(
                (turn.week.isoformat(), name, note),
                is_marked=turn.week == week,
                mark=_("this week") if turn.week == week else "",
            )
        )
    columns = (
        Column("week", _("Week from"), "date", names_row=True),
        Column("who", _("Household of")),
        Column("note", ""),
    )
    lead = _(
        "Each week is one turn, shared equally by the households that can. It goes to whoever is farthest behind the "
        "equal share; of equals to the lower household number. %(weeks)s weeks so far, each household within "
        "%(unfair)s turns of its share."
    ) % {"weeks": sum(rota.had.values()), "unfair": f"{float(rota.unfair):.2f}"}
    action = reverse("linkages_sanitation_swap", kwargs={"key": told.opened.unit.key})
    form = FormPart(swap, action, _("Ask to swap"), is_folded=True) if swap else None
    return Part(
        _("Whose week it is"),
        lead,
        Table(columns, tuple(rows), pgettext("linkages", "Turns"), id="turns"),
        form=form,
        key="turns",
    )


def _answers(key: UUID | None) -> tuple[Action, ...]:
    href = reverse("linkages_sanitation_swap_answer", kwargs={"key": key})
    return (
        Action(pgettext("linkages", "Agree"), href, "primary", posts=True, fields=(("agrees", "yes"),)),
        Action(pgettext("linkages", "Decline"), href, "quiet", posts=True, fields=(("agrees", "no"),)),
    )


def _found(told: UnitSanitation) -> Part:
    unit = told.opened.unit.key
    events = []
    for one in told.rounds:
        score = one.counts(unit)
        if score is None:
            continue
        items = {item.key: item.words for item in one.sheet.items}
        lost = "; ".join(f"{items.get(key, key)} −{points}" for key, points in score.off.items())
        mended = _(" · put right on %(day)s") % {"day": score.mended_on} if score.mended_on else ""
        events.append(
            Event(
                when=one.on.isoformat(),
                iso=one.on.isoformat(),
                title=_("%(points)s points") % {"points": score.points},
                text=(lost or _("All clean.")) + mended,
                who=score.scorer,
                href=found_href(one.key, unit),
                tone="pine" if score.points == FULL else "ochre",
            )
        )
    lead = "" if events else _("No round has come by yet.")
    return Part(_("What rounds found"), lead, events=tuple(events))


def _excuses(told: UnitSanitation, form: Any) -> Part:
    rows = tuple(
        Row(
            (
                told.names.get(one.household, ""),
                one.reason,
                one.since.isoformat(),
                one.until.isoformat() if one.until else "—",
                Action(
                    _("Takes turns again"),
                    reverse("linkages_sanitation_excuse_end", kwargs={"key": one.key}),
                    "quiet",
                    posts=True,
                )
                if told.opened.runs and one.until is None
                else "",
            )
        )
        for one in told.excuses
    )
    columns = (
        Column("who", _("Household of"), names_row=True),
        Column("why", _("Why it cannot")),
        Column("since", _("From"), "date"),
        Column("until", _("Until before"), "date"),
        Column("act", "", "action"),
    )
    table = Table(columns, rows, pgettext("linkages", "Excused"), id="excuses") if rows else None
    action = reverse("linkages_sanitation_excuse", kwargs={"key": told.opened.unit.key})
    return Part(
        _("Who takes no turns"),
        _("Its neighbours take its turns; nothing falls due to it meanwhile."),
        table,
        form=FormPart(form, action, _("Excuse a household"), is_folded=True) if form else None,
        key="excuses",
    )
