"""Each fast way gives what the slow one gives: cut rows, sheets not looked at, cells not asked."""

import io
import os
import re
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from cuifei.domain.problems import CuifeiError
from cuifei.files import limits, marks
from cuifei.ooxml import a1, cell_xml, package, sheet_xml
from cuifei.ooxml.shared_strings import Strings
from cuifei.tables.port import Fill
from cuifei.workbook import changes, closed, journal, reading, swap
from cuifei.workbook.sheet_draft import SheetDraft
from workbook import books
from workbook.test_closed_cells import NOW

COLUMNS = range(1, 30)
TEXTS = st.sampled_from(["甲", "a b", " a", "<&>", "_x0041_", "1", "", "=1"])
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.decimals(-9, 9, places=2, allow_nan=False),
    TEXTS,
)
CELLS = st.dictionaries(st.sampled_from(COLUMNS), VALUES, max_size=6)
ROWS = st.dictionaries(st.integers(1, 12), CELLS, max_size=8)
FORMULA = st.sampled_from(["", "<f>1+1</f>", '<f t="shared" si="0"/>'])


def raw(row: int, column: int, value: object) -> bytes:
    return cell_xml.written(a1.address(row, column), column % 3, cell_xml.stored(value, False))


def sheet(rows) -> bytes:
    body = b"".join(
        b'<row r="%d">%b</row>' % (n, b"".join(raw(n, c, cells[c]) for c in sorted(cells)))
        for n, cells in sorted(rows.items())
    )
    head = b'<worksheet xmlns="%b"><sheetData>' % sheet_xml.MAIN.encode()
    return head + body + b"</sheetData></worksheet>"


def oddly(plain: bytes) -> bytes:
    """Return the same sheet with a prefix, its attributes in another order and a CDATA text."""
    swapped = re.sub(rb'<c (r="\w+")( s="\d+")', rb"<c\2 \1", plain)
    swapped = swapped.replace("甲".encode(), "<![CDATA[甲]]>".encode())
    prefixed = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", swapped)
    return prefixed.replace(b"xmlns=", b"xmlns:x=")


def patched(data: bytes, edits) -> bytes:
    pieces = sheet_xml.split([data[i : i + 50] for i in range(0, len(data), 50)])
    same = sheet_xml.patch(pieces, edits, bytes, bytes, lambda row, piece: piece)
    return etree.tostring(etree.fromstring(b"".join(same)), method="c14n")


@settings(max_examples=40, deadline=None)
@given(rows=ROWS, changed=ROWS)
def test_rows_that_are_cut_become_what_the_parser_makes_of_them(rows, changed):
    edits = {n: {c: raw(n, c, v) for c, v in cells.items()} for n, cells in changed.items()}
    plain = sheet(rows)
    assert patched(plain, edits) == patched(sheet_xml.normal(oddly(plain)), edits)


@settings(max_examples=40, deadline=None)
@given(rows=ROWS, formula=FORMULA, error=st.booleans(), odd=st.booleans())
def test_a_sheet_is_passed_over_only_where_nothing_would_be_found(rows, formula, error, odd):
    data = sheet(rows)
    more = (b'<c r="B99" t="e"><v>#N/A</v></c>' if error else b"") + (
        b'<c r="C99">%b</c>' % formula.encode() if formula else b""
    )
    data = data.replace(b"</sheetData>", b'<row r="99">%b</row></sheetData>' % more)
    data = oddly(data) if odd else data
    with zipfile.ZipFile(io.BytesIO(), "w") as file:
        file.writestr("sheet.xml", data)
        found = marks.marks(file, "sheet.xml")
    slow = marks._marks(sheet_xml.split([sheet_xml.normal(data)]))
    assert (found.errors, found.uncomputed) == (slow.errors, slow.uncomputed)
    assert not (found.values_only and (formula or error))


@given(stands=VALUES, value=VALUES)
def test_a_cell_that_says_so_already_would_not_have_been_written(stands, value):
    stored = cell_xml.stored(stands, False)
    read = float(stored) if isinstance(stored, Decimal) else stored
    if changes._is_said(read, value):
        kept = cell_xml.content(raw(1, 1, stands), str)
        assert cell_xml.same(kept, cell_xml.stored(value, False))


def test_a_second_run_does_not_look_at_the_sheet_again(tmp_path, monkeypatch):
    book = books.write(tmp_path / "样例.xlsx", books.good(), ("应收",))
    fill = [Fill("charges", {2: {"unpaid": Decimal("1.50"), "months": 3, "bucket": "≤1"}})]
    made = closed.write(reading.read(book), fill, command="flag", now=NOW)
    assert made.cells == 6  # with the headers
    monkeypatch.setattr(SheetDraft, "load", None)
    assert closed.write(reading.read(book), fill, command="flag", now=NOW).cells == 0


def test_a_formula_that_a_person_typed_into_our_column_goes_though_it_shows_the_same(tmp_path):
    book = books.write(tmp_path / "样例.xlsx", books.good(), ("应收",))
    fill = [Fill("charges", {2: {"unpaid": 1, "months": 3, "bucket": "≤1"}})]
    closed.write(reading.read(book), fill, command="flag", now=NOW)
    loaded = openpyxl.load_workbook(book)
    loaded["应收"]["I2"] = "=1+1"
    loaded.save(book)
    fill = [Fill("charges", {2: {"bucket": None}})]
    assert closed.write(reading.read(book), fill, command="flag", now=NOW).cells == 1
    assert openpyxl.load_workbook(book)["应收"]["I2"].value is None


