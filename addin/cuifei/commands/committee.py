"""Papers for the owners' committee of each community: a request to urge, and what is published."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from cuifei.commands.batch import new_folder
from cuifei.commands.evidence_folder import write_file
from cuifei.commands.opened import Opened, ensure_company, known_receipts, open_book
from cuifei.commands.report import Data, Report
from cuifei.commands.sheets import walking_order
from cuifei.commands.store import Where
from cuifei.domain import money
from cuifei.domain.keys import name_key
from cuifei.domain.ladder.cases import Case, Docket
from cuifei.domain.papers.committee import published, urged
from cuifei.domain.papers.demand import sender_of
from cuifei.domain.problems import CuifeiError, Message, listed, say, say_n
from cuifei.letters import committee_paper, files
from cuifei.letters.committee_paper import Sheet
from cuifei.locale import translator

_FOLDER = say("Owners' committee")
DAYS = 15  # that the committee gives owners to pay


def committee(
    where: Where, as_of: date, *, community: str = "", dry_run: bool = False
) -> Report[Data]:
    """Write, for each community or one, what is published of the year, and whom to urge, if any.

    The workbook is only read. Raises CuifeiError where the community is not there, or it is not
    known who writes or up to when receipts are recorded.
    """
    opened = open_book(where)
    docket = opened.docket(as_of)
    ensure_company(docket.policy)
    sheets = _sheets(docket, community)
    folder = None
    if any(sheet.kinds for sheet in sheets) and not dry_run:
        folder = new_folder(opened.book.path, as_of, translator(opened.book.lang)(_FOLDER))
    communities = [_written(sheet, folder, opened) for sheet in sheets]
    data = {
        "book": opened.book.path.absolute(),
        "as_of": as_of,
        "folder": folder,
        "communities": communities,
    }
    return Report(data, opened.problems, _sentences(sheets, folder))


def _sheets(docket: Docket, community: str) -> list[Sheet]:
    groups: defaultdict[str, list[Case]] = defaultdict(list)
    for case in sorted(docket.cases.values(), key=walking_order):
        groups[case.unit.community].append(case)
    names = [name for name in groups if not community or name_key(name) == name_key(community)]
    if not names:
        raise CuifeiError(
            say("there is no community {name}", name=community),
            say("Known are: {names}", names=listed(filter(None, groups))),
        )
    through = known_receipts(docket)
    return [_sheet(name, groups[name], docket, through) for name in names]


def _sheet(name: str, cases: list[Case], docket: Docket, through: date) -> Sheet:
    since, until, income = published(cases, docket.as_of)
    return Sheet(
        name,
        sender_of(docket.policy),
        since,
        until,
        docket.as_of,
        through,
        docket.as_of + timedelta(DAYS),
        urged(cases, docket.policy),
        income,
    )


def _written(sheet: Sheet, folder: Path | None, opened: Opened) -> Mapping[str, object]:
    lang = opened.book.lang
    written = []
    if folder:
        for kind in sheet.kinds:
            title = committee_paper.TITLES[kind][lang]
            file = folder / files.name(sheet.community, title, "", "", ".docx")
            write_file(file, committee_paper.paper(sheet, kind, lang))
            written.append(file)
    return {
        "community": sheet.community,
        "urged": [
            {"unit": debtor.unit, "periods": debtor.periods, "amount": money.plain(debtor.amount)}
            for debtor in sheet.urged
        ],
        "income": [
            {
                "item": income.item,
                "units": income.units,
                "charged": money.plain(income.charged),
                "paid": money.plain(income.paid),
            }
            for income in sheet.income
        ],
        "files": written,
    }


def _sentences(sheets: list[Sheet], folder: Path | None) -> tuple[Message, ...]:
    count = sum(len(sheet.urged) for sheet in sheets)
    owed = money.text(sum(debtor.amount for sheet in sheets for debtor in sheet.urged))
    sentences = [
        say_n(
            "{n} unit, {owed} yuan, is for the owners' committee to urge: a served demand was in"
            " vain.",
            "{n} units, {owed} yuan, are for the owners' committee to urge: a served demand was in"
            " vain.",
            count,
            owed=owed,
        )
    ]
    if silent := [sheet.community for sheet in sheets if not sheet.income]:
        sentences.append(
            say("Nothing fell due in {names}: nothing is published.", names=listed(silent))
        )
    if folder:
        sentences.append(
            say(
                "The papers are in {folder}. In what is published, fill in how the fees were used;"
                " the list of units is for the committee alone.",
                folder=str(folder),
            )
        )
    return tuple(sentences)
