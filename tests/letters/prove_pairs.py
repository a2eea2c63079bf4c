"""Proof: packs and PDF files of every pair of twelve templates say what single letters say.

Run: PYTHONPATH=addin:tests python -m letters.prove_pairs [PAIRS]. For each pair two letters of
each template, in turn, become packs (those that may share one, as `commands.packs` does it) and
PDF files. Page by page the text must be that of the single letter, and no page may name another
owner or unit. All 66 pairs take some ten minutes; what no pack can hold is counted.
"""

import io
import sys
import tempfile
from collections.abc import Sequence
from itertools import combinations_with_replacement
from pathlib import Path

from pypdf import PdfReader

from cuifei.letters import pdf, template
from cuifei.letters.pack import alone, sharing
from cuifei.letters.pack.join import Kind, pack
from cuifei.letters.pack.source import Source
from letters.houses import House, houses
from libreoffice.shared import convert

Letter = tuple[str, str, bytes]  # owner, unit, content


def letters_of(house: House, first: int) -> list[Letter]:
    """Return two letters of a template to owners whose names nobody else has."""
    made = template.compile(house.docx())
    found = []
    for number in (first, first + 1):
        owner, unit = f"样{house.name}例{number:03d}", f"元-{number:03d}"
        content = made.render({"业主": owner, "房号": unit}, {})
        found.append((owner, unit, content))
    return found


def pages(content: bytes) -> list[str]:
    """Return the text of each page without blanks."""
    return ["".join(p.extract_text().split()) for p in PdfReader(io.BytesIO(content)).pages]


def converted(contents: Sequence[bytes]) -> list[list[str]]:
    """Return the pages of each document as LibreOffice prints it by itself."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number:04d}.docx" for number in range(len(contents))]
        for file, content in zip(files, contents, strict=True):
            file.write_bytes(content)
        return [pages(made.read_bytes()) for made in convert(files, "pdf", Path(folder) / "pdf")]


def packed(letters: Sequence[Letter]) -> list[tuple[list[int], bytes]]:
    """Return packs of what may share one, each with the numbers of its letters."""
    groups: dict[str, list[int]] = {}
    for number, (_, _, content) in enumerate(letters):
        source = Source(content)
        if alone.of(source) is None:
            groups.setdefault(sharing.house(source), []).append(number)
    return [
        (numbers, pack([letters[n][2] for n in numbers], Kind(marks=len(numbers) % 2 == 0)))
        for numbers in groups.values()
    ]


def refuse_foreign(said: Sequence[str], letters: Sequence[Letter], own: int) -> None:
    """Raise AssertionError where a page names an owner or a unit other than its letter's."""
    for number, (owner, unit, _) in enumerate(letters):
        for page in said:
            assert number == own or (owner not in page and unit not in page), (own, owner, page)


def prove(known: Sequence[House], count: int = 0) -> dict[str, int]:
    """Return what was compared; AssertionError where a page differs from the single letter's."""
    pairs = list(combinations_with_replacement(known, 2))[: count or None]
    cases = [
        [x for two in zip(letters_of(a, 8 * n), letters_of(b, 8 * n + 4), strict=True) for x in two]
        for n, (a, b) in enumerate(pairs)
    ]
    return {"pairs": len(pairs), **compare(cases, [[p.name for p in pair] for pair in pairs])}


def compare(cases: Sequence[Sequence[Letter]], names: Sequence[object]) -> dict[str, int]:
    """Compare packs and PDF files of each case's letters with the letters by themselves."""
    everything = [letter for letters in cases for letter in letters]
    single = converted([content for _, _, content in everything])
    packs = [(n, numbers, made) for n, c in enumerate(cases) for numbers, made in packed(c)]
    printed = converted([made for _, _, made in packs])
    before = [sum(map(len, cases[:n])) for n in range(len(cases))]
    compared = 0
    for (n, numbers, _), said in zip(packs, printed, strict=True):
        wanted = [(number, page) for number in numbers for page in single[before[n] + number]]
        assert [page for _, page in wanted] == said, (names[n], len(wanted), len(said))
        for number, page in wanted:
            refuse_foreign([page], cases[n], number)
        compared += len(said)
    made = pdf.pdfs([content for _, _, content in everything])
    assert len(made) == len(everything)
    for number, (content, wanted_pages) in enumerate(zip(made, single, strict=True)):
        assert pages(content) == wanted_pages, number
        refuse_foreign(wanted_pages, everything, number)
    return {
        "letters": len(everything),
        "packs": len(packs),
        "pages in packs": compared,
        "letters in no pack": len(everything) - sum(len(numbers) for _, numbers, _ in packs),
        "pages in PDF files": sum(map(len, single)),
    }


if __name__ == "__main__":
    print(prove(houses(), int(sys.argv[1]) if len(sys.argv) > 1 else 0))
