"""Which number format has a column of ours, and which colour an age?"""

from cuifei.ooxml.styles_xml import DAY, GENERAL, MONEY, TEXT, WHOLE
from cuifei.tables.layout import Column
from cuifei.tables.sentences import SENTENCES

# Short texts are numbers and keys: as text they stay what they are when somebody edits them.
_SHORT = 24
# Months overdue from ... -> fill, letter colour; bold from 6 months.
AGES = (
    (12, "F0B571", "000000", True),
    (6, "F7CF9C", "000000", True),
    (3, "FBE3C4", "000000", False),
    (1, "FEF5E8", "000000", False),
)


def format_of(column: Column) -> str:
    """Return the number format of a column's kind: the one that it has in a new ledger."""
    if column.kind == "date":
        return DAY
    if column.kind == "money":
        return MONEY
    if column.kind == "count":
        return WHOLE
    if column.kind in ("any", "code") or column.field in SENTENCES:
        return GENERAL
    return TEXT if column.width <= _SHORT else GENERAL
