"""What if the text of an IF field has several looks, such as a bold word?

Then the field becomes one IF for each look, side by side, each with its piece of the text.
"""

import copy
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from lxml import etree

from cuifei.letters import formula

_NOISE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}noProof"


def clean(look: Any) -> Any:
    """Return a copy of a look (w:rPr) without what belongs to the editor."""
    look = copy.deepcopy(look)
    for noise in look.findall(_NOISE):
        look.remove(noise)
    return look


def pieces(key: str, looks: Sequence[Any]) -> list[tuple[str, Any]]:
    """Return an IF whose texts have several looks as (instruction, look) each; empty for others.

    `looks`: the look of each character of the instruction `key`, None where it has none.
    """
    meaning = formula.parsed(key)
    if not isinstance(meaning, formula.Choice) or not meaning.switches.plain:
        return []
    spans = formula.text_spans(key)
    named = [b"" if look is None else etree.tostring(clean(look)) for look in looks]
    stretches = [
        (number, list(places))
        for number, (start, end) in enumerate(spans)
        for _, places in groupby(range(start, end), key=named.__getitem__)
    ]
    if len({named[places[0]] for _, places in stretches}) < 2:
        return []
    return [
        (_with_only(key, spans, number, places[0], places[-1] + 1), looks[places[0]])
        for number, places in stretches
    ]


def _with_only(
    key: str, spans: Sequence[tuple[int, int]], number: int, first: int, last: int
) -> str:
    """Return the instruction with one piece of one of its texts, the rest of them blank."""
    piece = key[first:last]
    for at in reversed(range(len(spans))):
        start, end = spans[at]
        key = key[:start] + (piece if at == number else "") + key[end:]
    return key
