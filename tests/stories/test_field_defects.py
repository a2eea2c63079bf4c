"""Eighteen defects seen in other dunning and property systems: none of them is ours.

Each test is named for its defect and goes through the outermost door that shows it: the
commands on a small workbook, or the letters room where the defect is one of printing.
"""

import re
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from cuifei.commands import batch
from cuifei.commands.select import Wanted
from cuifei.domain.account.late_fee import percent
from cuifei.domain.dates import Calendar
from cuifei.domain.ladder.cases import demand_lines
from cuifei.domain.money import capitals, text
from cuifei.domain.papers.demand import Paper, demand
from cuifei.domain.problems import CuifeiError
from cuifei.domain.records import Charge, Payment
from cuifei.domain.work.worklist import tasks
from cuifei.letters import print_letter
from cuifei.letters.template import compile
from cuifei.letters.text import plain as words_of
from cuifei.tables.presets import ladder
from cuifei.workbook import closed
from letters import samples
from letters.words import docx, p
from stories.office import (
    PAY,
    SETTINGS,
    TODAY,
    Office,
    by_unit,
    fen,
    held,
    owes,
    paper,
    unit,
    written,
)
from stories.told import ACCOUNT, NINE_MOVES, RESIDENTIAL, estate, household


def test_01_paying_one_yuan_takes_nobody_off_the_list(tmp_path):
    """Paying 1 yuan made the debtor vanish from dunning."""
    one_yuan = Payment("1-101", date(2026, 3, 18), 100)
    office = Office(tmp_path, [unit("1-101")], owes("1-101", 5), payments=(one_yuan,))
    row = by_unit(office.flags())["1-101"]
    assert (row["owed"], row["unpaid_periods"], row["months_overdue"]) == ("999.00", 5, 4)
    assert written(office.writes()) == {"1-101": "payment_notice"}


def test_02_a_letter_for_one_item_silences_no_other():
    """A reminder for one item silenced all others."""
    home = household("1-101", ladder=RESIDENTIAL).owes(200, "2025-10")
    home.gets("payment_notice", "2026-02-02", level=1)
    home.owes(80, "2026-03", due_day=10, item="停车费")
    case = home.on("2026-03-13").case
    assert {line.charge.item for line in demand_lines(case)} == {"物业费", "停车费"}
    todo = tasks(estate(home).docket("2026-03-03"), date(2026, 3, 13))
    due = [task for task in todo if "80.00" in str(task.why)]
    assert {t.kind for t in due} == {"remind_before", "remind_after"}
    # 物业费 is paid: 停车费 goes its own way, by its own date, from the bottom.
    home.pays("2026-03-14", 200, period="2025-10")
    day = home.on("2026-03-15")
    assert (day.next, day.level, str(day.earliest)) == ("payment_notice", 1, "2026-06-10")


def test_03_running_twice_doubles_no_fee_and_no_letter(tmp_path):
    """Running twice doubled fees or letters."""
    office = Office(tmp_path, [unit("1-101")], owes("1-101", 5))
    once = by_unit(office.flags())["1-101"]["late_fee"]
    assert by_unit(office.flags())["1-101"]["late_fee"] == once != "0.00"
    assert len(office.writes()["letters"]) == 1
    second = office.writes()
    assert second["letters"] == [] and held(second) == {"1-101": {"not_served"}}
    assert len(office.reads("发函")) == 1
    assert by_unit(office.flags())["1-101"]["late_fee"] == once


def test_04_a_missed_day_is_made_up_for(tmp_path):
    """A missed run day meant never."""
    office = Office(tmp_path, [unit("1-101")], owes("1-101", 1), preset="residential-monthly")
    first = office.writes(day=date(2026, 3, 3))["letters"][0]
    office.marks(first["number"], "served", date(2026, 3, 4), delivery="hand")
    early = office.writes(day=date(2026, 3, 24))
    assert held(early) == {"1-101": {"not_due"}}
    # Nobody worked on the 25th; the 29th will do.
    assert written(office.writes(day=date(2026, 3, 29))) == {"1-101": "reminder_notice"}


