"""The page of the audit."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from shihu.base.audit import queries
from shihu.base.audit.types import AuditRow
from shihu.fronts.desk.web.words import ACTIONS
from shihu.kernel.actors import Actor
from shihu.kernel.presentation import Column, Empty, Filter, Link, PageHead, Row, Table

_HERE = ZoneInfo("Asia/Shanghai")
_SIZE = 100


@dataclass(frozen=True, slots=True)
class AuditPage:
    """The newest changes in the actor's area."""

    head: PageHead
    table: Table


def audit_page(actor: Actor, given: Mapping[str, str]) -> AuditPage:
    """Build the page; the address may narrow it to a place."""
    place = given.get("place", "").strip()
    rows = queries.entries(actor=actor, place=place, limit=_SIZE)
    table = Table(
        columns=(
            Column("number", _("No."), "number"),
            Column("at", _("When"), "date"),
            Column("who", _("Who")),
            Column("what", _("What"), names_row=True),
            Column("record", _("Record")),
            Column("place", _("Place code")),
            Column("change", _("Old and new")),
        ),
        rows=tuple(
            Row(
                (
                    row.number,
                    row.at.astimezone(_HERE).strftime("%Y-%m-%d %H:%M"),
                    row.actor_name,
                    _(ACTIONS.get(row.action, row.action)),
                    _record(row),
                    row.place,
                    _changes(row),
                )
            )
            for row in rows
        ),
        caption=_("The newest %(count)s changes") % {"count": _SIZE},
        filters=(Filter("place", _("Place code"), place),),
        empty=Empty(_("Nothing has been changed here yet"), _("Every change of a record will stand here.")),
    )
    lead = _("Who did what to which record. Entries are chained: none can be altered or dropped unnoticed.")
    return AuditPage(PageHead(_("Audit"), lead), table)


def _record(row: AuditRow) -> Link:
    """Name the record, and lead to it where it has a page."""
    if row.subject_kind == "household":
        return Link(row.subject, reverse("desk_household", kwargs={"code": row.subject}))
    return Link(f"{row.subject_kind} {row.subject}")


def _changes(row: AuditRow) -> str:
    shown = [f"{name}: {_short(old)} → {_short(new)}" for name, old, new in row.changes[:4]]
    more = len(row.changes) - len(shown)
    return "; ".join(shown) + (f" (+{more})" if more > 0 else "")


def _short(value: object) -> str:
    text = "–" if value is None else str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
