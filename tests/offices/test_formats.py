"""Files that are no .xlsx, whatever their names say, each from file to flagged rows."""

import csv
import io
from datetime import date, datetime

import openpyxl
import pytest
import xlwt

from cuifei.commands.adopt import adopt
from cuifei.commands.flag import flag
from cuifei.domain.problems import CuifeiError
from cuifei.files import source
from offices import offices
from offices.offices import MONTHS, NOW

TOTALS = [
    ["甲一花园2025年6月物业费欠费统计表"],
    ["序号", "房号", "业主", "本期欠费", "前期欠费", "滞纳金", "合计"],
    [1, "0101", "甲一样例", "1,100.50", 200, 5, "1,305.50"],
    [2, "0102", "甲二样例", 80, None, None, 80],
    [None, "合计", None, "1,180.50", 200, 5, "1,385.50"],
]


def as_csv(path, rows, encoding):
    text = io.StringIO()
    csv.writer(text).writerows([["" if v is None else v for v in row] for row in rows])
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def as_xls(path, rows):
    book = xlwt.Workbook()
    sheet = book.add_sheet("台账")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(number, column, value)
    book.save(str(path))
    return path


def as_page(path, rows):
    cells = ("".join(f"<td>{'' if v is None else v}</td>" for v in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in cells)
    page = f'<html><meta charset="gb2312"><table>{body}</table></html>'
    path.write_bytes(page.encode("gb18030"))
    return path


@pytest.mark.parametrize("rows", [MONTHS, TOTALS], ids=["months", "totals"])
@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("台账.csv", lambda path, rows: as_csv(path, rows, "gb18030")),
        ("台账.csv", lambda path, rows: as_csv(path, rows, "utf-8-sig")),
        ("台账.csv", lambda path, rows: as_csv(path, rows, "utf-8")),
        ("台账.xls", as_xls),
        ("台账.xls", as_page),
        ("台账.xls", lambda path, rows: offices.write(path, 台账=rows)),
    ],
    ids=["gb18030", "utf-8-bom", "utf-8", "xls", "page", "xlsx-named-xls"],
)
def test_a_copy_beside_the_file_is_flagged_and_the_file_stays(name, make, rows, tmp_path):
    path = make(tmp_path / name, rows)
    before = path.read_bytes()
    report = adopt(path, now=NOW, yes=True)
    assert report.exit_code == 0 and report.data["book"].name == "台账 催费.xlsx"
    done = flag(report.data["book"], date(2026, 1, 5), now=datetime(2026, 1, 5, 10))
    owed = [row["owed"] for row in done.data["rows"]]
    assert owed == (["100.00", "241.00"] if rows is MONTHS else ["1300.50", "80.00"])
    months = [row["months_overdue"] for row in done.data["rows"]]
    assert months == ([11, 11] if rows is MONTHS else [7, 6])
    assert path.read_bytes() == before
    sheet = openpyxl.load_workbook(report.data["book"]).worksheets[0]
    assert str(sheet["B3"].value) == str(rows[2][1])
    before = report.data["book"].read_bytes()
    assert adopt(path, now=NOW, yes=True).exit_code == 0
    assert report.data["book"].read_bytes() == before


def test_a_workbook_of_theirs_that_bears_the_name_of_the_copy_stays(tmp_path):
    path = as_csv(tmp_path / "台账.csv", MONTHS, "utf-8")
    offices.write(tmp_path / "台账 催费.xlsx", 别的=[["不是台账"]])
    with pytest.raises(CuifeiError, match="already there"):
        adopt(path, now=NOW, yes=True)


def test_a_proposal_for_such_a_file_writes_nothing(tmp_path):
    path = as_csv(tmp_path / "a.csv", MONTHS, "gb18030")
    adopt(path, now=NOW)
    assert [one.name for one in tmp_path.iterdir()] == ["a.csv"]


def test_a_page_keeps_its_spans_as_merged_ranges(tmp_path):
    path = tmp_path / "a.xls"
    table = "<tr><td rowspan=2>房号</td><td colspan=2>2025年</td></tr><tr><td>1月</td><td>2月</td>"
    path.write_text(f"<table>{table}</tr></table>", encoding="utf-8")
    (sheet,) = source.read(path).sheets
    assert sheet.rows == [["房号", "2025年", None], [None, "1月", "2月"]]
    assert sheet.merged == ((1, 1, 2, 1), (1, 2, 1, 3))


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"PK\x03\x04 broken", b"<html>no</html>"])
def test_what_is_no_table_is_refused(data, tmp_path):
    path = tmp_path / "a.xls"
    path.write_bytes(data)
    with pytest.raises(CuifeiError):
        adopt(path, now=NOW)
