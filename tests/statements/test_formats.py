"""Statements as banks publish them: no receipt is lost, and money that went out is never taken.

The full size is tests/bench/statement_formats.py; here is a small one, and each kind alone.
"""

from pathlib import Path

import pytest

from cuifei.domain.problems import CuifeiError
from cuifei.statements import money_columns
from cuifei.statements.reading import read
from statements import formats_generator, formats_oracle

CASES = Path(__file__).parent / "cases"
# file -> the receipts and what went out, in fen
RIGHT = {
    "stmt_bocom_drcr": ([306922], [51890]),
    "stmt_brackets_debit_credit": ([306922, 18190], [51890]),
    "stmt_cmb_jiaoyibeizhu": ([306922], [12300]),
    "stmt_icbc_empty_first_pair": ([306922, 18190], [50000]),
}


@pytest.mark.parametrize("name", RIGHT)
def test_what_came_in_is_taken_and_what_went_out_is_left(name):
    statement = read(CASES / f"{name}.csv")
    came, went = RIGHT[name]
    assert [one.amount for one in statement.receipts] == came
    assert [-one.amount for one in statement.left] == went
    assert not statement.problems
    assert all("样例-1-" in one.note for one in statement.receipts)


@pytest.mark.parametrize("name", formats_generator.FORMATS)
def test_a_named_format_is_read_whole_and_certain(name, tmp_path):
    for seed in range(2):
        got = formats_oracle.judged(formats_generator.make(seed, name), tmp_path)
        assert not got.wrong, got.wrong[:3]
        assert got.certain * 20 >= got.every * 19


@pytest.mark.parametrize("name", formats_generator.FORMATS)
def test_exports_that_share_two_days_take_each_line_once(name, tmp_path):
    pair = formats_generator.overlapping(3, name)
    assert not formats_oracle.overlapped(*pair, tmp_path)


def test_the_judge_sees_money_that_went_out_and_was_taken(tmp_path, monkeypatch):
    monkeypatch.setattr(money_columns, "way", lambda *_: "in")
    got = formats_oracle.judged(formats_generator.make(1, "bocom"), tmp_path)
    assert got.wrong


def told(tmp_path, *lines, name="a.csv"):
    path = tmp_path / name
    path.write_text("\n".join(lines), encoding="utf-8")
    statement = read(path)
    came = [one.amount for one in statement.receipts]
    left = [(one.amount, str(one.why)) for one in statement.left]
    return came, left, [(one.where, str(one.what)) for one in statement.problems]


@pytest.mark.parametrize(
    "heads",
    [
        "发生额（借方）,发生额（贷方）",
        "借方发生额/元(支取),贷方发生额/元(收入)",
        "交易金额[支出],交易金额[收入]",
        "金额(借方),金额(贷方)",
        "Debit Amount,Credit Amount",
        "支出金额(元),收入金额(元)",
        "借方(Debit),贷方(Credit)",
    ],
)
@pytest.mark.parametrize("turn", [1, -1])
def test_the_way_stands_anywhere_in_a_heading(heads, turn, tmp_path):
    out, came = heads.split(",")[::turn], [["", "3.00"], ["2.00", ""]]
    rows = [f"2026-11-0{n},{','.join(row[::turn])},甲一样例" for n, row in enumerate(came, 1)]
    assert told(tmp_path, f"日期,{','.join(out)},对方户名", *rows) == (
        [300],
        [(-200, "outgoing")],
        [],
    )


@pytest.mark.parametrize(
    ("came", "went"),
    [
        ("贷 Cr", "借 Dr"),
        ("贷（收入）", "借（支出）"),
        ("CR", "DR"),
        ("转账收入", "转账支出"),
        ("来账", "往账"),
        ("C/贷", "D/借"),
    ],
)
def test_the_way_is_told_by_any_words_that_agree(came, went, tmp_path):
    lines = [
        "日期,借贷标志,交易金额,对方户名",
        f"2026-11-01,{came},3,甲",
        f"2026-11-02,{went},2,乙",
    ]
    assert told(tmp_path, *lines) == ([300], [(-200, "outgoing")], [])


def test_a_way_that_nobody_knows_is_proved_by_the_balances(tmp_path):
    lines = [
        "日期,借贷标志,交易金额,余额,对方户名",
        "2026-11-01,1,3,103,甲",
        "2026-11-02,2,2,101,乙",
    ]
    lines += ["2026-11-03,1,5,106,丙", "2026-11-04,2,6,100,丁"]
    came, left, problems = told(tmp_path, *lines)
    assert (500 in came, left, problems) == (
        True,
        [(-200, "outgoing"), (-600, "outgoing")],
        [],
    )


