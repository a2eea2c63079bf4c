"""Was a statement of a named format read as it is, and did each receipt go where it belongs?"""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from cuifei.domain.policy import Policy
from cuifei.domain.problems import CuifeiError
from cuifei.domain.receipts.taking import Taker
from cuifei.domain.records import Charge, Ledger, Payment, Unit
from cuifei.statements.reading import read
from statements import formats_generator as formats


@dataclass
class Judgement:
    """`wrong`: what was read or taken otherwise than it is; `certain` of `every` receipt."""

    wrong: list[str] = field(default_factory=list)
    certain: int = 0
    every: int = 0
    waits: Counter = field(default_factory=Counter)


def ledger(paid=()):
    """Return the ledger of the homes of the generator, each with three months that are open."""
    units = {
        room: Unit(room, owner, "样例", f"{room.split('-')[1]}栋")
        for room, owner in formats.HOMES.items()
    }
    charges = tuple(
        Charge(room, "物业费", f"2026-{month:02}", 30_000 + 100 * number, date(2026, month, 28))
        for number, room in enumerate(units)
        for month in (8, 9, 10)
    )
    return Ledger(units=units, charges=charges, payments=tuple(paid))


def judged(made, folder):
    """Return what is wrong in what was read and taken of one statement."""
    out = Judgement(every=len(made.receipts))
    path = folder / made.file_name
    path.write_bytes(made.data)
    try:
        statement = read(path)
    except CuifeiError as error:
        out.wrong.append(f"refused: {error.what}")
        return out
    out.wrong += [f"problem {one.where} {one.what}" for one in statement.problems]
    own = ledger()
    taken = Taker(own, Policy(company=formats.COMPANY)).take(statement.receipts, statement.left)
    _lines_read(made, statement, out)
    truth = {(one.day, one.fen, one.room): one for one in made.receipts}
    for verdict in taken.certain:
        got = verdict.receipt
        rooms = {part.unit: part.amount for part in verdict.parts}
        if len(rooms) == 1 and (got.date, got.amount, *rooms) in truth:
            out.certain += 1
        else:
            out.wrong.append(f"{got} went to {rooms}")
    for verdict in taken.unsure:
        out.waits[re.sub(r"[\d,.-]+", "#", str(verdict.why))] += 1
    return out


def _lines_read(made, statement, out):
    """Note each line that came in and was lost, or went out and came in, or was never there."""
    came = Counter((one.day, one.fen) for one in made.lines if one.incoming)
    went = Counter((one.day, one.fen) for one in made.lines if not one.incoming)
    read_in = Counter((one.date, one.amount) for one in statement.receipts)
    # What came in and is none (interest, refunds) may be left out; it stands there with its sum.
    left_in = Counter((one.date, one.amount) for one in statement.left if one.amount > 0)
    left_out = Counter((one.date, -one.amount) for one in statement.left if one.amount < 0)
    receipts = Counter((one.day, one.fen) for one in made.receipts)
    for what, count in (
        ("receipt lost", receipts - read_in),
        ("invented", read_in - came),
        ("came in and is nowhere", came - read_in - left_in),
        ("went out and is nowhere", went - left_out),
        ("left out and never there", left_out - went),
    ):
        out.wrong += [f"{what}: {day} {fen}" for day, fen in count.elements()]
    if out.wrong or not made.receipts:
        return
    said = {(one.day, one.fen): one for one in made.receipts}
    for got in statement.receipts:
        line = said.get((got.date, got.amount))
        if line and line.payer not in f"{got.payer} {got.note}":
            out.wrong.append(f"payer {got.payer!r} is {line.payer}")
        if line and "".join(line.note.split()) not in "".join(got.note.split()):
            out.wrong.append(f"note {got.note!r} is {line.note}")


def overlapped(first, second, folder):
    """Return what is wrong after two exports that share days were taken one after the other."""
    paid, kept = [], []
    for number, made in enumerate((first, second)):
        path = folder / f"{number}-{made.file_name}"
        path.write_bytes(made.data)
        try:
            statement = read(path)
        except CuifeiError as error:
            return [f"refused: {error.what}"]
        taker = Taker(ledger(paid), Policy(company=formats.COMPANY), paid)
        for verdict in taker.take(statement.receipts, statement.left).certain:
            got = verdict.receipt
            kept.append((got.date, got.amount))
            paid += [
                Payment(
                    part.unit,
                    got.date,
                    part.amount,
                    "",
                    part.period,
                    got.id,
                    f"对账单：{got.said}",
                )
                for part in verdict.parts
            ]
    lines = {(one.serial, one.day, one.fen) for made in (first, second) for one in made.receipts}
    there = Counter((day, fen) for _, day, fen in lines)
    return [f"taken twice: {day} {fen}" for day, fen in (Counter(kept) - there).elements()]
