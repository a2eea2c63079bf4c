"""One letter for all units of one owner (合并发函): paper, register, and everything after it."""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from commands import pen
from commands.estates import rows, told_of_copy, type_row
from commands.owners import AS_OF, HOMES, NOW, OWNER, book, homes, neighbour
from cuifei.commands import approve, batch, check, evidence, history, legal, mark
from cuifei.commands.first_letters import first_letters
from cuifei.commands.flag import flag
from cuifei.commands.letters import letters
from cuifei.commands.pack import Wish
from cuifei.commands.post import post
from cuifei.commands.post_import import import_list
from cuifei.commands.recover import recover
from cuifei.commands.report import plain
from cuifei.commands.reprint import reprint
from cuifei.commands.select import Wanted
from cuifei.commands.undo import undo
from cuifei.domain.money import capitals
from cuifei.domain.papers.letter_life import Move
from cuifei.domain.problems import CuifeiError
from cuifei.letters.text import plain as text_of
from cuifei.locale import translator
from cuifei.workbook import closed
from stories.told import household

LATER = timedelta(days=1)


def say(report):
    return plain(report.data, translator("zh"))


def write(path, day=AS_OF, wanted=None, **options):
    return say(letters(path, day, wanted or Wanted(), now=NOW, **options))


def register(path):
    return rows(path, "发函")


def set_setting(path, name, value):
    pen.change(path, "参数", name, value)


def change(path, sheet, where, **cells):
    """Type into the first row of a sheet whose first column is `where`."""
    page = pen.Page(path, sheet)
    row = next(number for number in sorted(page.rows) if page.text(number, 1) == where)
    pen.type_into(path, sheet, row, cells)


@pytest.fixture
def three(tmp_path):
    """Three units of one owner, one of which has paid a part, and a neighbour."""
    return of_three(tmp_path / "甲一.xlsx")


def of_three(path):
    own = homes()
    own[1].pays("2026-03-05", 100)
    return book(path, *own, neighbour(), fee=True)


@pytest.fixture(scope="module")
def letters_once(tmp_path_factory):
    """Write the letters of such a ledger: (ledger, what was said as JSON)."""
    path = of_three(tmp_path_factory.mktemp("written") / "甲一.xlsx")
    return path, json.dumps(write(path), ensure_ascii=False)


@pytest.fixture
def written(letters_once, tmp_path):
    """Return a ledger as `three` whose letters were written, and what was said then."""
    return told_of_copy(*letters_once, tmp_path)


def lawyer_book(path, *others, **options):
    """Return a ledger in which every unit has had its two collection letters."""
    every = [*homes(), *others]
    for home in every:
        home.gets("collection_letter", "2026-09-01", level=1)
        home.gets("collection_letter", "2026-10-08", level=2).softly("2026-11-16")
    return book(path, *every, **options)


def test_three_units_of_one_owner_get_one_letter(written):
    three, data = written
    assert [x["units"] for x in data["letters"]] == [list(HOMES), ["5-1-201"]]
    assert [x["unit"] for x in data["letters"]] == [HOMES[0], "5-1-201"]
    merged = data["letters"][0]
    assert len(merged["enclosed"]) == 1
    own = [row for row in register(three) if row["函号"] == merged["number"]]
    assert [row["房号"] for row in own] == list(HOMES)
    amounts = [Decimal(str(row["金额"])) for row in own]
    assert sum(amounts) == Decimal(merged["total"])
    assert len(set(amounts)) == 3
    shared = ("文书", "函日期", "截至日", "最后期限", "状态", "文件", "摘要")
    assert all(len({row[name] for row in own}) == 1 for name in shared)
    assert not data["held"]
    assert not data["problems"]


def test_the_paper_names_every_unit_its_subtotal_and_one_total(written):
    _, data = written
    merged = data["letters"][0]
    said = text_of(Path(merged["file"]).read_bytes())
    total = Decimal(merged["total"])
    assert "甲一苑 3-2-101、3-2-102、12-1-301" in said
    assert f"{total:,}" in said
    assert capitals(int(total * 100)) in said
    for unit, subtotal in zip(HOMES, ("1,200.00", "1,160.60", "1,321.20"), strict=True):
        block = said.partition(f"【{unit}】")[2]
        assert block.partition("小计")[2].split()[2] == subtotal, unit
    assert said.count("回执") == 1
    record = text_of(Path(merged["enclosed"][0]).read_bytes())
    assert all(f"【{unit}】此前余额" in record for unit in HOMES)
    assert f"{total:,}" in record


