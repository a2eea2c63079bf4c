"""What clerks typed beside the tasks of 待办 becomes rows of 跟催, once. (R8.3)

The rows of 跟催 are added and the typed cells are taken out in one write, so
nothing is lost and nothing is counted twice; undo puts both back. What is typed
under 已发送 in a list of messages comes with them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cuifei.commands import text_lists
from cuifei.commands.opened import Opened
from cuifei.domain.keys import unit_key
from cuifei.domain.problems import Message, Problem, say_n
from cuifei.domain.records import Contact, Unit
from cuifei.domain.work.task import CONTACT_KINDS, KINDS
from cuifei.locale import SHORT, translator
from cuifei.ooxml.a1 import address
from cuifei.tables.layout import WORKLIST
from cuifei.tables.outcome_rows import FIELDS, Outcome, outcomes
from cuifei.tables.port import Change, Fill


@dataclass(frozen=True, slots=True)
class Taken:
    """A workbook with the outcomes of its tasks among the contacts.

    `changes` writes them; `left` are the sheet rows of 待办 that stay to be corrected. `sent` is
    what lists of messages say as well.
    """

    opened: Opened
    changes: tuple[Change, ...] = ()
    contacts: tuple[Contact, ...] = ()
    left: tuple[int, ...] = ()
    sent: tuple[Contact, ...] = ()

    @property
    def said(self) -> tuple[Message, ...]:
        """What became of the outcomes; nothing where nobody typed any."""
        said = []
        if self.contacts:
            said.append(
                say_n(
                    "{n} outcome from the worklist is now among the contacts.",
                    "{n} outcomes from the worklist are now among the contacts.",
                    len(self.contacts),
                )
            )
        if self.sent:
            said.append(
                say_n(
                    "{n} message that was sent is now among the contacts.",
                    "{n} messages that were sent are now among the contacts.",
                    len(self.sent),
                )
            )
        if self.left:
            said.append(
                say_n(
                    "{n} line of the worklist has to be corrected first; it stays as it is.",
                    "{n} lines of the worklist have to be corrected first; they stay as they are.",
                    len(self.left),
                )
            )
        return tuple(said)


def take(opened: Opened, as_of: date) -> Taken:
    """Return the workbook as it is once the outcomes typed in 待办 are contacts.

    A contact without a typed day is of `as_of`; one without a channel gets that of its task.
    """
    found = outcomes(opened.book, opened.ledger.units, as_of)
    opened = replace(opened, problems=(*opened.problems, *found.problems))
    contacts = tuple(
        contact
        for one in found.taken
        for contact in (_texts(one, opened) if one.texts_of else _spread(one, opened, as_of))
    )
    sent = tuple(c for c in text_lists.sent(opened, as_of) if not _among(c, contacts))
    added = (*contacts, *sent)
    if not added and not found.taken:
        return Taken(opened, left=found.left)
    changes: list[Change] = []
    if added:
        opened, append = opened.contacted(added)
        changes.append(append)
    if found.taken:
        columns = opened.book.tables[WORKLIST.name].columns
        blank = dict.fromkeys(name for name in FIELDS if name in columns)
        changes.append(Fill("worklist", {one.row: blank for one in found.taken}))
    return Taken(opened, tuple(changes), contacts, found.left, sent)


def _spread(outcome: Outcome, opened: Opened, as_of: date) -> Iterator[Contact]:
    """Yield a contact for each unit of the owner; a promised amount is shared by what is owed."""
    units = opened.ledger.units
    contact = _with_channel(outcome, units[outcome.contact.unit])
    every = (contact.unit, *outcome.others)
    if contact.promise_amount is None or not outcome.others:
        yield from (replace(contact, unit=unit) for unit in every)
        return
    cases, left = opened.docket(as_of).cases, contact.promise_amount
    for unit in every:
        part = left if unit == every[-1] else min(left, cases[unit].arrears.owed)
        left -= part
        yield (
            replace(contact, unit=unit, promise_amount=part)
            if part
            else replace(contact, unit=unit, promise_amount=None, promise_date=None)
        )


def _texts(outcome: Outcome, opened: Opened) -> Iterator[Contact]:
    """Yield a contact for each unit on the lists of messages of the line's day, none twice."""
    of = outcome.texts_of
    if of is None:
        return
    contact = replace(outcome.contact, channel=outcome.contact.channel or "sms")
    given = text_lists.given(opened.book.path, of)
    for unit in opened.ledger.units:
        one = replace(contact, unit=unit)
        if unit_key(unit) in given and not _among(one, opened.ledger.contacts):
            yield one


def _among(contact: Contact, them: Iterable[Contact]) -> bool:
    keys = (contact.unit, contact.date, contact.channel)
    return any((one.unit, one.date, one.channel) == keys for one in them)


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
    return tuple(replace(one, where=places.get(one.where, one.where)) for one in problems)


def _with_channel(outcome: Outcome, unit: Unit) -> Contact:
    """Return the contact with how it was probably made: in person before a lawyer letter (R5.4)."""
    contact = outcome.contact
    if contact.channel:
        return contact
    kind = _KINDS.get(re.split("[、,]", outcome.task)[0], "")
    if kind not in CONTACT_KINDS:
        return contact
    in_person = kind == "heads_up" or not unit.phone
    return replace(contact, channel="visit" if in_person else "phone")


# The words of a task, in any language -> its kind.
_KINDS = {translator(lang)(words): kind for lang in SHORT for kind, words in KINDS.items()}
