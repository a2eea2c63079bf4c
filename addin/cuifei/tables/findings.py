"""What is wrong in one table, and in which cell? Problems are collected here with their places."""

from dataclasses import dataclass, field

from cuifei.domain.problems import Message, Problem, Unreadable, say, say_n
from cuifei.ooxml.a1 import column_letters
from cuifei.tables.port import TableRows

# Of one kind of note in one column so many are told cell by cell; the rest is told as a count.
TOLD = 20


@dataclass(slots=True)
class Findings:
    """The Problems of one table; places are written as "应收!D7"."""

    block: TableRows
    _noted: list[tuple[int, Problem]] = field(default_factory=list)
    _folded: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    _last: dict[tuple[str, str], Message] = field(default_factory=dict)

    def place(self, column: str, row: int, last: int = 0) -> str:
        """Return where a cell is; without such a column where the row is, without row the sheet."""
        if not row:
            return self.block.sheet
        columns, sheet = self.block.columns, self.block.sheet
        if spot := self.block.places.get(row):
            end_spot = self.block.places.get(last)
            last = end_spot.row if end_spot and end_spot.sheet == spot.sheet else 0
            columns, sheet, row = spot.columns, spot.sheet, spot.row
        number = columns.get(column)
        letter = column_letters(number) if number else ""
        end = f":{letter}{last}" if last > row else ""
        return f"{sheet}!{letter}{row}{end}"

    def shown(self, row: int) -> "str | int":
        """Return a row as a person finds it; with its sheet where rows come from several."""
        spot = self.block.places.get(row)
        return f"{spot.sheet}!{spot.row}" if spot else row

    def add(self, column: str, row: int, what: Message, remedy: Message) -> None:
        """Add a Problem of the cell in that column (a field) and sheet row."""
        self._noted.append((row, Problem(self.place(column, row), what, remedy)))

    def fold(self, column: str, row: int, what: Message, remedy: Message) -> None:
        """Add a Problem that may stand in thousands of rows: from the 21st on only counted."""
        kind = (column, what.text)
        rows = self._folded.setdefault(kind, [])
        rows.append(row)
        if len(rows) <= TOLD:
            self.add(column, row, what, remedy)
        self._last[kind] = remedy

    def note(self, column: str, row: int, what: Message) -> None:
        """Add that a cell was read, but had to be understood."""
        self.fold(column, row, what, say("Check that this is what was meant"))

    def left_out(self, column: str, row: int, error: Unreadable) -> None:
        """Add that a cell which the row cannot do without is unreadable."""
        self.add(column, row, say("{what}; the row is left out", what=error.what), error.remedy)

    def ignored(self, column: str, row: int, error: Unreadable) -> None:
        """Add that a cell which the row can do without is unreadable."""
        self.add(column, row, say("{what}; the cell is not used", what=error.what), error.remedy)

    def problems(self) -> tuple[Problem, ...]:
        """Return all Problems in the order of the rows, then what was only counted."""
        ordered = [problem for _, problem in sorted(self._noted, key=lambda pair: pair[0])]
        for (column, _), rows in self._folded.items():
            if len(rows) > TOLD:
                counted = rows[TOLD:]
                what = say_n(
                    "{n} more cell like those above in this column",
                    "{n} more cells like those above in this column",
                    len(counted),
                )
                where = self.place(column, counted[0], counted[-1])
                ordered.append(Problem(where, what, self._last[(column, _)]))
        return tuple(ordered)
