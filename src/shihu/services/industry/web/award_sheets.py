"""Award funds as spreadsheets: lists to fill in, lists that were filled, lists for the file and for the bank."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shihu.base.registry.types import HouseholdRow, Payee
from shihu.base.sheets.queries import read_workbook
from shihu.base.sheets.types import Cell, SheetColumn, SheetTable, Written, text
from shihu.kernel.money import decimal, in_words
from shihu.kernel.refusals import N_
from shihu.services.industry.errors.awards import ListHasFaults, SheetUnknown
from shihu.services.industry.types.awards import (
    ApplicationRow,
    AwardRuleRow,
    CheckedCount,
    ListFault,
    NewApplication,
    PaymentDetail,
    RoundDetail,
)
from shihu.services.industry.web.pages.awards import words
from shihu.services.industry.web.pages.bank_lists import account_cells, account_heads

# Headings stand among the first rows; titles and remarks may come before them.
_TOP = 12
_YES = {"是", "拒", "不予", "yes", "y", "1", "√", "x"}


def _heads() -> dict[str, str]:
    return {
        "code": pgettext("award", "Household code"),
        "householder": pgettext("industry", "Householder"),
        "hamlet": pgettext("award", "Hamlet"),
        "kind": pgettext("industry", "What they keep"),
        "quantity": pgettext("industry", "How many"),
        "signer": pgettext("award", "Who signed"),
        "counted": _("Counted on the spot"),
        "refused": pgettext("award", "Refused (yes)"),
        "reason": _("Why it differs, or why it is refused"),
    }


def blank_list(title: str, rule: AwardRuleRow, homes: Iterable[HouseholdRow]) -> SheetTable:
    """A list of every household of the village, to be filled at the doors and signed."""
    heads, names = _heads(), words.kind_names()
    kinds = tuple(names[item.kind] for item in rule.rule.items)
    columns = (
        SheetColumn(heads["code"], width=18),
        SheetColumn(heads["householder"], width=12),
        SheetColumn(heads["hamlet"], width=16),
        SheetColumn(heads["kind"], width=14, choices=kinds, strict=True, required=True),
        SheetColumn(heads["quantity"], "whole", 10, required=True),
        SheetColumn(heads["signer"], width=14, required=True),
    )
    rows = [
        (home.code, home.householder, words.place_label(home.hamlet_name, home.hamlet_name_en), None, None, None)
        for home in homes
    ]
    above = ((_("Fill in only who applies. For a second kind copy the household's line."),),)
    return SheetTable(pgettext("award", "Applications"), columns, rows, title, above, spare_rows=200)


def check_list(title: str, rows: Sequence[ApplicationRow]) -> SheetTable:
    """The applications that wait, to be taken along and filled on the spot."""
    heads, names = _heads(), words.kind_names()
    columns = (
        SheetColumn(heads["code"], width=18),
        SheetColumn(heads["householder"], width=12),
        SheetColumn(heads["hamlet"], width=16),
        SheetColumn(heads["kind"], width=14),
        SheetColumn(heads["quantity"], "whole", 10),
        SheetColumn(heads["counted"], "whole", 12, required=True),
        SheetColumn(heads["refused"], width=12),
        SheetColumn(heads["reason"], width=40),
    )
    lines: list[tuple[Written, ...]] = [
        (
            row.code,
            row.householder,
            words.place_label(row.hamlet_name, row.hamlet_name_en),
            names.get(row.kind, row.kind),
            row.quantity,
            None,
            None,
            None,
        )
        for row in rows
    ]
    above = ((_("A line without a count stays to be checked."),),)
    return SheetTable(_("Checks on the spot"), columns, lines, title, above)


def applied_in(content: bytes, name: str) -> list[NewApplication]:
    """Read a filled list of applications; lines without a kind or a quantity are left out."""
    lines, header, at = _read(content, name, ("code", "kind", "quantity", "signer"))
    kinds = _kinds_meant()
    rows: list[NewApplication] = []
    faults: list[ListFault] = []
    for number, line in _lines(lines, header):
        given = {part: text(line[column]).strip() for part, column in at.items()}
        if not given["kind"] and not given["quantity"]:
            continue
        quantity = _whole(given["quantity"])
        kind = kinds.get(given["kind"])
        if kind is None:
            faults.append(_fault(number, given, N_("“%(given)s” is no kind of courtyard farming."), given["kind"]))
        elif quantity is None:
            faults.append(_fault(number, given, N_("“%(given)s” is no whole number."), given["quantity"]))
        else:
            rows.append(NewApplication(given["code"], kind, quantity, given["signer"]))
    if faults:
        raise ListHasFaults(faults)
    return rows


def checked_in(content: bytes, name: str, waiting: Sequence[ApplicationRow]) -> list[CheckedCount]:
    """Read a filled list of checks; lines without a count or a refusal are left out."""
    lines, header, at = _read(content, name, ("code", "kind", "counted", "refused", "reason"))
    kinds = _kinds_meant()
    known: Mapping[tuple[str, str], UUID] = {(row.code, row.kind): row.key for row in waiting}
    rows: list[CheckedCount] = []
    faults: list[ListFault] = []
    for number, line in _lines(lines, header):
        given = {part: text(line[column]).strip() for part, column in at.items()}
        refused = given["refused"].lower() in _YES
        if not given["counted"] and not refused:
            continue
        application = known.get((given["code"], kinds.get(given["kind"], "")))
        counted = 0 if refused else _whole(given["counted"])
        if application is None:
            sentence = N_("No application of %(given)s waits for a check.")
            faults.append(_fault(number, given, sentence, f"{given['code']} {given['kind']}"))
        elif counted is None:
            faults.append(_fault(number, given, N_("“%(given)s” is no whole number."), given["counted"]))
        else:
            rows.append(CheckedCount(application, counted, refused, given["reason"]))
    if faults:
        raise ListHasFaults(faults)
    return rows


def _fault(row: int, given: Mapping[str, str], sentence: str, said: str) -> ListFault:
    return ListFault(row, given["code"], "sheet", sentence, {"given": said})


def _kinds_meant() -> dict[str, str]:
    """Every name of a kind, in both languages, with its key."""
    found: dict[str, str] = {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            found |= {text(name): key for key, name in words.kind_names().items()}
    return found


def _read(content: bytes, name: str, parts: Sequence[str]) -> tuple[Sequence[Sequence[Cell]], int, dict[str, int]]:
    """Return the rows of the first sheet, which of them has the headings, and the column of each part.

    Headings may be in either language; the row that has most of them is taken.
    """
    sheet = next(one for one in read_workbook(content, name).sheets if not one.is_empty)
    known: dict[str, str] = {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            known |= {text(heading): part for part, heading in _heads().items() if part in parts}
    found = [
        {known[said]: column for column, cell in enumerate(row) if (said := text(cell).strip()) in known}
        for row in sheet.rows[:_TOP]
    ]
    header = max(range(len(found)), key=lambda number: len(found[number]))
    missing = [_heads()[part] for part in parts if part not in found[header]]
    if missing:
        raise SheetUnknown("file", columns="、".join(missing))
    return sheet.rows, header, found[header]


def _lines(rows: Sequence[Sequence[Cell]], header: int) -> Iterable[tuple[int, Sequence[Cell]]]:
    """Return the rows below the headings, each with its number in the file."""
    return enumerate(rows[header + 1 :], start=header + 2)


def _whole(given: str) -> int | None:
    plain = given.removesuffix(".0").replace(",", "")
    return int(plain) if plain.lstrip("-").isdigit() and len(plain) < 10 else None


def applications_sheet(title: str, rows: Sequence[ApplicationRow]) -> SheetTable:
    """Every application with its check."""
    heads, names = _heads(), words.kind_names()
    columns = (
        SheetColumn(heads["code"], width=18),
        SheetColumn(heads["householder"], width=12),
        SheetColumn(heads["hamlet"], width=16),
        SheetColumn(heads["kind"], width=14),
        SheetColumn(pgettext("award", "Said"), "whole", 10),
        SheetColumn(pgettext("award", "Counted"), "whole", 10),
        SheetColumn(pgettext("award", "State"), width=12),
        SheetColumn(heads["reason"], width=36),
        SheetColumn(pgettext("award", "Checked by"), width=12),
    )
    lines: list[tuple[Written, ...]] = [
        (
            row.code,
            row.householder,
            words.place_label(row.hamlet_name, row.hamlet_name_en),
            names.get(row.kind, row.kind),
            row.quantity,
            row.check.counted if row.check else None,
            words.application_badge(row.state).text,
            row.check.reason if row.check else "",
            row.check.by if row.check else "",
        )
        for row in rows
    ]
    return SheetTable(pgettext("award", "Applications"), columns, lines, title)


def round_sheet(title: str, detail: RoundDetail) -> SheetTable:
    """A round household by household and kind by kind."""
    heads, names = _heads(), words.kind_names()
    columns = (
        SheetColumn(heads["code"], width=18),
        SheetColumn(heads["householder"], width=12),
        SheetColumn(heads["hamlet"], width=16),
        SheetColumn(heads["kind"], width=14),
        SheetColumn(pgettext("award", "Counted"), "whole", 10),
        SheetColumn(_("By the rules (yuan)"), "money", 14),
        SheetColumn(pgettext("award", "Award (yuan)"), "money", 14),
    )
    lines: list[tuple[Written, ...]] = [
        (
            line.code,
            line.householder,
            words.place_label(line.hamlet_name, line.hamlet_name_en),
            names.get(share.kind, share.kind),
            share.quantity,
            decimal(share.asked),
            decimal(share.amount),
        )
        for line in detail.lines
        for share in line.shares
    ]
    lines.append(
        (
            pgettext("award", "Together"),
            "",
            "",
            "",
            None,
            decimal(detail.row.asked),
            decimal(detail.row.amount),
        )
    )
    return SheetTable(pgettext("award", "Awards"), columns, lines, title)


def payment_sheet(title: str, detail: PaymentDetail, payees: Mapping[str, Payee]) -> SheetTable:
    """The list for the bank."""
    heads, row = _heads(), detail.row
    columns = (
        SheetColumn(pgettext("industry", "No."), "whole", 6),
        SheetColumn(heads["code"], width=18),
        SheetColumn(heads["householder"], width=12),
        SheetColumn(heads["hamlet"], width=16),
        *account_heads(),
        SheetColumn(pgettext("award", "Amount (yuan)"), "money", 14),
        SheetColumn(_("Signature or stamp"), width=16),
    )
    rows: list[tuple[Written, ...]] = [
        (
            number,
            line.code,
            line.householder,
            words.place_label(line.hamlet_name, line.hamlet_name_en),
            *account_cells(payees.get(line.code)),
            decimal(line.amount),
            None,
        )
        for number, line in enumerate(detail.lines, start=1)
    ]
    rows.append(
        (None, pgettext("award", "Together"), in_words(row.amount), "", *account_cells(None), decimal(row.amount), None)
    )
    above = (
        (
            _("Payment list %(document)s of %(day)s, %(households)s households")
            % {"document": row.document, "day": row.day.isoformat(), "households": row.households},
        ),
    )
    return SheetTable(pgettext("award", "Payment list"), columns, rows, title, above)
