"""Whose money is it? Certain where two signs agree and none speaks against it; else it waits."""

from dataclasses import replace
from datetime import date

import pytest

from cuifei.domain.policy import Policy
from cuifei.domain.problems import say
from cuifei.domain.receipts.receipts import Left, Receipt
from cuifei.domain.receipts.taking import Taker
from cuifei.domain.records import (
    Charge,
    Contact,
    Instalment,
    Ledger,
    Letter,
    PayAccount,
    Payment,
    Unit,
)

DAY = date(2026, 3, 10)
COMPANY = "样例物业服务有限公司"
UNITS = (
    Unit("3-101", "甲一样例", "样例花园", "3栋", phone="13000000001"),
    Unit("3-102", "甲二样例", "样例花园", "3栋", phone="13000000002"),
    Unit("13-1010", "乙一样例", "样例花园", "13栋", phone="13000000003"),
    Unit("1-2-301", "丙一样例", "样例花园", "1栋", phone="13000000004"),
    Unit("2-2-301", "丙二样例", "样例花园", "2栋", phone="13000000005"),
    # One owner, a home and a parking space; and two homes that cost the same.
    Unit("5-202", "丁一样例", "样例花园", "5栋", phone="13000000006"),
    Unit("车-015", "丁一样例", "样例花园", "车库", "parking", phone="13000000006"),
    Unit("6-301", "戊一样例", "样例花园", "6栋", phone="13000000007"),
    Unit("6-302", "戊一样例", "样例花园", "6栋", phone="13000000007"),
    # Two people of one name.
    Unit("7-401", "己一样例", "样例花园", "7栋", phone="13000000008"),
    Unit("8-401", "己一样例", "样例花园", "8栋", phone="13000000009"),
    Unit("9-101", "王样明", "样例花园", "9栋", phone="13000000010"),
    Unit("3-10", "庚一样例", "样例花园", "3栋", phone="13000000011"),
)
FEES = {
    "3-101": 20_000, "3-102": 21_500, "13-1010": 33_300, "1-2-301": 25_000, "2-2-301": 26_000,
    "5-202": 30_000, "车-015": 8_000, "6-301": 22_200, "6-302": 22_200, "7-401": 19_000,
    "8-401": 24_000, "9-101": 27_700, "3-10": 28_800,
}  # fmt: skip


def ledger(**more):
    charges = tuple(
        Charge(
            unit.unit,
            "车位管理费" if unit.use_type == "parking" else "物业费",
            f"2026-{month:02d}",
            FEES[unit.unit],
            date(2026, month, 5),
        )
        for unit in UNITS
        for month in (1, 2, 3)
    )
    known = {"units": {unit.unit: unit for unit in UNITS}, "charges": charges}
    return Ledger(**{**known, **more})


def judged(amount, payer="", note="", *, book=None, left=(), **more):
    receipt = Receipt("S1", more.pop("day", DAY), amount, payer, note, **more)
    taken = Taker(book or ledger(), Policy(company=COMPANY)).take([receipt], left)
    (verdict,) = (*taken.certain, *taken.unsure)
    return verdict


def given(amount, payer="", note="", **more):
    """Return unit -> fen of a receipt that is certain, None of one that waits."""
    verdict = judged(amount, payer, note, **more)
    return {part.unit: part.amount for part in verdict.parts} or None


def why(amount, payer="", note="", **more):
    verdict = judged(amount, payer, note, **more)
    assert not verdict.certain
    return str(verdict.why)


@pytest.mark.parametrize(
    "note",
    [
        "3-101",
        "３－１０１",
        "3号楼101室物业费",
        "三栋101",
        "3 栋 101",
        "样例花园3-101",
        "3#101 2026年3月",
        "物业费:3—101",
        "3-101-202603",
        "2026 3-101 物业费200元",
        "代甲一样例缴3-101",
        "催缴3.101",
    ],
)
def test_a_room_and_a_whole_sum_are_enough_whoever_pays(note):
    assert given(20_000, "租客示例", note) == {"3-101": 20_000}
    assert given(20_001, "租客示例", note) is None or "甲一" in note


@pytest.mark.parametrize("amount", [20_000, 40_000, 60_000])
def test_whole_sums_are_one_period_the_oldest_in_a_row_and_all(amount):
    assert given(amount, "租客示例", "3-101") == {"3-101": amount}


