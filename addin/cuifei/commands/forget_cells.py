"""Which cells of a workbook are personal data of one unit's owner, and what stands there then?"""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from cuifei.domain.keys import unit_key
from cuifei.domain.problems import Problem, say
from cuifei.domain.records import Ledger, Unit
from cuifei.ooxml.values import Cell
from cuifei.tables.layout import BY_NAME, word
from cuifei.tables.port import Append, Book, Change, Fill, TableRows

Cells: TypeAlias = "Mapping[str, Mapping[int, Mapping[str, Cell]]]"

# What stands in the place of a name that a row must have.
GONE = {"zh": "（已删除）", "en": "(deleted)"}
_DONE = {
    "zh": "个人信息已按规定删除（cuifei forget）",
    "en": "Personal data deleted as the law asks (cuifei forget)",
}
# In a unit's rows, by table: what is said of the owner. What is needed becomes GONE, not blank.
_PERSONAL: Mapping[str, tuple[str, ...]] = {
    "units": (
        *("owner", "salutation", "phone", "address", "owner_type", "reason", "note"),
        *("debit", "contact_by", "payer", "payer_phone"),
    ),
    "charges": ("note",),
    "payments": ("note",),
    "undecided": ("payer", "note"),
    "contacts": ("content",),
    "holds": ("note",),
    "decisions": ("reason",),
    "arrears": ("owner", "phone", "note"),
    "queue": ("owner", "why"),
    "worklist": ("owner", "phone", "why", "how", "script", "last", "content"),
    "register": ("waybill", "file", "digest", "note"),
}
# These rows are no unit's own; where they name the owner, the name and phone go from the text.
_NAMING = ("tickler", "dashboard_data", "problems", "undecided", "memory")


def cells(book: Book, ledger: Ledger, unit: Unit) -> tuple[Cells, tuple[Problem, ...]]:
    """Return what is to be written over, and the office's own rows, which we never write."""
    found: dict[str, dict[int, dict[str, Cell]]] = {}
    borrowed: list[Problem] = []
    words = _words(ledger, unit)
    for name, table in book.tables.items():
        base = name.partition("@")[0]
        for row, values in table.rows.items():
            wanted = {
                **_of_row(base, values, unit, book.lang),
                **_naming(base, values, words, book.lang),
            }
            wanted = {field: new for field, new in wanted.items() if values.get(field) != new}
            if wanted and row in table.places:
                borrowed.append(_theirs(table, row))
            elif wanted:
                found.setdefault(name, {})[row] = wanted
    return found, tuple(borrowed)


def _of_row(table: str, values: Mapping[str, Cell], unit: Unit, lang: str) -> dict[str, Cell]:
    """Return what a row of the unit says of its owner, as it shall stand."""
    if table == "memory":
        parts = str(values.get("key") or "").split(" | ")
        own = unit_key(unit.unit) in map(unit_key, parts)
        return {"content": GONE[lang]} if own else {}
    if unit_key(str(values.get("unit") or "")) != unit_key(unit.unit):
        return {}
    columns = BY_NAME[table].columns
    needed = {column.field for column in columns if column.required or column.field == "owner"}
    return {
        field: GONE[lang] if field in needed else None
        for field in _PERSONAL.get(table, ())
        if values.get(field) is not None and values[field] not in _DONE.values()
    }


def _words(ledger: Ledger, unit: Unit) -> tuple[str, ...]:
    """Return the owner's name and phone, as far as no other unit has them too."""
    others = [row for row in ledger.units.values() if row.unit != unit.unit]
    names = unit.owner if len(unit.owner) > 1 else ""
    found = [names] if names and all(row.owner != names for row in others) else []
    if unit.phone and all(row.phone != unit.phone for row in others):
        found.append(unit.phone)
    return tuple(found)


def _naming(
    table: str, values: Mapping[str, Cell], words: tuple[str, ...], lang: str
) -> dict[str, Cell]:
    if table not in _NAMING:
        return {}
    found: dict[str, Cell] = {}
    for field, value in values.items():
        if isinstance(value, str) and any(each in value for each in words):
            text = value
            for each in words:
                text = text.replace(each, GONE[lang])
            found[field] = text
    return found


def _theirs(table: TableRows, row: int) -> Problem:
    place = table.places[row]
    return Problem(
        f"{place.sheet}!{place.row}",
        say("this row of your own list names the owner, and is never written by us"),
        say("Delete name, phone and address there by hand"),
    )


def changes(book: Book, found: Cells, unit: str, as_of: date) -> tuple[Change, ...]:
    """Return what is written: the cells, and the row of 跟催 that says that it was done."""
    record: dict[str, Cell] = {
        "date": as_of,
        "unit": unit,
        "result": word("result", "other", book.lang),
        "content": _DONE[book.lang],
    }
    done = [Append("contacts", [record])] if "contacts" in book.tables else []
    return (*(Fill(name, rows) for name, rows in found.items()), *done)
