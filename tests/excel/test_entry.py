"""A click from end to end, without Excel: the tag in, boxes and the ledger out.

What a click leaves in the ledger is compared with what the command line leaves.
"""

import re

import pytest
from openpyxl import load_workbook

from commands.estates import AS_OF, NOW, rows, type_row
from cuifei.commands.flag import flag
from cuifei.commands.letters import letters
from cuifei.commands.opened import open_book
from cuifei.commands.select import Wanted
from cuifei.commands.store import ClosedStore
from cuifei.commands.undo import undo
from cuifei.domain.problems import CuifeiError, say
from cuifei.excel.entry import WORKING, dispatch, refusal
from cuifei.excel.handlers import HANDLERS
from cuifei.menu.command_table import BY_ID
from excel.small_estate import copy_to


class Desk:
    """A clerk at a host: what they selected, what they answer, and all that was shown."""

    def __init__(self, path, lang="en", says_yes=True, selected=None, types="", chosen=""):
        self.path, self.store = path, ClosedStore(path)
        self.lang, self.as_of, self.now, self.pid = lang, AS_OF, NOW, 0
        self.says_yes, self._selected, self.types = says_yes, selected or {}, types
        self.asked, self.told, self.bar, self.tables = [], [], [], []
        self.sheet, self.cell, self.chosen = "", None, chosen

    def selected(self, field):
        return tuple(self._selected.get(field, ()))

    def alert(self, prompt, *, ask=False):
        (self.asked if ask else self.told).append(prompt)
        return self.says_yes

    def ask(self, prompt):
        self.asked.append(prompt)
        if isinstance(self.types, str):
            return self.types
        return self.types.pop(0)

    def open_file(self, prompt, patterns):
        self.asked.append(prompt)
        return str(self.chosen)

    def status(self, text):
        self.bar.append(text)

    def show_table(self, title, rows):
        self.tables.append((title, rows))

    def show_cell(self, sheet, row, column):
        self.sheet, self.cell = sheet, (row, column)

    def show_sheet(self, names):
        found = [name for name in load_workbook(self.path).sheetnames if name in names]
        self.sheet = found[0] if found else self.sheet
        return bool(found)


@pytest.fixture
def book(tmp_path):
    return copy_to(tmp_path)


def sheets(path):
    book = load_workbook(path)
    return {page.title: list(page.iter_rows(values_only=True)) for page in book}


def test_flagging_asks_with_counts_and_leaves_what_the_command_line_leaves(tmp_path):
    clicked, typed = (copy_to(tmp_path / n) for n in folders(tmp_path, "clicked", "typed"))
    desk = Desk(clicked)
    dispatch("flag", desk)
    flag(typed, AS_OF, now=NOW)
    assert sheets(clicked) == sheets(typed)
    assert "cells would change" in desk.asked[0]
    assert "cells written" in desk.told[-1]
    assert desk.bar[-1] == ""


def folders(tmp_path, *names):
    for name in names:
        (tmp_path / name).mkdir()
    return names


def test_a_clerk_who_says_no_has_the_ledger_as_it_was(book):
    before = book.read_bytes()
    unit = next(iter(open_book(book).ledger.units))
    for tag in ("flag", "collection", "notices", "draft", "queue", "todo", "board"):
        desk = Desk(book, says_yes=False)
        dispatch(tag, desk)
        assert len(desk.asked) == 1 or desk.told, tag
    for tag in ("contact", "promise"):
        desk = Desk(book, says_yes=False, selected={"unit": [unit]})
        dispatch(tag, desk)
        assert unit in desk.asked[0] and not desk.told
    assert book.read_bytes() == before
    assert [p.name for p in book.parent.iterdir() if p.is_dir()] == []


