"""Where are the merge fields in a Word part, and what is each called?

Word writes a field as `w:fldSimple`, or as runs between `w:fldChar` begin and
end, its name split wherever somebody once corrected a letter. Both forms are
put into one run that holds a mark `<?slot NAME?>` and keeps the look of the
field's result. A field with switches, and an IF field with merge fields in it,
is marked by its whole instruction (see `formula`). An IF prints in the look of its
result; where its texts have several looks (a bold word), each piece prints in its own.
"""

import copy
import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from lxml import etree

from cuifei.domain.problems import CuifeiError, Message, say
from cuifei.letters import formula, if_looks
from cuifei.letters.pictures import Picture

# lxml is written in C; its classes tell type checkers nothing that helps.
Element: TypeAlias = Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SLOT = "cuifei-slot"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_OURS = re.compile(r"\s*(MERGEFIELD|IF)(?![^\W_])", re.I)
# A question mark may not stand in a mark, and a percent sign makes it readable again.
_SEALED = str.maketrans({"%": "%25", "?": "%3F", "\r": " ", "\n": "%0A", "\t": " "})
_REVISIONS = (
    *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange"),
    *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange"),
    *("trPrChange", "tcPrChange"),
)
# Characters that Word writes as elements.
_CHARACTERS = {W + "tab": " ", W + "br": "\n", W + "cr": "\n"} | {
    W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "\u00ad",
}
_NOT_IN_CODE = tuple(W + name for name in ("drawing", "pict", "object", "sym"))


@dataclass(slots=True)
class _Field:
    """A complex field being read: its runs, its instruction, and the fields in its result."""

    runs: list[Element] = field(default_factory=list)
    code: "list[str | _Field]" = field(default_factory=list)
    looks: list[Element] = field(default_factory=list)  # of each piece of the instruction
    inside: "list[_Field]" = field(default_factory=list)
    result: bool = False

    def keyword(self) -> str:
        """MERGEFIELD, IF, or blank for a field that is none of ours."""
        first = self.code[0] if self.code and isinstance(self.code[0], str) else ""
        match = _OURS.match("".join([first, *(p for p in self.code[1:] if isinstance(p, str))]))
        return match[1].upper() if match else ""

    def merges(self) -> bool:
        """Return whether a merge field stands in the instruction, at any depth."""
        return self.keyword() == "MERGEFIELD" or any(
            part.merges() for part in self.code if isinstance(part, _Field)
        )

    def spelt(self) -> tuple[str, list[Element]]:
        """Return the instruction as a mark has it, and the look of each of its characters."""
        looks: list[Element] = [None]
        for piece, look in zip(self.code, self.looks, strict=True):
            looks += [look] * (len(piece) if isinstance(piece, str) else len(piece.text()) + 2)
        return f"{formula.OPEN}{self.text()}{formula.CLOSE}", looks

    def text(self) -> str:
        """Return the instruction, the fields in it between `formula.OPEN` and `CLOSE`."""
        return "".join(
            part if isinstance(part, str) else f"{formula.OPEN}{part.text()}{formula.CLOSE}"
            for part in self.code
        )


def mark_fields(root: Element, part: str) -> None:
    """Replace every merge field under `root` by its mark; CuifeiError names a broken one."""
    if next(root.iter(*(W + revision for revision in _REVISIONS)), None) is not None:
        raise _broken(
            say("the template has tracked changes in {part}", part=part),
            say("Open it in Word, accept or reject all changes, and save it"),
        )
    split_runs(root)
    for simple in list(root.iter(W + "fldSimple")):
        instruction = simple.get(W + "instr", "")
        if (match := _OURS.match(instruction)) and match[1].upper() == "MERGEFIELD":
            _replace(list(simple.iter(W + "r")), instruction, simple)
    for paragraph in list(root.iter(W + "p")):
        _mark_paragraph(paragraph, part)


def name_of(mark: Element) -> str:
    """Return the name or the instruction of a mark."""
    return unsealed(mark.text or "")


def unsealed(text: str) -> str:
    """Return a mark's text as it was before it was made fit for a mark."""
    if "%" not in text:
        return text
    return text.replace("%0A", "\n").replace("%3F", "?").replace("%25", "%")


def split_runs(root: Element) -> None:
    """Give each field character and each piece of an instruction a run of its own."""
    for run in list(root.iter(W + "r")):
        look = run.find(W + "rPr")
        children = [child for child in run if child is not look]
        if not any(child.tag in (W + "fldChar", W + "instrText") for child in children):
            continue
        for child in reversed(children[1:]):
            twin = etree.Element(W + "r")
            if look is not None:
                twin.append(copy.deepcopy(look))
            twin.append(child)
            run.addnext(twin)


def _own_runs(paragraph: Element) -> list[Element]:
    """Return the runs of this paragraph, not those of a text box inside it."""
    return [run for run in paragraph.iter(W + "r") if next(run.iterancestors(W + "p")) is paragraph]


def _mark_paragraph(paragraph: Element, part: str) -> None:
    """Mark the complex fields of one paragraph; other kinds of fields may cross paragraphs."""
    stack: list[_Field] = []
    outermost: list[_Field] = []
    for run in _own_runs(paragraph):
        kind = _character(run)
        if kind == "begin":
            stack.append(_Field())
        for opened in stack:
            opened.runs.append(run)
        if not stack:
            continue  # no field, or the end of one that began in an earlier paragraph
        top = stack[-1]
        if kind == "separate":
            top.result = True
        elif kind == "end":
            stack.pop()
            _put(top, stack[-1] if stack else None, outermost)
        elif kind is None and not top.result:
            mark = next((m for m in run.iter(etree.PI) if m.target == SLOT), None)
            top.code.append(_instruction(run, part) if mark is None else _marked(mark))
            top.looks.append(run.find(W + "rPr"))
    for opened in stack:
        if opened.keyword() == "IF" or opened.merges():
            raise _not_closed(opened, part)
        outermost += opened.inside
    for outer in outermost:
        _settle(outer, part)