def test_05_a_cold_start_sends_no_last_notice_first(tmp_path):
    """Catch-up sent the last notice first."""
    charges = (*owes("1-101", 14), *owes("1-102", 40), *owes("1-103", 4))
    office = Office(tmp_path, [unit(f"1-10{n}") for n in (1, 2, 3)], charges)
    data = office.writes()
    assert written(data) == {f"1-10{n}": "payment_notice" for n in (1, 2, 3)}
    assert len(data["letters"]) == 3  # one each, however much was missed


def test_06_nothing_is_sent_before_somebody_says_so(tmp_path, monkeypatch):
    """'Sent' recorded before the PDF existed, or with no channel at all."""
    office = Office(tmp_path, [unit("1-101")], owes("1-101", 5))
    steps = []
    files, register = batch.write_files, closed.write
    monkeypatch.setattr(batch, "write_files", lambda *a: steps.append("files") or files(*a))
    monkeypatch.setattr(
        closed, "write", lambda *a, **k: steps.append("register") or register(*a, **k)
    )
    letter = office.writes()["letters"][0]
    assert steps == ["files", "register"]
    row = office.reads("发函")[0]
    assert (row["状态"], row["寄出日期"], row["送达日期"]) == ("已生成", None, None)
    assert batch.digest((tmp_path / row["文件"]).read_bytes()) == row["摘要"] == letter["sha256"]
    for state in ("served", "refused", "returned"):  # by no channel, nobody is reached
        with pytest.raises(CuifeiError, match="never recorded as sent"):
            office.marks(letter["number"], state)
    assert office.reads("发函")[0]["状态"] == "已生成"
    # Sent nobody knows how is no proof: the limitation period runs on as it did.
    before = by_unit(office.flags())["1-101"]["limitation"]
    office.marks(letter["number"], "sent")
    office.marks(letter["number"], "served")
    assert by_unit(office.flags())["1-101"]["limitation"] == before == "2028-10-28"


def test_07_every_step_can_be_reached_however_old_the_debt(tmp_path):
    """Mandatory step unreachable because level came from days only."""
    home = household("1-101", ladder=RESIDENTIAL).owes(200, "2024-01")
    went_out = home.lives("2026-03-20", "2026-05-20", served_after=1)
    assert [document for _, document in went_out] == [
        rung.document for rung in ladder("residential", "residential")
    ]
    nine = household("1-102", ladder=NINE_MOVES).owes(200, "2024-01")
    assert [d for _, d in nine.lives("2026-03-20", "2026-05-20")] == [
        "collection_letter",
        "collection_letter",
        "lawyer_letter",
    ]


def test_08_a_placeholder_split_over_runs_is_filled():
    """Placeholder split over Word runs stayed in the letter."""
    split = docx(p("致：«业主»，应付«总额»元"))  # words.field splits each name over three runs
    assert b"\xe4\xb8\x9a\xe4\xb8\xbb" not in split
    made = compile(split).render({"业主": "张三样例", "总额": "1,234.50"}, {})
    assert words_of(made) == "致：张三样例，应付1,234.50元\n"
    for document in ("payment_notice", "final_notice", "lawyer_letter"):
        content, problems = print_letter.print_letter(samples.typical(document), "zh")
        assert not problems and "«" not in words_of(content)


def test_09_two_owners_of_one_name_have_two_files(tmp_path):
    """Two owners of one name overwrote one file."""
    units = [unit("1-101", owner="张三样例"), unit("1-102", owner="张三样例")]
    data = Office(tmp_path, units, (*owes("1-101", 5), *owes("1-102", 6))).writes()
    files = [Path(letter["file"]) for letter in data["letters"]]
    assert len(set(files)) == 2 and all("张三样例" in file.name for file in files)
    for letter in data["letters"]:
        assert letter["unit"] in paper(letter) and text(fen(letter["total"])) in paper(letter)


