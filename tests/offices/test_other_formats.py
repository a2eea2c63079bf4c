"""Binary, open-document and ISO-strict workbooks: each from file to flagged rows and letters."""

from datetime import date, datetime

import openpyxl
import pytest
import xlwt

from cuifei.commands.adopt import adopt
from cuifei.commands.flag import flag
from cuifei.files import source
from cuifei.tables import rows
from cuifei.workbook import reading
from libreoffice.shared import convert
from offices import binary_book, offices
from offices.offices import NOW
from workbook import foreign

DAY = date(2026, 1, 5)
BOOK = [
    ["甲一花园物业费欠费明细", None, None, None, None, None],
    ["楼栋", "房号", "业主", "手机", "到期日", "欠费金额"],
    ["1栋", 101, "甲一样例", 13000000001, datetime(2025, 1, 31), 100],
    [None, 1102, "甲二样例", 13000000002, datetime(2025, 3, 12), 120.5],
    ["2栋", 101, "乙一样例", 13000000003, datetime(2025, 5, 31), 300],
]
MERGED = [(1, 1, 1, 6), (3, 1, 4, 1)]
UNITS = {"1栋0101": "100.00", "1栋1102": "120.50", "2栋0101": "300.00"}


def as_xlsx(path):
    """Write the book with rooms that a format shows with zeros, merged cells and a hidden row."""
    book = openpyxl.load_workbook(offices.write(path, 台账=BOOK))
    sheet = book["台账"]
    for row in (3, 4, 5):
        sheet.cell(row, 2).number_format = "0000"
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("A3:A4")
    sheet.row_dimensions[4].hidden = True
    book.save(path)
    return path


def as_xls(path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("台账")
    looks = {
        int: xlwt.easyxf(num_format_str="0000"),
        datetime: xlwt.easyxf(num_format_str="yyyy-mm-dd"),
    }
    for row, cells in enumerate(BOOK):
        for column, value in enumerate(cells):
            look = looks.get(type(value)) if column in (1, 4) else None
            if value is not None and (row, column) not in ((0, 0), (2, 0)):
                sheet.write(row, column, value, *([look] if look else []))
    sheet.write_merge(0, 0, 0, 5, BOOK[0][0])
    sheet.write_merge(2, 3, 0, 0, "1栋")
    sheet.row(3).hidden = True
    book.save(str(path))
    return path


def as_strict(path):
    """Save the book as ISO/IEC 29500 strict: other namespaces, days as texts."""
    parts = foreign.parts_of(as_xlsx(path))
    swaps = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    for name, data in parts.items():
        for old, new in swaps.items():
            data = data.replace(old, new)
        parts[name] = data
    part = "xl/worksheets/sheet1.xml"
    serial = b"<v>45688</v>"
    assert serial in parts[part]
    parts[part] = parts[part].replace(b't="n"><v>45688</v>', b't="d"><v>2025-01-31</v>')
    assert serial not in parts[part]
    foreign.pack(path, parts)
    return path


def as_ods(path):
    folder = path.parent / "made"
    folder.mkdir()
    (made,) = convert([as_xlsx(folder / f"{path.stem}.xlsx")], "ods", folder)
    return made.rename(path)


def as_xlsb(path):
    return binary_book.write(path, {"台账": BOOK}, zeros=(1,), merged=MERGED, hidden=(4,))


FORMATS = [
    pytest.param("台账.xls", as_xls, id="xls"),
    pytest.param("台账.xlsb", as_xlsb, id="xlsb"),
    pytest.param("台账.xlsx", as_strict, id="strict"),
    pytest.param("台账.ods", as_ods, id="ods", marks=pytest.mark.live),
]


def adopted(path, folder):
    """Adopt with the answers that such files need: blanks, or a calendar that nobody can see."""
    asked = {d["key"]: d["answers"][0] for d in adopt(path, now=NOW, dry_run=True).data["doubts"]}
    asked["表1.规则.小区"] = "甲一花园"
    answers = folder / "answers.txt"
    answers.write_text("\n".join(f"{k} = {v}" for k, v in asked.items()), encoding="utf-8")
    report = adopt(path, now=NOW, map_file=answers)
    assert report.exit_code == 0, report
    return report.data["book"]


@pytest.mark.parametrize(("name", "make"), FORMATS)
def test_days_zeros_merged_cells_and_hidden_rows_are_read(name, make, tmp_path):
    path = make(tmp_path / name)
    before = path.read_bytes()
    book = adopted(path, tmp_path)
    assert book.name == "台账 催费.xlsx" and path.read_bytes() == before
    report = flag(book, DAY, now=NOW)
    assert {row["unit"]: row["owed"] for row in report.data["rows"]} == UNITS
    found, problems = rows.ledger(reading.read(book))
    assert {c.due for c in found.charges} == {row[4].date() for row in BOOK[2:]}
    assert {u.phone for u in found.units.values()} == {str(row[3]) for row in BOOK[2:]}
    assert not problems


@pytest.mark.parametrize(("name", "make"), FORMATS)
def test_letters_follow_from_such_a_file(name, make, tmp_path):
    book = adopted(make(tmp_path / name), tmp_path)
    flag(book, DAY, now=NOW)
    letters = offices.letters(book, DAY)
    assert {one["unit"]: one["total"] for one in letters} == UNITS


@pytest.mark.live
def test_another_program_reads_our_binary_book_as_it_was_meant(tmp_path):
    (path,) = convert([as_xlsb(tmp_path / "a.xlsb")], "csv", tmp_path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[2] == "1栋,0101,甲一样例,13000000001,2025-01-31,100"


def test_a_number_keeps_what_its_format_shows(tmp_path):
    sheet = [
        ["房号", "手机", "业主", "2025年1月欠费"],
        [101, 1012345678, "甲一样例", 5],
        [7, 13000000001, "乙", 6],
    ]
    path = offices.write(tmp_path / "a.xlsx", 台账=sheet)
    book = openpyxl.load_workbook(path)
    for place, code in (
        ("A2", "000000"),
        ("B2", "00000000000"),
        ("A3", '"A座-"000'),
        ("D2", '0"元"'),
    ):
        book["台账"][place].number_format = code
    book.save(path)
    (read,) = source.read(path).sheets
    assert [row[:2] for row in read.rows[1:]] == [
        ["000101", "01012345678"],
        ["A座-007", 13000000001],
    ]
    adopt(path, now=NOW, yes=True)
    found, _ = rows.ledger(reading.read(path))
    assert {c.unit: c.amount for c in found.charges} == {"000101": 500, "A座-007": 600}
