"""What does each collector take along, and what do gate and front desk get to see?

A collector's list has the work of today and the week, to be printed and written on. The
watch list for the posts (R1.4, move 7) names people and what to say to them, and nothing
of money, debts or telephones (R9.3).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cuifei.commands.batch import new_folder
from cuifei.commands.opened import Opened
from cuifei.commands.sheets import walking_order
from cuifei.commands.worklist_sheet import last_text, reasons, talk
from cuifei.domain import money
from cuifei.domain.codes import UseType
from cuifei.domain.keys import natural
from cuifei.domain.ladder.cases import Case, Docket
from cuifei.domain.ladder.household import Owner, owner_of
from cuifei.domain.problems import CuifeiError, Message, listed, say
from cuifei.domain.work.day_rows import Entry
from cuifei.domain.work.pauses import paused, pauses
from cuifei.domain.work.playbook import moves
from cuifei.domain.work.task import KINDS
from cuifei.domain.work.worklist import group
from cuifei.letters.files import safe
from cuifei.locale import Say, language, phrases, translator
from cuifei.tables import list_file
from cuifei.tables.layout import WORKLIST, Column, word
from cuifei.tables.list_layout import EVERYBODY, WATCH, heading

_COLUMNS = (
    *("urgency", "due", "unit", "owner", "phone", "task", "amount", "why", "script", "last"),
    *("result", "promise_date", "promise_amount", "next_date"),
)
_LONGEST = 40  # characters of a collector's name in that of a file
_TOGETHER = 7  # the move that asks every post to help


@dataclass(frozen=True, slots=True)
class Given:
    """A list that was written: whose it is ("" for the posts), how many rows, and its file."""

    collector: str
    rows: int
    file: Path


def write(
    opened: Opened,
    entries: Sequence[Entry],
    docket: Docket,
    *,
    collectors: Sequence[str],
    posts: bool,
    dry_run: bool,
) -> tuple[Given, ...]:
    """Write a list for each of `collectors` ("all": for everybody), and for the posts.

    Raises CuifeiError where a collector is none of the workbook's.
    """
    tell, lang = translator(opened.book.lang), opened.book.lang
    lists: list[tuple[str, list[dict[str, str]]]] = []
    for name in _chosen(collectors, docket):
        mine = [entry for entry in entries if entry.first.collector == name]
        lists.append((name, [_line(entry, docket, lang) for entry in mine]))
    if not lists and not posts:
        return ()
    folder = new_folder(opened.book.path, docket.as_of, tell(_FOLDER))
    files = _files([name or tell(_NOBODY) for name, _ in lists])
    given = [
        Given(name, len(lines), folder / f"{tell(_FOLDER)} {file}.xlsx")
        for (name, lines), file in zip(lists, files, strict=True)
    ]
    watched = _watched(docket, tell, lang) if posts else []
    if posts:
        given.append(Given("", len(watched), folder / f"{tell(_WATCH)}.xlsx"))
    if not dry_run:
        folder.mkdir(parents=True)
        header = [_heading(WORKLIST.column(field), lang) for field in _COLUMNS]
        for given_list, (_, lines) in zip(given, lists, strict=False):
            list_file.write_xlsx(given_list.file, tell(_FOLDER), header, lines)
        if posts:
            heads = [heading(WATCH, field, lang) for field in WATCH]
            list_file.write_xlsx(given[-1].file, tell(_WATCH), heads, watched)
    return tuple(given)


_FOLDER, _WATCH, _NOBODY = say("Work"), say("For gate and front desk"), say("nobody")


def _files(names: Sequence[str]) -> list[str]:
    """Return how each name stands in the name of its file; equal ones are numbered.

    >>> _files(["甲一/甲二", "甲一_甲二", "甲三"])
    ['甲一_甲二', '甲一_甲二 2', '甲三']
    """
    taken: list[str] = []
    for name in names:
        file = plain = safe(name)[:_LONGEST].strip()
        count = 1
        while file.casefold() in (other.casefold() for other in taken):
            count += 1
            file = f"{plain} {count}"
        taken.append(file)
    return taken


def _chosen(collectors: Sequence[str], docket: Docket) -> tuple[str, ...]:
    known = sorted({case.unit.steward for case in docket.cases.values()}, key=natural)
    if any(name in phrases(EVERYBODY) for name in collectors):
        return tuple(known)
    for name in collectors:
        if name not in known:
            raise CuifeiError(
                say("nobody is called {name} in the column Collector of the units", name=name),
                say("Known are: {names}", names=listed(name for name in known if name)),
            )
    return tuple(dict.fromkeys(collectors))


def _heading(column: Column, lang: str) -> str:
    return column.called(lang)


def _line(entry: Entry, docket: Docket, lang: str) -> dict[str, str]:
    tell, case = translator(lang), docket.cases[entry.units[0]]
    mark = language(lang).comma
    message = talk(entry, docket)
    cells = {
        "urgency": word("urgency", group(entry, docket.as_of), lang),
        "due": entry.due.isoformat(),
        "unit": mark.join(entry.units),
        "owner": case.unit.owner,
        "phone": case.unit.phone,
        "task": mark.join(dict.fromkeys(tell(KINDS[task.kind]) for task in entry.tasks)),
        "amount": money.text(entry.amount) if entry.amount else "",
        "why": tell(reasons(entry)),
        "script": tell(message) if message else "",
        "last": last_text(case, lang) or "",
    }
    return {_heading(WORKLIST.column(field), lang): text for field, text in cells.items()}


def _watched(docket: Docket, tell: Say, lang: str) -> list[dict[str, str]]:
    """Return whom the posts ask to come by, in the order of the houses: each person once."""
    by_person: dict[tuple[str, str], dict[str, str]] = {}
    parking = _parking(docket)
    mark = language(lang).comma
    for case in sorted(docket.cases.values(), key=walking_order):
        if not _to_be_asked(case, docket):
            continue
        unit = case.unit
        name = unit.owner if unit.owner.isascii() else f"{unit.owner}{unit.salutation}"
        cells: Mapping[str, str] = {
            "unit": mark.join(dict.fromkeys((unit.unit, *parking.get(owner_of(unit), ())))),
            "owner": name,
            "say": tell(_invitation(name)),
            "done": "",
        }
        line = {heading(WATCH, field, lang): text for field, text in cells.items()}
        by_person.setdefault((unit.owner, unit.phone), line)
    return list(by_person.values())


def _parking(docket: Docket) -> Mapping[Owner | None, list[str]]:
    """Return the spaces of each owner, for the gate: it sees the car come back."""
    spaces: dict[Owner | None, list[str]] = {None: []}
    for case in docket.cases.values():
        if case.unit.use_type == UseType.PARKING and (owner := owner_of(case.unit)):
            spaces.setdefault(owner, []).append(case.unit.unit)
    return spaces


def _to_be_asked(case: Case, docket: Docket) -> bool:
    if paused(pauses(case, docket.policy), docket.as_of):
        return False
    return any(move.number == _TOGETHER for move in moves(case))


def _invitation(name: str) -> Message:
    return say("{name}, the office would like to speak with you when you have a moment.", name=name)
