"""Take the carrier's list back: waybill numbers, days, and what became of each letter."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from cuifei.commands import sending
from cuifei.commands.begin import begin
from cuifei.commands.mark import changed, find
from cuifei.commands.opened import Opened
from cuifei.commands.report import Data, Report
from cuifei.commands.store import Where
from cuifei.domain.codes import Blank, LetterState
from cuifei.domain.dates import read_date
from cuifei.domain.papers.carrier import News, told
from cuifei.domain.problems import CuifeiError, Problem, Unreadable, listed, say, say_n
from cuifei.domain.records import Letter
from cuifei.ooxml.values import Cell
from cuifei.tables import cells, list_file
from cuifei.tables.list_layout import CARRIER_WORDS, POSTING
from cuifei.tables.port import Update

_TIME = re.compile(r"[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")


def import_list(
    where: Where, file: Path, as_of: date, *, now: datetime, dry_run: bool = False
) -> Report[Data]:
    """Record in 发函 what a list (.xlsx or .csv) says of our letters.

    A line that cannot be is a Problem and changes nothing; the others are
    recorded. The same list again changes nothing. Raises CuifeiError, with
    nothing written, where the list cannot be read.
    """
    lines = list_file.read(file, POSTING)
    with begin(where, now=now, dry_run=dry_run) as begun:
        opened, recovered = begun.opened, begun.recovered
        after, problems, blank, same = _after(opened, file, lines, as_of)
        changes = changed(opened, (row for letters in after.values() for row in letters))
        if changes:
            opened.write(
                (Update("register", changes),),
                command="post",
                now=now,
                dry_run=dry_run,
            )
    everything = (*opened.problems, *problems)
    data = {
        "file": file,
        "letters": [_data(letters) for letters in after.values()],
        "unchanged": same,
        "blank": blank,
    }
    sentences = (
        say_n("{n} letter was marked.", "{n} letters were marked.", len(after)),
        say("{same} were known already, {blank} lines are not filled in.", same=same, blank=blank),
    )
    return Report(data, everything, (*recovered, *sentences))


def _data(letters: Sequence[Letter]) -> Data:
    letter = letters[0]
    return {
        "number": letter.number,
        "unit": letter.unit,
        "units": [row.unit for row in letters],
        "state": letter.state,
        "waybill": letter.waybill,
        "sent": letter.sent,
        "served": letter.served,
    }


def _after(
    opened: Opened, file: Path, lines: Mapping[int, Mapping[str, Cell]], as_of: date
) -> tuple[dict[str, tuple[Letter, ...]], list[Problem], int, int]:
    """Return the letters that change, what is wrong, and how many lines say nothing (new)."""
    after: dict[str, tuple[Letter, ...]] = {}
    problems: list[Problem] = []
    blank = same = 0
    for line, row in lines.items():
        try:
            news = _news(row)
            if not news.means:
                blank += 1
                continue
            before = after.get(news.number) or find(opened, news.number)
            letters = tuple(told(row, news, as_of) for row in before)
            sending.check(opened, before, letters, letters[0].sent or as_of)
        except (Unreadable, CuifeiError) as error:
            problems.append(Problem(f"{file.name}!{line}", error.what, error.remedy))
            continue
        if letters == before:
            same += 1
        else:
            after[news.number] = letters
    return after, problems, blank, same


def _news(row: Mapping[str, Cell]) -> News:
    """Return what a line says. Unreadable names a cell that cannot be understood."""
    texts = {name: _text(row, name) for name in ("number", "waybill", "state")}
    days = {name: _day(row[name]) if name in row else None for name in ("sent", "day")}
    if not texts["number"]:
        raise Unreadable(say("the line has no number of ours"), say("Type the letter's number"))
    return News(
        texts["number"], texts["waybill"], _state(texts["state"]), days["sent"], days["day"]
    )


def _day(cell: Cell) -> date:
    """Return a day; carriers write the time of day behind it, which is left out."""
    if isinstance(cell, str):
        cell = _TIME.sub("", cell.strip())
    return read_date(cell)[0]


def _text(row: Mapping[str, Cell], name: str) -> str:
    return cells.read_text(row[name])[0].lstrip("'") if name in row else ""


_STATES = {cells.normal(word): state for state, words in CARRIER_WORDS.items() for word in words}


def _state(word: str) -> LetterState | Blank:
    if not word:
        return ""
    state = _STATES.get(cells.normal(word))
    if state is None:
        known = listed(words[0] for words in CARRIER_WORDS.values())
        raise Unreadable(
            say("the state “{word}” is not known", word=word),
            say("Write one of: {known}", known=known),
        )
    return state
