"""What was understood, as a page for a person: the rows of the sheet 映射 and of the terminal."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from cuifei.domain.problems import Message, Step, say, say_n
from cuifei.domain.words import sheet
from cuifei.offices import mapping
from cuifei.offices.doubts import Doubt
from cuifei.offices.effects import Effect
from cuifei.offices.extract import Extract
from cuifei.offices.mapping import BlockMap, term
from cuifei.offices.sorting import Sorted
from cuifei.offices.whole import Understood
from cuifei.ooxml.a1 import column_letters
from cuifei.ooxml.values import Cell
from cuifei.tables.cells import number_text

_SAMPLES = 3
_MOST_LISTED = 12
_ASIDE = {
    "total": say("totals; they are checked and not counted"),
    "header": say("the header once more"),
    "note": say("notes and signatures"),
    "ghost": say("no unit and no amount"),
    "unclear": say("an amount without its unit: see the Problems"),
}
_FACTS = {
    "due": say("there is no due date: each amount is due on the last day of its period"),
    "previous_due": say("the arrears of earlier periods counts as due on this day, no earlier"),
    "period": say("the period that the title names"),
    "year": say("the year of months that stand without one"),
    "building": say("the sheet's name is the building"),
    "community": say("the community of all units here"),
    "join": say("whether building and room together name the unit"),
    "blanks": say("what a blank building or entrance means"),
    "item": say("the fee item that the title names"),
    "words": say("columns that hold words and no amounts are left out"),
    "notes": say("whether a row counts although its note says that something was paid"),
    "owners": say("what it means that rows of one unit name two owners"),
    "titled": say("what the titles name; a change is noticed"),
    "sheet": say("the name that the sheet has in the file"),
    "apart": say("rooms of two communities have one number: the community tells them apart"),
    "beside": say("whether the columns beside what is owed count as well"),
    "round": say("amounts of less than a fen are rounded, half up"),
    "alone": say("the total is used, and not the columns that make it up"),
}
_OF_FILES = {
    "origins": say("the files that were taken over, the latest last"),
    "follow": say("what a later file is to the earlier one"),
    "succeed": say("a ledger of its own, beside an earlier workbook of the same units"),
    "netted": say(
        "payments in {payments_sheet} up to this day are off the unpaid amounts already",
        payments_sheet=sheet("payments"),
    ),
}
_ROLES = {
    "unpaid": say("still unpaid"),
    "charge": say("charged; what was paid is taken off"),
    "paid": say("paid; taken off what was charged, the oldest first"),
    "fee": say("their late fee: not counted, ours is reckoned by the contract"),
    "total": say("checked against the parts, not counted"),
    "waived": say("waived; taken off what was charged"),
    "detail": say("makes up another column; not counted"),
    "ignore": say("not used"),
}
_ORDERS = {
    "ymd": say("dates are read year first"),
    "dmy": say("dates are read day first, as the whole column shows"),
    "mdy": say("dates are read month first, as the whole column shows"),
    "ym": say("months are read as their last day"),
    "swap": say("day and month are exchanged in the dates"),
    "asis": say("dates are read as they stand"),
    "point": say("the point separates the decimals"),
    "md": say("a day without its year is the first one after the period begins"),
    "wan": say("amounts are in ten thousands of yuan"),
    "qian": say("amounts are in thousands of yuan"),
    "comma": say("the comma separates the decimals, the point the thousands"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the page. `value` is what an answer replaces; a doubt has none."""

    key: str
    value: str
    samples: str = ""
    note: Message | None = None
    doubt: bool = False


def page(understood: Understood, lang: str) -> list[Line]:
    """Return the page: doubts first, then every block with its fields, rules and checks."""
    by_number = {extract.block.number: extract for extract in understood.extracts}
    values = dict(mapping.rows(understood.chart, lang))
    state, sheets = mapping.key(lang, "state"), mapping.key(lang, "sheets")
    out = [Line(state, values[state], note=_state(understood))]
    out += [_question(doubt, understood, lang) for doubt in understood.doubts]
    asked = {line.key for line in out}
    for block in understood.chart.blocks:
        lines = _block(understood, block, by_number.get(block.number), values, lang)
        out += [line for line in lines if line.key not in asked]
    out.append(Line(sheets, values[sheets], note=say("the sheets that were looked at")))
    for name, note in _OF_FILES.items():
        key = mapping.key(lang, name)
        out += [Line(key, values[key], note=note)] if key in values and key not in asked else []
    return out


def _state(understood: Understood) -> Message:
    if understood.doubts:
        return say_n("{n} question is open", "{n} questions are open", len(understood.doubts))
    return say("nothing is doubtful; to accept it: {step}", step=Step("adopt --yes"))


