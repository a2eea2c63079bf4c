"""Match a thousand random statements and count what lands on a wrong unit. Run by hand.

    python tests/bench/receipt_books.py [FIRST] [COUNT]

Prints every wrong match, then of each kind of receipt how many were certain. Leaves with 1 where
anything is wrong, or fewer than nine in ten receipts are certain.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "addin"), str(ROOT / "tests")]

from statements import files, generator, oracle  # noqa: E402


def main(first=0, count=1000):
    wrong = certain = every = 0
    waits = Counter()
    happened = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + count):
            made = generator.make(seed)
            layout = files.LAYOUTS[seed % len(files.LAYOUTS)]
            got = oracle.outcome(made, Path(folder), layout)
            for line in got.wrong:
                print("WRONG", seed, layout.__name__, line)
            wrong += len(got.wrong)
            certain += got.certain
            every += got.certain + len(got.missed)
            waits.update(trait for trait, *_ in got.missed)
            happened.update(
                e.trait for e in files.told(made, layout) if e.incoming and e.truth is not None
            )
    for trait, n in happened.most_common():
        print(f"{trait:22} {n:6} receipts, {waits[trait]:6} wait")
    print(f"{count} statements, {every} receipts: {wrong} wrong, {certain / every:.1%} certain")
    return int(wrong > 0 or certain * 10 < every * 9)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
