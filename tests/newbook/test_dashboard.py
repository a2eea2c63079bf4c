"""The sheet 看板: charts that never change, in a new ledger and in a book that had none."""

import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.utils.cell import range_boundaries
from openxml_audit import OpenXmlValidator

from commands import pen
from cuifei.domain.problems import CuifeiError
from cuifei.newbook import build
from cuifei.newbook.dashboard import data, looks
from cuifei.newbook.dashboard.blocks import BLOCKS, FIRST_VALUE, first_rows
from cuifei.newbook.dashboard.guard import ensure_ours
from cuifei.newbook.dashboard.sheet import LINES
from cuifei.tables.layout import DASHBOARD, DASHBOARD_DATA
from cuifei.tables.port import Replace
from cuifei.workbook import closed, reading
from libreoffice.shared import convert
from workbook import hosts

NOW = datetime(2026, 4, 1, 9, 0, 0)
LANGS = pytest.mark.parametrize("lang", ["zh", "en"])


def name_of(table, lang):
    return table.en if lang == "en" else table.zh


@cache
def template(lang: str) -> bytes:
    return build.alone((DASHBOARD, DASHBOARD_DATA), lang)


@pytest.fixture(params=["zh", "en"])
def fresh(request, tmp_path):
    path = tmp_path / "fresh.xlsx"
    path.write_bytes(template(request.param))
    return path, request.param


def numbers(lang: str) -> list:
    """Return a full table: block n has the value 100 n + place + column / 10 in its cells."""
    filled = {
        block.name: data.Filled(
            [
                (f"{block.name}{place}", [cell(n, place, s) for s in range(len(block.series))])
                for place in range(1, block.size + 1)
            ],
            [f"S{s}" for s in range(len(block.series))] if block.name == "ageing" else (),
        )
        for n, block in enumerate(BLOCKS, 1)
    }
    return data.rows(filled, lang)


def cell(block: int, place: int, series: int) -> Decimal:
    return Decimal(block * 100 + place) + Decimal(series) / 10


def figures(lang: str) -> list:
    change = {"as_of": date(2026, 3, 1), "owed": Decimal(-5), "arrears_rate": Decimal("-0.5")}
    now = {"as_of": date(2026, 4, 1), "owed": Decimal("1234.5"), "arrears_rate": Decimal("0.0512")}
    lines = (now, change, {"owed": "样例"})
    return [{"line": w[lang == "en"], **line} for w, line in zip(LINES, lines, strict=True)]


def write(path: Path, lang: str = "zh"):
    book = reading.read(path)
    ensure_ours(book)
    changes = (Replace("dashboard_data", numbers(lang)), Replace("dashboard", figures(lang)))
    return closed.write(book, changes, command="kpi", now=NOW)


def test_each_chart_draws_its_block(fresh):
    path, lang = fresh
    book = openpyxl.load_workbook(path)
    charts = book[name_of(DASHBOARD, lang)]._charts
    assert len(charts) == len(BLOCKS)
    seen = {}
    for chart in charts:
        for part in chart._charts:
            for one in part.series:
                sheet, area = one.val.numRef.f.rsplit("!", 1)
                assert sheet.strip("'") == name_of(DASHBOARD_DATA, lang)
                left, top, right, bottom = range_boundaries(area.replace("$", ""))
                assert left == right
                seen.setdefault((top, bottom), set()).add(left)
                names = range_boundaries(one.cat.strRef.f.rsplit("!", 1)[1].replace("$", ""))
                assert names == (FIRST_VALUE - 1, top, FIRST_VALUE - 1, bottom)
    for block in BLOCKS:
        first = first_rows()[block.name] + 1
        columns = seen.pop((first, first + block.size - 1))
        assert columns == set(range(FIRST_VALUE, FIRST_VALUE + len(block.series)))
    assert not seen


