"""Page objects of the imports: every flag that the templates branch on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shihu.base.jobs.queries import job_of
from shihu.base.registry.commands.imports import CHECK, COMMIT, UNDO
from shihu.base.registry.rules.headings import FIELDS, has_names
from shihu.base.registry.types.imports import ImportDetail, ImportRow
from shihu.base.registry.web.import_tabs import ColumnLine, ImportPage, address, place_of, stats, tabs, with_tab
from shihu.base.registry.web.import_words import STATES, field_choices
from shihu.kernel.actors import Actor
from shihu.kernel.presentation import (
    Action,
    Badge,
    Column,
    Empty,
    Link,
    PageHead,
    Progress,
    Row,
    Table,
    asked_page,
)

_JOBS = {"checking": CHECK, "committing": COMMIT, "undoing": UNDO}
_SURE = 0.95


@dataclass(frozen=True, slots=True)
class ListPage:
    """The imports of an area."""

    head: PageHead
    table: Table


def list_page(rows: Sequence[ImportRow], given: Mapping[str, str]) -> ListPage:
    """Build the list."""
    pager = asked_page(given, len(rows))
    place = f"?{urlencode({'place': given['place']})}" if given.get("place") else ""
    template = Action(_("Blank template"), reverse("registry_import_template") + place, icon="download", downloads=True)
    example = Action(_("Example"), reverse("registry_import_example") + place, "quiet", "download", downloads=True)
    table = Table(
        columns=(
            Column("file", _("File"), names_row=True),
            Column("sheet", _("Sheet")),
            Column("state", _("State")),
            Column("households", _("Households"), "number"),
            Column("new", _("New"), "number"),
            Column("changed", _("Changed"), "number"),
            Column("faults", _("Faults"), "number"),
            Column("who", _("By")),
            Column("when", _("On"), "date"),
        ),
        rows=tuple(_list_row(row) for row in rows[pager.offset : pager.offset + pager.size]),
        caption=_("Imports"),
        pager=pager,
        empty=Empty(
            _("No roster has been imported yet"),
            _("Choose the spreadsheet that you already have, or begin with the blank template."),
            (template, example),
        ),
    )
    lead = _("Load the village's own spreadsheet. You see every problem before anything is written.")
    return ListPage(PageHead(_("Import a roster"), lead, (example, template)), table)


def _list_row(row: ImportRow) -> Row:
    word, tone = STATES[row.state]
    return Row(
        (
            Link(row.file_name, reverse("registry_import", kwargs={"key": row.key})),
            row.sheet,
            Badge(_(word), tone),
            row.found.get("households"),
            row.found.get("new"),
            row.found.get("changed"),
            row.found.get("faults"),
            row.actor_name,
            timezone.localtime(row.asked_at).strftime("%Y-%m-%d %H:%M"),
        )
    )


def detail_page(detail: ImportDetail, given: Mapping[str, str], *, actor: Actor) -> ImportPage:
    """Build the page for the state that the import is in."""
    state = detail.row.state
    if state in _JOBS:
        return _under_way(detail, actor)
    if state in {"mapping", "refused"}:
        return _mapping(detail)
    return _checked(detail, given) if state == "checked" else _ended(detail, given)


def _head(detail: ImportDetail, lead: str, actions: tuple[Action, ...] = ()) -> PageHead:
    word, tone = STATES[detail.row.state]
    back = Link(_("Import a roster"), reverse("registry_imports"))
    return PageHead(detail.row.file_name, lead, actions, Badge(_(word), tone), back)


def _refusal(detail: ImportDetail) -> str:
    refusal = detail.preview.refusal
    return str(_(str(refusal["sentence"]))) % refusal["values"] if refusal else ""


def _discard(detail: ImportDetail) -> Action:
    return Action(_("Discard"), address(detail, "discard"), "quiet", posts=True)


def _under_way(detail: ImportDetail, actor: Actor) -> ImportPage:
    job = job_of(_JOBS[detail.row.state], str(detail.row.key))
    titles = {"checking": _("Checking"), "committing": _("Loading"), "undoing": _("Undoing")}
    title = titles[detail.row.state]
    lead = _("For %(place)s") % {"place": place_of(detail)}
    if job is None or job.is_over:
        notice = _("The work broke off. Nothing was changed; try again.")
        return ImportPage("registry/imports/waiting.html", _head(detail, lead), notice, is_warning=True)
    progress = Progress(
        title,
        f"{reverse('jobs_job', kwargs={'key': job.key})}?{urlencode({'next': address(detail)})}",
        job.done,
        job.total,
        _(job.note) if job.note else _("Waiting for its turn"),
        then=address(detail),
        stop=reverse("jobs_stop", kwargs={"key": job.key}),
    )
    if detail.row.actor_name != actor.name:
        # Somebody else's job is not shown to others; the page tells how far it was when it was opened.
        notice = _("%(name)s has begun this; reload the page to see how it stands.") % {"name": detail.row.actor_name}
        return ImportPage("registry/imports/waiting.html", _head(detail, lead), notice)
    return ImportPage("registry/imports/waiting.html", _head(detail, lead), progress=progress)


def _mapping(detail: ImportDetail) -> ImportPage:
    choices = field_choices()
    lines = []
    for column in detail.preview.columns:
        badge = Badge(_("Not used"))
        if column.field:
            badge = Badge(_("Recognised"), "pine") if column.score >= _SURE else Badge(_("Please check"), "ochre")
        lines.append(
            ColumnLine(
                f"column-{column.index}",
                column.letter,
                column.heading or "—",
                "、".join(column.samples) or "—",
                (
                    ("", _("Do not use"), not column.field),
                    *((key, label, key == column.field) for key, label in choices),
                ),
                badge,
            )
        )
    fields = {column.field for column in detail.preview.columns}
    wanted = [] if has_names(fields) else [FIELDS["name"].label]
    wanted += [] if {"hamlet", "village"} & fields else [FIELDS["hamlet"].label]
    lead = _("For %(place)s. Look whether each column was understood, then have the file checked.")
    urls = {"sheet": address(detail, "sheet"), "check": address(detail, "check")}
    return ImportPage(
        "registry/imports/columns.html",
        _head(detail, lead % {"place": place_of(detail)}, (_discard(detail),)),
        _refusal(detail),
        is_warning=True,
        columns=tuple(lines),
        sheets=tuple((name, name == detail.row.sheet) for name in detail.preview.sheets),
        header_row=detail.preview.header_row,
        missing="、".join(_(label) for label in wanted),
        urls=urls,
    )


def _checked(detail: ImportDetail, given: Mapping[str, str]) -> ImportPage:
    found = detail.row.found
    faults, waiting = int(found.get("faults", 0)), detail.open_pairs
    refusal = _refusal(detail)
    why = ""
    if faults:
        why = ngettext("%(count)d fault is left.", "%(count)d faults are left.", faults) % {"count": faults}
    elif waiting:
        why = ngettext("%(count)d pair waits for an answer.", "%(count)d pairs wait for an answer.", waiting)
        why = why % {"count": waiting}
    nothing = not faults and not refusal and not (found.get("new") or found.get("changed"))
    commit = Action(
        _("Load into the registry"),
        address(detail, "commit"),
        "primary",
        posts=True,
        is_disabled=bool(why or refusal),
        why=why or refusal,
    )
    file = Action(_("File with faults marked"), address(detail, "faults"), icon="download", downloads=True)
    actions = (_discard(detail), *((file,) if detail.faults else ()), commit)
    lead = _("Nothing is written yet. For %(place)s, sheet %(sheet)s.")
    notice = refusal
    if not notice and faults:
        notice = _("Correct what must be corrected in the file, discard this import, and upload the file again.")
    elif not notice and nothing:
        notice = _("Everything in this file is in the registry already. Loading it changes nothing.")
    tab = given.get("tab") or ("faults" if detail.faults or not detail.preview.pairs else "pairs")
    page = ImportPage(
        "registry/imports/checked.html",
        _head(detail, lead % {"place": place_of(detail), "sheet": detail.row.sheet}, actions),
        notice,
        is_warning=bool(refusal),
        stats=stats(found),
        tabs=tabs(detail, tab),
    )
    return with_tab(page, detail, given, tab)


def _ended(detail: ImportDetail, given: Mapping[str, str]) -> ImportPage:
    row = detail.row
    committed = row.state == "committed"
    undo = Action(_("Undo this import"), kind="danger", dialog="undo")
    households = Action(
        _("Open the roster"), f"{reverse('registry_households')}?{urlencode({'place': row.place})}", "primary"
    )
    moment = row.committed_at if committed else row.undone_at
    when = timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""
    lead = (
        _("Loaded on %(when)s for %(place)s by %(who)s.") if committed else _("Undone on %(when)s. %(place)s, %(who)s.")
    )
    tab = given.get("tab") or "absent"
    page = ImportPage(
        "registry/imports/ended.html",
        _head(
            detail,
            lead % {"when": when, "place": place_of(detail), "who": row.actor_name},
            (undo, households) if committed else (),
        ),
        _refusal(detail),
        is_warning=True,
        stats=stats(row.found),
        urls={"undo": address(detail, "undo")},
    )
    return with_tab(page, detail, given, tab)
