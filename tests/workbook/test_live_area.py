"""The end of a sheet, and its merged cells, in a few questions however large or odd it is."""

import time
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuifei.ooxml import package
from cuifei.workbook.live import filled, merged
from libreoffice import ranges, shared, sheets
from size import FULL
from workbook import hosts

# Down to which row cells are merged.
LAST = 600 if FULL else 60
NS = "urn:schemas-microsoft-com:office:spreadsheet"


@pytest.fixture(scope="module")
def app():
    return shared.app()


@pytest.fixture
def host(app, tmp_path):
    found = hosts.OpenBook(app, hosts.ledger(tmp_path / "样例.xlsx"))
    yield found
    found.close()


@pytest.mark.live
def test_a_column_painted_to_the_last_row_of_all_costs_nothing(host, monkeypatch):
    """Excel counts painted cells as used; LibreOffice is made to say so here."""
    before = host.read()
    plain = sheets.Sheet.used_range.fget

    def painted(sheet):
        _, width = plain(sheet).shape
        return plain(sheet).part(0, 0, 1_048_575, max(width - 1, 11))

    monkeypatch.setattr(sheets.Sheet, "used_range", property(painted))
    started = time.perf_counter()
    assert host.read() == before
    assert time.perf_counter() - started < 20


@pytest.mark.live
def test_a_sheet_that_is_painted_and_holds_nothing_is_one_cell(app, monkeypatch):
    sheet = app.books.add().sheets[0]
    whole = sheet.range((1, 1), (1_048_576, 12))
    monkeypatch.setattr(sheets.Sheet, "used_range", property(lambda _: whole.impl))
    assert filled.area(sheet).address == "$A$1"
    sheet["C7"].value = "x"
    assert filled.area(sheet).address == "$A$1:$C$7"
    sheet.book.close()


@pytest.mark.live
def test_merged_cells_come_in_one_question_and_are_the_same(app, monkeypatch):
    sheet = app.books.add().sheets[0]
    sheet["A1:C700"].value = [[1, 2, 3]] * 700
    for row in range(2, LAST, 3):
        sheet[f"A{row}:A{row + 2}"].merge()
    sheet["B2:C3"].merge()
    asked = []
    plain = ranges.Range.merge_cells.fget
    counted = property(lambda cells: asked.append(1) or plain(cells))
    monkeypatch.setattr(ranges.Range, "merge_cells", counted)
    found = merged.merged_in(sheet.used_range)
    assert len(asked) == 1 and len(found) == len(range(2, LAST, 3)) + 1
    ref = package.read_ref(sheet.used_range.address)
    assert found == merged.merged(sheet, ref) and len(asked) > LAST * 4 // 5
    sheet.book.close()


def excels(areas):
    """Return XML as Excel writes it: an index only where cells are left out."""
    rows = {}
    for top, left, bottom, right in areas:
        rows.setdefault(top, []).append((left, right - left, bottom - top))
    out, row = [], 0
    for number in sorted(rows):
        index = "" if number == row + 1 else f' ss:Index="{number}"'
        cells, column = [], 0
        for left, across, down in sorted(rows[number]):
            place = "" if left == column + 1 else f' ss:Index="{left}"'
            more = f' ss:MergeAcross="{across}"' if across else ""
            more += f' ss:MergeDown="{down}"' if down else ""
            cells.append(f'<Cell{place}{more}><Data ss:Type="String">x</Data></Cell>')
            column = left + across
        out.append(f"<Row{index}>{''.join(cells)}</Row>")
        row = number
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{NS}" xmlns:ss="{NS}"><Worksheet>'
        f"<Table>{''.join(out)}</Table></Worksheet></Workbook>"
    )


@given(st.data(), st.integers(1, 9), st.integers(1, 9))
def test_what_excel_tells_as_xml_is_understood(data, top, left):
    areas, row = [], 1
    for _ in range(data.draw(st.integers(0, 6))):
        row += data.draw(st.integers(0, 3))
        column = data.draw(st.integers(1, 4))
        down, across = data.draw(st.integers(0, 2)), data.draw(st.integers(0, 2))
        areas.append((row, column, row + down, column + across))
        row += down + 1
    cells = SimpleNamespace(
        merge_cells=None,
        row=top,
        column=left,
        api=SimpleNamespace(Value=lambda kind: excels(areas)),
    )
    expected = [
        (a + top - 1, b + left - 1, c + top - 1, d + left - 1)
        for a, b, c, d in areas
        if (a, b) != (c, d)
    ]
    assert merged.merged_in(cells) == sorted(expected)
