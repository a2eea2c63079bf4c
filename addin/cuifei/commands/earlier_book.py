"""Does another workbook beside this one know the same units already, with letters or contacts?

Then a ladder that began anew would send everybody a first notice again; whose
office it is must say whether this file carries that workbook on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cuifei.domain.keys import unit_key
from cuifei.domain.problems import CuifeiError, say
from cuifei.domain.words import sheet
from cuifei.offices import in_place, succession
from cuifei.offices.doubts import Doubt
from cuifei.tables.layout import CONTACTS, REGISTER
from cuifei.tables.port import Book
from cuifei.workbook import reading

_ENOUGH = 0.5  # a workbook with half of a file's units is that of the same office
_KINDS = (".xlsx", ".xlsm")
_OURS = (REGISTER, CONTACTS)


@dataclass(frozen=True, slots=True)
class EarlierBook:
    """A workbook of the same office, with how many letters and contacts it holds.

    `adopted`: a list of the office's is read in it, so a later list can follow there.
    `digests`: SHA-256 of the files that went into it so far.
    """

    path: Path
    letters: int
    contacts: int
    adopted: bool
    digests: frozenset[str] = frozenset()


def earlier_book(path: Path, units: Mapping[str, str]) -> EarlierBook | None:
    """Return the workbook beside `path` that knows most of its units and what was sent to them.

    `units`: by unit_key. None where there is none; of several, the one that knows most.
    """
    candidates = [
        (share, known_book.letters + known_book.contacts, known_book)
        for other in sorted(path.parent.iterdir() if path.parent.is_dir() else ())
        if other.suffix.lower() in _KINDS and not other.name.startswith(("~", "."))
        if other.name != path.name and in_place.holds(other, _OURS)
        if (book := _read(other)) and (known_book := _known(book)).letters + known_book.contacts
        if (share := succession.common_units(_units(book), units)) >= _ENOUGH
    ]
    return max(candidates, key=lambda candidate: candidate[:2])[2] if candidates else None


def doubt(earlier: EarlierBook) -> Doubt:
    """Return the question whether a file carries an earlier workbook on."""
    name = earlier.path.name
    if earlier.adopted:
        question = say(
            "{book} knows most of these units already (its letters: {letters}, contacts:"
            " {contacts}). Do these amounts go on in there, or is this a ledger of its own, whose"
            " letters begin anew?",
            book=name,
            letters=earlier.letters,
            contacts=earlier.contacts,
        )
        return Doubt(("succeed",), question, ("carry", "separate"), "")
    question = say(
        "{book} knows most of these units already (its letters: {letters}, contacts: {contacts})."
        " To go on there, enter the new amounts in its sheet {charges_sheet}. Or is this a ledger"
        " of its own, whose letters begin anew?",
        book=name,
        letters=earlier.letters,
        contacts=earlier.contacts,
        charges_sheet=sheet("charges"),
    )
    return Doubt(("succeed",), question, ("separate",), "")


def _read(path: Path) -> Book | None:
    try:
        return reading.read(path)
    except CuifeiError:
        return None  # a workbook that is not read now sends no letters either


def _units(book: Book) -> dict[str, str]:
    rows = book.tables["units"].rows.values()
    typed = (str(cells.get("unit") or "") for cells in rows)
    return {unit_key(unit): unit for unit in typed if unit}


def _known(book: Book) -> EarlierBook:
    letters, contacts = (_count(book, name) for name in ("register", "contacts"))
    return EarlierBook(book.path, letters, contacts, book.adopted, _digests(book))


def _digests(book: Book) -> frozenset[str]:
    chart = in_place.chart_of(book)
    return frozenset(digest for _, digest in chart.origins) if chart else frozenset()


def _count(book: Book, name: str) -> int:
    table = book.tables.get(name)
    return sum(bool(cells.get("unit")) for cells in table.rows.values()) if table else 0
