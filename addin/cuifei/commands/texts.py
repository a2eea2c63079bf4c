"""Text messages to owners, one for each, as a list to be sent one by one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from cuifei.commands import batch, text_lists
from cuifei.commands.lock import locked
from cuifei.commands.opened import Opened, ensure_company, open_book
from cuifei.commands.report import Data, Report
from cuifei.commands.select import Held
from cuifei.commands.sheets import walking_order
from cuifei.commands.store import Where
from cuifei.commands.text_lists import NAMES
from cuifei.domain import money
from cuifei.domain.addresses import pay_accounts
from cuifei.domain.keys import unit_key
from cuifei.domain.ladder.readiness import Blocker
from cuifei.domain.money import Fen
from cuifei.domain.problems import Message, Problem, say, say_n
from cuifei.domain.words import sheet
from cuifei.domain.work import text_length
from cuifei.domain.work import texts as messages
from cuifei.domain.work.texts import Text
from cuifei.letters import forbidden
from cuifei.letters.short_text import message, wechat
from cuifei.locale import Both, separated, translator
from cuifei.tables import list_file
from cuifei.tables.list_layout import TEXTS, heading


class Worded(NamedTuple):
    """A message, as it goes by text and as it goes in WeChat."""

    text: Text
    sms: str
    wechat: str


@dataclass(frozen=True, slots=True)
class TextRow:
    """A message to an owner, as `texts --json` says it."""

    units: Sequence[str]
    owner: str
    phone: str
    stage: str
    amount: Fen
    due: date
    text: str
    characters: int
    parts: int
    wechat: str


@dataclass(frozen=True, slots=True)
class Texts:
    """The messages of a day, who gets a copy, and who gets none; `recorded` were typed as sent."""

    as_of: date
    folder: Path | None
    texts: Sequence[TextRow]
    copies: Sequence[Data]
    recorded: int
    held: Sequence[Held]


_STAGES = Both(
    {
        "upcoming": "即将到期",
        "overdue": "已到期",
        "after_letter": "发函之后",
        "promise": "确认承诺",
    },
    {
        "upcoming": "Falls due",
        "overdue": "Overdue",
        "after_letter": "After a letter",
        "promise": "Promise confirmed",
    },
)


def texts(where: Where, as_of: date, *, now: datetime, dry_run: bool = False) -> Report[Texts]:
    """Write the list of messages that may be sent on `as_of`.

    What was typed under 已发送 in earlier lists becomes rows of 跟催 first. Who stands in a
    list of the day already gets no second message. Units that owe and get none are
    named with the reasons.
    """
    with locked(where, dry_run=dry_run):
        opened = open_book(where)
        ensure_company(opened.policy)
        contacts = text_lists.sent(opened, as_of)
        if contacts:
            opened, added = opened.contacted(contacts)
            opened.write((added,), command="texts", now=now, dry_run=dry_run)
        docket = opened.docket(as_of)
        to_send, held = _not_given(opened, as_of, *messages.texts(docket))
        lines, problems = _lines(opened, to_send, as_of)
        folder = None
        if lines:
            folder = batch.new_folder(opened.book.path, as_of, NAMES[opened.book.lang])
        if folder and not dry_run:
            _write(opened, folder, lines)
    everything = (*opened.problems, *problems)
    copies = [
        {"units": line.text.units, "payer": unit.payer, "phone": unit.payer_phone}
        for line in lines
        if (unit := line.text.copy_to)
    ]
    rows = [_row(line) for line in lines]
    result = Texts(as_of, folder, rows, copies, len(contacts), held)
    return Report(result, everything, _sentences(folder, lines, len(held), len(contacts)))


def _not_given(
    opened: Opened,
    as_of: date,
    to_send: Sequence[Text],
    held: Iterable[tuple[str, tuple[Blocker, ...]]],
) -> tuple[list[Text], list[Held]]:
    """Leave out whom a list of the day names already."""
    given = text_lists.given(opened, as_of)
    new = [text for text in to_send if not any(unit_key(unit) in given for unit in text.units)]
    reason = Blocker("on_list", as_of, say("a list of today has a message for the owner already"))
    old = (unit for text in to_send if text not in new for unit in text.units)
    return new, [*(Held(*each) for each in held), *(Held(unit, (reason,)) for unit in old)]


def _sentences(
    folder: Path | None, lines: Sequence[Worded], held: int, recorded: int
) -> tuple[Message, ...]:
    sentence = say_n(
        "{n} message typed as sent is now in {contacts_sheet}.",
        "{n} messages typed as sent are now in {contacts_sheet}.",
        recorded,
        contacts_sheet=sheet("contacts"),
    )
    return (
        *((sentence,) if recorded else ()),
        *(_given(folder, lines) if folder else (say("Nobody is to be texted today."),)),
        say_n("{n} unit gets none today.", "{n} units get none today.", held),
    )


def _given(folder: Path, lines: Sequence[Worded]) -> Iterator[Message]:
    """Yield what a new list holds, and what to do with it."""
    yield say_n(
        "{n} message to send, one by one, in {folder}. Type yes under “Sent” for what was"
        " sent; the next run records it in {contacts_sheet}.",
        "{n} messages to send, one by one, in {folder}. Type yes under “Sent” for what was"
        " sent; the next run records it in {contacts_sheet}.",
        len(lines),
        folder=str(folder),
        contacts_sheet=sheet("contacts"),
    )
    yield say_n(
        "The telephone company counts {n} message: over 70 characters, each part holds 67.",
        "The telephone company counts {n} messages: over 70 characters, each part holds 67.",
        sum(text_length.parts(line.sms) for line in lines),
    )
    yield say(
        "The last column is for WeChat: to the owner alone, never in a group; then type WeChat"
        " under “Sent”."
    )


def _lines(
    opened: Opened, to_send: Sequence[Text], as_of: date
) -> tuple[list[Worded], list[Problem]]:
    lines, problems = [], []
    for text in sorted(to_send, key=lambda text: walking_order(text.cases[0])):
        accounts = pay_accounts(opened.ledger.accounts, text.cases[0].unit.community)
        facts = text, accounts[0], opened.policy
        line = Worded(text, message(*facts), wechat(*facts))
        wrong = [
            bad
            for wording in line[1:]
            for bad in forbidden.found(wording.replace(accounts[0].number, ""), as_of)
        ]
        if wrong:
            words, entry = wrong[0]
            what = say("the message says “{words}”: {why}", words=words, why=entry.why)
            remedy = say("Take it out of the cell that it comes from")
            problems.append(Problem(text.units[0], what, remedy))
        else:
            lines.append(line)
    return lines, problems


def _row(line: Worded) -> TextRow:
    text = line.text
    unit = text.cases[0].unit
    return TextRow(
        units=text.units,
        owner=unit.owner,
        phone=unit.phone,
        stage=text.stage,
        amount=Fen(text.amount),
        due=text.due,
        text=line.sms,
        characters=text_length.characters(line.sms),
        parts=text_length.parts(line.sms),
        wechat=line.wechat,
    )


def _write(opened: Opened, folder: Path, lines: Sequence[Worded]) -> None:
    lang = opened.book.lang
    header = [heading(TEXTS, field, lang) for field in TEXTS]
    listed = []
    for text, sms, in_wechat in lines:
        unit = text.cases[0].unit
        cells = {
            "phone": unit.phone,
            "owner": unit.owner,
            "units": separated(text.units, lang),
            "amount": money.text(text.amount),
            "due": text.due.isoformat(),
            "stage": _STAGES[lang][text.stage],
            "text": sms,
            "sent": "",
            "characters": str(text_length.characters(sms)),
            "parts": str(text_length.parts(sms)),
            "wechat": in_wechat,
        }
        listed.append({heading(TEXTS, field, lang): value for field, value in cells.items()})
    folder.mkdir(parents=True)
    name = opened.book.path.name
    list_file.write_xlsx(folder / f"{NAMES[lang]}.xlsx", NAMES[lang], header, listed, name)
    list_file.write_csv(folder / f"{NAMES[lang]}.csv", header, listed)
    _write_copies(folder, lines, lang)


_COPIES = say("Copies to payers")


def _write_copies(folder: Path, lines: Sequence[Worded], lang: str) -> None:
    """Write whom an owner lets have a copy (付款人), in a list of their own: nothing comes back."""
    columns = {field: TEXTS[field] for field in ("phone", "owner", "units", "text")}
    listed = [
        {
            "phone": unit.payer_phone,
            "owner": unit.payer,
            "units": separated(line.text.units, lang),
            "text": line.sms,
        }
        for line in lines
        if (unit := line.text.copy_to)
    ]
    if listed:
        name = translator(lang)(_COPIES)
        list_file.write_fields(folder / f"{name}.xlsx", name, columns, listed, lang)
