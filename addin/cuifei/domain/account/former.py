"""Who owed before the unit was sold? (过户: the day splits the debt between old and new owner)

Who sold keeps a row of their own in 房产: the unit with （原业主） behind it, and 过户日期. What
fell due before that day is theirs, and so are the payments, letters, contacts, plans and decisions
from before it, though all of these stay typed under the unit. A later payment for a period that is
theirs alone is theirs too. Nobody is asked for what another one owes.
"""

from collections.abc import Mapping
from datetime import date

from cuifei.domain.keys import sold_unit, unit_key
from cuifei.domain.records import Unit


def former_owners(units: Mapping[str, Unit]) -> Mapping[str, tuple[str, ...]]:
    """Return by unit its former owners' rows, who sold first comes first."""
    if not any(unit.owner_until for unit in units.values()):
        return {}  # nobody sold: the usual case costs nothing
    keys = {unit_key(key): key for key in units}
    found: dict[str, list[tuple[date, str]]] = {}
    for key, unit in units.items():
        base = keys.get(unit_key(sold_unit(key)))
        if base and unit.owner_until:
            found.setdefault(base, []).append((unit.owner_until, key))
    return {base: tuple(key for _, key in sorted(rows)) for base, rows in found.items()}
