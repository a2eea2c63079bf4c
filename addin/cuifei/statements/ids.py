"""How is a line of a statement known again? By the bank's serial number, else by what it says."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from cuifei.domain.receipts.taking import RECKONED
from cuifei.statements.lines import Line

# A shorter serial number begins again with every day.
_LONG = 10
_FIGURES = 12


def ids(lines: Sequence[Line], account: str) -> list[str]:
    """Return the id of each line, "" for one that stands there a second time.

    A serial number that two different lines share (a payment and its refund, a
    payment in two legs) is none; those are known by account, day, time, amount,
    payer, note, and by how many the same were before.
    """
    shared = _shared(line for line in lines if line.money > 0)
    counts: Counter[str] = Counter()
    out = []
    for line in lines:
        serial = _own(line)
        if serial and (line.money <= 0 or serial not in shared):
            serial_and_money = f"{serial} {line.money}"
            out.append("" if counts[serial_and_money] else serial)
            counts[serial_and_money] += 1
            continue
        content = _content(line, account)
        out.append(RECKONED + _digest(f"{content}|{counts[content]}"))
        counts[content] += 1
    return out


def _shared(lines: Iterable[Line]) -> set[str]:
    """Return the serial numbers of lines that differ."""
    first: dict[str, str] = {}
    return {
        serial
        for line in lines
        if (serial := _own(line))
        and first.setdefault(serial, _content(line, "")) != _content(line, "")
    }


def _own(line: Line) -> str:
    """Return the bank's own number of a line, with its day where it is short; "" for none."""
    if not line.serial or len(line.serial) >= _LONG:
        return line.serial
    return f"{line.date:%Y%m%d}-{line.serial}"


def _content(line: Line, account: str) -> str:
    fields = (account, line.date.isoformat(), line.time, f"{line.money:.2f}")
    return "|".join((*fields, line.payer, line.note))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_FIGURES].upper()
