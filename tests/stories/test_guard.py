"""Sending is guarded, silence runs from posting, reasons come before pressure (R4, R5, R7).

Each story is told through the commands, on a small workbook with two neighbours who both
qualify for a lawyer letter.
"""

import shutil
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from types import MappingProxyType

import pytest
from openpyxl import load_workbook

from commands import pen
from cuifei.commands import approve, legal, texts, todo
from cuifei.commands.report import plain
from cuifei.commands.select import Wanted
from cuifei.commands.undo import undo
from cuifei.domain.problems import CuifeiError
from cuifei.domain.records import Contact, Letter, Setting
from cuifei.letters.text import plain as words_of
from cuifei.locale import translator
from stories.office import SETTINGS, TODAY, Office, by_unit, owes, paper, unit

FIRM = "（样例）律函字〔2026〕第12号"
COUNSEL = (
    Setting("law_firm", "样例律师事务所（虚构）"),
    Setting("lawyer", "周律师样例"),
    Setting("lawyer_licence", "样例执业证号0001"),
)
PROPER = (("phone", "refused", "李样例"), ("visit", "told", "李样例"))

NO_FACTS = MappingProxyType({})


def served(number, name, day, document="collection_letter", level=1):
    return Letter(
        number, document, name, day, day, None, 100_00, "served", day, "hand", "", day, level=level
    )


class Chancery(Office):
    """An office in which 1-101 and 1-102 have had two collection letters each, in vain."""

    def __init__(
        self,
        folder,
        *,
        names=("1-101", "1-102"),
        fen=20_000,
        log=PROPER,
        facts=MappingProxyType({}),
    ):
        letters = [
            served(f"旧函{name}-{level}", name, TODAY - timedelta(days), level=level)
            for name in names
            for level, days in ((1, 60), (2, 30))
        ]
        contacts = [
            Contact(name, TODAY - timedelta(5), channel, result, by=by)
            for name in names
            for channel, result, by in log
        ]
        super().__init__(
            folder,
            [unit(name, **facts.get(name, {})) for name in names],
            tuple(charge for name in names for charge in owes(name, 14, fen=fen)),
            preset="nine-moves",
            letters=tuple(letters),
            contacts=tuple(contacts),
            settings=(*SETTINGS, *COUNSEL),
        )

    def drafts(self, name="1-101", day=TODAY):
        report = legal.draft(self.path, day, unit=name, now=self._clock(day))
        return plain(report.data, translator("en"))

    def approves(self, name="1-101", day=TODAY, firm=FIRM):
        report = approve.approve(
            self.path, day, unit=name, by="周律师样例", firm_number=firm, now=self._clock(day)
        )
        return plain(report.data, translator("en"))

    def sends(self, number, day=TODAY):
        self.marks(number, "sent", day, delivery="express", waybill="样例EMS1")

    def settles(self, result, day, name="1-101", reason=""):
        legal.settle(self.path, day, unit=name, result=result, reason=reason, now=self._clock(day))

    def adds(self, sheet, **cells):
        """Type a row below the last one of a sheet."""
        pen.type_below(self.path, sheet, None, cells)

    def register(self, number):
        """Return the place of a letter's row in 发函, counted from 1, and the row."""
        rows = self.reads("发函")
        return next((n, row) for n, row in enumerate(rows, 1) if row["函号"] == number)

    def why(self, name="1-102", day=TODAY):
        return self.whys(day)[name]

    def whys(self, day=TODAY):
        """Return what holds each unit back, as codes."""
        rows = by_unit(self.flags(day))
        return {name: {b["code"] for b in row["blockers"]} for name, row in rows.items()}

    def sent_letter(self, day=TODAY):
        """Draft, approve and send the letter to 1-101; return its number."""
        number = self.drafts(day=day)["letters"][0]["number"]
        self.approves(day=day)
        self.sends(number, day)
        return number


@cache
def _begun(step):
    """Return the folder of a Chancery whose letter to 1-101 was approved, or sent; its number."""
    office = Chancery(Path(mkdtemp()))
    number = office.drafts()["letters"][0]["number"]
    office.approves()
    if step == "sent":
        office.sends(number)
    return office.path.parent, number