def test_the_table_of_numbers_is_as_long_as_the_blocks(fresh):
    path, lang = fresh
    sheet = openpyxl.load_workbook(path)[name_of(DASHBOARD_DATA, lang)]
    (table,) = sheet.tables.values()
    assert table.ref == f"A1:J{1 + sum(block.size + 1 for block in BLOCKS)}"
    for block in BLOCKS:
        row = first_rows()[block.name]
        assert sheet.cell(row, 1).value == block.title[lang == "en"]
        assert [sheet.cell(row + n, 2).value for n in range(block.size + 1)] == list(
            range(block.size + 1)
        )


def test_charts_fill_the_page_and_do_not_overlap(fresh):
    path, lang = fresh
    sheet = openpyxl.load_workbook(path)[name_of(DASHBOARD, lang)]
    covered = set()
    for chart in sheet._charts:
        start, end = chart.anchor._from, chart.anchor.to
        cells = {(r, c) for r in range(start.row, end.row) for c in range(start.col, end.col)}
        assert not cells & covered
        covered |= cells
    rows, columns = ({place[n] for place in covered} for n in (0, 1))
    assert len(covered) == len(rows) * len(columns)
    assert columns == set(range(1, 1 + len(DASHBOARD.columns)))
    assert sheet.print_area.endswith(f"${max(rows) + 1}")
    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize) == ("landscape", 9)
    assert (setup.fitToWidth, setup.fitToHeight) == (1, 1)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG reckons it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_neighbours_differ_in_lightness_and_not_only_in_hue():
    for colours in (looks.FEW, looks.AGES, looks.STATES):
        pairs = list(pairwise(colours))
        assert all(contrast(one, other) >= 1.3 for one, other in pairs), colours
    light = [luminance(colour) for colour in looks.AGES]
    assert light == sorted(light, reverse=True)
    assert contrast(looks.GREY, looks.CARD) >= 4.5 and contrast(looks.INK, looks.PAPER) >= 4.5


def test_the_validator_has_nothing_to_say(fresh):
    result = OpenXmlValidator().validate(fresh[0])
    assert result.is_valid, [str(error) for error in result.errors]


def members(path: Path) -> dict:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture
def old(tmp_path):
    """A book of another program with a chart of its own, and without any sheet of the dashboard."""
    path = tmp_path / "样例.xlsx"
    path.write_bytes(_old())
    return path


@cache
def _old():
    with TemporaryDirectory() as folder:
        path = hosts.ledger(Path(folder, "old.xlsx"))
        book = openpyxl.load_workbook(path)
        chart = BarChart()
        chart.add_data(Reference(book["应收"], min_col=4, min_row=1, max_row=4))
        book["应收"].add_chart(chart, "M2")
        book.save(path)
        return path.read_bytes()


def test_a_book_without_a_dashboard_gets_it_with_its_charts(old):
    before = members(old)
    write(old)
    after = members(old)
    with zipfile.ZipFile(old) as file:
        assert file.testzip() is None
    charts = sorted(name for name in after if name.startswith("xl/charts/chart"))
    ours = [name for name in charts if name not in before]
    assert len(ours) == len(BLOCKS)
    book = openpyxl.load_workbook(old)
    sheet = book["看板"]
    assert len(sheet._charts) == len(BLOCKS)
    assert [sheet["C4"].value, sheet["D4"].value] == [datetime(2026, 4, 1), 1234.5]
    assert [sheet["C4"].number_format, sheet["D4"].number_format] == ["yyyy-mm-dd", "#,##0"]
    assert sheet["D4"].font.sz == 22 and sheet["D4"].font.b
    assert sheet["D4"].fill.fgColor.rgb.endswith(looks.CARD)
    assert "百分点" in sheet["F5"].number_format
    for n, block in enumerate(BLOCKS, 1):
        row = first_rows()[block.name] + 1
        found = book["看板数据"].cell(row, FIRST_VALUE).value
        assert found == float(cell(n, 1, 0))
    untouched = set(before) - {"[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml"}
    untouched -= {"xl/_rels/workbook.xml.rels"}
    assert all(before[name] == after[name] for name in untouched)


