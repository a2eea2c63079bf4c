"""Which column is the unit, the owner, the debt? Asked with samples where no header says it."""

from collections.abc import Iterable, Sequence

from cuifei.domain.problems import listed, say
from cuifei.files.source import Sheet
from cuifei.offices import amounts, people
from cuifei.offices.blocks import Block
from cuifei.offices.doubts import Desk
from cuifei.offices.headers import Meaning, word
from cuifei.ooxml.a1 import column_letters

_SAMPLES = 3
_OFFERED = 8  # columns that a question names
_LONGEST = 40  # characters of a sample


def likely(sheet_blocks: Sequence[tuple[Sheet, Block]]) -> frozenset[int]:
    """Return the numbers of the blocks that are asked about: the largest, and those of its form."""
    tables = {
        number: (_rows(sheet, block), tuple(word(text) for text in block.headers.values()))
        for number, (sheet, block) in enumerate(sheet_blocks, 1)
        if any(meant.known for meant in block.meanings.values())
    }
    if not tables:
        return frozenset()
    _, form = max(tables.values(), key=lambda table: table[0])
    return frozenset(number for number, (_, header_words) in tables.items() if header_words == form)


def _rows(sheet: Sheet, block: Block) -> int:
    rows = range(block.last + 1, block.end + 1)
    return sum(any(amounts.looks(sheet.at(row, n)) for n in block.headers) for row in rows)


def ask(sheet: Sheet, block: Block, desk: Desk, fields: Iterable[str]) -> None:
    """Ask which columns name the unit and the owner, where no header does."""
    has = set(fields)
    questions = (
        ("unit", say("which column names the unit?"), ""),
        ("owner", say("which column names the owner? Type “-” where none does"), "-"),
    )
    for field, question, none in questions:
        if field in has or desk.given.get(f"{desk.number}.{field}"):
            continue
        columns = _candidates(sheet, block, numbers=field == "unit")
        if not columns and none:
            continue
        message = say(
            "{question} {columns}",
            question=question,
            columns=listed(columns[:_OFFERED]),
        )
        desk.ask((field,), message, ())


def _candidates(sheet: Sheet, block: Block, *, numbers: bool) -> list[str]:
    """Return the columns that may name something: letter, header and three samples each."""
    out = []
    for column, header in block.headers.items():
        sample_texts = samples(sheet, block, column)
        may = block.meanings.get(column, Meaning()).field in ("", "address", "building", "serial")
        texts = [text for text in sample_texts if not amounts.looks(text)]
        if may and sample_texts and (numbers or texts):
            shown = " | ".join(sample_texts)
            out.append(f"{column_letters(column)} “{' '.join(header.split())}” ({shown})")
    return out


def samples(sheet: Sheet, block: Block, column: int) -> list[str]:
    """Return the first different texts of a column."""
    texts: dict[str, None] = {}
    for row in range(block.last + 1, block.end + 1):
        text = " ".join(people.text_of(sheet.seen(row, column)).split())
        if text:
            texts.setdefault(text[:_LONGEST])
        if len(texts) == _SAMPLES:
            break
    return list(texts)
