"""R7: 九招各对一类业主; 每个业主类型、每种欠费原因都有一句话的建议, 且不越线。"""

import re

import pytest

from cuifei.domain.problems import Message
from cuifei.domain.work import advice
from cuifei.domain.work.advice import BY_HOLD, BY_REASON, BY_TYPE
from cuifei.domain.work.playbook import moves
from cuifei.tables.layout import CODES
from stories.told import NINE_MOVES, RESIDENTIAL, household


def numbers(home, on):
    return [move.number for move in moves(home.on(on).case)]


def best(home, on):
    move = moves(home.on(on).case)[0]
    return move.number, str(move.advice)


def home(name="己-601", **facts):
    return household(name, ladder=NINE_MOVES, **facts).owes(300, "2026-01")


def test_who_owes_nothing_needs_no_move():
    paid = home().pays("2026-02-05", 300)
    assert moves(paid.on("2026-02-10").case) == ()


def test_1_a_timely_reminder_for_everyone_unpaid():
    """刚到期, 没有任何别的情况: 按时提醒。"""
    first = household("己-601", ladder=RESIDENTIAL).owes(300, "2026-01")
    assert numbers(first, "2026-02-03") == [1]


def test_2_close_the_way_out_of_who_promises_and_never_comes():
    one = home().promises("2026-02-05", "2026-02-10", 300)
    assert best(one, "2026-02-12")[0] == 2
    assert "A promise was not kept" in best(one, "2026-02-12")[1]
    one.promises("2026-02-12", "2026-02-20", 300)
    assert "2 promises were not kept" in best(one, "2026-02-25")[1]


def test_2_a_vague_soon_becomes_a_date_and_an_amount():
    vague = household("己-602", ladder=RESIDENTIAL).owes(300, "2026-01")
    vague.hears("2026-02-05", result="promised")
    number, said = best(vague, "2026-02-06")
    assert number == 2 and "a date and an amount" in said


def test_3_ask_for_understanding_where_arrears_are_short_and_relations_good():
    friendly = household("己-603", ladder=RESIDENTIAL).owes(300, "2026-01")
    friendly.hears("2026-02-05", result="other")
    assert best(friendly, "2026-02-10")[0] == 3
    # 欠得久了, 或脾气急的, 就不走这一招。
    assert 3 not in numbers(friendly, "2026-06-10")
    short_tempered = household("己-604", ladder=RESIDENTIAL, owner_type="resisting")
    short_tempered.owes(300, "2026-01").hears("2026-02-05", result="other")
    assert 3 not in numbers(short_tempered, "2026-02-10")


def test_4_search_for_who_cannot_be_reached_in_our_own_records():
    lost = household("己-605", ladder=RESIDENTIAL).owes(300, "2026-01")
    for on in ("2026-02-05", "2026-02-07", "2026-02-10"):
        lost.hears(on, result="no_answer")
    number, said = best(lost, "2026-02-11")
    assert number == 4
    assert "our own records" in said and "Tell nobody else" in said
    lost.hears("2026-02-12", result="explained")
    assert 4 not in numbers(lost, "2026-02-13")
    lost.hears("2026-02-14", result="unreachable")  # 空号: 一次就够
    assert best(lost, "2026-02-15")[0] == 4


def test_5_common_front_while_a_defect_is_open():
    leak = home().holds("rectification", "2026-02-03", "2026-03-31")
    assert best(leak, "2026-02-10")[0] == 5
    assert not {8, 9} & set(numbers(leak, "2026-02-10"))


def test_6_win_back_who_had_a_bad_experience():
    hurt = home(reason="bad_experience")
    assert best(hurt, "2026-02-10")[0] == 6
    assert not {8, 9} & set(numbers(hurt, "2026-06-10"))


def test_7_everybody_reminds_who_is_reachable_and_never_comes():
    willing = household("己-606", ladder=RESIDENTIAL).owes(300, "2026-01")
    willing.hears("2026-02-05", result="other").hears("2026-03-05", result="other")
    number, said = best(willing, "2026-05-10")
    assert number == 7
    assert "without a word about money" in said


def test_8_a_collection_letter_for_who_refuses_although_it_was_explained():
    stubborn = household("己-607", ladder=RESIDENTIAL, reason="misunderstanding")
    stubborn.owes(300, "2026-01")
    assert best(stubborn, "2026-03-10")[0] == 3  # 误解先解释
    stubborn.hears("2026-03-10", result="explained").hears("2026-03-20", result="refused")
    assert best(stubborn, "2026-03-25")[0] == 8


