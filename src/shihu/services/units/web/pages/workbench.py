"""The workbench: a draft's map and units side by side, what was done, what is held, what would be done."""

from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shihu.base.jobs.types import JobRow
from shihu.kernel.presentation import Action, Link, PageHead, Progress, Tab, UnitMap
from shihu.services.units import rules
from shihu.services.units.queries import drawing, words
from shihu.services.units.types import Act, Bench, UnitRow
from shihu.services.units.web.pages import workbench_words as said
from shihu.services.units.web.pages.workbench_parts import BenchPage, Chip, Conflict, Draft, Group, Seen, Tray
from shihu.services.units.web.pages.workbench_seen import event_of


def page(
    draft: Draft,
    *,
    job: JobRow | None,
    is_stale: bool,
    seen: Seen | None,
    refusal: str = "",
    conflict: Conflict | None = None,
) -> BenchPage:
    """Build the page."""
    bench = draft.bench
    is_drawn = bench.state == "draft" and bool(draft.units)
    may_edit = bench.may_edit and not is_stale
    key = {"key": bench.key}
    return BenchPage(
        head=_head(draft, is_stale=is_stale),
        tabs=_tabs(draft),
        views=views(bench, "bench", draft.hamlets[0] if draft.hamlets else ""),
        progress=_progress(draft, job),
        is_drawn=is_drawn,
        is_stale=is_stale,
        may_edit=may_edit,
        map=_map(draft) if is_drawn else None,
        trays=tuple(_tray(draft, unit, colour, may_edit=may_edit) for unit, colour in _coloured(draft)),
        households=_households(draft, draft.ask.household),
        targets=_targets(draft),
        mates=_households(draft, "", but=draft.ask.household),
        selected=bench.names.get(draft.ask.household, ""),
        hold=_hold(draft) if may_edit else None,
        tie_fields=draft.fields(Act.TIE, household=draft.ask.household),
        seen=seen,
        refusal=refusal,
        conflict=conflict,
        undo=_return(draft, Act.UNDO) if may_edit else None,
        redo=_return(draft, Act.REDO) if may_edit else None,
        history=tuple(event_of(draft, edit) for edit in reversed(bench.edits)),
        held=tuple(_held(draft, may_edit=may_edit)),
        version=bench.version,
        place=draft.hamlets[0] if draft.hamlets else "",
        here=draft.address(),
        edit_href=reverse("units_workbench_edit", kwargs=key),
        preview_href=reverse("units_workbench_preview", kwargs=key),
        solve_href=reverse("units_workbench_solve", kwargs=key),
        again=_again(draft, job),
    )


def views(bench: Bench, current: str, hamlet: str = "") -> tuple[Tab, ...]:
    """The three views of a draft: change it, compare it, ask how it treats whom."""
    place = f"?place={hamlet}" if hamlet else ""
    bench_href = reverse("units_workbench", kwargs={"key": bench.key}) + place
    compare_href = f"{reverse('units_compare')}?place={bench.place}&by={bench.key}"
    fairness_href = reverse("units_fairness", kwargs={"key": bench.key}) + place
    return (
        Tab(_("Change by hand"), bench_href, current == "bench"),
        Tab(_("Compare drafts"), compare_href, current == "compare"),
        Tab(_("How each kind fares"), fairness_href, current == "fairness"),
    )


def _head(draft: Draft, *, is_stale: bool) -> PageHead:
    bench = draft.bench
    actions = []
    if bench.may_edit and draft.units:
        actions.append(Action(_("Solve again"), kind="primary", icon="units", dialog="solve"))
    place = draft.place_name(bench.place)
    back = Link(_("This draft"), drawing.formation_address(bench.key, draft.hamlets[0] if draft.hamlets else ""))
    return PageHead(
        _("Workbench: %(place)s") % {"place": place},
        _finding(draft, is_stale=is_stale),
        tuple(actions),
        drawing.state_badge(bench.state),
        back,
    )