def test_10_no_default_account_stands_in_for_a_blank_payee(tmp_path):
    """Blank payee silently replaced by a default account."""
    units = [unit("1-101"), unit("2-201", community="乙二苑")]
    office = Office(tmp_path, units, (*owes("1-101", 5), *owes("2-201", 5)))
    data = office.writes()
    assert written(data) == {"1-101": "payment_notice"}
    assert held(data) == {"2-201": {"missing_account"}}
    for blank in ("holder", "bank", "number"):
        half = replace(samples.ACCOUNT, **{blank: ""})
        letter = replace(samples.demand("final_notice"), accounts=(half,))
        _, problems = print_letter.print_letter(letter, "zh")
        assert any("not complete" in str(problem.what) for problem in problems)


def test_11_the_total_is_of_all_rows():
    """Total computed from the first page of rows."""
    long = samples.demand("final_notice", 60)
    content, problems = print_letter.print_letter(long, "zh")
    said = words_of(content)
    rows = [line.split("\t") for line in said.split("\n") if re.match(r"\d+\t", line)]
    assert not problems and len(rows) == 60
    sums = [sum(fen(row[n]) for row in rows) for n in (6, 8)]
    assert sum(sums) == long.total == sum(x.unpaid + x.late_fee for x in long.lines)
    assert text(long.total) in said and capitals(long.total) in said
    # A sum of the first page only is refused.
    wrong = replace(long, total=long.total - long.lines[-1].unpaid)
    assert print_letter.print_letter(wrong, "zh")[1]


def test_12_nothing_is_overdue_before_its_due_date(tmp_path):
    """'Overdue' said 26 days before the due date."""
    ahead = Charge("1-101", "物业费", "2026-04", 20_000, TODAY + timedelta(26))
    office = Office(tmp_path, [unit("1-101")], (ahead,), preset="residential-monthly")
    assert office.flags()["rows"] == []
    assert all(row["逾期月数"] is None and row["账龄"] == "未到期" for row in office.reads("应收"))
    assert office.writes()["letters"] == []
    assert office.flags(ahead.due)["rows"] == []  # nor on the day itself
    assert by_unit(office.flags(ahead.due + timedelta(1)))["1-101"]["months_overdue"] == 0
    early = tuple(replace(line, days_late=-26) for line in samples.lines(2, late_fee=False))
    base = samples.demand("payment_notice", 2, late_fee=False)
    content, _ = print_letter.print_letter(replace(base, lines=early), "zh")
    assert "逾期" not in words_of(content) and "未到期" in words_of(content)
    final = replace(samples.demand("final_notice", 2, late_fee=False), lines=early)
    assert any(
        "nothing is overdue" in str(x.what) for x in print_letter.print_letter(final, "zh")[1]
    )


def test_13_no_selection_outlives_its_filter(tmp_path):
    """Selection kept when the community filter changed."""
    units = [unit("1-101"), unit("2-201", community="乙二苑")]
    every = (PAY, replace(PAY, community="乙二苑"))
    office = Office(tmp_path, units, (*owes("1-101", 5), *owes("2-201", 5)), accounts=every)
    both = office.writes(Wanted(units=("1-101",), community="乙二苑"))
    assert both["letters"] == [] and both["held"] == []
    assert written(office.writes(Wanted(community="乙二苑"))) == {"2-201": "payment_notice"}
    assert written(office.writes(Wanted(community="甲一花园"))) == {"1-101": "payment_notice"}


def test_14_no_notice_says_a_fee_of_zero_where_a_rate_exists(tmp_path):
    """The notice printed '0' late fee although rules existed."""
    office = Office(tmp_path, [unit("1-101")], owes("1-101", 5))
    letter = office.writes()["letters"][0]
    charges = owes("1-101", 5)
    days = sum((TODAY - charge.due).days for charge in charges)
    fee = days * 20_000 * Fraction(5, 10_000)
    assert fee.denominator == 1 and fen(letter["total"]) == 100_000 + fee
    said = paper(letter)
    assert text(int(fee)) in said and "0.05%" in said and "样例合同第8条" in said
    # Without a rate there is no line about a fee at all, not one that says nought.
    bare = tuple(s for s in SETTINGS if not s.key.startswith("late_fee"))
    (tmp_path / "另").mkdir()
    other = Office(tmp_path / "另", [unit("1-101")], charges, settings=bare)
    said = paper(other.writes()["letters"][0])
    assert "违约金" not in said and "滞纳金" not in said


