"""What is not ours in a book stays to the byte; what the checkers say of the result."""

import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import python_calamine
from openpyxl.workbook.defined_name import DefinedName
from openxml_audit import OpenXmlValidator

from commands import pen
from cuifei.ooxml import package
from cuifei.tables.port import Append, Fill, Replace, Written
from cuifei.workbook import closed, reading
from libreoffice.shared import convert
from size import FULL
from workbook import foreign, hosts

# The suite leaves out the sheets that no clerk types in.
ledger = foreign.ledger if FULL else foreign.small
NOW = datetime(2026, 4, 1, 9, 0, 0)
# A note on style, not on soundness: openpyxl, which wrote the test books, stores texts so too.
FORGIVEN = ("inline-string cell(s)",)


def run(path: Path, *changes, command="flag", now=NOW) -> Written:
    return closed.write(reading.read(path), changes, command=command, now=now)


def errors(path: Path) -> set[tuple[str, str]]:
    found = OpenXmlValidator().validate(str(path)).errors
    listed = {(error.part_uri, error.description) for error in found}
    return {one for one in listed if not any(words in one[1] for words in FORGIVEN)}


def changed(old: list, new: list) -> list[str]:
    assert [member[0] for member in old] == [member[0] for member in new]
    assert [member[1] for member in old] == [member[1] for member in new]
    return [one[0] for one, other in zip(old, new, strict=True) if one != other]


def unpaid(value: str) -> dict[int, dict[str, object]]:
    return {row: {"unpaid": Decimal(value), "bucket": "=1 个月"} for row in range(2, 8)}


def arrears(*units: str) -> list[dict[str, object]]:
    return [{"unit": unit, "owner": "甲一", "owed": Decimal("120.50")} for unit in units]


def test_a_fill_changes_its_sheet_and_no_other_byte(tmp_path):
    path = foreign.foreign(tmp_path / "样例.xlsm")
    old, faults = foreign.raw_members(path), errors(path)
    written = run(path, Fill("charges", unpaid("12.50")))
    assert written.cells == 12
    assert changed(old, foreign.raw_members(path)) == [foreign.part_of(path, "应收")]
    assert errors(path) <= faults


def test_cells_that_are_not_ours_keep_their_bytes_inside_a_changed_sheet(tmp_path):
    path = foreign.foreign(tmp_path / "样例.xlsm")
    before = foreign.parts_of(path)[foreign.part_of(path, "应收")]
    run(path, Fill("charges", unpaid("12.50")))
    after = foreign.parts_of(path)[foreign.part_of(path, "应收")]
    cells = [c for c in before.split(b"<c ") if c[3:4] not in b"GI" or c.startswith(b'r="G1"')]
    assert len(cells) > 40
    assert all(cell in after for cell in cells)


def test_growth_takes_ranges_along(tmp_path):
    path = ledger(tmp_path / "样例.xlsx")
    book = openpyxl.load_workbook(path)
    book["欠费"].conditional_formatting.add(
        "E2:E2",
        openpyxl.formatting.rule.CellIsRule(operator="greaterThan", formula=["1"]),
    )
    book.save(path)
    old = foreign.raw_members(path)
    run(path, Replace("arrears", arrears("3-101", "3-102", "3-103")))
    assert set(changed(old, foreign.raw_members(path))) == {
        foreign.part_of(path, "欠费"),
        foreign.table_of(path, "欠费"),
    }
    book = openpyxl.load_workbook(path)
    (table,) = book["欠费"].tables.values()
    assert table.ref == table.autoFilter.ref == "A1:U4"
    assert {str(one.sqref) for one in book["欠费"].conditional_formatting} >= {"E2:E4"}
    assert book["欠费"].dimensions == "A1:U4"


def test_a_ledger_has_no_faults_after_all_kinds_of_changes(tmp_path):
    path = ledger(tmp_path / "样例.xlsx")
    faults = errors(path)
    letter = {"number": "催字1号", "unit": "3-101", "amount": Decimal("1.5")}
    run(
        path,
        Fill("charges", unpaid("3")),
        Replace("arrears", arrears("3-101", "3-102")),
        Append("register", [letter]),
        Replace("problems", [{"where": "应收!D7", "what": "a & <b>", "remedy": "  c"}]),
    )
    assert errors(path) <= faults


