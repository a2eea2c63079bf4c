"""What is one piece of work: an owner on a day, or the texts of a day? (R1.3, R1.4, R8.8)

Tasks are found unit by unit and rule by rule; people work owner by owner. All that is
to be said to one owner on one day is one row. Reminders that go by text are one batch
for each day, with a list of messages; of a day to come it is a forecast, as payments
may come first. What is not due yet is never a row of its own.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from cuifei.domain.ladder.cases import Case, Docket
from cuifei.domain.ladder.household import owner_of
from cuifei.domain.work.channels import by_text
from cuifei.domain.work.likelihood import Chance, chance
from cuifei.domain.work.task import KINDS, REMINDERS, Task

_RANK = {kind: rank for rank, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Entry:
    """All tasks of one owner on one day, weightiest first. `amount`: what the owner owes, in fen.

    What is looked at first brings most: `expected`, the amount times the likelihood.
    """

    tasks: tuple[Task, ...]
    amount: int
    chance: Chance

    @property
    def first(self) -> Task:
        """The task that says how the owner is turned to."""
        return self.tasks[0]

    @property
    def units(self) -> tuple[str, ...]:
        """The units that the tasks are about, each once."""
        return tuple(dict.fromkeys(task.unit for task in self.tasks))

    @property
    def due(self) -> date:
        """The day."""
        return self.first.due

    @property
    def urgent(self) -> bool:
        """Whether any of the tasks is."""
        return any(task.urgent for task in self.tasks)

    @property
    def expected(self) -> int:
        """What turning to the owner brings, in fen, as a mean."""
        return self.amount * self.chance.percent // 100


@dataclass(frozen=True, slots=True)
class Batch:
    """The reminders of one day that go by text. `owners` counts people; `expected` as an Entry."""

    due: date
    tasks: tuple[Task, ...]
    owners: int
    without_phone: int
    expected: int
    urgent: bool = False

    @property
    def units(self) -> tuple[str, ...]:
        """The units that are reminded, each once."""
        return tuple(dict.fromkeys(task.unit for task in self.tasks))

    @property
    def kinds(self) -> Mapping[str, int]:
        """How many units get which reminder: again, monthly, first."""
        counts = Counter(task.kind for task in self.tasks)
        return {kind: counts[kind] for kind in REMINDERS if counts[kind]}


Row: TypeAlias = "Entry | Batch"


def rows(tasks: Iterable[Task], docket: Docket) -> tuple[Row, ...]:
    """Return tasks as pieces of work, by day, those that bring most first."""
    groups: defaultdict[tuple[date, object], list[Task]] = defaultdict(list)
    for task in tasks:
        unit = docket.cases[task.unit].unit
        groups[task.due, owner_of(unit) or unit.unit].append(task)
    entries: list[Entry] = []
    texted: defaultdict[date, list[Entry]] = defaultdict(list)
    for (day, _), group in groups.items():
        entry = _entry(group, docket)
        if _is_text(entry, docket):
            texted[day].append(entry)
        else:
            entries.append(entry)
    all_rows: list[Row] = [
        *(_batch(day, text_entries, docket) for day, text_entries in texted.items()),
        *entries,
    ]
    return tuple(sorted(all_rows, key=lambda row: (row.due, -row.expected, row.units)))


def _entry(group: Sequence[Task], docket: Docket) -> Entry:
    ordered = sorted(group, key=lambda task: (not task.urgent, _RANK[task.kind]))
    cases = [docket.cases[unit] for unit in dict.fromkeys(task.unit for task in ordered)]
    return Entry(tuple(ordered), sum(case.arrears.owed for case in cases), chance(cases))


def _is_text(entry: Entry, docket: Docket) -> bool:
    """Whether a message does: a reminder of little money, or of what is not due yet."""
    if any(task.kind not in REMINDERS for task in entry.tasks):
        return False
    cases = [docket.cases[unit] for unit in entry.units]
    coming = all(task.kind == "remind_before" for task in entry.tasks)
    return coming or all(by_text(case, docket.policy, entry.amount) for case in cases)


def _batch(day: date, entries: Sequence[Entry], docket: Docket) -> Batch:
    tasks = tuple(task for entry in entries for task in entry.tasks)
    silent = sum(not _phone(docket.cases[entry.first.unit]) for entry in entries)
    expected = sum(entry.expected for entry in entries)
    return Batch(day, tasks, len(entries), silent, expected)


def _phone(case: Case) -> str:
    return case.unit.phone