def begun(folder, step):
    """Return a Chancery of its own as _begun says, and the letter's number."""
    ready, number = _begun(step)
    shutil.copytree(ready, folder, dirs_exist_ok=True)
    office = Chancery.__new__(Chancery)
    office.path = folder / "台账.xlsx"
    return office, number


def test_1_an_approved_letter_that_lies_there_keeps_its_place(tmp_path):
    office, _ = begun(tmp_path, "approved")
    late = TODAY + timedelta(20)
    office.adds("跟催", 日期=late, 房号="1-101", 渠道="电话", 结果="未接通")
    assert office.drafts("1-102", late)["letters"] == []
    assert "live_in_cohort" in office.why(day=late)
    row = by_unit(office.flags(late))["1-102"]
    assert any("send it and record that, or void it" in b["text"] for b in row["blockers"])
    place = plain(legal.plan(office.path, late, now=office._clock(late)).data, translator("zh"))[
        "queue"
    ]
    assert [p["state"] for p in place] == ["live", "next"]


@pytest.mark.parametrize(
    ("sheet", "cells", "said"),
    [
        ("收款", {"收款日期": TODAY, "房号": "1-101", "金额": 2800}, "is paid"),
        ("收款", {"收款日期": TODAY + timedelta(1), "房号": "1-101", "金额": 100}, "a part"),
        ("暂缓", {"房号": "1-101", "原因": "争议", "起": TODAY}, "on hold"),
        (
            "跟催",
            {
                "日期": TODAY,
                "房号": "1-101",
                "渠道": "电话",
                "结果": "承诺缴费",
                "承诺日期": TODAY + timedelta(6),
            },
            "promised",
        ),
        (
            "分期",
            {
                "房号": "1-101",
                "期次": "1",
                "应付日期": TODAY + timedelta(9),
                "应付金额": 900,
                "协议日期": TODAY,
            },
            "instalment plan",
        ),
    ],
)
def test_2_what_came_up_since_the_approval_stops_the_posting(tmp_path, sheet, cells, said):
    office, number = begun(tmp_path, "approved")
    office.adds(sheet, **cells)
    before = office.path.read_bytes()
    with pytest.raises(CuifeiError, match=said) as refused:
        office.sends(number, TODAY + timedelta(1))
    assert "draft it anew" in str(refused.value.remedy)
    assert office.path.read_bytes() == before


@pytest.mark.parametrize(("days", "said"), [(8, "too near"), (15, "is over")])
def test_2_a_last_date_that_is_near_or_over_stops_it(tmp_path, days, said):
    office, number = begun(tmp_path, "approved")
    with pytest.raises(CuifeiError, match=said):
        office.sends(number, TODAY + timedelta(days))
    with pytest.raises(CuifeiError, match=said):  # by hand it would be sent and served at once
        office.marks(number, "served", TODAY + timedelta(days), delivery="hand")
    office.sends(number, TODAY + timedelta(7))


def test_2_a_second_one_never_goes_beside_a_live_one(tmp_path):
    office, first = begun(tmp_path, "sent")
    second = served("手工1", "1-102", TODAY, "lawyer_letter", 3)
    row = {"函号": second.number, "文书": "律师函", "房号": "1-102", "函日期": TODAY}
    office.adds("发函", **row, 最后期限=TODAY + timedelta(14), 状态="已生成", 审定人="周律师样例")
    with pytest.raises(CuifeiError, match=f"another lawyer letter is live.*{first}"):
        office.sends("手工1")


def test_2_what_a_hand_typed_as_sent_freezes_the_cohort(tmp_path):
    office, number = begun(tmp_path, "approved")
    promise = {"日期": TODAY, "房号": "1-101", "结果": "承诺缴费", "渠道": "电话"}
    office.adds("跟催", **promise, 承诺日期=TODAY + timedelta(6))
    place, _ = office.register(number)
    office.types("发函", place, "状态", "已寄出")
    office.types("发函", place, "寄出日期", TODAY)
    problems = office.flags()["problems"]
    told = [p for p in problems if "although" in p["what"] and "promised" in p["what"]]
    assert told and told[0]["where"] == f"发函!{place + 1}" and "withdrawn" in told[0]["remedy"]
    assert "cohort_frozen" in office.why()
    assert office.drafts("1-102")["letters"] == []
    office.settles("withdrawn", TODAY)
    assert office.why() == set()


