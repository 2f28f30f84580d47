"""What the platform asks of people: one's own meter, and the township's page of forms. Nobody is ranked or named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from shihu.base.burden import queries
from shihu.base.burden.types import FormUse, GroupWeek, Week, minutes
from shihu.base.places.queries import names
from shihu.base.places.types import PlaceRow
from shihu.base.sheets.types import SheetColumn, SheetTable
from shihu.fronts.desk.web import asked
from shihu.fronts.desk.web.form_words import FORMS, form_word
from shihu.fronts.desk.web.pages.inbox import day_words
from shihu.kernel.actors import Actor, Role
from shihu.kernel.presentation import Action, Column, Empty, PageHead, Row, Stat, Table, asked_sort
from shihu.kernel.refusals import N_

_ROLES = {Role.CADRE: N_("Village cadres"), Role.HEAD: N_("Unit heads")}


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What one person was asked."""

    head: PageHead
    stats: tuple[Stat, ...]
    bars: tuple[tuple[str, float], ...]
    weeks: Table
    forms: Table
    sees_all: bool


@dataclass(frozen=True, slots=True)
class RepeatShown:
    """A fact that more than one form asks for."""

    fact: str
    forms: str
    why: str


@dataclass(frozen=True, slots=True)
class AskedPage:
    """What a township's people are asked."""

    head: PageHead
    stats: tuple[Stat, ...]
    groups: Table
    forms: Table
    repeats: tuple[RepeatShown, ...]
    defects: tuple[RepeatShown, ...]
    idle: tuple[tuple[str, str], ...]


