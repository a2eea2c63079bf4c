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
    found = sorted(good_payers(docket, opened.ledger.decisions), key=lambda x: order[x.unit])
    file = None
    if found and not dry_run:
        file = _write(opened, found, as_of)
    data = {
        "book": opened.book.path.absolute(),
        "as_of": as_of,
        "file": file,
        "good_payers": [_data(one) for one in found],
    }
    return Report(data, opened.problems, _said(found, file, docket.policy.early_discount is None))


def _data(one: GoodPayer) -> dict[str, object]:
    return {
        "unit": one.unit,
        "periods": one.periods,
        "rewarded": money.plain(one.rewarded),
        "year": None if one.year is None else money.plain(one.year),
        "discount": None if one.discount is None else money.plain(one.discount),
    }


def _write(opened: Opened, found: list[GoodPayer], as_of: date) -> Path:
    lang = opened.book.lang
    name = translator(lang)(_LIST)
    folder = new_folder(opened.book.path, as_of, name)
    folder.mkdir(parents=True)
    file = folder / f"{name}.xlsx"
    lines = [_line(one, opened) for one in found]
    list_file.write_fields(file, name, GOOD_PAYERS, lines, lang)
    return file


def _line(one: GoodPayer, opened: Opened) -> dict[str, str]:
    unit = opened.ledger.units[one.unit]
    then = None if one.year is None or one.discount is None else one.year - one.discount
    return {
        "unit": one.unit,
        "owner": unit.owner,
        "periods": str(one.periods),
        "year": _yuan(one.year),
        "discount": _yuan(one.discount),
        "then": _yuan(then),
        "rewarded": _yuan(one.rewarded or None),
    }


def _yuan(fen: int | None) -> str:
    return "" if fen is None else money.text(fen)


def _said(found: list[GoodPayer], file: Path | None, no_discount: bool) -> tuple[Message, ...]:
    said = [
        say_n(
            "{n} owner paid everything of the last year in time.",
            "{n} owners paid everything of the last year in time.",
            len(found),
        )
    ]
    if no_discount:
        said.append(
            say(
                "No discount is reckoned: type its share on the sheet {settings_sheet}.",
                settings_sheet=sheet("settings"),
            )
        )
    if file:
        said.append(
            say(
                "The list is {file}. What is granted is decided one by one, in {decisions_sheet}.",
                file=str(file),
                decisions_sheet=sheet("decisions"),
            )
        )
    return tuple(said)
