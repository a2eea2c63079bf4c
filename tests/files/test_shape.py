"""A list of letters or a journal of another shape than ours is damaged, whatever it says."""

import json
from datetime import date, datetime

import pytest

from cuifei.commands import batch
from cuifei.domain.problems import CuifeiError
from cuifei.domain.records import Letter
from cuifei.workbook import journal_files
from cuifei.workbook.journal import CellsLine, RowLine, Run, TableLine

LETTER = Letter("催函〔2026〕1号", "reminder_notice", "3-2", date(2026, 3, 1), amount=100)
AT = ("letters", 0)
BAD_LISTS = [
    (("book",), "../台账.xlsx"),
    (("book",), 7),
    (("state",), "sent"),
    (("state",), []),
    (("as_of",), "2026-02-30"),
    (("previous",), 1),
    (("letters",), {}),
    ((*AT, "file"), "../../台账.xlsx"),
    ((*AT, "file"), ""),
    ((*AT, "file"), "a\0.docx"),
    ((*AT, "file"), "C:\\a.docx"),
    ((*AT, "sha256"), "x"),
    ((*AT, "row"), None),
    ((*AT, "row", "number"), ["a"]),
    ((*AT, "row", "date"), None),
    ((*AT, "row", "amount"), 1.5),
    ((*AT, "row", "level"), True),
    ((*AT, "also"), [{}]),
    (("enclosed",), [{"file": "/etc/x", "sha256": "", "kind": "pack"}]),
]
LINES = (
    TableLine("arrears", False, (CellsLine(("3-2",), 0, 2, {"owed": [None, {"n": "9"}]}),)),
    TableLine("register", False, (), (RowLine(("1",), 2, {"number": "1"}),)),
    TableLine("queue", True, (), (), ({"unit": "3-2"},), ({"unit": "3-3"},)),
)
BAD_JOURNALS = [
    (("tables", 0, "table"), "nothing"),
    (("tables", 0, "cells", 0, 0), [["3-2"]]),
    (("tables", 0, "cells", 0, 2), "2"),
    (("tables", 0, "cells", 0, 3), {"owed": [None, {"n": "NaN"}]}),
    (("tables", 0, "cells", 0, 3), {"owed": [None]}),
    (("tables", 1, "appended", 0, 2), []),
    (("tables", 2, "rows", 0), {"unit": 7}),
    (("number",), "1"),
    (("backup",), "../台账.xlsx"),
    (("time",), "yesterday"),
    (("undone",), 0),
]


def spoilt(path, place, value):
    content = json.loads(path.read_text(encoding="utf-8"))
    holder = content
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = value
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


@pytest.mark.parametrize(("place", "value"), BAD_LISTS)
def test_a_list_of_letters_of_another_shape_is_damaged(place, value, tmp_path):
    planned = batch.Planned("a.docx", "0" * 64, LETTER, (LETTER,))
    batch.save(batch.Batch(tmp_path, "台账.xlsx", date(2026, 3, 1), "written", (planned,)))
    manifest = tmp_path / batch.MANIFEST
    assert batch.load(manifest).letters == (planned,)
    spoilt(manifest, place, value)
    with pytest.raises(CuifeiError, match="cannot be read"):
        batch.load(manifest)


@pytest.mark.parametrize(("place", "value"), BAD_JOURNALS)
def test_a_journal_of_another_shape_is_damaged(place, value, tmp_path):
    book, journal = tmp_path / "台账.xlsx", tmp_path / "台账 20260301-090000.json"
    journal.with_suffix(".xlsx").write_bytes(b"the workbook as it was")
    run = Run("flag", datetime(2026, 3, 1, 9), "a", "b", journal.with_suffix(".xlsx").name, LINES)
    journal_files.save(run, journal)
    assert journal_files.load(journal, book).tables == LINES
    spoilt(journal, place, value)
    with pytest.raises(CuifeiError, match="missing or damaged"):
        journal_files.load(journal, book)


@pytest.mark.parametrize("content", [b"[" * 100_000, b"\xff", b"", b"null", b"[]"])
def test_what_is_no_json_of_ours_is_damaged(content, tmp_path):
    manifest, journal = tmp_path / batch.MANIFEST, tmp_path / "台账 20260301-090000.json"
    for path in (manifest, journal):
        path.write_bytes(content)
    with pytest.raises(CuifeiError):
        batch.load(manifest)
    with pytest.raises(CuifeiError):
        journal_files.told(journal, tmp_path / "台账.xlsx")
    assert journal_files.heads(tmp_path / "台账.xlsx") == []
