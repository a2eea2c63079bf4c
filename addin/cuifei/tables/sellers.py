"""Is each day of a sale (过户日期) in the row of a former owner, and is each row surely whose?"""

from collections.abc import Mapping

from cuifei.domain.account.former import sales
from cuifei.domain.codes import HoldReason
from cuifei.domain.keys import sold_unit, unit_key
from cuifei.domain.problems import say
from cuifei.domain.records import Instalment, Ledger, Unit
from cuifei.tables.findings import Findings


def check(known: Mapping[str, Unit], findings: Findings) -> None:
    """Tell of a day of sale that splits nothing: its row is no former owner's of a unit in 房产."""
    for unit in known.values():
        base = sold_unit(unit.unit)
        if unit.owner_until and unit_key(base) not in known:
            what = say("the day of sale is not used: this is no row of a former owner")
            named = say("{unit} (former owner)", unit=base or unit.unit)
            remedy = say(
                "Keep the unit's row for the new owner; who sold gets a row named {unit}",
                unit=named,
            )
            findings.add("owner_until", unit.row, what, remedy)
        elif base and not unit.owner_until and unit_key(base) in known:
            what = say("the day of sale is missing, so nothing is this former owner's")
            findings.add("owner_until", unit.row, what, say("Type the day of the sale"))


def check_rows(ledger: Ledger, holds: Findings, instalments: Findings) -> None:
    """Tell of holds and plans of a sold unit of which nobody can say whose they are."""
    sold = {base: own[-1] for base, own in sales(ledger.units).items()}
    for hold in ledger.holds:
        sale = sold.get(hold.unit)
        if sale and hold.reason == HoldReason.SOLD and hold.since > sale.until:
            what = say(
                "sold on {day}, but {seller} sold on {until}: this row holds up the new owner",
                day=hold.since,
                seller=sale.seller,
                until=sale.until,
            )
            remedy = say("One sale: type the same day. Sold again: add a row for who sold")
            holds.add("since", hold.row, what, remedy)
    undated: dict[str, list[Instalment]] = {}
    for part in ledger.instalments:
        if part.unit in sold and not part.agreed:
            undated.setdefault(part.unit, []).append(part)
    for unit, parts in undated.items():
        seller, days = sold[unit].seller, [part.due for part in parts]
        if min(days) < sold[unit].until <= max(days):
            what = say("this plan runs beyond the sale; it counts as that of {unit}", unit=seller)
            instalments.add("agreed", parts[0].row, what, say("Type the day of the agreement"))
