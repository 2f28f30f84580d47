"""The page of the audit."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shihu.base.audit import queries
from shihu.base.audit.types import AuditRow
from shihu.base.places.queries import names
from shihu.base.places.types import PlaceRow
from shihu.fronts.desk.web.kinds import KINDS
from shihu.fronts.desk.web.words import ACTIONS
from shihu.kernel.actors import Actor
from shihu.kernel.places import Level
from shihu.kernel.presentation import (
    Choice,
    Column,
    Empty,
    Filter,
    Link,
    PageHead,
    Pager,
    Row,
    Table,
    asked_page,
)

_SIZE = 50
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class AuditPage:
    """The newest changes in the actor's area."""

    head: PageHead
    table: Table


def audit_page(actor: Actor, given: Mapping[str, str]) -> AuditPage:
    """Build the page; the address may narrow it to a place and to one kind of action."""
    place, action = given.get("place", "").strip(), given.get("action", "")
    # Ask for what the address says; a bookmark beyond the end is brought back into range.
    asked = asked_page(given, 10**9, _SIZE)
    rows, total = queries.entries(actor=actor, place=place, action=action, offset=asked.offset, limit=_SIZE)
    pager = asked_page(given, total, _SIZE)
    if pager != Pager(asked.number, _SIZE, total):
        rows, total = queries.entries(actor=actor, place=place, action=action, offset=pager.offset, limit=_SIZE)
    known = names({row.place for row in rows if row.place})
    table = Table(
        columns=(
            Column("at", _("When"), "date"),
            Column("who", _("Who"), "date"),
            Column("what", _("What"), "date", names_row=True),
            Column("record", _("Record")),
            Column("place", _("Place"), "date"),
            Column("change", _("Old and new")),
            Column("number", _("No."), "number"),
        ),
        rows=tuple(_line(row, known) for row in rows),
        caption=_("Changes"),
        filters=(
            Filter("place", _("Place code"), place),
            Filter("action", _("What"), action, _choices(), _("Everything")),
        ),
        pager=pager,
        empty=Empty(_("Nothing has been changed here yet"), _("Every change of a record will stand here.")),
        layout="scroll",
    )
    lead = _("Who did what to which record. Entries are chained: none can be altered or dropped unnoticed.")
    return AuditPage(PageHead(_("Audit"), lead), table)


def _line(row: AuditRow, known: Mapping[str, PlaceRow]) -> Row:
    place = known.get(row.place)
    return Row(
        (
            timezone.localtime(row.at).strftime("%Y-%m-%d %H:%M"),
            row.actor_name,
            _(ACTIONS.get(row.action, row.action)),
            _record(row),
            place.label(get_language() or "zh-hans") if place else row.place,
            _changes(row),
            str(row.number),
        )
    )


def _choices() -> tuple[Choice, ...]:
    """Offer each name once; several actions that are called the same on screen share the first."""
    by_name: dict[str, str] = {}
    for action, name in ACTIONS.items():
        by_name.setdefault(_(name), action)
    return tuple(Choice(action, name) for name, action in sorted(by_name.items()))


def _record(row: AuditRow) -> Link:
    """Name the record, and lead to it where it has a page."""
    kind = _(KINDS.get(row.subject_kind, row.subject_kind))
    if row.subject_kind == "household":
        return Link(row.subject, reverse("desk_household", kwargs={"code": row.subject}), kind)
    if row.subject_kind == "place" and len(row.subject) in Level._value2member_map_:
        return Link(row.subject, reverse("desk_place", kwargs={"code": row.subject}), kind)
    if row.subject_kind == "formation":
        return Link(row.subject[:13], reverse("units_formation", kwargs={"key": row.subject}), kind)
    if row.subject_kind == "unit":
        return Link(row.subject[:13], reverse("units_unit", kwargs={"key": row.subject}), kind)
    return Link(row.subject[:13], note=kind)


def _changes(row: AuditRow) -> str:
    shown = "; ".join(f"{name}: {_short(old)} → {_short(new)}" for name, old, new in row.changes)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"


def _short(value: object) -> str:
    text = "–" if value is None else str(value)
    return text if len(text) <= 24 else f"{text[:23]}…"
