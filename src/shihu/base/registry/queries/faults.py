"""What is wrong with a sheet that somebody uploaded, in the reader's language."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from shihu.base.registry.rules.roster.sentences import SENTENCES
from shihu.base.registry.types.imports import Fault
from shihu.kernel.presentation import Column, Row, Table

MOST_SHOWN = 200


def fault_words(fault: Fault) -> tuple[str, str]:
    """Return what is wrong and what to do."""
    sentence = SENTENCES[fault.code]
    return str(_(sentence.wrong)) % fault.values, str(_(sentence.remedy)) % fault.values


def fault_table(faults: Sequence[Fault]) -> Table:
    """Return the first faults as a table: cell, heading, what stands there, what is wrong, what to do."""
    columns = (
        Column("where", _("Cell"), names_row=True),
        Column("heading", _("Column")),
        Column("value", _("What stands there")),
        Column("wrong", _("What is wrong")),
        Column("remedy", _("What to do")),
    )
    rows = tuple(
        Row((f"{fault.sheet}!{fault.cell}", fault.heading, fault.value, *fault_words(fault)))
        for fault in faults[:MOST_SHOWN]
    )
    return Table(columns, rows, _("Faults of the sheet"), id="faults", shows_caption=True)
