"""What is a sheet? Rows of cells as they stand, and its merged ranges; nothing understood yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cuifei.files import limits
from cuifei.ooxml.values import Cell

Ref = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows of cells, and its merged ranges (first row, first column, last, last)."""

    name: str
    rows: Sequence[Sequence[Cell]]
    merged: tuple[Ref, ...] = ()
    uncomputed: frozenset[tuple[int, int]] = frozenset()
    fill: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def at(self, row: int, column: int) -> Cell:
        """Return the cell (1-based), None where nothing stands."""
        if not 0 < row <= len(self.rows):
            return None
        cells = self.rows[row - 1]
        return cells[column - 1] if 0 < column <= len(cells) else None

    def seen(self, row: int, column: int) -> Cell:
        """Return the cell as a person sees it: a merged range shows its first cell."""
        cell = self.at(row, column)
        origin = self.fill.get((row, column)) if cell is None else None
        return self.at(*origin) if origin else cell

    @property
    def width(self) -> int:
        """How many columns are in use."""
        return max((len(row) for row in self.rows), default=0)


def made(
    name: str,
    rows: Sequence[Sequence[Cell]],
    merged: Iterable[Ref] = (),
    uncomputed: frozenset[tuple[int, int]] = frozenset(),
) -> Sheet:
    """Return a sheet of these cells."""
    ranges = tuple(merged)
    width = max(map(len, rows), default=0)
    fill: dict[tuple[int, int], tuple[int, int]] = {}
    for top, left, bottom, right in ranges:
        # Only cells of the sheet show what stands in the first cell of their range.
        inside = range(top, min(bottom, len(rows)) + 1)
        if len(fill) + len(inside) * (min(right, width) - left + 1) > limits.MOST_CELLS:
            raise ValueError(f"{name}: merged ranges cover more than the sheet")
        for row in inside:
            for column in range(left, min(right, width) + 1):
                if (row, column) != (top, left):
                    fill[row, column] = (top, left)
    return Sheet(name, rows, ranges, uncomputed, fill)
