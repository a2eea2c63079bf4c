"""PDF files from a process of their own: really started, really made, and told in the end."""

import os
import shutil
import time
from types import SimpleNamespace

import pytest

from commands.estates import AS_OF, NOW
from cuifei.commands import batch, pdf_alone
from cuifei.commands.letters import letters
from cuifei.commands.opened import open_book
from cuifei.commands.pack import find_batch
from cuifei.commands.select import Wanted
from cuifei.domain.problems import CuifeiError
from cuifei.excel import pdf_run, pdf_status, pdf_worker
from cuifei.excel.entry import dispatch
from cuifei.excel.pdf_status import DONE, FAILED, RUNNING, Status
from cuifei.letters import office
from excel.small_estate import copy_to
from excel.test_entry import Desk

PATIENCE = 120
FILES = 4


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    book = copy_to(tmp_path_factory.mktemp("written"))
    return book, letters(book, AS_OF, Wanted(limit=2), now=NOW).data["batch"]


@pytest.fixture
def folder(written, tmp_path):
    """A batch of two letters, each with its list of payments: four files."""
    book, name = written
    shutil.copytree(book.parent, tmp_path, dirs_exist_ok=True)
    place = tmp_path / batch.FOLDER / name
    yield place
    for suffix in (".json", ".log", ".part"):
        pdf_status.place(place, suffix).unlink(missing_ok=True)


class Rejected(Exception):
    """What a call raises while a cell is being edited."""

    hresult = -2147418111


class Excel:
    """What the worker sees of Excel: a status bar, and boxes."""

    def __init__(self):
        object.__setattr__(self, "boxes", [])
        object.__setattr__(self, "bar", [])

        object.__setattr__(self, "edits", 0)

    def __setattr__(self, name, value):
        assert name == "status_bar"
        self._listen()
        self.bar.append(value)

    def alert(self, text, title, buttons):
        self._listen()
        self.boxes.append((text, title, buttons))

    def edit(self, calls):
        """Let somebody edit a cell while so many calls come."""
        object.__setattr__(self, "edits", calls)

    def _listen(self):
        if self.edits:
            self.edit(self.edits - 1)
            raise Rejected


@pytest.fixture
def excel(monkeypatch):
    """An Excel with the process number 7, and PDF files that cost nothing."""
    program = Excel()
    monkeypatch.setattr(pdf_worker, "xw", SimpleNamespace(apps={7: program}))
    monkeypatch.setattr(pdf_worker, "_BEAT_SECONDS", 0.01)
    return program


def makes(monkeypatch, work):
    monkeypatch.setattr("cuifei.letters.pdf.pdfs", work)


def slow(letters, progress):
    progress(1, len(letters))
    time.sleep(0.1)
    return [b"%PDF" for _ in letters]


@pytest.mark.live
def test_a_click_starts_a_process_that_leaves_the_workbook_alone_and_makes_every_pdf(folder):
    book = folder.parent.parent / "small.xlsx"
    before = book.read_bytes()
    desk = Desk(book)
    began = time.monotonic()
    dispatch("pdf", desk)
    assert desk.asked == [f"2 letters of {folder.name}. Turn them into PDF, in the background?"]
    assert "You can go on working" in desk.told[0]
    deadline = began + PATIENCE
    while pdf_status.read(folder).state == RUNNING and time.monotonic() < deadline:
        time.sleep(0.2)
    status = pdf_status.read(folder)
    assert status.state == DONE, pdf_status.place(folder, ".log").read_text(encoding="utf-8")
    assert status.pid != os.getpid()
    made = sorted(path.name for path in folder.glob("*.pdf"))
    named = [item.file for item in batch.load(folder / batch.MANIFEST).enclosed]
    assert len(made) == status.of == FILES and set(made) <= set(named)
    assert f"{FILES} PDF files" in status.said
    assert book.read_bytes() == before


def test_progress_is_in_the_status_bar_and_the_end_in_a_box(folder, excel, monkeypatch):
    makes(monkeypatch, slow)
    assert pdf_worker.main(folder, "en", 7) == 0
    assert any(str(text).startswith(f"PDF: 1 of {FILES}") for text in excel.bar)
    assert excel.bar[-1] is False, "the bar is given back"
    ((text, title, buttons),) = excel.boxes
    assert (title, buttons) == ("Fee collection", "ok")
    assert text.startswith(f"{FILES} PDF files in ")
    assert pdf_status.read(folder).state == DONE