def test_with_the_setting_off_every_unit_gets_its_own_letter(tmp_path):
    for number, merge in enumerate((False, None)):
        path = book(tmp_path / f"{number}.xlsx", *homes(), neighbour(), merge=merge)
        data = write(path)
        assert [x["units"] for x in data["letters"]] == [[x["unit"]] for x in data["letters"]]
        assert len(data["letters"]) == 4
        manifest = json.loads((Path(data["folder"]) / batch.MANIFEST).read_text(encoding="utf-8"))
        assert all("also" not in item for item in manifest["letters"])


def test_a_second_run_makes_nothing(written):
    three, _ = written
    before = three.read_bytes()
    again = write(three)
    assert again["letters"] == []
    assert {item["unit"] for item in again["held"]} == {*HOMES, "5-1-201"}
    assert three.read_bytes() == before
    assert write(three, AS_OF + LATER)["letters"] == []


def test_a_unit_on_hold_stays_out_with_its_own_reason(tmp_path):
    own = homes()
    own[0].holds("dispute", "2026-11-01")
    data = write(book(tmp_path / "a.xlsx", *own))
    assert [x["units"] for x in data["letters"]] == [list(HOMES[1:])]
    (held,) = data["held"]
    assert held["unit"] == HOMES[0]
    assert [b["code"] for b in held["blockers"]] == ["hold"]


def test_a_unit_whose_hold_ends_waits_until_the_letter_about_the_others_is_answered(tmp_path):
    own = homes()
    own[0].holds("dispute", "2026-11-01", "2026-11-21")
    path = book(tmp_path / "a.xlsx", *own)
    (letter,) = write(path)["letters"]
    mark.mark(path, letter["number"], Move("served", AS_OF, "hand"), now=NOW)
    data = write(path, AS_OF + timedelta(2))
    assert data["letters"] == []
    codes = {
        b["code"] for item in data["held"] if item["unit"] == HOMES[0] for b in item["blockers"]
    }
    assert codes == {"quiet_period", "min_interval"}
    ready = write(path, AS_OF + timedelta(8))
    assert HOMES[0] in [unit for x in ready["letters"] for unit in x["units"]]


def test_the_furthest_document_goes_first_where_the_next_ones_differ(tmp_path):
    own = homes()
    own[2].gets("collection_letter", "2026-10-01", level=1)
    shop = household("S-1", ladder=own[0].policy.rungs, **{**OWNER, "use_type": "shop"})
    shop.owes(500, "2026-01", months=6)
    path = book(tmp_path / "a.xlsx", *own, shop)
    data = write(path)
    assert [x["units"] for x in data["letters"]] == [list(HOMES)]
    (held,) = data["held"]
    assert held["unit"] == "S-1"
    assert [b["code"] for b in held["blockers"]] == ["one_letter"]
    again = write(path)
    assert again["letters"] == []
    waiting = next(item for item in again["held"] if item["unit"] == "S-1")
    assert [b["code"] for b in waiting["blockers"]] == ["not_served"]


def test_a_parking_space_is_written_to_at_its_owners_home(tmp_path):
    space = household("B1-007", ladder=(), **{**OWNER, "use_type": "parking"})
    space.owes(80, "2026-01", months=6)
    space.hears("2026-08-01")  # a call before the first letter (R2.4)
    path = book(tmp_path / "a.xlsx", homes("3-2-101", months=0)[0], space)
    (letter,) = write(path)["letters"]
    assert letter["units"] == ["B1-007"]
    assert "地址：甲一苑 3-2-101" in text_of(Path(letter["file"]).read_bytes())
    assert say(post(path, AS_OF))["letters"][0]["address"] == "甲一苑 3-2-101"


def test_asking_for_one_unit_asks_for_its_letter(three):
    data = write(three, wanted=Wanted(units=("3-2-102",)), dry_run=True)
    assert [x["units"] for x in data["letters"]] == [list(HOMES)]
    data = write(three, wanted=Wanted(limit=1), dry_run=True)
    assert [x["units"] for x in data["letters"]] == [list(HOMES)]


