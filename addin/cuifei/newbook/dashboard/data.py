"""Which rows does the table 看板数据 hold? Every block at its full size, blank where nothing is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from cuifei.locale import phrase
from cuifei.newbook.dashboard.blocks import BLOCKS, BY_NAME, VALUES, Block, Words
from cuifei.ooxml.values import Cell

Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Filled:
    """The numbers of one chart: (category, value of each series), and names of its series.

    `series` is only for a block whose series are named by the data.
    """

    rows: Sequence[tuple[str, Sequence[Cell]]] = ()
    series: Sequence[str] = ()


# A new ledger's charts of shares draw the targets alone (R8.2), so that no axis runs to 1200 %.
TARGETS: Mapping[str, Filled] = MappingProxyType(
    {
        "trend": Filled([("", (None, Decimal("0.05")))] * BY_NAME["trend"].size),
    }
)
_NOTHING: Words = ("暂无", "Nothing yet")


def rows(filled: Mapping[str, Filled], lang: str) -> list[Row]:
    """Return the whole table; a block that `filled` does not name keeps its fixed names only.

    Raises ValueError for more rows or series than the block has room for.
    """
    return [row for block in BLOCKS for row in _block(block, filled.get(block.name), lang)]


def _block(block: Block, filled: Filled | None, lang: str) -> Iterator[Row]:
    given = filled or Filled([(_wording(name, lang), ()) for name in block.names])
    lines = given.rows or [(_wording(_NOTHING, lang), ())]
    series = list(given.series) or [_wording(words, lang) for words in block.series]
    if len(given.rows) > block.size or len(series) > len(block.series):
        raise ValueError(f"{block.name} has no room for so much")
    title, head = _wording(block.title, lang), _wording(block.head, lang)
    yield {"chart": title, "place": 0, "name": head, **_values(series)}
    for place in range(1, block.size + 1):
        name, values = lines[place - 1] if place <= len(lines) else (None, ())
        yield {"chart": title, "place": place, "name": name or None, **_values(values)}


def _values(values: Sequence[Cell]) -> dict[str, Cell]:
    padded = [*values, *([None] * (len(VALUES) - len(values)))]
    return dict(zip(VALUES, padded, strict=True))


def _wording(words: Words, lang: str) -> str:
    return phrase(words, lang)