def _marked(mark: Element) -> _Field:
    """Return a simple field inside another, which was marked before, as a field again."""
    key = name_of(mark)
    if key.startswith(formula.OPEN):
        return _Field(code=[key[1:-1]])
    return _Field(code=[f'MERGEFIELD "{key}"'])


def _put(ended: _Field, around: _Field | None, outermost: list[_Field]) -> None:
    if around is None:
        outermost.append(ended)
    elif around.result:
        around.inside.append(ended)
    else:
        around.code.append(ended)
        around.looks.append(_look(ended.runs, False))


def _settle(outer: _Field, part: str) -> None:
    """Mark a field that is ours; of another, the fields in its result."""
    if outer.keyword() and outer.merges():
        _refuse_strangers(outer, part)
        if pieces := if_looks.pieces(*outer.spelt()):
            _put_in_place(outer.runs, pieces)
        else:
            _replace(outer.runs, outer.text(), None)
        return
    if outer.merges():
        raise _inside_another(_first_merge(outer), part)
    if outer.keyword() == "IF" and all(isinstance(piece, str) for piece in outer.code):
        formula.parsed(f"{formula.OPEN}{outer.text()}{formula.CLOSE}")  # a broken one is refused
    for inner in outer.inside:
        _settle(inner, part)


def _refuse_strangers(outer: _Field, part: str) -> None:
    for inner in outer.code:
        if isinstance(inner, str):
            continue
        if not inner.keyword():
            raise _broken(
                say(
                    "a field stands inside {field} that only Word can work out: {inner}, in {part}",
                    field=formula.shown(outer.text()).strip(),
                    inner=formula.shown(inner.text()).strip(),
                    part=part,
                ),
                say("Inside an IF field use only merge fields and IF fields"),
            )
        _refuse_strangers(inner, part)


def _first_merge(outer: _Field) -> str:
    if outer.keyword() == "MERGEFIELD":
        return formula.shown(outer.text()).strip().split()[-1]
    inner = next(p for p in outer.code if isinstance(p, _Field) and p.merges())
    return _first_merge(inner)


def _inside_another(name: str, part: str) -> CuifeiError:
    return _broken(
        say(
            "the field {name} stands inside another field in {part}",
            name=f"«{name}»",
            part=part,
        ),
        say("Take it out of the other field, such as HYPERLINK"),
    )


def _not_closed(opened: _Field, part: str) -> CuifeiError:
    return _broken(
        say(
            "a field is not closed in its paragraph: {field}, in {part}",
            field=formula.shown(opened.text()).strip(),
            part=part,
        ),
        say("Delete it and insert it anew: Insert, Quick Parts, Field, MergeField"),
    )


def _instruction(run: Element, part: str) -> str:
    """Return what a run says inside an instruction; only text can stand there."""
    out = ""
    for piece in run:
        if piece.tag in (W + "instrText", W + "t"):
            out += piece.text or ""
        elif piece.tag in _CHARACTERS:
            out += _CHARACTERS[piece.tag]
        elif piece.tag in _NOT_IN_CODE:
            raise _broken(
                say("a picture stands inside a field's instruction in {part}", part=part),
                say("Put the picture outside the field"),
            )
    return out


def _character(run: Element) -> str | None:
    mark = run.find(W + "fldChar")
    return None if mark is None else mark.get(W + "fldCharType")


def _replace(runs: list[Element], instruction: str, whole: Element | None) -> None:
    """Put one run with the mark where the field was; it looks like the field's result."""
    meaning = formula.parsed(f"{formula.OPEN}{instruction}{formula.CLOSE}")
    key = f"{formula.OPEN}{instruction}{formula.CLOSE}"
    if isinstance(meaning, formula.Merge) and meaning.switches.plain:
        key = meaning.name
    of_code = not isinstance(meaning, Picture) and meaning.switches.charformat
    _put_in_place(runs if whole is None else [whole], [(key, _look(runs, of_code))])


def _put_in_place(old: list[Element], pieces: list[tuple[str, Element]]) -> None:
    """Put a run for each (mark, look) where `old` was."""
    for key, look in pieces:
        run = etree.Element(W + "r")
        if look is not None:
            run.append(if_looks.clean(look))
        text = etree.SubElement(run, W + "t")
        text.set(_SPACE, "preserve")
        text.append(etree.ProcessingInstruction(SLOT, key.translate(_SEALED)))
        old[0].addprevious(run)
    for node in old:
        node.getparent().remove(node)


def _look(runs: list[Element], of_code: bool) -> Element | None:
    """Return the look of the field's result; where it has none, of the field's other runs.

    `of_code`: the look of the instruction's first letter.
    """
    for run in runs if of_code else ():
        if "".join(piece.text or "" for piece in run.iter(W + "instrText")).strip():
            return run.find(W + "rPr")
    for run in runs:
        if run.find(W + "t") is not None:
            return run.find(W + "rPr")
    return next((look for run in runs if (look := run.find(W + "rPr")) is not None), None)


def _broken(what: Message, remedy: Message) -> CuifeiError:
    return CuifeiError(what, remedy)