def _finding(draft: Draft, *, is_stale: bool) -> str:
    if draft.bench.state == "asked":
        return _("The units are being drawn around what is held.")
    if is_stale:
        return _("The roster has changed since this draft was drawn. Solve it again; few households will move.")
    done, _undone = rules.piles(draft.bench.edits)
    if not done:
        return _("Nothing was changed by hand yet. Drag a household, or choose one from the lists.")
    changed = sum(edit.change or 0.0 for edit in done)
    told = ngettext("%(count)s change by hand.", "%(count)s changes by hand.", len(done)) % {"count": len(done)}
    return words.together(told, said.total_text(changed))


def _tabs(draft: Draft) -> tuple[Tab, ...]:
    clusters = draft.bench.outcome.get("clusters", ())
    if len(clusters) < 2:
        return ()
    return tuple(
        Tab(
            words.listed([draft.place_name(code) for code in cluster["hamlets"]]),
            f"{reverse('units_workbench', kwargs={'key': draft.bench.key})}?place={cluster['hamlets'][0]}",
            tuple(cluster["hamlets"]) == draft.hamlets,
            cluster["units"],
        )
        for cluster in clusters
    )


def _progress(draft: Draft, job: JobRow | None) -> Progress | None:
    """The work under way, with the way to stop it; only for whoever asked for it."""
    if draft.bench.state != "asked" or job is None or job.is_over:
        return None
    here = reverse("units_workbench", kwargs={"key": draft.bench.key})
    return Progress(
        title=_("Forming units"),
        url=f"{reverse('jobs_job', kwargs={'key': job.key})}?{urlencode({'next': here})}",
        done=job.done,
        total=job.total,
        then=here,
        stop=reverse("jobs_stop", kwargs={"key": job.key}),
    )


def _again(draft: Draft, job: JobRow | None) -> Action | None:
    """Back to the draft that was to be solved again, where the work came to nothing."""
    if draft.bench.state != "asked" or (job is not None and not job.is_over):
        return None
    base = draft.bench.based_on
    if base is None:
        return Action(_("Form again"), f"{reverse('units_ask')}?place={draft.bench.place}", "primary")
    return Action(_("Back to the draft before"), reverse("units_workbench", kwargs={"key": base}), "primary")


def _coloured(draft: Draft) -> list[tuple[UnitRow, int]]:
    own = drawing.colours_of(draft.units)
    return [(unit, own[str(unit.key)]) for unit in draft.units]


def _map(draft: Draft) -> UnitMap:
    streets = draft.bench.outcome.get("streets", {})
    left = [row for row in draft.detail.left_out if row.hamlet in draft.hamlets] if draft.detail else []
    title = _("Where the %(units)s units lie; drag a house to another unit") % {"units": len(draft.units)}
    drawn = drawing.map_of(
        title,
        draft.units,
        left,
        draft.names,
        streets=[line for code in draft.hamlets for line in streets.get(code, ())],
        marked=draft.ask.household,
        links=False,
    )
    houses = (
        replace(house, href=draft.address(household=house.key) + "#hand") if house.unit else house
        for house in drawn.houses
    )
    return replace(drawn, houses=tuple(houses))


def _tray(draft: Draft, unit: UnitRow, colour: int, *, may_edit: bool) -> Tray:
    bench = draft.bench
    is_locked = unit.key in bench.holds.locked
    choices = bench.choices
    lock = None
    if may_edit:
        act, label = (Act.UNLOCK, _("Unlock unit")) if is_locked else (Act.LOCK, _("Lock unit"))
        lock = draft.post(label, act, icon="key", unit=str(unit.key))
    able = sum(seat.can_lead for seat in unit.seats)
    note = ngettext("%(able)s able to lead, %(metres)s m apart", "%(able)s able to lead, %(metres)s m apart", able)
    return Tray(
        key=str(unit.key),
        label=drawing.label_of(unit, draft.names),
        colour=colour,
        size=unit.size,
        note=note % {"able": able, "metres": round(unit.facts["mean_distance"])},
        reason=_size_reason(draft, unit),
        is_outside=not choices.low <= unit.size <= choices.high,
        is_locked=is_locked,
        lock=lock,
        chips=tuple(_chip(draft, seat.code, seat.householder, able=seat.can_lead) for seat in unit.seats),
    )


