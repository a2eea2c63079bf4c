"""Letters as PDF: by pack and split, by Word, and what is said where neither works."""

import io
import os
import sys
import time
import types
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from cuifei.domain.problems import CuifeiError
from cuifei.letters import office, pdf, print_letter, word_host
from letters import samples
from letters.houses import houses
from letters.prove_pairs import compare, letters_of
from letters.prove_pdf import letters, pages, prove
from size import FULL

HOUSES = "双混序脚" + ("素" if FULL else "")


@pytest.fixture
def no_word(monkeypatch):
    monkeypatch.setattr(word_host, "start", lambda: None)


@pytest.mark.live
def test_packs_split_give_what_single_letters_give():
    prove(10)


@pytest.mark.live
def test_packs_and_pdf_files_of_different_templates_give_what_single_letters_give():
    """Even pages, lists of styles, sequences and footnotes; no page names another owner."""
    known = {house.name: house for house in houses()}
    cases = [letters_of(known[name], 4 * n) for n, name in enumerate(HOUSES)]
    assert compare([[letter for two in cases for letter in two]], [HOUSES])["packs"] == 1


@pytest.mark.live
def test_letters_that_fit_no_pack_are_printed_one_by_one(no_word, monkeypatch):
    monkeypatch.setattr(pdf, "split", lambda whole, count: None)
    made = pdf.pdfs(letters(2))
    assert [("JY-2026-000" in page) for content in made for page in pages(content)].count(True) > 1
    assert len(made) == 2


def test_without_word_and_libreoffice_it_is_said_what_to_install(no_word, monkeypatch):
    monkeypatch.setattr(office, "find", lambda: None)
    with pytest.raises(CuifeiError) as caught:
        pdf.pdfs([b"letter"])
    assert "LibreOffice" in str(caught.value.remedy)


def program(tmp_path: Path, script: str) -> Path:
    """Return a LibreOffice that does what `script` says; $out and the files are known to it."""
    path = tmp_path / "soffice"
    path.write_text(
        '#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\nout=$2; shift 2\n' + script, "utf-8"
    )
    path.chmod(0o755)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for LibreOffice")
def test_files_that_were_left_out_in_silence_are_noticed(tmp_path, monkeypatch):
    fake = program(tmp_path, 'echo x > "$out/$(basename "$1" .docx).pdf"\nexit 0\n')
    monkeypatch.setattr(office, "find", lambda: fake)
    files = [tmp_path / "a.docx", tmp_path / "b.docx"]
    with pytest.raises(CuifeiError, match="only 1 of 2"):
        office.to_pdf(files, tmp_path / "out")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for LibreOffice")
def test_a_program_that_hangs_is_ended_with_all_that_it_started(tmp_path, monkeypatch):
    fake = program(tmp_path, 'sleep 600 &\necho $! > "$out/child"\nsleep 600\n')
    monkeypatch.setattr(office, "find", lambda: fake)
    with pytest.raises(CuifeiError, match="within 2 seconds"):
        office.to_pdf([tmp_path / "a.docx"], tmp_path / "out", seconds=2)
    child = int((tmp_path / "out" / "child").read_text())
    for _ in range(100):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        state = Path(f"/proc/{child}/stat")
        if state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.05)
    pytest.fail("what LibreOffice started still runs")


def whole(starts: list[int], ends: list[int], count: int) -> bytes:
    """Return a PDF of `count` blank pages on which letters begin and end as given."""
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(100, 100)
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1):
        writer.add_named_destination(f"cuifei{number}", start)
        writer.add_named_destination(f"cuifeiend{number}", end)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pack_is_split_where_letters_begin():
    made = pdf.split(whole([0, 2, 3], [1, 2, 5], 6), 3)
    assert [len(PdfReader(io.BytesIO(content)).pages) for content in made] == [2, 1, 3]


@pytest.mark.parametrize(
    ("starts", "ends", "count"),
    [
        ([0, 2], [1, 2], 4),  # a page too many
        ([0, 3], [1, 3], 4),  # a page between two letters
        ([1, 2], [1, 3], 4),  # a page before the first
        ([0, 1], [1, 3], 4),  # two letters on one page
        ([0], [3], 4),  # a letter is missing
    ],
)
def test_pages_that_do_not_add_up_are_not_split(starts, ends, count):
    assert pdf.split(whole(starts, ends, count), 2) is None


def test_what_is_no_pdf_is_not_split():
    assert pdf.split(b"no", 1) is None


class FakeWord:
    """Word as its object model answers; `fails` on the document of that number."""

    def __init__(self, fails: int = -1) -> None:
        self.fails, self.opened, self.closed, self.gone = fails, [], 0, False
        self.Documents = self

    def Open(self, name, **options):
        assert options == {
            "ConfirmConversions": False,
            "ReadOnly": True,
            "AddToRecentFiles": False,
        }
        self.opened.append(Path(name))
        return self

    def ExportAsFixedFormat(self, name, kind):
        assert kind == 17 and name.endswith(".pdf")
        if len(self.opened) - 1 == self.fails:
            raise RuntimeError("printer")
        Path(name).write_bytes(b"PDF of " + self.opened[-1].read_bytes())

    def Close(self, save):
        assert save == 0
        self.closed += 1

    def Quit(self, save):
        assert save == 0
        self.gone = True


class ComError(Exception):
    pass


def install(monkeypatch, start) -> None:
    client = types.SimpleNamespace(DispatchEx=start)
    monkeypatch.setitem(sys.modules, "win32com", types.ModuleType("win32com"))
    monkeypatch.setitem(sys.modules, "win32com.client", client)
    monkeypatch.setitem(sys.modules, "pywintypes", types.SimpleNamespace(com_error=ComError))


def test_word_is_used_where_it_is_installed(monkeypatch):
    word = FakeWord()
    install(monkeypatch, lambda name: word if name == "Word.Application" else None)
    assert pdf.pdfs([b"a", b"b"]) == [b"PDF of a", b"PDF of b"]
    assert word.closed == 2 and word.gone
    assert word.Visible is False and word.DisplayAlerts == 0 and word.AutomationSecurity == 3
    assert not any(path.exists() for path in word.opened)


def test_word_is_closed_when_a_letter_fails(monkeypatch):
    word = FakeWord(fails=1)
    install(monkeypatch, lambda name: word)
    with pytest.raises(RuntimeError, match="printer"):
        pdf.pdfs([b"a", b"b", b"c"])
    assert word.closed == 2 and word.gone


def test_pywin32_without_word_is_no_word(monkeypatch):
    def refuse(name):
        raise ComError("class not registered")

    install(monkeypatch, refuse)
    assert word_host.start() is None


def test_progress_is_told(monkeypatch):
    word = FakeWord()
    install(monkeypatch, lambda name: word)
    told = []
    pdf.pdfs([b"a", b"b"], lambda done, of: told.append((done, of)))
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_a_letter_is_a_letter():
    """The samples of the proof are letters that pass the lint."""
    assert not print_letter.print_letter(samples.typical("final_notice"), "zh")[1]