def test_flag_and_the_plan_of_first_letters_count_letters(three):
    said = [str(sentence) for sentence in flag(three, AS_OF, now=NOW, dry_run=True).said]
    assert any(sentence.startswith("2 documents may go out today") for sentence in said)
    days = say(first_letters(three, AS_OF, per_day=1, per_community=1))["days"]
    assert sorted(x["units"] for day in days for x in day["letters"]) == [
        list(HOMES),
        ["5-1-201"],
    ]
    assert len(days) == 2


def test_marking_moves_all_rows_of_the_number(written):
    three, data = written
    number = data["letters"][0]["number"]
    data = say(mark.mark(three, number, Move("sent", AS_OF, "express", "EM1"), now=NOW))
    assert (data["unit"], data["units"]) == (HOMES[0], list(HOMES))
    own = [row for row in register(three) if row["函号"] == number]
    assert {(row["状态"], row["快递单号"]) for row in own} == {("已寄出", "EM1")}
    other = next(row for row in register(three) if row["房号"] == "5-1-201")
    assert other["状态"] == "已生成"
    undo(three, now=NOW + timedelta(hours=1))
    assert {row["状态"] for row in register(three)} == {"已生成"}


def test_undo_takes_all_rows_out_though_something_was_typed_since(written):
    three, data = written
    folder = Path(data["folder"])
    type_row(three, "收款", 收款日期=AS_OF, 房号="5-1-201", 金额=1)
    report = undo(three, now=NOW + timedelta(hours=1))
    assert not report.problems
    assert register(three) == []
    assert batch.load(folder / batch.MANIFEST).state == batch.UNDONE
    assert write(three)["letters"][0]["number"].endswith("〕3号")


