"""Statements of banks that say the same in other words and another order of columns."""

import pytest

from cuifei.statements.reading import read

LINES = (
    ("20", "3069.22", "in", "钱样一", "样例-1-302物业费"),
    ("20", "518.90", "out", "供电公司样例", "电费"),
    ("21", "181.90", "in", "Alex Sample", "样例-1-502物业费"),
)


def two(head, line, none=""):
    """Return a statement with a column for each way, as `line` puts its cells."""
    text = [head]
    for day, money, way, who, note in LINES:
        came, went = (money, none) if way == "in" else (none, money)
        text.append(line.format(day=day, came=came, went=went, who=who, note=note))
    return "\n".join(text)


def one(head, line, came, went):
    """Return a statement with one column of money, and a word for the way."""
    text = [head]
    for day, money, way, who, note in LINES:
        word = came if way == "in" else went
        text.append(line.format(day=day, money=money, way=word, who=who, note=note))
    return "\n".join(text)


PLAIN = "2026-11-{day},{went},{came},9,{who},{note}"
FILES = {
    "出入账": two("凭证日期,出账金额,入账金额,当前余额,对方账户名称,交易附言", PLAIN, none="0"),
    "转出转入": two("交易日,转出,转入,余额,对方,摘要", PLAIN),
    "支出收入": two("入账日期,支出(元),收入(元),结余,付款人名称,用途", PLAIN, none="-"),
    "in and out": two(
        "Posting Date,Money Out,Money In,Running Balance,From,Description", PLAIN, none=""
    ),
    "支取收入": "账号,6222****0001,户名,样例物业\n\n"
    + two("交易日期,借方发生额（支取）,贷方发生额（收入）,余额,对方户名,摘要", PLAIN, none="0.00")
    + "\n合计,518.90,3251.12,,,",
    "flag": one(
        "Date,Dr/Cr Flag,Amount,Balance,Counterparty,Narrative",
        "2026-11-{day},{way},{money},9,{who},{note}",
        "CR",
        "DR",
    ),
    "收付": one(
        "日期,收付标志,交易金额,余额,对方户名,摘要",
        "2026-11-{day},{way},{money},9,{who},{note}",
        "收",
        "付",
    ),
    "no name known": one(
        "Date,Amt Sense,Amount,Balance,Counterparty,Narrative",
        "2026-11-{day},{way},{money},9,{who},{note}",
        "C",
        "D",
    ),
    "signed": one(
        "记账日期,金额,账户余额,交易对手,备注",
        "2026/11/{day},{way}{money},9,{who},{note}",
        "+",
        "-",
    ),
}


@pytest.mark.parametrize("coded", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", FILES)
def test_what_came_in_is_taken_and_what_went_out_is_left(tmp_path, name, coded):
    path = tmp_path / "流水.csv"
    path.write_bytes(FILES[name].encode(coded))
    statement = read(path)
    assert [(str(x.date), x.amount, x.payer) for x in statement.receipts] == [
        ("2026-11-20", 306_922, "钱样一"),
        ("2026-11-21", 18_190, "Alex Sample"),
    ]
    assert [x.amount for x in statement.left] == [-51_890] and not statement.problems
