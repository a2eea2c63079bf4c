"""Is each day of a sale (过户日期) in the row of a former owner, and each such row dated?"""

from collections.abc import Mapping

from cuifei.domain.keys import sold_unit, unit_key
from cuifei.domain.problems import say
from cuifei.domain.records import Unit
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
