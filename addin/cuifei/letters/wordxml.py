"""Where are the merge fields in a Word part, and what is each called?

Word writes a field as `w:fldSimple`, or as runs between `w:fldChar` begin and
end, its name split wherever somebody once corrected a letter. Both forms are
put into one run that holds a mark `<?slot NAME?>` and keeps the look of the
field's result.
"""

import copy
import re
from typing import Any, TypeAlias

from lxml import etree

from cuifei.domain.problems import CuifeiError, Message, say

# lxml is written in C; its classes tell type checkers nothing that helps.
Element: TypeAlias = Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SLOT = "cuifei-slot"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FIELD = re.compile(r'\s*MERGEFIELD\s+(?:"([^"]+)"|([^\s"\\]+))\s*(.*)', re.S)
# Looks that Word adds by itself and that carry no meaning for what is printed.
_HARMLESS = re.compile(r"(\\\*\s*(MERGEFORMAT|CHARFORMAT)\s*)*", re.I)
_REVISIONS = ("ins", "del", "moveFrom", "moveTo")


def mark_fields(root: Element, part: str) -> None:
    """Replace every merge field under `root` by its mark; CuifeiError names a broken one."""
    for revision in _REVISIONS:
        if next(root.iter(W + revision), None) is not None:
            raise _broken(
                say("the template has tracked changes in {part}", part=part),
                say("Open it in Word, accept or reject all changes, and save it"),
            )
    _split_runs(root)
    for simple in list(root.iter(W + "fldSimple")):
        if (name := _name(simple.get(W + "instr", ""))) is not None:
            _replace(list(simple.iter(W + "r")), name, simple)
    for paragraph in root.iter(W + "p"):
        _mark_paragraph(paragraph, part)


def _split_runs(root: Element) -> None:
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
    stack: list[list[Element]] = []
    for run in _own_runs(paragraph):
        kind = _character(run)
        if kind == "begin":
            stack.append([])
        for runs in stack:
            runs.append(run)
        if kind == "end":
            if not stack:
                continue  # the end of a field that began in an earlier paragraph
            runs = stack.pop()
            name = _name(_instruction(runs))
            if name is None:
                continue
            if stack:
                raise _broken(
                    say(
                        "the field {name} stands inside another field in {part}",
                        name=f"«{name}»",
                        part=part,
                    ),
                    say("Take it out of the other field, such as IF or HYPERLINK"),
                )
            _replace(runs, name, None)
    for runs in stack:
        instruction = _instruction(runs)
        if "MERGEFIELD" in instruction:
            raise _broken(
                say(
                    "a field is not closed in its paragraph: {field}, in {part}",
                    field=instruction.strip(),
                    part=part,
                ),
                say("Delete it and insert it anew: Insert, Quick Parts, Field, MergeField"),
            )


def _character(run: Element) -> str | None:
    mark = run.find(W + "fldChar")
    return None if mark is None else mark.get(W + "fldCharType")


def _instruction(runs: list[Element]) -> str:
    """Return a field's own instruction: what stands before its `separate`."""
    depth, out = 0, ""
    for run in runs:
        kind = _character(run)
        depth += {"begin": 1, "end": -1}.get(kind or "", 0)
        if kind == "separate" and depth == 1:
            break
        if depth == 1:
            out += "".join(piece.text or "" for piece in run.iter(W + "instrText"))
    return out


def _name(instruction: str) -> str | None:
    match = _FIELD.fullmatch(instruction)
    if not match:
        return None
    name = match[1] or match[2]
    if not _HARMLESS.fullmatch(match[3].strip()):
        raise _broken(
            say(
                "the field {name} has a switch that is not supported: {switch}",
                name=f"«{name}»",
                switch=match[3].strip(),
            ),
            say("Right-click the field, Edit Field, and clear its options"),
        )
    return name.strip()


def _replace(runs: list[Element], name: str, whole: Element | None) -> None:
    """Put one run with the mark where the field was; it looks like the field's result."""
    run = etree.Element(W + "r")
    if (look := _look(runs)) is not None:
        look = copy.deepcopy(look)
        for noise in look.findall(W + "noProof"):
            look.remove(noise)
        run.append(look)
    text = etree.SubElement(run, W + "t")
    text.set(_SPACE, "preserve")
    text.append(etree.ProcessingInstruction(SLOT, name))
    place = runs[0] if whole is None else whole
    place.getparent().insert(place.getparent().index(place), run)
    for old in runs if whole is None else [whole]:
        old.getparent().remove(old)


def _look(runs: list[Element]) -> Element | None:
    """Return the look of the field's result; where it has none, of the field's other runs."""
    for run in runs:
        if run.find(W + "t") is not None:
            return run.find(W + "rPr")
    return next((look for run in runs if (look := run.find(W + "rPr")) is not None), None)


def _broken(what: Message, remedy: Message) -> CuifeiError:
    return CuifeiError(what, remedy)
