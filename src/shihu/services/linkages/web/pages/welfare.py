"""Pages of village work: the works of a village, one work with its parts, a unit's part, hours, the certificate."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.kernel.presentation import Action, ActionKind, Badge, Column, Empty, Fact, Link, PageHead, Row, Stat, Table
from shihu.services.linkages.queries.duties import hours
from shihu.services.linkages.queries.duty_units import Opened
from shihu.services.linkages.rules.welfare import balance
from shihu.services.linkages.types import PartOfWork, ShareRow, WorkRow
from shihu.services.linkages.web.pages.duty_parts import (
    DutyPage,
    FormPart,
    Names,
    Part,
    part_label,
    place_label,
    six_tabs,
)
from shihu.services.linkages.web.welfare_forms import MEASURES, METHODS, MOVES, WORK_KINDS

_MEASURES, _METHODS, _MOVES, _KINDS = dict(MEASURES), dict(METHODS), dict(MOVES), dict(WORK_KINDS)


def work_href(key: UUID) -> str:
    """A work."""
    return reverse("linkages_welfare_work", kwargs={"key": key})


def part_href(key: int) -> str:
    """A unit's part of a work."""
    return reverse("linkages_welfare_part", kwargs={"key": key})


def quantity_words(quantity: int, measure: str) -> str:
    """A quantity with its measure: 600 trees."""
    return f"{quantity:,} {_MEASURES[measure]}"


def stage_badge(stage: str) -> Badge:
    """A work's stage in a word."""
    if stage == "planned":
        return Badge(pgettext("linkages", "Planned"), "plain", "edit")
    if stage == "running":
        return Badge(pgettext("linkages", "Under way"), "ochre", "clock")
    return Badge(pgettext("linkages", "Accepted"), "pine", "check")


def village_page(place: str, told: Sequence[WorkRow], *, names: Names, may_plan: bool) -> DutyPage:
    """Build the list of a village's works."""
    rows = tuple(
        Row(
            (
                Link(row.new.title, work_href(row.key), note=row.new.where),
                str(_KINDS[row.new.kind]),
                quantity_words(row.new.quantity, row.new.measure),
                f"{row.new.first_day.isoformat()} – {row.new.last_day.isoformat()}",
                hours(row.minutes),
                stage_badge(row.stage),
            )
        )
        for row in told
    )
    columns = (
        Column("title", pgettext("linkages", "Work"), names_row=True),
        Column("kind", _("Kind of work")),
        Column("quantity", _("How much")),
        Column("days", pgettext("linkages", "Days"), "date"),
        Column("hours", _("Hours worked"), "number", unit=pgettext("linkages", "h")),
        Column("stage", pgettext("linkages", "Stage")),
    )
    plan = Action(_("Plan a work"), f"{reverse('linkages_welfare_plan')}?place={place}", "primary", "plus")
    acts = [Action(_("Hours by household"), f"{reverse('linkages_welfare_hours')}?place={place}", icon="list")]
    if may_plan:
        acts.append(plan)
    empty = Empty(
        _("No work is planned yet"),
        _("Plan what, where and how much; the parts of the units are reckoned and shown before they are fixed."),
        (plan,) if may_plan else (),
        icon="list",
    )
    return DutyPage(
        head=PageHead(
            _("Public welfare of %(place)s") % {"place": place_label(place, names)},
            _("Common work, split over the units, done by whoever comes of their own will."),
            tuple(acts),
        ),
        tabs=six_tabs(place, "welfare"),
        stats=(
            Stat(pgettext("linkages", "Works"), str(len(told))),
            Stat(_("Hours worked"), hours(sum(row.minutes for row in told)), pgettext("linkages", "h")),
            Stat(_("Parts to accept"), str(sum(s.accepted_at is None for row in told for s in row.shares))),
        ),
        parts=(Part("", table=Table(columns, rows, pgettext("linkages", "Works"), empty=empty, id="works")),),
        place=place,
    )


