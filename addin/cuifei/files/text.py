"""What does a text file hold? Its characters, its lines, its records; every line ends in one.

Exports come in UTF-8, GB18030 and UTF-16, with any line ends, and now and then with a quotation
mark that has no pair. Such a mark must not swallow the lines below it: what a line looks like by
itself decides whether it is a record of its own or the rest of a note. What cannot be read is
told by its line, and never left out without a word.
"""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from cuifei.domain.problems import Message, say

# Excel holds no longer text in a cell, and no more cells in a row.
LONGEST_CELL, MOST_CELLS = 32_767, 16_384
_UNREAD = "\ufffd"
_FEW = 100  # one character in so many may be cut in two by a program that counts bytes
_WIDE = {b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32"}
_WIDE |= {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_BREAK = re.compile("\r\n|\r|\n")
_AMOUNT = re.compile(r"[-+¥￥\d,.\s元]+")
_LOOKAHEAD = 60
# A line whose quotation marks are all in pairs around cells.
_CELL = '(?:"(?:[^"]|"")*"|[^"{0}]*)'
_SOUND = {
    mark: re.compile(f"{_CELL}(?:{re.escape(mark)}{_CELL})*".replace("{0}", re.escape(mark)))
    for mark in ",\t;|"
}


@dataclass(frozen=True, slots=True)
class Records:
    """The cells of each line (a record of several lines stands in its first), and what is told."""

    rows: list[list[str]] = field(default_factory=list)
    told: dict[int, Message] = field(default_factory=dict)


def decoded(data: bytes) -> str:
    """Return the text of a file, "" where it is none.

    >>> decoded("房号".encode("utf-16")), decoded("房号,业主".encode("utf-16-le"))
    ('房号', '房号,业主')
    >>> decoded("房号".encode("gb18030")), decoded("房号,\\u4e1a主".encode("gb18030")[:-1] + b",1")
    ('房号', '房号,业\ufffd,1')
    """
    for encoding in _encodings(data):
        try:
            return data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    candidates = (data.decode(encoding, "replace") for encoding in ("utf-8-sig", "gb18030"))
    best = min(candidates, key=lambda text: text.count(_UNREAD))
    return best if best.count(_UNREAD) * _FEW <= max(len(best), _FEW) else ""


def _encodings(data: bytes) -> Sequence[str]:
    for mark, name in _WIDE.items():
        if data.startswith(mark):
            return (name,)
    first, second = data[:4000:2].count(0), data[1:4000:2].count(0)
    half = min(len(data), 4000) // 2
    if half and max(first, second) * 10 > half and min(first, second) * 10 < max(first, second):
        return ("utf-16-le" if second > first else "utf-16-be",)
    return ("utf-8-sig", "gb18030")


def delimiter(text: str) -> str:
    """Return what stands between the cells of a text: a comma, a tab or a semicolon."""
    first = "\n".join(_BREAK.split(text[:100_000])[:20])
    return max(",\t;", key=first.count)


def records(text: str, mark: str) -> Records:
    """Return the records of a text whose cells are parted by `mark`."""
    lines = _lines(text, mark)
    widths = [_width(line, mark) for line in lines]
    usual = _usual(widths)
    widest = _widest(widths, usual)
    out = Records()
    index = 0
    while index < len(lines):
        row, after, message = _record(lines, widths, index, mark, usual)
        if len(row) > widest and any(cell.strip() for cell in row[widest:]):
            message = message or say("the line has more cells than the lines above it")
            row = []
        if message:
            out.told[index + 1] = message
        out.rows.extend([row, *([] for _ in range(after - index - 1))])
        index = after
    return out


def _lines(text: str, mark: str) -> list[str]:
    """Return the lines, whatever ends them; a break inside of a note is a blank."""
    pairs = text.count("\r\n")
    counts = {"\r\n": pairs, "\n": text.count("\n") - pairs, "\r": text.count("\r") - pairs}
    end = max(counts, key=lambda ending: counts[ending])
    parts = text.split(end)
    if len(parts) > 1 and not parts[-1]:
        parts.pop()
    if not any(n for ending, n in counts.items() if ending != end):
        return parts
    usual = _usual([_width(part, mark) for part in parts if not _BREAK.search(part)])
    out: list[str] = []
    for part in parts:
        pieces = _BREAK.split(part)
        joined = " ".join(pieces)
        is_one_line = len(pieces) > 1 and _width(joined, mark) == usual
        out += (
            [joined] if is_one_line and all(_width(p, mark) < usual for p in pieces[1:]) else pieces
        )
    return out


def _cells(line: str, mark: str) -> list[str]:
    """Return the cells of one line. Raises csv.Error where one is too long, or too many are."""
    if len(line) > MOST_CELLS and line.count(mark) >= MOST_CELLS:
        raise csv.Error("too many cells")
    if '"' not in line:
        return line.split(mark)
    return next(csv.reader([line], delimiter=mark), [])


def _width(line: str, mark: str) -> int:
    try:
        return len(_cells(line, mark))
    except csv.Error:
        return 0


def _usual(widths: Sequence[int]) -> int:
    """Return how many cells most lines have."""
    counted = Counter(width for width in widths if width > 1)
    return max(counted, key=lambda width: (counted[width], width), default=0)


def _widest(widths: Sequence[int], usual: int) -> int:
    """Return how many cells a line may have: as many as most, or as the header above them."""
    first = widths.index(usual) if usual in widths else len(widths)
    return max((usual, *widths[:first]))


def _record(
    lines: Sequence[str], widths: Sequence[int], index: int, mark: str, usual: int
) -> tuple[list[str], int, Message | None]:
    """Return the record that begins on a line, the line behind it, and what is to be told."""
    line = lines[index]
    if "\0" in line:
        bare = line.replace("\0", "").strip()
        message = say("the line is damaged: it holds bytes that are no text") if bare else None
        return [], index + 1, message
    if len(line) > MOST_CELLS and _too_long(line, mark):
        return [], index + 1, say("a cell is longer than {n} characters", n=LONGEST_CELL)
    if '"' not in line:
        return line.split(mark), index + 1, None
    if _open_quote(line, mark) < 0:
        row, plain = _cells(line, mark), line.split(mark)
        if len(row) < usual == len(plain) and any(_swallows(cell, mark) for cell in row):
            return plain, index + 1, _stray()
        return row, index + 1, None
    for after in range(index + 1, min(index + _LOOKAHEAD, len(lines))):
        if widths[after] >= usual:
            break
        joined = "\n".join(lines[index : after + 1])
        if _open_quote(joined, mark) < 0:
            row = next(csv.reader(re.findall("[^\n]*\n?", joined), delimiter=mark), [])
            if len(row) == usual and max(map(len, row)) <= LONGEST_CELL:
                return row, after + 1, None
            break
    while (quote := _open_quote(line, mark)) >= 0:
        line = line[:quote] + line[quote + 1 :]
    return _cells(line, mark), index + 1, _stray()


def _swallows(cell: str, mark: str) -> bool:
    """Return whether a cell holds what may be several cells: 3,069.22 is one amount."""
    return cell.count(mark) > 1 and not _AMOUNT.fullmatch(cell.strip())


def _stray() -> Message:
    return say("a quotation mark has no pair in this line; the line is read without it")


def _too_long(line: str, mark: str) -> bool:
    try:
        return any(len(cell) > LONGEST_CELL for cell in _cells(line, mark))
    except csv.Error:
        return True


def _open_quote(text: str, mark: str) -> int:
    """Return where the quotation mark stands that opens a cell and is not closed; -1 for none.

    >>> _open_quote('1,"a,b",c', ","), _open_quote('1,"a""b,c', ","), _open_quote('1,a"b', ",")
    (-1, 2, -1)
    """
    if _SOUND[mark].fullmatch(text):
        return -1
    offset = 0
    while '"' in text:
        if text.startswith('"', offset):
            start = offset
            offset += 1
            while (offset := text.find('"', offset)) >= 0 and text.startswith('"', offset + 1):
                offset += 2
            if offset < 0:
                return start
        offset = text.find(mark, offset)
        if offset < 0:
            break
        offset += 1
    return -1