LATER = TODAY + timedelta(2)


@pytest.mark.parametrize("day", [LATER, None])
@pytest.mark.parametrize(("yuan", "said"), [(2800, "is paid"), (100, "a part")])
def test_2_what_was_paid_before_a_hand_typed_it_as_sent_freezes_too(tmp_path, day, yuan, said):
    office, number = begun(tmp_path, "approved")
    office.adds("收款", 收款日期=TODAY + timedelta(1), 房号="1-101", 金额=yuan)
    place, _ = office.register(number)
    office.types("发函", place, "状态", "已寄出")
    if day:
        office.types("发函", place, "寄出日期", day)
    problems = office.flags(LATER)["problems"]
    assert any(said in p["what"] and p["where"] == f"发函!{place + 1}" for p in problems)
    assert office.why(day=LATER) == {"cohort_frozen"}
    office.types("发函", place, "结果", "已撤回")
    assert office.why(day=LATER) == set()


def test_2_a_hold_on_a_letter_typed_as_sent_without_a_day_freezes_too(tmp_path):
    office, number = begun(tmp_path, "approved")
    office.adds("暂缓", 房号="1-101", 原因="争议", 起=TODAY)
    place, _ = office.register(number)
    office.types("发函", place, "状态", "已寄出")
    problems = office.flags(LATER)["problems"]
    assert any("no day says when" in p["what"] and "on hold" in p["what"] for p in problems)
    assert office.why(day=LATER) == {"cohort_frozen"}


def test_2_who_pays_on_the_day_of_sending_or_later_raises_no_question(tmp_path):
    office, _ = begun(tmp_path, "sent")
    office.adds("收款", 收款日期=TODAY, 房号="1-101", 金额=100)
    office.adds("收款", 收款日期=LATER, 房号="1-101", 金额=2700)
    assert office.flags(LATER)["problems"] == []
    assert office.why(day=LATER) == set()


@pytest.mark.parametrize(("header", "typed"), [("文书", "催费函"), ("状态", "已作废")])
def test_6_a_sent_letter_that_a_hand_makes_another_or_voids_is_noticed(tmp_path, header, typed):
    office, number = begun(tmp_path, "sent")
    place, row = office.register(number)
    office.types("发函", place, header, typed)
    if header == "状态":
        office.types("发函", place, "备注", f"{row['备注']}；打错")
    assert any(row["函号"] in p["what"] for p in office.flags()["problems"])
    assert office.why() == {"cohort_frozen"}
    office.types("发函", place, header, row[header])
    assert office.why() == {"live_in_cohort"}


def test_6_a_letter_that_came_back_may_be_voided(tmp_path):
    office, number = begun(tmp_path, "sent")
    office.marks(number, "returned", TODAY + timedelta(1))
    office.marks(number, "voided", LATER, reason="地址不对")
    assert office.register(number)[1]["备注"].endswith("地址不对; 退回")
    assert office.flags(LATER)["problems"] == []
    assert office.why(day=LATER) == set()


def test_3_only_an_outcome_ends_a_live_letter(tmp_path):
    office, _ = begun(tmp_path, "sent")
    day = TODAY + timedelta(20)
    vain = (("电话", "未接通", ""), ("短信", "其他", "群发短信"), ("电话", "已留言", ""))
    for channel, result, content in (*vain, ("电话", "已跟进", "")):
        office.adds("跟催", 日期=day, 房号="1-101", 渠道=channel, 结果=result, 内容=content)
    assert "live_in_cohort" in office.why(day=day)
    with pytest.raises(CuifeiError, match="nothing says what came of letter"):
        office.settles("followed_up", day)
    office.settles("followed_up", day, reason="业主明确拒绝缴费")
    assert office.why(day=day) == set()


def test_3_a_contact_that_reached_the_owner_ends_it(tmp_path):
    office, _ = begun(tmp_path, "sent")
    day = TODAY + timedelta(20)
    office.adds("跟催", 日期=day, 房号="1-101", 渠道="上门", 结果="拒绝")
    assert office.why(day=day) == set()


