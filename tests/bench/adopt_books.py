"""Read a thousand random office books and count what is silently wrong. Run by hand.

    python tests/bench/adopt_books.py [FIRST] [COUNT]

Prints each book that is wrong, each clean one that was asked about, and the sums. Leaves with 1
where anything is silently wrong, or a tenth of the clean books was asked about.
"""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "addin"), str(ROOT / "tests")]

from offices import generator, oracle  # noqa: E402


def main(first=0, count=1000):
    clean = asked = asked_dirty = wrong = lost = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + count):
            made = generator.make(seed)
            path = Path(folder) / f"{seed}.xlsx"
            doubts, bad = oracle.outcome(made, path)
            clean += made.clean
            asked += made.clean and bool(doubts)
            asked_dirty += not made.clean and bool(doubts)
            wrong += bool(bad)
            if bad:
                print("WRONG", seed, made.layout, sorted(made.traits), bad[:2])
            if made.clean and doubts:
                print("ASKED", seed, made.layout, sorted(made.traits), doubts)
            if made.clean and not doubts and oracle.share_read(made, path) < 1:
                lost += 1
                print("LOST", seed, made.layout, sorted(made.traits))
            path.unlink()
    print(f"{count} books: {wrong} silently wrong")
    print(f"{clean} clean: {asked} asked about, {lost} not read whole")
    print(f"{count - clean} with dirt: {asked_dirty} asked about")
    return int(wrong > 0 or asked * 10 >= clean)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
