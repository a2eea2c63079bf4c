"""Payments in our own 收款 that the office's unpaid amounts have taken off already.

Such a payment must not settle anything else. It stays on record, with what it
paid: a charge of the same sum, which the office's list no longer shows.
"""

from collections.abc import Mapping
from dataclasses import replace

from cuifei.domain.keys import unit_key
from cuifei.offices import amounts, dates
from cuifei.offices.borrowed import FIRST
from cuifei.ooxml.values import Cell
from cuifei.tables.port import Place, TableRows

ITEM, PERIOD = "已入账收款", "收款{row}"


def matched(tables: Mapping[str, TableRows], until: str) -> dict[str, TableRows]:
    """Return 应收 and 收款 with each payment of ours up to the day `until` set against its own.

    Nothing changes where `until` is no day.
    """
    last = dates.read(until, "ymd")
    payments, charges = tables.get("payments"), tables.get("charges")
    if last is None or payments is None or charges is None:
        return {}
    unit_keys = {unit_key(str(c.get("unit") or "")) for c in tables["units"].rows.values()}
    paid, owed, places = dict(payments.rows), dict(charges.rows), dict(charges.places)
    number = max(owed, default=FIRST)
    for row, cells in payments.rows.items():
        day = dates.read(cells.get("date"), "ymd")
        amount = amounts.read(cells.get("amount"), "point")
        ours = row not in payments.places
        if not (ours and day and amount and amount > 0 and day <= last):
            continue
        if unit_key(str(cells.get("unit") or "")) not in unit_keys:
            continue
        number += 1
        period = PERIOD.format(row=row)
        new: dict[str, Cell] = {"unit": cells["unit"], "item": ITEM, "period": period}
        owed[number] = {**new, "amount": amount, "due": day}
        places[number] = Place("payments", payments.sheet, row, payments.columns)
        paid[row] = {**cells, "period": period}
    fields = {"unit": 0, "item": 0, "period": 0, "amount": 0, "due": 0}
    return {
        "payments": replace(payments, rows=paid, columns={"period": 0, **payments.columns}),
        "charges": replace(
            charges, rows=owed, places=places, columns={**fields, **charges.columns}
        ),
    }
