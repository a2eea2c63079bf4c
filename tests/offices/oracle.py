"""Does a reading agree with the truth? What is wrong and named by nobody is silently wrong."""

import re
from datetime import datetime
from functools import lru_cache

from cuifei.commands.adopt import adopt
from cuifei.domain.keys import unit_key
from cuifei.tables import rows
from cuifei.workbook import reading

NOW = datetime(2026, 1, 5, 9, 0)
PLACE = re.compile(r"(.*)!([A-Z]*)(\d+)(?::[A-Z]*(\d+))?")


@lru_cache(maxsize=1)
def _read(path, _content):
    """Return a book and its ledger: what is wrong and how much is read are seen in one reading."""
    book = reading.read(path)
    return book, *rows.ledger(book)


def outcome(made, path):
    """Return (asked, wrong): the doubts that were put, and what is silently wrong."""
    made.save(path)
    report = adopt(path, now=NOW, yes=True)
    if report.refused:
        return [doubt["key"] for doubt in report.data["doubts"]] or ["?"], []
    book, ledger, problems = _read(path, path.read_bytes())
    named = places([*book.problems, *problems])
    wrong = [
        *_charges(made, book, ledger, named),
        *_people(made, book, ledger, named),
        *_payments(made, book, ledger, named),
    ]
    return [], [*wrong, *(["asked nothing"] if made.must_ask else [])]


def _payments(made, book, ledger, named):
    spots = book.tables["payments"].places
    truth = {(sheet, row): (unit_key(u), day, fen) for sheet, row, u, day, fen in made.payments}
    got = {}
    for one in ledger.payments:
        spot = spots[one.row]
        got[spot.sheet, spot.row] = (unit_key(one.unit), one.date, one.amount)
    return [
        (place, "payment", truth.get(place), "read", got.get(place))
        for place in sorted(set(truth) | set(got))
        if place not in named and truth.get(place) != got.get(place)
    ]


def places(problems):
    """Return the (sheet, row) that Problems name; a range names all of its rows."""
    out = set()
    for problem in problems:
        match = PLACE.fullmatch(problem.where)
        if match:
            first, last = int(match[3]), int(match[4] or match[3])
            out |= {(match[1], row) for row in range(first, last + 1)}
    return out


def _charges(made, book, ledger, named):
    truth = {}
    for one in made.charges:
        truth.setdefault((one.sheet, one.row), set()).add(
            (unit_key(one.unit), one.period, one.amount, one.due)
        )
    spots = book.tables["charges"].places
    got = {}
    for charge in ledger.charges:
        spot = spots[charge.row]
        said = (unit_key(charge.unit), charge.period, charge.amount, charge.due)
        got.setdefault((spot.sheet, spot.row), set()).add(said)
    wrong = []
    for place in sorted(set(truth) | set(got)):
        if place in named:
            continue
        if truth.get(place, set()) != got.get(place, set()):
            wrong.append((place, "truth", truth.get(place), "read", got.get(place)))
    return wrong


def _people(made, book, ledger, named):
    spots = book.tables["units"].places
    truth = {unit_key(unit): owners for unit, owners in made.owners.items()}
    phones = {unit_key(unit): found for unit, found in made.phones.items()}
    wrong = []
    for unit in ledger.units.values():
        spot = spots[unit.row]
        if (spot.sheet, spot.row) in named:
            continue
        key = unit_key(unit.unit)
        if key in truth and unit.owner not in truth[key]:
            wrong.append((key, "owner", truth[key], "read", unit.owner))
        if key in phones and unit.phone not in phones[key]:
            wrong.append((key, "phone", phones[key], "read", unit.phone))
    return wrong


def share_read(made, path):
    """Return which share of the true charges was read right, with no Problem about the row."""
    book, ledger, problems = _read(path, path.read_bytes())
    named = places([*book.problems, *problems])
    spots = book.tables["charges"].places
    got = {
        (spots[c.row].sheet, spots[c.row].row, unit_key(c.unit), c.period, c.amount, c.due)
        for c in ledger.charges
    }
    truth = [(t.sheet, t.row, unit_key(t.unit), t.period, t.amount, t.due) for t in made.charges]
    right = [one for one in truth if one in got and one[:2] not in named]
    return len(right) / len(truth) if truth else 1.0
