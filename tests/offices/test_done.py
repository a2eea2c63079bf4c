"""From an office's own file to flagged rows and letters: five shapes, and all that is not ours."""

import csv
import io
import re
from datetime import date, datetime

import openpyxl
import pytest
import xlwt
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from cuifei.commands.adopt import adopt
from cuifei.commands.flag import flag
from cuifei.files import source
from cuifei.ooxml import package
from offices import offices
from offices.offices import MONTHS, NOW
from size import FULL
from workbook import foreign

DAY = date(2026, 1, 5)
HOMES = range(2000 if FULL else 200)


def wide(folder):
    head = ["序号", "房号", "业主", *(f"{m}月" for m in range(1, 13)), "合计"]
    rows = [[n, f"{n // 100}-{n % 100:04d}", f"甲{n}样例", *([100.5] * 12), 1206] for n in HOMES]
    return offices.write(folder / "wide.xlsx", 台账=[["2025年物业费欠费台账"], head, *rows])


def buildings(folder):
    def sheet(n):
        rows = [[f"0{floor}01", f"甲{n}{floor}样例", n * 100 + floor] for floor in (1, 2, 3)]
        return [["房号", "业主", "2025年1月欠费"], *rows]

    sheets = {f"{n}栋": sheet(n) if n != 3 else [] for n in (1, 2, 3)}
    return offices.write(folder / "buildings.xlsx", **sheets)


TOTALS = [
    ["甲一花园2025年6月物业费欠费统计表"],
    ["序号", "房号", "业主", "本期欠费", "前期欠费", "滞纳金", "合计"],
    [1, "0101", "甲一样例", "1,100.50", 200, 5, "1,305.50"],
    [2, "0102", "甲二样例", 80, None, None, 80],
    [None, "合计", None, "1,180.50", 200, 5, "1,385.50"],
]


def totals(folder):
    return offices.write(folder / "totals.xlsx", 台账=TOTALS)


def gb18030(folder):
    text = io.StringIO()
    csv.writer(text).writerows([["" if v is None else v for v in row] for row in MONTHS])
    path = folder / "months.csv"
    path.write_bytes(text.getvalue().encode("gb18030"))
    return path


def old(folder):
    book = xlwt.Workbook()
    sheet = book.add_sheet("台账")
    for row, cells in enumerate(MONTHS):
        for column, value in enumerate(cells):
            if value is not None:
                sheet.write(row, column, value)
    book.save(str(folder / "months.xls"))
    return folder / "months.xls"


SHAPES = [
    (wide, {f"{n // 100}-{n % 100:04d}": "1206.00" for n in HOMES}),
    (
        buildings,
        {f"{n}栋0{floor}01": f"{n * 100 + floor}.00" for n in (1, 2) for floor in (1, 2, 3)},
    ),
    (totals, {"0101": "1300.50", "0102": "80.00"}),
    (gb18030, {"3-2-0101": "100.00", "3-2-0102": "241.00"}),
    (old, {"3-2-0101": "100.00", "3-2-0102": "241.00"}),
]


@pytest.mark.parametrize(("make", "owed"), SHAPES, ids=[make.__name__ for make, _ in SHAPES])
def test_two_commands_lead_to_flags_and_letters_follow(make, owed, tmp_path):
    path = make(tmp_path)
    (tmp_path / "a.txt").write_text(
        "\n".join(f"表{n}.规则.小区 = 甲一花园" for n in (1, 2, 3)), encoding="utf-8"
    )
    report = adopt(path, now=NOW, map_file=tmp_path / "a.txt")
    assert report.exit_code == 0
    book = report.data["book"]
    done = flag(book, DAY, now=datetime(2026, 1, 5, 10))
    assert {row["unit"]: row["owed"] for row in done.data["rows"]} == owed
    unit, amount = list(owed.items())[-1]
    (sheet, *_) = (
        s for s in source.read(book).sheets if s.name.endswith(("台账", "2栋", "months"))
    )
    row = next(row for row in reversed(sheet.rows) if row[-1] == 0)
    assert f"{row[-4]:.2f}" == amount and any(str(cell) in unit for cell in row[:3])
    letters = offices.letters(book, DAY, limit=20)
    assert len(letters) == min(20, len(owed))
    assert {one["unit"]: one["total"] for one in letters}.items() <= owed.items()


