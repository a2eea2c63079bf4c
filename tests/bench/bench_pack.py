"""How long does a print pack take, against the usual ways? Ratios of interleaved runs.

`python tests/bench/bench_pack.py [LETTERS] [--keep]` (goal P1). All ways get the
same finished letters (docx-mailmerge2 the same values); before anything is timed, each
proves on a few letters that its pack holds all their lines. Peers that are not
installed are left out; docxcompose is quadratic, so it gets a tenth of the letters.
"""

import importlib.util
import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / p) for p in ("addin", "tests", "tests/bench", ".")]

import figures  # noqa: E402

from cuifei.letters import print_letter, template, text  # noqa: E402
from cuifei.letters.fields import fields  # noqa: E402
from cuifei.letters.pack.join import pack  # noqa: E402
from letter_templates.make import build  # noqa: E402
from letters import samples  # noqa: E402
from letters.packs import said  # noqa: E402

DOCUMENT = "final_notice"
CONTENT = build.build(DOCUMENT, "zh")
COMPILED = template.compile(CONTENT)
Way = Callable[[int], bytes]


def demand(number: int):
    base = samples.demand(DOCUMENT, 12)
    unit = replace(base.unit, unit=f"3-2-{number:04d}", owner=f"样例{number}")
    return replace(base, number=f"JY-2026-{number:04d}", unit=unit)


LETTERS: list[bytes] = []


def ours(count: int) -> bytes:
    return pack(LETTERS[:count])


def with_docxcompose(count: int) -> bytes:
    from docxcompose.composer import Composer

    whole = Composer(docx.Document(io.BytesIO(LETTERS[0])))
    for content in LETTERS[1:count]:
        whole.doc.add_page_break()
        whole.append(docx.Document(io.BytesIO(content)))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def with_mailmerge(count: int) -> bytes:
    from mailmerge import MailMerge

    records = []
    for number in range(count):
        values, lists = fields(demand(number), "zh")
        rows = {
            f"{name}.{next(iter(COMPILED.lists[name]))}": [
                {f"{name}.{key}": value for key, value in row.items()} for row in lists[name]
            ]
            for name in COMPILED.lists
            if lists[name]
        }
        records.append({**values, **rows})
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "template.docx"
        file.write_bytes(CONTENT)
        with MailMerge(str(file)) as merged:
            merged.merge_templates(records, separator="nextPage_section")
            merged.write(str(file.with_suffix(".pack")))
        return file.with_suffix(".pack").read_bytes()


def prove(way: Way, count: int = 3) -> None:
    """Prove that a way's pack holds the letters; ours section by section, word for word."""
    content = way(count)
    if way is ours:
        assert said(content) == [text.plain(letter) for letter in LETTERS[:count]]
        return
    whole = text.plain(content)
    for letter in LETTERS[:count]:
        body = [
            line for line in text.plain(letter).split("\n") if "\t" in line and "页" not in line
        ]
        missing = [line for line in body if line not in whole]
        assert not missing, (way.__name__, missing[:2])


def measured(count: int) -> tuple[dict[Way, list[float]], dict[Way, str]]:
    """Return the processor seconds a letter of each way, run by run, and the peers' names."""
    while len(LETTERS) < count:
        LETTERS.append(print_letter.print_letter(demand(len(LETTERS)), "zh")[0])
    sizes: dict[Way, int] = {ours: count}
    peers: dict[Way, str] = {}
    for module, way, letters in (
        ("docxcompose", with_docxcompose, max(count // 10, 3)),
        ("mailmerge", with_mailmerge, count),
    ):
        if importlib.util.find_spec(module):
            sizes[way] = letters
            peers[way] = f"{module} at {letters}"
        else:
            print(f"{module} is not installed: left out", file=sys.stderr)
    for way in sizes:
        prove(way)
    took: dict[Way, list[float]] = {way: [] for way in sizes}
    for _ in range(3):
        for way, letters in sizes.items():
            start = time.process_time()
            way(letters)
            took[way].append((time.process_time() - start) / letters)
    return took, peers


def main(count: int, keep: bool = False) -> None:
    """Prove, take turns, tell; a tenth of the letters shows that it is linear."""
    few, _ = measured(max(count // 10, 3))
    took, peers = measured(count)
    growth = statistics.median(took[ours]) / statistics.median(few[ours])
    said = [f"{figures.ratio(took[ours], took[way])} × {name}" for way, name in peers.items()]
    row = {
        "what": "a print pack, each letter a section",
        "size": f"{count:,} letters",
        "seconds": statistics.median(took[ours]) * count,
        "against": ", ".join([*said, f"a letter costs {growth:.2f} × one in a tenth of them"]),
    }
    command = f"python tests/bench/bench_pack.py {count}"
    goal = "P1 ≥ 400 × docxcompose, ≥ 25 × docx-mailmerge2"
    figures.told("pack", {"goal": goal, "command": command, "rows": [row]}, keep)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    main(*numbers or [500], keep="--keep" in sys.argv)
