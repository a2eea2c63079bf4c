"""A statement is taken into 收款 once; what is not sure waits in 待定收款 for a person."""

import json
import shutil
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from commands import pen
from commands.estates import AS_OF, copy_to, rows, type_row
from cuifei.cli import app
from cuifei.commands.adopt import adopt
from cuifei.commands.estate import bank as estate_bank
from cuifei.commands.opened import open_book
from cuifei.commands.receipts import receipts
from cuifei.commands.undo import undo
from cuifei.domain.problems import CuifeiError
from cuifei.domain.records import Charge, Ledger, Payment, Setting, Unit
from cuifei.newbook import build
from offices import offices
from statements import files, generator

DAY = date(2026, 3, 31)
NOW = datetime(2026, 3, 31, 9)
UNITS = (
    Unit("3-101", "甲一样例", "样例花园", phone="13000000001"),
    Unit("3-102", "甲二样例", "样例花园", phone="13000000002"),
    Unit("0103", "甲三样例", "样例花园", phone="13000000003"),
)
HEAD = "交易日期,贷方发生额,借方发生额,对方户名,附言,交易流水号"
LINES = (
    "2026-03-02,200.00,,甲一样例,3-101 2026年3月物业费,S000000001",
    "2026-03-03,200.00,,租客示例,3-102,S000000002",
    "2026-03-04,77.00,,租客示例,3-102,S000000003",
    "2026-03-05,55.00,,路人样例,,S000000004",
    "2026-03-06,,30.00,样例保洁公司,保洁费,S000000005",
)
SHEET, TYPED = "待定收款", "填房号或“不是”"


@cache
def original():
    path = Path(mkdtemp()) / "book.xlsx"
    charges = tuple(
        Charge(unit.unit, "物业费", f"2026-{month:02d}", 20_000, date(2026, month, 5))
        for unit in UNITS
        for month in (1, 2, 3)
    )
    settings = (
        Setting("company", "样例物业"),
        Setting("late_fee_rate", 0, "合同没有约定（样例）"),
        Setting("late_fee_cap", 0, "合同没有约定（样例）"),
    )
    paid = (Payment("0103", date(2026, 3, 1), 100, "现金", "", "SK1"),)
    ledger = Ledger({u.unit: u for u in UNITS}, charges, paid, settings=settings)
    build.build(path, ledger)
    return path


@pytest.fixture
def book(tmp_path):
    return Path(shutil.copy(original(), tmp_path / "book.xlsx"))


@pytest.fixture
def bank(tmp_path):
    return statement(tmp_path)


@pytest.fixture(scope="module")
def taken_once(tmp_path_factory):
    folder = tmp_path_factory.mktemp("taken")
    path = Path(shutil.copy(original(), folder / "book.xlsx"))
    return path, run(path, statement(folder))