def _size_reason(draft: Draft, unit: UnitRow) -> str:
    """Why a unit may have a size outside the rule: the last reason that concerns it."""
    if draft.bench.choices.low <= unit.size <= draft.bench.choices.high:
        return ""
    done = rules.piles(draft.bench.edits)[0]
    return next((e.reason for e in reversed(done) if e.reason and unit.key in {e.unit, e.origin}), "")


def _chip(draft: Draft, code: str, name: str, *, able: bool) -> Chip:
    bench = draft.bench
    mates = [other if one == code else one for one, other in sorted(bench.holds.tied) if code in {one, other}]
    return Chip(
        code=code,
        name=name,
        href=draft.address(household=code) + "#hand",
        is_able=able,
        is_pinned=code in bench.holds.pinned,
        is_by_hand=code in draft.by_hand,
        is_selected=code == draft.ask.household,
        tied_to=words.listed([bench.names.get(mate, mate) for mate in mates]),
    )


def _households(draft: Draft, chosen: str, but: str = "") -> tuple[Group, ...]:
    return tuple(
        Group(
            drawing.label_of(unit, draft.names),
            tuple((seat.code, seat.householder, seat.code == chosen) for seat in unit.seats if seat.code != but),
        )
        for unit in draft.units
    )


def _targets(draft: Draft) -> tuple[Group, ...]:
    """Where the selected household could go: to a unit, or in exchange with one of its households."""
    own = draft.bench.seats.get(draft.ask.household)
    told = []
    for unit in draft.units:
        if unit.key == own or unit.key in draft.bench.holds.locked:
            continue
        label = drawing.label_of(unit, draft.names)
        to = f"u:{unit.key}"
        first = (
            to,
            _("move to %(unit)s (%(size)s households)") % {"unit": label, "size": unit.size},
            to == draft.ask.to,
        )
        rest = (
            (
                f"h:{seat.code}",
                _("exchange with %(name)s") % {"name": seat.householder},
                f"h:{seat.code}" == draft.ask.to,
            )
            for seat in unit.seats
        )
        told.append(Group(label, (first, *rest)))
    return tuple(told)


def _hold(draft: Draft) -> Action | None:
    code = draft.ask.household
    if code not in draft.bench.seats:
        return None
    if code in draft.bench.holds.pinned:
        return draft.post(_("Release it"), Act.UNPIN, kind="plain", household=code)
    return draft.post(_("Pin it in its unit"), Act.PIN, kind="plain", household=code)


def _return(draft: Draft, act: Act) -> Action:
    done, undone = rules.piles(draft.bench.edits)
    label = _("Undo") if act is Act.UNDO else _("Redo")
    pile = done[-1:] if act is Act.UNDO else undone[:1]
    icon = "undo" if act is Act.UNDO else "right"
    if not pile:
        return Action(label, kind="quiet", icon=icon, is_disabled=True, why=_("There is nothing to take back."))
    text = said.edit_text(pile[0], draft.bench, draft.labels)
    return draft.post(_("%(label)s: %(change)s") % {"label": label, "change": text}, act, icon=icon)


def _held(draft: Draft, *, may_edit: bool) -> list[tuple[str, Action | None]]:
    held, labels, name = draft.bench.holds, draft.labels, draft.bench.names
    release = _("Let go")

    def act(what: Act, **fields: str) -> Action | None:
        return draft.post(release, what, **fields) if may_edit else None

    told: list[tuple[str, Action | None]] = [
        (_("%(unit)s is locked") % {"unit": labels[unit]}, act(Act.UNLOCK, unit=str(unit)))
        for unit in sorted(held.locked, key=lambda key: labels[key])
    ]
    told += [
        (
            _("%(household)s stays in %(unit)s") % {"household": name.get(code, code), "unit": labels[unit]},
            act(Act.UNPIN, household=code),
        )
        for code, unit in sorted(held.pinned.items())
    ]
    told += [
        (
            _("%(household)s and %(other)s stay together") % {"household": name.get(a, a), "other": name.get(b, b)},
            act(Act.UNTIE, household=a, other=b),
        )
        for a, b in sorted(held.tied)
    ]
    return told
