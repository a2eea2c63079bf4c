"""Sheets of ours that an open workbook lacks, on an Excel that does what its manual says."""

import io
from types import SimpleNamespace

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openxml_audit import FileFormat, OpenXmlValidator

from cuifei.domain.problems import CuifeiError
from cuifei.newbook.dashboard import transplant
from cuifei.newbook.dashboard.bare import bare
from cuifei.tables.layout import DASHBOARD, DASHBOARD_DATA, REGISTER, WORKLIST
from cuifei.workbook.live import plant as live_plant


def grid(table, sheet="", part=""):
    name = sheet or table.zh
    return SimpleNamespace(
        table=table,
        sheet=SimpleNamespace(name=name),
        part=SimpleNamespace(name=part or table.zh),
    )


class Refused(Exception):
    hresult = -2146827284


class Tables(list):
    def add(self, area, name, table_style_name):
        self.append(SimpleNamespace(name=name, area=area, style=table_style_name))


class Sheet:
    def __init__(self, book, name, tables=()):
        self.book, self.name = book, name
        self.tables = Tables(SimpleNamespace(name=table) for table in tables)
        self.api = self

    def range(self, first, last):
        return first, last

    def copy(self, after):
        after.book.take([self])

    def activate(self):
        self.book.active = self

    def delete(self):
        self.book.list.remove(self)


class Sheets:
    def __init__(self, book):
        self.book = book

    def __getitem__(self, key):
        if isinstance(key, int):
            return self.book.list[key]
        return next(sheet for sheet in self.book.list if sheet.name == key)

    def __len__(self):
        return len(self.book.list)

    @property
    def active(self):
        return self.book.active


class Book:
    """A workbook; `copies` holds the names of the sheets that came in one go."""

    def __init__(self, app, sheets):
        self.app = app
        self.list = [Sheet(self, name, tables) for name, tables in sheets]
        self.active, self.copies, self.open = self.list[0], [], True
        self.sheets = Sheets(self)
        self.api = SimpleNamespace(Worksheets=self._together)

    def _together(self, names):
        chosen = [self.sheets[name] for name in names]

        def copy(Before, After):
            if len(chosen) > 1 and any(sheet.tables for sheet in chosen):
                raise Refused("You cannot copy or move a group of sheets that contain a table")
            After.book.take(chosen)

        return SimpleNamespace(Copy=copy)

    def take(self, sheets):
        self.copies.append([sheet.name for sheet in sheets])
        for sheet in sheets:
            taken = any(one.name == sheet.name for one in self.list)
            tables = [f"{t.name}1" if taken else t.name for t in sheet.tables]
            name = f"{sheet.name} (2)" if taken else sheet.name
            self.list.append(Sheet(self, name, tables))
            self.active = self.list[-1]

    def activate(self):
        self.app.active = self

    def close(self):
        self.open = False


class App:
    def __init__(self):
        self.opened, self.books, self.active = [], SimpleNamespace(open=self._open), None

    def _open(self, path, update_links):
        assert not update_links
        found = openpyxl.load_workbook(path)
        self.opened.append(Book(self, [(page.title, list(page.tables)) for page in found]))
        return self.opened[-1]


@pytest.fixture
def excel(monkeypatch):
    monkeypatch.setattr(live_plant.sys, "platform", "win32")
    app = App()
    return app, Book(app, [("房产", ["房产"]), ("应收", ["应收"])])


def test_the_dashboard_and_its_numbers_come_in_one_copy(excel):
    app, book = excel
    made = live_plant.plant(book, [grid(DASHBOARD_DATA), grid(DASHBOARD)], "zh")
    assert sorted(book.copies[0]) == sorted(["看板", "看板数据"]) and len(book.copies) == 1
    assert {sheet.name for sheet in made} == {"看板", "看板数据"}
    assert [sheet.tables[0].name for sheet in made] == [sheet.name for sheet in made]
    assert book.active.name == "房产" and app.active is book
    assert [donor.open for donor in app.opened] == [False]
    new = openpyxl.load_workbook(io.BytesIO(transplant.donor(DASHBOARD, "zh")))
    for sheet in made:
        (table,) = new[sheet.name].tables.values()
        (first, last) = sheet.tables[0].area
        style = table.tableStyleInfo
        assert sheet.tables[0].style == (style.name if style else "")
        assert f"{get_column_letter(first[1])}{first[0]}:{get_column_letter(last[1])}{last[0]}" == (
            table.ref
        )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_workbook_without_tables_is_whole_and_draws_its_charts(tmp_path, lang):
    path = tmp_path / "donor.xlsx"
    path.write_bytes(transplant.donor(DASHBOARD, lang))
    found = bare(path)
    assert len(found.tables) == 2
    path.write_bytes(found.content)
    errors = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(str(path)).errors
    assert errors == []
    pages = list(openpyxl.load_workbook(path))
    assert not any(page.tables for page in pages)
    assert sum(len(page._charts) for page in pages) > 2


def test_other_sheets_come_by_themselves_and_unknown_ones_not_at_all(excel):
    _, book = excel
    made = live_plant.plant(book, [grid(WORKLIST), grid(REGISTER)], "zh")
    assert [sheet.name for sheet in made] == ["待办"]


def test_a_sheet_beside_one_of_the_offices_gets_the_name_that_was_planned(excel):
    app, _ = excel
    book = Book(app, [("待办", ["待办"])])
    (made,) = live_plant.plant(book, [grid(WORKLIST, "待办(催费)", "待办_2")], "zh")
    assert (made.name, made.tables[0].name) == ("待办(催费)", "待办_2")
    assert book.list[0].name == "待办" and book.list[0].tables[0].name == "待办"


def test_a_copy_that_fails_leaves_no_sheet_behind(excel, monkeypatch):
    _, book = excel
    real, calls = live_plant._copied, []

    def failing(*args):
        calls.append(args)
        if len(calls) == 2:
            raise RuntimeError("the clipboard is busy")
        return real(*args)

    monkeypatch.setattr(live_plant, "_copied", failing)
    grids = [grid(DASHBOARD_DATA), grid(DASHBOARD), grid(WORKLIST)]
    with pytest.raises(RuntimeError):
        live_plant.plant(book, grids, "zh")
    assert [sheet.name for sheet in book.list] == ["房产", "应收"]


@pytest.mark.parametrize("platform", ["darwin", "linux"])
def test_where_charts_cannot_be_copied_nothing_half_is_made(excel, monkeypatch, platform):
    monkeypatch.setattr(live_plant.sys, "platform", platform)
    with pytest.raises(CuifeiError) as error:
        live_plant.ensure_possible([grid(DASHBOARD_DATA), grid(DASHBOARD)])
    assert "cuifei kpi" in str(error.value.remedy)
    live_plant.ensure_possible([grid(WORKLIST)])


def test_a_dashboard_without_its_numbers_is_not_drawn_over_those_of_another_file(excel):
    with pytest.raises(CuifeiError) as error:
        live_plant.ensure_possible([grid(DASHBOARD)])
    assert "Dashboard_data" in str(error.value.remedy)
    live_plant.ensure_possible([grid(DASHBOARD), grid(DASHBOARD_DATA)])
