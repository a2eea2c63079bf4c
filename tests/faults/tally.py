"""The books as a second bookkeeper keeps them: who owes how much, to the fen.

It knows nothing of the product: charges and payments in dictionaries, one sum for each unit.
"""

from dataclasses import dataclass, field, replace
from datetime import date


@dataclass
class Tally:
    """`charges`: (unit, month) -> (due, fen). `payments`: voucher -> (unit, day, fen)."""

    charges: dict[tuple[str, str], tuple[date, int]] = field(default_factory=dict)
    payments: dict[str, tuple[str, date, int]] = field(default_factory=dict)

    def copy(self) -> "Tally":
        return replace(self, charges=dict(self.charges), payments=dict(self.payments))

    def owed(self, day: date) -> dict[str, int]:
        """Return what is due before a day and not paid up to it, by unit; only who owes."""
        sums: dict[str, int] = {}
        for (unit, _), (due, fen) in self.charges.items():
            if due < day:
                sums[unit] = sums.get(unit, 0) + fen
        for unit, paid, fen in self.payments.values():
            if paid <= day:
                sums[unit] = sums.get(unit, 0) - fen
        return {unit: fen for unit, fen in sums.items() if fen > 0}

    def total(self) -> tuple[int, int]:
        """Return all that was charged and all that was received, in fen."""
        charged = sum(fen for _, fen in self.charges.values())
        return charged, sum(fen for *_, fen in self.payments.values())


def in_fen(cell: object) -> int:
    """Return the amount of a cell."""
    return round(float(str(cell)) * 100)
