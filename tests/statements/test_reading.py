"""Statements of banks, WeChat and Alipay are read line by line, whatever stands around them."""

from datetime import date
from random import Random

import pytest
from openpyxl import Workbook

from cuifei.domain.problems import CuifeiError
from cuifei.statements.reading import read
from statements import files, generator, oracle

HEAD = ["交易日期", "借方发生额", "贷方发生额", "余额", "对方户名", "摘要", "流水号"]


def book(tmp_path, rows, name="a.xlsx"):
    path = tmp_path / name
    made = Workbook()
    for row in rows:
        made.active.append(row)
    made.save(path)
    return path


def text(tmp_path, lines, name="a.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def receipts(path):
    return [(r.date, r.amount, r.payer, r.note) for r in read(path).receipts]


@pytest.mark.parametrize("layout", files.LAYOUTS, ids=lambda one: one.__name__)
def test_every_layout_gives_every_receipt_and_leaves_the_rest_out(layout, tmp_path):
    made = generator.make(5)
    path = files.write(tmp_path, made, layout)
    statement = read(path)
    assert not statement.problems and not statement.repeated
    events = files.told(made, layout)
    came = [e for e in events if e.incoming and e.trait != "interest"]
    said = sorted((e.day, e.amount, e.payer, oracle._said(e.note)) for e in came)
    got = sorted((r.date, r.amount, r.payer, oracle._said(r.note)) for r in statement.receipts)
    assert got == said
    assert len(statement.left) == len(events) - len(came)
    assert len({r.id for r in statement.receipts}) == len(came)


@pytest.mark.parametrize(
    ("layout", "channel"),
    [(files.wechat, "微信"), (files.alipay, "支付宝"), (files.icbc, "银行转账")],
)
def test_the_channel_is_what_the_file_says_it_is(layout, channel, tmp_path):
    assert read(files.write(tmp_path, generator.make(2), layout)).channel == channel


def test_a_merchants_bill_of_wechat_with_back_ticks_and_sums_below(tmp_path):
    head = (
        "交易时间,公众账号ID,商户号,微信订单号,商户订单号,用户标识,交易类型,交易状态,应结订单金额,"
    )
    head += "退款金额,商品名称,商户数据包,手续费,费率,订单金额"
    line = "`2026-03-02 10:00:00,`wx0,`100,`42000{n},`A{n},`o{n},`NATIVE,`{state},`{sum},`{back},"
    line += "`物业费,`{note},`0.30,`0.60%,`{gross}"
    lines = [
        head,
        line.format(
            n="0000000001", state="SUCCESS", sum="49.70", back="0.00", note="3-101", gross="50.00"
        ),
        line.format(
            n="0000000002", state="SUCCESS", sum="80.00", back="0.00", note="3-102", gross="80.00"
        ),
        line.format(
            n="0000000002", state="REFUND", sum="0.00", back="80.00", note="3-102", gross="0.00"
        ),
        "总交易单数,应结订单总金额,退款总金额,手续费总金额,订单总金额",
        "`3,`129.70,`80.00,`0.60,`130.00",
    ]
    statement = read(text(tmp_path, lines))
    assert [(r.id, r.amount, r.note) for r in statement.receipts] == [
        ("420000000000001", 5_000, "物业费 3-101"),
        ("420000000000002", 8_000, "物业费 3-102"),
    ]
    assert [(line.id, line.amount) for line in statement.left] == [("420000000000002", -8_000)]
    assert not statement.problems


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_texts_are_read_in_every_encoding_that_exports_use(encoding, tmp_path):
    lines = ["日期,金额,付款人,附言", "2026-03-02,100.00,甲一样例,3-101"]
    path = text(tmp_path, lines, encoding=encoding)
    assert receipts(path) == [(date(2026, 3, 2), 10_000, "甲一样例", "3-101")]


@pytest.mark.parametrize(
    "day",
    ["2026-03-02", "2026/3/2", "2026年3月2日", "20260302", "20260302 101500", "20260302101500",
     "2026.3.2 10:15", "2026-03-02 10:15:00"],
)  # fmt: skip
def test_days_are_read_as_exports_write_them(day, tmp_path):
    path = text(tmp_path, ["日期,金额,付款人", f"{day},100.00,甲一样例"])
    assert receipts(path) == [(date(2026, 3, 2), 10_000, "甲一样例", "")]


@pytest.mark.parametrize("amount", ["100", "100.00", "+100.00", "¥100.00", "100.00元", " 100.00 "])
def test_amounts_are_read_as_exports_write_them(amount, tmp_path):
    path = text(tmp_path, ["日期,金额,付款人", f"2026-03-02,{amount},甲一样例"])
    assert receipts(path)[0][1] == 10_000


def test_days_that_may_be_read_in_two_ways_are_refused(tmp_path):
    path = text(tmp_path, ["日期,金额,付款人", "03/02/2026,100.00,甲", "04/05/2026,90.00,乙"])
    with pytest.raises(CuifeiError, match="days or the months"):
        read(path)
    path = text(tmp_path, ["日期,金额,付款人", "03/02/2026,100.00,甲", "14/05/2026,90.00,乙"])
    assert [r.date for r in read(path).receipts] == [date(2026, 2, 3), date(2026, 5, 14)]


def test_a_line_that_cannot_be_read_is_named_and_the_rest_goes_on(tmp_path):
    path = text(
        tmp_path,
        [
            "日期,金额,付款人",
            "2026-03-02,一百,甲一样例",
            "何日,80.00,甲二样例",
            "2026-03-03,90.00,甲三样例",
        ],
    )
    statement = read(path)
    assert [r.payer for r in statement.receipts] == ["甲三样例"]
    assert [p.where for p in statement.problems] == ["a.csv!2", "a.csv!3"]


@pytest.mark.parametrize(
    "lines",
    [
        ["房号,业主,应收金额,到期日", "3-101,甲一样例,100,2026-03-05"],
        ["只是一段话"],
        ["日期,金额", "2026-03-02,100"],
    ],
)
def test_a_file_that_is_no_statement_is_refused_with_what_was_looked_for(lines, tmp_path):
    with pytest.raises(CuifeiError) as refused:
        read(text(tmp_path, lines))
    assert "no statement is found" in str(refused.value)
    assert "贷方发生额" in str(refused.value.remedy)


@pytest.mark.parametrize(
    "data", [b"", b"  \n", b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe", b"PK\x03\x04xx"]
)
def test_what_is_no_table_at_all_is_refused(data, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(CuifeiError):
        read(path)
    with pytest.raises(CuifeiError):
        read(tmp_path / "none.csv")


def test_sums_page_breaks_and_notes_are_no_lines(tmp_path):
    rows = [
        ["样例银行账户明细"], [], HEAD,
        ["承前页", None, None, 1000],
        ["2026-03-02", None, 100, 1100, "甲一样例", "3-101", "S0000000001"],
        ["本页小计", None, 100, 1100],
        HEAD,
        ["2026-03-03", 50, None, 1050, "样例保洁公司", "付款", "S0000000002"],
        ["合计", 50, 100, 1050],
        ["打印日期:2026-03-31"],
    ]  # fmt: skip
    statement = read(book(tmp_path, rows))
    assert [r.payer for r in statement.receipts] == ["甲一样例"]
    assert [str(line.why) for line in statement.left] == ["outgoing"]
    assert not statement.problems


def test_balances_prove_which_column_came_in(tmp_path):
    """An accountant's own book: there 借方 is what came in."""
    rows = [
        HEAD,
        ["2026-03-02", 100, None, 1100, "甲一样例", "3-101", "S0000000001"],
        ["2026-03-03", 70, None, 1170, "甲二样例", "3-102", "S0000000002"],
        ["2026-03-04", None, 50, 1120, "样例保洁公司", "付款", "S0000000003"],
    ]
    assert [r.payer for r in read(book(tmp_path, rows)).receipts] == ["甲一样例", "甲二样例"]
    downwards = [HEAD, *rows[:0:-1]]
    assert {r.payer for r in read(book(tmp_path, downwards)).receipts} == {"甲一样例", "甲二样例"}


def test_an_accountants_book_without_proof_is_refused(tmp_path):
    rows = [["银行存款日记账"], HEAD, ["2026-03-02", 100, None, None, "甲一样例", "3-101", "S1"]]
    with pytest.raises(CuifeiError, match="accountant"):
        read(book(tmp_path, rows))


def test_amounts_without_a_sign_go_the_way_the_balance_goes(tmp_path):
    rows = [
        ["日期", "交易金额", "余额", "对方户名", "摘要"],
        ["2026-03-02", 100, 1100, "甲一样例", "3-101"],
        ["2026-03-03", 50, 1050, "样例保洁公司", "付款"],
        ["2026-03-04", 70, 1120, "甲二样例", "3-102"],
        ["2026-03-05", 30, 1150, "甲三样例", "3-103"],
    ]
    statement = read(book(tmp_path, rows))
    assert {r.payer: r.doubt is None for r in statement.receipts} == {
        "甲一样例": False,  # the first one: nothing says what the balance was before
        "甲二样例": True,
        "甲三样例": True,
    }


def test_what_is_refunded_closed_or_neutral_is_left_out(tmp_path):
    head = "交易时间,交易对方,商品,收/支,金额(元),当前状态,交易单号"
    states = ["已全额退款", "支付失败", "已存入零钱", "已退款(￥5.00)", "奇怪", "对方已退还"]
    lines = [
        f"2026-03-0{n} 10:00:00,甲{n},3-101,收入,¥10.00,{state},S000000000{n}"
        for n, state in enumerate(states, 1)
    ]
    lines.append("2026-03-08 10:00:00,甲8,零钱提现,/,¥10.00,提现已到账,S0000000008")
    statement = read(text(tmp_path, [head, *lines]))
    assert [str(line.why) for line in statement.left] == [
        "refunded",
        "not completed (支付失败)",
        "neither income nor expense",
    ]
    assert {r.payer: str(r.doubt) for r in statement.receipts} == {
        "甲3": "None",
        "甲4": "a part of it was paid back",
        "甲5": "its state “奇怪” is not known",
        "甲6": "its state “对方已退还” is not known",
    }


def test_interest_is_left_out_and_a_payers_word_of_it_is_not(tmp_path):
    lines = ["日期,金额,付款人,摘要", "2026-03-21,1.23,,结息", "2026-03-22,100,甲,3-101违约金利息"]
    statement = read(text(tmp_path, lines))
    assert [str(line.why) for line in statement.left] == ["interest"]
    assert [r.payer for r in statement.receipts] == ["甲"]


def test_a_sum_of_many_small_payments_waits(tmp_path):
    lines = ["日期,金额,付款人,摘要", "2026-03-21,1234.00,财付通支付科技有限公司,商户结算"]
    (receipt,) = read(text(tmp_path, lines)).receipts
    assert "WeChat" in str(receipt.doubt)


def test_a_serial_number_that_excel_has_cut_off_is_none(tmp_path):
    lines = ["日期,金额,付款人,流水号", "2026-03-02,100,甲,4.20E+27", "2026-03-02,100,乙,4.20E+27"]
    ids = [r.id for r in read(text(tmp_path, lines)).receipts]
    assert len(set(ids)) == 2 and all(own.startswith("D-") for own in ids)


def test_short_serial_numbers_begin_again_each_day(tmp_path):
    lines = ["日期,金额,付款人,流水号", "2026-03-02,100,甲,0001", "2026-03-03,100,甲,0001"]
    assert [r.id for r in read(text(tmp_path, lines)).receipts] == [
        "20260302-0001",
        "20260303-0001",
    ]


def test_a_line_that_stands_twice_under_one_number_is_taken_once(tmp_path):
    line = "2026-03-02,100,甲,S0000000001"
    statement = read(text(tmp_path, ["日期,金额,付款人,流水号", line, line]))
    assert len(statement.receipts) == 1 and statement.repeated == 1


def test_two_lines_under_one_number_are_two_receipts(tmp_path):
    lines = ["2026-03-02,100,甲,S0000000001", "2026-03-02,90,甲,S0000000001"]
    statement = read(text(tmp_path, ["日期,金额,付款人,流水号", *lines]))
    assert len({r.id for r in statement.receipts}) == 2


def test_without_serial_numbers_the_same_line_has_the_same_id_in_every_file(tmp_path):
    lines = [f"2026-03-0{n},100,甲一样例,3-101" for n in (2, 2, 3)]
    head = "日期,金额,付款人,附言"
    whole = read(text(tmp_path, [head, *lines], "whole.csv"))
    again = read(book(tmp_path, [line.split(",") for line in (head, *lines)], "again.xlsx"))
    assert [r.id for r in whole.receipts] == [r.id for r in again.receipts]
    assert len({r.id for r in whole.receipts}) == 3


def test_two_accounts_do_not_share_ids(tmp_path):
    lines = ["日期,金额,付款人,附言", "2026-03-02,100,甲一样例,3-101"]
    ids = {
        read(text(tmp_path, [f"账号:{number}", *lines], f"{number}.csv")).receipts[0].id
        for number in ("0000111122223333", "0000111122224444")
    }
    assert len(ids) == 2


def test_several_sheets_are_read_and_named(tmp_path):
    path = tmp_path / "a.xlsx"
    made = Workbook()
    for name in ("三月", "四月"):
        sheet = made.create_sheet(name)
        sheet.append(["日期", "金额", "付款人"])
        sheet.append(["2026-03-02", 100, f"甲{name}"])
    made.save(path)
    assert [r.place for r in read(path).receipts] == ["a.xlsx/三月!2", "a.xlsx/四月!2"]


def test_a_room_in_a_column_of_its_own_is_read(tmp_path):
    path = book(tmp_path, [["缴费日期", "到账时间", "房号", "金额", "付款人"],
                           ["x", "2026-03-02", 301.0, 100, "甲"]])  # fmt: skip
    assert read(path).receipts[0].note == "301"


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_the_columns_and_columns_of_the_offices_own_change_nothing(seed, tmp_path):
    made = generator.make(seed, 12)
    name, data = files.direction(made.events, None)
    plain = tmp_path / f"plain-{name}"
    plain.write_bytes(data)
    table = [line.split("\t") for line in data.decode().splitlines()]
    order = Random(seed).sample(range(len(table[0])), len(table[0]))
    mixed = [["入账说明", *(row[n] for n in order), "经办"] for row in table[:1]]
    mixed += [["样例", *(row[n] for n in order), "样演"] for row in table[1:]]
    path = book(tmp_path, mixed)
    assert receipts(path) == receipts(plain)


@pytest.mark.parametrize(
    ("head", "typed", "fen"),
    [
        ("金额(分)", "30120", 301_20),
        ("交易金额（单位：分）", "30120", 301_20),
        ("金额(元)", "301.20", 301_20),
        ("交易金额(万元)", "0.03", 300_00),
    ],
)
def test_an_amount_is_of_the_unit_that_its_header_names(tmp_path, head, typed, fen):
    path = text(
        tmp_path, [f"交易时间,{head},付款人,备注", f"2026-03-02 10:00:00,{typed},甲一样例,"]
    )
    assert [amount for _, amount, _, _ in receipts(path)] == [fen]


def test_a_title_may_name_the_unit_of_all_amounts(tmp_path):
    lines = ["样例商户账单,金额单位：分", "日期,收入,支出,余额,付款人"]
    lines += ["2026-03-02,30120,,30120,甲一样例", "2026-03-03,,120,30000,样例保洁"]
    statement = read(text(tmp_path, lines))
    assert [one.amount for one in statement.receipts] == [301_20]
    assert [one.amount for one in statement.left] == [-1_20]


def test_another_currency_is_never_taken_for_yuan(tmp_path):
    lines = ["日期,币种,收入,对方户名,附言", "2026-03-02,USD,200.00,甲一样例,3-101"]
    lines += ["2026-03-03,人民币,150.00,甲二样例,3-102", "2026-03-04,,10.00,甲三样例,3-103"]
    statement = read(text(tmp_path, lines))
    assert [one.amount for one in statement.receipts] == [150_00, 10_00]
    assert [one.where for one in statement.problems] == ["a.csv!2"]


@pytest.mark.parametrize(("word", "read_"), [("美元", False), ("人民币", True), ("CNY", True)])
def test_an_account_in_another_currency_is_refused(tmp_path, word, read_):
    path = text(
        tmp_path, [f"账号：6200,币种：{word}", "日期,收入,对方户名", "2026-03-02,2.00,甲一样例"]
    )
    if read_:
        assert receipts(path) == [(date(2026, 3, 2), 200, "甲一样例", "")]
    else:
        with pytest.raises(CuifeiError, match=word):
            read(path)


def test_a_text_file_with_tabs_and_other_words_is_read(tmp_path):
    lines = ["记账日\t金额\t借贷标志\t对手信息\t用途", "20260302\t200.00\t贷\t甲一样例\t3-101"]
    path = text(tmp_path, lines, "a.txt", "gb18030")
    assert receipts(path) == [(date(2026, 3, 2), 200_00, "甲一样例", "3-101")]


def test_a_bill_of_one_line_is_no_accountants_book(tmp_path):
    lines = [
        "样例银行 账户交易明细账单",
        "交易日期,借方,贷方,对方户名",
        "2026-03-02,,200.00,甲一样例",
    ]
    assert receipts(text(tmp_path, lines)) == [(date(2026, 3, 2), 200_00, "甲一样例", "")]
