"""How long does a print pack take, against the usual ways? Ratios of interleaved runs.

Run: PYTHONPATH=addin:tests python tests/bench/bench_pack.py [LETTERS]. All ways get the
same finished letters (docx-mailmerge2 the same values); before anything is timed, each
proves on a few letters that its pack holds all their lines. Peers that are not
installed are left out; docxcompose is quadratic, so it gets a tenth of the letters.
"""

import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx

from cuifei.letters import print_letter, template, text
from cuifei.letters.fields import fields
from cuifei.letters.pack.join import pack
from letter_templates.make import build
from letters import samples
from letters.packs import said

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


def main(count: int) -> None:
    for number in range(count):
        LETTERS.append(print_letter.print_letter(demand(number), "zh")[0])
    ways: dict[Way, int] = {ours: count}
    for module, way, letters in (
        ("docxcompose", with_docxcompose, max(count // 10, 3)),
        ("mailmerge", with_mailmerge, count),
    ):
        try:
            __import__(module)
        except ImportError:
            print(f"{module} is not installed: left out")
        else:
            ways[way] = letters
    for way in ways:
        prove(way)
    times: dict[Way, list[float]] = {way: [] for way in ways}
    for _ in range(5):
        for way, letters in ways.items():
            start = time.perf_counter()
            way(letters)
            times[way].append((time.perf_counter() - start) / letters)
    for way, found in times.items():
        ratio = statistics.median(b / a for a, b in zip(times[ours], found, strict=True))
        took = statistics.median(found)
        print(f"{way.__name__:18} {took * 1000:8.2f} ms/letter at {ways[way]}   ours ×{ratio:.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