@pytest.mark.parametrize("result", ["refused", "suit"])
def test_3_refused_or_handed_over_for_suit_ends_it(tmp_path, result):
    office = Chancery(tmp_path)
    office.drafts()
    with pytest.raises(CuifeiError, match="never recorded as sent"):
        office.settles(result, TODAY)
    office.approves()
    office.sends(office.reads("发函")[-1]["函号"])
    office.settles(result, TODAY + timedelta(1))
    assert office.why(day=TODAY + timedelta(1)) == set()


@pytest.mark.parametrize(
    ("sheet", "cells"),
    [
        ("跟催", {"日期": TODAY + timedelta(1), "结果": "已起诉"}),
        ("暂缓", {"起": TODAY + timedelta(1), "原因": "诉讼", "止": TODAY + timedelta(90)}),
    ],
)
def test_3_a_suit_on_record_ends_it_as_well(tmp_path, sheet, cells):
    office, _ = begun(tmp_path, "sent")
    office.adds(sheet, 房号="1-101", **cells)
    assert office.why() == {"live_in_cohort"}
    assert office.why(day=TODAY + timedelta(1)) == set()


def test_4_the_letter_has_the_dates_of_its_approval(tmp_path):
    office = Chancery(tmp_path)
    letter = office.drafts()["letters"][0]
    assert "2026年4月3日" in paper(letter)
    data = office.approves(day=TODAY + timedelta(8))
    assert data["last_date"] == "2026-04-11"  # R4.3: 14 days from the 28th; a Saturday
    said = words_of(Path(data["file"]).read_bytes())
    assert "2026年4月11日" in said and "2026年3月28日" in said and "2026年4月3日" not in said
    assert "截至2026年3月20日" in said  # what was reckoned stays
    assert "2026年4月11日为非工作日" in said
    _, row = office.register(letter["number"])
    assert (row["函日期"].date(), row["最后期限"].date()) == (date(2026, 3, 28), date(2026, 4, 11))
    office.sends(letter["number"], TODAY + timedelta(9))
    office.marks(letter["number"], "served", TODAY + timedelta(11))
    blocked = by_unit(office.flags(TODAY + timedelta(12)))["1-101"]["blockers"]
    assert any("2026-04-11" in b["text"] for b in blocked if b["code"] == "quiet_period")
    assert not any("2026-04-14" in b["text"] for b in blocked)


def test_5_a_served_letter_is_withdrawn_and_not_voided(tmp_path):
    office, number = begun(tmp_path, "sent")
    office.marks(number, "served", TODAY + timedelta(2))
    day = TODAY + timedelta(3)
    before = by_unit(office.flags(day))["1-101"]["limitation"]
    with pytest.raises(CuifeiError, match="cannot be voided"):
        office.marks(number, "voided", day, reason="样例理由")
    office.settles("withdrawn", day, reason="业主已来沟通")
    after = by_unit(office.flags(day))["1-101"]
    assert after["limitation"] == before
    assert "live_in_cohort" not in office.why(day=day)
    silent = plain(texts.texts(office.path, day, now=office._clock(day)).data, translator("en"))[
        "held"
    ]
    assert "silence" in {b["code"] for item in silent for b in item["blockers"]}


@pytest.mark.parametrize(
    "typed", ["甲一 花园", "甲一\u200b花园", "\ufeff甲一花园", "甲一花园\u00a0"]
)
def test_6_a_blank_or_an_unseen_character_splits_no_cohort(tmp_path, typed):
    office, _ = begun(tmp_path, "sent")
    office.types("房产", 2, "小区", typed)
    assert "live_in_cohort" in office.why()


def test_6_a_deleted_row_is_noticed(tmp_path):
    office, number = begun(tmp_path, "sent")
    place, _ = office.register(number)
    book = load_workbook(office.path)
    for cell in book["发函"][place + 1]:
        cell.value = None
    book.save(office.path)
    data = office.flags()
    assert any(number in p["what"] and "was deleted" in p["what"] for p in data["problems"])
    assert "cohort_frozen" in office.why()
    assert office.drafts("1-102")["letters"] == []


def test_6_one_number_is_of_one_owner(tmp_path):
    office, number = begun(tmp_path, "sent")
    row = {"函号": number, "文书": "律师函", "房号": "1-102", "函日期": TODAY, "状态": "已寄出"}
    office.adds("发函", **row, 截至日=TODAY, 寄出日期=TODAY, 最后期限=TODAY + timedelta(14))
    assert any("several owners" in p["what"] for p in office.flags()["problems"])
    assert office.drafts("1-102")["letters"] == []
    with pytest.raises(CuifeiError, match="several owners"):
        office.marks(number, "served", TODAY + timedelta(1))


