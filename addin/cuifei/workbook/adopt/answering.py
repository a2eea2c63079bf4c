"""Is an answer one of those that may be given? What says nothing stays a question, and says why.

Without this a word that nobody knows (月/日/年) would count as an answer, and
every row that it should have explained would be left out.
"""

from collections.abc import Mapping, Sequence

from cuifei.domain.problems import CuifeiError, Message, say
from cuifei.workbook.adopt import dates, mapping, periods
from cuifei.workbook.adopt.mapping import BookMap
from cuifei.workbook.adopt.terms import TERMS
from cuifei.workbook.adopt.words import FIELDS, ROLES
from cuifei.workbook.sheet_xml import letters

DAYS = ("ymd", "dmy", "mdy", "ym", "swap", "asis", "md")
MONEY = ("point", "comma", "wan", "qian")
_NONE = ("-", "－", "—", "无")  # typed for a column that there is not
_KINDS = ("charges", "units", "payments", "ignored")
_OFFERED: Mapping[str, tuple[str, ...]] = {
    "kind": _KINDS,
    "totals": ("yes",),
    "double": ("yes", "no"),
    "fact.join": ("yes", "no"),
    "fact.blanks": ("above", "leave"),
    "fact.alone": ("yes",),
    "fact.words": ("yes",),
    "fact.notes": ("yes", "no"),
    "fact.owners": ("one", "part"),
    "fact.role": ("unpaid", "paid", "charge", "ignore"),
    "follow": ("replace", "add"),
    "succeed": ("carry", "separate"),
}
_PLAIN = frozenset(("state", "sheets", "origins", "follow", "netted", "succeed"))
_RECORDS = ("place", "header", "ours", "kind", "totals", "double")


def offered(rest: str) -> tuple[str, ...]:
    """Return the codes of the answers to an entry (its key without the block); none if it is free.

    >>> offered("fact.join"), offered("fact.due"), offered("amount.F")[:2]
    (('yes', 'no'), (), ('unpaid', 'charge'))
    """
    return tuple(ROLES) if rest.startswith("amount.") else _OFFERED.get(rest, ())


def fits(rest: str, text: str, among: Sequence[str] = ()) -> bool:
    """Return whether an answer says something; `among`: the codes that it may stand for.

    >>> fits("read.D", "月-日-年", DAYS), fits("read.D", "昨天", DAYS), fits("fact.due", "三月")
    (True, False, False)
    """
    if rest == "kind":
        return bool(mapping.kind(text))
    if rest == "fact.role":
        return mapping.role(text) in _OFFERED[rest]
    if rest.startswith("amount."):
        return bool(mapping.amount_role(text))
    if codes := among or offered(rest):
        return mapping.value(text) in codes
    if rest in FIELDS:
        return bool(mapping.column(text)) or text.strip() in _NONE
    if rest == "fact.due" and mapping.value(text) == "period_end":
        return True
    if rest in ("fact.due", "fact.previous_due"):
        return dates.read(text, "ymd") is not None
    if rest == "netted":
        return mapping.value(text) == "no" or dates.read(text, "ymd") is not None
    if rest == "fact.year":
        return text.isdigit() and 1990 <= int(text) <= 2100
    return rest != "fact.period" or bool(periods.of_text(text))


def told(rest: str, text: str, question: Message) -> Message:
    """Return a question again, with why the answer that stands there is none."""
    if rest in ("fact.due", "fact.previous_due", "netted"):
        return say(
            "{question} (“{typed}” is no day; type one such as 2026-03-31)",
            question=question,
            typed=text,
        )
    if rest == "fact.year":
        return say(
            "{question} (“{typed}” is no year; type one such as 2026)",
            question=question,
            typed=text,
        )
    if rest == "fact.period":
        return say(
            "{question} (“{typed}” is no period; type one such as 2026-03)",
            question=question,
            typed=text,
        )
    return say(
        "{question} (“{typed}” is none of the answers)",
        question=question,
        typed=text,
    )


def unasked(rest: str) -> Message:
    """Return the question about an answer that nobody asked for, and that says nothing."""
    if rest in FIELDS:
        return say("which column is it? Type its letter, such as F, or “-” where there is none")
    return say("what is meant here? Clear the cell to have it as it was proposed")


def ensure_known(given: Mapping[str, str], chart: BookMap, name: str) -> None:
    """Raise CuifeiError for an answer whose key is no entry of the proposal: it would be lost."""
    odd = [key for key in given if not _known(key, chart)]
    if odd:
        raise CuifeiError(
            say("{key} is no entry of the proposal", key=odd[0]),
            say(
                "Copy the key from the proposal, which cuifei adopt shows without --map; the"
                " letter at its end is a column of the list"
            ),
            name,
        )


def _known(key: str, chart: BookMap) -> bool:
    number, _, rest = key.partition(".")
    if not number.isdigit():
        return key in _PLAIN
    block = next((one for one in chart.blocks if str(one.number) == number), None)
    head, _, tail = rest.partition(".")
    if block is None:
        return False
    if head in ("amount", "read"):
        own = {letters(n) for n in range(block.left, block.right + 1)}
        return tail.upper() in own
    return rest in FIELDS or head in _RECORDS or head == "aside" or (head == "fact" and _fact(tail))


def _fact(name: str) -> bool:
    return name in FIELDS or name in TERMS
