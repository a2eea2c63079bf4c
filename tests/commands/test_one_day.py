"""One day: what a command decides depends on the day that it was given, on no clock."""

import json
from datetime import date, timedelta

import pytest

from commands.estates import AS_OF, NOW, copy_to, type_setting
from cuifei.commands import flag, letters, mark, pack, post, reprint
from cuifei.commands.opened import open_book
from cuifei.commands.pack import Wish
from cuifei.commands.report import plain
from cuifei.commands.select import Wanted
from cuifei.commands.workdays import calendar
from cuifei.domain.codes import Document
from cuifei.domain.papers.letter_life import Move
from cuifei.locale import translator
from cuifei.tables.layout import SETTINGS
from size import FULL

# The day of the estate, years before the clock and years after it.
CLOCKS = (NOW - timedelta(2000), NOW + timedelta(5000))
CLOCKS += (NOW, NOW + timedelta(90)) if FULL else ()
FAR = (date(2027, 3, 2), date(2030, 12, 31)) if FULL else ()

DAYS = ("days_off", "days_on")


def past(report):
    return [p.where for p in report.problems if "is past" in str(p.what)]


@pytest.fixture(scope="module")
def sent_out(tmp_path_factory):
    """Give a book with one letter of AS_OF: (book, its number, its last date)."""
    book = copy_to(tmp_path_factory.mktemp("one-day"))
    report = letters.letters(book, AS_OF, Wanted("collection_letter", limit=1), now=NOW)
    (letter,) = report.data["letters"]
    return book, letter["number"], letter["last_date"]


def test_the_clock_changes_no_letter(tmp_path):
    book = copy_to(tmp_path)
    said = set()
    for now in CLOCKS:
        report = letters.letters(book, AS_OF, Wanted(), now=now, dry_run=True)
        data = plain(report.data, translator("zh"))
        assert data["letters"]
        said.add(json.dumps(data, ensure_ascii=False))
    assert len(said) == 1


@pytest.mark.parametrize("day", [AS_OF, *FAR, date(2032, 1, 1)])
def test_flag_and_letters_agree_on_every_unit(tmp_path, day):
    """Whoever may be sent a letter gets one, everybody else is held for flag's reasons."""
    book = copy_to(tmp_path)
    tell = translator("zh")
    for clock in (*((NOW,) if FULL else ()), NOW + timedelta(5000)):
        rows = plain(flag.flag(book, day, now=clock, dry_run=True).data, tell)["rows"]
        data = plain(letters.letters(book, day, Wanted(), now=clock, dry_run=True).data, tell)
        written = {unit for letter in data["letters"] for unit in letter["units"]}
        may = [row for row in rows if row["may_send"]]
        assert written == {x["unit"] for x in may if x["next_document"] != Document.LAWYER_LETTER}
        held = {item["unit"]: item["blockers"] for item in data["held"]}
        for row in rows:
            if row["unit"] in held and row["blockers"]:
                assert held[row["unit"]] == row["blockers"]


def test_a_letter_that_is_sent_after_its_last_date_is_recorded_and_told(sent_out):
    book, number, last = sent_out
    for state in ("printed", "sealed", "sent"):
        for days, late in ((0, []), (1, [number])):
            move = Move(state, last + timedelta(days), "express")
            report = mark.mark(book, number, move, now=NOW, dry_run=True)
            assert report.data["state"] == state
            assert past(report) == late
            assert (number in [p.where for p in report.data["problems"]]) == bool(late)
    voided = Move("voided", last + timedelta(1), reason="样例")
    assert not past(mark.mark(book, number, voided, now=NOW, dry_run=True))


def test_printing_and_posting_after_the_last_date_is_told(sent_out, tmp_path):
    book, number, last = sent_out
    for days, late in ((0, []), (1, [number])):
        day = last + timedelta(days)
        assert past(reprint.reprint(book, number, as_of=day)) == late
        assert past(pack.pack(book, "", Wish(pack=True, as_of=day), dry_run=True)) == late
        batch = pack.pack(book, "", Wish(), dry_run=True).data["batch"]
        report = post.post(book, day, name=batch, dry_run=True)
        assert past(report) == (late if report.data["letters"] else [])


def said(book, day):
    """Return what flagging says, in Chinese and in English."""
    report = flag.flag(book, day, now=NOW, dry_run=True)
    return ["".join(map(translator(lang), report.said)) for lang in ("zh", "en")]


def test_from_an_unknown_year_on_flagging_says_that_only_weekends_are_off(tmp_path):
    book = copy_to(tmp_path)
    unknown = max(calendar().years) + 1
    assert "放假日未收录" not in said(book, AS_OF)[0]
    for day in (date(unknown - 1, 12, 31), date(unknown, 3, 2), date(2032, 1, 1)):
        text, english = said(book, day)
        assert "放假日未收录" in text and all(SETTINGS[key][0] in text for key in DAYS)
        assert all(SETTINGS[key][1] in english for key in DAYS)
    typed = {"days_off": f"{unknown}-01-01", "days_on": f"{unknown}-01-03"}
    for name, value in typed.items():
        type_setting(book, SETTINGS[name][0], value)
    assert "放假日未收录" not in said(book, date(unknown, 1, 1))[0]
    days = open_book(book).docket(date(unknown, 1, 1)).calendar
    assert not days.is_workday(date(unknown, 1, 1)) and days.is_workday(date(unknown, 1, 3))


def test_days_off_that_cannot_be_read_are_a_problem_in_their_place(tmp_path):
    book = copy_to(tmp_path)
    type_setting(book, SETTINGS["days_off"][0], "2027-02-30")
    (problem,) = [p for p in open_book(book).problems if "2027-02-30" in str(p.what.params)]
    assert problem.where.startswith("参数!B")
