"""What stands in one cell of the file, and how is a value written into it?

A cell's bytes are `<c r="D7" s="3" t="…">…</c>`. Text is written in place
(inlineStr), so that the shared strings stay as they are, and so that a text
that starts with = + - @ is text and no formula.
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias, final

from cuifei.domain.problems import CuifeiError, say
from cuifei.ooxml import escapes
from cuifei.ooxml.sheet_xml import Malformed
from cuifei.ooxml.values import Cell, Link, RowLink

LONGEST_TEXT = 32_767
_LONGEST_LITERAL = 240  # of a text inside a formula; Excel takes 255, quotes may double
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)

_PARTS = re.compile(rb'<c r="([A-Z]+\d+)"([^<>]*?)(?:/>|>(.*)</c>)', re.S)
_TYPE = re.compile(rb'\st="(\w+)"')
_STYLE = re.compile(rb'\ss="(\d+)"')
_FORMULA = re.compile(rb"<f((?:\s[^<>]*?)?)(?:/>|>(.*?)</f>)", re.S)
_VALUE = re.compile(rb"<v(?:\s[^<>]*)?>(.*?)</v>", re.S)
_PHONETIC = re.compile(rb"<rPh\b.*?</rPh>", re.S)
_TEXT = re.compile(rb"<t(?:\s[^<>]*)?>(.*?)</t>", re.S)
# How nearly every text and number is stored; told apart without a pattern.
_NUMBER_END = b"</v></c>"
_START, _SHORT = b'<c r="', 160  # longer texts are hardly ever twice the same
_TEXT_START, _TEXT_END = b' t="inlineStr"><is><t>', b"</t></is></c>"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its "=". `shared`: the number of its group; `ref`: the cells it fills.

    `shown` is the text that it gives, where we know that before any program computes it.
    """

    text: str
    kind: str = ""
    shared: str = ""
    ref: str = ""
    shown: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Fault:
    """An error value, such as #N/A."""

    text: str


Content: TypeAlias = "str | Decimal | bool | Formula | Fault | None"
Value: TypeAlias = "Cell | Link | RowLink | Formula | Fault"


def style(raw: bytes) -> int:
    """Return the number of a cell's style; 0 is the default."""
    place = raw.find(b'"', len(_START))
    return _known_style(raw[place : raw.index(b">", place)])


@lru_cache(maxsize=1 << 12)
def _known_style(attributes: bytes) -> int:
    match = _STYLE.search(attributes)
    return int(match[1]) if match else 0


def has_formula(raw: bytes) -> bool:
    """Return whether the cell computes its value."""
    return b"<f" in raw and _FORMULA.search(raw) is not None


def content(raw: bytes | None, string: Callable[[int], str]) -> Content:
    """Return what a cell holds; `string` gives the shared string of a number. Raises Malformed."""
    if raw is None or raw[-2:] == b"/>":
        return None
    try:
        # A book holds the same words and numbers again and again, each time in another place.
        place = raw.find(b'"', len(_START))
        held = _known(raw[place:]) if len(raw) < _SHORT and raw.startswith(_START) else _held(raw)
        return (string(held) or None) if type(held) is _SharedText else held
    except (ValueError, ArithmeticError, LookupError) as error:
        raise Malformed(raw[:40].decode("utf-8", "replace")) from error


@final
class _SharedText(int):
    """The number of a shared string, which only the workbook itself can tell."""


@lru_cache(maxsize=1 << 14)
def _known(placeless: bytes) -> "Content | _SharedText":
    """Return what a cell holds whose bytes after its column and row are these."""
    return _held(_START + b"A1" + placeless)


def _held(raw: bytes) -> "Content | _SharedText":
    if raw.endswith(_TEXT_END) and (start := raw.find(_TEXT_START)) > 0:
        return _unescaped(raw[start + len(_TEXT_START) : -len(_TEXT_END)]) or None
    if raw.endswith(_NUMBER_END) and b"<f" not in raw and b" t=" not in raw:
        return Decimal(raw[raw.rindex(b">", 0, -len(_NUMBER_END)) + 1 : -len(_NUMBER_END)].decode())
    return _content(raw)


def _content(raw: bytes) -> "Content | _SharedText":
    match = _PARTS.fullmatch(raw)
    if match is None or match[3] is None:
        return None
    if formula := _FORMULA.search(match[3]):
        return _formula(formula)
    kind = found_type[1] if (found_type := _TYPE.search(match[2])) else b"n"
    if kind == b"inlineStr":
        parts = _TEXT.findall(_PHONETIC.sub(b"", match[3]))
        return _unescaped(b"".join(parts)) or None
    value = _VALUE.search(match[3])
    if value is None or not value[1]:
        return None
    if kind == b"s":
        return _SharedText(value[1])
    if kind == b"b":
        return value[1].strip() in (b"1", b"true")
    if kind == b"e":
        return Fault(value[1].decode())
    return Decimal(value[1].decode().strip()) if kind == b"n" else _unescaped(value[1])


def _formula(match: re.Match[bytes]) -> Formula:
    attributes = {
        name.decode(): html.unescape(value.decode())
        for name, value in re.findall(rb'([\w:]+)="([^"]*)"', match[1])
    }
    return Formula(
        html.unescape((match[2] or b"").decode()),
        attributes.get("t", ""),
        attributes.get("si", ""),
        attributes.get("ref", ""),
    )


def _unescaped(raw: bytes) -> str:
    return escapes.resolved(html.unescape(raw.decode()))