def test_an_instalment_a_promise_and_a_letters_amount_are_whole_sums_too():
    book = ledger(
        instalments=(Instalment("3-101", "1", DAY, 7_777, date(2026, 2, 1)),),
        contacts=(Contact("3-102", date(2026, 2, 1), promise_amount=8_888),),
        letters=(Letter("函1", "payment_notice", "13-1010", date(2026, 3, 1), amount=9_999),),
    )
    assert given(7_777, "", "3-101", book=book) == {"3-101": 7_777}
    assert given(8_888, "", "3-102", book=book) == {"3-102": 8_888}
    assert given(9_999, "", "13-1010", book=book) == {"13-1010": 9_999}
    assert given(9_999, "", "3-101", book=book) is None


def test_a_room_is_no_part_of_a_longer_one():
    assert given(33_300, "", "13-1010物业费") == {"13-1010": 33_300}
    assert given(20_000, "", "3-1010") is None
    assert given(20_000, "", "13-101") is None
    assert "3-1011" in why(20_000, "甲一样例", "3-1011")


def test_the_owner_with_his_room_may_pay_any_sum_also_ahead():
    assert given(123, "甲一样例", "3-101") == {"3-101": 123}
    assert given(500_000, "甲一样例", "3-101 全年") == {"3-101": 500_000}


def test_more_than_is_owed_needs_the_whole_room():
    assert given(70_000, "丙一样例", "1-2-301") == {"1-2-301": 70_000}
    assert given(700_000, "丙一样例", "301") is None
    assert given(700_000, "丙一样例") is None


def test_an_owner_of_one_home_is_known_by_a_whole_sum_alone():
    assert given(40_000, "甲一样例", "转账") == {"3-101": 40_000}
    assert "no sum that is open" in why(40_001, "甲一样例", "转账")


def test_money_that_waits_names_the_likely_unit():
    verdict = judged(40_001, "甲一样例", "转账")
    assert [(c.unit, c.score) for c in verdict.candidates] == [("3-101", 35)]


def test_half_a_room_needs_a_person_beside_it():
    assert "may be for 1-2-301, 2-2-301" in why(25_000, "租客示例", "301物业费")
    assert given(25_000, "丙一样例", "301物业费") == {"1-2-301": 25_000}
    assert given(20_000, "租客示例", "101") is None
    assert given(20_000, "甲一样例", "101") == {"3-101": 20_000}


def test_a_floor_may_be_a_building():
    assert given(25_000, "", "1楼301") is None
    assert given(25_000, "丙一样例", "1号楼301") == {"1-2-301": 25_000}


def test_a_day_of_the_month_may_look_like_a_room():
    assert given(28_800, "租客示例", "3-10缴费") is None
    assert given(28_800, "庚一样例", "3-10缴费") == {"3-10": 28_800}
    assert given(28_800, "租客示例", "3栋10室") == {"3-10": 28_800}


def test_another_estates_room_is_not_ours():
    assert "3-101" in why(20_000, "租客示例", "晴天花园3-101")
    assert given(20_000, "租客示例", "样例花园3-101") == {"3-101": 20_000}


def test_a_room_against_the_payer_waits():
    said = why(20_000, "乙一样例", "3-101")
    assert "13-1010" in said and "3-101" in said


def test_a_name_in_the_note_against_the_payer_waits():
    assert given(20_000, "乙一样例", "甲一样例 3-101") is None


def test_the_owners_name_in_the_note_is_a_person():
    assert given(123, "租客示例", "3-101 业主甲一样例") == {"3-101": 123}
    assert given(20_000, "租客示例", "甲一样例物业费") == {"3-101": 20_000}


def test_a_name_inside_a_longer_one_is_nobodys():
    assert given(27_700, "租客示例", "王样明物业费") == {"9-101": 27_700}
    assert given(27_700, "租客示例", "王样明水") is None
    assert given(27_700, "租客示例", "小王样明亮物业") is None


def test_a_phone_is_a_person():
    assert given(123, "", "3-101 130-0000-0001") == {"3-101": 123}
    assert given(20_000, "", "13000000001") == {"3-101": 20_000}
    assert given(20_000, "", "3-102 13000000001") is None


def test_person_and_phone_are_one_sign_only():
    assert given(123, "甲一样例", "13000000001") is None


def test_a_letters_number_names_its_unit():
    letters = (
        Letter("催函〔2026〕0042号", "final_notice", "3-101", date(2026, 3, 1)),
        Letter("催函〔2026〕0420号", "final_notice", "3-102", date(2026, 3, 1)),
    )
    book = ledger(letters=letters)
    for note in ("催函〔2026〕0042号", "催函[2026]42号", "函2026-0042", "催函（2026）42"):
        assert given(20_000, "租客示例", note, book=book) == {"3-101": 20_000}
    assert given(123, "", "催函〔2026〕0042号 3-101", book=book) == {"3-101": 123}
    assert given(20_000, "", "催函〔2026〕0042号 3-102", book=book) is None
    assert given(20_000, "", "催函〔2025〕0042号", book=book) is None


