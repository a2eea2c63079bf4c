"""A workbook while a change is planned: its tables, and in the end the parts that change.

Nothing is written here. A draft is made from the file as it stands, changes
are applied to it (changes.py), and closed.py swaps the file if any part differs.
"""

import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from cuifei.domain.problems import CuifeiError, say
from cuifei.newbook.dashboard import transplant
from cuifei.ooxml import a1, book_xml, cell_xml, package, sheet_xml
from cuifei.ooxml.cell_xml import Formula
from cuifei.ooxml.package import Package, TablePart
from cuifei.ooxml.shared_strings import Strings
from cuifei.ooxml.styles_xml import Styles
from cuifei.ooxml.zip_raw import Source
from cuifei.tables import layout
from cuifei.tables.port import Book, NewSheet, TableRows
from cuifei.workbook import colours, table_xml, values_xml
from cuifei.workbook.grid import Grid, Tools
from cuifei.workbook.sheet_draft import SheetDraft


@dataclass(frozen=True, slots=True)
class Needs:
    """What the changes to one table touch: these fields, and whether rows move."""

    fields: tuple[str, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """The members of the file that change."""

    replaced: dict[str, Source] = field(default_factory=dict)
    added: dict[str, Source] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()


class Draft:
    """The planned state of one workbook. `plain` False: sheets go through a real parser first."""

    def __init__(
        self,
        book: Book,
        pack: Package,
        file: zipfile.ZipFile,
        needs: Mapping[str, Needs],
        plain: bool = True,
    ) -> None:
        self.book, self.pack = book, pack
        self._file, self._needs, self._plain = file, needs, plain
        if pack.styles and pack.styles not in file.namelist():
            raise sheet_xml.Malformed(pack.styles)
        self.styles = Styles(file.read(pack.styles) if pack.styles else b"")
        self.tools = Tools(Strings(file, pack.strings), self.styles, pack.date1904)
        self.grids: dict[str, Grid] = {}
        self._sheets: dict[str, SheetDraft] = {}
        self._parts = book_xml.BookParts(file, pack)
        self._new_tables: dict[str, bytes] = {}

    def has(self, name: str) -> bool:
        """Return whether the workbook has that table already, or will have."""
        return name in self.book.tables or name in self.grids

    def grid(self, name: str) -> Grid:
        """Return a table, made with its sheet where the workbook has none."""
        if name not in self.grids:
            table = layout.BY_NAME[name.partition("@")[0]]
            spot = self.book.tables.get(name)
            grid = self._open(table, spot) if spot else self._make(table)
            needs = self._needs.get(name, Needs((), True))
            self.grids[name] = grid
            grid.load(needs.fields, needs.whole)
            if "@" in name:
                colours.colour(grid, self.book)
        return self.grids[name]

    def _open(self, table: layout.Table, spot: TableRows) -> Grid:
        part = next((part for part in self.pack.tables if part.part == spot.part), None)
        if spot.part and part is None:
            raise KeyError(spot.part)
        return Grid(table, spot, part, self._sheet(spot.sheet), self.tools)

    def _sheet(self, name: str) -> SheetDraft:
        if name not in self._sheets:
            part = self.pack.sheets[name]
            taken = [table_part.ref for table_part in self.pack.tables if table_part.sheet == name]
            self._sheets[name] = SheetDraft(name, part, self._source(part), taken)
        return self._sheets[name]

    def _source(self, part: str) -> Callable[[], Iterator[sheet_xml.Piece]]:
        if self._plain:
            return partial(package.pieces, self._file, part)
        data = sheet_xml.normal(self._file.read(part))
        return lambda: sheet_xml.split([data])

    def _make(self, table: layout.Table) -> Grid:
        name = table.called(self.book.lang)
        if self.book.adopted and name.lower() in self._parts.names:
            name = f"{name}(催费)"  # the office has a sheet of that name, and keeps it
        if name.lower() in self._parts.names:
            raise CuifeiError(
                say(
                    "the sheet {sheet} holds another table than the one that belongs there",
                    sheet=name,
                ),
                say("Give that sheet another name, and run again"),
                name,
            )
        word = table_xml.free_name(name.partition("(")[0], self._parts.taken_names())
        if table.name in transplant.SHEETS:
            return self._plant(table, name, word)
        sheet, part, number = self._parts.add_sheet(name, hidden=table in layout.HIDDEN)
        self._parts.set_printing(name, {"_xlnm.Print_Titles": "$1:$1"})
        self._new_tables[part] = table_xml.new_table(table, self.book.lang, number, word)
        data = table_xml.new_sheet(table, self.book.lang, self.styles)
        self._sheets[name] = SheetDraft(name, sheet, lambda: sheet_xml.split([data]))
        columns = {column.field: place for place, column in enumerate(table.columns, 1)}
        spot = TableRows(table.name, name, 1, columns, {}, self.book.lang, part)
        words = tuple(table_xml.headers(table, self.book.lang))
        ref = (1, 1, 2, len(columns))
        return Grid(
            table,
            spot,
            TablePart(part, word, name, ref, words, False),
            self._sheets[name],
            self.tools,
        )

    def add_values(self, new: NewSheet) -> None:
        """Add a sheet of values at the end of the workbook; its name must be free."""
        data = values_xml.sheet(new, self.styles, self.pack.date1904)
        self._parts.add_plain_sheet(new.name, data)

    def _plant(self, table: layout.Table, name: str, word: str) -> Grid:
        """Return a table of the dashboard, made with its sheet as a new ledger has them."""
        numbers = self.grid("dashboard_data").spot if table is layout.DASHBOARD else None
        plant = transplant.plant(table, self.book.lang, self.styles, numbers)
        sheet, part, number = self._parts.add_sheet(name, hidden=table in layout.HIDDEN)
        self._parts.set_printing(name, plant.prints)
        if plant.charts:
            self._parts.add_drawing(sheet, plant.drawing, plant.charts)
        self._new_tables[part] = transplant.named(plant.table, number, word)
        self._sheets[name] = SheetDraft(name, sheet, lambda: sheet_xml.split([plant.sheet]))
        top, left, _, _ = plant.ref
        columns = {column.field: place for place, column in enumerate(table.columns, left)}
        spot = TableRows(table.name, name, top, columns, {}, self.book.lang, part)
        words = tuple(table_xml.headers(table, self.book.lang))
        table_part = TablePart(part, word, name, plant.ref, words, False)
        return Grid(table, spot, table_part, self._sheets[name], self.tools)

    def cells(self) -> int:
        """Return how many cells get another content, and not merely another look."""
        return sum(
            1
            for sheet in self._sheets.values()
            for row, edits in sheet.edits.items()
            for column, raw in edits.items()
            if sheet_xml.holds(raw) or self._held(sheet, row, column)
        )

    def _held(self, sheet: SheetDraft, row: int, column: int) -> bool:
        grids = (grid for grid in self.grids.values() if grid.sheet is sheet)
        return any(sheet_xml.holds(grid.old.get(row, {}).get(column, b"")) for grid in grids)

    def changes(self) -> bool:
        """Return whether anything in the file would change."""
        return any(self._changes(grid) for grid in self.grids.values())

    def touched(self) -> tuple[str, ...]:
        """Return the names of the tables that change, or whose sheet does."""
        return tuple(name for name, grid in self.grids.items() if self._changes(grid))

    def _changes(self, grid: Grid) -> bool:
        new = grid.spot.part in self._new_tables
        return new or grid.stretch() is not None or any(grid.sheet.edits.values())

    def sheets(self) -> list[SheetDraft]:
        """Return the sheets in which cells change."""
        return [sheet for sheet in self._sheets.values() if any(sheet.edits.values())]

    def finish(self) -> Parts:
        """Return the parts that change. Raises CuifeiError for formulas that would break."""
        parts = Parts()
        cleared = self._settle_formulas()
        dropped = self._settle_chain(cleared, parts)
        if self.pack.calc_chain or self._computes():
            self._parts.calculate_on_load()
        for grid in self.grids.values():
            self._settle_table(grid, parts)
        for sheet in self._sheets.values():
            if sheet.part in self._parts.added:
                self._parts.added[sheet.part] = b"".join(sheet.patched())
            elif any(sheet.edits.values()):
                parts.replaced[sheet.part] = sheet.patched
        self._parts.added.update(self._new_tables)
        if self.styles.changed:
            parts.replaced[self.pack.styles] = _of(self.styles.data())
        parts.replaced.update({n: _of(data) for n, data in self._parts.changed().items()})
        parts.added.update({n: _of(data) for n, data in self._parts.added.items()})
        return Parts(parts.replaced, parts.added, dropped)

    def _computes(self) -> bool:
        rows = (row for sheet in self.sheets() for row in sheet.edits.values())
        return any(b"<f>" in b"".join(row.values()) for row in rows)

    def _settle_table(self, grid: Grid, parts: Parts) -> None:
        stretch = grid.stretch()
        if stretch:
            grid.sheet.stretches.append(stretch)
        if grid.part is None or not (stretch or grid.added or grid.sorted):
            return
        new = grid.part.part in self._new_tables
        data = self._new_tables[grid.part.part] if new else self._file.read(grid.part.part)
        words = [column.called(grid.spot.lang) for column in grid.added]
        data = table_xml.resized(data, grid.ref, grid.totals, words, grid.sorted)
        if not new:
            parts.replaced[grid.part.part] = _of(data)
        else:
            self._new_tables[grid.part.part] = data

    def _settle_chain(self, cleared: set[tuple[str, str]], parts: Parts) -> frozenset[str]:
        chain = self.pack.calc_chain
        if not chain or not cleared:
            return frozenset()
        data = book_xml.without(self._file.read(chain), cleared)
        if data:
            parts.replaced[chain] = _of(data)
            return frozenset()
        self._parts.drop(chain)
        return frozenset({chain})

    def _settle_formulas(self) -> set[tuple[str, str]]:
        """Return the cells that compute no more; those that shared their formula get it spelt."""
        cleared: set[tuple[str, str]] = set()
        masters: dict[str, set[str]] = {}
        for grid in self.grids.values():
            number = self.pack.sheet_ids.get(grid.sheet.name, "")
            for row, column, formula in _overwritten(grid):
                place = a1.address(row, column)
                self._check_array(grid, place, formula)
                new = grid.raw(row, column)
                if new is None or not cell_xml.has_formula(new):
                    cleared.add((number, place))
                if formula.kind == "shared" and formula.ref:
                    masters.setdefault(grid.sheet.name, set()).add(formula.shared)
        for name, groups in masters.items():
            self._spell(self._sheets[name], groups)
        return cleared

    def _check_array(self, grid: Grid, place: str, formula: Formula) -> None:
        wide = formula.ref not in ("", place)
        if formula.kind in ("array", "dataTable") and wide:
            where = f"{grid.sheet.name}!{place}"
            raise CuifeiError(
                say(
                    "the formula in {place} fills several cells and cannot be moved or written "
                    "over one by one",
                    place=where,
                ),
                say("Put that formula outside the table, or delete it, and run again"),
                where,
            )

    def _spell(self, sheet: SheetDraft, groups: set[str]) -> None:
        """Give cells that took their formula from a cell that changes a formula of their own."""
        masters = sheet.shared()
        for group, row, column, raw in sheet.sharing(groups):
            if column in sheet.edits.get(row, {}):
                continue
            origin, first = masters[group]
            formula = cell_xml.content(first, self.tools.string)
            assert isinstance(formula, Formula)
            text = cell_xml.translated(formula.text, origin, a1.address(row, column))
            sheet.edits.setdefault(row, {})[column] = cell_xml.respelled(raw, text)


def _overwritten(grid: Grid) -> Iterable[tuple[int, int, Formula]]:
    for row, edits in grid.sheet.edits.items():
        for column in edits:
            raw = grid.old.get(row, {}).get(column)
            if raw is not None and cell_xml.has_formula(raw):
                formula = cell_xml.content(raw, grid.tools.string)
                assert isinstance(formula, Formula)
                yield row, column, formula


def _of(data: bytes) -> Source:
    return lambda: [data]