def _question(doubt: Doubt, understood: Understood, lang: str) -> Line:
    answers = " / ".join(term(answer, lang) for answer in doubt.answers)
    note = doubt.question
    if doubt.where:
        note = say("{where}: {question}", where=doubt.where, question=doubt.question)
    note = say("{question} Unanswered, nothing of the workbook is adopted.", question=note)
    for effect in understood.effects.get(doubt.key, ()):
        if not effect.answer:
            note = say("{question} {about}", question=note, about=_about_it(effect))
            continue
        note = say_n(
            "{question} {answer}: {owed} yuan of {n} unit.",
            "{question} {answer}: {owed} yuan of {n} units.",
            effect.units,
            question=note,
            answer=term(effect.answer, lang),
            owed=f"{effect.owed:,.2f}",
        )
    return Line(mapping.key(lang, *doubt.key), "", answers, note, doubt=True)


def _about_it(effect: Effect) -> Message:
    """Return what a question is about whose answers are not tried."""
    if not effect.owed:
        return say_n("It is about {n} row.", "It is about {n} rows.", effect.units)
    return say_n(
        "It is about {owed} yuan of {n} unit.",
        "It is about {owed} yuan of {n} units.",
        effect.units,
        owed=f"{effect.owed:,.2f}",
    )


def _block(
    understood: Understood,
    block: BlockMap,
    extract: Extract | None,
    values: dict[str, str],
    lang: str,
) -> Iterator[Line]:
    number = str(block.number)

    def line(parts: tuple[str, ...], samples: str = "", note: Message | None = None) -> Line:
        key = mapping.key(lang, "block", number, *parts)
        return Line(key, values[key], samples, note)

    yield line(("place",), note=_about(understood, block, extract))
    yield line(("kind",))
    for name, column in block.columns.items():
        yield line((name,), _samples(understood, block, extract, column), _header(block, column))
    for amount in block.amounts:
        note = say(
            "{header}: {role}",
            header=_header_text(block, amount.column),
            role=_ROLES.get(amount.role, _ROLES["ignore"]),
        )
        yield line(
            ("amount", column_letters(amount.column)),
            _samples(understood, block, extract, amount.column),
            note,
        )
    for column, style in block.reads.items():
        samples = _samples(understood, block, extract, column)
        yield line(("read", column_letters(column)), samples, _ORDERS.get(style))
    for name, fact in block.facts.items():
        rule = name != "due" or fact == "period_end"
        yield line(("fact", name), note=_FACTS[name] if rule else None)
    if block.ours:
        yield line(("ours",), note=say("our four columns begin here"))
    yield from _checks(understood, block, lang)
    yield from _aside(extract, number, lang)
    yield line(("header",), note=say("how the header looks; a change is noticed"))


def _about(understood: Understood, block: BlockMap, extract: Extract | None) -> Message:
    if block.number in understood.set_aside:
        return say(
            "not used: it repeats the amounts of {sheet}", sheet=understood.set_aside[block.number]
        )
    if block.kind == "former":
        return say("from an earlier file: only what is known of units is read")
    if extract is None:
        return say("not used: nothing that can be flagged is found here")
    records = sum(row.kind == "record" for row in extract.rows)
    return say_n("{n} record", "{n} records", records)


def _header_text(block: BlockMap, column: int) -> str:
    index = column - block.left
    return " ".join(block.headers[index].split()) if 0 <= index < len(block.headers) else ""


def _header(block: BlockMap, column: int) -> Message:
    return say("the column “{header}”", header=_header_text(block, column))


def _samples(understood: Understood, block: BlockMap, extract: Extract | None, column: int) -> str:
    sheet = understood.source.sheet(block.sheet)
    if sheet is None or extract is None:
        return ""
    rows = (row.row for row in extract.rows if row.kind == "record")
    cells = (sheet.seen(row, column) for row in rows)
    texts: dict[str, None] = {}
    for cell in cells:
        if cell is not None and (text := _shown(cell)):
            texts.setdefault(text)
        if len(texts) == _SAMPLES:
            break
    return " | ".join(texts)


def _shown(cell: Cell) -> str:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return number_text(cell)
    return " ".join(str(cell).split()).removesuffix(" 00:00:00")


def _checks(understood: Understood, block: BlockMap, lang: str) -> Iterator[Line]:
    for check in understood.checks.get(block.number, ())[:_MOST_LISTED]:
        address = f"{column_letters(check.column)}{check.row}"
        key = mapping.key(lang, "block", str(block.number), "totals", address)
        note = say("agrees with our sum") if check.agrees else say("does not agree with our sum")
        yield Line(key, f"{check.theirs:,.2f}", f"{check.ours:,.2f}", note)


def _aside(extract: Extract | None, number: str, lang: str) -> Iterator[Line]:
    rows: list[Sorted] = [row for row in extract.rows if row.kind != "record"] if extract else []
    for kind, count in Counter(row.kind for row in rows).items():
        kind_rows = [row for row in rows if row.kind == kind]
        places = ", ".join(str(row.row) for row in kind_rows[:_MOST_LISTED])
        more = f" … ({count})" if count > _MOST_LISTED else ""
        labels = " | ".join(dict.fromkeys(row.label for row in kind_rows[:_SAMPLES] if row.label))
        key = mapping.key(lang, "block", number, "aside", kind)
        yield Line(key, places + more, labels, _ASIDE[kind])
