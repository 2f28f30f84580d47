"""Pages of one unit's charter: to read and sign, to print, and its part of the unit's page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shihu.kernel.presentation import Action, Column, Empty, Fact, Link, PageHead, Row, Stat, Tab, Table
from shihu.services.units.queries import words
from shihu.services.units.queries.drawing import Names
from shihu.services.units.rules.charters import burden_of, differences, yuan
from shihu.services.units.types import CharterRow, Clause, ClauseChange, UnitCharters
from shihu.services.units.web.pages import wording


def charter_address(unit: str) -> str:
    """The page of a unit's charter."""
    return reverse("units_charter", kwargs={"key": unit})


@dataclass(frozen=True, slots=True)
class CharterPage:
    """A unit's charter in one version."""

    head: PageHead
    tabs: tuple[Tab, ...]
    empty: Empty | None
    charter: CharterRow | None
    burden: tuple[Stat, ...]
    state: str
    tone: str
    changes: tuple[ClauseChange, ...]
    compared: str
    shows_changes: bool
    changes_href: str
    signatures: Table | None
    waiting: str
    sign_href: str
    sign_question: str
    has_signed: bool


def charter_page(
    told: UnitCharters, *, names: Names, today: date, version: int | None, shows_changes: bool
) -> CharterPage:
    """Build the page of the version asked for, or else of the newest."""
    title = wording.unit_label(told.name, told.hamlet, told.ordinal, names)
    shown = next((row for row in told.versions if row.version == version), told.newest)
    back = Link(title, f"{reverse('units_unit', kwargs={'key': told.unit})}?place={told.hamlet}")
    acts = []
    if told.may_draft:
        label = _("New version") if told.versions else _("Draft the charter")
        acts.append(Action(label, reverse("units_charter_draft", kwargs={"key": told.unit}), icon="edit"))
    if shown is None:
        sentence = (
            _("Fill the blanks of the township's template; then every household reads and signs.")
            if told.may_draft
            else _("The head or the cadre drafts it; then every household reads and signs.")
        )
        return CharterPage(
            head=PageHead(_("Charter of %(unit)s") % {"unit": title}, back=back),
            tabs=(),
            empty=Empty(_("This unit has no charter yet"), sentence, tuple(acts)),
            charter=None,
            burden=(),
            state="",
            tone="",
            changes=(),
            compared="",
            shows_changes=False,
            changes_href="",
            signatures=None,
            waiting="",
            sign_href="",
            sign_question="",
            has_signed=False,
        )
    signed = {row.household for row in shown.signatures}
    waiting = tuple(s.householder for s in told.sitting if s.household not in signed)
    current = told.in_force(today)
    is_open = told.is_open and shown in (told.newest, current)
    if is_open and waiting and told.may_record:
        href = reverse("units_charter_paper", kwargs={"key": told.unit})
        acts.append(Action(_("Enter a signed sheet"), f"{href}?version={shown.version}", icon="edit"))
    href = reverse("units_charter_print", kwargs={"key": told.unit})
    acts.append(Action(_("Print for signing"), f"{href}?version={shown.version}", icon="print"))
    older = next((row for row in told.versions if row.version < shown.version), None)
    may_sign = is_open and told.own_household is not None and told.own_household not in signed
    state, tone = _state(shown, waiting, today)
    here = charter_address(str(told.unit))
    return CharterPage(
        head=PageHead(
            _("Charter of %(unit)s") % {"unit": title},
            _("%(title)s, version %(version)s, drafted by %(who)s on %(day)s")
            % {
                "title": shown.title,
                "version": shown.version,
                "who": shown.drafted_by,
                "day": localtime(shown.drafted_at).date().isoformat(),
            },
            tuple(acts),
            back=back,
        ),
        tabs=_versions(told, shown, here, today) if len(told.versions) > 1 else (),
        empty=None,
        charter=shown,
        burden=burden_stats(shown),
        state=state,
        tone=tone,
        changes=differences(older.clauses, shown.clauses) if older else (),
        compared=_("What changed since version %(version)s") % {"version": older.version} if older else "",
        shows_changes=shows_changes and older is not None,
        changes_href=f"{here}?version={shown.version}&changes=yes" if older else "",
        signatures=_signatures(shown, told),
        waiting=words.listed(list(waiting)),
        sign_href=reverse("units_charter_sign", kwargs={"key": told.unit}) if may_sign else "",
        sign_question=_question(shown),
        has_signed=told.own_household in signed,
    )


def burden_stats(charter: CharterRow) -> tuple[Stat, ...]:
    """What it asks of each household: in yuan and days, before anybody signs."""
    burden = burden_of(charter.values)
    return (
        Stat(_("Dues a year"), yuan(burden.dues), _("yuan, each household")),
        Stat(_("Voluntary work a year"), str(burden.labour_days), _("days, each household")),
    )


