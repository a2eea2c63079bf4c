"""Read statements of every named format and count what is read or booked wrong. Run by hand.

    python tests/bench/statement_formats.py [FIRST] [COUNT]

COUNT statements of each format, and as many pairs of exports that share two days. Prints what is
wrong, and of each format the share that is certain. Leaves with 1 where anything is wrong, or
fewer than 95 in 100 receipts are certain.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "addin"), str(ROOT / "tests")]

from statements import formats_generator, formats_oracle  # noqa: E402


def main(first=0, count=10):
    wrong = certain = every = 0
    waits = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for name in formats_generator.FORMATS:
            of_format = of_every = 0
            for seed in range(first, first + count):
                made = formats_generator.make(seed, name)
                got = formats_oracle.judged(made, Path(folder))
                pair = formats_generator.overlapping(seed, name)
                bad = [*got.wrong, *formats_oracle.overlapped(*pair, Path(folder))]
                for line in bad[:2]:
                    print("WRONG", seed, name, made.file_name, line)
                wrong += bool(bad)
                of_format, of_every = of_format + got.certain, of_every + got.every
                waits.update(got.waits)
            print(f"{name:16} {of_format} of {of_every} certain")
            certain, every = certain + of_format, every + of_every
    for why, number in waits.most_common():
        print(f"waits {number:5} {why}")
    total = count * len(formats_generator.FORMATS)
    print(f"{total} statements, {every} receipts: {wrong} wrong, {certain / every:.1%} certain")
    return int(wrong > 0 or certain * 20 < every * 19)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
