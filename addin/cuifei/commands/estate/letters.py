"""Which letters has the demo estate sent so far? Its register (发函), as of a day."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cuifei.commands.estate.books import Books, workday_after, workday_before
from cuifei.commands.estate.cast import Role
from cuifei.domain.codes import Blank, Delivery, Document, LetterResult, LetterState
from cuifei.domain.money import Fen
from cuifei.domain.records import Letter
from cuifei.tables.presets import LAST_DATE_DAYS

COLLECTION, LAWYER = Document.COLLECTION_LETTER, Document.LAWYER_LETTER


@dataclass(frozen=True, slots=True)
class Sent:
    """One letter of a tale: which rung, `days` from the tale's anchor, and how far it got."""

    document: Document
    level: int
    days: int
    state: LetterState = LetterState.SERVED
    delivery: Delivery | Blank = Delivery.EXPRESS
    note: str = ""


# Days before the as-of date.
_PENDING: Mapping[str, tuple[Sent, ...]] = {
    "live": (
        Sent(COLLECTION, 1, 118, delivery=Delivery.HAND),
        Sent(COLLECTION, 2, 62),
        Sent(LAWYER, 3, 7, note="虚构的律师事务所，仅供演示"),
    ),
    "one_letter": (Sent(COLLECTION, 1, 33),),
    "sent": (Sent(COLLECTION, 1, 6, LetterState.SENT),),
    "returned": (Sent(COLLECTION, 1, 38, LetterState.RETURNED, note="收件地址无人，邮件退回"),),
    "stale": (Sent(COLLECTION, 1, 24, LetterState.MADE, ""),),
    "voided": (Sent(COLLECTION, 1, 41, LetterState.VOIDED, "", "称呼写错，盖章前发现，作废重做"),),
}
# Days after the oldest unpaid charge fell due.
_PAST: Mapping[str, tuple[Sent, ...]] = {
    "cured": (Sent(COLLECTION, 1, 100, delivery=Delivery.HAND),),
    "cured_by_lawyer": (
        Sent(COLLECTION, 1, 100, delivery=Delivery.HAND),
        Sent(COLLECTION, 2, 150),
        Sent(LAWYER, 3, 184, note="虚构的律师事务所，仅供演示"),
    ),
}
# Notices to shops: months after the oldest unpaid charge's month, day of the month (R2.2).
_NOTICES: tuple[tuple[Document, int, int], ...] = (
    (Document.PAYMENT_NOTICE, 0, 12),
    (Document.REMINDER_NOTICE, 0, 25),
    (Document.REMINDER_NOTICE, 1, 5),
)


def letters(roles: Mapping[str, Role], books: Books, as_of: date) -> tuple[Letter, ...]:
    """Return the register, numbered in order of date within each year."""
    written: list[Letter] = []
    waiting = 0
    for unit, role in roles.items():
        if role.tale == "qualified":
            written += _two_letters(unit, waiting, as_of)
            waiting += 1
        elif role.tale.startswith("notices_"):
            written += _notices(unit, books.due(unit, role.months), int(role.tale[-1]))
        elif role.tale in _PAST:
            due = books.due(unit, role.months)
            for sent in _PAST[role.tale]:
                written.append(_letter(unit, sent, workday_before(due, -sent.days)))
        for sent in _PENDING.get(role.tale, ()):
            written.append(_letter(unit, sent, workday_before(as_of, sent.days)))
    return tuple(_numbered(written, books))


def _two_letters(unit: str, place: int, as_of: date) -> Iterator[Letter]:
    """Two collection letters, far enough apart; who comes later in the list got them earlier."""
    second = LetterState.REFUSED if place == 2 else LetterState.SERVED
    by_hand = Delivery.HAND if place % 3 == 0 else Delivery.EXPRESS
    both = (
        Sent(COLLECTION, 1, 112 + 4 * place, delivery=by_hand),
        Sent(COLLECTION, 2, 45 + 3 * place, second),
    )
    return (_letter(unit, sent, workday_before(as_of, sent.days)) for sent in both)


def _notices(unit: str, due: date, count: int) -> Iterator[Letter]:
    for level, (document, months, day) in enumerate(_NOTICES[:count], 1):
        month = (due.replace(day=1) + timedelta(32 * months)).replace(day=day)
        yield _letter(unit, Sent(document, level, 0, delivery=Delivery.HAND), workday_after(month))


def _letter(unit: str, sent: Sent, day: date) -> Letter:
    """Return a letter of that day with the dates that its state has reached."""
    letter = Letter(
        number="",
        document=sent.document,
        unit=unit,
        date=day,
        as_of=day,
        last_date=day + timedelta(LAST_DATE_DAYS[sent.document]),
        state=sent.state,
        level=sent.level,
        note=sent.note,
    )
    if sent.state in (LetterState.MADE, LetterState.VOIDED):
        return letter
    went = workday_after(day, 1)
    approved = "示例律师（虚构）" if sent.document == LAWYER else ""
    letter = replace(letter, sent=went, delivery=sent.delivery, approved_by=approved)
    if sent.state in (LetterState.SERVED, LetterState.REFUSED):
        arrived = went if sent.delivery == Delivery.HAND else workday_after(went, 1)
        letter = replace(letter, served=arrived)
    return letter


def _numbered(written: Iterable[Letter], books: Books) -> Iterator[Letter]:
    """Give numbers, waybills, amounts, and the result of lawyer letters that were paid."""
    counted: dict[int, int] = {}
    for letter in sorted(written, key=lambda letter: (letter.date, letter.unit)):
        year = letter.date.year
        number = counted[year] = counted.get(year, 0) + 1
        owing = books.account(letter.unit, letter.date)
        waybill = f"样例EMS{year}{number:05d}" if letter.delivery == Delivery.EXPRESS else ""
        settled = letter.document == LAWYER and letter.last_date is not None
        paid = settled and not _owed_before(books, letter)
        yield replace(
            letter,
            number=f"催函〔{year}〕{number:04d}号",
            amount=Fen(owing.owed + owing.late_fee),
            waybill=waybill,
            result=LetterResult.PAID if paid else "",
        )


def _owed_before(books: Books, letter: Letter) -> bool:
    """Return whether anything that the letter demanded is still open on its last date."""
    assert letter.last_date is not None
    later = books.account(letter.unit, letter.last_date)
    return any(line.charge.due < letter.date for line in later.lines)
