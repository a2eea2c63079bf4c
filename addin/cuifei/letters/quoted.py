"""In which words does a template print a field? To show somebody where it belongs."""

import re
from collections.abc import Sequence
from itertools import chain

from cuifei.letters import formula
from cuifei.letters.blocks import Block

_SHOWN = 24  # characters before and behind the field


def line(words: Sequence[Block], field: str) -> str:
    """Return the paragraph or table row of a template that prints a field («name»), as in Word.

    Of a long one what stands around the field; blank where it prints no such field.
    """
    whole = "".join(
        piece.decode() + "".join(f"«{name}»" for key in keys for name in formula.names(key))
        for block in words
        for piece, keys in zip(block.texts, chain(([k] for k in block.names), ([],)), strict=True)
    )
    row = next((row for row in whole.split("\n") if field in row), "")
    cell = next((cell for cell in row.split("\t") if field in cell), "")
    named = re.search(r"\w", cell.replace(field, ""))
    before, _, behind = " ".join((cell if named else row).split()).partition(field)
    return f"{before[-_SHOWN:]}{field}{behind[:_SHOWN]}" if row else ""