def test_an_owner_of_two_units_is_decided_by_a_sum_that_only_one_owes():
    assert given(60_000, "丁一样例") == {"5-202": 60_000}
    assert given(8_000, "丁一样例") == {"车-015": 8_000}
    assert given(8_000, "丁一样例", "车位费") == {"车-015": 8_000}


def test_what_an_owner_owes_for_both_units_is_shared():
    assert given(114_000, "丁一样例") == {"5-202": 90_000, "车-015": 24_000}
    assert given(38_000, "丁一样例", "物业费和车位费") == {"5-202": 30_000, "车-015": 8_000}


def test_two_homes_that_cost_the_same_wait_unless_the_room_is_named():
    assert "6-301, 6-302" in why(22_200, "戊一样例")
    assert "6-301, 6-302" in why(44_400, "戊一样例")
    assert given(22_200, "戊一样例", "6-302") == {"6-302": 22_200}


def test_two_people_of_one_name_are_told_apart_by_room_or_sum():
    assert given(38_000, "己一样例") == {"7-401": 38_000}
    assert given(24_000, "己一样例", "8-401") == {"8-401": 24_000}
    assert given(43_000, "己一样例") is None  # one period of each, but they are two people
    assert given(123, "己一样例", "401") is None


def test_several_rooms_share_what_adds_up_in_one_way_only():
    assert given(124_500, "", "3-101、102") == {"3-101": 60_000, "3-102": 64_500}
    assert given(124_500, "甲一样例", "3-101,3-102物业费") == {"3-101": 60_000, "3-102": 64_500}
    assert "is no sum" in why(124_501, "", "3-101、3-102")
    assert "several ways" in why(88_800, "", "6-301、6-302")
    assert given(124_500, "乙一样例", "3-101、102") is None
    assert given(60_000, "", "3-101、3-102") is None


def test_a_row_of_rooms_or_an_unknown_one_among_them_waits():
    assert "a row of rooms" in why(124_500, "", "3-101至3-102")
    assert given(60_000, "甲一样例", "3-101、3-909") is None


def test_what_is_not_charged_there_waits():
    assert "押金" in why(20_000, "甲一样例", "3-101 装修押金")
    assert "车位" in why(20_000, "甲一样例", "3-101车位费")
    assert given(24_000, "丁一样例", "车位费") == {"车-015": 24_000}


def test_paying_for_somebody_else_without_saying_for_whom_waits():
    assert "somebody else" in why(20_000, "甲一样例", "帮邻居交物业费")
    assert given(20_000, "甲一样例", "银行代扣物业费") == {"3-101": 20_000}


def test_a_masked_name_is_nobodys():
    assert given(20_000, "*一样例") is None
    assert given(20_000, "*一样例", "3-101") == {"3-101": 20_000}


def test_nothing_said_is_nothing_known_but_the_sum_may_hint():
    verdict = judged(99_900, "路人样例", "物业费")
    assert not verdict.certain
    assert [(c.unit, c.score) for c in verdict.candidates] == [("13-1010", 20)]


def test_a_period_that_the_payer_names_is_paid():
    (part,) = judged(20_000, "甲一样例", "3-101 2026年3月物业费").parts
    assert part.period == "2026-03"
    (part,) = judged(20_000, "甲一样例", "3-101 2月").parts
    assert part.period == "2026-02"
    (part,) = judged(60_000, "甲一样例", "3-101 1-3月").parts
    assert part.period == ""
    (part,) = judged(20_000, "甲一样例", "3-101").parts
    assert part.period == ""
    (part,) = judged(15_000, "甲一样例", "3-101 2026年3月").parts
    assert part.period == ""


def test_money_paid_before_changes_what_is_a_whole_sum():
    book = ledger(payments=(Payment("3-101", date(2026, 2, 1), 5_000),))
    assert given(15_000, "", "3-101", book=book) == {"3-101": 15_000}
    assert given(15_000, "", "3-101") is None


def test_a_second_receipt_is_judged_by_what_the_first_left_open():
    first = Receipt("S1", DAY, 60_000, "", "3-101", order="09:00:00")
    again = replace(first, id="S2", order="10:00:00")
    taken = Taker(ledger(), Policy()).take([again, first])
    assert [v.receipt.id for v in taken.certain] == ["S1"]
    assert [v.receipt.id for v in taken.unsure] == ["S2"]


