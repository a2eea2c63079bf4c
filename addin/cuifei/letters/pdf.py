"""How do letters become PDF files, one for each letter, none lost and none mixed up?

Word does it one by one where it is installed (Windows). LibreOffice is given
packs of letters from one template, which is several times faster than single files, and its
output is split where the letters begin; where that does not add up to the page, and where a
letter has anything that counts through a whole document, it is given the letters one by one.
"""

import contextlib
import io
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from cuifei.domain.problems import CuifeiError, say
from cuifei.letters import office, word_host
from cuifei.letters.pack import alone, sharing
from cuifei.letters.pack.join import END, START, Kind, pack
from cuifei.letters.pack.source import Source

Progress = Callable[[int, int], None]
_Letters = Sequence[bytes]
# LibreOffice slows down on documents with many page styles (500 letters: twice the time of ten
# times 50), and every letter of a pack carries the fonts of all of them.
_LETTERS_IN_PACK = 50
_SECONDS = 120 + 3 * _LETTERS_IN_PACK


def pdfs(letters: Sequence[bytes], progress: Progress = lambda done, of: None) -> list[bytes]:
    """Return a PDF file for each letter (a .docx), in order; as many as letters.

    Raises CuifeiError where neither Word nor LibreOffice is there, or one of
    them does not do its work.
    """
    word = word_host.start()
    if word is not None:
        pdf_files = word_host.pdfs(word, letters, progress)
    else:
        if office.find() is None:
            raise office.missing()
        pdf_files = _by_office(letters, progress)
    progress(len(letters), len(letters))
    if len(pdf_files) != len(letters):
        raise CuifeiError(
            say("there are {made} PDF files for {n} letters", made=len(pdf_files), n=len(letters)),
            say("Try again; if it stays so, report it as a fault of the program"),
        )
    return pdf_files


def _by_office(letters: Sequence[bytes], progress: Progress) -> list[bytes]:
    """Return each letter as LibreOffice prints it; only twins go by pack."""
    twins: dict[str, list[int]] = {}
    for number, content in enumerate(letters):
        source = Source(content)
        twins.setdefault("" if alone.of(source) else sharing.twin(source), []).append(number)
    packed: list[list[int]] = []
    single: list[list[int]] = []
    for twin, numbers in twins.items():
        way = packed if twin and len(numbers) > 1 else single
        size = office.shares(len(numbers), _LETTERS_IN_PACK) if way is packed else _LETTERS_IN_PACK
        way += [numbers[start : start + size] for start in range(0, len(numbers), size)]
    abreast = office.SIDE_BY_SIDE
    rounds = [
        (_by_packs, packed[start : start + abreast]) for start in range(0, len(packed), abreast)
    ]
    pdf_files: dict[int, bytes] = {}
    for convert, runs in [*rounds, *((_each_alone, [run]) for run in single)]:
        progress(len(pdf_files), len(letters))
        contents = convert([[letters[number] for number in run] for run in runs])
        for run, files in zip(runs, contents, strict=True):
            pdf_files.update(zip(run, files, strict=True))
    return [pdf_files[number] for number in range(len(letters))]


def _by_packs(runs: Sequence[_Letters]) -> list[list[bytes]]:
    """Return the letters of each run, by a pack of each; packs are converted side by side."""
    packs: dict[int, bytes] = {}
    for number, letters in enumerate(runs):
        with contextlib.suppress(CuifeiError):  # it fits no pack: one by one below
            packs[number] = pack(letters, Kind(marks=True))
    with tempfile.TemporaryDirectory(prefix="cuifei-") as folder:
        files = [Path(folder) / f"{number}.docx" for number in packs]
        for file, content in zip(files, packs.values(), strict=True):
            file.write_bytes(content)
        converted = office.to_pdf(files, Path(folder) / "pdf", _SECONDS, each=1)
        wholes = dict(zip(packs, (file.read_bytes() for file in converted), strict=True))
    return [
        (split(wholes[number], len(letters)) if number in wholes else None) or _one_by_one(letters)
        for number, letters in enumerate(runs)
    ]


def _each_alone(runs: Sequence[_Letters]) -> list[list[bytes]]:
    return [_one_by_one(letters) for letters in runs]


def _one_by_one(letters: _Letters) -> list[bytes]:
    with tempfile.TemporaryDirectory(prefix="cuifei-") as folder:
        files = [Path(folder) / f"{number}.docx" for number in range(len(letters))]
        for file, content in zip(files, letters, strict=True):
            file.write_bytes(content)
        return [path.read_bytes() for path in office.to_pdf(files, Path(folder) / "pdf")]


def split(whole: bytes, count: int) -> list[bytes] | None:
    """Return a pack's letters as PDF files; None where its pages do not divide without rest.

    Every letter must begin right behind the one before it, and the last must
    end with the last page.
    """
    try:
        reader = PdfReader(io.BytesIO(whole))
        places = {name.lstrip("/"): place for name, place in reader.named_destinations.items()}
        starts, ends = (
            [
                reader.get_destination_page_number(places[(name % number).decode()])
                for number in range(1, count + 1)
            ]
            for name in (START, END)
        )
    except (PyPdfError, KeyError):
        return None
    beyond = [*starts[1:], len(reader.pages)]
    if starts[0] != 0 or [end + 1 if end is not None else None for end in ends] != beyond:
        return None
    letters = []
    for first, last in zip(starts, ends, strict=True):
        writer = PdfWriter()
        for number in range(first or 0, (last or 0) + 1):
            writer.add_page(reader.pages[number])
        content = io.BytesIO()
        writer.write(content)
        letters.append(content.getvalue())
    return letters
