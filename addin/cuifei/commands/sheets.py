"""What stands in our own columns and sheets: cases as rows of cells, in the workbook's language."""

from collections.abc import Iterable, Mapping, Sequence

from cuifei.commands.court_case import court_cells, weighed
from cuifei.domain import money
from cuifei.domain.account.arrears import Line
from cuifei.domain.keys import Natural, natural
from cuifei.domain.ladder.cases import Case, Docket
from cuifei.domain.ladder.readiness import Blocker
from cuifei.domain.problems import Problem
from cuifei.domain.queue.queue import Place
from cuifei.domain.records import Ledger
from cuifei.domain.work.playbook import moves
from cuifei.locale import Say, language, phrase, translator
from cuifei.newbook.guide.titles import TITLES
from cuifei.ooxml.values import Cell
from cuifei.tables.layout import word
from cuifei.tables.port import Book

Row = Mapping[str, Cell]


def sentence(text: str) -> str:
    """Return a text as a cell begins it: English says the same words inside of sentences, too.

    >>> sentence("class B, 9 months overdue"), sentence("样例"), sentence("")
    ('Class B, 9 months overdue', '样例', '')
    """
    return text[:1].upper() + text[1:]


def charge_cells(book: Book, ledger: Ledger, docket: Docket) -> Mapping[int, Row]:
    """Return our columns of 应收 for every row of it; a row set aside is left blank."""
    table = book.tables["charges"]
    blank: Row = dict.fromkeys(("unpaid", "months", "bucket", "late_fee"))
    cells = dict.fromkeys(table.rows, blank)
    for case in docket.cases.values():
        for line in case.arrears.all_lines:
            cells[line.charge.row] = _charge(line, book.lang)
    return cells


def _charge(line: Line, lang: str) -> Row:
    return {
        "unpaid": money.yuan(line.unpaid),
        "months": line.months if line.in_arrears else None,
        "bucket": word("bucket", line.bucket, lang) if line.unpaid else None,
        "late_fee": money.yuan(line.late_fee) if line.in_arrears else None,
    }


def walking_order(case: Case) -> tuple[Natural, ...]:
    """Return the order in which a steward walks: community, building, room."""
    return natural(case.unit.community), natural(case.unit.building), natural(case.unit.unit)


def arrears_rows(cases: Iterable[Case], lang: str) -> Sequence[Row]:
    """Return the rows of 欠费: one per unit that owes."""
    return [_arrears(case, lang) for case in cases]


def _arrears(case: Case, lang: str) -> Row:
    tell = translator(lang)
    owing, step, verdict, unit = case.arrears, case.step, case.readiness, case.unit
    return {
        "unit": unit.unit,
        "community": unit.community,
        "owner": unit.owner,
        "phone": unit.phone,
        "owed": money.yuan(owing.owed),
        "unpaid_periods": owing.unpaid_periods,
        "oldest_due": owing.oldest_due,
        "months_overdue": owing.months_overdue,
        "bucket": word("bucket", owing.bucket, lang),
        "late_fee": money.yuan(owing.late_fee),
        "settled_fee": money.yuan(owing.settled_fee) if owing.settled_fee else None,
        "class_": owing.class_,
        "last_document": word("document", step.last.document if step.last else "", lang),
        "next_document": word("document", step.rung.document if step.rung else "", lang),
        "may_send": word("yes", "yes" if verdict.may_send else "no", lang),
        "blockers": _why_not(verdict.blockers, tell, lang),
        "earliest": verdict.earliest,
        "limitation": case.limitation,
        "moves": "\n".join(sentence(tell(move.advice)) for move in moves(case)[:1]),
    }


def _why_not(blockers: Sequence[Blocker], tell: Say, lang: str) -> str:
    """Return the reasons in a word or two each on the first line, and whole on lines below it.

    Rows of 欠费 are of one height, and show the first lines.
    """
    if not blockers:
        return ""
    titles = dict.fromkeys(phrase(TITLES[blocker.code], lang) for blocker in blockers)
    short = language(lang).semicolon.join(titles)
    return "\n".join((short, *(sentence(tell(blocker.told)) for blocker in blockers)))


def problem_rows(problems: Iterable[Problem], lang: str) -> Sequence[Row]:
    """Return the rows of 问题."""
    tell = translator(lang)
    return [
        {"where": p.where, "what": sentence(tell(p.what)), "remedy": tell(p.remedy)}
        for p in problems
    ]


def queue_rows(places: Iterable[Place], docket: Docket, lang: str) -> Sequence[Row]:
    """Return the rows of 队列; its column 优先 is the manager's and is left to him."""
    tell = translator(lang)
    return [
        {
            "unit": place.unit,
            "cohort": place.cohort,
            "owner": docket.cases[place.unit].unit.owner,
            "position": place.position,
            "state": word("queue_state", place.state, lang),
            "planned": place.planned,
            "owed": money.yuan(place.owed),
            "why": sentence(tell(place.why)),
            "limitation": place.limitation,
            "limitation_risk": sentence(tell(place.limitation_risk))
            if place.limitation_risk
            else "",
            **court_cells(weighed(place, docket), lambda message: sentence(tell(message))),
        }
        for place in places
    ]