def own_page(*, actor: Actor, on: date, sees_all: bool) -> OwnPage:
    """Build the page of the actor's own meter."""
    weeks = queries.own_weeks(actor=actor, on=on)
    this, before = weeks[0], weeks[1:]
    usual = sorted(week.seconds for week in before)[len(before) // 2] if before else 0
    return OwnPage(
        head=PageHead(
            _("What the platform asks of me"),
            _("Counted from the forms that you sent: which, how many fields, how long. Never what stood in them."),
        ),
        stats=(
            Stat(_("This week"), str(minutes(this.seconds)), pgettext("burden", "minutes")),
            Stat(_("A usual week"), str(minutes(usual)), pgettext("burden", "minutes"), note=_("the middle of seven")),
            Stat(_("Forms sent this week"), str(this.sendings)),
            Stat(_("Fields filled this week"), str(this.fields)),
        ),
        bars=tuple((day_words(week.monday), float(minutes(week.seconds))) for week in reversed(weeks)),
        weeks=_weeks(weeks),
        forms=_forms_table(queries.own_forms(actor=actor, on=on), "own"),
        sees_all=sees_all,
    )


def asked_page(place: PlaceRow, *, actor: Actor, on: date, given: Mapping[str, str]) -> AskedPage:
    """Build the page of a place's forms."""
    used = queries.forms_in_use(place.code, actor=actor, on=on)
    ever = queries.last_used(place.code, actor=actor)
    weeks = queries.group_weeks(place.code, actor=actor, on=on)
    questions = asked.questions()
    repeats = asked.repeated(questions)
    idle = [name for name in FORMS if name not in {row.form for row in used}]
    label = place.label(get_language() or "zh-hans")
    export = f"{reverse('desk_asked_export')}?place={place.code}"
    lead = _("Forms sent in the last ninety days. Nobody is ranked or named; a form that nobody needs is taken away.")
    return AskedPage(
        head=PageHead(
            _("What we ask of people in %(place)s") % {"place": label},
            lead,
            (Action(_("Export"), export, icon="download", downloads=True),),
        ),
        stats=(
            Stat(_("Forms in use"), str(len(used))),
            Stat(_("Not used for ninety days"), str(len(idle))),
            Stat(_("Questions in all forms"), str(len(questions))),
            Stat(
                _("Asked in two forms without a reason"),
                str(len(asked.defects(questions))),
                tone="seal" if asked.defects(questions) else "pine",
            ),
        ),
        groups=_groups(weeks, names({row.village for row in weeks})),
        forms=_all_forms(used, given),
        idle=tuple((form_word(name), _last(ever.get(name))) for name in idle),
        repeats=tuple(_repeat(fact, found) for fact, found in repeats.items() if fact in asked.ALLOWED),
        defects=tuple(_repeat(fact, found) for fact, found in repeats.items() if fact not in asked.ALLOWED),
    )


def sheets(place: str, *, actor: Actor, on: date) -> list[SheetTable]:
    """Return forms and groups as a workbook."""
    used = queries.forms_in_use(place, actor=actor, on=on)
    weeks = queries.group_weeks(place, actor=actor, on=on)
    known = names({row.village for row in weeks})
    forms = [
        _("Name of the form"),
        _("Times sent"),
        _("People asked"),
        _("Fields"),
        _("Seconds"),
        _("Turned back"),
        _("Last used"),
    ]
    groups = [
        _("Village"),
        _("Who"),
        _("People asked"),
        _("Times sent"),
        _("Seconds (middle)"),
        _("Seconds (most)"),
        _("Fields"),
    ]
    return [
        SheetTable(
            _("All forms"),
            [SheetColumn(label) for label in forms],
            [
                (
                    form_word(row.form),
                    row.times,
                    row.people,
                    row.fields,
                    row.seconds,
                    row.refused,
                    timezone.localdate(row.last_used),
                )
                for row in used
            ],
        ),
        SheetTable(
            _("The week before"),
            [SheetColumn(label) for label in groups],
            [
                (
                    _village(row, known),
                    _(_ROLES[row.role]),
                    row.people,
                    row.sendings,
                    row.median_seconds,
                    row.most_seconds,
                    row.median_fields,
                )
                for row in weeks
            ],
        ),
    ]


def _weeks(weeks: Sequence[Week]) -> Table:
    return Table(
        columns=(
            Column("week", _("Week"), names_row=True),
            Column("sent", _("Times sent"), "number"),
            Column("fields", _("Fields"), "number"),
            Column("minutes", pgettext("burden", "Minutes"), "number"),
            Column("refused", _("Turned back"), "number"),
        ),
        rows=tuple(
            Row(
                (
                    _span(week.monday),
                    week.sendings,
                    week.fields,
                    minutes(week.seconds) if week.measured else None,
                    week.refused,
                )
            )
            for week in weeks
        ),
        caption=_("My weeks"),
        shows_caption=True,
        id="weeks",
    )


def _span(monday: date) -> str:
    first, last = (day_words(day) for day in (monday, monday + timedelta(days=6)))
    return f"{first} – {last}"


def _form_columns(*, sortable: bool) -> tuple[Column, ...]:
    return (
        Column("form", _("Name of the form"), names_row=True, sortable=sortable),
        Column("times", _("Times sent"), "number", sortable=sortable),
        Column("people", _("People asked"), "number"),
        Column("fields", _("Fields"), "number", help=_("the middle of all sendings"), sortable=sortable),
        Column("seconds", _("Usual time"), "number", unit=pgettext("burden", "seconds"), sortable=sortable),
        Column("refused", _("Turned back"), "number", sortable=sortable),
        Column("last", _("Last used"), "date", sortable=sortable),
    )


def _form_row(row: FormUse) -> Row:
    last = timezone.localdate(row.last_used).isoformat()
    return Row((form_word(row.form), row.times, row.people, row.fields, row.seconds, row.refused, last))


def _forms_table(used: Sequence[FormUse], name: str) -> Table:
    columns = tuple(column for column in _form_columns(sortable=False) if column.key != "people")
    rows = [_form_row(row) for row in used]
    return Table(
        columns=columns,
        rows=tuple(Row((*row.cells[:2], *row.cells[3:])) for row in rows),
        caption=_("My forms of the last ninety days"),
        shows_caption=True,
        empty=Empty(_("No form was sent"), _("Once you send one it stands here.")),
        id=name,
    )


def _all_forms(used: Sequence[FormUse], given: Mapping[str, str]) -> Table:
    columns = _form_columns(sortable=True)
    sort = asked_sort(given, columns, "form")
    at = [column.key for column in columns].index(sort.removeprefix("-"))
    rows = sorted(
        (_form_row(row) for row in used),
        key=lambda row: (row.cells[at] is None, row.cells[at]),
        reverse=sort.startswith("-"),
    )
    empty = Empty(_("No form was sent"), _("Once somebody sends one it stands here."))
    return Table(columns, tuple(rows), _("All forms"), sort=sort, shows_caption=True, empty=empty, id="forms")


def _last(day: datetime | None) -> str:
    return _("last on %(day)s") % {"day": timezone.localdate(day).isoformat()} if day else _("never yet")


def _groups(weeks: Sequence[GroupWeek], known: Mapping[str, PlaceRow]) -> Table:
    unit = pgettext("burden", "minutes")
    return Table(
        columns=(
            Column("village", _("Village"), names_row=True),
            Column("who", _("Who")),
            Column("people", _("People asked"), "number"),
            Column("sent", _("Times sent"), "number"),
            Column("middle", _("The one in the middle"), "number", unit=unit),
            Column("most", _("The one asked most"), "number", unit=unit),
            Column("fields", _("Fields"), "number", help=_("of the one in the middle")),
        ),
        rows=tuple(
            Row(
                (
                    _village(row, known),
                    _(_ROLES[row.role]),
                    row.people,
                    row.sendings,
                    minutes(row.median_seconds),
                    minutes(row.most_seconds),
                    row.median_fields,
                )
            )
            for row in weeks
        ),
        caption=_("What cadres and heads were asked in the week before"),
        shows_caption=True,
        empty=Empty(_("Nobody sent a form in the week before"), _("Once somebody does, the village stands here.")),
        id="groups",
    )


def _village(row: GroupWeek, known: Mapping[str, PlaceRow]) -> str:
    return known[row.village].label(get_language() or "zh-hans") if row.village in known else row.village


def _repeat(fact: str, found: Sequence[asked.Question]) -> RepeatShown:
    forms = sorted({f"{question.app}.{question.form}" for question in found})
    told = ngettext("%(count)s form: %(forms)s", "%(count)s forms: %(forms)s", len(forms))
    why = asked.ALLOWED.get(fact, "")
    label = _(found[0].label) if found else fact
    return RepeatShown(label, told % {"count": len(forms), "forms": ", ".join(forms)}, _(why) if why else "")