def work_page(told: WorkRow, previews: Mapping[str, Sequence[PartOfWork]], *, names: Names, may_fix: bool) -> DutyPage:
    """Build one work: before it is fixed both ways to split it, afterwards what each unit did."""
    new = told.new
    facts = [
        Fact(pgettext("linkages", "Where"), new.where),
        Fact(_("How much"), quantity_words(new.quantity, new.measure)),
        Fact(pgettext("linkages", "Days"), f"{new.first_day.isoformat()} – {new.last_day.isoformat()}"),
        Fact(pgettext("linkages", "Materials"), "、".join(f"{m.words} {m.quantity:,}" for m in new.materials) or "—"),
        Fact(
            pgettext("linkages", "Hours"),
            _("paid: a list for the books") if new.is_paid else _("given freely, certified"),
        ),
        Fact(_("Planned by"), told.planner),
    ]
    parts = [Part(_("The plan"), facts=tuple(facts))]
    if told.fixed_at is None:
        for method, preview in previews.items():
            parts.append(_preview(told, method, preview, names, may_fix=may_fix))
    else:
        parts.append(_shares(told, names))
    stats = [Stat(_("How much"), f"{new.quantity:,}", str(_MEASURES[new.measure]))]
    if told.fixed_at is not None:
        stats += [
            Stat(_("Measured so far"), f"{told.measured:,}", str(_MEASURES[new.measure])),
            Stat(_("Hours worked"), hours(told.minutes), pgettext("linkages", "h")),
            Stat(pgettext("linkages", "People"), str(len({row.person for s in told.shares for row in s.hours}))),
        ]
    return DutyPage(
        head=PageHead(
            new.title,
            str(_KINDS[new.kind]),
            badge=stage_badge(told.stage),
            back=Link(pgettext("linkages", "Works"), f"{reverse('linkages_welfare_village')}?place={new.village}"),
        ),
        stats=tuple(stats),
        parts=tuple(parts),
        place=new.village,
    )


def _preview(told: WorkRow, method: str, preview: Sequence[PartOfWork], names: Names, *, may_fix: bool) -> Part:
    total = sum(part.weight for part in preview)
    rows = tuple(
        Row(
            (
                part_label(part.name, part.hamlet, part.ordinal, names),
                part.weight,
                part.quantity,
            )
        )
        for part in preview
    )
    weight = _("Households") if method == "households" else _("Able to work")
    columns = (
        Column("unit", _("Unit"), names_row=True),
        Column("weight", weight, "number"),
        Column("quantity", pgettext("linkages", "Part"), "number", unit=str(_MEASURES[told.new.measure])),
    )
    href = reverse("linkages_welfare_fix", kwargs={"key": told.key})
    acts: tuple[Action, ...] = ()
    if may_fix and preview:
        kind: ActionKind = "primary" if method == told.new.method else "plain"
        words = _("Fix these parts and call the units")
        acts = (Action(words, href, kind, posts=True, fields=(("method", method),)),)
    lead = _(
        "%(quantity)s × the unit's number / %(total)s, cut to whole ones; what is left goes to the largest remainders. "
        "Together exactly %(quantity)s, nobody one off."
    ) % {"quantity": told.new.quantity, "total": total}
    return Part(str(_METHODS[method]), lead, Table(columns, rows, weight, id=method), actions=acts)


def _shares(told: WorkRow, names: Names) -> Part:
    measure = str(_MEASURES[told.new.measure])
    rows = tuple(
        Row(
            (
                Link(part_label(s.part.name, s.part.hamlet, s.part.ordinal, names), part_href(s.key)),
                s.part.quantity,
                s.measured if s.measured is not None else "—",
                f"{s.coming}/{len(s.answers)}" if s.answers else "—",
                hours(s.minutes),
                stage_badge("accepted")
                if s.accepted_at
                else Badge(pgettext("linkages", "To accept"), "ochre", "clock"),
            )
        )
        for s in told.shares
    )
    columns = (
        Column("unit", _("Unit"), names_row=True),
        Column("quantity", pgettext("linkages", "Part"), "number", unit=measure),
        Column("measured", pgettext("linkages", "Measured"), "number", unit=measure),
        Column("coming", _("Come, of those who answered"), "number"),
        Column("hours", _("Hours worked"), "number", unit=pgettext("linkages", "h")),
        Column("state", _("State")),
    )
    lead = _("Split %(method)s.") % {"method": str(_METHODS[told.new.method]).lower()}
    return Part(_("Parts of the units"), lead, Table(columns, rows, _("Parts of the units"), id="parts"))


def part_page(found: Opened, told: WorkRow, share: ShareRow, *, names: Names, material: Any, accept: Any) -> DutyPage:
    """Build a unit's part: the call, who came, materials, acceptance."""
    new, part = told.new, share.part
    measure = str(_MEASURES[new.measure])
    acts = []
    if found.runs and share.accepted_at is None:
        href = reverse("linkages_welfare_note", kwargs={"key": share.key})
        acts.append(Action(_("Note who worked"), href, "primary", "edit"))
    parts = [_call(found, share), _worked(share)]
    if share.moves or (found.runs and share.accepted_at is None):
        parts.append(_materials(found, share, material))
    parts.append(_acceptance(share, accept, measure))
    return DutyPage(
        head=PageHead(
            f"{new.title} · {part_label(part.name, part.hamlet, part.ordinal, names)}",
            _("%(where)s, %(first)s to %(last)s. Coming is free: nobody need say why not; only grown people work.")
            % {"where": new.where, "first": new.first_day.isoformat(), "last": new.last_day.isoformat()},
            tuple(acts),
            back=Link(new.title, work_href(told.key)) if found.sees else Link(_("Our duties"), reverse("linkages_own")),
        ),
        stats=(
            Stat(_("Our part"), f"{part.quantity:,}", measure),
            Stat(_("Households that come"), str(share.coming), f"/{len(found.homes)}"),
            Stat(_("Hours worked"), hours(share.minutes), pgettext("linkages", "h")),
        ),
        parts=tuple(parts),
        place=part.hamlet,
    )


