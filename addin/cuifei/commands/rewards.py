"""Who pays well? A list for the desk, and what paying a year ahead would save each. (R8.5, R9.3)

It names who is to be thanked, never who owes. Nothing is granted by it: what the manager decides
is typed in 减免 (提前缴费优惠, 积分, 礼品).
"""

from datetime import date
from pathlib import Path

from cuifei.commands.batch import new_folder
from cuifei.commands.opened import Opened, open_book
from cuifei.commands.report import Data, Report
from cuifei.commands.sheets import walking_order
from cuifei.commands.store import Where
from cuifei.domain import money
from cuifei.domain.figures.rewards import GoodPayer, good_payers
from cuifei.domain.problems import Message, say, say_n
from cuifei.domain.words import sheet
from cuifei.locale import translator
from cuifei.tables import list_file
from cuifei.tables.list_layout import GOOD_PAYERS

_LIST = say("Good payers")


def rewards(where: Where, as_of: date, *, dry_run: bool = False) -> Report[Data]:
    """Write the list of good payers into a folder beside the workbook, which is only read."""
    opened = open_book(where)
    docket = opened.docket(as_of)
    order = {unit: walking_order(case) for unit, case in docket.cases.items()}
    payers = sorted(good_payers(docket, opened.ledger.decisions), key=lambda x: order[x.unit])
    file = None
    if payers and not dry_run:
        file = _write(opened, payers, as_of)
    data = {
        "book": opened.book.path.absolute(),
        "as_of": as_of,
        "file": file,
        "good_payers": [_data(payer) for payer in payers],
    }
    return Report(
        data, opened.problems, _sentences(payers, file, docket.policy.early_discount is None)
    )


def _data(payer: GoodPayer) -> dict[str, object]:
    return {
        "unit": payer.unit,
        "periods": payer.periods,
        "rewarded": money.plain(payer.rewarded),
        "year": None if payer.year is None else money.plain(payer.year),
        "discount": None if payer.discount is None else money.plain(payer.discount),
    }


def _write(opened: Opened, payers: list[GoodPayer], as_of: date) -> Path:
    lang = opened.book.lang
    name = translator(lang)(_LIST)
    folder = new_folder(opened.book.path, as_of, name)
    folder.mkdir(parents=True)
    file = folder / f"{name}.xlsx"
    lines = [_line(payer, opened) for payer in payers]
    list_file.write_fields(file, name, GOOD_PAYERS, lines, lang)
    return file


def _line(payer: GoodPayer, opened: Opened) -> dict[str, str]:
    unit = opened.ledger.units[payer.unit]
    then = None if payer.year is None or payer.discount is None else payer.year - payer.discount
    return {
        "unit": payer.unit,
        "owner": unit.owner,
        "periods": str(payer.periods),
        "year": _yuan(payer.year),
        "discount": _yuan(payer.discount),
        "then": _yuan(then),
        "rewarded": _yuan(payer.rewarded or None),
    }


def _yuan(fen: int | None) -> str:
    return "" if fen is None else money.text(fen)


def _sentences(
    payers: list[GoodPayer], file: Path | None, no_discount: bool
) -> tuple[Message, ...]:
    sentences = [
        say_n(
            "{n} owner paid everything of the last year in time.",
            "{n} owners paid everything of the last year in time.",
            len(payers),
        )
    ]
    if no_discount:
        sentences.append(
            say(
                "No discount is reckoned: type its share on the sheet {settings_sheet}.",
                settings_sheet=sheet("settings"),
            )
        )
    if file:
        sentences.append(
            say(
                "The list is {file}. What is granted is decided one by one, in {decisions_sheet}.",
                file=str(file),
                decisions_sheet=sheet("decisions"),
            )
        )
    return tuple(sentences)