def test_8_a_repaired_defect_leaves_no_reason_and_the_letter_may_be_advised():
    mended = home(reason="defects").holds("rectification", "2026-02-03", "2026-03-31")
    assert best(mended, "2026-03-31")[0] == 5
    assert best(mended, "2026-04-01")[0] == 5  # R7: 暂缓到期不等于修好, 跟催里有记录才算
    mended.hears("2026-04-01", channel="visit", result="rectified")
    assert best(mended, "2026-04-02")[0] == 8


def test_9_a_lawyer_letter_when_all_else_failed():
    last = home(reason="malicious")
    last.gets("collection_letter", "2026-02-02", level=1)
    last.gets("collection_letter", "2026-03-02", level=2)
    assert 9 not in numbers(last, "2026-04-01")  # R2.3: 三个月以上
    number, said = best(last, "2026-05-02")
    assert number == 9 and "One goes out at a time" in said
    last.gets("lawyer_letter", "2026-05-04", level=3)
    assert 9 not in numbers(last, "2026-05-30")


@pytest.mark.parametrize(("owner_type", "number"), [(k, v[0]) for k, v in BY_TYPE.items()])
def test_each_type_of_owner_has_its_move(owner_type, number):
    typed = household("己-608", ladder=RESIDENTIAL, owner_type=owner_type).owes(300, "2026-01")
    assert best(typed, "2026-02-10") == (number, str(BY_TYPE[owner_type][1]))


@pytest.mark.parametrize(("reason", "number"), [(k, v[0]) for k, v in BY_REASON.items()])
def test_each_reason_has_its_answer_and_keeps_the_letters_back(reason, number):
    why = home(reason=reason)
    assert best(why, "2026-06-10") == (number, str(BY_REASON[reason][1]))
    assert not {8, 9} & set(numbers(why, "2026-06-10"))


@pytest.mark.parametrize(("reason", "number"), [(k, v[0]) for k, v in BY_HOLD.items()])
def test_each_hold_has_its_own_matter(reason, number):
    held = home().holds(reason, "2026-02-03")
    assert best(held, "2026-06-10") == (number, str(BY_HOLD[reason][1]))
    assert not {8, 9} & set(numbers(held, "2026-06-10"))


@pytest.mark.parametrize("reason", ["litigation", "deceased"])
def test_court_and_death_are_for_nobody_on_the_phone(reason):
    assert moves(home().holds(reason, "2026-02-03").on("2026-06-10").case) == ()


def test_the_tables_name_codes_of_the_workbook_and_miss_none():
    assert set(BY_TYPE) == set(CODES["owner_type"])
    assert set(BY_REASON) | {"malicious", "none"} == set(CODES["reason"])
    assert set(BY_HOLD) | {"litigation", "deceased", "other"} == set(CODES["hold_reason"])


FORBIDDEN = (
    r"\b(ask|tell|call|inform|contact|via|through|to) (the |their |his |her |any )?"
    r"(neighbou?rs?|family|relatives?|employer|colleagues?|friends?|tenants?|children|parents)\b",
    r"\b(threat|punish|blacklist|shame|publish|announce|notice board|owners' group|lift)",
    r"\b(cut|stop|switch|turn) off|\b(water|power|electricity|gas|heating)\b",
    r"\b(pretend|pose as|say you are|disguise|police|court will)\b",
    r"\b(immediately|or else|consequences)\b",
)


def every():
    """Return all the advice that the module holds."""
    single = [value for value in vars(advice).values() if isinstance(value, Message)]
    paired = [m for table in (BY_REASON, BY_TYPE, BY_HOLD) for _, m in table.values()]
    return (*single, *paired, advice.broken_promises(1), advice.broken_promises(2))


def broken_rules(text):
    return [rule for rule in FORBIDDEN if re.search(rule, text, re.IGNORECASE)]


def test_no_advice_tells_a_third_party_threatens_or_pretends():
    assert len(every()) > 15
    assert {str(m): broken_rules(str(m)) for m in every() if broken_rules(str(m))} == {}


def test_the_list_of_what_is_forbidden_bites():
    for text in (
        "Tell the neighbours that the owner owes money.",
        "Publish the name in the lift.",
        "We will cut off the water.",
        "Pretend to be the bank.",
        "Pay immediately or else.",
    ):
        assert broken_rules(text), text