def test_letters_that_are_missing_are_counted_and_named(folder, excel, monkeypatch):
    makes(monkeypatch, slow)
    gone = next(path for path in folder.glob("*.docx") if "缴费明细" not in path.name)
    gone.unlink()
    pdf_worker.main(folder, "en", 7)
    text = excel.boxes[0][0]
    assert text.startswith(f"{FILES - 2} PDF files in"), "its list of payments goes nowhere alone"
    assert "1 place needs a look:" in text and gone.name in text


def test_where_no_pdf_can_be_made_the_box_says_what_to_do(folder, excel, monkeypatch):
    monkeypatch.setattr(office, "find", lambda: None)
    monkeypatch.setattr("cuifei.letters.word_host.start", lambda: None)
    assert pdf_worker.main(folder, "en", 7) == 1
    assert "neither Word nor LibreOffice" in excel.boxes[0][0]
    assert "Install LibreOffice" in excel.boxes[0][0]
    assert pdf_status.read(folder).state == FAILED
    desk = Desk(folder.parent.parent / "small.xlsx", says_yes=False)
    dispatch("pdf", desk)
    assert desk.asked[0].startswith("Last time: neither Word nor LibreOffice")


def test_a_program_that_hangs_is_given_up_after_a_while(folder, excel, monkeypatch):
    makes(monkeypatch, lambda letters, progress: time.sleep(5))
    monkeypatch.setattr(pdf_worker, "_PATIENCE", 0)
    monkeypatch.setattr(pdf_worker, "_EACH", 0)
    assert pdf_worker.main(folder, "en", 7) == 1
    assert "did not finish" in excel.boxes[0][0]


def test_a_fault_of_the_program_is_told_and_stays_loud(folder, excel, monkeypatch):
    def breaks(letters, progress):
        raise ZeroDivisionError("no pages")

    makes(monkeypatch, breaks)
    with pytest.raises(ZeroDivisionError):
        pdf_worker.main(folder, "en", 7)
    assert "no pages" in excel.boxes[0][0]
    assert pdf_status.read(folder).state == FAILED


def test_an_excel_that_was_closed_is_no_reason_to_stop(folder, excel, monkeypatch, capsys):
    makes(monkeypatch, slow)
    assert pdf_worker.main(folder, "en", 8) == 0
    assert len(list(folder.glob("*.pdf"))) == FILES
    assert "not told any more" in capsys.readouterr().err
    assert excel.boxes == []


def test_while_a_cell_is_edited_the_bar_waits_and_so_does_the_box(folder, excel, monkeypatch):
    makes(monkeypatch, slow)
    excel.edit(30)
    assert pdf_worker.main(folder, "en", 7) == 0
    assert excel.edits == 0 and len(excel.boxes) == 1


def test_a_second_click_waits_for_the_first(folder):
    pdf_status.write(folder, Status(1, RUNNING, 1, 2, "", time.time()))
    desk = Desk(folder.parent.parent / "small.xlsx")
    dispatch("pdf", desk)
    assert not desk.asked and "1 of 2" in desk.told[0]


def test_a_process_that_fell_silent_is_not_waited_for(folder):
    pdf_status.write(folder, Status(1, RUNNING, 1, 2, "", time.time() - 3600))
    pdf_run.ensure_none(folder)


def test_a_process_that_does_not_start_is_said(folder, monkeypatch):
    monkeypatch.setattr(pdf_run.sys, "executable", "/no/such/python")
    with pytest.raises(CuifeiError, match="does not start"):
        pdf_run.start(folder, "en", 0)


def test_a_process_that_ends_at_once_is_said(folder):
    with pytest.raises(CuifeiError, match="does not start"):
        pdf_run.start(folder.with_name("no such batch"), "en", 0)


def test_the_workbook_is_locked_only_while_files_are_put_in_place(folder, monkeypatch):
    book = folder.parent.parent / "small.xlsx"
    seen = []

    def looks(letters, progress):
        with open_book(book).store.locked():
            seen.append(find_batch(open_book(book)).folder)
        return slow(letters, progress)

    makes(monkeypatch, looks)
    assert len(pdf_alone.pdf_alone(folder).pdfs) == FILES
    assert seen == [folder]


def test_a_status_of_another_version_is_none(folder):
    pdf_status.place(folder).write_text('{"state": "x", "odd": 1}', encoding="utf-8")
    assert pdf_status.read(folder) is None