def _question(charter: CharterRow) -> str:
    burden = burden_of(charter.values)
    return _(
        "I have read it. Our household takes part of its own will: %(dues)s yuan and %(days)s days of work a year."
    ) % {"dues": yuan(burden.dues), "days": burden.labour_days}


def _state(shown: CharterRow, waiting: Sequence[str], today: date) -> tuple[str, str]:
    force = shown.force
    if force.since and force.until and force.until <= today:
        return _("Was in force from %(since)s to %(until)s.") % {"since": force.since, "until": force.until}, "plain"
    if force.since:
        told = _("In force since %(since)s.") % {"since": force.since}
        if waiting:
            told += " " + _("Joined since and still to sign: %(names)s.") % {"names": words.listed(list(waiting))}
        return told, "pine"
    told = ngettext(
        "Not in force yet: %(count)s household has still to sign.",
        "Not in force yet: %(count)s households have still to sign.",
        len(waiting),
    ) % {"count": len(waiting)}
    return told, "ochre"


def _versions(told: UnitCharters, shown: CharterRow, here: str, today: date) -> tuple[Tab, ...]:
    def label(row: CharterRow) -> str:
        named = _("Version %(number)s") % {"number": row.version}
        return f"{named} · {_('In force')}" if row.force.holds(today) else named

    return tuple(Tab(label(row), f"{here}?version={row.version}", row == shown) for row in told.versions)


def _signatures(shown: CharterRow, told: UnitCharters) -> Table:
    sitting = {s.household for s in told.sitting}
    columns = (
        Column("who", _("Household of"), names_row=True),
        Column("signer", _("Signed by")),
        Column("how", _("How")),
        Column("day", _("Signed on"), "date"),
    )
    how = {"phone": _("on the phone"), "paper": _("on paper")}
    rows = tuple(
        Row(
            (
                Link(row.householder, note="" if row.household in sitting else _("has left the unit")),
                row.signer,
                Link(how[row.how], note=row.sheet),
                row.signed_on.isoformat(),
            )
        )
        for row in shown.signatures
    )
    empty = Empty(_("Nobody has signed yet"), _("An adult of each household signs on the phone or on paper."))
    return Table(columns, rows, _("Signatures"), empty=empty, id="signatures")


@dataclass(frozen=True, slots=True)
class CharterPrint:
    """The sheet: clauses, what it asks, and a table to sign."""

    title: str
    lead: str
    clauses: tuple[Clause, ...]
    burden: tuple[Fact, ...]
    lines: tuple[tuple[str, str, str], ...]  # householder, signer, day
    sheet: str


def print_page(told: UnitCharters, shown: CharterRow, *, names: Names) -> CharterPrint:
    """Build the sheet: who signed already stands in it, the others find an empty line."""
    by_household = {row.household: row for row in shown.signatures}
    burden = burden_of(shown.values)
    lines = []
    for sitting in told.sitting:
        row = by_household.get(sitting.household)
        lines.append((sitting.householder, row.signer if row else "", row.signed_on.isoformat() if row else ""))
    return CharterPrint(
        title=shown.title,
        lead=_("%(unit)s · version %(version)s")
        % {"unit": wording.unit_label(told.name, told.hamlet, told.ordinal, names), "version": shown.version},
        clauses=shown.clauses,
        burden=(
            Fact(_("Dues a year, each household"), _("%(yuan)s yuan") % {"yuan": yuan(burden.dues)}),
            Fact(_("Voluntary work a year, each household"), _("%(days)s days") % {"days": burden.labour_days}),
        ),
        lines=tuple(lines),
        sheet=_("Sheet no. ________"),
    )


@dataclass(frozen=True, slots=True)
class CharterPart:
    """The charter on the page of its unit and on the member's own."""

    href: str
    state: str
    tone: str
    burden: tuple[Stat, ...]
    act: str
    is_for_me: bool


def part(told: UnitCharters, *, today: date) -> CharterPart:
    """Build the part: the version that waits for the reader, or else the one in force, or else the newest."""
    here = charter_address(str(told.unit))
    newest, current = told.newest, told.in_force(today)
    if newest is None:
        act = _("Draft the charter") if told.may_draft else ""
        href = reverse("units_charter_draft", kwargs={"key": told.unit}) if told.may_draft else here
        return CharterPart(href, _("This unit has no charter yet."), "plain", (), act, is_for_me=False)
    own = told.own_household
    mine = next(
        (
            row
            for row in (newest, current)
            if own and told.is_open and row and all(s.household != own for s in row.signatures)
        ),
        None,
    )
    shown = mine or current or newest
    signed = {row.household for row in shown.signatures}
    waiting = [s.householder for s in told.sitting if s.household not in signed]
    state, tone = _state(shown, waiting, today)
    act = _("Read and sign") if mine else _("Read the charter")
    return CharterPart(
        f"{here}?version={shown.version}", state, tone, burden_stats(shown), act, is_for_me=mine is not None
    )
