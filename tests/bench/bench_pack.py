"""How long does a print pack take, against the usual ways? Ratios of interleaved runs.

`python tests/bench/bench_pack.py [LETTERS] [--keep]` (goal P1). All ways get the
same finished letters (docx-mailmerge2 the same values); before anything is timed, each
proves on a few letters that its pack holds all their lines. Peers that are not
installed are left out; docxcompose is quadratic, so it takes its turn only once.
"""

import importlib.util
import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
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


def measured(count: int, ways: Sequence[Way]) -> dict[Way, list[float]]:
    """Return the processor seconds of each way, turn by turn, each after its proof."""
    while len(LETTERS) < count:
        LETTERS.append(print_letter.print_letter(demand(len(LETTERS)), "zh")[0])
    for way in ways:
        prove(way)
    took: dict[Way, list[float]] = {way: [] for way in ways}
    for turn in range(3):
        for way in ways:
            if turn and way is with_docxcompose:
                continue
            start = time.process_time()
            way(count)
            took[way].append(time.process_time() - start)
    return took


def main(count: int, keep: bool = False) -> None:
    """Prove, take turns, tell; a tenth of the letters shows that it is linear."""
    peers = {"docxcompose": with_docxcompose, "mailmerge": with_mailmerge}
    for name in [name for name in peers if not importlib.util.find_spec(name)]:
        print(f"{name} is not installed: left out", file=sys.stderr)
        del peers[name]
    few = max(count // 10, 3)
    small = measured(few, [ours])[ours]
    took = measured(count, [ours, *peers.values()])
    growth = statistics.median(took[ours]) / statistics.median(small) * few / count
    said = [
        f"{statistics.median(took[way]) / statistics.median(took[ours]):.1f} × {name}"
        for name, way in peers.items()
    ]
    row = {
        "what": "a print pack, each letter a section",
        "size": f"{count:,} letters",
        "seconds": statistics.median(took[ours]),
        "against": ", ".join([*said, f"a letter costs {growth:.2f} × one in a tenth of them"]),
    }
    command = f"python tests/bench/bench_pack.py {count}"
    goal = "P1 ≥ 400 × docxcompose, ≥ 25 × docx-mailmerge2"
    figures.told("pack", {"goal": goal, "command": command, "rows": [row]}, keep)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    main(*numbers or [500], keep="--keep" in sys.argv)
