"""What does a line of a debit list say: is its result open, did it fail, what was collected?"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from cuifei.commands.batch import FOLDER
from cuifei.domain import money
from cuifei.domain.account.reversals import voucher_key
from cuifei.domain.dates import read_date
from cuifei.domain.keys import name_key, unit_key
from cuifei.domain.problems import CuifeiError, Unreadable, say
from cuifei.domain.records import Payment, Unit
from cuifei.domain.work.debiting import WAIT_DAYS, asked_for
from cuifei.locale import phrase
from cuifei.ooxml.values import Cell
from cuifei.tables import cells, list_file
from cuifei.tables.list_layout import COLLECTED, DEBIT, DEBITS, FAILED, PARTLY, SUCCESS

_RESULTS = (".xlsx", ".xls", ".csv")

Line = Mapping[str, Cell]
Units = Mapping[str, Unit]  # by unit_key

_COLLECTED, _PARTLY, _FAILED = (
    frozenset(map(cells.normal, words)) for words in (COLLECTED, PARTLY, FAILED)
)


def earlier(book: Path, names: Collection[str], as_of: date) -> Iterator[Line]:
    """Yield the lines of the lists, so `names`, whose result may still come.

    What the bank sent back counts too, where it was put beside its list. Raises CuifeiError where
    a list cannot be read: nobody knows then what it asks for.
    """
    for name in names:
        for folder in sorted((book.absolute().parent / FOLDER).glob(f"* {name} *")):
            for file in sorted(folder.iterdir()) if _recent(folder, as_of) else ():
                if file.name == f"{name}.xlsx":
                    yield from list_file.read(file, DEBITS).values()
                elif file.suffix.lower() in _RESULTS and not file.name.startswith("~$"):
                    with suppress(CuifeiError):  # some other paper that lies there
                        yield from list_file.read(file, DEBITS).values()


def _recent(folder: Path, as_of: date) -> bool:
    try:
        return (as_of - date.fromisoformat(folder.name[:10])).days <= WAIT_DAYS
    except ValueError:
        return False


def waiting(lines: Collection[Line], units: Units, vouchers: Collection[str]) -> dict[str, date]:
    """Return the units whose earlier line is neither in 收款 nor failed, and the day it asked.

    A line of another workbook in the same folder has another owner and is none of ours.
    """
    outcomes: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        outcomes[voucher_key(text(line, "id"))].add(_outcome(line))
    over = {*vouchers, *(key for key, words in outcomes.items() if words - {"blank"} == {"failed"})}
    days: dict[str, date] = {}
    for line in lines:
        asked = asked_for(text(line, "id"))
        unit = units.get(unit_key(asked[1])) if asked else None
        ours = unit and name_key(unit.owner) == name_key(text(line, "owner"))
        if asked and unit and ours and voucher_key(text(line, "id")) not in over:
            days[unit.unit] = asked[0]
    return days


def _outcome(line: Line) -> str:
    try:
        return outcome(line)
    except Unreadable:
        return "unclear"


def text(line: Line, field: str) -> str:
    """Return a cell as text; "" where it is blank."""
    cell = line.get(field, "")
    try:
        return cells.read_text(cell)[0]
    except Unreadable:
        return str(cell)


def outcome(line: Line) -> str:
    """Return "blank", "failed" or "collected". Raises Unreadable where the line says neither."""
    word = cells.normal(text(line, "result"))
    paid = money.read_fen(line["paid"])[0] if "paid" in line else None
    if not word and not paid:
        return "blank"
    if word in _COLLECTED or (word in _PARTLY and paid):
        return "collected"
    doubtful = word in _PARTLY or any(part in word for part in SUCCESS)
    if not paid and (word in _FAILED or ("why" in line and not doubtful)):
        return "failed"
    raise Unreadable(
        say("it is not clear whether “{word}” means collected", word=text(line, "result")),
        say("Type collected or failed as the result; of a part, the amount collected too"),
    )


def payment(line: Line, units: Units, as_of: date, lang: str) -> Payment:
    """Return what was collected as a row of 收款. Raises Unreadable where it cannot be so."""
    unit = units.get(unit_key(text(line, "unit")))
    if unit is None:
        raise Unreadable(
            say("unit {unit} is not in the table of units", unit=text(line, "unit")),
            say("Correct the unit, or add it to the table of units"),
        )
    asked = asked_for(text(line, "id"))
    if asked is None:
        raise Unreadable(say("the line has no number of ours"), say("Keep the column as it was"))
    if unit_key(asked[1]) != unit_key(unit.unit) or (
        name_key(text(line, "owner")) != name_key(unit.owner)
    ):
        raise Unreadable(
            say("number, unit and name of the line do not belong together in this workbook"),
            say("Keep number, unit, name and amount of each line as they were in the list"),
        )
    if "day" not in line:
        raise Unreadable(
            say("the line does not say on which day it was collected"),
            say("Type the day on which the bank collected it"),
        )
    wanted = money.read_fen(line.get("amount"))[0]
    amount = money.read_fen(line["paid"])[0] if "paid" in line else wanted
    day = read_date(line["day"])[0]
    if not asked[0] <= day <= as_of or not 0 < amount <= wanted:
        raise Unreadable(
            say("a debit of {amount} yuan on {day} cannot be", amount=money.text(amount), day=day),
            say("Correct the day or the amount"),
        )
    return Payment(unit.unit, day, amount, phrase(DEBIT, lang), voucher=text(line, "id"))
