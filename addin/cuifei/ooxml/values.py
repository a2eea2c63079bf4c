"""What may stand in a cell: a value, or a link."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

Cell: TypeAlias = "str | int | float | Decimal | date | bool | None"


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that shows `text` and opens `file` when clicked; its path starts at the workbook."""

    text: str
    file: str


@dataclass(frozen=True, slots=True)
class RowLink:
    """A cell that shows `text` and goes to the row of `sheet` whose column `letter` holds `key`.

    The row is looked up when it is clicked, so it may move in the meantime.
    """

    text: str
    sheet: str
    letter: str
    key: str
