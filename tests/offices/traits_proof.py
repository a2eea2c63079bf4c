"""Is a book of traits_generator read right? A clerk who knows the book answers what is asked.

What the reader gets wrong in a row that no Problem names is silently wrong; so is a book of which
nobody can know without asking, and that was accepted without a question. A book that cannot be
taken over although the clerk answers every question by the truth is a dead end.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from cuifei.commands.adopt import adopt
from cuifei.domain.problems import CuifeiError
from cuifei.offices import mapping
from cuifei.tables import rows
from cuifei.workbook import reading
from offices.oracle import places

NOW = datetime(2026, 1, 5, 9, 0)
ROUNDS = 4
# Rule -> what the clerk answers, whatever the book.
SAID = {
    "fact.due": "2025-12-31",
    "fact.previous_due": "2025-06-30",
    "fact.year": "2025",
    "fact.period": "2025-12",
    "fact.words": "是",
    "fact.alone": "是",
    "fact.round": "是",
    "fact.community": "样例花园",
    "fact.notes": "是",
    "totals": "是",
}
# What a column of this kind is, in the words of the answers.
AMOUNTS = {"owed": "欠费", "closing": "欠费", "billed": "应收", "paid": "实收", "total": "合计"}
AMOUNTS |= {"charged": "应收", "received": "实收", "waived": "减免"}
FIELD_OF = {"unit": "room", "period": "period", "from": "from", "to": "to", "item": "item"}
# What a book may be asked although its amounts are proved: what stands nowhere in it.
OF_DATES = ("fact.due", "fact.previous_due", "fact.period", "fact.year")


@dataclass
class Outcome:
    """What came of one book."""

    asked: list[str] = field(default_factory=list)
    wrong: list[object] = field(default_factory=list)
    dead: str = ""
    aside: int = 0  # rows that owe something and are not counted; a Problem names each
    told: int = 0  # rows that are counted, and a Problem names them: two owners, another phone
    needless: list[str] = field(default_factory=list)


def outcome(book, path):
    """Adopt `book` at `path` as a clerk would, and compare what is read with the truth."""
    book.save(path)
    out = Outcome()
    answers = {}
    file = path.with_suffix(".map")
    for _ in range(ROUNDS):
        try:
            report = adopt(path, now=NOW, yes=True, map_file=_answered(file, answers))
        except CuifeiError as error:
            out.dead = f"{error.what.text} {error.what.params}"
            return out
        if not report.refused:
            break
        for doubt in report.data["doubts"]:
            key = mapping.code(doubt["key"])
            out.asked.append(key)
            answers[doubt["key"]] = _said(book, key, doubt["answers"])
    else:
        out.dead = f"asks again: {sorted(answers)}"
        return out
    out.needless = needless(book, out.asked)
    if book.must_ask and not out.asked and not _told(book):
        out.wrong.append(("nothing was asked", *book.must_ask))
    _compare(book, path, out)
    return out


def _told(book):
    """Return whether the sheet's own name says what a bare 金额 or 应交总额 is: 欠费明细."""
    said = {str(value) for sheet in book.sheets for value in sheet.cells.values()}
    riddle = "nothing tells what the amount is"
    named = all("欠" in sheet.title for sheet in book.sheets)
    return book.must_ask == {riddle} and named and bool(said & {"金额", "应交总额"})


def _answered(file, answers):
    if not answers:
        return None
    file.write_text("".join(f"{k} = {v}\n" for k, v in answers.items()), encoding="utf-8")
    return file


def needless(book, asked):
    """Return the questions that the book's own arithmetic answers."""
    if not book.proved or book.must_ask:
        return []
    needed = () if book.due_known else OF_DATES
    if any(len(owners) > 1 for owners in book.owners.values()):
        needed = (*needed, "fact.owners")
    return [key for key in asked if key.partition(".")[2] not in needed]


def _said(book, key, offered):
    """Return the clerk's true answer to the question `key`."""
    _, _, rest = key.partition(".")
    roles = next(iter(book.roles.values()))
    kinds = set(roles.values())
    head, _, column = rest.partition(".")
    if head == "amount":
        return _amount(roles.get(column, "none"), kinds)
    if rest == "fact.role":
        return "欠费" if "owed" in kinds or "closing" in kinds else "应收"
    if rest in SAID:
        return SAID[rest]
    if head in mapping.FIELDS:
        own = [letter for letter, role in roles.items() if role == FIELD_OF.get(head, head)]
        return own[0] if own else "-"
    return offered[0] if offered else "?"


def _amount(role, kinds):
    """Return what the column of `role` is: what is owed is said once, and not twice."""
    word = role.rstrip("0123456789").split(" ")[0]
    if word in ("month", "owed"):
        return "欠费"
    if word == "closing" or (word == "total" and not {"owed0", "age0"} & kinds):
        return "欠费" if word == "closing" else "合计"
    if word == "age" or (word in ("billed", "paid") and "owed" in kinds):
        return "不用"
    return AMOUNTS.get(word, "不用")


def _compare(book, path, out):
    read = reading.read(path)
    ledger, problems = rows.ledger(read)
    named = places([*read.problems, *problems])
    spots = read.tables["charges"].places
    got = defaultdict(list)
    for charge in ledger.charges:
        spot = spots[charge.row]
        got[spot.sheet, spot.row].append(charge)
    names = defaultdict(set)
    for piece in book.pieces:
        place = (piece.sheet, piece.row)
        if place in named:
            fen = sum(one.amount for one in got.get(place, ()))
            out.aside += piece.fen > 0 and fen != piece.fen
            out.told += fen == piece.fen > 0
            continue
        charges = got.pop(place, [])
        fen = sum(one.amount for one in charges)
        if fen != max(piece.fen, 0):
            out.wrong.append((place, "truth", piece.fen, "read", fen))
        if piece.due and any(one.due != piece.due for one in charges):
            out.wrong.append((place, "due", piece.due, "read", charges[0].due))
        for one in charges:
            names[one.unit].add(piece.unit)
            owner = ledger.units[one.unit].owner
            if piece.unit.room not in one.unit:
                out.wrong.append((place, "room", piece.unit, "read", one.unit))
            if owner not in book.owners.get(piece.unit, {owner}):
                out.wrong.append((place, "owner", book.owners[piece.unit], "read", owner))
    out.wrong += [(place, "no row of theirs", "read") for place in got if place not in named]
    out.wrong += [("two units in one", units) for units in names.values() if len(units) > 1]
