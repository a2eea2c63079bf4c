"""What came in, as a statement's file says? File to receipts, to lines left out, to Problems.

Files are CSV (UTF-8, GB18030), .xls, .xlsx and web pages named .xls; layouts
are those of banks (借方/贷方, one amount with a sign or a direction) and the
bills of WeChat and Alipay. Nothing is decided by a file's name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cuifei.domain.language import DEFAULT
from cuifei.domain.money import read_fen
from cuifei.domain.problems import CuifeiError, Message, Problem, Unreadable, listed, say
from cuifei.domain.receipts.receipts import Left, Receipt
from cuifei.files.source import Sheet, Source
from cuifei.locale import phrase
from cuifei.offices import people
from cuifei.statements import currency, file, words
from cuifei.statements.columns import SEARCHED, Head, heads
from cuifei.statements.ids import ids
from cuifei.statements.lines import Line, Lines, lines
from cuifei.statements.senses import sensed

_LOOK = say("Look at this line, and enter it by hand where it is not taken")


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as it was read. `repeated`: lines that stand in it twice, taken once."""

    name: str
    channel: str
    receipts: tuple[Receipt, ...] = ()
    left: tuple[Left, ...] = ()
    problems: tuple[Problem, ...] = ()
    repeated: int = 0


@dataclass(frozen=True, slots=True)
class _Table:
    """One table of a statement: its lines, and what stands above them."""

    name: str
    lines: Sequence[Line]
    problems: Sequence[Problem]
    account: str


def read(path: Path, lang: str = DEFAULT) -> Statement:
    """Return what a statement says. Raises CuifeiError where the file is none."""
    readings = ((way, list(_heads(way.source))) for way in file.readings(path))
    way, headed_sheets = next(((way, heads) for way, heads in readings if heads), (None, []))
    if way is None:
        raise CuifeiError(
            say("no statement is found in {name}", name=path.name),
            say(
                "A statement has a row of headings with a day ({days}), money ({money}) and who"
                " paid or what for ({who}). Download it from the bank, WeChat or Alipay, and do"
                " not change it",
                days=_known("date"),
                money=_known("credit", "amount"),
                who=_known("payer", "note", "serial"),
            ),
            path.name,
        )
    kind = _kind(path, headed_sheets)
    sheets = len({sheet.name for _, sheet, _ in headed_sheets})
    tables = [_table(path, source, sheet, top, sheets) for source, sheet, top in headed_sheets]
    line_problems = [
        Problem(f"{path.name}!{row}", message, _LOOK) for row, message in way.told.items()
    ]
    return _made(path, tables, phrase(words.CHANNELS[kind], lang), line_problems)


def _heads(source: Source) -> Iterator[tuple[Source, Sheet, Head]]:
    for sheet in source.sheets:
        for top in heads(sheet):
            yield source, sheet, top


def _known(*fields: str) -> "str | Message":
    return listed(words.FIELDS[name][0] for name in fields)


def _kind(path: Path, headed_sheets: Sequence[tuple[Source, Sheet, Head]]) -> str:
    """Return whose statement it is: wechat, alipay or bank, by what stands above its lines."""
    text = path.stem
    for _, sheet, top in headed_sheets:
        text += " ".join((sheet.name, *file.texts(sheet, 1, top.last)))
    if words.WECHAT.search(text):
        return "wechat"
    return "alipay" if words.ALIPAY.search(text) else "bank"


def _table(path: Path, source: Source, sheet: Sheet, top: Head, tables: int) -> _Table:
    name = path.name if tables == 1 else f"{path.name}/{sheet.name}"
    raw: Lines = lines(source, sheet, top, name)
    above = " ".join(
        " ".join(people.text_of(cell) for cell in row if cell is not None)
        for row in sheet.rows[: min(top.first - 1, SEARCHED)]
    )
    titles = f"{path.stem} {sheet.name} {above}"
    if foreign := currency.named(above):
        raise CuifeiError(
            say("the statement is in {currency}, and fees are in yuan", currency=foreign),
            say("Enter these receipts by hand, with what they came to in yuan"),
            name,
        )
    signed = sensed(raw.lines, top.words, titles, raw.unsigned, name)
    account = words.ACCOUNT.search(above)
    return _Table(name, signed, raw.problems, account[1] if account else "")


def _made(
    path: Path, tables: Sequence[_Table], channel: str, line_problems: Sequence[Problem]
) -> Statement:
    receipts: list[Receipt] = []
    left: list[Left] = []
    problems = [*line_problems]
    repeated = 0
    for table in tables:
        problems += table.problems
        for line, line_id in zip(table.lines, ids(table.lines, table.account), strict=True):
            try:
                item = _item(line, line_id, f"{table.name}!{line.row}", channel)
            except Unreadable as error:
                problems.append(Problem(f"{table.name}!{line.row}", error.what, error.remedy))
                continue
            if isinstance(item, Left):
                left.append(item)
            elif line_id:
                receipts.append(item)
            else:
                repeated += 1
    by_id = {receipt.id: receipt for receipt in receipts}
    repeated += len(receipts) - len(by_id)
    return Statement(
        path.name, channel, tuple(by_id.values()), tuple(left), tuple(problems), repeated
    )


def _item(line: Line, line_id: str, place: str, channel: str) -> Receipt | Left:
    """Return a line as a receipt, or as one that is left out and why."""
    amount = read_fen(line.money)[0]
    why = _left_out(line)
    if why is not None:
        sum_ = -read_fen(line.refund)[0] if line.refund and amount >= 0 else amount
        known = line_id if sum_ and line.way != "sum" else ""
        return Left(place, line.date, sum_, why, line.payer, known)
    if line.currency:
        message = say(
            "the line is in {currency}, not in yuan; it is left out", currency=line.currency
        )
        raise Unreadable(message, say("Enter it by hand, with what it came to in yuan"))
    return Receipt(
        line_id,
        line.date,
        amount,
        line.payer,
        line.note,
        channel,
        place,
        line.payer_account,
        line.time,
        _doubt(line),
    )


def _left_out(line: Line) -> Message | None:
    """Return why a line is no receipt, None where it may be one."""
    if line.way == "neutral":
        return say("neither income nor expense")
    if line.way == "sum":
        return say("a sum of other lines")
    if not (line.money or line.refund):
        return say("nothing came in")
    if words.FAILED.search(line.state):
        return say("not completed ({state})", state=line.state)
    partly = words.PARTLY.search(line.state)
    if (words.REFUNDED.search(line.state) and not partly) or line.refund >= line.money > 0:
        return say("refunded")
    if words.REFUNDED.search(line.kind) or line.money == 0:
        return say("a refund")
    if line.money < 0:
        return say("outgoing")
    notes = [part for part in re.split(r"[\s,;，；]+", line.note) if part]
    if notes and all(words.INTEREST.fullmatch(part) for part in notes):
        return say("interest")
    return None


def _doubt(line: Line) -> Message | None:
    """Return why nobody may take a receipt unseen."""
    if words.PARTLY.search(line.state) or line.refund:
        return say("a part of it was paid back")
    if line.state and not words.DONE.search(line.state):
        return say("its state “{state}” is not known", state=line.state)
    if words.AGENTS.search(line.payer):
        return say("it looks like a sum of WeChat, Alipay or card payments; take their own bill")
    if line.way == "unknown":
        return say("it is not sure that it came in")
    if words.UNDONE.search(f"{line.note} {line.kind}"):
        return say("the bank corrected an entry")
    if words.REFUNDED.search(line.note):
        return say("the note speaks of a refund")
    return None