def test_dated_lines_without_money_are_never_nothing_at_all(tmp_path):
    head = "交易日期,收入,支出,对方户名,实际金额"
    lines = [head, *(f"2026-11-0{n},-,-,甲一样例,1{n}.00" for n in range(1, 6))]
    came, left, problems = told(tmp_path, *lines)
    assert not came and {why for _, why in left} == {"nothing came in"} and len(left) == 5
    assert problems == [
        ("a.csv!2", "5 lines have a day and no money in column B, C; nothing is read")
    ]


def test_money_in_another_column_of_money_is_told(tmp_path):
    lines = ["日期,交易金额(收入),交易金额(支出),记账金额(收入),记账金额(支出),对方户名"]
    lines += ["2026-11-01,-,-,3.00,,甲", "2026-11-02,-,-,2.00,,乙", "2026-11-03,7.00,-,-,-,丙"]
    came, left, problems = told(tmp_path, *lines)
    assert came == [300, 200] and not left
    assert [where for where, _ in problems] == ["a.csv!4"]
    assert "column B" in problems[0][1]


@pytest.mark.parametrize("label", ["本月合计", "本年累计", "承前页", "过次页", "期初余额"])
def test_a_sum_with_a_date_is_no_receipt(label, tmp_path):
    lines = ["日期,收入,支出,对方户名,摘要", "2026-11-01,3.00,,甲,物业费"]
    lines += [f"2026-11-30,3.00,,,{label}"]
    assert told(tmp_path, *lines)[:2] == ([300], [(300, "a sum of other lines")])


def test_two_columns_of_one_word_and_no_way_are_never_both_taken(tmp_path):
    """发生额 twice, one of them money out: what stands only in the second is told."""
    lines = ["日期,发生额,发生额,对方户名", "2026-11-01,3.00,,甲", "2026-11-02,3.00,,乙"]
    lines += ["2026-11-03,,5.00,丙"]
    came, _, problems = told(tmp_path, *lines)
    assert came == [300, 300]
    assert [where for where, _ in problems] == ["a.csv!4"]


def test_no_statement_is_a_clean_refusal(tmp_path):
    with pytest.raises(CuifeiError, match="no statement is found"):
        told(tmp_path, "房号,业主", "1-101,甲")


PAGE = ["交易日期,收入,支出,对方户名,摘要"]
FIRST = [f"2026-11-0{n},{n}.00,,甲一样例,物业费" for n in range(1, 5)]


def test_lines_above_the_first_heading_that_is_known_are_told(tmp_path):
    """The heading of page one is spoilt; the one that page two repeats must not hide page one."""
    lines = ["交易日期,收？入,支出,对方户名,摘要", *FIRST, *PAGE, "2026-11-05,5.00,,乙,物业费"]
    came, _, problems = told(tmp_path, *lines)
    assert came == [500]
    assert problems == [
        (
            "a.csv!2",
            "4 lines with a day and an amount stand above the headings; they are not read",
        )
    ]


def test_a_heading_with_other_columns_is_followed(tmp_path):
    """Below it in and out stand the other way round: nothing is read by the first heading."""
    lines = [*PAGE, *FIRST, "交易日期,支出,收入,对方户名,摘要", "2026-11-06,7.00,,供应商,电费"]
    came, left, problems = told(tmp_path, *lines, "2026-11-07,,8.00,丙,物业费")
    assert came == [100, 200, 300, 400, 800]
    assert (left, problems) == ([(-700, "outgoing")], [])


def test_a_line_that_is_cut_in_two_is_told(tmp_path):
    lines = [*PAGE, *FIRST[:2], "2026-11-03", "3.00,,甲一样例,物业费", *FIRST[3:]]
    came, _, problems = told(tmp_path, *lines)
    assert came == [100, 200, 400]
    assert [where for where, _ in problems] == ["a.csv!4", "a.csv!5"]


def test_more_lines_than_a_month_ever_has_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("cuifei.statements.lines.MOST_LINES", 3)
    with pytest.raises(CuifeiError, match="at most 3"):
        told(tmp_path, *PAGE, *FIRST)


def test_an_amount_that_is_cut_in_two_is_not_taken_for_a_smaller_one(tmp_path):
    lines = [*PAGE, *FIRST[:2], "2026-11-03,852.8", "9,,甲一样例,物业费", *FIRST[3:]]
    came, _, problems = told(tmp_path, *lines)
    assert came == [100, 200, 400]
    assert [where for where, _ in problems] == ["a.csv!4", "a.csv!5"]
