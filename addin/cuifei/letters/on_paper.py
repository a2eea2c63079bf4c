"""Do the amounts stand on the paper as they were reckoned, after switches and IF fields?

A reader checks lines against total and capitals as they are printed. A switch may dress an
amount (¥1,234.50, 1234.50), never change it: “1,235”, “.26” or “1,234th” is refused. A column
that only an IF prints must print in every row.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from cuifei.domain.problems import say
from cuifei.letters import formula, printed
from cuifei.letters.findings import Finding
from cuifei.letters.template import Template

Values = Mapping[str, str]
Lists = Mapping[str, Sequence[Mapping[str, str]]]

_AMOUNT = re.compile(r"-?\d{1,3}(?:,?\d{3})*\.\d\d")
_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?")


def prints(value: str, word: str) -> bool:
    """Return whether a word on paper says a value: the same amount, day or text.

    >>> prints("1,234.50", "¥1234.50"), prints("1,234.50", "1,235"), prints("85.26", "1,285.26")
    (True, False, False)
    """
    if _AMOUNT.fullmatch(value):
        wanted = abs(Decimal(value.replace(",", "")))
        return any(Decimal(n) == wanted for n in _NUMBER.findall(word.replace(",", "")))
    if "".join(value.split()).casefold() in "".join(word.split()).casefold():
        return True
    day = printed.day(value)
    return day is not None and day == printed.day(word)


def changed(template: Template, values: Values, lists: Lists) -> Iterator[Finding]:
    """Yield each field whose switch prints another amount than the one that was reckoned."""
    for row, key in template.worked:
        meaning = formula.parsed(key)
        if not isinstance(meaning, formula.Merge):
            continue
        name = meaning.name.removeprefix(f"{row}.")
        for line in lists.get(row, ()) if row else (values,):
            value, word = line.get(name, ""), _word(key, row, line)
            if _AMOUNT.fullmatch(value) and re.search(r"\d", word) and not prints(value, word):
                yield (
                    say(
                        "the field {name} prints {word} where the amount is {value}",
                        name=f"«{meaning.name}»",
                        word=word,
                        value=value,
                    ),
                    say("Right-click the field, Edit Field, and clear its options"),
                )
                break


def missing_columns(
    template: Template, lists: Lists, columns: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """Yield each field («list.column») that does not print its value in every row of a list."""
    for name, wanted in columns.items():
        shown = template.shown.get(name, frozenset())
        for column in wanted:
            if column in shown:
                continue
            keys = [key for row, key in template.worked if row == name]
            formulas = [k for k in keys if f"{name}.{column}" in formula.names(k)]
            if not all(
                any(prints(line[column], _word(key, name, line)) for key in formulas)
                for line in lists[name]
            ):
                yield f"«{name}.{column}»"


def says(template: Template, values: Values, name: str, text: str) -> bool:
    """Return whether the paper, whose words are `text`, says the value of a field."""
    value = values[name]
    if name in template.shown.get("", frozenset()):
        return True
    keys = [key for row, key in template.worked if not row and name in formula.names(key)]
    if any(prints(value, _word(key, "", values)) for key in keys):
        return True
    if _AMOUNT.fullmatch(value):
        return bool(re.search(rf"(?<![\d,.]){re.escape(value)}(?!\d)", text))
    return value in text or "".join(value.split()) in "".join(text.split())


def _word(key: str, row: str, line: Mapping[str, str]) -> str:
    prefix = f"{row}." if row else ""
    return formula.parsed(key).value(lambda name: line[name.removeprefix(prefix)])
