"""Post the letters: labels, envelopes, and the carrier's list, in the register's order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cuifei.commands import batch, last_dates
from cuifei.commands.lock import locked
from cuifei.commands.opened import Opened, open_book
from cuifei.commands.pack import find_batch
from cuifei.commands.report import Data, Report
from cuifei.commands.store import Where
from cuifei.domain.account.delivery import DEMANDS, is_unsent
from cuifei.domain.addresses import postal_address
from cuifei.domain.codes import Document
from cuifei.domain.ladder.cases import Case, Docket
from cuifei.domain.ladder.letter_rows import by_letter
from cuifei.domain.problems import Problem, Step, say, say_n
from cuifei.domain.records import Letter
from cuifei.domain.words import column, sheet
from cuifei.letters import addressed
from cuifei.letters.addressed import Addressee
from cuifei.locale import Both
from cuifei.tables import list_file
from cuifei.tables.list_layout import COMES_BACK, CONTENT, POSTING, TOLD, heading

# The law firm posts its letters itself, on its own paper.
POSTED = DEMANDS - {Document.LAWYER_LETTER}
# Folder, labels, envelopes, list.
_NAMES = Both(
    ("寄送", "地址标签", "信封", "快递清单"),
    ("posting", "address labels", "envelopes", "express list"),
)


@dataclass(frozen=True, slots=True)
class Parcel:
    """One letter to be posted: to whom, about what, and the phone that the carrier calls."""

    to: Addressee
    phone: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Posted:
    """The letters that wait to be posted, and the files that go with them."""

    folder: Path | None
    files: Sequence[Path]
    letters: Sequence[Data]


def post(where: Where, as_of: date, *, name: str = "", dry_run: bool = False) -> Report[Posted]:
    """Write labels, envelopes and the carrier's list for the letters not yet sent.

    `name`: only those of that batch. Letters of owners who have paid since, or without an
    address, are left out with a Problem; lawyer letters are the firm's to post.
    """
    with locked(where, dry_run=dry_run):
        opened = open_book(where)
        numbers = _numbers(opened, name)
        parcels, problems = _parcels(opened, opened.docket(as_of), numbers)
        lang = opened.book.lang
        folder = batch.new_folder(opened.book.path, as_of, _NAMES[lang][0]) if parcels else None
        files = _write(opened, folder, parcels) if folder and not dry_run else ()
    going = {parcel.to.number for parcel in parcels}
    late = last_dates.passed(opened.ledger.letters, as_of, going)
    return _report(folder, files, parcels, (*opened.problems, *problems, *late))


def _report(
    folder: Path | None,
    files: tuple[Path, ...],
    parcels: Sequence[Parcel],
    problems: tuple[Problem, ...],
) -> Report[Posted]:
    letters = [
        {
            "number": parcel.to.number,
            "unit": parcel.units[0],
            "units": parcel.units,
            "name": parcel.to.name,
            "address": parcel.to.address,
            "phone": parcel.phone,
        }
        for parcel in parcels
    ]
    result = Posted(folder, files, letters)
    if folder is None:
        return Report(result, problems, (say("No letter waits to be posted."),))
    sentence = say_n(
        "{n} letter to post; labels, envelopes and the list are in {folder}. When"
        " waybill numbers and days are in the list: {step}",
        "{n} letters to post; labels, envelopes and the list are in {folder}. When"
        " waybill numbers and days are in the list: {step}",
        len(parcels),
        folder=str(folder),
        step=Step("post --import"),
    )
    return Report(result, problems, (sentence,))


def _numbers(opened: Opened, name: str) -> frozenset[str]:
    if not name:
        return frozenset(letter.number for letter in opened.ledger.letters)
    return frozenset(planned.letter.number for planned in find_batch(opened, name).letters)


def _parcels(
    opened: Opened, docket: Docket, numbers: frozenset[str]
) -> tuple[list[Parcel], list[Problem]]:
    parcels: dict[str, Parcel] = {}
    problems: list[Problem] = []
    for every in by_letter(opened.ledger.letters).values():
        letter, cases = every[0], tuple(docket.about(every).values())
        if (
            letter.number in numbers
            and letter.number not in parcels
            and letter.document in POSTED
            and is_unsent(letter)
            and not letter.result
            and cases
        ):
            parcel, problem = _parcel(letter, cases)
            if parcel:
                parcels[letter.number] = parcel
            if problem:
                problems.append(problem)
    return list(parcels.values()), problems


def _parcel(letter: Letter, cases: Sequence[Case]) -> tuple[Parcel | None, Problem | None]:
    """Return the parcel of a letter about these; a letter of which something is owed goes."""
    where, unit = f"{letter.unit} {letter.number}", cases[0].unit
    address = next((postal for case in cases if (postal := postal_address(case.unit))), "")
    if not any(case.arrears.owed for case in cases):
        what = say("nothing is owed any more; the letter must not go out")
        return None, Problem(where, what, say("Void it with a reason: {step}", step=Step("mark")))
    if not address:
        what = say("there is no address to post to")
        return None, Problem(
            where,
            what,
            say(
                "Type {address_column} on the sheet {units_sheet}",
                address_column=column("address"),
                units_sheet=sheet("units"),
            ),
        )
    to = Addressee(unit.owner, address, letter.number, unit.salutation, unit.language)
    parcel = Parcel(to, unit.phone, tuple(case.unit.unit for case in cases))
    if unit.phone:
        return parcel, None
    what = say("there is no phone number for the carrier")
    return parcel, Problem(
        where,
        what,
        say(
            "Type {phone_column} on the sheet {units_sheet}",
            phone_column=column("phone"),
            units_sheet=sheet("units"),
        ),
    )


def _write(opened: Opened, folder: Path, parcels: Sequence[Parcel]) -> tuple[Path, ...]:
    lang, policy = opened.book.lang, opened.policy
    _, labels, envelopes, list_name = _NAMES[lang]
    to = [parcel.to for parcel in parcels]
    sender = {
        "company": policy.company,
        "address": policy.company_address,
        "phone": policy.company_phone,
    }
    rows = [_row(parcel, lang) for parcel in parcels]
    outgoing = [heading(POSTING, field, lang) for field in TOLD]
    back = [heading(POSTING, field, lang) for field in COMES_BACK]
    folder.mkdir(parents=True)
    names = (f"{labels}.docx", f"{envelopes}.docx", f"{list_name}.xlsx", f"{list_name}.csv")
    files = tuple(folder / name for name in names)
    files[0].write_bytes(addressed.labels(to, lang))
    files[1].write_bytes(addressed.envelopes(to, sender, lang))
    list_file.write_xlsx(files[2], list_name, [*outgoing, *back], rows)
    list_file.write_csv(files[3], outgoing, rows)
    return files


def _row(parcel: Parcel, lang: str) -> dict[str, str]:
    cells = {
        "name": parcel.to.name,
        "phone": parcel.phone,
        "address": parcel.to.address,
        "content": CONTENT,
        "number": parcel.to.number,
    }
    return {heading(POSTING, field, lang): text for field, text in cells.items()}
