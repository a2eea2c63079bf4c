"""What may be asked of a workbook, open or closed: read tables, write changes.

The closed file (closed.py) and later the live one answer the same port, so a
command says what shall stand where and never how a cell is written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from cuifei.domain.language import DEFAULT
from cuifei.domain.problems import Problem, Unreadable
from cuifei.ooxml.values import Cell, Link, RowLink


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row really stands that a table of ours only borrows: `table` is where we may write.

    `columns`: field -> column of that sheet, for the fields that a cell of the row says.
    """

    table: str
    sheet: str
    row: int
    columns: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class TableRows:
    """One table as it stands on its sheet: raw cells, not yet understood.

    `columns` maps each field that was found to its column number (1 is A);
    `header_row` and the keys of `rows` are sheet rows (1-based). Blank rows are
    left out. `lang` is the language of its headers. `part` names the package's
    table part, or is "" where the block is no Excel table. A cell with a
    formula that has no cached value is in `uncomputed` as (row, field). Rows right
    `below` an Excel table look like records, but the table does not hold them.

    In an adopted workbook rows may be read from the office's own sheets: their
    keys are then mere numbers and `places` says where they stand. `faults` are
    cells (row, field) that cannot be read, with why. `right` is the last column
    in use beside a block whose own columns end before it. `values_only`: no cell of the sheet
    computes or shows an error, so what was read of a cell is all that stands there.
    """

    name: str
    sheet: str
    header_row: int
    columns: Mapping[str, int]
    rows: Mapping[int, Mapping[str, Cell]]
    lang: str = DEFAULT
    part: str = ""
    uncomputed: frozenset[tuple[int, str]] = frozenset()
    below: tuple[int, ...] = ()
    places: Mapping[int, Place] = field(default_factory=dict)
    faults: Mapping[tuple[int, str], Unreadable] = field(default_factory=dict)
    right: int = 0
    values_only: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook as it was read. `digest`: SHA-256 of the file, to see whether it changed since.

    `adopted`: the office's own workbook, read as its sheet 映射 says; `problems`
    are what stood in the way there. A table "charges@2" is a block of theirs
    beside which our columns stand.
    """

    path: Path
    tables: Mapping[str, TableRows]
    digest: str
    lang: str = DEFAULT
    adopted: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Fill:
    """Write our columns beside rows that people typed: sheet row -> field -> value.

    In a table of ours it takes out what people typed (None), when a command has read it.
    """

    table: str
    cells: Mapping[int, Mapping[str, Cell]]


@dataclass(frozen=True, slots=True)
class Replace:
    """Let a table of ours hold exactly these rows, in this order.

    What people typed there, and columns that they added, stay with the row of
    the same key (layout.Table.key); a row that goes leaves its typed cells
    in the sheet 备忘, and gets them back from there if it returns.
    """

    table: str
    rows: Sequence[Mapping[str, "Cell | Link | RowLink"]]


@dataclass(frozen=True, slots=True)
class Append:
    """Add rows below the last one of a table (发函)."""

    table: str
    rows: Sequence[Mapping[str, Cell]]


@dataclass(frozen=True, slots=True)
class Update:
    """Change single cells in rows with these keys: key -> field -> value.

    A key is all key fields of one row; or a text: then it is the first key field,
    and every row that has it is meant (all units of one letter).
    """

    table: str
    cells: Mapping["str | tuple[str, ...]", Mapping[str, Cell]]


Change: TypeAlias = "Fill | Replace | Append | Update"


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A sheet of plain values to be added, with its merged ranges (closed files only)."""

    name: str
    rows: Sequence[Sequence[Cell]]
    merged: Sequence[tuple[int, int, int, int]] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did. `cells`: how many cells changed; 0 means that the file was not touched.

    `appended`: table -> the rows of its sheet that an Append added.
    """

    cells: int = 0
    backup: Path | None = None
    tables: tuple[str, ...] = field(default=())
    appended: Mapping[str, Sequence[int]] = field(default_factory=dict)
