"""Who has to hear that money went back after it was counted? The Problems of a day (冲红, 退款)."""

from collections.abc import Iterator
from datetime import date

from cuifei.domain import money
from cuifei.domain.ladder.cases import Case, Docket
from cuifei.domain.ladder.taken_back import Counted, counted
from cuifei.domain.problems import Problem, listed, say
from cuifei.domain.words import sheet
from cuifei.tables.findings import Findings
from cuifei.tables.port import TableRows


def problems(docket: Docket, table: TableRows) -> Iterator[Problem]:
    """Yield a Problem for each letter and promise that counted money which is gone."""
    findings = Findings(table)
    for case in docket.cases.values():
        if any(payment.amount < 0 for payment in case.payments):
            for reversal in counted(case.payments, case.letters, case.promises, case.contacts):
                yield from _problems(case, reversal, findings.place("amount", reversal.row.row))


def _problems(case: Case, reversal: Counted, where: str) -> Iterator[Problem]:
    facts: dict[str, str | date] = {
        "amount": money.text(-reversal.row.amount),
        "unit": case.unit.unit,
        "day": reversal.row.date,
    }
    if reversal.letters:
        yield Problem(
            where,
            say(
                "{amount} yuan of {unit} went back on {day}, and these letters counted it:"
                " {letters}",
                **facts,
                letters=listed(letter.number for letter in reversal.letters),
            ),
            say("Tell the owner what is owed now; settle again what was closed as paid"),
        )
    for promise in reversal.promises:
        yield Problem(
            where,
            say(
                "{amount} yuan of {unit} went back on {day}, and the promise of {made} was kept"
                " with it",
                **facts,
                made=promise.made,
            ),
            say(
                "Call the owner, agree on a new date, and record it in {contacts_sheet}",
                contacts_sheet=sheet("contacts"),
            ),
        )
