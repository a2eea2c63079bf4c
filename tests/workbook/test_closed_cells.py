"""What a value becomes in a cell, how the cell looks, and sheets whose XML is spelt unusually."""

import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.formula import ArrayFormula

from commands import pen
from cuifei.domain.problems import CuifeiError
from cuifei.ooxml import package
from cuifei.tables.port import Append, Fill, Replace, Written
from cuifei.workbook import closed, reading
from workbook import foreign

NOW = datetime(2026, 4, 1, 9, 0, 0)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture
def book(tmp_path) -> Path:
    return foreign.small(tmp_path / "样例.xlsx")


def run(path: Path, *changes, command="flag", now=NOW) -> Written:
    return closed.write(reading.read(path), changes, command=command, now=now)


def fill(path: Path, row: int, **values) -> Written:
    return run(path, Fill("charges", {row: values}))


def cell(path: Path, place: str) -> bytes:
    part = foreign.parts_of(path)[foreign.part_of(path, "应收")]
    return re.search(rb'<c r="%b"[^>]*?(?:/>|>.*?</c>)' % place.encode(), part, re.S)[0]


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@x", "'a", "0101", "3-2", "<&>\"'"])
def test_text_stays_text(book, text):
    fill(book, 2, bucket=text)
    found = pen.only(book, "应收")["应收"]["I2"]
    assert (found.value, found.data_type) == (text, "s")
    assert fill(book, 2, bucket=text).cells == 0


def test_spaces_and_lines_stay_and_illegal_characters_go(book):
    fill(book, 2, bucket="  甲\r\n乙\x00\x0b ")
    assert pen.only(book, "应收")["应收"]["I2"].value == "  甲\n乙 "
    assert b'xml:space="preserve"' in cell(book, "I2")
    assert fill(book, 2, bucket="  甲\r\n乙\x00\x0b ").cells == 0


def test_text_that_looks_like_an_escape_is_not_one(book):
    fill(book, 2, bucket="_x0041_")
    assert b"_x005F_x0041_" in cell(book, "I2")
    assert fill(book, 2, bucket="_x0041_").cells == 0


def test_numbers_are_written_as_they_are(book):
    fill(book, 2, unpaid=Decimal("1234.50"), months=3)
    assert b"<v>1234.50</v>" in cell(book, "G2")
    assert b"<v>3</v>" in cell(book, "H2")
    assert fill(book, 2, unpaid=Decimal("1234.5"), months=3).cells == 0


def test_a_too_long_text_is_refused(book):
    with pytest.raises(CuifeiError, match="too long"):
        fill(book, 2, bucket="字" * 32_768)


def test_none_empties_a_cell_and_keeps_its_look(book):
    fill(book, 2, unpaid=Decimal("5"))
    style = re.search(rb's="\d+"', cell(book, "G2"))[0]
    fill(book, 2, unpaid=None)
    assert cell(book, "G2") == b'<c r="G2" ' + style + b"/>"


def test_a_cell_keeps_its_style(book):
    parts = openpyxl.load_workbook(book)
    parts["应收"]["G2"].font = Font(italic=True)
    parts["应收"]["G2"].number_format = "0.000"
    parts.save(book)
    old = foreign.parts_of(book)["xl/styles.xml"]
    fill(book, 2, unpaid=Decimal("5"))
    found = pen.only(book, "应收")["应收"]["G2"]
    assert (found.font.i, found.number_format) == (True, "0.000")
    assert foreign.parts_of(book)["xl/styles.xml"] == old


def test_a_day_is_shown_as_a_day_even_in_a_plain_cell(book):
    parts = openpyxl.load_workbook(book)
    sheet = parts["发函"]
    sheet.column_dimensions["D"].width = 9
    for row in sheet.iter_rows(min_row=2):
        for one in row:
            one.style = "Normal"
    parts.save(book)
    run(book, Append("register", [{"number": "催字1号", "date": date(2026, 4, 1)}]))
    found = pen.only(book, "发函")["发函"]["D2"]
    assert (found.value, found.is_date) == (datetime(2026, 4, 1), True)


def test_days_of_a_1904_book(book):
    parts = openpyxl.load_workbook(book)
    parts.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    parts.save(book)
    assert package.parts(book).date1904
    run(book, Append("register", [{"number": "催字1号", "date": date(2026, 4, 1)}]))
    part = foreign.parts_of(book)[foreign.part_of(book, "发函")]
    assert b"<v>%d</v>" % (date(2026, 4, 1) - date(1904, 1, 1)).days in part
    assert next(iter(reading.read(book).tables["register"].rows.values()))["date"] == date(
        2026, 4, 1
    )


def with_formulas(path: Path, formula: str = "=D{row}") -> None:
    parts = openpyxl.load_workbook(path)
    for row in range(2, 8):
        parts["应收"][f"G{row}"] = formula.format(row=row)
    parts.save(path)


def with_chain(path: Path, *cells: str) -> None:
    number = package.parts(path).sheet_ids["应收"]
    listed = "".join(f'<c r="{name}" i="{number}"/>' for name in cells[:1])
    listed += "".join(f'<c r="{name}"/>' for name in cells[1:])
    parts = foreign.parts_of(path)
    parts["xl/calcChain.xml"] = f'<calcChain xmlns="{MAIN}">{listed}</calcChain>'.encode()
    foreign.pack(path, parts)
    foreign.edit(
        path,
        "xl/_rels/workbook.xml.rels",
        (
            b"</Relationships>",
            b'<Relationship Id="rIdC" Type="http://schemas.openxmlformats.org/'
            b'officeDocument/2006/relationships/calcChain" Target="calcChain.xml"/>'
            b"</Relationships>",
        ),
    )
    foreign.edit(
        path,
        "[Content_Types].xml",
        (
            b"</Types>",
            b'<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.'
            b'openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>',
        ),
    )
    foreign.edit(path, "xl/workbook.xml", (b' fullCalcOnLoad="1"', b""))