def _answers_but(given: bool | None) -> list[tuple[str, str, ActionKind]]:
    """What a household may still answer to a call: words, value, weight of the button."""
    answers: list[tuple[str, str, ActionKind]] = []
    if given is not True:
        answers.append((pgettext("linkages", "Comes"), "yes", "plain"))
    if given is not False:
        answers.append((_("Does not come"), "no", "quiet"))
    return answers


def _call(found: Opened, share: ShareRow) -> Part:
    own = found.own.household if found.own else None
    href = reverse("linkages_welfare_answer", kwargs={"key": share.key})
    is_open = share.accepted_at is None
    rows = []
    for home, name in found.homes.items():
        answer = share.answers.get(home)
        word: Any = _("not answered")
        if answer is not None:
            word = Badge(pgettext("linkages", "comes"), "pine", "check") if answer else Badge(_("does not come"))
        acts: Any = ""
        if is_open and (home == own or found.runs):
            acts = tuple(
                Action(words, href, kind, posts=True, fields=(("household", str(home)), ("comes", value)))
                for words, value, kind in _answers_but(answer)
            )
        # Who does not come is between the household and the head: others see only who comes.
        if answer is False and not found.runs and home != own:
            word = "—"
        rows.append(Row((name, word, acts), is_marked=home == own, mark=_("your household") if home == own else ""))
    columns = (
        Column("who", _("Household of"), names_row=True),
        Column("answer", _("Answer")),
        Column("act", "", "action"),
    )
    return Part(_("Who can come"), table=Table(columns, tuple(rows), _("Who can come"), id="call"), key="call")


def _worked(share: ShareRow) -> Part:
    rows = tuple(Row((row.on.isoformat(), row.name, row.householder, hours(row.minutes))) for row in share.hours)
    columns = (
        Column("on", _("Day"), "date", names_row=True),
        Column("who", _("Who worked")),
        Column("home", _("Household of")),
        Column("hours", pgettext("linkages", "Hours"), "number", unit=pgettext("linkages", "h")),
    )
    empty = Empty(_("Nobody is noted yet"), _("The head notes who came and for how long, once a day."), icon="clock")
    return Part(_("Who worked"), table=Table(columns, rows, _("Who worked"), empty=empty, id="worked"))


def _materials(found: Opened, share: ShareRow, form: Any) -> Part:
    rows = tuple(
        Row((move.on.isoformat(), move.material, str(_MOVES[move.kind]), move.quantity)) for move in share.moves
    )
    columns = (
        Column("on", _("Day"), "date", names_row=True),
        Column("what", pgettext("linkages", "Material")),
        Column("kind", pgettext("linkages", "What happened")),
        Column("quantity", _("How much"), "number"),
    )
    left = "、".join(f"{name} {count:,}" for name, count in balance(share.moves).items())
    action = reverse("linkages_welfare_material", kwargs={"key": share.key})
    is_open = form is not None and found.runs and share.accepted_at is None
    return Part(
        pgettext("linkages", "Materials"),
        _("Still with the unit: %(left)s.") % {"left": left} if left else "",
        Table(columns, rows, pgettext("linkages", "Materials"), id="moves") if rows else None,
        form=FormPart(form, action, _("Note material"), is_folded=not form.errors) if is_open else None,
    )


def _acceptance(share: ShareRow, form: Any, measure: str) -> Part:
    if share.accepted_at is not None:
        words = _("%(measured)s %(measure)s of %(quantity)s, measured by %(who)s on %(day)s. %(words)s") % {
            "measured": f"{share.measured or 0:,}",
            "measure": measure,
            "quantity": f"{share.part.quantity:,}",
            "who": share.accepted_by,
            "day": f"{share.accepted_at:%Y-%m-%d}",
            "words": share.accepted_words,
        }
        return Part(_("Acceptance"), words)
    lead = _("By a second person who measures: neither the planner, nor who noted the hours, nor anybody of the unit.")
    if form is None:
        return Part(_("Acceptance"), lead)
    action = reverse("linkages_welfare_accept", kwargs={"key": share.key})
    return Part(_("Acceptance"), lead, form=FormPart(form, action, _("Accept the part"), is_folded=not form.errors))
