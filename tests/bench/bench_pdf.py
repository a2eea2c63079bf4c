"""How long do letters take to become PDF files, against the usual ways? Ratios of turns (goal P2).

`python tests/bench/bench_pdf.py [LETTERS] [--keep]`: by packs that are split (the product's way,
two LibreOffice side by side), by packs one at a time, by single files in batches, and a
LibreOffice for each letter (a tenth of the letters: it takes long). First each way is proved to
give every letter, with the same pages and the same words on each. LibreOffice works in
processes of its own, so the clock on the wall counts: run it on an idle machine.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / p) for p in ("addin", "tests", "tests/bench", ".")]

import figures  # noqa: E402

from cuifei.letters import office, pdf, print_letter  # noqa: E402
from letters import samples  # noqa: E402
from letters.prove_pdf import pages  # noqa: E402

Way = Callable[[list[bytes]], list[bytes]]
_IN_A_BATCH = 150
TURNS = 2


def letter(number: int) -> bytes:
    base = samples.demand("final_notice", 12)
    unit = replace(base.unit, unit=f"3-2-{number:04d}", owner=f"样例{number}")
    demand = replace(base, number=f"JY-2026-{number:04d}", unit=unit)
    return print_letter.print_letter(demand, "zh")[0]


def by_packs(letters: list[bytes]) -> list[bytes]:
    return pdf.pdfs(letters)


def one_at_a_time(letters: list[bytes]) -> list[bytes]:
    several, office.SIDE_BY_SIDE = office.SIDE_BY_SIDE, 1
    try:
        return pdf.pdfs(letters)
    finally:
        office.SIDE_BY_SIDE = several


def single_files(letters: list[bytes], each: int = _IN_A_BATCH) -> list[bytes]:
    several, office.SIDE_BY_SIDE = office.SIDE_BY_SIDE, 1
    try:
        with tempfile.TemporaryDirectory() as folder:
            files = [Path(folder) / f"{number}.docx" for number in range(len(letters))]
            for file, content in zip(files, letters, strict=True):
                file.write_bytes(content)
            made = office.to_pdf(files, Path(folder) / "pdf", each=each)
            return [file.read_bytes() for file in made]
    finally:
        office.SIDE_BY_SIDE = several


def a_program_each(letters: list[bytes]) -> list[bytes]:
    return single_files(letters, each=1)


def said(made: list[bytes]) -> list[list[str]]:
    """Return the words of every page of every file."""
    return [pages(content) for content in made]


def measured(letters: list[bytes], ways: dict[Way, int]) -> dict[Way, list[float]]:
    """Return the seconds a letter of each way, turn by turn; what each gives is proved equal."""
    took: dict[Way, list[float]] = {way: [] for way in ways}
    expected: list[list[str]] = []
    for _ in range(TURNS):
        for way, count in ways.items():
            start = time.perf_counter()
            made = way(letters[:count])
            took[way].append((time.perf_counter() - start) / count)
            found = said(made)
            expected = expected or found
            if len(made) != count or found != expected[:count]:
                raise SystemExit(f"{way.__name__} says something else")
    for number, texts in enumerate(expected):
        if not all(f"JY-2026-{number:04d}" in text for text in texts):
            raise SystemExit(f"letter {number} is not its own")
    return took


def main(count: int, keep: bool = False) -> None:
    """Take turns, prove, tell."""
    letters = [letter(number) for number in range(count)]
    alone = max(count // 10, 2)
    ways = {by_packs: count, one_at_a_time: count, single_files: count, a_program_each: alone}
    took = measured(letters, ways)
    ours = took.pop(by_packs)
    names = ("packs one at a time", "batched single files", f"a LibreOffice each (at {alone})")
    found = [
        f"{figures.ratio(ours, theirs)} × {name}"
        for theirs, name in zip(took.values(), names, strict=True)
    ]
    row = {
        "what": "letters to PDF files, none missing, each page as alone",
        "size": f"{count:,} letters",
        "seconds": statistics.median(ours) * count,
        "against": ", ".join(found),
    }
    command = f"python tests/bench/bench_pdf.py {count}"
    goal = "P2 ≥ 2 × batched single files, ≥ 8 × a LibreOffice each, two ≥ 1.8 × one"
    figures.told("pdf", {"goal": goal, "command": command, "rows": [row]}, keep)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    main(*numbers or [500], keep="--keep" in sys.argv)