def test_a_planted_dashboard_is_the_one_of_a_new_ledger(old, tmp_path):
    write(old)
    new = tmp_path / "new.xlsx"
    new.write_bytes(template("zh"))
    with zipfile.ZipFile(new) as file:
        wanted = {file.read(name) for name in file.namelist() if "charts/chart" in name}
    assert wanted <= set(members(old).values())


def test_the_second_run_writes_cells_only(old):
    write(old)
    before = members(old)
    rows = numbers("zh")
    rows[1] = {**rows[1], "value1": Decimal("0.25")}
    book = reading.read(old)
    written = closed.write(book, (Replace("dashboard_data", rows),), command="kpi", now=NOW)
    after = members(old)
    changed = {name for name in before if before[name] != after[name]}
    assert written.cells == 1 and set(after) == set(before)
    assert len(changed) == 1 and next(iter(changed)).startswith("xl/worksheets/sheet")
    assert write(old).cells == 1 and write(old).tables == ()


def test_a_planted_book_is_valid(old):
    known = {str(error) for error in OpenXmlValidator().validate(old).errors}
    write(old)
    errors = {str(error) for error in OpenXmlValidator().validate(old).errors} - known
    # What the other program left undone about its texts is said of our sheets as well.
    assert not {error for error in errors if "inlineStr" not in error}


def test_formats_stay_when_numbers_change(fresh):
    path, lang = fresh
    before = openpyxl.load_workbook(path)[name_of(DASHBOARD, lang)]
    looked = {c.coordinate: (c.number_format, c.font.sz) for row in before["B3:I6"] for c in row}
    full = path.with_name("ledger.xlsx")
    build.build(full, lang=lang)
    write(full, lang)
    after = openpyxl.load_workbook(full)[name_of(DASHBOARD, lang)]
    again = {c.coordinate: (c.number_format, c.font.sz) for row in after["B3:I6"] for c in row}
    assert again == looked


def test_a_dashboard_that_lost_a_column_is_refused(old):
    write(old)
    book = openpyxl.load_workbook(old)
    book["看板数据"]["C1"] = "别的"
    (table,) = book["看板数据"].tables.values()
    table.tableColumns[2].name = "别的"
    book.save(old)
    with pytest.raises(CuifeiError, match="看板数据"):
        write(old)


def test_charts_are_not_drawn_over_a_table_that_was_moved(old):
    write(old)
    book = openpyxl.load_workbook(old)
    del book["看板"]
    sheet = book["看板数据"]
    (table,) = sheet.tables.values()
    sheet.insert_rows(1)
    left, top, right, bottom = range_boundaries(table.ref)
    table.ref = f"A{top + 1}:J{bottom + 1}"
    assert (left, right) == (1, 10)
    if table.autoFilter:
        table.autoFilter.ref = table.ref
    book.save(old)
    with pytest.raises(CuifeiError, match="was moved"):
        write(old)


def test_a_renamed_sheet_of_numbers_is_drawn(old):
    write(old)
    book = openpyxl.load_workbook(old)
    del book["看板"]
    book["看板数据"].title = "it's 数据"
    book.save(old)
    write(old)
    charts = pen.only(old, "看板")["看板"]._charts
    refs = {part.series[0].val.numRef.f.rsplit("!", 1)[0] for c in charts for part in c._charts}
    assert refs == {"'it''s 数据'"}


def test_too_much_for_a_block_is_a_bug():
    with pytest.raises(ValueError, match="promises has no room"):
        data.rows({"promises": data.Filled([("a", (1,))] * 5)}, "zh")


@pytest.mark.live
def test_libreoffice_reads_every_chart_through_its_cells(old, tmp_path):
    write(old)
    (saved,) = convert([old], "xlsx", tmp_path / "lo")
    with zipfile.ZipFile(saved) as file:
        charts = [file.read(n).decode() for n in file.namelist() if n.startswith("xl/charts/chart")]
    drawn = {float(value) for text in charts for value in re.findall(r"<c:v>([\d.]+)</c:v>", text)}
    wanted = {
        float(cell(n, place, series))
        for n, block in enumerate(BLOCKS, 1)
        for place in range(1, block.size + 1)
        for series in range(len(block.series))
    }
    assert wanted <= drawn
