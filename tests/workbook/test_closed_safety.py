"""Nothing is half written: refusals come before, and a crash leaves one whole file."""

import json
import os
import stat
import zipfile
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from cuifei.domain.problems import CuifeiError
from cuifei.ooxml import package
from cuifei.tables.port import Book, Fill, Replace, Written
from cuifei.workbook import closed, journal_files, reading, swap
from workbook import foreign

NOW = datetime(2026, 4, 1, 9, 0, 0)
CHANGE = Fill("charges", {2: {"unpaid": Decimal("12.5"), "bucket": "≤1"}})


@pytest.fixture
def book(tmp_path) -> Path:
    return foreign.ledger(tmp_path / "样例.xlsx")


def run(path: Path, *changes, command="flag", now=NOW, dry_run=False) -> Written:
    found = reading.read(path)
    return closed.write(found, changes, command=command, now=now, dry_run=dry_run)


def left_over(path: Path) -> set[str]:
    """Return the names in the book's folder that are neither the book nor its backups."""
    return {one.name for one in path.parent.iterdir()} - {path.name, journal_files.FOLDER}


@pytest.mark.parametrize("owner", ["~${}", ".~lock.{}#", ".~{}"])
def test_a_book_that_is_open_is_not_written(book, owner):
    (book.parent / owner.format(book.name)).write_bytes(b"")
    before = book.read_bytes()
    with pytest.raises(CuifeiError, match="is open in"):
        run(book, CHANGE)
    assert book.read_bytes() == before


def test_a_read_only_book_is_not_written(book, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != book)
    with pytest.raises(CuifeiError, match="is read-only"):
        closed.ensure_writable(book)


def test_a_folder_that_may_not_be_written_to(book, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != book.parent)
    with pytest.raises(CuifeiError, match="may not be written to"):
        closed.ensure_writable(book)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "format that cannot be written"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old .xls format"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.xlsx", b"<html></html>", "not an Excel workbook"),
        ("a.xlsx", b"PK\x03\x04 cut off", "damaged"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path, name, data, words):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(CuifeiError, match=words):
        closed.ensure_writable(tmp_path / name)


def test_a_truncated_book_is_refused(book):
    book.write_bytes(book.read_bytes()[:-100])
    with pytest.raises(CuifeiError, match="damaged or incomplete"):
        package.parts(book)


def test_a_signed_book_is_refused(book):
    parts = foreign.parts_of(book) | {"_xmlsignatures/origin.sigs": b""}
    foreign.pack(book, parts)
    with pytest.raises(CuifeiError, match="digital signature"):
        closed.ensure_writable(book)


def test_a_strict_book_is_refused(book):
    parts = foreign.parts_of(book)
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    foreign.pack(book, {name: data.replace(main, strict) for name, data in parts.items()})
    with pytest.raises(CuifeiError, match="Strict"):
        closed.ensure_writable(book)


def test_a_book_that_changed_since_it_was_read_is_not_written(book):
    found = reading.read(book)
    foreign.edit(book, foreign.part_of(book, "应收"), (b"3-101", b"3-109"))
    before = book.read_bytes()
    with pytest.raises(CuifeiError, match="was changed while"):
        closed.write(found, [CHANGE], command="flag", now=NOW)
    assert book.read_bytes() == before
    assert left_over(book) == set()


def test_a_dry_run_says_the_same_and_writes_nothing(book):
    before = book.read_bytes()
    told = run(book, CHANGE, Replace("arrears", [{"unit": "3-101"}]), dry_run=True)
    assert book.read_bytes() == before
    assert not journal_files.folder(book).exists()
    done = run(book, CHANGE, Replace("arrears", [{"unit": "3-101"}]))
    assert (told.cells, told.tables) == (done.cells, done.tables) == (3, ("charges", "arrears"))


def test_the_mode_of_the_file_stays(book):
    book.chmod(0o640)
    run(book, CHANGE)
    assert stat.S_IMODE(book.stat().st_mode) == 0o640


def test_a_link_to_the_book_stays_a_link(book, tmp_path):
    (tmp_path / "x").mkdir()
    link = tmp_path / "x" / "链接.xlsx"
    link.symlink_to(book)
    run(link, CHANGE)
    assert link.is_symlink()
    assert reading.read(book).tables["charges"].rows[2]["unpaid"] == 12.5


