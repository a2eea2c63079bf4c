"""What of the day does the report say besides figures? The work, what changed, and each debtor's
history, opened by a tap. It names no owner, and nothing that somebody wrote in words (R9.3).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

from cuifei.commands.evidence_bundle import case_file
from cuifei.commands.flags import in_arrears
from cuifei.commands.home_rows import Line, changed, day_before, work
from cuifei.commands.opened import Opened
from cuifei.commands.sheets import sentence
from cuifei.commands.todo import agenda
from cuifei.domain import money
from cuifei.domain.account.dossier import dossiers
from cuifei.domain.ladder.cases import Case, Docket
from cuifei.domain.papers.history import Event, history
from cuifei.domain.problems import Message, say, say_n
from cuifei.letters import history_paper
from cuifei.letters.case_file import File
from cuifei.locale import Say, translator
from cuifei.tables.layout import word

LISTED = 60  # debtors, the largest debts first: a page for a phone, and no second ledger


def work_of(opened: Opened, docket: Docket, lang: str) -> str:
    """Return what is to do, in order, and what changed since the workday before."""
    tell = translator(lang)
    before = opened.docket(day_before(docket))
    todo = work(opened, docket, agenda(opened, docket).week)
    parts: Sequence[tuple[Message, Iterator[Line]]] = (
        (say("To do today, in this order"), todo),
        (say("Since {day}", day=before.as_of), changed(opened, docket, before)),
    )
    return "".join(
        f'<section class="today"><h2>{escape(tell(head))}</h2>'
        f"<ul>{_items(lines, tell)}</ul></section>"
        for head, lines in parts
    )


def _items(lines: Iterator[Line], tell: Say) -> str:
    return "".join(
        f"<li><span>{escape(sentence(tell(topic)))}</span><b>{escape(value)}</b></li>"
        for topic, value, _, _ in lines
    )


def units(opened: Opened, docket: Docket, lang: str) -> str:
    """Return who owes most, each with his history; "" where nobody owes."""
    tell = translator(lang)
    owing = sorted(in_arrears(docket), key=lambda case: -case.arrears.owed)
    if not owing:
        return ""
    shown, opened_in_lang = owing[:LISTED], replace(opened, book=replace(opened.book, lang=lang))
    rows, first = dossiers(opened.ledger), case_file(opened_in_lang, docket, owing[0].unit.unit)
    entries = "".join(
        _unit(replace(first, case=case, rows=rows[case.unit.unit]), lang) for case in shown
    )
    head = say_n(
        "Arrears: {n} unit, the largest first; tap one for its history",
        "Arrears: {n} units, the largest first; tap one for its history",
        len(owing),
    )
    unlisted = say_n("and {n} more", "and {n} more", len(owing) - len(shown))
    more = f"<p>{escape(tell(unlisted))}</p>" if len(owing) > len(shown) else ""
    return f'<section class="units"><h2>{escape(tell(head))}</h2>{entries}{more}</section>'


def _unit(file: File, lang: str) -> str:
    case = file.case
    events = "".join(
        _event(file, event) for event in reversed(history(case, file.rows, file.policy))
    )
    return (
        f'<details class="unit"><summary><b>{escape(case.unit.unit)}</b>'
        f"<span>{escape(_standing(case, lang))}</span></summary><ul>{events}</ul></details>"
    )


def _standing(case: Case, lang: str) -> str:
    """Return how a unit stands, in a line: amount, months, next document."""
    step = case.step.rung.document if case.step and case.step.rung else ""
    months = say_n("{n} month", "{n} months", case.arrears.months_overdue or 0)
    owed = say("{amount} yuan", amount=money.text(case.arrears.owed))
    tell = translator(lang)
    return " · ".join(filter(None, (tell(owed), tell(months), word("document", step, lang))))


def _event(file: File, event: Event) -> str:
    """Return one line of a history: no note and no name, only what the tables' own words say."""
    text = event.text if event.kind in ("charge", "limitation") else ""
    # A voucher, or the number of a part of a plan, is whatever somebody typed.
    ours = event.kind == "letter" or (event.kind == "instalment" and event.number.isdigit())
    number = event.number if ours else ""
    description = history_paper.what(file, replace(event, text=text, number=number))
    amount = "" if event.amount is None else money.text(event.amount)
    return (
        f"<li><time>{event.date}</time><span>{escape(history_paper.label(file, event))}"
        f" {escape(description)}</span><b>{amount}</b></li>"
    )