def test_6_paid_that_is_owed_is_a_question(tmp_path):
    office, number = begun(tmp_path, "sent")
    place, _ = office.register(number)
    office.types("发函", place, "结果", "已付清")
    data = office.flags()
    told = next(p for p in data["problems"] if "said to be paid" in p["what"])
    assert "2,800.00" in told["what"] and "receipt missing" in told["remedy"]
    assert office.why() == {"cohort_frozen"}
    office.adds("收款", 收款日期=TODAY, 房号="1-101", 金额=2800)
    assert office.why() == set()


def test_6_receipts_are_not_recorded_through_a_day_to_come(tmp_path):
    office = Office(tmp_path, [unit("1-101")], owes("1-101", 5))
    names = [row["参数"] for row in office.reads("参数")]
    office.types("参数", names.index("收款登记至") + 1, "值", TODAY + timedelta(41))
    data = office.flags()
    assert any("has not come yet" in p["what"] for p in data["problems"])
    letter = office.writes()["letters"][0]
    assert "2026年4月30日" not in paper(letter)


def test_6_firm_numbers_are_compared_whole(tmp_path):
    office = Chancery(tmp_path, names=("1-101", "1-102"))
    office.drafts()
    office.approves(firm="12")
    number = office.reads("发函")[-1]["函号"]
    office.sends(number)
    office.settles("withdrawn", TODAY, reason="样例")
    office.drafts("1-102")
    for same in ("12", "１２ ", "1\u200b2"):
        with pytest.raises(CuifeiError, match="already"):
            office.approves("1-102", firm=same)
    office.approves("1-102", firm="1")


def test_7_a_number_is_never_used_twice(tmp_path):
    office = Chancery(tmp_path)
    given = [office.drafts()["letters"][0]["number"]]
    undo(office.path, now=office._clock(TODAY))
    shutil.rmtree(tmp_path / "催费文书")
    elsewhere = tmp_path / "副本"
    elsewhere.mkdir()
    office.path = Path(shutil.copy(office.path, elsewhere / "台账.xlsx"))
    given.append(office.drafts()["letters"][0]["number"])
    undo(office.path, now=office._clock(TODAY))
    shutil.rmtree(elsewhere / "催费文书")
    given.append(office.drafts()["letters"][0]["number"])
    assert len(set(given)) == 3
    asked = Wanted("statement", units=("1-101",))
    given.append(office.writes(asked)["letters"][0]["number"])
    shutil.rmtree(elsewhere / "催费文书")
    given.append(office.writes(asked)["letters"][0]["number"])
    assert len(set(given)) == 5


@pytest.mark.parametrize("document", ["payment_notice", "collection_letter"])
def test_8_silence_runs_from_posting(tmp_path, document):
    dated, posted = date(2026, 11, 28), date(2026, 12, 10)
    letter = replace(served("旧函", "1-101", dated, document), sent=posted, served=None)
    home = unit("1-101", phone="13000000001")
    charges = owes("1-101", 14, last=date(2026, 10, 31))
    preset = "nine-moves" if document == "collection_letter" else "residential"

    def turned_to(letter, day):
        folder = tmp_path / f"{day}{letter.state}"
        folder.mkdir()
        office = Office(folder, [home], charges, preset=preset, letters=(letter,))
        tasks = todo.todo(office.path, day, now=office._clock(day))
        said = plain(tasks.data, translator("en"))["tasks"]
        sent = plain(texts.texts(office.path, day, now=office._clock(day)).data, translator("en"))[
            "texts"
        ]
        kinds = {task["kind"] for task in said if task["due"] <= str(day)}
        return bool(sent), kinds - {"limitation", "chase_delivery"}

    sent = replace(letter, state="sent")
    assert turned_to(sent, date(2026, 12, 11)) == (False, set())
    assert turned_to(sent, date(2026, 12, 17)) == (False, set())
    assert turned_to(sent, date(2026, 12, 18))[0]
    served_late = replace(sent, state="served", served=date(2026, 12, 14))
    assert turned_to(served_late, date(2026, 12, 21)) == (False, set())  # prolonged
    printed = replace(letter, state="printed", sent=None)
    assert turned_to(printed, date(2026, 12, 9))[0] is False
    made = replace(letter, state="made", sent=None)
    assert turned_to(made, date(2026, 12, 9))[0]


