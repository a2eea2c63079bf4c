"""What was understood of a workbook, as rows of the sheet 映射: key, value. Read and written.

The same two columns are what `--map FILE` holds, one `key = value` on a line
(or JSON), so whoever answers a question copies its key and types a value.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from cuifei.domain.problems import CuifeiError, Step, say
from cuifei.domain.words import sheet
from cuifei.locale import phrase, phrases
from cuifei.offices.terms import TERMS
from cuifei.offices.words import FIELDS, ROLES
from cuifei.ooxml.a1 import column_letters, column_number
from cuifei.tables.cells import normal

Answers = Mapping[str, str]
OURS = ("unpaid", "months", "bucket", "late_fee")


@dataclass(frozen=True, slots=True)
class Amount:
    """A column of money: what it says, of which fee item and period ("" where cells say it)."""

    column: int
    role: str
    item: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class BlockMap:
    """One block as it is read. Rows and columns are those of the sheet (1-based).

    `kind`: charges, units, payments, former (of an earlier file) or ignored. `headers`:
    the fingerprint. `reads`: column -> order of its dates or style of its numbers. `facts`:
    what stands in no column (building, period, due …). `ours`: our first column.
    """

    number: int
    sheet: str
    first: int
    last: int
    left: int
    right: int
    kind: str
    headers: tuple[str, ...]
    columns: Mapping[str, int] = field(default_factory=dict)
    amounts: tuple[Amount, ...] = ()
    reads: Mapping[int, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    ours: int = 0

    def moved(self, down: int) -> "BlockMap":
        """Return the block `down` rows further down."""
        return replace(self, first=self.first + down, last=self.last + down)


@dataclass(frozen=True, slots=True)
class BookMap:
    """All blocks of a workbook, the sheets that were looked at, and whether it was accepted.

    Of a copy (.csv, .xls …): `origins` are (name, SHA-256) of the files taken over, the latest
    last; `follow`: whether a later file takes the place of the earlier one or adds to it;
    `netted`: the day up to which the file's unpaid amounts know what stands in our own 收款.
    `succeed`: "separate" where somebody said that it carries no earlier workbook on.
    """

    blocks: tuple[BlockMap, ...]
    sheets: tuple[str, ...]
    accepted: bool = False
    origins: tuple[tuple[str, str], ...] = ()
    follow: str = ""
    netted: str = ""
    succeed: str = ""


def _names() -> dict[str, str]:
    codes = {normal(code): code for code in (*FIELDS, *ROLES, *TERMS)}
    for code, words in (*FIELDS.items(), *ROLES.items(), *TERMS.items()):
        for word in phrases(words):
            codes.setdefault(normal(word), code)
    return codes


# Facts whose values are words of terms.py.
_CODED = ("due", "blanks", "join", "apart", "alone", "beside", "round", "words", "notes", "owners")
_CODES = _names()
_BLOCK = "|".join(re.escape(normal(word)) for word in phrases(TERMS["block"]))
_ROLE_CODES = {
    normal(word): code for code, words in ROLES.items() for word in (code, *phrases(words))
}
_KIND_CODES = {
    normal(word): code
    for code in ("charges", "units", "payments", "former", "ignored")
    for word in (code, *TERMS[code], *phrases(TERMS[code]))
}


def term(code: str, lang: str) -> str:
    """Return how a code is written in the sheet 映射.

    >>> term("unit", "zh"), term("dmy", "en")
    ('房号', 'day-month-year')
    """
    for table in (TERMS, FIELDS, ROLES):
        if code in table:
            return phrase(table[code], lang)
    return code


def key(lang: str, *parts: str) -> str:
    """Return a key as it is written: key("zh", "block", "1", "unit") is 表1.房号.

    >>> key("zh", "block", "1", "read", "F")
    '表1.读法.F'
    """
    words = [term(part, lang) for part in parts]
    if parts[0] == "block":
        words[:2] = [words[0] + words[1]]
    return ".".join(words)


def code(text: str) -> str:
    """Return a key in the form in which keys are compared; words of any language.

    >>> code("表1.读法.f") == code("Block 1.Read as.F") == "1.read.F"
    True
    """
    out: list[str] = []
    for part in text.strip().split("."):
        match = re.fullmatch(rf"(?:{_BLOCK})(\d+)", normal(part))
        plain = _CODES.get(normal(part), part.strip())
        if out[1:] in (["read"], ["amount"]):
            plain = part.strip().upper()  # the letter of a column
        out.append(match[1] if match else plain)
    return ".".join(out)


def answers(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return keys and values as they are looked up; blank values are no answers."""
    return {code(name): value.strip() for name, value in pairs if value.strip()}


def value(text: str) -> str:
    """Return the code that an answer's word stands for, else the answer as typed.

    >>> value("日-月-年"), value("日/月/年"), value("2026-03-31")
    ('dmy', 'dmy', '2026-03-31')
    """
    word = normal(text)
    return _CODES.get(word) or _CODES.get(re.sub(r"[/.、–—]", "-", word), text.strip())