@pytest.fixture
def taken(taken_once, tmp_path):
    """Return a workbook into which the statement was taken, and the report."""
    shutil.copytree(taken_once[0].parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / taken_once[0].name, taken_once[1]


def statement(tmp_path, lines=LINES, name="bank.csv"):
    path = tmp_path / name
    path.write_text("\n".join((HEAD, *lines)), encoding="utf-8-sig")
    return path


def run(book, file=None, day=DAY, **more):
    return receipts(book, file, day, now=NOW, **more)


def type_beside(book, voucher, text):
    pen.type_beside(book, SHEET, "凭证号", {voucher: {TYPED: text}})


def paid(book):
    return [(r["房号"], r["金额"], r["凭证号"]) for r in rows(book, "收款")]


def waiting(book):
    return [r["凭证号"] for r in rows(book, SHEET)]


def test_what_is_certain_is_entered_as_the_statement_says_it(taken):
    book, report = taken
    assert report.exit_code == 0
    first, second = rows(book, "收款")[1:]
    assert first == {
        "收款日期": datetime(2026, 3, 2),
        "房号": "3-101",
        "金额": 200,
        "方式": "银行转账",
        "指定账期": "2026-03",
        "凭证号": "S000000001",
        "冲红凭证": None,
        "备注": "对账单：甲一样例 / 3-101 2026年3月物业费",
    }
    assert (second["房号"], second["指定账期"], second["凭证号"]) == ("3-102", None, "S000000002")


def test_what_is_not_sure_waits_with_its_candidates_and_the_reason(taken, bank):
    book, report = taken
    odd, nobody = rows(book, SHEET)
    assert (odd["金额"], odd["付款人"], odd["附言"]) == (77, "租客示例", "3-102")
    assert odd["可能的房号"] == "3-102 甲二样例（相符度50）" and odd["待定原因"]
    assert nobody["可能的房号"] is None and nobody[TYPED] is None
    assert nobody["来源"] == "bank.csv!5"
    assert [x["id"] for x in report.data["undecided"]] == ["S000000003", "S000000004"]


def test_the_report_names_what_was_taken_what_waits_and_what_was_left_out(taken, bank):
    data = taken[1].data
    assert [(x["id"], x["unit"], x["amount"]) for x in data["taken"]] == [
        ("S000000001", "3-101", "200.00"),
        ("S000000002", "3-102", "200.00"),
    ]
    assert (data["known"], data["left_out"], data["waiting"]) == (0, 1, 2)
    (left,) = data["left"]
    assert (left["where"], left["amount"], str(left["why"])) == ("bank.csv!6", "-30.00", "outgoing")


def test_a_row_that_was_copied_is_entered_once_and_one_that_was_split_in_parts(taken):
    book, _ = taken
    (row,) = (cells for cells in rows(book, SHEET) if cells["凭证号"] == "S000000003")
    copied = {name: value for name, value in row.items() if value is not None}
    pen.type_below(book, SHEET, "凭证号", copied)
    pen.type_below(book, SHEET, "凭证号", {**copied, "金额": 20})
    type_beside(book, "S000000003", "3-101")
    run(book)
    entered = [(unit, amount) for unit, amount, voucher in paid(book) if voucher == "S000000003"]
    assert entered == [("3-101", 77), ("3-101", 20)]
    assert waiting(book) == ["S000000004"]


def test_the_same_statement_again_does_nothing(taken, bank):
    book, _ = taken
    before = book.read_bytes()
    report = run(book, bank)
    assert book.read_bytes() == before
    assert report.data["known"] == 4 and not report.data["taken"]


def test_two_halves_that_overlap_give_what_the_whole_gives(book, bank, tmp_path):
    other = Path(shutil.copy(book, tmp_path / "other.xlsx"))
    run(other, bank)
    run(book, statement(tmp_path, LINES[2:], "late.csv"))
    run(book, statement(tmp_path, LINES[:4], "early.csv"))
    assert sorted(paid(book)) == sorted(paid(other))
    assert sorted(waiting(book)) == sorted(waiting(other))


def test_undo_takes_all_of_it_back(book, bank):
    before = {name: rows(book, name) for name in ("收款", SHEET)}
    run(book, bank)
    undo(book, now=NOW)
    assert {name: rows(book, name) for name in ("收款", SHEET)} == before


def test_a_dry_run_says_the_same_and_writes_nothing(book, bank):
    before = book.read_bytes()
    dry = run(book, bank, dry_run=True)
    assert book.read_bytes() == before
    assert dry.data["taken"] == run(book, bank).data["taken"]


def test_a_unit_that_was_typed_moves_the_row_to_the_payments(taken, bank):
    book, _ = taken
    type_beside(book, "S000000003", "３－１０２")
    report = run(book)
    assert paid(book)[-1] == ("3-102", 77, "S000000003")
    assert waiting(book) == ["S000000004"]
    assert not rows(book, "备忘")
    assert [x["id"] for x in report.data["taken"]] == ["S000000003"]
    before = book.read_bytes()
    run(book, bank)
    assert book.read_bytes() == before


def test_undo_gives_a_typed_unit_back(taken):
    book, _ = taken
    type_beside(book, "S000000003", "3-102")
    run(book)
    undo(book, now=NOW)
    assert [r[TYPED] for r in rows(book, SHEET)] == ["3-102", None]


def test_a_unit_that_is_not_there_is_named_and_the_row_stays(taken, bank):
    book, _ = taken
    type_beside(book, "S000000003", "9-909")
    report = run(book, bank)
    (problem,) = report.problems
    assert problem.where == f"{SHEET}!G2" and "9-909" in str(problem.what)
    assert waiting(book) == ["S000000003", "S000000004"] and report.exit_code == 1


def test_leading_zeros_stay_when_a_unit_is_typed(taken):
    book, _ = taken
    type_beside(book, "S000000004", "0103")
    run(book)
    assert paid(book)[-1] == ("0103", 55, "S000000004")


@pytest.mark.parametrize("word", ["不是", "no", "非物业费"])
def test_what_is_no_property_fee_stays_and_is_asked_no_more(taken, tmp_path, word):
    book, _ = taken
    type_beside(book, "S000000003", word)
    more = statement(tmp_path, (*LINES, "2026-03-07,66.00,,路人样例,,S000000006"), "more.csv")
    report = run(book, more)
    assert report.data["waiting"] == 2 and not report.problems
    assert waiting(book) == ["S000000004", "S000000006", "S000000003"]
    assert rows(book, SHEET)[-1][TYPED] == word
    assert len(paid(book)) == 3


def test_a_row_that_a_clerk_entered_by_hand_under_its_voucher_leaves_the_list(taken):
    book, _ = taken
    type_row(book, "收款", 收款日期=date(2026, 3, 4), 房号="3-102", 金额=70, 凭证号="S000000003")
    report = run(book)
    assert waiting(book) == ["S000000004"]
    assert any("70.00" in str(p.what) and "77.00" in str(p.what) for p in report.problems)


def test_a_row_entered_by_hand_before_is_not_doubled(book, bank, tmp_path):
    type_row(book, "收款", 收款日期=date(2026, 3, 3), 房号="3-101", 金额=200)
    run(book, bank)
    assert "S000000001" in waiting(book)
    assert [p[0] for p in paid(book)].count("3-101") == 1


@pytest.mark.parametrize("voucher", [None, "S000000001"])
def test_a_row_entered_by_hand_with_a_mistyped_unit_is_not_doubled(book, bank, voucher):
    type_row(book, "收款", 收款日期=date(2026, 3, 3), 房号="3-l01", 金额=200, 凭证号=voucher)
    report = run(book, bank)
    assert "3-101" not in [unit for unit, *_ in paid(book)]
    assert ("S000000001" in waiting(book)) == (voucher is None)
    assert report.data["known"] == (voucher is not None)


def test_a_row_that_waits_and_was_entered_by_hand_with_a_mistyped_unit_leaves_the_list(taken):
    """Its voucher stands in the payments, where the row is named until it is corrected."""
    book, _ = taken
    type_row(book, "收款", 收款日期=date(2026, 3, 4), 房号="3-l02", 金额=77, 凭证号="S000000003")
    typed = paid(book)
    run(book)
    assert waiting(book) == ["S000000004"] and paid(book) == typed
    assert [p.where for p in open_book(book).problems] == [f"收款!B{1 + len(typed)}"]


def test_a_row_that_somebody_spoilt_is_named_and_kept(taken, tmp_path):
    book, _ = taken
    pen.type_into(book, SHEET, 2, {"金额": "七十七"})
    more = statement(tmp_path, (*LINES, "2026-03-07,66.00,,路人样例,,S000000006"), "more.csv")
    report = run(book, more)
    assert [p.where for p in report.problems] == [f"{SHEET}!B2"]
    assert rows(book, SHEET)[0]["金额"] == "七十七" and len(waiting(book)) == 3


def test_what_came_in_after_the_day_is_taken_later(book, bank):
    report = run(book, bank, date(2026, 3, 2))
    assert [x["id"] for x in report.data["taken"]] == ["S000000001"]
    assert any("dated after" in str(p.what) for p in report.problems)
    assert [x["id"] for x in run(book, bank).data["taken"]] == ["S000000002"]


def test_receipts_settle_what_flag_would_have_flagged(book, bank):
    result = CliRunner().invoke(app, ["flag", str(book), "--as-of", "2026-03-31", "--json"])
    before = {r["unit"]: r["owed"] for r in json.loads(result.stdout)["rows"]}
    run(book, bank)
    result = CliRunner().invoke(app, ["flag", str(book), "--as-of", "2026-03-31", "--json"])
    after = {r["unit"]: r["owed"] for r in json.loads(result.stdout)["rows"]}
    assert (before["3-101"], after["3-101"]) == ("600.00", "400.00")


def test_an_old_ledger_without_the_sheet_gets_it(book, bank):
    opened = load_workbook(book)
    del opened[SHEET]
    opened.save(book)
    run(book, bank)
    assert waiting(book) == ["S000000003", "S000000004"]
    type_beside(book, "S000000004", "0103")
    run(book)
    assert waiting(book) == ["S000000003"]


def test_a_file_that_is_no_statement_changes_nothing(book, tmp_path):
    before = book.read_bytes()
    letter = tmp_path / "letter.csv"
    letter.write_text("尊敬的业主,\n您好", encoding="utf-8")
    with pytest.raises(CuifeiError, match="no statement"):
        run(book, letter)
    assert book.read_bytes() == before


def test_an_office_that_keeps_what_was_paid_itself_is_refused(tmp_path, bank):
    path = offices.write(tmp_path / "office.xlsx", 台账=offices.MONTHS)
    adopt(path, now=NOW, yes=True)
    before = path.read_bytes()
    with pytest.raises(CuifeiError, match="count twice"):
        run(path, bank)
    assert path.read_bytes() == before
    assert run(path, bank, dry_run=True).data["left_out"] == 1
    assert path.read_bytes() == before


def test_an_office_that_lists_only_charges_may_take_receipts(tmp_path):
    charges = [
        ["房号", "业主", "账期", "到期日", "应收金额"],
        ["3-101", "甲一样例", "2026-01", "2026-01-05", 200],
        ["3-102", "甲二样例", "2026-01", "2026-01-05", 300],
    ]
    path = offices.write(tmp_path / "office.xlsx", 应收表=charges)
    answers = tmp_path / "answers.txt"
    answers.write_text("表1.规则.金额含义 = 应收", encoding="utf-8")
    assert adopt(path, now=NOW, map_file=answers).exit_code == 0
    report = run(path, statement(tmp_path))
    assert [x["unit"] for x in report.data["taken"]] == ["3-101"]
    assert [r["房号"] for r in rows(path, "收款")] == ["3-101"]


def test_a_whole_random_statement_goes_into_a_book_and_only_once(tmp_path):
    made = generator.make(32, 30)
    path = tmp_path / "book.xlsx"
    build.build(path, made.ledger)
    bill = files.write(tmp_path, made, files.alipay)
    data = run(path, bill).data
    assert len(data["taken"]) >= 25
    entered = {(p["unit"], p["amount"], p["id"]) for p in data["taken"]}
    stands = {(u, f"{a:.2f}", v) for u, a, v in paid(path) if v and len(v) > 15}
    assert stands == entered
    before = path.read_bytes()
    run(path, bill)
    assert path.read_bytes() == before


def test_the_command_line_speaks_json_and_both_languages(book, bank):
    words = ["receipts", str(book), str(bank), "--as-of", "2026-03-31"]
    result = CliRunner().invoke(app, [*words, "--json", "--dry-run"])
    data = json.loads(result.stdout)
    needed = {"book", "file", "taken", "undecided", "known", "left_out", "problems"}
    assert result.exit_code == 0 and needed <= set(data)
    one = data["undecided"][0]
    assert {"id", "date", "amount", "candidates", "why"} <= set(one)
    assert {"unit", "score", "reasons"} == set(one["candidates"][0])
    said = CliRunner().invoke(app, [*words, "--lang", "en"]).stdout
    assert "2 receipts of 400.00 yuan together" in said and "outgoing 1" in said


def test_an_english_ledger_is_written_in_english(tmp_path, bank):
    path = tmp_path / "book.xlsx"
    ledger = Ledger({u.unit: u for u in UNITS}, ())
    build.build(path, ledger, lang="en")
    run(path, bank)
    (row, *_) = rows(path, "Payments")
    assert row["Channel"] == "Bank transfer" and row["Note"].startswith("Statement: ")
    assert rows(path, "Undecided_receipts")


def test_the_demo_estates_statement_is_taken_but_for_what_a_person_decides(tmp_path):
    path = copy_to(tmp_path)
    bank = estate_bank.write(tmp_path, open_book(path).docket(AS_OF), "zh")
    data = run(path, bank, AS_OF).data
    assert (len(data["taken"]), len(data["undecided"]), data["left_out"]) == (20, 3, 2)


def other(tmp_path, lines, name):
    """Write a statement of another form: a direction, and no serial number."""
    path = tmp_path / name
    head = "Txn Date,Dr/Cr,Amount(CNY),对手信息,Particulars"
    path.write_text("\n".join((head, *lines)), encoding="gb18030")
    return path


def test_a_bill_without_serials_in_other_words_is_read(book, tmp_path):
    lines = (
        '20260302,CR,"600.00",甲一样例,3-101 物业费',
        "20260303,DR,50.00,样例保洁,保洁费",
        ',,"600.00",,',
    )
    report = run(book, other(tmp_path, lines, "二行.csv"))
    assert [(unit, amount) for unit, amount, _ in paid(book)[1:]] == [("3-101", 600)]
    (odd,) = report.data["problems"]
    assert odd.where == "二行.csv!4" and "no date" in str(odd.what)


@pytest.mark.parametrize("day", ["20260302", "20260304"])
def test_the_same_sum_in_another_statement_waits_once_nothing_is_owed(
    book,
    tmp_path,
    day,
):
    first = statement(tmp_path, ("2026-03-02,600.00,,甲一样例,3-101物业费,S000000001",))
    run(book, first)
    again = other(tmp_path, (f"{day},CR,600.00,甲一样例,甲一样例3-101",), "微信.csv")
    report = run(book, again)
    assert [amount for unit, amount, _ in paid(book) if unit == "3-101"] == [600]
    assert len(waiting(book)) == 1
    assert "another" in str(report.data["undecided"][0]["why"])


def test_the_same_sum_again_is_taken_while_it_is_still_owed(book, tmp_path):
    run(book, statement(tmp_path, ("2026-03-02,200.00,,甲一样例,3-101物业费,S000000001",)))
    line = "2026-03-03,200.00,,甲一样例,3-101物业费,S000000099"
    run(book, statement(tmp_path, (line,), "二.csv"))
    assert [amount for unit, amount, _ in paid(book) if unit == "3-101"] == [200, 200]


def test_hidden_and_filtered_rows_count_like_all_others(book, tmp_path):
    made = Workbook()
    page = made.active
    for row in (
        ["样例银行对账单"],
        ["交易日", "时间", "收入", "支出", "对方名称", "用途"],
        [20260302, 93015, 200, None, "甲一样例", "3-101物业费"],
        [20260303, 93015, 200, None, "甲二样例", "3-102物业费"],
    ):
        page.append(row)
    page.auto_filter.ref = "A2:F4"
    page.row_dimensions[4].hidden = True
    made.save(tmp_path / "筛选.xlsx")
    run(book, tmp_path / "筛选.xlsx")
    assert [unit for unit, _, _ in paid(book)[1:]] == ["3-101", "3-102"]


def test_a_statement_of_balances_alone_is_none(book, tmp_path):
    path = tmp_path / "余额.csv"
    path.write_text("日期,余额,对方户名\n2026-03-02,200.00,甲一样例\n", encoding="utf-8")
    before = book.read_bytes()
    with pytest.raises(CuifeiError, match="no statement"):
        run(book, path)
    assert book.read_bytes() == before