class Crash(BaseException):
    """The machine stops here."""


STEPS = ["build", "check", "copy", "replace", "flush"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_crash_leaves_the_old_file_or_the_new_one(book, monkeypatch, step, when):
    before = book.read_bytes()
    real = getattr(swap, step)

    def crashing(*arguments):
        if when == "after":
            real(*arguments)
        raise Crash

    monkeypatch.setattr(swap, step, crashing)
    with pytest.raises(Crash):
        run(book, CHANGE)
    monkeypatch.undo()
    swapped = step == "replace" and when == "after"
    assert (book.read_bytes() == before) != swapped
    with zipfile.ZipFile(book) as file:
        assert file.testzip() is None
    assert left_over(book) == set()
    assert run(book, CHANGE).cells == (0 if swapped else 2)


def test_a_damaged_new_file_is_not_swapped_in(book, monkeypatch):
    before = book.read_bytes()
    real = swap.build

    def damaged(path, fresh, parts):
        real(path, fresh, parts)
        data = bytearray(fresh.read_bytes())
        data[len(data) // 2] ^= 0xFF
        fresh.write_bytes(bytes(data))

    monkeypatch.setattr(swap, "build", damaged)
    with pytest.raises(swap.NotWhole):
        run(book, CHANGE)
    assert book.read_bytes() == before
    assert not list(journal_files.folder(book).glob("*.xlsx"))


def test_a_value_that_did_not_arrive_is_noticed(book, monkeypatch):
    before = book.read_bytes()
    real = swap.build

    def wrong(path, fresh, parts):
        real(path, fresh, parts)
        foreign.edit(fresh, foreign.part_of(fresh, "应收"), (b"<v>12.5</v>", b"<v>12.6</v>"))

    monkeypatch.setattr(swap, "build", wrong)
    with pytest.raises(swap.NotWhole, match="应收 row 2 column 7"):
        run(book, CHANGE)
    assert book.read_bytes() == before


def test_the_backup_is_the_old_file_and_the_journal_tells(book):
    before = book.read_bytes()
    written = run(book, CHANGE)
    assert written.backup == journal_files.folder(book) / "样例 20260401-090000.xlsx"
    assert written.backup.read_bytes() == before
    told = json.loads(written.backup.with_suffix(".json").read_text(encoding="utf-8"))
    assert (told["command"], told["time"]) == ("flag", "2026-04-01T09:00:00")
    assert told["after"] == closed.guard.digest(book)
    (line,) = told["tables"]
    key = ["3-101", "物业费", "2026-01"]
    assert line["cells"] == [[key, 0, 2, {"unpaid": [None, {"n": "12.5"}], "bucket": [None, "≤1"]}]]


def test_two_runs_in_one_second_have_two_backups(book):
    first = run(book, CHANGE)
    second = run(book, Fill("charges", {3: {"unpaid": Decimal("1")}}))
    assert second.backup.name == "样例 20260401-090000-2.xlsx"
    assert first.backup.exists()


def test_the_first_and_the_newest_backups_are_kept_thirty_in_all(book):
    for number in range(33):
        change = Fill("charges", {2: {"unpaid": Decimal(number + 1)}})
        run(book, change, now=NOW + timedelta(minutes=number))
    (journal_files.folder(book) / "别的 20200101-000000.xlsx").write_bytes(b"")
    names = sorted(one.name for one in journal_files.folder(book).glob("样例*.xlsx"))
    assert len(names) == 30
    # The first is the office's own workbook, as it was before we ever wrote into it.
    assert names[:2] == ["样例 20260401-090000.xlsx", "样例 20260401-090400.xlsx"]
    assert len(list(journal_files.folder(book).glob("样例*.json"))) == 30


def test_a_table_that_the_book_lacks_is_named(book):
    found = reading.read(book)
    tables = {name: spot for name, spot in found.tables.items() if name != "charges"}
    with pytest.raises(CuifeiError, match="has no table 应收"):
        closed.write(Book(book, tables, found.digest), [CHANGE], command="flag", now=NOW)