# Parts that openpyxl cannot write, with what refers to them.
CONTROL = (
    b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    b'<mc:Choice xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
    b' Requires="x14"><controls><control shapeId="1025" r:id="rIdCtl" name="Button 1"'
    b' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></controls>'
    b"</mc:Choice></mc:AlternateContent>"
)
SPARKLINE = (
    b'<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"'
    b' xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    b'<x14:sparklineGroups xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    b"<x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>\xe5\x8f\xb0\xe8\xb4\xa6!D3:E3</xm:f>"
    b"<xm:sqref>M3</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup>"
    b"</x14:sparklineGroups></ext></extLst>"
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NEW = "http://schemas.microsoft.com/office/2017/10/relationships"
LINKS = {
    "rIdCtl": (f"{_OFFICE}/ctrlProp", "../ctrlProps/ctrlProp1.xml"),
    "rIdThr": (f"{_NEW}/threadedComment", "../threadedComments/threadedComment1.xml"),
    "rIdPiv": (f"{_OFFICE}/pivotTable", "../pivotTables/pivotTable1.xml"),
}
FOREIGN = {
    "xl/ctrlProps/ctrlProp1.xml": b'<formControlPr objectType="Button"/>',
    "xl/threadedComments/threadedComment1.xml": b"<ThreadedComments/>",
    "xl/persons/person.xml": b"<personList/>",
    "xl/pivotTables/pivotTable1.xml": b"<pivotTableDefinition/>",
    "xl/pivotCache/pivotCacheDefinition1.xml": b"<pivotCacheDefinition/>",
    "xl/pivotCache/pivotCacheRecords1.xml": b"<pivotCacheRecords/>",
}


def everything(path):
    """Write an office's macro workbook that holds all that other programs lose."""
    plain = offices.write(path.with_name("plain.xlsx"), 台账=MONTHS)
    book = openpyxl.load_workbook(plain)
    sheet = book["台账"]
    sheet["B3"].comment = Comment("样例批注", "样例")
    red = PatternFill("solid", "FFFF00")
    rule = CellIsRule(operator="greaterThan", formula=["100"], fill=red)
    sheet.conditional_formatting.add("D3:E5", rule)
    check = DataValidation("list", formula1='"甲,乙"')
    check.add("C3:C5")
    sheet.add_data_validation(check)
    sheet["F3"] = "=SUM(D3:E3)"
    sheet.freeze_panes, sheet.auto_filter.ref = "C3", "A2:F5"
    sheet.column_dimensions["C"].width = 22
    chart = openpyxl.chart.BarChart()
    chart.add_data(openpyxl.chart.Reference(sheet, min_col=4, min_row=2, max_row=5))
    book.create_sheet("统计").add_chart(chart, "E2")
    book.save(plain)
    foreign._inject(plain, path)
    parts = foreign.parts_of(path)
    part = package.sheets(path)["台账"]
    links = package.relations_part(part)
    for name, (kind, target) in LINKS.items():
        foreign._relate(parts, links, name, kind, target)
    end = b"</worksheet>"
    parts[part] = parts[part].replace(end, CONTROL + SPARKLINE + end)
    # As Excel does, the result of a formula stands beside it.
    parts[part] = parts[part].replace(b"<f>SUM(D3:E3)</f><v></v>", b"<f>SUM(D3:E3)</f><v>100</v>")
    foreign.pack(path, {**parts, **FOREIGN})
    return path


def theirs(sheet):
    """Return the bytes of a sheet without what may be ours: four columns, their widths, colours."""
    sheet = re.sub(rb'<c r="[G-J]\d+"(?:[^<>]*/>|.*?</c>)', b"", sheet)
    sheet = re.sub(rb'<dimension ref="[^"]*"\s*/>', b"", sheet)
    sheet = re.sub(rb'<col min="(?:7|8|9|10)"[^>]*/>', b"", sheet)
    sheet = re.sub(rb'<conditionalFormatting sqref="G3:G\d+.*?</conditionalFormatting>', b"", sheet)
    return re.sub(rb' spans="[^"]*"', b"", sheet)


def test_all_that_is_not_ours_stays_to_the_byte(tmp_path):
    path = everything(tmp_path / "book.xlsm")
    before = foreign.parts_of(path)
    raw = {member[0]: member[1:] for member in foreign.raw_members(path)}
    sheet = package.sheets(path)["台账"]
    assert adopt(path, now=NOW, yes=True).exit_code == 0
    done = flag(path, DAY, now=datetime(2026, 1, 5, 10))
    assert [row["owed"] for row in done.data["rows"]] == ["100.00", "241.00"]
    after = foreign.parts_of(path)
    ours = {sheet, "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
    ours |= {"xl/styles.xml"}
    assert set(before) <= set(after)
    assert [name for name in before if name not in ours and before[name] != after[name]] == []
    packed = {member[0]: member[1:] for member in foreign.raw_members(path)}
    assert [name for name in raw if name not in ours and raw[name] != packed[name]] == []
    assert theirs(after[sheet]) == theirs(before[sheet])
    assert re.findall(rb'<c r="([G-J]3)"', after[sheet]) == [b"G3", b"H3", b"I3", b"J3"]


def test_their_styles_keep_their_numbers(tmp_path):
    path = everything(tmp_path / "book.xlsm")

    def looks(group):
        root = openpyxl.xml.functions.fromstring(foreign.parts_of(path)["xl/styles.xml"])
        found = root.find(f"{{*}}{group}")
        return [openpyxl.xml.functions.tostring(node) for node in found]

    groups = ("fonts", "fills", "borders", "cellXfs", "dxfs")
    before = {group: looks(group) for group in groups}
    adopt(path, now=NOW, yes=True)
    flag(path, DAY, now=datetime(2026, 1, 5, 10))
    for group, old_looks in before.items():
        assert looks(group)[: len(old_looks)] == old_looks
