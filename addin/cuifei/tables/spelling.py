"""Is this the same community, though it is spelt otherwise? Each name as where it stands first."""

from collections.abc import Iterable
from dataclasses import replace

from cuifei.domain.keys import name_key
from cuifei.domain.records import PayAccount, Unit


def one_spelling(
    known: dict[str, Unit], accounts: Iterable[PayAccount]
) -> tuple[dict[str, Unit], tuple[PayAccount, ...]]:
    """Return units and accounts with each community and cohort spelt as where it stands first.

    A blank in the name, or a character that nobody sees, would split a cohort in two (R5.2).
    """
    spelt: dict[str, str] = {}

    def same(name: str) -> str:
        return spelt.setdefault(name_key(name), name) if name else name

    units = {}
    for key, unit in known.items():
        community, cohort = same(unit.community), same(unit.cohort)
        if (community, cohort) != (unit.community, unit.cohort):
            unit = replace(unit, community=community, cohort=cohort)
        units[key] = unit
    return units, tuple(replace(a, community=same(a.community)) for a in accounts)
