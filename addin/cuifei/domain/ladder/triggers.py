"""On which day does the trigger of a rung begin to hold? (R2)"""

from collections.abc import Sequence
from datetime import date, timedelta

from cuifei.domain.dates import add_months, day_of_month
from cuifei.domain.records import Rung


def trigger_day(rung: Rung, rungs: Sequence[Rung], oldest_due: date) -> date:
    """Return the first day on which the rung's trigger holds for a debt that old.

    "months N": N months overdue. "day N": the first such day on or after the
    due date. "next N": that day of the month after the one of the ladder's
    "day" rung below it. Never before the debt is in arrears.

    >>> rungs = [Rung("shop", 1, "reminder_notice", "day 25"),
    ...          Rung("shop", 2, "reminder_notice", "next 5")]
    >>> [str(trigger_day(rung, rungs, date(2025, 12, 10))) for rung in rungs]
    ['2025-12-25', '2026-01-05']
    """
    kind, number = rung.trigger.split()
    if kind == "months":
        day = add_months(oldest_due, int(number))
    elif kind == "day":
        day = _first_on_or_after(oldest_due, int(number))
    elif kind == "next":
        below = [r for r in rungs if r.level < rung.level and r.trigger.startswith("day ")]
        anchor = below[-1].trigger.split()[1] if below else number
        cycle = _first_on_or_after(oldest_due, int(anchor))
        day = day_of_month(cycle.year, cycle.month + 1, int(number))
    else:
        raise ValueError(f"unknown trigger {rung.trigger!r}")
    return max(day, oldest_due + timedelta(1))


def _first_on_or_after(day: date, number: int) -> date:
    this_month = day_of_month(day.year, day.month, number)
    return this_month if this_month >= day else day_of_month(day.year, day.month + 1, number)