def test_missing_sheets_are_made(tmp_path):
    path = foreign.without_sheets(ledger(tmp_path / "样例.xlsx"), "欠费", "发函", "备忘")
    old = {member[0]: member for member in foreign.raw_members(path)}
    faults = errors(path)
    run(
        path,
        Replace("arrears", arrears("3-101", "3-102")),
        Append("register", [{"number": "催字1号", "unit": "3-101"}]),
    )
    new = {member[0]: member for member in foreign.raw_members(path)}
    assert {name for name in old if old[name] != new[name]} <= {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
    }
    pack = package.parts(path)
    made = {pack.sheets[name] for name in ("欠费", "发函")}
    tables = {one.part for one in pack.tables if one.sheet in ("欠费", "发函")}
    assert set(new) - set(old) == made | tables | {package.relations_part(one) for one in made}
    assert errors(path) <= faults
    book = reading.read(path)
    assert [row["unit"] for row in book.tables["arrears"].rows.values()] == ["3-101", "3-102"]
    assert [row["number"] for row in book.tables["register"].rows.values()] == ["催字1号"]
    assert openpyxl.load_workbook(path)["发函"].print_title_rows == "$1:$1"
    sheet = pen.only(path, "欠费")["欠费"]
    assert sheet.freeze_panes == "A2"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)  # 1 by default
    assert sheet["A1"].font.b
    assert sheet["E2"].number_format == "#,##0.00"


def test_a_sheet_that_is_added_repeats_its_header_beside_the_names_of_the_office(tmp_path):
    path = foreign.without_sheets(ledger(tmp_path / "样例.xlsx"), "欠费")
    own = openpyxl.load_workbook(path)
    own.defined_names["费率"] = DefinedName("费率", attr_text="应收!$A$1")
    own["应收"].print_title_rows = "1:2"
    own.save(path)
    run(path, Replace("arrears", arrears("3-101")), Replace("worklist", [{"unit": "3-101"}]))
    book = openpyxl.load_workbook(path)
    shown = {name: book[name].print_title_rows for name in ("应收", "欠费", "待办")}
    assert shown == {"应收": "$1:$2", "欠费": "$1:$1", "待办": "$1:$1"}
    assert book["待办"].print_area.startswith("'待办'!$A$1:$L$")
    assert book.defined_names["费率"].attr_text == "应收!$A$1"


def test_an_empty_table_is_not_made(tmp_path):
    path = foreign.without_sheets(ledger(tmp_path / "样例.xlsx"), "问题")
    assert run(path, Replace("problems", [])).cells == 0
    assert "问题" not in package.sheets(path)


def test_a_foreign_sheet_of_our_name_is_not_written_to(tmp_path):
    path = foreign.without_sheets(ledger(tmp_path / "样例.xlsx"), "队列")
    book = openpyxl.load_workbook(path)
    book.create_sheet("队列")["A1"] = "排队叫号"
    book.save(path)
    before = path.read_bytes()
    with pytest.raises(closed.CuifeiError, match="holds another table"):
        run(path, Replace("queue", [{"unit": "3-101"}]))
    assert path.read_bytes() == before


@pytest.mark.parametrize("flags", [0x8, 0])
def test_data_descriptors_and_stored_members_are_read(tmp_path, flags):
    path = ledger(tmp_path / "样例.xlsx")
    parts = foreign.parts_of(path)

    class Stream:
        """A file that cannot seek makes zipfile write data descriptors."""

        def __init__(self, file):
            self.write, self.flush = file.write, file.flush

    with path.open("wb") as file, zipfile.ZipFile(Stream(file) if flags else file, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    with zipfile.ZipFile(path) as check:
        assert check.infolist()[0].flag_bits & 0x8 == flags
    run(path, Fill("charges", unpaid("12.50")))
    now = foreign.parts_of(path)
    assert {name for name in parts if parts[name] != now[name]} == {foreign.part_of(path, "应收")}


@pytest.mark.live
def test_libreoffice_opens_the_result(tmp_path):
    path = foreign.without_sheets(hosts.ledger(tmp_path / "样例.xlsx"), "欠费")
    run(path, Replace("arrears", arrears("3-101", "3-102")), Fill("charges", unpaid("2")))
    (saved,) = convert([path], "ods", tmp_path / "out")
    sheets = python_calamine.load_workbook(str(saved))
    rows = sheets.get_sheet_by_name("欠费").to_python()
    assert [row[0] for row in rows] == ["房号", "3-101", "3-102"]
    assert sheets.get_sheet_by_name("应收").to_python()[1][6:9] == [2.0, "", "=1 个月"]
