"""What clerks typed beside the tasks of 待办 becomes rows of 跟催, once. (R8.3)

The rows of 跟催 are added and the typed cells are taken out in one write, so
nothing is lost and nothing is counted twice; undo puts both back. What is typed
under 已发送 in a list of messages comes with them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial

from cuifei.commands import text_lists
from cuifei.commands.opened import Opened
from cuifei.domain.account.outcomes import OF_ONE_UNIT
from cuifei.domain.codes import Channel, ContactResult, Document
from cuifei.domain.keys import unit_key
from cuifei.domain.ladder.cases import Docket
from cuifei.domain.money import Fen
from cuifei.domain.problems import Message, Problem, Step, Unreadable, listed, say, say_n
from cuifei.domain.records import Contact, Unit
from cuifei.domain.words import sheet
from cuifei.domain.work.task import CONTACT_KINDS, KINDS
from cuifei.locale import languages, translator
from cuifei.ooxml.a1 import address
from cuifei.tables import outcome_rows
from cuifei.tables.layout import WORKLIST
from cuifei.tables.outcome_rows import FIELDS, Outcome, outcomes
from cuifei.tables.port import Change, Fill


@dataclass(frozen=True, slots=True)
class Taken:
    """A workbook with the outcomes of its tasks among the contacts.

    `changes` writes them; `left` are the sheet rows of 待办 that stay to be corrected. `sent` is
    what lists of messages say as well; `of_one` says which units did not get an outcome.
    """

    opened: Opened
    changes: tuple[Change, ...] = ()
    contacts: tuple[Contact, ...] = ()
    left: tuple[int, ...] = ()
    sent: tuple[Contact, ...] = ()
    of_one: tuple[Message, ...] = ()

    @property
    def said(self) -> tuple[Message, ...]:
        """What became of the outcomes; nothing where nobody typed any."""
        sentences = []
        if self.contacts:
            sentences.append(
                say_n(
                    "{n} outcome from the worklist is now among the contacts.",
                    "{n} outcomes from the worklist are now among the contacts.",
                    len(self.contacts),
                )
            )
        sentences += self.of_one
        if self.sent:
            sentences.append(
                say_n(
                    "{n} message that was sent is now among the contacts.",
                    "{n} messages that were sent are now among the contacts.",
                    len(self.sent),
                )
            )
        if self.left:
            sentences.append(
                say_n(
                    "{n} line of the worklist has to be corrected first; it stays as it is.",
                    "{n} lines of the worklist have to be corrected first; they stay as they are.",
                    len(self.left),
                )
            )
        return tuple(sentences)


def take(opened: Opened, as_of: date) -> Taken:
    """Return the workbook as it is once the outcomes typed in 待办 are contacts.

    A contact without a typed day is of `as_of`; one without a channel gets that of its task.
    """
    typed = outcomes(opened.book, opened.ledger.units, as_of)
    unlisted = [
        outcome
        for outcome in typed.taken
        if outcome.texts_of and _listed(outcome, opened, as_of) is None
    ]
    taken = [outcome for outcome in typed.taken if outcome not in unlisted]
    left = tuple(sorted((*typed.left, *(outcome.row for outcome in unlisted))))
    kept_problems = [
        p for x in unlisted for p in outcome_rows.kept(opened.book, x.row, _no_list(x))
    ]
    opened = replace(opened, problems=(*opened.problems, *typed.problems, *kept_problems))
    contacts, of_one = _contacts(taken, opened, as_of)
    sent = tuple(c for c in text_lists.sent(opened, as_of) if not _among(c, contacts))
    added = (*contacts, *sent)
    if not added and not taken:
        return Taken(opened, left=left)
    changes: list[Change] = []
    if added:
        opened, append = opened.contacted(added)
        changes.append(append)
    if taken:
        columns = opened.book.tables[WORKLIST.name].columns
        blank = dict.fromkeys(name for name in FIELDS if name in columns)
        changes.append(Fill("worklist", {outcome.row: blank for outcome in taken}))
    return Taken(opened, tuple(changes), contacts, left, sent, of_one)


def _contacts(
    taken: Iterable[Outcome], opened: Opened, as_of: date
) -> tuple[tuple[Contact, ...], tuple[Message, ...]]:
    """Return the contacts of the lines, and which units of a line did not get what is of one."""
    contacts: list[Contact] = []
    sentences = []
    docket = cache(partial(opened.docket, as_of))  # decided once, and only where a line asks
    for outcome in taken:
        if outcome.texts_of:
            contacts += [c for c in _texts(outcome, opened, as_of) if not _among(c, contacts)]
            continue
        units = _holds_for(outcome, docket)
        contacts += _spread(outcome, units, opened, docket)
        if without := [unit for unit in outcome.others if unit not in units]:
            sentences.append(
                say(
                    "What was typed beside {unit} holds for one unit only: it is recorded for"
                    " {recorded}, not for {units}. Where it holds for them too, enter it in"
                    " {contacts_sheet}.",
                    unit=outcome.contact.unit,
                    recorded=listed(units),
                    units=listed(without),
                    contacts_sheet=sheet("contacts"),
                )
            )
    return tuple(contacts), tuple(sentences)


def _holds_for(outcome: Outcome, docket: Callable[[], Docket]) -> tuple[str, ...]:
    """Return the units of a line for which its outcome holds, the line's own first.

    Who is told beforehand is told of the lawyer letters that come next, of no others (R5.4).
    """
    own, others = outcome.contact.unit, outcome.others
    if outcome.contact.result in OF_ONE_UNIT:
        return (own,)
    if others and outcome.contact.result == ContactResult.TOLD:
        rungs = {unit: docket().cases[unit].step.rung for unit in others}
        others = tuple(
            u for u, rung in rungs.items() if rung and rung.document == Document.LAWYER_LETTER
        )
    return (own, *others)


def _spread(
    outcome: Outcome, every: Sequence[str], opened: Opened, docket: Callable[[], Docket]
) -> Iterator[Contact]:
    """Yield a contact for each unit; a promised amount is shared by what is owed."""
    contact = _with_channel(outcome, opened.ledger.units[outcome.contact.unit])
    if contact.promise_amount is None or len(every) == 1:
        yield from (replace(contact, unit=unit) for unit in every)
        return
    cases = docket().cases
    left: int = contact.promise_amount
    for unit in every:
        part = left if unit == every[-1] else min(left, cases[unit].arrears.owed)
        left -= part
        yield (
            replace(contact, unit=unit, promise_amount=Fen(part))
            if part
            else replace(contact, unit=unit, promise_amount=None, promise_date=None)
        )


def _listed(outcome: Outcome, opened: Opened, as_of: date) -> frozenset[str] | None:
    """Return the units (as keys) of the list that a line of texts speaks of; None: of none."""
    line = outcome.texts_of
    if line is None or line > as_of:
        return None
    return text_lists.about(opened, line, outcome.contact.date)


def _no_list(outcome: Outcome) -> Unreadable:
    what = say(
        "no list of messages beside the workbook can be the one that was sent on {day}",
        day=outcome.contact.date,
    )
    remedy = say(
        "Record the messages in {contacts_sheet} and clear the line; or write the list with"
        " {step}, and type the day once it is sent",
        contacts_sheet=sheet("contacts"),
        step=Step("texts"),
    )
    return Unreadable(what, remedy)


def _texts(outcome: Outcome, opened: Opened, as_of: date) -> Iterator[Contact]:
    """Yield a contact for each unit on the list of messages of a line, none twice."""
    contact = replace(outcome.contact, channel=outcome.contact.channel or Channel.SMS)
    given = _listed(outcome, opened, as_of) or ()
    for unit in opened.ledger.units:
        unit_contact = replace(contact, unit=unit)
        if unit_key(unit) in given and not _among(unit_contact, opened.ledger.contacts):
            yield unit_contact


def _among(contact: Contact, others: Iterable[Contact]) -> bool:
    keys = (contact.unit, contact.date, contact.channel)
    return any((other.unit, other.date, other.channel) == keys for other in others)


def moved(taken: Taken) -> Taken:
    """Return the same with the Problems where their rows are once 待办 is written: on top."""
    table = taken.opened.book.tables.get(WORKLIST.name)
    if table is None or not taken.left:
        return taken
    places = {
        f"{table.sheet}!{address(row, column)}": f"{table.sheet}!{address(new, column)}"
        for new, row in enumerate(taken.left, table.header_row + 1)
        for column in table.columns.values()
    }
    problems = _replaced(taken.opened.problems, places)
    return replace(taken, opened=replace(taken.opened, problems=problems))


def _replaced(problems: Sequence[Problem], places: dict[str, str]) -> tuple[Problem, ...]:
    return tuple(
        replace(problem, where=places.get(problem.where, problem.where)) for problem in problems
    )


def _with_channel(outcome: Outcome, unit: Unit) -> Contact:
    """Return the contact with how it was probably made: in person before a lawyer letter (R5.4)."""
    contact = outcome.contact
    if contact.channel:
        return contact
    kind = _KINDS.get(re.split("[、,]", outcome.task)[0], "")
    if kind not in CONTACT_KINDS:
        return contact
    in_person = kind == "heads_up" or not unit.phone
    return replace(contact, channel=Channel.VISIT if in_person else Channel.PHONE)


# The words of a task, in any language -> its kind.
_KINDS = {translator(lang)(words): kind for lang in languages() for kind, words in KINDS.items()}
