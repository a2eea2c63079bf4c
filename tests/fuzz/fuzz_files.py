"""Damage ledgers and statements at random, and see that each is read, told or refused cleanly.

    python tests/fuzz/fuzz_files.py TARGET [FIRST] [COUNT]

`reader`: books and texts with bytes, tags, numbers and parts changed, read as ledgers, as our own
workbook and as statements. `statements`: one line of a statement is spoilt (a quotation mark, NUL,
a line end, a cut letter …), and every other line must be there nevertheless. `patcher`,
`templates`, `manifests`, `journals`: see own_files.py. Runs in children that may take ten seconds
for an input and a gigabyte; prints each seed that ends otherwise than it should.
"""

import os
import resource
import signal
import sys
import tempfile
import time
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
from fuzz import damage, own_files  # noqa: E402
from statements import formats_generator as formats  # noqa: E402

MOST_SECONDS, MOST_MEMORY, BATCH = 10, 1 << 30, 100
SPOILT = ('"', '""', "\0", "\r", "\x0b", "\u2028", "\ufeff", "x" * 40_000, "\x1a", "'", "`", "　")


def damaged(seed):
    """Return (name, bytes) of a file that was sound before."""
    rng = Random(f"reader {seed}")
    kind = rng.choice(("xlsx", "xlsx", "xlsx", "statement", "zip"))
    if kind == "statement":
        made = formats.make(seed % 50, rng.choice(sorted(formats.FORMATS)), size=12)
        name, data = made.file_name, made.data
        data = damage.in_parts(data, rng) if data[:2] == b"PK" else data
        return name, damage.in_bytes(data, rng)
    data = odd_books.sound()
    spoil = damage.in_bytes if kind == "zip" else damage.in_parts
    return "a.xlsx", spoil(data, rng)


def reader(seed, folder):
    """Return what went wrong with one damaged file, "" for nothing."""
    name, data = damaged(seed)
    path = folder / name
    path.write_bytes(data)
    for read in (source.read, reading.read, statements.read):
        begin = time.process_time()
        try:
            read(path)
        except CuifeiError as error:
            if not (str(error.what) and str(error.remedy)):
                return f"{read.__module__}: no remedy"
        except Exception as error:
            return f"{read.__module__}: {type(error).__name__} {error}"[:200]
        if (took := time.process_time() - begin) > MOST_SECONDS:
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
    if not spots or at not in spots:  # a heading is spoilt: what its column holds is not known
        told += sum(not one.amount for one in statement.left)
    lost = sum((truth - there).values()) - told
    invented = there - truth
    if lost > 1 or (lost == 1 and spots) or invented:
        return f"{made.name} {end!r} lost {lost} invented {dict(invented)} line {lines[at][:90]!r}"
    return ""


JUDGES = {
    "reader": reader,
    "statements": spoilt,
    "patcher": own_files.patcher,
    "templates": own_files.templates,
    "manifests": own_files.manifests,
    "journals": own_files.journals,
}


def main(what="reader", first=0, count=2000):
    first, count = int(first), int(count)
    own_files.sound()  # made once, before the children
    bad, begin = 0, time.monotonic()
    for start in range(first, first + count, BATCH):
        bad += judged(JUDGES[what], range(start, min(start + BATCH, first + count)))
    took = time.monotonic() - begin
    print(f"{what}: {count} inputs, {bad} ended unclean, {count / took:.1f} inputs a second")
    return int(bad > 0)


def judged(judge, seeds):
    """Judge some seeds in children and return how many are bad; one that dies costs its seed."""
    waiting, bad = list(seeds), []
    while waiting:
        with tempfile.TemporaryDirectory() as folder:
            told = Path(folder) / "told"
            child = os.fork()
            if not child:
                _judge(judge, waiting, Path(folder), told)
            _, status = os.waitpid(child, 0)
            lines = told.read_text(errors="replace").splitlines() if told.is_file() else []
        found = [line.split(" ", 2) for line in lines if line.split(" ", 1)[0].isdigit()]
        begun = [int(seed) for seed, word, *_ in found if word == "begins"]
        bad += [(seed, rest[0]) for seed, word, *rest in found if word == "ends" and any(rest)]
        if status:
            bad.append((begun[-1] if begun else waiting[0], f"the child died ({status})"))
        waiting = waiting[max(len(begun), 1) :] if status else []
    for seed, why in bad:
        print("UNCLEAN", seed, why, flush=True)
    return len(bad)


def _judge(judge, seeds, folder, told):
    """Judge seeds and leave: with ten seconds for each, and a gigabyte above what is there now."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + MOST_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # the Rust reader speaks when it panics
    with told.open("a", errors="replace") as file:
        for seed in seeds:
            print(seed, "begins", file=file, flush=True)
            # Their default ends the child, wherever it hangs: seconds of work, and of waiting.
            signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
            signal.alarm(30 * MOST_SECONDS)
            try:
                why = judge(seed, folder).replace("\n", " ")
            except Exception as error:
                why = f"the judge: {type(error).__name__} {error}".replace("\n", " ")
            print(seed, "ends", why, file=file, flush=True)
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
