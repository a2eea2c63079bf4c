"""Journals hold no names and phones in clear, and undo reads them all the same."""

import json
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cuifei.domain.problems import CuifeiError
from cuifei.tables.port import Append, Replace
from cuifei.workbook import closed, journal_files, reading, sealed
from cuifei.workbook.undo import undo
from workbook import foreign

NOW = datetime(2026, 4, 1, 9, 0)


@pytest.fixture
def book(tmp_path):
    return foreign.ledger(tmp_path / "ledger.xlsx")


def run(book, owner, phone):
    rows = [{"unit": "3-101", "owner": owner, "phone": phone, "owed": Decimal("120.50")}]
    kept = {"number": f"催字{phone[-1]}号", "note": f"{owner}来电"}
    changes = [Replace("arrears", rows), Append("register", [kept])]
    return closed.write(reading.read(book), changes, command="flag", now=NOW)


def journals(book):
    files = journal_files.folder(book).glob("*.json")
    return [file.read_text(encoding="utf-8") for file in files]


def test_a_journal_says_where_and_how_much_but_not_who(book):
    run(book, "张三样例", "13000000001")
    run(book, "李四样例", "13000000002")
    for text in journals(book):
        assert not any(word in text for word in ("样例", "130000", "来电", "\\u6837"))
        assert "3-101" in text and "120.5" in text
        json.loads(text)


def test_undo_brings_sealed_texts_back_beside_what_was_typed_since(book):
    run(book, "张三样例", "13000000001")
    run(book, "李四样例", "13000000002")
    typed = closed.write(
        reading.read(book), [Append("contacts", [{"unit": "3-101"}])], command="typed", now=NOW
    )
    for file in (typed.backup, typed.backup.with_suffix(".json")):
        file.unlink()
    undone = undo(book, now=NOW)
    assert not undone.whole and undone.problems == ()
    (row,) = reading.read(book).tables["arrears"].rows.values()
    assert (row["owner"], row["phone"]) == ("张三样例", "13000000001")


def test_a_backup_of_another_day_opens_nothing_and_is_named(book):
    written = run(book, "张三样例", "13000000001")
    written.backup.write_bytes(b"another")
    before = book.read_bytes()
    with pytest.raises(CuifeiError, match="missing or damaged"):
        undo(book, now=NOW)
    assert book.read_bytes() == before


_PLAIN = st.one_of(st.none(), st.text(), st.fixed_dictionaries({"n": st.just("12.50")}))


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.dictionaries(st.sampled_from(["owner", "phone", "owed"]), _PLAIN)))
def test_what_is_sealed_opens_again(tmp_path_factory, rows):
    backup = tmp_path_factory.mktemp("seal") / "样例.xlsx"
    backup.write_bytes(b"x" * 100)
    seal, other = sealed.Seal(backup), sealed.Seal(backup)
    texts = [json.loads(json.dumps(seal.closed("arrears", row))) for row in rows]
    assert [other.opened(text) for text in texts] == rows
