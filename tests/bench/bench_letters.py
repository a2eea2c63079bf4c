"""How much faster is a compiled template than the usual ways? Ratios of interleaved runs.

`python tests/bench/bench_letters.py [LETTERS] [--keep]` (goal L1). The
same template and values go through each way; the texts are proved equal before
anything is timed. Each
round writes into a fresh directory, because a directory deleted just before a
run makes creating files much slower.
"""

import importlib.util
import io
import os
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
from docx.text.paragraph import Paragraph

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / p) for p in ("addin", "tests", "tests/bench", ".")]

import figures  # noqa: E402

from cuifei.letters import print_letter, template, text  # noqa: E402
from cuifei.letters.fields import fields  # noqa: E402
from letter_templates.make import build  # noqa: E402
from letters import samples  # noqa: E402

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


def as_jinja(content: bytes) -> bytes:
    """Return the letter whose places name themselves, with each as a variable of Jinja."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename.endswith(".xml"):
                for number, place in enumerate(PLACES):
                    data = data.replace(place.encode(), b"{{ p%d }}" % number)
            new.writestr(info, data)
    return out.getvalue()


def with_docxtpl(path: Path) -> None:
    """docxtpl, the common library for templates of Jinja (where it is installed)."""
    from docxtpl import DocxTemplate

    letter = DocxTemplate(str(JINJA))
    meant = {f"p{number}": value for number, value in enumerate(PLACES.values())}
    letter.render(meant, autoescape=True)
    letter.save(str(path))


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
SOURCE, TEMPLATE, JINJA = (FOLDER / f"{name}.docx" for name in ("letter", "template", "jinja"))


def same_words(way: Way, strict: bool) -> None:
    """Prove that a way prints the same; a library without our rules must print all our lines."""
    path = FOLDER / "proof.docx"
    way(path)
    said, expected = text.plain(path.read_bytes()), COMPILED.text(VALUES, LISTS)
    missing = [line for line in expected.split("\n") if line not in said]
    assert said == expected if strict else not missing, (way.__name__, missing[:3])


def each(way: Way, count: int) -> float:
    """Return the processor seconds of a letter."""
    folder = Path(tempfile.mkdtemp(prefix="round-", dir=FOLDER))
    start = time.process_time()
    for number in range(count):
        way(folder / f"{number:05d}.docx")
    return (time.process_time() - start) / count


def peers() -> dict[Way, str]:
    """Return the ways to compare with that are installed, by what they are called."""
    found: dict[Way, str] = {with_python_docx: "python-docx"}
    for module, way, name in (
        ("docxtpl", with_docxtpl, "docxtpl"),
        ("mailmerge", with_mailmerge, "docx-mailmerge2"),
    ):
        if importlib.util.find_spec(module):
            found[way] = name
        else:
            print(f"{name} is not installed: left out", file=sys.stderr)
    return found


def prepare() -> None:
    """Write what the ways need, and prove that each prints the same words."""
    FOLDER.mkdir(exist_ok=True)
    SOURCE.write_bytes(COMPILED.render(PLACE_VALUES, PLACE_LISTS))
    TEMPLATE.write_bytes(CONTENT)
    JINJA.write_bytes(as_jinja(SOURCE.read_bytes()))
    for way in (ours, ours_with_lint, *peers()):
        same_words(way, strict=way is not with_mailmerge)


def main(count: int, keep: bool = False) -> None:
    """Prove, take turns, tell."""
    prepare()
    theirs = peers()
    names = {ours: "render and write", ours_with_lint: "format, render, read, lint and write"}
    took: dict[Way, list[float]] = {way: [] for way in (*names, *theirs)}
    for _ in range(3):
        for way, found in took.items():
            found.append(each(way, count if way in names else count // 50 or 1))
    rows = [
        {
            "what": f"a letter of two pages: {name}",
            "size": f"{count:,} letters",
            "seconds": statistics.median(took[way]) * count,
            "against": ", ".join(
                f"{figures.ratio(took[way], took[other])} × {peer}"
                for other, peer in theirs.items()
            ),
        }
        for way, name in names.items()
    ]
    command = f"python tests/bench/bench_letters.py {count}"
    goal = "L1 ≥ 60 × python-docx, ≥ 200 × docxtpl"
    figures.told("letters", {"goal": goal, "command": command, "rows": rows}, keep)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    main(*numbers or [500], keep="--keep" in sys.argv)