def test_letters_are_counted_first_and_are_those_of_the_command_line(tmp_path):
    clicked, typed = (copy_to(tmp_path / n) for n in folders(tmp_path, "clicked", "typed"))
    wanted = Wanted(document="collection_letter")
    expected = letters(typed, AS_OF, wanted, now=NOW)
    desk = Desk(clicked)
    dispatch("collection", desk)
    made = expected.data["letters"]
    assert desk.asked[0].startswith(f"{len(made)} letter")
    assert f"{len(expected.data['held'])} units may not" in desk.asked[0]
    assert rows(clicked, "发函") == rows(typed, "发函")
    assert any("letters" in text for text in desk.bar), "progress is shown"


def test_notices_are_notices_and_nothing_else(book):
    desk = Desk(book)
    dispatch("notices", desk)
    (held,) = re.findall(r"(\d+) units may not", desk.asked[0])
    assert f"{held} units are held" in desk.told[-1], "question and answer count the same"
    written = {row["文书"] for row in rows(book, "发函") if row["函日期"].date() == AS_OF}
    assert written and written <= {"收费通知书", "催费通知书", "限期缴费通知书"}


def test_undo_takes_back_what_a_click_wrote(book):
    before = sheets(book)
    dispatch("flag", Desk(book))
    assert sheets(book) != before
    dispatch("undo", Desk(book))
    assert sheets(book)["应收"] == before["应收"]
    again = Desk(book)
    dispatch("undo", again)
    assert again.told and not again.told[0].startswith("0")
    assert undo  # the same command


def test_selected_rows_get_their_letters_and_no_others(book):
    preview = letters(book, AS_OF, Wanted(), now=NOW, dry_run=True)
    unit = preview.data["letters"][0]["unit"]
    dispatch("selected", Desk(book, selected={"unit": [unit]}))
    made = [row for row in rows(book, "发函") if row["函日期"].date() == AS_OF]
    assert [row["房号"] for row in made] == [unit]


def test_posting_is_recorded_for_the_selected_letters(book):
    dispatch("notices", Desk(book))
    fresh = [row["函号"] for row in rows(book, "发函") if row["函日期"].date() == AS_OF][:2]
    desk = Desk(book, selected={"number": fresh}, types="EMS")
    dispatch("posted", desk)
    state = {row["函号"]: (row["状态"], row["送达方式"]) for row in rows(book, "发函")}
    assert [state[number] for number in fresh] == [("已寄出", "EMS邮寄")] * 2
    assert "Express mail" in desk.asked[0]
    assert desk.asked[1].startswith("Record 2 letters as sent")
    again = Desk(book, selected={"number": fresh})
    dispatch("posted", again)
    assert not again.asked and "already recorded" in again.told[0]


def test_a_letter_is_not_recorded_as_sent_nobody_knows_how(book):
    dispatch("notices", Desk(book))
    before = rows(book, "发函")
    number = before[-1]["函号"]
    dispatch("posted", Desk(book, selected={"number": [number]}, types=""))
    wrong = Desk(book, selected={"number": [number]}, types="pigeon")
    dispatch("posted", wrong)
    assert "pigeon" in wrong.told[0]
    assert rows(book, "发函") == before


@pytest.mark.parametrize(
    "tag", ["selected", "posted", "settle", "approve", "contact", "promise", "history"]
)
def test_with_nothing_selected_the_clerk_is_told_what_to_select(book, tag):
    desk = Desk(book)
    dispatch(tag, desk)
    assert len(desk.told) == 1 and desk.told[0].startswith("no row of ours is selected\nSelect")


def test_an_outcome_is_typed_in_the_words_of_the_register(book):
    live = [r for r in rows(book, "发函") if r["文书"] == "律师函" and not r["结果"]]
    unit = live[0]["房号"]
    desk = Desk(book, selected={"unit": [unit]}, types="nonsense")
    dispatch("settle", desk)
    assert "nonsense" in desk.told[0]
    desk = Desk(book, selected={"unit": [unit]}, types="已撤回")
    dispatch("settle", desk)
    result = {r["函号"]: r["结果"] for r in rows(book, "发函")}
    assert result[live[0]["函号"]] == "已撤回"
    cancelled = Desk(book, selected={"unit": [unit]}, types="")
    dispatch("settle", cancelled)
    assert cancelled.told == []


