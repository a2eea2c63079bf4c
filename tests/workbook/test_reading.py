"""Which files are read, where tables are found, and what a refusal says."""

import os
import random
import zipfile
from datetime import date

import pytest
from openpyxl import load_workbook

from cuifei.domain.problems import CuifeiError
from cuifei.ooxml import package
from cuifei.tables import rows
from cuifei.workbook import reading
from libreoffice.shared import convert
from workbook.books import good, write


@pytest.fixture
def book(tmp_path):
    return lambda sheets, tables=(): reading.read(write(tmp_path / "b.xlsx", sheets, tables))


def refusal(path):
    with pytest.raises(CuifeiError) as caught:
        reading.read(path)
    assert str(caught.value.remedy)
    return str(caught.value.what)


def test_cells_stand_at_their_sheet_rows(book):
    charges = book(good()).tables["charges"]
    assert charges.sheet == "应收" and charges.header_row == 1 and charges.part == ""
    assert charges.rows[2]["unit"] == "3-2"
    assert charges.rows[3]["due"] == date(2026, 2, 28)
    assert charges.rows[4] == {
        "unit": "3-3",
        "item": "物业费",
        "period": "2026-01",
        "amount": 980,
        "due": date(2026, 1, 31),
        "note": None,
    }


def test_header_may_stand_below_titles_and_right_of_column_a(book):
    sheets = good()
    title = [[None, "2026年应收台账"], [None], [None, "制表:甲一样例"]]
    sheets["应收"] = title + [[None, *row] for row in sheets["应收"]]
    charges = book(sheets).tables["charges"]
    assert charges.header_row == 4
    assert charges.columns["unit"] == 2
    assert sorted(charges.rows) == [5, 6, 7]


def test_headers_are_matched_without_blanks_width_and_by_their_other_names(book):
    sheets = good()
    sheets["房产"][0] = ["房 号", "项目", "业\n态", "业主姓名", "联系电话", "备注"]
    sheets["应收"][0][0] = "ｕｎｉｔ"
    tables = book(sheets).tables
    assert tables["units"].rows[2]["owner"] == "甲一样例"
    assert tables["units"].rows[2]["community"] == "甲一花园"
    assert tables["charges"].rows[2]["unit"] == "3-2"


def test_own_name_goes_before_other_names(book):
    sheets = good()
    sheets["房产"][0][5] = "联系电话"
    sheets["房产"][1][5] = "13000000099"
    assert book(sheets).tables["units"].rows[2]["phone"] == "13000000001"


def test_excel_table_says_where_it_lies_whatever_the_sheet_is_called(tmp_path):
    path = write(tmp_path / "b.xlsx", good(), ["应收"])
    renamed = load_workbook(path)
    renamed["应收"].title = "2026"
    renamed.save(path)
    charges = reading.read(path).tables["charges"]
    assert charges.sheet == "2026" and charges.part
    assert sorted(charges.rows) == [2, 3, 4]


def test_rows_below_an_excel_table_are_not_read_but_told(tmp_path):
    sheets = good()
    path = write(tmp_path / "b.xlsx", sheets, ["应收"])
    grown = load_workbook(path)
    grown["应收"].append(["3-3", "物业费", "2026-02", 980, date(2026, 2, 28)])
    grown["应收"].append(["合计", None, None, 4, None])
    grown.save(path)
    book = reading.read(path)
    assert book.tables["charges"].below == (5,)
    ledger, problems = rows.ledger(book)
    assert len(ledger.charges) == 3
    assert [p.where for p in problems] == ["应收!A5"]


def test_english_headers_are_understood(book):
    sheets = good()
    sheets["Units"] = [["Unit", "Owner"], ["3-2", "甲一样例"]]
    sheets["Charges"] = [
        ["Unit", "Period", "Amount", "Due date"],
        ["3-2", "2026-01", 1, date(2026, 1, 31)],
    ]
    for name in ("房产", "应收"):
        del sheets[name]
    read = book(sheets)
    assert read.lang == "en" and read.tables["charges"].lang == "en"
    assert read.tables["payments"].lang == "zh"


def test_optional_tables_may_be_missing(book):
    sheets = {name: good()[name] for name in ("房产", "应收", "收款", "参数")}
    assert set(book(sheets).tables) == {"units", "charges", "payments", "settings"}


