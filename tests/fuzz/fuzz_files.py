"""Damage ledgers and statements at random, and see that each is read, told or refused cleanly.

    python tests/fuzz/fuzz_files.py reader|statements [FIRST] [COUNT]

`reader`: books and texts with bytes, tags, numbers and parts changed, read as ledgers, as our own
workbook and as statements. `statements`: one line of a statement is spoilt (a quotation mark, NUL,
a line end, a cut letter …), and every other line must be there nevertheless. Runs in children
that may take a gigabyte and a half; prints each seed that ends otherwise than it should.
"""

import io
import os
import re
import resource
import sys
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "addin"), str(ROOT / "tests")]

from cuifei.domain.problems import CuifeiError  # noqa: E402
from cuifei.files import source  # noqa: E402
from cuifei.statements import reading as statements  # noqa: E402
from cuifei.workbook import reading  # noqa: E402
from files import odd_books  # noqa: E402
from statements import formats_generator as formats  # noqa: E402

MOST_SECONDS, MOST_MEMORY, BATCH = 10, 1536 << 20, 100
ODD = (
    *(b"INF", b"NaN", b"-1", b"1e999", b"99999999999999999999", b"", b"0", b"_xD800_", b"&#0;"),
    *(b"\0", b"<", b">", b"&", b'"', b"]]>", b"<!--", b"XFD1048576", b"A0", b"rId999", b"\xff\xfe"),
    *("\ud7ff　，".encode(), b"true", b"1904", b"<v>", b"</c>", b"<row/>", b"<c/>", b" " * 5000),
)
SPOILT = ('"', '""', "\0", "\r", "\x0b", "\u2028", "\ufeff", "x" * 40_000, "\x1a", "'", "`", "　")


def damaged(seed):
    """Return (name, bytes) of a file that was sound before."""
    rng = Random(f"reader {seed}")
    kind = rng.choice(("xlsx", "xlsx", "xlsx", "statement", "zip"))
    if kind == "statement":
        made = formats.make(seed % 50, rng.choice(sorted(formats.FORMATS)), size=12)
        name, data = made.file_name, made.data
        return name, _bytes(_parts(data, rng) if data[:2] == b"PK" else data, rng)
    data = odd_books.sound()
    return "a.xlsx", _bytes(data, rng) if kind == "zip" else _parts(data, rng)


def _bytes(data, rng):
    """Return bytes with some of them changed, taken out, put in or cut off."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8))):
        at = rng.randrange(len(out) + 1)
        match rng.randrange(5):
            case 0 if at < len(out):
                out[at] ^= 1 << rng.randrange(8)
            case 1:
                del out[at : at + rng.randint(1, 40)]
            case 2:
                out[at:at] = rng.choice(ODD)
            case 3 if rng.random() < 0.3:
                del out[at:]
            case _:
                end = at + rng.randint(1, 60)
                out[at:at] = out[at:end]
    return bytes(out)


def _parts(data, rng):
    """Return a zip of which one or two parts are changed, as XML or as bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        names = old.namelist()
        chosen = set(rng.choices(names, k=rng.choice((1, 1, 2))))
        for name in names:
            content = old.read(name)
            if name in chosen and rng.random() < 0.05:
                continue
            if name in chosen:
                content = _xml(content, rng) if rng.random() < 0.7 else _bytes(content, rng)
            new.writestr(name, content)
    return out.getvalue()


def _xml(content, rng):
    """Return XML with a value, an attribute or a tag changed; it mostly stays XML."""
    spots = [m.span(1) for m in re.finditer(rb'="([^"]*)"|>([^<]*)<', content) if m.group(1)]
    spots += [m.span() for m in re.finditer(rb"<[^<>]*>", content)]
    for start, end in sorted(rng.sample(spots, min(len(spots), rng.choice((1, 1, 3)))))[::-1]:
        match rng.randrange(3):
            case 0:
                content = content[:start] + rng.choice(ODD) + content[end:]
            case 1:
                content = content[:start] + content[end:]
            case _:
                content = content[:end] + content[start:end] + content[end:]
    return content


def reader(seed, folder):
    """Return what went wrong with one damaged file, "" for nothing."""
    name, data = damaged(seed)
    path = folder / name
    path.write_bytes(data)
    for read in (source.read, reading.read, statements.read):
        begin = time.monotonic()
        try:
            read(path)
        except CuifeiError as error:
            if not (str(error.what) and str(error.remedy)):
                return f"{read.__module__}: no remedy"
        except Exception as error:
            return f"{read.__module__}: {type(error).__name__} {error}"[:200]
        if (took := time.monotonic() - begin) > MOST_SECONDS:
            return f"{read.__module__}: {took:.0f} s"
    return ""


def spoilt(seed, folder):
    """Return what was lost when one line of a statement was spoilt, "" for nothing."""
    rng = Random(f"statements {seed}")
    texts = [name for name, layout in formats.FORMATS.items() if "csv" in layout.kinds]
    made = formats.make(seed, rng.choice(texts), size=16)
    if not made.file_name.endswith(".csv"):
        return ""
    encoding = "utf-16" if made.data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        lines = made.data.decode(encoding).split("\r\n")
    except UnicodeDecodeError:
        encoding = "gb18030"
        lines = made.data.decode(encoding).split("\r\n")
    spots = [n for n, line in enumerate(lines) if any(one.serial in line for one in made.lines)]
    at = rng.choice(spots or [rng.randrange(len(lines))])
    old, place = lines[at], rng.randrange(len(lines[at]) + 1)
    lines[at] = old[:place] + rng.choice(SPOILT) + old[place:]
    end = rng.choice(("\r\n", "\n", "\r"))
    path = folder / made.file_name
    path.write_bytes(end.join(lines).encode(encoding))
    try:
        statement = statements.read(path)
    except CuifeiError:
        return ""  # refused as a whole, with a sentence
    except Exception as error:
        return f"{type(error).__name__} {error}"[:200]
    read = (*statement.receipts, *statement.left)
    there = Counter((one.date, abs(one.amount)) for one in read if one.amount)
    truth = Counter((one.day, one.fen) for one in made.lines)
    told = sum(int(one.what.params.get("n", 1)) for one in statement.problems)
    lost = sum((truth - there).values()) - told
    invented = there - truth
    if lost > 1 or (lost == 1 and spots) or invented:
        return f"{made.name} {end!r} lost {lost} invented {dict(invented)} line {lines[at][:90]!r}"
    return ""


def main(what="reader", first=0, count=2000):
    judge = {"reader": reader, "statements": spoilt}[what]
    first, count = int(first), int(count)
    bad = 0
    for start in range(first, first + count, BATCH):
        bad += _batch(judge, range(start, min(start + BATCH, first + count)))
    print(f"{what}: {count} inputs, {bad} ended unclean")
    return int(bad > 0)


def _batch(judge, seeds):
    """Judge some seeds in a child and return how many are bad; the last one where it died."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told"
        child = os.fork()
        if not child:
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # the Rust reader speaks when it panics
            with told.open("a") as file:
                for seed in seeds:
                    print(seed, "begins", file=file, flush=True)
                    print(seed, "ends", judge(seed, Path(folder)), file=file, flush=True)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        found = [line.split(" ", 2) for line in told.read_text().splitlines()]
        bad = [(seed, rest[0]) for seed, word, *rest in found if word == "ends" and any(rest)]
        if status:
            bad.append((found[-1][0], f"the reader died ({status})"))
    for seed, why in bad:
        print("UNCLEAN", seed, why, flush=True)
    return len(bad)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
