"""Is the time per unit constant, from a thousand units to a hundred thousand?

Run: PYTHONPATH=addin:tests python tests/bench/bench_decide.py [UNITS ...]. Every
unit has 12 charges, and some have payments, letters, contacts, promises, plans
and holds. Prints microseconds per unit of decide, of the queue and of one day's
worklist at each size, and the ratio to the smallest size: about 1 is linear.
"""

import gc
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeVar

from cuifei.domain.dates import add_months
from cuifei.domain.ladder.cases import decide
from cuifei.domain.policy import Policy
from cuifei.domain.queue import queue
from cuifei.domain.records import (
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
from cuifei.domain.work import worklist
from cuifei.tables.presets import new_ledger

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


def main(sizes: tuple[int, ...]) -> None:
    first: dict[str, float] = {}
    for size in sizes:
        ledger = estate(size)
        seconds, docket = timed(lambda found=ledger: decide(found, AS_OF, POLICY))
        took = {"decide": seconds}
        took["queue"], places = timed(lambda found=docket: queue.plan(found, {}))
        took["worklist"], todo = timed(lambda found=docket: worklist.tasks(found, AS_OF))
        may = sum(case.readiness.may_send for case in docket.cases.values())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{size:,} units: {may:,} may go, {len(places):,} in the queue, {len(todo):,} tasks;"
            f" peak {peak:,} MB"
        )
        for name, seconds in took.items():
            each = seconds / size * 1e6
            ratio = each / first.setdefault(name, each)
            print(f"  {name:9} {seconds:8.2f} s  {each:7.1f} µs per unit  ×{ratio:.2f}")


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