def test_foreign_sheet_with_a_name_of_ours_is_left_alone(book):
    sheets = good()
    sheets["账户"] = [["会计科目", "借方"], ["1002", 5]]
    assert "accounts" not in book(sheets).tables


def test_needed_table_is_named_with_what_was_found(tmp_path):
    sheets = good()
    del sheets["收款"]
    path = write(tmp_path / "b.xlsx", sheets)
    with pytest.raises(CuifeiError) as caught:
        reading.read(path)
    assert "收款" in str(caught.value.what)
    assert "房产, 应收" in str(caught.value.remedy)


@pytest.mark.parametrize("sheet", ["应收", "暂缓"])
def test_missing_required_column_is_named_with_what_was_found(tmp_path, sheet):
    sheets = good()
    sheets[sheet][0][0] = "客户"
    with pytest.raises(CuifeiError) as caught:
        reading.read(write(tmp_path / "b.xlsx", sheets))
    assert sheet in str(caught.value.what) and "房号" in str(caught.value.what)
    assert "客户" in str(caught.value.remedy)


def test_required_column_that_stands_twice_is_refused(tmp_path):
    sheets = good()
    sheets["应收"][0][5] = "应收金额"
    assert "D and F" in refusal(write(tmp_path / "b.xlsx", sheets))


def test_errors_and_uncomputed_formulas_are_seen(tmp_path):
    sheets = good()
    sheets["应收"][1][3] = "#N/A"
    sheets["应收"][2][3] = "=1+1"
    charges = reading.read(write(tmp_path / "b.xlsx", sheets)).tables["charges"]
    assert charges.rows[2]["amount"] == "#N/A"
    assert charges.uncomputed == {(3, "amount")}


def test_not_a_file_and_a_folder(tmp_path):
    assert "no file" in refusal(tmp_path / "nothing.xlsx")
    assert "folder" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"hello", "not an Excel workbook"),
        (b"\xef\xbb\xbf<html><table><tr><td>1</td></tr></table></html>", "web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "protected with a password",
        ),
        (b"PK\x03\x04" + bytes(100), "damaged"),
    ],
)
def test_files_that_lie(tmp_path, content, said):
    path = tmp_path / "b.xls"
    path.write_bytes(content)
    assert said in refusal(path)


def test_zip_that_is_no_workbook(tmp_path):
    path = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("readme.txt", "no workbook")
    assert "workbook" in refusal(path)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.99])
def test_truncated_file(tmp_path, share):
    path = write(tmp_path / "b.xlsx", good())
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert "damaged" in refusal(path)


def test_flipped_bytes_never_cause_anything_but_a_refusal(tmp_path):
    whole = write(tmp_path / "b.xlsx", good(), ["应收"]).read_bytes()
    chance = random.Random(1)
    outcomes = set()
    for _ in range(200):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 3, 20))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        (tmp_path / "b.xlsx").write_bytes(data)
        try:
            rows.ledger(reading.read(tmp_path / "b.xlsx"))
            outcomes.add("read")
        except CuifeiError:
            outcomes.add("refused")
    assert outcomes == {"read", "refused"}


def test_digest_follows_the_content(tmp_path):
    first = reading.read(write(tmp_path / "a.xlsx", good())).digest
    sheets = good()
    sheets["应收"][1][3] = 1
    assert reading.read(write(tmp_path / "b.xlsx", sheets)).digest != first


def test_parts_are_those_of_what_the_file_holds_now(tmp_path):
    """Even where a program that saved it kept its time and its length."""
    path = tmp_path / "b.xlsx"
    write(path, {"甲": [["x"]]})
    before, was = path.stat(), package.parts(path)
    content = path.read_bytes()
    write(path, {"乙": [["x"]]})
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (was.names, package.parts(path).names) == (("甲",), ("乙",))
    path.write_bytes(content[:-40] + bytes(40))
    with pytest.raises(CuifeiError):
        package.parts(path)


@pytest.mark.live
def test_old_xls_is_read_without_its_tables(tmp_path):
    source = write(tmp_path / "b.xlsx", good(), ["应收"])
    (saved,) = convert([source], "xls", tmp_path)
    book = reading.read(saved)
    assert book.tables["charges"].part == ""
    old, problems = rows.ledger(book)
    assert problems == () and old == rows.ledger(reading.read(source))[0]