def rows(mapping: BookMap, lang: str) -> list[tuple[str, str]]:
    """Return the mapping as keys and values, in the words of that language."""
    state = "accepted" if mapping.accepted else "open"
    out = [(key(lang, "state"), term(state, lang))]
    out.append((key(lang, "sheets"), json.dumps(mapping.sheets, ensure_ascii=False)))
    if mapping.origins:
        out.append((key(lang, "origins"), json.dumps(mapping.origins, ensure_ascii=False)))
    files = ("follow", mapping.follow), ("netted", mapping.netted), ("succeed", mapping.succeed)
    for name, text in files:
        out += [(key(lang, name), term(text, lang))] if text else []
    for block in mapping.blocks:
        out += [(key(lang, "block", str(block.number), *k), v) for k, v in _rows(block, lang)]
    return out


def _rows(block: BlockMap, lang: str) -> list[tuple[tuple[str, ...], str]]:
    area = f"{block.first}:{block.last}:{column_letters(block.left)}:{column_letters(block.right)}"
    out: list[tuple[tuple[str, ...], str]] = [
        (("place",), f"{block.sheet}!{area}"),
        (("kind",), term(block.kind, lang)),
        (("header",), json.dumps(block.headers, ensure_ascii=False)),
    ]
    out += [((name,), column_letters(column)) for name, column in block.columns.items()]
    for amount in block.amounts:
        parts = [term(amount.role, lang), amount.item, amount.period]
        out.append((("amount", column_letters(amount.column)), "; ".join(parts).rstrip("; ")))
    out += [(("read", column_letters(n)), term(style, lang)) for n, style in block.reads.items()]
    out += [(("fact", name), term(fact, lang)) for name, fact in block.facts.items()]
    if block.ours:
        out.append((("ours",), column_letters(block.ours)))
    return out


def parse(given: Answers) -> BookMap:
    """Return the mapping that keys and values (as `answers` gives them) describe.

    Raises CuifeiError where somebody changed it so that it says nothing any more.
    """
    numbers = sorted({int(k.partition(".")[0]) for k in given if re.match(r"\d+\.", k)})
    try:
        blocks = tuple(_block(number, given) for number in numbers)
        sheets = tuple(json.loads(given.get("sheets", "[]")))
        origins = tuple((a, b) for a, b in json.loads(given.get("origins", "[]")))
    except (KeyError, ValueError, IndexError) as error:
        raise CuifeiError(
            say(
                "the sheet {mapping_sheet} cannot be read any more", mapping_sheet=sheet("mapping")
            ),
            say("To have the mapping proposed anew: {step}", step=Step("adopt")),
        ) from error
    accepted = value(given.get("state", "")) == "accepted"
    follow, succeed = (value(given.get(name, "")) for name in ("follow", "succeed"))
    netted = given.get("netted", "")
    return BookMap(blocks, sheets, accepted, origins, follow, netted, succeed)


def _block(number: int, given: Answers) -> BlockMap:
    prefix = f"{number}."
    entries = {k.removeprefix(prefix): v for k, v in given.items() if k.startswith(prefix)}
    sheet, _, area = entries["place"].rpartition("!")
    first, last, left, right = area.split(":")
    amounts, reads, facts = [], {}, {}
    for name, text in entries.items():
        head, _, tail = name.partition(".")
        if head == "amount":
            amounts.append(amount(column_number(tail), text))
        elif head == "read":
            reads[column_number(tail)] = value(text)
        elif head == "fact":
            facts[tail] = value(text) if tail in _CODED else text
    return BlockMap(
        number,
        sheet,
        int(first),
        int(last),
        column_number(left),
        column_number(right),
        _KIND_CODES.get(normal(entries["kind"]), "ignored"),
        tuple(json.loads(entries["header"])),
        {f: column(entries[f]) for f in FIELDS if f in entries and column(entries[f])},
        tuple(sorted(amounts, key=lambda money: money.column)),
        reads,
        facts,
        column(entries.get("ours", "")),
    )


def may_be_decided(name: str) -> bool:
    """Return whether an entry is one that people may change, and no record of how things looked.

    >>> may_be_decided("1.unit"), may_be_decided("1.header"), may_be_decided("state")
    (True, False, False)
    """
    number, _, entry = name.partition(".")
    fixed = ("place", "header", "ours")
    return number.isdigit() and entry not in fixed and not entry.startswith(("totals.", "aside."))


def role(text: str) -> str:
    """Return the role of an amount that a word names; "" where it names none."""
    return _ROLE_CODES.get(normal(text), "")


def amount_role(text: str) -> str:
    """Return the role that the answer about a column of money names; "" where it names none."""
    return role(re.split(r"[;；]", text)[0])


def kind(text: str) -> str:
    """Return what a block holds by its word; "" where the word says nothing."""
    return _KIND_CODES.get(normal(text), "")


def column(text: str) -> int:
    """Return the column that letters name; 0 for anything else, such as "-"."""
    return (
        column_number(text.strip().upper()) if re.fullmatch(r"[A-Za-z]{1,3}", text.strip()) else 0
    )


def amount(place: int, text: str) -> Amount:
    """Return a column of money from its text: role; item; period."""
    parts = [part.strip() for part in re.split(r"[;；]", text)] + ["", ""]
    return Amount(place, _ROLE_CODES.get(normal(parts[0]), "ignore"), parts[1], parts[2])