def stored(value: Value, date1904: bool) -> Content:
    """Return what a value is in the file: a day is a number of days there, a link a formula.

    >>> stored(date(2026, 3, 31), False), stored("", False)
    (Decimal('46112'), None)
    """
    if isinstance(value, str):
        return clean(value) or None
    if value is None or isinstance(value, (Decimal, bool, Formula, Fault)):
        return value
    if isinstance(value, (Link, RowLink)):
        return linked(value)
    if isinstance(value, date):
        return _serial(value, date1904)
    return Decimal(repr(value))


def linked(link: Link | RowLink) -> Formula | str:
    """Return the formula of a link; its bare text where Excel would not take the formula.

    >>> print(linked(Link("PT-1", "文书/a.docx")).text)
    HYPERLINK("文书/a.docx","PT-1")
    >>> print(linked(RowLink("欠费", "欠费", "A", "3-2")).text)
    HYPERLINK("#'欠费'!A"&IFERROR(MATCH("3-2",欠费!$A:$A,0),1),"欠费")
    """
    texts: tuple[str, ...]
    if isinstance(link, Link):
        # A "#" would begin a place inside of the file.
        target = link.file.replace("%", "%25").replace("#", "%23")
        texts, formula = (target, link.text), f"{_quoted(target)},{_quoted(link.text)}"
    else:
        sheet = "'" + link.sheet.replace("'", "''") + "'"
        key = re.sub(r"([~*?])", r"~\1", link.key)
        # Programs take quotes away that a name does not need; then it would never be the same.
        place = link.sheet if link.sheet.isalpha() and len(link.sheet.encode()) > 3 else sheet
        row = f"IFERROR(MATCH({_quoted(key)},{place}!${link.letter}:${link.letter},0),1)"
        texts = key, link.text, sheet
        formula = f"{_quoted(f'#{sheet}!{link.letter}')}&{row},{_quoted(link.text)}"
    if max(map(len, texts)) > _LONGEST_LITERAL:
        return link.text
    return Formula(f"HYPERLINK({formula})", shown=link.text)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _serial(day: date, date1904: bool) -> Decimal:
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
    past = moment - (_EPOCH_1904 if date1904 else _EPOCH)
    seconds = past // timedelta(seconds=1) - past.days * 86_400
    return Decimal(past.days) + (Decimal(seconds) / 86_400 if seconds else 0)


def clean(text: str) -> str:
    """Return text without the characters that XML cannot hold, and with plain line breaks."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = escapes.ILLEGAL.sub("", text)
    if len(text) > LONGEST_TEXT:
        raise CuifeiError(
            say("the text “{start}…” is too long for one cell", start=text[:20]),
            say("Shorten it to at most {n} characters", n=LONGEST_TEXT),
        )
    return text


def same(old: Content, new: Content) -> bool:
    """Return whether two contents are equal; numbers are what a binary float keeps of them."""
    if isinstance(old, Decimal) and isinstance(new, Decimal):
        return float(old) == float(new)
    return type(old) is type(new) and old == new


def written(reference: str, style_number: int, value: Content) -> bytes:
    """Return a whole cell.

    >>> written("D7", 3, "=1+1")
    b'<c r="D7" s="3" t="inlineStr"><is><t>=1+1</t></is></c>'
    """
    start = f'<c r="{reference}" s="{style_number}"' if style_number else f'<c r="{reference}"'
    if isinstance(value, Decimal):
        return f"{start}><v>{value!s}</v></c>".encode()
    if isinstance(value, str):
        return start.encode() + (_inline if len(value) < _SHORT else _inline.__wrapped__)(value)
    if value is None:
        return f"{start}/>".encode()
    if isinstance(value, bool):
        return f'{start} t="b"><v>{value:d}</v></c>'.encode()
    if isinstance(value, Fault):
        return f'{start} t="e"><v>{_escaped(value.text)}</v></c>'.encode()
    formula = f"<f>{_escaped(value.text)}</f>"
    if value.shown:
        return f'{start} t="str">{formula}<v>{_text(value.shown)}</v></c>'.encode()
    return f"{start}>{formula}</c>".encode()


@lru_cache(maxsize=1 << 12)
def _inline(text: str) -> bytes:
    """Return what follows the place and the style of a cell that holds a text."""
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f' t="inlineStr"><is><t{space}>{_text(text)}</t></is></c>'.encode()


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


def _text(text: str) -> str:
    return _escaped(escapes.spelt(text))


def translated(formula: str, origin: str, target: str) -> str:
    """Return a formula as it reads in another cell: its relative references move along.

    >>> translated("E5*2", "F5", "F3")
    'E3*2'
    """
    # Imported here: it brings all of openpyxl along, and most runs move no formula.
    from openpyxl.formula.translate import Translator

    return str(Translator(f"={formula}", origin=origin).translate_formula(target))[1:]


def moved(raw: bytes, target: str, formula: Callable[[Formula, str], str]) -> bytes:
    """Return the cell for another place, with its style, its value and its formula.

    `formula` gives the text of a formula that stood in the cell of that name.
    """
    match = _PARTS.fullmatch(raw)
    if match is None:
        raise ValueError(f"not a cell: {raw[:40]!r}")
    start = b'<c r="' + target.encode() + b'"' + match[2]
    if match[3] is None:
        return start + b"/>"
    body = match[3]
    if node := _FORMULA.search(body):
        origin = match[1].decode()
        source = _formula(node)
        text = _escaped(translated(formula(source, origin), origin, target)).encode()
        array = b' t="array" ref="%b"' % target.encode() if source.kind == "array" else b""
        body = body[: node.start()] + b"<f" + array + b">" + text + b"</f>" + body[node.end() :]
    return start + b">" + body + b"</c>"


def respelled(raw: bytes, text: str) -> bytes:
    """Return the cell with the formula `text` in place of the one it shared with others."""
    formula = b"<f>" + _escaped(text).encode() + b"</f>"
    return _FORMULA.sub(lambda _: formula, raw, count=1)