@pytest.mark.parametrize(
    ("tag", "sheet", "counted"),
    [
        ("queue", "队列", "units will stand in the sheet Queue"),
        ("todo", "待办", "tasks will stand in the sheet Worklist"),
        ("board", "看板", "cells of the dashboard would change"),
    ],
)
def test_a_sheet_of_ours_is_written_after_a_count_and_gone_to(book, tag, sheet, counted):
    desk = Desk(book)
    dispatch(tag, desk)
    assert counted in desk.asked[0] and not desk.asked[0].startswith("0 ")
    assert desk.sheet == sheet
    assert len(desk.told) == 1 and desk.told[0].strip()
    assert len(rows(book, sheet)) > 1 if sheet != "看板" else rows(book, "看板数据")


def test_what_is_wrong_is_listed_in_a_new_workbook(book):
    sound = Desk(book)
    dispatch("check", sound)
    assert sound.told[0].endswith("Next: click “Flag arrears”") and not sound.tables
    type_row(book, "收款", 收款日期="昨天", 房号="不存在", 金额="许多")
    before = book.read_bytes()
    desk = Desk(book)
    dispatch("check", desk)
    ((title, (heads, *found)),) = desk.tables
    assert (title, heads) == ("Check", ["Where", "What is wrong", "What to do"])
    assert found and all(where.startswith("收款!") and what and how for where, what, how in found)
    assert "new workbook" in desk.told[0] and "Problems" not in desk.told[0]
    assert book.read_bytes() == before


def test_problems_of_a_flagging_stand_in_their_sheet_those_of_others_are_shown_by_a_check(book):
    type_row(book, "收款", 收款日期="昨天", 房号="不存在", 金额="许多")
    flagged, planned = Desk(book), Desk(book)
    dispatch("flag", flagged)
    dispatch("queue", planned)
    assert "see Problems" in flagged.told[0]
    assert "Check shows" in planned.told[0]


def test_the_self_check_leaves_the_ledger_alone(book):
    before = book.read_bytes()
    desk = Desk(book)
    dispatch("doctor", desk)
    assert desk.tables or "Excel on Windows or on a Mac" in desk.told[0]
    assert book.read_bytes() == before


def test_a_task_that_cannot_be_done_is_a_box_with_a_remedy(tmp_path):
    desk = Desk(tmp_path / "none.xlsx")
    dispatch("check", desk)
    assert len(desk.told) == 1 and "\n" in desk.told[0]
    assert desk.bar == [""]


def test_a_refusal_names_its_place_once():
    again = CuifeiError(say("{name} is open", name="a.xlsx"), say("Close it"), "a.xlsx")
    assert refusal(again, "en") == "a.xlsx is open\nClose it"
    apart = CuifeiError(say("this is no day"), say("Type one"), "应收!D7")
    assert refusal(apart, "en") == "应收!D7\nthis is no day\nType one"


def test_a_bug_stays_loud_and_gives_the_status_bar_back(book, monkeypatch):
    def breaks(host):
        raise ZeroDivisionError

    monkeypatch.setitem(dict(HANDLERS), "check", breaks)
    monkeypatch.setattr("cuifei.excel.entry.HANDLERS", {"check": breaks})
    desk = Desk(book)
    with pytest.raises(ZeroDivisionError):
        dispatch("check", desk)
    assert desk.bar == [""] and desk.told == []


def test_an_unknown_button_is_a_bug():
    with pytest.raises(KeyError):
        dispatch("no_such_command", Desk(None))


def test_live_buttons_are_those_with_a_handler():
    assert set(HANDLERS) == WORKING <= set(BY_ID)


def test_a_program_that_does_not_listen_is_a_box_and_no_bug(book, monkeypatch):
    class Rejected(Exception):
        hresult = -2147418111

    def edits(host):
        raise Rejected

    monkeypatch.setattr("cuifei.excel.entry.HANDLERS", {"check": edits})
    desk = Desk(book)
    dispatch("check", desk)
    assert "busy" in desk.told[0] and "Enter" in desk.told[0]
