"""Spreadsheets as plain values, and what their cells say."""

from shihu.base.sheets.types.cells import (
    EXACT_DIGITS,
    as_date,
    column_letter,
    column_number,
    header_row,
    lost_digits,
    text,
)
from shihu.base.sheets.types.tables import (
    Cell,
    Kind,
    Limits,
    Mark,
    Sheet,
    SheetColumn,
    SheetTable,
    Span,
    Trouble,
    Workbook,
    Written,
)

__all__ = [
    "EXACT_DIGITS",
    "Cell",
    "Kind",
    "Limits",
    "Mark",
    "Sheet",
    "SheetColumn",
    "SheetTable",
    "Span",
    "Trouble",
    "Workbook",
    "Written",
    "as_date",
    "column_letter",
    "column_number",
    "header_row",
    "lost_digits",
    "text",
]