ANSWERED = (
    *({"reason": r} for r in ("defects", "neighbours", "hardship", "misunderstanding")),
    *({"reason": r} for r in ("special", "shared_costs", "vacancy")),
    {"owner_type": "resisting"},
)


def test_9_a_reason_that_has_an_answer_is_answered_first(tmp_path):
    names = {f"1-{n}": facts for n, facts in enumerate(ANSWERED, 101)}
    office = Chancery(tmp_path, names=names, facts=names)
    assert office.whys() == {name: {"reason_open"} for name in names}
    data = plain(legal.plan(office.path, TODAY, now=office._clock(TODAY)).data, translator("zh"))
    assert data["queue"] == []
    assert [item["unit"] for item in data["held"]] == list(names)
    assert all("已解释" in item["blockers"][0]["text"] for item in data["held"])
    for name, facts in names.items():
        answer = "已协商分期" if facts.get("reason") == "hardship" else "已整改"
        office.adds("跟催", 日期=TODAY, 房号=name, 渠道="上门", 结果=answer)
    assert office.whys() == {name: set() for name in names}


def test_9_who_has_no_such_reason_goes_up_the_ladder(tmp_path):
    names = {"1-101": {"reason": "malicious"}, "1-102": {"reason": "none"}, "1-103": {}}
    office = Chancery(tmp_path, names=names, facts=names)
    assert office.whys() == {name: set() for name in names}


@pytest.mark.parametrize(("typed", "told"), [("漏水", False), ("楼上装修太吵", True)])
def test_9_a_reason_in_other_words_keeps_it_back_too(tmp_path, typed, told):
    office = Chancery(tmp_path)
    office.types("房产", 1, "欠费原因", typed)
    data = office.flags()
    assert {b["code"] for b in by_unit(data)["1-101"]["blockers"]} == {"reason_open"}
    assert any(typed in p["what"] for p in data["problems"]) is told


def test_9_a_hold_of_an_item_holds_it_however_spelt_and_of_no_item_is_told(tmp_path):
    office = Chancery(tmp_path)
    hold = {"房号": "1-101", "原因": "争议", "起": TODAY - timedelta(3)}
    office.adds("暂缓", **hold, 费用项目="物 业费")
    assert by_unit(office.flags())["1-101"]["blockers"][0]["code"] == "hold"
    office.types("暂缓", 1, "费用项目", "物业管理费")
    problems = office.flags()["problems"]
    assert [p["where"] for p in problems] == ["暂缓!F2"] and "物业管理费" in problems[0]["what"]


def test_9_a_lawyer_letter_needs_a_try_and_a_word_beforehand(tmp_path):
    office = Chancery(tmp_path, names=("1-101",), log=())
    assert office.why("1-101") == {"not_tried", "no_heads_up"}
    for _ in range(2):
        office.adds("跟催", 日期=TODAY, 房号="1-101", 渠道="电话", 结果="未接通")
    assert office.why("1-101") == {"no_heads_up"}
    office.adds("跟催", 日期=TODAY, 房号="1-101", 结果="免预告")
    assert office.why("1-101") == {"no_heads_up"}  # waived by nobody
    office.types("跟催", len(office.reads("跟催")), "经办人", "王经理样例")
    assert office.why("1-101") == set()


def test_10_a_small_sum_is_worth_no_lawyer_letter_and_is_no_class_a(tmp_path):
    office = Chancery(tmp_path, names=("1-101",), fen=1_000)
    row = by_unit(office.flags())["1-101"]
    assert {b["code"] for b in row["blockers"]} == {"below_lawyer_minimum"}
    assert row["class"] == "C"
    office.adds("参数", 参数="律师函最低金额", 值=100) if not any(
        r["参数"] == "律师函最低金额" for r in office.reads("参数")
    ) else office.types(
        "参数", [r["参数"] for r in office.reads("参数")].index("律师函最低金额") + 1, "值", 100
    )
    assert office.why("1-101") == set()
