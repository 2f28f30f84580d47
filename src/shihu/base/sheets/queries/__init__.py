"""Reading and writing spreadsheets."""

from shihu.base.sheets.queries.reading import read_workbook
from shihu.base.sheets.queries.rendering import render_csv, render_workbook

__all__ = ["read_workbook", "render_csv", "render_workbook"]
