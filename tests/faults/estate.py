"""The estate of the simulated year: homes in communities, a fifth of which pay slowly."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random

from cuifei.domain.records import Charge, Ledger, PayAccount, Setting, Unit
from cuifei.newbook import build as newbook
from faults.tally import Tally

START = date(2026, 1, 4)
AREA, PRICE = 80, 205  # square metres; fen for one and a month
GIVEN = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
SETTINGS = {
    "company": "样例物业服务有限公司",
    "company_phone": "000-00000000",
    "contact_person": "样例",
    "company_address": "示例市样例路1号",
    "late_fee_rate": "0.05%",
    "late_fee_cap": "30%",
    "law_firm": "样例律师事务所",
    "lawyer": "费样律",
    "lawyer_licence": "样例执业证号",
    "law_firm_address": "示例市样例区样例中路8号",
    "law_firm_phone": "000-00000001",
}


def place(unit: str) -> int:
    """Return which unit it is, from nought."""
    building, floor, door = map(int, unit.split("-"))
    return (building - 1) * 100 + (floor - 1) * 5 + door - 1


def name(number: int) -> str:
    return f"{number // 100 + 1}-{number % 100 // 5 + 1}-{number % 5 + 1}"


def owner(unit: str) -> str:
    """Return the invented name of who owns a unit; no two are the same."""
    number = place(unit)
    first, second = divmod(number, len(GIVEN))
    return f"样{GIVEN[first % len(GIVEN)]}{GIVEN[second]}" + GIVEN[first // len(GIVEN)] * (
        first >= 22
    )


def fee(unit: str) -> int:
    """Return a month's fee of a unit in fen."""
    return (AREA + place(unit) % 40) * PRICE


def slow(units: Sequence[str]) -> frozenset[str]:
    """Return who pays slowly: each fifth."""
    return frozenset(units[::5])


def build(book: Path, number: int, rng: Random, settings: Mapping[str, object] = {}) -> Tally:
    """Build the workbook, with the charges of the year before; return the tally of it."""
    names = [name(n) for n in range(number)]
    tally = Tally()
    for unit in names:
        months = 12 if unit in slow(sorted(names)) else rng.choice((0, 0, 1, 3))
        for month in range(13 - months, 13):
            tally.charges[unit, f"2025-{month:02}"] = date(2025, month, 25), fee(unit)
    units = {
        unit: Unit(
            unit,
            owner(unit),
            community=f"样例{GIVEN[place(unit) // 100]}苑",
            area=str(AREA + place(unit) % 40),
            price=f"{PRICE / 100:.2f}",
            address="示例市样例路1号",
            salutation="女士",
        )
        for unit in names
    }
    ledger = Ledger(
        units=units,
        charges=tuple(
            Charge(unit, "物业费", period, fen, due)
            for (unit, period), (due, fen) in tally.charges.items()
        ),
        accounts=(PayAccount("样例公司", "样例银行", "0000111122220001", phone="000-00000000"),),
        settings=tuple(Setting(key, value) for key, value in {**SETTINGS, **settings}.items()),
    )
    newbook.build(book, ledger)
    return tally
