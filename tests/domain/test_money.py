"""Money: reading what clerks type, and the capitals of the bank rule."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuifei.domain.money import capitals, plain, read_capitals, read_fen, text, yuan
from cuifei.domain.problems import Unreadable

# 银发〔1997〕393号 and the two examples of the design.
SPELLINGS = [
    ("1680.32", "人民币壹仟陆佰捌拾元零叁角贰分"),
    ("107000.53", "人民币壹拾万柒仟元零伍角叁分"),
    ("1409.50", "人民币壹仟肆佰零玖元伍角"),
    ("6007.14", "人民币陆仟零柒元壹角肆分"),
    ("16409.02", "人民币壹万陆仟肆佰零玖元零贰分"),
    ("325.04", "人民币叁佰贰拾伍元零肆分"),
    ("0.50", "人民币伍角"),
    ("10.00", "人民币壹拾元整"),
    ("100000000.00", "人民币壹亿元整"),
    ("100010.00", "人民币壹拾万零壹拾元整"),
    ("1000500.00", "人民币壹佰万零伍佰元整"),
    ("20000008.00", "人民币贰仟万零捌元整"),
    ("100000001.01", "人民币壹亿零壹元零壹分"),
]


@pytest.mark.parametrize(("amount", "words"), SPELLINGS)
def test_capitals_follow_the_bank_rule(amount, words):
    assert capitals(int(Decimal(amount) * 100)) == words


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("壹仟陆佰捌拾元叁角贰分", "1680.32"),
        ("人民币壹拾万零柒仟元伍角叁分", "107000.53"),
        ("人民币伍佰元正", "500.00"),
        ("壹仟肆佰零玖元伍角整", "1409.50"),
    ],
)
def test_other_spellings_are_accepted_when_reading(words, amount):
    assert yuan(read_capitals(words)) == Decimal(amount)


@given(st.integers(0, 10**14))
def test_capitals_name_one_amount_only(fen):
    assert read_capitals(capitals(fen)) == fen


@given(st.integers(-(10**14), 10**14))
def test_an_amount_survives_being_a_binary_float(fen):
    assert read_fen(float(plain(fen))) == (fen, None)


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("1,234.50", 123450),
        ("¥ 1234.5", 123450),
        ("￥1,234.50元", 123450),
        ("１２３４", 123400),
        (" 1 234.50 ", 123450),
        ("人民币12元", 1200),
    ],
)
def test_text_that_holds_one_amount_is_read_and_noted(typed, fen):
    read, note = read_fen(typed)
    assert read == fen
    assert note is not None
    assert text(fen) in str(note)


@pytest.mark.parametrize(
    "typed",
    [
        "160d",
        "110e",
        "",
        "约100",
        "1.234.567",
        "12,34",
        "1e400",
        "NaN",
        None,
        True,
        "0x10",
        "１２a",
    ],
)
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(Unreadable):
        read_fen(typed)


@pytest.mark.parametrize("typed", [float("nan"), float("inf"), -float("inf"), 1e300, 1e15])
def test_numbers_that_are_no_fee_are_refused(typed):
    with pytest.raises(Unreadable):
        read_fen(typed)


@pytest.mark.parametrize("typed", [1.005, "12.345", Decimal("0.001"), 1234.5678])
def test_a_third_decimal_is_refused(typed):
    with pytest.raises(Unreadable, match="two decimals"):
        read_fen(typed)


def test_noise_of_binary_arithmetic_is_forgiven():
    assert read_fen(0.1 + 0.2) == (30, None)
    assert read_fen(1100.0000000002) == (110000, None)