def test_a_run_that_died_is_completed_with_all_rows(three, monkeypatch):
    def dies(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(closed, "write", dies)
        with pytest.raises(KeyboardInterrupt):
            write(three)
    assert register(three) == []
    assert recover(three, now=NOW)
    assert [row["房号"] for row in register(three)] == [*HOMES, "5-1-201"]
    assert recover(three, now=NOW) == ()


def test_the_manifest_holds_one_item_for_a_letter_and_all_its_rows(written):
    three, data = written
    run = batch.load(Path(data["folder"]) / batch.MANIFEST)
    assert [item.units for item in run.letters] == [HOMES, ("5-1-201",)]
    manifest = json.loads((Path(data["folder"]) / batch.MANIFEST).read_text(encoding="utf-8"))
    assert [item["units"] for item in manifest["letters"]] == [list(HOMES), ["5-1-201"]]
    assert check.check(three, letters=True).problems == ()
    change(three, "发函", data["letters"][0]["number"], 金额=1)
    (problem,) = check.check(three, letters=True).problems
    assert "says other things" in str(problem.what)


def test_pack_post_and_reprint_have_one_entry_for_a_letter(three, tmp_path):
    data = write(three, wish=Wish(pack=True))
    cover = text_of((Path(data["folder"]) / "打印包.docx").read_bytes())
    assert cover.count("3-2-101、3-2-102、12-1-301\t张三样例\t催费函") == 1
    assert "共2份" in cover
    number = data["letters"][0]["number"]
    posted = say(post(three, AS_OF))
    assert [x["units"] for x in posted["letters"]] == [list(HOMES), ["5-1-201"]]
    again = say(reprint(three, number))
    assert again["units"] == list(HOMES)
    assert again["sha256"] == data["letters"][0]["sha256"]


def test_the_carriers_list_moves_all_rows(written, tmp_path):
    three, data = written
    number = data["letters"][0]["number"]
    back = tmp_path / "回单.csv"
    back.write_text(f"函号,快递单号,寄出日期\n{number},EM9,2026-11-20\n", encoding="utf-8-sig")
    data = say(import_list(three, back, AS_OF, now=NOW))
    assert [x["units"] for x in data["letters"]] == [list(HOMES)], data
    own = [row for row in register(three) if row["函号"] == number]
    assert {(row["状态"], row["快递单号"]) for row in own} == {("已寄出", "EM9")}
    assert say(import_list(three, back, AS_OF, now=NOW))["unchanged"] == 1


def test_evidence_and_history_of_each_unit_have_the_letter(written):
    three, data = written
    number = data["letters"][0]["number"]
    for unit in HOMES[1:]:
        (bundle,) = say(evidence.evidence(three, AS_OF, [unit]))["bundles"]
        assert [x["number"] for x in bundle["letters"]] == [number]
        assert bundle["letters"][0]["state"] == "same"
        events = say(history.history(three, AS_OF, unit))["events"]
        assert [e["number"] for e in events if e["kind"] == "letter"] == [number]


def test_rows_of_one_number_that_differ_are_a_problem_and_are_not_moved(written):
    three, data = written
    number = data["letters"][0]["number"]
    assert check.check(three).problems == ()
    change(three, "发函", number, 状态="已作废", 备注="样例")
    told = check.check(three).problems
    assert [("状态" in str(problem.what), problem.where[:4]) for problem in told] == [
        (True, "发函!A")
    ] * 2
    with pytest.raises(CuifeiError, match="do not agree"):
        mark.mark(three, number, Move("sent", AS_OF, "express"), now=NOW)


def test_the_same_unit_twice_under_one_number_stays_a_problem(written):
    three, data = written
    number = data["letters"][0]["number"]
    facts = next(row for row in register(three) if row["函号"] == number)
    type_row(three, "发函", **facts)
    (problem,) = check.check(three).problems
    assert number in str(problem.what)
    with pytest.raises(CuifeiError, match="stands 4 times"):
        mark.mark(three, number, Move("sent", AS_OF, "express"), now=NOW)


def test_turning_the_setting_off_and_on_sends_no_step_twice(written):
    three, data = written
    first = data["letters"][0]["number"]
    mark.mark(three, first, Move("served", AS_OF, "hand"), now=NOW)
    set_setting(three, "合并发函", "否")
    assert not any(x["unit"] in HOMES for x in write(three, AS_OF)["letters"])
    second = write(three, AS_OF + timedelta(8), Wanted(units=HOMES))["letters"]
    assert [x["units"] for x in second] == [[unit] for unit in HOMES]
    day = AS_OF + timedelta(8)
    for letter in second:
        mark.mark(three, letter["number"], Move("served", day, "hand"), now=NOW)
    set_setting(three, "合并发函", "是")
    assert write(three, day)["letters"] == []
    levels = [(row["房号"], row["级别"]) for row in register(three) if row["房号"] in HOMES]
    assert len(set(levels)) == len(levels) == 6


def test_a_lawyer_letter_about_three_units_takes_one_place(tmp_path):
    path = lawyer_book(tmp_path / "a.xlsx", neighbour(), fee=True)
    (own, other) = sorted(say(legal.plan(path, AS_OF, now=NOW))["queue"], key=lambda p: p["unit"])
    assert (own["unit"], own["units"], other["unit"]) == (HOMES[0], list(HOMES), "5-1-201")
    assert {own["state"], other["state"]} == {"next", "waiting"}
    assert own["owed"] == "3781.80"
    (draft,) = say(legal.draft(path, AS_OF, now=NOW, unit=HOMES[1]))["letters"]
    assert draft["units"] == list(HOMES)
    queue = say(legal.plan(path, AS_OF, now=NOW))["queue"]
    assert [(p["units"], p["state"]) for p in queue] == [
        (list(HOMES), "live"),
        (["5-1-201"], "next"),
    ]
    assert check.check(path).problems == ()
    assert legal.draft(path, AS_OF, now=NOW, unit="5-1-201").exit_code == 2


def test_an_owner_never_has_two_live_lawyer_letters_though_there_are_places(tmp_path):
    path = lawyer_book(tmp_path / "a.xlsx", slots=3)
    until = AS_OF + timedelta(5)
    type_row(path, "暂缓", 房号=HOMES[0], 原因="争议", 起=AS_OF, 止=until)
    (draft,) = say(legal.draft(path, AS_OF, now=NOW))["letters"]
    assert draft["units"] == list(HOMES[1:])
    number = draft["number"]
    given = {"by": "王五样例", "firm_number": "(2026)律函字第1号", "now": NOW}
    approve.approve(path, AS_OF, unit="12-1-301", **given)
    mark.mark(path, number, Move("served", AS_OF, "hand"), now=NOW)
    late = AS_OF + timedelta(20)
    (place,) = [p for p in say(legal.plan(path, late, now=NOW))["queue"] if p["unit"] == HOMES[0]]
    assert place["state"] in {"next", "waiting"}
    assert date.fromisoformat(place["planned"]) > late
    refused = legal.draft(path, late, now=NOW, unit=HOMES[0])
    assert refused.exit_code == 2
    assert "live_in_household" in {b["code"] for b in say(refused)["held"][0]["blockers"]}
    type_row(path, "跟催", 日期=late, 房号="12-1-301", 渠道="电话", 结果="拒绝")
    assert say(legal.draft(path, late, now=NOW, unit=HOMES[0]))["letters"]


def test_approving_and_settling_move_all_rows(tmp_path):
    path = lawyer_book(tmp_path / "a.xlsx", fee=True)
    (draft,) = say(legal.draft(path, AS_OF, now=NOW))["letters"]
    given = {"by": "王五样例", "firm_number": "(2026)律函字第7号", "now": NOW}
    done = say(approve.approve(path, AS_OF, unit=HOMES[2], **given))
    assert done["units"] == list(HOMES)
    own = [row for row in register(path) if row["函号"] == draft["number"]]
    assert {row["审定人"] for row in own} == {"王五样例"}
    assert len({row["摘要"] for row in own}) == 1
    type_row(path, "收款", 收款日期=AS_OF, 房号=HOMES[0], 金额=5000)
    with pytest.raises(CuifeiError, match="still owes"):
        legal.settle(path, AS_OF, unit=HOMES[0], result="paid", now=NOW)
    assert [p["state"] for p in say(legal.plan(path, AS_OF, now=NOW))["queue"]] == ["live"]
    for unit in HOMES[1:]:
        type_row(path, "收款", 收款日期=AS_OF, 房号=unit, 金额=5000)
    assert say(legal.plan(path, AS_OF, now=NOW))["queue"] == []
    settled = say(legal.settle(path, AS_OF, unit=HOMES[1], result="paid", now=NOW))
    assert settled["units"] == list(HOMES)
    own = [row for row in register(path) if row["函号"] == draft["number"]]
    assert {row["结果"] for row in own} == {"已付清"}


def test_a_lawyer_letter_that_lost_one_of_its_rows_does_not_go_out(tmp_path):
    path = lawyer_book(tmp_path / "a.xlsx", fee=True)
    (draft,) = say(legal.draft(path, AS_OF, now=NOW))["letters"]
    given = {"by": "王五样例", "firm_number": "(2026)律函字第7号", "now": NOW}
    approve.approve(path, AS_OF, unit=HOMES[0], **given)
    page = pen.Page(path, "发函")
    at = page.header()
    row = max(n for n in page.rows if page.text(n, at["房号"]) == HOMES[2])
    pen.type_into(path, "发函", row, dict.fromkeys(at))
    with pytest.raises(CuifeiError, match="deleted"):
        mark.mark(path, draft["number"], Move("sent", AS_OF, "express"), now=NOW)


def test_a_draft_of_which_one_unit_paid_is_not_approved(tmp_path):
    path = lawyer_book(tmp_path / "a.xlsx")
    assert say(legal.draft(path, AS_OF, now=NOW))["letters"]
    type_row(path, "收款", 收款日期=AS_OF + LATER, 房号=HOMES[2], 金额=10)
    given = {"by": "王五样例", "firm_number": "(2026)律函字第8号", "now": NOW}
    with pytest.raises(CuifeiError, match="not what the draft says"):
        approve.approve(path, AS_OF + LATER, unit=HOMES[0], **given)


def test_paying_one_unit_leaves_the_others_on_their_ladder(written):
    three, data = written
    number = data["letters"][0]["number"]
    mark.mark(three, number, Move("served", AS_OF, "hand"), now=NOW)
    type_row(three, "收款", 收款日期=AS_OF + LATER, 房号=HOMES[0], 金额=5000)
    data = write(three, AS_OF + timedelta(8), Wanted(units=HOMES))
    assert [x["units"] for x in data["letters"]] == [list(HOMES[1:])]


def test_a_draft_about_a_unit_that_is_gone_is_not_approved_and_can_be_withdrawn(tmp_path):
    path = lawyer_book(tmp_path / "a.xlsx")
    (draft,) = say(legal.draft(path, AS_OF, now=NOW))["letters"]
    change(path, "房产", HOMES[2], 房号="99-9-999")
    given = {"by": "王五样例", "firm_number": "(2026)律函字第9号", "now": NOW}
    with pytest.raises(CuifeiError, match="12-1-301 owes nothing, or is not in the workbook"):
        approve.approve(path, AS_OF, unit=HOMES[0], **given)
    done = say(legal.settle(path, AS_OF, unit=HOMES[0], result="withdrawn", now=NOW))
    assert done["number"] == draft["number"]
    assert done["units"] == list(HOMES)
