"""Our columns beside the office's rows are coloured by age; nothing of theirs is."""

import re

import openpyxl
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill

from cuifei.commands.adopt import adopt
from cuifei.commands.flag import flag
from cuifei.newbook import dress
from cuifei.ooxml import sheet_tail
from offices import offices
from offices.offices import MONTHS, NOW
from workbook import foreign

YELLOW = PatternFill("solid", bgColor="FFFF00")


def flagged(path):
    adopt(path, now=NOW, yes=True)
    flag(path, NOW.date(), now=NOW)
    return path


def rules(path, sheet="台账"):
    """Return (range, formula, priority, fill) of each conditional format of a sheet."""
    found = openpyxl.load_workbook(path)[sheet].conditional_formatting
    return [
        (str(area.sqref), rule.formula[0], rule.priority, rule.dxf.fill.bgColor.rgb)
        for area in found
        for rule in area.rules
    ]


def test_rows_are_coloured_by_age_as_in_our_own_ledger(tmp_path):
    path = flagged(offices.write(tmp_path / "book.xlsx", 台账=MONTHS))
    area = "G3:G1048576 H3:H1048576 I3:I1048576"
    assert rules(path) == [
        (area, f"AND(ISNUMBER($H3),$H3>={start})", place, f"FF{fill}")
        for place, (start, fill, _, _) in enumerate(dress.AGES, 1)
    ]


def test_a_second_flag_adds_no_colour_twice(tmp_path):
    path = flagged(offices.write(tmp_path / "book.xlsx", 台账=MONTHS))
    book = openpyxl.load_workbook(path)
    book["台账"]["D3"] = 99
    book.save(path)
    flag(path, NOW.date(), now=NOW)
    assert len(rules(path)) == len(dress.AGES)


def test_their_own_formats_go_first_and_stay(tmp_path):
    path = offices.write(tmp_path / "book.xlsx", 台账=MONTHS)
    book = openpyxl.load_workbook(path)
    rule = CellIsRule(operator="greaterThan", formula=["100"], fill=YELLOW)
    book["台账"].conditional_formatting.add("D3:E5", rule)
    book.save(path)
    (theirs,) = rules(path)
    found = rules(flagged(path))
    assert theirs in found
    assert [priority for _, _, priority, _ in found if priority > theirs[2]] == [2, 3, 4, 5]
    looks = re.findall(rb"<dxf>.*?</dxf>", foreign.parts_of(path)["xl/styles.xml"])
    assert b"00FFFF00" in looks[0]
    for _, fill, _, _ in dress.AGES:
        assert sum(fill.encode() in look for look in looks) == 1


def test_blocks_below_each_other_have_colours_of_their_own(tmp_path):
    other = [["房号", "业主", "1月", "合计"], ["3-3-0101", "乙样例", 5, 5]]
    sheet = [*MONTHS, [], ["2025年二期物业费欠费"], *other]
    path = flagged(offices.write(tmp_path / "book.xlsx", 台账=sheet))
    areas = {area for area, *_ in rules(path)}
    assert len(areas) == 2
    assert any("H3:H8" in area for area in areas) and any("H10:H1048576" in area for area in areas)


def test_the_place_of_formats_is_after_what_must_stand_before():
    tail = (
        b"</sheetData><customSheetViews><customSheetView><pageMargins/></customSheetView>"
        b'</customSheetViews><mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
        b'<conditionalFormatting sqref="A1"><cfRule/></conditionalFormatting>'
    )
    rest = (
        b'<mc:AlternateContent><controls/></mc:AlternateContent><tableParts count="0"/></worksheet>'
    )
    assert sheet_tail.place_of_formats(tail + rest) == len(tail)
