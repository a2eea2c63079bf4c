"""How much faster is a compiled template than the usual ways? Ratios of interleaved runs.

Run: PYTHONPATH=addin:tests python tests/bench/bench_letters.py [LETTERS]. The
same template and values go through each way; the texts are proved equal before
anything is timed. Each
round writes into a fresh directory, because a directory deleted just before a
run makes creating files much slower.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import docx
from docx.text.paragraph import Paragraph

from cuifei.letters import print_letter, template, text
from cuifei.letters.fields import fields
from letter_templates.make import build
from letters import samples

DOCUMENT = "final_notice"
CONTENT = build.build(DOCUMENT)
COMPILED = template.compile(CONTENT)
DEMAND = samples.demand(DOCUMENT, 12)
VALUES, LISTS = fields(DEMAND, "zh")
Way = Callable[[Path], None]


def ours(path: Path) -> None:
    path.write_bytes(COMPILED.render(VALUES, LISTS))


def ours_with_lint(path: Path) -> None:
    """Everything that a letter costs: format, render, read, lint."""
    content, problems = print_letter.print_letter(DEMAND, "zh")
    assert not problems
    path.write_bytes(content)


def with_python_docx(path: Path) -> None:
    """Open, put a value into each run that is a placeholder, save: the way of most scripts.

    The rows are there already, as many as needed: less work than a real script has.
    """
    document = docx.Document(str(SOURCE))
    section = document.sections[0]
    places = [*document.paragraphs, *section.header.paragraphs, *section.footer.paragraphs]
    for table in document.tables:
        for row in table._tbl.tr_lst:
            places += [Paragraph(p, table) for cell in row.tc_lst for p in cell.p_lst]
    for paragraph in places:
        for run in paragraph.runs:
            if run.text in PLACES:
                run.text = PLACES[run.text]
    document.save(str(path))


def with_mailmerge(path: Path) -> None:
    """docx-mailmerge2, the common library for native merge fields (where it is installed)."""
    from mailmerge import MailMerge

    with MailMerge(str(TEMPLATE)) as letter:
        rows = {
            name: [{f"{name}.{key}": value for key, value in row.items()} for row in LISTS[name]]
            for name in COMPILED.lists
            if LISTS[name]
        }
        letter.merge(**VALUES)
        for name, given in rows.items():
            letter.merge_rows(f"{name}.{next(iter(COMPILED.lists[name]))}", given)
        letter.write(str(path))


def placeholders() -> tuple[dict[str, str], dict[str, list[dict[str, str]]], dict[str, str]]:
    """Return values and rows that name themselves, and what each stands for."""
    values = {name: value and f"«{name}»" for name, value in VALUES.items()}
    rows = {
        name: [{key: f"«{name}.{n}.{key}»" for key in row} for n, row in enumerate(given)]
        for name, given in LISTS.items()
    }
    meant = {f"«{name}»": value for name, value in VALUES.items()}
    for name, given in LISTS.items():
        for n, row in enumerate(given):
            meant |= {f"«{name}.{n}.{key}»": value for key, value in row.items()}
    return values, rows, meant


PLACE_VALUES, PLACE_LISTS, PLACES = placeholders()
FOLDER = Path(tempfile.gettempdir()) / f"bench-letters-{os.getpid()}"
SOURCE, TEMPLATE = FOLDER / "letter.docx", FOLDER / "template.docx"


def same_words(way: Way, strict: bool) -> None:
    """Prove that a way prints the same; a library without our rules must print all our lines."""
    path = FOLDER / "proof.docx"
    way(path)
    said, expected = text.plain(path.read_bytes()), COMPILED.text(VALUES, LISTS)
    missing = [line for line in expected.split("\n") if line not in said]
    assert said == expected if strict else not missing, (way.__name__, missing[:3])


def rate(way: Way, count: int) -> float:
    folder = Path(tempfile.mkdtemp(prefix="round-", dir=FOLDER))
    start = time.perf_counter()
    for number in range(count):
        way(folder / f"{number:05d}.docx")
    return count / (time.perf_counter() - start)


def main(count: int) -> None:
    FOLDER.mkdir()
    SOURCE.write_bytes(COMPILED.render(PLACE_VALUES, PLACE_LISTS))
    TEMPLATE.write_bytes(CONTENT)
    ways: dict[Way, int] = {ours: count, ours_with_lint: count, with_python_docx: count // 50 or 1}
    try:
        import mailmerge  # noqa: F401

        ways[with_mailmerge] = count // 50 or 1
    except ImportError:
        print("docx-mailmerge2 is not installed: left out")
    for way in ways:
        same_words(way, strict=way is not with_mailmerge)
    rates: dict[Way, list[float]] = {way: [] for way in ways}
    for _ in range(5):
        for way, letters in ways.items():
            rates[way].append(rate(way, letters))
    for way, found in rates.items():
        ratio = statistics.median(a / b for a, b in zip(rates[ours], found, strict=True))
        print(f"{way.__name__:18} {statistics.median(found):9,.0f} letters/s   ours ×{ratio:.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
