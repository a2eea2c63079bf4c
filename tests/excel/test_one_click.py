"""One click is one run: one backup, one undo, one question, and the cells are asked for twice.

Counted in a live LibreOffice, on one selected row and on several. Once to ask and once more before
the writing, because somebody else may have changed the workbook meanwhile.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from commands.estates import AS_OF, invent
from cuifei.domain.records import Letter
from cuifei.workbook import journal_files
from cuifei.workbook.live import snapshot
from excel.open_desk import OpenDesk, Shown, clocks_stopped, differences
from excel.small_estate import build_slim, only
from libreoffice import shared
from size import FULL

pytestmark = pytest.mark.live

SEVERAL, OTHERS = (50, 10) if FULL else (6, 4)
# What a button writes to beside the sheets of most clicks.
OWN = ("待办", "跟催箱", "看板", "看板数据") if FULL else ()


@dataclass
class Counted:
    """A desk that counts what a click does."""

    desk: OpenDesk
    reads: int = 0

    def click(self, tag: str, *answers: str) -> Shown:
        self.reads = 0
        before = len(journal_files.heads(self.desk.path))
        shown = self.desk.click(tag, *answers)
        self.runs = len(journal_files.heads(self.desk.path)) - before
        return shown

    def select(self, sheet: str, rows: int) -> None:
        page = self.desk.book.sheets[sheet]
        page.activate()
        page.range((2, 1), (1 + rows, 1)).select()


@pytest.fixture(scope="module")
def app():
    with clocks_stopped():
        yield shared.app()


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """Some units of the demo estate, most of which have a letter that was not sent yet."""
    ledger = invent(AS_OF)
    part = only(ledger, set(list(ledger.units)[: SEVERAL + OTHERS]))
    letters = [
        Letter(
            f"催函〔2026〕{n:04d}号", "collection_letter", unit, AS_OF, AS_OF, amount=100, level=4
        )
        for n, unit in enumerate(list(part.units)[:SEVERAL], 9001)
    ]
    path = tmp_path_factory.mktemp("original") / "样例.xlsx"
    build_slim(path, replace(part, letters=tuple(letters)), *OWN)
    return path


@pytest.fixture
def counted(app, original, tmp_path, monkeypatch):
    path = tmp_path / original.name
    path.write_bytes(original.read_bytes())
    found = Counted(OpenDesk(app, path))
    taken: Callable = snapshot.take

    def take(*args, **how):
        found.reads += 1
        return taken(*args, **how)

    monkeypatch.setattr(snapshot, "take", take)
    yield found
    found.desk.close()


@pytest.mark.parametrize("rows", [1, SEVERAL], ids=["one", "several"])
def test_letters_are_recorded_as_sent_in_one_run_and_one_undo_takes_them_back(counted, rows):
    before = counted.desk.cells()
    counted.select("发函", rows)
    shown = counted.click("posted", "EMS邮寄", "yes")
    assert (counted.runs, counted.reads, len(shown.asked), len(shown.told)) == (1, 2, 2, 1)
    column = counted.desk.book.sheets["发函"]["A1"].expand("right").options(ndim=1).value
    place = column.index("状态") + 1
    states = counted.desk.book.sheets["发函"].range((2, place), (1 + SEVERAL, place)).value
    assert states == ["已寄出"] * rows + ["已生成"] * (SEVERAL - rows)
    shown = counted.click("undo", "yes")
    assert (len(shown.asked), len(shown.told)) == (1, 1)
    assert differences(counted.desk.cells(), before) == []


@pytest.mark.parametrize("rows", [1, SEVERAL], ids=["one", "several"])
def test_contacts_are_logged_in_one_run(counted, rows):
    counted.select("房产", rows)
    shown = counted.click("contact", "yes")
    assert (counted.runs, counted.reads, len(shown.asked)) == (1, 2, 1)
    assert counted.desk.view()[0] == "跟催"
    shown = counted.click("undo", "yes")
    assert (counted.reads, len(shown.asked)) == (2, 1)


@pytest.mark.parametrize("tag", ["flag", "todo", "board"])
def test_the_cells_are_asked_for_once_to_ask_and_once_to_write(counted, tag):
    shown = counted.click(tag, "yes")
    assert (counted.runs, counted.reads, len(shown.asked), len(shown.told)) == (1, 2, 1, 1)
    again = counted.click(tag)
    assert (counted.runs, again.asked) == (0, []), "there is nothing to write, so nobody is asked"
    assert counted.reads <= 2
    assert len(again.told) == 1


def test_who_says_no_has_waited_for_one_reading(counted):
    shown = counted.click("flag", "no")
    assert (counted.runs, counted.reads, len(shown.asked), shown.told) == (0, 1, 1, [])


def test_what_somebody_else_wrote_meanwhile_is_noticed(counted, monkeypatch):
    program = counted.desk.app.impl
    plain = type(program).alert

    def alert(self, *args):
        counted.desk.book.sheets["应收"]["D2"].value = 1234.5
        return plain(self, *args)

    monkeypatch.setattr(type(program), "alert", alert)
    shown = counted.click("flag", "yes")
    assert counted.runs == 0
    assert "样例.xlsx" in shown.told[0]