def test_15_a_date_that_cannot_be_read_is_told(tmp_path):
    """Date parse failed silently, so nobody was overdue."""
    units = [unit("1-101"), unit("1-102")]
    office = Office(tmp_path, units, (*owes("1-101", 5), *owes("1-102", 5)))
    office.types("应收", 1, "到期日", "10/1/2025")
    office.types("应收", 2, "到期日", "2025年11月28日")
    data = office.flags()
    told = {problem["where"]: problem["what"] for problem in data["problems"]}
    assert "is not a date" in told["应收!E2"] and "read as 2025-11-28" in told["应收!E3"]
    assert {u: row["unpaid_periods"] for u, row in by_unit(data).items()} == {
        "1-101": 4,
        "1-102": 5,
    }
    assert any("应收!E2" in str(row.values()) for row in office.reads("问题"))


def test_16_no_identity_number_is_on_a_notice(tmp_path):
    """ID number printed on the notice."""
    number = "110101199001011234"  # invented
    units = [unit("1-101", note=number), unit("1-102", owner=f"张三样例 {number}")]
    office = Office(tmp_path, units, (*owes("1-101", 5), *owes("1-102", 5)))
    data = office.writes()
    assert written(data) == {"1-101": "payment_notice"}
    assert held(data) == {"1-102": {"letter_lint"}}
    assert number not in paper(data["letters"][0])
    assert not any(number in path.name for path in tmp_path.rglob("*.docx"))


@pytest.mark.parametrize("rate", [Fraction(5, 10_000), Fraction(1, 3000), Fraction(3, 10_000)])
def test_17_the_rate_in_the_text_is_the_rate_in_the_sum(rate):
    """Text quoted a rate other than the one used."""
    home = household("1-101", ladder=RESIDENTIAL, address="样例路1号")
    home.policy = replace(
        home.policy,
        late_fee_rate=rate,
        late_fee_cap=Fraction(1),
        sources={"late_fee_rate": "样例合同第8条"},
    )
    home.owes(3_000, "2025-10")
    letter = _demand(home, "2026-03-20")
    content, problems = print_letter.print_letter(letter, "zh")
    assert not problems
    said = words_of(content)
    assert percent(rate) in said
    quoted = {Fraction(n) / 100 for n in re.findall(r"(\d+(?:\.\d+)?(?:/\d+)?)%", said)}
    assert quoted == {rate}
    days = (date(2026, 3, 20) - date(2025, 10, 31)).days
    assert letter.late_fee == int(300_000 * days * rate + Fraction(1, 2))
    assert text(letter.late_fee) in said


def _demand(home, when):
    case = home.on(when).case
    rung = replace(case.step.rung, last_date_days=15)
    day = date.fromisoformat(when)
    return demand(case, Paper("催1", rung, day, day, (ACCOUNT,)), home.policy, Calendar())


def test_18_no_click_prints_the_history_again(tmp_path):
    """Reprint of every historic run by one careless click."""
    units = [unit(f"1-10{n}") for n in range(1, 5)]
    charges = tuple(c for n in range(1, 5) for c in owes(f"1-10{n}", 5))
    office = Office(tmp_path, units, charges)
    first = office.writes(Wanted(limit=3))
    files = {path: path.read_bytes() for path in tmp_path.rglob("*.docx")}
    assert len(first["letters"]) == 3
    second = office.writes()
    assert written(second) == {"1-104": "payment_notice"}
    third = office.writes()
    assert third["letters"] == [] and third["folder"] is None
    folders = {path.parent for path in tmp_path.rglob("*.docx")}
    assert len(folders) == 2
    assert all(path.read_bytes() == content for path, content in files.items())
    assert len(office.reads("发函")) == 4
