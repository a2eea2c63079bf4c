"""What did each collector bring in, in a month, a quarter or a year, and what was to come? (R8.2)

Recovered is what was paid on a charge after its due date: the money that collecting is about.
收缴率 is what is paid of the charges that fell due in the span; 清欠率 what was paid in the span of
all that was overdue when it began. Principal only, without the items that are late fees (参数
违约金科目), in fen; a span ends with the docket's day.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from cuifei.domain.account.outcomes import by_us, reached
from cuifei.domain.dates import add_months
from cuifei.domain.figures.effects import ratio
from cuifei.domain.keys import period_start
from cuifei.domain.ladder.cases import Case, Docket
from cuifei.domain.ladder.household import owner_of
from cuifei.domain.records import Contact

EVERYBODY = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """A span of one collector, EVERYBODY for all: "2026-11", "2026-Q4", "2026".

    `due`, `paid`: of the charges that fell due in it; `old`: overdue when it began, `cleared` of
    that in it; `contacts` of ours, `reached` of them, `on_day` those of the docket's day; `score`
    is the mean of the satisfaction that owners gave, None where none did.
    """

    period: str
    collector: str
    recovered: int
    due: int
    paid: int
    collection_rate: Fraction | None
    old: int
    cleared: int
    old_debt_rate: Fraction | None
    contacts: int
    reached: int
    on_day: int
    score: Fraction | None


def current(as_of: date) -> tuple[str, str, str]:
    """Return the day's month, quarter and year.

    >>> current(date(2026, 11, 20))
    ('2026-11', '2026-Q4', '2026')
    """
    return f"{as_of:%Y-%m}", f"{as_of.year}-Q{(as_of.month + 2) // 3}", f"{as_of.year}"


def span(period: str) -> tuple[date, date] | None:
    """Return the first and the last day of a span; None where it names none.

    >>> span("2026-Q4")
    (datetime.date(2026, 10, 1), datetime.date(2026, 12, 31))
    """
    first = period_start(period)
    if first is None:
        return None
    months = 12 if len(period) == 4 else 3 if "Q" in period else 1
    return first, add_months(first, months) - timedelta(1)


def goals(docket: Docket, wanted: Iterable[tuple[str, str]]) -> tuple[Goal, ...]:
    """Return the figures of each (period, collector); a period that names no span has none."""
    asked = tuple(wanted)
    spans = {period: days for period, _ in asked if (days := span(period))}
    sums: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for case in docket.cases.values():
        for period, figures in _money(case, spans, docket):
            for who in {EVERYBODY, case.unit.steward}:
                sums[period, who].update(figures)
    for who, day, figures in _talks(docket.cases.values(), docket.as_of):
        for period, (first, last) in spans.items():
            if first <= day <= last:
                for name in {EVERYBODY, who}:
                    sums[period, name].update(figures)
    return tuple(_goal(*key, sums[key]) for key in asked if key[0] in spans)


def _money(
    case: Case, spans: Mapping[str, tuple[date, date]], docket: Docket
) -> Iterator[tuple[str, Counter[str]]]:
    """Yield what one unit adds to each span."""
    fees = docket.policy.late_fee_items
    lines = [
        line
        for line in case.arrears.all_lines
        if line.charge.due < docket.as_of and line.charge.item not in fees
    ]
    for period, (first, last) in spans.items():
        figures: Counter[str] = Counter()
        for line in lines:
            late = [
                amount
                for day, amount in line.parts
                if day > line.charge.due and first <= day <= last
            ]
            figures["recovered"] += sum(late)
            if first <= line.charge.due <= last:
                figures["due"] += line.charge.amount
                figures["paid"] += line.paid
            elif line.charge.due < first:
                before = sum(amount for day, amount in line.parts if day < first)
                figures["old"] += line.charge.amount - before
                figures["cleared"] += sum(late)
        yield period, figures


def _talks(cases: Iterable[Case], as_of: date) -> Iterator[tuple[str, date, Counter[str]]]:
    """Yield who turned to an owner on which day; a contact about several units is one."""
    rows_by_contact: defaultdict[tuple[object, date, str, str], list[Contact]] = defaultdict(list)
    for case in cases:
        for contact in case.contacts:
            who = contact.by or case.unit.steward
            key = owner_of(case.unit) or case.unit.unit, contact.date, contact.channel, who
            rows_by_contact[key].append(contact)
    for (_, day, _, who), rows in rows_by_contact.items():
        ours = any(map(by_us, rows))
        score = next((row.score for row in rows if row.score is not None), None)
        yield (
            who,
            day,
            Counter(
                contacts=int(ours),
                reached=int(any(by_us(row) and reached(row) for row in rows)),
                on_day=int(ours and day == as_of),
                points=score or 0,
                scored=int(score is not None),
            ),
        )


def _goal(period: str, collector: str, sums: Counter[str]) -> Goal:
    return Goal(
        period,
        collector,
        sums["recovered"],
        sums["due"],
        sums["paid"],
        ratio(sums["paid"], sums["due"]),
        sums["old"],
        sums["cleared"],
        ratio(sums["cleared"], sums["old"]),
        sums["contacts"],
        sums["reached"],
        sums["on_day"],
        ratio(sums["points"], sums["scored"]),
    )
