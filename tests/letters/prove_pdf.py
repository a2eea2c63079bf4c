"""Proof at full size: letters -> packs -> PDF -> as many PDF files, each as it would be alone.

Run: PYTHONPATH=addin:tests python -m letters.prove_pdf [LETTERS] [mixed]. Every letter is
turned into PDF twice: in packs that are split, and by itself; page counts and the
text of each page must be equal. 500 letters take some minutes. `mixed`: every second letter is
of one of the twelve templates of `houses`, and the print packs are compared too.
"""

import io
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from pypdf import PdfReader

from cuifei.letters import office, pdf, print_letter, template
from letter_templates.make import build
from letters import samples
from letters.houses import houses
from letters.prove_pairs import compare


def letters(count: int) -> list[bytes]:
    """Return letters of every document and both languages, one in ten of several pages."""
    made = []
    for number in range(count):
        document = build.DOCUMENTS[number % len(build.DOCUMENTS)]
        demand = samples.typical(document)
        if number % 10 == 7:
            demand = samples.demand(document, 60)
        lang = "en" if number % 4 == 3 else "zh"
        unit = replace(demand.unit, unit=f"3-2-{number:04d}", owner=f"样例{number}", language=lang)
        demand = replace(demand, number=f"JY-2026-{number:04d}", unit=unit)
        made.append(print_letter.print_letter(demand, lang)[0])
    return made


def pages(content: bytes) -> list[str]:
    """Return the text of each page without blanks, which readers guess from distances."""
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def alone(contents: list[bytes], folder: Path) -> list[bytes]:
    """Return each letter as LibreOffice prints it by itself."""
    files = []
    for number, content in enumerate(contents):
        files.append(folder / f"{number:05d}.docx")
        files[-1].write_bytes(content)
    return [path.read_bytes() for path in office.to_pdf(files, folder / "pdf")]


def split(contents: list[bytes]) -> list[bytes]:
    """Return the letters by packs that were split: never one by one instead."""

    def refuse(letters):
        raise AssertionError("the pack's pages did not divide into letters")

    one_by_one, pdf._one_by_one = pdf._one_by_one, refuse
    try:
        return pdf.pdfs(contents)
    finally:
        pdf._one_by_one = one_by_one


def prove(count: int) -> dict[str, float]:
    """Return the seconds that both ways took; AssertionError where a letter differs."""
    made = letters(count)
    start = time.perf_counter()
    packed = split(made)
    middle = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        single = alone(made, Path(folder))
    end = time.perf_counter()
    assert len(packed) == len(single) == count
    several = 0
    for number, (ours, theirs) in enumerate(zip(packed, single, strict=True)):
        said = pages(ours)
        assert said == pages(theirs), f"letter {number} differs"
        assert all(f"JY-2026-{number:04d}" in page for page in said), number
        several += len(said) > 1
    assert several >= count // 10
    return {"packs": middle - start, "alone": end - middle}


def mixed(count: int) -> dict[str, int]:
    """Compare packs and PDF files of letters of our own templates and of twelve others."""
    others = [template.compile(house.docx()) for house in houses()]
    made = []
    for number, content in enumerate(letters(count)):
        owner, unit = f"样例{number}", f"3-2-{number:04d}"
        if number % 2:
            owner, values = f"样别例{number:04d}", {"房号": unit}
            other = others[number // 2 % len(others)]
            content = other.render({**values, "业主": owner}, {})
        made.append((f"函号：JY-2026-{number:04d}" if number % 2 == 0 else owner, unit, content))
    return compare([made], ["mixed"])


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    print((mixed if "mixed" in sys.argv else prove)(size))
