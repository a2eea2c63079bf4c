"""Each click on rows: runs, backups, snapshots and questions are as many for fifty as for one.

`test_one_click` counts them in a live LibreOffice for 登记寄送 and 登记联系. Here every click on
rows is counted with a stand-in for the open workbook that keeps what it read as `LiveStore` does: a
snapshot is taken where nothing was read since the last writing, and once more by each writing.
"""

from dataclasses import dataclass, field, replace

import pytest

from commands.estates import AS_OF, NOW, invent
from cuifei.commands.mark import mark_several
from cuifei.commands.opened import open_book
from cuifei.commands.store import ClosedStore
from cuifei.domain.papers.letter_life import Move
from cuifei.domain.records import Letter
from cuifei.excel import entry
from cuifei.newbook import build
from cuifei.workbook import journal_files
from excel.small_estate import only
from excel.test_entry import Desk
from size import FULL

SEVERAL = 50 if FULL else 8
# tag -> what is selected, what is typed, and for many rows: runs, backups, snapshots, questions
CLICKS = {
    "posted": ("number", ["2"], (1, 1, 2, 2)),
    "arrived": ("number", ["1"], (1, 1, 2, 2)),
    "contact": ("unit", [], (1, 1, 2, 1)),
    "promise": ("unit", [], (1, 1, 2, 1)),
    "selected": ("unit", [], (1, 1, 2, 1)),
    "evidence": ("unit", [], (0, 0, 1, 1)),
}


@dataclass
class Opened(ClosedStore):
    """A workbook file that counts as if a program held it open."""

    path: object
    snapshots: int = 0
    seen: object = field(default=None)

    def read(self):
        if self.seen is None:
            self.snapshots += 1
            self.seen = super().read()
        return self.seen

    def write(self, book, changes, *, command, now, dry_run=False):
        if not dry_run:
            self.snapshots, self.seen = self.snapshots + 1, None
        return super().write(book, changes, command=command, now=now, dry_run=dry_run)


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """Units of the demo estate; all but some have a letter that was not sent."""
    ledger = invent(AS_OF)
    part = only(ledger, set(list(ledger.units)[: SEVERAL + 8]))
    letters = [
        Letter(f"催函〔2026〕{n}号", "collection_letter", unit, AS_OF, AS_OF, amount=100, level=4)
        for n, unit in enumerate(list(part.units)[:SEVERAL], 9001)
    ]
    path = tmp_path_factory.mktemp("original") / "样例.xlsx"
    build.build(path, replace(part, letters=tuple(letters)))
    return path


@pytest.fixture
def book(original, tmp_path):
    path = tmp_path / original.name
    path.write_bytes(original.read_bytes())
    return path


def counted(book, tag, field_name, chosen, types):
    """Return what a click did: runs, backups, snapshots and questions; and what it told."""
    desk = Desk(book, selected={field_name: chosen}, types=list(types))
    desk.store = Opened(book)
    before = (len(journal_files.heads(book)), len(list(book.parent.rglob("催费备份/*.xlsx"))))
    entry.dispatch(tag, desk)
    after = (len(journal_files.heads(book)), len(list(book.parent.rglob("催费备份/*.xlsx"))))
    runs, backups = (b - a for a, b in zip(before, after, strict=True))
    return (runs, backups, desk.store.snapshots, len(desk.asked)), desk.told


# The evidence on a unit is a folder of papers, which takes a second or two.
MANY = {tag: 2 if tag == "evidence" else SEVERAL for tag in CLICKS}
ROWS = [(tag, rows) for tag in CLICKS for rows in ((1, MANY[tag]) if FULL else (MANY[tag],))]


@pytest.mark.parametrize(("tag", "rows"), ROWS)
def test_a_click_costs_the_same_for_one_row_and_for_fifty(book, tag, rows):
    ledger = open_book(book).ledger
    numbers = [letter.number for letter in ledger.letters if letter.number > "催函〔2026〕9000号"]
    if tag == "arrived":
        mark_several(book, numbers, Move("sent", AS_OF, "express", "W1"), now=NOW)
    if tag == "selected":
        _, docket = open_book(book).decided(AS_OF)
        units = [u for u, case in docket.cases.items() if case.readiness.may_send]
        units += [u for u in ledger.units if u not in units]
    else:
        units = list(ledger.units)
    field_name, types, expected = CLICKS[tag]
    chosen = (numbers if field_name == "number" else units)[:rows]
    assert len(chosen) == rows
    found, told = counted(book, tag, field_name, chosen, types)
    assert found == expected and len(told) == 1


@pytest.mark.parametrize("tag", ["approve", "settle", "history"])
def test_what_is_done_for_one_row_at_a_time_asks_and_writes_nothing_for_fifty(book, tag):
    units = list(open_book(book).ledger.units)[:SEVERAL]
    before = book.read_bytes()
    found, told = counted(book, tag, "unit", units, [])
    assert found == (0, 0, 0, 0) and str(SEVERAL) in told[0] and book.read_bytes() == before