def test_an_overwritten_formula_leaves_the_calculation_chain(book):
    with_formulas(book)
    with_chain(book, "G2", "G3", "G4")
    fill(book, 2, unpaid=Decimal("5"))
    parts = foreign.parts_of(book)
    assert re.findall(rb'r="(\w+)"', parts["xl/calcChain.xml"]) == [b"G3", b"G4"]
    number = package.parts(book).sheet_ids["应收"].encode()
    assert b'r="G3" i="%b"' % number in parts["xl/calcChain.xml"]
    assert b"<f" not in cell(book, "G2")
    assert b'fullCalcOnLoad="1"' in parts["xl/workbook.xml"]


def test_an_empty_calculation_chain_goes_with_its_ties(book):
    with_formulas(book)
    with_chain(book, "G2")
    fill(book, 2, unpaid=Decimal("5"))
    parts = foreign.parts_of(book)
    assert "xl/calcChain.xml" not in parts
    assert b"calcChain" not in parts["xl/_rels/workbook.xml.rels"] + parts["[Content_Types].xml"]


def test_cells_that_shared_an_overwritten_formula_keep_theirs(book):
    with_formulas(book)
    foreign.edit(
        book,
        foreign.part_of(book, "应收"),
        (b"<f>D2</f>", b'<f t="shared" ref="G2:G7" si="0">D2</f>'),
        *((b"<f>D%d</f>" % row, b'<f t="shared" si="0"/>') for row in range(3, 8)),
    )
    fill(book, 2, unpaid=Decimal("5"))
    sheet = pen.only(book, "应收")["应收"]
    assert [sheet[f"G{row}"].value for row in range(2, 5)] == [5, "=D3", "=D4"]


def test_a_formula_over_several_cells_is_not_torn(book):
    parts = openpyxl.load_workbook(book)
    parts["应收"]["G2"] = ArrayFormula("G2:G4", "=D2:D4")
    parts.save(book)
    with pytest.raises(CuifeiError, match="fills several cells"):
        fill(book, 2, unpaid=Decimal("5"))


def respelt(path: Path, sheet: str, change) -> None:
    parts, part = foreign.parts_of(path), foreign.part_of(path, sheet)
    parts[part] = change(parts[part])
    foreign.pack(path, parts)


def prefixed(data: bytes) -> bytes:
    data = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", data)
    return data.replace(b'xmlns="http', b'xmlns:x="http', 1)


def style_first(data: bytes) -> bytes:
    return re.sub(rb'<c (r="\w+")( [^>]*?)(/?)>', rb"<c\2 \1\3>", data)


def without_places(data: bytes) -> bytes:
    rows = re.sub(rb'<row r="\d+"', b"<row", data)
    full = re.search(rb"<row.*?</row>", rows, re.S)
    short = re.sub(rb'<c r="\w+"', b"<c", full[0])
    return rows.replace(full[0], short, 1)


def with_cdata(data: bytes) -> bytes:
    return data.replace(b"<t>3-101</t>", b"<t><![CDATA[3-101]]></t>")


def single_quotes(data: bytes) -> bytes:
    return re.sub(rb'<row r="(\d+)"', rb"<row r='\1'", data)


def spaced(data: bytes) -> bytes:
    return data.replace(b"</row>", b"</row>\n  ").replace(b"<sheetData>", b"<sheetData >\n")


@pytest.mark.parametrize(
    "change", [prefixed, style_first, without_places, with_cdata, single_quotes, spaced]
)
def test_unusual_spellings_of_a_sheet(book, change):
    respelt(book, "应收", change)
    before = reading.read(book).tables["charges"].rows
    fill(book, 3, unpaid=Decimal("12.5"), bucket="≤1")
    after = reading.read(book).tables["charges"].rows
    want = {row: dict(cells) for row, cells in before.items()}
    want[3] |= {"unpaid": 12.5, "bucket": "≤1"}
    assert after == want
    assert fill(book, 3, unpaid=Decimal("12.5"), bucket="≤1").cells == 0


def test_an_empty_sheet_body(book):
    def emptied(data: bytes) -> bytes:
        return re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData/>", data, flags=re.S)

    spot = reading.read(book).tables["arrears"]
    found = reading.read(book)
    respelt(book, "欠费", emptied)
    parts = dict(found.tables) | {"arrears": spot}
    known = closed.Book(book, parts, closed.guard.digest(book))
    closed.write(known, [Replace("arrears", [{"unit": "3-101"}])], command="flag", now=NOW)
    assert pen.only(book, "欠费")["欠费"]["A2"].value == "3-101"


def test_rows_that_were_not_there_are_put_in_order(book):
    def without_row(data: bytes) -> bytes:
        return re.sub(rb'<row r="3".*?</row>', b"", data, count=1, flags=re.S)

    respelt(book, "应收", without_row)
    run(book, Fill("charges", {3: {"unpaid": Decimal("1")}, 2: {"unpaid": Decimal("2")}}))
    part = foreign.parts_of(book)[foreign.part_of(book, "应收")]
    assert re.findall(rb'<row r="(\d+)"', part)[:4] == [b"1", b"2", b"3", b"4"]
