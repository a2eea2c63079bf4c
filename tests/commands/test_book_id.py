"""A workbook is known by its number: renamed, restored or copied, its letters stay its own."""

import shutil

import pytest

from commands import pen
from commands.estates import AS_OF, NOW, copy_to, rows, type_setting
from cuifei.commands import batch, check, flag, letters, undo, verify
from cuifei.commands.book_id import written
from cuifei.commands.opened import open_book
from cuifei.commands.select import Wanted
from cuifei.workbook import journal_files


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    book = copy_to(tmp_path_factory.mktemp("book_id"))
    flag.flag(book, AS_OF, now=NOW)
    letters.letters(book, AS_OF, Wanted("", limit=2), now=NOW)
    return book.parent


@pytest.fixture
def book(office, tmp_path):
    shutil.copytree(office, tmp_path / "office")
    return tmp_path / "office" / "demo.xlsx"


def own(book):
    return written(open_book(book).policy.last_numbers)


def copies(book):
    return [p for p in check.check(book).problems if "a copy of" in str(p.what)]


def test_a_workbook_gets_its_number_with_its_first_letter_and_keeps_it(book):
    first = own(book)
    assert first
    letters.letters(book, AS_OF, Wanted("", limit=1), now=NOW)
    assert own(book) == first
    assert {run.book_id for run in batch.batches(book)} == {first}


def test_letters_and_runs_follow_a_renamed_workbook(book):
    before = verify.verify(book).data["letters"]
    renamed = book.rename(book.with_name("改名.xlsx"))
    report = flag.flag(renamed, AS_OF, now=NOW)
    assert any("demo.xlsx" in str(line) for line in report.said)
    assert verify.verify(renamed).data["letters"] == before
    assert verify.verify(renamed).problems == ()
    undone = undo.undo(renamed, now=NOW)
    assert undone.data["undone"] in ("flag", "letters")
    again = flag.flag(renamed, AS_OF, now=NOW)
    assert not any("demo.xlsx" in str(line) for line in again.said)


def test_a_renamed_workbook_can_be_undone_also_where_it_was_typed_in(book):
    rowed = rows(book, "发函")
    renamed = book.rename(book.with_name("改名.xlsx"))
    type_setting(renamed, "company_phone", "13000000009")
    assert [run["command"] for run in undo.listed_runs(renamed).data["runs"]] == ["letters", "flag"]
    undone = undo.undo(renamed, now=NOW)
    assert undone.data["undone"] == "letters"
    assert len(rows(renamed, "发函")) == len(rowed) - 2


def test_runs_of_a_workbook_without_letters_follow_it_too(tmp_path):
    book = copy_to(tmp_path)
    before = book.read_bytes()
    flag.flag(book, AS_OF, now=NOW)
    renamed = book.rename(book.with_name("改名.xlsx"))
    assert [run["command"] for run in undo.listed_runs(renamed).data["runs"]] == ["flag"]
    assert undo.undo(renamed, now=NOW).data["undone"] == "flag"
    assert renamed.read_bytes() == before


def test_a_crash_and_then_a_new_name_writes_no_letter_twice(tmp_path, monkeypatch):
    book = copy_to(tmp_path)

    real = batch.save
    with monkeypatch.context() as patch:

        def dies(run):
            real(run)
            if run.state == batch.WRITTEN:
                raise KeyboardInterrupt

        patch.setattr(batch, "save", dies)
        with pytest.raises(KeyboardInterrupt):
            letters.letters(book, AS_OF, Wanted("", limit=2), now=NOW)
    renamed = book.rename(book.with_name("改名.xlsx"))
    letters.letters(renamed, AS_OF, Wanted("", limit=2), now=NOW)
    new = [row for row in rows(renamed, "发函") if row["函日期"].date() == AS_OF]
    units = [(row["房号"], row["文书"]) for row in new]
    assert len(units) == 4 and len(set(units)) == 4


def test_a_copy_is_told_and_asked_about_and_takes_nothing_from_the_original(book):
    copy = book.with_name("副本.xlsx")
    shutil.copy(book, copy)
    (problem,) = copies(copy)
    assert "demo.xlsx" in str(problem.what)
    assert copies(book) == []
    flag.flag(copy, AS_OF, now=NOW)
    assert {run.book for run in batch.batches(book)} == {"demo.xlsx"}
    assert journal_files.names(book)


def test_a_copy_whose_number_is_taken_out_is_a_workbook_of_its_own(book):
    copy = book.with_name("副本.xlsx")
    shutil.copy(book, copy)
    page = pen.Page(copy, "参数")
    row = next(number for number in page.rows if "台账编号" in page.text(number, 2))
    page.put(row, 2, page.text(row, 2).partition(" (")[0])
    page.save()
    assert copies(copy) == []
    letters.letters(copy, AS_OF, Wanted("", limit=1), now=NOW)
    assert own(copy) and own(copy) != own(book)
    assert copies(copy) == copies(book) == []


def test_a_backup_that_is_copied_back_is_the_same_workbook(book):
    letters.letters(book, AS_OF, Wanted("", limit=1), now=NOW)
    backup = journal_files.names(book)[-1].with_suffix(".xlsx")
    shutil.copy(backup, book)
    known = {run.book_id for run in batch.batches(book)}
    assert known == {own(book)} and copies(book) == []
    made = letters.letters(book, AS_OF, Wanted("", limit=1), now=NOW)
    numbers = [item.letter.number for run in batch.batches(book) for item in run.letters]
    assert made.data["letters"] and len(numbers) == len(set(numbers))


def test_letters_of_a_renamed_workbook_are_seen_before_anything_is_written(book):
    before = verify.verify(book).data
    renamed = book.rename(book.with_name("改名.xlsx"))
    found = {path: path.read_bytes() for path in renamed.parent.rglob("*") if path.is_file()}
    report = verify.verify(renamed)
    assert report.data["letters"] == before["letters"] > 0 and report.problems == ()
    letter = next(renamed.parent.glob("催费文书/*/*.docx"))
    letter.write_bytes(letter.read_bytes() + b"x")
    for told in (verify.verify(renamed), check.check(renamed, letters=True)):
        assert any(letter.name in p.where for p in told.problems)
    letter.write_bytes(found[letter])
    assert {p: p.read_bytes() for p in renamed.parent.rglob("*") if p.is_file()} == found
