"""Where does each field of Word begin and end, whatever its kind, over all paragraphs of a part?

`wordxml` reads the merge fields of a paragraph; before that, fields that must not stand in a
letter, that stand still, or whose old result has several paragraphs are looked for here. Runs
have been split: each field character has a run of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cuifei.letters.wordxml import Element, W

_KEYWORD = re.compile(r"\s*(=|[^\W\d_]+)")
OURS = ("MERGEFIELD", "IF")


@dataclass(slots=True)
class FieldSpan:
    """A field: its runs, those of fields inside it too; `simple`: the w:fldSimple it is instead.

    `above`: the field in whose instruction it stands, if any.
    """

    begin: Element
    code: list[Element] = field(default_factory=list)
    separate: Element = None
    result: list[Element] = field(default_factory=list)
    end: Element = None
    instruction: str = ""
    above: "FieldSpan | None" = None
    simple: Element = None

    @property
    def keyword(self) -> str:
        """The kind of field in capitals, such as DATE; blank where there is none."""
        match = _KEYWORD.match(self.instruction)
        return match[1].upper() if match else ""

    @property
    def ours(self) -> bool:
        """Whether it is, or stands in the instruction of, a merge field or an IF."""
        return self.keyword in OURS or (self.above is not None and self.above.ours)

    @property
    def shown(self) -> str:
        """The instruction as Word shows it."""
        return "{ " + " ".join(self.instruction.split()) + " }"


def spans(root: Element) -> Iterator[FieldSpan]:
    """Yield the fields of a part in the order of their ends; one that is not closed is left out."""
    opened: list[FieldSpan] = []
    for node in list(root.iter(W + "r", W + "fldSimple")):
        if node.tag == W + "fldSimple":
            instruction = node.get(W + "instr", "")
            above = opened[-1] if opened and opened[-1].separate is None else None
            yield FieldSpan(node, instruction=instruction, above=above, simple=node)
            continue
        mark = node.find(W + "fldChar")
        kind = None if mark is None else mark.get(W + "fldCharType")
        top = opened[-1] if opened else None
        for span in opened:
            own = span is top and kind in ("separate", "end")
            if not own:
                (span.code if span.separate is None else span.result).append(node)
        if kind == "begin":
            opened.append(FieldSpan(node, above=top if top and top.separate is None else None))
        elif top is not None and kind == "separate":
            top.separate = node
        elif top is not None and kind == "end":
            top.end = node
            yield opened.pop()
        elif top is not None and top.separate is None:
            top.instruction += "".join(t.text or "" for t in node.iter(W + "instrText"))
