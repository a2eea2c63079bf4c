"""Is the time per unit constant, from a thousand units to a hundred thousand?

`python tests/bench/bench_decide.py [UNITS ...] [--keep]` (goal C1). Every
unit has 12 charges, and some have payments, letters, contacts, promises, plans
and holds. Tells microseconds per unit of decide, of the queue and of one day's
worklist at each size, and the ratio to the smallest size: about 1 is linear. First
it is proved that a unit is decided alone as it is among all others.
"""

import gc
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "addin"), str(Path(__file__).parent)]

import figures  # noqa: E402

from cuifei.commands.at_rest import collector_at_rest  # noqa: E402
from cuifei.domain.dates import add_months  # noqa: E402
from cuifei.domain.ladder.cases import decide  # noqa: E402
from cuifei.domain.policy import Policy  # noqa: E402
from cuifei.domain.queue import queue  # noqa: E402
from cuifei.domain.records import (  # noqa: E402
    Charge,
    Contact,
    Hold,
    Instalment,
    Ledger,
    Letter,
    PayAccount,
    Payment,
    Unit,
)
from cuifei.domain.work import worklist  # noqa: E402
from cuifei.tables.presets import new_ledger  # noqa: E402

AS_OF = date(2026, 11, 20)
MONTHS = 12
PER_COMMUNITY = 500
SIZES = (1_000, 10_000, 100_000)
POLICY = Policy(
    company="示例物业服务有限公司",
    company_phone="13000000000",
    contact_person="王样例",
    receipts_through=AS_OF - timedelta(1),
    late_fee_rate=Fraction(5, 10_000),
    late_fee_cap=Fraction(3, 10),
    rungs=new_ledger(homes="nine-moves"),
    sources={"late_fee_rate": "样例合同第8条"},
)
ACCOUNT = PayAccount("示例物业服务有限公司", "示例银行样例支行", "6200 0000 0000 0001")
Result = TypeVar("Result")


def estate(size: int) -> Ledger:
    """Return an invented ledger of `size` units; the same size gives the same ledger."""
    rows: dict[str, list[object]] = {
        name: [] for name in ("charges", "payments", "letters", "contacts", "holds", "instalments")
    }
    units = {}
    for number in range(size):
        name = f"{number // PER_COMMUNITY}-{number % PER_COMMUNITY:03d}"
        kind = ("residential", "residential", "shop", "parking", "entrusted")[number % 5]
        community = f"样例{number // PER_COMMUNITY}区"
        units[name] = Unit(name, "甲一样例", community, use_type=kind, address="样例路1号")
        for table, found in _file(name, number):
            rows[table].append(found)
    return replace(
        Ledger(units=units, accounts=(ACCOUNT,)),
        **{name: tuple(found) for name, found in rows.items()},
    )


def _file(name: str, number: int) -> list[tuple[str, object]]:
    """Return a unit's rows: paid for 0 to 11 months, every third with two letters, and so on."""
    fen = 20_000 + number % 7
    found: list[tuple[str, object]] = []
    for month in range(MONTHS):
        due = add_months(date(2026, 10, 31), month + 1 - MONTHS)
        found.append(("charges", Charge(name, "物业费", f"{due:%Y-%m}", fen, due)))
        if month < number % MONTHS:
            found.append(("payments", Payment(name, due - timedelta(9), fen)))
    if number % 3 == 0:
        for level, month in ((1, 6), (2, 8)):
            day = date(2026, month, 1)
            found.append(("letters", _letter(name, number, level, day)))
    if number % 4 == 1:
        promised = AS_OF + timedelta(number % 9 - 4)
        told = Contact(name, AS_OF - timedelta(20), "phone", "promised", promised, fen)
        found.append(("contacts", told))
    if number % 50 == 7:
        found.append(("holds", Hold(name, "dispute", date(2026, 9, 1), date(2026, 12, 31))))
    if number % 60 == 8:
        for part in (1, 2, 3):
            due = add_months(date(2026, 10, 15), part)
            found.append(("instalments", Instalment(name, str(part), due, fen, date(2026, 10, 1))))
    return found


def _letter(name: str, number: int, level: int, day: date) -> Letter:
    return Letter(
        f"催{number}-{level}",
        "collection_letter",
        name,
        day,
        as_of=day,
        last_date=day + timedelta(7),
        amount=100,
        state="served",
        sent=day,
        delivery="hand",
        served=day,
        level=level,
    )


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Return the processor seconds that a piece of work takes, and what it gives."""
    gc.collect()
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def prove(size: int = 60) -> None:
    """Raise where a unit among many is not decided as it is when its community stands alone."""
    ledger = estate(size)
    every = decide(ledger, AS_OF, POLICY).cases
    for name in list(ledger.units)[:: max(1, size // 6)]:
        own = {
            table: tuple(row for row in getattr(ledger, table) if row.unit == name)
            for table in ("charges", "payments", "letters", "contacts", "holds", "instalments")
        }
        alone = replace(ledger, units={name: ledger.units[name]}, **own)
        if decide(alone, AS_OF, POLICY).cases[name].arrears != every[name].arrears:
            raise SystemExit(f"{name} is decided otherwise alone")


def measure(size: int) -> dict[str, float]:
    """Return the processor seconds of each piece of work on an estate of that size."""
    ledger = estate(size)
    with collector_at_rest():  # as every command decides (commands/opened.py)
        seconds, docket = timed(lambda: decide(ledger, AS_OF, POLICY))
    took = {"decide": seconds}
    took["queue"], _ = timed(lambda: queue.plan(docket, {}))
    took["worklist"], _ = timed(lambda: worklist.tasks(docket, AS_OF))
    return took


def main(sizes: tuple[int, ...], keep: bool = False) -> None:
    """Prove, measure each size, tell."""
    prove()
    first: dict[str, float] = {}
    rows = []
    for size in sizes:
        for name, seconds in measure(size).items():
            each = seconds / size * 1e6
            ratio = each / first.setdefault(name, each)
            rows.append(
                {
                    "what": f"{name}, all units of a ledger",
                    "size": f"{size:,} units, {size * MONTHS:,} charges",
                    "seconds": seconds,
                    "against": f"{each:.0f} µs a unit, {ratio:.2f} × the smallest size",
                }
            )
    command = " ".join(["python tests/bench/bench_decide.py", *map(str, sizes)])
    figures.told("decide", {"goal": "C1 ≤ 60 µs", "command": command, "rows": rows}, keep)


if __name__ == "__main__":
    sizes = tuple(int(word) for word in sys.argv[1:] if word.isdigit())
    main(sizes or SIZES, "--keep" in sys.argv)
