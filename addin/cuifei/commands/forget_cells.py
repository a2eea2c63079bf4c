"""Which cells of a workbook are personal data of one unit's owner, and what stands there then?"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol, TypeAlias

from cuifei.domain.account.dossier import Dossier, dossiers
from cuifei.domain.account.former import home_key
from cuifei.domain.codes import ContactResult
from cuifei.domain.keys import unit_key
from cuifei.domain.problems import Problem, say
from cuifei.domain.records import Ledger, Unit
from cuifei.locale import Both
from cuifei.ooxml.values import Cell
from cuifei.tables.layout import BY_NAME, word
from cuifei.tables.port import Append, Book, Change, Fill, TableRows

Cells: TypeAlias = "Mapping[str, Mapping[int, Mapping[str, Cell]]]"

# What stands in the place of a name that a row must have.
GONE = Both("（已删除）", "(deleted)")
_DONE = Both(
    "个人信息已按规定删除（cuifei forget）", "Personal data deleted as the law asks (cuifei forget)"
)
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
_NAMING = ("home", "tickler", "dashboard_data", "problems", "undecided", "memory", "mapping")


class _Row(Protocol):
    @property
    def row(self) -> int: ...


def cells(book: Book, ledger: Ledger, unit: Unit) -> tuple[Cells, tuple[Problem, ...]]:
    """Return what is to be written over, and the office's own rows, which we never write."""
    by_table: dict[str, dict[int, dict[str, Cell]]] = {}
    borrowed: list[Problem] = []
    words, owners = _words(ledger, unit), _owners(ledger, unit)
    for name, table in book.tables.items():
        base = name.partition("@")[0]
        for row, values in table.rows.items():
            owner = owners.get((name, row)) or str(values.get("unit") or "")
            wanted = {
                **_of_row(base, values, owner, unit, book.lang),
                **_naming(base, values, words, book.lang),
            }
            wanted = {field: new for field, new in wanted.items() if values.get(field) != new}
            if wanted and row in table.places:
                borrowed.append(_theirs(table, row))
            elif wanted:
                by_table.setdefault(name, {})[row] = wanted
    return by_table, tuple(borrowed)


def _owners(ledger: Ledger, unit: Unit) -> Mapping[tuple[str, int], str]:
    """Return whose each row about a unit is, former owners and new, by table and sheet row."""
    home = home_key(unit.unit)
    if not any(other.owner_until and home_key(key) == home for key, other in ledger.units.items()):
        return {}  # no sale: all that is typed under the unit is its owner's
    return {
        (table, row.row): key
        for key, own in dossiers(ledger).items()
        if home_key(key) == home
        for table, rows in _tables(own)
        for row in rows
    }


def _tables(own: Dossier) -> Iterator[tuple[str, Sequence[_Row]]]:
    yield "charges", own.charges
    yield "payments", own.payments
    yield "contacts", own.contacts
    yield "holds", own.holds
    yield "decisions", own.decisions
    yield "register", own.letters


def _of_row(
    table: str, values: Mapping[str, Cell], owner: str, unit: Unit, lang: str
) -> dict[str, Cell]:
    """Return what a row of the unit says of its owner, as it shall stand.

    `owner`: whose row it is, a unit of 房产.
    """
    if table == "memory":
        parts = str(values.get("key") or "").split(" | ")
        own = unit_key(unit.unit) in map(unit_key, parts)
        return {"content": GONE[lang]} if own else {}
    if unit_key(owner) != unit_key(unit.unit):
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
    words = [names] if names and all(row.owner != names for row in others) else []
    if unit.phone and all(row.phone != unit.phone for row in others):
        words.append(unit.phone)
    return tuple(words)


def _naming(
    table: str, values: Mapping[str, Cell], words: tuple[str, ...], lang: str
) -> dict[str, Cell]:
    if table not in _NAMING:
        return {}
    replaced: dict[str, Cell] = {}
    for field, value in values.items():
        if isinstance(value, str) and any(personal in value for personal in words):
            text = value
            for personal in words:
                text = text.replace(personal, GONE[lang])
            replaced[field] = text
    return replaced


def _theirs(table: TableRows, row: int) -> Problem:
    place = table.places[row]
    return Problem(
        f"{place.sheet}!{place.row}",
        say("this row of your own list names the owner, and is never written by us"),
        say("Delete name, phone and address there by hand"),
    )


def changes(book: Book, by_table: Cells, unit: str, as_of: date) -> tuple[Change, ...]:
    """Return what is written: the cells, and the row of 跟催 that says that it was done."""
    record: dict[str, Cell] = {
        "date": as_of,
        "unit": unit,
        "result": word("result", ContactResult.OTHER, book.lang),
        "content": _DONE[book.lang],
    }
    done = [Append("contacts", [record])] if "contacts" in book.tables else []
    return (*(Fill(name, rows) for name, rows in by_table.items()), *done)
