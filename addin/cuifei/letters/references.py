"""What does a cross-reference print that points at words with a merge field in them?

Word keeps a reference's old result until somebody updates it, so it would print what the
template showed: «业主», or the name of whoever was previewed. Where the words that it points at
lie in one paragraph, they are put in its place, fields and all; everything else is refused by
name. A reference to words without a field stays what it is, as does one that asks for the
number of a paragraph.
"""

import copy
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cuifei.domain.problems import say
from cuifei.letters.field_spans import FieldSpan, spans
from cuifei.letters.findings import Finding
from cuifei.letters.wordxml import Element, W

_REF = re.compile(r'\s*(?:(REF|STYLEREF)\s+)?"?([^\s"\\]+)"?(.*)', re.I | re.S)
_NUMBER = re.compile(r"\\[nrwpd](?![a-z])", re.I)
_FIELD = re.compile(r"\s*(?:MERGEFIELD|IF)(?![^\W_])", re.I)
_MARKS = (W + "bookmarkStart", W + "bookmarkEnd")


def worked_out(roots: Sequence[Element], styles: Mapping[str, str]) -> Iterator[Finding]:
    """Put the words in place of each reference to them, in place; yield what cannot be.

    `styles`: ids by the styles' names in small letters.
    """
    marks = {m.get(W + "name"): m for root in roots for m in root.iter(W + "bookmarkStart")}
    for root in roots:
        for span in list(spans(root)):
            match = _REF.fullmatch(span.instruction)
            if match is None or span.ours:
                continue
            kind, name, switches = (match[1] or "").upper(), match[2], match[3]
            if kind == "STYLEREF":
                if _styled_with_field(roots, styles, name):
                    yield _refused(span)
            elif name in marks and not _NUMBER.search(switches):
                words = _words(marks[name])
                if words is None or not _has_field(words):
                    if words is None:
                        yield _refused(span)
                elif not _put(span, words):
                    yield _refused(span)


def _refused(span: FieldSpan) -> Finding:
    return (
        say(
            "the field {field} refers to words with a merge field, and prints old ones",
            field=span.shown,
        ),
        say("Put the merge field itself there instead"),
    )


def _has_field(nodes: Iterable[Element]) -> bool:
    return any(
        _FIELD.match("".join((t.text or "") for t in node.iter(W + "instrText")))
        or any(_FIELD.match(s.get(W + "instr", "")) for s in node.iter(W + "fldSimple"))
        for node in nodes
    )


def _words(start: Element) -> list[Element] | None:
    """Return what a bookmark marks within its paragraph, fields at its edges whole.

    None where it marks a field beyond the paragraph; empty where it marks no field at all.
    """
    paragraph = start.getparent()
    ends = [
        e
        for e in paragraph
        if e.tag == W + "bookmarkEnd" and e.get(W + "id") == start.get(W + "id")
    ]
    if not ends or paragraph.tag != W + "p":
        return None if _beyond_has_field(start) else []
    children = list(paragraph)
    first, last = children.index(start), children.index(ends[0])
    depth, depths = 0, []
    for child in children:
        opens = _character(child) == "begin"
        depth += opens
        depths.append(depth)
        depth -= _character(child) == "end"
    while (
        first > 0
        and depths[first] > 0
        and not (depths[first] == 1 and _character(children[first]) == "begin")
    ):
        first -= 1
    while (
        last + 1 < len(children)
        and depths[last] > 0
        and not (depths[last] == 1 and _character(children[last]) == "end")
    ):
        last += 1
    return [c for c in children[first : last + 1] if c.tag not in _MARKS and c.tag != W + "pPr"]


def _beyond_has_field(start: Element) -> bool:
    """Return whether a merge field stands between a bookmark's ends, in whatever paragraphs."""
    root = start.getroottree().getroot()
    inside = False
    for node in root.iter(W + "bookmarkStart", W + "bookmarkEnd", W + "instrText", W + "fldSimple"):
        if node is start:
            inside = True
        elif inside and node.tag == W + "bookmarkEnd" and node.get(W + "id") == start.get(W + "id"):
            return False
        elif inside and _FIELD.match(node.get(W + "instr") or node.text or ""):
            return True
    return False


def _character(run: Element) -> str | None:
    mark = run.find(W + "fldChar")
    return None if mark is None else mark.get(W + "fldCharType")


def _put(span: FieldSpan, words: Sequence[Element]) -> bool:
    """Put copies of `words` where a reference stands; False where it has no place of its own."""
    first, last = (span.simple, span.simple) if span.simple is not None else (span.begin, span.end)
    place = first.getparent()
    if place is None or place is not last.getparent() or any(w is first for w in words):
        return False
    start, end = place.index(first), place.index(last)
    place[start : end + 1] = [copy.deepcopy(word) for word in words]
    return True


def _styled_with_field(roots: Sequence[Element], styles: Mapping[str, str], name: str) -> bool:
    called = f"heading {name}" if name.isdigit() else name.lower()
    style = styles.get(called)
    if style is None:
        return False
    for root in roots:
        for mark in root.iter(W + "pStyle", W + "rStyle"):
            if mark.get(W + "val") == style:
                holder = mark.getparent().getparent()
                within = (
                    holder if holder.tag == W + "p" else next(holder.iterancestors(W + "p"), holder)
                )
                if _has_field([within]):
                    return True
    return False
