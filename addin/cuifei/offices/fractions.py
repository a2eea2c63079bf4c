"""Which amounts are finer than a fen, as area x price makes them? Rounding is asked once."""

from collections.abc import Iterable
from decimal import Decimal

from cuifei.domain.problems import say
from cuifei.files.source import Sheet
from cuifei.offices import amounts
from cuifei.offices.doubts import Desk
from cuifei.offices.mapping import BlockMap

_COUNTED = ("unpaid", "charge", "paid", "waived")
_NOISE = Decimal("0.000001")


def ask(sheet: Sheet, block: BlockMap, rows: Iterable[int], desk: Desk) -> dict[str, str]:
    """Return the rule for amounts of less than a fen, as it was answered; ask where none was."""
    if block.kind != "charges":
        return {}
    columns = [amount.column for amount in block.amounts if amount.role in _COUNTED]
    values = [
        value
        for row in rows
        for n in columns
        if (value := amounts.read(sheet.at(row, n), block.reads.get(n, "point"))) is not None
    ]
    finer = [value for value in values if abs(value - amounts.to_fen(value)) > _NOISE]
    if not finer:
        return {}
    if answer := desk.anywhere("fact", "round"):
        return {"round": answer}
    question = say(
        "{n} amounts are finer than a fen, such as {sample}: round them to the fen, half up? It"
        " changes the sum by {difference} yuan",
        n=len(finer),
        sample=f"{finer[0]:f}",
        difference=f"{sum(amounts.to_fen(value) - value for value in finer):+f}",
    )
    desk.ask(("fact", "round"), question, ("yes", "no"))
    return {}
