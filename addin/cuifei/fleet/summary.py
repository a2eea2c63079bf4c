"""What does a run over many books come to? One JSON document, one table, one workbook."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cuifei.commands.report import Data
from cuifei.domain import money
from cuifei.domain.problems import CuifeiError, Message, say, say_n
from cuifei.fleet.result import Result, Told
from cuifei.fleet.shared import Shared
from cuifei.locale import Say, languages, translator
from cuifei.tables import list_file

MONEY = frozenset(
    {"owed", "late_fee", "total", "due", "recent_due", "recent_owed", "received_month"}
)
HEADINGS: Mapping[str, Message] = {
    "units": say("Units"),
    "charges": say("Charges"),
    "payments": say("Payments"),
    "letters": say("Letters"),
    "units_in_arrears": say("Units in arrears"),
    "owed": say("Owed"),
    "late_fee": say("Late fee"),
    "may_send": say("May go today"),
    "total": say("Amount"),
    "held": say("Held"),
    "due": say("Was due"),
    "recent_due": say("Due in 12 months"),
    "recent_owed": say("Of it owed"),
    "received_month": say("Received this month"),
}
_TITLE = say("Summary")
_FIRST = (say("Workbook"), say("Exit"), say("Problems"))


@dataclass(frozen=True, slots=True)
class BookRow:
    """What became of one book, as `fleet … --json` says it; money in `counts` as "1234.50"."""

    book: str
    exit: int
    tries: int
    resumed: bool
    problems: int
    counts: Mapping[str, object]
    first: Sequence[Told]
    error: Told | None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run over many books comes to, and the files that say so."""

    command: str
    as_of: date
    books: Sequence[BookRow]
    shared: Sequence[Data]
    totals: Mapping[str, object]
    html: Path | None = None
    xlsx: Path | None = None


def summary(
    command: str,
    as_of: date,
    results: Sequence[Result],
    shared: Sequence[Shared],
    totals: Mapping[str, int],
) -> Summary:
    """Return what the books come to, money as "1234.50"."""
    return Summary(
        command,
        as_of,
        [
            BookRow(
                result.book,
                result.exit,
                result.tries,
                result.resumed,
                result.problems,
                _plain(result.counts),
                result.first,
                result.error,
            )
            for result in results
        ],
        [
            {
                "cohort": common.cohort,
                "books": list(common.books),
                "owner": common.owner,
                "live": [n for numbers in common.live.values() for n in numbers],
            }
            for common in shared
        ],
        _plain(totals),
    )


def _plain(counts: Mapping[str, int]) -> dict[str, object]:
    return {name: money.plain(count) if name in MONEY else count for name, count in counts.items()}


# What the screen shows of the key figures; the workbook has all.
SHOWN = frozenset(
    {"units", "units_in_arrears", "owed", "late_fee", "may_send", "letters", "total", "held"}
    | {"received_month", "charges", "payments"}
)


def table(
    fleet_summary: Summary, root: Path, tell: Say, *, whole: bool = False
) -> tuple[list[str], list[list[str]]]:
    """Return header and rows of the summary, a row for each book and one for their sum.

    `whole`: with every figure, and why a book was not done.
    """
    books, totals = fleet_summary.books, fleet_summary.totals
    fields = [name for name in HEADINGS if name in totals and (whole or name in SHOWN)]
    header = [tell(text) for text in _FIRST]
    header += [tell(HEADINGS[name]) for name in fields]
    rows = []
    for book in books:
        path = Path(book.book)
        name = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
        row = [name, str(book.exit), str(book.problems or "")]
        rows.append([*row, *(str(book.counts.get(field, "")) for field in fields)])
    rows.append([tell(say("Together")), "", "", *(str(totals[field]) for field in fields)])
    if whole:
        header.append(tell(say("Why not")))
        for row, book in zip(rows, books, strict=False):
            row.append(book.error["what"] if book.error else "")
        rows[-1].append("")
    return header, rows


def is_ours(path: Path) -> bool:
    """Return whether a file is a summary that was written here, in any language."""
    tells = [translator(lang) for lang in languages()]
    header = list_file.header(path, [tell(_TITLE) for tell in tells])
    return any(list(header[:3]) == [tell(text) for text in _FIRST] for tell in tells)


def ensure_free(path: Path) -> None:
    """Raise CuifeiError where a file stands that is no summary of ours: it may be a ledger."""
    if path.exists() and not is_ours(path):
        raise CuifeiError(
            say("{name} is there already, and is no summary of a fleet", name=str(path)),
            say("Give the summary another name; nothing was begun"),
        )


def write(path: Path, fleet_summary: Summary, root: Path, tell: Say) -> None:
    """Write the summary as a workbook. Raises CuifeiError where it cannot be written."""
    header, rows = table(fleet_summary, root, tell, whole=True)
    listed = [dict(zip(header, row, strict=True)) for row in rows]
    fresh = path.with_name(f".{path.name}.new")
    try:
        list_file.write_xlsx(fresh, tell(_TITLE), header, listed)
        fresh.replace(path)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise CuifeiError(
            say("the summary {name} cannot be written", name=str(path)),
            say("Close it in other programs, and check that its folder is there"),
        ) from error


def sentences(command: str, totals: Mapping[str, int]) -> Iterator[Message]:
    """Yield what the books come to together."""
    if command in ("flag", "kpi") and "units_in_arrears" in totals:
        yield say_n(
            "{n} unit owes {owed} yuan in all.",
            "{n} units owe {owed} yuan in all.",
            totals["units_in_arrears"],
            owed=money.text(totals["owed"]),
        )
    if command == "letters":
        yield say_n(
            "{n} letter over {total} yuan in all.",
            "{n} letters over {total} yuan in all.",
            totals.get("letters", 0),
            total=money.text(totals.get("total", 0)),
        )
