"""Backups go by count, age and size; the first, the newest and a whole one always stay."""

from datetime import datetime, timedelta

import pytest

from cuifei.workbook import journal_files, keeping, run_log

NOW = datetime(2026, 11, 20, 9, 0)


@pytest.fixture
def book(tmp_path):
    return tmp_path / "样例.xlsx"


def backups(book, days, content=b"PK\5\6" + bytes(18)):
    """Put backups of so many days ago beside a book, oldest first; return their files."""
    folder = journal_files.folder(book)
    folder.mkdir(exist_ok=True)
    made = []
    for ago in days:
        file = folder / f"{book.stem} {NOW - timedelta(days=ago):%Y%m%d-%H%M%S}.xlsx"
        file.write_bytes(content)
        file.with_suffix(".json").write_text("{}")
        made.append(file)
    return made


def left(book):
    return sorted(journal_files.folder(book).glob("*.xlsx"))


def pruned(book):
    with run_log.watched() as log:
        keeping.prune(book, NOW)
    return log


def test_what_is_older_than_a_year_goes_and_that_is_told(book):
    made = backups(book, [900, 700, 500, 400, 30, 20, 10, 5, 4, 3])
    log = pruned(book)
    assert left(book) == [made[0], *made[4:]]
    assert not made[1].with_suffix(".json").exists()
    assert "3 backups" in str(log.tidied[0])


def test_the_first_and_the_newest_stay_however_old(book):
    made = backups(book, [2000, 900, 800, 700, 600, 500, 400])
    pruned(book)
    assert left(book) == [made[0], *made[-keeping.ALWAYS :]]


def test_beyond_the_size_the_oldest_go(book, monkeypatch):
    made = backups(book, range(20, 0, -1))
    monkeypatch.setattr(keeping, "MOST_BYTES", 22 * 8)
    log = pruned(book)
    assert left(book) == [made[0], *made[-8:]]
    assert "11 backups" in str(log.tidied[0])


def test_one_file_larger_than_the_limit_takes_no_newest_one(book, monkeypatch):
    made = backups(book, range(8, 0, -1))
    monkeypatch.setattr(keeping, "MOST_BYTES", 1)
    pruned(book)
    assert left(book) == [made[0], *made[-keeping.ALWAYS :]]


def test_the_last_whole_one_stays_where_the_newest_are_damaged(book):
    good = backups(book, [900, 800, 700])
    bad = backups(book, [6, 5, 4, 3, 2], content=b"")
    pruned(book)
    assert left(book) == [good[0], good[2], *bad]


def test_more_than_the_count_go_without_a_word(book):
    made = backups(book, range(40, 0, -1))
    assert pruned(book).tidied == []
    assert left(book) == [made[0], *made[1 - journal_files.KEPT :]]
