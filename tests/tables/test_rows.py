"""Rows become records, and records rows; going round changes nothing."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cuifei.domain.keys import period_key
from cuifei.domain.records import (
    Charge,
    Contact,
    Decision,
    Hold,
    Instalment,
    Ledger,
    Letter,
    PayAccount,
    Payment,
    Rung,
    Setting,
    Unit,
)
from cuifei.tables import rows
from cuifei.tables.layout import BY_NAME, CODES
from cuifei.tables.port import Book, TableRows
from cuifei.workbook import reading
from size import FULL
from workbook.books import good, write


def ledger_of(path, sheets):
    return rows.ledger(reading.read(write(path / "b.xlsx", sheets)))


def test_good_book_has_no_problems(tmp_path):
    ledger, problems = ledger_of(tmp_path, good())
    assert problems == ()
    assert ledger.units["3-2"].owner == "甲一样例"
    assert ledger.units["3-3"].use_type == "shop"
    assert ledger.charges[0] == Charge("3-2", "物业费", "2026-01", 24780, date(2026, 1, 31))
    assert ledger.payments[0].amount == 10000
    assert [setting.key for setting in ledger.settings] == ["late_fee_rate", "late_fee_cap"]


def test_records_know_their_rows(tmp_path):
    ledger, _ = ledger_of(tmp_path, good())
    assert [charge.row for charge in ledger.charges] == [2, 3, 4]


def test_units_are_spelt_as_in_their_own_table(tmp_path):
    sheets = good()
    sheets["房产"][1][0] = "A－0101"
    sheets["应收"][1][0] = "ａ-0101 "
    sheets["应收"][2][0] = "A-0101"
    sheets["收款"][1][1] = "a-0101"
    ledger, problems = ledger_of(tmp_path, sheets)
    assert problems == ()
    assert {charge.unit for charge in ledger.charges} == {"A－0101", "3-3"}
    assert ledger.payments[0].unit == "A－0101"


def test_leading_zeros_stay(tmp_path):
    sheets = good()
    sheets["房产"] += [["0101", None, None, "甲三样例"], ["101", None, None, "甲四样例"]]
    ledger, problems = ledger_of(tmp_path, sheets)
    assert problems == ()
    assert ledger.units["0101"].owner == "甲三样例" and ledger.units["101"].owner == "甲四样例"


def test_phone_as_float_loses_its_decimal(tmp_path):
    sheets = good()
    sheets["房产"][1][4] = 13000000001.0
    ledger, problems = ledger_of(tmp_path, sheets)
    assert ledger.units["3-2"].phone == "13000000001" and problems == ()


def test_blank_optional_text_is_empty(tmp_path):
    sheets = good()
    sheets["房产"][2][5] = "  \n"
    ledger, _ = ledger_of(tmp_path, sheets)
    unit = ledger.units["3-3"]
    assert (unit.phone, unit.note, unit.owner_type, unit.language) == ("", "", "", "zh")


@pytest.mark.parametrize(
    ("cell", "period"),
    [
        ("2026年3月", "2026-03"),
        (date(2026, 3, 1), "2026-03"),
        (202603, "2026-03"),
        (2026.03, "2026-03"),
        (2026.12, "2026-12"),
        (2026, "2026"),
        ("2026.1", "2026-01"),
        ("2026年第1季度", "2026-Q1"),
        ("2026年上半年", "2026年上半年"),
    ],
)
def test_periods(tmp_path, cell, period):
    sheets = good()
    sheets["应收"][1][2] = cell
    ledger, _ = ledger_of(tmp_path, sheets)
    assert ledger.charges[0].period == period


def test_priorities_are_the_managers(tmp_path):
    sheets = good()
    sheets["队列"] += [[2, "3-2"], [None, "3-3"]]
    assert ledger_of(tmp_path, sheets)[0].priorities == {"3-2": 2}


def test_row_order_is_irrelevant(tmp_path):
    sheets = good()
    forth, _ = ledger_of(tmp_path, sheets)
    for name in ("房产", "应收", "收款"):
        sheets[name][1:] = reversed(sheets[name][1:])
    back, _ = ledger_of(tmp_path, sheets)
    assert back.units == forth.units
    assert set(back.charges) == set(forth.charges)


def test_written_values_are_those_of_a_cell():
    letter = Letter("催1", "lawyer_letter", "3-2", date(2026, 4, 1), amount=24780, state="sent")
    written = rows.cells(letter, "zh")
    assert written["document"] == "律师函" and written["state"] == "已寄出"
    assert written["amount"] == Decimal("247.80") and written["date"] == date(2026, 4, 1)
    assert written["served"] is None and "row" not in written
    assert rows.cells(letter, "en")["state"] == "Sent"
    rung = Rung("shop", 1, "final_notice", "next 13")
    assert rows.cells(rung, "zh")["trigger"] == "次月13日"


# ---- rows -> records -> rows is the identity ----

texts = st.text(st.sampled_from("甲乙Ab1-=+@0.%& "), max_size=8).map(str.strip)
words = texts.filter(bool)
days = st.dates(date(2000, 1, 1), date(2090, 12, 31))
fen = st.integers(1, 10**11)
unit_names = st.sampled_from(["3-2", "0101", "101", "A座-5"])
maybe_day = st.none() | days
periods = st.sampled_from(["2026-01", "2026-Q3", "2025", "上半年"]).map(period_key)


def code(name):
    return st.sampled_from(["", *CODES[name]])


letters = st.builds(
    Letter,
    number=words,
    document=st.sampled_from(list(CODES["document"])),
    unit=unit_names,
    date=days,
    as_of=maybe_day,
    last_date=maybe_day,
    amount=st.just(0) | fen,
    state=st.sampled_from(list(CODES["letter_state"])),
    sent=maybe_day,
    delivery=code("delivery"),
    waybill=texts,
    served=maybe_day,
    result=code("letter_result"),
    file=texts,
    digest=texts,
    level=st.integers(0, 9),
    note=texts,
)
triggers = st.builds("{} {}".format, st.sampled_from(["months", "day", "next"]), st.integers(1, 28))
rungs = st.builds(
    Rung,
    use_type=st.sampled_from(list(CODES["use_type"])),
    level=st.integers(1, 9),
    document=st.sampled_from(list(CODES["document"])),
    trigger=triggers | st.just("months 0"),
    silence_days=st.integers(0, 30),
    last_date_days=st.integers(0, 30),
    requires=code("requirement"),
    requires_state=st.sampled_from(["served", "sent"]),
    requires_count=st.integers(1, 3),
    source=texts,
)
contacts = st.builds(
    Contact,
    unit=unit_names,
    date=days,
    channel=code("channel"),
    result=code("result"),
    promise_date=maybe_day,
    promise_amount=st.none() | fen,
    by=texts,
    content=texts,
)


def a_list(strategy, key=None):
    return st.lists(strategy, max_size=3, unique_by=key).map(tuple)


def units_of(names):
    return st.builds(
        Unit,
        unit=st.just(names),
        owner=words,
        community=texts,
        building=texts,
        use_type=st.sampled_from(list(CODES["use_type"])),
        area=texts | st.sampled_from(["88.5", "100", "88.50", "0.1"]),
        language=st.sampled_from(["zh", "en"]),
        reason=code("reason"),
        phone=texts,
        note=texts,
    )


ledgers = st.builds(
    Ledger,
    units=st.tuples(*(units_of(name) for name in ("3-2", "0101", "101", "A座-5"))).map(
        lambda units: {unit.unit: unit for unit in units}
    ),
    charges=a_list(
        st.builds(Charge, unit_names, st.just("物业费"), periods, fen, days, texts),
        lambda charge: (charge.unit, charge.period),
    ),
    payments=a_list(
        st.builds(Payment, unit_names, days, fen, texts, st.just("") | periods, texts, texts)
    ),
    contacts=a_list(contacts),
    holds=a_list(st.builds(Hold, unit_names, st.sampled_from(list(CODES["hold_reason"])), days)),
    instalments=a_list(st.builds(Instalment, unit_names, texts, days, fen, maybe_day)),
    decisions=a_list(
        st.builds(
            Decision,
            unit_names,
            days,
            st.sampled_from(list(CODES["decision"])),
            fen,
            words,
            words,
        )
    ),
    accounts=a_list(st.builds(PayAccount, words, words, words, texts, texts)),
    rungs=a_list(rungs, lambda rung: (rung.use_type, rung.level)),
    letters=a_list(letters, lambda letter: letter.number),
    settings=st.builds(lambda text: (Setting("company", text),), words),
)


def as_book(ledger, lang, path):
    """Return a book whose cells are the ledger's rows, without a file."""
    written: dict[str, list] = {name: [] for name in BY_NAME}
    groups = (
        ledger.units.values(),
        ledger.charges,
        ledger.payments,
        ledger.contacts,
        ledger.holds,
        ledger.instalments,
        ledger.decisions,
        ledger.accounts,
        ledger.rungs,
        ledger.letters,
        ledger.settings,
    )
    for group in groups:
        for record in group:
            written[rows.TABLE_OF[type(record)]].append(rows.cells(record, lang))
    tables = {}
    for name, table in BY_NAME.items():
        columns = {column.field: number for number, column in enumerate(table.columns, 1)}
        body = dict(enumerate(written[name], 2))
        tables[name] = TableRows(name, table.zh, 1, columns, body, lang)
    return Book(path, tables, "", lang)


@settings(max_examples=60 if FULL else 25)
@given(ledger=ledgers, lang=st.sampled_from(["zh", "en"]))
def test_records_to_rows_to_records_is_the_identity(ledger, lang):
    again, _ = rows.ledger(as_book(ledger, lang, "b.xlsx"))
    assert again == ledger
