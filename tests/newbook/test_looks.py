"""Laws of looks: what is true of every sheet that we make, empty and after a day's work."""

from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cuifei.newbook.dress import AGES
from cuifei.newbook.heights import EVEN
from cuifei.tables import layout
from cuifei.tables.port import Replace
from cuifei.workbook import closed, reading

LEDGER = Path(__file__).parents[2] / "workbook_templates" / "ledger.xlsx"  # a fresh build
PAGES = {"看板", "跟催箱"}  # one page each, to be looked at
LONG = "样例" * 60


def day_of_work(path):
    """Write what a day's commands write into our sheets: short rows and long ones."""
    path.write_bytes(LEDGER.read_bytes())
    texts = {"arrears": "blockers", "queue": "why", "worklist": "script", "problems": "what"}
    changes = [
        Replace(name, [{"unit": f"1-{n}", field: LONG[: n * 20]} for n in range(1, 7)])
        for name, field in texts.items()
        if name != "problems"
    ]
    changes.append(Replace("problems", [{"where": "应收!D2", "what": LONG}]))
    changes.append(Replace("home", [{"part": "日期", "topic": str(date(2026, 4, 1))}]))
    closed.write(reading.read(path), changes, command="todo", now=datetime(2026, 4, 1, 9))


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    path = tmp_path_factory.mktemp("looks") / "worked.xlsx"
    day_of_work(path)
    return load_workbook(LEDGER), load_workbook(path)


@pytest.fixture(scope="module")
def sheets(books):
    return [sheet for book in books for sheet in book]


def test_every_sheet_prints_one_page_wide_with_its_header_on_each_page(sheets):
    for sheet in sheets:
        setup, tall = sheet.page_setup, 1 if sheet.title in PAGES else 0
        assert sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title
        assert (setup.fitToWidth, setup.fitToHeight) == (1, tall), sheet.title
        assert (setup.orientation, int(setup.paperSize)) == ("landscape", 9)
        assert sheet.title in PAGES or sheet.print_title_rows == "$1:$1", sheet.title
        assert not sheet.print_options.gridLines, sheet.title  # pale lines are drawn instead


def test_no_letter_is_italic(books):
    for book in books:
        assert not any(font.i for font in book._fonts)
        looks = [rule.dxf for s in book for r in s.conditional_formatting for rule in r.rules]
        assert not any(look.font and look.font.i for look in looks)


def test_headers_have_one_style_for_typed_columns_and_one_for_ours(sheets):
    seen = {}
    for sheet in sheets:
        if sheet.title in PAGES:
            continue
        table = next(t for t in layout.TABLES if t.zh == sheet.title)
        assert sheet.row_dimensions[1].height == 33, sheet.title
        for column, cell in zip(table.columns, sheet[1], strict=True):
            font, border = cell.font, cell.border
            look = (font.name, font.sz, font.b, font.color.rgb, cell.fill.fgColor.rgb)
            look += (cell.alignment.horizontal, cell.alignment.wrap_text, border.bottom.style)
            seen.setdefault(column.ours, set()).add(look)
    assert {ours: len(looks) for ours, looks in seen.items()} == {True: 1, False: 1}


def test_rows_are_told_apart_by_pale_lines_and_not_by_the_programs_own(sheets):
    for sheet in sheets:
        if sheet.title in PAGES:
            continue
        for cell in sheet[2]:
            lines = {getattr(cell.border, side).color.rgb for side in ("left", "right", "bottom")}
            assert lines == {"00D9D9D9"}, sheet.title
            assert cell.font.sz == 10, sheet.title


def test_lists_that_are_worked_through_have_rows_of_one_height(books):
    for table in (layout.BY_NAME[name] for name in EVEN):
        sheet = books[1][table.zh]
        heights = {sheet.row_dimensions[row].height for row in range(2, sheet.max_row + 1)}
        assert sheet.max_row == 7 and heights == {EVEN[table.name] * 15 + 2}, table.zh
        assert {cell.alignment.vertical for cell in sheet[2]} == {"top"}
    assert books[1]["首页"].row_dimensions[2].height == 22
    problems = books[1]["问题"]
    assert problems.row_dimensions[2].height > 60  # a page that is read shows all of it


def test_technical_sheets_are_hidden_and_no_other(books):
    for book in books:
        assert {s.title for s in book if s.sheet_state != "visible"} == {"备忘", "看板数据"}


def test_ages_differ_in_lightness_and_letters_stay_dark_on_them():
    def light(colour):
        parts = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    fills = [light(fill) for _, fill, _, _ in AGES]
    assert all(older + 0.08 < younger for older, younger in pairwise(fills))
    for _, fill, letters, _ in AGES:
        assert (light(fill) + 0.05) / (light(letters) + 0.05) > 7  # WCAG 2, level AAA


def test_no_word_of_a_header_is_broken():
    for table in layout.TABLES:
        for column in table.columns:
            assert max(map(len, column.en.split())) <= column.width, (table.name, column.en)