def test_what_was_taken_before_is_known():
    book = ledger(payments=(Payment("3-101", DAY, 20_000, voucher="S1"),))
    taken = Taker(book, Policy()).take([Receipt("S1", DAY, 20_000, "甲一样例", "3-101")])
    assert [r.id for r in taken.known] == ["S1"] and not taken.certain + taken.unsure


@pytest.mark.parametrize("late", [0, 3, 7])
@pytest.mark.parametrize("voucher", ["", "SK-1"])
def test_what_may_be_entered_by_hand_already_waits(late, voucher):
    paid = Payment("3-101", date(2026, 3, 10 + late), 20_000, voucher=voucher)
    assert "may be entered already" in why(
        20_000, "甲一样例", "3-101", book=ledger(payments=(paid,))
    )


def test_two_rows_of_one_day_may_be_one_receipt():
    rows = tuple(Payment("3-101", DAY, 20_000, period=period) for period in ("2026-01", "2026-02"))
    assert "may be entered already" in why(40_000, "甲一样例", "3-101", book=ledger(payments=rows))


def test_a_row_of_the_owners_other_unit_may_be_the_receipt():
    book = ledger(payments=(Payment("车-015", DAY, 30_000),))
    assert "may be entered already" in why(30_000, "丁一样例", "5-202", book=book)


def test_a_row_of_last_month_is_another_payment():
    book = ledger(payments=(Payment("3-101", date(2026, 2, 10), 20_000),))
    assert given(20_000, "甲一样例", "3-101", book=book) == {"3-101": 20_000}


def test_what_an_earlier_statement_gave_does_not_hold_up_the_next_one():
    paid = Payment("3-101", DAY, 20_000, voucher="S0", note="对账单：甲一样例 / 3-101")
    book = ledger(payments=(paid,))
    receipt = Receipt("S1", DAY, 20_000, "甲一样例", "3-101")
    assert Taker(book, Policy(), [paid]).take([receipt]).certain
    assert not Taker(book, Policy()).take([receipt]).certain


def test_the_same_line_from_a_file_without_serial_numbers_waits():
    paid = Payment("3-101", DAY, 20_000, voucher="D-AB", note="对账单：甲一样例 / 3-101")
    book = ledger(payments=(paid,))
    receipt = Receipt("S1", DAY, 20_000, "甲一样例", "3-101")
    (verdict,) = Taker(book, Policy(), [paid]).take([receipt]).unsure
    assert "another file" in str(verdict.why)


def test_money_that_went_back_waits():
    back = Left("x!9", date(2026, 3, 12), -20_000, say("outgoing"), "甲一样例", "S9")
    assert "went back" in why(20_000, "甲一样例", "3-101", left=[back])
    later = replace(back, date=date(2026, 5, 12))
    assert given(20_000, "甲一样例", "3-101", left=[later]) == {"3-101": 20_000}
    other = replace(back, payer="乙一样例")
    assert given(20_000, "甲一样例", "3-101", left=[other]) == {"3-101": 20_000}


def test_money_between_our_own_accounts_is_left_out():
    account = PayAccount("样例物业第二分公司", "样例银行", "0000 1111 2222")
    book = ledger(accounts=(account,))
    own = [
        Receipt("S1", DAY, 20_000, COMPANY, "3-101"),
        Receipt("S2", DAY, 20_000, "样例物业第二分公司", "3-101"),
        Receipt("S3", DAY, 20_000, "", "3-101", payer_account="000011112222"),
    ]
    taken = Taker(book, Policy(company=COMPANY)).take(own)
    assert [line.id for line in taken.own] == ["S1", "S2", "S3"]
    assert not taken.certain + taken.unsure


def test_a_doubt_of_the_file_waits_whatever_fits():
    doubt = say("a part of it was paid back")
    assert why(20_000, "甲一样例", "3-101", doubt=doubt) == "a part of it was paid back"


def test_the_order_of_the_lines_changes_nothing():
    lines = [Receipt(f"S{n}", date(2026, 3, n), 20_000, "甲一样例", "3-101") for n in range(1, 6)]
    there = Taker(ledger(), Policy()).take(lines)
    back = Taker(ledger(), Policy()).take(lines[::-1])
    assert [v.parts for v in there.certain] == [v.parts for v in back.certain]
    assert len(there.certain) == 5