ROW = b'<row r="%d"><c r="A%d"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("rows", "sure"),
    [
        ([ROW % (n, n) for n in (1, 2, 3)], True),
        ([ROW % (n, n) for n in (1, 3, 2)], False),
        ([ROW % (n, n) for n in (1, 2, 2)], False),
        ([b"<!-- </sheetData> -->", ROW % (1, 1)], False),
        ([b'<row r="1"><c r = "A1" t = "e"><v>#N/A</v></c></row>'], False),
        ([b"<row><c><v>1</v></c></row>"], False),
        ([b'<x:row r="1"/>'], False),
    ],
)
def test_only_a_sheet_in_order_is_not_looked_at(rows, sure):
    """Of two rows with one number a fast reader gives the last alone: the slow way refuses them."""
    data = b"<worksheet><sheetData>" + b"".join(rows) + b"</sheetData></worksheet>"
    for size in (1, 7, len(data)):
        pieces = (data[i : i + size] for i in range(0, len(data), size))
        assert marks._surely_none(pieces) is sure


@given(value=VALUES, formula=FORMULA)
def test_what_a_cell_holds_is_told_at_a_glance_as_by_a_close_look(value, formula):
    cell = raw(7, 3, value)
    if formula and cell.endswith(b"</c>"):
        cell = cell.replace(b"><", b">" + formula.encode() + b"<", 1)
    assert sheet_xml.holds(cell) is (sheet_xml._CONTENT.search(cell) is not None)
    found = swap._float(cell)
    assert found is None or Decimal(found) == Decimal(float(cell_xml.content(cell, str)))


@pytest.mark.parametrize("by_hand", [False, True])
def test_a_journal_says_what_stands_in_cells_though_it_reads_none_again(tmp_path, by_hand):
    """However often, and in whichever way, a cell was planned before."""
    path = books.write(tmp_path / "样例.xlsx", books.good(), ("应收",))
    first = {2: {"unpaid": Decimal("1.50"), "months": 3, "bucket": "≤1"}}
    closed.write(reading.read(path), [Fill("charges", first)], command="flag", now=NOW)
    book = reading.read(path)
    fills = [
        Fill("charges", {2: {"unpaid": 7, "months": None, "bucket": " <&> _x0041_\r\n"}}),
        Fill("charges", {2: {"unpaid": Decimal("1E+2"), "months": 3, "bucket": "=1"}}),
    ]

    def alter(draft):
        for fill in fills:
            changes.apply(draft, fill)
        grid = draft.grid("charges")
        if by_hand:
            grid.set(2, grid.columns["note"], raw(2, grid.columns["note"], "备注"))

    def told(forget):
        with closed.planned(book, changes.needs(fills), alter) as (draft, _):
            if forget:
                draft.grids["charges"].said.clear()
            return journal.tables(draft, set())

    (line,) = told(False)
    assert told(True) == (line,)
    cells = line.cells[0].cells
    assert cells["unpaid"] == ({"n": "1.50"}, {"n": "1E+2"}) and "months" not in cells
    assert cells["bucket"] == ("≤1", "=1")


@given(block=st.text("<a", max_size=30).map(str.encode), longest=st.integers(1, 6))
def test_a_long_piece_is_found_wherever_it_stands(block, longest):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "LONG_TAG", longest)
        found = limits._has_long_piece(block)
    assert found is (max(map(len, block.split(b"<"))) > longest)


def test_the_parts_are_those_of_the_bytes_that_stand_there_now(tmp_path):
    """They are kept from file to file: by every byte, whatever name, size and time say."""
    paths = [tmp_path / "甲.xlsx", tmp_path / "乙.xlsx"]
    for name in "abcdefab":
        for path in paths:
            book = openpyxl.Workbook()
            book.active.title = name
            book.save(path)
            os.utime(path, (0, 0))
            found = [package.parts(path) for _ in range(2)]
            assert [(pack.path, pack.names) for pack in found] == [(path, (name,))] * 2
    paths[0].write_bytes(paths[0].read_bytes()[:-30])
    for _ in range(2):
        with pytest.raises(CuifeiError, match="damaged"):
            package.parts(paths[0])


def test_a_shared_text_is_its_letters_without_looks_and_readings():
    items = {
        "<si><t>甲</t></si>": "甲",
        '<si><t xml:space="preserve"> a_x0041_ </t></si>': " aA ",
        "<si><t/></si>": "",
        "<si/>": "",
        "<si><r><t>甲</t></r><r><rPr><b/></rPr><t>乙</t></r></si>": "甲乙",
        "<si><t>甲</t><rPh><t>jia</t></rPh></si>": "甲",
        "<si><!-- x --><t>乙</t></si>": "乙",
        "<si><r><t>丙</t></r></si>": "丙",
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        file.writestr("s.xml", f'<sst xmlns="{sheet_xml.MAIN}">{"".join(items)}</sst>')
    with zipfile.ZipFile(written) as file:
        strings = Strings(file, "s.xml")
        assert [strings(number) for number in range(len(items))] == list(items.values())
